"""Bad contributions: each folder of tests/invalid is named by the code that it must raise."""

import json
import shutil
from pathlib import Path

import pytest
from khobao.cli import main
from khobao.columns import validator

CASES = sorted(path.parent for path in Path(__file__).parent.glob("invalid/*/*/expected.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_gives_its_findings_and_nothing_else(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Place and code of every finding are those of expected.json, the record fits its schema, the exit code is 1."""
    inputs = [str(path) for path in sorted(case.iterdir()) if path.name != "expected.json"]
    assert main(["validate", "--format", "json", *inputs]) == 1
    found = json.loads(capsys.readouterr().out)["issues"]
    assert all(validator("issue").is_valid(issue) for issue in found)
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    places = [[Path(issue["path"]).name, issue["line"], issue["column"], issue["code"]] for issue in found]
    assert places == expected
    assert f"{case.parent.name}/{case.name}" in {code for *_, code in expected}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_stops_a_build(case: Path, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the whole of a dataset, the case gives exit 1, its findings, a rejects.jsonl, and no release."""
    shutil.rmtree(dataset / "articles")
    shutil.copytree(case, dataset / "articles", ignore=shutil.ignore_patterns("expected.json"))
    assert main(["build", str(dataset)]) == 1
    shown = capsys.readouterr().out
    for name, line, column, code in json.loads((case / "expected.json").read_text("utf-8")):
        assert f"articles/{name}:{line}:{column}: error[{code}] " in shown
    assert [path.name for path in (dataset / "dist").iterdir()] == ["rejects.jsonl"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_prints_one_line_with_a_hint_for_each_finding(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In text, a finding is `path:line:column: severity[code] message` and an indented hint."""
    inputs = [str(path) for path in sorted(case.iterdir()) if path.name != "expected.json"]
    main(["validate", *inputs])
    lines = capsys.readouterr().out.splitlines()
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert len(lines) == 2 * len(expected)
    for (name, line, column, code), shown, hint in zip(expected, lines[::2], lines[1::2], strict=True):
        assert f"{name}:{line}:{column}: " in shown
        assert f"[{code}] " in shown
        assert hint.startswith("  hint: ")
