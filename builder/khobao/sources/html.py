"""``.html``: one saved page, and ``.yaml`` beside it for what is stated about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khobao.pages import Page
from khobao.sources.parts import Part, plan_whole

SUFFIXES = (".html",)
plan = plan_whole


def content(part: Part) -> Iterator[bytes]:
    """The bytes of the page, and of what is stated beside it. Raises OSError."""
    for page in read(part, b""):
        yield page.content
        yield page.beside


def read(part: Part, _: bytes) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    path = Path(part.file.path)
    beside = path.with_suffix(".yaml")
    yield Page(part.file.name, 1, "html", path.read_bytes(), beside.read_bytes() if beside.is_file() else b"")
