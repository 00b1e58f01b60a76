"""Posts: titles such as Phó Chủ tịch, the body that they are held in, ranks, degrees and jobs.

A post is read forward from where it opens. In front of a name it must end there; behind a name it ends at a comma, a
dash or a word that no post has.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from khobao.annotate.bodies import heads, read_body
from khobao.annotate.body import Body
from khobao.annotate.copies import replace
from khobao.annotate.descriptions import closed_end, describes, tail_end
from khobao.annotate.names import CAPITALS, not_people
from khobao.annotate.posts import Post, members, modifiers, shared_openings, titles
from khobao.annotate.reading import Passage

_BRACKET = re.compile(
    r" \((?!Quyết định|Nghị quyết|Công văn|Ảnh)"
    rf"(?=[{CAPITALS}]|huyện |tỉnh |thành phố |quận |thị xã |xã |thuộc |trực thuộc )[^()\n]{{2,50}}\)(?=[,.;: ]|$)"
)
#: The terms of office behind the first one: Ủy viên Trung ương Đảng khóa VI | , VII.
_TERMS = re.compile(r"(?<=[IVX])(?:(?:,| và) [IVX]+(?!\w))+")
#: Titles that say of what between them and the body: Giám đốc phân tích Công ty A.
_DIRECTS = ("Giám đốc", "giám đốc")
_FIELD = re.compile(r"(?: [a-zà-ỹđ]+){1,3}(?= [A-ZĐ])")
#: What an officer serves as, behind the rank.
_SERVICE = re.compile(r" (?:quân nhân )?chuyên nghiệp(?!\w)| qncn(?!\w)")
#: Behind letters that are no title: LS-110.
_MODEL = re.compile(r"[-/]\w")
#: What says where a body is or whose, and is no part of its name.
_ASIDE = re.compile(r" (?:tại|của|thuộc|kiêm|phụ trách|khóa|nhiệm kỳ) ")


def read_post(
    passage: Passage, start: int, bodies: Mapping[int, Body], until: int | None, limit: int = sys.maxsize
) -> Post | None:
    """The post that opens at `start`. With `until` it has to end there; else a name stands before it.

    `bodies` are those of the passage that are known, by where they start; at `limit` the next name opens.
    """
    folded, place, former = passage.folded, start, False
    while titles().match(folded, place) is None and (modifier := modifiers().match(folded, place)):
        former = former or modifier[1] == "former"
        place = modifier[0] + 1
    found = titles().match(folded, place)
    if found is None or (until is not None and found[0] > until):
        return None
    end, title = found
    printed = " ".join(passage.text[place:end].split())
    if title.group == "rank" and (service := _SERVICE.match(folded, end)):
        end = service.end()
    post = Post(start, end, title.canonical or printed, title.group, None, members().get(title.canonical or ""), former)
    if _too_small(passage.text, place, end) or _MODEL.match(passage.text, end):
        return None
    if title.group == "member":
        post = _own_body(post, place)
    elif title.group in ("office", "shared"):
        post = _with_body(passage, post, place, bodies, until is not None)
    post = _described(passage, post, until) if until is not None else _with_tail(passage, post, place, limit)
    return post if until is None or post.end == until else None


def _too_small(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation is printed in small letters: ct, ts, cn are no titles."""
    return end - start <= 3 and text[start:end].islower()


def _own_body(post: Post, place: int) -> Post:
    """`post` with the body that its title names, if that is not a central one: Tỉnh ủy viên."""
    if post.central and post.title.endswith("ủy viên"):
        length = len(post.central)
        kind = "đảng ủy" if post.central == "Đảng ủy" else "tỉnh ủy/thành ủy"
        tail = "party" if post.central == "Đảng ủy" else "province"
        if post.central in ("Huyện ủy", "Quận ủy", "Thị ủy"):
            kind, tail = "huyện ủy", "district"
        level = {"tỉnh ủy/thành ủy": "province", "huyện ủy": "district"}.get(kind)
        body = Body(place, place + length, post.central, kind, tail, level, short=True)
        return replace(post, body=body, central=None)
    return post


