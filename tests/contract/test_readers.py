"""A release as its readers see it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import annotated
import datasets
import duckdb
import pandas
import polars
import pyarrow.dataset
import pytest
from conftest import CARD, page
from khobao.articles import build_article
from khobao.columns import columns
from khobao.flat import FLAT
from khobao.pages import Page
from khobao.pipeline import Built
from khobao.projections import arrow_schema

ROWS = {"train": 3, "validation": 1, "test": 1}


@pytest.fixture
def release(dataset: Path, build_dataset: Callable[..., Built]) -> Path:
    """A release of five invented pages."""
    built = build_dataset(dataset)
    assert built.release is not None
    return built.release


@pytest.mark.parametrize("streaming", [False, True])
@pytest.mark.parametrize(("config", "schema"), [(None, "article"), ("articles", "article"), ("pages", "page")])
def test_datasets_loads_every_config(
    release: Path, tmp_path: Path, config: str | None, schema: str, streaming: bool
) -> None:
    """Plain and streaming, all splits with all rows, with the features of the schema; without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loaded = datasets.load_dataset(str(release), config, streaming=streaming, cache_dir=str(tmp_path / "cache"))
    assert {split: len(list(table)) for split, table in loaded.items()} == ROWS
    features = datasets.Features.from_arrow_schema(arrow_schema(columns(schema)))
    assert all(table.features == features for table in loaded.values())


def test_times_keep_their_offset_in_every_reader(release: Path, tmp_path: Path) -> None:
    """The same instant at +07:00 comes out of datasets, pandas, Polars, DuckDB and JSONL with the documented call."""
    expected = "2022-03-01T08:00:00+07:00"
    parquet = f"{release}/data/articles/*/*.parquet"
    loaded = datasets.load_dataset(str(release), cache_dir=str(tmp_path / "cache"))
    rows = [row for table in loaded.values() for row in table]
    assert min(row["published_at"] for row in rows).isoformat() == expected
    frame = pandas.read_parquet(release / "data" / "articles" / "train")
    assert str(frame["published_at"].dt.tz) == "UTC+07:00"
    assert polars.read_parquet(parquet)["published_at"].min().isoformat() == expected  # type: ignore[union-attr]
    ((first,),) = duckdb.sql(f"SELECT min(published_at) FROM '{parquet}'").fetchall()
    assert first.timestamp() == min(row["published_at"] for row in rows).timestamp()
    lines = datasets.load_dataset(
        "json",
        data_files=f"{release}/jsonl/articles/train/*.jsonl.gz",
        features=loaded["train"].features,
        split="train",
        cache_dir=str(tmp_path / "json"),
    )
    assert list(lines) == list(loaded["train"])


def test_every_file_has_the_schema_and_the_settings_that_readers_need(release: Path) -> None:
    """Explicit schema, page index, zstd, no `huggingface` key, no large types."""
    for config, schema in (("articles", "article"), ("pages", "page")):
        for path in sorted(release.glob(f"data/{config}/*/*.parquet")):
            file = pyarrow.parquet.ParquetFile(path)
            assert file.schema_arrow.equals(arrow_schema(columns(schema)), check_metadata=False)
            assert b"huggingface" not in (file.schema_arrow.metadata or {})
            chunk = file.metadata.row_group(0).column(0)
            assert chunk.compression == "ZSTD"
            assert chunk.has_column_index
            assert chunk.has_offset_index


def test_split_without_rows_is_left_out(dataset: Path, build_dataset: Callable[..., Built], tmp_path: Path) -> None:
    """Two articles fill two splits; the third is absent from files and card, and the others load."""
    for number in range(2, 5):
        (dataset / "articles" / f"trang-{number}.txt").unlink()
    release = build_dataset(dataset).release
    loaded = datasets.load_dataset(str(release), cache_dir=str(tmp_path / "cache"))
    assert {split: table.num_rows for split, table in loaded.items()} == {"train": 1, "validation": 1}


