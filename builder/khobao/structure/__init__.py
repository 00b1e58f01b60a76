"""Page text to typed spans, and from these to the fields of an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from khobao.structure.bylines import Byline, is_desk, read_byline
from khobao.structure.datelines import read_stamp
from khobao.structure.lines import Line, split_lines
from khobao.structure.phrases import core, phrases
from khobao.structure.roles import Reading, Role, read_roles
from khobao.structure.tags import Tags
from khobao.structure.times import Moment, is_american
from khobao.structure.zones import KINDS as SHOWN_KINDS
from khobao.structure.zones import TEXT

__all__ = ["KINDS", "Fault", "Line", "Role", "Structure", "structure_page", "structure_pages"]

#: What a span can be: the enum of ``page.schema.json``.
KINDS = (*SHOWN_KINDS, "empty")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value that the page prints: an issue code, a message, an offset into the page text."""

    code: str
    message: str
    offset: int


@dataclass(frozen=True)
class Structure:
    """What a page says. `roles` cover every line, `blocks` partition the page text; unknown is None or empty; `genre`
    is ``article``, ``listing`` or ``other``."""

    genre: str
    lines: tuple[Line, ...]
    roles: tuple[Role, ...]
    blocks: tuple[tuple[str, int, int], ...]
    title: str | None
    section: str | None
    published: Moment | None
    authors: tuple[str, ...]
    source_credit: str | None
    tags: tuple[str, ...]
    view_count: int | None
    lead: str | None
    text: str
    captions: str
    faults: tuple[Fault, ...]


_CRUMB = re.compile(r" ?(?:»|›|>{1,3}|→) ?| / ")
#: Signs one of which every match of the pattern above has.
_CRUMB_SIGNS = "»›>→/"
_MARK = re.compile(r"^[-–—•*▪■●]{1,3} ?")
_BUTTON = re.compile(r" (?:in trang|in bài viết|in bài|bản in|print)$", re.IGNORECASE)
#: The longest match of the pattern above.
_BUTTON_LENGTH = 12
#: The kinds whose lines are read one by one.
_SPANS = ("section", "tag", "caption")
_HOME = ("trang chủ", "trang nhất", "home", "trang chính", "tin tức trang chủ")


def structure_page(page_text: str) -> Structure:
    """Read `page_text`, as :func:`khobao.text.clean` returns it. Pure: the same text gives the same structure."""
    return structure_pages([page_text])[0]


def structure_pages(page_texts: Sequence[str], tags: Sequence[Tags] = ()) -> list[Structure]:
    """Read many pages, each as :func:`structure_page` reads it: the model is faster on many lines at once.

    `tags` holds for each page what :class:`khobao.markup.Markup` says of each of its lines, nothing for plain text.
    """
    if not page_texts:
        return []  # finished articles need no models
    pages = [split_lines(page_text) for page_text in page_texts]
    return [
        _structure(page_text, lines, reading)
        for page_text, lines, reading in zip(page_texts, pages, read_roles(pages, tags), strict=True)
    ]


def _structure(page_text: str, lines: list[Line], reading: Reading) -> Structure:
    roles = reading.roles
    spans: dict[str, list[str]] = {kind: [] for kind in _SPANS}
    for kind, start, end, _ in roles:
        if kind in _SPANS:
            spans[kind].append(page_text[start:end].strip())
    published, faults = _published(page_text, roles)
    paragraphs = _paragraphs(page_text, reading)
    title = _title(page_text, roles)
    bylines = _bylines(page_text, roles)
    return Structure(
        genre=reading.genre,
        lines=tuple(lines),
        roles=tuple(roles),
        blocks=tuple(_blocks(page_text, roles)),
        title=title,
        section=_section(spans["section"], title),
        published=published,
        authors=_authors(bylines),
        source_credit=next((byline.source_credit for byline in bylines if byline.source_credit), None),
        tags=_tags(spans["tag"]),
        view_count=_view_count(lines, roles),
        lead=next(iter(paragraphs), None),
        text="\n".join(paragraphs),
        captions="\n".join(spans["caption"]),
        faults=tuple(faults),
    )


def _title(page_text: str, roles: list[Role]) -> str | None:
    """The headline: the first line that is one, with those right below that go on with it. A breadcrumb that ends in
    the headline, list marks and the words of a print button are not part of it."""
    spans = [(start, end) for kind, start, end, _ in roles if kind == "title"]
    if not spans:
        return None
    start, end = spans[0]
    for below, bottom in spans[1:]:
        if below != end + 1 or not page_text[below].islower():
            break
        end = bottom
    text = page_text[start:end].replace("\n", " ").strip()
    crumbs = _CRUMB.split(text) if any(map(text.__contains__, _CRUMB_SIGNS)) else [text]
    if len(crumbs) > 1 and core(crumbs[0]) in _HOME:
        text = crumbs[-1]
    words = _MARK.sub("", text).split(" ")
    half = len(words) // 2
    text = " ".join(words[:half] if half > 1 and words[:half] == words[half:] else words)  # printed twice on one line
    button = _BUTTON.search(text, max(0, len(text) - _BUTTON_LENGTH))
    return text[: button.start() if button else None].strip() or None


