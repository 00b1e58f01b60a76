"""Releases: whole, the same again, checkable."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from conftest import page
from khobao import sources
from khobao.cli import main
from khobao.columns import validator
from khobao.pipeline import Built
from khobao.release.manifest import table_digest
from khobao.release.verify import verify_release
from khobao.release.write import publishing

Build = Callable[..., Built]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def splits(release: Path) -> dict[str, str]:
    """The split of each id."""
    ledger = pq.read_table(release / "ledger.parquet").to_pylist()
    return {row["id"]: row["split"] for row in ledger}


@pytest.fixture
def release(dataset: Path, build_dataset: Build) -> Path:
    """A first release of the five invented pages."""
    built = build_dataset(dataset)
    assert built.release is not None
    return built.release


def test_layout_is_that_of_the_design(release: Path) -> None:
    """Parquet and JSONL lie under config and split, named by the version that wrote them; nothing else is there."""
    names = {
        f"{config}/{split}/1.0.0-00000" for config in ("articles", "pages") for split in ("train", "validation", "test")
    }
    expected = {f"data/{name}.parquet" for name in names} | {f"jsonl/{name}.jsonl.gz" for name in names}
    expected |= {"README.md", "CHANGELOG.md", "rejects.jsonl", "ledger.parquet", "release.json"}
    tables = ("article", "page", "position", "event", "citation", "mention")
    expected |= {f"schema/{table}.schema.json" for table in tables}
    assert contents(release).keys() == expected
    assert not [path.name for path in release.parent.iterdir() if path.name != "1.0.0"]


def test_manifest_follows_its_schema_and_lists_every_file(release: Path) -> None:
    """release.json is valid, lists all files but itself, and its counts add up."""
    manifest = json.loads((release / "release.json").read_text("utf-8"))
    assert validator("release").is_valid(manifest)
    assert {file["path"] for file in manifest["files"]} == contents(release).keys() - {"release.json"}
    assert manifest["counts"] == {"read": 5, "accepted": 5, "rejected": 0}
    assert [table["rows"] for table in manifest["tables"]] == [3, 1, 1, 3, 1, 1]


def test_both_formats_hold_the_same_rows_which_their_schemas_accept(release: Path) -> None:
    """Each JSONL row is valid, and equals the Parquet row in the same place."""
    import gzip

    for path in sorted(release.glob("data/*/*/*.parquet")):
        schema = "article" if "/articles/" in path.as_posix() else "page"
        twin = release / "jsonl" / path.relative_to(release / "data").with_suffix(".jsonl.gz")
        lines = gzip.decompress(twin.read_bytes()).split(b"\n")[:-1]
        rows = [orjson.loads(line) for line in lines]
        assert all(validator(schema).is_valid(row) for row in rows)
        parquet = pq.read_table(path).to_pylist()
        assert [
            json.loads(json.dumps(row, default=lambda time: time.isoformat(timespec="seconds"))) for row in parquet
        ] == rows


def test_table_digest_is_that_of_the_rows_in_any_order() -> None:
    """The logical digest of a table does not depend on the order of its rows, and does on each of them."""
    one, other = {"id": "a"}, {"id": "b"}
    assert table_digest([one, other]) == table_digest([other, one]) != table_digest([one, one])


def test_sources_are_found_in_one_order(dataset: Path) -> None:
    """However the paths are given, files are listed by name, each once."""
    names = ["articles/trang-3.txt", "articles", "articles/trang-1.txt"]
    found = sources.find(names, str(dataset))
    assert [file.name for file in found.files] == [f"articles/trang-{number}.txt" for number in range(5)]
    assert found == sources.find(names[::-1], str(dataset))


def test_rows_are_sorted_by_time_and_page_blocks_give_the_article(release: Path) -> None:
    """Rows go by (published_at, id); blocks partition each page and their text is the article's."""
    for path in sorted(release.glob("data/articles/*/*.parquet")):
        articles = pq.read_table(path).to_pylist()
        assert articles == sorted(articles, key=lambda row: (row["published_at"], row["id"]))
        pages = {row["id"]: row for row in pq.read_table(path.as_posix().replace("/articles/", "/pages/")).to_pylist()}
        for article in articles:
            text, blocks = pages[article["id"]]["page_text"], pages[article["id"]]["blocks"]
            assert [0, *(block["end"] for block in blocks)] == [*(block["start"] for block in blocks), len(text)]
            body = [
                text[block["start"] : block["end"]].strip() for block in blocks if block["kind"] in ("lead", "body")
            ]
            assert article["text"] == "\n".join(body)


