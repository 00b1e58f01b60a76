"""What the words and the company of a line leave no doubt about, whatever the model made of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from khobao.structure.bylines import is_desk
from khobao.structure.datelines import is_marked
from khobao.structure.lines import Line
from khobao.structure.tags import correct_by_tags
from khobao.structure.zones import TEXT, TITLE_WORDS, Decision

_HASHTAGS = re.compile(r"(?:#\S+\s*)+")
#: The link behind a teaser.
_GOES_ON = re.compile(r"(?:\.\.\.|…|\.|\]) ?(?:xem chi tiết|xem tiếp|xem thêm|đọc tiếp|đọc thêm|read more)\W*\Z")
_LINK_LENGTH = 24
_LINK = re.compile(r"^(?:>>|»|>>>|→)\s*\S")
#: Verbs with which text gives what somebody said; a caption shows that somebody speaks: phát biểu, trả lời, trò chuyện.
_SAYS = re.compile(r"\b(?:cho biết|cho hay|cho rằng|nói rằng|khẳng định|nhận định|thừa nhận|tiết lộ)\b")
_LINKED = (*TEXT, "caption")
_ENDS = ("closing.comments", "closing.rating", "closing.cookies", "closing.licence")
#: Words of a line that is two names at most.
_MOST_IN_NAMES = 9


def decide(lines: Sequence[Line], predicted: Sequence[str], tags: Mapping[int, frozenset[str]]) -> list[Decision]:
    """The role of each line and its rule: what the model predicted, corrected where words or tags are decisive.

    `tags` are by the offset at which their line starts.
    """
    kinds = [_by_words(line, kind) for line, kind in zip(lines, predicted, strict=True)]
    correct_by_tags(lines, kinds, tags)
    if any(line.furniture for line in lines):
        _continue_tags(lines, kinds)
        _end_at_comments(lines, kinds)
    _head_lists(lines, kinds)
    _continue_dates(lines, kinds)
    _continue_credits(lines, kinds)
    _find_dateline(lines, kinds)
    _free_sentences(lines, kinds)
    _find_title(lines, kinds)
    _find_names(lines, kinds)
    _find_source(lines, kinds)
    _find_lead(kinds)
    return kinds


def _by_words(line: Line, predicted: str) -> Decision:
    text = line.text
    if text[0] == "#" and _HASHTAGS.fullmatch(text):
        return "tag", "words.hashtags"
    if line.furniture:
        table = line.furniture.partition(".")[0]
        if table == "tags":
            return ("tag" if line.key != line.folded.strip(" :") or predicted == "tag" else "boilerplate"), "words.tags"
        if table in ("closing", "furniture"):
            return "boilerplate", f"words.{line.furniture}"
        if table == "related" and predicted not in ("related", "boilerplate"):
            return "related", f"words.{line.furniture}"
    if predicted in _LINKED and _GOES_ON.search(line.folded, max(0, len(line.folded) - _LINK_LENGTH)):
        return "related", "words.goes-on"
    if text[0] in ">»→" and predicted in _LINKED and _LINK.match(text):
        return "related", "words.link"
    if predicted in TEXT and line.photo_credit and not line.is_prose:
        return "caption", "words.photo-credit"
    if predicted == "caption" and line.stops and not line.photo_credit and _SAYS.search(line.folded):
        return "body", "words.saying"
    if predicted == "title" and line.photo_credit and line.text[-1] == ")":
        return "caption", "words.photo-credit"
    return predicted, "model"


def _continue_tags(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Short lines below a keyword heading are keywords."""
    inside = False
    for index, line in enumerate(lines):
        if (line.furniture or "").startswith("tags") and (inside or kinds[index][0] == "tag"):
            inside = True
        elif inside and line.n_words <= 5 and not line.stops and line.furniture is None and line.stamp is None:
            kinds[index] = "tag", "company.tags"
        else:
            inside = False


