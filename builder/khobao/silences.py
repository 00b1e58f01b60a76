"""Findings that a contributor overrules, in a comment beside the page: ``# khobao: ignore CODE because REASON``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from khobao import strict_yaml
from khobao.codes import CODES, can_be_silenced, level_of, nearest
from khobao.errors import Issue, Location, has_errors

_COMMENT = re.compile(r"#[ \t]*khobao:[ \t]*(.*)")
_BECAUSE = re.compile(r"[ \t]because(?![^ \t])")
_FORM = "ignore CODE because REASON"


@dataclass(frozen=True)
class Silence:
    """A code that is not to be found in a page, and where that is said."""

    code: str
    where: Location
    length: int


_Said = Silence | Issue


def read_silences(front: str, path: str, above: int) -> tuple[tuple[Silence, ...], list[Issue]]:
    """What the comment lines of the YAML `front` silence, and what is wrong with them.

    `front` is valid and stands in the file `path` below `above` other lines.
    """
    if "khobao:" not in front:
        return (), []
    said: list[_Said] = []
    for line, column, comment in strict_yaml.comments(front):
        if match := _COMMENT.fullmatch(comment):
            said += _read(match[1].rstrip(), Location(path, line + above, column + match.start(1)))
    silences = tuple(one for one in said if isinstance(one, Silence))
    return silences, [one for one in said if isinstance(one, Issue)]


def _read(text: str, start: Location) -> Iterator[_Said]:
    """What a comment says, whose `text` behind ``khobao:`` begins at `start`."""
    because = _BECAUSE.search(text)
    named = text[: because.start()] if because else text
    codes = [] if not named.startswith(("ignore ", "ignore\t")) else [*_codes(named, len("ignore"))]
    if not codes:
        message = f"the comment does not say `{_FORM}` but {text[:60]!r}"
        yield Issue(start, "", "ignore/unknown", message, len(text))
    elif not because or not text[because.end() :].strip():
        yield Issue(start, "", "ignore/no-reason", "the comment does not say why", len(text))
    for offset, code in codes:
        where = Location(start.path, start.line, start.column + offset)
        if code not in CODES:
            yield Issue(where, "", "ignore/unknown", f"there is no code {code[:60]!r}{nearest(code, CODES)}", len(code))
        elif not can_be_silenced(code):
            message = f"{code} cannot be ignored: without it no dataset can be built (level {level_of(code)})"
            yield Issue(where, "", "ignore/unknown", message, len(code))
        else:
            yield Silence(code, where, len(code))


def _codes(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The parts of `text` behind `start` that commas divide, each with its offset; no empty ones."""
    for part in text[start:].split(","):
        if code := part.strip():
            yield start + part.index(code), code
        start += len(part) + 1


def settle(silences: Sequence[Silence], issues: Iterable[Issue]) -> Iterator[Issue]:
    """`issues` without those that are silenced, and what was silenced in vain, if the page was checked to the end."""
    found = list(issues)
    silenced = {silence.code for silence in silences}
    left = [issue for issue in found if issue.code not in silenced]
    yield from left
    if not has_errors(left):
        used = {issue.code for issue in found}
        for silence in silences:
            if silence.code not in used:
                message = f"the page has no {silence.code} to ignore"
                yield Issue(silence.where, "", "ignore/unused", message, silence.length)
