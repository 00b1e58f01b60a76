"""The documents that an article cites."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from khobao.annotate import symbols
from khobao.annotate.citations import Citation, citations
from khobao.annotate.identity import document_id
from khobao.annotate.issuers import issuer_end
from khobao.annotate.letters import pattern
from khobao.annotate.reading import Passage, Reading
from khobao.annotate.values import Document
from khobao.text import fold

#: The bodies whose code in a symbol does not say which of them it is, with the words that a page has for them.
_ON_PAGE = {
    "ĐUK": pattern(r"đảng ủy khối(?: các)?(?: cơ quan| doanh nghiệp)(?: và doanh nghiệp| - doanh nghiệp)?(?: "
                   r"trung ương| tỉnh| thành phố)?"),
    "TU": pattern(r"(?:tỉnh|thành) ủy"),
    "UBND": pattern(r"(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường)"),
    "HĐND": pattern(r"(?:hđnd|hội đồng nhân dân) (?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường)"),
}  # fmt: skip


def find_documents(reading: Reading, found: dict[str, tuple[Any, ...]]) -> tuple[Document, ...]:
    """The citations of `reading` in order, each completed by what other citations of the page say of the document."""
    del found
    cited = [(passage, one) for passage in reading for one in citations(passage)]
    if not cited:
        return ()
    alike: dict[tuple[str, str], set[Citation]] = defaultdict(set)
    for _, one in cited:
        if one.number:
            alike[_key(one)].add(replace(one, start=0, end=0))
    bodies = _Bodies(reading)
    return tuple(_document(bodies, passage, *_completed(one, alike)) for passage, one in cited)


def _key(one: Citation) -> tuple[str, str]:
    return fold(one.type), _digits(one.number or "")


def _completed(one: Citation, alike: dict[tuple[str, str], set[Citation]]) -> tuple[Citation, str | None]:
    """`one` with the day, the issuer and the term that the other citations of the same document on the page state, and
    the number that identifies it: its own, or the whole symbol that one of them has for its bare one."""
    if one.number is None or len(others := alike[_key(one)]) == 1:
        return one, one.number
    same = [other for other in others if _is_same(one, other)]
    whole = {other.number for other in same if other.number and not other.number.isdigit()}
    number = whole.pop() if len(whole) == 1 else one.number
    for name in ("issued_on", "issuer", "term", "key"):
        stated = {getattr(other, name) for other in same} - {None}
        if getattr(one, name) is None and len(stated) == 1:
            one = replace(one, **{name: stated.pop()})
    return one, number


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations of one type and number may be of one document: symbols and days do not differ."""
    mine, theirs = symbols.normal_symbol(one.number or ""), symbols.normal_symbol(other.number or "")
    if mine and theirs:
        return mine == theirs
    return _agree(one.issued_on, other.issued_on)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _digits(number: str) -> str:
    match = re.match(r"0*(\d+[a-z]?)", number)
    return match[1] if match else number


def _document(bodies: _Bodies, passage: Passage, one: Citation, number: str | None) -> Document:
    symbol = symbols.normal_symbol(one.number) if one.number else None
    issuer = one.issuer or (bodies.by_symbol(passage, one.start, symbol) if symbol else None)
    whole = symbols.normal_symbol(number) or number if number else None
    return Document(
        document_id(one.type, whole, issuer, one.issued_on, one.term, one.key),
        one.type, one.number, symbol, one.issued_on, issuer, one.members, one.group,
        passage.mention(one.start, one.end),
    )  # fmt: skip


class _Bodies:
    """The bodies of a page that the letters of symbols may stand for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._named: dict[str, list[str]] = {}

    def by_symbol(self, passage: Passage, start: int, symbol: str) -> str | None:
        """The issuer that the letters of `symbol` name, in the form that the page has for it, if any.

        Of several such bodies on a page the one last named before the symbol in its sentence counts, else none.
        """
        code = symbols.issuer_code(symbol)
        if code not in _ON_PAGE:
            return symbols.canonical_issuer(symbol)
        low = max(0, start - 300)
        sentence = max(passage.folded.rfind("\n", low, start), passage.folded.rfind(". ", low, start), low)
        near = [_name(passage, match) for match in _ON_PAGE[code].finditer(passage.folded, sentence, start)]
        if near:
            return near[-1]
        named = self._all(code)
        if named and (code == "ĐUK" or len(named) == 1):
            return named[0]
        return symbols.canonical_issuer(symbol)

    def _all(self, code: str) -> list[str]:
        """The different bodies of the page that the code may stand for, in order of appearance."""
        if code not in self._named:
            listed = [_name(one, match) for one in self._reading for match in _ON_PAGE[code].finditer(one.folded)]
            self._named[code] = list({fold(name): name for name in reversed(listed)}.values())[::-1]
        return self._named[code]


def _name(passage: Passage, match: re.Match[str]) -> str:
    end = issuer_end(passage.text, passage.folded, match.start())
    return passage.text[match.start() : max(end or 0, match.end())]
