"""How findings are printed, whatever stands in the data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import sarif_validator
from hypothesis import given
from hypothesis import strategies as st
from khobao import explanations
from khobao.checks.findings import Found
from khobao.codes import CODES, Code
from khobao.columns import validator
from khobao.errors import Issue, Location
from khobao.findings import RENDERERS, Findings, collect
from khobao.findings.digest import ALL, EACH, render_digest
from khobao.findings.display import visible, width
from khobao.findings.excerpts import MASK, WIDTH, excerpts
from khobao.findings.github import SHOWN, SUMMARY_BYTES, render_github, render_summary
from khobao.findings.sarif import FINGERPRINT
from khobao.findings.selection import Selection
from khobao.findings.text import render_text
from khobao.locating import in_json

HOSTILE = (
    "a\nb\r\n::error::x ##[error]y %0A ]]> <script>alert(1)</script> [x](http://a.example) {0} | `b` **c** @d #1 "
    "\u202edcba\u2066 \x1b[31m \x00\x07\x85\u2028 \ud800 \uffff www.a.example a@b.example <!-- </table>"
)


def issue(path: str, line: int = 1, column: int = 1, length: int = 0, code: str = "sense/weekday") -> Issue:
    """An issue at a place."""
    return Issue(Location(path, line, column), "", code, "what is wrong", length)


def write(folder: Path, text: str, name: str = "p.txt") -> str:
    """The path of a file with `text`."""
    path = folder / name
    path.write_bytes(text.encode())
    return str(path)


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> str:
    """A code of private values."""
    read = explanations._read
    monkeypatch.setitem(CODES, "private/phone", Code("error", "leave it out"))
    told = {"phone": {"why": "It is private.", "bad": "", "good": "", "mend": []}}
    monkeypatch.setattr(explanations, "_read", lambda area: told if area == "private" else read(area))
    return "private/phone"


@pytest.mark.parametrize(
    ("line", "column", "length", "shown", "marker"),
    [
        ("Nước sông", 6, 4, "Nước sông", "     ^^^^"),
        ("Nước sông", 6, 0, "Nước sông", "     ^"),
        ("tie\u0302\u0301ng Việt", 9, 4, "tie\u0302\u0301ng Việt", "      ^^^^"),
        ("e\u0301 x", 2, 1, "e\u0301 x", "^"),
        ("日本 tin", 1, 2, "日本 tin", "^^^^"),
        ("日本 tin", 4, 3, "日本 tin", "     ^^^"),
        ("a\tb\u00a0c", 3, 1, "a b c", "  ^"),
        ("a\x1b[31mb", 2, 1, "a\\u001b[31mb", " ^^^^^^"),
        ("a\u202eb", 3, 1, "a\\u202eb", "       ^"),
        ("ngắn", 9, 3, "ngắn", "    ^"),
    ],
)
def test_marker_stands_under_the_span(
    line: str, column: int, length: int, shown: str, marker: str, tmp_path: Path
) -> None:
    """In columns of the terminal, for wide and combining letters and for what is shown as an escape."""
    found = collect([issue(write(tmp_path, f"đầu\n{line}\r\ncuối\n"), 2, column, length)])
    lines = render_text(found).split("\n")
    assert lines[1:3] == [f"    2 | {shown}", f"      | {marker}"]


def test_long_line_is_cut_around_the_span(tmp_path: Path) -> None:
    """No more than about 200 columns are shown, with the span among them, and signs where something is left out."""
    line = "trước " * 2000 + "ĐÂY" + " sau" * 2000
    found = collect([issue(write(tmp_path, line), 1, line.index("ĐÂY") + 1, 3)])
    [(_, part)] = excerpts(found)
    assert part is not None
    assert part.span == "ĐÂY"
    assert len(part.text) == WIDTH + 2
    assert part.text[0] == part.text[-1] == "…"
    shown, marker = render_text(found).split("\n")[1:3]
    assert shown[marker.index("^") :].startswith("ĐÂY")


@pytest.mark.parametrize(
    "name", ["gone.txt", "table.parquet", "page.html", "rows.jsonl.gz", "binary.txt", "folder.txt"]
)
def test_what_has_no_line_is_shown_without_one(name: str, tmp_path: Path) -> None:
    """A file that is gone, binary, packed, a table, HTML or a folder: where, what, and how to mend it."""
    if name == "folder.txt":
        (tmp_path / name).mkdir()
    elif name != "gone.txt":
        (tmp_path / name).write_bytes("tin tức\0\n".encode("utf-16" if "binary" in name else "utf-8"))
    assert len(render_text(collect([issue(str(tmp_path / name))])).split("\n")) == 2


def test_lines_of_one_file_are_read_in_one_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many findings a file has, it is opened once."""
    path = write(tmp_path, "".join(f"dòng {number}\n" for number in range(1, 2001)))
    opened = []

    def count(*arguments: Any) -> Any:
        opened.append(arguments[0])
        return open(*arguments)

    monkeypatch.setattr("khobao.findings.excerpts.open", count, raising=False)
    parts = [part for _, part in excerpts(collect(issue(path, line) for line in range(2000, 0, -1)))]
    assert [part and part.text for part in parts] == [f"dòng {number}" for number in range(1, 2001)]
    assert opened == [path]


