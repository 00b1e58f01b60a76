"""What a token shows by itself: its bits, and how the tokens that a process has seen are known again."""

from __future__ import annotations

import re
from collections.abc import Callable

from khobao.structure.bylines import MARKS, opens_label, stands_in_name
from khobao.structure.phrases import phrases
from khobao.text import fold

#: How many digits, decimal digits and commas a token has.
Figures = tuple[int, int, int]

_END = "[\"'”’»)\\]]*$"
_CREDITS = "|".join({re.escape(credit.split()[-1]) for credit in phrases("captions")["credits"]})
_OPENINGS = "|".join({re.escape(opening.split()[0]) for opening in phrases("captions")["openings"]})
#: Signs from here on stand for themselves, also those that are letters.
_LETTERS = 0x2000
#: Kinds of words, by name.
_WORDS = {name: frozenset(listed) for name, listed in phrases("prose").items()}


class _Signs(dict[int, str | int]):
    """Small letters as one of them, capitals as one of them, figures as one of them; each sign when first met."""

    def __missing__(self, code: int) -> str | int:
        sign = chr(code)
        letter = code < _LETTERS and sign.isalpha()
        shape = "a" if letter and sign.islower() else "A" if letter and sign.isupper() else code
        self[code] = shape = "0" if sign in "0123456789" else shape
        return shape


#: What is left of a token when it is translated with this is its shape.
SHAPE = _Signs()

#: What a token shows by its shape: a name and the test of it.
SHAPED: dict[str, Callable[[str], object]] = {
    "capital": lambda token: token[0].isupper(),
    "lower": lambda token: token[0].islower(),
    "digit": lambda token: token[0].isdigit(),
    "upper": str.isupper,
    "not_upper": lambda token: any(map(str.islower, token)) or any(sign.istitle() > sign.isupper() for sign in token),
    "letter": lambda token: any(map(str.isalpha, token)),
    "stops": re.compile(rf"[.!?…:;]{_END}").search,
    "asks": re.compile(rf"[?!]{_END}").search,
    "dots": re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$").search,
    "inner_stop": re.compile(r"[.?!…]$").search,
    "last_colon": re.compile(r":$").search,
    "last_comma": re.compile(r",$").search,
    "last_bracket": re.compile(r"\)$").search,
    "bullet": re.compile(r"[•●○▪■◦►▶»›*+–—>]").match,
    "number": re.compile(r"(?:-|\d{1,2}[.)])$").match,
    "quote": re.compile(r"[\"“‘]").match,
    "bracket": re.compile(r"\(").match,
    "hash": re.compile(r"#").match,
    "bar": re.compile(r"\|").search,
    "arrow": re.compile(r"»|>>").search,
    "greater": re.compile(r">$").match,
    "question": re.compile(r"\?").search,
    "colon": re.compile(r":").search,
    "short_date": re.compile(r"\b\d{1,2}[/\-.]\d{1,2}(?:[/\-.]\d{2,4})?\b|\b\d{1,2}:\d{2}\b").search,
    "sentence_end": re.compile(r"[.!?…][\"”’)]?$").search,
    "dash": re.compile(r"[-–—]$").search,
    "mark": lambda token: not token.strip(MARKS),
    "dotted": re.compile(r"[.@]").search,
}
_SENTENCE_START = re.compile(r"[\"“‘(]?[A-ZĐÀ-ỸĂÂÊÔƠƯ]")
#: What it shows folded. Those that open or end a phrase only say where the phrase is worth looking for.
_FOLDED = {
    "address": r"https?://|www\.|@|\.(?:vn|com|net|org)\b",
    "credit": _CREDITS,
    "opening": rf"^(?:{_OPENINGS})",
    "views": r"xem|đọc|cập|view|\|",
    "price": r"(?:^|[\d.,])(?:đ|vnđ|vnd|₫|usd)\b",
    "chapter": r"^(?:điều|khoản|chương|mục|phần|phụ|căn)$",
    "step": r"^(?:(?:bước|cách|mẹo)\b|(?:lưu|ghi|nguyên|chuẩn)$)",
    "speech": r"\bnói\b",
    "speech_open": r"\b(?:cho|chia|khẳng|nhấn|phát|đề|trả|thông|yêu)$",
    "speech_end": r"^(?:biết|hay|sẻ|định|mạnh|biểu|nghị|lời|tin|cầu)\b",
    "seen": r"\b(?:trao|tặng|bên|cùng)\b",
    "seen_open": r"\b(?:phát|chụp|tại|chứng)$",
    "seen_end": r"^(?:biểu|ảnh|buổi|hội|lễ|hiện|kiến)\b",
    "ago": r"^trước\b",
    "unit": "^(?:phút|giờ|ngày|tuần|tháng|năm)$",
    "telephone": r"\b(?:đt|tel|hotline|fax|điện)\b",
}
#: Whether it shows any of this: the patterns for where a token opens, tried there alone, and the others.
_OPENS = re.compile("|".join(pattern for pattern in _FOLDED.values() if pattern[0] == "^"))
_HOLDS = re.compile("|".join(pattern for pattern in _FOLDED.values() if pattern[0] != "^"))
_OTHER = ("label", "sentence_start", "not_in_name", "beside_name", "content", *_WORDS)
#: The bit of each thing that a token can show.
BITS = {name: 1 << place for place, name in enumerate((*SHAPED, *_FOLDED, *_OTHER))}
_FOLDED_BITS = [(BITS[name], re.compile(pattern)) for name, pattern in _FOLDED.items()]
_IN_NAME = {True: 0, False: BITS["not_in_name"], None: BITS["beside_name"]}


class _Shapes(dict[str, tuple[int, Figures]]):
    """Shapes with their bits and figures."""

    def __missing__(self, shape: str) -> tuple[int, Figures]:
        bits = sum(BITS[name] for name, test in SHAPED.items() if test(shape))
        figures = sum(map(str.isdigit, shape)), sum(map(str.isdecimal, shape)), shape.count(",")
        self[shape] = shown = bits, figures
        return shown


class Vocabulary(dict[str, int]):
    """Tokens by number; one that was not seen before gets the next number. :attr:`rows` has for each of them, in the
    order of their numbers, its bits, the number of its word, and how many digits, decimal digits and commas it has;
    :attr:`words` has the words in the order of theirs."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, ...]] = []
        self.words: list[str] = []
        self._words: dict[str, int] = {}
        self._shapes = _Shapes()

    def __missing__(self, token: str) -> int:
        folded = fold(token)
        word = folded.strip('.,:;!?…"“”()[]')
        bits, figures = self._shapes[token.translate(SHAPE)]
        bits |= _IN_NAME[stands_in_name(token)] | BITS["label"] * opens_label(folded)
        bits |= BITS["sentence_start"] * (_SENTENCE_START.match(token) is not None)
        if _OPENS.match(folded) or _HOLDS.search(folded):
            bits |= sum(bit for bit, pattern in _FOLDED_BITS if pattern.search(folded))
        bits |= sum(BITS[name] for name, words in _WORDS.items() if word in words)
        bits |= BITS["content"] * (word != "" and word not in _WORDS["function"])
        if (spelt := self._words.setdefault(word, len(self._words))) == len(self.words):
            self.words.append(word)
        self.rows.append((bits, spelt, *figures))
        self[token] = number = len(self)
        return number
