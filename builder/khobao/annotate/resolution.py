"""Which body a short form means: by the phrase, the subject of the sentence, the host, another post of the person.

Source: the guideline on organisations, which orders these.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from khobao.annotate.body import Body
from khobao.annotate.candidates import Scan
from khobao.annotate.copies import replace
from khobao.annotate.letters import alternatives
from khobao.annotate.persons import Parsed, bodies_of, parse
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.territory import Territory, province_kind
from khobao.annotate.wordlists import phrases

_BETWEEN = re.compile(r" ?,? ?(?:và|,|cùng|với)? ?")
_PLURAL_BEFORE = re.compile(r"(?:^|[ (])(?:\d+|các|mỗi|nhiều|từng|một số|những|mọi|hai|ba|bốn|toàn bộ) $")
_PLURAL_BEHIND = re.compile(r" (?:\d+|các|những) ")
_SENTENCE = (". ", "\n", "! ", "? ")
_CLAUSE = (*_SENTENCE, "; ")
#: Characters in which a sentence is looked for.
_FAR = 1200
#: Bodies of one list or sentence that are looked at.
_LONGEST_LIST = 24
_PARTY = frozenset(("tỉnh ủy/thành ủy", "huyện ủy", "đảng ủy", "đảng ủy khối", "đảng bộ", "đảng bộ khối", "chi bộ"))
_KHOI = frozenset(("đảng ủy khối", "đảng bộ khối"))


@functools.cache
def _hosting() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(phrases('bodies', 'groups', 'hosts'))}\b")


@dataclass
class Resolver:
    """What short forms of one page mean. `host` is the province of the body that the page says is the host, or the
    only one whose bodies it names; `full` the committees of agencies that are named in full."""

    parsed: Parsed
    host: str | None = None
    full: tuple[Body, ...] = ()
    local: dict[str | None, set[str]] = field(default_factory=dict)
    posts: dict[tuple[str, int], tuple[Body, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = bodies_of(self.parsed.scans)
        for territory in (body.core.territory for _, body in found):
            if territory is not None and territory.name:
                self.local.setdefault(territory.kind, set()).add(territory.name)
        for naming in self.parsed.namings:
            group = tuple(post.body for post in naming.posts if post.body is not None)
            self.posts.update(((naming.passage.field, body.start), group) for body in group)
        self.host = _host(found)
        self.full = tuple(self._full(found))

    def _full(self, found: list[tuple[Scan, Body]]) -> Iterable[Body]:
        for done, body in found:
            core = body.core
            if core.type in _KHOI and not core.many and (core.territory is not None or core.level == "central"):
                resolved = self.resolve(done, core)
                if resolved is not None:
                    yield resolved

    def resolve(self, done: Scan, body: Body) -> Body | None:
        """The body that `body` means in the passage of `done`; None for a class, or if it is short of its name and no
        words of the page tell it."""
        if body.many or (body.short and self._class(done, body)):
            return None
        if not body.short:
            return self._local(body)
        if body.parent is not None:
            parent = self.resolve(done, body.parent)
            return (
                None if parent is None else replace(body, parent=parent, short=False, level=body.level or parent.level)
            )
        if body.tail == "parent":
            return self._part(done, body)
        if body.type in _KHOI and body.territory is None:
            return self._committee(done, body)
        if body.tail == "party" and body.territory is None:
            return None
        if body.tail == "district":
            return self._of_district(done, body)
        if _divided(_subjects(done, body)) and not self._said(done, body):
            return None
        province = self.province(done, body)
        if province is not None:
            return body.within(province)
        named = body.territory is not None or body.tail == "province"
        return replace(body, short=False) if named or body.tail == "field" else None

    def _of_district(self, done: Scan, body: Body) -> Body:
        """Huyện ủy alone: of the district that the same phrase names, or the only one of the page."""
        kind = "quận" if body.stem.startswith("Quận") else "thị xã" if body.stem.startswith("Thị") else "huyện"
        group = (*_ahead(done, body), *self.posts.get((done.passage.field, body.start), ()))
        said = [other.core.territory for other in group]
        names = [one.name for one in said if one is not None and one.kind == kind and one.name]
        names = names or sorted(self.local.get(kind, set()))
        if len(set(names)) != 1:
            return replace(body, short=False)
        territory = Territory(body.end, body.end, kind, names[0], None)
        return replace(body, short=False, territory=territory)

    def _local(self, body: Body) -> Body:
        """`body`; of a district or commune without a name, that of the only one of its kind that bodies here have."""
        territory = body.territory
        if territory is None or territory.name is not None or territory.open:
            return body
        names = self.local.get(territory.kind, set())
        return replace(body, territory=replace(territory, name=next(iter(names)))) if len(names) == 1 else body

    def _class(self, done: Scan, body: Body) -> bool:
        """Whether the words around `body` make it a class: các, mỗi, or a list that ends with a class."""
        folded = done.passage.folded
        if _PLURAL_BEFORE.search(folded, max(0, body.start - 12), body.start):
            return True
        if _PLURAL_BEHIND.match(folded, body.end):
            return True
        return any(other.many for other in _ahead(done, body))

    def province(self, done: Scan, body: Body) -> str | None:
        """The province of a body that is short of it."""
        fits = functools.partial(_fits, body)
        if said := self._said(done, body):
            return said
        subjects = _subjects(done, body)
        if _divided(subjects):
            return None
        if subjects and fits(subjects[0].province or ""):
            return subjects[0].province
        return self.host if self.host and fits(self.host) else None

    def _said(self, done: Scan, body: Body) -> str | None:
        """The province that the same phrase has: a list of bodies, or the posts of the same person."""
        group = self.posts.get((done.passage.field, body.start), ())
        for other in (*_ahead(done, body), *group):
            if other.province and _fits(body, other.province):
                return other.province
        return None

    def _committee(self, done: Scan, body: Body) -> Body | None:
        """The committee of agencies that its two first words mean: the subject's, or the only one of the page."""
        subjects = _subjects(done, body)
        if _divided(subjects):
            return None
        agencies = body.stem.removeprefix("Đảng ủy Khối").removeprefix("Đảng bộ Khối").strip()
        if subjects and subjects[0].type in _KHOI:
            model = subjects[0]
        elif subjects and agencies and subjects[0].province:
            return body.within(subjects[0].province)
        else:
            names = {(full.stem.split("Khối", 1)[-1], full.province): full for full in self.full}
            if agencies or len(names) != 1:
                return None
            model = next(iter(names.values()))
        stem = f"{' '.join(body.stem.split()[:3])}{model.stem.split('Khối', 1)[-1]}"
        return replace(body, stem=stem, territory=model.territory, short=False, level=model.level)

    def _part(self, done: Scan, body: Body) -> Body | None:
        """Ban Thường vụ, Ban Chấp hành alone: of the committee of the same post, or of the subject."""
        group = [*self.posts.get((done.passage.field, body.start), ()), *_subjects(done, body, any_body=True)]
        if body.type == "ban cán sự đảng":
            office = next((other for other in group if other.core.type in ("ubnd", "bộ", "hđnd")), None)
            parent = self.resolve(done, office.core) if office is not None else None
            return parent and replace(body, parent=parent, short=False, level=parent.level)
        for other in group:
            committee = committee_in(other)
            if committee is not None and committee.start != body.start:
                parent = self.resolve(done, committee) if committee.short else committee
                if parent is not None:
                    if body.type == "ban chấp hành":
                        parent = _membership(parent)
                    return replace(body, parent=parent, short=False, level=parent.level)
        return None


