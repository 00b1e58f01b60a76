"""Bad contributions: each folder of tests/invalid is named by the code that it must raise."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import sarif_validator
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


#: A finding in text: where and what, the line with a marker where there is one to show, and how to mend it.
_FINDING = re.compile(
    r"(?P<place>\S.*?:\d+:\d+): (?P<severity>error|warning)\[(?P<code>[a-z/-]+)\] .+\n"
    r"(?: +(?P<number>\d+) \| (?P<shown>.*)\n +\| (?P<blank> *)(?P<marker>\^+)\n)?"
    r"  hint: .+\n"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_prints_where_and_what_then_the_line_then_a_hint(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In text, a finding is `path:line:column: severity[code] message`, the line with a marker, and a hint."""
    inputs = [str(path) for path in sorted(case.iterdir()) if path.name != "expected.json"]
    main(["validate", *inputs])
    shown = capsys.readouterr().out
    found = list(_FINDING.finditer(shown))
    assert "".join(match[0] for match in found) == shown
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert [match["code"] for match in found] == [code for *_, code in expected]
    for (name, line, column, _), match in zip(expected, found, strict=True):
        assert match["place"].endswith(f"{name}:{line}:{column}")
        assert match["number"] in (None, str(line))
        content = (case / name).read_bytes()
        text = name.endswith((".txt", ".json", ".jsonl")) and b"\0" not in content
        assert (match["number"] is not None) == (text and bool(content.split(b"\n")[line - 1].strip()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case_is_valid_sarif(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The SARIF of the case fits the schema of the standard, with a result for each finding."""
    inputs = [str(path) for path in sorted(case.iterdir()) if path.name != "expected.json"]
    assert main(["validate", "--format", "sarif", *inputs]) == 1
    log = json.loads(capsys.readouterr().out)
    assert [error.message for error in sarif_validator().iter_errors(log)] == []
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == [code for *_, code in expected]
