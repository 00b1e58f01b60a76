"""The documents that an article cites."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    "ĐUK": pattern(r"đảng ủy khối(?: các)?(?: cơ quan| doanh nghiệp)(?: và doanh nghiệp| - doanh nghiệp)?(?: trung ương| tỉnh| thành phố)?"),
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
    said = [one for _, one in cited]
    return tuple(_document(reading, passage, _completed(one, said)) for passage, one in cited)


def _completed(one: Citation, others: Sequence[Citation]) -> Citation:
    """`one` with the day, the issuer and the term that another citation of the same document on the page states."""
    if one.number is None:
        return one
    same = [other for other in others if other is not one and _is_same(one, other)]
    for name in ("issued_on", "issuer", "term", "key"):
        stated = {getattr(other, name) for other in same} - {None}
        if getattr(one, name) is None and len(stated) == 1:
            one = replace(one, **{name: stated.pop()})
    return one


def _is_same(one: Citation, other: Citation) -> bool:
    if one.number is None or other.number is None or fold(one.type) != fold(other.type):
        return False
    mine, theirs = symbols.normal_symbol(one.number), symbols.normal_symbol(other.number)
    if mine and theirs:
        return mine == theirs
    return _digits(one.number) == _digits(other.number) and _agree(one.issued_on, other.issued_on)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _digits(number: str) -> str:
    match = re.match(r"0*(\d+[a-z]?)", number)
    return match[1] if match else number


def _document(reading: Reading, passage: Passage, one: Citation) -> Document:
    symbol = symbols.normal_symbol(one.number) if one.number else None
    issuer = one.issuer or (_by_symbol(reading, passage, one.start, symbol) if symbol else None)
    return Document(
        document_id(one.type, symbol or one.number, issuer, one.issued_on, one.term, one.key),
        one.type, one.number, symbol, one.issued_on, issuer, one.members, one.group, passage.mention(one.start, one.end),
    )  # fmt: skip


def _by_symbol(reading: Reading, passage: Passage, start: int, symbol: str) -> str | None:
    """The issuer that the letters of `symbol` name, in the form that the page has for it; None if they leave it open.

    Of several such bodies on a page the one last named before the symbol in its sentence counts, else none.
    """
    code = symbols.issuer_code(symbol)
    pattern = _ON_PAGE.get(code)
    if pattern is None:
        return symbols.canonical_issuer(symbol)
    sentence = max(passage.folded.rfind("\n", 0, start), passage.folded.rfind(". ", 0, start)) + 1
    near = [_name(passage, match) for match in pattern.finditer(passage.folded, sentence, start)]
    if near:
        return near[-1]
    named = [_name(one, match) for one in reading for match in pattern.finditer(one.folded)]
    if code == "ĐUK" or len({fold(name) for name in named}) == 1:
        return named[0] if named else symbols.canonical_issuer(symbol)
    return symbols.canonical_issuer(symbol)


def _name(passage: Passage, match: re.Match[str]) -> str:
    end = issuer_end(passage.text, passage.folded, match.start())
    return passage.text[match.start() : max(end or 0, match.end())]
