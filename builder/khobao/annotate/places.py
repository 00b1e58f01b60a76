"""The places that an article names: provinces, districts, communes, regions, and other places with a word for their kind."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any

from khobao.annotate.homonyms import is_person, names_another, stands_in_list
from khobao.annotate.letters import UPPER, placed
from khobao.annotate.provinces import HUE_CITY, Province, names, province
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.tables import phrases, table
from khobao.annotate.values import Mention, Place
from khobao.text import fold

_RUN = re.compile(rf"[{UPPER}][^\W_]*(?:[ -][{UPPER}][^\W\d_]*)*(?: [12])?")
_DIGITS = re.compile(r"\d{1,3}[A-Z]?(?![\w.,/-]*\d)")
_TOWN_HEADS = ("thành phố ", "tp ", "tp. ", "tp.", "tp", "thị xã ")
_ENOUGH = 5
_CLUSTERS = ("cụm ", "vùng ", "khu vực ", "các tỉnh ")


@cache
def _heads() -> tuple[tuple[str, ...], dict[str, str]]:
    kinds = {fold(row["head"]): row["kind"] for row in table("place_heads") if row["kind"] != "none"}
    listed = sorted(kinds, key=len, reverse=True)
    return tuple(head if head == "tp." else f"{head} " for head in listed) + ("tp. ",), {**kinds, "tp. ": "district"}


def find_places(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Place, ...]:
    """The places of `reading` in order of their first mention, each with all its mentions."""
    del found
    mentions: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    units: dict[str, Province] = {}
    for passage in reading:
        taken: list[tuple[int, int]] = []
        for unit, start, end in _provinces(passage, reading.published_on):
            taken.append((start, end))
            if unit is not None:
                units[unit.name] = unit
                mentions["province", unit.name].append(passage.mention(start, end))
        for kind, name, start, end in _headed(passage, taken, reading.published_on):
            mentions[kind, name].append(passage.mention(start, end))
    order = {passage.field: at for at, passage in enumerate(reading)}
    found_places = [
        _place(kind, name, units.get(name) if kind == "province" else None, sorted(listed, key=lambda one: one.start))
        for (kind, name), listed in mentions.items()
    ]
    return tuple(sorted(found_places, key=lambda place: (order[place.mentions[0].field], place.mentions[0].start)))


def _place(kind: str, name: str, unit: Province | None, mentions: list[Mention]) -> Place:
    order = {"title": 0, "text": 1, "captions": 2}
    mentions.sort(key=lambda one: (order[one.field], one.start))
    if unit is None:
        return Place(name, kind, None, None, None, None, None, tuple(mentions))
    return Place(
        name, kind, unit.code, unit.vintage, unit.iso_3166_2, unit.successor, unit.successor_code, tuple(mentions)
    )


def _provinces(passage: Passage, published_on: str | None) -> list[tuple[Province | None, int, int]]:
    """The mentions of provinces, and with None those of their names that are something else."""
    text, folded = passage.text, passage.folded
    listed = [(match.start(), match.end()) for match in names().finditer(text)]
    people = {folded[start:end] for start, end in listed if is_person(text, folded, start, end)}
    found: list[tuple[Province | None, int, int]] = []
    last = -9
    for start, end in listed:
        if text[start - 1 : start].isalnum() and not folded.endswith("tp", 0, start):
            continue
        unit = province(text[start:end], published_on)
        in_list = last > 0 and stands_in_list(folded, last, start)
        if unit is None or _is_town(folded, start, end, unit, published_on):
            continue
        if names_another(text, folded, start, end, in_list, folded[start:end] in people):
            found.append((None, start, end))
            continue
        found.append((unit, start, end))
        last = end
    return [(unit, start, end) for unit, start, end in found if unit is not None]


def _is_town(folded: str, start: int, end: int, unit: Province, published_on: str | None) -> bool:
    """Whether the name is that of the town, not of the province that it is the seat of: `thành phố Hưng Yên`."""
    if not folded.endswith(_TOWN_HEADS, 0, start):
        return False
    if folded[start:end] == placed("huế"):
        return not (published_on and published_on >= HUE_CITY)
    return not unit.is_city or folded.endswith("thị xã ", 0, start)


def _headed(passage: Passage, taken: list[tuple[int, int]], published_on: str | None) -> list[tuple[str, str, int, int]]:
    """The kind, name, start and end of each place that a word for its kind introduces, and of each region."""
    text, folded = passage.text, passage.folded
    heads, kinds = _heads()
    starts = {start for start, _ in taken}
    found: list[tuple[str, str, int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if folded.endswith(heads, 0, start) and start not in starts:
            found += _with_head(text, folded, start, end, heads, kinds)
        if region := _region(passage, start, end):
            found.append(region)
    for match in _DIGITS.finditer(text):
        if folded.endswith(heads, 0, match.start()):
            found += _with_head(text, folded, match.start(), match.end(), heads, kinds)
    del published_on
    return found


def _with_head(
    text: str, folded: str, start: int, end: int, heads: tuple[str, ...], kinds: dict[str, str]
) -> list[tuple[str, str, int, int]]:
    """The place whose proper name is from `start` to `end`, with its head; none where the head is part of a word."""
    head = next(one for one in heads if folded.endswith(one, 0, start))
    first = start - len(head)
    if first and (folded[first - 1].isalnum() or folded.endswith(_NOT_HEADS, 0, first)):
        return []
    kind = kinds[head] if head in kinds else kinds[head.strip()]
    name = text[start:end]
    if name[0].isdigit() and kind == "other" and head not in _NUMBERED:
        return []
    words = name.split(" ")
    while len(words) > 1 and (words[-1].isupper() and len(words[-1]) > 1 and not name.isupper() or len(words) > _ENOUGH):
        words.pop()
    if words[0].isupper() and len(words[0]) > 1 and not name.isupper() and not name[0].isdigit():
        return []
    end = start + len(" ".join(words))
    full = "thành phố" if head.startswith("tp") else text[first:start].strip().lower()
    return [(kind, f"{full} {text[start:end]}", first, end)]


_NOT_HEADS = ("tác ", "tấn ", "thị ", "thành ")
_NUMBERED = tuple(map(placed, ("quốc lộ ", "tỉnh lộ ", "thôn ", "ấp ", "đường ", "khu ", "bản ")))


@cache
def _regions() -> tuple[dict[str, str], tuple[str, ...]]:
    listed = {fold(row["name"]): row["name"] for row in table("regions")}
    return listed, tuple(sorted(listed, key=len, reverse=True))


def _region(passage: Passage, start: int, end: int) -> tuple[str, str, int, int] | None:
    """The region whose name has its capital at `start`, with the word for a group of provinces before it."""
    folded = passage.folded
    if folded.endswith(placed("khu vực phía "), 0, start) and folded[start:end] in ("bắc", "nam", "tây", "đông"):
        first = start - len("khu vực phía ")
        return "region", f"khu vực phía {passage.text[start:end]}", first, end
    listed, by_length = _regions()
    for back in (0, 5, 10, len("duyên hải miền ")):
        at = start - back
        if at < 0 or (back == 5 and folded[at:start] != placed("miền ")) or (back == 10 and folded[at:start] != placed("đồng bằng ")):
            continue
        if back > 10 and folded[at:start] != placed("duyên hải miền "):
            continue
        name = next((one for one in by_length if folded.startswith(one, at)), None)
        if name and not folded[at + len(name) : at + len(name) + 1].isalnum() and not folded[at - 1 : at].isalnum():
            first = next((at - len(head) for head in _CLUSTERS[:3] if folded.endswith(placed(head), 0, at)), at)
            printed = folded[first:at].replace(placed("vực"), "vực")
            return "region", f"{printed}{listed[name]}", first, at + len(name)
    return None


def table_names() -> frozenset[str]:
    """The heads that the table has, for those who check that each is used."""
    return phrases("place_heads", "head")
