"""``.parquet``: a page or a finished article a row, row group by row group."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from khobao.pages import Page, has_article_columns
from khobao.sources.decoding import HeaderError, RowGroup, page_sizes, row_groups
from khobao.sources.jsonl import MAX_ROW
from khobao.sources.parts import Part, SourceFile, overlong, unread

if TYPE_CHECKING:
    import pyarrow.parquet as pq

SUFFIXES = (".parquet",)
#: Most columns, most bytes of a footer, and how many times its size a file may unpack to, beside what any file may.
MAX_COLUMNS, MAX_FOOTER, MAX_EXPANSION, MIN_DECODED = 1_000, 4 * 1024 * 1024, 1_000, 1024 * 1024
#: A file may have so many rows; one that is larger, as many as it has bytes.
MIN_ROWS = 10_000
#: Largest page of a column: bytes unpacked and values. Writers make pages of 1 MB.
MAX_PAGE, MAX_PAGE_VALUES = 64 * 1024 * 1024, 4_000_000
#: A batch has at most so many rows, and so many bytes.
_BATCH, _BATCH_BYTES = 256, 64 * 1024 * 1024
# Bytes at the end of a file: the length of its foot, and the name of the format.
_FOOT = 8
_ZONE = datetime.timezone(datetime.timedelta(hours=7))


#: What else the reader raises for damaged files: RuntimeError stands for any exception of its C++ code.
_DAMAGED = (OSError, ValueError, TypeError, OverflowError, RuntimeError)


class _ExpansionError(Exception):
    """The file holds more than its size can mean."""


def plan(file: SourceFile, _: Path) -> Iterator[Part]:
    """One part a row group, whose `end` is how many of its rows are read at once; a file that is no Parquet, or unpacks
    without end, is one fault. Raises OSError if it is not there."""
    import pyarrow as pa

    size = Path(file.path).stat().st_size
    try:
        groups = _bound(file, size)
        line = 1
        for number, (group, rows) in enumerate(groups):
            yield Part(file, group.bytes, number, rows, line)
            line += group.rows
    except _ExpansionError as error:
        yield Part(file, size, fault=("source/expansion", str(error)))
    except (pa.ArrowException, *_DAMAGED) as error:
        yield Part(file, size, fault=("source/damaged", f"the file is not Parquet or is damaged: {_first(error)}"))


def _bound(file: SourceFile, size: int) -> list[tuple[RowGroup, int]]:
    """The row groups of `file`, each with how many of its rows fit into a batch, whatever they hold."""
    with open(file.path, "rb") as stream:
        stream.seek(max(0, size - 8))
        length = int.from_bytes(stream.read(4), "little")
        if MAX_FOOTER < length <= size:
            raise _ExpansionError(f"the footer has {length:,} bytes; at most {MAX_FOOTER:,} are read")
        with _open(file) as parquet:
            count, columns, rows = (
                getattr(parquet.metadata, name) for name in ("num_row_groups", "num_columns", "num_rows")
            )
        if columns > MAX_COLUMNS:
            raise _ExpansionError(f"the table has {columns:,} columns; at most {MAX_COLUMNS:,} are read")
        stream.seek(size - 8 - length)
        groups = row_groups(stream.read(length))
        if len(groups) != count or min([0, *(min(group.rows, group.bytes) for group in groups)]) < 0:
            raise HeaderError("the row groups do not agree with the footer")
        if (rows := max(rows, sum(group.rows for group in groups))) > max(size, MIN_ROWS):
            raise _ExpansionError(f"the table has {rows:,} rows, more than the file has bytes")
        return [(group, _batch_rows(stream, group, size)) for group in groups]


def _batch_rows(stream: BinaryIO, group: RowGroup, size: int) -> int:
    """How many rows fit into a batch: none is larger than the largest page of each column."""
    largest = total = 0
    for start, packed in group.chunks:
        widest = 0
        for page in page_sizes(stream, start, packed):
            if page.unpacked > MAX_PAGE or page.values > MAX_PAGE_VALUES:
                raise _ExpansionError(
                    f"a page of {page.unpacked:,} bytes and {page.values:,} values; at most {MAX_PAGE:,} bytes and "
                    f"{MAX_PAGE_VALUES:,} values are read"
                )
            widest = max(widest, page.unpacked)
            total += page.unpacked
        largest += widest
    if total > _budget(size):
        raise _ExpansionError(f"the columns unpack to {total:,} bytes, more than {MAX_EXPANSION:,} times the file")
    return max(1, min(_BATCH, _BATCH_BYTES // max(1, largest)))


def _budget(size: int) -> int:
    return MIN_DECODED + MAX_EXPANSION * size


def _open(file: SourceFile) -> pq.ParquetFile:
    import pyarrow.parquet as pq

    return pq.ParquetFile(
        file.path, pre_buffer=False, thrift_string_size_limit=MAX_FOOTER, thrift_container_size_limit=1_000_000
    )


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0]


def content(part: Part) -> Iterator[bytes]:
    """The foot of the file, which says how it is to be read, and the bytes of the row group. Raises OSError."""
    with open(part.file.path, "rb") as stream:
        stream.seek(-_FOOT, os.SEEK_END)
        foot = _FOOT + int.from_bytes(stream.read(4), "little")
        stream.seek(-foot, os.SEEK_END)
        yield stream.read()
        with _open(part.file) as parquet:
            group = parquet.metadata.row_group(part.start)
        chunks = [group.column(number) for number in range(group.num_columns)]
        for chunk in chunks:
            start = chunk.data_page_offset
            # A dictionary stands before the pages that use it.
            stream.seek(min(start, chunk.dictionary_page_offset) if chunk.has_dictionary_page else start)
            yield stream.read(chunk.total_compressed_size)


def read(part: Part, columns: bytes) -> Iterator[Page]:
    """The rows of `part` as JSON; where the file is damaged or unpacks without end, one fault in place of the rest."""
    import pyarrow as pa

    if part.fault:
        yield unread(part, *part.fault)
        return
    line = part.line
    try:
        with _open(part.file) as parquet:
            names = parquet.schema_arrow.names
            mapped = [name for name in orjson.loads(columns).values() if name in names]
            wanted = names if has_article_columns(names) else mapped
            left = _budget(Path(part.file.path).stat().st_size)
            for batch in parquet.iter_batches(part.end, [part.start], wanted):
                left -= batch.nbytes
                if left < 0 or batch.nbytes > 2 * _BATCH_BYTES:
                    raise _ExpansionError(f"the rows from here on unpack to more than {MAX_EXPANSION:,} times the file")
                batch.validate(full=True)
                for row in batch.to_pylist():
                    yield _page(part, line, row, columns)
                    line += 1
    except _ExpansionError as error:
        yield unread(replace(part, line=line), "source/expansion", str(error))
    except (pa.ArrowException, *_DAMAGED) as error:
        yield unread(replace(part, line=line), "source/damaged", f"the file is damaged here: {_first(error)}")


def _page(part: Part, line: int, row: dict[str, Any], columns: bytes) -> Page:
    content = _encode(row)
    if len(content) > MAX_ROW:
        return unread(replace(part, line=line), *overlong("row", len(content), MAX_ROW))
    return Page(part.file.name, line, "record", content, columns)


def _encode(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS)


def _plain(value: Any) -> Any:
    """What JSON has no word for: times with a zone at +07:00, dates, and the text of anything else."""
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.astimezone(_ZONE).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
