"""Flat tables: rows that follow from articles, in the shards of their articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import annotated
import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from khobao.annotate import ANNOTATED
from khobao.checks import check_article
from khobao.cli import main
from khobao.columns import columns, compile_columns, load_schema, validator
from khobao.errors import Location
from khobao.flat import FLAT, flatten, rows_digest
from khobao.pipeline import Built
from khobao.projections import arrow_schema, to_arrow_value
from khobao.release.manifest import NAME, encode, seal, table_digest
from khobao.release.opened import Release, open_release
from khobao.release.verify import verify_release
from khobao.release.write import sha256, write_bytes, write_jsonl, write_parquet
from khobao.strict_json import canonical

Build = Callable[..., Built]
ARTICLES = annotated.some()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dataset of five finished articles, three with annotations of every kind."""
    annotated.save(tmp_path / "dataset", *ARTICLES)
    return tmp_path / "dataset"


def released(built: Built) -> Release:
    """The release that came of a build."""
    assert built.release is not None
    return open_release(built.release)


def test_articles_of_these_tests_are_right() -> None:
    """They pass all checks, so that what is tested is what a release can hold."""
    for article in ARTICLES:
        assert not list(check_article(article, lambda *_: Location("a.json")))


@pytest.mark.parametrize("config", FLAT)
def test_rows_follow_their_schema_and_name_article_time_and_words(config: str) -> None:
    """Every row is valid, has the columns in order, and its span holds its words; an article that names nothing has
    none."""
    names = [column.name for column in columns(FLAT[config])]
    assert names[:2] == ["article_id", "published_at"]
    assert names[-4:] == ["field", "start", "end", "surface"]
    for article in ARTICLES:
        rows = flatten(config, article)
        assert bool(rows) == bool(article["people"])
        for row in rows:
            assert list(row) == names
            assert validator(FLAT[config]).is_valid(row)
            assert (row["article_id"], row["published_at"]) == (article["id"], article["published_at"])
            assert article[row["field"]][row["start"] : row["end"]] == row["surface"]


def test_rows_are_the_facts_of_the_article_in_its_order() -> None:
    """A post, an event and a citation give one row each, and persons, bodies and places one a mention."""
    article = ARTICLES[0]
    (position,), (event,), (citation,) = (flatten(name, article) for name in ("positions", "events", "citations"))
    assert [position[name] for name in ("person", "honorific", "title", "organization", "place", "former")] == [
        "Trần Thị Mẫu", "đồng chí", "Bí thư", "Tỉnh ủy Hưng Yên", "Hưng Yên", False,
    ]  # fmt: skip
    assert {name: event[name] for name in event if name in article["events"][0]}.items() <= article["events"][0].items()
    assert "date_mention" not in event
    assert (citation["number"], citation["group"], citation["members"]) == ("98-QĐ/TW", False, [])
    assert [(row["kind"], row["name"], row["field"], row["code"]) for row in flatten("mentions", article)] == [
        ("person", "Trần Thị Mẫu", "text", None),
        ("organization", "Tỉnh ủy Hưng Yên", "text", None),
        ("place", "Hưng Yên", "title", "33"),
        ("place", "Hưng Yên", "text", "33"),
        ("place", "Thái Bình", "text", "34"),
    ]
    with pytest.raises(KeyError):
        flatten("articles", article)


def test_digest_of_rows_depends_on_each_and_not_on_their_order() -> None:
    """One article's rows in another order have the same digest, one row less or another word a different one."""
    rows = flatten("mentions", ARTICLES[0])
    assert rows_digest(rows) == rows_digest(rows[::-1])
    assert len({rows_digest(rows), rows_digest(rows[1:]), rows_digest([*rows[1:], {**rows[0], "start": 0}])}) == 3


