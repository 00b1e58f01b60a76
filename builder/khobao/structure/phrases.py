"""The furniture of a news page, recognised by its words."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from khobao.text import fold

_OUTER = re.compile(r"^[\W_]+|[\W_]+$")
_COUNTER = re.compile(r" ?[(\[]?(?<![\w.,])\d[\d.,]{0,15}[)\]]?$")


@functools.cache
def phrases(table: str) -> dict[str, tuple[str, ...]]:
    """The lists of one table of ``phrases.toml``, folded."""
    tables = tomllib.loads(files("khobao.structure").joinpath("phrases.toml").read_text("utf-8"))
    return {name: tuple(fold(phrase) for phrase in listed) for name, listed in tables[table].items()}


@functools.cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for table in ("furniture", "tags", "related", "closing"):
        for name, listed in phrases(table).items():
            kinds.update(dict.fromkeys(map(core, listed), f"{table}.{name}"))
    return kinds


def core(line: str) -> str:
    """`line` folded, without outer punctuation and without a counter at its end: ``Bình luận (12)`` → ``bình luận``."""
    return _strip(fold(line))


def _strip(folded: str) -> str:
    return _OUTER.sub("", _COUNTER.sub("", _OUTER.sub("", folded)))


def furniture_kind(line: str) -> str | None:
    """Which furniture the whole `line` is, as ``table.list`` of ``phrases.toml``; None when it is none.

    A heading may stand before a colon with the first item behind it.
    """
    kinds = _kinds()
    folded = fold(line)
    if (kind := kinds.get(_strip(folded))) is not None:
        return kind
    head, colon, _ = folded.partition(":")
    if colon and len(head) <= 40:
        kind = kinds.get(_strip(head))
        if kind is not None and kind.partition(".")[0] in ("related", "tags"):
            return kind
    return None
