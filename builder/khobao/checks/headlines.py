"""Is the title a headline?"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from khobao.checks.findings import Found
from khobao.structure.phrases import core, furniture_kind
from khobao.text import fold

_ELLIPSIS = re.compile(r" ?(?:…|\.{2,5}|\[…\]|\[\.{3}\])$")
#: Words of a title that a text repeats by chance, at most.
_CHANCE = 4


@functools.cache
def _words(name: str) -> frozenset[str]:
    """A list of ``headlines.toml``, folded."""
    lists = tomllib.loads(files("khobao.checks").joinpath("headlines.toml").read_text("utf-8"))
    return frozenset(map(fold, lists[name]))


def check_title(article: Mapping[str, Any]) -> Iterator[Found]:
    """Whether the title is neither a rubric nor the newspaper's name, and is whole."""
    title = article["title"]
    if title is None:
        return
    bare = core(title)
    if len(bare) <= 40 and (bare in _words("rubrics") or _is_section(bare, article["section"])):
        yield Found("title", "sense/title-rubric", "the title is a rubric, not a headline", 0, len(title))
    elif len(bare) <= 40 and furniture_kind(fold(title), bare):
        yield Found("title", "sense/title-rubric", "the title is furniture of the page, not a headline", 0, len(title))
    elif article["outlet"] and bare == core(article["outlet"]):
        yield Found("title", "sense/title-outlet", "the title is the name of the newspaper", 0, len(title))
    elif (end := _cut(title, article["text"])) is not None:
        yield Found("title", "sense/title-cut", "the title is cut", end, len(title))


def _is_section(bare: str, section: str | None) -> bool:
    return section is not None and bare in map(core, section.split(" > "))


def _cut(title: str, text: str) -> int | None:
    """Where the end of a cut `title` begins: a word that wants another, or an ellipsis in place of what `text` says."""
    if title[-1] in ",;([{“‘":
        return len(title) - 1
    if mark := _ELLIPSIS.search(title, max(0, len(title) - 6)):
        stem = title[: mark.start()]
        at = text.find(stem) if stem.count(" ") >= _CHANCE else -1
        goes_on = at >= 0 and text[at + len(stem) : at + len(stem) + 2].strip()[:1].isalnum()
        return mark.start() if goes_on else None
    last = title[title.rfind(" ") + 1 :]
    return len(title) - len(last) if " " in title and last.islower() and fold(last) in _words("unfinished") else None
