"""The tokens of many lines at once, numbered, with what each shows by itself.

Pages share most of their tokens, so each different one is read once a process; what lines show is then sums and unions
over the numbers of their tokens. A token is what stands between white space, as printed; the word in it is the token
folded and without punctuation.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khobao.structure.bylines import MARKS, opens_label, stands_in_name
from khobao.structure.phrases import phrases
from khobao.text import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Tokens known at most; then all are forgotten, so that a process that reads for days does not grow.
_MOST = 1 << 18
_END = "[\"'”’»)\\]]*$"
_CREDITS = "|".join({re.escape(credit.split()[-1]) for credit in phrases("captions")["credits"]})
_OPENINGS = "|".join({re.escape(opening.split()[0]) for opening in phrases("captions")["openings"]})
_FUNCTION = frozenset(phrases("prose")["function_words"])

#: Small letters as one of them, capitals as one of them, figures as one of them: what is left is the shape of a token.
_SHAPE = {
    code: "a" if sign.islower() else "A" if sign.isupper() else "0"
    for code, sign in ((code, chr(code)) for code in range(0x2000))
    if (sign.isalpha() and (sign.islower() or sign.isupper())) or sign in "0123456789"
}

#: What a token shows by its shape: a name and the test of it.
_SHAPED: dict[str, Callable[[str], object]] = {
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
_FOLDED: dict[str, Callable[[str], object]] = {
    "label": opens_label,
    "address": re.compile(r"https?://|www\.|@|\.(?:vn|com|net|org)\b").search,
    "credit": re.compile(_CREDITS).search,
    "opening": re.compile(_OPENINGS).match,
    "views": re.compile(r"xem|đọc|cập|view|\|").search,
    "price": re.compile(r"(?:^|[\d.,])(?:đ|vnđ|vnd|₫|usd)\b").search,
    "chapter": re.compile(r"(?:điều|khoản|chương|mục|phần|phụ|căn)$").match,
    "step": re.compile(r"(?:bước|cách|mẹo)\b|(?:lưu|ghi|nguyên|chuẩn)$").match,
    "speech": re.compile(r"\bnói\b").search,
    "speech_open": re.compile(r"\b(?:cho|chia|khẳng|nhấn|phát|đề|trả|thông|yêu)$").search,
    "speech_end": re.compile(r"(?:biết|hay|sẻ|định|mạnh|biểu|nghị|lời|tin|cầu)\b").match,
    "seen": re.compile(r"\b(?:trao|tặng|bên|cùng)\b").search,
    "seen_open": re.compile(r"\b(?:phát|chụp|tại|chứng)$").search,
    "seen_end": re.compile(r"(?:biểu|ảnh|buổi|hội|lễ|hiện|kiến)\b").match,
    "ago": re.compile(r"trước\b").match,
}
_OTHER = ("sentence_start", "not_in_name", "beside_name", "function", "content")
_BITS = {name: 1 << place for place, name in enumerate((*_SHAPED, *_FOLDED, *_OTHER))}
_FOLDED_BITS = [(_BITS[name], test) for name, test in _FOLDED.items()]
_IN_NAME = {True: 0, False: _BITS["not_in_name"], None: _BITS["beside_name"]}


class _Shapes(dict[str, tuple[int, int, int, int]]):
    """Shapes by what they show: their bits, and how many digits, decimal digits and commas they have."""

    def __missing__(self, shape: str) -> tuple[int, int, int, int]:
        bits = sum(_BITS[name] for name, test in _SHAPED.items() if test(shape))
        digits, decimals = sum(map(str.isdigit, shape)), sum(map(str.isdecimal, shape))
        self[shape] = shown = (bits, digits, decimals, shape.count(","))
        return shown


class _Vocabulary(dict[str, int]):
    """Tokens by number. Numbers are given in the order of :attr:`rows`, which has for each token its bits, the number
    of its word, and how many digits, decimal digits and commas it has."""

    def __init__(self) -> None:
        import numpy as np

        self.words: dict[str, int] = {}
        self.shapes = _Shapes()
        self.rows: list[tuple[int, ...]] = []
        self.table: npt.NDArray[np.int64] = np.zeros((0, 5), dtype=np.int64)

    def __missing__(self, token: str) -> int:
        folded = fold(token)
        word = folded.strip('.,:;!?…"“”()[]')
        bits, *counts = self.shapes[token.translate(_SHAPE)]
        bits |= _IN_NAME[stands_in_name(token)] | _BITS["sentence_start"] * bool(_SENTENCE_START.match(token))
        for bit, test in _FOLDED_BITS:
            if test(folded):
                bits |= bit
        bits |= _BITS["function"] * (word in _FUNCTION) | _BITS["content"] * (word not in _FUNCTION and word != "")
        self.rows.append((bits, self.words.setdefault(word, len(self.words)), *counts))
        self[token] = number = len(self)
        return number

    def read(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The rows of `numbers`, as columns."""
        import numpy as np

        if len(self.table) < len(self.rows):
            self.table = np.concatenate([self.table, np.array(self.rows[len(self.table) :], dtype=np.int64)])
        return np.ascontiguousarray(self.table[numbers].T)


