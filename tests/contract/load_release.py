"""Load a release with `datasets` as a user would, and count: ``load_release.py RELEASE ROWS...``, one count a split."""

import sys
import tempfile

import datasets


def main() -> None:
    """Load every config, plain and streaming, each with a fresh cache; fail if a count differs."""
    release, *counts = sys.argv[1:]
    expected = dict(zip(("train", "validation", "test"), map(int, counts), strict=True))
    datasets.disable_progress_bars()
    for config in ("articles", "pages"):
        for streaming in (False, True):
            with tempfile.TemporaryDirectory() as cache:
                loaded = datasets.load_dataset(release, config, streaming=streaming, cache_dir=cache)
                rows = {split: sum(1 for _ in table) for split, table in loaded.items()}
            assert rows == expected, f"{config}, streaming={streaming}: {rows}, not {expected}"
    print(f"datasets {datasets.__version__}: {release} loads, {expected}")


if __name__ == "__main__":
    main()
