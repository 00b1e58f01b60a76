"""Did the province whose authorities an article names exist when it was published?

What existed when is in ``provinces.csv``: provinces that ended or began since there are newspapers online, each with
the resolution of the National Assembly that did it. The press keeps naming a province that is no more; its people's
committee, its council, its police and its party committee it names of the past only.
"""

from __future__ import annotations

import csv
import datetime
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from khobao.checks.findings import Found
from khobao.text import fold

#: What stands before "tỉnh" when the authorities of a province are meant; its party committee is the Tỉnh ủy itself.
_AUTHORITIES = re.compile(
    r"(?:UBND|HĐND|UBMTTQ|[ỦU][yỷ] ban nhân dân|[Hh]ội đồng nhân dân|[Cc]hủ tịch|[Cc]ông an|[Bb]í thư|"
    r"[Vv]iện [Kk]iểm sát nhân dân|[Tt]òa án nhân dân|TAND|VKSND) t$"
)
_COMMITTEE = ("ủy ", "uỷ ")
_LONGEST = 30
#: Words of the same sentence that tell of the past, or of the change itself.
_PAST = re.compile(
    fold(
        r"\b(?:nguyên|cựu|cũ|từng|khi đó|khi ấy|lúc đó|lúc ấy|bấy giờ|trước đây|trước kia|trước khi|thời|nhiệm kỳ|"
        r"giai đoạn|hợp nhất|sáp nhập|sát nhập|chia tách|tách|tái lập|những năm|nay là|kế thừa)\b"
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: The names of a province are used out of habit for so long after it ended, in days.
_HABIT = 366
#: How much of a sentence is read before and after the name, in code points.
_BEFORE, _AFTER = 300, 120


@dataclass(frozen=True)
class Province:
    """A province that began or ended: the ways its name is written; its first day, the first day without it, each None
    if it is not known to have one, and what it became part of."""

    names: tuple[str, ...]
    start: datetime.date | None
    end: datetime.date | None
    became: str


@functools.cache
def provinces() -> tuple[Province, ...]:
    """Those of ``provinces.csv``."""
    rows = csv.DictReader(files("khobao.checks").joinpath("provinces.csv").read_text("utf-8").splitlines())
    return tuple(
        Province(
            (row["name"], *filter(None, row["variants"].split("|"))),
            _date(row["from"]),
            _date(row["until"]),
            row["became"].replace("|", ", "),
        )
        for row in rows
    )


def _date(value: str) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


@functools.lru_cache(4096)
def _absent(day: datetime.date) -> dict[str, Province]:
    """The provinces that did not exist on `day`, nor a year before, by every way to write their names."""
    habit = datetime.timedelta(_HABIT)
    absent = [one for one in provinces() if (one.start and day < one.start) or (one.end and day - habit > one.end)]
    return {name: one for one in absent for name in one.names}


def check_provinces(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether every province whose authorities the text names existed on the day of publication, or a year before."""
    if article["published_at"] is None:
        return
    text = article["text"]
    day = datetime.date.fromisoformat(article["published_at"][:10])
    absent = _absent(day)
    told = set()
    for start in _named(text):
        name = next((name for name in absent if text.startswith(name, start)), None)
        if name is None or _continues(text, start + len(name)) or (province := absent[name]) in told:
            continue
        if not _past(_sentence(text, start, start + len(name)), province):
            told.add(province)
            began = province.start and day < province.start
            known = f"began on {province.start}" if began else f"ended on {province.end}, now {province.became}"
            message = f"the province {name} {known}; the article is of {day}"
            yield Found("text", "sense/province-date", message, start, start + len(name))


def _named(text: str) -> Iterator[int]:
    """Where the names of provinces begin whose authorities are named."""
    at = text.find("ỉnh ")
    while at > 0:
        start = at + 4
        if text[at - 1] == "T" and text.startswith(_COMMITTEE, start):
            yield start + len(_COMMITTEE[0])
        elif _AUTHORITIES.search(text, max(0, at - _LONGEST), at):
            yield start
        at = text.find("ỉnh ", start)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a name, as far as it is read."""
    before = text[max(0, start - _BEFORE) : start]
    before = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
    return before + re.split(r"\. |\n", text[start : end + _AFTER], maxsplit=1)[0]


def _continues(text: str, end: int) -> bool:
    """Whether the name goes on: Vĩnh Phúc is not Vĩnh Phú, nor Quảng Nam - Đà Nẵng Quảng Nam."""
    return text[end : end + 1].isalnum() or bool(re.match(r" ?[-–] ?[A-ZĐ]", text[end : end + 4]))


def _past(sentence: str, province: Province) -> bool:
    last = province.end.year if province.end else 0
    return bool(_PAST.search(fold(sentence))) or any(int(year) <= last for year in _YEAR.findall(sentence))
