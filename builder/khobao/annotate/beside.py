"""The honorific and the posts in front of a person's name."""

from __future__ import annotations

import functools
import re

from khobao.annotate.candidates import Candidate, Scan
from khobao.annotate.contexts import title_before
from khobao.annotate.positions import read_post
from khobao.annotate.posts import Post, title_openings, without_told
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import phrases

_AHEAD = re.compile(r"[\w]+")
_DASH = re.compile(r" ?[-–] ?$")
_GROUP = re.compile(r"(?:các|những) (đồng chí|đ/c|ông|bà|anh|chị|em|cháu|cụ|thầy)\b")
_START = re.compile(r"[.!?:] |\n")
#: Characters in front of a name in which posts are looked for.
_WINDOW = 180
#: Words in front of a name from which a post may open.
_WORDS = 22
#: Before the one who is told, not the one who tells: `trao đổi với phóng viên, bà A cho biết`.
_TOLD = ("với ", "cùng ", "cho ", "lời ")
#: Between a post and the one who gets or loses it: bổ nhiệm Giám đốc Sở Y tế đối với ông A.
_GIVEN_TO = "đối với "
#: What makes a post that of all who are listed behind it.
_MANY = re.compile(
    r"(?<!\w)(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|\d{1,2})"
    r"(?: vị| đồng chí| đ/c| ông| bà| anh| chị| cựu| nguyên| nữ){0,2} $"
)


@functools.cache
def honorifics() -> dict[str, str]:
    """The words in front of a name, and what each is called."""
    found = {word: word.removeprefix("các ") for word in phrases("names", "context", "honorifics")}
    return {**found, "đ/c": "đồng chí", "đ.c": "đồng chí"}


def are_many(folded: str, start: int) -> bool:
    """Whether the post that opens at `start` is held by several people: các Phó Chủ tịch."""
    return _MANY.search(folded, max(0, start - 24), start) is not None


def posts_before(done: Scan, candidate: Candidate, floor: int) -> tuple[str | None, tuple[Post, ...]]:
    """The honorific in front of a name, and the posts that end there, in order; none opens before `floor`."""
    place, honorific = candidate.start, None
    folded = done.passage.folded
    posts: list[Post] = []
    for _ in range(5):
        place, word = _skip_honorific(done.passage, place)
        honorific = honorific or word
        if not posts and folded.endswith(_GIVEN_TO, 0, place):
            place -= len(_GIVEN_TO)
        end = _end_before(done.passage.text, place, candidate, first=not posts)
        post = _post_ending(done, floor, end) if end is not None else None
        if post is None and not posts and folded.endswith(": ", 0, place):
            post = _post_ending(done, floor, place - 2)
            post = post if post is not None and are_many(folded, post.start) else None
        if post is None or (end == place - 2 and folded.endswith(_TOLD, 0, post.start)):
            break
        posts.insert(0, without_told(done.passage, post))
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
            phrase in honorifics()
            and _no_title(passage, place, opening)
            and not (text[opening].isupper() and _inside_sentence(text, opening))
        ):
            return place - 1 - len(phrase), honorifics()[phrase]
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


def group_honorific(folded: str, start: int) -> str | None:
    """The honorific that opens the list which a name is in: Các đồng chí: A; B."""
    floor = max(0, start - 700)
    if folded.find("các ", floor, start) < 0 and folded.find("những ", floor, start) < 0:
        return None
    cuts = [found.end() for found in _START.finditer(folded, floor, start) if found[0] != ": "]
    found = None
    for match in _GROUP.finditer(folded, cuts[-1] if cuts else floor, start):
        found = honorifics().get(match[1], match[1])
    return found
