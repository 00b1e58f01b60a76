"""``.txt``: one saved page, with optional front matter."""

from __future__ import annotations

from collections.abc import Iterator

from khobao.pages import MAX_BYTES, MAX_STATED, Page
from khobao.sources.parts import Part, content_whole, plan_whole, read_whole, unread

SUFFIXES = (".txt",)
#: Bytes of the largest file: those of a page, of what is stated above it, and of the lines of hyphens between.
MAX_FILE = MAX_BYTES + MAX_STATED + 64
plan, content = plan_whole(MAX_FILE), content_whole


def read(part: Part, _: bytes) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    if part.fault:
        yield unread(part, *part.fault)
        return
    yield Page(part.file.name, 1, "text", read_whole(part.file.path, MAX_FILE))
