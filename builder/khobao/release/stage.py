"""The stage: outcomes between building and writing, one Arrow file an input shard, read back without copying.

Files are named by their place and by what they were made from, so that the next build takes what it finds made.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khobao import sources
from khobao.articles import build_batch, outcome_schema, page_key
from khobao.errors import Issue, Location, UnavailableError
from khobao.flat import FLAT
from khobao.pages import Page, page_schema

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Rows = npt.NDArray[np.int64]


#: The schemas of the tables that an outcome has a record of.
RECORDS = ("article", "page")
#: Those of the tables whose rows follow from the record of an article.
FLATTENED = tuple(FLAT.values())
#: Columns that every build looks at in all rows: about 400 bytes a row.
_NARROW = (
    "path", "line", "id", "digest", *(f"{table}_sha256" for table in (*RECORDS, *FLATTENED)),
    *(f"{table}_rows" for table in FLATTENED),
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One shard of the input, the columns of its tables, the Arrow file that it becomes, and the folder with the stage
    of the last build, if it serves."""

    parts: tuple[sources.Part, ...]
    columns: Mapping[str, str | None]
    target: Path
    kept: Path | None = None

    @property
    def bytes(self) -> int:
        """The size of the shard."""
        return sum(part.bytes for part in self.parts)


def plan_tasks(
    parts: Iterable[sources.Part], columns: Mapping[str, str | None], folder: Path, kept: Path | None
) -> list[Task]:
    """A task for each shard of `parts`, to be written into `folder`, with the stage of the last build in `kept`.

    Raises :class:`khobao.errors.UnavailableError` if an input cannot be read.
    """
    return [
        Task(shard, columns, folder / f"{number:06}.{sources.fingerprint(shard, columns)}.arrow", kept)
        for number, shard in enumerate(sources.shards(parts))
    ]


def take_kept(tasks: Sequence[Task]) -> list[Task]:
    """Put into place what the last build made from the same bytes, and give the tasks that are left.

    Raises OSError.
    """
    folder = tasks[0].kept if tasks else None
    made = {_origin(path): path for path in folder.glob("*.arrow")} if folder else {}
    for task in tasks:
        if path := made.get(_origin(task.target)):
            try:
                os.link(path, task.target)
            except OSError:  # another file system, or one without links
                shutil.copyfile(path, task.target)
    return [task for task in tasks if _origin(task.target) not in made]


def _origin(path: Path) -> str:
    """What a file of a stage was made from."""
    return path.name.split(".")[1]


@functools.cache
def stage_schema() -> pa.Schema:
    """The Arrow schema of a stage: that of outcomes, and SHA-256 over each record in canonical JSON."""
    import pyarrow as pa

    digests = [(f"{table}_sha256", pa.binary(32)) for table in RECORDS]
    return pa.schema([*outcome_schema(), *digests])


def stage_shard(task: Task) -> int:
    """Read, build and write one shard, and count its records. Raises :class:`khobao.errors.UnavailableError`."""
    import pyarrow as pa

    count = 0
    try:
        with pa.OSFile(str(task.target), "wb") as sink, pa.ipc.new_file(sink, stage_schema()) as writer:
            for batch in sources.batches(page for part in task.parts for page in sources.read(part, task.columns)):
                writer.write_batch(_build(batch, task.kept))
                count += len(batch)
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), task.target.as_posix()) from error
    return count


def _build(pages: Sequence[Page], folder: Path | None) -> pa.RecordBatch:
    """What the stage holds of `pages`: rows of the last build where it had the same page without an issue."""
    import pyarrow as pa

    stage, index = _kept(folder) if folder else (None, {})
    known = {place: row for place, page in enumerate(pages) if (row := index.get(page_key(page))) is not None}
    if stage is None or not known:
        return _digested(build_batch(_page_batch(pages)))
    taken = stage.gather_all(list(known.values()))
    taken["path"] = pa.array([pages[place].path for place in known], pa.string())
    taken["line"] = pa.array([pages[place].line for place in known], pa.int64())
    old = pa.RecordBatch.from_arrays(list(taken.values()), schema=stage_schema())
    missing = [place for place in range(len(pages)) if place not in known]
    if not missing:
        return old
    new = _digested(build_batch(_page_batch([pages[place] for place in missing])))
    places = {place: row for row, place in enumerate([*known, *missing])}
    order = pa.array([places[place] for place in range(len(pages))])
    return pa.Table.from_batches([old, new]).take(order).combine_chunks().to_batches()[0]


