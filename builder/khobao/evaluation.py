"""How well pages are read: the builder against gold labels, beside the baseline that keeps every line."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from khobao.errors import UnavailableError, UsageError
from khobao.pages import Page, PageText, read_contribution, read_page_text
from khobao.strict_json import StrictJSONError, parse
from khobao.structure import KINDS, Structure, structure_pages
from khobao.text import clean

TEXT_KINDS = ("lead", "body")


@dataclass
class Score:
    """Counts of one kind of thing: right, invented or wrong (`false`), missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1.0 when nothing was given."""
        given = self.right + self.false
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was given; 1.0 when nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1.0 when nothing is there and nothing was given."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0

    def as_record(self) -> dict[str, Any]:
        """Counts and rates, for JSON."""
        rates = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {"right": self.right, "false": self.false, "missed": self.missed, **rates}


@dataclass
class Report:
    """The scores over a gold set.

    `roles` and `lenient` count lines by role: lenient takes titles, captions and bylines for text as no error, so
    that only furniture is. `fields` score values; a value given where gold has none counts as false. `pages` holds
    the share of right lines of each page; `genres` counts pages by whether they are articles and were taken for such.
    """

    pages: dict[str, float] = field(default_factory=dict)
    roles: dict[str, Score] = field(default_factory=dict)
    text: Score = field(default_factory=Score)
    lenient: Score = field(default_factory=Score)
    baseline: Score = field(default_factory=Score)
    fields: dict[str, Score] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    genres: Counter[tuple[bool, bool]] = field(default_factory=Counter)
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


def evaluate(gold: Path, pages: Path) -> Report:
    """Score the builder on every ``*.json`` of the folder `gold`, whose pages are in the folder `pages`.

    Raises :class:`UnavailableError` for a missing folder or page, :class:`UsageError` for gold that does not fit.
    """
    report = Report()
    files = sorted(gold.glob("*.json")) if gold.is_dir() else []
    labelled = [(path, record) for path in files if "lines" in (record := read_gold(path))]
    if not labelled:
        raise UnavailableError("source/missing", "there is no gold here", gold.as_posix())
    for path, record in labelled:
        page = read_page(path, record, pages)
        score_page(report, record, structure_pages([page.text], [page.tags])[0])
    return report


def read_gold(path: Path) -> dict[str, Any]:
    """The record of a gold file. Raises :class:`UsageError` when it is not one."""
    try:
        record = parse(path.read_text("utf-8"))
    except StrictJSONError as error:
        raise UsageError("gold/invalid", error.message, path.as_posix(), error.line, error.column) from error
    if not isinstance(record, dict):
        raise UsageError("gold/invalid", "a gold file holds one JSON object", path.as_posix())
    return record


def read_page(path: Path, record: Mapping[str, Any], pages: Path) -> PageText:
    """The page that `record`, from the gold file at `path`, labels; its file is in the folder `pages`.

    Raises :class:`UnavailableError` when it is gone, :class:`UsageError` when it is not the page that was labelled.
    """
    page = pages / str(record.get("page") or record.get("seed"))
    try:
        content = page.read_bytes()
    except OSError as error:
        raise UnavailableError("source/missing", f"the page of {path.name} is not here", page.as_posix()) from error
    kind = "html" if page.suffix == ".html" else "text"
    contribution, issues = read_contribution(Page(page.as_posix(), 1, kind, content))
    digest = hashlib.sha256(contribution.body).hexdigest()
    if record.get("source_sha256") not in (None, digest):
        raise UsageError("gold/page-changed", f"the page is not the one that {path.name} labels", page.as_posix())
    read, more = read_page_text(contribution)
    if read is None or issues:
        raise UsageError("gold/invalid", [*issues, *more][0].message, page.as_posix())
    lines = read.text.count("\n") + 1
    if len(record["lines"]) != lines:
        raise UsageError("gold/invalid", f"{len(record['lines'])} labels for {lines} lines", path.as_posix())
    return read


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
    return [last[line.end] if last[line.end] in TEXT_KINDS else first[line.start] for line in structure.lines]


def _count_role(report: Report, gold: str, kind: str) -> None:
    report.confusion[gold, kind] += gold != kind
    if gold == kind:
        report.roles.setdefault(kind, Score()).right += 1
    else:
        report.roles.setdefault(kind, Score()).false += 1
        report.roles.setdefault(gold, Score()).missed += 1


def _count_text(report: Report, gold: str, kind: str) -> None:
    is_text, given = gold in TEXT_KINDS, kind in TEXT_KINDS
    article = ("title", "caption", "byline", *TEXT_KINDS)
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


def render_report(report: Report) -> str:
    """The report as a table for a terminal."""
    rows: list[tuple[str, Score]] = [
        ("text", report.text), ("text, lenient", report.lenient), ("text, keep all", report.baseline),
        *((f"role {name}", report.roles[name]) for name in KINDS if name in report.roles),
        *((name, score) for name, score in sorted(report.fields.items())),
    ]  # fmt: skip
    lines = [f"{'':<20} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'false':>6} {'missed':>6}"]
    for name, score in rows:
        rates = f"{score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}"
        lines.append(f"{name:<20} {rates} {score.right:6} {score.false:6} {score.missed:6}")
    share = report.right_lines / report.lines if report.lines else 1.0
    lines.append(
        f"\narticle or not: {report.genre_accuracy:.4f}; articles refused {report.genres[True, False]}, "
        f"others accepted {report.genres[False, True]}"
    )
    lines.append(f"{len(report.pages)} pages, {report.lines} lines, {share:.4f} of them right")
    return "\n".join([*lines, *_render_confusion(report), *_render_worst(report)])


def _render_confusion(report: Report) -> Iterator[str]:
    wrong = sorted(((count, pair) for pair, count in report.confusion.items() if count), reverse=True)
    if wrong:
        yield "\nconfused most: gold, given, lines"
        yield from (f"  {gold:<12} {given:<12} {count:4}" for count, (gold, given) in wrong[:12])


def _render_worst(report: Report) -> Iterator[str]:
    worst = [
        (share, page) for page, share in sorted(report.pages.items(), key=lambda item: (item[1], item[0])) if share < 1
    ]
    if worst:
        yield "\nworst pages: share of right lines"
        yield from (f"  {share:.3f} {page}" for share, page in worst[:10])


def read_report(path: Path) -> dict[str, Any]:
    """An earlier report, from JSON. Raises :class:`UnavailableError`, or :class:`UsageError` if it is none."""
    try:
        record = orjson.loads(path.read_bytes())
    except OSError as error:
        raise UnavailableError("source/missing", error.strerror or str(error), path.as_posix()) from error
    except orjson.JSONDecodeError as error:
        raise UsageError("gold/invalid", f"the report is not JSON: {error}", path.as_posix()) from error
    if not isinstance(record, dict) or "line_accuracy_by_page" not in record:
        raise UsageError("gold/invalid", "this is no report of `khobao evaluate --format json`", path.as_posix())
    return record


def render_comparison(earlier: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """What differs between two reports as JSON holds them: each F1, then the pages that are read better or worse."""
    lines = [
        f"{name:<20} {old:.4f} before, {new:.4f} now ({new - old:+.4f})"
        for name, old, new in _pairs(_rates(earlier), _rates(record))
    ]
    pages = _pairs(earlier["line_accuracy_by_page"], record["line_accuracy_by_page"])
    pages.sort(key=lambda page: (page[2] - page[1], page[0]))
    lines += [f"page {name:<15} {old:.4f} before, {new:.4f} now ({new - old:+.4f})" for name, old, new in pages]
    return "\n".join(lines) or "nothing differs from the earlier report"


def _rates(record: Mapping[str, Any]) -> dict[str, float]:
    scores = {"text": record["text"], "text, lenient": record["text_lenient"], **record["fields"]}
    scores |= {f"role {name}": score for name, score in record["roles"].items()}
    rates = {name: score["f1"] for name, score in sorted(scores.items())}
    return {"lines": record["line_accuracy"], "article or not": record["article_or_not"], **rates}


def _pairs(old: Mapping[str, float], new: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """What both have and is not the same."""
    return [(name, old[name], new[name]) for name in new if name in old and old[name] != new[name]]
