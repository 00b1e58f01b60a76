"""Pages that we wrote, in the manner of as many outlets, and what a careful reader takes from each."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from khobao.evaluation import Report, evaluate
from khobao.structure import KINDS
from khobao.structure.times import read_stated
from khobao.text import clean

HERE = Path(__file__).parent
GOLD = sorted((HERE / "gold").glob("*.json"))
FLOORS = HERE / "floors.json"


def read(path: Path) -> tuple[dict[str, Any], list[str]]:
    """A gold record and the cleaned lines of its page."""
    record = json.loads(path.read_text("utf-8"))
    return record, clean((HERE / "pages" / record["page"]).read_text("utf-8")).split("\n")


def labelled(record: dict[str, Any], lines: list[str], label: str) -> list[str]:
    """The lines with `label`, in first or second place."""
    pairs = zip(record["lines"], lines, strict=True)
    return [line for entry, line in pairs if label in (entry["label"], *entry.get("also", ()))]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_keeps_what_a_wrong_golden_would_break(path: Path) -> None:
    """One label a line, every value on a line of its role, one lead before the body, no caption that is a paragraph."""
    record, lines = read(path)
    labels = [entry["label"] for entry in record["lines"]]
    assert [entry["n"] for entry in record["lines"]] == list(range(1, len(lines) + 1))
    assert set(labels) <= set(KINDS)
    assert all((label == "empty") == (line == "") for label, line in zip(labels, lines, strict=True))
    assert (record["title"] is None) == ("title" not in labels)
    assert record["title"] is None or " ".join(record["title"].split()) in " ".join(labelled(record, lines, "title"))
    bylines = " ".join(labelled(record, lines, "byline") + labelled(record, lines, "dateline"))
    assert all(author["name"] in bylines + " ".join(lines) for author in record["authors"])
    assert not set(labelled(record, lines, "caption")) & set(labelled(record, lines, "body"))
    stated = record["published_at"] and read_stated(record["published_at"])
    assert (record["published_at"] is None) == (stated is None) == (record["published_precision"] is None)
    assert stated is None or stated.precision == record["published_precision"]
    if record["page_type"] == "article":
        text = [label for label in labels if label in ("lead", "body")]
        assert text[0] == "lead"
        assert "lead" not in text[text.index("body") :] if "body" in text else True
        assert all(tag in " ".join(labelled(record, lines, "tag")) for tag in record["tags"])


def corpus_digest() -> str:
    """A digest of all pages and labels."""
    files = sorted([*HERE.glob("pages/*.txt"), *HERE.glob("gold/*.json")])
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def scores(report: Report) -> dict[str, float]:
    """The figures that have floors."""
    named = {"text": report.text, **{f"role {name}": score for name, score in report.roles.items()}, **report.fields}
    named |= report.annotations
    return {"lines": report.right_lines / report.lines, **{name: score.f1 for name, score in sorted(named.items())}}


def test_no_score_is_below_its_floor() -> None:
    """Line accuracy and the F1 of text, roles, fields and annotations reach floors.json, which is about these pages.

    `python tests/golden/test_golden.py` raises the floors to what is reached; lowering one takes an editor.
    """
    floors = json.loads(FLOORS.read_text("utf-8"))
    assert floors["corpus"] == corpus_digest()
    reached = scores(evaluate(HERE / "gold", HERE / "pages"))
    assert reached.keys() == floors["floors"].keys()
    below = {name: (reached[name], floor) for name, floor in floors["floors"].items() if reached[name] < floor}
    assert not below


def raise_floors() -> None:
    """Write floors.json: each floor rises to what is reached, and none falls."""
    old = json.loads(FLOORS.read_text("utf-8"))["floors"] if FLOORS.exists() else {}
    reached = scores(evaluate(HERE / "gold", HERE / "pages"))
    floors = {name: max(int(value * 1000) / 1000, old.get(name, 0)) for name, value in reached.items()}
    FLOORS.write_text(json.dumps({"corpus": corpus_digest(), "floors": floors}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    raise_floors()