def _divided(subjects: list[Body]) -> bool:
    """Whether a sentence has subjects of several provinces."""
    return len({subject.province for subject in subjects}) > 1


@functools.lru_cache(maxsize=2)
def resolver_of(reading: Reading) -> Resolver:
    """The resolver of the short forms in `reading`; the last ones are kept, as the parses are."""
    return Resolver(parse(reading))


def committee_in(body: Body | None) -> Body | None:
    """The party committee that `body` is, or that ends its name."""
    while body is not None and body.type not in _PARTY:
        body = body.parent
    return body


def _membership(committee: Body) -> Body:
    """The party organisation that a committee leads: the đảng bộ of a đảng ủy."""
    if committee.type == "đảng ủy khối":
        return replace(committee, stem=committee.stem.replace("Đảng ủy", "Đảng bộ"), type="đảng bộ khối")
    if committee.type == "tỉnh ủy/thành ủy" and committee.province:
        territory = Territory(committee.end, committee.end, None, None, None).within(committee.province)
        return replace(committee, stem="Đảng bộ", type="đảng bộ tỉnh/thành phố", tail="party", territory=territory)
    return committee


def _fits(body: Body, province: str) -> bool:
    """Whether a province can be what a short form such as ``Thành ủy`` or ``UBND tỉnh`` leaves out."""
    if not province:
        return False
    kind = body.territory.kind if body.territory is not None else None
    if body.stem.endswith("Tỉnh ủy") or body.stem.startswith("Tỉnh"):
        kind = "tỉnh"
    elif body.stem.endswith("Thành ủy") or body.stem.startswith("Thành"):
        kind = "thành phố"
    return kind is None or province_kind(province) == kind


