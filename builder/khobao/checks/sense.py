"""Does an article make sense? What the values of its fields say about each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from khobao.checks.findings import Found
from khobao.structure.times import FIRST_YEAR

#: What follows the printed part of a time, by precision.
_UNPRINTED = {"month": "-01T00:00:00+07:00", "day": "T00:00:00+07:00", "minute": ":00+07:00", "second": "+07:00"}


def check_times(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether the publication time is no finer than its precision, not after the retrieval, and not before there were
    newspapers online."""
    published, precision = article["published_at"], article["published_precision"]
    if (published is None) != (precision is None):
        message = "a publication time without precision, or the reverse"
        yield Found("published_precision", "sense/precision", message)
    elif published is not None and not published.endswith(_UNPRINTED[precision]):
        yield Found("published_at", "sense/precision", f"{published} is finer than its precision, {precision}")
    if published and (retrieved := article["retrieved_at"]) and _instant(published) > _instant(retrieved):
        message = f"{published} is after the retrieval, {retrieved}"
        yield Found("published_at", "sense/published-after-retrieval", message)
    if published and int(published[:4]) < FIRST_YEAR:
        message = f"{published} is before the first newspaper of Việt Nam went online, in {FIRST_YEAR}"
        yield Found("published_at", "sense/published-too-early", message)


def check_lead(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether the text begins with the lead."""
    lead, text = article["lead"], article["text"]
    if lead is not None and text != lead and not text.startswith(f"{lead}\n"):
        yield Found("lead", "sense/lead-not-in-text", "`text` does not begin with `lead` as its first paragraph")


def _instant(value: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(value)
