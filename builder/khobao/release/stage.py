"""The stage: outcomes between building and writing, one Arrow file an input shard, read back without copying."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khobao import sources
from khobao.articles import build_batch, outcome_schema, page_key
from khobao.errors import Issue, Location, UnavailableError
from khobao.pages import Page, page_schema

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Task:
    """One shard of the input, the columns of its tables, the Arrow file that it becomes, and the folder with the stage
    of the last build, if it serves."""

    parts: tuple[sources.Part, ...]
    columns: Mapping[str, str | None]
    target: Path
    kept: Path | None = None


def stage_shard(task: Task) -> int:
    """Read, build and write one shard, and count its records. Raises :class:`khobao.errors.UnavailableError`."""
    import pyarrow as pa

    count = 0
    try:
        with pa.OSFile(str(task.target), "wb") as sink, pa.ipc.new_file(sink, outcome_schema()) as writer:
            for batch in sources.batches(page for part in task.parts for page in sources.read(part, task.columns)):
                writer.write_batch(_build(batch, task.kept))
                count += len(batch)
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), task.target.as_posix()) from error
    return count


def _build(pages: Sequence[Page], folder: Path | None) -> pa.RecordBatch:
    """The OUTCOME batch of `pages`: rows of the last build where it had the same page without an issue."""
    import pyarrow as pa

    stage, index = _kept(folder) if folder else (None, {})
    known = {place: row for place, page in enumerate(pages) if (row := index.get(page_key(page))) is not None}
    if stage is None or not known:
        return build_batch(_page_batch(pages))
    taken = {name: stage.gather(name, list(known.values())) for name in outcome_schema().names}
    taken["path"] = pa.array([pages[place].path for place in known], pa.string())
    taken["line"] = pa.array([pages[place].line for place in known], pa.int64())
    old = pa.RecordBatch.from_arrays(list(taken.values()), schema=outcome_schema())
    missing = [place for place in range(len(pages)) if place not in known]
    if not missing:
        return old
    new = build_batch(_page_batch([pages[place] for place in missing]))
    places = {place: row for row, place in enumerate([*known, *missing])}
    order = pa.array([places[place] for place in range(len(pages))])
    return pa.Table.from_batches([old, new]).take(order).combine_chunks().to_batches()[0]


@functools.lru_cache(maxsize=1)
def _kept(folder: Path) -> tuple[Stage, dict[bytes, int]]:
    """The stage of the last build, and the row of each page in it of which nothing was to be said."""
    import pyarrow.compute as pc

    stage = Stage(sorted(folder.glob("*.arrow")))
    clean = pc.equal(pc.list_value_length(stage.column("issues")), 0).to_pylist()
    keys = stage.column("key").to_pylist()
    return stage, {key: row for row, (key, said) in enumerate(zip(keys, clean, strict=True)) if said}


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
