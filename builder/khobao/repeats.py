"""Articles that are contributed twice, or were released before.

Of each article a sketch is kept in memory, :data:`khobao.sketches.SIGNATURE_SIZE` numbers of four bytes; its text waits
in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING

from khobao.errors import Issue, Location
from khobao.similarity import likely, verified
from khobao.sketches import signatures

if TYPE_CHECKING:
    from khobao.release.opened import Release
    from khobao.sketches import Signatures

# Texts sketched at a time.
_BATCH = 256


class Repeats:
    """The articles of a run, in order. `file` is open for reading and writing bytes, empty, and of nobody else."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ids: list[str] = []
        self._places: list[Location] = []
        self._spans: list[tuple[int, int]] = []

    def add(self, identity: str, where: Location, text: str) -> None:
        """Take the article `identity`, which stands at `where`."""
        self._ids.append(identity)
        self._places.append(where)
        self._spans.append(self._write(text))

    def against(self, address: str) -> Iterator[Issue]:
        """:meth:`issues` with the release at `address`, a folder or what fsspec understands. Raises
        :class:`khobao.errors.UnavailableError` when there is none."""
        from khobao.release.opened import open_release
        from khobao.release.remote import local

        with local(address) as folder:
            yield from self.issues(open_release(folder))

    def issues(self, release: Release | None = None) -> Iterator[Issue]:
        """For each article that is a near-duplicate of one of `release`, or of one before it, an issue that names the
        most similar. Articles of one id are no duplicates of each other. Called once."""
        if len(self._ids) < 2 and release is None:
            return
        ids, sketches = self._known(release)
        known = len(ids)
        ids += self._ids
        pairs = likely(_joined([*sketches, *self._sketches()]), known)
        waiting = {row for row in pairs[:, 0].tolist() if row < known}
        spans = {row + known: span for row, span in enumerate(self._spans)}
        if release is not None:
            rows = {ids[row]: row for row in waiting}
            for record in release.rows("articles", rows):
                spans[rows[record["id"]]] = self._write(record["text"])
        found, shares = verified(pairs, lambda rows: [self._read(*spans[row]) for row in rows])
        best: dict[int, tuple[float, int]] = {}
        for (first, row), share in zip(found.tolist(), shares, strict=True):
            if ids[first] != ids[row]:
                best[row] = max(best.get(row, (0.0, 0)), (share, -first))
        for row, (share, first) in sorted(best.items()):
            yield self._issue(row - known, share, -first - known, ids[-first], release)

    def _issue(self, row: int, share: float, first: int, identity: str, release: Release | None) -> Issue:
        other = self._places[first] if first >= 0 else None
        named = f"{other.path}:{other.line}" if other else f"{identity} in the release {_version(release)}"
        message = f"the text is nearly that of {named}: they share {share:.0%} of their word triples"
        return Issue(self._places[row], "/text", "corpus/near-duplicate", message)

    def _known(self, release: Release | None) -> tuple[list[str], list[Signatures]]:
        """Ids and sketches of the articles of `release` that are not in the run."""
        ids: list[str] = []
        sketches: list[Signatures] = []
        own = set(self._ids)
        rows = (record for record in (release.rows("articles") if release else ()) if record["id"] not in own)
        while batch := list(islice(rows, _BATCH)):
            ids += [record["id"] for record in batch]
            sketches.append(signatures([record["text"] for record in batch]))
        return ids, sketches

    def _sketches(self) -> Iterator[Signatures]:
        for start in range(0, len(self._spans), _BATCH):
            yield signatures([self._read(*span) for span in self._spans[start : start + _BATCH]])

    def _write(self, text: str) -> tuple[int, int]:
        content = text.encode("utf-8")
        start = self._file.seek(0, 2)
        self._file.write(content)
        return start, len(content)

    def _read(self, start: int, length: int) -> str:
        self._file.seek(start)
        return self._file.read(length).decode("utf-8")


def _version(release: Release | None) -> str:
    return str(release.manifest["version"]) if release else ""


def _joined(sketches: Sequence[Signatures]) -> Signatures:
    import numpy as np

    return np.concatenate([signatures([]), *sketches])
