"""What can go wrong, and what it is called.

A problem in the data is a value, an :class:`Issue`. A problem of the run is an exception::

    KhobaoError
    ├── UsageError        exit 2   the call or the settings are wrong
    ├── UnavailableError  exit 3   an input or output cannot be reached
    └── PromiseError      exit 4   going on would break a promise made by an earlier release

Every issue and every exception carries a code ``area/name``. A code never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from khobao.codes import CODES, level_of


class ExitCode(IntEnum):
    """How the command ended."""

    CLEAN = 0
    DATA = 1
    USAGE = 2
    UNAVAILABLE = 3
    PROMISE = 4
    BUG = 70


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file: line and column count from 1, columns in code points."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Issue:
    """One problem in the data. Issues sort by place, then by pointer, code and message.

    `length` is how many code points of its line it concerns, from the column on; 0 when that is not known. `eased` says
    that whoever runs the command takes it for a warning.
    """

    where: Location
    pointer: str
    code: str
    message: str
    length: int = 0
    eased: bool = False

    @property
    def level(self) -> str:
        """The one of :data:`LEVELS` at which it is found."""
        return level_of(self.code)

    @property
    def severity(self) -> str:
        """``error`` or ``warning``."""
        return "warning" if self.eased else CODES[self.code].severity

    @property
    def hint(self) -> str:
        """How to mend it."""
        return CODES[self.code].hint

    @property
    def is_error(self) -> bool:
        """Whether it keeps the record out of a release."""
        return self.severity == "error"

    def below(self, folder: str) -> Issue:
        """The same issue with its path seen from outside `folder`."""
        if folder in ("", "."):
            return self
        return replace(self, where=replace(self.where, path=f"{folder.rstrip('/')}/{self.where.path}"))

    def as_record(self) -> dict[str, Any]:
        """The issue as a record of ``issue.schema.json``."""
        return {
            "path": self.where.path,
            "line": self.where.line,
            "column": self.where.column,
            "length": self.length,
            "pointer": self.pointer,
            "code": self.code,
            "level": self.level,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
        }


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether any of `issues` keeps its record out of a release."""
    return any(issue.is_error for issue in issues)


def is_failure(issues: Iterable[Issue], level: str) -> bool:
    """Whether one of `issues` is at or above the severity `level`: ``error``, ``warning``, or ``never``, above all."""
    return level != "never" and any(issue.is_error or level == "warning" for issue in issues)


class KhobaoError(Exception):
    """A problem of the run, at a place. Survives pickling, so that a worker can raise it."""

    exit_code = ExitCode.BUG

    def __init__(self, code: str, message: str, path: str, line: int = 1, column: int = 1) -> None:
        super().__init__(code, message, path, line, column)
        self.issue = Issue(Location(path, line, column), "", code, message)


class UsageError(KhobaoError):
    """The call or the settings are wrong."""

    exit_code = ExitCode.USAGE


class UnavailableError(KhobaoError):
    """An input or output cannot be reached."""

    exit_code = ExitCode.UNAVAILABLE


class PromiseError(KhobaoError):
    """Going on would break a promise made by an earlier release."""

    exit_code = ExitCode.PROMISE
