"""``.txt``: one saved page, with optional front matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khobao.pages import Page
from khobao.sources.parts import Part, content_whole, plan_whole

SUFFIXES = (".txt",)
plan, content = plan_whole, content_whole


def read(part: Part, _: bytes) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    yield Page(part.file.name, 1, "text", Path(part.file.path).read_bytes())