def _digested(outcomes: pa.RecordBatch) -> pa.RecordBatch:
    """`outcomes` with the digest of each record, which all that is told of tables is computed from."""
    import pyarrow as pa

    digests = [
        [row and hashlib.sha256(row).digest() for row in outcomes.column(f"{table}_json").to_pylist()]
        for table in RECORDS
    ]
    columns = [*outcomes.columns, *(pa.array(column, pa.binary(32)) for column in digests)]
    return pa.RecordBatch.from_arrays(columns, schema=stage_schema())


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
    """The outcomes of all shards, in the order of `targets`: what is not looked at is not loaded.

    Files are mapped into memory for each look and let go of after it, so that memory does not grow with the stage.
    """

    def __init__(self, targets: Sequence[Path]) -> None:
        import numpy as np

        self.targets = tuple(targets)
        self._places: list[tuple[Path, int]] = []
        counts = [0]
        for target in targets:
            reader = _open(target)
            for number in range(reader.num_record_batches):
                self._places.append((target, number))
                counts.append(reader.get_batch(number).num_rows)
        self._starts = np.cumsum(counts)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def column(self, name: str) -> pa.ChunkedArray:
        """One column of all rows."""
        import pyarrow as pa

        if name in _NARROW:
            return self._narrow.column(name)
        readers = _Readers()
        chunks = [readers.batch(*place).column(name) for place in self._places]
        return pa.chunked_array(chunks, stage_schema().field(name).type)

    def gather(self, name: str, rows: Sequence[int] | Rows, field: str | None = None) -> pa.Array:
        """The values of column `name` in `rows`, in that order; of its `field` alone, if one is named.

        Taken batch by batch: Arrow would join all chunks of a column to take from it.
        """
        if name in _NARROW:
            return self._narrow.column(name).take(_places(rows)).combine_chunks()
        return self._gather(_Readers(), name, rows, field)

    def gather_all(self, rows: Sequence[int]) -> dict[str, pa.Array]:
        """The values of every column in `rows`, by name."""
        readers = _Readers()
        return {name: self._gather(readers, name, rows) for name in stage_schema().names}

    def _gather(self, readers: _Readers, name: str, rows: Sequence[int] | Rows, field: str | None = None) -> pa.Array:
        import numpy as np
        import pyarrow as pa

        wanted = np.asarray(rows, dtype=np.int64)
        batches = np.searchsorted(self._starts, wanted, side="right") - 1
        order = np.argsort(batches, kind="stable")
        edges = np.flatnonzero(np.diff(batches[order])) + 1
        parts = []
        for inside in np.split(order, edges) if len(order) else ():
            number = batches[inside[0]]
            column = readers.batch(*self._places[number]).column(name)
            column = column if field is None else column.field(field)
            parts.append(column.take(_places(wanted[inside] - self._starts[number])))
        if not parts:
            kind = stage_schema().field(name).type
            return pa.array([], kind if field is None else kind.field(field).type)
        return pa.concat_arrays(parts).take(pa.array(np.argsort(order, kind="stable")))

    @functools.cached_property
    def _narrow(self) -> pa.Table:
        """The columns that every build looks at in every row, out of their files."""
        import numpy as np
        import pyarrow as pa

        parts = [pa.schema([stage_schema().field(name) for name in _NARROW]).empty_table()]
        for target in self.targets:
            table = _open(target).read_all().select(_NARROW)
            # A copy, so that the file is let go of: there may be more of them than a process may hold open.
            parts.append(table.take(_places(np.arange(len(table)))))
        return pa.concat_tables(parts).combine_chunks()

    def present(self, table: str, rows: Sequence[int] | Rows) -> Rows:
        """Those of `rows` that have a record, or rows, of the schema `table`: finished articles come without page."""
        import numpy as np

        wanted = np.asarray(rows, dtype=np.int64)
        return wanted[self._valid[table][wanted]]

    @functools.cached_property
    def _valid(self) -> dict[str, npt.NDArray[np.bool_]]:
        tables = (*RECORDS, *FLATTENED)
        return {table: self._narrow.column(f"{table}_sha256").is_valid().to_numpy() for table in tables}

    def issues(self) -> list[tuple[Issue, ...]]:
        """The issues of each row."""
        return [tuple(map(_read_issue, issues)) for issues in self.column("issues").to_pylist()]


class _Readers:
    """The files of a stage, each opened once and closed with this."""

    def __init__(self) -> None:
        self._open: dict[Path, pa.ipc.RecordBatchFileReader] = {}
        self._last: tuple[Path, int, pa.RecordBatch] | None = None

    def batch(self, path: Path, number: int) -> pa.RecordBatch:
        """A batch of the file at `path`."""
        if self._last is None or self._last[:2] != (path, number):
            if path not in self._open:
                self._open[path] = _open(path)
            self._last = path, number, self._open[path].get_batch(number)
        return self._last[2]


def _places(rows: Sequence[int] | Rows) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.asarray(rows, dtype=np.int64))


def _open(path: Path) -> pa.ipc.RecordBatchFileReader:
    import pyarrow as pa

    return pa.ipc.open_file(pa.memory_map(str(path)))


def _read_issue(record: dict[str, Any]) -> Issue:
    where = Location(record["path"], record["line"], record["column"])
    return Issue(where, record["pointer"], record["code"], record["message"], record["length"])
