"""The posts behind a name: in apposition, in brackets, or told by a verb."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

from khobao.annotate.beside import honorifics
from khobao.annotate.bodies import read_body
from khobao.annotate.candidates import Scan
from khobao.annotate.copies import replace
from khobao.annotate.names import CAPITALS
from khobao.annotate.positions import read_post
from khobao.annotate.posts import Post
from khobao.annotate.reading import Passage

#: What a page says of somebody before the post: an age, a year of birth, a people, a home.
_SAID = (
    r"(?:\d{1,3} tuổi|(?:sn|sinh|sinh năm|sinh ngày) ?[\d/]{4,10}"
    r"|(?:người|dân tộc|quốc tịch|quê|quê ở|nguyên quán|trú|trú tại|ngụ|ở|tp|thành phố|thị xã|quận|huyện|phường|xã"
    r"|tỉnh) [^,;.()\n–]{2,40}?)(?=[,)(]| [–-] )"
)
#: What stands there in brackets or between signs.
_ASIDE = re.compile(rf" ?\({_SAID}|\)? ?(?:,|–|-) ?{_SAID}| ?\([^()\n]{{1,80}}\)")
#: What follows that in the same brackets.
_WITHIN = re.compile(r", ?[^,;()\n]{2,40}(?=[,)])|[^()\n]{1,60}\)")
_WHEN = (
    r"(?:hiện|hiện nay|nay|đang|vẫn|vốn|từng|vừa|cũng|đồng thời|trước đây|trước đó|trước kia|khi đó|khi ấy|khi còn"
    r"|lúc đó|lúc ấy|bấy giờ|sau đó|sau này|sau về quê)"
)
_SEATS = "chức vụ|chức danh|chức|cương vị|vị trí"
_OFFICE = rf"(?:{_SEATS}|vai trò|công việc)"
_TAKES = "giữ|đảm nhiệm|đảm nhận|kinh qua"
_IS = (
    rf"(?:người )?(?:{_WHEN} ){{0,3}}(?:là|làm|(?:{_TAKES})(?: các)?(?: {_OFFICE})?"
    rf"|được giao {_OFFICE}) (?:một |vị )?"
)
#: What leads to a post right behind a name or behind another post.
_LEAD = re.compile(rf"\)? ?(?:,|-|–|\() ?(?:{_IS}|người |một |vị |hiện )?|\)? {_IS}")
_NEXT = re.compile(rf"\)? ?(?:,|;|-|–|kiêm|và|rồi|vừa) ?(?:kiêm |{_IS})?|(?: được (?:bầu|cử|chỉ định))? làm ")
#: What leads to a post that somebody is given or has had, and how far behind the name it may stand in the sentence.
_GIVEN = re.compile(
    rf" (?:(?:{_TAKES}|với)(?: các)? (?:{_SEATS})|nhận (?:nhiệm vụ|chức)|trúng cử|đắc cử|giữ ghế"
    r"|(?:bổ nhiệm|bầu|cử|chọn|chỉ định|phân công|điều động|suy tôn|tiến cử|đề bạt)(?: lại)?"
    rf"(?: giữ {_OFFICE})?(?: làm| là)?"
    r"|(?:từng|vốn|khi còn|sau đó|sau này|rồi) (?:là|làm)|trở lại làm|(?:với|mang) quân hàm) "
)
_GIVEN_WITHIN = 190
#: Such posts of one name that are read.
_MOST_GIVEN = 4
#: A name in or behind a job.
_NAMED = re.compile(rf" [{CAPITALS}]")
#: Behind the letters of a degree, which then are somebody else's: A – Phó Chủ tịch; GS. B.
_NAMED_BEHIND_DOT = re.compile(rf"\. ?[{CAPITALS}]")
_SENTENCE_SIGNS = re.compile(r"[.;:!?\n]")
_HOUSE = re.compile(r" ?[,-] ?")
_BRACKET = re.compile(r" \([^()\n]{2,50}\)")
#: Parts of a house, in which somebody has a post.
_PART = re.compile(r" (?:khoa|phòng|viện|trung tâm|bộ môn|ban|lớp|đội|tổ|trạm|bộ phận|nhóm|đơn vị|phân xưởng) ")
#: Things said before the first post, and posts behind one name, that are read.
_MOST_ASIDES, _MOST_POSTS = 4, 24
_COMRADE, _PERSON = "đồng chí ", "người "


def posts_behind(done: Scan, start: int, end: int, starts: Sequence[int]) -> tuple[Post, ...]:
    """The posts behind the name from `start` to `end`, up to the one that stands before the next name; people are named
    from `starts` on."""
    limit = _next_name(starts, start)
    posts = _in_apposition(done, end, starts, limit)
    return (*posts, *_given(done, posts[-1].end if posts else end, limit))


def posts_told(done: Scan, start: int, end: int, starts: Sequence[int]) -> tuple[Post, ...]:
    """The posts behind a name that does not stand there in full, from `start` to `end`: bà Loan, đồng thời là
    Phó Giám đốc. A job with a name behind it is somebody else's: theo bà Loan, giáo viên Tính."""
    found = posts_behind(done, start, end, starts)
    jobs = (post for post in found if post.group == "job" and post.body is None)
    return () if any(_NAMED.search(done.passage.text, post.start, post.end + 2) for post in jobs) else found


