"""The day of what happened, where an article reports no meeting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date, timedelta

from khobao.annotate.eventnames import EventName
from khobao.annotate.letters import pattern
from khobao.annotate.reading import Reading
from khobao.annotate.sentences import Sentence, sentences
from khobao.annotate.values import Event, TimeExpression

#: Words before a day that make it a bound, a day of the past, or one that is kept every year.
_BACKGROUND = pattern(
    r"(?:sinh|tính đến|đến|hết|trước|sau|kể từ|từ trước|so với|năm ngoái|năm trước|hạn|bắt đầu từ|thành lập|lúc trước"
    r"|quốc khánh|quốc tế lao động|kỷ niệm|mừng|nhân|dịp(?: lễ)?)(?: hết| ngày| hôm| tối| sáng| chiều)*$"
)
#: Words behind a day on which only the author does something: hôm nay tôi xin giới thiệu.
_AUTHOR = pattern(r",? (?:chúng )?(?:tôi|ta|em) ")
_PART = pattern(r"(?:đúng |khoảng )?(?:\d{1,2} ?(?:giờ|h)(?: ?\d{2})?,? ?)?(?P<part>sáng|trưa|chiều|tối|đêm)(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Between the day on which somebody speaks and the day that is spoken of.
_SPOKEN = pattern(r"(?<!\w)(?:cho biết|cho hay|xác nhận|thông tin|thông báo|khẳng định|kể)(?!\w)")
#: How old what is spoken of may be to be the news.
_NEWS = timedelta(days=14)
#: How much older than the article a day is that belongs to the past of those whom it tells of.
_PAST = timedelta(days=400)
#: Sentences from the beginning that say on which day something happened.
_OPENING = 4


def occurrence(reading: Reading, days: list[TimeExpression]) -> Iterator[Event]:
    """The day of what happened: the first that the first sentences name, if it is no bound and its year is known."""
    text = reading.by_field.get("text")
    opening = list(itertools.islice(sentences(text), _OPENING)) if text else []
    for day, later in itertools.zip_longest(days, days[1:]):
        sentence = next((one for one in opening if one.holds(day.mention)), None)
        if text is None or sentence is None:
            continue
        before = text.folded[max(0, day.mention.start - 40) : day.mention.start].rstrip()
        if _BACKGROUND.search(before) or _AUTHOR.match(text.folded, day.mention.end):
            continue
        if day.value is None:
            return
        if _is_past(reading, day) or _is_spoken(sentence, day, later):
            continue
        yield Event(
            kind=None, name=None, series=None, ordinal=None, edition_year=None, term=None, date=first_day(day),
            date_end=last_day(day), date_basis=basis_of(day, None, reading), part_of_day=part_of(day), place=None,
            locality=None, place_basis=None, hosts=(), chairs=(), topic=None, topic_kind=None, mention=day.mention,
            date_mention=day.mention,
        )  # fmt: skip
        return


def _is_past(reading: Reading, day: TimeExpression) -> bool:
    """Whether that `day` is long before the article."""
    if reading.published_on is None:
        return False
    return date.fromisoformat(reading.published_on) - date.fromisoformat(str(first_day(day))) > _PAST


def _is_spoken(sentence: Sentence, day: TimeExpression, later: TimeExpression | None) -> bool:
    """Whether somebody only speaks on that `day`, of the next one, shortly before it, in the same sentence."""
    if later is None or later.value is None or not sentence.holds(later.mention):
        return False
    told = _SPOKEN.search(sentence.passage.folded, day.mention.end, later.mention.start)
    said, done = (date.fromisoformat(str(first_day(one))) for one in (day, later))
    return told is not None and timedelta() <= said - done <= _NEWS


def first_day(day: TimeExpression | None) -> str | None:
    """The day, or the first of the days, as ``YYYY-MM-DD``; None if the page does not tell it."""
    return day.value.partition("/")[0] if day and day.value else None


def last_day(day: TimeExpression | None) -> str | None:
    """The last of several days, as ``YYYY-MM-DD``; None for one day."""
    return (day.value.partition("/")[2] or None) if day and day.value else None


def basis_of(day: TimeExpression | None, name: EventName | None, reading: Reading) -> str | None:
    """What the year of the day rests on, in the order of evidence: printed with it, the name of the event, the
    dateline, a period that the article places in the present; `same-day` for the day of the event before."""
    if day is None or day.value is None:
        return None
    folded = day.mention.surface.lower()
    if "cùng ngày" in folded:
        return "same-day"
    if _YEAR.search(folded):
        return "printed"
    if name and name.year and day.value.startswith(str(name.year)):
        return "name"
    return "dateline" if reading.published_on else "period"


def part_of(day: TimeExpression | None) -> str | None:
    """The part of the day that is printed with it: sáng, trưa, chiều, tối or đêm."""
    match = _PART.match(day.mention.surface.lower()) if day else None
    return match["part"] if match else None
