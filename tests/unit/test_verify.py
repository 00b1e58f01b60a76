"""What `verify` sees: every byte, every promise, every row."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import page
from khobao.cli import main
from khobao.pipeline import Built
from khobao.release.manifest import NAME, encode, seal
from khobao.release.opened import open_release
from khobao.release.verify import verify_release
from scenes import rewrite_ledger

Build = Callable[..., Built]
Damage = Callable[[Path, random.Random], None]


@pytest.fixture
def releases(dataset: Path, build_dataset: Build) -> tuple[Path, Path]:
    """Two releases of which the second has an article more."""
    first = build_dataset(dataset).release
    (dataset / "articles" / "trang-9.txt").write_text(page(9), "utf-8")
    second = build_dataset(dataset).release
    assert first is not None
    assert second is not None
    return first, second


def some_file(release: Path, draw: random.Random) -> Path:
    """One of the files of a release that has bytes."""
    return draw.choice([path for path in sorted(release.rglob("*")) if path.is_file() and path.stat().st_size])


def flip(release: Path, draw: random.Random) -> None:
    """Change one bit."""
    path = some_file(release, draw)
    content = bytearray(path.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def truncate(release: Path, draw: random.Random) -> None:
    """Cut the end off a file."""
    path = some_file(release, draw)
    path.write_bytes(path.read_bytes()[: draw.randrange(path.stat().st_size)])


def remove(release: Path, draw: random.Random) -> None:
    """Remove a file that is not the manifest."""
    draw.choice([path for path in sorted(release.rglob("*")) if path.is_file() and path.name != NAME]).unlink()


def add(release: Path, draw: random.Random) -> None:
    """Put a file where none was."""
    path = some_file(release, draw)
    path.with_name(f"{draw.randrange(999)}-{path.name}").write_bytes(b"x")


def swap(release: Path, draw: random.Random) -> None:
    """Exchange two files with different bytes."""
    one, other = some_file(release, draw), some_file(release, draw)
    while one.read_bytes() == other.read_bytes():
        other = some_file(release, draw)
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


def edit_manifest(release: Path, draw: random.Random) -> None:
    """Change a number, a digest or a version in the manifest, leaving it valid JSON."""
    manifest = json.loads((release / NAME).read_text("utf-8"))
    file = draw.choice(manifest["files"])
    kind = draw.randrange(4)
    if kind == 0:
        file["bytes"] += 1
    elif kind == 1:
        file["sha256"] = file["sha256"][::-1]
    elif kind == 2:
        manifest["counts"]["read"] += 1
    else:
        manifest["files"].remove(file)
    (release / NAME).write_bytes(encode(seal(manifest) if draw.random() < 0.5 and kind != 2 else manifest))


def roll_back(release: Path, draw: random.Random) -> None:
    """Put the release before, or its manifest alone, in the place of this one."""
    before = release.parent / "1.0.0"
    if draw.random() < 0.5:
        shutil.copy(before / NAME, release / NAME)
    else:
        shutil.rmtree(release)
        shutil.copytree(before, release)


@pytest.mark.parametrize("damage", [flip, truncate, remove, add, swap, edit_manifest, roll_back])
def test_a_thousand_ways_to_damage_a_release_are_all_seen(
    damage: Damage, releases: tuple[Path, Path], tmp_path: Path
) -> None:
    """Seeded damage of every kind, about 143 times each: `verify` never says intact."""
    copy = tmp_path / "copies" / "1.1.0"
    shutil.copytree(releases[0], copy.parent / "1.0.0")
    for seed in range(143):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(releases[1], copy)
        assert not verify_release(copy)
        damage(copy, random.Random(seed))
        assert verify_release(copy), seed


def codes(folder: Path) -> set[str]:
    """The codes of what is wrong with a release."""
    return {issue.code for issue in verify_release(folder)}


def test_damage_has_its_code(releases: tuple[Path, Path]) -> None:
    """Shorter is truncated, other bytes are changed, another known file is foreign, an old manifest is rolled back."""
    first, second = releases
    readme = (second / "README.md").read_bytes()
    (second / "README.md").write_bytes(readme[:-1])
    assert codes(second) == {"release/truncated"}
    (second / "README.md").write_bytes(readme + b"\n")
    assert codes(second) == {"release/changed"}
    shutil.copy(first / "README.md", second / "README.md")
    (issue,) = verify_release(second)
    assert (issue.code, issue.message) == ("release/foreign", "the file is README.md of 1.0.0")
    (second / "README.md").write_bytes(readme)
    shutil.copy(first / NAME, second / NAME)
    assert "release/rolled-back" in codes(second)


def test_promises_to_the_release_before_are_checked(
    releases: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A release that follows keeps them: exit 0. One that moves, forgets, divides or counts too low: exit 4."""
    first, second = map(str, releases)
    assert main(["verify", second, "--previous", first]) == 0
    capsys.readouterr()
    assert main(["verify", first, "--previous", second]) == 4
    shown = capsys.readouterr().out
    assert "error[promise/predecessor]" in shown
    assert "error[promise/forgotten]" in shown
    assert "error[promise/version]" in shown
    release = open_release(releases[1])
    rewrite_ledger(release.folder, lambda row: {**row, "split": "test", "group": "one"})
    assert main(["verify", second, "--previous", first]) == 4
    shown = capsys.readouterr().out
    assert "error[promise/moved]" in shown
    group = min(release.splits)
    rewrite_ledger(release.folder, lambda row: {**row, "split": release.splits[row["id"]], "group": group})
    assert main(["verify", second, "--previous", first]) == 4
    assert "error[promise/divided]" in capsys.readouterr().out


