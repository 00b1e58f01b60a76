"""Where in its file the value of an article's field stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from khobao import strict_json
from khobao.checks.findings import Locate
from khobao.errors import Location
from khobao.pages import Contribution
from khobao.structure import Structure
from khobao.structure.zones import TEXT

#: The roles of the lines that a text of the article is made of.
_ROLES = {"title": ("title",), "text": TEXT, "captions": ("caption",), "lead": ("lead",)}


def in_json(source: str, start: Location) -> Locate:
    """Places in the JSON `source` of a record, which starts at the line of `start`."""
    place = strict_json.locator(source)

    def locate(pointer: str, offset: int | None = None) -> Location:
        line, column = place(pointer, offset)
        return Location(start.path, start.line + line - 1, column)

    return locate


def in_page(article: Mapping[str, Any], structure: Structure, contribution: Contribution, page_text: str) -> Locate:
    """Places in a saved page: that of a stated value, else that of the line from which the value was read."""

    def locate(pointer: str, offset: int | None = None) -> Location:
        if stated := contribution.where(f"/article{pointer}") or contribution.where(pointer):
            return stated
        name = pointer[1:].partition("/")[0]
        at = _in_text(article[name], structure, _ROLES[name], page_text, offset or 0) if name in _ROLES else None
        return contribution.start if at is None else contribution.place_cleaned(page_text, at)

    return locate


def _in_text(value: str | None, structure: Structure, kinds: tuple[str, ...], page_text: str, at: int) -> int | None:
    """The offset in the page text of the character at the offset `at` of a text that was read from it."""
    for start, page_start, length in _pieces(value or "", structure, kinds, page_text):
        if start <= at < start + length:
            return page_start + at - start
    return None


def _pieces(value: str, structure: Structure, kinds: tuple[str, ...], page_text: str) -> Iterator[tuple[int, int, int]]:
    """The lines of which the text `value` is made: where each starts there and in the page text, and its length."""
    cursor = 0
    for role in structure.roles:
        line = page_text[role.start : role.end].strip()
        if role.kind not in kinds or not line:
            continue
        line = line if line in value else value if value in line else line
        start = value.find(line, cursor)
        if start >= 0:
            yield start, page_text.index(line, role.start), len(line)
            cursor = start + len(line)
