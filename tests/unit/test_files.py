"""What stands at and below the paths of a run: what is read, and what is refused without a look into it."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest
from conftest import page
from guard import watch
from khobao import sources
from khobao.cli import main
from khobao.errors import UnavailableError
from khobao.sources import tree

posix = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX file systems")


def codes(*paths: Path) -> list[tuple[str, str]]:
    """Name and code of what is refused at and below `paths`."""
    return [(Path(issue.where.path).name, issue.code) for issue in sources.find(map(str, paths)).issues]


def names(*paths: Path) -> list[str]:
    """The names of the files that are read at and below `paths`."""
    return [Path(file.name).name for file in sources.find(map(str, paths)).files]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good page."""
    found = tmp_path / "given"
    found.mkdir()
    (found / "good.txt").write_text(page(1), "utf-8")
    return found


def make(path: Path, kind: str) -> None:
    """Make at `path` something of a `kind`."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(path))
    elif kind == "link":
        path.symlink_to(path.parent / "good.txt")
    elif kind == "loop":
        path.symlink_to(path.parent)
    elif kind == "dangling":
        path.symlink_to("nowhere")
    elif kind == "program":
        path.write_text(page(2), "utf-8")
        path.chmod(0o755)
    elif kind == "pointer":
        path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n", "utf-8")
    elif kind == "submodule":
        path.mkdir()
        (path / ".git").write_text("gitdir: ../.git/modules/x\n", "utf-8")
        (path / "inside.txt").write_text(page(3), "utf-8")


KINDS = [
    ("fifo", "file/not-regular"), ("socket", "file/not-regular"), ("link", "file/symlink"), ("loop", "file/symlink"),
    ("dangling", "file/symlink"), ("program", "file/executable"), ("pointer", "file/lfs-pointer"),
    ("submodule", "file/submodule"),
]  # fmt: skip


@posix
@pytest.mark.parametrize("below", [".", "deep/er"])
@pytest.mark.parametrize(("kind", "code"), KINDS)
def test_strange_file_is_refused_and_the_rest_is_validated(
    kind: str, code: str, below: str, folder: Path, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At any level: one issue with its code, no byte of it read, the good page checked all the same, in a build too."""
    place = folder / below
    place.mkdir(parents=True, exist_ok=True)
    make(place / "strange.txt", kind)
    assert (codes(folder), names(folder)) == ([("strange.txt", code)], ["good.txt"])
    assert main(["validate", str(folder)]) == 1
    shown, noted = capsys.readouterr()
    assert f"strange.txt:1:1: error[{code}] " in shown
    assert "2 files, 1 error" in noted
    inside = dataset / "articles" / below
    inside.mkdir(parents=True, exist_ok=True)
    make(inside / "strange.txt", kind)
    assert main(["build", str(dataset)]) == 1
    assert f"strange.txt:1:1: error[{code}] " in capsys.readouterr().out
    assert main(["build", str(dataset), "--max-rejects", "1"]) == 0


@posix
def test_path_that_the_user_names_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    """A link is followed where the user names it himself, not where a folder or a pattern leads to it."""
    for name, target in (("page.txt", folder / "good.txt"), ("linked", folder)):
        (tmp_path / name).symlink_to(target)
    assert names(tmp_path / "page.txt") == ["page.txt"]
    assert names(tmp_path / "linked") == ["good.txt"]
    assert codes(tmp_path / "*.txt") == [("page.txt", "file/symlink")]
    assert codes(tmp_path / "*" / "*.txt") == [("linked", "file/symlink")]
    assert names(tmp_path / "*" / "*.txt") == ["good.txt"]


@posix
def test_links_in_circles_do_not_multiply(folder: Path) -> None:
    """A pattern over folders that lead to themselves ends, and names each link once."""
    for name in "abc":
        (folder / name).symlink_to(folder)
    assert codes(folder / "**" / "*.txt") == [(name, "file/symlink") for name in "abc"]
    assert names(folder / "**" / "*.txt") == ["good.txt"]


@posix
def test_pipe_that_the_user_names_does_not_block(tmp_path: Path) -> None:
    """A pipe without a writer is refused at once."""
    make(tmp_path / "a.txt", "fifo")
    ran = watch("validate", "--format", "json", tmp_path / "a.txt", timeout=20, cwd=tmp_path)
    assert (ran.code, ran.codes) == (1, ["file/not-regular"])


