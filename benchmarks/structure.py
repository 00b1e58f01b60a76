"""How fast pages become articles, beside two programs that extract articles from HTML: pages a second on one core.

``structure.py [PAGES]``, a folder of pages; by default those of the golden tests. The others, `trafilatura` and
`resiliparse`, read the same lines as paragraphs of an HTML page and are left out where they are not installed. Every
round lets each read all pages once, one after the other; the best round of each counts.
"""

import html
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

from khobao.articles import build_articles
from khobao.pages import Page, read_contribution, read_page_text
from khobao.structure import structure_pages

ROOT = Path(__file__).parent.parent
ROUNDS = 5
#: Pages that are read together, and pages of one round at least.
BATCH, PAGES = 256, 512
#: Module and function of the others.
PEERS = {
    "trafilatura": ("trafilatura", "extract"),
    "resiliparse": ("resiliparse.extract.html2text", "extract_plain_text"),
}
OPTIONS = {"trafilatura": {}, "resiliparse": {"main_content": True}}


def as_html(page_text: str) -> str:
    """The lines of a page as paragraphs."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in page_text.split("\n") if line)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>\n{paragraphs}</body></html>"


def in_batches(step: Callable[[list], object], items: list) -> Callable[[], None]:
    """A round of `step` over `items`, in batches."""

    def run() -> None:
        for at in range(0, len(items), BATCH):
            step(items[at : at + BATCH])

    return run


def peers(documents: list[str]) -> dict[str, Callable[[], None]]:
    """A round of each of the others that is installed."""
    found = {}
    for name, (module, function) in PEERS.items():
        try:
            extract = getattr(importlib.import_module(module), function)
        except ImportError:
            print(f"{name} is not installed")
            continue

        def read(batch: list[str], extract: Callable[..., object] = extract, name: str = name) -> None:
            for document in batch:
                extract(document, **OPTIONS[name])

        found[name] = in_batches(read, documents)
    return found


def seconds(step: Callable[[], None]) -> float:
    """Processor time of one round."""
    start = time.process_time()
    step()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "golden" / "pages"
    pages = [Page(path.name, 1, "text", path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    texts = [read.text for page in pages if (read := read_page_text(read_contribution(page)[0])[0])]
    texts *= -(-PAGES // len(texts))
    size = sum(len(page_text.encode()) for page_text in texts) / len(texts) / 1000
    print(f"{len(texts)} pages of {size:.1f} kB on average, batches of {BATCH}, best of {ROUNDS} rounds")
    steps = {
        "khobao, structure": in_batches(structure_pages, texts),
        "khobao, articles": in_batches(build_articles, [Page("p", 1, "text", text.encode()) for text in texts]),
        **peers([as_html(page_text) for page_text in texts]),
    }
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(ROUNDS):
        for name, step in steps.items():
            best[name] = min(best[name], seconds(step))
    whole = best["khobao, articles"]
    for name, taken in best.items():
        print(f"{name:<18} {len(texts) / taken:10,.0f} pages/s  {whole / taken:6.2f} of khobao's articles")


if __name__ == "__main__":
    main()
