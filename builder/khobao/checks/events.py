"""Does the day that an article calls today agree with the day of its publication?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from khobao.checks.findings import Found

# "sáng nay (5/3/2015)", "hôm qua, thứ Năm, ngày 5 tháng 3 năm 2015". The words may not be further apart: what happens
# today may be in memory of another day.
_TODAY = re.compile(
    r"[hHsStTcCđĐ](?:ôm|áng|rưa|hiều|ối|êm) (?:nay|qua)[ ,(]{1,3}(?:(?:thứ \w{1,4}|chủ nhật)[ ,(]{1,3}){0,1}(?:ngày )?"
    r"([0-9]{1,2})(?:[/.-]| tháng )([0-9]{1,2})(?:[/.-]| năm )([0-9]{4})(?![0-9])"
)
#: How far apart, in days, the two are when one of them is wrong. A story told again a year later is not.
YEARS_APART = 2 * 366


def check_today(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether the day that title or first paragraph call today or yesterday is within two years of the publication."""
    published = article["published_at"]
    if published is None:
        return
    day = datetime.date.fromisoformat(published[:10])
    for field, text in (("title", article["title"] or ""), ("text", article["text"].partition("\n")[0])):
        if (" nay" in text or " qua" in text) and (match := _TODAY.search(text)):
            event = _day(*map(int, match.groups()))
            if event and abs((event - day).days) > YEARS_APART:
                message = f"{match[0]!r} is years from the publication, {day}"
                yield Found(field, "sense/far-from-event", message, *match.span())


def _day(day: int, month: int, year: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
