"""Who signed an article and when, where the model did not see the line that says so."""

from __future__ import annotations

from collections.abc import Sequence

from khobao.structure.bylines import is_desk
from khobao.structure.datelines import is_marked
from khobao.structure.lines import Line
from khobao.structure.zones import TEXT, Decision

#: Words of a line that is two names at most.
_MOST_IN_NAMES = 9
#: Letters of a word in capitals that is no initials; rubrics have such words.
_SHOUTED = 4


def find_dateline(lines: Sequence[Line], kinds: list[Decision]) -> None:
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


def find_names(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Names alone on a line: below the headline or its date, or last of the text behind a paragraph, where the model
    took them for text; right beside the headline or the date, where it took them for furniture or another headline."""
    text = [index for index, (kind, _) in enumerate(kinds) if kind in TEXT]
    for index in {text[0], text[-1]} if len(text) > 1 else ():
        line, above = lines[index], kinds[index - 1][0] if index else None
        if _is_signature(line) or (not line.byline and is_desk(line.text) and _is_short(line)):
            signs = index == text[-1] and lines[index - 1].is_prose and above in TEXT
            if signs or (index == text[0] and above in ("title", "dateline")):
                kinds[index] = "byline", "company.names"
    _sign_behind(lines, kinds, text)
    first = text[0] if text else 0
    headline = next((index for index in range(first) if kinds[index][0] == "title"), first)
    for index in range(headline + 1, first):
        beside = {kinds[index - 1][0], kinds[index + 1][0]} & {"title", "dateline"}
        taken = kinds[index][0] in ("boilerplate", "tag", "title")
        if taken and beside and _is_signature(lines[index]) and not _shouts(lines[index].text):
            kinds[index] = "byline", "company.names"


def _sign_behind(lines: Sequence[Line], kinds: list[Decision], text: Sequence[int]) -> None:
    """A desk or an office alone on the line behind the text and its pictures, where the model took it for furniture."""
    behind = range(text[-1] + 1, len(lines)) if len(text) > 1 else range(0)
    for index in behind:
        line, kind = lines[index], kinds[index][0]
        if kind != "caption":
            if kind in ("boilerplate", "related") and not line.furniture and is_desk(line.text) and _is_short(line):
                kinds[index] = "byline", "company.names"
            return


def _is_signature(line: Line) -> bool:
    """Whether a line is names and nothing else."""
    return bool(line.byline and line.byline.authors) and _is_short(line)


def _shouts(text: str) -> bool:
    return any(word.isupper() and len(word) >= _SHOUTED for word in text.split())


def _is_short(line: Line) -> bool:
    return not line.stops and line.n_words <= _MOST_IN_NAMES


def find_source(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A line with a label such as `Theo` or `Tác giả:` beside the article is a byline."""
    for index in _beside_text(kinds, 4, 4):
        byline = lines[index].byline
        if byline and byline.labelled and kinds[index][0] in ("boilerplate", "caption", "related", "tag"):
            kinds[index] = "byline", "company.byline"


def _beside_text(kinds: Sequence[Decision], before: int, after: int) -> list[int]:
    """The places up to so many lines before the first line of text, and up to so many after the last."""
    text = [index for index, (kind, _) in enumerate(kinds) if kind in TEXT]
    if not text:
        return []
    first, behind = text[0], text[-1] + 1
    return [*range(max(0, first - before), first), *range(behind, min(behind + after, len(kinds)))]
