"""Why each code matters and how to mend what it finds: one TOML file an area, one table a code.

Severity, level and hint of a code stand in :data:`khobao.codes.CODES` alone.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Explanation:
    """A code in full: why it matters, in a few sentences; an example that has it and one that just passes, lines of a
    file or commands; the steps that mend it."""

    code: str
    why: str
    bad: str
    good: str
    mend: tuple[str, ...]


def explain(code: str) -> Explanation:
    """The explanation of `code`. Raises KeyError if it has none."""
    area, _, name = code.partition("/")
    table = _read(area)[name]
    return Explanation(code, table["why"], table["bad"].strip("\n"), table["good"].strip("\n"), tuple(table["mend"]))


def describe_area(area: str) -> str:
    """What the codes of `area` are about, in one line."""
    return str(_read(area)["about"])


@functools.cache
def _read(area: str) -> dict[str, Any]:
    try:
        return tomllib.loads((files(__package__) / f"{area}.toml").read_text("utf-8"))
    except FileNotFoundError as error:
        raise KeyError(area) from error
