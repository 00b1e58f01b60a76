"""The times that an article names, with the years that the page supports."""

from __future__ import annotations

import re
from typing import Any

from khobao.annotate import timeforms
from khobao.annotate.citations import citations
from khobao.annotate.days import day_after, distance, months_span
from khobao.annotate.letters import pattern, placed
from khobao.annotate.numerals import number_spans
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.spans import Spans, between
from khobao.annotate.tables import phrases
from khobao.annotate.timeforms import Form
from khobao.annotate.values import TimeExpression
from khobao.text import fold

_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A year, and the month before it if one is printed; the year of the number of a document, `08/2024/NQ`, is none.
_ANY_YEAR = re.compile(
    r"(?:(?:tháng |(?<!\d)\d{1,2}[/.-])(\d{1,2})(?:[/.-]| năm |, năm ))?(?<![\d.,])((?:19|20)\d\d)"
    r"(?![\d.,]\d|\d|[/-][^\W\d])"
)
#: A name with a capital and a year behind it.
_NAMED = re.compile(r"(?<!\w)(?P<name>[A-ZĐ]\w+(?: \w+){1,7}?) (?P<y>(?:19|20)\d\d)(?![\w/.-]| ?[–-] ?\d)")
_YEAR = pattern(r"(?:19|20)\d\d(?!\d)")
#: A year that is part of the name of an edition: `lần thứ 16 năm 2024`.
_EDITION = pattern(r"lần thứ [\w ]{1,12}?,? ?(?:[-–] ?)?năm (?P<y>(?:19|20)\d\d)(?!\d)")
_PRESENT = pattern(
    r"(?:tháng|quý [\wiv]{1,3}|nửa) ?(?:đầu|cuối)? năm (?P<y>(?:19|20)\d\d)(?!\d)|quý \w{1,3}/(?P<y2>20\d\d)"
)
_MONTHS_ALONE = pattern(r"(?P<n>\d{1,2}) tháng")
#: What stands before the year of such a period, and how far before and behind this the match may reach.
_PRESENT_SIGNS = (" năm 20", " năm 19", "/20")
_BEFORE_PRESENT, _BEHIND_PRESENT = 20, 10
_LATER = pattern(r"(?<!\w)(?:sẽ|dự kiến|sắp|tới đây|sắp tới)(?!\w)")
#: One of these is in each of the words above.
_LATER_STEMS = ("sẽ", "dự kiến", "sắp", "tới đây")
_PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm)"
_SAME_DAY = pattern(rf"(?<!\w)(?:{_PART} )?cùng ngày(?!\w)")
_PART_BEFORE = pattern(rf"(?<!\w)(?<!một )(?<!mỗi )(?<!buổi )(?:{_PART}|hôm)$")
_PARTS = frozenset(["sáng", "sớm", "trưa", "chiều", "tối", "đêm", "hôm"])
_LAST_LETTERS = frozenset("gmaui")
#: Words after a part of the day or `hôm`, and the day that they mean, counted from that of publication.
_NEAR_DAYS = ((" nay", 0), (" qua", -1), (" mai", 1), (" kia", -2))
_QUARTER_WORD = placed("quý ")
_QUARTER = pattern(r"quý (?:iv|i{1,3}|[1-4])(?!\w)")
#: How far a sentence is looked at on either side, in characters.
_NEAR = 400
#: How far ahead a day without a year may lie, in days, with and without a word that says so.
_AHEAD, _AHEAD_UNSAID = 120, 7


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
            elif value is None and form.open is not None:
                if not looked:
                    present, looked = _present_year(reading), True
                value = _in_year(form, passage, forms, reading.published_on, present)
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
    if before.isalpha() or (before in "/.-,:" and before and folded[start - 2 : start - 1].isdigit()):
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
    if _QUARTER_WORD not in folded:
        return []
    return [form for match in _QUARTER.finditer(folded) if (form := timeforms.quarter(folded, match.start()))]


