"""The grammar of the names of bodies: a head such as UBND or Ban Tổ chức, and what may follow it.

What a head asks for stands in ``lexicon/bodies.toml``: nothing, a territory, another body, a field of work, a proper
name. A body that ends the name of another is its `parent`.
"""

from __future__ import annotations

import functools

from khobao.annotate.body import Body, Head, canonical
from khobao.annotate.copies import replace
from khobao.annotate.letters import pattern
from khobao.annotate.names import RUN, names_person, not_people
from khobao.annotate.openings import open_end
from khobao.annotate.reading import Passage
from khobao.annotate.territory import Territory, name_of_place, province_behind, read_territory
from khobao.annotate.wordlists import Phrases, phrases, tables

_DEEPEST = 3
#: Types of departments that another body may follow: Phòng Cảnh sát hình sự Công an tỉnh.
_PARTS = ("phòng", "cục", "vụ", "ban", "hội đồng", "ủy ban", "khoa")
#: What ends the name of a body of the whole country: Cục Hàng hải Việt Nam.
_NATION = pattern(r" (?:quốc gia|việt nam)(?!\w)")
#: The press at large, which no newspaper is called.
_PRESS = "báo chí"


@functools.cache
def heads() -> Phrases[Head]:
    """The heads, by their forms."""
    rows = (line.split("|") for line in _lines("heads", "forms"))
    return Phrases((form, Head(stem, kind, tail, level or None)) for form, stem, kind, tail, level in rows)


@functools.cache
def small_heads() -> Phrases[str]:
    """The heads that open a body also without a capital."""
    return Phrases((form, form) for form in phrases("bodies", "heads", "small"))


@functools.cache
def _khoi() -> Phrases[str]:
    rows = (line.split("|") for line in _lines("khoi", "forms"))
    return Phrases((form, canonical) for form, canonical in rows)


def _lines(table: str, key: str) -> list[str]:
    return [line for line in tables("bodies")[table][key].split("\n") if line]


def read_body(passage: Passage, start: int, named: bool = False, depth: int = 0) -> Body | None:
    """The body whose name opens at `start`; with `named` a person's name may follow it without a comma.

    It ends the names of `depth` others; no name has more than :data:`_DEEPEST` below it.
    """
    found = heads().match(passage.folded, start) if depth <= _DEEPEST else None
    if found is None or passage.folded.startswith(_PRESS, start):
        return None
    end, head = found
    body = Body(start, end, head.stem, head.type, head.tail, head.level, depth=depth)
    return _READERS[head.tail](passage, body, named)


def _fixed(passage: Passage, body: Body, named: bool) -> Body | None:  # noqa: ARG001
    """A body that is complete; of another country, if that follows."""
    place = body.end + 1
    country = not_people().match(passage.folded, place) if passage.text[place : place + 1].isupper() else None
    if country and country[1] == "countries" and not passage.folded.startswith("việt nam", place):
        return replace(body, end=country[0], stem=f"{body.stem} {passage.text[place : country[0]]}", level=None)
    return body


def _province(passage: Passage, body: Body, named: bool) -> Body | None:
    """A provincial committee: the name of its province, or of the town that it is the committee of."""
    text, folded, place = passage.text, passage.folded, body.end + 1
    if folded.startswith(("viên", ",  thành ủy", ", thành ủy", ", tỉnh ủy các"), body.end):
        return None
    if folded.startswith(" viên", body.end):
        return None
    if folded.startswith((" các tỉnh", " các thành phố"), body.end):
        end = body.end + (9 if folded.startswith(" các tỉnh", body.end) else 14)
        return replace(body, territory=Territory(body.end, end, None, None, None, many=True), end=end)
    territory = read_territory(passage, body.end, named)
    if territory is not None and (territory.province or territory.open or territory.many):
        return replace(body, end=territory.end, territory=territory, short=territory.open)
    if text[place : place + 1].isupper() and (run := RUN.match(text, place)) and passage.folded[body.end] == " ":
        return _town(passage, body, run.start())
    return replace(body, short=True)


