"""The tables of a release, from the stage: shard by shard as Parquet and as JSONL, in any number of processes."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from khobao.card import CONFIGS, Table
from khobao.columns import columns
from khobao.flat import FLAT, flatten
from khobao.projections import arrow_array, arrow_schema
from khobao.release.manifest import combined_digest
from khobao.release.opened import Release
from khobao.release.shards import Shard
from khobao.release.stage import Stage
from khobao.release.write import GROUP_ROWS, File, copy_file, write_jsonl, write_parquet
from khobao.strict_json import canonical

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Rows = npt.NDArray[np.int64]

#: From this many rows on, writing them takes longer than a process takes to start.
WORTH_ROWS = 10_000


@dataclass(frozen=True)
class Writing:
    """A file to write: `path` below `folder`, Parquet or JSONL by its ending, from `rows` of the stage in the files
    `targets`, which are those of the table `config`."""

    folder: Path
    path: str
    targets: tuple[Path, ...]
    config: str
    rows: Rows


#: Runs a function over files to write, in their order; with the second argument False, in this process will do.
Run = Callable[[Callable[[Writing], File], Sequence[Writing], bool], Iterable[File]]


def write_shards(folder: Path, stage: Stage, rows: Mapping[str, int], shards: Sequence[Shard], run: Run) -> list[File]:
    """Write the tables of `shards`, of which none is kept; `rows` gives the row in the stage of each id."""
    tasks = []
    for config, schema in CONFIGS.items():
        for shard in shards:
            found = stage.present(schema, [rows[identity] for identity in shard.ids])
            name = f"{config}/{shard.split}/{shard.name}"
            if len(found):
                tasks += [
                    Writing(folder, path, stage.targets, config, found)
                    for path in (f"data/{name}.parquet", f"jsonl/{name}.jsonl.gz")
                ]
    # The largest first, so that no process is left with one when the others have ended.
    tasks.sort(key=lambda task: -len(task.rows))
    return list(run(write_table, tasks, sum(len(shard.ids) for shard in shards) >= WORTH_ROWS))


def write_table(task: Writing) -> File:
    """Write one file. Raises OSError."""
    stage = _stage(task.targets)
    if task.path.endswith(".parquet"):
        arrow = arrow_schema(columns(CONFIGS[task.config]))
        chunks = _flat_chunks if task.config in FLAT else _chunks
        return write_parquet(task.folder, task.path, chunks(stage, task.config, task.rows, arrow), arrow)
    return write_jsonl(task.folder, task.path, json_rows(stage, task.config, task.rows))


_stage = functools.lru_cache(maxsize=1)(Stage)


def copy_shards(folder: Path, previous: Release, shards: Iterable[Shard]) -> Iterator[File]:
    """Copy the tables of `shards`, all of which the release before has. Raises OSError."""
    for shard in shards:
        for config in CONFIGS:
            name = f"{config}/{shard.split}/{shard.name}"
            for path in (f"data/{name}.parquet", f"jsonl/{name}.jsonl.gz"):
                if file := previous.file(path):
                    yield copy_file(previous.folder, folder, file)


def count_tables(
    stage: Stage, rows: Mapping[str, int], splits: Mapping[str, str], order: Sequence[str]
) -> Iterator[Table]:
    """The table of each configuration and split that has rows, the splits in their `order`."""
    for config, schema in CONFIGS.items():
        for split in order:
            found = stage.present(schema, [row for identity, row in rows.items() if splits[identity] == split])
            if len(found):
                digest = combined_digest(stage.gather(f"{schema}_sha256", found).to_pylist())
                count = sum(stage.gather(f"{schema}_rows", found).to_pylist()) if config in FLAT else len(found)
                yield Table(config, split, count, digest)


def _chunks(stage: Stage, config: str, rows: Rows, arrow: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    for start in range(0, len(rows), GROUP_ROWS):
        structs = stage.gather(CONFIGS[config], rows[start : start + GROUP_ROWS])
        yield pa.Table.from_arrays(structs.flatten(), schema=arrow)


def _flat_chunks(stage: Stage, config: str, rows: Rows, arrow: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    fields = columns(CONFIGS[config])
    found = _flat_rows(stage, config, rows)
    while chunk := list(itertools.islice(found, GROUP_ROWS)):
        arrays = [arrow_array(field, [row[field.name] for row in chunk]) for field in fields]
        yield pa.Table.from_arrays(arrays, schema=arrow)


def _flat_rows(stage: Stage, config: str, rows: Sequence[int] | Rows) -> Iterator[dict[str, Any]]:
    for article in json_rows(stage, "articles", rows):
        yield from flatten(config, orjson.loads(article))


def json_rows(stage: Stage, config: str, rows: Sequence[int] | Rows) -> Iterator[bytes]:
    """The rows of the table `config` that the articles in `rows` have, in that order, in canonical JSON."""
    if config in FLAT:
        yield from map(canonical, _flat_rows(stage, config, rows))
        return
    for start in range(0, len(rows), GROUP_ROWS):
        yield from stage.gather(f"{CONFIGS[config]}_json", rows[start : start + GROUP_ROWS]).to_pylist()
