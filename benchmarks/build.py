"""What the steps of a build cost: pages a second on one core, beside a bare read of the same bytes.

``build.py [PAGES]``, a folder of pages; by default the pages of the dataset, repeated.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from khobao.articles import build_article
from khobao.errors import Location
from khobao.pages import Contribution, Page, read_page_text
from khobao.structure import structure_page
from khobao.text import clean

ROOT = Path(__file__).parent.parent


def rate(step: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Pages a second of `step`, in one pass over `contents`."""
    start = time.perf_counter()
    for content in contents:
        step(content)
    return len(contents) / (time.perf_counter() - start)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "articles"
    contents = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    contents *= max(1, 1000 // len(contents))
    texts = [clean(content.decode()).encode() for content in contents]
    print(f"{len(contents)} pages of {sum(map(len, contents)) / len(contents) / 1000:.1f} kB on average")
    steps: dict[str, tuple[Callable[[bytes], object], list[bytes]]] = {
        "decode": (bytes.decode, contents),
        "clean": (lambda content: read_page_text(Contribution("text", content, Location("p"))), contents),
        "structure": (lambda content: structure_page(content.decode()), texts),
        "article, checked": (lambda content: build_article(Page("p", 1, "text", content)), contents),
    }
    base = 0.0
    for name, (step, inputs) in steps.items():
        found = rate(step, inputs)
        base = base or found
        print(f"{name:<18} {found:10,.0f} pages/s  1/{base / found:,.0f} of decoding")
