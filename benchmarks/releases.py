"""What a release after a release costs: ``releases.py CORPUS [PAGES] [--workers N]``, CORPUS being JSONL of pages.

Prints ratios measured in one run: the second release with 1 % more pages against the first, the bytes that an edit of
0.1 % of the rows writes again, the number of shards after a hundred small releases and what reading them costs against
one compact release, and finished articles against `datasets` doing load, filter with the same check and `to_parquet`,
with the share that each step of the build has; groups, digests and JSONL are work that `datasets` does not do.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from khobao.card import read_card
from khobao.columns import validator
from khobao.pipeline import Built, Order, build

CARD = """---
khobao:
  name: measured
  sources: [articles]
  splits: {train: 80, validation: 10, test: 10}
---
# Measured
"""
RELEASES = 100


def texts(corpus: Path) -> Iterator[str]:
    """The texts of the corpus, unpacked if need be."""
    codec = {".zst": "zstd", ".gz": "gzip"}.get(corpus.suffix)
    with pa.input_stream(str(corpus), compression=codec) as stream:
        rest = b""
        while block := stream.read(1 << 20):
            *lines, rest = (rest + block).split(b"\n")
            yield from (json.loads(line)["text"] for line in lines)


class Dataset:
    """A dataset in a folder of its own, one JSONL file for each addition."""

    def __init__(self, root: Path, workers: int) -> None:
        self.root, self.workers = root, workers
        (root / "articles").mkdir(parents=True)
        (root / "dataset_card.md").write_text(CARD, "utf-8")

    def add(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Write rows into a file of their own."""
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (self.root / "articles" / f"{name}.jsonl").write_text(content, "utf-8")

    def build(self, **options: Any) -> tuple[Built, float]:
        """Build a release; the seconds that it took."""
        start = time.perf_counter()
        order = Order(self.root, self.root / "dist", self.workers, max_reject_share=1.0, **options)
        built = build(read_card(self.root), order, lambda _: None)
        return built, time.perf_counter() - start


def pages(found: Iterator[str], count: int, start: int = 0) -> list[dict[str, Any]]:
    """The next pages of the corpus."""
    return [
        {"id": f"page-{number:07}", "text": text}
        for number, text in zip(range(start, start + count), found, strict=False)
    ]


def data(release: Path) -> dict[str, tuple[int, str]]:
    """Size and digest of each data file of a release."""
    files = json.loads((release / "release.json").read_text("utf-8"))["files"]
    return {file["path"]: (file["bytes"], file["sha256"]) for file in files if "/" in file["path"]}


