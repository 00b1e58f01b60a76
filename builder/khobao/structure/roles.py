"""What each line of a page is, decided over the page as a whole.

A trained model scores every line for every role from the features of the line and its company; the best sequence of
roles is chosen along the page; then lines whose own words leave no doubt get the role that these words say. Every
decision carries what made it: ``model``, or the name of the rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from khobao.structure.chain import best_paths, margins
from khobao.structure.datelines import glued_dateline, is_marked, trailing_dateline
from khobao.structure.features import featurize, names
from khobao.structure.forest import load_forest
from khobao.structure.genre import genre_features, read_genres
from khobao.structure.lines import Line
from khobao.structure.neighbours import Pages, lay_out
from khobao.structure.paragraphs import join, unwrap
from khobao.structure.tags import Tags, correct_by_tags
from khobao.structure.zones import TITLE_WORDS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_HASHTAGS = re.compile(r"(?:#\S+\s*)+")
_LINK = re.compile(r"^(?:>>|»|>>>|→)\s*\S")
_TEXT = ("lead", "body")
_LINKED = (*_TEXT, "caption")
_ENDS = ("closing.comments", "closing.rating", "closing.cookies", "closing.licence")
_Kind = tuple[str, str]


class Role(NamedTuple):
    """What a line, or the part of it between the offsets `start` and `end` of the page text, is, and by which rule."""

    kind: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Reading:
    """How a page was read: one role or more for each of its lines, in order, which together cover every line; its
    paragraphs, each the lines that it was printed on; and its genre, one of :data:`khobao.structure.genre.GENRES`."""

    roles: list[Role]
    paragraphs: list[list[Line]]
    genre: str


def read_roles(pages: Sequence[Sequence[Line]], tags: Sequence[Tags] = ()) -> list[Reading]:
    """The reading of each page, from all of its lines; `tags` holds what the HTML of each says of its lines, if any."""
    said = [_by_start(lines, found) for lines, found in zip(pages, tags or [()] * len(pages), strict=True)]
    runs = [unwrap([line for line in lines if line.text]) for lines in pages]
    joined = [join(page) for page in runs]
    layout = lay_out([len(page) for page in joined])
    features = featurize(joined, layout)
    predicted, confidence = predict(features, layout)
    decided = [_decide(lines, kinds, found) for lines, kinds, found in zip(joined, predicted, said, strict=True)]
    final = [kind for page in decided for kind, _ in page]
    genres = iter(read_genres(genre_features(features, final, confidence, layout)))
    return [
        Reading(_cover(lines, page, kinds), page, next(genres) if kinds else "other")
        for lines, page, kinds in zip(pages, runs, decided, strict=True)
    ]


def predict(features: npt.NDArray[np.float64], layout: Pages) -> tuple[list[list[str]], npt.NDArray[np.float64]]:
    """The most likely roles of the lines of each page, and by how much on average they beat the next best."""
    import numpy as np

    forest = load_forest("lines", names())
    scores = forest.scores(features)
    path = best_paths(scores, layout, forest)
    kinds = iter([forest.classes[state] for state in path.tolist()])
    roles = [list(itertools.islice(kinds, count)) for count in layout.counts.tolist()]
    return roles, layout.total(margins(scores, path)) / np.maximum(1, layout.counts)


def _cover(lines: Sequence[Line], runs: Sequence[Sequence[Line]], kinds: Sequence[_Kind]) -> list[Role]:
    """The roles of all lines of a page, from those of its paragraphs."""
    roles: list[Role] = []
    said = (kind for run, kind in zip(runs, kinds, strict=True) for _ in run)
    for line in lines:
        _, start, end, text = line
        kind, rule = next(said) if text else ("empty", "empty")
        if kind in ("dateline", "byline"):
            roles += _split(line, kind, rule)
        elif kind in (*_TEXT, "title"):
            roles += _free_of_date(line, kind, rule)
        else:
            roles.append(tuple.__new__(Role, (kind, start, end, rule)))
    return roles


def _by_start(lines: Sequence[Line], tags: Tags) -> Mapping[int, frozenset[str]]:
    return {line.start: found for line, found in zip(lines, tags, strict=True)} if tags else {}


def _decide(lines: Sequence[Line], predicted: Sequence[str], tags: Mapping[int, frozenset[str]]) -> list[_Kind]:
    """The role of each line and its rule: what the model predicted, corrected where words or tags are decisive.

    `tags` are by the offset at which their line starts.
    """
    kinds = [_by_words(line, kind) for line, kind in zip(lines, predicted, strict=True)]
    correct_by_tags(lines, kinds, tags)
    if any(line.furniture for line in lines):
        _continue_tags(lines, kinds)
        _end_at_comments(lines, kinds)
    _continue_dates(lines, kinds)
    _find_dateline(lines, kinds)
    _free_sentences(lines, kinds)
    _find_title(lines, kinds)
    _find_source(lines, kinds)
    _find_lead(kinds)
    return kinds


def _by_words(line: Line, predicted: str) -> _Kind:
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
    if text[0] in ">»→" and predicted in _LINKED and _LINK.match(text):
        return "related", "words.link"
    if predicted in _TEXT and line.photo_credit and not line.is_prose:
        return "caption", "words.photo-credit"
    if predicted == "title" and line.photo_credit and line.text[-1] == ")":
        return "caption", "words.photo-credit"
    return predicted, "model"


def _continue_tags(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """Short lines below a keyword heading are keywords."""
    inside = False
    for index, line in enumerate(lines):
        if (line.furniture or "").startswith("tags") and (inside or kinds[index][0] == "tag"):
            inside = True
        elif inside and line.n_words <= 5 and not line.stops and line.furniture is None and line.stamp is None:
            kinds[index] = "tag", "company.tags"
        else:
            inside = False


def _end_at_comments(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """Below a comment box, a rating or a cookie bar, with most of the text above it, stands no text of the article."""
    words = [line.n_words if kind in _TEXT else 0 for line, (kind, _) in zip(lines, kinds, strict=True)]
    for index, line in enumerate(lines):
        if line.furniture in _ENDS and sum(words[:index]) > sum(words[index:]):
            for below in range(index, len(lines)):
                if kinds[below][0] in _TEXT:
                    kinds[below] = "related", "company.comments"
            return


def _continue_dates(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """A date below a line that breaks off before one, `… số 31, ngày`, goes on with its sentence."""
    for index in range(1, len(lines)):
        if kinds[index][0] == "dateline" and lines[index - 1].folded.endswith((" ngày", " tháng", " năm")):
            kinds[index] = kinds[index - 1][0] if kinds[index - 1][0] in _TEXT else "body", "company.sentence"


def _find_dateline(lines: Sequence[Line], kinds: list[_Kind]) -> None:
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


def _free_sentences(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """A headline does not begin in mid-sentence, as the first line of a page that was cut does, nor end as a sentence
    in lower case does; what goes on with a headline may."""
    before = None
    for index, (kind, _) in enumerate(kinds):
        if kind == "title" and before not in ("title", "section"):
            line = lines[index]
            ends = line.text[-1] == "." and not line.trails_off and not line.text.isupper()
            if ends or line.text[0].islower():
                kind = "body"
                kinds[index] = kind, "words.sentence"
        before = kind


def _beside_text(kinds: Sequence[_Kind], before: int, after: int) -> list[int]:
    """The places up to so many lines before the first line of text, and up to so many after the last."""
    text = [index for index, (kind, _) in enumerate(kinds) if kind in _TEXT]
    if not text:
        return []
    first, behind = text[0], text[-1] + 1
    return [*range(max(0, first - before), first), *range(behind, min(behind + after, len(kinds)))]


def _find_title(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """Where the model saw no headline: the line right above the dateline, or a question above the first paragraph."""
    if any(kind == "title" for kind, _ in kinds):
        return
    text = [index for index, (kind, _) in enumerate(kinds) if kind in _TEXT]
    if not text:
        return
    for index, line in enumerate(lines[: text[0] + 1]):
        following = kinds[index + 1][0] if index + 1 < len(lines) else None
        dated = following == "dateline" and index < text[0]
        asks = index == text[0] and not line.is_prose and line.text[-1] in "?!" and following == "body"
        if (dated or asks) and 4 <= line.n_words <= TITLE_WORDS and not (line.furniture or line.stamp or line.byline):
            kinds[index] = "title", "company.title"
            return


def _find_source(lines: Sequence[Line], kinds: list[_Kind]) -> None:
    """A line with a label such as `Theo` or `Tác giả:` beside the article is a byline."""
    for index in _beside_text(kinds, 4, 4):
        byline = lines[index].byline
        if byline and byline.labelled and kinds[index][0] in ("boilerplate", "caption", "related"):
            kinds[index] = "byline", "company.byline"


def _find_lead(kinds: list[_Kind]) -> None:
    """The first paragraph is the lead, the others are body."""
    opened = False
    for index, (kind, rule) in enumerate(kinds):
        if kind in _TEXT:
            if kind != (said := "body" if opened else "lead"):
                kinds[index] = said, rule
            opened = True


def _free_of_date(line: Line, kind: str, rule: str) -> list[Role]:
    """One role for a paragraph or headline, or two where the time of publication is glued to it."""
    glued = "words.glued-dateline"
    if cut := glued_dateline(line.text):
        return [Role("dateline", line.start, line.start + cut, glued), Role(kind, line.start + cut, line.end, rule)]
    if kind == "title" and (cut := trailing_dateline(line.text)):
        return [Role(kind, line.start, line.start + cut, rule), Role("dateline", line.start + cut, line.end, glued)]
    return [Role(kind, line.start, line.end, rule)]


def _split(line: Line, kind: str, rule: str) -> list[Role]:
    """One role for a line that is a byline or a dateline, or two where these share it."""
    dateline = line.dateline
    if dateline is None:
        return [Role(kind, line.start, line.end, rule)]
    if dateline.byline is None:
        return [Role("dateline", line.start, line.end, rule)]
    cut = line.start + (dateline.stamp.start if dateline.byline_first else dateline.byline_start)
    kinds = ("byline", "dateline") if dateline.byline_first else ("dateline", "byline")
    return [Role(kinds[0], line.start, cut, rule), Role(kinds[1], cut, line.end, rule)]
