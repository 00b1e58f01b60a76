"""Files to pages: one module a format, each with ``SUFFIX`` and ``read(path, name) -> Iterator[Page]``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from khobao.errors import Issue, Location, UnavailableError
from khobao.pages import Page, sidecar
from khobao.sources import article_json, html, text

_READERS = {reader.SUFFIX: reader.read for reader in (text, html, article_json)}


@dataclass(frozen=True)
class SourceFile:
    """An input file: where it is, and its `name` in everything that khobao writes, with forward slashes."""

    path: str
    name: str


@dataclass(frozen=True)
class Found:
    """The input files of a folder or path, sorted by name, and what stands there that is none."""

    files: tuple[SourceFile, ...]
    issues: tuple[Issue, ...]


def find(paths: Iterable[str], root: str = "") -> Found:
    """The input files at or below `paths`, which are files or folders, seen from the folder `root`.

    Hidden files are passed over. Raises :class:`UnavailableError` for a path that does not exist.
    """
    files: dict[str, SourceFile] = {}
    issues: list[Issue] = []
    for path in paths:
        for found, name in _walk(root, path):
            if Path(name).suffix in _READERS:
                files[name] = SourceFile(found, name)
            elif not (name.endswith(".yaml") and Path(found).with_suffix(".html").is_file()):
                message = f"{Path(name).suffix or 'a file without ending'} is not a format of pages or articles"
                issues.append(Issue(Location(name), "", "source/unsupported", message))
    return Found(tuple(files[name] for name in sorted(files)), tuple(sorted(issues)))


def _walk(root: str, path: str) -> Iterator[tuple[str, str]]:
    full = os.path.join(root, path) if root else path
    name = Path(path).as_posix()
    if os.path.isfile(full):
        yield full, name
        return
    if not os.path.isdir(full):
        raise UnavailableError("source/missing", "there is no such file or folder", Path(full).as_posix())
    for folder, folders, names in os.walk(full):
        folders[:] = sorted(below for below in folders if not below.startswith("."))
        inside = Path(name, os.path.relpath(folder, full))
        for file in sorted(names):
            if not file.startswith("."):
                yield os.path.join(folder, file), (inside / file).as_posix()


def read(file: SourceFile) -> Iterator[Page]:
    """The pages of `file`, in its order. Raises :class:`UnavailableError` if it cannot be read."""
    try:
        yield from _READERS[Path(file.name).suffix](Path(file.path), file.name)
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), file.name) from error


def inputs(files: Iterable[SourceFile]) -> list[SourceFile]:
    """`files` and what stands beside them, in order of name."""
    found = list(files)
    for file in files:
        beside = Path(file.path).with_suffix(".yaml")
        if file.name.endswith(".html") and beside.is_file():
            found.append(SourceFile(str(beside), sidecar(file.name)))
    return sorted(found, key=lambda file: file.name)


def digest(file: SourceFile) -> str:
    """SHA-256 of the bytes of `file`. Raises :class:`UnavailableError` if it cannot be read."""
    try:
        with open(file.path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), file.name) from error


def shards(files: Sequence[SourceFile], size: int = 256) -> list[tuple[SourceFile, ...]]:
    """`files` in runs of `size`. The cut depends on nothing else, so that any number of workers writes the same."""
    return [tuple(files[start : start + size]) for start in range(0, len(files), size)]
