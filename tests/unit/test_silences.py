"""Findings that a contributor overrules beside the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from khobao.articles import build_article
from khobao.checks import check_article
from khobao.checks.findings import Found
from khobao.cli import main
from khobao.errors import Location
from khobao.pages import Page
from khobao.strict_yaml import comments

ROOT = Path(__file__).parent.parent
BODY = (ROOT / "invalid/sense/published-after-retrieval/early.txt").read_text("utf-8").split("---\n", 2)[2]
EARLY = "retrieved_at: 2022-09-01T00:00:00+07:00\n"
IGNORE = "# khobao: ignore sense/published-after-retrieval because the clock of the crawler was wrong\n"


def outcome(front: str) -> Any:
    """What becomes of the page with `front` above it."""
    return build_article(Page("p.txt", 1, "text", f"---\n{front}---\n{BODY}".encode()))


def test_silenced_finding_does_not_reject_the_page() -> None:
    """The article is what it would be if nothing had been found, and the comment is in no field of it."""
    assert [issue.code for issue in outcome(EARLY).issues] == ["sense/published-after-retrieval"]
    built = outcome(IGNORE + EARLY)
    assert built.issues == ()
    assert built.article == {**outcome("").article, "retrieved_at": "2022-09-01T00:00:00+07:00"}
    assert built.page == outcome("").page


def test_silenced_finding_passes_validate_and_build(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both commands take the page, and refuse it without the comment; a second build takes it from the last one."""
    page = dataset / "articles" / "early.txt"
    for front, code in ((EARLY, 1), (IGNORE + EARLY, 0), (IGNORE + EARLY, 0)):
        page.write_text(f"---\n{front}---\n{BODY}", "utf-8")
        assert main(["validate", str(page)]) == code
        assert main(["build", str(dataset)]) == code
    assert "nothing to release" in capsys.readouterr().out


def test_finding_in_the_reading_of_a_page_is_silenced_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A weekday that does not fit its date is found before the article is checked."""
    body = BODY.replace("08:15, 12/09/2022", "Thứ ba, 12/09/2022, 08:15")
    page = tmp_path / "p.txt"
    for front, found in (("", 1), ("# khobao: ignore sense/weekday because the paper prints it so\n", 0)):
        page.write_text(f"---\n{front}---\n{body}", "utf-8")
        assert main(["validate", str(page)]) == 0
        assert capsys.readouterr().out.count("[sense/weekday]") == found


def test_silence_that_silenced_nothing_is_a_warning_at_its_place() -> None:
    """The code is named; it is not, while errors may have kept its check from running."""
    [unused] = outcome("# khobao: ignore sense/weekday because it is right\n").issues
    assert (unused.code, unused.severity, unused.length) == ("ignore/unused", "warning", len("sense/weekday"))
    assert unused.where == Location("p.txt", 2, 18)
    codes = [issue.code for issue in outcome(f"# khobao: ignore sense/weekday because it is right\n{EARLY}").issues]
    assert codes == ["sense/published-after-retrieval"]


def test_silenced_error_does_not_keep_later_checks_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is overruled at one level stops nothing at the next."""

    def first(_: Any) -> Any:
        yield Found("lead", "sense/lead-not-in-text", "")

    def second(_: Any) -> Any:
        yield Found("title", "sense/weekday", "")

    article = outcome("").article
    monkeypatch.setattr("khobao.checks._CHECKS", {"sense": (first,), "editorial": (second,)})

    def codes(*overruled: str) -> list[str]:
        return [issue.code for issue in check_article(article, lambda *_: Location("p.txt"), overruled)]

    assert codes() == ["sense/lead-not-in-text"]
    assert codes("sense/lead-not-in-text") == ["sense/lead-not-in-text", "sense/weekday"]


def test_silence_of_an_html_page_stands_in_its_sidecar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place of what is wrong with it is there too."""
    lines = "".join(f"<p>{line}</p>" for line in BODY.split("\n") if line)
    (tmp_path / "p.html").write_text(f"<html><body>{lines}</body></html>", "utf-8")
    (tmp_path / "p.yaml").write_text(IGNORE + EARLY, "utf-8")
    assert main(["validate", str(tmp_path)]) == 0
    (tmp_path / "p.yaml").write_text(f"{EARLY}{IGNORE.replace('because', '- ')}", "utf-8")
    capsys.readouterr()
    assert main(["validate", "--format", "json", str(tmp_path)]) == 1
    found = json.loads(capsys.readouterr().out)["issues"]
    assert {(Path(one["path"]).name, one["line"]) for one in found} == {("p.yaml", 2)}


def test_long_comment_costs_no_more_than_its_length() -> None:
    """As many spaces, commas or words as front matter may hold are read at once; of more, none."""
    for part in (" ", "\t,", " because", ", ", "#"):
        front = f"# khobao: ignore a{part * (60_000 // len(part))}b\n"
        assert {issue.code for issue in outcome(front).issues} <= {"ignore/unknown", "ignore/no-reason"}
        front = f"# khobao: ignore a{part * (1_000_000 // len(part))}b\n"
        assert {issue.code for issue in outcome(front).issues} == {"meta/too-large"}


def test_comment_inside_a_value_is_no_comment() -> None:
    """Only lines that YAML takes for comments count, indented or not."""
    source = (
        "# một\nnote: |\n  # hai\n  x\n# ba\noutlet: 'a # bốn\n  # năm\n  b'\narticle:\n  # sáu\n  title: a # bảy\n#tám"
    )
    assert [(line, column, text) for line, column, text in comments(source)] == [
        (1, 1, "# một"), (5, 1, "# ba"), (10, 3, "# sáu"), (12, 1, "#tám"),
    ]  # fmt: skip
    assert outcome("note: |\n  # khobao: ignore everything\n").issues == ()
