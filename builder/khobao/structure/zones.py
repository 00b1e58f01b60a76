"""What rules alone make of a page: its head, the run of the article, its foot, and a first role for each line.

The line model takes this as one opinion among its features; where it has none, as here, a person can follow every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khobao.structure.bylines import is_name
from khobao.structure.lines import Line

#: What a line can be, blank lines apart: the enum of ``page.schema.json``.
KINDS = ("title", "section", "dateline", "byline", "lead", "body", "caption", "related", "tag", "boilerplate")

#: The roles that are the text of the article.
TEXT = ("lead", "body")

#: What a line was decided to be: its role, and the rule or model that says so.
Decision = tuple[str, str]

#: A headline has at most this many words; longer lines of the head are paragraphs.
TITLE_WORDS = 40
_ENDING = ("closing", "related", "tags")


@dataclass(frozen=True)
class Zones:
    """The run of the article, from line `first` up to but without `after`, and the role of each line by rule."""

    first: int
    after: int
    kinds: tuple[str, ...]


def read_zones(lines: Sequence[Line]) -> Zones:
    """The zones of a page; `lines` are those that are not blank, and the offsets count in them."""
    first, after = _find_run(lines)
    kinds = [*_head(lines, first), *_run(lines, first, after), *_foot(lines, after)]
    return Zones(first, after, tuple(kinds))


def _table(line: Line) -> str:
    return (line.furniture or "").partition(".")[0]


def _find_run(lines: Sequence[Line]) -> tuple[int, int]:
    first = next((index for index, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    last = first
    for index in range(first, len(lines)):
        line = lines[index]
        if line.furniture and _table(line) in _ENDING:
            if not _resumes(lines, index):
                break
        elif _closes_by_name(lines, index):
            last = index
            break
        elif line.is_prose or _has_prose_after(lines, index) or (line.furniture is None and index - last <= 3):
            last = index
    return first, min(last + 1, len(lines))


def _is_paragraph(line: Line) -> bool:
    return line.is_prose and line.furniture is None and line.dateline is None and not line.bullet


def _resumes(lines: Sequence[Line], index: int) -> bool:
    """Whether a related heading at `index` is a link inside the article: paragraphs follow at once."""
    following = lines[index + 1 : index + 7]
    paragraphs = sum(line.is_prose and not line.trails_off for line in following)
    return _table(lines[index]) == "related" and paragraphs >= 2 and following[0].is_prose


def _closes_by_name(lines: Sequence[Line], index: int) -> bool:
    """Whether the author's name at `index` ends the article: no paragraph follows but teasers."""
    byline = lines[index].byline
    if byline is None or not (byline.labelled or all(is_name(name) for name in byline.authors)):
        return False
    return not any(
        line.is_prose and not line.trails_off and line.n_words >= 30 for line in lines[index + 1 : index + 4]
    )


def _has_prose_after(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index + 1 : index + 12]:
        if line.furniture and _table(line) in _ENDING:
            return False
        if line.is_prose:
            return True
    return False


def _head(lines: Sequence[Line], first: int) -> list[str]:
    title = _find_title(lines, first)
    kinds = []
    for index, line in enumerate(lines[:first]):
        if line.furniture:
            kind = "boilerplate"
        elif title is not None and (index == title or line.key == lines[title].key):
            kind = "title"
        elif line.dateline is not None:
            kind = "dateline"
        elif line.byline is not None and (title is None or index > title):
            kind = "byline"
        elif title is not None and index == title - 1 and line.n_words <= 8:
            kind = "section"
        elif title is not None and index > title and line.stops:
            kind = "body"
        elif title is not None and index > title and line.opens_caption:
            kind = "caption"
        else:
            kind = "boilerplate"
        kinds.append(kind)
    return kinds


def _find_title(lines: Sequence[Line], first: int) -> int | None:
    """The headline: of the last three lines above the first paragraph that can be one, the first of some length."""
    candidates = [
        index
        for index, line in enumerate(lines[:first])
        if 3 <= line.n_words <= TITLE_WORDS
        and line.furniture is None
        and line.dateline is None
        and not (line.byline and (line.byline.labelled or index > 0))
        and not line.photo_credit
    ]
    if not candidates or first == len(lines):
        return None
    return max(candidates[-3:], key=lambda index: (lines[index].n_words >= 6, -index))


def _run(lines: Sequence[Line], first: int, after: int) -> list[str]:
    heads = {line.key for line in lines[:first]}
    kinds: list[str] = []
    for index in range(first, after):
        line = lines[index]
        if index == first:
            kind = "lead"
        elif line.furniture:
            kind = "related" if _table(line) == "related" else "boilerplate"
        elif line.key in heads:
            kind = "caption"
        elif line.dateline is not None:
            kind = "dateline"
        elif line.byline and (line.byline.labelled or index == after - 1 or not _has_prose_after(lines, index)):
            kind = "byline"
        elif (line.photo_credit and not line.is_prose) or (
            not line.stops and line.n_words <= 45 and (line.opens_caption or kinds[-1] == "caption")
        ):
            kind = "caption"
        else:
            kind = "body"
        kinds.append(kind)
    return kinds


def _foot(lines: Sequence[Line], after: int) -> list[str]:
    kinds: list[str] = []
    listing = started = False
    for index in range(after, len(lines)):
        line = lines[index]
        table = line.furniture and _table(line)
        if table == "related":
            listing = True
            kind = "related" if _next_is_item(lines, index) or ":" in line.text.rstrip(":") else "boilerplate"
        elif table == "tags":
            kind = "tag" if line.text.partition(":")[2].strip() else "boilerplate"
        elif table in ("closing", "furniture"):
            listing = False
            kind = "boilerplate"
        elif not started and line.byline is not None:
            kinds.append("byline")
            continue
        else:
            kind = "related" if listing or line.n_words >= 5 or line.bullet else "boilerplate"
        started = True
        kinds.append(kind)
    return kinds


def _next_is_item(lines: Sequence[Line], index: int) -> bool:
    following = lines[index + 1 : index + 2]
    return bool(following) and following[0].furniture is None and following[0].n_words >= 4
