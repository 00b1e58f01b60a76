"""Personal names by their grammar: a family name and capitalised syllables, or the given names of other languages.

Which syllables open and fill a name stands in ``lexicon/names.toml`` and ``lexicon/foreign.toml``.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from typing import NamedTuple

from khobao.annotate.wordlists import Phrases, phrases, words
from khobao.text import fold

_LATIN = (*range(0x41, 0x250), *range(0x1E00, 0x1F00))
#: The inside of a character class with all capital letters of Latin script.
CAPITALS = "".join(chr(code) for code in _LATIN if chr(code).isupper())
_TOKEN = rf"[{CAPITALS}](?:[’'](?= [{CAPITALS}])|[^\W\d_]*(?:[-’'][^\W\d_]+)*(?!\w)|\.(?= [{CAPITALS}]))"
_PARTICLES = "|".join(sorted(words("names", "vietnamese", "particles"), key=len, reverse=True))
#: Words with capitals, one space between them, particles of names from elsewhere among them. A match may open inside a
#: word: a pattern that looks back is twice as slow.
RUN = re.compile(rf"{_TOKEN}(?: (?:(?:{_PARTICLES})[ -]){{0,2}}{_TOKEN})*")
#: Most syllables of a name.
LONGEST = 5
#: Most names of saints before one.
_SAINTS = 3

_TONES = {ord(mark): None for mark in "\u0300\u0301\u0303\u0309\u0323"}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:[aăâeêioôơuưy]|a[iouy]|â[uy]|e[ou]|êu|i[aeêu]|iêu|o[aăei]|oa[iy]|oe[ou]|ô[iô]|ơi|u[aâeêiôơy]|uâ[y]|uô[i]|uy[aêu]|ư[aiơu]|ươ[iu]|yê|yêu)"
    r"(?:ch|ng|nh|[cmnpt])?"
)


class Token(NamedTuple):
    """A capitalised word: where it stands, and the word folded."""

    start: int
    end: int
    word: str


@functools.lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Whether the folded `word` can be a syllable of Vietnamese."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return _SYLLABLE.fullmatch(plain) is not None


@functools.cache
def surnames() -> frozenset[str]:
    """Family names, folded."""
    return words("names", "vietnamese", "surnames")


@functools.cache
def common_surnames() -> frozenset[str]:
    """The family names that most people bear: they open a name also inside a row of capitals."""
    return words("names", "vietnamese", "common")


@functools.cache
def foreign_given() -> frozenset[str]:
    """Given names of other languages, folded, without marks."""
    return words("foreign", "foreign", "given")


@functools.cache
def not_people() -> Phrases[str]:
    """Provinces, districts, countries and other names that are no people; the value says which of these."""
    listed = [("provinces", "cities"), ("provinces", "provinces"), ("districts", "names"), ("other", "countries")]
    pairs = [(name, key) for table, key in (*listed, ("other", "names")) for name in phrases("not_people", table, key)]
    return Phrases((sys.intern(name), key) for name, key in pairs)


@functools.cache
def namesakes() -> Phrases[str]:
    """Whom wards and communes are called after."""
    return Phrases((fold(name), name) for name in phrases("names", "context", "namesakes"))


@functools.lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


def is_foreign_given(word: str) -> bool:
    """Whether the folded `word` is a given name of another language: as listed, or its first part before a hyphen."""
    listed = foreign_given()
    if word in listed:
        return True
    return not is_syllable(word) and (_plain(word) in listed or _plain(word.partition("-")[0]) in listed)


def tokens_of(text: str, folded: str, start: int, end: int) -> list[Token]:
    """The words of a run of capitals. A hyphen between two syllables of Vietnamese with capitals parts them."""
    if text.find(" ", start, end) < 0 and text.find("-", start, end) < 0:
        return [Token(start, end, folded[start:end])]
    found, place = [], start
    if "-" not in folded[start:end]:
        for word in folded[start:end].split(" "):
            stop = place + len(word)
            found.append(Token(place, stop, word))
            place = stop + 1
        return found
    for word in text[start:end].split(" "):
        parts = word.split("-") if "-" in word else [word]
        if len(parts) == 2 and parts[1][:1].isupper() and all(is_syllable(fold(part)) for part in parts):
            found.append(Token(place, place + len(parts[0]), folded[place : place + len(parts[0])]))
            inner = place + len(parts[0]) + 1
            found.append(Token(inner, place + len(word), folded[inner : place + len(word)]))
        else:
            found.append(Token(place, place + len(word), folded[place : place + len(word)]))
        place += len(word) + 1
    return found


def name_end(tokens: list[Token], first: int) -> int:
    """The index behind the last token of the name that may open at `first`; `first` if none may.

    A Vietnamese name is a family name and one to four syllables, perhaps behind the names of saints; any other is a
    given name that is listed and one to four words that are no closers.
    """
    saints = _behind_saints(tokens, first)
    if saints > first and is_vietnamese(tokens, saints) and (end := name_end(tokens, saints)) > saints:
        return end
    word = tokens[first].word
    closers = words("names", "vietnamese", "closers")
    last = min(len(tokens), first + LONGEST)
    if first + 1 < len(tokens) and is_vietnamese(tokens, first) and _is_name_syllable(tokens[first + 1].word):
        end = first + 1
        while end < last and _continues(tokens, first, end):
            end += 1
        return end if end > first + 1 else first
    if is_foreign_given(word):
        end = first + 1
        while end < last and tokens[end].word not in closers and tokens[end].start == tokens[end - 1].end + 1:
            end += 1
        return end if end > first + 1 and end - first <= LONGEST else first
    return first


def is_vietnamese(tokens: list[Token], first: int) -> bool:
    """Whether the name that may open at `first` is of Việt Nam: by a family name, perhaps behind those of saints, or by
    Văn or Thị behind any other syllable, since the family names of the fifty-four peoples are more than a list has."""
    first = _behind_saints(tokens, first)
    word = tokens[first].word
    if word in surnames():
        return True
    return has_middle(tokens, first) and is_syllable(word) and word not in words("names", "vietnamese", "openers")


def _behind_saints(tokens: list[Token], first: int) -> int:
    """The index behind the names of saints that open at `first`, as far as two words are left."""
    last = min(first + _SAINTS, len(tokens) - 2)
    while first < last and tokens[first].word in words("names", "vietnamese", "saints"):
        first += 1
    return first


def has_middle(tokens: list[Token], first: int) -> bool:
    """Whether Văn or Thị and a further word stand behind the word at `first`."""
    return first + 2 < len(tokens) and tokens[first + 1].word in ("văn", "thị")


def opens_person(tokens: list[Token], first: int) -> bool:
    """Whether the word at `first` opens the name of a person rather than of anything else: a family name that most
    bear, or any word before Văn or Thị."""
    return tokens[first].word in common_surnames() or has_middle(tokens, first)


def _is_name_syllable(word: str) -> bool:
    """Whether the folded `word` is a syllable of Vietnamese, or one of the uplands with an apostrophe: H'Liên."""
    return is_syllable(word) or "'" in word or "’" in word


