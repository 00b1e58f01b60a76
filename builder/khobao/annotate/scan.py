"""One reading of a passage from left to right: the bodies that it names, and what may be the names of people.

All of it starts from runs of words with capitals; what stands before and behind them decides.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from khobao.annotate.bodies import Body, heads, read_body, small_heads
from khobao.annotate.names import (
    RUN, Token, common_surnames, is_foreign_given, is_syllable, name_end, not_people, split_person, surnames, tokens_of,
)  # fmt: skip
from khobao.annotate.openings import fields, kinds
from khobao.annotate.positions import title_at, titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import phrases, words
from khobao.text import fold

_AGE = re.compile(r" ?\((?:\d{1,3} tuổi|sn |sinh |nữ|nam\b|ảnh|trú |ngụ |quê )|, ?(?:sn |sinh (?:năm|ngày)|\d{1,3} tuổi|trú |ngụ |quê )")
_DOES = re.compile(r" (?:(?:đã|sẽ|vừa|cũng|đang|còn|từng|luôn|rất|mới|chỉ|không|bị|được|cực|sau đó|tiếp tục) ){0,2}")
#: Family names that open other names as often: they need more than a given name behind.
_DOUBTFUL = frozenset("hà thái cao mai kim lại chu vương đoàn hoa tây nam châu la đông kiều trà".split())
_HO_CHI_MINH = "hồ chí minh"
_PLACE, _TITLE, _HEAD, _OPENER = 1, 2, 4, 8


@dataclass(frozen=True)
class Candidate:
    """What may be a name, from `start` to `end`: `sure` if its form and place leave no doubt; its `kind` vn for a
    family name and syllables, foreign, or other; `eponym` in the name of a movement."""

    start: int
    end: int
    sure: bool
    kind: str
    eponym: bool = False
    proved: bool = False


@dataclass
class Scan:
    """What a passage has: its bodies by where they start, candidates in order, and words with capitals left over."""

    passage: Passage
    bodies: dict[int, Body] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    rest: list[Token] = field(default_factory=list)
    cursor: int = 0
    after_post: int = -2
    place_end: int = -20
    places: set[str] = field(default_factory=set)


@functools.cache
def contexts() -> Mapping[str, str]:
    """What words before a name say of it: honorific, place, person, weak, eponym."""
    found = dict.fromkeys((phrase.lower() for phrase in phrases("names", "context", "places")), "place")
    found.update(dict.fromkeys(phrases("names", "context", "person_words"), "person"))
    found.update(dict.fromkeys(phrases("names", "context", "weak"), "weak"))
    found.update(dict.fromkeys(phrases("names", "context", "honorifics"), "honorific"))
    found.update(dict.fromkeys(phrases("names", "context", "eponyms"), "eponym"))
    return found


@functools.cache
def _contexts_by_last() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in contexts().items():
        found.setdefault(phrase.rpartition(" ")[2], []).append((f"{phrase} ", kind))
    return {last: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for last, pairs in found.items()}


@functools.cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(phrases('names', 'context', 'verbs'), key=len, reverse=True))})\b")


@functools.cache
def _flags() -> Mapping[str, int]:
    """What a word with a capital may open: a place, a title, a body, a sentence."""
    found: dict[str, int] = {}
    openers = words("names", "vietnamese", "openers")
    for flag, listed in ((_PLACE, not_people().openings), (_TITLE, titles().openings), (_HEAD, heads().openings), (_OPENER, openers)):
        for word in listed:
            found[word] = found.get(word, 0) | flag
    return found


@functools.cache
def _before_bodies() -> frozenset[str]:
    """The words in small letters right before a capital that a body may open with."""
    return small_heads().lasts | kinds().lasts


def word_before(folded: str, start: int) -> str:
    """The word that ends at the space before `start`; empty if none does."""
    if folded[start - 1 : start] != " ":
        return ""
    space = folded.rfind(" ", max(0, start - 24), start - 1)
    return folded[space + 1 : start - 1].rpartition("\n")[2]


def context(folded: str, start: int) -> str | None:
    """What the words right before `start` say, the longest phrase first."""
    for phrase, kind in _contexts_by_last().get(word_before(folded, start), ()):
        opening = start - len(phrase)
        if folded.startswith(phrase, opening) and (opening == 0 or not folded[opening - 1].isalnum()):
            return kind
    return None


def scan(passage: Passage) -> Scan:
    """The scan of `passage`."""
    done = Scan(passage)
    text, folded, flags = passage.text, passage.folded, _flags()
    for run in RUN.finditer(text):
        start, end = run.span()
        if end <= done.cursor or (start and text[start - 1].isalnum()):
            continue
        if start >= done.cursor and word_before(folded, start) in _before_bodies():
            _small_body(done, start)
        if start >= done.cursor and " " not in text[start:end]:
            word = folded[start:end]
            if flags.get(word, _OPENER) == _OPENER:
                done.rest.append(Token(start, end, word))
                continue
        tokens = [token for token in tokens_of(text, folded, start, end) if token.start >= done.cursor]
        place = 0
        while place < len(tokens):
            place = place + 1 if tokens[place].start < done.cursor else _step(done, tokens, place)
    return done


def _openings_before(folded: str, start: int, floor: int, most: int) -> list[int]:
    """Where each of the last words before `start` opens, the farthest first."""
    found: list[int] = []
    place = start - 1
    while place > floor and len(found) < most:
        place = folded.rfind(" ", floor, place)
        found.append(max(place + 1, floor))
        if place < 0:
            break
    return found[::-1]


def _small_body(done: Scan, start: int) -> None:
    """Adds the body that a head in small letters opens right before a capital at `start`."""
    folded = done.passage.folded
    for place in _openings_before(folded, start, max(done.cursor, start - 40), 5):
        head = small_heads().match(folded, place)
        if head is not None and not (" " not in head[1] and word_before(folded, place) in words("bodies", "heads", "inner")):
            posted = _post_before(done, place)
            body = read_body(done.passage, place, posted)
            if body is not None and body.end > start:
                _keep_body(done, body, posted)
                return


def _post_before(done: Scan, place: int) -> bool:
    """Whether a title ends right before `place`."""
    return done.after_post == place - 1 or title_before(done.passage, place) is not None


def title_before(passage: Passage, place: int) -> int | None:
    """Where the title begins that ends right before the space before `place`."""
    folded = passage.folded
    last = word_before(folded, place)
    if last not in titles().lasts:
        return None
    for start in _openings_before(folded, place, max(0, place - 44), 5):
        if (found := titles().match(folded, start)) and found[0] == place - 1:
            short = found[0] - start <= 3 and passage.text[start : found[0]].islower()
            return None if short else start
    return None


def _add_body(done: Scan, start: int, named: bool) -> bool:
    body = read_body(done.passage, start, named)
    if body is None or body.end <= done.cursor:
        return False
    _keep_body(done, body, named)
    return True


def _keep_body(done: Scan, body: Body, named: bool) -> None:
    done.bodies[body.start] = body
    done.cursor = body.end
    if named:
        done.after_post = body.end


def _step(done: Scan, tokens: list[Token], place: int) -> int:
    """Reads what stands at `place` among the words of a run, and gives the place behind it."""
    token, passage = tokens[place], done.passage
    following = tokens[place + 1 :]
    flag = _flags().get(token.word, 0)
    if flag & _PLACE and (known := not_people().match(passage.folded, token.start)) and not _longer_name(done, tokens, place, known[0]):
        if done.after_post == token.start - 1 or title_before(passage, token.start) is not None:
            done.after_post = known[0]
        done.cursor = known[0]
        return place + 1
    if flag & _TITLE and (end := title_at(passage, token.start)) and (
        " " in passage.text[token.start : end] or not _is_name_here(tokens, place)
    ):
        _title(done, token.start, end)
        return place + 1
    if flag & _HEAD and _add_body(done, token.start, done.after_post == token.start - 1):
        return place + 1
    if flag & _OPENER and place == 0 and (
        not following or token.word in contexts() or name_end(tokens, 1) > 1 or token.word not in surnames()
    ):
        done.cursor = token.end
        return place + 1
    return _name(done, tokens, place)


def _is_name_here(tokens: list[Token], place: int) -> bool:
    """Whether a family name stands here that is also an abbreviation of a title."""
    return tokens[place].word in surnames() and name_end(tokens, place) > place + 2


def _title(done: Scan, start: int, end: int) -> None:
    """Moves behind a title and the body that it is held in."""
    passage = done.passage
    done.cursor = done.after_post = end
    last = passage.folded.rfind(" ", start, end)
    previous = passage.folded.rfind(" ", start, last) if last >= 0 else -1
    for spot in (previous, last):
        if spot >= start and passage.folded[spot + 1 : end] in _shared_words():
            body = read_body(passage, spot + 1, True)
            if body is not None and body.end > end:
                done.bodies[spot + 1] = body
                done.cursor = done.after_post = body.end
                return
    if passage.text[end : end + 1] == " " and passage.text[end + 1 : end + 2].isupper() and not _add_body(done, end + 1, True):
        ministry = fields().match(passage.folded, end + 1) if passage.folded.endswith("trưởng", start, end) else None
        if ministry is not None:
            done.cursor = done.after_post = ministry[0]


@functools.cache
def _shared_words() -> frozenset[str]:
    return frozenset(("ban", "phòng", "khoa", "đoàn", "văn phòng", "thanh tra", "công an", "trạm", "chi nhánh", "viện", "trung tâm", "tiểu ban", "bộ môn"))  # fmt: skip


def _longer_name(done: Scan, tokens: list[Token], place: int, end: int) -> bool:
    """Whether a person's name opens at `place` that is longer than the place's name which ends at `end`, or is proved."""
    last = name_end(tokens, place)
    folded = done.passage.folded
    known = not_people().match(folded, tokens[place].start)
    if last == place or known is None or known[1] in ("countries", "names"):
        return False
    proved = done.after_post == tokens[place].start - 1 or context(folded, tokens[place].start) in ("honorific", "eponym")
    if folded.startswith(_HO_CHI_MINH, tokens[place].start):
        return proved or title_before(done.passage, tokens[place].start) is not None
    if tokens[last - 1].end <= end:
        return proved and tokens[last - 1].end == end and known[1] == "districts"
    behind = next((token.word for token in tokens[place:last] if token.start >= end), "")
    return behind not in common_surnames() or last - place == 3 and behind not in ("nguyễn", "trần", "lê", "phạm")


def _name(done: Scan, tokens: list[Token], place: int) -> int:
    """Adds the candidate that opens at `place`, or leaves the word over."""
    start = tokens[place].start
    capitals = done.passage.text[start : tokens[place].end]
    if len(capitals) > 1 and capitals.isupper() and not _named_in_capitals(tokens, place):
        done.rest.append(tokens[place])
        return place + 1
    said = context(done.passage.folded, start)
    posted = done.after_post == start - 1 or (said is None or said in ("place", "weak")) and title_before(done.passage, start) is not None
    last = name_end(tokens, place)
    if not posted and (said == "place" or said is None and _in_list(done, start)):
        end = max(last, place + 1)
        done.cursor = done.place_end = tokens[end - 1].end
        done.places.add(passage_words(done.passage, start, done.cursor))
        return end
    if last > place:
        kind = "vn" if tokens[place].word in surnames() else "foreign"
        proved = posted or said in ("honorific", "person", "eponym") or does(done.passage.folded, tokens[last - 1].end)
        sure = proved or _is_sure(done, tokens, place, last, kind)
        done.candidates.append(Candidate(start, tokens[last - 1].end, sure, kind, said == "eponym", proved))
        return last
    return _unlisted(done, tokens, place, posted or said in ("honorific", "person"), said)


def _in_list(done: Scan, start: int) -> bool:
    """Whether a street or place of people's names stands right before, in one list with `start`."""
    gap = done.passage.folded[done.place_end : start] if 0 <= start - done.place_end <= 12 else None
    return gap is not None and gap.strip() in ("-", "–", ",", "và", "đến", "đi", "tới", "kéo dài -", "kéo dài –")


