"""How long a command takes from a cold start, beside an interpreter that does nothing: medians of ten runs."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = str(next((ROOT / "articles").glob("*.txt")))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "khobao --help": [sys.executable, "-m", "khobao", "--help"],
    "khobao validate, one page": [sys.executable, "-m", "khobao", "validate", PAGE],
    "khobao show, one page": [sys.executable, "-m", "khobao", "show", PAGE],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    floor = 0.0
    for name, command in COMMANDS.items():
        median = statistics.median(seconds(command) for _ in range(10))
        floor = floor or median
        print(f"{name:<28} {median:6.3f} s  {median / floor:5.1f} times the interpreter")
