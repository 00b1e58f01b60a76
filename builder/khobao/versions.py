"""What changed between two releases, and the version that this needs.

The rule is that of Croissant 1.1 for data: patch for the same records in another form, minor for records or columns
that are added, major for a record that is changed, removed or moved, or a column that is removed or retyped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from khobao.errors import PromiseError

_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


@dataclass(frozen=True, order=True)
class Version:
    """``major.minor.patch``."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def bumped(self, part: str) -> Version:
        """The next version after a change of `part`: ``major``, ``minor`` or ``patch``."""
        if part == "major":
            return Version(self.major + 1, 0, 0)
        if part == "minor":
            return replace(self, minor=self.minor + 1, patch=0)
        return replace(self, patch=self.patch + 1)


FIRST = Version(1, 0, 0)


def parse_version(text: str) -> Version | None:
    """The version that `text` writes, or None."""
    match = _VERSION.fullmatch(text)
    return Version(*map(int, match.groups())) if match else None


def next_version(previous: Version | None, part: str | None, declared: Version | None, path: str) -> Version:
    """The version of the next release: `declared` if it is large enough, else the smallest that the change needs.

    `part` is the part of `previous` that has to rise. Raises :class:`PromiseError`, at `path`, when `declared` is too
    small.
    """
    needed = previous.bumped(part or "patch") if previous else FIRST
    if declared is None:
        return needed
    if previous and declared < needed:
        message = f"{declared} is too small: after {previous}, the change needs {needed}"
        raise PromiseError("version/too-small", message, path)
    return declared


class Entry(NamedTuple):
    """What the ledger holds of an article: the digest of its records and its split."""

    digest: str
    split: str


@dataclass(frozen=True)
class Difference:
    """Ids added, removed, changed and moved, and columns (``table.path: type``) added and lost; all sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    columns_added: tuple[str, ...]
    columns_lost: tuple[str, ...]

    @property
    def part(self) -> str | None:
        """The part of the version that has to rise; None when the data are the same."""
        if self.removed or self.changed or self.moved or self.columns_lost:
            return "major"
        return "minor" if self.added or self.columns_added else None


def compare(
    old: Mapping[str, Entry], new: Mapping[str, Entry], old_columns: frozenset[str], new_columns: frozenset[str]
) -> Difference:
    """What changed from `old` to `new`, both by id.

    Digests have to be taken over what both have columns for: a new column alone changes no record.
    """
    both = sorted(old.keys() & new.keys())
    lost = old_columns - new_columns
    return Difference(
        added=tuple(sorted(new.keys() - old.keys())),
        removed=tuple(sorted(old.keys() - new.keys())),
        changed=tuple(identity for identity in both if old[identity].digest != new[identity].digest),
        moved=tuple(identity for identity in both if old[identity].split != new[identity].split),
        columns_added=tuple(sorted(new_columns - old_columns)),
        columns_lost=tuple(sorted(lost)),
    )
