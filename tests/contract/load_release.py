"""Load a release as users would, and count: ``load_release.py RELEASE ROWS...``, one count of articles a split.

Every reader that is installed is tried on every table that the manifest lists: `datasets` plain, streaming and with
some columns only, and with JSONL by the call that the card documents; pyarrow, DuckDB, Polars and pandas with the
Parquet files.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import datasets

SPLITS = ("train", "validation", "test")
#: Some columns of each table; flat ones have those of the last.
SOME = {"articles": ["id", "title"], "pages": ["id"], "": ["article_id", "surface"]}


def stated(release: str) -> dict[str, dict[str, int]]:
    """The rows of each split of each table, as the manifest has them."""
    rows: dict[str, dict[str, int]] = {}
    for table in json.loads(Path(release, "release.json").read_text("utf-8"))["tables"]:
        rows.setdefault(table["config"], {})[table["split"]] = table["rows"]
    return rows


def with_datasets(release: str, config: str) -> Iterator[tuple[str, dict[str, int]]]:
    """What is loaded and the rows by split, each with a fresh cache."""
    for streaming in (False, True):
        for columns in (None, SOME.get(config, SOME[""])):
            with tempfile.TemporaryDirectory() as cache:
                loaded = datasets.load_dataset(release, config, streaming=streaming, columns=columns, cache_dir=cache)
                assert columns is None or all(table.column_names == columns for table in loaded.values())
                yield (
                    f"streaming={streaming}, columns={columns}",
                    {split: sum(1 for _ in table) for split, table in loaded.items()},
                )


def with_jsonl(release: str, config: str) -> tuple[str, dict[str, int]]:
    """The JSONL files by the documented call, which give the rows of the Parquet files."""
    rows = {}
    with tempfile.TemporaryDirectory() as cache:
        loaded = datasets.load_dataset(release, config, cache_dir=cache)
        for split, table in loaded.items():
            lines = datasets.load_dataset(
                "json",
                data_files=f"{release}/jsonl/{config}/{split}/*.jsonl.gz",
                features=table.features,
                split="train",
                cache_dir=cache,
            )
            assert sorted(map(_read_back, lines)) == sorted(map(str, table)), f"JSONL of {config} {split} differs"
            rows[split] = len(lines)
    return "JSONL", rows


def _read_back(row: dict[str, object]) -> str:
    """A row that was read from JSON, without what the reader makes of text that is a date everywhere in a file."""
    return str(row).replace(" 00:00:00'", "'")


def with_frames(release: str, config: str) -> Iterator[tuple[str, dict[str, int]]]:
    """The Parquet files with the readers of tables that are installed."""
    import pyarrow.dataset

    folders = {path.name: path for path in sorted(Path(release, "data", config).iterdir())}
    yield "pyarrow", {split: pyarrow.dataset.dataset(path).count_rows() for split, path in folders.items()}
    if importlib.util.find_spec("pandas"):
        import pandas

        yield "pandas", {split: len(pandas.read_parquet(path)) for split, path in folders.items()}
    if importlib.util.find_spec("polars"):
        import polars

        yield "polars", {split: polars.read_parquet(f"{path}/*.parquet").height for split, path in folders.items()}
    if importlib.util.find_spec("duckdb"):
        import duckdb

        yield (
            "duckdb",
            {
                split: duckdb.sql(f"SELECT count(*) FROM '{path}/*.parquet'").fetchall()[0][0]
                for split, path in folders.items()
            },
        )


def main() -> None:
    """Load it in every way; fail if a count differs."""
    release, *counts = sys.argv[1:]
    tables = stated(release)
    assert tables["articles"] == dict(zip(SPLITS, map(int, counts), strict=True)), tables["articles"]
    datasets.disable_progress_bars()
    tried = 0
    for config, expected in tables.items():
        for name, rows in (
            *with_datasets(release, config),
            with_jsonl(release, config),
            *with_frames(release, config),
        ):
            assert rows == expected, f"{config}, {name}: {rows}, not {expected}"
            tried += 1
    print(f"datasets {datasets.__version__}: {release} loads in {tried} ways, {', '.join(tables)}")


if __name__ == "__main__":
    main()
