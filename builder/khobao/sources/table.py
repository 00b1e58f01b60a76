"""``.parquet``: a page or a finished article a row, row group by row group."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from khobao.pages import Page, has_article_columns
from khobao.sources.parts import Part, SourceFile, unread

if TYPE_CHECKING:
    import pyarrow.parquet as pq

SUFFIXES = (".parquet",)
_BATCH = 256
# Bytes at the end of a file: the length of its foot, and the name of the format.
_FOOT = 8
_ZONE = datetime.timezone(datetime.timedelta(hours=7))


def plan(file: SourceFile, _: Path) -> Iterator[Part]:
    """One part a row group; a file that is no Parquet is one fault. Raises OSError if it is not there."""
    import pyarrow as pa

    size = Path(file.path).stat().st_size
    try:
        with _open(file) as parquet:
            line = 1
            for number in range(parquet.metadata.num_row_groups):
                group = parquet.metadata.row_group(number)
                yield Part(file, group.total_byte_size, number, line=line)
                line += group.num_rows
    except (pa.ArrowException, OSError) as error:
        yield Part(file, size, fault=("source/damaged", f"the file is not Parquet or is damaged: {_first(error)}"))


def _open(file: SourceFile) -> pq.ParquetFile:
    import pyarrow.parquet as pq

    return pq.ParquetFile(file.path)


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
    """The rows of `part` as JSON; where the file is damaged, one fault in place of the rest."""
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
            for batch in parquet.iter_batches(_BATCH, [part.start], wanted):
                for row in batch.to_pylist():
                    yield Page(part.file.name, line, "record", _encode(row), columns)
                    line += 1
    except (pa.ArrowException, OSError, ValueError) as error:
        yield unread(replace(part, line=line), "source/damaged", f"the file is damaged here: {_first(error)}")


def _encode(row: dict[str, Any]) -> bytes:
    return orjson.dumps(row, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS)


def _plain(value: Any) -> Any:
    """What JSON has no word for: times with a zone at +07:00, dates, and the text of anything else."""
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.astimezone(_ZONE).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