def _host(found: list[tuple[Scan, Body]]) -> str | None:
    """The province of the first body that hosts, else the only province that bodies of the page have."""
    for done, body in found:
        if body.province and _hosting().match(done.passage.folded, body.end):
            return body.province
    provinces = {body.province for _, body in found if body.province}
    return provinces.pop() if len(provinces) == 1 else None


def _next(done: Scan, body: Body) -> Body | None:
    """The body that opens first behind `body`."""
    listed = done.in_order
    place = bisect_left(listed, body.end, key=_start)
    return listed[place] if place < len(listed) else None


def _start(body: Body) -> int:
    return body.start


def _ahead(done: Scan, body: Body) -> list[Body]:
    """The bodies that follow in one list with `body`: HĐND, UBND tỉnh A."""
    found: list[Body] = []
    last, other = body, _next(done, body)
    while other is not None and len(found) < _LONGEST_LIST:
        if not _BETWEEN.fullmatch(done.passage.folded, last.end, other.start):
            break
        found.append(other)
        last, other = other, _next(done, other)
    return found


def _opening(passage: Passage, start: int, signs: tuple[str, ...]) -> int:
    """Where the part of the text begins, between `signs`, that `start` is in."""
    floor = max(0, start - _FAR)
    return max(floor - 1, *(passage.folded.rfind(sign, floor, start) for sign in signs)) + 1


def _subjects(done: Scan, body: Body, any_body: bool = False) -> list[Body]:
    """The first body of the clause before `body` that has a province, and those in one list with it."""
    for signs in (_CLAUSE, _SENTENCE):
        if found := _subjects_from(done, body, _opening(done.passage, body.start, signs), any_body):
            return found
    return []


def _subjects_from(done: Scan, body: Body, floor: int, any_body: bool) -> list[Body]:
    listed = done.in_order
    first, last = (bisect_left(listed, place, key=_start) for place in (floor, body.start))
    before = [other for other in listed[first : min(last, first + _LONGEST_LIST)] if other.end <= body.start]
    for place, other in enumerate(before):
        if other.province or (any_body and committee_in(other)):
            chain = [other]
            for following in before[place + 1 :]:
                if not _BETWEEN.fullmatch(done.passage.folded, chain[-1].end, following.start):
                    break
                chain.append(following)
            return [member for member in chain if member.province or any_body]
    return []