@pytest.mark.parametrize("output", RENDERERS)
@pytest.mark.parametrize("length", [0, 10])
def test_private_value_is_in_no_output(output: str, length: int, phone: str, tmp_path: Path) -> None:
    """Neither its own finding nor another on the same line shows it, nor when its own is hidden."""
    path = write(tmp_path, "Gọi ngay 0901234567 để hỏi\n")
    both = collect([issue(path, 1, 10, length, phone), issue(path, 1, 1, 8), issue(path, 1, 12, 3)])
    for found in (both, Selection(ignore=["private"]).of(both), Selection(select=[phone]).of(both)):
        shown = RENDERERS[output](found, False)
        assert not any("0901234567"[at : at + 4] in shown for at in range(7))
        if output == "text":
            assert f"Gọi ngay {MASK * 10}" in shown
    assert (f"{MASK * 10} để hỏi" in render_text(both)) == bool(length)


def test_private_value_behind_escapes_is_masked_to_its_end(phone: str, tmp_path: Path) -> None:
    """A span that JSON writes longer than it is does not show its tail."""
    source = '{"text": "Gọi 090\\u0031234\\u0035\\u0036\\u0037 nhé"}'
    found = Found("text", phone, "a number", 4, 14).issue(in_json(source, Location(write(tmp_path, source, "a.json"))))
    shown = render_text(collect([found]))
    assert '{"text": "Gọi ·' in shown
    assert "· nhé" in shown
    assert not any(part in shown for part in ("234", "u0037", "090"))


def test_fingerprint_stays_when_lines_move_and_hides_private_values(phone: str, tmp_path: Path) -> None:
    """Lines above do not change it, the words of the line do; those of a private value do not."""

    def prints(text: str, line: int, code: str) -> list[str]:
        found = collect([issue(write(tmp_path, text), line, 5, 10, code)])
        log = json.loads(RENDERERS["sarif"](found, False))
        return [result["partialFingerprints"][FINGERPRINT] for result in log["runs"][0]["results"]]

    assert prints("Gọi 0901234567\n", 1, "sense/weekday") == prints("x\ny\nGọi  0901234567\n", 3, "sense/weekday")
    assert prints("Gọi 0901234567\n", 1, "sense/weekday") != prints("Gọi 0901234568\n", 1, "sense/weekday")
    assert prints("Gọi 0901234567\n", 1, phone) == prints("Gọi 0901234568\n", 1, phone)


def test_findings_alike_have_fingerprints_of_their_own(tmp_path: Path) -> None:
    """The same code in two lines that read the same."""
    path = write(tmp_path, "Như nhau\nNhư nhau\n")
    log = json.loads(RENDERERS["sarif"](collect([issue(path, 1), issue(path, 2)]), False))
    one, two = (result["partialFingerprints"][FINGERPRINT] for result in log["runs"][0]["results"])
    assert one.split(":")[0] == two.split(":")[0]
    assert one != two


