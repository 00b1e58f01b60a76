"""The events that an article reports: what, when, where, by whom.

The frame is that of the genre: a day, a body or a person, a verb of holding, and the noun of the event, in the first
sentences or behind a star or `cùng ngày`. What is cited, still to come or past is not an event of the article.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from khobao.annotate.eventnames import EventName, nouns, read_name
from khobao.annotate.letters import alternatives, pattern
from khobao.annotate.occurrences import basis_of, first_day, last_day, occurrence, part_of
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.sentences import Sentence, sentences
from khobao.annotate.tables import phrases
from khobao.annotate.topics import read_topic
from khobao.annotate.values import Event, Mention, Organization, Person, Place, TimeExpression

#: How an item of its own opens after the first.
_SECOND = pattern(
    r"(?:(?<=\n)|(?<=[.!?…”] ))(?:[*•+\-–—] ?)*(?:(?:cũng (?:trong )?|cùng |(?:trong )?(?:sáng|chiều|tối|trưa) cùng )"
    r"ngày|(?<=\* )\S|(?<=\*)\S)"
)
_FUTURE = pattern(r"(?<!\w)(?:sẽ|dự kiến|sắp|chuẩn bị|tiến tới|chào mừng|hướng tới)(?!\w)")
_AT = pattern(r"(?:tại|ở|trên địa bàn|về)(?: (?:địa bàn|hội trường|trụ sở|khu vực|thủ đô))? $")
#: What may stand before the day that a text opens with: the mark of the newspaper.
_OPENS = pattern(r"(?:(?:\([^)\n]{2,30}\)|[\w.]{2,15}) ?[-–—] ?)?(?:trong |vào )?(?:\d{1,2} )?")
#: Sentences from the beginning in which the first event is looked for.
_FIRST = 8


class _Frame(NamedTuple):
    sentence: Sentence
    name: EventName
    day: TimeExpression | None
    verb: str


def find_events(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Event, ...]:
    """The events of `reading` in order; where no meeting is reported, the day of what happened, without a name."""
    days = [time for time in found["times"] if time.kind == "date"]
    frames = list(_frames(reading, days))
    if not frames:
        return tuple(occurrence(reading, days))
    frames[0] = frames[0]._replace(day=frames[0].day or _opening_day(reading.by_field["text"], days))
    return tuple(_event(frame, reading, found) for frame in frames)


def _opening_day(text: Passage, days: list[TimeExpression]) -> TimeExpression | None:
    """The day that the text opens with, which is that of the meeting it goes on to: Ngày 11-7, UBND tỉnh họp."""
    first = next((day for day in days if day.mention.field == "text"), None)
    return first if first and _OPENS.fullmatch(text.folded, 0, first.mention.start) else None


def _frames(reading: Reading, days: list[TimeExpression]) -> Iterator[_Frame]:
    text = reading.by_field.get("text")
    if text is None:
        return
    opening = enumerate(itertools.islice(sentences(text), _FIRST))
    # Behind the first two sentences only one with a day counts.
    dated = ((count, one) for count, one in opening if count < 2 or any(one.holds(day.mention) for day in days))
    framed = ((count, frame) for count, sentence in dated if (frame := _frame(sentence, days)))
    first = next((frame for count, frame in framed if frame.day is not None or count < 2), None)
    if first is None:
        return
    yield first
    # What is announced as a further item of the same day stands anywhere below.
    if "cùng" in text.folded or "\n*" in text.text:
        for match in _SECOND.finditer(text.folded, first.sentence.end):
            sentence = next(sentences(Passage(text.field, text.text[: _end(text, match.end())]), match.start()))
            if frame := _frame(sentence, days):
                yield frame


def _end(passage: Passage, start: int) -> int:
    """Where the paragraph ends in which `start` stands."""
    end = passage.text.find("\n", start)
    return len(passage.text) if end < 0 else end


def _frame(sentence: Sentence, days: list[TimeExpression]) -> _Frame | None:
    """The frame of an event that `sentence` reports."""
    folded = sentence.folded
    if not any(map(folded.__contains__, _noun_stems())):
        return None
    for match in nouns().finditer(folded):
        verb = _verb_before(folded, match.start()) or _verb_after(folded, match.end())
        if verb is None or _FUTURE.search(folded, 0, match.start()):
            continue
        name = read_name(sentence.passage, sentence.start + match.start(), sentence.end)
        inside = [day for day in days if sentence.holds(day.mention) and not name.start <= day.mention.start < name.end]
        return _Frame(sentence, name, inside[0] if inside else None, verb)
    return None


def _verb_before(folded: str, noun: int) -> str | None:
    """The nearest verb of holding before the noun."""
    verbs = [match for match in _verb().finditer(folded, 0, noun) if noun - match.end() <= 60]
    return verbs[-1].group() if verbs else None


def _verb_after(folded: str, noun: int) -> str | None:
    match = _happens().search(folded, noun)
    return match.group() if match else None


@cache
def _noun_stems() -> tuple[str, ...]:
    """The shortest set of beginnings that every noun has one of."""
    openings = {noun.partition(" ")[0] for noun in phrases("event_nouns", "noun")}
    return tuple(sorted(openings))


@cache
def _verb() -> re.Pattern[str]:
    return _words(phrases("event_verbs", "verb"))


@cache
def _happens() -> re.Pattern[str]:
    return _words(phrases("event_verbs", "verb", role="happen"))


def _words(listed: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(listed)}(?!\w)")


def _event(frame: _Frame, reading: Reading, found: dict[str, tuple[Any, ...]]) -> Event:
    hosts = _hosts(frame, found)
    place, locality, basis = _place(frame, reading, found, hosts)
    topic, topic_kind = read_topic(frame.sentence.passage, frame.name.end, frame.sentence.end)
    day, name = frame.day, frame.name
    return Event(
        kind=name.kind, name=name.text, series=name.series, ordinal=name.ordinal, edition_year=name.year,
        term=name.term, date=first_day(day), date_end=last_day(day), date_basis=basis_of(day, name, reading),
        part_of_day=part_of(day), place=place, locality=locality, place_basis=basis,
        hosts=tuple(body.name for body in hosts), chairs=tuple(_chairs(frame, found)), topic=topic,
        topic_kind=topic_kind,
        mention=frame.sentence.passage.mention(name.start, name.end), date_mention=day.mention if day else None,
    )  # fmt: skip


def _hosts(frame: _Frame, found: dict[str, tuple[Any, ...]]) -> list[Organization]:
    """The bodies that hold the event: those before a verb of holding, but in the posts of a person."""
    if frame.verb not in phrases("event_verbs", "verb", role="host") | {"chủ trì"}:
        return []
    posts = [post.mention for person in found["people"] for post in person.positions]
    until = frame.name.start
    spans: list[tuple[Mention, Organization]] = []
    for body in found["organizations"]:
        for mention in body.mentions:
            before = frame.sentence.holds(mention) and mention.end <= until
            if before and not any(_within(mention, post) for post in posts):
                spans.append((mention, body))
    outer = [(one, body) for one, body in spans if not any(_within(one, other) for other, _ in spans if other != one)]
    return list(dict.fromkeys(body for _, body in sorted(outer, key=lambda pair: pair[0].start)))


def _within(inner: Mention, outer: Mention) -> bool:
    return inner.field == outer.field and outer.start <= inner.start and inner.end <= outer.end and inner != outer


def _chairs(frame: _Frame, found: dict[str, tuple[Any, ...]]) -> Iterator[str]:
    """The persons before a verb of chairing, in the sentence of the event or in the same paragraph after it."""
    chairing = phrases("event_verbs", "verb", role="chair")
    sentence = frame.sentence
    paragraph = sentence.passage.text.find("\n", sentence.end)
    end = len(sentence.passage.text) if paragraph < 0 else paragraph
    people: list[tuple[Mention, Person]] = sorted(
        ((mention, person) for person in found["people"] for mention in person.mentions if mention.field == "text"),
        key=lambda pair: pair[0].start,
    )
    for one in sentences(Passage("text", sentence.passage.text[sentence.start : end])):
        verbs = [match for match in _verb().finditer(one.folded) if match.group() in chairing]
        if verbs:
            low, high = sentence.start + one.start, sentence.start + one.start + verbs[-1].start()
            yield from dict.fromkeys(person.name for mention, person in people if low <= mention.start < high)
            return


def _place(
    frame: _Frame, reading: Reading, found: dict[str, tuple[Any, ...]], hosts: list[Organization]
) -> tuple[str | None, str | None, str | None]:
    """Province, town and basis: what follows `tại` in the sentence or the title, else the province of the host."""
    province = locality = None
    title = reading.by_field.get("title")
    fields = {frame.sentence.passage.field: frame.sentence}
    if title:
        fields["title"] = Sentence(title, 0, len(title.text))
    places: tuple[Place, ...] = found["places"]
    for place in places:
        for mention in place.mentions:
            sentence = fields.get(mention.field)
            if sentence and sentence.holds(mention) and _is_at(sentence.passage, mention):
                if place.kind == "province":
                    province = province or place.name
                else:
                    locality = locality or mention.surface
    if province or locality:
        return province or (hosts[0].place if hosts else None), locality, "stated"
    hosted = next((body.place for body in hosts if body.place), None)
    return (hosted, None, "host") if hosted else (None, None, None)


def _is_at(passage: Passage, mention: Mention) -> bool:
    before = re.sub(r"(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường) $", "", passage.folded[: mention.start])
    return _AT.search(before[-40:]) is not None
