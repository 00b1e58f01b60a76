"""Territories behind the name of a body: tỉnh, thành phố, huyện, xã and what they are called.

The names of provinces are a small list of this module's own, in ``lexicon/not_people.toml``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from khobao.annotate.copies import replace
from khobao.annotate.names import (
    RUN,
    name_end,
    namesakes,
    not_people,
    opens_person,
    split_person,
    surnames,
    tokens_of,
)  # fmt: skip
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import Phrases, phrases, tables

_CITY, _PROVINCE = "thành phố", "tỉnh"
_LEVELS = {
    _PROVINCE: "province", "huyện": "district", "quận": "district", "thị xã": "district", "thị trấn": "grassroots",
    "phường": "grassroots", "xã": "grassroots", "thôn": "grassroots", "bản": "grassroots", "đặc khu": "grassroots",
}  # fmt: skip
_NUMBER = re.compile(r" \d{1,2}\b")
_PLURAL = re.compile(
    r",? (?:và |hoặc )?,? ?(?:tỉnh|thành phố|thành|huyện|quận|thị xã|thành ủy|xã|phường|thị trấn|tp)\b"
    r"|, (?:thành phố|thành)"
)
_BEHIND = re.compile(r"(?:, ?| \(| - |-)(?:tỉnh |thành phố |tp\.? ?)?")
_GAP = re.compile(r" ")
_GAP_BEHIND_DOT = re.compile(r"[. ] ?|")


@dataclass(frozen=True)
class Territory:
    """What a body covers, from `start` to `end`: its `kind` such as ``tỉnh``, its `name` and, if that is a province or
    a centrally run city, the `province`. A kind without a name stands for one that the page tells; `many` for a class,
    as in ``tỉnh, thành phố``."""

    start: int
    end: int
    kind: str | None
    name: str | None
    province: str | None
    many: bool = False

    @property
    def level(self) -> str | None:
        """Province, district or grassroots; None for a ``thành phố`` that may be either."""
        if self.kind == _PROVINCE or (self.province is not None and self.province == self.name):
            return "province"
        return "district" if self.kind == _CITY and self.name else _LEVELS.get(self.kind or "")

    @property
    def open(self) -> bool:
        """Whether the page has to tell which province this is."""
        return self.name is None and self.kind in (_PROVINCE, _CITY)

    @property
    def printed(self) -> str:
        """The canonical words."""
        return " ".join(filter(None, (self.kind, self.name)))

    def within(self, province: str) -> Territory:
        """The territory, if it is open, as this province."""
        return replace(self, kind=province_kind(province), name=province, province=province)


@functools.cache
def provinces() -> Phrases[str]:
    """The names of provinces, with the canonical one."""
    names = [*phrases("not_people", "provinces", "cities"), *phrases("not_people", "provinces", "provinces")]
    return Phrases([*((name, name) for name in names), *tables("not_people")["forms"].items()])


def province_kind(province: str) -> str:
    """``thành phố`` for a centrally run city, else ``tỉnh``."""
    return _CITY if province in phrases("not_people", "provinces", "cities") else _PROVINCE


@functools.cache
def _kinds() -> Phrases[str]:
    return Phrases(tables("bodies")["territories"].items())


def read_territory(passage: Passage, place: int, named: bool) -> Territory | None:
    """The territory that stands at `place`, behind a space; with `named` a person's name may follow without a comma."""
    text, folded = passage.text, passage.folded
    if folded[place : place + 1] != " ":
        return None
    start = place + 1
    if (found := provinces().match(folded, start)) and text[start].isupper():
        return Territory(start, found[0], province_kind(found[1]), found[1], found[1])
    if (kind := _kinds().match(folded, start)) is None:
        return None
    end, word = kind
    if _PLURAL.match(folded, end):
        return Territory(start, end, word, None, None, many=True)
    return _named(passage, start, end, word, named)


def _named(passage: Passage, start: int, end: int, kind: str, named: bool) -> Territory:
    text, folded = passage.text, passage.folded
    gap = (_GAP_BEHIND_DOT if end - start <= 3 and kind not in ("xã", "bản") else _GAP).match(folded, end)
    inner = gap.end() if gap else end
    if (
        kind in (_PROVINCE, _CITY)
        and inner > end
        and text[inner : inner + 1].isupper()
        and (found := provinces().match(folded, inner))
    ):
        return Territory(start, found[0], province_kind(found[1]), found[1], found[1])
    if kind in ("quận", "phường") and (number := _NUMBER.match(text, end)):
        return Territory(start, number.end(), kind, number[0].strip(), None)
    if kind != _PROVINCE and inner > end and (run := RUN.match(text, inner)):
        if text[start:end].isupper() and text[inner : run.end()].isupper() and not _known_in_capitals(folded, inner):
            return Territory(start, end, kind, None, None)
        last = name_of_place(passage, run.start(), run.end(), named)
        if last == run.start():
            return Territory(start, end, kind, None, None)
        return Territory(start, last, kind, text[inner:last], province_behind(passage, last))
    return Territory(start, end, kind, None, None)


def _known_in_capitals(folded: str, start: int) -> bool:
    """Whether a district or province is known by the name at `start`: in a line of capitals no other name can be told
    from the words behind it, `HĐND HUYỆN HỌP THẨM TRA`."""
    known = not_people().match(folded, start)
    return known is not None and known[1] in ("districts", "provinces", "cities")


def province_behind(passage: Passage, place: int) -> str | None:
    """The province that is named behind a district, after a comma or in brackets."""
    gap = _BEHIND.match(passage.folded, place)
    found = provinces().match(passage.folded, gap.end()) if gap is not None else None
    return found[1] if found is not None and passage.text[gap.end()].isupper() else None  # type: ignore[union-attr]


def name_of_place(passage: Passage, start: int, end: int, named: bool) -> int:
    """Where the name of a place ends that opens a run of capitals; with `named` a person's name may close the run, or
    be all of it: then this is `start`."""
    if known := not_people().match(passage.folded, start) or namesakes().match(passage.folded, start):
        return min(known[0], end)
    tokens = tokens_of(passage.text, passage.folded, start, end)
    if named and name_end(tokens, 0) >= 3 and opens_person(tokens, 0):
        return start
    if named and len(tokens) >= 4 and tokens[2].word in surnames():
        return tokens[1].end
    if named and (place := split_person(tokens)):
        return tokens[place - 1].end
    return tokens[min(len(tokens), 3) - 1].end