def _town(passage: Passage, body: Body, start: int) -> Body:
    known = not_people().match(passage.folded, start)
    if known is None or known[1] != "districts":
        return replace(body, short=True)
    name = passage.text[start : known[0]]
    return replace(body, end=known[0], level="district", territory=Territory(start, known[0], "thành phố", name, None))


def _district(passage: Passage, body: Body, named: bool) -> Body | None:
    """A committee of a district: the name of that."""
    if passage.folded.startswith(" viên", body.end):
        return None
    run = RUN.match(passage.text, body.end + 1) if passage.text[body.end : body.end + 1] == " " else None
    if run is None:
        return replace(body, short=True)
    end = name_of_place(passage, run.start(), run.end(), named)
    if end == run.start():
        return replace(body, short=True)
    kind = "quận" if body.stem.startswith("Quận") else "thị xã" if body.stem.startswith("Thị") else "huyện"
    name, province = passage.text[run.start() : end], province_behind(passage, end)
    return replace(body, end=end, territory=Territory(run.start(), end, kind, name, province))


def _khoi_tail(passage: Passage, body: Body, named: bool) -> Body | None:
    """A committee of agencies: which agencies, then the territory or Trung ương."""
    found = _khoi().match(passage.folded, body.end + 1) if passage.folded[body.end : body.end + 1] == " " else None
    if found is not None:
        body = replace(body, end=found[0], stem=f"{body.stem} {found[1]}")
    for form in (" trung ương", " tw", " t.ư"):
        if passage.folded.startswith(form, body.end):
            return replace(body, end=body.end + len(form), stem=f"{body.stem} Trung ương", level="central")
    if found is not None and passage.folded.startswith((" các tỉnh", " các thành phố"), body.end):
        return replace(body, territory=Territory(body.end, body.end, None, None, None, many=True))
    territory = read_territory(passage, body.end, named)
    if territory is None or (found is None and territory.province):
        return replace(body, short=True)
    return replace(body, end=territory.end, territory=territory, short=territory.open)


def _party(passage: Passage, body: Body, named: bool) -> Body | None:
    """A party organisation of a territory, or in another body."""
    territory = read_territory(passage, body.end, named)
    if territory is not None:
        level = territory.level
        kind = "đảng bộ tỉnh/thành phố" if body.type == "đảng bộ" and level == "province" else body.type
        return replace(
            body, end=territory.end, territory=territory, short=territory.open, level=body.level or level, type=kind
        )
    parent = _parent_body(passage, body, named)
    if parent is None and body.type == "thanh tra":
        return None
    return parent or replace(body, short=True)


def _parent(passage: Passage, body: Body, named: bool) -> Body | None:
    """A part of a body, which follows; else of one that the page tells."""
    if parent := _parent_body(passage, body, named):
        return parent
    if body.type in ("ban thường vụ", "ban chấp hành"):
        return replace(body, short=True)
    territory = (
        read_territory(passage, body.end, named) if body.type in ("ủy ban kiểm tra", "ban cán sự đảng") else None
    )
    if territory is not None:
        return replace(body, end=territory.end, territory=territory, short=territory.open)
    return replace(body, short=True) if body.type == "ban cán sự đảng" else None


def _parent_body(passage: Passage, body: Body, named: bool) -> Body | None:
    text = passage.text
    if text[body.end : body.end + 1] != " " or not (
        text[body.end + 1 : body.end + 2].isupper() or body.type == "ban thường vụ"
    ):
        return None
    parent = read_body(passage, body.end + 1, named, body.depth + 1)
    if parent is None or (parent.type == "tổ chức quốc tế"):
        return None
    level = body.level or parent.level
    return replace(body, end=parent.end, parent=parent, short=parent.short, level=level)


