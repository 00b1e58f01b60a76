"""Is a release what its manifest says, byte for byte, and does it keep what the one before promised?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from khobao.errors import Issue, Location
from khobao.release.ledger import NAME as LEDGER
from khobao.release.manifest import NAME, read_manifest
from khobao.release.write import file_sha256
from khobao.versions import parse_version

if TYPE_CHECKING:
    from khobao.release.difference import Changes
    from khobao.release.opened import Release


def verify_release(folder: Path) -> list[Issue]:
    """What is wrong with the release in `folder`; nothing when it is intact. Sizes are compared before digests.

    Raises :class:`khobao.errors.UnavailableError` when there is no manifest.
    """
    manifest = read_manifest(folder)
    if isinstance(manifest, Issue):
        return [manifest]
    listed = {file["path"]: file for file in manifest["files"]}
    issues = [*_extra(folder, {*listed, NAME}), *_rolled_back(folder, manifest["version"])]
    for path, file in listed.items():
        if message := _differs(folder / path, file["bytes"], file["sha256"]):
            issues.append(Issue(Location(path), "", *message))
    if any(issue.code in ("release/changed", "release/truncated") for issue in issues):
        known = _known_files(folder)
        issues = [_name_origin(folder, issue, known) for issue in issues]
    return sorted(issues)


def _extra(folder: Path, known: set[str]) -> Iterator[Issue]:
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in [*names, *links]:
            path = Path(parent, name).relative_to(folder).as_posix()
            if path not in known:
                yield Issue(Location(path), "", "release/extra", "the manifest does not list this file")


def _rolled_back(folder: Path, version: str) -> Iterator[Issue]:
    """A folder with the name of another version: its manifest, or all of it, was put in the place of a release."""
    named = parse_version(folder.resolve().name)
    if named is not None and str(named) != version:
        message = f"the folder is called {named}, its manifest is that of {version}"
        yield Issue(Location(NAME), "/version", "release/rolled-back", message)


def _differs(path: Path, size: int, sha256: str) -> tuple[str, str] | None:
    if path.is_symlink() or not path.is_file():
        return "release/missing", "the manifest lists this file and it is not here"
    if (actual := path.stat().st_size) < size:
        return "release/truncated", f"the file has {actual:,} bytes, the manifest says {size:,}"
    if actual > size or file_sha256(path) != sha256:
        return "release/changed", "the bytes differ from those that were released"
    return None


def _known_files(folder: Path) -> Mapping[str, str]:
    """The files of this release and of those beside it, by digest, as a person names them."""
    known: dict[str, str] = {}
    for beside in sorted(folder.resolve().parent.iterdir()):
        if (beside / NAME).is_file() and not isinstance(manifest := read_manifest(beside), Issue):
            for file in manifest["files"]:
                known.setdefault(file["sha256"], f"{file['path']} of {manifest['version']}")
    return known


def _name_origin(folder: Path, issue: Issue, known: Mapping[str, str]) -> Issue:
    """`issue`, or that the file is another one, if its bytes are those of one that is known."""
    if issue.code not in ("release/changed", "release/truncated"):
        return issue
    origin = known.get(file_sha256(folder / issue.where.path))
    return Issue(issue.where, "", "release/foreign", f"the file is {origin}") if origin else issue


def verify_promises(release: Release, previous: Release, changes: Changes) -> list[Issue]:
    """What `release` breaks of what `previous`, the release before it, promised; `changes` are those between both."""
    issues = []
    stated = release.manifest["previous"]
    if stated != {"version": previous.manifest["version"], "digest": previous.manifest["digest"]}:
        message = f"the release does not follow {previous.version} but {stated['version'] if stated else 'none'}"
        issues.append(Issue(Location(NAME), "/previous", "promise/predecessor", message))
    issues += _forgotten(release, previous)
    if not release.manifest["settings"]["resplit"]:
        issues += _moved(release, previous)
    issues += _divided(release, previous)
    needed = previous.version.bumped(changes.part or "patch")
    if release.version < needed:
        message = f"{release.version} is too small: after {previous.version}, the change needs {needed}"
        issues.append(Issue(Location(NAME), "/version", "promise/version", message))
    return sorted(issues)


def _forgotten(release: Release, previous: Release) -> Iterator[Issue]:
    for identity in previous.ledger.keys() - release.ledger.keys():
        message = f"{identity} was in {previous.version}, and the ledger does not know it"
        yield Issue(Location(LEDGER), f"/{identity}", "promise/forgotten", message)


def _moved(release: Release, previous: Release) -> Iterator[Issue]:
    for identity, split in previous.splits.items():
        held = release.splits.get(identity, split)
        if held != split:
            message = f"{identity} was in {split} and is in {held}"
            yield Issue(Location(LEDGER), f"/{identity}", "promise/moved", message)


def _divided(release: Release, previous: Release) -> Iterator[Issue]:
    """Newcomers that stand in another split than an article of their group."""
    groups: dict[str, dict[str, str]] = {}
    for identity in release.entries:
        row = release.ledger[identity]
        groups.setdefault(row.group, {})[identity] = row.split
    for group, splits in groups.items():
        newcomers = [identity for identity in splits if identity not in previous.ledger]
        if newcomers and len(set(splits.values())) > 1:
            message = f"{newcomers[0]} is new and its group {group} is in {' and '.join(sorted(set(splits.values())))}"
            yield Issue(Location(LEDGER), f"/{newcomers[0]}", "promise/divided", message)
