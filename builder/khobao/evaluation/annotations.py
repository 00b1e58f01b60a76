"""How well the annotation layer names what a page names: values as sets, page by page.

Gold may label some kinds only, and positions and documents to different depths; what it does not label is not scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from khobao.evaluation.scores import Score
from khobao.text import clean, fold

Record = Mapping[str, Any]
#: The values of one kind that a record of gold or of annotations has.
Values = Callable[[Record], set[Any]]


def score_annotations(scores: dict[str, Score], gold: Record, given: Record) -> bool:
    """Add to `scores`, by kind, how the annotations `given`, by field, agree with those of the `gold` record, and tell
    whether this has any."""
    for kind, (label, of_gold, of_given) in _KINDS.items():
        if label in gold:
            deep = _is_deep(gold)
            scores.setdefault(kind, Score()).add(of_gold(gold), of_given({**given, "deep": deep, "gold": gold}))
    for text, surfaces in _hard_negatives(gold, given):
        score = scores.setdefault("hard negatives", Score())
        score.right += text not in surfaces
        score.false += text in surfaces
    return any(label in gold for label, _, _ in _KINDS.values())


def _is_deep(gold: Record) -> bool:
    """Whether positions and documents are labelled down to body, date and issuer, not by their words alone."""
    return "events" in gold


def _key(text: str | None) -> str | None:
    return None if text is None else " ".join(fold(clean(text)).split())


def _people(record: Record) -> set[Any]:
    return {_key(person["name"]) for person in record["people"]}


def _gold_positions(gold: Record) -> set[Any]:
    pairs = [(person["name"], position) for person in gold["people"] for position in person["positions"]]
    if not _is_deep(gold):
        return {(_key(name), _key(position["text"])) for name, position in pairs}
    return {(_key(name), _key(position["title_norm"]), _key(position["organization"])) for name, position in pairs}


def _given_positions(given: Record) -> set[Any]:
    pairs = [(person["name"], position) for person in given["people"] for position in person["positions"]]
    if not given["deep"]:
        return {(_key(name), _key(position["mention"]["surface"])) for name, position in pairs}
    return {(_key(name), _key(position["title"]), _key(position["organization"])) for name, position in pairs}


def _organizations(record: Record) -> set[Any]:
    return {_key(body["name"]) for body in record["organizations"]}


def _gold_provinces(gold: Record) -> set[Any]:
    return {_key(province["name"]) for province in gold["provinces"]}


def _given_provinces(given: Record) -> set[Any]:
    """Provinces; those that gold leaves open count only where it has them."""
    named = {_key(place["name"]) for place in given["places"] if place["kind"] == "province"}
    lenient = given["gold"].get("provinces_lenient", ())
    left_open = {_key(place if isinstance(place, str) else place["name"]) for place in lenient}
    return named - (left_open - _gold_provinces(given["gold"]))


def _gold_documents(gold: Record) -> set[Any]:
    cited = gold["documents_cited"]
    if not _is_deep(gold):
        return {document["number"] for document in cited if document["number"]}
    return {_document(document) for document in cited}


def _given_documents(given: Record) -> set[Any]:
    if not given["deep"]:
        return {document["number"] for document in given["documents"] if document["number"]}
    return {_document(document) for document in given["documents"]}


def _document(record: Record) -> tuple[Any, ...]:
    return _key(record["type"]), record["number"], record["issued_on"], _key(record["issuer"])


def _given_events(given: Record) -> set[Any]:
    return {(event["date"], event["ordinal"]) for event in given["events"]}


def _gold_events(gold: Record) -> set[Any]:
    return {(event["date"], event["series"]["ordinal"]) for event in gold["events"]}


def _gold_main_event(gold: Record) -> set[Any]:
    return {gold["main_event"]["date"]} - {None} if gold["main_event"] else set()


def _given_main_event(given: Record) -> set[Any]:
    return {event["date"] for event in given["events"][:1]} - {None}


def _gold_figures(gold: Record) -> set[Any]:
    return {(_numbers(figure["value"]), _key(figure["text"])) for figure in gold["figures"]}


def _given_figures(given: Record) -> set[Any]:
    return {(_numbers(figure["values"]), _key(figure["mention"]["surface"])) for figure in given["figures"]}


def _numbers(value: Any) -> tuple[float, ...]:
    return tuple(map(float, value if isinstance(value, list) else [value]))


def _gold_times(gold: Record) -> set[Any]:
    return {(time["kind"], time["value"], _key(time["text"])) for time in gold["time_expressions"]}


def _given_times(given: Record) -> set[Any]:
    return {(time["kind"], time["value"], _key(time["mention"]["surface"])) for time in given["times"]}


#: Each kind that is scored: the member of gold that labels it, and its values there and among the annotations.
_KINDS: dict[str, tuple[str, Values, Values]] = {
    "people": ("people", _people, _people),
    "positions": ("people", _gold_positions, _given_positions),
    "organizations": ("organizations", _organizations, _organizations),
    "provinces": ("provinces", _gold_provinces, _given_provinces),
    "documents": ("documents_cited", _gold_documents, _given_documents),
    "events": ("events", _gold_events, _given_events),
    "main event": ("main_event", _gold_main_event, _given_main_event),
    "figures": ("figures", _gold_figures, _given_figures),
    "times": ("time_expressions", _gold_times, _given_times),
}
#: What a hard negative of gold may be taken for, by what gold says that it is not.
_TRAPS = {"event": "events", "document": "documents", "person": "people", "person mention": "people",
          "organization": "organizations", "figure": "figures", "province": "places"}  # fmt: skip


def _hard_negatives(gold: Record, given: Record) -> Iterator[tuple[str | None, set[str | None]]]:
    """The words of each trap of the page, and all words that were taken for what it is not."""
    for trap in gold.get("hard_negatives", ()):
        if kind := _TRAPS.get(trap["not_a"]):
            mentions = [mention for item in given[kind] for mention in item.get("mentions") or [item["mention"]]]
            yield _key(trap["text"]), {_key(mention["surface"]) for mention in mentions}
