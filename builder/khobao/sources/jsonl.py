"""``.jsonl``, ``.jsonl.gz``, ``.jsonl.zst``: a page or a finished article a line.

Files are cut into ranges of bytes at line feeds. A compressed file has none to cut at, so it is unpacked first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from khobao.pages import Page
from khobao.sources.parts import Part, SourceFile, overlong, unread

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")

#: Bytes of a range, about; bytes of the longest row that is read: the largest page, every letter escaped.
RANGE, MAX_ROW = 4 * 1024 * 1024, 24 * 1024 * 1024
#: A row that has no end after so many bytes is the last of its file that is looked at.
MAX_SKIPPED = 256 * 1024 * 1024
#: How many times its size a compressed file may unpack to; text packs about 4 times, repeated lines 100 times.
#: A small one may unpack to so many bytes in any case.
MAX_EXPANSION, MIN_UNPACKED = 1_000, 1024 * 1024
_BLOCK, _PACKED = 1024 * 1024, 64 * 1024
_BOM = b"\xef\xbb\xbf"


def plan(file: SourceFile, spool: Path) -> Iterator[Part]:
    """Ranges of whole lines; an overlong row, and where a damaged archive ends, as parts that are one fault. Raises
    OSError."""
    fault = None
    if not file.name.endswith(".jsonl"):
        unpacked = spool / f"{hashlib.sha256(file.name.encode()).hexdigest()[:20]}.jsonl"
        fault = _unpack(file, unpacked)
        file_path = str(unpacked)
    else:
        file_path = file.path
    line = 1
    with open(file_path, "rb") as stream:
        for part in _ranges(file, stream):
            line = part.line
            yield replace(part, unpacked=None if file_path == file.path else file_path)
    if fault:
        yield Part(file, 0, line=line, fault=fault)


def _unpack(file: SourceFile, target: Path) -> tuple[str, str] | None:
    """Unpack `file` up to where it is whole; what is wrong with it, if anything. Raises OSError."""
    packed = Path(file.path).stat().st_size
    blocks = _gunzip(file.path) if file.name.endswith(".gz") else _unzstd(file.path)
    written = 0
    with target.open("wb") as sink:
        while True:
            try:
                block = next(blocks, b"")
            except (OSError, EOFError, ValueError) as error:
                return "source/damaged", f"the archive breaks off or is damaged: {error}"
            if not block:
                return None
            written += len(block)
            if written > MAX_EXPANSION * packed + MIN_UNPACKED:
                return "source/expansion", f"the archive unpacks to more than {MAX_EXPANSION:,} times its size"
            sink.write(block)


def _gunzip(path: str) -> Iterator[bytes]:
    """What the gzip file at `path` holds, member after member, in blocks that are not empty. Raises OSError, EOFError,
    and ValueError for what is damaged. Arrow reads it too, but keeps memory of each damaged file."""
    from isal import igzip_lib

    with open(path, "rb") as stream:
        given = stream.read(_PACKED)
        while given:
            member = igzip_lib.IgzipDecompressor(igzip_lib.DECOMP_GZIP)
            while not member.eof:
                if member.needs_input and not (given := given or stream.read(_PACKED)):
                    raise EOFError("it ends within a member")
                try:
                    block = member.decompress(given if member.needs_input else b"", _BLOCK)
                except igzip_lib.error as error:  # type: ignore[misc]
                    raise ValueError(str(error)) from error
                given = b""
                if block:
                    yield block
            # Archives on tapes are filled up with zeros, which gzip passes over.
            given = member.unused_data.lstrip(b"\0") or stream.read(_PACKED).lstrip(b"\0")


def _unzstd(path: str) -> Iterator[bytes]:
    """What the zstd file at `path` holds, in blocks that are not empty. Raises OSError, also for what is damaged."""
    import pyarrow as pa

    with pa.OSFile(path) as raw, pa.CompressedInputStream(raw, "zstd") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _ranges(file: SourceFile, stream: BinaryIO) -> Iterator[Part]:
    """The parts of `stream`. `row` is where the row starts that is not yet over, on line `row_line`."""
    start = row = offset = 0
    line = row_line = 1

    def upto(end: int) -> Iterator[Part]:
        if end > start:
            yield Part(file, end - start, start, end, line)

    while block := stream.read(_BLOCK):
        newline = block.rfind(b"\n")
        if newline < 0:
            offset += len(block)
            if offset - row > MAX_SKIPPED:
                break
            continue
        first = offset + block.find(b"\n") + 1
        if first - row > MAX_ROW:
            yield from upto(row)
            yield Part(file, 0, line=row_line, fault=overlong("row", first - row, MAX_ROW))
            start, line = first, row_line + 1
        row, row_line = offset + newline + 1, row_line + block.count(b"\n")
        if row - start >= RANGE:
            yield from upto(row)
            start, line = row, row_line
        offset += len(block)
    if offset - row > MAX_ROW:
        yield from upto(row)
        fault = _endless(offset - row) if block else overlong("row", offset - row, MAX_ROW)
        yield Part(file, 0, line=row_line, fault=fault)
    else:
        yield from upto(offset)


def _endless(size: int) -> tuple[str, str]:
    return "page/too-large", f"the row does not end within {size:,} bytes; what follows it is not read"


def content(part: Part) -> Iterator[bytes]:
    """The bytes of the rows, without a byte order mark. Raises OSError."""
    with open(part.unpacked or part.file.path, "rb") as stream:
        stream.seek(part.start)
        found = stream.read(part.end - part.start)
    yield found.removeprefix(_BOM) if part.start == 0 else found


def read(part: Part, columns: bytes) -> Iterator[Page]:
    """The rows of `part`; blank lines are passed over. Raises OSError."""
    if part.fault:
        yield unread(part, *part.fault)
        return
    for number, row in enumerate(next(content(part)).split(b"\n"), start=part.line):
        if row.strip():
            yield Page(part.file.name, number, "record", row, columns)
