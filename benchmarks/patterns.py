"""How the patterns that read pages behave on their worst text: those that take over 50 ms for 100 kB of a repeated run.

Each pattern is tried on runs of what patterns repeat, ended by a character that makes the whole fail.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

MODULES = (
    "text", "legacy", "strict_json", "strict_yaml", "metadata", "markup", "pages", "fields", "sources", "card",
    "versions", "structure", "checks", "annotate",
)  # fmt: skip
SEEDS = (
    " ", "a", "A", "1", "1 ", "a ", "Á ", "A.", ".", ",", "-", "/", "(", "1/", "12:", "A. ", "Ab ", "- ", "#a ", "@a.",
    "ngày ", "1.", "' ", "\u0301", "|", "theo ", "tháng ", "A - ", "a, ", "()", "http://", "1/1/2020 ", "theo (",
    "hôm nay ", "1 1", "12A-", "12 A", "eyJ", "eyJa.", "-----BEGIN ", "ghp_", "&a", "&#1", "oà", "òa", "Ãª", "á»",
    "12.34 ", "AB 1", "điện thoại ", "UBND tỉnh ", "… ", "a.\n", "(+84", "xoxb-", "AIza",
)  # fmt: skip
SIZE = 100_000
#: No search is waited for longer than this, in seconds: the length of the text is raised step by step.
LIMIT = 0.05


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the modules that read pages, by name."""
    for name in MODULES:
        module = importlib.import_module(f"khobao.{name}")
        below = pkgutil.iter_modules(getattr(module, "__path__", []))
        for one in [module, *(importlib.import_module(f"khobao.{name}.{found.name}") for found in below)]:
            for label, value in vars(one).items():
                values = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
                for index, entry in enumerate(values):
                    pattern = getattr(entry, "__self__", entry)  # a test of a token is a method of its pattern
                    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                        yield f"{one.__name__.removeprefix('khobao.')}.{label}[{index}]", pattern


def search(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of one search."""
    start = time.process_time()
    pattern.search(text)
    return time.process_time() - start


def slowest(pattern: re.Pattern[str]) -> tuple[float, str, int]:
    """The longest search: seconds, the run that it was made of, and the length of the text reached."""
    worst = (0.0, "", SIZE)
    for seed in SEEDS:
        for size in (1_000, 10_000, SIZE):
            text = seed * (size // len(seed)) + "\x00"
            taken = search(pattern, text)
            if taken > LIMIT:  # once more: the machine may have been busy with something else
                taken = min(taken, search(pattern, text), search(pattern, text))
            worst = max(worst, (taken, seed, size))
            if taken > LIMIT:
                break
    return worst


if __name__ == "__main__":
    count = over = 0
    for name, pattern in patterns():
        taken, seed, size = slowest(pattern)
        count += 1
        if taken > LIMIT:
            over += 1
            print(f"{name:<40} {taken * 1000:8.0f} ms on {size:,} characters of {seed!r}")
    print(f"{count} patterns, {over} over {LIMIT * 1000:.0f} ms")
