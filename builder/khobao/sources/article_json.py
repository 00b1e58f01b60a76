"""``.json``: one finished article, checked as it is."""

from __future__ import annotations

from collections.abc import Iterator

from khobao.pages import Page
from khobao.sources.jsonl import MAX_ROW
from khobao.sources.parts import Part, content_whole, plan_whole, read_whole, unread

SUFFIXES = (".json",)
plan, content = plan_whole(MAX_ROW), content_whole


def read(part: Part, _: bytes) -> Iterator[Page]:
    """The one article of the file. Raises OSError."""
    if part.fault:
        yield unread(part, *part.fault)
        return
    content = read_whole(part.file.path, MAX_ROW)
    yield Page(part.file.name, 1, "article", content.removeprefix(b"\xef\xbb\xbf"))