@functools.cache
def _vocabulary() -> _Vocabulary:
    """The vocabulary of this process."""
    return _Vocabulary()


@dataclass(frozen=True)
class Tokens:
    """The tokens of lines, line after line; no line is without one.

    `starts` has the place of the first token of each line. By token: `line`, the number of its line from 0; `bits`,
    what it shows; `word`, the number of its word. By line: `count` of tokens, `digits`,
    `decimals`, `commas`, and `union`, all that its tokens show.
    """

    starts: npt.NDArray[np.int64]
    line: npt.NDArray[np.int64]
    bits: npt.NDArray[np.int64]
    word: npt.NDArray[np.int64]
    count: npt.NDArray[np.int64]
    digits: npt.NDArray[np.int64]
    decimals: npt.NDArray[np.int64]
    commas: npt.NDArray[np.int64]
    union: npt.NDArray[np.int64]

    def each(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether each token shows what `name` says."""
        return (self.bits & _BITS[name]).astype(bool)

    def any(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether any token of each line shows it."""
        return (self.union & _BITS[name]).astype(bool)

    def first(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether the first token of each line shows it."""
        return (self.bits[self.starts] & _BITS[name]).astype(bool)

    def last(self, name: str) -> npt.NDArray[np.bool_]:
        """Whether the last token of each line shows it."""
        shown: npt.NDArray[np.int64] = self.bits[self.starts + self.count - 1] & _BITS[name]
        return shown.astype(bool)

    def follow(self, name: str, other: str) -> npt.NDArray[np.int64]:
        """How often, on each line, a token that shows `name` stands right before one that shows `other`."""
        import numpy as np

        found = self.each(name)[:-1] & self.each(other)[1:] & (self.line[:-1] == self.line[1:])
        return self.number(np.append(found, False))

    def number(self, shown: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """In how many tokens of each line `shown` is true; it has one value for each token."""
        import numpy as np

        return np.bincount(self.line[shown], minlength=len(self.starts))


def read_tokens(texts: Sequence[str]) -> Tokens:
    """The tokens of `texts`, which are lines that are not blank."""
    import numpy as np

    vocabulary = _vocabulary()
    if len(vocabulary) > _MOST:
        _vocabulary.cache_clear()
        vocabulary = _vocabulary()
    split = [text.split() for text in texts]
    count = np.fromiter(map(len, split), np.int64, len(split))
    tokens = itertools.chain.from_iterable(split)
    numbers = np.fromiter(map(vocabulary.__getitem__, tokens), np.int64, int(count.sum()))
    bits, word, *counts = vocabulary.read(numbers)
    starts = np.cumsum(count) - count
    digits, decimals, commas = (np.add.reduceat(values, starts) if len(starts) else values for values in counts)
    union = np.bitwise_or.reduceat(bits, starts) if len(starts) else bits
    line = np.repeat(np.arange(len(split)), count)
    return Tokens(starts, line, bits, word, count, digits, decimals, commas, union)
