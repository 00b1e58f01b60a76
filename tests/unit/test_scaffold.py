"""A new dataset works at once, is true, and never costs anybody a file."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import datasets
import pytest
from khobao import scaffold
from khobao.card import read_card
from khobao.cli import main
from khobao.scaffold import FILES, UNKNOWN, create, origin

COMMIT = "0123456789abcdef" * 2 + "01234567"
PIN = f"an-owner/khobao@{COMMIT}"


def run(folder: Path, *command: str) -> str:
    """What `command` prints in `folder`, where it has to succeed."""
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8").stdout


def test_new_dataset_validates_builds_loads_and_stays_clean(tmp_path: Path) -> None:
    """Its page has no finding, its card is that of its build, the release loads with one article that is all read, and
    git has nothing to tell of after it."""
    khobao = [sys.executable, "-m", "khobao"]
    assert "\n    khobao build\n" in run(tmp_path, *khobao, "init", "new")
    folder = tmp_path / "new"
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all")
    run(folder, "git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "new")
    assert sorted(run(folder, "git", "ls-files").splitlines()) == sorted(FILES)
    assert run(folder, *khobao, "validate", "articles", "--fail-on", "warning") == ""
    run(folder, *khobao, "build", "--check-card")
    assert run(folder, "git", "status", "--porcelain") == ""
    loaded = datasets.load_dataset(str(folder / "dist" / "1.0.0"), cache_dir=str(tmp_path / "cache"))
    (article,) = loaded["train"]
    assert article["title"] == "Làng Ví Dụ làm xong cây cầu gỗ qua suối sau ba tháng chung tay"
    assert (article["section"], article["authors"]) == ("Xã hội", ["Trần Thị Mẫu"])
    assert article["published_precision"] == "minute"
    assert article["captions"].startswith("Trẻ em")


LOOKS = {"null": "no", "1.0": "- [a]", "on": "@VERSION@ ${{ x }}", "a-b": "Báo: \"Huế\" & 'C:\\n' # @NAME@"}


@pytest.mark.parametrize(("name", "title"), LOOKS.items())
def test_name_and_title_are_words_whatever_they_look_like(name: str, title: str, tmp_path: Path) -> None:
    """They come back from the card as they were given, also where YAML or a template would see more in them."""
    create(tmp_path / "new", name, f" {title} ")
    card = read_card(tmp_path / "new")
    assert (card.settings.name, card.front["pretty_name"]) == (name, title)
    assert f"\n# {title}\n" in f"\n{card.body}"


def test_files_have_line_feeds_and_no_mark_is_left(tmp_path: Path) -> None:
    """No file of a new dataset has another line end, a byte order mark, or an unfilled mark."""
    create(tmp_path / "new", pin=PIN)
    for path in FILES:
        text = (tmp_path / "new" / path).read_bytes().decode()
        assert "\r" not in text, path
        assert not text.startswith("\ufeff"), path
        assert not scaffold._MARK.search(text), path
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path


def test_checks_name_the_commit_that_they_run(tmp_path: Path) -> None:
    """With a pin, the workflow and the hook have khobao from there; without one, from where nobody can offer it."""
    made = create(tmp_path / "new", pin=PIN)
    assert made.khobao == PIN
    for path, pin in ((tmp_path / "new", PIN), (tmp_path / "other", UNKNOWN)):
        if pin == UNKNOWN:
            assert "OWNER_OF_KHOBAO" in create(path).told()
        repository, commit = pin.split("@")
        assert f"uses: {pin} # khobao" in (path / ".github" / "workflows" / "validate.yml").read_text()
        hook = (path / ".pre-commit-config.yaml").read_text()
        assert f"repo: https://github.com/{repository}\n    rev: {commit} " in hook
        assert f"git+https://github.com/{pin}'" in (path / "README.md").read_text("utf-8")


INSTALLED = {
    "from a commit": ({"url": "https://github.com/a/khobao.git", "vcs_info": {"commit_id": COMMIT}}, "a/khobao"),
    "from a folder": ({"url": "file:///src/khobao", "dir_info": {"editable": True}}, None),
    "from elsewhere": ({"url": "https://github.com.example.org/a/b", "vcs_info": {"commit_id": COMMIT}}, None),
    "from an archive": ({"url": "https://github.com/a/b/archive/x.zip", "archive_info": {}}, None),
    "from an index": (None, None),
}


@pytest.mark.parametrize("way", INSTALLED)
def test_origin_is_the_commit_on_github_that_was_installed(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What installers note of a commit on GitHub is the pin; anything else is none."""
    stated, repository = INSTALLED[way]

    class Installed(Distribution):
        def read_text(self, filename: str) -> str | None:
            return json.dumps(stated) if stated and filename == "direct_url.json" else None

        def locate_file(self, path: object) -> Path:
            raise NotImplementedError

    monkeypatch.setattr(scaffold, "distribution", lambda _: Installed())
    assert origin() == (f"{repository}@{COMMIT}" if repository else None)


@pytest.mark.parametrize("there", ["README.md", ".gitignore", "articles/a.txt", "other"])
def test_nothing_is_written_where_something_is(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with any file is "init/not-empty", and left as it was."""
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    assert main(["init", str(tmp_path), "--name", "new"]) == 2
    assert "error[init/not-empty]" in capsys.readouterr().out
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text() == "mine"


def test_a_new_clone_is_empty_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds nothing but .git can become a dataset, and `--format json` says what was made."""
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert main(["init", str(tmp_path / "new"), "--format", "json", "--pin", PIN]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made == {"folder": str(tmp_path / "new"), "name": "new", "khobao": PIN, "files": list(FILES)}


@pytest.mark.parametrize(
    "arguments",
    [["Báo Huế"], ["new", "--name", "a/b"], ["new", "--name=-n"], ["new", "--title", "a\nb"], ["new", "--title", " "],
     ["new", "--pin", "a/b@main"], ["new", "--pin", f"a/b/c@{COMMIT}"]],
)  # fmt: skip
def test_bad_names_are_exit_2_and_make_nothing(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that no repository can have, a title of two lines and a pin that can move are "init/invalid"."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", *arguments]) == 2
    assert "error[init/invalid]" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below a file there is no folder: "write/failed"."""
    (tmp_path / "file").write_text("")
    assert main(["init", str(tmp_path / "file" / "new")]) == 3
    assert "error[write/failed]" in capsys.readouterr().out
