"""Which line is the headline, where the model saw none or took the name of the site for one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from khobao.structure.bylines import is_desk
from khobao.structure.lines import Line
from khobao.structure.phrases import phrases
from khobao.structure.zones import TEXT, TITLE_WORDS, Decision

#: What stands between the items of a menu.
_BARS = re.compile(r" ?[|•·] ")
#: Where a sentence ends and another begins.
_SENTENCES = re.compile(r"[a-zà-ỹ][.?!…] [A-ZĐÀ-Ỹ]")
#: Punctuation around a word.
_SIGNS = ".,:;!?…\"'“”‘’()[]"
#: Words of the beginning of a paragraph that was broken into lines, at least.
_OPENS_WORDS = 8
#: The share of its words that a headline has in common with the text at least; lines of menus have a quarter at most.
_SAID = 0.4


def is_menu(line: Line) -> bool:
    """Whether a line lists the rubrics of a site, as no headline does."""
    return len(_BARS.findall(line.text)) > 1


def free_sentences(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """A headline does not begin in mid-sentence, as the first line of a page that was cut does, nor end as a sentence
    in lower case or what announces a list does; what goes on with a headline may."""
    before = None
    for index, (kind, _) in enumerate(kinds):
        if kind == "title" and before not in ("title", "section"):
            line = lines[index]
            ends = line.text[-1] in ".:" and not line.trails_off and not line.text.isupper()
            ends = ends and not (index + 1 < len(kinds) and kinds[index + 1][0] == "dateline")
            if ends or line.text[0].islower():
                kind = "body"
                kinds[index] = kind, "words.sentence"
        before = kind


def find_title(lines: Sequence[Line], kinds: list[Decision]) -> None:
    """Where the model saw no headline: one by its place, or the line above the text that says most of what the text
    says. Such a line also replaces the name of an office above it, which is that of the site."""
    text = next((index for index, (kind, _) in enumerate(kinds) if kind in TEXT), None)
    if text is None:
        return
    titles = [index for index, (kind, _) in enumerate(kinds) if kind == "title"]
    if titles and _is_glued(lines, titles[0]):
        kinds[titles[0]] = "section", "company.title"
        kinds[titles[0] + 1] = "title", "company.title"
        return
    if titles and titles[0] and _is_glued(lines, titles[0] - 1):
        kinds[titles[0] - 1] = "section", "company.title"
    _free_text(lines, kinds, titles)
    if titles and not (titles[0] < text and _names_office(lines[titles[0]])):
        return
    if not titles and (head := _head_by_place(lines, kinds, text)):
        kinds[head] = [("title", "company.title")] * (head.stop - head.start)
        return
    said = _content(line for line, (kind, _) in zip(lines, kinds, strict=True) if kind in TEXT)
    below = range(titles[0] + 1 if titles else 0, text)
    shares = {index: _share_said(lines[index], said) for index in below if _may_head(lines[index])}
    ranked = sorted(shares, key=lambda index: (shares[index], index), reverse=True)
    best = next((index for index in ranked if shares[index] >= _SAID and not _is_other(lines[index])), None)
    if best is not None:
        for index in titles:
            kinds[index] = "boilerplate", "company.title"
        kinds[best] = "title", "company.title"


def _free_text(lines: Sequence[Line], kinds: list[Decision], titles: Sequence[int]) -> None:
    """What the model took for a further headline opens the paragraph below if that goes on in small letters; below the
    date or the names it is a paragraph too, unless it opens as captions do."""
    for index in titles[1:]:
        if index - 1 in titles or index + 1 == len(lines) or kinds[index + 1][0] not in TEXT:
            continue
        line, signed = lines[index], {kind for kind, _ in kinds[titles[0] : index]} & {"dateline", "byline"}
        repeats = line.key in lines[titles[0]].key or lines[titles[0]].key in line.key
        goes_on = lines[index + 1].text[0].islower()
        if not repeats and line.n_words >= _OPENS_WORDS and (signed or goes_on):
            kinds[index] = ("caption" if line.opens_caption and not goes_on else "body"), "company.title"


def _is_glued(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a path with the headline glued to its end: the line below is that headline alone."""
    if index + 1 == len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return below.n_words >= 4 and len(below.text) < len(line.text) and line.text.endswith(below.text)


def _head_by_place(lines: Sequence[Line], kinds: Sequence[Decision], text: int) -> slice | None:
    """The line right above the dateline, one that is printed twice above the text, or the first of the text if it reads
    as a headline and a paragraph follows."""
    for index, (line, below) in enumerate(itertools.pairwise(lines[: text + 2])):
        if line.furniture or line.dateline or not 2 <= line.n_words <= TITLE_WORDS:
            continue
        twice = index < text and line.key == below.key
        dated = index < text and kinds[index + 1][0] == "dateline"
        heads = index == text and kinds[index + 1][0] in TEXT and _heads(line, below)
        if twice or ((dated or heads) and line.n_words >= 4 and not line.byline):
            return slice(index, index + 1 + twice)
    return None


def _names_office(line: Line) -> bool:
    """Whether a line is the name of an office and says nothing of it: all capitals, or hardly a small word."""
    words = line.text.split()
    return is_desk(line.text) and sum(word[0].islower() for word in words) <= len(words) // 4


def _may_head(line: Line) -> bool:
    """Whether a line far above the text can be the headline by its form: neither prose nor a menu."""
    if line.bullet or not 4 <= line.n_words <= TITLE_WORDS or line.text[-1] in ".:":
        return False
    return not _BARS.search(line.text) and not _SENTENCES.search(line.text)


def _is_other(line: Line) -> bool:
    """Whether the words of a line say that it is something else: furniture, names, a date, a credit."""
    return bool(line.furniture or line.photo_credit or line.dateline or line.byline)


def _content(lines: Iterable[Line]) -> frozenset[str]:
    """The words of lines, folded, without those that any text is full of."""
    words = {word.strip(_SIGNS) for line in lines for word in line.folded.split()}
    return frozenset(words.difference(phrases("prose")["function"], ("",)))


def _share_said(line: Line, said: frozenset[str]) -> float:
    """The share of the content words of a line that are among those `said`; 0 if it has fewer than three."""
    words = _content([line])
    return len(words & said) / len(words) if len(words) > 2 else 0.0


def _heads(line: Line, below: Line) -> bool:
    """Whether a line can be the headline of the paragraph below: a question, what does not end as a sentence, or all
    capitals; not one with a list mark, as the first question of an interview has."""
    if line.bullet:
        return False
    if line.text.isupper():
        return below.is_prose
    return not line.is_prose and (line.text[-1] in "?!" or (below.is_prose and not line.stops))
