"""Train the models of lines and genres and write them, or measure them by cross-validation.

``train.py GOLD... --source NAME...`` trains on the gold folders named, each with its pages in the folder ``pages``
beside it, and writes ``*.model.json`` in ``builder/khobao/structure``. ``train.py --folds 5 GOLD...`` writes nothing:
pages of the first folder are scored by models that have seen the others and the other folds. Needs
``pip install khobao[train]``.

Labelled pages are few, so each is used several times, recombined: its article between the head and the foot of other
pages, with blank lines added or taken away, whole or cut as samples of crawls are. The same input gives the same model.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import khobao.structure.roles as roles
import numpy as np
from khobao.evaluation import Report, read_gold, read_page, render_report, score_page
from khobao.structure import structure_page
from khobao.structure.corrections import decide
from khobao.structure.diction import PLACES, Diction, as_counted
from khobao.structure.features import featurize, names, said
from khobao.structure.forest import Forest, as_forest
from khobao.structure.genre import GENRE_NAMES, GENRES, genre_features
from khobao.structure.lines import Line, split_lines
from khobao.structure.neighbours import lay_out
from khobao.structure.paragraphs import join, unwrap
from khobao.structure.tokens import read_tokens
from khobao.structure.zones import KINDS, TEXT
from khobao.text import clean
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

Pairs = list[tuple[str, str]]
Labelled = list[tuple[str, str | None]]
Made = list[tuple[list[Line], list[str | None]]]
ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "builder" / "khobao" / "structure"
#: Between two sentences; some sites and corpora give each a line of its own.
_SENTENCE = re.compile(r"(?<=[.!?…]) (?=[\"“A-ZĐÀ-ỸĂÂÊÔƠƯ])")
#: How often each article is recombined; more gained nothing.
COPIES = 4
#: How often a page counts that comes from elsewhere: it is real, those of the repository are written after real ones
#: and six times as many. With 4 the roles of real pages were read worse, captions with an F1 of 0.34 instead of 0.46.
REAL = 8
#: Pages on which a word stands at least, to weigh anything; and parts of the pages, of which each is scored by the
#: words of the others.
RARE, DICTION_FOLDS = 3, 5
#: How strongly words speak of genres; with 1 and with 20 more pages of the golden tests were misread.
GENRE_STRENGTH = 5.0
#: Samples of crawls keep the first, the middle and the last characters of a page, so many each, and say between them
#: how many they leave out; and the share of recombined pages that are cut so. Without, captions of real pages were read
#: with an F1 of 0.47 instead of 0.50, links to other stories with 0.85 instead of 0.87.
PIECE, CUT = 500, 0.5
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
            lines, labels = printed(split_lines(page_text), [kind for _, kind in labelled(record, page_text)])
            if any(labels):
                examples.append(Example(path, record, page_text, lines, labels, count))
    return examples


def labelled(record: dict[str, Any], page_text: str) -> Labelled:
    """All lines of a page with their labels; what the guideline leaves out of every score has none."""
    return [
        (line.text, "empty" if not line.text else None if entry.get("ignore") else entry["label"])
        for line, entry in zip(split_lines(page_text), record["lines"], strict=True)
    ]


def printed(lines: Sequence[Line], labels: Sequence[str | None]) -> tuple[list[Line], list[str | None]]:
    """The lines that are not blank, and their labels."""
    kept = [(line, label) for line, label in zip(lines, labels, strict=True) if line.text]
    return [line for line, _ in kept], [label for _, label in kept]


def recombine(examples: Sequence[Example], seed: int) -> tuple[Made, dict[str, str]]:
    """New pages from the parts of `examples`, the article of one in the furniture of others; and the line that each
    piece is from, where a page is cut."""
    draw = random.Random(seed)
    parts = [part for example in examples if (part := cut(example))]
    made, wholes = [], {}
    for _ in range(COPIES * len(parts)):
        around, article, below = draw.choice(parts), draw.choice(parts), draw.choice(parts)
        pairs: Labelled = list(compose(around.head, article, below.foot, draw))
        if draw.random() < CUT:
            pairs, pieces = sampled(pairs)
            wholes |= pieces
        lines = split_lines(clean("\n".join(text for text, _ in pairs)))
        if len(lines) != len(pairs) or any(
            (line.text == "") != (kind == "empty") for line, (_, kind) in zip(lines, pairs, strict=True)
        ):
            continue
        if any(kind in TEXT for _, kind in pairs):
            made.append(printed(lines, [kind for _, kind in pairs]))
    return made, wholes


def sampled(pairs: Labelled) -> tuple[Labelled, dict[str, str]]:
    """The page as a sample of a crawl has it, what says how much is left out without a label; and the line that each of
    its pieces is from. A page that would lose little stays as it is."""
    size = sum(len(text) + 1 for text, _ in pairs)
    middle, left = (size - PIECE) // 2, (size - 3 * PIECE) // 2
    if left < 50:
        return pairs, {}
    made: Labelled = []
    wholes: dict[str, str] = {}
    for start in (0, middle, size - PIECE):
        made += [(f"... ({left} chars skipped) ...", None)] if start else []
        place = 0
        for text, kind in pairs:
            piece = text[max(0, start - place) : max(0, start + PIECE - place)].strip()
            if piece or (not text and start <= place < start + PIECE):
                made.append((piece, kind))
                if piece != text:
                    wholes[piece] = text
            place += len(text) + 1
    return made, wholes


def shortened(example: Example) -> Example | None:
    """The page as a sample of a crawl has it, None if that is all of it."""
    pairs = labelled(example.record, example.page_text)
    made, _ = sampled(pairs)
    if made == pairs:
        return None
    lines, labels = printed(split_lines("\n".join(text for text, _ in made)), [kind for _, kind in made])
    return replace(example, lines=lines, labels=labels)


@dataclass(frozen=True)
class Parts:
    """An article page, blank lines included: what stands above the text, the text with what is in it, what stands
    below, and the headline."""

    head: Pairs
    text: Pairs
    foot: Pairs
    title: str | None


def cut(example: Example) -> Parts | None:
    """The parts of an article page."""
    if example.record["page_type"] != "article":
        return None
    pairs = [(text, kind) for text, kind in labelled(example.record, example.page_text) if kind]
    inside = [index for index, (_, kind) in enumerate(pairs) if kind in TEXT]
    if not inside:
        return None
    title = next((text for text, kind in pairs if kind == "title"), None)
    return Parts(pairs[: inside[0]], pairs[inside[0] : inside[-1] + 1], pairs[inside[-1] + 1 :], title)


def compose(head: Pairs, article: Parts, foot: Pairs, draw: random.Random) -> Pairs:
    """A page of `head`, the article and `foot`. What speaks of the article is its own: the headline wherever the head
    and foot had theirs, the captions and keywords below the text."""
    head = [pair for pair in headed(head, article.title) if pair[1] != "caption"]
    foot = signed(headed(foot, article.title), article.foot, draw)
    if article.title and not any(kind == "title" for _, kind in head) and draw.random() < 0.6:
        head = [*head, (article.title, "title")]
    if draw.random() < 0.15:
        head = []
    elif draw.random() < 0.3:
        head = [pair for pair in head if pair[1] in ("title", "dateline", "byline", "empty")]
    if draw.random() < 0.15:
        foot = []
    elif draw.random() < 0.2:
        close = [pair for pair in foot if pair[1] in ("byline", "caption")]
        foot = [*close, *[pair for pair in foot if pair not in close][draw.randrange(4) :]]
    core = article.text
    if draw.random() < 0.35 and len(core) > 6:
        start = draw.randrange(len(core) // 2)
        core = [core[0], *core[start + 1 : draw.randrange(start + 2, len(core) + 1)]]
    if draw.random() < 0.12:
        core = [(piece, kind) for text, kind in core for piece in (_SENTENCE.split(text) if kind in TEXT else [text])]
    return space([*head, *core, *foot], draw.choice(["keep", "keep", "none", "all", "some"]), draw)


def headed(pairs: Pairs, title: str | None) -> Pairs:
    """`pairs` with `title` for every headline, with none if it is None."""
    return [
        (title or text, kind) if kind == "title" else (text, kind) for text, kind in pairs if kind != "title" or title
    ]


def signed(foot: Pairs, own: Pairs, draw: random.Random) -> Pairs:
    """The `foot` of another page with the captions and keywords of `own`, these where it had some."""
    captions, tags = ([pair for pair in own if pair[1] == kind] for kind in ("caption", "tag"))
    place = next((at for at, (_, kind) in enumerate(foot) if kind == "tag"), draw.randrange(len(foot)) if foot else 0)
    above, below = (
        [pair for pair in part if pair[1] not in ("caption", "tag")] for part in (foot[:place], foot[place:])
    )
    foot = [*above, *tags, *below]
    place = 0 if draw.random() < 0.7 else draw.randrange(len(foot) + 1)
    return [*foot[:place], *captions, *foot[place:]]


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
    diction, weigh = learn_diction(examples)
    examples = [*examples, *(example for example in examples for _ in range(example.count - 1))]
    others = [(example.lines, example.labels) for example in examples if example.record["page_type"] != "article"]
    made, wholes = recombine(examples, 1)
    pages = [(example.lines, example.labels) for example in examples] + others * (COPIES // 2) + made
    pages = [joined(lines, labels) for lines, labels in pages]
    layout = lay_out([len(lines) for lines, _ in pages])
    rows, _ = featurize([lines for lines, _ in pages], layout, Diction({}, len(KINDS)))
    words = said(weigh([line.text for lines, _ in pages for line in lines], wholes).T, layout)
    rows[:, -len(words) :] = words.T
    rows = rows[[label is not None for _, labels in pages for label in labels]]
    known = [[label for label in labels if label] for _, labels in pages]
    target = np.array([KINDS.index(kind) for labels in known for kind in labels])
    booster = HistGradientBoostingClassifier(
        max_iter=100, max_leaf_nodes=8, learning_rate=0.12, l2_regularization=3, max_features=0.3, min_samples_leaf=20,
        random_state=0,
    ).fit(rows, target)  # fmt: skip
    assert list(booster.classes_) == list(range(len(KINDS)))
    trees = export(booster, list(names()), KINDS)
    return {**trees, "diction": diction, "chain": chain([labels for labels in known if labels], target)}


Weigher = Callable[[Sequence[str], Mapping[str, str]], np.ndarray]


class Said(NamedTuple):
    """A line or page that words are weighed by: its text, its role or genre, how often it counts, and the number of its
    page."""

    text: str
    kind: str
    count: int
    page: int


def learn_diction(examples: Sequence[Example]) -> tuple[dict[str, Any], Weigher]:
    """The weights of words learnt from all lines of `examples`, and what scores the texts of lines by weights that were
    learnt without the pages which have them, as those of a page in use are; it is told which line a piece is from."""
    found: list[Said] = []
    of: dict[str, int] = {}
    for page, example in enumerate(examples):
        for line, label in zip(*joined(example.lines, example.labels), strict=True):
            for text in (line.text, *_SENTENCE.split(line.text)):
                of.setdefault(text, page % DICTION_FOLDS)
            found += [Said(line.text, label, example.count, page)] if label else []
    rest = [[one for one in found if of[one.text] != part] for part in range(DICTION_FOLDS)]
    without = [Diction(weights_of(lines, KINDS), len(KINDS)) for lines in rest]

    def weigh(texts: Sequence[str], wholes: Mapping[str, str]) -> np.ndarray:
        tokens = read_tokens(texts)
        part = np.array([of.get(wholes.get(text, text), 0) for text in texts])
        return np.stack([diction.of_lines(tokens).T for diction in without])[part, np.arange(len(texts))]

    return weights_of(found, KINDS), weigh


def weights_of(
    lines: Sequence[Said], kinds: Sequence[str], places: Sequence[str] = PLACES, strength: float = 1.0
) -> dict[str, Any]:
    """The weights of the words of `lines` at `places` for each of `kinds` by logistic regression, as the file of the
    model holds them; the weaker its penalty, the greater `strength`."""
    found = [[one for one in words if one[0] in places] for words in counted([line.text for line in lines])]
    pages = {(word, line.page) for words, line in zip(found, lines, strict=True) for word in words}
    often = Counter(word for word, _ in pages)
    listed = sorted(word for word, count in often.items() if count >= RARE)
    at = {word: place for place, word in enumerate(listed)}
    cells = [(row, at[word], len(words) ** -0.5) for row, words in enumerate(found) for word in words if word in at]
    row, column, value = zip(*cells, strict=True)
    matrix = csr_matrix((value, (row, column)), shape=(len(lines), len(listed)))
    target, counts = [kinds.index(line.kind) for line in lines], [line.count for line in lines]
    weights = LogisticRegression(C=strength, max_iter=200).fit(matrix, target, sample_weight=counts).coef_.T
    assert weights.shape == (len(listed), len(kinds))
    table: dict[str, Any] = {place: {"words": [], "weights": []} for place in places}
    for (place, word), weight in zip(listed, np.rint(100 * weights).astype(int).tolist(), strict=True):
        if any(weight):
            table[place]["words"].append(word)
            table[place]["weights"].append(weight)
    return table


def counted(texts: Sequence[str]) -> list[list[tuple[str, str]]]:
    """The words of each line as its diction counts them, each with the place where it stands."""
    anywhere, first, last = PLACES
    tokens = read_tokens(texts)
    words = iter([as_counted(tokens.spelt[number]) for number in tokens.word.tolist()])
    lines = [list(itertools.islice(words, count)) for count in tokens.count.tolist()]
    return [[*((anywhere, word) for word in line), (first, line[0]), (last, line[-1])] for line in lines]


def joined(lines: list[Line], labels: Sequence[str | None]) -> tuple[list[Line], list[str | None]]:
    """The page as the builder reads it, paragraphs with hard line breaks in one piece; each has its first label."""
    runs = unwrap(lines)
    kinds = dict(zip((line.start for line in lines), labels, strict=True))
    return join(runs), [kinds[run[0].start] for run in runs]


def describe(examples: Sequence[Example], diction: Diction) -> list[list[float]]:
    """The features from which the genre of each page is read, with the line model in force and `diction`."""
    texts = [join(unwrap(example.lines)) for example in examples]
    pages = lay_out([len(lines) for lines in texts])
    forest = roles.load_forest("lines", names())
    features, tokens = featurize(texts, pages, forest.diction)
    predicted, confidence = roles.predict(forest, features, pages)
    decided = [decide(lines, kinds, {}) for lines, kinds in zip(texts, predicted, strict=True)]
    rows: list[list[float]] = genre_features(
        features,
        [kind for page in decided for kind, _ in page],
        confidence,
        pages,
        diction.of_pages(tokens, pages),
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
    """The genre model, of pages as they are, without their furniture and as samples have them. Its features come
    from line models that have not seen the page, as they will in use."""
    rows: list[list[float]] = []
    shown: list[Example] = []
    for fold in range(folds):
        seen = [example for place, example in enumerate(examples) if place % folds != fold]
        use(lines=as_forest(fit(seen)))
        held = [example for place, example in enumerate(examples) if place % folds == fold]
        held += [shown_as for example in held for view in (bare, shortened) if (shown_as := view(example))]
        rows += describe(held, Diction(genre_weights(seen), len(GENRES)))
        shown += held
    booster = HistGradientBoostingClassifier(
        max_iter=60, max_leaf_nodes=5, learning_rate=0.08, l2_regularization=3, max_features=0.3, min_samples_leaf=8,
        random_state=0,
    ).fit(np.array(rows), list(map(genre_of, shown)), sample_weight=[example.count for example in shown])  # fmt: skip
    return {**export(booster, list(GENRE_NAMES), GENRES), "diction": genre_weights(examples), "chain": {}}


def genre_weights(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights of words for the genres of pages, as they are and without their furniture."""
    pages = [
        Said(" ".join(line.text for line in shown.lines), GENRES[genre_of(example)], example.count, page)
        for page, example in enumerate(examples)
        for shown in (example, bare(example))
        if shown
    ]
    return weights_of(pages, GENRES, PLACES[:1], GENRE_STRENGTH)


def use(**models: Forest) -> None:
    """Have the builder read with `models` in place of the packaged ones."""
    roles.load_forest = lambda name, _: models[name]  # type: ignore[attr-defined]


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
