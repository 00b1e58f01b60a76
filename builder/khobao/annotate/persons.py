"""Who a page names: candidates of all its passages weighed together, with the posts and honorifics around each."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, replace

from khobao.annotate.behind import posts_behind
from khobao.annotate.beside import are_many, group_honorific, posts_before
from khobao.annotate.bodies import small_heads
from khobao.annotate.body import Body
from khobao.annotate.candidates import Candidate, Scan
from khobao.annotate.contexts import openings_before
from khobao.annotate.names import is_syllable
from khobao.annotate.positions import read_post
from khobao.annotate.posts import Post
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.scan import scan
from khobao.annotate.values import Mention
from khobao.annotate.wordlists import words

_LIST_GAP = re.compile(
    r"(?: ?\([^()]{1,30}\))? ?(?:,|;|và|và cả|cùng|-|–|, và) ?(?:(?:ông|bà|anh|chị|em|hlv|tiền đạo|tiền vệ|ca sĩ) )?"
)
_WRAP = re.compile(r"(?<=[,–-])\n|\n(?=[^\W\d_A-ZĐÀ-ÝĂƠƯẠ-Ỹ])")


@dataclass(frozen=True)
class Naming:
    """One place where a person is named: the passage, the candidate, the honorific, and the posts around the name in
    order."""

    passage: Passage
    candidate: Candidate
    honorific: str | None
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Parsed:
    """What all passages of an article name: the scans in order, and the namings of people in order."""

    scans: tuple[Scan, ...]
    namings: tuple[Naming, ...]


@dataclass(frozen=True)
class _Flat(Passage):
    """A passage whose line breaks inside a phrase are read as spaces; its mentions are pieces of the printed text."""

    printed: str = ""

    def mention(self, start: int, end: int) -> Mention:
        return Mention(self.field, start, end, self.printed[start:end])


def _flat(passage: Passage) -> Passage:
    """Captions of several lines as one, where a line goes on in small letters or behind a comma or dash."""
    if passage.field != "captions" or "\n" not in passage.text:
        return passage
    return _Flat(passage.field, _WRAP.sub(" ", passage.text), passage.text)


@functools.lru_cache(maxsize=2)
def parse(reading: Reading) -> Parsed:
    """The parse of `reading`; the last ones are kept, since several finders ask for them."""
    scans = tuple(scan(_flat(passage)) for passage in reading)
    known = _known_names(scans)
    namings: list[Naming] = []
    for done in scans:
        chosen = _chosen(done, known)
        starts = [candidate.start for candidate in chosen]
        floors = [0, *(candidate.end for candidate in chosen)]
        named = [_naming(done, one, starts, floor) for one, floor in zip(chosen, floors, strict=False)]
        namings.extend(_share(named))
    return Parsed(scans, tuple(namings))


def name_of(passage: Passage, candidate: Candidate) -> str:
    """The name, folded, with single spaces."""
    return " ".join(passage.folded[candidate.start : candidate.end].split())


def _known_names(scans: tuple[Scan, ...]) -> frozenset[str]:
    """The names that some place on the page proves, folded."""
    named = [(name_of(done.passage, found), found) for done in scans for found in done.candidates if found.sure]
    streets = {place for done in scans for place in done.places} - {name for name, found in named if found.proved}
    known = {name for name, _ in named if name not in streets}
    known.update(" ".join(name.split()[-2:]) for name in tuple(known) if name.count(" ") >= 2)
    alone = Counter(token.word for done in scans for token in done.rest)
    for done in scans:
        for found in done.candidates:
            words = name_of(done.passage, found).split()
            last = words[-1]
            if not found.sure and found.kind != "vn" and alone[last] and not alone[words[0]] and not is_syllable(last):
                known.add(" ".join(words))
    return frozenset(known)


def _chosen(done: Scan, known: frozenset[str]) -> list[Candidate]:
    """The candidates of a passage that are people: proved, known from elsewhere, or in one list with such."""
    folded = done.passage.folded
    chosen: list[Candidate] = []
    held: Candidate | None = None
    for one in done.candidates:
        found = _within(done.passage, one, known) if one.kind == "caps" else one
        floor = chosen[-1].end if chosen else 0
        beside = chosen and floor <= found.start and _LIST_GAP.fullmatch(folded, floor, found.start)
        proved = name_of(done.passage, found) in known or beside
        if not proved and not _has_post(done, found, floor):
            held = found
            continue
        if held is not None and held.kind != "vn" and _LIST_GAP.fullmatch(folded, held.end, found.start):
            chosen.append(held)
        chosen.append(found)
        held = None
    return chosen


def _has_post(done: Scan, found: Candidate, floor: int) -> bool:
    """Whether a post before the name, or one told behind it, makes that of a person of it."""
    return _can_be_posted(done, found) and (_is_posted(done, found, floor) or _is_told(done, found))


def _can_be_posted(done: Scan, found: Candidate) -> bool:
    """Whether a post before it makes the name of a person of it: what names other things as often needs more."""
    first, *_, last = name_of(done.passage, found).split()
    given, doubtful = words("names", "vietnamese", "given"), words("names", "vietnamese", "doubtful")
    return found.kind == "other" or (found.kind == "vn" and last in given and first not in doubtful)


def _is_posted(done: Scan, found: Candidate, floor: int) -> bool:
    """Whether a post stands before the name, and no head of a body within its words: Chủ nhiệm hợp tác xã muối | A."""
    if not (posts := posts_before(done, found, floor)[1]):
        return False
    folded = done.passage.folded
    within = openings_before(folded, found.start, posts[-1].start, found.start)
    return not any(small_heads().match(folded, place) for place in within[1:])


def _is_told(done: Scan, found: Candidate) -> bool:
    """Whether a name that no syllable of Vietnamese is in has a post behind a comma: Halvor Brekke, Giám đốc quỹ."""
    passage = done.passage
    if any(map(is_syllable, name_of(passage, found).split())) or not passage.folded.startswith(", ", found.end):
        return False
    post = read_post(passage, found.end + 2, done.bodies, None)
    return post is not None and passage.text[post.end : post.end + 1] in (",", ".", ";", ")", "\n", "")


def _within(passage: Passage, found: Candidate, known: frozenset[str]) -> Candidate:
    """A candidate in capitals alone, cut to the known name that it opens with, if it does."""
    listed = passage.folded[found.start : found.end].split(" ")
    for count in range(len(listed), 1, -1):
        if " ".join(listed[:count]) in known:
            return replace(found, end=found.start + len(" ".join(listed[:count])))
    return found


def _naming(done: Scan, candidate: Candidate, starts: list[int], floor: int) -> Naming:
    """The naming of a person: honorific and posts in front of the name, posts behind it."""
    honorific, before = posts_before(done, candidate, floor)
    behind = posts_behind(done, candidate.start, candidate.end, starts)
    if honorific is None:
        honorific = group_honorific(done.passage.folded, candidate.start)
    if honorific is None and before and before[-1].group in ("rank", "degree"):
        last = before[-1]
        printed = " ".join(done.passage.text[last.start : last.end].split())
        honorific = printed if "." in printed or printed.isupper() else printed.lower()
    return Naming(done.passage, candidate, honorific, (*before, *behind))


def _share(namings: list[Naming]) -> list[Naming]:
    """`namings` with the post in front of a list for all in the list: các Phó Chủ tịch A, B và C."""
    shared: Post | None = None
    found: list[Naming] = []
    for naming in namings:
        before = [post for post in naming.posts if post.end < naming.candidate.start]
        if before:
            shared = before[0] if are_many(naming.passage.folded, before[0].start) else None
        elif shared is not None and found:
            last = max(found[-1].candidate.end, *(post.end for post in found[-1].posts), 0)
            if _LIST_GAP.fullmatch(naming.passage.folded, last, naming.candidate.start):
                naming = replace(naming, posts=(shared, *naming.posts))
            else:
                shared = None
        found.append(naming)
    return found


def bodies_of(scans: tuple[Scan, ...]) -> list[tuple[Scan, Body]]:
    """All bodies in order of appearance."""
    return [(done, body) for done in scans for _, body in sorted(done.bodies.items())]
