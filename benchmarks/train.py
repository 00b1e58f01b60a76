"""Train the models of lines and genres and write them, or measure them by cross-validation.

``train.py GOLD... --source NAME...`` trains on the gold folders named, each with its pages in the folder ``pages``
beside it, and writes ``*.model.json`` in ``builder/khobao/structure``. ``train.py --folds 5 GOLD...`` writes nothing:
pages of the first folder are scored by models that have seen the others and the other folds. Needs
``pip install khobao[train]``.

Labelled pages are few, so each is used several times, recombined: its article between the head and the foot of other
pages, with blank lines added or taken away. The same input gives the same model.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import khobao.structure.genre as genre
import khobao.structure.roles as roles
import numpy as np
from khobao.evaluation import Report, read_gold, read_page, render_report, score_page
from khobao.structure import structure_page
from khobao.structure.corrections import decide
from khobao.structure.features import featurize, names
from khobao.structure.forest import Forest, as_forest
from khobao.structure.genre import GENRE_NAMES, GENRES, genre_features
from khobao.structure.lines import Line, split_lines
from khobao.structure.neighbours import lay_out
from khobao.structure.paragraphs import join, unwrap
from khobao.structure.zones import KINDS, TEXT
from khobao.text import clean
from sklearn.ensemble import HistGradientBoostingClassifier

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "builder" / "khobao" / "structure"
#: Between two sentences; some sites and corpora give each a line of its own.
_SENTENCE = re.compile(r"(?<=[.!?…]) (?=[\"“A-ZĐÀ-ỸĂÂÊÔƠƯ])")
#: How often each article is recombined; more gained nothing.
COPIES = 4
#: How often a page counts that comes from elsewhere: it is real, those of the repository are written after real ones
#: and six times as many. With 4 the roles of real pages were read worse, captions with an F1 of 0.34 instead of 0.46.
REAL = 8
#: Weight of the transitions between roles against the scores of single lines.
CHAIN_WEIGHT = 0.2


@dataclass(frozen=True)
class Example:
    """A page with its labels: `lines` and `labels` of what is not blank, the gold record, and how often it counts. A
    line that the guideline leaves out of every score has no label; it stands on the page all the same."""

    path: Path
    record: dict[str, Any]
    page_text: str
    lines: list[Line]
    labels: list[str | None]
    count: int


def load(folder: Path, count: int = 1) -> list[Example]:
    """The labelled pages of a gold folder."""
    examples = []
    for path in sorted(folder.glob("*.json")):
        record = read_gold(path)
        if "lines" in record:
            page_text = read_page(path, record, folder.parent / "pages").text
            pairs = zip(split_lines(page_text), record["lines"], strict=True)
            kept = [(line, None if entry.get("ignore") else entry["label"]) for line, entry in pairs if line.text]
            if any(label for _, label in kept):
                examples.append(
                    Example(path, record, page_text, [line for line, _ in kept], [kind for _, kind in kept], count)
                )
    return examples


def recombine(examples: Sequence[Example], seed: int) -> list[tuple[list[Line], list[str]]]:
    """New pages from the parts of `examples`: the article of one in the furniture of others."""
    draw = random.Random(seed)
    parts = [part for example in examples if (part := cut(example))]
    made = []
    for _ in range(COPIES * len(parts)):
        around, article, below = draw.choice(parts), draw.choice(parts), draw.choice(parts)
        pairs = compose(around[0], article, below[2], draw)
        lines = split_lines(clean("\n".join(text for text, _ in pairs)))
        if len(lines) != len(pairs) or any(
            (line.text == "") != (kind == "empty") for line, (_, kind) in zip(lines, pairs, strict=True)
        ):
            continue
        kept = [(line, kind) for line, (_, kind) in zip(lines, pairs, strict=True) if line.text]
        if any(kind in TEXT for _, kind in kept):
            made.append(([line for line, _ in kept], [kind for _, kind in kept]))
    return made


Pairs = list[tuple[str, str]]


def cut(example: Example) -> tuple[Pairs, Pairs, Pairs, str | None] | None:
    """Head, article, foot and title of an article page, blank lines included."""
    if example.record["page_type"] != "article":
        return None
    entries = example.record["lines"]
    texts = [line.text for line in split_lines(example.page_text)]
    pairs = [(text, entry["label"]) for text, entry in zip(texts, entries, strict=True) if not entry.get("ignore")]
    pairs = [(text, "empty" if not text else kind) for text, kind in pairs]
    inside = [index for index, (_, kind) in enumerate(pairs) if kind in TEXT]
    if not inside:
        return None
    title = next((text for text, kind in pairs if kind == "title"), None)
    return pairs[: inside[0]], pairs[inside[0] : inside[-1] + 1], pairs[inside[-1] + 1 :], title


def compose(head: Pairs, article: tuple[Pairs, Pairs, Pairs, str | None], foot: Pairs, draw: random.Random) -> Pairs:
    """A page of `head`, the article and `foot`, with the article's title where the head and foot had theirs."""
    title = article[3]
    head = [(title if kind == "title" else text, kind) for text, kind in head if kind != "title" or title]  # type: ignore[misc]
    foot = [(title if kind == "title" else text, kind) for text, kind in foot if kind != "title" or title]  # type: ignore[misc]
    if title and not any(kind == "title" for _, kind in head) and draw.random() < 0.6:
        head = [*head, (title, "title")]
    if draw.random() < 0.15:
        head = []
    elif draw.random() < 0.3:
        head = [pair for pair in head if pair[1] in ("title", "dateline", "byline", "empty")]
    if draw.random() < 0.15:
        foot = []
    elif draw.random() < 0.2:
        close = [pair for pair in foot if pair[1] in ("byline", "caption")]
        foot = [*close, *[pair for pair in foot if pair not in close][draw.randrange(4) :]]
    core = article[1]
    if draw.random() < 0.35 and len(core) > 6:
        start = draw.randrange(len(core) // 2)
        core = [core[0], *core[start + 1 : draw.randrange(start + 2, len(core) + 1)]]
    if draw.random() < 0.12:
        core = [(piece, kind) for text, kind in core for piece in (_SENTENCE.split(text) if kind in TEXT else [text])]
    return space([*head, *core, *foot], draw.choice(["keep", "keep", "none", "all", "some"]), draw)


def space(pairs: Pairs, mode: str, draw: random.Random) -> Pairs:
    """`pairs` with their blank lines kept, or with none, one or perhaps one after each line."""
    spaced: Pairs = []
    for pair in pairs:
        if pair[1] == "empty":
            spaced += [pair] if mode == "keep" else []
            continue
        spaced.append(pair)
        if mode == "all" or (mode == "some" and draw.random() < 0.5):
            spaced.append(("", "empty"))
    while spaced and spaced[-1][1] == "empty":
        spaced.pop()
    return spaced


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """The model of `examples`, as its file holds it."""
    examples = [*examples, *(example for example in examples for _ in range(example.count - 1))]
    others = [(example.lines, example.labels) for example in examples if example.record["page_type"] != "article"]
    pages = [(example.lines, example.labels) for example in examples] + others * (COPIES // 2) + recombine(examples, 1)
    pages = [joined(lines, labels) for lines, labels in pages]
    rows = featurize([lines for lines, _ in pages], lay_out([len(lines) for lines, _ in pages]))
    rows = rows[[label is not None for _, labels in pages for label in labels]]
    known = [[label for label in labels if label] for _, labels in pages]
    target = np.array([KINDS.index(kind) for labels in known for kind in labels])
    booster = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=8, learning_rate=0.12, l2_regularization=3, max_features=0.3, min_samples_leaf=20,
        random_state=0,
    ).fit(rows, target)  # fmt: skip
    assert list(booster.classes_) == list(range(len(KINDS)))
    return {**export(booster, list(names()), KINDS), "chain": chain([labels for labels in known if labels], target)}


def joined(lines: list[Line], labels: Sequence[str | None]) -> tuple[list[Line], list[str | None]]:
    """The page as the builder reads it, paragraphs with hard line breaks in one piece; each has its first label."""
    runs = unwrap(lines)
    kinds = dict(zip((line.start for line in lines), labels, strict=True))
    return join(runs), [kinds[run[0].start] for run in runs]


def describe(examples: Sequence[Example]) -> list[list[float]]:
    """The features from which the genre of each page is read, with the line model in force."""
    texts = [join(unwrap(example.lines)) for example in examples]
    pages = lay_out([len(lines) for lines in texts])
    features = featurize(texts, pages)
    predicted, confidence = roles.predict(features, pages)
    decided = [decide(lines, kinds, {}) for lines, kinds in zip(texts, predicted, strict=True)]
    rows: list[list[float]] = genre_features(
        features, [kind for page in decided for kind, _ in page], confidence, pages
    ).tolist()
    return rows


def genre_of(example: Example) -> int:
    """The genre of a labelled page, as a number."""
    page_type = example.record["page_type"]
    return GENRES.index(page_type if page_type in GENRES else "other")


def bare(example: Example) -> Example | None:
    """The page without its furniture, as crawls leave many: headline and text, or the teasers of a list."""
    kept = (*TEXT, "title") if example.record["page_type"] != "listing" else ("related", "title")
    pairs = [(line.text, label) for line, label in zip(example.lines, example.labels, strict=True) if label in kept]
    lines = split_lines("\n".join(text for text, _ in pairs))
    return replace(example, lines=lines, labels=[label for _, label in pairs]) if pairs else None


def fit_genres(examples: Sequence[Example], folds: int = 5) -> dict[str, Any]:
    """The genre model, of pages as they are and without their furniture. Its features come from line models that have
    not seen the page, as they will in use."""
    rows: list[list[float]] = []
    shown: list[Example] = []
    for fold in range(folds):
        use(lines=as_forest(fit([example for place, example in enumerate(examples) if place % folds != fold])))
        held = [example for place, example in enumerate(examples) if place % folds == fold]
        held += [example for example in map(bare, held) if example]
        rows += describe(held)
        shown += held
    booster = HistGradientBoostingClassifier(
        max_iter=60, max_leaf_nodes=5, learning_rate=0.08, l2_regularization=3, max_features=0.3, min_samples_leaf=8,
        random_state=0,
    ).fit(np.array(rows), list(map(genre_of, shown)), sample_weight=[example.count for example in shown])  # fmt: skip
    return {**export(booster, list(GENRE_NAMES), GENRES), "chain": {}}


def use(**models: Forest) -> None:
    """Have the builder read with `models` in place of the packaged ones."""
    for module in (roles, genre):
        module.load_forest = lambda name, _: models[name]  # type: ignore[attr-defined]


def export(booster: HistGradientBoostingClassifier, features: list[str], classes: Sequence[str]) -> dict[str, Any]:
    """The trees of `booster` as parallel lists; a leaf is its own child on both sides."""
    model: dict[str, Any] = {
        "features": features, "classes": list(classes), "baseline": fixed(booster._baseline_prediction.ravel()),
        "feature": [], "threshold": [], "left": [], "right": [], "value": [], "roots": [], "depth": 0,
    }  # fmt: skip
    for round_ in booster._predictors:
        for tree in round_:
            start = len(model["feature"])
            model["roots"].append(start)
            for at, node in enumerate(tree.nodes):
                leaf = bool(node["is_leaf"])
                model["feature"].append(0 if leaf else int(node["feature_idx"]))
                model["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
                model["left"].append(start + (at if leaf else int(node["left"])))
                model["right"].append(start + (at if leaf else int(node["right"])))
                model["value"] += fixed([node["value"]]) if leaf else [0]
                model["depth"] = max(model["depth"], int(node["depth"]))
    return model


def chain(sequences: Sequence[Sequence[str]], target: np.ndarray) -> dict[str, Any]:
    """Log odds of a role after another, against its share of all lines; ``into[b][a]`` is for b after a."""
    size = len(KINDS)
    starts, counts = np.full(size, 0.5), np.full((size, size), 0.5)
    for labels in sequences:
        states = [KINDS.index(kind) for kind in labels]
        starts[states[0]] += 1
        for one, other in itertools.pairwise(states):
            counts[one, other] += 1
    share = np.log(np.bincount(target, minlength=size) / len(target) + 1e-3)
    into = CHAIN_WEIGHT * (np.log(counts / counts.sum(1, keepdims=True)) - share[None, :]).T
    start = CHAIN_WEIGHT * (np.log(starts / starts.sum()) - share)
    return {"start": fixed(start), "into": [fixed(row) for row in into]}


def fixed(values: Iterable[float]) -> list[int]:
    """`values` in hundred-thousandths."""
    return [round(100_000 * float(value)) for value in values]


def cross_validate(examples: Sequence[Example], others: Sequence[Example], folds: int) -> Report:
    """The scores of `examples`, each read by a model that has not seen it."""
    order = list(range(len(examples)))
    random.Random(5).shuffle(order)
    report = Report()
    for fold in range(folds):
        held = {index for place, index in enumerate(order) if place % folds == fold}
        seen = [examples[index] for index in order if index not in held] + list(others)
        use(lines=as_forest(fit(seen)), genres=as_forest(fit_genres(seen)))
        for index in sorted(held):
            score_page(report, examples[index].record, structure_page(examples[index].page_text))
    return report


def source(name: str, examples: Sequence[Example]) -> dict[str, Any]:
    """What a model says of a set that it was trained on."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(example.path.read_bytes() + example.page_text.encode())
    return {"source": name, "pages": len(examples), "sha256": digest.hexdigest()}


def main() -> None:
    """Train, or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--source", action="append", help="where a gold folder comes from, once for each, in order")
    parser.add_argument("--folds", type=int)
    options = parser.parse_args()
    sets = [load(folder, 1 if ROOT in folder.resolve().parents else REAL) for folder in options.gold]
    if options.folds:
        print(
            render_report(
                cross_validate(sets[0], [example for others in sets[1:] for example in others], options.folds)
            )
        )
        return
    everything = [example for examples in sets for example in examples]
    if len(options.source or ()) != len(sets):
        parser.error("a model names its sources: give --source once for each gold folder")
    data = [source(name, examples) for name, examples in zip(options.source, sets, strict=True)]
    for name, train in (("lines", fit), ("genres", fit_genres)):
        path = TARGET / f"{name}.model.json"
        path.write_text(json.dumps({**train(everything), "data": data}, separators=(",", ":")) + "\n", "utf-8")
        print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
