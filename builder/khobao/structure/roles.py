"""What each line of a page is, decided over the page as a whole.

The page is read in zones: the head down to the first paragraph, the run of the article, the foot from the line that
closes it. Every decision carries the name of the rule that made it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khobao.structure.bylines import Byline, is_name, read_byline
from khobao.structure.lines import Line
from khobao.structure.times import Stamp

#: What a span can be: the enum of ``page.schema.json``.
KINDS = (
    "title", "section", "dateline", "byline", "lead", "body", "caption", "related", "tag", "boilerplate", "empty",
)  # fmt: skip

#: A headline has at most this many words; longer lines of the head are paragraphs.
TITLE_WORDS = 40
#: Words that may stand with a date on its line without making it a sentence.
_DATE_WORDS = re.compile(
    r"\b(?:ngày|đăng|phát hành|xuất bản|cập|nhật|nhập|lần cuối|gửi|lúc|vào|hồi|bởi|thời gian|viết|tạo|thứ|posted|on|at"
    r"|published|updated?|date|by|admin|administrator|gmt|lượt|xem|đọc|đã|số|views?|tháng|năm|in)\b|[\W\d_]+"
)


@dataclass(frozen=True)
class Role:
    """What a line, or the part of it between the offsets `start` and `end` of the page text, is, and by which rule."""

    kind: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Dateline:
    """A line that states when the page was published, with the byline that may share it."""

    stamp: Stamp
    byline: Byline | None
    byline_start: int
    byline_first: bool


def read_dateline(line: Line) -> Dateline | None:
    """The dateline that `line` is, or None when the date on it belongs to a sentence."""
    if line.stamp is None:
        return None
    before, after = _around(line.text, line.stamp)
    left, right = _strip_date_words(before), _strip_date_words(after)
    if not left and not right:
        return Dateline(line.stamp, None, 0, False)
    rest, first = (before, True) if left and not right else (after, False)
    if left and right:
        return None
    name = _trim(rest)
    byline = read_byline(name)
    if byline is None or not (byline.authors or byline.source_credit):
        return None
    return Dateline(line.stamp, byline, line.text.index(name), first)


def _around(text: str, stamp: Stamp) -> tuple[str, str]:
    return text[: stamp.start], text[stamp.end :]


def _strip_date_words(rest: str) -> str:
    from khobao.text import fold

    return _DATE_WORDS.sub(" ", fold(rest)).strip()


def _trim(rest: str) -> str:
    return rest.strip(" |-–—,:;•()")


def find_body(lines: Sequence[Line]) -> tuple[int, int]:
    """Index of the first paragraph of the article and of the line after its run; ``(n, n)`` when there is none."""
    first = next((index for index, line in enumerate(lines) if _is_paragraph(line)), len(lines))
    last = first
    for index in range(first, len(lines)):
        line = lines[index]
        if line.furniture and line.furniture.partition(".")[0] in ("closing", "related", "tags"):
            if not _resumes(lines, index):
                break
        elif _closes_by_name(lines, index):
            last = index
            break
        elif (
            line.is_prose
            or (line.text and _has_prose_after(lines, index))
            or (line.text and line.furniture is None and index - last <= 3)
        ):
            last = index
    return first, min(last + 1, len(lines))


def _is_paragraph(line: Line) -> bool:
    return line.is_prose and line.furniture is None and read_dateline(line) is None and not line.bullet


def _resumes(lines: Sequence[Line], index: int) -> bool:
    """Whether a related heading at `index` is a link inside the article: paragraphs follow soon after it."""
    kind = lines[index].furniture or ""
    if not kind.startswith("related") or lines[index].key == "":
        return False
    following = [line for line in lines[index + 1 :] if line.text][:6]
    return sum(line.is_prose and not line.trails_off for line in following) >= 2 and following[0].is_prose


def _closes_by_name(lines: Sequence[Line], index: int) -> bool:
    """Whether the author's name at `index` ends the article: no paragraph follows but teasers."""
    byline = lines[index].byline
    if byline is None or not (byline.labelled or all(is_name(name) for name in byline.authors)):
        return False
    following = [line for line in lines[index + 1 :] if line.text]
    return not any(line.is_prose and not line.trails_off and line.n_words >= 30 for line in following[:3])


def _has_prose_after(lines: Sequence[Line], index: int) -> bool:
    for line in lines[index + 1 : index + 12]:
        if line.furniture and line.furniture.partition(".")[0] in ("closing", "related", "tags"):
            return False
        if line.is_prose:
            return True
    return False


def assign_roles(lines: Sequence[Line]) -> list[Role]:
    """One role or more for each of `lines`, in order; together they cover every line."""
    first, after = find_body(lines)
    roles = _read_head(lines, first)
    roles += _read_run(lines, first, after)
    roles += _read_foot(lines, after)
    return roles


def _role(line: Line, kind: str, rule: str) -> Role:
    return Role(kind, line.start, line.end, rule)


