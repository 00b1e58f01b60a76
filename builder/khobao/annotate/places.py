"""The places that an article names: provinces, districts, communes, regions, and others with a word for their kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from khobao.annotate.copies import replace
from khobao.annotate.homonyms import compounds, is_person, names_another, stands_in_list
from khobao.annotate.letters import UPPER, pattern, placed
from khobao.annotate.numerals import number_spans
from khobao.annotate.provinces import HUE_CITY, Province, names, province, regions
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.tables import table
from khobao.annotate.values import Mention, Place
from khobao.text import fold

_RUN = re.compile(rf"[{UPPER}]\w*(?:[ -][{UPPER}][^\W\d_]*)*(?: [12](?!\w))?")
_NUMBER = re.compile(r"\d{1,3}[A-Z]?(?![\w.,/-]*\d)")
_TOWN_HEADS = ("thành phố ", "tp ", "tp. ", "tp.", "tp", "thị xã ")
_SEVERAL = pattern(r"(?<!\w)(?:các|những|hai|ba|bốn|\d) $")
_AND = re.compile(r", (?:và )?| và ")
_GAPS = frozenset(" .")
_FULL = {"tp": "thành phố", "q.": "quận", "p.": "phường"}
_ENOUGH = 5
_GROUPS = tuple(map(placed, ("khu vực ", "vùng ", "cụm ")))
_NUMBERED = tuple(map(placed, ("quốc lộ ", "tỉnh lộ ", "thôn ", "ấp ", "đường ", "khu ", "bản ")))
#: Units with a head of their own, before whose name his may stand; a temple, a street or a bridge keeps the name.
_GOVERNED = tuple(map(placed, ("thôn ", "bản ", "ấp ", "làng ", "xóm ", "khóm ", "buôn ", "khu phố ", "tổ ")))
_ORDER = {"title": 0, "text": 1, "captions": 2}


@cache
def _heads() -> dict[str, list[tuple[str, str]]]:
    """The words that introduce a place, with the kind of place of each, by their last word; the longest first."""
    kinds = {f"{fold(row['head'])} ": row["kind"] for row in table("place_heads") if row["kind"] != "none"}
    kinds |= {
        "tp. ": "district",
        "tp.": "district",
        "q. ": "district",
        "q.": "district",
        "p. ": "commune",
        "p.": "commune",
    }
    heads: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for head in sorted(kinds, key=len, reverse=True):
        heads[head.split()[-1]].append((head, kinds[head]))
    return dict(heads)


@cache
def _head_signs() -> tuple[frozenset[str], frozenset[str]]:
    """The last two characters of the words that introduce a place, and the first two of units: most words have
    others."""
    units = {last for last, heads in _heads().items() if any(kind in ("district", "commune") for _, kind in heads)}
    return frozenset(last[-2:] for last in _heads()), frozenset(last[:2] for last in units)


def find_places(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Place, ...]:
    """The places of `reading` in order of their first mention, each with all its mentions."""
    del found
    mentions: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    units: dict[str, Province] = {}
    for passage in reading:
        listed = [match.span() for match in names().finditer(passage.text)]
        starts: set[int] = set()
        for unit, start, end in _provinces(passage, listed, reading.published_on) if listed else ():
            starts.update(range(start, end))
            units[unit.name] = unit
            mentions["province", unit.name].append(passage.mention(start, end))
        regional = _regions(passage, listed)
        for _, _, start, end in regional:
            starts.update(range(start, end))
        for kind, name, start, end in (*_headed(passage, starts), *regional):
            mentions[kind, name].append(passage.mention(start, end))
    places = [
        _place(kind, name, units.get(name) if kind == "province" else None, listed)
        for (kind, name), listed in mentions.items()
    ]
    return tuple(sorted(places, key=lambda place: _position(place.mentions[0])))


def free_of_people(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Place, ...]:
    """The places in `found`, without the names of people that stand right behind them: `xã Tân Lập Nguyễn Văn An`."""
    del reading
    people = {(one.field, one.end): one.start for person in found["people"] for one in person.mentions}
    units: dict[tuple[str, str], Place] = {}
    mentions: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for place in found["places"]:
        governed = place.kind in ("district", "commune") or place.name.startswith(_GOVERNED)
        for mention in place.mentions:
            start = people.get((mention.field, mention.end), 0) if governed else 0
            own = _up_to(mention, start) if start > mention.start else mention
            if own is not mention and not own.surface.rpartition(" ")[2][:1].isupper():
                continue  # only the word for its kind is left
            key = place.kind, place.name[: len(place.name) - (mention.end - own.end)]
            units.setdefault(key, place)
            mentions[key].append(own)
    places = [
        replace(unit, name=name, mentions=tuple(sorted(mentions[kind, name], key=_position)))
        for (kind, name), unit in units.items()
    ]
    return tuple(sorted(places, key=lambda place: _position(place.mentions[0])))


def _up_to(mention: Mention, end: int) -> Mention:
    """The part of `mention` before `end`, without the space there."""
    surface = mention.surface[: end - mention.start].rstrip()
    return replace(mention, end=mention.start + len(surface), surface=surface)


def _position(mention: Mention) -> tuple[int, int]:
    return _ORDER[mention.field], mention.start


def _place(kind: str, name: str, unit: Province | None, mentions: list[Mention]) -> Place:
    mentions.sort(key=_position)
    if unit is None:
        return Place(name, kind, None, None, None, None, None, tuple(mentions))
    return Place(
        name, kind, unit.code, unit.vintage, unit.iso_3166_2, unit.successor, unit.successor_code, tuple(mentions)
    )


def _provinces(
    passage: Passage, listed: list[tuple[int, int]], published_on: str | None
) -> list[tuple[Province, int, int]]:
    """Those of the listed names in `passage` that stand for a province, with it."""
    text, folded = passage.text, passage.folded
    persons = [is_person(text, folded, start, end) for start, end in listed]
    people = {folded[start:end] for (start, end), person in zip(listed, persons, strict=True) if person}
    found: list[tuple[Province, int, int]] = []
    last = -99
    for (start, end), person in zip(listed, persons, strict=True):
        if text[start - 1 : start].isalnum() and not folded.endswith("tp", 0, start):
            continue
        unit = province(text[start:end], published_on)
        if unit is None or _is_town(folded, start, end, unit, published_on):
            continue
        in_list = stands_in_list(folded, last, start)
        if not names_another(text, folded, start, end, in_list, person, folded[start:end] in people):
            found.append((unit, start, end))
            last = end
    return found


def _is_town(folded: str, start: int, end: int, unit: Province, published_on: str | None) -> bool:
    """Whether the name is that of the town, not of the province that it is the seat of: `thành phố Hưng Yên`."""
    if not folded.endswith(_TOWN_HEADS, 0, start):
        return False
    if folded[start:end] == "huế":
        return not (published_on and published_on >= HUE_CITY)
    return not unit.is_city or folded.endswith("thị xã ", 0, start)


def _regions(passage: Passage, listed: list[tuple[int, int]]) -> list[tuple[str, str, int, int]]:
    """The regions among the listed names, with the word for a group of provinces that stands before."""
    folded, found = passage.folded, []
    for start, end in listed:
        name = regions().get(folded[start:end])
        if name is None or folded[start - 1 : start].isalnum():
            continue
        group = next((one for one in _GROUPS if folded.endswith(one, 0, start)), "")
        if not group and name.startswith("phía "):
            continue
        first = start - len(group)
        head = passage.text[first:start].lower()
        found.append(("region", head + name, first, end))
    return found


def _headed(passage: Passage, provinces: set[int]) -> list[tuple[str, str, int, int]]:
    """The kind, name, start and end of each place that a word for its kind introduces; provinces start elsewhere."""
    text, folded = passage.text, passage.folded
    lasts, (ends, openings) = _heads(), _head_signs()
    found = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        heads: Sequence[tuple[str, str]] = ()
        if (gap := folded[start - 1 : start]) in _GAPS and folded[
            start - 2 - (gap == " ") : start - (gap == " ")
        ] in ends:
            heads = lasts.get(_word_before(folded, start), ())
        # `Xã Tân Mẫu` at the start of a sentence
        if not heads and folded[start : start + 2] in openings and (space := text.find(" ", start, end)) > 0:
            heads = [one for one in lasts.get(folded[start:space], ()) if one[1] in ("district", "commune")]
            start = space + 1
        if heads and start not in provinces and (place := _with_head(text, folded, start, end, heads)):
            found.append(place)
            found += _listed(text, folded, place, provinces)
    for start, _ in number_spans(text):
        if start and folded[start - 2 - (folded[start - 1] == " ") : start - (folded[start - 1] == " ")] not in ends:
            continue
        heads = lasts.get(_word_before(folded, start), ())
        if heads and (number := _NUMBER.match(text, start)):
            place = _with_head(text, folded, start, number.end(), heads)
            if place:
                found.append(place)
    return found


def _listed(
    text: str, folded: str, place: tuple[str, str, int, int], provinces: set[int]
) -> list[tuple[str, str, int, int]]:
    """The places that share the head of `place` in a list: `các huyện A, B và C`; each starts at its own name."""
    kind, name, first, end = place
    if kind not in ("district", "commune") or not _SEVERAL.search(folded, max(0, first - 6), first):
        return []
    head = name[: next((at for at, sign in enumerate(name) if sign.isupper()), 0)]
    found = []
    while (gap := _AND.match(folded, end)) and (match := _RUN.match(text, gap.end())):
        words = match[0].split(" ")
        if match.start() in provinces or len(words) > _ENOUGH - 1 or words[0].isupper():
            break
        end = match.end()
        found.append((kind, head + match[0], match.start(), end))
    return found


def _word_before(folded: str, start: int) -> str:
    """The last word before the space or point at `start` - 1, without the signs that open a phrase."""
    stop = start - (folded[start - 1] == " ")
    space = folded.rfind(" ", max(0, stop - 9), stop)
    if space < 0 and stop > 9:
        return ""  # longer than any word that introduces a place
    word = folded[space + 1 : stop]
    if word.isalpha():
        return word
    return word.rpartition("\n")[2].lstrip("([“\"'/-")


def _with_head(
    text: str, folded: str, start: int, end: int, heads: Sequence[tuple[str, str]]
) -> tuple[str, str, int, int] | None:
    """The place whose proper name is from `start` to `end`, with its head; None where the head is part of a word."""
    head, kind = next((one for one in heads if folded.endswith(one[0], 0, start)), ("", ""))
    if not head:
        return None
    first = start - len(head)
    if first and (folded[first - 1].isalnum() or (folded.endswith(compounds(), 0, start) and kind != "district")):
        return None
    name = text[start:end]
    if head[1:2] == "." and not name[0].isdigit():
        return None
    if name[0].isdigit() and kind == "other" and head not in _NUMBERED:
        return None
    words = name.split(" ")
    shouted = name.isupper() and len(words) > 1
    while len(words) > 1 and ((not shouted and words[-1].isupper() and len(words[-1]) > 1) or len(words) > _ENOUGH):
        words.pop()
    if not shouted and words[0].isupper() and len(words[0]) > 1:
        return None
    name = " ".join(words)
    full = _FULL.get(head[:2].strip(), text[first:start].strip().lower())
    return kind, f"{full} {name}", first, start + len(name)
