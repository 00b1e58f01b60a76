"""The word lists of the annotation layer: files of comma-separated values in `lexicon/`, with a header and a source."""

from __future__ import annotations

import csv
import os.path
from collections.abc import Mapping
from functools import cache

from khobao.text import fold


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `lexicon/NAME.csv`, in order."""
    with open(os.path.join(os.path.dirname(__file__), "lexicon", f"{name}.csv"), encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def phrases(name: str, column: str, **where: str) -> frozenset[str]:
    """The folded values of `column`, of the rows whose other columns are as `where` says."""
    return frozenset(fold(row[column]) for row in table(name) if all(row[key] == value for key, value in where.items()))