def test_rebuild_says_whether_the_sources_give_the_release(
    dataset: Path, releases: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """From the same sources: byte for byte with the release before, row for row without; other sources are named."""
    first, second = map(str, releases)
    assert main(["verify", second, "--previous", first, "--rebuild", str(dataset)]) == 0
    assert "byte for byte" in capsys.readouterr().out
    assert main(["verify", second, "--rebuild", str(dataset)]) == 0
    assert "row for row" in capsys.readouterr().out
    (dataset / "articles" / "trang-9.txt").write_text(page(8), "utf-8")
    (dataset / "articles" / "trang-0.txt").unlink()
    assert main(["verify", second, "--rebuild", str(dataset)]) == 1
    shown = capsys.readouterr().out
    assert shown.count("error[rebuild/inputs]") == 2


def test_rebuild_sees_rows_that_the_sources_do_not_give(
    dataset: Path, releases: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a builder makes other rows of the same sources, "rebuild/rows" and "rebuild/splits" say so."""
    import khobao.fields as fields

    read = fields._read
    monkeypatch.setattr(fields, "_read", lambda *given: {**read(*given), "section": "Khác"})
    first, second = map(str, releases)
    assert main(["verify", second, "--previous", first, "--rebuild", str(dataset)]) == 1
    shown = capsys.readouterr().out
    assert "error[rebuild/rows]" in shown
    assert "error[rebuild/splits]" in shown


def test_releases_at_an_address_are_read_through_fsspec(
    releases: tuple[Path, Path], dataset: Path, tmp_path: Path, build_dataset: Build
) -> None:
    """`verify` and `--previous` take an address; one that leads nowhere is exit 3."""
    first, second = releases
    assert main(["verify", f"file://{second}", "--previous", f"file://{first}/"]) == 0
    assert main(["verify", f"file://{tmp_path}/1.0.0"]) == 3
    built = build_dataset(dataset, tmp_path / "out", previous=f"file://{first}")
    assert built.release is not None
    assert built.release.name == "1.1.0"
    assert main(["verify", "no-such-system://x/1.0.0"]) == 3


def test_addresses_need_fsspec(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, "source/remote" tells what to install."""
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    assert main(["verify", "s3://bucket/1.0.0"]) == 2
    assert "error[source/remote]" in capsys.readouterr().out
