"""What an event is about, as its sentence states it."""

from __future__ import annotations

import re

from khobao.annotate.letters import pattern
from khobao.annotate.reading import Passage

_QUOTED = re.compile(r"[“\"](?P<theme>[^”\"\n]{8,300})[”\"]")
_THEME = pattern(r"(?:với |về )?(?:chủ đề|chuyên đề|khẩu hiệu|với tên gọi) ?:? ?$")
_OCCASION = pattern(r"(?<!\w)nhân (?:dịp )?(?P<what>(?:kỷ niệm|ngày|lễ|tết|dịp)[^.;\n]{4,200}|kỷ niệm[^.;\n]{4,200})")
_AGENDA = pattern(
    r"(?:với nội dung(?: trọng tâm| chính)?(?: là)?|nhằm|để|(?:hội nghị|đại hội|kỳ họp|phiên họp|hội thảo|buổi làm"
    r" việc)(?: đã| cũng)?(?: tập trung| cùng)?) (?P<what>(?:đánh giá|nhìn lại|thảo luận|bàn|cho ý kiến|xem xét|nghe"
    r"|triển khai|sơ kết|tổng kết|thông qua|trao đổi|kiểm điểm)[^.\n]{8,300})"
)


def read_topic(passage: Passage, start: int, end: int) -> tuple[str | None, str | None]:
    """The topic of the event whose name ends at `start` and its sentence at `end`, and its kind: theme in quotes,
    occasion, or agenda, whichever the sentence states; the agenda also from the next sentences."""
    for match in _QUOTED.finditer(passage.text, start, end):
        if _THEME.search(passage.folded[max(0, match.start() - 30) : match.start()]):
            return match["theme"].strip(), "theme"
    for kind, stated in (
        ("occasion", _OCCASION.search(passage.folded, start, end)),
        ("agenda", _AGENDA.search(passage.folded, start)),
    ):
        if stated:
            return passage.text[stated.start("what") : stated.end("what")].strip(" ,"), kind
    return None, None
