"""What stands at and below the paths of a run, and what of it cannot be contributed.

A path that the user names may be a link; what is found below one, or by a pattern, may not. Nothing but regular files
is opened. Names have to work on every system: the characters and device names are those of Windows ("Naming Files,
Paths, and Namespaces"), the length is that of the usual file systems, and names that differ by case or normal form
alone are one name on some (Unicode Standard, section 3.13, canonical caseless matching).
"""

from __future__ import annotations

import fnmatch
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from khobao.errors import UnavailableError

#: Longest name of a file or folder, in bytes; largest Git LFS pointer, in bytes, by its specification.
MAX_NAME, MAX_POINTER = 255, 1024
_POINTER = b"version https://git-lfs"
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}
                     | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"})  # fmt: skip
_RESERVED = frozenset('<>:"|?*\\')
#: Controls, format and bidirectional marks, bytes that are no UTF-8, line and paragraph separators.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_WILD = ("*", "?", "[")


@dataclass(frozen=True)
class Entry:
    """A file at `path`, called `name` in everything that khobao writes; `fault` is an issue code and a message if it
    cannot be contributed, and then it may be a folder or anything else."""

    path: str
    name: str
    fault: tuple[str, str] | None = None


def entries(patterns: Iterable[str], root: str = "") -> Iterator[Entry]:
    """What stands at and below `patterns`, which are files, folders or patterns of them, seen from the folder `root`.

    Hidden files are passed over. Raises :class:`UnavailableError` for a path that does not exist or a folder that
    cannot be read.
    """
    for pattern in patterns:
        for path, given in _expand(root, pattern):
            yield from _at(os.path.join(root, path), readable(Path(path).as_posix()), given)


def beside(path: str, name: str) -> Entry | None:
    """The file at `path` if anything stands there, as one that is found."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return Entry(path, name, _name_fault(name) or _fault(path, status))


def readable(name: str) -> str:
    """`name` with escapes for bytes that are no UTF-8, so that it can be written down."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _expand(root: str, pattern: str) -> Iterator[tuple[str, bool]]:
    """The paths that `pattern` names, and whether the user named them himself: if it has no wildcard or exists as it is
    written."""
    if not any(sign in pattern for sign in _WILD) or os.path.lexists(os.path.join(root, pattern)):
        yield pattern, True
        return
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if any(sign in part for sign in _WILD))
    found = sorted(set(_match(root, os.path.join("", *parts[:fixed]), parts[fixed:])))
    yield from ((path, False) for path in found) if found else [(pattern, True)]


def _match(root: str, folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    """The paths below `folder` that match `parts`; a link is matched, never followed."""
    waiting = [(folder, parts)]
    while waiting:
        above, (part, *rest) = waiting.pop()
        if part == "**" and rest:
            waiting.append((above, tuple(rest)))
        for entry in _list(os.path.join(root, above) or "."):
            inside = entry.is_dir(follow_symlinks=False)
            path = os.path.join(above, entry.name)
            link = entry.is_symlink() and entry.is_dir()
            if part == "**":
                if inside:
                    waiting.append((path, (part, *rest)))
                if link or not rest:
                    yield path
            elif fnmatch.fnmatchcase(entry.name, part):
                if rest and inside:
                    waiting.append((path, tuple(rest)))
                elif link or not rest:
                    yield path


def _list(folder: str) -> list[os.DirEntry[str]]:
    """What stands in `folder` and is not hidden; nothing if it is no folder."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except (NotADirectoryError, FileNotFoundError):
        return []
    except OSError as error:
        raise UnavailableError("source/unreadable", error.strerror or str(error), readable(folder)) from error


def _at(full: str, name: str, given: bool) -> Iterator[Entry]:
    try:
        status = os.stat(full) if given else os.lstat(full)
    except (OSError, ValueError) as error:
        raise UnavailableError("source/missing", "there is no such file or folder", readable(full)) from error
    if stat.S_ISDIR(status.st_mode):
        yield from _below(full, name)
    else:
        yield Entry(full, name, _name_fault(name) or _fault(full, status))


def _below(full: str, name: str) -> Iterator[Entry]:
    """What stands below a folder, which the user named: only the folders in it can be submodules."""
    waiting = [(full, name)]
    while waiting:
        folder, above = waiting.pop()
        if folder != full and os.path.lexists(os.path.join(folder, ".git")):
            yield Entry(folder, above, ("file/submodule", "the folder is a repository of its own"))
            continue
        seen: dict[str, str] = {}
        for entry in _list(folder):
            inside = (Path(above) / readable(entry.name)).as_posix()
            fault = _clash(entry.name, seen) or _name_fault(entry.name)
            if fault:
                yield Entry(entry.path, inside, fault)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, inside))
            else:
                yield Entry(entry.path, inside, _fault(entry.path, entry.stat(follow_symlinks=False)))


def _clash(name: str, seen: dict[str, str]) -> tuple[str, str] | None:
    """Whether `name` is one of `seen` on some system; if not, it is added to them."""
    caseless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
    if (other := seen.setdefault(caseless, name)) == name:
        return None
    return "file/name-clash", f"{readable(other)!r} beside it is the same name on some systems"


def _name_fault(name: str) -> tuple[str, str] | None:
    """Why the last part of `name` does not work on every system."""
    name = name.rpartition("/")[2]
    message = None
    if bad := next((sign for sign in name if sign in _RESERVED or unicodedata.category(sign) in _UNSEEN), None):
        message = f"the name has the character U+{ord(bad):04X}"
    elif name.endswith((".", " ")) and name not in (".", ".."):
        message = "the name ends with a dot or a space"
    elif name.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        message = "the name is that of a device on Windows"
    elif (size := len(os.fsencode(name))) > MAX_NAME:
        message = f"the name has {size} bytes; most systems take {MAX_NAME}"
    return ("file/name-unsafe", message) if message else None


def _fault(path: str, status: os.stat_result) -> tuple[str, str] | None:
    """Why the file at `path` cannot be contributed, whatever its name."""
    if stat.S_ISLNK(status.st_mode):
        return "file/symlink", "the file is a symbolic link"
    if not stat.S_ISREG(status.st_mode):
        return "file/not-regular", "this is a pipe, a socket or a device, not a file"
    if os.name == "posix" and status.st_mode & 0o111:
        return "file/executable", "the file is marked as a program"
    if len(_POINTER) <= status.st_size < MAX_POINTER and _starts_as_pointer(path):
        return "file/lfs-pointer", "the file is a pointer of Git LFS; what it points to is not here"
    return None


def _starts_as_pointer(path: str) -> bool:
    try:
        with open(path, "rb") as stream:
            return stream.read(len(_POINTER)) == _POINTER
    except OSError:
        return False  # whoever reads it reports that
