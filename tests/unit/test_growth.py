"""Release after release: what stays, what moves the version, what is written again."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import page, words
from khobao.cli import main
from khobao.errors import KhobaoError, PromiseError, UnavailableError
from khobao.pipeline import Built
from khobao.release.opened import open_release
from khobao.release.verify import verify_release
from khobao.release.workspace import kept, working

Build = Callable[..., Built]


def files(release: Path) -> dict[str, bytes]:
    """The data files of a release."""
    return {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in release.glob("*/*/*/*")
        if path.parts[-4] in ("data", "jsonl")
    }


def released(built: Built) -> Path:
    """The folder of what was released anew."""
    assert built.release is not None, built.issues
    assert built.fresh
    return built.release


def save(dataset: Path, number: int, text: str | None = None, front: str = "") -> None:
    """Put an invented page into the dataset."""
    content = f"---\nid: trang-{number:03}\n{front}---\n{page(number) if text is None else text}"
    (dataset / "articles" / f"trang-{number}.txt").write_text(content, "utf-8")


@pytest.fixture
def first(dataset: Path, build_dataset: Build) -> Path:
    """A release of 40 pages, on top of an empty folder."""
    for number in range(40):
        save(dataset, number)
    return released(build_dataset(dataset))


def test_addition_keeps_every_file_of_the_release_before(dataset: Path, first: Path, build_dataset: Build) -> None:
    """One article more is a minor version: all old data files byte for byte, and new ones beside them."""
    save(dataset, 40)
    second = released(build_dataset(dataset))
    assert second.name == "1.1.0"
    assert files(first).items() <= files(second).items()
    assert all("/1.1.0-00000." in name for name in files(second).keys() - files(first).keys())
    assert not verify_release(second)
    assert "1 article added" in (second / "CHANGELOG.md").read_text("utf-8")


def test_edit_is_major_and_its_changelog_names_the_field(dataset: Path, first: Path, build_dataset: Build) -> None:
    """A changed record makes a major version; files of splits without a change stay."""
    save(dataset, 3, page(3).replace("Theo ghi nhận", "Theo tin mới nhận", 1))
    second = released(build_dataset(dataset))
    split = open_release(second).splits["trang-003"]
    assert second.name == "2.0.0"
    same = files(first).keys() & files(second).keys()
    assert {name.split("/")[2] for name in same} == {"train", "validation", "test"} - {split}
    changelog = (second / "CHANGELOG.md").read_text("utf-8")
    assert "Major change after 1.0.0: 1 article changed." in changelog
    assert "`trang-003`" in changelog
    assert "(lead, page_sha256, text, blocks, page_text)" in changelog
    assert changelog.index("## 2.0.0") < changelog.index("## 1.0.0")


def test_id_that_comes_back_comes_back_to_its_split(dataset: Path, first: Path, build_dataset: Build) -> None:
    """A removed article leaves a tombstone; when it is contributed again, it has the split that it had."""
    before = open_release(first).splits
    for number in range(0, 40, 3):
        (dataset / "articles" / f"trang-{number}.txt").unlink()
    second = open_release(released(build_dataset(dataset)))
    gone = {identity for identity, row in second.ledger.items() if row.removed_in == "2.0.0"}
    assert gone == {f"trang-{number:03}" for number in range(0, 40, 3)}
    assert all(second.ledger[identity].shard is None for identity in gone)
    for number in range(0, 40, 3):
        save(dataset, number)
    third = open_release(released(build_dataset(dataset)))
    assert third.version.major == 2
    assert third.splits == before
    assert all(row.removed_in is None and row.first_version == "1.0.0" for row in third.ledger.values())


def test_resplit_alone_moves_articles_and_is_major(dataset: Path, first: Path, build_dataset: Build) -> None:
    """Other shares move nothing by themselves; with `resplit` they do, as a major version."""
    before = open_release(first).splits
    card = dataset / "dataset_card.md"
    card.write_text(card.read_text("utf-8").replace("train: 60", "train: 10"), "utf-8")
    save(dataset, 41)
    second = open_release(released(build_dataset(dataset)))
    assert before.items() <= second.splits.items()
    third = open_release(released(build_dataset(dataset, resplit=True)))
    assert (second.version.major, third.version.major) == (1, 2)
    assert sum(split == "train" for split in third.splits.values()) == 8
    assert "### Moved" in (third.folder / "CHANGELOG.md").read_text("utf-8")


def test_release_follows_the_one_that_is_named(
    dataset: Path, first: Path, tmp_path: Path, build_dataset: Build
) -> None:
    """With `previous`, a build into an empty folder keeps splits, files and version of that release."""
    save(dataset, 40)
    second = released(build_dataset(dataset, tmp_path / "elsewhere", previous=str(first)))
    assert second == tmp_path / "elsewhere" / "1.1.0"
    assert files(first).items() <= files(second).items()
    with pytest.raises(UnavailableError):
        build_dataset(dataset, tmp_path / "other", previous=str(tmp_path / "nowhere"))


def test_version_that_exists_is_never_written_again(dataset: Path, first: Path, build_dataset: Build) -> None:
    """Where a folder has the name of the next version, the build ends with "version/exists" and leaves it as it is."""
    save(dataset, 40)
    second = released(build_dataset(dataset))
    before = files(second)
    save(dataset, 41)
    with pytest.raises(PromiseError) as caught:
        build_dataset(dataset, previous=str(first))
    assert caught.value.issue.code == "version/exists"
    assert files(second) == before


def test_pages_that_did_not_change_are_not_structured_again(
    dataset: Path, first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build_dataset: Build
) -> None:
    """Only new and changed pages are read again, under any name; a build without memory gives the same files."""
    import khobao.release.stage as stage

    seen: list[str] = []
    build = stage.build_batch
    monkeypatch.setattr(
        stage, "build_batch", lambda batch: seen.extend(batch.column("path").to_pylist()) or build(batch)
    )
    save(dataset, 5, page(105))
    save(dataset, 40)
    (dataset / "articles" / "trang-7.txt").rename(dataset / "articles" / "khác.txt")
    second = released(build_dataset(dataset))
    assert sorted(seen) == ["articles/trang-40.txt", "articles/trang-5.txt"]
    alone = released(build_dataset(dataset, tmp_path / "alone", previous=str(first), cache=False))
    assert len(seen) == 2 + 41
    assert files(alone) == files(second)
    assert (alone / "ledger.parquet").read_bytes() == (second / "ledger.parquet").read_bytes()


def test_damaged_memory_is_not_trusted(dataset: Path, first: Path) -> None:
    """One changed byte in what was kept, and it is not used."""
    memory = kept(dataset)
    assert memory is not None
    path = next(memory.glob("*.arrow"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert kept(dataset) is None
    assert first.exists()


def test_one_build_at_a_time(dataset: Path, build_dataset: Build) -> None:
    """A second build into the same folder is "write/locked"; a killed one leaves nothing behind."""
    out = dataset / "dist"
    with working(out) as folder:
        assert folder.parent == out
        with pytest.raises(UnavailableError) as caught:
            build_dataset(dataset)
        assert caught.value.issue.code == "write/locked"
    (out / ".stage-killed").mkdir()
    (out / ".1.0.0.partial").mkdir()
    released(build_dataset(dataset))
    assert [path.name for path in out.iterdir()] == ["1.0.0"]


def test_undated_articles_are_left_out_of_temporal_splits(dataset: Path, build_dataset: Build) -> None:
    """By date, an article without one is reported as "split/undated"; the test split is the future."""
    card = dataset / "dataset_card.md"
    text = card.read_text("utf-8").replace(
        "    train: 60\n    validation: 20\n    test: 20\n", "    train: 2022-03-04\n    test: null\n"
    )
    card.write_text(text.replace("  splits:", "  strategy: temporal\n  splits:"), "utf-8")
    save(dataset, 5, front="article:\n  published_at: null\n")
    built = build_dataset(dataset, max_rejects=1)
    assert [issue.code for issue in built.issues] == ["split/undated"]
    release = open_release(released(built))
    published = {row["id"]: row["published_at"] for row in release.rows("articles")}
    assert published
    for identity, split in release.splits.items():
        assert (published[identity] < "2022-03-04") == (split == "train")


def test_diff_tells_what_changed_down_to_the_words(
    dataset: Path, first: Path, build_dataset: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    """Added, removed, changed articles, with fields and words, in every format; of a release with itself, nothing."""
    save(dataset, 3, page(3).replace("Theo ghi nhận", "Theo tin mới nhận", 1))
    save(dataset, 40)
    (dataset / "articles" / "trang-9.txt").unlink()
    second = released(build_dataset(dataset))
    assert main(["diff", "--format", "json", str(first), str(second)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (found["old"], found["new"], found["needs"]) == ("1.0.0", "2.0.0", "major")
    assert [one["id"] for one in found["added"]] == ["trang-040"]
    assert [one["id"] for one in found["removed"]] == ["trang-009"]
    (changed,) = found["changed"]
    (text,) = [field for field in changed["fields"] if field["field"] == "text"]
    (edit,) = text["edits"]
    assert "ghi nhận" in edit["old"]
    assert "tin mới nhận" in edit["new"]
    assert main(["diff", str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "+ trang-040" in shown
    assert "- trang-009" in shown
    assert "~ trang-003" in shown
    assert main(["diff", "--format", "markdown", str(first), str(second)]) == 0
    assert capsys.readouterr().out in (second / "CHANGELOG.md").read_text("utf-8")
    assert main(["diff", str(second), str(second)]) == 0
    assert "the same data" in capsys.readouterr().out


def test_diff_refuses_a_version_that_is_too_small(dataset: Path, first: Path, build_dataset: Build) -> None:
    """Read backwards, an addition is a removal, which 1.0.0 after 1.1.0 does not say: exit 4."""
    save(dataset, 40)
    second = released(build_dataset(dataset))
    assert main(["diff", str(second), str(first)]) == 4


@pytest.mark.parametrize("seed", range(3))
def test_ten_releases_in_a_row_keep_every_promise(seed: int, dataset: Path, build_dataset: Build) -> None:
    """Articles are added, removed, edited and copied at random: none moves, no group is divided, the version follows
    the rule, shares are met as closely as the newcomers allow, and every release is intact."""
    draw = random.Random(seed)
    texts = {number: page(number) for number in range(30)}
    count, version = 30, (0, 0)
    history: dict[str, str] = {}
    held: dict[int, str] = {}
    for _ in range(10):
        for number in draw.sample(sorted(texts), draw.choice((0, 0, 2))):
            del texts[number]
        for number in draw.sample(sorted(texts), draw.choice((0, 0, 2))):
            texts[number] = texts[number].replace("Theo ghi nhận", f"Theo {words(str(count), 3)}", 1)
        for _ in range(draw.choice((0, 3, 9))):
            texts[count] = draw.choice(sorted(texts.values())) + "Một dòng.\n" if draw.random() < 0.3 else page(count)
            count += 1
        for path in (dataset / "articles").iterdir():
            path.unlink()
        for number, text in texts.items():
            save(dataset, number, text)
        built = build_dataset(dataset, max_rejects=99)
        assert built.release is not None
        release = open_release(built.release)
        now = {number: text for number, text in texts.items() if f"trang-{number:03}" in release.entries}
        lost = any(number not in now or now[number] != text for number, text in held.items())
        grown = now.keys() - held.keys()
        expected = (version[0] + 1, 0) if lost or not version[0] else (version[0], version[1] + bool(grown))
        assert (release.version.major, release.version.minor) == expected
        version, held = expected, now
        assert all(release.splits[identity] == split for identity, split in history.items())
        newcomers = release.entries.keys() - history.keys()
        history |= release.splits
        groups: dict[str, set[str]] = {}
        for identity in newcomers:
            groups.setdefault(release.ledger[identity].group, set()).add(release.splits[identity])
        assert all(len(splits) == 1 for splits in groups.values())
        assert not verify_release(release.folder)
        for path in release.folder.glob("data/articles/*/*.parquet"):
            assert pq.read_table(path).num_rows > 0


def test_releases_do_not_depend_on_the_clock(dataset: Path, tmp_path: Path) -> None:
    """With the clock set to 1999 and to 2099, every byte is the same."""
    script = (
        "import sys, time, datetime\n"
        "at = float(sys.argv.pop(1))\n"
        "time.time = lambda: at\n"
        "from khobao.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    outs = []
    for at in ("915148800", "4070908800"):
        out = tmp_path / at
        subprocess.run(
            [sys.executable, "-c", script, at, "build", str(dataset), "--out", str(out), "--no-cache"], check=True
        )
        outs.append({path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert outs[0] == outs[1]
    assert outs[0]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("README.md", lambda content: content.replace(b"version: 1.0.0", b"version: 0.9.0")),
        ("README.md", lambda content: content.replace(b"data/pages/test/", b"data/pages/none/")),
        ("data/articles/test/1.0.0-00000.parquet", None),
    ],
)
def test_release_that_would_not_load_gets_no_name(
    dataset: Path,
    monkeypatch: pytest.MonkeyPatch,
    build_dataset: Build,
    file: str,
    change: Callable[[bytes], bytes] | None,
) -> None:
    """A card that names other files or another version, or a file of another schema: "release/unloadable"."""
    import khobao.release.publish as publish

    check = publish.check_loadable

    def spoil(folder: Path, facts: Any) -> None:
        path = folder / file
        if change is None:
            pq.write_table(pq.read_table(path).drop_columns(["tags"]), path)
        else:
            path.write_bytes(change(path.read_bytes()))
        check(folder, facts)

    monkeypatch.setattr(publish, "check_loadable", spoil)
    with pytest.raises(KhobaoError) as caught:
        build_dataset(dataset)
    assert caught.value.issue.code == "release/unloadable"
    assert [path.name for path in (dataset / "dist").iterdir()] == []


def test_builder_digest_counts_every_part_once() -> None:
    """Code, word lists, models and schemas are in it, the schemas once, wherever they are installed."""
    from importlib.resources import files

    from khobao.release.workspace import _contents

    names = [name for package in ("khobao", "khobao.schema") for name, _ in _contents(files(package), package)]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith("khobao/schema/")]
    assert {"khobao/cli.py", "khobao/structure/phrases.toml", "khobao/structure/lines.model.json"} <= set(names)
    assert "khobao.schema/article.schema.json" in names


def test_shards_that_did_not_change_are_not_even_read_again(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, build_dataset: Build
) -> None:
    """A file of rows beside others: they are taken as they were made, with what was said of them; a renamed one and
    one read by other columns are not."""
    import khobao.sources as sources

    seen: list[str] = []
    read = sources.read
    monkeypatch.setattr(sources, "read", lambda part, columns: seen.append(part.file.name) or read(part, columns))
    monkeypatch.setattr(sources, "SHARD_PARTS", 1)

    def add(name: str, numbers: range) -> None:
        rows = [{"id": f"trang-{number:03}", "text": page(number)} for number in numbers]
        lines = [*(json.dumps(row) for row in rows), '{"text": 1}']
        (dataset / "articles" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")

    add("a", range(10, 20))
    add("b", range(20, 30))
    assert released(build_dataset(dataset, max_rejects=9)).name == "1.0.0"
    seen.clear()
    add("c", range(30, 40))
    second = build_dataset(dataset, max_rejects=9)
    assert released(second).name == "1.1.0"
    assert seen == ["articles/c.jsonl"]
    assert [(issue.where.path, issue.where.line) for issue in second.issues] == [
        (f"articles/{name}.jsonl", 11) for name in "abc"
    ]
    seen.clear()
    (dataset / "articles" / "b.jsonl").rename(dataset / "articles" / "d.jsonl")
    build_dataset(dataset, max_rejects=9)
    assert seen == ["articles/d.jsonl"]
    seen.clear()
    card = dataset / "dataset_card.md"
    card.write_text(card.read_text("utf-8").replace("  sources:", "  columns: {url: link}\n  sources:"), "utf-8")
    build_dataset(dataset, max_rejects=9)
    assert len(seen) == 5 + 3


def test_what_articles_have_in_common_is_counted_once(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, build_dataset: Build
) -> None:
    """Near-duplicates of the last build are not compared again, and the groups are those of a build without memory."""
    import khobao.similarity as similarity

    counted: list[int] = []
    count = similarity.overlaps
    monkeypatch.setattr(similarity, "overlaps", lambda pairs, texts: counted.append(len(pairs)) or count(pairs, texts))
    for number in range(40, 44):
        save(dataset, number, f"{page(40)}\nBản in lần thứ {number}.\n")
    released(build_dataset(dataset))
    assert counted == [6]
    save(dataset, 45, f"{page(40)}\nBản in lần thứ 45.\n")
    second = open_release(released(build_dataset(dataset)))
    assert counted == [6, 4]
    alone = open_release(
        released(build_dataset(dataset, dataset / "alone", previous=f"{dataset}/dist/1.0.0", cache=False))
    )
    assert counted == [6, 4, 10]
    assert alone.ledger == second.ledger
