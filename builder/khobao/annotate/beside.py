"""What stands beside a person's name: the honorific and the posts in front of it, the posts behind it."""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_right

from khobao.annotate.bodies import read_body
from khobao.annotate.candidates import Candidate, Scan
from khobao.annotate.contexts import title_before
from khobao.annotate.copies import replace
from khobao.annotate.positions import read_post
from khobao.annotate.posts import Post, title_openings
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import phrases

_BEHIND = re.compile(
    # an age or a home may stand before the post
    r"(?: ?(?:, ?|\()\d{1,3} tuổi(?!\))| ?\((?:\d{1,3} tuổi|sn |sinh |quê |trú |ngụ |nữ|áo |số )[^()\n]{0,40}\))?"
    r" ?(?:,|-|–|\() ?(?:(?:hiện |nay |vốn |từng )?(?:đang )?là )?(?:một |vị )?"
    r"|(?: hiện| nay| đang| vốn| từng){0,2} (?:là|làm) (?:một )?"
)
_NEXT = re.compile(
    r"\)? ?(?:,|;|-|–|kiêm|và) ?(?:kiêm |đồng thời là |nay là |hiện là )?|(?: được (?:bầu|cử|chỉ định))? làm "
)
#: What leads to a post that somebody is given or has had, and how far behind the name it may stand in the sentence.
_GIVEN = re.compile(r"(?<!thôi) (?:giữ(?: các)? chức(?: vụ| danh)?|giữ cương vị|đảm nhiệm (?:chức vụ|cương vị)) ")
_GIVEN_WITHIN = 190
_SENTENCE_SIGNS = re.compile(r"[.;:!?\n]")
_AHEAD = re.compile(r"[\w]+")
_DASH = re.compile(r" ?[-–] ?$")
_GROUP = re.compile(r"(?:các|những) (đồng chí|đ/c|ông|bà|anh|chị|em|cháu|cụ|thầy)\b")
_HOUSE = re.compile(r" ?[,-] ?")
_BRACKET = re.compile(r" \([^()\n]{2,50}\)")
#: Parts of a house, in which somebody has a job.
_PART = re.compile(r" (?:khoa|phòng|viện|trung tâm|bộ môn|ban|lớp) ")
_START = re.compile(r"[.!?:] |\n")
#: Characters in front of a name in which posts are looked for.
_WINDOW = 180
#: Posts behind one name that are read.
_MOST_POSTS = 24
_COMRADE = "đồng chí "
#: Words in front of a name from which a post may open.
_WORDS = 22


@functools.cache
def _honorifics() -> dict[str, str]:
    found = {word: word.removeprefix("các ") for word in phrases("names", "context", "honorifics")}
    return {**found, "đ/c": "đồng chí", "đ.c": "đồng chí"}


#: Before the one who is told, not the one who tells: `trao đổi với phóng viên, bà A cho biết`.
_TOLD = ("với ", "cùng ", "cho ", "lời ")


def posts_before(done: Scan, candidate: Candidate, floor: int) -> tuple[str | None, tuple[Post, ...]]:
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


def posts_behind(done: Scan, candidate: Candidate, starts: list[int]) -> tuple[Post, ...]:
    """The posts behind a name, up to the one that stands before the next name."""
    passage = done.passage
    posts: list[Post] = []
    following = bisect_right(starts, candidate.start)
    limit = starts[following] if following < len(starts) else sys.maxsize
    gap = _BEHIND.match(passage.folded, candidate.end)
    while gap is not None and len(posts) < _MOST_POSTS:
        place = gap.end() + len(_COMRADE) * passage.folded.startswith(_COMRADE, gap.end())
        post = read_post(passage, place, done.bodies, None, limit)
        if post is None or _leads_on(passage, post, starts):
            break
        if ";" in gap[0] and not passage.text[place].isupper():
            break
        posts.append(_with_house(passage, post))
        gap = _NEXT.match(passage.folded, posts[-1].end)
    end = posts[-1].end if posts else candidate.end
    given = _GIVEN.search(passage.folded, end, min(end + _GIVEN_WITHIN, limit))
    if given is not None and not _SENTENCE_SIGNS.search(passage.folded, end, given.start()):
        post = read_post(passage, given.end(), done.bodies, None, limit)
        posts += [post] if post is not None else []
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
    kind = post.body.type if post.body is not None else None
    if kind not in ("phòng", "khoa", "ban", "viện", "trung tâm", "vụ", "cục", "công an") and not (
        kind is None and post.group == "job" and _PART.search(passage.folded, post.start, post.end)
    ):
        return post
    gap = _HOUSE.match(passage.text, post.end)
    if gap is None or not passage.text[gap.end() : gap.end() + 1].isupper():
        return post
    house = read_body(passage, gap.end())
    if house is None or house.type in ("đoàn thể", "tỉnh ủy/thành ủy", "hđnd", "ubnd"):
        return post
    bracket = _BRACKET.match(passage.text, house.end)
    return replace(post, end=bracket.end() if bracket else house.end)


def group_honorific(folded: str, start: int) -> str | None:
    """The honorific that opens the list which a name is in: Các đồng chí: A; B."""
    floor = max(0, start - 700)
    if folded.find("các ", floor, start) < 0 and folded.find("những ", floor, start) < 0:
        return None
    cuts = [found.end() for found in _START.finditer(folded, floor, start) if found[0] != ": "]
    found = None
    for match in _GROUP.finditer(folded, cuts[-1] if cuts else floor, start):
        found = _honorifics().get(match[1], match[1])
    return found
