"""The forms in which Vietnamese prose prints days, months, years, periods and durations, at a number.

Order is always day, month, year. Each reader takes a folded text and the offset of a number, and gives an expression
or None. A form without its year has `open`: what it means in a given year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from khobao.annotate.days import iso_day, months_span
from khobao.annotate.letters import pattern, placed
from khobao.annotate.numerals import read_numeral


@dataclass(frozen=True)
class Form:
    """An expression of time: its place, kind and value, or what its value would be in a year."""

    start: int
    end: int
    kind: str
    value: str | None = None
    open: Callable[[int], str | None] | None = None
    printed_year: int | None = None


#: What a quarter opens with.
QUARTER_WORD = placed("quý ")
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)"
#: What belongs to a day before its number: clock, part of the day, weekday, `ngày`.
_BEFORE_DAY = pattern(
    rf"(?<![\w/.,:-])(?:\d{{1,2}}(?:h|g|:| giờ)(?: ?\d{{1,2}})?(?: phút|'|p)?,? )?(?:{_PART}(?: qua| nay)?(?:,| "
    rf"(?=\())? ?)?"
    rf"(?:(?:ngày )?{_WEEKDAY},? )?(?:ngày |hôm )?(?:mùng |mồng |rằm )?$"
)
#: What a match of the pattern above ends with, if it is not empty, without the signs behind its last word: two letters
#: of a word, or one sign of a clock.
_LEADS = frozenset([
    "ày", "ôm", "ng", "ằm", "ai", "ba", "tư", "ăm", "áu", "ảy", "ật", "ớm", "ưa",
    "ều", "ối", "êm", "ya", "ua", "ay", "iờ", "út",
])  # fmt: skip
_CLOCK_SIGNS = frozenset("0123456789hgp:'")
_FULL = pattern(rf"(?P<d>\d{{1,2}}) ?(?P<sep>[/.-]) ?(?P<m>\d{{1,2}}) ?(?P=sep) ?(?P<y>{_YEAR})(?!\d)")
_SHORT_YEAR = pattern(r"(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d\d)(?![\d/.-]|,\d)")
_TO = pattern(r" ?[-–] ?(?:ngày )?| (?:đến|tới)(?: hết)?(?: ngày)? ")
_RANGE = pattern(
    rf"(?P<d>\d{{1,2}})(?:[/.-](?P<m>\d{{1,2}}))?(?:, ?\d{{1,2}}(?!\d)){{0,6}}(?: ?[-–] ?| (?:đến|tới)(?: hết)?(?: "
    rf"ngày)? | và (?:ngày )?|, ?)"
    rf"(?P<d2>\d{{1,2}})(?:[/.-]| tháng )(?P<m2>\d{{1,2}})(?:[/.-](?P<y>{_YEAR})|,? năm (?P<y2>{_YEAR}))?(?![\d/]"
    rf"|[.,]\d|-\d)"
)
#: A count of days before their dates: 2 ngày | 17 và 18/8.
_COUNTED = pattern(r"(?<![\d/.,:h])\d{1,2} ngày $")
_DAY_MONTH = pattern(r"(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?![\d/%]|[.,]\d|-\d)")
#: Months that are printed as words; giêng and chạp are of the lunar year.
_MONTHS = {placed(word): number for number, word in enumerate(
    ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), start=1)
}  # fmt: skip
_IN_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LONG = pattern(
    rf"(?P<d>\d{{1,2}}),? tháng (?P<m>\d{{1,2}}(?!\d)|(?:{_IN_WORDS})(?!\w| âm lịch))"
    rf"(?:(?:,? năm |, ?| ?[/-] ?| )(?P<y>{_YEAR})(?!\d))?"
)
_LUNAR = pattern(r"(?P<d>\d{1,2}) (?:tháng )?(?:giêng|chạp|âm lịch|tết)(?!\w)(?: năm [^\W\d_]+(?: [^\W\d_]+)?)?")
_MONTH = pattern(
    rf"(?P<m>\d{{1,2}})(?!\d)(?:(?: ?[-–] ?| đến (?:hết )?tháng | và tháng | và )(?P<m2>\d{{1,2}})(?=[/ ,.;)]"
    rf"|$)(?! tháng| năm (?!{_YEAR})))?"
    rf"(?: ?[/.-] ?(?P<y>{_YEAR})|,? năm (?P<y2>{_YEAR})|,? (?P<y3>{_YEAR}))?(?!\d|[/.]\d)(?P<lunar> âm lịch)?"
)
_QUARTER = pattern(rf"quý (?P<q>iv|i{{1,3}}|[1-4])(?!\w)(?: ?[/.-] ?(?P<y>{_YEAR})|,? năm (?P<y2>{_YEAR}))?")
_UNITS = {"năm": "Y", "tháng": "M", "tuần": "W", "ngày": "D", "đêm": "D", "giờ": "H", "tiếng": "H", "phút": "TM",
          "giây": "S", placed("quý"): "3M", "thập kỷ": "10Y", "thập niên": "10Y", "thế kỷ": "100Y"}  # fmt: skip
_LENGTH = pattern(
    r"(?P<n>\d+(?:[.,]\d+)*)(?:(?: ?[-–] ?| đến | tới )(?P<n2>\d+))? ?(?P<unit>năm|tháng|tuần|ngày|đêm|giờ|tiếng"
    r"|phút|giây|quý|"
    r"thập kỷ|thập niên|thế kỷ)(?!\w)(?P<half> rưỡi)?(?! tuổi)(?:,? (?P<n3>\d+) (?P<unit3>tháng|ngày|phút|giờ"
    r"|giây)(?!\w))?"
)
_AFTER_NUMBER = re.compile(r"[\d.,]* ?")
#: What may stand behind a number and a space: the first letters of units, and what a second number follows.
_LENGTH_SIGNS = frozenset(unit[0] for unit in _UNITS) | frozenset("-–đt")
_OF_YEAR = pattern(rf" (?:(?P<edge>đầu|cuối)(?: của)? năm|(?:của )?năm(?= {_YEAR}))(?: (?P<y>{_YEAR})(?!\d))?")
_THEN_YEAR = pattern(rf" {_YEAR}(?!\d)")
_ROLLING = pattern(r" (?:vừa qua|gần đây|trở lại đây|qua|tới|nay)(?!\w)")
_YEARS = pattern(rf"(?P<y>{_YEAR})(?: ?[-–] ?(?P<y2>{_YEAR}|\d\d(?![\d/.-])))?(?![\d%]|[.,/]\d)")
_BEFORE_YEARS = pattern(
    r"(?<!\w)(?:nhiệm kỳ|giai đoạn|thời kỳ|niên khóa|năm học|mùa giải|mùa|(?:trong )?(?:các |những )?năm|niên "
    r"độ)(?: từ)? $"
)
_BEFORE_YEAR = pattern(r"(?<!\w)(?:(?:(?:những|các|mấy) tháng |nửa )?(?:đầu|giữa|cuối) )?năm(?: học)? $")
_ANNIVERSARY = pattern(r"kỷ niệm (?:\w+ ){0,2}$")
_JUBILEE = pattern(
    r" (?:kể từ )?(?:năm )?ngày (?:thành lập|sinh|mất|giải phóng|truyền thống|quốc|báo chí|thầy thuốc|doanh nhân"
    r"|nhà giáo)"
)
_CLOCK_AFTER = pattern(rf"(?: \d{{1,2}}(?: phút)?)?,? (?:{_PART}|ngày|cùng ngày|hôm|kém)(?!\w)")


def day(folded: str, start: int) -> Form | None:
    """A day, or a span of days, whose first number stands at `start`."""
    tail = folded[max(0, start - 5) : start].rstrip(" ,")
    left = None
    if tail[-2:] in _LEADS or tail[-1:] in _CLOCK_SIGNS:
        left = _BEFORE_DAY.search(folded, max(0, start - 46), start)
    first = left.start() if left else start
    cued = first < start
    if full := _FULL.match(folded, start):
        return _whole(folded, first, full)
    if (span := _RANGE.match(folded, start)) and (cued or folded.endswith(("từ ", "ngày ("), 0, start)):
        return _days(start if _COUNTED.search(folded, max(0, start - 10), start) else first, span)
    if cued and (short := _SHORT_YEAR.match(folded, start)):
        value = iso_day(2000 + int(short["y"]), int(short["m"]), int(short["d"]))
        return Form(first, short.end(), "date", value) if value else None
    if (long := _LONG.match(folded, start)) and (cued or (long["y"] and long["m"].isdigit())):
        return _open_day(first, long, int(long["y"]) if long["y"] else None)
    if cued and (lunar := _LUNAR.match(folded, start)):
        return Form(first, lunar.end(), "date")
    if (brief := _DAY_MONTH.match(folded, start)) and (cued or _is_bare_day(folded, brief)):
        return _open_day(first, brief, None)
    if cued and folded.endswith("ngày ", 0, start) and (number := _DAY_ALONE.match(folded, start)):
        return Form(first, number.end(), "date") if 1 <= int(number.group()) <= 31 else None
    return None


_DAY_ALONE = pattern(r"\d{1,2}(?![\w/.-]|,\d)")
_DAY_CUES = (
    "từ ", "đến ", "tới ", "trước ", "sau ", "dịp ", "lễ ", "hết ", "vào ", "vụ ", "(", "khánh ",
    "nay ", "qua ", "mai ",
)  # fmt: skip
_AFTER_DAY = pattern(r"[,.;:)\n”\"]|$| (?:đến|tới|và|là|của|năm|này|vừa|tại|ở|cho|với|có|đã|được|sẽ|[-–])(?!\w)")


def _is_bare_day(folded: str, match: re.Match[str]) -> bool:
    """Whether `1/7` without `ngày` is a day: `1/3 số hộ` is a share, `15/20 xã` a ratio, `2-1` a score."""
    if match.group() == "24/7" or not (1 <= int(match["m"]) <= 12 and 1 <= int(match["d"]) <= 31):
        return False
    cues = _DAY_CUES if match["sep"] == "/" else _FEAST_CUES if match["sep"] == "-" else ()
    return folded.endswith(cues, 0, match.start()) and bool(_AFTER_DAY.match(folded, match.end()))


_FEAST_CUES = ("dịp ", "lễ ", "khánh ", "nay (", "qua (", "mai (")


def _whole(folded: str, first: int, full: re.Match[str]) -> Form | None:
    value = iso_day(int(full["y"]), int(full["m"]), int(full["d"]))
    if value is None:
        return None
    to = _TO.match(folded, full.end())
    last = _FULL.match(folded, to.end()) if to else None
    if last and (until := iso_day(int(last["y"]), int(last["m"]), int(last["d"]))):
        jubilee = value[5:] == until[5:] and value < until
        return Form(first, last.end(), "anniversary" if jubilee else "date", f"{value}/{until}")
    return Form(first, full.end(), "date", value, printed_year=int(full["y"]))


def _days(first: int, span: re.Match[str]) -> Form | None:
    month2, day2, day1 = int(span["m2"]), int(span["d2"]), int(span["d"])
    month1 = int(span["m"] or month2)
    if not (iso_day(2000, month1, day1) and iso_day(2000, month2, day2)):
        return None

    def value(year: int) -> str:
        return f"{iso_day(year - (month1 > month2), month1, day1)}/{iso_day(year, month2, day2)}"

    year = span["y"] or span["y2"]
    return Form(first, span.end(), "date", value(int(year)) if year else None, None if year else value)


def _open_day(first: int, match: re.Match[str], year: int | None) -> Form | None:
    month, number = _MONTHS.get(match["m"]) or int(match["m"]), int(match["d"])
    if iso_day(2000, month, number) is None:
        return None
    if year:
        return Form(first, match.end(), "date", iso_day(year, month, number), printed_year=year)
    return Form(first, match.end(), "date", None, lambda year: iso_day(year, month, number))


def month(folded: str, start: int) -> Form | None:
    """A month, or a span of months, whose number stands at `start`, after `tháng`."""
    match = _MONTH.match(folded, start)
    if not match or not 1 <= int(match["m"]) <= 12:
        return None
    end, last = match.end(), match["m2"] or match["m"]
    if not int(match["m"]) <= int(last) <= 12:
        end, last = match.end("m"), match["m"]
    year = (match["y"] or match["y2"] or match["y3"]) if end == match.end() else None
    first = start - 6
    for edge in ("đầu ", "giữa ", "cuối "):
        if folded.endswith(edge, 0, first):
            first -= len(edge)
    if match["lunar"]:
        return Form(first, end, "period")
    low, high = int(match["m"]), int(last)
    if year:
        return Form(first, end, "period", months_span(int(year), low, high), printed_year=int(year))
    return Form(first, end, "period", None, lambda year: months_span(year, low, high))


def quarter(folded: str, start: int) -> Form | None:
    """A quarter that starts at `start` with `quý`, in Arabic or Roman figures."""
    match = _QUARTER.match(folded, start)
    if not match:
        return None
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["q"]) or int(match["q"])
    year = match["y"] or match["y2"]
    low, high = 3 * number - 2, 3 * number
    if year:
        return Form(start, match.end(), "period", months_span(int(year), low, high), printed_year=int(year))
    return Form(start, match.end(), "period", None, lambda year: months_span(year, low, high))


def length(folded: str, start: int) -> Form | None:
    """A duration, an anniversary, or the first or last months of a year, whose number stands at `start`."""
    # Most numbers are none of these, as the first letter behind them says.
    after = _AFTER_NUMBER.match(folded, start).end()  # type: ignore[union-attr]
    if folded[after : after + 1] not in _LENGTH_SIGNS or not (match := _LENGTH.match(folded, start)):
        return None
    unit, end = match["unit"], match.end()
    if unit == "năm" and _THEN_YEAR.match(folded, end):
        years = _YEARS.match(folded, end + 1)
        return Form(start, years.end(), "period", _span(years)) if years and years["y2"] else None
    if unit == "tháng" and (of_year := _OF_YEAR.match(folded, end)) and not match["n3"]:
        return _months(start, int(float(match["n"].replace(",", "."))), of_year)
    if unit in ("giờ", "phút") and _is_clock(folded, start, match):
        return None
    if rolling := _ROLLING.match(folded, end):
        return Form(start, rolling.end(), "period")
    value = _duration(match)
    jubilee = unit == "năm" and (_ANNIVERSARY.search(folded, max(0, start - 24), start) or _JUBILEE.match(folded, end))
    return Form(start, end, "anniversary" if jubilee else "duration", value)


def _is_clock(folded: str, start: int, match: re.Match[str]) -> bool:
    """Whether hours or minutes are a time of the day: `lúc 7 giờ`, `từ 6 giờ 30`, `đến 22 giờ`, `Khoảng 9 giờ, …`."""
    if match["unit"] == "phút":
        return follows_hours(folded, start)
    after, before = match.end("unit"), folded[max(0, start - 14) : start]
    if _CLOCK_AFTER.match(folded, after) or _MINUTES_ALONE.match(folded, after):
        return True
    if _LASTS.search(before):
        return False
    number = float(match["n"].replace(",", ".")) if match["n"].count(",") + match["n"].count(".") < 2 else 0.0
    return bool(_CLOCK_BEFORE.search(before) or (number > 12 and number <= 24 and _LATE_BEFORE.search(before)))


def follows_hours(folded: str, start: int) -> bool:
    """Whether hours stand right before the number at `start`: those are the minutes of a time of the day."""
    return _HOUR_BEFORE.search(folded, max(0, start - 8), start) is not None


_HOUR_BEFORE = pattern(r"(?<!\d)\d{1,2} giờ $")
_MINUTES_ALONE = pattern(r" \d\d(?!\d|[.,]\d| ?(?:phút|giây|ngày|tháng|km|m|%|người))")
_LASTS = pattern(r"(?:kéo dài|lên|dài|mất|tốn|trong|suốt|tổng cộng)(?: \w+)? $")
_CLOCK_BEFORE = pattern(r"(?<!\w)(?:lúc|hồi|từ|đến|tới|trước|khung|vào)(?: khoảng| gần| hơn)? $|(?:^|[\n.] ?)khoảng $")
_LATE_BEFORE = pattern(r"(?<!\w)(?:sau|quá|ngoài|khoảng|gần) $")


def _duration(match: re.Match[str]) -> str | None:
    numbers = read_numeral(match["n"])
    if match["n2"] or match["half"] or len(numbers) != 1:
        return None
    parts = [(numbers[0], match["unit"])] + ([(float(match["n3"]), match["unit3"])] if match["n3"] else [])
    days, hours = "", ""
    for number, unit in parts:
        sign = _UNITS[unit]
        number *= int(sign[:-1] or 1) if sign[:-1].isdigit() else 1
        printed = f"{number:g}" if number < 1e6 else f"{int(number)}"
        if sign in ("H", "TM", "S"):
            hours += printed + sign[-1]
        else:
            days += printed + sign[-1]
    return f"P{days}" + (f"T{hours}" if hours else "")


def _months(start: int, number: int, of_year: re.Match[str]) -> Form | None:
    if not 1 <= number <= 12:
        return None
    low, high = (13 - number, 12) if of_year["edge"] == "cuối" else (1, number)
    if of_year["y"]:
        year = int(of_year["y"])
        return Form(start, of_year.end(), "period", months_span(year, low, high), printed_year=year)
    return Form(start, of_year.end(), "period", None, lambda year: months_span(year, low, high))


def _span(years: re.Match[str]) -> str:
    last = years["y2"]
    return f"{years['y']}/{last if len(last) == 4 else years['y'][:2] + last}"


def years(folded: str, start: int) -> Form | None:
    """A year or a span of years at `start`; a bare number before a counted noun is no year."""
    match = _YEARS.match(folded, start)
    if not match or (match["y2"] and _span(match)[:4] >= _span(match)[5:]):
        return None
    if match["y2"]:
        head = _BEFORE_YEARS.search(folded, max(0, start - 22), start)
        kind = "term" if head and head.group().startswith("nhiệm kỳ") else "period"
        return Form(head.start() if head else start, match.end(), kind, _span(match))
    if head := _BEFORE_YEAR.search(folded, max(0, start - 30), start):
        if not head.group().startswith("năm"):
            return Form(head.start(), match.end(), "period", printed_year=int(match["y"]))
        if folded.endswith("những ", 0, head.start()) and match["y"].endswith("0"):
            return Form(head.start() - 6, match.end(), "period", f"{match['y']}/{int(match['y']) + 9}")
        return Form(head.start(), match.end(), "year", match["y"])
    return Form(start, match.end(), "year", match["y"])
