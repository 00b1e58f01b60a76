"""Where a text cites documents, by what stands in the phrase itself: type, number, date, issuer, plenum, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from khobao.annotate import symbols
from khobao.annotate.days import iso_day
from khobao.annotate.issuers import issuer_end
from khobao.annotate.letters import alternatives, pattern, placed
from khobao.annotate.numerals import number_spans
from khobao.annotate.reading import Passage
from khobao.annotate.sessions import find_sessions
from khobao.annotate.spans import Spans, without_overlaps
from khobao.annotate.tables import phrases
from khobao.annotate.titles import find_titles
from khobao.text import fold


@dataclass(frozen=True)
class Citation:
    """A phrase that cites a document: its place, and what it says; `key` are further words that identify it, such as
    a plenum, a congress or the year of a law; `term` is the term of the Central Committee."""

    start: int
    end: int
    type: str
    number: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    term: int | None = None
    key: str | None = None
    members: tuple[str, ...] = ()
    group: bool = False


_BARE = pattern(r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?(?![\w/]|[.,]\d|-\d)")
#: What may follow the bare number of a document that is not introduced by `số`; before other words it counts things.
_AFTER_BARE = pattern(
    r"(?:$|[^\w\s%]| (?:của|về|ngày|năm \d|do|đã|được|là|có|quy|ban hành|cũng|thì|sẽ|cho|trong|với|ra|nêu|nhằm|và"
    r"|hay|hoặc"
    r"|yêu|trung ương|từ|cùng|như|không|khóa|để|gồm|còn|chưa|đang)(?!\w)| [-–(“\"])"
)
_DAY = pattern(
    r",? ?\(?(?:(?:ký|ban hành) )?(?:ngày )?(?P<d>\d{1,2})(?: ?[/.-] ?| tháng )(?P<m>\d{1,2})(?: ?[/.-] ?| năm "
    r")(?P<y>\d{4})(?!\d)\)?"
)
_PART_OF_DATE = pattern(r",? ngày \d{1,2}[/.-]\d{1,2}(?![\d/.-])|,? năm (?P<y>(?:19|20)\d\d)(?!\d)")
_OF = pattern(r",? của ")
_TERM = pattern(r",? \(?khóa (?P<term>[ivxl]+|\d{1,2})\b\)?")
_PLENUM = pattern(
    r",?(?: tại| của)? hội nghị (?:lần thứ [\w ]{2,10}? |lần \d+ )?(?:của )?(?:ban chấp hành |bch )?(?:trung ương"
    r"|tw)(?: đảng)?"
    r"(?: lần thứ [^\W\d_]+| \d{1,2})?(?!\w)"
)
#: The types whose subject may stand between the word and the number.
_FAR = tuple(map(placed, ("nghị quyết", "quyết định", "kế hoạch", "thông báo", "chỉ thị", "công văn")))
_AFTER_CHAINED = pattern(r"[,.;)]|$| (?:của|về|ngày)(?!\w)")
#: The types that are no common words: their bare number needs no capital.
_STRONG = ("nghị định", "thông tư", "chỉ thị", "nghị quyết", "pháp lệnh")
_CARRY = ("thực hiện ", "triển khai ", "cụ thể hóa ", "thi hành ")
_CHAIN = pattern(r"(?:,|;| và|, và| hay| hoặc)(?: số)? ")


@cache
def _types() -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?P<type>{alternatives(phrases('document_types', 'type'))})(?P<so>(?: hỏa tốc)? số)?:? $")


@cache
def _last_words() -> frozenset[str]:
    return frozenset(["số", "số:"] + [name.rsplit(None, 1)[-1] for name in phrases("document_types", "type")])


@cache
def _bare_types() -> frozenset[str]:
    return phrases("document_types", "type", bare="yes")


@lru_cache(maxsize=4)
def citations(passage: Passage) -> tuple[Citation, ...]:
    """The citations of `passage` in order, without overlaps."""
    found: list[Citation] = [Citation(**said) for said in (*find_sessions(passage), *find_titles(passage))]
    found = without_overlaps(found)
    taken = Spans((one.start, one.end) for one in found)
    last: Citation | None = None
    for start, _ in number_spans(passage.text):
        if (last and start < last.end) or start in taken:
            continue
        one = _numbered(passage, start, last)
        if one:
            found.append(one)
            last = one
    kept = without_overlaps(found)
    return tuple(without_overlaps((*kept, *_carrying(passage, kept))))


def _numbered(passage: Passage, start: int, last: Citation | None) -> Citation | None:
    """The citation whose number stands at `start`; one after another of its type may do without the type word."""
    text, folded = passage.text, passage.folded
    word = _word_before(folded, start)
    if last is None and word != "ngày" and word not in _last_words():
        return None
    before = folded[max(0, start - 44) : start]
    head = _types().search(before) if word in _last_words() else None
    symbol = symbols.SYMBOL.match(text, start)
    if symbol and not symbols.has_known_letters(symbol.group()) and not (head and head["so"]):
        symbol = None
    if head and not (
        symbol and not symbols.agrees(head["type"], symbol.group()) and _far_type(folded, start) is not None
    ):
        first = start - len(before) + head.start()
        kind = text[first : first + len(head["type"])]
    elif last and last.number and _CHAIN.fullmatch(folded, last.end, start) and (symbol or "/" not in last.number):
        first, kind = start, last.type
    elif symbol and (far := _far_type(folded, start)) is not None:
        first, kind = far, " ".join(text[far:start].split(" ", 2)[:2])
    else:
        return _dated(passage, start, before) if word == "ngày" else None
    if symbol:
        return _with_tail(passage, first, kind, symbol.end(), start)
    bare = _BARE.match(text, start)
    if not bare or (head and not head["so"] and not _may_be_bare(passage, kind, bare.end())):
        return None
    if not head and not _AFTER_CHAINED.match(folded, bare.end()):
        return None
    return _with_tail(passage, first, kind, bare.end(), start)


def _word_before(folded: str, start: int) -> str:
    """The word before the space at `start` - 1, as far as it is no longer than a word of a type; empty if none is."""
    words = folded[max(0, start - 9) : start].split() if folded[start - 1 : start] == " " else ()
    return words[-1] if words else ""


def _may_be_bare(passage: Passage, kind: str, end: int) -> bool:
    name = fold(kind)
    if name not in _bare_types() or (kind[0].islower() and name not in _STRONG and not _OF.match(passage.folded, end)):
        return False
    return bool(_AFTER_BARE.match(passage.folded, end))


def _far_type(folded: str, start: int) -> int | None:
    """Where the type word stands that has its subject before its number: `Quyết định phê duyệt … số 12/QĐ-UBND`."""
    before = folded[max(0, start - 110) : start]
    if not before.endswith((" số ", " số: ")):
        return None
    clause = max(before.rfind(sign) for sign in ".;\n")
    found = [before.rfind(name) for name in _FAR]
    return start - len(before) + max(found) if max(found) > clause else None


def _dated(passage: Passage, start: int, before: str) -> Citation | None:
    """A document without number that its day and its issuer identify: `Quyết định ngày 3/2/2020 của …`."""
    head = _types().search(before.removesuffix("ngày "))
    if not head or not (day := _DAY.match(passage.folded, start)):
        return None
    first = start - len(before) + head.start()
    one = _with_tail(passage, first, passage.text[first : first + len(head["type"])], first + len(head["type"]), None)
    return one if one.issued_on and one.issuer and day else None


def _with_tail(passage: Passage, first: int, kind: str, end: int, number_at: int | None) -> Citation:
    """The citation from its type word at `first`, with date, issuer and term as far as they follow `end`."""
    text, folded = passage.text, passage.folded
    number = text[number_at:end] if number_at is not None else None
    said: dict[str, str | int | None] = {}
    while True:
        if "issued_on" not in said and (day := _DAY.match(folded, end)):
            said["issued_on"], end = iso_day(int(day["y"]), int(day["m"]), int(day["d"])), day.end()
        elif "key" not in said and (part := _PART_OF_DATE.match(folded, end)):
            said["key"], end = part["y"], part.end()
        elif "issuer" not in said and (plenum := _PLENUM.match(folded, end)):
            said["issuer"], end = "Ban Chấp hành Trung ương", plenum.end()
        elif "issuer" not in said and (of := _OF.match(folded, end)):
            if (stop := issuer_end(text, folded, of.end())) is None:
                break
            said["issuer"], end = text[of.end() : stop], stop
        elif "term" not in said and (term := _TERM.match(folded, end)):
            said["term"], end = _term(term["term"]), term.end()
        else:
            break
    return Citation(first, end, kind[0].upper() + kind[1:], number, **said)  # type: ignore[arg-type]


def _term(printed: str) -> int | None:
    from khobao.annotate.ordinals import read_ordinal

    return read_ordinal(printed)


@cache
def _carriers() -> re.Pattern[str]:
    kinds = alternatives(phrases("document_types", "type"))
    return pattern(rf"(?<!\w)(?<!các )(?<!những )(?<!, )(?<!và )(?P<type>{kinds}) của ")


def _carrying(passage: Passage, found: list[Citation]) -> list[Citation]:
    """The documents that carry out one of `found` and are known by that: `Kế hoạch của Tỉnh ủy thực hiện …`."""
    carrying = []
    for one in found:
        before = passage.folded[max(0, one.start - 120) : one.start]
        if not before.endswith(_CARRY):
            continue
        for head in _carriers().finditer(before):
            at = one.start - len(before)
            end = issuer_end(passage.text, passage.folded, at + head.end())
            between = passage.folded[end : one.start].strip() if end else "?"
            if end and between in {word.strip() for word in _CARRY} | {
                "về việc thực hiện",
                "triển khai thực hiện",
                "về thực hiện",
            }:
                kind = passage.text[at + head.start() :][: len(head["type"])]
                carrying.append(
                    Citation(
                        at + head.start(), end, kind[0].upper() + kind[1:], issuer=passage.text[at + head.end() : end]
                    )
                )
    return carrying
