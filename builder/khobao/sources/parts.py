"""What is read in one piece: a file, a range of the bytes of one, or a row group."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khobao.pages import Page


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input file: where it is, and its `name` in everything that khobao writes, with forward slashes."""

    path: str
    name: str


@dataclass(frozen=True)
class Part:
    """A piece of `file`: the bytes from `start` to before `end`, or the row group `start`, of which `end` rows are read
    at once; its first record stands on line `line`. `bytes` is its size; `unpacked` is where the file stands unpacked,
    if it had to be; `fault` is an issue code and a message if the piece cannot be read and stands for one bad record.
    """

    file: SourceFile
    bytes: int
    start: int = 0
    end: int = 0
    line: int = 1
    unpacked: str | None = None
    fault: tuple[str, str] | None = None


def content_whole(part: Part) -> Iterator[bytes]:
    """The bytes of the file. Raises OSError."""
    yield read_whole(part.file.path, part.bytes)


def plan_whole(limit: int) -> Callable[[SourceFile, Path], Iterator[Part]]:
    """A plan that reads a file in one piece; of more than `limit` bytes, not at all. Raises OSError."""

    def plan(file: SourceFile, _: Path) -> Iterator[Part]:
        size = os.stat(file.path).st_size
        yield Part(file, min(size, limit), fault=overlong("file", size, limit) if size > limit else None)

    return plan


def overlong(what: str, size: int, limit: int) -> tuple[str, str]:
    """The fault of a file or row of more than `limit` bytes."""
    return "page/too-large", f"the {what} has {size:,} bytes; at most {limit:,} are read"


def read_whole(path: str, limit: int, follow: bool = True) -> bytes:
    """The bytes of the file at `path`, of which no more than `limit` and one are read; with `follow`, `path` may be a
    link. Raises OSError, also for what is no regular file: a pipe would never end."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags if follow else flags | getattr(os, "O_NOFOLLOW", 0))
    with open(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return stream.read(limit + 1)


def unread(part: Part, code: str, message: str) -> Page:
    """The record that stands for what could not be read in `part`."""
    return Page(part.file.name, part.line, "unread", f"{code} {message}".encode())
