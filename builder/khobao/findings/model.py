"""The findings of one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from khobao.errors import Issue
from khobao.text import counted


@dataclass(frozen=True)
class Findings:
    """What was found in what was read.

    `issues` are sorted; `read` says how many files, or records of them, were read; `files` are the names of these
    files, sorted, where the command knows them. `private` gives the places of values that nothing may show, column and
    length, by path and line: those of all issues, also of hidden ones. Without `lines`, no file is looked at again.
    """

    issues: tuple[Issue, ...]
    read: int = 0
    files: tuple[str, ...] = ()
    private: Mapping[tuple[str, int], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    lines: bool = True

    @property
    def errors(self) -> int:
        """How many of the issues are errors."""
        return sum(issue.is_error for issue in self.issues)

    @property
    def warnings(self) -> int:
        """How many of the issues are warnings."""
        return len(self.issues) - self.errors

    def only(self, issues: Iterable[Issue]) -> Findings:
        """The same with `issues` in place of all."""
        return replace(self, issues=tuple(sorted(issues)))

    def summary(self) -> str:
        """How many files were read and what was found, in one line."""
        found = f"{counted(self.errors, 'error')}, {counted(self.warnings, 'warning')}"
        return f"{counted(self.read, 'file')}, {found}"


def collect(issues: Iterable[Issue], read: int = 0, files: Iterable[str] = (), lines: bool = True) -> Findings:
    """`issues` in order, as findings in `files` or in `read` records."""
    ordered = tuple(sorted(map(_encodable, issues)))
    private: dict[tuple[str, int], tuple[tuple[int, int], ...]] = {}
    for issue in ordered:
        if issue.code.startswith("private/"):
            place = (issue.where.path, issue.where.line)
            private[place] = (*private.get(place, ()), (issue.where.column, issue.length))
    names = tuple(sorted(map(_replaced, files)))
    return Findings(ordered, read or len(names), names, private, lines)


def _encodable(issue: Issue) -> Issue:
    where = replace(issue.where, path=_replaced(issue.where.path))
    message, pointer = _replaced(issue.message), _replaced(issue.pointer)
    return replace(issue, where=where, message=message, pointer=pointer)


def _replaced(text: str) -> str:
    """`text` with surrogates, which names of files and JSON escapes can hold and UTF-8 cannot, as escapes."""
    return text if text.isascii() else text.encode("utf-8", errors="backslashreplace").decode()
