"""Posts: titles such as Phó Chủ tịch, the body that they are held in, ranks, degrees and jobs.

A post is read forward from where it opens. In front of a name it must end there; behind a name it ends at a comma, a
dash or a word that no post has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from khobao.annotate.bodies import read_body
from khobao.annotate.body import Body
from khobao.annotate.copies import replace
from khobao.annotate.letters import placed
from khobao.annotate.names import RUN, not_people
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import Phrases, phrases, tables, words
from khobao.text import fold

_WORD = re.compile(r" ((?:[^\s,;:!?()\"“”….]|[.](?=\w))+)")
_BRACKET = re.compile(r" \([^()\n]{2,50}\)(?=[,.;: ]|$)")
_SPLIT = re.compile(r"[;:.!?\n\"“”()]|, | [-–] ")
#: Words of two syllables whose second one alone begins a clause: `sinh năm`, `lý giải`.
_COMPOUNDS = frozenset(
    map(placed, ("quản lý", "xử lý", "đại lý", "tâm lý", "pháp lý", "địa lý", "vật lý", "học sinh", "vệ sinh",
                 "an sinh", "dân sinh", "môi sinh"))
)  # fmt: skip
#: Titles that say of what between them and the body: Giám đốc phân tích Công ty A.
_DIRECTS = ("Giám đốc", "giám đốc")
_FIELD = re.compile(r"(?: [a-zà-ỹđ]+){1,3}(?= [A-ZĐ])")
#: Most words that describe a post between its title and a name, or behind a title.
_LONGEST = 16


@dataclass(frozen=True)
class Title:
    """A title: the canonical words, None for those that stay as printed, and its group: office, shared, member, rank,
    degree or job."""

    canonical: str | None
    group: str


@dataclass(frozen=True)
class Post:
    """A post that stands from `start` to `end`: the canonical `title`, its group, the `body` it is held in, or the
    central body that the title names, and whether it is a `former` one."""

    start: int
    end: int
    title: str
    group: str
    body: Body | None
    central: str | None
    former: bool


@functools.cache
def titles() -> Phrases[Title]:
    """All titles, by their forms."""
    found: dict[str, Title] = {}
    found.update((fold(title), Title(None, "job")) for title in phrases("positions", "jobs", "jobs"))
    for group in ("rank", "degree"):
        found.update((fold(title), Title(title, group)) for title in phrases("positions", "jobs", f"{group}s"))
    found.update((fold(title), Title(title, "office")) for title in phrases("positions", "offices", "titles"))
    found.update((fold(title), Title(title, "shared")) for title in phrases("positions", "offices", "shared"))
    members = tables("positions")["members"]
    found.update((fold(title), Title(title, "member")) for title in members)
    for form, canonical in (*tables("positions")["forms"].items(), *tables("positions")["letters"].items()):
        found[fold(form)] = Title(canonical, found[fold(canonical)].group)
    return Phrases(found.items())


@functools.cache
def _members() -> Mapping[str, str]:
    return dict(tables("positions")["members"])


@functools.cache
def party_titles() -> frozenset[str]:
    """Titles of party posts."""
    return frozenset(phrases("positions", "offices", "party"))


@functools.cache
def _modifiers() -> Phrases[str]:
    return Phrases((word, key) for key in ("former", "acting") for word in phrases("positions", "jobs", key))


def read_post(passage: Passage, start: int, bodies: Mapping[int, Body], until: int | None) -> Post | None:
    """The post that opens at `start`. With `until` it has to end there; else a name stands before it.

    `bodies` are those of the passage that are known, by where they start.
    """
    folded, place, former = passage.folded, start, False
    while titles().match(folded, place) is None and (modifier := _modifiers().match(folded, place)):
        former = former or modifier[1] == "former"
        place = modifier[0] + 1
    found = titles().match(folded, place)
    if found is None or (until is not None and found[0] > until):
        return None
    end, title = found
    printed = " ".join(passage.text[place:end].split())
    post = Post(
        start, end, title.canonical or printed, title.group, None, _members().get(title.canonical or ""), former
    )
    if _too_small(passage.text, place, end):
        return None
    if title.group == "member":
        post = _own_body(post, place)
    elif title.group in ("office", "shared"):
        post = _with_body(passage, post, place, bodies, until is not None)
    post = _with_tail(passage, post, until)
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


def _with_tail(passage: Passage, post: Post, until: int | None) -> Post:
    """`post` with the words behind that say of what it is."""
    if until is not None:
        return replace(post, end=until) if post.end < until and _describes(passage, post, until) else post
    if post.group in ("rank", "degree"):
        return post
    end = post.end if post.body is not None else _tail_end(passage, post.end)
    if post.group == "office" and post.body is None and end == post.end and passage.text[end : end + 1].isalpha():
        return post
    if bracket := _BRACKET.match(passage.text, end):
        end = bracket.end()
        if post.body is None and (run := RUN.match(passage.text, end + 1)) and passage.text[end] == " ":
            end = run.end()
    return replace(post, end=end)


def _tail_end(passage: Passage, place: int) -> int:
    """The end of the words behind a title that still describe it."""
    stops, end, before = words("positions", "jobs", "stops"), place, ""
    for _ in range(_LONGEST):
        word = _WORD.match(passage.folded, end)
        if word is None:
            break
        ends = word[1] in stops and f"{before} {word[1]}" not in _COMPOUNDS
        if ends and not passage.text[word.start() + 1].isupper() and word[1] != "của":
            break
        end, before = word.end(), word[1]
    tail = passage.folded[place:end].split(" ")
    while tail[-1:] in (["của"], ["-"], ["–"], ["&"], ["về"], ["ở"], ["các"]):
        end -= len(tail.pop()) + 1
    return end


def _describes(passage: Passage, post: Post, until: int) -> bool:
    """Whether the words from the end of `post` to a name can describe it: few, no verb, no other clause."""
    between = passage.text[post.end : until]
    if post.group in ("rank", "degree") or between[:1] != " " or _SPLIT.search(between):
        return False
    found = between.split()
    stops = words("positions", "jobs", "links")
    return 0 < len(found) <= 8 and not any(word in stops for word in found)


@functools.cache
def title_openings() -> frozenset[str]:
    """The first words of titles and of what stands before them."""
    return frozenset((*titles().openings, *_modifiers().openings))


@functools.cache
def shared_openings() -> frozenset[str]:
    """The last words of shared titles, which open the body."""
    return frozenset(map(fold, phrases("positions", "offices", "openings")))


def title_at(passage: Passage, start: int) -> int | None:
    """Where the title ends that opens with a capital at `start`, as far as its own words go."""
    found = titles().match(passage.folded, start)
    if found is None or (
        found[1].group == "job" and found[0] - start <= 3 and not passage.text[start : found[0]].isupper()
    ):
        return None
    return found[0]
