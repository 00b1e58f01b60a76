"""Which digits of an article no finding accounts for, and why: a diagnostic for those who extend the finders.

Every run of digits in title, text and captions belongs to a figure, a document, a time, a place, or is one of the
named exceptions: an ordinal, a score, a telephone number, a clock, a label, a list mark, a part of a name.
"""

from __future__ import annotations

import re
from typing import Any

from khobao.annotate.exceptions import exception
from khobao.annotate.reading import Reading
from khobao.annotate.values import Mention

_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


def uncovered(reading: Reading, found: dict[str, tuple[Any, ...]]) -> list[tuple[Mention, str | None]]:
    """Each number of `reading` that is inside no mention of `found`, with the exception that it is, None if no rule
    says what it is."""
    spans: dict[str, list[tuple[int, int]]] = {passage.field: [] for passage in reading}
    for values in found.values():
        for value in values:
            for mention in (value.mention,) if hasattr(value, "mention") else value.mentions:
                spans[mention.field].append((mention.start, mention.end))
    left = []
    for passage in reading:
        for match in _DIGITS.finditer(passage.text):
            start, end = match.span()
            if not any(first <= start < last for first, last in spans[passage.field]):
                why = exception(passage.text, passage.folded, start, end, False)
                left.append((passage.mention(start, end), why))
    return left
