"""Is a release what its manifest says, byte for byte?"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from khobao.errors import Issue, Location
from khobao.release.manifest import NAME, read_manifest


def verify_release(folder: Path) -> list[Issue]:
    """What is wrong with the release in `folder`; nothing when it is intact. Sizes are compared before digests.

    Raises :class:`khobao.errors.UnavailableError` when there is no manifest.
    """
    manifest = read_manifest(folder)
    if isinstance(manifest, Issue):
        return [manifest]
    listed = {file["path"]: file for file in manifest["files"]}
    issues = list(_extra(folder, {*listed, NAME}))
    for path, file in listed.items():
        if message := _differs(folder / path, file["bytes"], file["sha256"]):
            issues.append(Issue(Location(path), "", *message))
    return sorted(issues)


def _extra(folder: Path, known: set[str]) -> Iterator[Issue]:
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*names, *links]:
            path = Path(parent, name).relative_to(folder).as_posix()
            if path not in known:
                yield Issue(Location(path), "", "release/extra", "the manifest does not list this file")


def _differs(path: Path, size: int, sha256: str) -> tuple[str, str] | None:
    if path.is_symlink() or not path.is_file():
        return "release/missing", "the manifest lists this file and it is not here"
    if (actual := path.stat().st_size) != size:
        return "release/truncated", f"the file has {actual:,} bytes, the manifest says {size:,}"
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            return "release/changed", "the bytes differ from those that were released"
    return None
