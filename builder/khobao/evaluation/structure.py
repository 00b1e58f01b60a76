"""How well the lines and fields of a page are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from khobao.evaluation.scores import Score
from khobao.structure import Structure
from khobao.structure.zones import TEXT
from khobao.text import clean


@dataclass
class Report:
    """The scores over a gold set.

    `roles` and `lenient` count lines by role: lenient takes titles, captions and bylines for text as no error, so
    that only furniture is. `fields` score values; a value given where gold has none counts as false. `pages` holds
    the share of right lines of each page; `annotations` score what the article names, by kind, in the `annotated` pages
    for which gold has any of it; `genres` counts pages by
    whether they are articles and were taken for such.
    """

    pages: dict[str, float] = field(default_factory=dict)
    roles: dict[str, Score] = field(default_factory=dict)
    text: Score = field(default_factory=Score)
    lenient: Score = field(default_factory=Score)
    baseline: Score = field(default_factory=Score)
    fields: dict[str, Score] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    genres: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    annotations: dict[str, Score] = field(default_factory=dict)
    annotated: int = 0
    lines: int = 0
    right_lines: int = 0

    @property
    def genre_accuracy(self) -> float:
        """Share of the pages that were rightly taken for an article or not."""
        return (self.genres[True, True] + self.genres[False, False]) / max(1, self.genres.total())

    def as_record(self) -> dict[str, Any]:
        """The report for JSON, with stable order."""
        return {
            "pages": len(self.pages),
            "lines": self.lines,
            "right_lines": self.right_lines,
            "line_accuracy": round(self.right_lines / self.lines, 4) if self.lines else 1.0,
            "article_or_not": round(self.genre_accuracy, 4),
            "text": self.text.as_record(),
            "text_lenient": self.lenient.as_record(),
            "text_baseline": self.baseline.as_record(),
            "roles": {name: score.as_record() for name, score in sorted(self.roles.items())},
            "fields": {name: score.as_record() for name, score in sorted(self.fields.items())},
            "annotations": {name: score.as_record() for name, score in self.annotations.items()},
            "confusion": [
                {"gold": gold, "given": given, "lines": count}
                for (gold, given), count in sorted(self.confusion.items(), key=lambda item: (-item[1], item[0]))
            ],
            "line_accuracy_by_page": {page: round(share, 4) for page, share in sorted(self.pages.items())},
            "worst": [
                {"page": page, "line_accuracy": round(share, 4)}
                for page, share in sorted(self.pages.items(), key=lambda item: (item[1], item[0]))[:10]
            ],
        }


def score_page(report: Report, record: Mapping[str, Any], structure: Structure) -> None:
    """Add to `report` how `structure` agrees with the gold `record` of the same page."""
    given = line_kinds(structure)
    right = total = 0
    for label, kind, line in zip(record["lines"], given, structure.lines, strict=True):
        accepted = {label["label"], *label.get("accept", ())}
        if label.get("ignore") or not line.text or (label.get("uncertain") and kind not in accepted):
            continue
        total += 1
        right += kind in accepted
        gold = kind if kind in accepted else label["label"]
        _count_role(report, gold, kind)
        if record["page_type"] == "article":
            _count_text(report, gold, kind)
    is_article = record["page_type"] == "article"
    report.genres[is_article, structure.genre == "article"] += 1
    report.lines += total
    report.right_lines += right
    report.pages[str(record.get("page") or record.get("seed"))] = right / total if total else 1.0
    if record["page_type"] == "article":
        _count_fields(report, record, structure)


def line_kinds(structure: Structure) -> list[str]:
    """The role of each line: that of its first part, but text that a date is glued to is text."""
    first = {role.start: role.kind for role in reversed(structure.roles)}
    last = {role.end: role.kind for role in structure.roles}
    return [last[line.end] if last[line.end] in TEXT else first[line.start] for line in structure.lines]


def _count_role(report: Report, gold: str, kind: str) -> None:
    report.confusion[gold, kind] += gold != kind
    if gold == kind:
        report.roles.setdefault(kind, Score()).right += 1
    else:
        report.roles.setdefault(kind, Score()).false += 1
        report.roles.setdefault(gold, Score()).missed += 1


def _count_text(report: Report, gold: str, kind: str) -> None:
    is_text, given = gold in TEXT, kind in TEXT
    article = ("title", "caption", "byline", *TEXT)
    _add(report.text, is_text, given)
    _add(report.baseline, is_text, True)
    _add(report.lenient, is_text or (given and gold in article), given)


def _add(score: Score, there: bool, given: bool) -> None:
    score.right += there and given
    score.false += given and not there
    score.missed += there and not given


def _count_fields(report: Report, record: Mapping[str, Any], structure: Structure) -> None:
    published = structure.published
    given: dict[str, Any] = {
        "title": structure.title,
        "section": structure.section,
        "published_at": published and (_printed(published.value, published.precision), published.precision),
        "view_count": structure.view_count,
        "source_credit": structure.source_credit,
    }
    stated = record.get("published_at")
    gold: dict[str, Any] = {
        **{name: record.get(name) for name in ("section", "view_count", "source_credit")},
        "title": record.get("title") and " ".join(clean(record["title"]).split()),
        "published_at": stated and (_printed(stated, record["published_precision"]), record["published_precision"]),
    }
    for name, value in given.items():
        if name in record or name == "published_at":
            _count_value(report.fields.setdefault(name, Score()), gold[name], value)
    authors = report.fields.setdefault("authors", Score())
    expected = {clean(author["name"]) for author in record.get("authors", ())}
    authors.right += len(expected & set(structure.authors))
    authors.false += len(set(structure.authors) - expected)
    authors.missed += len(expected - set(structure.authors))


def _printed(value: str, precision: str) -> str:
    return value[: {"month": 7, "day": 10, "minute": 16, "second": 19}[precision]]


def _count_value(score: Score, gold: Any, given: Any) -> None:
    if gold is not None and gold == given:
        score.right += 1
        return
    score.false += given is not None
    score.missed += gold is not None
