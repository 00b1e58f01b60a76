"""Which findings whoever runs the command wants to see, and which to take for warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from khobao.codes import AREAS, CODES, can_be_silenced, level_of, nearest
from khobao.errors import Issue
from khobao.findings.model import Findings


@dataclass(frozen=True)
class Selection:
    """Names of codes and of areas of codes: `select` shows only these, or all if it is empty; `ignore` hides; `warn`
    takes errors for warnings."""

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    warn: Collection[str] = ()

    def of(self, findings: Findings) -> Findings:
        """What is left of `findings`."""
        return findings.only(self._left(findings.issues))

    def _left(self, issues: Iterable[Issue]) -> Iterator[Issue]:
        for issue in issues:
            if (self.select and not _named(issue, self.select)) or _named(issue, self.ignore):
                continue
            yield replace(issue, eased=True) if issue.is_error and _named(issue, self.warn) else issue


def _named(issue: Issue, names: Collection[str]) -> bool:
    return issue.code in names or issue.code.partition("/")[0] in names


def read_names(text: str) -> tuple[str, ...]:
    """The codes and areas that `text` lists with commas. Raises ValueError for a name that is none, with those that are
    near to it."""
    names = tuple(name for part in text.split(",") if (name := part.strip()))
    for name in names:
        if name not in CODES and name not in AREAS:
            raise ValueError(f"there is no code and no area {name!r}{nearest(name)}")
    if not names:
        raise ValueError("no code is named")
    return names


def read_silenceable(text: str) -> tuple[str, ...]:
    """The same, of codes that a person may overrule. Raises ValueError for others."""
    names = read_names(text)
    for name in names:
        for code in sorted(CODES):
            if name in (code, code.partition("/")[0]) and not can_be_silenced(code):
                raise ValueError(f"{name} cannot be overruled: {_why_not(code)}")
    return names


def _why_not(code: str) -> str:
    if code.startswith("corpus/"):
        return "no dataset can be built of two records with one id"
    return f"it is of the level {level_of(code)}, and no dataset can be built of records that fail there"
