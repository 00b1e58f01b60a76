"""Whether the name of a province stands for something else: a person, a river, a club, a newspaper, an ocean."""

from __future__ import annotations

import re
from functools import cache

from khobao.annotate.letters import UPPER, pattern, placed
from khobao.annotate.tables import phrases, table

_WORD_BEFORE = re.compile(rf"(?:^|[\s(“\"'‘,-])((?:[{UPPER}][\w&.-]*|[^\W\d_]+)) $")
_NEXT = re.compile(rf" ([{UPPER}][^\W\d_]*)")
_AGE = pattern(r",? \(? ?(?:\d{1,2} tuổi|sn |sinh năm|s\.n)")
#: Words in capitals that stand before the name of a place as part of a phrase about the place.
_PHRASE_HEADS = frozenset(
    placed(word)
    for word in ("tại", "ở", "từ", "đến", "về", "riêng", "cả", "và", "với", "trong", "ngoài", "qua", "tới", "gần", "người", "phía",
                 "vùng", "đất", "xứ", "tỉnh", "tp", "tp.", "thủ", "theo", "cho", "của", "giữa", "quanh", "khắp", "ngay", "trước", "sau",
                 "khi", "nếu", "do", "vì", "như", "để", "nhưng", "hiện", "nay", "còn", "đây", "các", "những", "hai", "ba", "trên", "dưới",
                 "rời", "thăm", "quê", "gốc", "nội", "ảnh", "tin", "là", "bắc", "nam", "đông", "tây", "hướng", "cách", "ngoại", "thành")
)  # fmt: skip
_CITY = ("thành phố ", "tp ", "tp. ", "tp.", "t.p ", "tp", "đô thị ")
_PLACED = tuple(
    map(placed, ("tỉnh ", "thành phố ", "tp ", "tp. ", "tp.", "ủy ", "ubnd ", "hđnd ", "tại ", "ở ", "từ ", "về ", "quê ", "đến ", "ra ",
                 "vào ", "(", ", ", "- ", "– ", "bàn ", "an ", "cố đô ", "xứ ", "người ", "thiên ", "đô "))
)  # fmt: skip
_LIST = pattern(r"(?: \([^)\n]{1,30}\))?(?:,|;| và| -| –|-|–|, và|/)(?: (?:tp\.? ?|tỉnh |thành phố )?)?")


@cache
def _not_before() -> tuple[str, ...]:
    kinds = ("none", "other", "commune")
    heads = {head for kind in kinds for head in phrases("place_heads", "head", kind=kind)} | {"huyện", "quận"}
    return tuple(f" {head} " for head in sorted(heads, key=len, reverse=True))


@cache
def _surnames() -> frozenset[str]:
    return phrases("surnames", "surname")


@cache
def _longer() -> tuple[str, ...]:
    return tuple(sorted(phrases("longer_names", "name")))


def is_person(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` is the end of a personal name, or an age follows it."""
    if _AGE.match(folded, end) and not folded[end : end + 1] == ",":
        return True
    before = text[max(0, start - 24) : start]
    words = before.split()
    if not words or before[-1:] != " " or not words[-1][0].isupper():
        return False
    last = placed(words[-1].lower())
    if last in _surnames() and not words[-1].isupper():
        return True
    return len(words) > 1 and words[-2][0].isupper() and placed(words[-2].lower()) in _surnames() and not words[-1].isupper()


def names_another(text: str, folded: str, start: int, end: int, in_list: bool, is_named_person: bool) -> bool:
    """Whether the name of a province from `start` to `end` stands for something else there."""
    name = folded[start:end]
    if name == placed("hồ chí minh"):
        return not (in_list or folded.endswith(_CITY, 0, start))
    if any(folded.startswith(longer, start) and len(longer) > len(name) for longer in _longer()):
        return True
    if is_person(text, folded, start, end):
        return True
    located = folded.endswith(_PLACED, 0, start)
    if (is_named_person or name == placed("huế")) and not (located or in_list):
        return True
    if name == placed("sài gòn") and _NEXT.match(text, end):
        return True
    if in_list:
        return False
    if folded.endswith(_not_before(), 0, start) or f" {folded[:start]}" in _not_before():
        return True
    return _is_part_of_a_name(text, start)


def _is_part_of_a_name(text: str, start: int) -> bool:
    """Whether the word before is a proper name that the name continues: `Sông Lam Nghệ An`, `Becamex Bình Dương`."""
    match = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if not match or not match[1][0].isupper():
        return False
    word = match[1]
    if placed(word.lower()) in _PHRASE_HEADS:
        return False
    if word.isupper() and len(word) > 1:
        return False  # UBND, TAND, GD-ĐT
    at = match.start(1)
    first = at == 0 or text[at - 1] in "\n\"“‘'" or text[max(0, at - 2) : at] in (". ", ": ", "! ", "? ", "- ", "– ")
    return not first


def stands_in_list(folded: str, last: int, start: int) -> bool:
    """Whether only the signs of a list stand between a province that ends at `last` and a name at `start`."""
    return start - last < 44 and bool(_LIST.fullmatch(folded, last, start))


def tables() -> tuple[str, ...]:
    """The tables that this module reads."""
    return tuple(name for name in ("place_heads", "surnames", "longer_names") if table(name))
