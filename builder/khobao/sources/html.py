"""``.html``: one saved page, and ``.yaml`` beside it for what is stated about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khobao.pages import Page

SUFFIX = ".html"


def read(path: Path, name: str) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    beside = path.with_suffix(".yaml")
    yield Page(name, 1, "html", path.read_bytes(), beside.read_bytes() if beside.is_file() else b"")
