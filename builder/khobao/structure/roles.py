"""What each line of a page is, decided over the page as a whole.

A trained model scores every line for every role from the features of the line and its company; the best sequence of
roles is chosen along the page; then lines whose own words leave no doubt get the role that these words say. Every
decision carries what made it: ``model``, or the name of the rule.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from khobao.structure.bylines import trailing_byline
from khobao.structure.chain import best_paths, margins
from khobao.structure.corrections import decide
from khobao.structure.datelines import glued_dateline, trailing_dateline
from khobao.structure.features import featurize, names
from khobao.structure.forest import Forest, load_forest
from khobao.structure.genre import GENRE_NAMES, genre_features, read_genres
from khobao.structure.lines import Line
from khobao.structure.neighbours import Pages, lay_out
from khobao.structure.paragraphs import join, unwrap
from khobao.structure.tags import Tags
from khobao.structure.zones import TEXT, Decision

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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
    forest, genre = load_forest("lines", names()), load_forest("genres", GENRE_NAMES)
    features, tokens = featurize(joined, layout, forest.diction)
    predicted, confidence = predict(forest, features, layout)
    decided = [decide(lines, kinds, found) for lines, kinds, found in zip(joined, predicted, said, strict=True)]
    final = [kind for page in decided for kind, _ in page]
    worded = genre.diction.of_pages(tokens, layout)
    found = iter(read_genres(genre, genre_features(features, final, confidence, layout, worded)))
    genres = [next(found) if kinds else "other" for kinds in decided]
    return [
        Reading(_cover(lines, page, _teasers(kinds) if kind == "listing" else kinds), page, kind)
        for lines, page, kinds, kind in zip(pages, runs, decided, genres, strict=True)
    ]


def predict(
    forest: Forest, features: npt.NDArray[np.float64], layout: Pages
) -> tuple[list[list[str]], npt.NDArray[np.float64]]:
    """The most likely roles of the lines of each page by the model `forest`, and by how much on average they beat the
    next best."""
    import numpy as np

    scores = forest.scores(features)
    path = best_paths(scores, layout, forest)
    kinds = iter([forest.classes[state] for state in path.tolist()])
    roles = [list(itertools.islice(kinds, count)) for count in layout.counts.tolist()]
    return roles, layout.total(margins(scores, path)) / np.maximum(1, layout.counts)


def _teasers(kinds: Sequence[Decision]) -> list[Decision]:
    """The roles of a page that lists other stories: what reads as text there is the teaser of one."""
    return [("related", "page.listing") if kind in TEXT else (kind, rule) for kind, rule in kinds]


def _cover(lines: Sequence[Line], runs: Sequence[Sequence[Line]], kinds: Sequence[Decision]) -> list[Role]:
    """The roles of all lines of a page, from those of its paragraphs."""
    roles: list[Role] = []
    said = (kind for run, kind in zip(runs, kinds, strict=True) for _ in run)
    text = [run[-1] for run, (kind, _) in zip(runs, kinds, strict=True) if kind in TEXT]
    closing = text[-1] if text else None
    for line in lines:
        _, start, end, printed = line
        kind, rule = next(said) if printed else ("empty", "empty")
        if kind in ("dateline", "byline"):
            roles += _split(line, kind, rule)
        elif kind in (*TEXT, "title"):
            roles += _free_of_byline(line, kind, rule) if line is closing else _free_of_date(line, kind, rule)
        else:
            roles.append(tuple.__new__(Role, (kind, start, end, rule)))
    return roles


def _by_start(lines: Sequence[Line], tags: Tags) -> Mapping[int, frozenset[str]]:
    return {line.start: found for line, found in zip(lines, tags, strict=True)} if tags else {}


def _free_of_date(line: Line, kind: str, rule: str) -> list[Role]:
    """One role for a paragraph or headline, or two where the time of publication is glued to it."""
    glued = "words.glued-dateline"
    if cut := glued_dateline(line.text):
        return [Role("dateline", line.start, line.start + cut, glued), Role(kind, line.start + cut, line.end, rule)]
    if kind == "title" and (cut := trailing_dateline(line.text)):
        return [Role(kind, line.start, line.start + cut, rule), Role("dateline", line.start + cut, line.end, glued)]
    return [Role(kind, line.start, line.end, rule)]


def _free_of_byline(line: Line, kind: str, rule: str) -> list[Role]:
    """The roles of the last paragraph of a text, with that of a byline which is glued to it."""
    roles = _free_of_date(line, kind, rule)
    if not (cut := trailing_byline(line.text)) or (cut := line.start + cut) <= roles[-1].start:
        return roles
    return [*roles[:-1], roles[-1]._replace(end=cut), Role("byline", cut, line.end, "words.glued-byline")]


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