def passage_words(passage: Passage, start: int, end: int) -> str:
    """The words between two offsets, folded, with single spaces."""
    return " ".join(passage.folded[start:end].split())


def _named_in_capitals(tokens: list[Token], place: int) -> bool:
    return name_end(tokens, place) >= place + 2 and tokens[place].word in common_surnames()


def _is_sure(done: Scan, tokens: list[Token], place: int, last: int, kind: str) -> bool:
    """Whether form and what follows prove a name."""
    count, end = last - place, tokens[last - 1].end
    if alone(done.passage.text, tokens[place].start, end):
        return False
    if kind == "foreign" or count >= 3:
        return True
    if tokens[place + 1].word not in words("names", "vietnamese", "given"):
        return False
    return tokens[place].word in common_surnames() and tokens[place].word not in _DOUBTFUL


def alone(text: str, start: int, end: int) -> bool:
    """Whether a name is all of its line, as the author's may be, all of a quotation, or the credit of a picture."""
    if text[start - 1 : start] in ("“", '"', "‘") and text[end : end + 1] in ("”", '"', "’"):
        return True
    line = text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n")
    return line or fold(text[max(0, start - 8) : start]).endswith(("ảnh: ", "họa: ", "clip: ", "nguồn: "))


def does(folded: str, end: int) -> bool:
    """Whether what follows a name at `end` says that a person bears it: an age, an address, a verb of saying."""
    if folded[end : end + 1] not in (" ", ",", "("):
        return False
    if _AGE.match(folded, end):
        return True
    gap = _DOES.match(folded, end)
    return gap is not None and _verbs().match(folded, gap.end()) is not None


