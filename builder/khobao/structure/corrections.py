"""What the words and the company of a line leave no doubt about, whatever the model made of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from khobao.structure.headlines import find_title, free_sentences, is_menu
from khobao.structure.lines import Line
from khobao.structure.phrases import phrases
from khobao.structure.signatures import find_dateline, find_names, find_source
from khobao.structure.tags import correct_by_tags
from khobao.structure.zones import TEXT, TITLE_WORDS, Decision

_HASHTAGS = re.compile(r"(?:#\S+\s*)+")
#: The link behind a teaser.
_GOES_ON = re.compile(r"(?:\.\.\.|…|\.|\]) ?(?:xem chi tiết|xem tiếp|xem thêm|đọc tiếp|đọc thêm|read more)\W*\Z")
_LINK_LENGTH = 24
_LINK = re.compile(r"^(?:>>|»|>>>|→)\s*\S")
_IMAGE_FILE = re.compile(r"\A[\w\-. ()]{1,80}\.(?:jpe?g|png|gif|webp|bmp)\Z")
#: Verbs with which text gives what somebody said; a caption shows that somebody speaks: phát biểu, trả lời, trò chuyện.
_SAYS = re.compile(r"\b(?:cho biết|cho hay|cho rằng|nói rằng|khẳng định|nhận định|thừa nhận|tiết lộ)\b")
_LINKED = (*TEXT, "caption")
_SIGNED = ("byline", "dateline", "tag", "boilerplate")
#: What a notice of the site may be taken for.
_TAKEN = (*_LINKED, "related", "title")
_ENDS = ("closing.comments", "closing.rating", "closing.cookies", "closing.licence")
#: Most words of a keyword.
_KEYWORD_WORDS = 5
#: By these rules a line is the name of a picture. The first paragraph may stand right below one.
_PICTURE_NAMES = ("words.alt-text", "words.image-file")
#: Most words of a caption that nothing marks, and of a photo credit on its own line.
_CAPTION_WORDS, _CREDIT_WORDS = 30, 7
#: List marks of links; a quotation opens with the same dash, and ends as a sentence.
_DASHES = "-–—•*+›»>"
#: A credit behind what the picture shows; `Chùm ảnh:` opens a headline.
_CREDITED = re.compile(r"(?<!\A)(?<!chùm )(?<!bộ )(?<!loạt )\bảnh:")
#: Words of a headline at least.
_LINK_WORDS = 7


def decide(lines: Sequence[Line], predicted: Sequence[str], tags: Mapping[int, frozenset[str]]) -> list[Decision]:
    """The role of each line and its rule: what the model predicted, corrected where words or tags are decisive.

    `tags` are by the offset at which their line starts.
    """
    kinds = [_by_words(line, kind) for line, kind in zip(lines, predicted, strict=True)]
    correct_by_tags(lines, kinds, tags)
    if any(line.furniture for line in lines):
        _continue_tags(lines, kinds)
        _end_at_comments(lines, kinds)
    _head_lists(lines, kinds)
    _continue_dates(lines, kinds)
    _continue_credits(lines, kinds)
    _caption_alone(lines, kinds)
    _caption_gallery(lines, kinds)
    find_dateline(lines, kinds)
    free_sentences(lines, kinds)
    _link_headlines(lines, kinds)
    find_title(lines, kinds)
    find_names(lines, kinds)
    find_source(lines, kinds)
    _find_lead(kinds)
    return kinds


def _by_words(line: Line, predicted: str) -> Decision:
    text = line.text
    if text[0] == "#" and _HASHTAGS.fullmatch(text):
        return "tag", "words.hashtags"
    if line.furniture:
        table = line.furniture.partition(".")[0]
        if table == "tags":
            return ("tag" if line.key != line.folded.strip(" :") or predicted == "tag" else "boilerplate"), "words.tags"
        if table in ("closing", "furniture"):
            return "boilerplate", f"words.{line.furniture}"
        if table == "related" and predicted not in ("related", "boilerplate"):
            return "related", f"words.{line.furniture}"
    if predicted in _TAKEN and not line.furniture and line.core.startswith(phrases("notices")["openings"]):
        return "boilerplate", "words.notice"
    if predicted in _LINKED and _GOES_ON.search(line.folded, max(0, len(line.folded) - _LINK_LENGTH)):
        return "related", "words.goes-on"
    if text[0] in ">»→" and predicted in _LINKED and _LINK.match(text):
        return "related", "words.link"
    if text[-1].isalpha() and _IMAGE_FILE.match(line.folded):
        return "caption", "words.image-file"
    if predicted in _TAKEN and line.folded.startswith(phrases("captions")["pointers"]):
        return "caption", "words.pointer"
    if predicted in TEXT and line.photo_credit and not line.is_prose:
        return "caption", "words.photo-credit"
    if predicted == "caption" and line.stops and not line.photo_credit and _SAYS.search(line.folded):
        return "body", "words.saying"
    if predicted == "title" and line.photo_credit and (line.text[-1] == ")" or _CREDITED.search(line.folded)):
        return "caption", "words.photo-credit"
    if predicted == "title" and is_menu(line):
        return "boilerplate", "words.menu"
    return predicted, "model"


def _continue_tags(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Short lines below a keyword heading are keywords."""
    inside = False
    for index, line in enumerate(lines):
        if (line.furniture or "").startswith("tags") and (inside or kinds[index][0] == "tag"):
            inside = True
        elif inside and _can_be_keyword(line):
            kinds[index] = "tag", "company.tags"
        else:
            inside = False


