"""The words that say of what a post is: behind its title and body, or between these and a name."""

from __future__ import annotations

import functools
import itertools
import re

from khobao.annotate.bodies import heads, read_body
from khobao.annotate.body import Body
from khobao.annotate.names import names_person
from khobao.annotate.posts import TOLD, Post, titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import Phrases, phrases, words
from khobao.text import fold

#: A word, behind a space or behind a comma within a name.
_WORD = re.compile(
    r"(?: |(?<=phòng), (?=chống )|(?<=cứu nạn), (?=cứu hộ)|(?<=chữa cháy), (?=cứu nạn)|(?<=dân chủ), (?=giám sát)"
    r"|(?<=giám sát), (?=phản biện))((?:[^\s,;:!?()\"“”….]|[.](?=\w)|(?<= tp)[.](?= ))+)"
)
_SPLIT = re.compile(r"[;:!?\n\"“”()]|\.(?!\w)|, | [-–] |nhân dịp")
#: Who else is there: và 12 thành viên, và đông đảo bà con, và ông B.
_OTHERS = re.compile(
    r"\d|(?:ông|bà|anh|chị|đồng chí|đ/c|hơn|gần|đại diện|lãnh đạo|đông đảo|toàn thể|các|những|nhiều|một số|bà con"
    r"|gia đình|nhân dân) "
)
#: What somebody is sentenced to, has taken or is elected with, behind a post.
_AMOUNT = re.compile(r" \d[\d.,]* (?:năm|tháng|triệu|tỷ|tỉ|đồng|phiếu)(?!\w)")
#: What limits a post in the body of a territory.
_LIMITS = re.compile(
    r" (?:khóa|nhiệm kỳ|phụ trách|kiêm|cũ|của|thuộc|trực thuộc|tại|(?:không )?chuyên trách|đặc trách|khối)(?!\w)"
)
#: What opens the credit of a picture.
_CREDITS = ("ảnh", "clip", "video", "nguồn")
#: Most words behind a title and its body that go on with them.
_CLOSED = 12
#: Most words that describe a post between its title and a name, or behind a title.
_LONGEST = 16
#: What may join two names in a description.
_JOINS = ("và", "tại")
#: Behind these a further title says of whom or what else.
_HOLDERS = ("của", "kiêm")
#: Most words between a title and a name.
_BETWEEN = 12


def closed_end(passage: Passage, post: Post, limit: int) -> int | None:
    """The end of the words behind a title and its body that go on up to a sign or a verb, if they can describe it:
    Giám đốc Trung tâm Phát triển | quỹ đất, ..."""
    end, count, last = post.end, 0, ""
    while (word := _WORD.match(passage.folded, end)) is not None:
        if (
            not passage.text[end + 1].isupper()
            and _begins_clause(passage, post, word, count)
            and not _in_compound(passage.folded, word)
        ):
            break
        end, count, last = word.end(), count + 1, word[1]
        if count > _CLOSED or end >= limit:
            return None
    if not count or last in words("positions", "jobs", "joins") or _says_what_is_done(passage, post, end):
        return None
    return end


def _says_what_is_done(passage: Passage, post: Post, end: int) -> bool:
    """Whether the words up to `end` behind a body of a territory are no part of the post: they go on in small letters,
    Giám đốc Trung tâm Y tế huyện | thông tin, and do not limit it: Phó Chủ tịch UBND tỉnh | phụ trách nội chính."""
    if post.body is None or not _is_placed(post.body) or post.body.end != post.end:
        return False
    return passage.text[post.end : end].islower() and _LIMITS.match(passage.folded, post.end) is None


def _is_placed(body: Body) -> bool:
    """Whether a territory is named in the name of `body`, or in that of the one which it is part of."""
    return body.territory is not None or (body.parent is not None and _is_placed(body.parent))


def tail_end(passage: Passage, place: int) -> int:
    """The end of the words behind a title that still describe it."""
    stops, clauses, end = words("positions", "jobs", "stops"), _clauses(), place
    for _ in range(_LONGEST):
        word = _WORD.match(passage.folded, end)
        if word is None or TOLD.match(passage.text, end) or _AMOUNT.match(passage.folded, end):
            break
        ends = word[1] in stops or clauses.match(passage.folded, word.start() + 1) is not None
        if (
            ends
            and not passage.text[word.start() + 1].isupper()
            and word[1] != "của"
            and not _in_compound(passage.folded, word)
        ):
            break
        end = word.end()
    tail = passage.folded[place:end].split(" ")
    while tail[-1:] in (["của"], ["-"], ["–"], ["&"], ["về"], ["các"]):
        end -= len(tail.pop()) + 1
    return end


