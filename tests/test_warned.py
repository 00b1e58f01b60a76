"""Doubtful contributions: each folder of tests/warned is named by the warning that it must raise, and nothing else; the
folder of that name in tests/passing raises nothing, though it comes close."""

import json
from pathlib import Path

import pytest
from khobao.cli import main
from khobao.codes import CODES
from khobao.columns import validator

HERE = Path(__file__).parent
WARNED = sorted(path.parent for path in HERE.glob("warned/*/*/expected.json"))
PASSING = sorted(path for path in HERE.glob("passing/*/*") if path.is_dir())


def name(case: Path) -> str:
    """The code that `case` is named by."""
    return f"{case.parent.name}/{case.name}"


def findings(case: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What `khobao validate` finds in the files of `case`, of which it refuses none."""
    inputs = [str(path) for path in sorted(case.iterdir()) if path.name != "expected.json"]
    assert main(["validate", "--format", "json", *inputs]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["issues"]
    return found


@pytest.mark.parametrize("case", WARNED, ids=name)
def test_case_gives_its_warnings_and_nothing_else(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place, length and code of every finding are those of expected.json, all of them are warnings of one code."""
    found = findings(case, capsys)
    assert all(validator("issue").is_valid(issue) for issue in found)
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    keys = ("line", "column", "length", "code")
    assert [[Path(str(issue["path"])).name, *(issue[key] for key in keys)] for issue in found] == expected
    assert {(issue["code"], issue["severity"]) for issue in found} == {(name(case), "warning")}


@pytest.mark.parametrize("case", PASSING, ids=name)
def test_case_that_comes_close_gives_nothing(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What only looks like the fault is no finding."""
    assert findings(case, capsys) == []


def test_every_doubt_has_a_case_that_just_passes() -> None:
    """The folders of tests/warned and tests/passing have the same names, each that of a warning."""
    assert [name(case) for case in WARNED] == [name(case) for case in PASSING]
    assert {CODES[name(case)].severity for case in WARNED} == {"warning"}