def _territorial(passage: Passage, body: Body, named: bool) -> Body | None:
    """A body of a territory: its kind and name, or that of a province alone."""
    territory = read_territory(passage, body.end, named)
    if territory is not None:
        level = body.level or territory.level
        return replace(body, end=territory.end, territory=territory, short=territory.open, level=level)
    if body.type in ("hđnd", "ubnd", "đoàn đbqh"):
        return replace(body, short=True)
    if passage.folded.startswith((" việt nam", " trung ương"), body.end):
        end = body.end + len(" việt nam") + passage.folded.startswith(" trung ương", body.end) * 2
        return replace(body, end=end, stem=f"{body.stem} {passage.text[body.end + 1 : end]}", level="central")
    return None if body.type in ("công an", "quân đội", "tòa án", "viện kiểm sát", "cục", "chi cục") else body


def _optional(passage: Passage, body: Body, named: bool) -> Body | None:
    """A central body, or its branch in a territory."""
    territory = read_territory(passage, body.end, named)
    if territory is None or territory.many:
        return body
    return replace(body, end=territory.end, territory=territory, short=territory.open, level=territory.level)


def _field(passage: Passage, body: Body, named: bool) -> Body | None:
    """A department: what it works on, then perhaps a body, a territory or a country."""
    # A department bears no person's name, so that one behind it is a person's.
    end = open_end(passage, body.end, True, work=True)
    if end is None:
        return None
    work = canonical(passage.text[body.end + 1 : end])
    body = replace(body, stem=f"{body.stem} {work}", end=end)
    if body.type in ("bộ", "tổ chức quốc tế"):
        return _fixed(passage, body, named)
    if body.level != "province" and (nation := _NATION.match(passage.folded, end)):
        return replace(body, stem=body.stem + passage.text[end : nation.end()], end=nation.end(), level="central")
    territory = read_territory(passage, end, named)
    if territory is not None:
        level = body.level or territory.level
        if territory.many:
            return body
        return replace(body, end=territory.end, territory=territory, short=territory.open, level=level)
    if body.level == "province":
        return replace(body, short=True)
    parent = _parent_body(passage, body, named) if body.type in _PARTS else None
    return parent or (None if work in phrases("bodies", "compounds", "bare") else body)


def _open(passage: Passage, body: Body, named: bool) -> Body | None:
    """A body with a proper name."""
    end = open_end(passage, body.end, named, work=False)
    if end is None or (
        named
        and body.type in ("câu lạc bộ", "công ty")
        and names_person(passage.text, passage.folded, body.end + 1, whole=True)
    ):
        return None
    place = not_people().match(passage.folded, body.end + 1)
    if place is not None and place[0] == end and (body.type == "báo chí" or _country(body, place[1])):
        return None
    if body.stem == "THPT" and passage.folded.startswith("quốc gia", body.end + 1):
        return None
    proper = canonical(passage.text[body.end + 1 : end])
    body = replace(body, stem=f"{body.stem} {proper}", end=end)
    territory = read_territory(passage, end, named)
    if territory is None and proper in phrases("bodies", "compounds", "bare"):
        return None
    if territory is not None and not territory.many and not territory.open:
        return replace(body, end=territory.end, territory=territory)
    return body


def _country(body: Body, kind: str) -> bool:
    """Whether a place behind `body` only says which country it is of: no name of a company, as it is of an embassy."""
    return kind == "countries" and body.type not in ("đại sứ quán", "câu lạc bộ", "trường", "quân đội")


def _unit(passage: Passage, body: Body, named: bool) -> Body | None:
    """A department that needs no more, or that the house follows which it is in."""
    return _parent_body(passage, body, named) or body


def _school(passage: Passage, body: Body, named: bool) -> Body | None:
    """A school, if its kind follows: Trường Sa is none."""
    kinds = _school_kinds()
    if not kinds.match(passage.folded, body.end + 1):
        return None
    return _open(passage, body, named)


@functools.cache
def _school_kinds() -> Phrases[str]:
    kinds = phrases("bodies", "heads", "schools")
    return Phrases((kind, kind) for kind in kinds)


_READERS = {
    "fixed": _fixed, "province": _province, "district": _district, "khoi": _khoi_tail, "party": _party,
    "parent": _parent, "territory": _territorial, "optional": _optional, "field": _field, "open": _open,
    "school": _school, "unit": _unit,
}  # fmt: skip
