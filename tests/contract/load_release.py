"""Load a release as users would, and count: ``load_release.py RELEASE ROWS...``, one count a split.

Every reader that is installed is tried: `datasets` with every config, plain, streaming and with some columns only, and
with JSONL by the call that the card documents; pyarrow, DuckDB, Polars and pandas with the Parquet files.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import datasets

SPLITS = ("train", "validation", "test")
SOME = ["id", "title"]


def with_datasets(release: str) -> Iterator[tuple[str, dict[str, int]]]:
    """What is loaded and the rows by split, each with a fresh cache."""
    for config, some in (("articles", SOME), ("pages", ["id"])):
        for streaming in (False, True):
            for columns in (None, some):
                with tempfile.TemporaryDirectory() as cache:
                    loaded = datasets.load_dataset(
                        release, config, streaming=streaming, columns=columns, cache_dir=cache
                    )
                    assert columns is None or all(table.column_names == columns for table in loaded.values())
                    yield (
                        f"{config}, streaming={streaming}, columns={columns}",
                        {split: sum(1 for _ in table) for split, table in loaded.items()},
                    )


def with_jsonl(release: str) -> tuple[str, dict[str, int]]:
    """The JSONL files by the documented call, which give the rows of the Parquet files."""
    rows = {}
    with tempfile.TemporaryDirectory() as cache:
        articles = datasets.load_dataset(release, cache_dir=cache)
        for split, table in articles.items():
            lines = datasets.load_dataset(
                "json",
                data_files=f"{release}/jsonl/articles/{split}/*.jsonl.gz",
                features=table.features,
                split="train",
                cache_dir=cache,
            )
            assert sorted(map(str, lines)) == sorted(map(str, table)), f"JSONL of {split} differs"
            rows[split] = len(lines)
    return "JSONL", rows


def with_frames(release: str) -> Iterator[tuple[str, dict[str, int]]]:
    """The Parquet files with the readers of tables that are installed."""
    import pyarrow.dataset

    folders = {path.name: path for path in sorted(Path(release, "data", "articles").iterdir())}
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
    expected = dict(zip(SPLITS, map(int, counts), strict=True))
    datasets.disable_progress_bars()
    tried = []
    for name, rows in (*with_datasets(release), with_jsonl(release), *with_frames(release)):
        assert rows == expected, f"{name}: {rows}, not {expected}"
        tried.append(name)
    print(f"datasets {datasets.__version__}: {release} loads in {len(tried)} ways, {expected}")


if __name__ == "__main__":
    main()
