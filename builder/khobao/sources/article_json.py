"""``.json``: one finished article, checked as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khobao.pages import Page

SUFFIX = ".json"


def read(path: Path, name: str) -> Iterator[Page]:
    """The one article of the file. Raises OSError."""
    yield Page(name, 1, "article", path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
