"""What a reader is shown of the annotation layer: where in the texts of an article it speaks, and what it says."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Entry = Mapping[str, Any]

#: The kinds of marks, in the order of a legend, with the field of the article that lists each.
KINDS = {
    "person": "people", "position": "people", "organization": "organizations", "place": "places",
    "document": "documents", "event": "events", "figure": "figures", "time": "times",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A piece of a field of an article, in code points, its kind, and what the article says of it."""

    field: str
    start: int
    end: int
    kind: str
    note: str


def marks(article: Entry) -> list[Mark]:
    """All marks of `article`, in the order of its fields."""
    found = []
    for kind, field in KINDS.items():
        for entry in article[field]:
            for mention, note in _SPANS[kind](entry):
                found.append(Mark(mention["field"], mention["start"], mention["end"], kind, note))
    return found


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """`text` cut wherever one of its `marks` starts or ends: each piece with what covers it, the longest first."""
    held = sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start, tuple(KINDS).index(mark.kind)))
    cuts = sorted({0, len(text), *(mark.start for mark in held), *(mark.end for mark in held)})
    for start, end in itertools.pairwise(cuts):
        yield text[start:end], tuple(mark for mark in held if mark.start <= start and end <= mark.end)


def label(entry: Any) -> str:
    """One of the values of a list of the article, in short: its name, or the words in which it stands."""
    if isinstance(entry, str):
        return entry
    name: str | None = entry.get("name")
    return name or str(entry["mention"]["surface"])


def tell_person(person: Entry) -> str:
    """A person in a line, with posts."""
    posts = "; ".join(_tell_position(position) for position in person["positions"])
    named = f"{person['honorific']} {person['name']}" if person["honorific"] else person["name"]
    return f"{named}: {posts}" if posts else str(named)


def tell_event(event: Entry) -> str:
    """An event in a line: when, what, where."""
    day = " to ".join(filter(None, (event["date"], event["date_end"])))
    where = ", ".join(filter(None, (event["locality"], event["place"])))
    return _joined(day, event["name"] or event["kind"] or "what is reported of this day", where)


def tell_document(document: Entry) -> str:
    """A citation in a line: what is cited, from when, by whom."""
    number = f"{document['type']} {document['number']}" if document["number"] else document["mention"]["surface"]
    return _joined(number, document["issued_on"], document["issuer"])


def _tell_position(position: Entry) -> str:
    held = _joined(position["title"], position["organization"], position["place"])
    return f"{held} (former)" if position["former"] else held


def _tell_place(place: Entry) -> str:
    moved = place["successor"] and place["successor"] != place["name"]
    later = moved and f"since July 2025 in {place['successor']}"
    return _joined(place["name"], place["kind"], place["code"], later)


def _tell_figure(figure: Entry) -> str:
    return _joined(" ".join(f"{value:g}" for value in figure["values"]), figure["unit"], figure["what"])


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


_Spans = Iterator[tuple[Entry, str]]


def _named(tell: Callable[[Entry], str]) -> Callable[[Entry], _Spans]:
    def spans(entry: Entry) -> _Spans:
        return ((mention, tell(entry)) for mention in entry["mentions"])

    return spans


def _single(tell: Callable[[Entry], str]) -> Callable[[Entry], _Spans]:
    def spans(entry: Entry) -> _Spans:
        yield entry["mention"], tell(entry)

    return spans


def _positions(person: Entry) -> _Spans:
    for position in person["positions"]:
        yield position["mention"], f"{person['name']}: {_tell_position(position)}"


def _events(event: Entry) -> _Spans:
    yield event["mention"], tell_event(event)
    if event["date_mention"]:
        yield event["date_mention"], f"when: {tell_event(event)}"


_SPANS: dict[str, Callable[[Entry], _Spans]] = {
    "person": _named(lambda person: str(person["name"])),
    "position": _positions,
    "organization": _named(lambda body: _joined(body["name"], body["type"], body["level"])),
    "place": _named(_tell_place),
    "document": _single(tell_document),
    "event": _events,
    "figure": _single(_tell_figure),
    "time": _single(lambda time: _joined(time["kind"], time["value"])),
}
#: What is listed of an article beside its marked texts: heading, field, and how one of its values is told.
LISTS: tuple[tuple[str, str, Callable[[Entry], str]], ...] = (
    ("People", "people", tell_person), ("Events", "events", tell_event), ("Documents", "documents", tell_document),
)  # fmt: skip