@posix
@pytest.mark.parametrize("given", ["folder", "page"])
def test_sidecar_that_is_a_link_is_not_read(given: str, folder: Path, tmp_path: Path) -> None:
    """What is stated beside a page is found, not named: a link there is refused together with its page."""
    (tmp_path / "secret").write_text("outlet: [bí mật", "utf-8")
    (folder / "a.html").write_text("<p>a</p>", "utf-8")
    (folder / "a.yaml").symlink_to(tmp_path / "secret")
    ran = watch("validate", "--format", "json", folder if given == "folder" else folder / "a.html", cwd=tmp_path)
    assert ran.codes == ["file/symlink"]
    assert ran.findings[0]["path"].endswith("a.yaml")
    assert ran.events == []


@pytest.mark.parametrize(
    "name",
    [
        "CON.txt", "nul.txt", "com1.jsonl", "LPT9.txt", "aux.a.txt", "a<b.txt", 'a"b.txt', "a:b.txt", "a|b.txt",
        "a?b.txt", "a*b.txt", "a\\b.txt", "a\x1fb.txt", "a\nb.txt", "a\u202eb.txt", "a\u200bb.txt", "a.txt.", "a.txt ",
        "a\u2028.txt",
    ],
)  # fmt: skip
def test_name_that_does_not_work_everywhere_is_refused(name: str, folder: Path) -> None:
    """Device names, reserved and unseen characters, trailing dots and spaces: of files and of folders."""
    assert tree._name_fault(name)
    if os.name == "posix":
        (folder / name).write_text(page(1), "utf-8")
        (folder / "deep").mkdir()
        (folder / "deep" / name).mkdir()
        (folder / "deep" / name / "inside.txt").write_text(page(1), "utf-8")
        found = sources.find([str(folder)])
        assert [issue.code for issue in found.issues] == ["file/name-unsafe"] * 2
        assert names(folder) == ["good.txt"]


@pytest.mark.parametrize("name", ["a.txt", "nulls.txt", "console.txt", "Đà Nẵng.txt", "a.b-c_d.txt", "x" * 255])
def test_usual_name_is_none_of_these(name: str) -> None:
    """Letters of any language, spaces inside, and 255 bytes are no fault; 256 are."""
    assert tree._name_fault(f"articles/{name}") is None
    assert tree._name_fault("x" * 256)


@posix
def test_name_that_is_no_text_can_be_written_down(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no UTF-8 are refused and shown as escapes, in every format."""
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.txt"))).write_text("x", "utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    for output in ("text", "json"):
        assert main(["validate", "--format", output, str(folder)]) == 1
        shown = capsys.readouterr().out
        assert "file/name-unsafe" in shown
        assert "xff.txt" in shown


@posix
@pytest.mark.parametrize(
    ("one", "other"),
    [("Trang.txt", "trang.txt"), ("straße.txt", "STRASSE.txt"), ("hòa.txt", unicodedata.normalize("NFD", "hòa.txt"))],
)
def test_names_that_are_one_elsewhere_clash(one: str, other: str, folder: Path) -> None:
    """Names that differ by case or normal form alone: the first is read, the second refused."""
    for name in (one, other):
        (folder / name).write_text(page(1), "utf-8")
    if len(list(folder.iterdir())) < 3:
        pytest.skip("this file system takes them for one")
    assert codes(folder) == [(max(one, other), "file/name-clash")]
    assert names(folder) == sorted([min(one, other), "good.txt"])


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root reads everything")
def test_folder_that_cannot_be_read_is_not_passed_over(folder: Path) -> None:
    """A folder without permission ends the run with exit code 3; it is not taken for an empty one."""
    (folder / "closed").mkdir(mode=0)
    with pytest.raises(UnavailableError):
        sources.find([str(folder)])


def test_path_with_a_null_byte_is_missing() -> None:
    """What no system can open is a missing path, not a crash."""
    with pytest.raises(UnavailableError):
        sources.find(["a\0b"])


def test_memory_does_not_follow_the_number_of_files(tmp_path: Path) -> None:
    """A thousand times a page takes little more memory than a hundred times."""
    used = []
    for count in (100, 1_000):
        below = tmp_path / str(count)
        below.mkdir()
        for number in range(count):
            (below / f"trang-{number}.txt").write_text(page(number % 50), "utf-8")
        ran = watch("validate", "--format", "json", below, cwd=tmp_path)
        used.append(ran.memory)
    assert used[1] - used[0] < 32 * 1024 * 1024
