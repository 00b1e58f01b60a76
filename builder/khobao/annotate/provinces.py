"""The provinces and centrally run cities, in the table before and from 1 July 2025, and a pattern for their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from khobao.annotate.tables import table
from khobao.text import fold

#: The day on which the 34 units replaced the 63 (Nghị quyết 202/2025/QH15, Quyết định 19/2025/QĐ-TTg).
REFORM = "2025-07-01"
BEFORE, SINCE = f"before-{REFORM}", f"from-{REFORM}"
#: Nghị quyết 175/2024/QH15: from this day Huế is a city of the rank of a province; before, it is a town of one.
HUE_CITY = "2025-01-01"
_OLD_TONES = {"òa": "oà", "óa": "oá", "ọa": "oạ", "úy": "uý", "ủy": "uỷ"}


@dataclass(frozen=True)
class Province:
    """A unit of one table: its `vintage`, code, name, whether it is a city, ISO 3166-2 code, and what it is now."""

    vintage: str
    code: str
    name: str
    is_city: bool
    iso_3166_2: str | None
    successor: str
    successor_code: str


@cache
def provinces() -> Mapping[tuple[str, str], Province]:
    """The units by vintage and folded spelling."""
    found = {}
    for row in table("provinces"):
        one = Province(
            row["vintage"], row["code"], row["name"], row["type"] == "thành phố", row["iso_3166_2"] or None,
            row["successor"], row["successor_code"],
        )  # fmt: skip
        for spelling in (row["name"], *row["spellings"].split("|")):
            if spelling:
                found[row["vintage"], _key(spelling)] = one
    return found


def _key(spelling: str) -> str:
    """A spelling for look-up: folded, dashes and the spaces around them alike."""
    return re.sub(r" ?[-–] ?", "-", fold(spelling))


@lru_cache(maxsize=1 << 10)
def province(spelling: str, published_on: str | None) -> Province | None:
    """The unit that `spelling` names in an article of that day.

    From the day of the reform a name of the new table is the new unit, and a name that only the old table has is still
    the old one. Without a day it is the unit of the old table.
    """
    key = _key(spelling)
    old = provinces().get((BEFORE, key))
    if published_on and published_on >= REFORM:
        return provinces().get((SINCE, key)) or (old and provinces().get((SINCE, fold(old.name)))) or old
    return old or provinces().get((SINCE, key))


@cache
def names() -> re.Pattern[str]:
    """The pattern of all spellings of provinces and regions, with both placements of tone marks; provinces also in
    capitals throughout, regions also after a small letter: one scan for all."""
    spelled = set()
    for row in table("provinces"):
        for spelling in filter(None, (row["name"], *row["spellings"].split("|"))):
            older = _older(spelling)
            spelled |= {spelling, older, spelling.upper(), older.upper()}
    for name in regions().values():
        head, _, last = name.rpartition(" ")
        for one in {name, f"{head} {last.lower()}" if last == "Bộ" else name}:
            spelled |= {
                one,
                one[0].upper() + one[1:],
                one[0].lower() + one[1:] if one[1].islower() and " " in one and one[0] in "ĐD" else one,
            }
    for dashed in [spelling for spelling in spelled if " - " in spelling]:
        spelled |= {dashed.replace(" - ", dash) for dash in (" – ", "-", "–")}
    return re.compile(f"(?:{_trie(spelled)})(?!\\w)")


def _older(spelling: str) -> str:
    """The spelling with the tone mark on the last vowel, as before the reform of spelling: `Hoà`."""
    for new, old in _OLD_TONES.items():
        spelling = spelling.replace(new, old)
    return spelling


@cache
def regions() -> Mapping[str, str]:
    """The names of regions by their folded form."""
    return {fold(row["name"]): row["name"] for row in table("regions")}


def _trie(words: Iterable[str]) -> str:
    """A pattern of `words` that shares their beginnings, so that it fails early; the longest word wins."""
    listed = sorted(set(words))
    if not listed:
        return ""
    heads: dict[str, list[str]] = {}
    for word in listed:
        if word:
            heads.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(letter) + _trie(rest) for letter, rest in heads.items()]
    whole = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{whole})?" if "" in listed and parts else whole if parts else ""
