"""Which findings are shown, and which files are read."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import page
from khobao.cli import main

ROOT = Path(__file__).parent.parent
EARLY = ROOT / "invalid/sense/published-after-retrieval/early.txt"
TYPE = ROOT / "invalid/schema/type/stated.txt"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[tuple[str, str]]]:
    """The exit code of `validate`, and code and severity of what it printed."""
    capsys.readouterr()
    code = main(["validate", "--format", "json", *arguments])
    found = json.loads(capsys.readouterr().out)["issues"]
    return code, [(one["code"], one["severity"]) for one in found]


def test_selection_decides_what_is_shown_and_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Codes and areas, one or many, once or again; what is hidden does not count."""
    both = [str(EARLY), str(TYPE)]
    early, kind = ("sense/published-after-retrieval", "error"), ("schema/type", "error")
    eased = (early[0], "warning")
    assert run(capsys, *both) == (1, [kind, kind, early])
    assert run(capsys, "--select", "sense", *both) == (1, [early])
    assert run(capsys, "--select", "sense/weekday, schema", *both) == (1, [kind, kind])
    assert run(capsys, "--select", "sense/weekday", *both) == (0, [])
    assert run(capsys, "--ignore", "sense/published-after-retrieval", *both) == (1, [kind, kind])
    assert run(capsys, "--ignore", "sense", str(EARLY)) == (0, [])
    assert run(capsys, "--warn", "sense", str(EARLY)) == (0, [eased])
    assert run(capsys, "--warn", "sense/weekday", "--warn", "sense", *both) == (1, [kind, kind, eased])
    assert run(capsys, "--select", "sense", "--ignore", "sense/weekday", "--warn", "sense", *both) == (0, [eased])


@pytest.mark.parametrize(
    ("option", "names", "message"),
    [
        ("--select", "sense/weekdya", "no code and no area 'sense/weekdya'; did you mean sense/weekday"),
        ("--ignore", "sence", "no code and no area 'sence'; did you mean sense"),
        ("--warn", ",", "no code is named"),
        ("--ignore", "schema/type", "schema/type cannot be overruled: it is of the level schema"),
        ("--warn", "sense,page", "page cannot be overruled: it is of the level readable"),
        ("--ignore", "corpus/duplicate-id", "two records with one id"),
    ],
)
def test_wrong_name_is_a_usage_error(option: str, names: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It exits with 2 and says what is near, or why not."""
    with pytest.raises(SystemExit) as error:
        main(["validate", option, names, str(EARLY)])
    assert error.value.code == 2
    assert message in capsys.readouterr().err


def git(*arguments: str) -> None:
    """Run git in the current folder, whatever its configuration is elsewhere."""
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", *arguments],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a branch `chinh`, and another one checked out behind it, in the current folder."""
    root = tmp_path / "kho"
    (root / "trang").mkdir(parents=True)
    monkeypatch.chdir(root)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "--initial-branch", "chinh")
    for name in ("cũ", "sửa", "chung"):
        write(root / "trang" / f"{name}.txt", "")
    (root / ".gitignore").write_text("bỏ*\n", "utf-8")
    (root / "trang/web.html").write_text("<p>x</p>", "utf-8")
    (root / "trang/web.yaml").write_text("outlet: x\n", "utf-8")
    git("add", ".")
    git("commit", "--message", "một")
    git("checkout", "-b", "nhánh")
    return root


def write(path: Path, note: str) -> None:
    """A page with a field that is not known."""
    path.write_text(f"---\nsai: {note}\n---\n{page(1)}", "utf-8")


def changed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """The names of the files that were found at fault since the branch `chinh`."""
    capsys.readouterr()
    main(["validate", "--format", "json", "--changed-since", "chinh", *arguments])
    return sorted({Path(one["path"]).name for one in json.loads(capsys.readouterr().out)["issues"]})


def test_only_changed_files_are_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Committed, staged, only written and new ones, not ignored ones; of the other branch's own changes none."""
    assert changed(capsys, "trang") == []
    write(repository / "trang/sửa.txt", "khác")
    git("commit", "--all", "--message", "hai")
    write(repository / "trang/mới tinh\n.txt", "")
    write(repository / "trang/bỏ.txt", "")
    write(repository / "trang/đã-thêm.txt", "")
    git("add", "trang/đã-thêm.txt")
    git("checkout", "chinh")
    write(repository / "trang/chung.txt", "của nhánh kia")
    git("commit", "--message", "ba", "trang/chung.txt")
    git("checkout", "nhánh")
    expected = sorted(["sửa.txt", "mới tinh\n.txt", "đã-thêm.txt"])
    assert changed(capsys, "trang") == expected
    os.chdir(repository / "trang")
    assert changed(capsys, ".") == expected
    assert changed(capsys, str(repository / "trang")) == expected


@pytest.mark.parametrize("gone", [False, True])
def test_changed_sidecar_selects_its_page(gone: bool, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also when it was removed."""
    sidecar = repository / "trang/web.yaml"
    sidecar.unlink() if gone else sidecar.write_text("outlet: y\n", "utf-8")
    assert changed(capsys, "trang") == ["web.html"]


def test_link_changes_with_the_file_it_points_to(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that is a link to another file of the repository."""
    (repository / "trang/nối.txt").symlink_to("cũ.txt")
    git("add", ".")
    git("commit", "--message", "hai")
    git("branch", "--force", "chinh")
    assert changed(capsys, "trang") == []
    write(repository / "trang/cũ.txt", "khác")
    assert changed(capsys, "trang") == ["cũ.txt", "nối.txt"]


@pytest.mark.parametrize("revision", ["không-có", "--output=x", "-h", "", "chinh..nhánh", "HEAD~9"])
def test_unknown_revision_is_a_usage_error(revision: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What git does not know, "git/unknown-revision", and what looks like an option of it, which it never is."""
    assert main(["validate", f"--changed-since={revision}", "trang"]) == 2
    assert f"error[git/unknown-revision] there is no commit {revision!r}" in capsys.readouterr().out
    assert sorted(path.name for path in repository.iterdir()) == [".git", ".gitignore", "trang"]


@pytest.mark.usefixtures("repository")
def test_branches_that_share_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """No merge base, as in a shallow clone, is "git/no-merge-base"."""
    git("checkout", "--orphan", "lạ")
    git("commit", "--message", "khác")
    assert main(["validate", "--changed-since", "chinh", "trang"]) == 2
    assert "error[git/no-merge-base] 'chinh' and HEAD have no commit in common" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
def test_outside_of_a_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No repository, and a path outside of it, are "git/no-repository"; no git at all is "git/missing", exit 3."""
    write(tmp_path / "ngoài.txt", "")
    assert main(["validate", "--changed-since", "chinh", "../ngoài.txt"]) == 2
    assert "../ngoài.txt:1:1: error[git/no-repository] the file is not in the repository" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert main(["validate", "--changed-since", "chinh", "."]) == 2
    assert "error[git/no-repository] fatal: not a git repository" in capsys.readouterr().out
    monkeypatch.setenv("PATH", "")
    assert main(["validate", "--changed-since", "chinh", "."]) == 3
    assert "error[git/missing]" in capsys.readouterr().out
