"""A trained model read from a JSON file: boosted trees that give each row of features a score for each class.

The file holds the names of the features, the classes, every tree as parallel lists, and what it was trained on. It is
data: nothing in it is executed. ``benchmarks/train.py`` writes it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Rows that pass through the trees together: as many as keep the working arrays in the cache of a core.
_CHUNK = 64


@dataclass(frozen=True)
class Forest:
    """Trees laid end to end: for each node its feature, threshold and children, or its value; leaves are their own
    children. `roots` says where each tree starts; values are in hundred-thousandths."""

    features: tuple[str, ...]
    classes: tuple[str, ...]
    baseline: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float64]
    children: npt.NDArray[np.int32]
    value: npt.NDArray[np.int64]
    roots: npt.NDArray[np.int32]
    depth: int
    chain: dict[str, Any]

    def scores(self, rows: Sequence[Sequence[float]]) -> npt.NDArray[np.int64]:
        """The score of each class for each row, in hundred-thousandths: shape ``(len(rows), len(classes))``.

        Whole numbers, so that the sum over the trees is the same on every machine; as natural logarithms they are
        log odds up to a constant of the row.
        """
        import numpy as np

        data = np.asarray(rows, dtype=np.float64).reshape(len(rows), len(self.features))
        parts = [self._score(data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.classes)), dtype=np.int64)

    def _score(self, data: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        import numpy as np

        flat = data.ravel()
        offsets = (np.arange(len(data)) * data.shape[1])[:, None]
        node = np.broadcast_to(self.roots, (len(data), len(self.roots)))
        for _ in range(self.depth):
            right = flat[offsets + self.feature[node]] > self.threshold[node]
            node = self.children[2 * node + right]
        # Trees lie class after class, round after round.
        leaves = self.value[node].reshape(len(data), -1, len(self.classes))
        scores: npt.NDArray[np.int64] = leaves.sum(axis=1) + self.baseline
        return scores


@functools.cache
def load_forest(name: str, features: tuple[str, ...]) -> Forest:
    """The packaged model `name`, read once a process. Raises ValueError if it was not trained on `features`."""
    forest = as_forest(orjson.loads(files("khobao.structure").joinpath(f"{name}.model.json").read_bytes()))
    if forest.features != features:
        raise ValueError(f"the model {name!r} was trained on other features: run benchmarks/train.py")
    return forest


def model_digests() -> dict[str, str]:
    """SHA-256 of the file of each packaged model, by name, sorted."""
    packaged = sorted(files("khobao.structure").iterdir(), key=lambda path: path.name)
    return {
        path.name.removesuffix(".model.json"): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in packaged
        if path.name.endswith(".model.json")
    }


def as_forest(model: Mapping[str, Any]) -> Forest:
    """A model as its file holds it, ready for use."""
    import numpy as np

    children = np.array([model["left"], model["right"]], dtype=np.int32).T.ravel()
    return Forest(
        features=tuple(model["features"]),
        classes=tuple(model["classes"]),
        baseline=np.array(model["baseline"], dtype=np.int64),
        feature=np.array(model["feature"], dtype=np.int32),
        threshold=np.array(model["threshold"]),
        children=children,
        value=np.array(model["value"], dtype=np.int64),
        roots=np.array(model["roots"], dtype=np.int32),
        depth=model["depth"],
        chain=model["chain"],
    )
