"""Files to pages, one module a format: ``SUFFIXES``; ``plan`` cuts a file into parts, ``content`` and ``read`` give the
bytes and the pages of one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from khobao.errors import Issue, Location, UnavailableError
from khobao.pages import COLUMNS, Page, sidecar
from khobao.sources import article_json, html, jsonl, table, text, tree
from khobao.sources.parts import Part, SourceFile

__all__ = [
    "Found",
    "Part",
    "SourceFile",
    "batches",
    "digest",
    "find",
    "fingerprint",
    "inputs",
    "pages",
    "plan",
    "read",
    "shards",
]

_FORMATS = {suffix: module for module in (text, html, article_json, jsonl, table) for suffix in module.SUFFIXES}
#: A shard ends at this many parts or bytes, whichever comes first.
SHARD_PARTS, SHARD_BYTES = 256, 8 * 1024 * 1024
#: A PAGE batch ends at this many rows or bytes of content, whichever comes first: Arrow offsets have 32 bits.
BATCH_ROWS, BATCH_BYTES = 256, 16 * 1024 * 1024


@dataclass(frozen=True)
class Found:
    """The input files of a folder or path, sorted by name, and what stands there that is none."""

    files: tuple[SourceFile, ...]
    issues: tuple[Issue, ...]


def find(paths: Iterable[str], root: str = "") -> Found:
    """The input files at or below `paths`, which are files, folders or patterns of them, seen from the folder `root`.

    What is stated beside a page of HTML stands for that page. Hidden files are passed over; a path in `paths` may be a
    link, what is found below it may not. Raises :class:`UnavailableError` for a path that does not exist or a folder
    that cannot be read.
    """
    files: dict[str, SourceFile] = {}
    faults: dict[str, tuple[str, str]] = {}
    for entry in tree.entries(paths, root):
        name = entry.name
        if entry.fault:
            faults[name] = entry.fault
        elif _format(name):
            files[name] = SourceFile(entry.path, name)
        elif name.endswith(".yaml") and os.path.isfile(f"{entry.path.removesuffix('.yaml')}.html"):
            page = f"{name.removesuffix('.yaml')}.html"
            files[page] = SourceFile(f"{entry.path.removesuffix('.yaml')}.html", page)
        else:
            message = f"{Path(name).suffix or 'a file without ending'} is not a format of pages or articles"
            faults[name] = ("source/unsupported", message)
    for file in [file for file in files.values() if file.name.endswith(".html")]:
        stated = tree.beside(sidecar(file.path), sidecar(file.name))
        if stated and stated.fault:
            # A page is not read without what is stated about it; one issue stands for both.
            faults[stated.name] = stated.fault
            del files[file.name]
    issues = sorted(Issue(Location(name), "", *fault) for name, fault in faults.items())
    return Found(tuple(files[name] for name in sorted(files)), tuple(issues))


def _format(name: str) -> str | None:
    """The ending of `name` that a module reads; the longest, so that ``.jsonl.gz`` is not ``.gz``."""
    return max((suffix for suffix in _FORMATS if name.endswith(suffix)), key=len, default=None)


def plan(file: SourceFile, spool: Path) -> Iterator[Part]:
    """The parts of `file`, in its order; what has to be unpacked is, into the folder `spool`.

    The cut depends on nothing but the file. Raises :class:`UnavailableError` if it cannot be read.
    """
    try:
        yield from _FORMATS[_format(file.name) or ""].plan(file, spool)
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), file.name) from error


def read(part: Part, columns: Mapping[str, str | None] = COLUMNS) -> Iterator[Page]:
    """The pages of `part`, in its order; `columns` says where rows of tables hold them.

    Raises :class:`UnavailableError` if the file cannot be read.
    """
    try:
        yield from _FORMATS[_format(part.file.name) or ""].read(part, orjson.dumps(dict(columns)))
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), part.file.name) from error


def fingerprint(parts: Iterable[Part], columns: Mapping[str, str | None] = COLUMNS) -> str:
    """SHA-256, in hexadecimal, over all that the pages of `parts` are made from: bytes, names, lines, columns.

    Raises :class:`UnavailableError` if a file cannot be read.
    """
    found = hashlib.sha256(orjson.dumps(dict(columns), option=orjson.OPT_SORT_KEYS))
    for part in parts:
        name = part.file.name
        try:
            contents = [] if part.fault else list(_FORMATS[_format(name) or ""].content(part))
        except OSError as error:
            raise UnavailableError("source/unreadable", error.strerror or str(error), name) from error
        # With the lengths, so that nothing can pass from one to the next unseen.
        found.update(orjson.dumps([name, part.line, part.fault, *map(len, contents)]))
        for content in contents:
            found.update(content)
    return found.hexdigest()


def pages(files: Iterable[SourceFile], spool: Path, columns: Mapping[str, str | None] = COLUMNS) -> Iterator[Page]:
    """The pages of `files`, in order; see :func:`plan` and :func:`read`."""
    yield from (page for file in files for part in plan(file, spool) for page in read(part, columns))


def inputs(files: Iterable[SourceFile]) -> list[SourceFile]:
    """`files` and what stands beside them, in order of name."""
    found = list(files)
    for file in found[:]:
        if file.name.endswith(".html") and os.path.isfile(beside := sidecar(file.path)):
            found.append(SourceFile(beside, sidecar(file.name)))
    return sorted(found, key=lambda file: file.name)


def digest(file: SourceFile) -> str:
    """SHA-256 of the bytes of `file`. Raises :class:`UnavailableError` if it cannot be read."""
    try:
        with open(file.path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), file.name) from error


def shards(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """`parts` in runs of about the same size. The cut depends on nothing else, so that any number of workers writes
    the same."""
    shard: list[Part] = []
    size = 0
    for part in parts:
        if shard and (len(shard) == SHARD_PARTS or size + part.bytes > SHARD_BYTES):
            yield tuple(shard)
            shard, size = [], 0
        shard.append(part)
        size += part.bytes
    if shard:
        yield tuple(shard)


def batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """`pages` in lists that fit into one PAGE batch."""
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.content)
        if len(batch) == BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