def _can_be_keyword(line: Line) -> bool:
    """Whether a line below a keyword heading can be a keyword: short, and no button."""
    if line.n_words > _KEYWORD_WORDS or line.stops or line.furniture or line.stamp:
        return False
    return not line.folded.startswith(phrases("notices")["buttons"])


def _end_at_comments(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Below a comment box, a rating or a cookie bar, with most of the text above it, stands no text of the article."""
    words = [line.n_words if kind in TEXT else 0 for line, (kind, _) in zip(lines, kinds, strict=True)]
    for index, line in enumerate(lines):
        if line.furniture in _ENDS and sum(words[:index]) > sum(words[index:]):
            for below in range(index, len(lines)):
                if kinds[below][0] in TEXT:
                    kinds[below] = "related", "company.comments"
            return


def _head_lists(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """What names a list of other stories belongs to it; a button with the same words has no list below."""
    for index, line in enumerate(lines[:-1]):
        heads = kinds[index][0] == "boilerplate" and kinds[index + 1][0] == "related"
        if heads and (furniture := line.furniture or "").startswith("related"):
            kinds[index] = "related", f"words.{furniture}"


def _continue_dates(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A date below a line that breaks off before one, `… số 31, ngày`, goes on with its sentence."""
    for index in range(1, len(lines)):
        above = kinds[index - 1][0]
        breaks_off = above != "title" and lines[index - 1].folded.endswith((" ngày", " tháng", " năm"))
        if kinds[index][0] == "dateline" and breaks_off:
            kinds[index] = above if above in TEXT else "body", "company.sentence"


def _continue_credits(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """The name below a caption that breaks off at `Ảnh:` is that of the photographer."""
    for index in range(1, len(lines)):
        if kinds[index][0] == "byline" and lines[index - 1].folded.endswith("ảnh:"):
            kinds[index] = "caption", "company.credit"


def _caption_alone(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """What the model took for text and is short shows what a picture shows if a photo credit alone or the name of the
    picture stands beside it; a line without capitals and tone marks, where others have them, is such a name."""
    marked = any(not line.text.isascii() for line in lines)
    first = next((index for index, (kind, _) in enumerate(kinds) if kind in TEXT), None)
    for index, line in enumerate(lines):
        if kinds[index][0] not in TEXT or line.n_words > _CAPTION_WORDS or _SAYS.search(line.folded):
            continue
        if index + 1 < len(lines) and _credits_alone(lines[index + 1]):
            kinds[index] = "caption", "company.credit"
        elif marked and line.n_words > 1 and line.text.isascii() and line.text.islower() and not line.stops:
            kinds[index] = "caption", "words.alt-text"
        elif index and not (line.is_prose and index == first) and kinds[index - 1][1] in _PICTURE_NAMES:
            kinds[index] = "caption", "company.picture"


def _caption_gallery(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Behind `Một số hình ảnh tại buổi lễ:` stand pictures, up to a paragraph or to what the site adds."""
    galleries = phrases("captions")["galleries"]
    inside = False
    for index, line in enumerate(lines):
        if line.folded.startswith(galleries) and not line.is_prose and line.text[-1] not in ".!?":
            inside = True
        elif line.furniture or line.is_prose or line.n_words > _CAPTION_WORDS or kinds[index][0] in _SIGNED:
            inside = False
        if inside and kinds[index][0] in (*TEXT, "related"):
            kinds[index] = "caption", "company.gallery"


def _credits_alone(line: Line) -> bool:
    return line.n_words <= _CREDIT_WORDS and line.folded.startswith(phrases("captions")["credit_openings"])


def _link_headlines(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Items among the paragraphs that read as headlines are links to other stories: a list of the text is announced by
    what ends in a colon, and its items end as sentences or with a semicolon, or are short."""
    for items in _runs(lines):
        above = lines[items[0] - 1] if items[0] else None
        announced = above is None or above.text[-1] == ":" or not above.is_prose
        headlines = all(not lines[at].stops and _LINK_WORDS <= lines[at].n_words <= TITLE_WORDS for at in items)
        if not announced and headlines:
            for at in items:
                if kinds[at][0] in TEXT:
                    kinds[at] = "related", "company.headlines"


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """The places of the items of each run of lines with a list mark."""
    groups = itertools.groupby(range(len(lines)), key=lambda at: lines[at].bullet and lines[at].text[0] in _DASHES)
    return [list(places) for marked, places in groups if marked]


def _find_lead(kinds: list[Decision]) -> None:
    """The first paragraph is the lead, the others are body."""
    opened = False
    for index, (kind, rule) in enumerate(kinds):
        if kind in TEXT:
            if kind != (said := "body" if opened else "lead"):
                kinds[index] = said, rule
            opened = True
