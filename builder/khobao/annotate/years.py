"""The year of a day or a period that is printed without one, from what the page supports."""

from __future__ import annotations

import re
from functools import lru_cache

from khobao.annotate.copies import replace
from khobao.annotate.days import distance
from khobao.annotate.letters import pattern, placed
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.spans import between, sentence
from khobao.annotate.tables import phrases
from khobao.annotate.timeforms import QUARTER_WORD, Form
from khobao.text import fold

_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A year, and the month before it if one is printed; the year of the number of a document, `08/2024/NQ`, is none.
_ANY_YEAR = re.compile(
    r"(?:(?:tháng |(?<!\d)\d{1,2}[/.-])(\d{1,2})(?:[/.-]| năm |, năm ))?(?<![\d.,])((?:19|20)\d\d)"
    r"(?![\d.,]\d|\d|[/-][^\W\d])"
)
#: A name with a capital and a year behind it.
_NAMED = re.compile(r"(?<!\w)(?P<name>[A-ZĐ]\w+(?: \w+){1,7}?) (?P<y>(?:19|20)\d\d)(?![\w/.-]| ?[–-] ?\d)")
#: A year that is part of the name of an edition: `lần thứ 16 năm 2024`.
_EDITION = pattern(r"lần thứ [\w ]{1,12}?,? ?(?:[-–] ?)?năm (?P<y>(?:19|20)\d\d)(?!\d)")
_PRESENT = pattern(
    r"(?:tháng|quý [\wiv]{1,3}|nửa) ?(?:đầu|cuối)? năm (?P<y>(?:19|20)\d\d)(?!\d)|quý \w{1,3}/(?P<y2>20\d\d)"
)
#: What stands before the year of such a period, and how far before and behind this the match may reach.
_PRESENT_SIGNS = (" năm 20", " năm 19", "/20")
_BEFORE_PRESENT, _BEHIND_PRESENT = 20, 10
_LATER = pattern(r"(?<!\w)(?:sẽ|dự kiến|sắp|tới đây|sắp tới)(?!\w)")
#: One of these is in each of the words above.
_LATER_STEMS = ("sẽ", "dự kiến", "sắp", "tới đây")
#: Words behind a day or a period, and the year that they mean, counted from that of publication.
_SAID_YEARS = tuple(
    (placed(words), years)
    for words, years in ((" năm nay", 0), (" năm ngoái", -1), (" năm trước", -1), (" năm sau", 1), (" năm tới", 1))
)
#: How far ahead a day without a year may lie, in days, with and without a word that says so.
_AHEAD, _AHEAD_UNSAID = 120, 45


def present_year(reading: Reading) -> int | None:
    """The year of the first period that the article places in a printed year, `6 tháng cuối năm 2021`; else that of a
    sentence that calls it `năm nay`."""
    for passage in reading:
        if match := _present_period(passage.folded):
            return int(match["y"] or match["y2"])
    for passage in reading:
        at = passage.folded.find("năm nay")
        while at >= 0:
            years = set(_FULL_YEAR.findall(passage.folded, *sentence(passage.folded, at, at)))
            if len(years) == 1:
                return int(years.pop())
            at = passage.folded.find("năm nay", at + 1)
    return None


def _present_period(folded: str) -> re.Match[str] | None:
    """The first period of a printed year in `folded`, found from where the year stands."""
    first = None
    if "tháng" in folded or QUARTER_WORD in folded:
        for sign in _PRESENT_SIGNS:
            at, end = folded.find(sign), first.start() if first else len(folded)
            while 0 <= at < end:
                if match := _PRESENT.search(folded, max(0, at - _BEFORE_PRESENT), at + _BEHIND_PRESENT):
                    first, at = match, end
                else:
                    at = folded.find(sign, at + 1)
    return first


def in_year(form: Form, passage: Passage, forms: list[Form], published: str | None, present: int | None) -> str | None:
    """The value of an open form, by the order of evidence: the edition's name, the dateline, a present period."""
    assert form.open is not None
    folded = passage.folded
    first, last = sentence(folded, form.start, form.end)
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


def said_year(form: Form, passage: Passage, published: str | None) -> tuple[Form, str | None] | None:
    """The form with `năm nay`, `năm ngoái`, … behind it, and its value then; None where none of these follows."""
    assert form.open is not None
    for words, years in _SAID_YEARS if published else ():
        if passage.folded.startswith(words, form.end):
            return replace(form, end=form.end + len(words)), form.open(int(published[:4]) + years)  # type: ignore[index]
    return None


def _is_later(folded: str, first: int, last: int) -> bool:
    """Whether a sentence has a word for what is still to come."""
    if all(folded.find(stem, first, last) < 0 for stem in _LATER_STEMS):
        return False
    return _LATER.search(folded, first, last) is not None


@lru_cache(maxsize=1)
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
    printed = _printed(folded)
    if len(printed) < 2 or len({year for _, year in printed}) > 1:
        return None
    later = any(int(at) > month for at, _ in printed if at)
    return None if later else int(printed[0][1])


@lru_cache(maxsize=1)
def _printed(folded: str) -> tuple[tuple[str, str], ...]:
    """The years that a text prints, each with the month before it if there is one: each of its days asks for them."""
    return tuple(_ANY_YEAR.findall(folded))


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
