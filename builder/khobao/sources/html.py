"""``.html``: one saved page, and ``.yaml`` beside it for what is stated about it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from khobao.pages import MAX_BYTES, MAX_STATED, Page, sidecar
from khobao.sources.parts import Part, plan_whole, read_whole, unread

SUFFIXES = (".html",)
plan = plan_whole(MAX_BYTES)


def content(part: Part) -> Iterator[bytes]:
    """The bytes of the page, and of what is stated beside it. Raises OSError."""
    for page in read(part, b""):
        yield page.content
        yield page.beside


def read(part: Part, _: bytes) -> Iterator[Page]:
    """The one page of the file. Raises OSError."""
    if part.fault:
        yield unread(part, *part.fault)
        return
    path = part.file.path
    beside = sidecar(path)
    stated = read_whole(beside, MAX_STATED, follow=False) if os.path.lexists(beside) else b""
    yield Page(part.file.name, 1, "html", read_whole(path, MAX_BYTES), stated)
