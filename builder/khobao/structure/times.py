"""Publication times as Vietnamese pages print them: day, month, year, in this order; never completed by guessing.

Forms follow the usage of Vietnamese newsrooms and content systems; noon and midnight follow the 12-hour clock
(12:05 AM is 00:05). The zone is +07:00 by rule, whether or not the page prints it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from khobao.text import fold

_MONTHS = {
    **{str(number): number for number in range(1, 13)},
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười một": 11, "mười hai": 12, "mười": 10,
    **{
        name: number
        for number, names in enumerate(
            ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
             "september sept sep", "october oct", "november nov", "december dec"), start=1)
        for name in names.split()
    },
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "thứ hai|thứ 2|t2|monday|mon",
            "thứ ba|thứ 3|t3|tuesday|tue",
            "thứ tư|thứ 4|t4|wednesday|wed",
            "thứ năm|thứ 5|t5|thursday|thu",
            "thứ sáu|thứ 6|t6|friday|fri",
            "thứ bảy|thứ bẩy|thứ 7|t7|saturday|sat",
            "chủ nhật|chúa nhật|cn|sunday|sun",
        )
    )
    for name in names.split("|")
}

_MONTH_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = "|".join(name for name in _MONTHS if name.isascii() and name.isalpha())
_VIETNAMESE = "mười một|mười hai|" + "|".join(name for name in _MONTHS if not name.isascii() or name in ("hai", "ba"))
_D, _M, _Y = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>(?:19|20)\d{2})"
#: Where a year ends: also before a clock that is glued to it, `201810:24`.
_END = r"(?:(?!\d)|(?=\d{1,2}:\d{2}(?!\d)))"
_DATES = [
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d/.\-]){_Y}(?P<sep>[-/.]){_M}(?P=sep){_D}(?=t\d|\D|$)",
        rf"(?<![\d/.\-]){_D}\s?(?P<sep>[-/.])\s?{_M}\s?(?P=sep)\s?{_Y}{_END}",
        rf"(?<!\d){_D}\s?,?\s?(?:tháng|thg|th)\.?\s?(?P<month>\d{{1,2}}|{_VIETNAMESE})\s?[-,./]?\s?(?:năm\s)?{_Y}{_END}",
        rf"(?<!\d){_D}(?:st|nd|rd|th)?[\s-](?P<month>{_ENGLISH})\.?,?[\s-]{_Y}(?!\d)",
        rf"\b(?P<month>{_ENGLISH})\.?\s{_D}(?:st|nd|rd|th)?,?\s{_Y}(?!\d)",
        rf"\btháng\s(?P<month>\d{{1,2}}|{_VIETNAMESE})\s{_D}\s?,\s?{_Y}(?!\d)",
    )
]
#: What each of these dates has beside its figures: one of these strings, if any are named.
_NEEDED: list[tuple[str, ...]] = [(), (), ("th",), _MONTH_STEMS, _MONTH_STEMS, ("tháng",)]
_SHORT_DATE = re.compile(rf"(?<![\d/.\-]){_D}(?P<sep>[-/.]){_M}(?P=sep)(?P<year>\d\d)(?!\d)")
#: Month before day, as .NET prints times for the United States: `5/14/2017 9:30:00 AM`.
_AMERICAN = re.compile(rf"(?<![\d/.\-]){_M}/{_D}/{_Y}(?=\s\d{{1,2}}:\d\d(?::\d\d)?\s[ap]m\b)")
_CLOCK = re.compile(
    r"(?:(?<![\d:/.])|(?<=[/. -](?:19|20)\d\d))(?P<hour>\d{1,2})\s?(?::|h|g|giờ)\s?(?P<minute>\d{2})(?:\s?phút)?"
    r"(?:\s?(?::|phút)\s?(?P<second>\d{2})(?:\.\d+)?(?:\s?giây)?)?(?:\s?(?:['’′]|p\b))?"
    r"(?:\s?(?P<half>am|pm|sa|ch|a\.m\.?|p\.m\.?|chiều|tối)\b)?"
    r"(?:\s?\(?\s?(?:gmt|utc)\s?\+?\s?0?7(?::00)?\s?\)?|\+07:?00)?(?!\d)"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d")
_MACHINE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ]\s?(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
#: How many characters of a time in ISO 8601 are printed, by precision.
PRINTED = {"month": 7, "day": 10, "minute": 16, "second": 19}

#: Years in which an online page of the press can have been published; the first Vietnamese site opened in 1997.
FIRST_YEAR = 1997


@dataclass(frozen=True)
class Moment:
    """A point in time as printed: `value` at +07:00 in ISO 8601, `precision` its finest printed part."""

    value: str
    precision: str


@dataclass(frozen=True)
class Stamp:
    """A date on a line with what stands beside it. Offsets are code points of the line.

    `moment` is None when the date or the clock does not exist; `fault` then says why. `spans` are the parts that
    the stamp was read from: date, clock, weekday.
    """

    moment: Moment | None
    fault: str | None
    spans: tuple[tuple[int, int], ...]
    has_clock: bool
    weekday_agrees: bool | None

    @property
    def start(self) -> int:
        """Where the first part starts."""
        return min(start for start, _ in self.spans)

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return max(end for _, end in self.spans)


def find_stamp(line: str, american: bool = False, folded: str | None = None) -> Stamp | None:
    """The first full date of `line` with the clock and weekday nearest to it, or None when it has no full date.

    Days stand before months, but in the American form, `5/14/2017 9:30:00 AM`, where this cannot be, where only so the
    weekday is right, or where the page is known to write so (`american`). `folded` is the line folded, if that is at
    hand.
    """
    if not _YEAR.search(line) or len(_DIGITS.findall(line)) < 5:
        return None
    folded = fold(line) if folded is None else folded
    possible = [
        pattern
        for pattern, needed in zip(_DATES, _NEEDED, strict=True)
        if not needed or any(map(folded.__contains__, needed))
    ]
    dates = [match for pattern in possible if (match := pattern.search(folded))]
    if not dates:
        return None
    date = min(dates, key=lambda match: (match.start(), -match.end()))
    month = int(date["month"]) if date["month"].isdigit() else 0
    if (month > 12 or american) and (other := _AMERICAN.search(folded)):
        date = other
    stamp = _stamp(folded, date)
    if stamp.weekday_agrees is False and (other := _AMERICAN.search(folded)):
        turned = _stamp(folded, other)
        return turned if turned.weekday_agrees else stamp
    return stamp


def is_american(line: str) -> bool:
    """Whether `line` prints a time month first: the American form, with a day that cannot be a month."""
    return any(int(match["day"]) > 12 >= int(match["month"]) for match in _AMERICAN.finditer(fold(line)))


def find_short_stamp(line: str) -> Stamp | None:
    """The first date of `line` whose year has two figures, `16/8/12`, taken for one of this century.

    Only for a line that says that it states the time of publication: elsewhere such figures are anything.
    """
    folded = fold(line)
    date = _SHORT_DATE.search(folded)
    return _stamp(folded, date) if date else None


def _stamp(folded: str, date: re.Match[str]) -> Stamp:
    spans = [date.span()]
    clock = _nearest(_CLOCK, folded, date)
    weekday = _nearest(_WEEKDAY, folded, date)
    for found in (clock, weekday):
        if found:
            spans.append(found.span())
    moment, fault = _moment(date, clock)
    agrees = None
    if moment and weekday:
        agrees = datetime.date.fromisoformat(moment.value[:10]).weekday() == _WEEKDAYS[weekday.group()]
    return Stamp(moment, fault, tuple(spans), clock is not None, agrees)


def _nearest(pattern: re.Pattern[str], folded: str, date: re.Match[str]) -> re.Match[str] | None:
    """The match closest to `date` that does not touch it, within a distance that one dateline spans."""
    found = [
        (min(abs(match.start() - date.end()), abs(date.start() - match.end())), match)
        for match in pattern.finditer(folded)
        if match.end() <= date.start() or match.start() >= date.end()
    ]
    distance, match = min(found, key=lambda pair: pair[0], default=(0, None))
    return match if distance <= 16 else None


def _moment(date: re.Match[str], clock: re.Match[str] | None) -> tuple[Moment | None, str | None]:
    year, month, day = (
        int(date["year"]) + (2000 if len(date["year"]) == 2 else 0),
        _MONTHS.get(date["month"].removeprefix("0"), 0),
        int(date["day"]),
    )
    try:
        when = datetime.datetime(year, month, day)
    except ValueError:
        return None, f"the date {date.group().strip()!r} does not exist"
    if year < FIRST_YEAR:
        return None, f"the year {year} is before the first online newspaper of Việt Nam ({FIRST_YEAR})"
    if clock is None:
        return Moment(f"{when:%Y-%m-%d}T00:00:00+07:00", "day"), None
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = (clock["half"] or "").replace(".", "")
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    try:
        when = when.replace(hour=hour, minute=minute, second=second)
    except ValueError:
        return None, f"the time {clock.group().strip()!r} does not exist"
    return Moment(f"{when.isoformat()}+07:00", "second" if clock["second"] else "minute"), None


_STATED = re.compile(r"\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?")


def is_impossible(value: str) -> bool:
    """Whether `value` is written like a time that :func:`read_stated` reads, and names none."""
    return _STATED.fullmatch(value) is not None and read_stated(value) is None


def read_stated(value: str) -> Moment | None:
    """A time that a person states in ISO 8601, as fine as given; None when it is not one.

    An offset other than +07:00 is converted; without an offset the time is that of Việt Nam.
    """
    zone = datetime.timezone(datetime.timedelta(hours=7))
    if not (match := _STATED.fullmatch(value)):
        return None
    precision = "second" if match[3] else "minute" if match[2] else "day" if match[1] else "month"
    try:
        when = datetime.datetime.fromisoformat(value if match[1] else f"{value}-01")
    except ValueError:
        return None
    try:
        when = when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone)
    except OverflowError:  # the first or the last day that there is
        return None
    return Moment(when.isoformat(timespec="seconds"), precision)


def read_machine_time(value: str) -> Moment | None:
    """A publication time from a page's metadata, in any form of ISO 8601 that content systems write; None when it is
    none, or before the first online newspaper of Việt Nam, as the zero of a system is."""
    if not (match := _MACHINE.fullmatch(value.strip())):
        return None
    if match["clock"]:
        zone = match["zone"] or ""
        offset = f"{zone[:3]}:{zone[-2:]}" if zone[1:] else zone
        moment = read_stated(f"{match['date']}T{match['clock']}{offset}")
    else:
        moment = read_stated(match["date"])
    return moment if moment and int(moment.value[:4]) >= FIRST_YEAR else None
