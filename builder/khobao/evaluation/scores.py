"""Counts of what was given right, wrongly and not at all."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any


@dataclass
class Score:
    """Counts of one kind of thing: right, invented or wrong (`false`), missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 1.0 when nothing was given."""
        given = self.right + self.false
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was given; 1.0 when nothing is there."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1.0 when nothing is there and nothing was given."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0

    def as_record(self) -> dict[str, Any]:
        """Counts and rates, for JSON."""
        rates = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {"right": self.right, "false": self.false, "missed": self.missed, **rates}

    def add(self, gold: Set[Any], given: Set[Any]) -> None:
        """Count the values that both have, those given wrongly, and those missed."""
        self.right += len(gold & given)
        self.false += len(given - gold)
        self.missed += len(gold - given)