def _end_at_comments(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Below a comment box, a rating or a cookie bar, with most of the text above it, stands no text of the article."""
    words = [line.n_words if kind in TEXT else 0 for line, (kind, _) in zip(lines, kinds, strict=True)]
    for index, line in enumerate(lines):
        if line.furniture in _ENDS and sum(words[:index]) > sum(words[index:]):
            for below in range(index, len(lines)):
                if kinds[below][0] in TEXT:
                    kinds[below] = "related", "company.comments"
            return


def _head_lists(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """What names a list of other stories belongs to it; a button with the same words has no list below."""
    for index, line in enumerate(lines[:-1]):
        heads = kinds[index][0] == "boilerplate" and kinds[index + 1][0] == "related"
        if heads and (furniture := line.furniture or "").startswith("related"):
            kinds[index] = "related", f"words.{furniture}"


def _continue_dates(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A date below a line that breaks off before one, `… số 31, ngày`, goes on with its sentence."""
    for index in range(1, len(lines)):
        if kinds[index][0] == "dateline" and lines[index - 1].folded.endswith((" ngày", " tháng", " năm")):
            kinds[index] = kinds[index - 1][0] if kinds[index - 1][0] in TEXT else "body", "company.sentence"


def _continue_credits(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """The name below a caption that breaks off at `Ảnh:` is that of the photographer."""
    for index in range(1, len(lines)):
        if kinds[index][0] == "byline" and lines[index - 1].folded.endswith("ảnh:"):
            kinds[index] = "caption", "company.credit"


def _find_dateline(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Where the model saw no dateline: a line near the text that is a date with a clock, that announces one, or that
    stands right beside the headline or the byline."""
    if any(kind == "dateline" for kind, _ in kinds):
        return
    for index in _beside_text(kinds, 5, 3):
        if kinds[index][0] == "related" or not (dateline := lines[index].dateline):
            continue
        beside = {kinds[at][0] for at in (index - 1, index + 1) if 0 <= at < len(kinds)} & {"title", "byline"}
        if beside or dateline.stamp.has_clock or is_marked(lines[index].text):
            kinds[index] = "dateline", "company.dateline"
            return


def _free_sentences(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A headline does not begin in mid-sentence, as the first line of a page that was cut does, nor end as a sentence
    in lower case or what announces a list does; what goes on with a headline may."""
    before = None
    for index, (kind, _) in enumerate(kinds):
        if kind == "title" and before not in ("title", "section"):
            line = lines[index]
            ends = line.text[-1] in ".:" and not line.trails_off and not line.text.isupper()
            if ends or line.text[0].islower():
                kind = "body"
                kinds[index] = kind, "words.sentence"
        before = kind


def _beside_text(kinds: Sequence[Decision], before: int, after: int) -> list[int]:
    """The places up to so many lines before the first line of text, and up to so many after the last."""
    text = [index for index, (kind, _) in enumerate(kinds) if kind in TEXT]
    if not text:
        return []
    first, behind = text[0], text[-1] + 1
    return [*range(max(0, first - before), first), *range(behind, min(behind + after, len(kinds)))]


def _find_title(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Where the model saw no headline: the line right above the dateline, one that is printed twice above the text, or
    the first of the text if it reads as one and a paragraph follows."""
    text = next((index for index, (kind, _) in enumerate(kinds) if kind in TEXT), None)
    if text is None or any(kind == "title" for kind, _ in kinds):
        return
    for index, (line, below) in enumerate(itertools.pairwise(lines[: text + 2])):
        if line.furniture or line.dateline or not 2 <= line.n_words <= TITLE_WORDS:
            continue
        twice = index < text and line.key == below.key
        dated = index < text and kinds[index + 1][0] == "dateline"
        heads = index == text and kinds[index + 1][0] in TEXT and _heads(line, below)
        if twice or ((dated or heads) and line.n_words >= 4 and not line.byline):
            kinds[index : index + 1 + twice] = [("title", "company.title")] * (1 + twice)
            return


def _heads(line: Line, below: Line) -> bool:
    """Whether a line can be the headline of the paragraph below: a question, what does not end as a sentence, or all
    capitals; not one with a list mark, as the first question of an interview has."""
    if line.bullet:
        return False
    if line.text.isupper():
        return below.is_prose
    return not line.is_prose and (line.text[-1] in "?!" or (below.is_prose and not line.stops))


def _find_names(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """What the model took for text: a line with names or a desk alone right below the headline or its date, or last of
    the text behind a paragraph."""
    text = [index for index, (kind, _) in enumerate(kinds) if kind in TEXT]
    for index in {text[0], text[-1]} if len(text) > 1 else ():
        line, above = lines[index], kinds[index - 1][0] if index else None
        named = line.byline.authors if line.byline else is_desk(line.text)
        if named and not line.stops and line.n_words <= _MOST_IN_NAMES:
            signs = index == text[-1] and lines[index - 1].is_prose and above in TEXT
            if signs or (index == text[0] and above in ("title", "dateline")):
                kinds[index] = "byline", "company.names"


def _find_source(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A line with a label such as `Theo` or `Tác giả:` beside the article is a byline."""
    for index in _beside_text(kinds, 4, 4):
        byline = lines[index].byline
        if byline and byline.labelled and kinds[index][0] in ("boilerplate", "caption", "related"):
            kinds[index] = "byline", "company.byline"


def _find_lead(kinds: list[Decision]) -> None:
    """The first paragraph is the lead, the others are body."""
    opened = False
    for index, (kind, rule) in enumerate(kinds):
        if kind in TEXT:
            if kind != (said := "body" if opened else "lead"):
                kinds[index] = said, rule
            opened = True
