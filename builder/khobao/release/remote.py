"""Releases that lie elsewhere: at an address that fsspec understands, such as ``s3://`` or ``hf://``."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from khobao.errors import UnavailableError, UsageError


@contextlib.contextmanager
def local(reference: str) -> Iterator[Path]:
    """The folder `reference`, or a copy of what lies at that address, which is gone when the block ends.

    Raises :class:`UsageError` where fsspec is not installed, :class:`UnavailableError` for what cannot be fetched.
    """
    if "://" not in reference:
        yield Path(reference)
        return
    try:
        import fsspec
    except ImportError as error:
        raise UsageError("source/remote", "addresses need fsspec", reference) from error
    with tempfile.TemporaryDirectory(prefix="khobao-") as folder:
        name = reference.rstrip("/").rpartition("/")[2]
        try:
            files, path = fsspec.core.url_to_fs(reference)
            files.get(path.rstrip("/"), f"{folder}/{name}", recursive=True)
        except Exception as error:  # each file system raises its own
            raise UnavailableError("source/unreadable", f"{type(error).__name__}: {error}", reference) from error
        yield Path(folder, name)
