"""How near-duplicates are found in a corpus with planted ones: time, growth, memory, recall and precision.

``duplicates.py [CORPUS]``, one article a line as JSON with ``text``, plain or as ``.zst``; by default 4,000 texts
drawn from the golden pages. Beside it datasketch on a sample, where it is installed (the extra ``bench``).
"""

import gc
import io
import itertools
import random
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
import pyarrow as pa
from khobao.similarity import CONTAINMENT, GROWTH, THRESHOLD, Membership, group
from khobao.sketches import SHINGLE_WORDS, SIGNATURE_SIZE, signatures
from khobao.text import words

ROOT = Path(__file__).parent.parent
BATCH = 256
#: Pairs planted of each kind, or a fifth of the corpus if that is less; half as many stories that grew.
PAIRS = 1000
#: Share of the words that are changed.
CHANGED = (0.05, 0.1)
#: How many texts the library beside it is given: the planted pairs and others.
SAMPLE = 8000
SEED = 2024

Triples = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Planted:
    """A pair of rows: an article of the corpus and what was made of it."""

    kind: str
    source: int
    copy: int


@dataclass(frozen=True)
class Run:
    """What finding the near-duplicates took, in seconds of CPU time and MiB at the peak, and what it gave."""

    sketching: float
    grouping: float
    peak: float
    members: list[Membership]


def read_corpus(path: Path) -> list[str]:
    """The texts of a corpus in JSON lines."""
    with pa.input_stream(str(path), compression="zstd" if path.suffix == ".zst" else None) as stream:
        return [orjson.loads(line)["text"] for line in io.BufferedReader(stream)]


def draw_corpus(count: int, rng: random.Random) -> list[str]:
    """Texts of 200 to 800 words: runs of four from the golden pages, so that two texts share little but phrases."""
    pool = [word for path in sorted(ROOT.glob("tests/golden/pages/*.txt")) for word in words(path.read_text("utf-8"))]
    starts = range(len(pool) - 4)
    return [
        " ".join(itertools.chain(*(pool[start : start + 4] for start in rng.choices(starts, k=rng.randint(50, 200)))))
        for _ in range(count)
    ]


def change(text: str, kind: str, others: Sequence[str], rng: random.Random) -> str:
    """`text` with words changed for words of other texts, scattered or in one run, or followed by as many new ones."""
    pieces = re.split(r"(\w+)", text)
    count = len(pieces) // 2
    if kind == "grown to double":
        new = itertools.chain.from_iterable(passage(rng.choice(others), rng) for _ in itertools.count())
        return f"{text}\n{' '.join(itertools.islice(new, len(text.split())))}"
    changed = max(1, round(count * rng.uniform(*CHANGED)))
    first = rng.randrange(count - changed + 1)
    places = range(first, first + changed) if kind == "one run" else rng.sample(range(count), changed)
    for place in places:
        pieces[2 * place + 1] = rng.choice(words(rng.choice(others)) or ["khác"])
    return "".join(pieces)


def passage(text: str, rng: random.Random) -> list[str]:
    """Twenty words of `text`: little enough that no text is told again where many passages are joined."""
    parts = text.split()
    start = rng.randrange(max(1, len(parts) - 20))
    return parts[start : start + 20]


