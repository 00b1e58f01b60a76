"""How far the free part of a body's name goes: Sở | Nông nghiệp và Phát triển nông thôn, Công ty | cổ phần Gạch A.

Words with capitals go on with it, compounds whose second syllable is small, the kinds of companies and schools, and
``và`` or a dash between two of these.
"""

from __future__ import annotations

import functools
import re

from khobao.annotate.names import (
    RUN,
    common_surnames,
    is_syllable,
    name_end,
    names_person,
    not_people,
    split_person,
    tokens_of,
)  # fmt: skip
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import Phrases, phrases, tables, words

_WORD = re.compile(r" ((?:[^\s,;:.!?()\"“”…/]|[.](?=\w))+)")
#: Most words of such a part.
_LONGEST = 16


@functools.cache
def fields() -> Phrases[str]:
    """What departments and ministries work on."""
    return Phrases((name, name) for name in phrases("bodies", "fields", "names"))


@functools.cache
def _compounds() -> Phrases[str]:
    return Phrases((name, name) for name in phrases("bodies", "compounds", "words") if " " in name)


def opens_compound(folded: str, start: int, end: int) -> bool:
    """Whether the word from `start` to `end` is the first one of a compound that goes on behind it."""
    found = _compounds().match(folded, start)
    return found is not None and found[0] > end


@functools.cache
def _tails() -> Phrases[str]:
    return Phrases((name, name) for name in phrases("bodies", "compounds", "tails"))


@functools.cache
def kinds() -> Phrases[str]:
    """Kinds of companies, banks and schools that are printed small."""
    return Phrases((name, name) for name in phrases("bodies", "compounds", "kinds"))


@functools.cache
def _joins() -> frozenset[str]:
    return frozenset(phrases("bodies", "compounds", "joins"))


def open_end(passage: Passage, place: int, named: bool, work: bool) -> int | None:
    """Where the free part ends that opens behind the space at `place`; None if none does.

    With `work` it must open with a field of work or a compound; with `named` a person's name may follow it.
    """
    text, folded = passage.text, passage.folded
    if folded[place : place + 1] != " ":
        return None
    if work:
        if not text[place + 1 : place + 2].isupper():
            return None
        if (found := fields().match(folded, place + 1)) is not None and not _goes_on(passage, found[0]):
            return found[0]
        if found is None and not _compounds().match(folded, place + 1):
            return None
    end, proper = _walk(passage, place)
    if not proper:
        return None
    return _before_person(passage, place, end) if named else end


def _goes_on(passage: Passage, place: int) -> bool:
    """Whether a longer name stands here than the field that ends at `place`."""
    word = _WORD.match(passage.folded, place)
    if word is None:
        return False
    if word[1] in _joins():
        return _small_end(passage, place, word, lone=False) is not None
    compound = passage.text[place + 1].isupper() and _compounds().match(passage.folded, place + 1)
    return bool(compound) or word[1].isdigit()


def _walk(passage: Passage, place: int) -> tuple[int, bool]:
    """The end of the part, and whether any word with a capital or a compound is in it."""
    end, proper, lone = place, False, False
    for _ in range(_LONGEST):
        word = _WORD.match(passage.text, end)
        if word is None:
            break
        if not proper and (kind := kinds().match(passage.folded, end + 1)) is not None:
            end = kind[0]
            continue
        step = _proper_end(passage, end)
        if step is None and proper:
            step = _small_end(passage, end, word, lone)
        if step is None:
            break
        lone = (
            not proper
            and passage.text[end + 1].isupper()
            and step == word.end()
            and is_syllable(passage.folded[end + 1 : step])
        )
        end, proper = step, True
    return end, proper


def _small_end(passage: Passage, place: int, word: re.Match[str], lone: bool) -> int | None:
    """The end of what goes on in small letters behind a word with a capital: a noun, a join with what it joins, or the
    second syllable of a compound that only one capital shows, if no verb begins there."""
    folded = passage.folded
    if (tail := _tails().match(folded, place + 1)) is not None:
        return tail[0]
    if word[1] in _joins():
        dash = word[1] not in ("và", "&")
        if not dash and names_person(passage.text, folded, word.end() + 1):
            return None
        if heads_openings().match(folded, word.end() + 1) or (dash and not _compounds().match(folded, word.end() + 1)):
            return None
        return _proper_end(passage, word.end())
    stops = words("positions", "jobs", "stops")
    if (
        lone
        and word[1].islower()
        and folded[place + 1 : word.end()] not in stops
        and is_syllable(folded[place + 1 : word.end()])
    ):
        return word.end()
    return None


def _proper_end(passage: Passage, place: int) -> int | None:
    """The end of the word with a capital, the compound or the number that opens behind the space at `place`."""
    first = passage.text[place + 1 : place + 2]
    if passage.text[place : place + 1] != " ":
        return None
    if first.isupper():
        if passage.folded.startswith(("tp ", "tp.", "tphcm", "tx "), place + 1):
            return None
        if compound := _compounds().match(passage.folded, place + 1):
            return compound[0]
        return word.end() if (word := _WORD.match(passage.text, place)) else None
    if first.isdigit() and (word := _WORD.match(passage.text, place)) and len(word[1]) <= 3 and word[1].isdigit():
        return word.end()
    return None


@functools.cache
def heads_openings() -> Phrases[str]:
    """The forms of heads, which end the name of the body before them."""
    rows = (line.split("|")[0] for line in tables("bodies")["heads"]["forms"].split("\n") if line)
    return Phrases((form, form) for form in rows)


def _before_person(passage: Passage, place: int, end: int) -> int:
    """`end`, or where a person's name begins in a row of capitals before it."""
    for run in RUN.finditer(passage.text, place, end):
        tokens = tokens_of(passage.text, passage.folded, run.start(), run.end())
        person = tokens[0].word in common_surnames() and name_end(tokens, 0) >= 3
        if run.start() > place + 1 and person and not not_people().match(passage.folded, run.start()):
            return run.start() - 1
        if (start := split_person(tokens)) and tokens[start - 1].end < end:
            return tokens[start - 1].end
    return end
