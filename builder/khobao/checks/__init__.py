"""Is an article what it should be? Checks are generators of findings, level after level.

A level that fails stops the next: what they would find is only the echo of the first fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from khobao.checks.events import check_today
from khobao.checks.findings import Check, Locate
from khobao.checks.headlines import check_title
from khobao.checks.letters import check_letters, check_tone_marks
from khobao.checks.paragraphs import check_paragraphs
from khobao.checks.private import check_private
from khobao.checks.provinces import check_provinces
from khobao.checks.schema import check_schema
from khobao.checks.sense import check_lead, check_times
from khobao.checks.spans import check_mentions
from khobao.errors import Issue, Location, has_errors

#: The checks of each level after the schema, in the order of :data:`khobao.codes.LEVELS`.
_CHECKS: dict[str, tuple[Check, ...]] = {
    "spans": (check_mentions,),
    "sense": (check_times, check_lead, check_today, check_provinces, check_title, check_paragraphs),
    "editorial": (check_letters, check_tone_marks, check_private),
}


def check_article(article: Any, locate: Locate, overruled: Collection[str] = ()) -> Iterator[Issue]:
    """Everything that is wrong with `article`: schema, spans, sense, editorial, each level in the order of the file.

    Codes that are `overruled` are found all the same, but stop nothing.
    """
    issues = sorted(check_schema(article, "article", locate))
    yield from issues
    for checks in _CHECKS.values():
        if has_errors(issue for issue in issues if issue.code not in overruled):
            return
        issues = sorted(found.issue(locate) for check in checks for found in check(article))
        yield from issues


def duplicate_id(identity: str, first: Location, where: Location) -> Issue:
    """The issue of the article at `where`, whose id the article at `first` has already."""
    message = f"the id {identity!r} is that of {first.path}:{first.line} too"
    return Issue(where, "/id", "corpus/duplicate-id", message)
