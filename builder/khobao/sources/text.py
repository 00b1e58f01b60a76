"""``.txt``: one saved page, with optional front matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khobao.pages import Page

SUFFIX = ".txt"


def read(path: Path, name: str) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    yield Page(name, 1, "text", path.read_bytes())