def plant(texts: list[str], pairs: int, rng: random.Random) -> tuple[list[str], list[Planted]]:
    """The texts with changed copies of some after them, each of another article, and the pairs that they make."""
    count = min(pairs, len(texts) // 5)
    kinds = ["scattered"] * count + ["one run"] * count + ["grown to double"] * (count // 2)
    sources = rng.sample([row for row, text in enumerate(texts) if len(words(text)) >= 20], len(kinds))
    copies = [change(texts[source], kind, texts, rng) for source, kind in zip(sources, kinds, strict=True)]
    return texts + copies, list(map(Planted, kinds, sources, itertools.count(len(texts))))


def find(texts: Sequence[str]) -> Run:
    """Sketch and group `texts` as a build does, in batches; their ids are their rows."""
    gc.collect()
    start = time.process_time()
    parts = [signatures(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH)]
    sketched = time.process_time()
    ids = [f"{row:09}" for row in range(len(texts))]
    members = group(ids, np.concatenate(parts), lambda rows: [texts[row] for row in rows])
    return Run(sketched - start, time.process_time() - sketched, peak(), members)


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def triples(text: str) -> Triples:
    """The shingles of `text` as words, made without the code that is measured."""
    found = words(text)
    return frozenset(tuple(found[place : place + SHINGLE_WORDS]) for place in range(max(1, len(found) - 2)))


def jaccard(one: Triples, other: Triples) -> float:
    """Share of the triples of both that are in both."""
    return len(one & other) / len(one | other)


def judge(one: Triples, other: Triples) -> str:
    """Why two texts are near-duplicates; "a chain only" if nothing but others between them makes them so."""
    shorter, longer = sorted((len(one), len(other)))
    if jaccard(one, other) >= THRESHOLD:
        return f"Jaccard >= {THRESHOLD}"
    grown = len(one & other) >= CONTAINMENT * shorter and longer <= GROWTH * shorter
    return f"contained >= {CONTAINMENT}" if grown else "a chain only"


def grouped_pairs(members: Sequence[Membership]) -> Iterator[tuple[int, int]]:
    """All pairs of rows that are in one group."""
    groups = defaultdict(list)
    for row, member in enumerate(members):
        groups[member.group].append(row)
    for rows in groups.values():
        yield from itertools.combinations(rows, 2)


def report_quality(texts: Sequence[str], members: Sequence[Membership], planted: Sequence[Planted]) -> None:
    """Print recall by kind, and what the pairs in groups are by an exact reading of their texts."""
    for kind, total in Counter(pair.kind for pair in planted).items():
        found = sum(members[p.source].group == members[p.copy].group for p in planted if p.kind == kind)
        print(f"recall, {kind:<18} {found / total:8.4f}   {found:,} of {total:,}")
    pairs = list(grouped_pairs(members))
    sets = {row: triples(texts[row]) for row in set(itertools.chain(*pairs))}
    known = {(pair.source, pair.copy) for pair in planted}
    judged = Counter("planted" if pair in known else judge(*(sets[row] for row in pair)) for pair in pairs)
    right = 1 - judged["a chain only"] / max(1, len(pairs))
    print(
        f"precision of pairs in groups {right:7.4f}   " + ", ".join(f"{n:,} {why}" for why, n in judged.most_common())
    )
    stated = [(row, int(member.match), member.similarity) for row, member in enumerate(members) if member.match]
    exact = sum(round(jaccard(sets[row], sets[match]), 4) == similarity for row, match, similarity in stated)
    near = sum(judge(sets[row], sets[match]) != "a chain only" for row, match, _ in stated)
    print(f"matches that are near       {near / max(1, len(stated)):8.4f}   {near:,} of {len(stated):,}")
    print(f"similarities that are exact {exact / max(1, len(stated)):8.4f}   {exact:,} of {len(stated):,}")


def report_library(texts: Sequence[str], planted: Sequence[Planted], own: float) -> None:
    """Print what datasketch takes and finds on the planted pairs and some other texts; `own` is the rate beside it."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        print("datasketch is not installed: pip install '.[bench]'")
        return
    rows = list(dict.fromkeys([row for pair in planted for row in (pair.source, pair.copy)]))
    rows = list(dict.fromkeys([*rows, *range(len(texts))]))[:SAMPLE]
    start = time.process_time()
    index = MinHashLSH(threshold=THRESHOLD, num_perm=SIGNATURE_SIZE)
    sketches = {}
    for row in rows:
        sketches[row] = MinHash(num_perm=SIGNATURE_SIZE)
        sketches[row].update_batch([" ".join(triple).encode() for triple in triples(texts[row])])
        index.insert(row, sketches[row])
    near = {row: set(index.query(sketches[row])) - {row} for row in rows}
    rate = len(rows) / (time.process_time() - start)
    print(
        f"\ndatasketch, {len(rows):,} of the texts: {rate:,.0f} texts/s, 1/{own / rate:.0f} of khobao; at that rate ",
        end="",
    )
    print(f"{len(texts) / rate:,.0f} s for all")
    for kind, total in Counter(pair.kind for pair in planted).items():
        found = sum(pair.copy in near[pair.source] for pair in planted if pair.kind == kind)
        print(f"recall, {kind:<18} {found / total:8.4f}   {found:,} of {total:,}")
    pairs = {(row, match) for row in rows for match in near[row] if row < match}
    judged = Counter(judge(triples(texts[row]), triples(texts[match])) for row, match in pairs)
    print(f"precision of its pairs      {1 - judged['a chain only'] / max(1, len(pairs)):8.4f}   {len(pairs):,} pairs")


def main() -> None:
    """Print all of it."""
    rng = random.Random(SEED)
    corpus = read_corpus(Path(sys.argv[1])) if len(sys.argv) > 1 else draw_corpus(4000, rng)
    size = sum(map(len, corpus)) / len(corpus)
    print(f"{len(corpus):,} texts of {size:,.0f} characters; {peak():,.0f} MiB when loaded\n")
    print("     texts   sketches s   groups s   texts/s   peak MiB")
    for part in (4, 2, 1):
        texts, planted = plant(corpus[: len(corpus) // part], PAIRS // part, rng)
        run = find(texts)
        rate = len(texts) / (run.sketching + run.grouping)
        print(f"{len(texts):10,} {run.sketching:12.1f} {run.grouping:10.1f} {rate:9,.0f} {run.peak:10,.0f}")
    print()
    report_quality(texts, run.members, planted)
    report_library(texts, planted, rate)


if __name__ == "__main__":
    main()
