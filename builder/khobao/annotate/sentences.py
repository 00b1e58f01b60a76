"""The sentences of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from khobao.annotate.reading import Passage
from khobao.annotate.values import Mention

#: One class of signs opens both kinds of ends, so that a search runs over all other letters at once.
#: Of a row of them only the first is tried: a page of dots is read in the time of its length.
_SENTENCE = re.compile(r"[.!?…\n](?:(?<!\n)(?<![.!?…][.!?…])[.!?…]*+[”\"')\]]*+\s++(?=[A-ZĐÀ-Ỹ“\"‘*\-–•])|(?<=\n)\n*+)")
#: Code points of a sentence that are looked at.
_LONGEST = 2_000


class Sentence(NamedTuple):
    """A sentence of a passage: its offsets there."""

    passage: Passage
    start: int
    end: int

    @property
    def folded(self) -> str:
        """Its words, folded; of a longer one than people write, those that it begins with."""
        return self.passage.folded[self.start : min(self.end, self.start + _LONGEST)]

    def holds(self, mention: Mention) -> bool:
        """Whether `mention` stands in it."""
        return mention.field == self.passage.field and self.start <= mention.start and mention.end <= self.end


def sentences(passage: Passage, start: int = 0) -> Iterator[Sentence]:
    """The sentences of `passage` from `start` on, without the white space between them."""
    for match in _SENTENCE.finditer(passage.text, start):
        if passage.text[match.start() - 2 : match.start()].strip().isupper() and match.group()[0] == ".":
            continue  # an initial or an abbreviation: `TP. Huế`
        yield Sentence(passage, start, match.start())
        start = match.end()
    if start < len(passage.text):
        yield Sentence(passage, start, len(passage.text))
