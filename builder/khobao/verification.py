"""Is a release intact, does it keep what was promised, and do its sources still give it?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from khobao.card import read_card
from khobao.errors import Issue
from khobao.pipeline import Order, Step, build
from khobao.release.difference import compare_releases
from khobao.release.opened import open_release
from khobao.release.rebuild import compare_inputs, compare_rows, same_bytes
from khobao.release.remote import local
from khobao.release.verify import verify_promises, verify_release


def verify(
    release: str, previous: str | None, rebuild: str | None, progress: Callable[[Step], None]
) -> tuple[list[Issue], str]:
    """What is wrong with the release at an address, and what to say if nothing is.

    Its files are compared with its manifest; then, each only if nothing was wrong before, its rows with what `previous`
    promised and with what the dataset in the folder `rebuild` gives. Raises :class:`khobao.errors.KhobaoError`.
    """
    with local(release) as folder:
        issues = verify_release(folder)
        if not issues and previous:
            with local(previous) as before:
                issues = _verify_promises(folder, before)
        if not issues and rebuild:
            return _verify_rebuilt(folder, Path(rebuild), previous, progress)
    return issues, f"{release}: intact"


def _verify_promises(folder: Path, previous: Path) -> list[Issue]:
    old, new = open_release(previous), open_release(folder)
    return verify_promises(new, old, compare_releases(old, new))


def _verify_rebuilt(
    folder: Path, root: Path, previous: str | None, progress: Callable[[Step], None]
) -> tuple[list[Issue], str]:
    """What differs when the dataset in `root` is built again, and what to say if nothing does."""
    release, card = open_release(folder), read_card(root)
    if issues := list(compare_inputs(release, card, root)):
        return issues, ""
    followed = release.manifest["previous"] is None or previous is not None
    with tempfile.TemporaryDirectory(prefix="khobao-") as out:
        order = Order(root, Path(out), max_reject_share=1, previous=previous, cache=False,
                      resplit=release.manifest["settings"]["resplit"])  # fmt: skip
        built = build(card, order, progress)
        if built.release is None:
            return list(built.issues), ""
        rebuilt = open_release(built.release)
        issues = list(compare_rows(release, rebuilt, followed))
        same = same_bytes(release, rebuilt)
    how = {True: "byte for byte", False: "row for row", None: "row for row; other programs wrote it"}[same]
    return issues, f"{folder.as_posix()}: intact, and what {root.as_posix()} gives, {how}"
