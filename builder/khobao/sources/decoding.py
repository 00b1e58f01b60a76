"""How much a Parquet file unpacks to, told by the headers of its pages before any is unpacked.

The footer proves nothing: a file of 26 kB whose footer says 25 kB has unpacked to 208 MB. What the reader allocates
follows the page headers. Footer and headers are structs of the Thrift compact protocol; see `FileMetaData` and
`PageHeader` in parquet.thrift. They are read here because the metadata classes of pyarrow end the process where a
damaged footer makes their C++ code throw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

#: Headers are read in pieces of the first size; one longer than the second is none: writers cut statistics off.
_PIECE, _HEADER = 4 * 1024, 1 << 20
#: Most numbers of a footer: those of some hundred row groups of a hundred columns.
_MOST = 500_000
#: Types of the compact protocol, by what they take: nothing, one byte, a varint, eight bytes, a length and as much.
_NOTHING, _BYTE, _VARINTS, _DOUBLE, _BINARY, _LISTS, _STRUCT = (1, 2), 3, (4, 5, 6), 7, 8, (9, 10), 12
#: Where a page header holds what: unpacked and packed size, and the number of values in each kind of page.
_UNPACKED, _PACKED, _COUNTS = (2,), (3,), ((5, 1), (7, 1), (8, 1))
#: Where a footer holds row groups; where one of them holds its columns, bytes and rows; and where a column holds, of
#: its metadata, packed size and the offsets of data and dictionary.
_GROUPS, _COLUMNS, _BYTES, _ROWS = (4,), (1,), (2,), (3,)
_CHUNK, _DATA, _DICTIONARY = (3, 7), (3, 9), (3, 11)


class HeaderError(ValueError):
    """The bytes are no footer, or no header of a page."""


@dataclass(frozen=True)
class PageSize:
    """What a page says of itself: bytes unpacked, and values."""

    unpacked: int
    values: int


@dataclass(frozen=True)
class RowGroup:
    """A row group as the footer tells of it: rows, bytes, and start and packed size of each column chunk."""

    rows: int
    bytes: int
    chunks: tuple[tuple[int, int], ...]


def row_groups(footer: bytes) -> list[RowGroup]:
    """The row groups of a file with this `footer`. Raises :class:`HeaderError`."""
    reader = _Reader(footer)
    reader.struct((), 0)
    found = reader.found
    groups = []
    for number in range(found.get(_GROUPS, 0)):
        at = (*_GROUPS, number)
        columns = (*at, *_COLUMNS)
        chunks = []
        for index in range(found.get(columns, 0)):
            column = (*columns, index)
            start, size = found.get((*column, *_DATA), -1), found.get((*column, *_CHUNK), -1)
            # An offset of 0 is how some writers say that there is no dictionary.
            start = min(start, found.get((*column, *_DICTIONARY)) or start)
            if start < 0 or size < 0:
                raise HeaderError("a column has no place in the file")
            chunks.append((start, size))
        groups.append(RowGroup(found.get((*at, *_ROWS), 0), found.get((*at, *_BYTES), 0), tuple(chunks)))
    return groups


def page_sizes(stream: BinaryIO, start: int, size: int) -> Iterator[PageSize]:
    """The pages of the column chunk at `start` of `stream`, which has `size` bytes. Raises :class:`HeaderError`."""
    offset, end = start, start + size
    while offset < end:
        reader = _read_header(stream, offset, end)
        packed, unpacked = reader.found.get(_PACKED, -1), reader.found.get(_UNPACKED, -1)
        counts = [reader.found.get(place, 0) for place in _COUNTS]
        if min(packed, unpacked, *counts) < 0:
            raise HeaderError("a page has no size")
        yield PageSize(unpacked, max(counts))
        offset += reader.offset + packed


def _read_header(stream: BinaryIO, offset: int, end: int) -> _Reader:
    for length in (_PIECE, _HEADER):
        stream.seek(offset)
        reader = _Reader(stream.read(min(length, end - offset)))
        try:
            reader.struct((), 0)
        except HeaderError:
            if length == _HEADER:
                raise
        else:
            break
    return reader


class _Reader:
    """One pass over a struct, which keeps its integers and the lengths of its lists by the path of their field ids."""

    def __init__(self, content: bytes) -> None:
        self.content, self.offset = content, 0
        self.found: dict[tuple[int, ...], int] = {}

    def byte(self) -> int:
        if self.offset >= len(self.content):
            raise HeaderError("the metadata break off")
        self.offset += 1
        return self.content[self.offset - 1]

    def varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise HeaderError("a number in the metadata does not end")

    def zigzag(self) -> int:
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def struct(self, path: tuple[int, ...], depth: int) -> None:
        identity = 0
        while byte := self.byte():
            identity = identity + (byte >> 4) if byte >> 4 else self.zigzag()
            self.value(byte & 0xF, (*path, identity), depth + 1)

    def value(self, kind: int, path: tuple[int, ...], depth: int, element: bool = False) -> None:
        if depth > 16:
            raise HeaderError("the metadata are nested")
        if kind in _VARINTS:
            number = self.zigzag()
            if not element:
                self.found[path] = number
            if len(self.found) > _MOST:
                raise HeaderError(f"the metadata have more than {_MOST:,} numbers")
        elif kind == _BYTE or (element and kind in _NOTHING):
            self.byte()
        elif kind == _BINARY:
            length = self.varint()
            self.offset += length
        elif kind == _DOUBLE:
            self.offset += 8
        elif kind == _STRUCT:
            self.struct(path, depth)
        elif kind in _LISTS:
            self.items(path, depth)
        elif kind not in _NOTHING:
            raise HeaderError("the metadata have a field of an unknown kind")

    def items(self, path: tuple[int, ...], depth: int) -> None:
        byte = self.byte()
        count = self.varint() if byte >> 4 == 15 else byte >> 4
        self.found[path] = count
        for number in range(count):
            self.value(byte & 0xF, (*path, number), depth + 1, element=True)
            if self.offset > len(self.content):
                raise HeaderError("the metadata break off")
