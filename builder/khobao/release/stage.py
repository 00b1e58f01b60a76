"""The stage: outcomes between building and writing, one Arrow file an input shard, read back without copying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khobao import sources
from khobao.articles import build_batch, outcome_schema
from khobao.errors import Issue, Location, UnavailableError
from khobao.pages import Page, page_schema

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Task:
    """One shard of the input, the columns of its tables, and the Arrow file that it becomes."""

    parts: tuple[sources.Part, ...]
    columns: Mapping[str, str | None]
    target: Path


def stage_shard(task: Task) -> int:
    """Read, build and write one shard, and count its records. Raises :class:`khobao.errors.UnavailableError`."""
    import pyarrow as pa

    partial = task.target.with_suffix(".partial")
    count = 0
    try:
        with pa.OSFile(str(partial), "wb") as sink, pa.ipc.new_file(sink, outcome_schema()) as writer:
            for batch in sources.batches(page for part in task.parts for page in sources.read(part, task.columns)):
                writer.write_batch(build_batch(_page_batch(batch)))
                count += len(batch)
        partial.rename(task.target)
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), task.target.as_posix()) from error
    return count


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