def _unlisted(done: Scan, tokens: list[Token], place: int, proved: bool, said: str | None) -> int:
    """Adds a candidate without a listed first word: two words and more that are proved, or two syllables that stand
    in given names."""
    closers = words("names", "vietnamese", "closers")
    last = place
    word = tokens[place].word
    if word in words("names", "vietnamese", "things") and not (proved and word in words("names", "vietnamese", "middle")):
        done.rest.append(tokens[place])
        return place + 1
    while last < len(tokens) and last - place < 5 and tokens[last].word not in closers and (
        last == place or tokens[last].start == tokens[last - 1].end + 1
    ):
        last += 1
    if last - place < 2 or (last < len(tokens) and tokens[last].word in closers):
        done.rest.extend(tokens[place : max(last, place + 1)])
        return max(last, place + 1)
    if proved and (split := split_person(tokens[place:last])) and split + place < last - 1:
        place += split
    pair = tokens[place].word in words("names", "vietnamese", "middle") and tokens[place + 1].word in words("names", "vietnamese", "given")
    foreign = not any(is_syllable(token.word) for token in tokens[place:last])
    end = tokens[last - 1].end
    sure = proved or ((pair or foreign) and does(done.passage.folded, end))
    if sure or (pair and last - place == 2) or foreign:
        done.candidates.append(Candidate(tokens[place].start, end, sure, "other"))
    else:
        done.rest.extend(tokens[place:last])
    return last
