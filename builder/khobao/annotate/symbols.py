"""The symbols of documents: `293-QĐ/TW`, `30/2020/NĐ-CP`, `45/2019/QH14`, and what they say of their issuer.

Party symbols are number, hyphen, type, slash, issuer (Hướng dẫn 36-HD/VPTW, 2018) and restart with every term; state
symbols are number, slash, year for acts with general force, type, hyphen, issuer (Nghị định 30/2020/NĐ-CP).
"""

from __future__ import annotations

import re
from functools import cache

from khobao.annotate.tables import table
from khobao.text import fold

_UPPER = "A-ZĐÂĂÊÔƠƯÁÀẢÃẠ"
_LETTERS = rf"[{_UPPER}][A-Za-z{_UPPER}đâăêôơư]*\d{{0,2}}"
#: A whole symbol at an offset: number, year, letters and signs.
SYMBOL = re.compile(
    rf"(?P<number>\d{{1,5}}[a-z]?)(?:/(?P<year>(?:19|20)\d\d))?(?P<letters>(?:\s?[-–/]\s?|\s(?=[A-ZĐ]+/)){_LETTERS}"
    rf"(?:(?:\s?[-–/&]\s?|\.){_LETTERS}){{0,6}})(?![\w/])"
)
_SIGNS = re.compile(r"\s?([-–/&])\s?")
_PARTS = re.compile(r"[-–/&\s]+")
_CENTRAL = re.compile(r"T\.?Ư\b|T\.W\b")
_PARTY = re.compile(r"\d+[a-z]?-[^/]+/")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for row in table("document_types") for code in row["codes"].split("|") if code)


@cache
def _issuers() -> dict[str, str]:
    return {row["code"]: row["issuer"] for row in table("issuer_codes")} | {
        initials(row["name"]): row["name"] for row in table("ministries")
    }


def initials(name: str) -> str:
    """The code of a ministry: the first letter of every word of its name but `và` (BGDĐT), as its symbols have it."""
    return "".join(word[0].upper() for word in re.findall(r"\w+", name) if word != "và")


def normal_symbol(number: str) -> str | None:
    """The symbol `number` in normal form: no spaces, hyphens for dashes, TW for the centre, two figures at least.

    None when it is a number alone.
    """
    match = SYMBOL.fullmatch(number)
    if not match:
        return None
    letters = _CENTRAL.sub("TW", _SIGNS.sub(lambda sign: sign[1].replace("–", "-"), match["letters"])).replace(" ", "-")
    year = f"/{match['year']}" if match["year"] else ""
    return match["number"].zfill(2 + match["number"][-1].isalpha()) + year + letters


def has_known_letters(symbol: str) -> bool:
    """Whether the letters of a printed symbol name a type of document, or an issuer whose symbols have no type."""
    match = SYMBOL.fullmatch(symbol)
    parts = [part for part in _PARTS.split(match["letters"]) if part] if match else []
    return any(
        part in _codes() or part in _issuers() or part.rstrip("0123456789") in ("QH", "UBTVQH") for part in parts
    )


def agrees(kind: str, symbol: str) -> bool:
    """Whether the letters of a printed symbol allow the type word: QĐ stands for Quyết định and for Quy định."""
    parts = set(_PARTS.split(symbol))
    named = {row["type"] for row in table("document_types") if parts & set(row["codes"].split("|"))}
    return not named or fold(kind) in {fold(name) for name in named}


def is_party_symbol(symbol: str) -> bool:
    """Whether a normal symbol is built as those of the party are: number, hyphen, type, slash, issuer."""
    return bool(_PARTY.match(symbol))


def issuer_code(symbol: str) -> str:
    """The letters of the issuer in a normal symbol: `TW`, `CP`, `QH`, without the number of a term."""
    parts = [part for part in re.split(r"[-/&]", symbol)[1:] if not part.isdigit()]
    known = [part for part in parts if part not in _codes()]
    return (known[0] if known else "").rstrip("0123456789")


def canonical_issuer(symbol: str) -> str | None:
    """The issuer that a normal symbol names for itself; None where its letters stand for several bodies (TW, TU)."""
    return _issuers().get(issuer_code(symbol))