def test_release_holds_the_rows_of_its_articles_in_their_order(root: Path, build_dataset: Build) -> None:
    """In both formats, shard by shard, as `flatten` gives them; counts and digests of the manifest are those of the
    rows."""
    release = released(build_dataset(root))
    tables = {(table["config"], table["split"]): table for table in release.manifest["tables"]}
    assert {config for config, _ in tables} == {"articles", *FLAT}
    for config, schema in FLAT.items():
        for path in sorted(release.folder.glob("data/articles/*/*.parquet")):
            split = path.parent.name
            articles = lines(release, f"articles/{split}/{path.stem}")
            rows = [row for article in articles for row in flatten(config, article)]
            assert lines(release, f"{config}/{split}/{path.stem}") == rows
            assert bool(rows) == ((config, split) in tables)
            if rows:
                table = pq.read_table(release.folder / f"data/{config}/{split}/{path.name}")
                assert table.schema.equals(arrow_schema(columns(schema)), check_metadata=False)
                assert table.to_pylist() == [
                    {field.name: to_arrow_value(field, row[field.name]) for field in columns(schema)} for row in rows
                ]
                stated = tables[config, split]
                assert (stated["rows"], stated["digest"]) == (len(rows), table_digest(rows))


def lines(release: Release, name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file of `release`, none if there is no such file."""
    path = release.folder / f"jsonl/{name}.jsonl.gz"
    return [orjson.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()] if path.exists() else []


def test_flat_tables_follow_the_shards_of_their_articles(root: Path, build_dataset: Build) -> None:
    """A new article adds files and leaves the others as they are, byte for byte; what stays is not flattened again."""
    first = released(build_dataset(root))
    annotated.save(root, annotated.meeting(9, 10, "2022-05-05", "Lê Văn Thử", "Hà Nam", "Thái Bình"))
    second = released(build_dataset(root))
    assert str(second.version) == "1.1.0"
    for config in (*FLAT, "articles"):
        (added,) = (path for path in names(second, config) if path not in names(first, config))
        assert added.endswith("/1.1.0-00000.parquet")
        for path in names(first, config):
            assert (second.folder / path).read_bytes() == (first.folder / path).read_bytes()
    assert not verify_release(second.folder)


def names(release: Release, config: str) -> list[str]:
    """The Parquet files of a table."""
    return [file["path"] for file in release.manifest["files"] if file["path"].startswith(f"data/{config}/")]


def test_change_of_an_article_is_told_once(root: Path, build_dataset: Build, capsys: Any) -> None:
    """`diff` counts the article, with its own fields; what follows of it in flat tables is not told again."""
    first = released(build_dataset(root))
    changed = json.loads(json.dumps(ARTICLES[0]))
    changed["people"][0]["positions"] = []
    annotated.save(root, changed)
    second = released(build_dataset(root))
    assert str(second.version) == "2.0.0"
    assert main(["diff", "--format", "json", str(first.folder), str(second.folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    (one,) = found["changed"]
    assert [(field["table"], field["field"]) for field in one["fields"]] == [("articles", "people")]
    assert sum(row["new"] - row["old"] for row in found["counts"] if row["config"] == "positions") == -1
    assert main(["verify", str(second.folder), "--previous", str(first.folder), "--rebuild", str(root)]) == 0


def test_other_rows_of_the_same_articles_are_a_change(
    root: Path, build_dataset: Build, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Where a builder makes other flat rows of the same articles, the version is major, the shards are written again,
    and `diff` names the table."""
    import khobao.flat as flat

    first = released(build_dataset(root, cache=False))
    held = flat._FACTS["positions"]
    changed = lambda article: (({**facts, "former": True}, spans) for facts, spans in held(article))  # noqa: E731
    monkeypatch.setitem(flat._FACTS, "positions", changed)
    second = released(build_dataset(root, cache=False))
    assert str(second.version) == "2.0.0"
    assert all(row["former"] for row in second.rows("positions"))
    assert main(["diff", "--format", "json", str(first.folder), str(second.folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["changed"]] == ["hop-1", "hop-2", "hop-3"]
    assert {(field["table"], field["field"]) for one in found["changed"] for field in one["fields"]} == {
        ("positions", "rows")
    }


def as_before_annotations(release: Release, target: Path) -> Release:
    """`release` as a builder without the annotation layer would have made it, written to `target`."""
    schema = json.loads(json.dumps(load_schema("article")))
    for name in ANNOTATED:
        del schema["properties"][name]
        schema["required"].remove(name)
    fields = compile_columns(schema)
    files = [write_bytes(target, "schema/article.schema.json", orjson.dumps(schema))]
    for path in sorted(release.folder.glob("jsonl/articles/*/*.gz")):
        name = path.relative_to(release.folder / "jsonl").as_posix().removesuffix(".jsonl.gz")
        rows = [{field.name: row[field.name] for field in fields} for row in lines(release, name)]
        files.append(write_jsonl(target, f"jsonl/{name}.jsonl.gz", map(canonical, rows)))
        held = [{field.name: to_arrow_value(field, row[field.name]) for field in fields} for row in rows]
        arrow = arrow_schema(fields)
        table = pa.Table.from_pylist(held, schema=arrow)
        files.append(write_parquet(target, f"data/{name}.parquet", [table], arrow))
    for name in ("README.md", "CHANGELOG.md", "rejects.jsonl", "ledger.parquet", "schema/page.schema.json"):
        files.append(write_bytes(target, name, release.read(name)))
    tables = [table for table in release.manifest["tables"] if table["config"] == "articles"]
    records = [file.as_record() for file in sorted(files, key=lambda file: file.path)]
    manifest = seal({**release.manifest, "tables": tables, "files": records})
    write_bytes(target, NAME, encode(manifest))
    assert not verify_release(target)
    return open_release(target)


@pytest.mark.parametrize("kept", [True, False])
def test_annotations_are_a_minor_version_which_says_what_was_added(
    root: Path, build_dataset: Build, tmp_path: Path, capsys: Any, kept: bool
) -> None:
    """After a release without them: no article changed, the fields and the flat tables were added; a record removed
    as well makes it major."""
    old = as_before_annotations(released(build_dataset(root)), tmp_path / "old" / "1.0.0")
    if not kept:
        (root / "articles" / "hop-1.json").unlink()
    new = released(build_dataset(root, tmp_path / "new", previous=str(old.folder)))
    assert str(new.version) == ("1.1.0" if kept else "2.0.0")
    assert main(["diff", "--format", "json", str(old.folder), str(new.folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    added = sorted(f"article.{name}: list" for name in ANNOTATED)
    assert found["columns"] == {"added": added, "removed": [], "retyped": []}
    assert found["configs"] == {"added": sorted(FLAT), "removed": []}
    assert (found["changed"], len(found["removed"])) == ([], 0 if kept else 1)
    assert main(["diff", str(old.folder), str(new.folder)]) == 0
    shown = capsys.readouterr().out
    assert "+ config positions\n" in shown
    assert "+ column article.people: list\n" in shown
    changelog = (new.folder / "CHANGELOG.md").read_text("utf-8")
    assert "4 configs added" in changelog
    assert "### Configs added\n\n- `citations`\n- `events`\n" in changelog
    assert main(["verify", str(new.folder), "--previous", str(old.folder)]) == 0
    assert main(["diff", str(new.folder), str(old.folder)]) == 4
    assert "- config positions\n" in capsys.readouterr().out


def test_split_and_table_without_rows_are_left_out(root: Path, build_dataset: Build) -> None:
    """Where only one article names anything, each flat table has one split; where none does, there is no table."""
    for number, article in enumerate(ARTICLES):
        annotated.save(root, article if number == 1 else annotated.bare(article))
    release = released(build_dataset(root))
    split = release.splits["hop-2"]
    assert {(table["config"], table["split"]) for table in release.manifest["tables"] if table["config"] in FLAT} == {
        (config, split) for config in FLAT
    }
    annotated.save(root, annotated.bare(ARTICLES[1]))
    release = released(build_dataset(root))
    assert {table["config"] for table in release.manifest["tables"]} == {"articles"}
    assert not list(release.folder.glob("data/positions/**/*"))
    assert sha256(release.read("schema/position.schema.json"))