def names_person(text: str, folded: str, place: int, whole: bool = False) -> bool:
    """Whether a person's name of three words and more opens at `place`, as its first words tell; with `whole`, all the
    words with capitals there have to be it."""
    run = RUN.match(text, place)
    tokens = tokens_of(text, folded, *run.span()) if run is not None else []
    if len(tokens) < 3 or not opens_person(tokens, 0):
        return False
    return not whole or name_end(tokens, 0) == len(tokens)


def _continues(tokens: list[Token], first: int, place: int) -> bool:
    """Whether the token at `place` goes on with the Vietnamese name that opens at `first`."""
    word = tokens[place].word
    if tokens[place].start != tokens[place - 1].end + 1:
        return False
    # Names of the uplands have syllables that Vietnamese has not: Hồ Thị Plang.
    if not (_is_name_syllable(word) or len(word) == 1 or has_middle(tokens, first)):
        return False
    opens = word in common_surnames() and place + 2 < len(tokens) and tokens[place + 1].word in ("văn", "thị")
    return not (opens and place - first >= 2)


def split_person(tokens: list[Token]) -> int | None:
    """Where a person's name begins in a row of capitals that opens with something else, such as a place."""
    for place in range(1, len(tokens) - 1):
        before, word, second = (token.word for token in tokens[place - 1 : place + 2])
        if word in surnames() and second in words("names", "vietnamese", "between"):
            return place
        if word == "y" and before not in words("names", "vietnamese", "openers"):  # Ea Yông | Y Thanh Byă, Nay Y Blưng
            return place
    for place in range(1, len(tokens) - 1):
        word, left = tokens[place].word, len(tokens) - place
        given = left > 2 or tokens[-1].word in words("names", "vietnamese", "given")
        if word in common_surnames() and given and left <= LONGEST and all(is_syllable(t.word) for t in tokens[place:]):
            return place
        if is_foreign_given(word) and not is_syllable(word):
            return place
        if place >= 2 and left > 2 and word in surnames() and word not in words("names", "vietnamese", "doubtful"):
            return place
    return None
