"""The people that an article names, one entry each, with their posts."""

from __future__ import annotations

from collections.abc import Sequence

from khobao.annotate.behind import posts_told
from khobao.annotate.body import Body
from khobao.annotate.candidates import Candidate, Scan
from khobao.annotate.contexts import context
from khobao.annotate.persons import Naming, Parsed, name_of, parse
from khobao.annotate.posts import Post, party_titles
from khobao.annotate.reading import Reading
from khobao.annotate.resolution import Resolver, committee_in, resolver_of
from khobao.annotate.values import Person, Position
from khobao.annotate.wordlists import phrases
from khobao.text import fold

#: Most characters between two posts of one row: an age or a home in brackets.
_ROW = 40


def find(reading: Reading, found: object) -> tuple[Person, ...]:  # noqa: ARG001
    """The people that `reading` names, in order of their first mention."""
    parsed = parse(reading)
    resolver = resolver_of(reading)
    scans = {done.passage.field: done for done in parsed.scans}
    entries: dict[str, list[Naming]] = {}
    for naming in parsed.namings:
        entries.setdefault(name_of(naming.passage, naming.candidate), []).append(naming)
    _merge_short(entries)
    later = _later_namings(parsed, entries)
    return tuple(_person(name, group, scans, resolver, later.get(name, [])) for name, group in entries.items())


def _merge_short(entries: dict[str, list[Naming]]) -> None:
    """Moves namings by the last words of one longer name to that: Hoàng Yến under Võ Hoàng Yến."""
    longer: dict[str, list[str]] = {}
    for name in entries:
        words = name.split(" ")
        for place in range(1, len(words)):
            longer.setdefault(" ".join(words[place:]), []).append(name)
    for name in list(entries):
        found = [other for other in longer.get(name, ()) if other in entries]
        if len(found) == 1:
            entries[found[0]].extend(entries.pop(name))


def _later_namings(parsed: Parsed, entries: dict[str, list[Naming]]) -> dict[str, list[Naming]]:
    """Given names alone that fit one person of the page: behind an honorific, with the posts told there, or of a name
    from elsewhere."""
    by_last: dict[str, list[str]] = {}
    for name in entries:
        by_last.setdefault(name.rsplit(" ", 1)[-1], []).append(name)
    found: dict[str, list[Naming]] = {}
    for done in parsed.scans:
        passage = done.passage
        starts = [naming.candidate.start for naming in parsed.namings if naming.passage is passage]
        for token in done.rest:
            names = by_last.get(token.word, [])
            if len(names) != 1:
                continue
            addressed = context(passage.folded, token.start) == "honorific"
            if addressed or entries[names[0]][0].candidate.kind != "vn":
                posts = posts_told(done, token.start, token.end, starts) if addressed else ()
                one = Candidate(token.start, token.end, sure=True, kind="vn")
                found.setdefault(names[0], []).append(Naming(passage, one, None, posts))
    return found


def _person(name: str, group: list[Naming], scans: dict[str, Scan], resolver: Resolver, later: list[Naming]) -> Person:
    order = {field: place for place, field in enumerate(scans)}
    everywhere = [*group, *later]
    mentions = {naming.passage.mention(naming.candidate.start, naming.candidate.end) for naming in everywhere}
    honorific = next((naming.honorific for naming in group if naming.honorific), None)
    positions: dict[tuple[str, str | None], Position] = {}
    for naming in everywhere:
        for position in _positions(naming, scans[naming.passage.field], resolver):
            positions.setdefault(
                (fold(position.title), position.organization and fold(position.organization)), position
            )
    printed = _printed(name, group)
    eponym = all(naming.candidate.eponym for naming in group) and not positions
    in_order = sorted(mentions, key=lambda mention: (order[mention.field], mention.start))
    return Person(printed, honorific, eponym, _distinct(positions.values()), tuple(in_order))


def _printed(name: str, group: list[Naming]) -> str:
    """The name as printed first, not in capitals alone if it stands otherwise somewhere."""
    spans = [
        (naming.passage.text, naming.candidate) for naming in group if name_of(naming.passage, naming.candidate) == name
    ]
    forms = [" ".join(text[found.start : found.end].split()) for text, found in spans]
    return next((form for form in forms if not form.isupper()), forms[0])


def _distinct(positions: object) -> tuple[Position, ...]:
    """The positions without those that say less than another: the same title without a body."""
    found: list[Position] = list(positions)  # type: ignore[call-overload]
    full = {fold(position.title) for position in found if position.organization is not None}
    return tuple(one for one in found if one.organization is not None or fold(one.title) not in full)


def _positions(naming: Naming, done: Scan, resolver: Resolver) -> list[Position]:
    """The posts of a naming as positions; a title without a body shares that of a later one, if it fits."""
    found = []
    for place, post in enumerate(naming.posts):
        body = _body_of(post, _beside(naming, place))
        resolved = resolver.resolve(done, body) if body is not None else None
        organization = post.central or (resolved.name if resolved is not None else None)
        province = resolved.province if resolved is not None else None
        mention = naming.passage.mention(post.start, post.end)
        found.append(Position(post.title, organization, province, post.former, mention))
    return found


def _beside(naming: Naming, place: int) -> list[Post]:
    """The posts behind the one at `place` that stand in one row with it, the name perhaps between them."""
    row: list[Post] = []
    end = naming.posts[place].end
    for post in naming.posts[place + 1 :]:
        if post.start > max(end, naming.candidate.end if end < naming.candidate.start else 0) + _ROW:
            break
        row.append(post)
        end = post.end
    return row


def _body_of(post: Post, later: Sequence[Post]) -> Body | None:
    """The body of a post: for party posts the committee in it, else the body itself or that of the next post."""
    if post.group not in ("office", "shared", "member") or post.central:
        return post.body
    if post.body is not None or post.group != "office":
        return post.body
    if post.title in phrases("positions", "offices", "alone"):
        return None
    party = post.title in party_titles()
    for other in later:
        if other.body is None or other.group == "member":
            continue
        if party:
            return committee_in(other.body)
        return None if other.title in party_titles() or other.group == "shared" else other.body
    return None
