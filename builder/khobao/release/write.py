"""Writing a release: files with their digests into a folder that gets its name when all of them are safe on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khobao.errors import PromiseError, UnavailableError

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of a Parquet row group: the batch in which `datasets` streams. 1,000 rows read faster by date and 5,000
#: compress better; the group also ends at 100 MB, above which the viewer of the Hub gives up.
GROUP_ROWS, GROUP_BYTES = 5_000, 100_000_000
_GZIP_LEVEL = 2


@dataclass(frozen=True)
class File:
    """A written file: its path inside the release, size in bytes, digest, and rows if it is a table."""

    path: str
    bytes: int
    sha256: str
    rows: int | None

    def as_record(self) -> dict[str, Any]:
        """The file as the manifest lists it."""
        return {"path": self.path, "bytes": self.bytes, "sha256": self.sha256, "rows": self.rows}


@contextlib.contextmanager
def publishing(target: Path) -> Iterator[Path]:
    """A folder to write a release in; it becomes `target` if the block ends well, and vanishes if not.

    What an interrupted run left beside it is removed first. Raises :class:`UnavailableError` when the disk refuses, and
    :class:`PromiseError` when there is something called `target` already.
    """
    partial = target.parent / f".{target.name}.partial"
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        yield partial
        for folder, _, _ in os.walk(partial):
            _sync(Path(folder))
        if target.exists():
            message = "this version exists, and a published version is never written again"
            raise PromiseError("version/exists", message, target.as_posix())
        partial.rename(target)
        try:
            _sync(target.parent)
        except OSError:
            # The name may not be on disk: take it back, so that what is reported as failed is not there.
            target.rename(partial)
            raise
    except OSError as error:
        name = Path(error.filename).as_posix() if error.filename else target.as_posix()
        raise UnavailableError("write/failed", error.strerror or str(error), name) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def sha256(content: bytes) -> str:
    """The digest of `content`, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_sha256(path: Path) -> str:
    """The digest of the bytes of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_bytes(folder: Path, path: str, content: bytes, rows: int | None = None) -> File:
    """Write `content` to `path` below `folder`, and sync it."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return _finish(folder, path, rows)


def copy_file(source: Path, folder: Path, file: File) -> File:
    """Copy `file` of the release in `source` to `folder`, and sync it. Raises OSError when other bytes arrive."""
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / file.path, target)
    copied = _finish(folder, file.path, file.rows)
    if copied != file:
        raise OSError(0, "the copy differs from the file that the earlier release lists", str(target))
    return copied


def _finish(folder: Path, path: str, rows: int | None) -> File:
    _sync(folder / path)
    return File(path, (folder / path).stat().st_size, file_sha256(folder / path), rows)


def write_parquet(folder: Path, path: str, chunks: Iterable[pa.Table], schema: pa.Schema) -> File:
    """Write `chunks`, of at most :data:`GROUP_ROWS` rows each, in row groups that readers skip by their statistics."""
    import pyarrow.parquet as pq

    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    total = 0
    with pq.ParquetWriter(
        target, schema, compression="zstd", compression_level=3,
        write_page_index=True, use_content_defined_chunking=True,
    ) as writer:  # fmt: skip
        for chunk in chunks:
            size = max(1, min(GROUP_ROWS, GROUP_BYTES * chunk.num_rows // max(chunk.nbytes, 1)))
            writer.write_table(chunk, row_group_size=size)
            total += chunk.num_rows
    return _finish(folder, path, total)


def write_jsonl(folder: Path, path: str, rows: Iterable[bytes]) -> File:
    """Write `rows`, JSON without line feeds, as compressed lines; the same rows give the same bytes."""
    from isal import igzip

    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        target.open("wb") as raw,
        igzip.IGzipFile(filename="", mode="wb", compresslevel=_GZIP_LEVEL, fileobj=raw, mtime=0) as stream,
    ):
        total = 0
        for row in rows:
            stream.write(row + b"\n")
            total += 1
    return _finish(folder, path, total)