def hostile() -> Findings:
    """An error and a warning whose path, pointer and message try to get out of every format."""
    where = Location(f"::warning ::{HOSTILE}.txt", 3, 7)
    pointer = f"/{HOSTILE.replace('/', '~1')}"
    issues = [Issue(where, pointer, code, HOSTILE, 4) for code in ("schema/type", "meta/disagrees")]
    return collect(issues, files=[where.path, "sạch.txt"])


@pytest.mark.parametrize("output", ["text", "github", "junit"])
def test_nothing_in_the_data_acts_on_a_terminal_or_a_log(output: str) -> None:
    """No control or bidirectional character, and no line that GitHub Actions takes for a command of the data."""
    shown = RENDERERS[output](hostile(), False)
    assert all(sign.isprintable() for line in shown.split("\n") for sign in line)
    assert "##[" not in shown
    commands = [line for line in shown.split("\n") if line.lstrip().startswith("::")]
    assert [line.split(" ")[0] for line in commands] == (["::error", "::warning"] if output == "github" else [])


def test_annotation_is_read_back_as_it_was_meant() -> None:
    """Split as the runner splits it, a command has the properties and the message of the finding."""
    command, _, rest = render_github(hostile()).split("\n")[0][2:].partition(" ")
    stated, _, message = rest.partition("::")
    properties = dict(part.split("=", 1) for part in stated.split(","))
    assert command == "error"
    assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert [properties[name] for name in ("line", "endLine", "col", "endColumn")] == ["3", "3", "7", "11"]
    assert properties["title"] == "schema/type"

    def unescape(text: str) -> str:
        return text.replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")

    assert unescape(properties["file"]) == visible(hostile().issues[0].where.path)
    assert unescape(message).split("\n") == [
        visible(f"{hostile().issues[0].message} ({hostile().issues[0].pointer})"),
        f"hint: {CODES['schema/type'].hint}",
    ]


def test_annotations_stop_where_github_shows_no_more(tmp_path: Path) -> None:
    """Ten errors and ten warnings, errors first; then how many more there are, and those as text."""
    path = write(tmp_path, "dòng\n" * 40)
    found = collect(issue(path, line, code=code) for line in range(1, 15) for code in ("schema/type", "sense/weekday"))
    lines = render_github(found).split("\n")
    assert [line.split(" ")[0] for line in lines[: 2 * SHOWN]] == ["::error"] * SHOWN + ["::warning"] * SHOWN
    assert lines[2 * SHOWN] == "4 errors and 4 warnings more, for which GitHub has no annotations left in this step:"
    rest = "\n".join(lines[2 * SHOWN + 1 :])
    assert rest == render_text(found.only(one for one in found.issues if one.where.line > SHOWN))


def test_summary_has_no_markdown_of_the_data() -> None:
    """A heading and one table in HTML: all of the data is text in `code` elements, without a line of its own."""
    summary = render_summary(hostile())
    head, table, rest = summary.split("\n\n")
    assert head == "### khobao: 2 files, 1 error, 1 warning"
    assert rest == ""
    rows = ElementTree.fromstring(table).findall("tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th"] * 4] + [["td"] * 4] * 2
    assert {child.tag for row in rows for cell in row for child in cell} == {"code"}
    assert visible(hostile().issues[0].message) in "".join(rows[1].itertext())


@pytest.mark.parametrize("room", [0, 10, 300, 5_000, SUMMARY_BYTES])
def test_summary_fits_into_the_room_there_is(room: int) -> None:
    """Whole rows as far as they go, and how many are missing."""
    summary = render_summary(collect(issue(f"trang-{number}.txt") for number in range(8_000)), room)
    assert len(summary.encode()) <= room
    if room > 1_000:
        shown = summary.count("<tr><td>")
        assert shown > 10
        assert f"{8_000 - shown:,} more are in the log." in summary


def test_json_fits_its_schema_also_for_names_that_are_not_utf_8() -> None:
    """Every issue is a record of issue.schema.json."""
    record = json.loads(RENDERERS["json"](hostile(), False))
    assert (record["files"], record["errors"], record["warnings"]) == (2, 1, 1)
    assert all(validator("issue").is_valid(one) for one in record["issues"])


