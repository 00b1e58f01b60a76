"""The lines of a page and what each shows by itself, before its neighbours are asked."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from typing import NamedTuple

from khobao.structure.bylines import Byline, read_byline
from khobao.structure.datelines import Dateline, read_dateline
from khobao.structure.phrases import core, core_of_folded, furniture_kind, phrases
from khobao.structure.times import Stamp, find_stamp
from khobao.text import fold

_STOPS = frozenset(".!?…:;")
_CLOSERS = "\"'”’»)]"
_INNER_STOP = re.compile(r"[.?!…] ")
_BULLET = re.compile(r"^(?:[•●○▪■◦►▶»›*+–—]|-(?=\s)|>+|\d{1,2}[.)](?=\s))\s*")
_CREDITS = phrases("captions")["credits"]
_OPENING = re.compile(rf"(?:{'|'.join(map(re.escape, phrases('captions')['openings']))})\b")
_VIEWS = re.compile(
    r"(?:(?:số )?lượt (?:xem|đọc|truy cập)|đã xem|số lần (?:xem|đọc)|views?|xem|đọc) ?:? ?(?P<after>\d[\d.,]{0,20})"
    r"|(?<![\d.,])(?P<before>\d[\d.,]{0,20}) ?(?:lượt (?:xem|đọc)|views?|lần xem)|\| ?(?P<bar>\d[\d.,]{0,20})$"
)
#: Longer lines are paragraphs: furniture, counters and repetitions are not looked for in them.
_SHORT = 300
#: Longer lines are not datelines.
_DATED = 160


class _Place(NamedTuple):
    number: int
    start: int
    end: int
    text: str


class Line(_Place):
    """One line of the page text: `start` and `end` are its offsets there, without the line feed."""

    @cached_property
    def folded(self) -> str:
        """The line folded for comparison; offsets stay the same."""
        return fold(self.text)

    @cached_property
    def n_words(self) -> int:
        """Number of words, split at white space."""
        return len(self.text.split())

    @cached_property
    def stops(self) -> bool:
        """Whether it ends as a sentence does; an ellipsis counts, Vietnamese news uses it for `and so on`."""
        return self.text.rstrip(_CLOSERS)[-1:] in _STOPS

    @cached_property
    def trails_off(self) -> bool:
        """Whether it ends in an ellipsis."""
        return self.text.endswith(("…", "...", "[…]", "[...]"))

    @cached_property
    def bullet(self) -> bool:
        """Whether it opens with a list mark."""
        return bool(_BULLET.match(self.text))

    @cached_property
    def core(self) -> str:
        """Its words alone, of a long line those that it begins with; see :func:`khobao.structure.phrases.core`."""
        return read_core(self.text, self.folded)

    @cached_property
    def key(self) -> str:
        """What is compared to see whether two lines say the same."""
        return read_key(self.text, self.core) if self.bullet else self.core

    @cached_property
    def furniture(self) -> str | None:
        """Which furniture the line is, if its words say so."""
        return read_furniture(self.folded, self.core)

    @cached_property
    def stamp(self) -> Stamp | None:
        """The date on the line, looked for only where a dateline can be."""
        return find_stamp(self.text, folded=self.folded) if len(self.text) <= _DATED else None

    @cached_property
    def byline(self) -> Byline | None:
        """The byline that the line can be."""
        return read_byline(self.text)

    @cached_property
    def dateline(self) -> Dateline | None:
        """The dateline that the line can be."""
        return read_dateline(self.text, self.stamp)

    @cached_property
    def photo_credit(self) -> bool:
        """Whether it names a photographer or the source of a picture."""
        return any(map(self.folded.__contains__, _CREDITS))

    @cached_property
    def opens_caption(self) -> bool:
        """Whether it opens as captions do: what is seen, or who."""
        return bool(_OPENING.match(self.folded))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a paragraph: a statement of some length, or long enough to be nothing else. A question or
        an exclamation of one sentence can as well be a headline."""
        asks = self.text.rstrip(_CLOSERS).endswith(("?", "!")) and not _INNER_STOP.search(self.text)
        return (self.stops and self.n_words >= 12 and self.text[-1] != ":" and not asks) or self.n_words >= 45

    @cached_property
    def views(self) -> int | None:
        """The view count that the line prints."""
        if len(self.text) > _SHORT or not (match := _VIEWS.search(self.folded)):
            return None
        digits = re.sub(r"\D", "", match["after"] or match["before"] or match["bar"])
        return int(digits) if len(digits) <= 15 else None


def read_core(text: str, folded: str) -> str:
    """:attr:`Line.core` of a line with this text, as printed and folded."""
    return core_of_folded(folded) if len(text) <= _SHORT else core(text[:_SHORT])


def read_key(text: str, otherwise: str) -> str:
    """:attr:`Line.key` of a line with this text, which is `otherwise` if it has no list mark."""
    mark = _BULLET.match(text)
    return core(text[mark.end() : _SHORT]) if mark else otherwise


def read_furniture(folded: str, core: str) -> str | None:
    """:attr:`Line.furniture` of a line with this text, folded, and this core."""
    return furniture_kind(folded, core) if len(folded) <= _SHORT else None


def split_lines(page_text: str) -> list[Line]:
    """The lines of `page_text`, split at line feeds only, in order, numbered from 1."""
    texts = page_text.split("\n")
    ends = list(itertools.accumulate(map(len, texts), lambda end, length: end + 1 + length))
    starts = [0, *(end + 1 for end in ends)]
    # As `Line(*place)` would, at a third of the cost.
    return [tuple.__new__(Line, place) for place in zip(itertools.count(1), starts, ends, texts, strict=False)]
