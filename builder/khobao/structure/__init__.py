"""Page text to typed spans, and from these to the fields of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass

from khobao.structure.bylines import Byline, read_byline
from khobao.structure.lines import Line, split_lines
from khobao.structure.roles import KINDS, Role, assign_roles
from khobao.structure.times import Moment, find_stamp

__all__ = ["KINDS", "Fault", "Line", "Role", "Structure", "structure_page"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value that the page prints: an issue code, a message, an offset into the page text."""

    code: str
    message: str
    offset: int


@dataclass(frozen=True)
class Structure:
    """What a page says. `roles` cover every line, `blocks` partition the page text; unknown is None or empty."""

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


def structure_page(page_text: str) -> Structure:
    """Read `page_text`, as :func:`khobao.text.clean` returns it. Pure: the same text gives the same structure."""
    lines = split_lines(page_text)
    roles = assign_roles(lines)
    spans = {kind: [page_text[role.start : role.end].strip() for role in roles if role.kind == kind] for kind in KINDS}
    published, faults = _published(page_text, roles)
    bylines = [byline for span in spans["byline"] if (byline := read_byline(span.strip(" |-–—,:;")))]
    return Structure(
        lines=tuple(lines),
        roles=tuple(roles),
        blocks=tuple(_blocks(page_text, roles)),
        title=next(iter(spans["title"]), None),
        section=" > ".join(spans["section"]) or None,
        published=published,
        authors=_authors(bylines),
        source_credit=next((byline.source_credit for byline in bylines if byline.source_credit), None),
        tags=_tags(spans["tag"]),
        view_count=_view_count(lines, roles),
        lead=next(iter(spans["lead"]), None),
        text="\n".join(
            span for role in roles if role.kind in ("lead", "body") and (span := page_text[role.start : role.end])
        ),
        captions="\n".join(spans["caption"]),
        faults=tuple(faults),
    )


def _blocks(page_text: str, roles: list[Role]) -> list[tuple[str, int, int]]:
    """The roles as a partition: each takes what follows it up to the next, so a line feed ends its own block."""
    starts = [role.start for role in roles[1:]] + [len(page_text)]
    return [(role.kind, role.start, end) for role, end in zip(roles, starts, strict=True) if end > role.start]


def _published(page_text: str, roles: list[Role]) -> tuple[Moment | None, list[Fault]]:
    faults = []
    for role in roles:
        if role.kind != "dateline" or not (stamp := find_stamp(page_text[role.start : role.end])):
            continue
        if stamp.fault:
            faults.append(Fault("meta/date-impossible", stamp.fault, role.start + stamp.start))
        if stamp.weekday_agrees is False:
            faults.append(Fault("sense/weekday", "weekday and date do not agree", role.start + stamp.start))
        if stamp.moment or stamp.fault:
            return stamp.moment, faults
    return None, faults


def _authors(bylines: list[Byline]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(author for byline in bylines for author in byline.authors))


def _tags(spans: list[str]) -> tuple[str, ...]:
    listed = [span.partition(":")[2] if ":" in span[:20] else span for span in spans]
    return tuple(
        dict.fromkeys(tag.strip(" #.") for line in listed for tag in re.split(r"[,;|]", line) if tag.strip(" #."))
    )


def _view_count(lines: list[Line], roles: list[Role]) -> int | None:
    kinds = {role.start: role.kind for role in roles}
    for line in lines:
        if kinds.get(line.start) in ("dateline", "byline") and line.views is not None:
            return line.views
        if (
            kinds.get(line.start) == "boilerplate"
            and line.views is not None
            and "lượt" in line.folded
            and "truy cập" not in line.folded
        ):
            return line.views
    return None
