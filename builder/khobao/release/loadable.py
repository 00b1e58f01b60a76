"""The last look at a release before it gets its name: will its readers load it?

Each check stands for a trap in which readers were seen to fail: a split without rows makes every split unloadable, a
card without the version in each config serves an old cache, the `huggingface` key in a schema breaks older readers,
and files whose schemas differ cannot be read as one table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khobao import strict_yaml
from khobao.card import CONFIGS, Facts
from khobao.columns import columns
from khobao.errors import KhobaoError
from khobao.projections import arrow_schema


def check_loadable(folder: Path, facts: Facts) -> None:
    """Raise :class:`KhobaoError` if the release in `folder` would not load as `facts` say."""
    for message in _faults(folder, facts):
        raise KhobaoError("release/unloadable", message, folder.as_posix())


def _faults(folder: Path, facts: Facts) -> Iterator[str]:
    front = (folder / "README.md").read_text("utf-8").split("---\n")[1]
    configs: list[dict[str, Any]] = strict_yaml.parse(front).value["configs"]
    for config in configs:
        name = config["config_name"]
        if config.get("version") != facts.version:
            yield f"the config {name} does not carry the version {facts.version}"
        counted = {}
        for entry in config["data_files"]:
            counted[entry["split"]] = sum(_rows(path, CONFIGS[name]) for path in folder.glob(entry["path"]))
        expected = {table.split: table.rows for table in facts.tables if table.config == name}
        if counted != expected or not all(counted.values()):
            yield f"the config {name} names files with {counted} rows, not {expected}"
    if {config["config_name"] for config in configs} != {table.config for table in facts.tables}:
        yield "the card does not name the tables that have rows"


def _rows(path: Path, schema: str) -> int:
    """The rows of a Parquet file; none if it is not of `schema`, so that the count tells."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        if b"huggingface" in (file.schema_arrow.metadata or {}):
            return 0
        return int(file.metadata.num_rows) if file.schema_arrow.equals(arrow_schema(columns(schema))) else 0
