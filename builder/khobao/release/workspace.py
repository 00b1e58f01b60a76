"""Where a build works, and what it keeps for the next.

The stage of the last build is kept. Its rows are found again by the bytes of their page, so that only new and changed
pages are structured; it counts only for the very builder that wrote it, and only while no byte of it has changed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import orjson

from khobao.errors import UnavailableError

_KEPT = ".khobao"
_INDEX = "index.json"


@contextlib.contextmanager
def working(out: Path) -> Iterator[Path]:
    """A new folder in `out` for the stage of a build; gone when the block ends, however it ends.

    One build at a time works in `out`; what a killed one left there is removed. Raises :class:`UnavailableError`.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            for left in (*out.glob(".stage-*"), *out.glob(".*.partial")):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=".stage-", dir=out, ignore_cleanup_errors=True) as folder:
                yield Path(folder)
    except OSError as error:
        raise UnavailableError(
            "write/failed", error.strerror or str(error), error.filename or out.as_posix()
        ) from error


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process; the system lets go of it when the process ends, even when it is killed."""
    try:
        import fcntl
    except ImportError:  # Windows has no lock on folders
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        message = "another build is writing here"
        raise UnavailableError("write/locked", message, folder.as_posix()) from error
    else:
        yield
    finally:
        os.close(handle)


def keep(stage: Path, root: Path) -> None:
    """Keep the files of the folder `stage` for the next build of the dataset in `root`, in place of what was kept
    before. A dataset that cannot be written to keeps nothing."""
    checksums = {path.name: _checksum(path) for path in sorted(stage.iterdir()) if path.is_file()}
    index = orjson.dumps({"builder": builder_digest(), "files": checksums})
    # Named by its content, so that one who reads the one before does not find another in its place.
    folder = root / _KEPT / hashlib.sha256(index).hexdigest()[:16]
    with contextlib.suppress(OSError):
        shutil.rmtree(root / _KEPT, ignore_errors=True)
        folder.mkdir(parents=True)
        (root / _KEPT / ".gitignore").write_text("*\n", "ascii")
        for name in checksums:
            shutil.move(stage / name, folder / name)
        (folder / _INDEX).write_bytes(index)


def kept(root: Path) -> Path | None:
    """The folder with the stage of the last build of the dataset in `root`, if it is whole and of this builder."""
    for path in sorted((root / _KEPT).glob(f"*/{_INDEX}")):
        try:
            index = orjson.loads(path.read_bytes())
            whole = all(_checksum(path.parent / name) == value for name, value in index["files"].items())
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            continue
        if whole and index["builder"] == builder_digest():
            return path.parent
    return None


def _checksum(path: Path) -> int:
    """CRC-32 of a file: what was kept is to be told from what a failing disk or a hand made of it, not from forgery."""
    from isal import isal_zlib

    checksum = 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            checksum = isal_zlib.crc32(block, checksum)
    return checksum


@functools.cache
def builder_digest() -> str:
    """SHA-256 over the code, the word lists, the models and the schemas of khobao: two builders with the same digest
    make the same of a page."""
    digest = hashlib.sha256()
    for package in ("khobao", "khobao.schema"):
        for name, content in sorted(_contents(files(package), package)):
            digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for below in folder.iterdir():
        inside = f"{name}/{below.name}"
        # The schemas lie in the package when it is installed, and beside it in a checkout: they count once.
        if below.is_dir() and inside != "khobao/schema":
            yield from _contents(below, inside)
        elif below.name.endswith((".py", ".toml", ".json")):
            yield inside, below.read_bytes()
