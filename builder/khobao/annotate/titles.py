"""Laws, codes, ordinances, constitutions and statutes, which are cited by title."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from khobao.annotate.letters import UPPER, pattern
from khobao.annotate.reading import Passage
from khobao.annotate.tables import phrases

_ANCHORS = ("luật ", "pháp lệnh ", "hiến pháp ", "điều lệ đảng", "cương lĩnh ")
_YEAR = pattern(
    r",? ?\(?(?:năm )?(?P<y>(?:19|20)\d\d)(?![\d/.,]\d|\d)\)?(?: ?\(?sửa đổi(?:, bổ sung)?\)?)?| ?\(sửa đổi\)| sửa đổi"
)
_NUMBER = pattern(r"(?:,? số )(?=\d+/\d{4}/)")
#: After these words `luật` is a body, a subject or a draft.
_NO_LAW = ("công ty ", "văn phòng ", "đại học ", "khoa ", "ngành ", "trường ", "hãng ", "viện ", "cử nhân ", "thạc sĩ ",
           "tiến sĩ ", "học ", "dự thảo ", "dự án ", "câu lạc bộ ", "hội ", "báo ", "nhà ", "tâm ", "đạo ", "dự ",
            "hàng ")  # fmt: skip
#: A title that the table lacks is known by the year after it.
_UNKNOWN = pattern(r"[^\W\d_]+(?:,? [^\W\d_]+){1,8}?(?= (?:năm )?(?:19|20)\d\d(?!\d))")
_TREATY = pattern(r"công ước [\w ]{0,40}$")
_CAPITAL = pattern(f"[{UPPER}]")


@cache
def _titles() -> re.Pattern[str]:
    return pattern(
        "(?:" + "|".join(map(_loose, sorted(phrases("law_titles", "title"), key=len, reverse=True))) + r")(?!\w)"
    )


def _loose(title: str) -> str:
    return re.escape(title).replace(",", ",?")


def find_titles(passage: Passage) -> list[dict[str, Any]]:
    """What each citation by title in `passage` says, as the fields of a citation."""
    folded, found = passage.folded, []
    for anchor in _ANCHORS:
        at = folded.find(anchor)
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                said = _law(passage, at, anchor) if anchor in _ANCHORS[:2] else _charter(passage, at, anchor)
                if said:
                    found.append(said)
            at = folded.find(anchor, at + len(anchor))
    return found


def _law(passage: Passage, at: int, anchor: str) -> dict[str, Any] | None:
    text, folded = passage.text, passage.folded
    code = folded.endswith("bộ ", 0, at) and anchor == "luật "
    start, begin = (at - 3 if code else at), at + len(anchor)
    if folded.endswith(_NO_LAW, 0, start) or _TREATY.search(folded, max(0, start - 60), start):
        return None
    title = _titles().match(folded, begin)
    capital = bool(_CAPITAL.match(text, begin))
    if title and (code or capital or _CAPITAL.match(text, at)):
        end = title.end()
    elif capital and (unknown := _UNKNOWN.match(folded, begin)):
        end = unknown.end()
    else:
        return None
    kind = ("Bộ luật" if code else "Luật") if anchor == "luật " else "Pháp lệnh"
    return _with_year(passage, start, end, kind, folded[begin:end])


def _charter(passage: Passage, at: int, anchor: str) -> dict[str, Any] | None:
    text, folded = passage.text, passage.folded
    if anchor == "điều lệ đảng":
        if text[at + len("điều lệ ")] != "Đ" or folded.startswith(" ủy", at + len(anchor)):
            return None
        return _with_year(passage, at, at + len(anchor), "Điều lệ", "điều lệ đảng")
    end = at + len(anchor) - 1
    year = _YEAR.match(folded, end)
    if not year or not year["y"] or not _CAPITAL.match(text, at):
        return None
    return _with_year(passage, at, end, "Hiến pháp" if anchor == "hiến pháp " else "Cương lĩnh", anchor.strip())


def _with_year(passage: Passage, start: int, end: int, kind: str, title: str) -> dict[str, Any]:
    """The citation with the year and the number of the act, if they follow its title."""
    from khobao.annotate.symbols import SYMBOL

    number = None
    year = _YEAR.match(passage.folded, end)
    end = year.end() if year else end
    if (head := _NUMBER.match(passage.folded, end)) and (symbol := SYMBOL.match(passage.text, head.end())):
        number, end = symbol.group(), symbol.end()
    key = f"{title} {year['y']}" if year and year["y"] else None
    return {"start": start, "end": end, "type": kind, "number": number, "key": key}