def _dateline_roles(line: Line, dateline: Dateline, rule: str) -> list[Role]:
    if dateline.byline is None:
        return [_role(line, "dateline", rule)]
    cut = line.start + (dateline.stamp.start if dateline.byline_first else dateline.byline_start)
    kinds = ("byline", "dateline") if dateline.byline_first else ("dateline", "byline")
    return [Role(kinds[0], line.start, cut, rule), Role(kinds[1], cut, line.end, rule)]


def _read_head(lines: Sequence[Line], first: int) -> list[Role]:
    title = _find_title(lines, first)
    roles: list[Role] = []
    for index, line in enumerate(lines[:first]):
        dateline = read_dateline(line)
        if not line.text:
            roles.append(_role(line, "empty", "empty"))
        elif line.furniture:
            roles.append(_role(line, "boilerplate", f"head.{line.furniture}"))
        elif title is not None and (index == title or line.key == lines[title].key):
            roles.append(_role(line, "title", "head.title"))
        elif dateline is not None:
            roles += _dateline_roles(line, dateline, "head.dateline")
        elif line.byline is not None and (title is None or index > title):
            roles.append(_role(line, "byline", "head.byline"))
        elif title is not None and index < title and line.n_words <= 8 and index == _last_text(lines, title):
            roles.append(_role(line, "section", "head.section"))
        elif title is not None and index > title and line.stops:
            roles.append(_role(line, "body", "head.sentence"))
        elif title is not None and index > title and line.opens_caption:
            roles.append(_role(line, "caption", "head.caption"))
        else:
            roles.append(_role(line, "boilerplate", "head.other"))
    return roles


def _last_text(lines: Sequence[Line], before: int) -> int:
    return next((index for index in range(before - 1, -1, -1) if lines[index].text), -1)


def _find_title(lines: Sequence[Line], first: int) -> int | None:
    """The headline: of the lines above the first paragraph that can be one, the longest of the last three."""
    candidates = [
        index
        for index, line in enumerate(lines[:first])
        if line.text
        and 3 <= line.n_words <= TITLE_WORDS
        and line.furniture is None
        and read_dateline(line) is None
        and not (line.byline and (line.byline.labelled or index > 0))
        and not line.photo_credit
    ]
    if not candidates or first == len(lines):
        return None
    return max(candidates[-3:], key=lambda index: (lines[index].n_words >= 6, -index))


def _read_run(lines: Sequence[Line], first: int, after: int) -> list[Role]:
    roles: list[Role] = []
    previous_caption = False
    for index in range(first, after):
        line = lines[index]
        if not line.text:
            roles.append(_role(line, "empty", "empty"))
            continue
        kind, rule = _run_kind(lines, index, first, after, previous_caption)
        previous_caption = kind == "caption"
        if kind == "dateline" and (dateline := read_dateline(line)):
            roles += _dateline_roles(line, dateline, rule)
        else:
            roles.append(_role(line, kind, rule))
    return roles


def _run_kind(lines: Sequence[Line], index: int, first: int, after: int, previous_caption: bool) -> tuple[str, str]:
    line = lines[index]
    if index == first:
        return "lead", "run.first"
    if line.furniture:
        kind = "related" if line.furniture.startswith("related") else "boilerplate"
        return kind, f"run.{line.furniture}"
    if any(line.key == earlier.key for earlier in lines[:first] if earlier.text):
        return "caption", "run.repeats-head"
    if read_dateline(line) is not None:
        return "dateline", "run.dateline"
    if line.byline is not None and (line.byline.labelled or index == after - 1 or not _has_prose_after(lines, index)):
        return "byline", "run.byline"
    if line.photo_credit and not line.is_prose:
        return "caption", "run.photo-credit"
    if not line.stops and line.n_words <= 45 and (line.opens_caption or previous_caption):
        return "caption", "run.caption"
    return "body", "run.paragraph"


def _read_foot(lines: Sequence[Line], after: int) -> list[Role]:
    roles: list[Role] = []
    listing, started = False, False
    for index in range(after, len(lines)):
        line = lines[index]
        table = (line.furniture or "").partition(".")[0]
        byline = line.byline
        if not line.text:
            roles.append(_role(line, "empty", "empty"))
        elif table == "related":
            listing = True
            kind = "related" if _next_is_item(lines, index) or ":" in line.text.rstrip(":") else "boilerplate"
            roles.append(_role(line, kind, f"foot.{line.furniture}"))
        elif table == "tags":
            kind = "tag" if line.text.partition(":")[2].strip() else "boilerplate"
            roles.append(_role(line, kind, f"foot.{line.furniture}"))
        elif table in ("closing", "furniture"):
            listing = False
            roles.append(_role(line, "boilerplate", f"foot.{line.furniture}"))
        elif not started and byline is not None:
            roles.append(_role(line, "byline", "foot.byline"))
            continue
        elif listing or line.n_words >= 5 or line.bullet:
            roles.append(_role(line, "related", "foot.item"))
        else:
            roles.append(_role(line, "boilerplate", "foot.other"))
        started = started or bool(line.text)
    return roles


def _next_is_item(lines: Sequence[Line], index: int) -> bool:
    following = next((line for line in lines[index + 1 :] if line.text), None)
    return following is not None and following.furniture is None and following.n_words >= 4
