"""What two articles have in common, remembered from one build to the next: it depends on nothing but their texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khobao import similarity

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]

NAME = "overlaps.feather"
_COLUMNS = ("one", "other", "common", "first", "second")


class Overlaps:
    """The counts of :func:`khobao.similarity.overlaps` by the digests of two articles, with those of the last build if
    `kept`, the folder with its stage, is given."""

    def __init__(self, kept: Path | None) -> None:
        self._known = _read(kept / NAME) if kept and (kept / NAME).is_file() else {}
        self._used: dict[tuple[bytes, bytes], tuple[int, int, int]] = {}

    def count(self, digests: Sequence[bytes], pairs: Whole, texts: similarity.Texts) -> Whole:
        """What :func:`khobao.similarity.overlaps` gives, for rows with `digests`."""
        import numpy as np

        keys = [(digests[one], digests[other]) for one, other in pairs.tolist()]
        missing = [place for place, key in enumerate(keys) if key not in self._known]
        for place, counts in zip(missing, similarity.overlaps(pairs[missing], texts).tolist(), strict=True):
            self._known[keys[place]] = tuple(counts)
        self._used.update((key, self._known[key]) for key in keys)
        return np.array([self._known[key] for key in keys], np.int64).reshape(len(keys), 3)

    def write(self, folder: Path) -> None:
        """Write what was asked for into `folder`, for the next build. Raises OSError."""
        import pyarrow as pa

        rows = [(*key, *counts) for key, counts in sorted(self._used.items())]
        kinds = [pa.binary(32), pa.binary(32), pa.int64(), pa.int64(), pa.int64()]
        columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(kinds)]
        table = pa.table(dict(zip(_COLUMNS, columns, strict=True)))
        with pa.OSFile(str(folder / NAME), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)


def _read(path: Path) -> dict[tuple[bytes, bytes], tuple[int, int, int]]:
    import pyarrow as pa

    with pa.OSFile(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    one, other, *counts = (table.column(name).to_pylist() for name in _COLUMNS)
    return dict(zip(zip(one, other, strict=True), zip(*counts, strict=True), strict=True))
