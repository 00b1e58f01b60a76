"""`khobao explain`, and the page that is written with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from khobao.cli import main
from khobao.codes import AREAS, CODES
from khobao.explanations import explain
from khobao.findings.explaining import render_explained

ROOT = Path(__file__).parent.parent.parent


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `khobao explain` prints."""
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def test_a_code_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """Severity, level, hint, why, both examples and the steps, in this order; no colour without a terminal."""
    out = shown(capsys, "meta/time-format")
    told = explain("meta/time-format")
    parts = ["error[meta/time-format] of the level readable", CODES["meta/time-format"].hint, "Why", "Bad", told.bad,
             "Good", told.good, "Mend", "  1. ", "  3. "]  # fmt: skip
    places = [out.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places
    assert "\x1b" not in out
    assert "overrule" not in out
    assert "overrule it there: `# khobao: ignore sense/weekday because REASON`" in " ".join(
        shown(capsys, "sense/weekday").split()
    )


def test_text_fits_the_width_and_has_colours_on_a_terminal() -> None:
    """Prose is wrapped at the width; colour adds nothing but colour."""
    plain = render_explained("json/invalid", "text", False, 60)
    assert max(map(len, plain.split("\n"))) <= 60
    coloured = render_explained("json/invalid", "text", True, 60)
    assert "\x1b[1;31merror[json/invalid]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_an_area_and_all_codes_are_listed_in_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    """An area lists its codes, no argument lists every area and code."""
    sense = shown(capsys, "sense").splitlines()
    assert sense[0] == "sense: whether what an article says fits together"
    assert [line.split()[0] for line in sense[1:]] == [code for code in sorted(CODES) if code.startswith("sense/")]
    everything = shown(capsys).splitlines()
    assert [line.split()[0] for line in everything if line.startswith("  ")] == sorted(CODES)
    assert [line.split(":")[0] for line in everything if line[:1].strip()] == sorted(AREAS)


def test_json_has_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of records, of one code, of an area, or of all."""
    [record] = json.loads(shown(capsys, "--format", "json", "sense/weekday"))
    told = explain("sense/weekday")
    assert record == {
        "code": "sense/weekday", "severity": "warning", "level": "sense", "ignorable": True,
        "hint": CODES["sense/weekday"].hint, "why": told.why, "bad": told.bad, "good": told.good,
        "mend": list(told.mend),
    }  # fmt: skip
    assert [one["code"] for one in json.loads(shown(capsys, "--format", "json"))] == sorted(CODES)


@pytest.mark.parametrize(
    ("name", "near"), [("sense/weekdy", "sense/weekday"), ("sence", "sense"), ("time-format", "meta/time-format")]
)
def test_unknown_code_is_a_usage_error_with_what_is_near(
    name: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It exits with 2."""
    with pytest.raises(SystemExit) as error:
        main(["explain", name])
    assert error.value.code == 2
    message = capsys.readouterr().err
    assert f"there is no code and no area {name!r}; did you mean " in message
    assert near in message


def test_page_of_codes_is_fresh_and_its_links_lead_somewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/codes.md is what `make docs` writes; each link of its contents has one anchor, each code a link."""
    page = (ROOT / "docs" / "codes.md").read_text("utf-8")
    assert page == shown(capsys, "--format", "markdown"), "run `make docs`"
    anchors = re.findall(r'^<a id="(.+)"></a>$', page, re.MULTILINE)
    links = re.findall(r"\]\(#(.+?)\)", page)
    assert sorted(anchors) == sorted(links) == sorted({*AREAS, *(code.replace("/", "-") for code in CODES)})


def test_explaining_imports_nothing_heavy() -> None:
    """Neither Arrow nor NumPy nor what reads pages is loaded to print a paragraph."""
    script = (
        "import sys\n"
        "from khobao.cli import main\n"
        "assert main(['explain', 'meta/time-format']) == 0\n"
        "heavy = {'pyarrow', 'numpy', 'yaml', 'jsonschema_rs', 'selectolax', 'khobao.structure'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
