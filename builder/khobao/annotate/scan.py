"""One reading of a passage from left to right: the bodies that it names, and what may be the names of people.

All of it starts from runs of words with capitals; what stands before and behind them decides.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from khobao.annotate.bodies import heads, read_body, small_heads
from khobao.annotate.body import Body
from khobao.annotate.candidates import Scan, add_name, longer_name
from khobao.annotate.contexts import (
    contexts,
    openings_before,
    title_before,
    word_before,
)  # fmt: skip
from khobao.annotate.names import (
    RUN,
    Token,
    has_middle,
    name_end,
    not_people,
    surnames,
    tokens_of,
)  # fmt: skip
from khobao.annotate.openings import fields, kinds
from khobao.annotate.posts import shared_openings, title_at, titles
from khobao.annotate.reading import Passage
from khobao.annotate.wordlists import words

_PLACE, _TITLE, _HEAD, _OPENER = 1, 2, 4, 8


@functools.cache
def _flags() -> Mapping[str, int]:
    """What a word with a capital may open: a place, a title, a body, a sentence."""
    found: dict[str, int] = {}
    openers = words("names", "vietnamese", "openers")
    for flag, listed in (
        (_PLACE, not_people().openings),
        (_TITLE, titles().openings),
        (_HEAD, heads().openings),
        (_OPENER, openers),
    ):
        for word in listed:
            found[word] = found.get(word, 0) | flag
    return found


@functools.cache
def _before_bodies() -> frozenset[str]:
    """The words in small letters right before a capital that a body may open with."""
    return small_heads().lasts | kinds().lasts


@functools.cache
def _ends_before_bodies() -> frozenset[str]:
    """The last two characters of these words, or the space and the word."""
    return frozenset(f" {word}"[-2:] for word in _before_bodies())


def scan(passage: Passage) -> Scan:
    """The scan of `passage`."""
    done = Scan(passage)
    text, folded, flags, small, ends = passage.text, passage.folded, _flags(), _before_bodies(), _ends_before_bodies()
    for run in RUN.finditer(text):
        start, end = run.span()
        if end <= done.cursor or (start and text[start - 1].isalnum()):
            continue
        if (
            folded[max(0, start - 3) : start - 1] in ends
            and start >= done.cursor
            and word_before(folded, start) in small
        ):
            _small_body(done, start)
        word = folded[start:end]
        if start >= done.cursor and " " not in word and flags.get(word, _OPENER) == _OPENER:
            done.rest.append(Token(start, end, word))
            continue
        tokens = tokens_of(text, folded, start, end)
        if start < done.cursor:
            tokens = [token for token in tokens if token.start >= done.cursor]
        place = 0
        while place < len(tokens):
            place = place + 1 if tokens[place].start < done.cursor else _step(done, tokens, place)
    return done


def _small_body(done: Scan, start: int) -> None:
    """Adds the body that a head in small letters opens right before a capital at `start`."""
    folded = done.passage.folded
    for place in openings_before(folded, start, max(done.cursor, start - 40), 5):
        head = small_heads().match(folded, place)
        if head is not None and not (
            " " not in head[1] and word_before(folded, place) in words("bodies", "heads", "inner")
        ):
            posted = _post_before(done, place)
            body = read_body(done.passage, place, posted)
            if body is not None and body.end > start:
                _keep_body(done, body, posted)
                return


def _post_before(done: Scan, place: int) -> bool:
    """Whether a title ends right before `place`, on the same line."""
    if done.passage.text[place - 1 : place] == "\n":
        return False
    return done.after_post == place - 1 or title_before(done.passage, place) is not None


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
    flag = _flags().get(token.word, 0)
    if not flag:
        return add_name(done, tokens, place)
    if (
        flag & _PLACE
        and (known := not_people().match(passage.folded, token.start))
        and not longer_name(done, tokens, place, *known)
    ):
        if done.after_post == token.start - 1 or title_before(passage, token.start) is not None:
            done.after_post = known[0]
        done.cursor = known[0]
        return place + 1
    if (
        flag & _TITLE
        and (end := title_at(passage, token.start))
        and (" " in passage.text[token.start : end] or not _is_name_here(tokens, place))
        and not (flag & _HEAD and _longer_body(passage, token.start, end))
    ):
        _title(done, token.start, end)
        return place + 1
    if flag & _HEAD and _add_body(done, token.start, done.after_post == token.start - 1):
        return place + 1
    if (
        flag & _OPENER
        and place == 0
        and not _post_before(done, token.start)
        and (
            place + 1 == len(tokens)
            or token.word in contexts()
            or not_people().match(passage.folded, tokens[place + 1].start) is not None
            or (name_end(tokens, 1) > 1 and not has_middle(tokens, 0))
            or token.word not in surnames()
        )
    ):
        done.cursor = token.end
        return place + 1
    return add_name(done, tokens, place)


def _longer_body(passage: Passage, start: int, end: int) -> bool:
    """Whether the head of a body stands at `start` that is longer than the title up to `end`: Đại sứ quán."""
    head = heads().match(passage.folded, start)
    return head is not None and head[0] > end


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
        if spot >= start and passage.folded[spot + 1 : end] in shared_openings():
            body = read_body(passage, spot + 1, True)
            if body is not None and body.end > end:
                done.bodies[spot + 1] = body
                done.cursor = done.after_post = body.end
                return
    if (
        passage.text[end : end + 1] == " "
        and passage.text[end + 1 : end + 2].isupper()
        and not _add_body(done, end + 1, True)
    ):
        ministry = fields().match(passage.folded, end + 1) if passage.folded.endswith("trưởng", start, end) else None
        if ministry is not None:
            done.cursor = done.after_post = ministry[0]
