"""Who issued a document: the body whose name stands at an offset, as far as its name goes."""

from __future__ import annotations

import re
from functools import cache

from khobao.annotate.letters import UPPER, alternatives, pattern
from khobao.annotate.tables import table
from khobao.text import fold

_LOCAL = pattern(
    r"(?:(?:phó )?chủ tịch |ban thường vụ |btv |thường trực |ban chấp hành |bch |văn phòng |ban tổ chức |ban "
    r"tuyên giáo "
    r"|ban dân vận |ban nội chính |ủy ban kiểm tra |ban cán sự đảng |đảng đoàn )*"
    r"(?:tỉnh ủy|thành ủy|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd|tỉnh đoàn"
    r"|thành đoàn|ủy ban mttq(?: việt nam)?)\b"
    r"(?: (?:khối|các cơ quan|cơ quan|(?:và |- )?doanh nghiệp|tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường"
    r"|thị trấn|"
    r"quân sự|công an)(?!\w))*"
)
_GENERIC = pattern(
    r"(?:bộ|sở|cục|tổng cục|chi cục|ban|tòa án|viện kiểm sát|hội đồng|liên đoàn|ủy ban|công an|quân khu|đại hội|hội|"
    r"bảo hiểm xã hội|tổng công ty|tập đoàn|trường|thanh tra)(?= )"
)
_STOP = pattern(
    r"[,.;:()“”\"\n/]| (?:về|ngày|đã|là|quy định|tại|năm|trong|nhằm|cho|có|được|thực hiện|ban hành|và "
    r"(?=[^\W\d_]+ (?:của|số))"
    r"|khóa|để|do|khi|với|theo|từ|sẽ|này|cũng|nêu|thì|yêu cầu|gửi|phê duyệt|hướng dẫn|đối với|bắt đầu|trước|sau"
    r"|cùng)(?!\w)"
)
_NAME = pattern(rf" [{UPPER}]\w*(?: [{UPPER}]\w*){{0,3}}(?: [-–] [{UPPER}]\w* [{UPPER}]\w*)?")
_JOIN = pattern(r"(?:,| và|;) (?=bộ )")
#: How long the name of a body is at most.
_LONGEST = 80


@cache
def _central() -> re.Pattern[str]:
    forms = [form for row in table("central_bodies") for form in (row["name"], *row["forms"].split("|")) if form]
    forms += [form for row in table("ministries") for form in (row["name"], row["name"].replace(" - ", " – "))]
    return pattern(f"{alternatives(map(fold, forms))}(?!\\w)")


@cache
def canonical_bodies() -> dict[str, str]:
    """The canonical name of central bodies by each folded form of it."""
    return {
        fold(form): row["name"]
        for row in table("central_bodies")
        for form in (row["name"], *row["forms"].split("|"))
        if form
    } | {fold(row["name"]): row["name"] for row in table("ministries")}


def issuer_end(text: str, folded: str, start: int) -> int | None:
    """Where the name of the body that starts at `start` ends; None when no body is named there."""
    if found := _central().match(folded, start):
        end = found.end()
        while (join := _JOIN.match(folded, end)) and (more := _central().match(folded, join.end())):
            end = more.end()  # a joint circular
        return end
    if local := _LOCAL.match(folded, start):
        name = _NAME.match(text, local.end())
        return name.end() if name else local.end()
    if _GENERIC.match(folded, start):
        stop = _STOP.search(folded, start, start + _LONGEST)
        return stop.start() if stop else min(len(text), start + _LONGEST) if len(text) <= start + _LONGEST else None
    return None
