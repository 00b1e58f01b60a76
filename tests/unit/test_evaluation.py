"""Scores against gold."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import page
from khobao.cli import main
from khobao.evaluation import Score, evaluate
from khobao.measured import NAME, read_measured, rules_digest
from khobao.structure import structure_page
from khobao.text import clean


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold set of one page, labelled as the builder reads it."""
    text = page(1)
    (tmp_path / "pages").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(text, "utf-8")
    structure = structure_page(clean(text))
    kinds = {role.start: role.kind for role in structure.roles}
    record = {
        "schema": "gold/1", "page": "a.txt", "page_type": "article", "title": structure.title, "section": None,
        "published_at": "2022-03-02T08:01+07:00", "published_precision": "minute", "view_count": None,
        "authors": [{"name": "Lê Hạnh Nguyên"}], "source_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "lines": [{"n": line.number, "label": kinds[line.start]} for line in structure.lines],
    }  # fmt: skip
    (tmp_path / "gold" / "a.json").write_text(json.dumps(record), "utf-8")
    return tmp_path / "gold"


def change(gold: Path, **values: Any) -> None:
    """Change members of the gold record."""
    record = json.loads((gold / "a.json").read_text("utf-8"))
    (gold / "a.json").write_text(json.dumps({**record, **values}), "utf-8")


def test_gold_that_agrees_scores_one(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All rates are 1, and table and JSON say so."""
    report = evaluate(gold, gold.parent / "pages")
    assert report.right_lines == report.lines > 0
    assert all(score.f1 == 1 for score in (*report.roles.values(), *report.fields.values(), report.text))
    assert report.baseline.precision < 1
    assert main(["evaluate", str(gold)]) == 0
    assert "1.0000 of them right" in capsys.readouterr().out
    assert main(["evaluate", "--format", "json", str(gold)]) == 0
    assert json.loads(capsys.readouterr().out)["line_accuracy"] == 1.0


def test_each_disagreement_is_counted_once(gold: Path) -> None:
    """A wrong line, an invented time and a missed author each cost what they should."""
    record = json.loads((gold / "a.json").read_text("utf-8"))
    lines = [dict(line) for line in record["lines"]]
    wrong = next(line for line in lines if line["label"] == "body")
    wrong["label"] = "caption"
    change(gold, lines=lines, published_at=None, published_precision=None, authors=[{"name": "Hải Đăng"}])
    report = evaluate(gold, gold.parent / "pages")
    assert report.lines - report.right_lines == 1
    assert report.confusion["caption", "body"] == 1
    assert (report.text.false, report.lenient.false) == (1, 0)
    assert report.fields["published_at"] == Score(0, 1, 0)
    assert report.fields["authors"] == Score(0, 1, 1)
    wrong["accept"] = ["body"]
    change(gold, lines=lines)
    assert evaluate(gold, gold.parent / "pages").right_lines == report.lines


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"source_sha256": "0" * 64}, "gold/page-changed"),
        ({"lines": [{"n": 1, "label": "body"}]}, "gold/invalid"),
        ({"page": "b.txt"}, "source/missing"),
    ],
)
def test_gold_that_does_not_fit_its_page_is_named(
    gold: Path, values: dict[str, Any], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that changed, that has other lines, or that is gone: one clear line."""
    change(gold, **values)
    assert main(["evaluate", str(gold)]) in (2, 3)
    assert f"error[{code}]" in capsys.readouterr().out


def test_rates_of_nothing_are_one() -> None:
    """Nothing there and nothing given is perfect; something given then is not."""
    assert Score().f1 == Score().precision == Score().recall == 1
    assert Score(0, 1, 0).precision == 0


def test_report_is_compared_with_an_earlier_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What got better or worse is named with both figures; a report does not differ from itself; others are refused."""
    gold = Path(__file__).parent.parent / "golden" / "gold"
    copy = tmp_path / "gold"
    copy.mkdir()
    for path in sorted(gold.glob("bao-*.json"))[:1]:
        (copy / path.name).write_bytes(path.read_bytes())
    arguments = ["evaluate", str(copy), "--pages", str(gold.parent / "pages")]
    assert main([*arguments, "--format", "json"]) == 0
    earlier = tmp_path / "earlier.json"
    earlier.write_text(capsys.readouterr().out, "utf-8")
    assert main([*arguments, "--against", str(earlier)]) == 0
    assert "nothing differs" in capsys.readouterr().out
    record = json.loads(earlier.read_text("utf-8"))
    record["text"]["f1"] -= 0.5
    page = next(iter(record["line_accuracy_by_page"]))
    record["line_accuracy_by_page"][page] = 0.0
    earlier.write_text(json.dumps(record), "utf-8")
    assert main([*arguments, "--against", str(earlier)]) == 0
    shown = capsys.readouterr().out
    assert "(+0.5000)" in shown
    assert f"page {page}" in shown
    earlier.write_text("[]", "ascii")
    assert main([*arguments, "--against", str(earlier)]) == 2


def test_scores_of_annotations_are_kept_for_a_card(
    gold: Path, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--scores` writes them with the digests of rules and gold, and adds further sets; the card shows them, and says
    when the rules are others; no number is typed."""
    change(gold, people=[{"name": "Lê Văn Thử", "positions": []}])
    card, report = dataset / "dataset_card.md", dataset / NAME
    marks = "<!-- khobao:begin annotations -->\n<!-- khobao:end annotations -->\n"
    card.write_text(card.read_text("utf-8") + marks, "utf-8")
    assert main(["build", "--update-card", str(dataset)]) == 0
    assert "was not measured: `khobao evaluate GOLD --scores docs/annotation-scores.json`" in card.read_text("utf-8")
    for called in ("trang một", "trang | hai", "trang một"):
        assert main(["evaluate", str(gold), "--scores", str(report), "--called", called]) == 0
    one, other = json.loads(report.read_text("utf-8"))
    assert (one["called"], other["called"]) == ("trang một", "trang | hai")
    assert (one["pages"], one["rules"], one["annotations"]["people"]["missed"]) == (1, rules_digest(), 1)
    assert main(["build", "--check-card", str(dataset)]) == 1
    assert main(["build", "--update-card", str(dataset)]) == 0
    text = card.read_text("utf-8")
    assert "| trang một | people | 0 | 0 | 1 | – | 0.000 | 0.000 |" in text
    assert "| trang \\| hai | people |" in text
    assert f"labels with the SHA-256 `{one['gold']}`" in text
    assert "The rules changed" not in text
    assert text.partition("begin annotations")[2] in (dataset / "dist" / "1.0.1" / "README.md").read_text("utf-8")
    report.write_text(json.dumps([{**one, "rules": "0" * 64}]), "utf-8")
    assert main(["build", "--check-card", str(dataset)]) == 1
    assert main(["build", "--update-card", str(dataset)]) == 0
    assert "The rules changed since then" in card.read_text("utf-8")
    for wrong in ("{", "{}", "[1]", '[{"called": "x"}]'):
        report.write_text(wrong, "utf-8")
        assert main(["build", str(dataset)]) == 2
    report.unlink()
    report.mkdir()
    assert main(["build", str(dataset)]) == 3
    capsys.readouterr()


def test_scores_in_this_repository_are_those_of_a_measurement() -> None:
    """The report beside the card can be read, has pages in each set, and each rate follows from its counts."""
    measured = read_measured(Path(__file__).parents[2])
    assert measured
    for one in measured:
        assert one["pages"] > 0
        for score in one["annotations"].values():
            assert Score(score["right"], score["false"], score["missed"]).as_record() == score