def _sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a piece of text, as far as they are near."""
    low = max(0, start - _NEAR)
    first = max(folded.rfind("\n", low, start), folded.rfind(". ", low, start), low - 1) + 1
    stops = [at for at in (folded.find("\n", end, end + _NEAR), folded.find(". ", end, end + _NEAR)) if at >= 0]
    return first, min(stops, default=min(len(folded), end + _NEAR))


def _present_year(reading: Reading) -> int | None:
    """The year of the first period that the article places in a printed year, `6 tháng cuối năm 2021`; else that of a
    sentence that calls it `năm nay`."""
    for passage in reading:
        if match := _present_period(passage.folded):
            return int(match["y"] or match["y2"])
    for passage in reading:
        at = passage.folded.find("năm nay")
        while at >= 0:
            years = set(_FULL_YEAR.findall(passage.folded, *_sentence(passage.folded, at, at)))
            if len(years) == 1:
                return int(years.pop())
            at = passage.folded.find("năm nay", at + 1)
    return None


def _present_period(folded: str) -> re.Match[str] | None:
    """The first period of a printed year in `folded`, found from where the year stands."""
    first = None
    if "tháng" in folded or _QUARTER_WORD in folded:
        for sign in _PRESENT_SIGNS:
            at, end = folded.find(sign), first.start() if first else len(folded)
            while 0 <= at < end:
                if match := _PRESENT.search(folded, max(0, at - _BEFORE_PRESENT), at + _BEHIND_PRESENT):
                    first, at = match, end
                else:
                    at = folded.find(sign, at + 1)
    return first


def _in_year(form: Form, passage: Passage, forms: list[Form], published: str | None, present: int | None) -> str | None:
    """The value of an open form, by the order of evidence: the edition's name, the dateline, a present period."""
    assert form.open is not None
    folded = passage.folded
    first, last = _sentence(folded, form.start, form.end)
    if form.kind == "period":
        near = {other.printed_year for other in between(forms, first, last) if other.printed_year}
        year = near.pop() if len(near) == 1 else present or (int(published[:4]) if published else None)
        if year and published and not near and not present and (value := form.open(year)) and value[:10] > published:
            sooner = form.open(year - 1)
            return value if distance(published, value[:10]) <= _AHEAD or not sooner else sooner
        return form.open(year) if year else None
    edition = _EDITION.search(folded, first, last)
    if edition:
        return form.open(int(edition["y"]))
    if published:
        return _latest(form, published, _is_later(folded, first, last))
    year = present or _named_year(passage.text) or _year_of_month(form, folded) or _only_year(form, folded)
    return form.open(year) if year else None


def _is_later(folded: str, first: int, last: int) -> bool:
    """Whether a sentence has a word for what is still to come."""
    if all(folded.find(stem, first, last) < 0 for stem in _LATER_STEMS):
        return False
    return _LATER.search(folded, first, last) is not None


def _named_year(text: str) -> int | None:
    """The one year that names of events carry, `Hội chợ hoa xuân 2015`; None when they carry none, or several."""
    nouns = phrases("event_nouns", "noun")
    years = set()
    for match in _NAMED.finditer(text):
        opening = fold(match["name"]).split()
        if any(" ".join(opening[:count]) in nouns for count in (1, 2, 3)):
            years.add(int(match["y"]))
    return years.pop() if len(years) == 1 else None


def _year_of_month(form: Form, folded: str) -> int | None:
    """The one year with which the text prints the month of a day: `tháng 12/2024` for `ngày 8/12`."""
    if (month := _month(form)) is None:
        return None
    years = set(re.findall(rf"tháng 0?{month}(?:[/.-]| năm |, năm )((?:19|20)\d\d)(?!\d)", folded))
    return int(years.pop()) if len(years) == 1 else None


def _only_year(form: Form, folded: str) -> int | None:
    """The one year that the text prints, if it does so more than once, and no later month of it: what the text looks
    back on is over."""
    if (month := _month(form)) is None:
        return None
    printed = _ANY_YEAR.findall(folded)
    if len(printed) < 2 or len({year for _, year in printed}) > 1:
        return None
    later = any(int(at) > month for at, _ in printed if at)
    return None if later else int(printed[0][1])


def _month(form: Form) -> int | None:
    assert form.open is not None
    day = form.open(2000)
    return int(day[5:7]) if day else None


def _latest(form: Form, published: str, later: bool) -> str | None:
    """The latest such day not after the day of publication; one shortly ahead if the sentence says so."""
    assert form.open is not None
    year = int(published[:4])
    candidates = [value for one in (year + 1, year, year - 1) if (value := form.open(one)) and "None" not in value]
    for value in candidates:
        if distance(published, value[-10:]) <= (_AHEAD if later else _AHEAD_UNSAID):
            return value
    return None


def _complement(form: Form, forms: list[Form], folded: str) -> str | None:
    """The first months of the year, for `9 tháng` in one sentence with `3 tháng cuối năm 2023`."""
    match = _MONTHS_ALONE.fullmatch(folded, form.start, form.end)
    if not match:
        return None
    first, last = _sentence(folded, form.start, form.end)
    rest = f"-{int(match['n']) + 1:02}-01/"
    for other in between(forms, first, last):
        if other.value and other.value[4:].startswith(rest) and other.value.endswith("12-31"):
            return months_span(int(other.value[:4]), 1, int(match["n"]))
    return None
