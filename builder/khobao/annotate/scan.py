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
from khobao.annotate.openings import fields
from khobao.annotate.positions import title_at, titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import phrases, words

_BEFORE = re.compile(r"(?:[\w/.-]+ ){1,3}$")
_TITLE_BEFORE = re.compile(r"(?:[\w.]+,? ){1,5}$")
_AGE = re.compile(r" ?\((?:\d{1,3} tuổi|sn |sinh |nữ|nam\b|ảnh|trú |ngụ |quê )|, ?(?:sn |sinh (?:năm|ngày)|\d{1,3} tuổi|trú |ngụ |quê )")
_DOES = re.compile(r" (?:(?:đã|sẽ|vừa|cũng|đang|còn|từng|luôn|rất|mới|chỉ|không|bị|được|cực|sau đó|tiếp tục) ){0,2}")
#: Family names that open other names as often: they need more than a given name behind.
_DOUBTFUL = frozenset("hà thái cao mai kim lại chu vương đoàn hoa tây nam châu la đông kiều trà".split())
_HO_CHI_MINH = "hồ chí minh"


@dataclass(frozen=True)
class Candidate:
    """What may be a name, from `start` to `end`: `sure` if its form and place leave no doubt; its `kind` vn for a
    family name and syllables, foreign, or other; `eponym` in the name of a movement."""

    start: int
    end: int
    sure: bool
    kind: str
    eponym: bool = False


@dataclass
class Scan:
    """What a passage has: its bodies by where they start, candidates in order, and words with capitals left over."""

    passage: Passage
    bodies: dict[int, Body] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    rest: list[Token] = field(default_factory=list)
    cursor: int = 0
    after_post: int = -2


@functools.cache
def contexts() -> Mapping[str, str]:
    """What words before a name say of it: honorific, place, person, weak."""
    found = dict.fromkeys((phrase.lower() for phrase in phrases("names", "context", "places")), "place")
    found.update(dict.fromkeys(phrases("names", "context", "person_words"), "person"))
    found.update(dict.fromkeys(phrases("names", "context", "weak"), "weak"))
    found.update(dict.fromkeys(phrases("names", "context", "honorifics"), "honorific"))
    found.update(dict.fromkeys(phrases("names", "context", "eponyms"), "eponym"))
    return found


@functools.cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(phrases('names', 'context', 'verbs'), key=len, reverse=True))})\b")


def context(folded: str, start: int) -> str | None:
    """What the words right before `start` say, the longest phrase first."""
    before = _BEFORE.search(folded, max(0, start - 32), start)
    if before is None:
        return None
    found = before[0].split()
    known = contexts()
    for count in range(len(found), 0, -1):
        if kind := known.get(" ".join(found[-count:])):
            return kind
    return None


def scan(passage: Passage) -> Scan:
    """The scan of `passage`."""
    done = Scan(passage)
    text, folded = passage.text, passage.folded
    for run in RUN.finditer(text):
        if run.end() <= done.cursor:
            continue
        start = run.start()
        if start >= done.cursor:
            _small_body(done, start)
        tokens = [token for token in tokens_of(text, folded, start, run.end()) if token.start >= done.cursor]
        place = 0
        while place < len(tokens):
            if tokens[place].start < done.cursor:
                place += 1
            else:
                place = _step(done, tokens, place)
    return done


def _small_body(done: Scan, start: int) -> None:
    """Adds the body that a head in small letters opens right before a capital at `start`."""
    folded = done.passage.folded
    before = _BEFORE.search(folded, max(done.cursor, start - 40), start)
    if before is None or done.passage.text[start - 1] != " ":
        return
    place = before.start()
    for word in before[0].split(" ")[:-1]:
        if word in small_heads().openings and small_heads().match(folded, place):
            posted = _post_before(done, place)
            body = read_body(done.passage, place, posted)
            if body is not None and body.end > start:
                _keep_body(done, body, posted)
                return
        place += len(word) + 1


def _post_before(done: Scan, place: int) -> bool:
    """Whether a title ends right before `place`."""
    return done.after_post == place - 1 or title_before(done.passage, place) is not None


def title_before(passage: Passage, place: int) -> int | None:
    """Where the title begins that ends right before the space before `place`."""
    folded = passage.folded
    before = _TITLE_BEFORE.search(folded, max(0, place - 44), place)
    if before is None:
        return None
    start = before.start()
    for word in before[0].split(" ")[:-1]:
        if (found := titles().match(folded, start)) and found[0] == place - 1:
            short = found[0] - start <= 3 and passage.text[start : found[0]].islower()
            return None if short else start
        start += len(word) + 1
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
    if (known := not_people().match(passage.folded, token.start)) and not _longer_name(done, tokens, place, known[0]):
        if done.after_post == token.start - 1 or title_before(passage, token.start) is not None:
            done.after_post = known[0]
        done.cursor = known[0]
        return place + 1
    if token.word in titles().openings and (end := title_at(passage, token.start)) and (
        " " in passage.text[token.start : end] or not _is_name_here(tokens, place)
    ):
        _title(done, token.start, end)
        return place + 1
    if token.word in heads().openings and _add_body(done, token.start, done.after_post == token.start - 1):
        return place + 1
    if place == 0 and token.word in words("names", "vietnamese", "openers") and (
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
    if last == place or not_people().match(done.passage.folded, tokens[place].start)[1] == "countries":  # type: ignore[index]
        return False
    folded = done.passage.folded
    proved = done.after_post == tokens[place].start - 1 or context(folded, tokens[place].start) in ("honorific", "eponym")
    if folded.startswith(_HO_CHI_MINH, tokens[place].start):
        return proved or title_before(done.passage, tokens[place].start) is not None
    if tokens[last - 1].end <= end:
        return proved and tokens[last - 1].end == end
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
    if said == "place" and not posted:
        done.cursor = tokens[max(last, place + 1) - 1].end
        return max(last, place + 1)
    if last > place:
        kind = "vn" if tokens[place].word in surnames() else "foreign"
        sure = posted or said in ("honorific", "person", "eponym") or _is_sure(done, tokens, place, last, kind)
        done.candidates.append(Candidate(start, tokens[last - 1].end, sure, kind, said == "eponym"))
        return last
    return _unlisted(done, tokens, place, posted or said in ("honorific", "person"), said)


def _named_in_capitals(tokens: list[Token], place: int) -> bool:
    return name_end(tokens, place) >= place + 2 and tokens[place].word in common_surnames()


def _is_sure(done: Scan, tokens: list[Token], place: int, last: int, kind: str) -> bool:
    """Whether form and what follows prove a name."""
    count, folded, end = last - place, done.passage.folded, tokens[last - 1].end
    if kind == "foreign" or count >= 3:
        return True
    if tokens[place + 1].word not in words("names", "vietnamese", "given"):
        return does(folded, end)
    if tokens[place].word in common_surnames() and tokens[place].word not in _DOUBTFUL:
        return True
    return does(folded, end)


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
    if tokens[place].word in heads().openings or tokens[place].word in words("names", "vietnamese", "things"):
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
