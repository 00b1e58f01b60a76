"""Documents that are cited by the plenum or the congress that adopted them, not by a number of their own.

In `Nghị quyết Trung ương 4 khóa XII` the 4 is the plenum of the Central Committee within its term.
"""

from __future__ import annotations

from typing import Any

from khobao.annotate.letters import pattern
from khobao.annotate.ordinals import read_ordinal
from khobao.annotate.reading import Passage

_ANCHORS = ("nghị quyết", "kết luận")
_KINDS = r"(?:nghị quyết|kết luận|quy định|chỉ thị)"
_TERM = r"(?:[ivxl]+|\d{1,2})"
_NTH = r"(?:(?:mười )?[^\W\d_]+|\d{1,2})"
_PLENUM = pattern(
    rf"(?P<kinds>{_KINDS}(?P<more>(?:,| và|, và|-) ?{_KINDS}){{0,4}})(?P<of> của)?(?P<held> (?:các )?hội nghị)?"
    rf"(?: lần thứ (?P<first>{_NTH}))?(?: của)?(?: ban chấp hành| bch)?,? (?:trung ương|tw|t\.ư|t\.w|tư)(?: đảng)?"
    rf"(?: lần thứ (?P<second>{_NTH}))?(?: (?P<plenums>\d{{1,2}}(?:(?:, ?| và )\d{{1,2}}){{0,9}})(?![\d/%.-]))?"
    rf",? ?\(?(?:đảng )?(?:khóa (?P<terms>{_TERM}(?:(?:, ?| và )(?:khóa )?{_TERM}){{0,9}})\b\)?)?"
)
_CONGRESS = pattern(
    rf"(?:nghị quyết|nq)(?: của)? (?P<name>đại hội(?: [^\W\d_]+){{0,12}}?(?: lần thứ| khóa| lần)? "
    rf"(?P<n>{_TERM})\b(?: của đảng)?)"
    r"(?:,? nhiệm kỳ \d{4} ?[-–] ?\d{4})?"
)
_NATIONAL = pattern(
    r"đại hội(?: đảng)?(?: đại biểu)?(?: đảng)?(?: toàn quốc)?(?: lần thứ| khóa| lần)? \w+(?: của đảng)?"
)
_LIST = pattern(r", ?| và ")


def find_sessions(passage: Passage) -> list[dict[str, Any]]:
    """What each citation of a plenum or a congress in `passage` says, as the fields of a citation."""
    folded, found = passage.folded, []
    for anchor in _ANCHORS:
        start = folded.find(anchor)
        while start >= 0:
            said = _plenum(passage, start) or _congress(passage, start)
            if said:
                found.append(said)
            start = folded.find(anchor, start + len(anchor))
    return found


def _plenum(passage: Passage, start: int) -> dict[str, Any] | None:
    match = _PLENUM.match(passage.folded, start)
    if not match:
        return None
    nth = match["first"] or match["second"]
    numbers: list[int | None] = [int(part) for part in _LIST.split(match["plenums"] or "") if part]
    if not numbers and nth:
        numbers = [read_ordinal(nth)]
    if not numbers or None in numbers:
        return None
    end = match.end() - len(match.group()) + len(match.group().rstrip(" ,("))
    if match["terms"] is None:  # what belongs to the term alone is no part of the phrase
        end = match.end("plenums") if match["plenums"] else match.end("second") if match["second"] else end
    terms = [read_ordinal(part.replace("khóa ", "")) for part in _LIST.split(match["terms"])] if match["terms"] else []
    text = passage.text
    kind = text[start].upper() + match["kinds"][1:].split(",")[0].split(" và")[0].split("-")[0]
    group = bool(match["more"]) or (len(numbers) > 1 and bool(match["of"]))
    several = len(numbers) * max(1, len(terms)) > 1 and not group
    printed = [part.replace("khóa ", "").upper() for part in _LIST.split(match["terms"])] if match["terms"] else [""]
    members = [f"{kind} Trung ương {one} khóa {term}".removesuffix(" khóa ") for term in printed for one in numbers]
    return {
        "start": start, "end": end, "type": kind, "issuer": "Ban Chấp hành Trung ương", "group": group,
        "key": "hội nghị trung ương " + "+".join(str(one) for one in numbers),
        "term": terms[0] if len(terms) == 1 else None, "members": tuple(members) if several else (),
    }  # fmt: skip


def _congress(passage: Passage, start: int) -> dict[str, Any] | None:
    match = _CONGRESS.match(passage.folded, start)
    if not match or not (printed := passage.text[match.start("n") : match.end("n")]).isupper() | printed.isdigit():
        return None
    national = bool(_NATIONAL.fullmatch(match["name"]))
    return {
        "start": start, "end": match.end(),
         "type": passage.text[start].upper() + passage.folded[start + 1 : start + 10],
        "issuer": passage.text[match.start("name") : match.end("name")],
        "key": "đại hội toàn quốc" if national else None, "term": read_ordinal(printed) if national else None,
    }  # fmt: skip