def test_sarif_is_valid_and_says_what_the_finding_says() -> None:
    """Against the schema of the standard: rules, levels, places, and messages without links and placeholders."""
    log = json.loads(RENDERERS["sarif"](hostile(), False))
    assert [error.message for error in sarif_validator().iter_errors(log)] == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["meta/disagrees", "schema/type"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["warning", "error"]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 11}
        assert place["artifactLocation"]["uri"].isascii()
        assert place["artifactLocation"]["uri"].startswith("%3A%3Awarning%20")
        assert r"\[x\](http://a.example) {{0}}" in result["message"]["text"]


def test_sarif_without_findings_is_valid() -> None:
    """A clean run has a log with no results."""
    log = json.loads(RENDERERS["sarif"](collect([], files=["p.txt"]), False))
    assert sarif_validator().is_valid(log)
    assert log["runs"][0]["results"] == []


def test_sarif_checker_refuses_what_is_not_sarif() -> None:
    """The schema is the standard's own: it knows the parts of a result and allows no others."""
    log = json.loads(RENDERERS["sarif"](hostile(), False))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["column"] = 1
    assert not sarif_validator().is_valid(log)


def test_junit_has_a_test_for_each_file() -> None:
    """Clean files pass, errors fail their file, warnings are output; the text is that of the terminal."""
    suite = ElementTree.fromstring(RENDERERS["junit"](hostile(), False))
    assert suite.attrib == {"name": "khobao", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
    bad, good = suite.findall("testcase")
    assert good.attrib["name"] == "sạch.txt"
    assert list(good) == []
    assert [part.tag for part in bad] == ["failure", "system-out"]
    assert "<script>" in (bad[0].text or "")
    assert "]]>" in (bad[0].text or "")
    assert "warning[meta/disagrees]" in (bad[1].text or "")


@given(st.text(max_size=200), st.integers(1, 300), st.integers(0, 300))
def test_no_text_breaks_a_format(text: str, column: int, length: int) -> None:
    """Whatever path and message hold, XML and JSON parse, and the text has two lines."""
    found = collect([Issue(Location(text or "p", 1, column), f"/{text}", "schema/type", text, length)])
    ElementTree.fromstring(RENDERERS["junit"](found, False))
    assert sarif_validator().is_valid(json.loads(RENDERERS["sarif"](found, False)))
    assert len(json.loads(RENDERERS["json"](found, False))["issues"]) == 1
    assert len(RENDERERS["text"](found, False).split("\n")) == 2
    assert len(RENDERERS["github"](found, False).split("\n")) == 1


def test_colour_is_only_added(tmp_path: Path) -> None:
    """Without its codes, coloured text is the plain one; severity, gutter, marker and hint have one."""
    import re

    found = collect([issue(write(tmp_path, "Nước sông"), 1, 6, 4)])
    coloured = render_text(found, True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_text(found)
    assert coloured.count("\x1b[0m") == 5


def test_width_is_that_of_a_terminal() -> None:
    """Marks take no column, wide signs two."""
    assert [width(text) for text in ("tin", "tiê\u0301ng", "日本", "")] == [3, 5, 4, 0]


def test_many_findings_are_told_by_their_codes() -> None:
    """Of a few, all are shown; of many, the first of each code and how many more there are, none forgotten."""
    few = [issue("p.txt", line) for line in range(1, ALL + 1)]
    assert render_digest(collect(few, lines=False)) == render_text(collect(few, lines=False))
    rare = issue("z.txt", 9, code="page/empty")
    told = render_digest(collect([*few, *few, rare], lines=False)).split("\n")
    assert [line.partition(": ")[0] for line in told if "what is wrong" in line] == [
        "p.txt:1:1", "p.txt:1:1", "p.txt:2:1", "z.txt:9:1",
    ]  # fmt: skip
    assert [line for line in told if line.endswith(" more")] == [
        f"{few[0].severity}[sense/weekday] {2 * ALL - EACH} more"
    ]
