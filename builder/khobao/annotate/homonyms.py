"""Whether the name of a province stands for something else: a person, a river, a club, a newspaper, an ocean."""

from __future__ import annotations

import re
from functools import cache

from khobao.annotate.letters import UPPER, pattern, placed
from khobao.annotate.tables import phrases

_NEXT = re.compile(rf" ([{UPPER}][^\W\d_]*)")
_AGE = pattern(r",? \(? ?(?:\d{1,2} tuổi|sn |sinh năm|s\.n)")
#: Words in capitals that stand before the name of a place as part of a phrase about the place.
_PHRASE_HEADS = frozenset(
    placed(word)
    for word in ("tại", "ở", "từ", "đến", "về", "riêng", "cả", "và", "với", "trong", "ngoài", "qua", "tới", "gần",
        "người", "phía",
                 "vùng", "đất", "xứ", "tỉnh", "tp", "tp.", "thủ", "theo", "cho", "của", "giữa", "quanh", "khắp",
                  "ngay", "trước", "sau",
                 "khi", "nếu", "do", "vì", "như", "để", "nhưng", "hiện", "nay", "còn", "đây", "các", "những", "hai",
                  "ba", "trên", "dưới",
                 "rời", "thăm", "quê", "gốc", "nội", "ảnh", "tin", "là", "bắc", "nam", "đông", "tây", "hướng",
                  "cách", "ngoại", "thành")
)  # fmt: skip
_CITY = ("thành phố ", "tp ", "tp. ", "tp.", "t.p ", "tp", "đô thị ")
_PLACED = tuple(
    map(placed, ("tỉnh ", "thành phố ", "tp ", "tp. ", "tp.", "ủy ", "ubnd ", "hđnd ", "tại ", "ở ", "từ ", "về ",
        "quê ", "đến ", "ra ",
                 "vào ", "(", ", ", "- ", "– ", "bàn ", "an ", "dân ", "cố đô ", "xứ ", "người ", "thiên ", "đô "))
)  # fmt: skip
#: A body of the province, whose name ends with it: `Sở Công Thương Long An`.
_BODY = re.compile(
    r"(?<!\w)(?:Sở|Cục|Chi cục|Ban|Hội|Đoàn|Viện|Tòa án|Toà án|Đài|Bệnh viện|Phòng|Công an|Thanh tra|Hải quan|Kho "
    r"bạc|Quân sự"
    r"|Liên đoàn|Liên minh|Cảnh sát|Thành đoàn|Tỉnh đoàn|Mặt trận|Kiểm lâm)(?: (?:[^\W\d_]+|[-–&]),?){0,7} $"
)
_LIST = pattern(r"(?: \([^)\n]{1,30}\))?(?:,|;| và| -| –|-|–|, và|/)(?: (?:tp\.? ?|tỉnh |thành phố )?)?")


@cache
def _not_before() -> tuple[tuple[str, ...], frozenset[str]]:
    kinds = ("none", "other", "commune")
    heads = {head for kind in kinds for head in phrases("place_heads", "head", kind=kind)} | {"huyện", "quận"}
    lasts = frozenset(head.split()[-1] for head in heads)
    return tuple(f"{sign}{head} " for head in heads for sign in (" ", "\n", "(", "“", '"', "-", "/")), lasts


@cache
def _surnames() -> frozenset[str]:
    return phrases("surnames", "surname")


@cache
def _longer() -> tuple[str, ...]:
    return tuple(sorted(phrases("longer_names", "name")))


def is_person(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the name from `start` to `end` is the end of a personal name, or an age follows it."""
    if folded[end : end + 2] == " (" and _AGE.match(folded, end):
        return True
    if text[start - 1 : start] != " ":
        return False
    words = text[max(0, start - 24) : start].split()
    if (
        not words
        or not words[-1][0].isupper()
        or words[-1][-1] in ",;)"
        or (words[-1].isupper() and not text[start:end].isupper())
    ):
        return False
    if placed(words[-1].lower()) in _surnames():
        return True
    return len(words) > 1 and words[-2][0].isupper() and placed(words[-2].lower()) in _surnames()


def names_another(
    text: str, folded: str, start: int, end: int, in_list: bool, person: bool, is_named_person: bool
) -> bool:
    """Whether the name of a province from `start` to `end` stands for something else there; `person` is what
    :func:`is_person` says of this place, `is_named_person` whether it says so of the name elsewhere."""
    name = folded[start:end]
    if name == "hồ chí minh":
        return not (in_list or folded.endswith(_CITY, 0, start))
    if folded.startswith(_longer(), start):
        return True
    if person:
        return True
    located = folded.endswith(_PLACED, 0, start)
    if (is_named_person or name == "huế") and not (located or in_list):
        return True
    if name == "sài gòn" and _NEXT.match(text, end):
        return True
    if in_list:
        return False
    if _is_headed(folded, start):
        return True
    return _is_part_of_a_name(text, start)


def _is_part_of_a_name(text: str, start: int) -> bool:
    """Whether the word before is a proper name that the name continues: `Sông Lam Nghệ An`, `Becamex Bình Dương`."""
    if text[start - 1 : start] != " ":
        return False
    at = max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
    word = text[at : start - 1].lstrip("(“\"'‘")
    at = start - 1 - len(word)
    if not word or not word[0].isupper() or not word[-1].isalnum() or placed(word.lower()) in _PHRASE_HEADS:
        return False
    if word.isupper() and len(word) > 1:
        return False  # UBND, TAND, GD-ĐT
    if _BODY.search(text, max(0, start - 44), start):
        return False
    first = at == 0 or text[at - 1] in "\n\"“‘'" or text[max(0, at - 2) : at] in (". ", ": ", "! ", "? ", "- ", "– ")
    return not first


def _is_headed(folded: str, start: int) -> bool:
    """Whether a word stands before that makes the name that of a river, a street, a company or a person."""
    heads, lasts = _not_before()
    words = folded[max(0, start - 10) : start].split()
    if not words or words[-1].lstrip("([“\"'/-") not in lasts:
        return False
    if folded.endswith(compounds(), 0, start):
        return False
    return folded.endswith(heads, 0, start) or (start < 16 and f" {folded[:start]}" in heads)


@cache
def compounds() -> tuple[str, ...]:
    """The words, each with a space, that end like a word that introduces a name: `yêu cầu` is no bridge."""
    return tuple(f"{word} " for word in phrases("not_heads", "word"))


def stands_in_list(folded: str, last: int, start: int) -> bool:
    """Whether only the signs of a list stand between a province that ends at `last` and a name at `start`."""
    return start - last < 44 and bool(_LIST.fullmatch(folded, last, start))
