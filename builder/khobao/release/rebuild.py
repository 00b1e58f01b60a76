"""Is a release what its sources give when they are built again?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from khobao import sources
from khobao.card import CONFIGS, Card
from khobao.errors import Issue, Location
from khobao.release.manifest import NAME, table_digest
from khobao.release.opened import Release


def compare_inputs(release: Release, card: Card, root: Path) -> Iterator[Issue]:
    """The sources of the dataset in `root` that are not those that `release` was made from."""
    found = sources.inputs(sources.find(card.settings.sources, str(root)).files)
    read = {entry["path"]: entry["sha256"] for entry in release.manifest["inputs"]}
    here = {file.name: sources.digest(file) for file in found}
    for name in sorted(read.keys() | here.keys()):
        if name not in here:
            yield Issue(Location(name), "", "rebuild/inputs", "the release was made from this file, and it is gone")
        elif name not in read:
            yield Issue(Location(name), "", "rebuild/inputs", "the release was not made from this file")
        elif read[name] != here[name]:
            yield Issue(Location(name), "", "rebuild/inputs", "the file is not the one that the release was made from")


def compare_rows(release: Release, rebuilt: Release, splits: bool) -> Iterator[Issue]:
    """Where the rows of both differ, as one table a configuration; with `splits`, split by split.

    Without the release before, splits cannot be dealt as they were, so that only all rows together can be compared.
    """
    for config in CONFIGS:
        if _digest(release, config) != _digest(rebuilt, config):
            message = f"the rows of {config} are not those that the sources give"
            yield Issue(Location(NAME), f"/tables/{config}", "rebuild/rows", message)
    if splits and _tables(release) != _tables(rebuilt):
        yield Issue(Location(NAME), "/tables", "rebuild/splits", "the splits are not those that the sources give")


def same_bytes(release: Release, rebuilt: Release) -> bool | None:
    """Whether both are the same byte for byte; None if other programs wrote them, or other releases came before."""
    if any(release.manifest[name] != rebuilt.manifest[name] for name in ("writer", "previous", "builder")):
        return None
    return bool(release.manifest["digest"] == rebuilt.manifest["digest"])


def _digest(release: Release, config: str) -> str:
    return table_digest(release.rows(config))


def _tables(release: Release) -> bytes:
    return orjson.dumps(release.manifest["tables"], option=orjson.OPT_SORT_KEYS)
