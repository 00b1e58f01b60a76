"""Do the paragraphs of the text make one article?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from khobao.checks.findings import Found, limited

#: Words, that is syllables, from which a text counts as an article.
WORDS = 30
#: Text from this length on, in code points, is not counted: it has more words, and more than one sentence.
_LONG = 500
_SENTENCE_END = re.compile(r"[.!?…][”\"’)\]]*(?=\s+[\"“‘(\[–-]?\s?[^\W\d_a-z]|\s*\n|\s*$)")
#: The shortest paragraph whose repetition means something, in code points; shorter ones are credits and stars.
_REPEATED = 40
#: From so many teasers on, and from this share of the paragraphs, a text is a list of them. A teaser is shorter than
#: `_TEASER` code points.
_TEASERS, _SHARE, _TEASER = 4, 0.5, 400
_CUTS = (
    "…", "...", "[…]", "(…)", "[...]", "(...)", "Xem thêm", "xem thêm", "Xem tiếp", "xem tiếp", "Đọc tiếp", "đọc tiếp",
    "Chi tiết", "chi tiết",
)  # fmt: skip


@limited
def check_paragraphs(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether the text is long enough for an article, repeats no paragraph, and is no list of teasers."""
    text = article["text"]
    if len(text) < _LONG and (fault := _short(text)):
        yield Found("text", "sense/short-text", fault, 0, len(text))
    seen: dict[str, int] = {}
    start = cut = 0
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs, start=1):
        length = len(paragraph)
        if length >= _REPEATED and (first := seen.setdefault(paragraph, number)) != number:
            message = f"paragraph {number} repeats paragraph {first}"
            yield Found("text", "sense/repeated-paragraph", message, start, start + length)
        elif length < _TEASER and paragraph.rstrip(" »>›").endswith(_CUTS):
            cut += 1
        start += length + 1
    if cut >= _TEASERS and cut >= _SHARE * len(paragraphs):
        message = f"{cut} of {len(paragraphs)} paragraphs end in the middle, as teasers do"
        yield Found("text", "sense/teasers", message)


def _short(text: str) -> str | None:
    words = len(text.split())
    if words < WORDS:
        return f"the text has {words} words"
    return "the text is a single sentence" if len(_SENTENCE_END.findall(text)) < 2 and "\n" not in text else None
