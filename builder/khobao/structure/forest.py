"""A trained model read from a JSON file: boosted trees that give each row of features a score for each class.

The file holds the names of the features, the classes, every tree as parallel lists, weights of words if any feature
rests on them, and what it was trained on. It is
data: nothing in it is executed. ``benchmarks/train.py`` writes it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from khobao.structure.diction import Diction

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Rows that are asked together, so that calls are few; and rows whose answers are looked up together, so that the
#: working arrays stay in the cache of a core.
_ASKED, _CHUNK = 8192, 512
#: Most questions of one tree: the answers are one byte, and the table of a tree has a place for each combination.
_MOST_QUESTIONS = 8


@dataclass(frozen=True)
class Forest:
    """Trees as tables. A question is whether a feature is over a threshold; trees share most of them, so each is asked
    once a row. The answers to the questions of one tree are the bits of a number, which is its place in the values.

    `questions` holds, for each feature asked about, its column, its thresholds of shape ``(n, 1)`` and the places of
    the answers; `asked`, of shape ``(bits, trees)``, the question behind each bit, the highest first; `values`, of
    shape ``(trees << bits,)``, what a tree adds to the score of its class, in hundred-thousandths. `diction` weighs the
    words of lines for the features that they give.
    """

    features: tuple[str, ...]
    classes: tuple[str, ...]
    baseline: npt.NDArray[np.int64]
    questions: tuple[tuple[int, npt.NDArray[np.float64], slice], ...]
    asked: npt.NDArray[np.intp]
    values: npt.NDArray[np.int32]
    chain: dict[str, Any]
    diction: Diction

    def scores(self, rows: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The score of each class for each row, in hundred-thousandths: shape ``(len(rows), len(classes))``.

        Whole numbers, so that the sum over the trees is the same on every machine; as natural logarithms they are
        log odds up to a constant of the row.
        """
        import numpy as np

        columns = np.asarray(rows, dtype=np.float64).reshape(-1, len(self.features)).T
        scores = np.empty((columns.shape[1], len(self.classes)), dtype=np.int64)
        for start in range(0, len(scores), _ASKED):
            answers = self._answers(columns[:, start : start + _ASKED])
            for at in range(0, answers.shape[1], _CHUNK):
                bits = np.ascontiguousarray(answers[:, at : at + _CHUNK])
                scores[start + at : start + at + bits.shape[1]] = self._score(bits)
        return scores

    def _answers(self, columns: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
        """The answers to all questions, 0 or 1, a column for each row."""
        import numpy as np

        answers = np.empty((self.questions[-1][2].stop, columns.shape[1]), dtype=np.bool_)
        for column, thresholds, places in self.questions:
            np.greater(columns[column], thresholds, out=answers[places])
        return answers.view(np.uint8)

    def _score(self, bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
        """The scores that follow from the answers `bits`."""
        import numpy as np

        codes = bits.take(self.asked[0], axis=0)
        for asked in self.asked[1:]:
            np.add(codes, codes, out=codes)
            np.add(codes, bits.take(asked, axis=0), out=codes)
        tables = np.arange(self.asked.shape[1])[:, None] << len(self.asked)
        # Trees lie class after class, round after round.
        leaves = self.values.take(codes + tables).reshape(-1, len(self.classes), bits.shape[1])
        scores: npt.NDArray[np.int64] = leaves.sum(axis=0, dtype=np.int32).T + self.baseline
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
    """A model as its file holds it, ready for use. Raises ValueError if a tree asks too many questions."""
    import numpy as np

    feature, threshold = np.array(model["feature"]), np.array(model["threshold"], dtype=np.float64)
    roots, left = np.array(model["roots"]), np.array(model["left"])
    inner = np.flatnonzero(left != np.arange(len(left)))  # a leaf is its own child
    tree = np.searchsorted(roots, inner, side="right") - 1
    bit = np.arange(len(inner)) - np.searchsorted(inner, roots)[tree]
    width = int(bit.max(initial=0)) + 1
    if width > _MOST_QUESTIONS:
        raise ValueError(f"a tree of the model asks {width} questions; at most {_MOST_QUESTIONS} can be tabled")
    # Complex numbers sort by the real part, then by the imaginary one.
    asked, question = np.unique(feature[inner] + 1j * threshold[inner], return_inverse=True)
    behind = np.zeros((width, len(roots)), dtype=np.intp)
    behind[width - 1 - bit, tree] = question
    bits = np.zeros(len(left), dtype=np.int64)
    bits[inner] = bit
    return Forest(
        features=tuple(model["features"]),
        classes=tuple(model["classes"]),
        baseline=np.array(model["baseline"], dtype=np.int64),
        questions=_by_feature(asked),
        asked=behind,
        values=np.array(model["value"], dtype=np.int32)[_leaves(model, bits, width)].ravel(),
        chain=model["chain"],
        diction=Diction(model.get("diction", {}), len(model["classes"])),
    )


def _by_feature(asked: npt.NDArray[np.complex128]) -> tuple[tuple[int, npt.NDArray[np.float64], slice], ...]:
    """The questions `asked`, sorted, each a feature and ``1j`` times a threshold, as :class:`Forest` holds them."""
    import numpy as np

    starts = np.flatnonzero(np.diff(asked.real, prepend=-1)).tolist()
    spans = [slice(start, end) for start, end in zip(starts, [*starts[1:], len(asked)], strict=True)]
    return tuple((int(asked.real[span.start]), asked.imag[span, None].copy(), span) for span in spans)


def _leaves(model: Mapping[str, Any], bits: npt.NDArray[np.int64], width: int) -> npt.NDArray[np.int64]:
    """The leaf that each tree ends in for each combination of answers: shape ``(trees, 2 ** width)``."""
    import numpy as np

    children = np.array([model["left"], model["right"]])
    node = np.array(model["roots"])[:, None].repeat(2**width, axis=1)
    for _ in range(model["depth"]):
        node = children[np.arange(2**width) >> bits[node] & 1, node]
    return node
