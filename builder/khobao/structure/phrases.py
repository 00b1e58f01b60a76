"""The furniture of a news page, recognised by its words."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from khobao.text import fold

_COUNTER = re.compile(r" ?[(\[]?(?<![\w.,])\d[\d.,]{0,15}[)\]]?$")
#: The longest match of the pattern above.
_COUNTER_LENGTH = 19


@functools.cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("khobao.structure").joinpath("phrases.toml").read_text("utf-8"))


@functools.cache
def phrases(table: str) -> dict[str, tuple[str, ...]]:
    """The lists of one table of ``phrases.toml``, folded."""
    return {name: tuple(fold(phrase) for phrase in listed) for name, listed in _tables()[table].items()}


@functools.cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for table in ("furniture", "tags", "related", "closing"):
        for name, listed in phrases(table).items():
            kinds.update(dict.fromkeys(map(core, listed), f"{table}.{name}"))
    return kinds


def core(line: str) -> str:
    """`line` folded, without outer punctuation and without a counter at its end: ``Bình luận (12)`` → ``bình luận``."""
    return core_of_folded(fold(line))


def core_of_folded(folded: str) -> str:
    """What :func:`core` gives for a line that is folded already."""
    if folded[:1].isalnum() and folded[-1].isalpha():
        return folded
    if folded[:1].isalnum() and folded[-2:-1].isalpha() and not folded[-1].isalnum():
        return folded[:-1]  # as most paragraphs end
    bare = _bare(folded)
    if not bare[-1:].isdecimal() or not (counter := _COUNTER.search(bare, max(0, len(bare) - _COUNTER_LENGTH))):
        return bare
    return _bare(bare[: counter.start()])


def _bare(folded: str) -> str:
    """`folded` from its first letter or digit to its last."""
    start, end = 0, len(folded)
    while end and not folded[end - 1].isalnum():
        end -= 1
    while start < end and not folded[start].isalnum():
        start += 1
    return folded[start:end]


def furniture_kind(folded: str, core: str) -> str | None:
    """Which furniture the whole line is, as ``table.list`` of ``phrases.toml``; None when it is none. The line is given
    `folded`, and its `core`.

    A heading may stand before a colon with the first item behind it.
    """
    kinds = _kinds()
    if (kind := kinds.get(core)) is not None:
        return kind
    colon = folded.find(":", 0, 41)
    if colon >= 0:
        kind = kinds.get(core_of_folded(folded[:colon]))
        if kind is not None and kind.partition(".")[0] in ("related", "tags"):
            return kind
    return None
