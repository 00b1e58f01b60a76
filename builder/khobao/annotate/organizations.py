"""The bodies that an article names, one entry each, short forms under the name that the page gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from khobao.annotate.body import Body
from khobao.annotate.candidates import Scan
from khobao.annotate.copies import replace
from khobao.annotate.persons import Parsed, parse
from khobao.annotate.posts import Post
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.resolution import Resolver, committee_in, resolver_of
from khobao.annotate.territory import provinces
from khobao.annotate.values import Mention, Organization
from khobao.text import fold

_LIST = re.compile(r"(?:,? (?:các )?(?:tỉnh|thành phố|tp|và))*,? ?:? ")
_MEMBER = re.compile(r" ?(?:,|và|;|:) ?")
_CENTRAL = {
    "Ban Chấp hành Trung ương Đảng": "ban chấp hành trung ương",
    "Ban Bí thư Trung ương Đảng": "ban bí thư",
    "Bộ Chính trị": "bộ chính trị",
    "Quốc hội": "quốc hội",
}


@dataclass(frozen=True)
class _Named:
    name: str
    type: str
    level: str | None
    place: str | None
    listed: bool
    mention: Mention


def find(reading: Reading, found: object) -> tuple[Organization, ...]:  # noqa: ARG001
    """The organisations that `reading` names, in order of their first mention."""
    parsed = parse(reading)
    resolver = resolver_of(reading)
    entries: dict[str, list[_Named]] = {}
    order = {passage.field: place for place, passage in enumerate(reading)}
    named = {(one.mention.span, _folded(one.name)): one for one in _all(parsed, resolver)}
    for one in sorted(named.values(), key=lambda one: (order[one.mention.field], one.mention.start, -one.mention.end)):
        entries.setdefault(_folded(one.name), []).append(one)
    return tuple(_entry(group) for group in entries.values())


#: The names of bodies come again and again.
_folded = lru_cache(maxsize=1 << 12)(fold)


def _entry(group: list[_Named]) -> Organization:
    first = group[0]
    level = next((one.level for one in group if one.level), None)
    place = next((one.place for one in group if one.place), None)
    listed = all(one.listed for one in group)
    return Organization(first.name, first.type, level, place, listed, tuple(one.mention for one in group))


def _all(parsed: Parsed, resolver: Resolver) -> Iterator[_Named]:
    for done in parsed.scans:
        for _, body in sorted(done.bodies.items()):
            yield from _with_parents(done, body, resolver)
            yield from _listed(done, body)
    scans = {done.passage.field: done for done in parsed.scans}
    for naming in parsed.namings:
        done = scans[naming.passage.field]
        for post in naming.posts:
            if post.body is not None:
                yield from _with_parents(done, post.body, resolver)
            if post.central:
                yield _central(naming.passage, post.start, post.end, post.central)
        yield from _committees(naming.posts, done, resolver)


def _with_parents(done: Scan, body: Body | None, resolver: Resolver) -> Iterator[_Named]:
    """A body and those at the end of its name."""
    while body is not None:
        resolved = resolver.resolve(done, body)
        if resolved is not None:
            mention = done.passage.mention(body.start, body.end)
            yield _Named(resolved.name, resolved.type, resolved.level, resolved.province, False, mention)
        body = body.parent


def _central(passage: Passage, start: int, end: int, name: str) -> _Named:
    """The central body that a title names: its words at the end of the title, or the whole title."""
    for words in (fold(name), "trung ương đảng", "tw đảng", "t.ư đảng", "ban bí thư", "quốc hội"):
        place = passage.folded.find(words, start, end)
        if place >= 0:
            return _Named(name, _CENTRAL[name], "central", None, False, passage.mention(place, place + len(words)))
    return _Named(name, _CENTRAL[name], "central", None, False, passage.mention(start, end))


def _committees(posts: tuple[Post, ...], done: Scan, resolver: Resolver) -> Iterator[_Named]:
    """The Ban Thường vụ and Ban Chấp hành that titles of their members name."""
    for place, post in enumerate(posts):
        words = post.title.removeprefix("Ủy viên ")
        if words not in ("Ban Thường vụ", "Ban Chấp hành"):
            continue
        committee = next((found for other in posts[place:] if (found := committee_in(other.body))), None)
        if committee is None or (parent := resolver.resolve(done, committee)) is None:
            continue
        start = max(done.passage.folded.find(sign, post.start, post.end) for sign in ("ban ", "btv", "bch"))
        if start < 0:
            continue
        end = post.body.end if post.body is not None else post.end
        kind = words.lower()
        yield _Named(
            f"{words} {parent.name}", kind, parent.level, parent.province, False, done.passage.mention(start, end)
        )


def _listed(done: Scan, body: Body) -> Iterator[_Named]:
    """The members of a list under one head: Tỉnh ủy các tỉnh: A, B, C."""
    body = body.core
    territory = body.territory
    if territory is None or not territory.many:
        return
    folded, text = done.passage.folded, done.passage.text
    gap = _LIST.match(folded, body.end)
    place = gap.end() if gap else body.end
    while (found := provinces().match(folded, place)) and text[place].isupper():
        member = replace(
            body, territory=replace(territory, kind="tỉnh", name=None, province=None, many=False), short=True
        ).within(found[1])
        mention = done.passage.mention(place, found[0])
        yield _Named(member.name, member.type, member.level, found[1], True, mention)
        step = _MEMBER.match(folded, found[0])
        if step is None:
            break
        place = step.end()