def test_finished_article_has_no_page(dataset: Path, build_dataset: Callable[..., Built], tmp_path: Path) -> None:
    """An article contributed as JSON is a row of `articles` and none of `pages`."""
    article = build_article(Page("p.txt", 1, "text", page(50).encode())).article
    assert article is not None
    (dataset / "articles" / "xong.json").write_text(
        json.dumps({**article, "id": "bai-xong"}, ensure_ascii=False), "utf-8"
    )
    release = build_dataset(dataset).release
    for config, rows in (("articles", 6), ("pages", 5)):
        loaded = datasets.load_dataset(str(release), config, cache_dir=str(tmp_path / "cache"))
        assert sum(table.num_rows for table in loaded.values()) == rows


def test_config_without_rows_is_left_out(dataset: Path, build_dataset: Callable[..., Built], tmp_path: Path) -> None:
    """Finished articles alone make a release without `pages`, and `articles` loads."""
    for path in (dataset / "articles").iterdir():
        article = build_article(Page("p.txt", 1, "text", path.read_bytes())).article
        path.with_suffix(".json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
        path.unlink()
    release = build_dataset(dataset).release
    loaded = datasets.load_dataset(str(release), cache_dir=str(tmp_path / "cache"))
    assert {split: table.num_rows for split, table in loaded.items()} == ROWS
    assert datasets.get_dataset_config_names(str(release)) == ["articles"]


def test_new_version_is_not_served_from_the_cache_of_the_old(
    dataset: Path, build_dataset: Callable[..., Built], tmp_path: Path
) -> None:
    """After a change of one text, the same cache gives the new rows: the version stands in every config."""
    cache = str(tmp_path / "cache")
    (dataset / "articles" / "trang-0.txt").write_text(f"---\nid: trang-0\n---\n{page(0)}", "utf-8")
    first = build_dataset(dataset).release
    old = datasets.load_dataset(str(first), cache_dir=cache)
    edited = page(0).replace("Theo ghi nhận", "Theo tin mới")
    (dataset / "articles" / "trang-0.txt").write_text(f"---\nid: trang-0\n---\n{edited}", "utf-8")
    second = build_dataset(dataset).release
    assert second is not None
    assert second.name == "2.0.0"
    new = datasets.load_dataset(str(second), cache_dir=cache)
    assert "version: 2.0.0" in (second / "README.md").read_text("utf-8")
    texts = {row["id"]: row["text"] for table in new.values() for row in table}
    assert texts["trang-0"] != {row["id"]: row["text"] for table in old.values() for row in table}["trang-0"]


@pytest.mark.parametrize("config", FLAT)
@pytest.mark.parametrize("streaming", [False, True])
def test_datasets_loads_flat_tables(
    tmp_path: Path, build_dataset: Callable[..., Built], config: str, streaming: bool
) -> None:
    """Each is a config with the features of its schema, without the split that has no rows, and its JSONL has the
    rows of its Parquet."""
    records = annotated.some()
    annotated.save(tmp_path / "dataset", *(annotated.bare(one) if one["id"] == "hop-2" else one for one in records))
    release = build_dataset(tmp_path / "dataset").release
    cache = str(tmp_path / "cache")
    loaded = datasets.load_dataset(str(release), config, streaming=streaming, cache_dir=cache)
    rows = [row for table in loaded.values() for row in table]
    assert {row["article_id"] for row in rows} == {"hop-1", "hop-3"}
    features = datasets.Features.from_arrow_schema(arrow_schema(columns(FLAT[config])))
    assert all(table.features == features for table in loaded.values())
    files = f"{release}/jsonl/{config}/*/*.jsonl.gz"
    lines = datasets.load_dataset("json", data_files=files, features=features, split="train", cache_dir=cache)
    assert sorted(map(str, lines)) == sorted(map(str, rows))
    assert set(datasets.get_dataset_config_names(str(release))) == {"articles", *FLAT}


def test_settings_of_the_build_stay_out_of_the_readme(release: Path) -> None:
    """The README keeps the Hub's keys of the card and drops the settings."""
    readme = (release / "README.md").read_text("utf-8")
    assert "pretty_name: Thử nghiệm" in CARD
    assert "pretty_name: Thử nghiệm" in readme
    assert "\nkhobao:\n" not in readme