def growth(dataset: Dataset, found: Iterator[str], count: int) -> None:
    """A release, one with 1 % more, one with 0.1 % edited."""
    first_pages = pages(found, count)
    dataset.add("a", first_pages)
    first, cold = dataset.build()
    assert first.release is not None
    print(f"first release: {count:,} pages in {cold:.1f} s, {count / cold:,.0f} pages/s with {dataset.workers} workers")
    dataset.add("b", pages(found, count // 100, count))
    second, warm = dataset.build()
    assert second.release is not None
    kept = data(first.release).items() <= data(second.release).items()
    print(f"1 % more: {warm:.1f} s, {warm / cold:.1%} of the first; every file of the first kept: {kept}")
    for row in first_pages[::1000]:
        row["text"] += "\nMột câu được thêm vào cuối bài sau khi tòa soạn đính chính thông tin."
    dataset.add("a", first_pages)
    third, again = dataset.build()
    assert third.release is not None
    new = data(third.release)
    written = sum(size for path, (size, digest) in new.items() if data(second.release).get(path) != (size, digest))
    print(
        f"0.1 % edited: {again:.1f} s, {written / sum(size for size, _ in new.values()):.1%} of the bytes written again"
    )


def hundred(dataset: Dataset, found: Iterator[str], count: int) -> None:
    """Many small releases, and what reading the last costs against a compact one."""
    built = None
    for number in range(RELEASES):
        dataset.add(f"{number:03}", pages(found, count, number * count))
        built, _ = dataset.build()
    assert built is not None
    assert built.release is not None
    folders = sorted((built.release / "data" / "articles").iterdir())
    shards = {folder.name: len(list(folder.iterdir())) for folder in folders}
    print(f"{RELEASES} releases of {count} pages: version {built.release.name}, shards {shards}")
    with tempfile.TemporaryDirectory() as out:
        order = Order(dataset.root, Path(out), max_reject_share=1.0)
        compact = build(read_card(dataset.root), order, lambda _: None)
        assert compact.release is not None
        grown, whole = best(*(lambda path=path: read(path) for path in (built.release, compact.release)))
    print(f"reading all of it: {grown / whole:.2f} times one compact release")


def read(release: Path) -> int:
    """Read every Parquet file."""
    return sum(pq.read_table(path).num_rows for path in release.glob("data/*/*/*.parquet"))


def best(*steps: Callable[[], object], rounds: int = 9) -> list[float]:
    """The least seconds of each step in some rounds, in which they take turns: what else runs here hits all of them."""
    taken: list[list[float]] = [[] for _ in steps]
    for _ in range(rounds):
        for step, seconds in zip(steps, taken, strict=True):
            start = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - start)
    return [min(seconds) for seconds in taken]


def valid(row: dict[str, Any]) -> bool:
    """Whether a row as `datasets` gives it is an article."""
    return bool(validator("article").is_valid(plain(row)))


def plain(value: Any) -> Any:
    """A value as JSON has it: dates and times as text, also inside lists and structs."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def beside_datasets(dataset: Dataset, release: Path) -> None:
    """Finished articles: khobao's build against load, filter and write with `datasets`, two processes each."""
    import datasets

    for path in (dataset.root / "articles").iterdir():
        path.unlink()
    files = sorted(release.glob("jsonl/articles/*/*.jsonl.gz"))
    for path in files:
        (dataset.root / "articles" / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    dataset.workers = 2
    start = time.perf_counter()
    order = Order(dataset.root, dataset.root / "again", 2, max_reject_share=1.0, cache=False)
    told = [("structured", start)]
    built = build(read_card(dataset.root), order, lambda step: told.append((step.name, time.perf_counter())))
    mine = time.perf_counter() - start
    print(f"finished articles, step by step: {shares([*told, ('', start + mine)])}")
    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        start = time.perf_counter()
        schema = pq.read_schema(next(release.glob("data/articles/*/*.parquet")))
        table = datasets.load_dataset(
            "json",
            data_files=[str(path) for path in files],
            features=datasets.Features.from_arrow_schema(schema),
            split="train",
            cache_dir=cache,
            num_proc=2,
        )
        table.filter(valid, num_proc=2).to_parquet(f"{cache}/out.parquet")
        theirs = time.perf_counter() - start
    rates = built.read / mine, len(table) / theirs
    print(f"finished articles: {rates[0]:,.0f} a second, datasets {rates[1]:,.0f}: {rates[0] / rates[1]:.1f} times")


def shares(told: list[tuple[str, float]]) -> str:
    """How much of the time passed up to the end of each step. What is told of shards is told when they are done, of all
    else when it begins."""
    spent: dict[str, float] = {}
    for (name, since), (following, until) in itertools.pairwise(told):
        step = "structured" if following == "structured" else name
        spent[step] = spent.get(step, 0.0) + until - since
    return ", ".join(f"{name} {seconds / sum(spent.values()):.0%}" for name, seconds in spent.items())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pages", type=int, nargs="?", default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    found = texts(options.corpus)
    with tempfile.TemporaryDirectory() as folder:
        one = Dataset(Path(folder, "one"), options.workers)
        growth(one, found, options.pages)
        newest = max((one.root / "dist").glob("[0-9]*"), key=lambda path: tuple(map(int, path.name.split("."))))
        beside_datasets(one, newest)
        hundred(Dataset(Path(folder, "many"), 1), found, options.pages // 200)


if __name__ == "__main__":
    main()