def _section(spans: list[str], title: str | None) -> str | None:
    """The rubrics above the headline, breadcrumbs split into their levels, without the front page and the headline."""
    levels = [_MARK.sub("", level).strip(" |") for span in spans for level in _CRUMB.split(span)]
    kept = [level for level in levels if level and core(level) not in _HOME and level != title]
    return " > ".join(dict.fromkeys(kept)) or None


def _bylines(page_text: str, roles: list[Role]) -> list[Byline]:
    """What the bylines say. Below the furniture that follows the text, a name without a label is taken for an author
    only if there is none before: titles of songs and names of other stories stand there."""
    ends = [end for kind, _, end, _ in roles if kind in TEXT]
    fences = [start for kind, start, _, _ in roles if kind in ("boilerplate", "related") and ends and start >= ends[-1]]
    found: list[Byline] = []
    for kind, start, end, _ in roles:
        if kind == "byline" and (byline := _byline(page_text[start:end].strip(" |-–—,:;\n"))):
            beyond = bool(fences) and start > fences[0]
            if byline.labelled or not beyond or not _authors(found):
                found.append(byline)
    return found


def _byline(span: str) -> Byline | None:
    """The byline of a line that is one; the name of a desk alone is what it credits."""
    if byline := read_byline(span):
        return byline
    span = span[1:-1].strip() if span[:1] == "(" and span[-1:] == ")" else span
    named = is_desk(span) and len(span.split()) <= 10 and core(span) not in phrases("bylines")["anonymous"]
    return Byline((), span, True) if named else None


def _paragraphs(page_text: str, reading: Reading) -> list[str]:
    """The paragraphs of lead and body; lines that a hard break cut apart are joined by a space."""
    spans = [(start, end) for kind, start, end, _ in reading.roles if kind in TEXT]
    starts = [start for start, _ in spans]
    paragraphs = []
    for run in reading.paragraphs:
        inside = spans[bisect_left(starts, run[0].start) : bisect_right(starts, run[-1].end)]
        if inside:
            paragraphs.append(" ".join([page_text[start:end].strip() for start, end in inside]))
    return paragraphs


def _blocks(page_text: str, roles: list[Role]) -> list[tuple[str, int, int]]:
    """The roles as a partition: each takes what follows it up to the next, so a line feed ends its own block."""
    starts = [start for _, start, _, _ in roles]
    ends = [*starts[1:], len(page_text)]
    return [(role[0], start, end) for role, start, end in zip(roles, starts, ends, strict=True) if end > start]


def _published(page_text: str, roles: list[Role]) -> tuple[Moment | None, list[Fault]]:
    """The first time that a dateline states below the headline, or else the nearest above it, since the date of today
    stands over the page; another dateline of the same day may add the clock."""
    faults: list[Fault] = []
    found: Moment | None = None
    american = " AM" in page_text or " PM" in page_text
    american = american and any(map(is_american, page_text.split("\n")))
    headline = next((role.start for role in roles if role.kind == "title"), 0)
    datelines = [role for role in roles if role.kind == "dateline"]
    for role in sorted(datelines, key=lambda role: (role.start < headline, abs(role.start - headline))):
        if not (stamp := read_stamp(page_text[role.start : role.end], american)):
            continue
        if found is None:
            if stamp.fault:
                return None, [*faults, Fault("meta/date-impossible", stamp.fault, role.start + stamp.start)]
            if stamp.weekday_agrees is False:
                faults.append(Fault("sense/weekday", "weekday and date do not agree", role.start + stamp.start))
            found = stamp.moment
        elif stamp.moment and found.precision == "day" and stamp.moment.value[:10] == found.value[:10]:
            found = stamp.moment
    return found, faults


def _authors(bylines: list[Byline]) -> tuple[str, ...]:
    """Who wrote it, in the order printed; the initials of one who is named in full are no second author."""
    named = dict.fromkeys(author for byline in bylines for author in byline.authors)
    initials = {"".join(word[0] for word in name.split()).upper() for name in named if " " in name}
    return tuple(name for name in named if " " in name or re.sub(r"\W", "", name).upper() not in initials)


def _tags(spans: list[str]) -> tuple[str, ...]:
    listed = [span.partition(":")[2] if ":" in span[:20] else span for span in spans]
    return tuple(
        dict.fromkeys(tag.strip(" #.") for line in listed for tag in re.split(r"[,;|]", line) if tag.strip(" #."))
    )


def _view_count(lines: list[Line], roles: list[Role]) -> int | None:
    counted = [line for line in lines if line.text and line.views is not None]
    kinds = {role.start: role.kind for role in roles} if counted else {}
    for line in counted:
        if kinds.get(line.start) in ("dateline", "byline"):
            return line.views
        if kinds.get(line.start) == "boilerplate" and "lượt" in line.folded and "truy cập" not in line.folded:
            return line.views
    return None
