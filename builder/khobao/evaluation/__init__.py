"""How well pages are read: the builder against gold labels, beside the baseline that keeps every line."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from khobao import __version__
from khobao.annotate import annotate
from khobao.errors import UnavailableError
from khobao.evaluation.annotations import score_annotations
from khobao.evaluation.gold import read_gold, read_page
from khobao.evaluation.rendering import read_report, render_comparison, render_report
from khobao.evaluation.scores import Score
from khobao.evaluation.structure import Report, line_kinds, score_page
from khobao.measured import rules_digest
from khobao.structure import Structure, structure_pages

__all__ = [
    "Report", "Score", "as_measured", "evaluate", "line_kinds", "read_gold", "read_page", "read_report",
    "render_comparison", "render_report", "score_page",
]  # fmt: skip


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
        structure = structure_pages([page.text], [page.tags])[0]
        score_page(report, record, structure)
        if record["page_type"] == "article" and record.get("language", "vi") == "vi":
            report.annotated += score_annotations(report.annotations, record, _annotations(structure))
    return report


def as_measured(report: Report, gold: Path, called: str) -> dict[str, Any]:
    """The scores of annotations for :mod:`khobao.measured`; `gold` is the folder that gave `report`."""
    digests = [hashlib.sha256(path.read_bytes()).digest() for path in sorted(gold.glob("*.json"))]
    return {
        "called": called,
        "khobao": __version__,
        "rules": rules_digest(),
        "gold": hashlib.sha256(b"".join(sorted(digests))).hexdigest(),
        "pages": report.annotated,
        "annotations": {name: score.as_record() for name, score in report.annotations.items()},
    }


def _annotations(structure: Structure) -> dict[str, list[dict[str, Any]]]:
    """What the article of `structure` names, as records by field."""
    published = structure.published
    article = {
        "title": structure.title,
        "text": structure.text,
        "captions": structure.captions,
        "published_at": published and published.value,
        "published_precision": published and published.precision,
    }
    return {name: [value.as_record() for value in values] for name, values in annotate(article).items()}