def test_same_pages_give_the_same_bytes_anywhere(dataset: Path, release: Path, tmp_path: Path) -> None:
    """Other folder, locale, time zone, hash seed, order of files and two workers: every file is the same."""
    for number in range(5, 600):  # more than two shards, so that the workers share
        (dataset / "articles" / f"trang-{number}.txt").write_text(page(number), "utf-8")
    shutil.rmtree(release)
    elsewhere = tmp_path / "nơi khác" / "bản sao"
    names = sorted(os.listdir(dataset / "articles"), reverse=True)
    (elsewhere / "articles").mkdir(parents=True)
    shutil.copy(dataset / "dataset_card.md", elsewhere)
    for name in names:
        shutil.copy(dataset / "articles" / name, elsewhere / "articles" / name)
    runs = [
        (dataset, ["--workers", "1"], {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"}),
        (elsewhere, ["--workers", "2"], {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}),
    ]
    built = []
    for root, options, environment in runs:
        command = [sys.executable, "-m", "khobao", "build", *options]
        subprocess.run(command, cwd=root, env={**os.environ, **environment}, check=True, capture_output=True)
        built.append(contents(root / "dist" / "1.0.0"))
    assert built[0] == built[1]


def test_same_input_again_releases_nothing(dataset: Path, release: Path, build_dataset: Build) -> None:
    """The second build finds nothing to release and writes nothing."""
    before = contents(release)
    again = build_dataset(dataset)
    assert (again.release, again.fresh) == (release, False)
    assert contents(release) == before
    assert [path.name for path in release.parent.iterdir()] == ["1.0.0"]


def test_growth_keeps_splits_and_raises_the_version(dataset: Path, release: Path, build_dataset: Build) -> None:
    """Added pages make a minor, an edited page with an id a major, edited prose a patch version; no article moves."""
    for number in range(5, 12):
        (dataset / "articles" / f"trang-{number}.txt").write_text(page(number), "utf-8")
    second = build_dataset(dataset).release
    assert second is not None
    assert second.name == "1.1.0"
    assert splits(release).items() <= splits(second).items()
    card = dataset / "dataset_card.md"
    card.write_text(card.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")
    third = build_dataset(dataset).release
    assert third is not None
    assert third.name == "1.1.1"
    (dataset / "articles" / "trang-0.txt").unlink()
    fourth = build_dataset(dataset).release
    assert fourth is not None
    assert fourth.name == "2.0.0"
    assert splits(fourth).items() <= splits(third).items()
    manifest = json.loads((fourth / "release.json").read_text("utf-8"))
    previous = json.loads((third / "release.json").read_text("utf-8"))
    assert manifest["previous"] == {"version": "1.1.1", "digest": previous["digest"]}


def test_declared_version_that_is_too_small_is_refused(dataset: Path, release: Path, capsys: Any) -> None:
    """Exit 4 and "version/too-small", and nothing is written."""
    card = dataset / "dataset_card.md"
    card.write_text(card.read_text("utf-8").replace("khobao:\n", "khobao:\n  version: 1.0.1\n"), "utf-8")
    (dataset / "articles" / "trang-9.txt").write_text(page(9), "utf-8")
    assert main(["build", str(dataset)]) == 4
    assert "error[version/too-small] 1.0.1 is too small: after 1.0.0, the change needs 1.1.0" in capsys.readouterr().out
    assert [path.name for path in release.parent.iterdir()] == ["1.0.0"]


def test_damaged_predecessor_stops_the_build(dataset: Path, release: Path, capsys: Any) -> None:
    """What the previous release promised cannot be kept if it is not intact: exit 4."""
    (release / "ledger.parquet").unlink()
    (dataset / "articles" / "trang-9.txt").write_text(page(9), "utf-8")
    assert main(["build", str(dataset)]) == 4
    assert "error[release/missing]" in capsys.readouterr().out


def ledger(release: Path | None) -> dict[str, dict[str, Any]]:
    """The rows of the ledger by id."""
    assert release is not None
    return {row["id"]: row for row in pq.read_table(release / "ledger.parquet").to_pylist()}


def test_a_near_duplicate_follows_its_article_and_says_which(
    dataset: Path, release: Path, build_dataset: Build
) -> None:
    """A copy of a page shares its group and split; the ledger names the match of all but the first of the group."""
    (dataset / "articles" / "sao.txt").write_text(page(0).replace("Lê Hạnh Nguyên", "Hải Đăng"), "utf-8")
    rows = ledger(build_dataset(dataset).release)
    assert all(
        row["group"] == row["id"] and row["match"] is row["similarity"] is None for row in ledger(release).values()
    )
    (copy,) = rows.keys() - ledger(release).keys()
    (first, second) = sorted(row["id"] for row in rows.values() if row["group"] == rows[copy]["group"])
    assert copy in (first, second)
    assert rows[first]["split"] == rows[second]["split"]
    assert (rows[first]["group"], rows[first]["match"], rows[first]["similarity"]) == (first, None, None)
    assert (rows[second]["group"], rows[second]["match"], rows[second]["similarity"]) == (first, first, 1.0)


def test_a_bridge_is_left_out_of_the_release_and_of_its_evidence(
    dataset: Path, release: Path, build_dataset: Build
) -> None:
    """A page that joins two splits is rejected with "split/bridge"; the ledger is as if it had never come."""
    before = ledger(release)
    texts = {
        row["id"]: row["text"] for path in release.glob("data/articles/*/*") for row in pq.read_table(path).to_pylist()
    }
    one = next(identity for identity in before if before[identity]["split"] == "train")
    other = next(identity for identity in before if before[identity]["split"] == "test")
    joined = page(9).split("\n\n")
    joined[2:6] = [*texts[one].split("\n"), *texts[other].split("\n")]
    (dataset / "articles" / "nối.txt").write_text("\n\n".join(joined), "utf-8")
    (dataset / "articles" / "thêm.txt").write_text(page(7), "utf-8")
    built = build_dataset(dataset, max_rejects=1)
    assert [issue.code for issue in built.issues] == ["split/bridge"]
    after = ledger(built.release)
    assert {identity: after[identity] for identity in before} == before
    assert len(after) == len(before) + 1


def test_rejected_page_stops_the_build_and_leaves_no_release(dataset: Path, capsys: Any) -> None:
    """Exit 1, the reason, rejects.jsonl, and no release; --max-rejects 1 lets the others through."""
    (dataset / "articles" / "hỏng.txt").write_bytes(b"\xff")
    assert main(["build", str(dataset)]) == 1
    shown = capsys.readouterr().out
    assert "articles/hỏng.txt:1:1: error[page/undecodable]" in shown
    assert [path.name for path in (dataset / "dist").iterdir()] == ["rejects.jsonl"]
    assert main(["build", str(dataset), "--max-rejects", "20%"]) == 0
    release = dataset / "dist" / "1.0.0"
    rejects = [json.loads(line) for line in (release / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [(row["path"], row["issues"][0]["code"]) for row in rejects] == [("articles/hỏng.txt", "page/undecodable")]
    assert validator("issue").is_valid(rejects[0]["issues"][0])
    manifest = json.loads((release / "release.json").read_text("utf-8"))
    assert manifest["counts"] == {"read": 6, "accepted": 5, "rejected": 1}
    assert not (dataset / "dist" / "rejects.jsonl").exists()


def test_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    """An error inside the block removes the folder, and a later run removes what a killed one left."""
    target = tmp_path / "1.0.0"
    (tmp_path / ".1.0.0.partial").mkdir()
    (tmp_path / ".1.0.0.partial" / "torn").write_text("x")

    def fail() -> None:
        with publishing(target) as folder:
            (folder / "file").write_text("x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with publishing(target) as folder:
        (folder / "file").write_text("x")
    assert contents(target) == {"file": b"x"}


def test_output_that_cannot_be_written_is_one_clear_error(dataset: Path, capsys: Any) -> None:
    """Exit 3 and "write/failed" when the output is no folder."""
    (dataset / "dist").write_text("a file")
    assert main(["build", str(dataset)]) == 3
    assert "error[write/failed]" in capsys.readouterr().out


MUTATIONS: dict[str, Callable[[Path], object]] = {
    "release/changed": lambda path: path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]),
    "release/truncated": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "release/missing": lambda path: path.unlink(),
    "release/extra": lambda path: path.with_name("thêm.parquet").write_bytes(b"x"),
}


@pytest.mark.parametrize("code", MUTATIONS)
def test_verify_sees_every_change_of_a_file(release: Path, code: str, capsys: Any) -> None:
    """Changed, truncated, missing and extra files have a code each and exit 1; the intact release exits 0."""
    assert main(["verify", str(release)]) == 0
    for path in sorted(path for path in release.rglob("*") if path.is_file() and path.name != "release.json"):
        if path.stat().st_size == 0 and code in ("release/changed", "release/truncated"):
            continue
        before = path.read_bytes()
        MUTATIONS[code](path)
        assert [issue.code for issue in verify_release(release)] == [code], path
        path.with_name("thêm.parquet").unlink(missing_ok=True)
        path.write_bytes(before)
    assert main(["verify", str(release)]) == 0
    capsys.readouterr()


def test_verify_sees_random_bit_flips(release: Path) -> None:
    """200 seeded flips of one bit anywhere in the release, the manifest included, are all seen."""
    draw = random.Random(1)
    files = [path for path in sorted(release.rglob("*")) if path.is_file() and path.stat().st_size]
    for _ in range(200):
        path = draw.choice(files)
        before = path.read_bytes()
        place = draw.randrange(len(before))
        path.write_bytes(before[:place] + bytes([before[place] ^ (1 << draw.randrange(8))]) + before[place + 1 :])
        assert verify_release(release), (path, place)
        path.write_bytes(before)
    assert verify_release(release) == []


def test_verify_sees_an_edited_manifest(release: Path, capsys: Any) -> None:
    """A manifest that is no JSON, breaks its schema or was edited is "release/manifest"."""
    path = release / "release.json"
    manifest = json.loads(path.read_text("utf-8"))
    for content in ("{", json.dumps({**manifest, "format": 2}), json.dumps({**manifest, "name": "khác"})):
        path.write_text(content, "utf-8")
        assert main(["verify", str(release)]) == 1
        assert "error[release/manifest]" in capsys.readouterr().out
