"""The stage: outcomes between building and writing, one Arrow file an input shard, read back without copying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khobao import sources
from khobao.articles import build_batch, outcome_schema
from khobao.errors import Issue, Location
from khobao.pages import Page, page_schema

if TYPE_CHECKING:
    import pyarrow as pa

#: A PAGE batch ends at this many rows or bytes of content, whichever comes first: Arrow offsets have 32 bits.
BATCH_ROWS, BATCH_BYTES = 256, 64 * 1024 * 1024


@dataclass(frozen=True)
class Task:
    """One shard of the input and the Arrow file that it becomes."""

    files: tuple[sources.SourceFile, ...]
    target: Path


def stage_shard(task: Task) -> None:
    """Read, build and write one shard. Raises :class:`khobao.errors.UnavailableError`."""
    import pyarrow as pa

    partial = task.target.with_suffix(".partial")
    with pa.OSFile(str(partial), "wb") as sink, pa.ipc.new_file(sink, outcome_schema()) as writer:
        batch: list[Page] = []
        size = 0
        for page in (page for file in task.files for page in sources.read(file)):
            batch.append(page)
            size += len(page.content)
            if len(batch) == BATCH_ROWS or size >= BATCH_BYTES:
                writer.write_batch(build_batch(_page_batch(batch)))
                batch, size = [], 0
        if batch:
            writer.write_batch(build_batch(_page_batch(batch)))
    partial.rename(task.target)


def _page_batch(pages: Sequence[Page]) -> pa.RecordBatch:
    import pyarrow as pa

    columns = [[getattr(page, name) for page in pages] for name in page_schema().names]
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, page_schema(), strict=True)],
        schema=page_schema(),
    )


class Stage:
    """The outcomes of all shards, in the order of `targets`, memory-mapped: what is not looked at is not loaded."""

    def __init__(self, targets: Sequence[Path]) -> None:
        import numpy as np
        import pyarrow as pa

        self._batches: list[pa.RecordBatch] = []
        for target in targets:
            reader = pa.ipc.open_file(pa.memory_map(str(target)))
            self._batches += [reader.get_batch(number) for number in range(reader.num_record_batches)]
        self._starts = np.cumsum([0, *(batch.num_rows for batch in self._batches)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    def column(self, name: str) -> pa.ChunkedArray:
        """One column of all rows."""
        import pyarrow as pa

        chunks = [batch.column(name) for batch in self._batches]
        return pa.chunked_array(chunks, outcome_schema().field(name).type)

    def gather(self, name: str, rows: Sequence[int]) -> pa.Array:
        """The values of column `name` in `rows`, in that order.

        Taken batch by batch: Arrow would join all chunks of a column to take from it.
        """
        import numpy as np
        import pyarrow as pa

        wanted = np.asarray(rows, dtype=np.int64)
        batches = np.searchsorted(self._starts, wanted, side="right") - 1
        order = np.argsort(batches, kind="stable")
        parts = []
        for batch in np.unique(batches):
            inside = wanted[order][batches[order] == batch] - self._starts[batch]
            parts.append(self._batches[batch].column(name).take(pa.array(inside)))
        if not parts:
            return pa.array([], outcome_schema().field(name).type)
        return pa.concat_arrays(parts).take(pa.array(np.argsort(order, kind="stable")))

    def issues(self) -> list[tuple[Issue, ...]]:
        """The issues of each row."""
        return [tuple(map(_read_issue, issues)) for issues in self.column("issues").to_pylist()]


def _read_issue(record: dict[str, Any]) -> Issue:
    where = Location(record["path"], record["line"], record["column"])
    return Issue(where, record["pointer"], record["code"], record["message"])
