"""Reports of evaluations as tables, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from khobao.errors import UnavailableError, UsageError
from khobao.evaluation.scores import Score
from khobao.evaluation.structure import Report
from khobao.structure import KINDS


def render_report(report: Report) -> str:
    """The report as a table for a terminal."""
    rows: list[tuple[str, Score]] = [
        ("text", report.text), ("text, lenient", report.lenient), ("text, keep all", report.baseline),
        *((f"role {name}", report.roles[name]) for name in KINDS if name in report.roles),
        *((name, score) for name, score in sorted(report.fields.items())),
        *report.annotations.items(),
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
    scores |= record.get("annotations", {})
    rates = {name: score["f1"] for name, score in sorted(scores.items())}
    return {"lines": record["line_accuracy"], "article or not": record["article_or_not"], **rates}


def _pairs(old: Mapping[str, float], new: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """What both have and is not the same."""
    return [(name, old[name], new[name]) for name in new if name in old and old[name] != new[name]]
