"""What each step of a build takes, with the annotation finder by finder, beside two programs that tag Vietnamese text.

``annotate.py [PAGES]``, a folder of pages; by default those of the golden tests, of which the ones of about 3.5 kB are
read. The steps are those of :func:`khobao.articles.build_batch`; what is left of it is work between them. The others,
the named entities of `underthesea` and the tagger of `pyvi`, read the texts of the same articles and are left out where
they are not installed. Every round does each step on all pages, one after the other; the best round of each counts.
The others, a thousand times slower, read a few of the pages once.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from khobao.annotate import ANNOTATED, annotate, finders
from khobao.annotate.reading import read
from khobao.articles import Outcome, _row, build_articles, build_batch, outcome_schema
from khobao.checks import check_article
from khobao.errors import Location
from khobao.locating import in_json
from khobao.pages import Page, page_schema, read_contribution, read_page_text
from khobao.sketches import signatures
from khobao.structure import structure_pages

ROOT = Path(__file__).parent.parent
ROUNDS = 5
#: Pages of one round at least, and the sizes in bytes of those that are read.
PAGES, SIZES = 200, range(2_500, 4_500)
#: Pages that the others read.
FEW = 20


def read_pages(folder: Path) -> list[Page]:
    """The pages in `folder` of the sizes that are measured which become articles, again and again up to so many."""
    pages = [Page(path.name, 1, "text", path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    pages = [page for page in pages if len(page.content) in SIZES]
    pages = [page for page, outcome in zip(pages, build_articles(pages), strict=True) if outcome.article]
    if not pages:
        sys.exit(f"{folder} has no pages of {SIZES.start} to {SIZES.stop} bytes that become articles")
    return pages * -(-PAGES // len(pages))


def finder_steps(articles: list[dict]) -> dict[str, Callable[[], object]]:
    """A round of each finder over `articles`; each is given what the ones before it found."""
    found = [(article, annotate(article)) for article in articles]

    def step(place: int) -> Callable[[], object]:
        before, (_, find) = finders()[:place], finders()[place]

        def run() -> float:
            spent = 0.0
            for article, values in found:
                reading = read(article)
                given = dict.fromkeys(ANNOTATED, ()) | {name: values[name] for name, _ in before}
                for _, other in before:  # what finders share is made by the first that asks for it
                    other(reading, given)
                start = time.process_time()
                find(reading, given)
                spent += time.process_time() - start
            return spent

        return run

    return {f"  {place + 1} {name}": step(place) for place, (name, _) in enumerate(finders())}


def steps(pages: list[Page], outcomes: list[Outcome]) -> dict[str, Callable[[], object]]:
    """A round of each step of a build of `pages`, whose outcomes are known."""
    articles = [outcome.article for outcome in outcomes]
    texts = [read_page_text(read_contribution(page)[0])[0].text for page in pages]
    plain = [text for article in articles if (text := article["text"])]
    batch = pa.RecordBatch.from_pylist([vars(page) for page in pages], schema=page_schema())
    rows = [_row(outcome) for outcome in outcomes]
    where = in_json("{}", Location("p", 1))
    return {
        "build_batch": lambda: build_batch(batch),
        "reading": lambda: [read_page_text(read_contribution(page)[0]) for page in pages],
        "structure": lambda: structure_pages(texts, [() for _ in texts]),
        "annotation": lambda: [annotate(article) for article in articles],
        **finder_steps(articles),
        "checks": lambda: [list(check_article(article, where)) for article in articles],
        "signature": lambda: signatures(plain),
        "rows": lambda: [_row(outcome) for outcome in outcomes],
        "Arrow": lambda: pa.RecordBatch.from_pylist(rows, schema=outcome_schema()),
    }


def peers(texts: list[str]) -> dict[str, Callable[[], object]]:
    """A round of each of the others that is installed."""
    found: dict[str, Callable[[], object]] = {}
    try:
        from underthesea import ner

        found["underthesea, NER"] = lambda: [ner(text) for text in texts]
    except ImportError:
        print("underthesea is not installed")
    try:
        from pyvi import ViPosTagger, ViTokenizer

        found["pyvi, tagger"] = lambda: [ViPosTagger.postagging(ViTokenizer.tokenize(text)) for text in texts]
    except ImportError:
        print("pyvi is not installed")
    return found


def seconds(step: Callable[[], object]) -> float:
    """Processor time of one round, or what the round itself says that it took."""
    start = time.process_time()
    said = step()
    return said if isinstance(said, float) else time.process_time() - start


def main() -> None:
    """Measure and print."""
    pages = read_pages(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "golden" / "pages")
    outcomes = build_articles(pages)
    texts = [outcome.article["text"] for outcome in outcomes]
    size = sum(len(page.content) for page in pages) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.1f} kB on average, best of {ROUNDS} rounds")
    measured = steps(pages, outcomes)
    best = dict.fromkeys(measured, float("inf"))
    for _ in range(ROUNDS):
        for name, step in measured.items():
            best[name] = min(best[name], seconds(step))
    for name, step in peers(texts[:FEW]).items():
        step()  # loads its models
        best[name] = seconds(step) / len(texts[:FEW]) * len(pages)
    whole = best["build_batch"]
    for name, taken in best.items():
        print(f"{name:<18} {taken / len(pages) * 1000:8.3f} ms a page  {taken / whole:6.1%} of build_batch")


if __name__ == "__main__":
    main()
