"""What the annotation layer says of an article: small frozen values, each with the record that the schema asks for.

Offsets count code points of the published string of a field, `start` inclusive, `end` exclusive. A value that the page
does not support is None. Names of bodies and provinces are canonical: new-style tone marks, HĐND, UBND and ĐBQH
abbreviated, provinces as in the table of units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A piece of a field: ``title``, ``text`` or ``captions``."""

    field: str
    start: int
    end: int


class _Record:
    def as_record(self) -> dict[str, Any]:
        """The value as the schema has it: tuples as lists."""
        return {name: _plain(value) for name, value in self.__dict__.items()}


def _plain(value: Any) -> Any:
    """`value` as the schema has it: what is no list and no record stays."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.as_record() if isinstance(value, _Record) else value


@dataclass(frozen=True, order=True)
class Mention(_Record):
    """Where something is named, and by which words: `surface` is that piece of the field."""

    field: str
    start: int
    end: int
    surface: str

    @property
    def span(self) -> Span:
        """The place alone."""
        return Span(self.field, self.start, self.end)


@dataclass(frozen=True)
class Position(_Record):
    """A post that a person holds: `title` canonical, the `organization` it is held in and the province `place` of this
    one, whether it is a `former` post, and where it is stated first."""

    title: str
    organization: str | None
    place: str | None
    former: bool
    mention: Mention


@dataclass(frozen=True)
class Person(_Record):
    """A person: `name` as printed, white space folded; `honorific` in lower case; `eponym` if only the name of a
    movement or campaign has the person; all mentions of the name, also of the given name alone, in order."""

    name: str
    honorific: str | None
    eponym: bool
    positions: tuple[Position, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Organization(_Record):
    """A named body: its canonical `name`, with the province if the page resolves it; `type` such as ``ubnd``; `level`,
    the territory it covers: central, province, district, grassroots; `place`, its province; `by_coordination` if only
    a list under one head names it; the mentions in order."""

    name: str
    type: str
    level: str | None
    place: str | None
    by_coordination: bool
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Place(_Record):
    """A place: `kind` is province, district, commune, region or other. A province has its code of the General
    Statistics Office and the `vintage` of that code (the table in force before or from 1 July 2025), its ISO 3166-2
    code if it has one, and the unit that it belongs to since that day."""

    name: str
    kind: str
    code: str | None
    vintage: str | None
    iso_3166_2: str | None
    successor: str | None
    successor_code: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Document(_Record):
    """A document that is cited: `type` is the word printed, with a capital; `number` as printed; `symbol` the number in
    normal form if it is a whole one; `issued_on` an ISO date; `document_id` is the same for mentions of one document,
    also on other pages; `members` name the documents of a phrase that cites several; `group` if they are not named."""

    document_id: str | None
    type: str
    number: str | None
    symbol: str | None
    issued_on: str | None
    issuer: str | None
    members: tuple[str, ...]
    group: bool
    mention: Mention


@dataclass(frozen=True)
class Event(_Record):
    """A meeting, ceremony or visit that the article itself reports; `kind` and `name` are None for what is reported of
    a day without one.

    `date` is ISO, its evidence `date_basis` one of printed, name, dateline, period, same-day; `place` a province with
    `place_basis` stated or host; `topic_kind` one of theme, agenda, occasion; `mention` is that of the name.
    """

    kind: str | None
    name: str | None
    series: str | None
    ordinal: int | None
    edition_year: int | None
    term: str | None
    date: str | None
    date_end: str | None
    date_basis: str | None
    part_of_day: str | None
    place: str | None
    locality: str | None
    place_basis: str | None
    hosts: tuple[str, ...]
    chairs: tuple[str, ...]
    topic: str | None
    topic_kind: str | None
    mention: Mention
    date_mention: Mention | None


@dataclass(frozen=True)
class Figure(_Record):
    """A counted or measured quantity: `values` has one number, more for a list under one unit; `unit` the counted noun
    or the sign; `what` the words that say of what, as printed; `qualifier` such as hơn, khoảng, không quá."""

    values: tuple[float, ...]
    unit: str | None
    what: str | None
    qualifier: str | None
    mention: Mention


@dataclass(frozen=True)
class TimeExpression(_Record):
    """A time in the text: `kind` is date, year, period, duration, term or anniversary; `value` an ISO date, ``A/B`` for
    a span, ``PnY`` for a duration, None when no bounds follow."""

    kind: str
    value: str | None
    mention: Mention
