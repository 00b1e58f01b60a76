"""Which citations are of one document.

Numbers restart: in the party with every term and per type of document (Hướng dẫn 36-HD/VPTW, 2018), in the state every
calendar year (Nghị định 30/2020/NĐ-CP). So a type and a number alone name many documents, and an identifier needs the
issuer and a day, a year or a term beside them. What a page does not say is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khobao.annotate import symbols
from khobao.annotate.issuers import canonical_bodies
from khobao.annotate.letters import pattern
from khobao.annotate.values import Document
from khobao.text import fold

_WITH_YEAR = pattern(r"\w+/(\d{4})(?!\d)")
#: Bodies of the state: their numbers restart every year, so that the day adds nothing to the year.
_STATE = pattern(
    r"chính phủ|thủ tướng|quốc hội|ủy ban thường vụ quốc hội|chủ tịch nước|văn phòng chính phủ|bộ (?!chính trị)"
    r"|ubnd|hđnd|sở |cục |tổng cục"
    r"|tòa án|viện kiểm sát|ngân hàng|thanh tra"
)
#: The types that one body alone issues, with the letters of its symbols.
_ONE_ISSUER = {"nghị định": "nđ-cp"}
_TERM_SUFFIX = pattern(r",? \(?khóa \w+\)?$")
#: Bodies below the centre; without a name of a place they are a different body in every province.
_LOCAL = pattern(
    r"(?:tỉnh|thành|huyện|quận|thị) ủy|đảng (?:ủy|bộ)|ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|^sở |đoàn$"
)
_NAMED = pattern(
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|ủy|sở [\w ]+?) (?!khối|các|cơ quan|doanh nghiệp|tỉnh"
    r"|thành phố|$)[^\W\d_]{2,}"
)


def document_id(
    kind: str, number: str | None, issuer: str | None, issued_on: str | None, term: int | None, key: str | None
) -> str | None:
    """The identifier that one page supports for a document; None when its words leave open which one it is.

    `kind` is the type, `number` a symbol or a bare number, `key` a year, a plenum, a congress or a title with its year.
    Parts: type, number, issuer, and the day or the term (`quy-dinh/293/ban-bi-thu-trung-uong-dang/2010-03-23`), for
    bodies of the state the year. A state symbol with its year says it all (`thong-tu/27/2020/tt-btc`), but those of
    councils and committees of the people, which do not name their province.
    """
    if number is None:
        return _by_key(kind, issuer, term, key)
    match = re.match(r"0*(\d+[a-z]?)", number)
    symbol = symbols.normal_symbol(number)
    if not match:
        return None
    if symbol and (year := re.match(r"\w+/(\d{4})[/-](.+)", symbol)) and not symbol.endswith(("UBND", "HĐND")):
        return _joined(kind, match[1], year[1], year[2])
    printed = _WITH_YEAR.match(number)
    year_said = printed[1] if printed else (issued_on or "")[:4] or (key if key and key.isdigit() else "")
    if year_said and fold(kind) in _ONE_ISSUER:
        return _joined(kind, match[1], year_said, _ONE_ISSUER[fold(kind)])
    body = _issuer(issuer)
    if body is None:
        return None
    if _STATE.match(fold(body)) or (symbol and not symbols.is_party_symbol(symbol)):
        time = year_said
    else:
        time = issued_on or (f"khóa {term}" if term else year_said)
    return _joined(kind, match[1], body, time) if time else None


def _by_key(kind: str, issuer: str | None, term: int | None, key: str | None) -> str | None:
    if key is None:
        return None
    if key.startswith(("hội nghị trung ương", "đại hội")):
        return _joined(kind, key, f"khóa {term}") if term else None
    return _joined(kind, key) if issuer is None else None


def _issuer(issuer: str | None) -> str | None:
    """The canonical name of an issuer; None without one, and for a local body that is not told from its like."""
    if issuer is None:
        return None
    folded = _TERM_SUFFIX.sub("", fold(issuer))
    if folded in canonical_bodies():
        return canonical_bodies()[folded]
    if _LOCAL.search(folded) and not _NAMED.search(folded):
        return None
    return folded.replace("ủy ban nhân dân", "ubnd").replace("hội đồng nhân dân", "hđnd")


def _joined(*parts: str) -> str:
    return "/".join(_slug(part) for part in parts)


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFD", fold(words).replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


@dataclass(frozen=True)
class _Full:
    issuer: str | None
    time: str
    identifier: str


def link(articles: Iterable[Sequence[Document]]) -> list[list[str | None]]:
    """The identifier of each document of each article, with what the other articles say.

    A document that has no identifier of its own takes that of the one document among all with its type and number,
    if the issuers and the days that both state agree and no second document does. Two documents with identifiers of
    their own are never made one.
    """
    listed = [list(documents) for documents in articles]
    known: dict[tuple[str, str], set[_Full]] = defaultdict(set)
    for documents in listed:
        for one in documents:
            if one.document_id and one.number:
                known[_key(one)].add(_Full(_issuer(one.issuer), one.issued_on or "", one.document_id))
    return [[one.document_id or _linked(one, known) for one in documents] for documents in listed]


def _key(one: Document) -> tuple[str, str]:
    match = re.match(r"0*(\d+[a-z]?)", one.number or "")
    return fold(one.type), match[1] if match else ""


def _linked(one: Document, known: dict[tuple[str, str], set[_Full]]) -> str | None:
    if one.number is None or (issuer := _issuer(one.issuer)) is None:
        return None
    same = known.get(_key(one), set())
    agreeing = {
        full.identifier
        for full in same
        if full.issuer in (None, issuer)
        and not (one.issued_on and full.time and one.issued_on != full.time)
        and not (one.symbol and not full.identifier.startswith(_joined(one.type, *_key(one)[1:])))
    }
    return agreeing.pop() if len(agreeing) == 1 else None