def describes(passage: Passage, post: Post, until: int) -> bool:
    """Whether the words from the end of `post` to a name can describe it: few, no verb, no other clause."""
    between = passage.text[post.end : until]
    if post.group in ("rank", "degree") or between[:1] != " " or _SPLIT.search(between):
        return False
    found = list(_WORD.finditer(passage.folded, post.end, until))
    if not found or len(found) > _BETWEEN or found[-1][1] in words("positions", "jobs", "joins"):
        return False
    return not any(_links(passage, word) for word in found) and not _holds_another(passage, found)


def _begins_clause(passage: Passage, post: Post, word: re.Match[str], count: int) -> bool:
    """Whether a clause or a place begins at the small `word`, the one after `count` others behind `post`."""
    if post.group == "shared" and not count and passage.folded.startswith(" tổ chức", word.start()):
        return False  # a noun behind Trưởng ban, a verb behind all else
    if word[1] == "tại":
        return not _is_seat(passage, post, word.end())
    if word[1] in ("-", "–", "—", "và", "kiêm"):
        return _opens_anew(passage, word) or (
            word[1] == "và"
            and not passage.text[word.end() + 1 : word.end() + 2].isupper()
            and post.body is not None
            and _is_placed(post.body)
        )
    if TOLD.match(passage.text, word.start()) or _AMOUNT.match(passage.folded, word.start()):
        return True
    return _clauses().match(passage.folded, word.start() + 1) is not None


def _is_seat(passage: Passage, post: Post, place: int) -> bool:
    """Whether what stands behind `tại` at `place` says where a post is: of an office any name, of a job a body."""
    if post.group in ("office", "shared"):
        return passage.text[place + 1 : place + 2].isupper()
    return read_body(passage, place + 1) is not None


def _opens_anew(passage: Passage, sign: re.Match[str]) -> bool:
    """Whether another title, another body, another clause or the credit of a picture opens behind a dash or `và`."""
    folded, place = passage.folded, sign.end() + 1
    if titles().match(folded, place) or heads().match(folded, place) or folded.startswith(_CREDITS, place):
        return True
    if sign[1] == "và":
        return _OTHERS.match(folded, place) is not None or names_person(passage.text, folded, place)
    word = _WORD.match(folded, sign.end())
    return word is not None and not passage.text[place].isupper() and word[1] in words("positions", "jobs", "stops")


def _holds_another(passage: Passage, found: list[re.Match[str]]) -> bool:
    """Whether another title opens among the words of a description, which is then a clause: Bộ trưởng bổ nhiệm | Phó
    Giám đốc. Behind a join any does; else one with a capital, but for that of a holder: trợ lý của Chủ tịch."""
    joined = any(word[1] in _JOINS for word in found)
    for before, word in itertools.pairwise(found):
        start = word.end() - len(word[1])
        title = titles().match(passage.folded, start)
        if title is None or before[1] in _HOLDERS:
            continue
        if joined or (passage.text[start].isupper() and title[1].group in ("office", "shared")):
            return True
    return False


def _links(passage: Passage, word: re.Match[str]) -> bool:
    """Whether no description goes on at `word`: at a verb, or at what joins no names as Trồng trọt và Bảo vệ does."""
    if word[1] in _JOINS and passage.text[word.end() + 1 : word.end() + 2].isupper():
        return _opens_anew(passage, word)
    if passage.text[word.end() - len(word[1])].isupper() or word[1] not in words("positions", "jobs", "links"):
        return False
    return not _in_compound(passage.folded, word)


def _in_compound(folded: str, word: re.Match[str]) -> bool:
    """Whether `word` is one of two syllables of a noun: Văn phòng Đăng | ký, nhân viên | giao nhận."""
    before = folded.rfind(" ", 0, word.start()) + 1
    following = _WORD.match(folded, word.end())
    compounds = _compounds()
    return f"{folded[before : word.start()]} {word[1]}" in compounds or (
        following is not None and f"{word[1]} {following[1]}" in compounds
    )


@functools.cache
def _compounds() -> frozenset[str]:
    return frozenset(map(fold, phrases("positions", "jobs", "compounds")))


@functools.cache
def _clauses() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in phrases("positions", "jobs", "clauses"))