def _next_name(starts: Sequence[int], start: int) -> int:
    following = bisect_right(starts, start)
    return starts[following] if following < len(starts) else sys.maxsize


def _in_apposition(done: Scan, place: int, starts: Sequence[int], limit: int) -> list[Post]:
    """The posts in a row from `place` on."""
    folded = done.passage.folded
    posts: list[Post] = []
    asides, inside = 0, False
    gap = _LEAD.match(folded, place)
    while len(posts) < _MOST_POSTS:
        post = _post_at(done, gap, starts, limit) if gap is not None else None
        if post is not None:
            posts.append(post)
            gap = _NEXT.match(folded, post.end)
            continue
        said = _aside(folded, place, inside) if not posts and asides < _MOST_ASIDES else None
        if said is None or said.end() >= limit:
            break
        asides, place = asides + 1, said.end()
        inside = (inside or said[0].lstrip().startswith("(")) and ")" not in said[0]
        gap = _LEAD.match(folded, place)
    return posts


def _aside(folded: str, place: int, inside: bool) -> re.Match[str] | None:
    """What is said of somebody at `place`, `inside` brackets that opened before or not."""
    return _ASIDE.match(folded, place) or (_WITHIN.match(folded, place) if inside else None)


def _post_at(done: Scan, gap: re.Match[str], starts: Sequence[int], limit: int) -> Post | None:
    """The post behind `gap`, unless it leads on to another person."""
    passage = done.passage
    place = gap.end() + len(_COMRADE) * passage.folded.startswith(_COMRADE, gap.end())
    if ";" in gap[0] and not passage.text[place : place + 1].isupper():
        return None
    post = read_post(passage, place, done.bodies, None, limit)
    if gap[0].endswith(_PERSON):  # a title may open with the word
        post = read_post(passage, place - len(_PERSON), done.bodies, None, limit) or post
    if post is None or _leads_on(passage, post, starts):
        return None
    return _with_house(passage, post)


def _given(done: Scan, place: int, limit: int) -> list[Post]:
    """The posts that the sentence says somebody is given or has had, behind `place`."""
    folded = done.passage.folded
    posts: list[Post] = []
    until = min(place + _GIVEN_WITHIN, limit)
    sign = _SENTENCE_SIGNS.search(folded, place, until)
    until = sign.start() if sign else until
    gap = _GIVEN.search(folded, place, until)
    while gap is not None and len(posts) < _MOST_GIVEN:
        post = read_post(done.passage, gap.end(), done.bodies, None, limit)
        if post is None:
            gap = _GIVEN.search(folded, gap.end() - 1, until)
            continue
        posts.append(post)
        gap = _NEXT.match(folded, post.end) or _GIVEN.search(folded, post.end, until)
    return posts


def _leads_on(passage: Passage, post: Post, starts: Sequence[int]) -> bool:
    """Whether the name of another person stands inside the post or right behind it."""
    place = bisect_right(starts, post.start)
    if post.group == "degree" and _NAMED_BEHIND_DOT.match(passage.text, post.end):
        return True
    if place == len(starts):
        return False
    if starts[place] <= post.end + 1:
        return True
    between = passage.folded[post.end : starts[place]] if starts[place] <= post.end + 14 else ","
    return "," not in between and between.strip(" -–") in ("", *honorifics())


def _with_house(passage: Passage, post: Post) -> Post:
    """`post` with the house behind a comma that its department is in: Trưởng phòng A, Bệnh viện B."""
    kind = post.body.type if post.body is not None else None
    if kind not in ("phòng", "đội", "tổ", "khoa", "ban", "viện", "trung tâm", "vụ", "cục", "công an") and not (
        kind is None and _PART.search(passage.folded, post.start, post.end)
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
