"""Every code has an explanation, a case that raises it, and the smallest change of that case which just passes.

A contribution has folders of files: tests/invalid and tests/valid for errors, tests/warned and tests/passing for
warnings. What no contribution can raise has a scenario in tests/cases; see scenes.py.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import shlex
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest
from conftest import page
from khobao.cli import main
from khobao.codes import CODES
from khobao.explanations import explain
from khobao.findings.display import visible
from scenes import CASES, Scene, save_dataset, scenario

HERE = Path(__file__).parent
#: Folders of contributions that raise a code, and of those that just pass.
ROOTS = (("invalid", "valid"), ("warned", "passing"))
SCENARIOS = sorted(path.relative_to(CASES).with_suffix("").as_posix() for path in CASES.glob("*/*.py"))
#: What stands in an example for any text.
ELISION = "[…]"


def folders(code: str) -> tuple[Path, Path] | None:
    """The folders of contributions that raise `code` and that just pass, if it has any."""
    for bad, good in ROOTS:
        if (HERE / bad / code).is_dir():
            return HERE / bad / code, HERE / good / code
    return None


def inputs(folder: Path) -> list[Path]:
    """The contributions in `folder`."""
    return [path for path in sorted(folder.iterdir()) if path.name != "expected.json"] if folder.is_dir() else []


CONTRIBUTED = sorted(code for code in CODES if folders(code))


def test_every_code_is_explained_and_has_a_case_that_raises_it_and_one_that_just_passes() -> None:
    """No code is without an explanation, without files or without a scenario; no case is of a code that is none."""
    found: dict[str, list[str]] = {"no explanation": [], "no case": [], "no case that passes": []}
    for code in CODES:
        with contextlib.suppress(KeyError):
            explain(code)
            continue
        found["no explanation"].append(code)
    found["no case"] = [code for code in CODES if not folders(code) and code not in SCENARIOS]
    found["no case that passes"] = [code for code in CODES if (both := folders(code)) and not inputs(both[1])]
    assert found == {"no explanation": [], "no case": [], "no case that passes": []}
    roots = [HERE / root for pair in ROOTS for root in pair]
    named = [path.relative_to(root).as_posix() for root in roots for path in root.glob("*/*")]
    assert {*named, *SCENARIOS} <= CODES.keys()


def issues(capsys: pytest.CaptureFixture[str], *paths: Path) -> list[tuple[str, str]]:
    """File and code of what `khobao validate` finds in the files at `paths`."""
    capsys.readouterr()
    main(["validate", "--format", "json", *map(str, paths)])
    found = json.loads(capsys.readouterr().out)["issues"]
    return [(Path(one["path"]).name, one["code"]) for one in found]


@pytest.mark.parametrize("code", CONTRIBUTED)
def test_contribution_that_just_passes(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad files have the code; good ones have nothing, or what their expected.json lists as file and code, read one by
    one unless the code is about several."""
    both = folders(code)
    assert both
    bad, good = both
    assert code in {found for _, found in issues(capsys, *inputs(bad))}
    together = code.startswith("corpus/")
    runs = [inputs(good)] if together else [[path] for path in inputs(good)]
    found = [list(one) for run in runs for one in issues(capsys, *run)]
    allowed = good / "expected.json"
    assert found == (json.loads(allowed.read_text("utf-8")) if allowed.exists() else [])
    assert code not in {named for _, named in found}


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `1`, a dataset and its release, and `2`, the same with a page and a release more."""
    import shutil

    root = tmp_path_factory.mktemp("releases")
    (root / "1").mkdir()
    save_dataset(root / "1")
    assert main(["build", str(root / "1")]) == 0
    shutil.copytree(root / "1", root / "2")
    (root / "2" / "articles" / "trang-9.txt").write_text(page(9), "utf-8")
    assert main(["build", str(root / "2")]) == 0
    return root


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, releases: Path) -> Iterator[Scene]:
    """An empty folder, which is the current one and in no repository."""
    folder = tmp_path / "kho"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with contextlib.ExitStack() as undo:
        yield Scene(folder, monkeypatch, undo, releases)


@pytest.mark.parametrize("kind", ["bad", "good"])
@pytest.mark.parametrize("code", SCENARIOS)
def test_scenario_and_the_variant_that_just_passes(
    code: str, kind: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bad one ends with the code and no exit 0, the good one without the code and with 0; and the example of the
    explanation is what was run, with text that stands in the files."""
    arguments = getattr(scenario(code), kind)(scene)
    check_example(getattr(explain(code), kind), read(scene.path.rglob("*")), shlex.join(["khobao", *arguments]))
    capsys.readouterr()
    status = main([*arguments, "--format", "json"])
    shown = capsys.readouterr()
    named = f'"{code}"' in shown.out or f"[{code}]" in shown.err
    assert (named, status != 0) == (kind == "bad", kind == "bad"), shown


@pytest.mark.parametrize("kind", ["bad", "good"])
@pytest.mark.parametrize("code", CONTRIBUTED)
def test_example_of_a_contribution_is_that_of_its_case(code: str, kind: str) -> None:
    """Every passage of the example stands in a file of the case, and a command names one of them."""
    both = folders(code)
    assert both
    files = inputs(both[kind == "good"])
    check_example(getattr(explain(code), kind), read(files), None, {path.name for path in files})


def read(paths: Iterable[Path]) -> list[str]:
    """The text of files as a person sees it, characters without glyph by their numbers."""
    texts = []
    for path in paths:
        if path.is_file() and path.suffix in (".txt", ".json", ".jsonl", ".html", ".yaml", ".md", ".gz"):
            with path.open("rb") as stream:  # which a scenario leaves alone
                content = stream.read()
            if path.suffix == ".gz":
                with contextlib.suppress(EOFError):
                    content = gzip.decompress(content)
            texts.append("\n".join(map(visible, decode(content).split("\n"))))
    return texts


def decode(content: bytes) -> str:
    """`content` as UTF-8, else as Windows shows it."""
    with contextlib.suppress(UnicodeDecodeError):
        return content.decode("utf-8")
    return content.decode("latin-1")


def check_example(example: str, texts: list[str], command: str | None, names: Collection[str] = ()) -> None:
    """Passages stand in one of `texts`, commands of khobao are `command` or name one of the files `names`."""
    lines = example.split("\n")
    commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ khobao")]
    if command:
        assert commands == [command]
    else:
        assert all(Path(line.split()[-1]).name in names for line in commands)
    told = ("$ ", "# ") if commands else "$ "
    headings = {f"{name}:" for name in names}
    passages = "\n".join(ELISION if line in headings or line.startswith(told) else line for line in lines)
    for passage in re.split(rf"\n*{re.escape(ELISION)}\n*", passages):
        assert not passage or any(passage in text for text in texts), passage


def test_explanations_are_printable_and_short() -> None:
    """Text that a terminal shows as it stands, in a few sentences and steps."""
    for code in CODES:
        told = explain(code)
        everything = "".join((told.why, told.bad, told.good, *told.mend))
        assert visible(everything.replace("\n", "")) == everything.replace("\n", ""), code
        assert 20 < len(told.why) < 300, code
        assert 1 <= len(told.mend) <= 4, code
        assert max(map(len, (*told.bad.split("\n"), *told.good.split("\n")))) <= 140, code
