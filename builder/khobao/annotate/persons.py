"""Who a page names: candidates of all its passages weighed together, with the posts and honorifics around each."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from khobao.annotate.bodies import read_body
from khobao.annotate.body import Body
from khobao.annotate.candidates import Candidate, Scan
from khobao.annotate.contexts import title_before
from khobao.annotate.names import is_syllable
from khobao.annotate.positions import Post, read_post, title_openings
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.scan import scan
from khobao.annotate.values import Mention
from khobao.annotate.wordlists import phrases

_LIST_GAP = re.compile(
    r"(?: ?\([^()]{1,30}\))? ?(?:,|;|và|và cả|cùng|-|–|, và) ?(?:(?:ông|bà|anh|chị|em|hlv|tiền đạo|tiền vệ|ca sĩ) )?"
)
_BEHIND = re.compile(
    r"(?: ?(?:, ?|\()\d{1,3} tuổi\)?)?"  # an age may stand before the post
    r" ?(?:,|-|–|\() ?(?:(?:hiện |vốn |từng )?(?:đang )?là )?(?:một |vị )?|(?: hiện| đang| vốn| từng){0,2} là (?:một )?"
)
_NEXT = re.compile(r"\)? ?(?:,|;|-|–|kiêm|và) ?(?:kiêm |đồng thời là )?")
_AHEAD = re.compile(r"[\w]+")
_DASH = re.compile(r" ?[-–] ?$")
_GROUP = re.compile(r"(?:các|những) (đồng chí|đ/c|ông|bà|anh|chị|em|cháu|cụ|thầy)\b")
_HOUSE = re.compile(r" ?[,-] ?")
_BRACKET = re.compile(r" \([^()\n]{2,50}\)")
_START = re.compile(r"[.!?:] |\n")
#: Characters in front of a name in which posts are looked for.
_WINDOW = 180
#: Posts behind one name that are read.
_MOST_POSTS = 24
_COMRADE = "đồng chí "
_WRAP = re.compile(r"(?<=[,–-])\n|\n(?=[^\W\d_A-ZĐÀ-ÝĂƠƯẠ-Ỹ])")
#: Words in front of a name from which a post may open.
_WORDS = 22


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
        namings.extend(_naming(done, one, starts, floor) for one, floor in zip(chosen, floors, strict=False))
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
        if not proved and not (found.kind == "other" and _posts_before(done, found, floor)[1]):
            held = found
            continue
        if held is not None and held.kind != "vn" and _LIST_GAP.fullmatch(folded, held.end, found.start):
            chosen.append(held)
        chosen.append(found)
        held = None
    return chosen


def _within(passage: Passage, found: Candidate, known: frozenset[str]) -> Candidate:
    """A candidate in capitals alone, cut to the known name that it opens with, if it does."""
    listed = passage.folded[found.start : found.end].split(" ")
    for count in range(len(listed), 1, -1):
        if " ".join(listed[:count]) in known:
            return replace(found, end=found.start + len(" ".join(listed[:count])))
    return found


def _naming(done: Scan, candidate: Candidate, starts: list[int], floor: int) -> Naming:
    """The naming of a person: honorific and posts in front of the name, posts behind it."""
    honorific, before = _posts_before(done, candidate, floor)
    behind = _posts_behind(done, candidate, starts)
    if honorific is None:
        honorific = _group_honorific(done.passage.folded, candidate.start)
    if honorific is None and before and before[-1].group in ("rank", "degree"):
        last = before[-1]
        printed = " ".join(done.passage.text[last.start : last.end].split())
        honorific = printed if "." in printed or printed.isupper() else printed.lower()
    return Naming(done.passage, candidate, honorific, (*before, *behind))


@functools.cache
def _honorifics() -> dict[str, str]:
    found = {word: word.removeprefix("các ") for word in phrases("names", "context", "honorifics")}
    return {**found, "đ/c": "đồng chí", "đ.c": "đồng chí"}


#: Before the one who is told, not the one who tells: `trao đổi với phóng viên, bà A cho biết`.
_TOLD = ("với ", "cùng ", "cho ", "lời ")


def _posts_before(done: Scan, candidate: Candidate, floor: int) -> tuple[str | None, tuple[Post, ...]]:
    """The honorific in front of a name, and the posts that end there, in order; none opens before `floor`."""
    place, honorific = candidate.start, None
    posts: list[Post] = []
    for _ in range(5):
        place, word = _skip_honorific(done.passage, place)
        honorific = honorific or word
        end = _end_before(done.passage.text, place, candidate, first=not posts)
        post = _post_ending(done, floor, end) if end is not None else None
        if post is None or (end == place - 2 and done.passage.folded.endswith(_TOLD, 0, post.start)):
            break
        posts.insert(0, post)
        place = post.start
    if posts:
        place, word = _skip_honorific(done.passage, posts[0].start)
        honorific = honorific or word
    return honorific, tuple(posts)


def _skip_honorific(passage: Passage, place: int) -> tuple[int, str | None]:
    """The place before the honorific that ends before `place`, and the honorific."""
    folded, text = passage.folded, passage.text
    if folded[place - 1 : place] != " ":
        return place, None
    window = folded[max(0, place - 16) : place - 1]
    found = window.rsplit(" ", 2)[-2:]
    for count in (2, 1):
        phrase = " ".join(found[-count:]).lstrip('"“(')
        phrase = phrase.rsplit("\n", 1)[-1]
        opening = place - 1 - len(phrase)
        if (
            phrase in _honorifics()
            and _no_title(passage, place, opening)
            and not (text[opening].isupper() and _inside_sentence(text, opening))
        ):
            return place - 1 - len(phrase), _honorifics()[phrase]
    return place, None


def _no_title(passage: Passage, place: int, opening: int) -> bool:
    """Whether the honorific from `opening` is not the end of a title such as Đức ông."""
    title = title_before(passage, place)
    return title is None or title >= opening


def _inside_sentence(text: str, place: int) -> bool:
    """Whether a word stands right before `place`: a capital there is that of a name, such as the country Anh."""
    return text[place - 1 : place] == " " and text[place - 2 : place - 1].isalnum()


def _end_before(text: str, place: int, candidate: Candidate, first: bool) -> int | None:
    """Where a post must end to stand before `place`: at a space, a dash, or a comma between two posts."""
    gap = text[max(0, place - 3) : place]
    if dash := _DASH.search(gap):
        return place - len(dash[0])
    if gap.endswith((", ", ". ")) and (
        not first or text[candidate.end : candidate.end + 1] == "," or gap[0] == "T" or gap[:1].isupper()
    ):
        return place - 2
    if gap.endswith(" ") and gap[-2:-1] not in (",", ".", ":", ";"):
        return place - 1
    return None


def _post_ending(done: Scan, floor: int, end: int) -> Post | None:
    """The longest post that ends at `end`, none of a sentence before."""
    folded = done.passage.folded
    floor = max(floor, end - _WINDOW)
    cut = max(folded.rfind(sign, floor, end) for sign in ("\n", ";", ": ", "!", "?", "“", '"', "("))
    stop = folded.rfind(". ", floor, end)
    while stop > cut and done.passage.text[stop - 1].isupper():
        stop = folded.rfind(". ", floor, stop)
    cut = max(cut, stop)
    floor = max(floor, cut + 1)
    openings = title_openings()
    if openings.isdisjoint(_AHEAD.findall(folded, floor, end)):
        return None
    starts = [found for found in _AHEAD.finditer(folded, floor, end) if found[0] in openings]
    for start in (found.start() for found in starts[-_WORDS:]):
        post = read_post(done.passage, start, done.bodies, end)
        if post is not None:
            return post
    return None


def _posts_behind(done: Scan, candidate: Candidate, starts: list[int]) -> tuple[Post, ...]:
    """The posts behind a name, up to the one that stands before the next name."""
    passage = done.passage
    posts: list[Post] = []
    gap = _BEHIND.match(passage.folded, candidate.end)
    while gap is not None and len(posts) < _MOST_POSTS:
        place = gap.end() + len(_COMRADE) * passage.folded.startswith(_COMRADE, gap.end())
        post = read_post(passage, place, done.bodies, None)
        if post is None or _leads_on(passage, post, starts):
            break
        if ";" in gap[0] and not passage.text[place].isupper():
            break
        posts.append(_with_house(passage, post))
        gap = _NEXT.match(passage.folded, posts[-1].end)
    return tuple(posts)


def _leads_on(passage: Passage, post: Post, starts: list[int]) -> bool:
    """Whether the name of another person stands inside the post or right behind it."""
    place = bisect_right(starts, post.start)
    if place == len(starts):
        return False
    if starts[place] <= post.end + 1:
        return True
    between = passage.folded[post.end : starts[place]] if starts[place] <= post.end + 14 else ","
    return "," not in between and between.strip(" -–") in ("", *_honorifics())


def _with_house(passage: Passage, post: Post) -> Post:
    """`post` with the house behind a comma that its department is in: Trưởng phòng A, Bệnh viện B."""
    if post.body is None or post.body.type not in ("phòng", "khoa", "ban", "viện", "trung tâm"):
        return post
    gap = _HOUSE.match(passage.text, post.end)
    if gap is None or not passage.text[gap.end() : gap.end() + 1].isupper():
        return post
    house = read_body(passage, gap.end())
    if house is None or house.type in ("đoàn thể", "tỉnh ủy/thành ủy", "hđnd", "ubnd"):
        return post
    bracket = _BRACKET.match(passage.text, house.end)
    return replace(post, end=bracket.end() if bracket else house.end)


def _group_honorific(folded: str, start: int) -> str | None:
    """The honorific that opens the list which a name is in: Các đồng chí: A; B."""
    floor = max(0, start - 700)
    if folded.find("các ", floor, start) < 0 and folded.find("những ", floor, start) < 0:
        return None
    cuts = [found.end() for found in _START.finditer(folded, floor, start) if found[0] != ": "]
    found = None
    for match in _GROUP.finditer(folded, cuts[-1] if cuts else floor, start):
        found = _honorifics().get(match[1], match[1])
    return found


def bodies_of(scans: tuple[Scan, ...]) -> list[tuple[Scan, Body]]:
    """All bodies in order of appearance."""
    return [(done, body) for done in scans for _, body in sorted(done.bodies.items())]
