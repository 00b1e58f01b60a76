"""What is read in one piece: a file, a range of the bytes of one, or a row group."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khobao.pages import Page


@dataclass(frozen=True)
class SourceFile:
    """An input file: where it is, and its `name` in everything that khobao writes, with forward slashes."""

    path: str
    name: str


@dataclass(frozen=True)
class Part:
    """A piece of `file`: the bytes from `start` to before `end`, or the row group `start`; its first record stands on
    line `line`. `bytes` is its size; `unpacked` is where the file stands unpacked, if it had to be; `fault` is an issue
    code and a message if the piece cannot be read and stands for one bad record."""

    file: SourceFile
    bytes: int
    start: int = 0
    end: int = 0
    line: int = 1
    unpacked: str | None = None
    fault: tuple[str, str] | None = None


def content_whole(part: Part) -> Iterator[bytes]:
    """The bytes of the file. Raises OSError."""
    yield Path(part.file.path).read_bytes()


def plan_whole(file: SourceFile, _: Path) -> Iterator[Part]:
    """`file` in one piece. Raises OSError."""
    yield Part(file, os.stat(file.path).st_size)


def unread(part: Part, code: str, message: str) -> Page:
    """The record that stands for what could not be read in `part`."""
    return Page(part.file.name, part.line, "unread", f"{code} {message}".encode())