def _with_body(passage: Passage, post: Post, place: int, bodies: Mapping[int, Body], named: bool) -> Post:
    """`post` with the body behind its title; the last words of a shared title open that."""
    folded = passage.folded
    for start in _body_starts(folded, post, place):
        body = bodies.get(start)
        if body is None or (named and body.end > post.end):
            body = read_body(passage, start, named) or body
        if body is not None and body.end > post.end and not body.many:
            return replace(post, body=body, end=body.end)
    if post.title.endswith(_DIRECTS) and (field := _FIELD.match(passage.text, post.end)):
        body = bodies.get(field.end() + 1) or read_body(passage, field.end() + 1, named)
        if body is not None and not body.many:
            return replace(post, title=post.title + field[0], body=body, end=body.end)
    if post.title in ("Bộ trưởng", "Thứ trưởng", "Thứ trưởng Thường trực") and folded[post.end : post.end + 1] == " ":
        return _ministry(passage, post)
    return post


def _body_starts(folded: str, post: Post, place: int) -> list[int]:
    starts = [post.end + 1] if folded[post.end : post.end + 1] == " " else []
    if post.group == "shared":
        last = folded.rfind(" ", place, post.end)
        previous = folded.rfind(" ", place, last)
        spots = (spot + 1 for spot in (previous, last) if spot >= place)
        starts = [*(spot for spot in spots if folded[spot : post.end] in shared_openings()), *starts]
    if folded.startswith(" của ", post.end):
        starts.append(post.end + 5)
    return starts


def _ministry(passage: Passage, post: Post) -> Post:
    """`post` in the ministry whose field alone is named: Bộ trưởng Y tế."""
    from khobao.annotate.openings import fields

    found = fields().match(passage.folded, post.end + 1)
    if found is None:
        return post
    stem = f"Bộ {passage.text[post.end + 1 : found[0]]}"
    body = Body(post.end + 1, found[0], stem, "bộ", "field", "central")
    country = not_people().match(passage.folded, found[0] + 1) if passage.text[found[0] : found[0] + 1] == " " else None
    if country and country[1] == "countries" and passage.text[found[0] + 1].isupper():
        body = replace(body, end=country[0], stem=f"{stem} {passage.text[found[0] + 1 : country[0]]}", level=None)
    return replace(post, body=body, end=body.end)


def _described(passage: Passage, post: Post, until: int) -> Post:
    """`post` up to the name at `until`, if the words between can describe it."""
    return replace(post, end=until) if post.end < until and describes(passage, post, until) else post


def _with_tail(passage: Passage, post: Post, place: int, limit: int) -> Post:
    """`post`, whose title opens at `place`, with the words behind that say of what it is, none beyond `limit`."""
    if post.group == "rank":
        return post
    if (end := closed_end(passage, post, limit)) is not None:
        post = _longer(passage, post, end, place)
    elif post.group == "degree":
        return post
    else:
        end = post.end if post.body is not None else tail_end(passage, post.end)
    if post.group == "office" and post.body is None and end == post.end and passage.text[end : end + 1].isalpha():
        return post
    post = replace(post, end=end)
    if terms := _TERMS.match(passage.text, end):
        return replace(post, end=terms.end())
    if bracket := _BRACKET.match(passage.text, end):
        post = replace(post, end=bracket.end())
        end = closed_end(passage, post, limit) if passage.text[post.end : post.end + 1] == " " else None
        return replace(post, end=end or post.end)
    return post


def _longer(passage: Passage, post: Post, end: int, place: int) -> Post:
    """`post`, whose title opens at `place`, up to `end`, with the words behind in the name of its body: of one that is
    no territory's, or of one that only they name."""
    within = post.end + len(_ASIDE.split(passage.text[post.end : end], maxsplit=1)[0])
    body = post.body
    if body is not None and body.territory is None and body.parent is None and post.end == body.end < within:
        body = replace(body, end=within, stem=body.stem + passage.text[body.end : within])
    elif body is None and post.group in ("office", "shared"):
        body = _named_body(passage, _body_starts(passage.folded, post, place), within)
    return replace(post, body=body, end=end)


def _named_body(passage: Passage, starts: list[int], end: int) -> Body | None:
    """The body that opens at one of `starts` with a head and a capital, up to `end`."""
    for start in starts:
        found = heads().match(passage.folded, start)
        if found is None:
            continue
        # Chánh Văn | phòng Sở Nội vụ is no Phòng: the first head decides.
        if found[1].tail not in ("field", "open") or not passage.text[found[0] + 1 : end][:1].isupper():
            return None
        stem = found[1].stem + passage.text[found[0] : end]
        return Body(start, end, stem, found[1].type, found[1].tail, found[1].level)
    return None
