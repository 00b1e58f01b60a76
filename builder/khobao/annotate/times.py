"""The times that an article names, with the years that the page supports."""

from __future__ import annotations

import re
from typing import Any

from khobao.annotate import timeforms
from khobao.annotate.citations import citations
from khobao.annotate.days import day_after, months_span
from khobao.annotate.letters import pattern
from khobao.annotate.numerals import number_spans
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.spans import Spans, between, sentence
from khobao.annotate.tables import phrases
from khobao.annotate.timeforms import QUARTER_WORD, Form
from khobao.annotate.values import TimeExpression
from khobao.annotate.years import in_year, present_year, said_year

_YEAR = pattern(r"(?:19|20)\d\d(?!\d)")
_MONTHS_ALONE = pattern(r"(?P<n>\d{1,2}) tháng")
_PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm)"
_SAME_DAY = pattern(rf"(?<!\w)(?:{_PART} )?cùng ngày(?!\w)")
_PART_BEFORE = pattern(rf"(?<!\w)(?<!một )(?<!mỗi )(?<!buổi )(?:{_PART}|hôm)$")
_PARTS = frozenset(["sáng", "sớm", "trưa", "chiều", "tối", "đêm", "hôm"])
_LAST_LETTERS = frozenset("gmaui")
#: Words after a part of the day or `hôm`, and the day that they mean, counted from that of publication.
_NEAR_DAYS = ((" nay", 0), (" qua", -1), (" mai", 1), (" kia", -2))
_QUARTER = pattern(r"quý (?:iv|i{1,3}|[1-4])(?!\w)")


def find_times(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[TimeExpression, ...]:
    """The times of `reading` in order. Those inside a citation belong to the document."""
    del found
    times: list[TimeExpression] = []
    present: int | None = None
    looked = False
    day_before: str | None = None
    for passage in reading:
        forms = _forms(passage)
        for form in forms:
            value, kind = form.value, form.kind
            if kind == "duration" and (months := _complement(form, forms, passage.folded)):
                value, kind = months, "period"
            elif value is None and form.open is not None and (said := said_year(form, passage, reading.published_on)):
                form, value = said
            elif value is None and form.open is not None:
                if not looked:
                    present, looked = present_year(reading), True
                value = in_year(form, passage, forms, reading.published_on, present)
            elif value == "same":
                value = day_before
            elif value is not None and value.startswith("+"):
                value = day_after(reading.published_on, int(value[1:])) if reading.published_on else None
            if kind == "date" and value and len(value) == 10:
                day_before = value
            times.append(TimeExpression(kind, value, passage.mention(form.start, form.end)))
    return tuple(times)


def _forms(passage: Passage) -> list[Form]:
    folded = passage.folded
    spans = [(one.start, one.end) for one in citations(passage)]
    cited = Spans(spans)
    forms = [form for form in (*_worded(folded), *_quarters(folded)) if form.start not in cited]
    taken = Spans([(form.start, form.end) for form in forms] + spans)
    last: Form | None = None
    end = 0
    for start, stop in number_spans(passage.text):
        if start < end or start in taken:
            continue
        form = _at(passage, start, _leading(folded, start, stop))
        if form is None or form.start < end:
            continue
        if last and last.kind == "term" and form.kind == "period" and folded[last.end : form.start] in (" và ", ", "):
            form = Form(form.start, form.end, "term", form.value)
        if form.kind == "period" and form.value and form.start == start and _in_jubilee(folded, start):
            form = Form(form.start, form.end, "anniversary", form.value)
        forms.append(form)
        last, end = form, form.end
    forms.sort(key=lambda form: form.start)
    return forms


def _leading(folded: str, start: int, stop: int) -> str:
    """The digits before the first point or comma of a number."""
    digits = folded[start:stop]
    return digits if digits.isdigit() else digits.replace(",", ".").partition(".")[0]


def _at(passage: Passage, start: int, digits: str) -> Form | None:
    """The expression whose number stands at `start`."""
    folded = passage.folded
    before = folded[start - 1 : start]
    if before.isalpha() or before == "_" or (before in "/.-,:" and before and folded[start - 2 : start - 1].isdigit()):
        return None
    if len(digits) <= 2:
        if folded.endswith("thứ ", 0, start):
            return None
        if folded.endswith("tháng ", 0, start) and (form := timeforms.month(folded, start)):
            return form
        if _may_be_day(folded, start, start + len(digits)) and (form := timeforms.day(folded, start)):
            return form
    elif len(digits) == 4 and _YEAR.match(digits):
        form = timeforms.years(folded, start)
        if form and (form.start < start or form.kind == "period" or not _counts(passage.text, form.end)):
            return form
    return timeforms.length(folded, start)


def _may_be_day(folded: str, start: int, end: int) -> bool:
    """Whether the signs around a short number allow a day: a date follows, or a word for a day stands before."""
    if folded[end : end + 1] in _DATE_SIGNS or folded.startswith(" tháng ", end):
        return True
    words = folded[max(0, start - 8) : start].split()
    return bool(words) and words[-1] in _DAY_WORDS


_DATE_SIGNS = ("/", "-", ".", "–")
_DAY_WORDS = frozenset(["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "hôm", "mùng", "mồng", "rằm", "từ"])
_COUNTED = re.compile(r" ([^\W\d_]+)")


def _counts(text: str, end: int) -> bool:
    """Whether a word in small letters follows that is no particle: then the number counts."""
    match = _COUNTED.match(text, end)
    return match is not None and match[1].islower() and match[1] not in phrases("no_units", "word")


def _in_jubilee(folded: str, start: int) -> bool:
    """Whether the sentence so far speaks of an anniversary."""
    return (
        folded[start - 1 : start] == "("
        and "kỷ niệm" in folded[max(folded.rfind("\n", 0, start), start - 160, 0) : start]
    )


def _worded(folded: str) -> list[Form]:
    """Times that have no number: `chiều cùng ngày`, `sáng nay`."""
    forms = []
    if "cùng ngày" in folded:
        forms += [Form(match.start(), match.end(), "date", "same") for match in _SAME_DAY.finditer(folded)]
    for word, days in _NEAR_DAYS:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            near = folded[max(0, at - 6) : at].split() if folded[at - 1] in _LAST_LETTERS else None
            part = _PART_BEFORE.search(folded, max(0, at - 10), at) if near and near[-1] in _PARTS else None
            if part and not folded[end : end + 1].isalnum():
                forms.append(Form(part.start(), end, "date", f"+{days}"))
            at = folded.find(word, end)
    return forms


def _quarters(folded: str) -> list[Form]:
    if QUARTER_WORD not in folded:
        return []
    return [form for match in _QUARTER.finditer(folded) if (form := timeforms.quarter(folded, match.start()))]


def _complement(form: Form, forms: list[Form], folded: str) -> str | None:
    """The first months of the year, for `9 tháng` in one sentence with `3 tháng cuối năm 2023`."""
    match = _MONTHS_ALONE.fullmatch(folded, form.start, form.end)
    if not match:
        return None
    first, last = sentence(folded, form.start, form.end)
    rest = f"-{int(match['n']) + 1:02}-01/"
    for other in between(forms, first, last):
        if other.value and other.value[4:].startswith(rest) and other.value.endswith("12-31"):
            return months_span(int(other.value[:4]), 1, int(match["n"]))
    return None
