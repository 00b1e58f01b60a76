"""Roles that the tags of an HTML page leave no doubt about.

The line model was trained on text alone; where the author of the page says what a line is, that counts for more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khobao.structure.lines import Line
from khobao.structure.zones import TEXT, TITLE_WORDS, Decision

#: What HTML says of each line of a page, in order (see :class:`khobao.markup.Markup`); empty for plain text.
Tags = Sequence[frozenset[str]]

_ARTICLE = ("title", *TEXT, "caption", "byline", "dateline")


def correct_by_tags(lines: Sequence[Line], kinds: list[Decision], tags: Mapping[int, frozenset[str]]) -> None:
    """Change the roles `kinds` of `lines` to what `tags`, by the offset at which a line starts, say of them."""
    if not tags:
        return
    for index, line in enumerate(lines):
        kinds[index] = _by_tags(line, kinds[index], tags[line.start])
    _take_headline(lines, kinds, [tags[line.start] for line in lines])


def _by_tags(line: Line, kind: Decision, tags: frozenset[str]) -> Decision:
    predicted = kind[0]
    if "tags" in tags and line.n_words <= TITLE_WORDS and line.furniture is None:
        return "tag", "html.tags"
    if "navigation" in tags:
        return ("boilerplate", "html.navigation") if predicted in _ARTICLE else kind
    if "related" in tags or "aside" in tags:
        listed = "related" if line.n_words >= 4 else "boilerplate"
        return (listed, "html.related") if predicted in _ARTICLE else kind
    if "caption" in tags:
        return "caption", "html.caption"
    if "published" in tags and line.stamp:
        return "dateline", "html.published"
    if "author" in tags and line.byline:
        return "byline", "html.author"
    if "lead" in tags and line.furniture is None and "link" not in tags:
        return "lead", "html.lead"
    if "link" in tags and predicted in (*TEXT, "caption"):
        return "related", "html.link"
    if "heading" in tags and predicted == "lead":
        return "body", "html.heading"
    return kind


def _take_headline(lines: Sequence[Line], kinds: list[Decision], tags: Sequence[frozenset[str]]) -> None:
    """The headline is the line that the page's metadata repeat, best as a heading; else its only heading of the first
    level. What the model took for one instead is furniture."""
    shown = [index for index, found in enumerate(tags) if not found & {"navigation", "aside", "related"}]
    named = [index for index in shown if "titled" in tags[index]]
    first = [index for index in shown if "headline" in tags[index] and 3 <= lines[index].n_words <= TITLE_WORDS]
    headings = [index for index in named if tags[index] & {"headline", "heading"}]
    if not (headings or named or len(first) == 1):
        return
    chosen = (headings or named[-1:] or first)[0]
    for index in range(len(lines)):
        if index == chosen:
            kinds[index] = "title", "html.headline"
        elif kinds[index][0] == "title" and lines[index].key != lines[chosen].key:
            kinds[index] = "boilerplate", "html.headline"
