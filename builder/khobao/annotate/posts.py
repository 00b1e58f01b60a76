"""Posts and the titles that they open with: offices, ranks, degrees and jobs, by the forms that are printed."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from khobao.annotate.body import Body
from khobao.annotate.copies import replace
from khobao.annotate.names import CAPITALS
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import Phrases, phrases, tables
from khobao.text import fold

#: What is said of somebody behind a post: HLV | người Thái Lan, nghệ nhân | 88 tuổi, trợ lý | của ông. There are bodies
#: of people too: Hội người Việt Nam tại Lào.
TOLD = re.compile(
    rf"(?<!hội)(?<!Hội)(?<!về) (?:người (?:gốc )?(?=[{CAPITALS}])|\d{{1,3}} tuổi"
    r"|của (?:anh|ông|bà|chị|cô|em|cụ|họ|mình|tôi)\b)"
)


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


def without_told(passage: Passage, post: Post) -> Post:
    """`post` without what is said of its holder at its end: HLV | người Thái Lan."""
    told = TOLD.search(passage.text, post.start, post.end)
    return replace(post, end=told.start()) if told else post


@functools.cache
def titles() -> Phrases[Title]:
    """All titles, by their forms."""
    found: dict[str, Title] = {}
    found.update((fold(title), Title(None, "job")) for title in phrases("positions", "jobs", "jobs"))
    for group in ("rank", "degree"):
        found.update((fold(title), Title(title, group)) for title in phrases("positions", "jobs", f"{group}s"))
    found.update((fold(title), Title(title, "office")) for title in phrases("positions", "offices", "titles"))
    found.update((fold(title), Title(title, "shared")) for title in phrases("positions", "offices", "shared"))
    found.update((fold(title), Title(title, "member")) for title in members())
    for form, canonical in (*tables("positions")["forms"].items(), *tables("positions")["letters"].items()):
        found[fold(form)] = Title(canonical, found[fold(canonical)].group)
    return Phrases(found.items())


@functools.cache
def members() -> Mapping[str, str]:
    """The bodies of titles that hold the name of theirs."""
    return dict(tables("positions")["members"])


@functools.cache
def party_titles() -> frozenset[str]:
    """Titles of party posts."""
    return frozenset(phrases("positions", "offices", "party"))


@functools.cache
def modifiers() -> Phrases[str]:
    """The words before a title; the value says whether the post is a ``former`` or an ``acting`` one."""
    return Phrases((word, key) for key in ("former", "acting") for word in phrases("positions", "jobs", key))


@functools.cache
def title_openings() -> frozenset[str]:
    """The first words of titles and of what stands before them."""
    return frozenset((*titles().openings, *modifiers().openings))


@functools.cache
def shared_openings() -> frozenset[str]:
    """The last words of shared titles, which open the body."""
    return frozenset(map(fold, phrases("positions", "offices", "openings")))


@functools.cache
def seats() -> frozenset[str]:
    """Titles behind which the name of a place stands, folded: Trưởng ấp."""
    return frozenset(map(fold, phrases("positions", "jobs", "seats")))


def title_at(passage: Passage, start: int) -> int | None:
    """Where the title ends that opens with a capital at `start`, as far as its own words go."""
    found = titles().match(passage.folded, start)
    if found is None or (
        found[1].group == "job" and found[0] - start <= 3 and not passage.text[start : found[0]].isupper()
    ):
        return None
    return found[0]
