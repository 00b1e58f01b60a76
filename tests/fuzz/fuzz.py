"""Fuzz the readers with Atheris, guided by what their code has seen: ``python tests/fuzz/fuzz.py [SECONDS] [READER…]``.

Each reader runs in a process of its own, 600 seconds unless told otherwise. What it found interesting is kept under
``build/fuzz/<reader>``, so that the next run goes on from there; an input that raises is written beside it and named.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / "build" / "fuzz"
#: Megabytes that one input may ask for at once, seconds that it may take, and the largest one that is tried.
MEMORY, SLOWEST, LARGEST = 1_024, 5, 65_536
#: Megabytes of the whole process: under Atheris it grows by 5 kB an input, of which khobao keeps nothing.
WHOLE = 6_144


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one reader in this process, which Atheris ends."""
    import atheris

    with atheris.instrument_imports(include=["khobao", "yaml", "json"]):
        from readers import READERS

    reader, seeds = READERS[name]
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (folder / f"seed-{number}").write_bytes(seed)
    limits = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={WHOLE}",
        f"-malloc_limit_mb={MEMORY}",
        f"-timeout={SLOWEST}",
        f"-max_len={LARGEST}",
    ]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder.as_posix()}-", str(folder)], reader)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Fuzz the readers that are named, or all, one after the other; how many of them raised."""
    sys.path.insert(0, str(Path(__file__).parent))
    from readers import READERS

    seconds = int(arguments[0]) if arguments else 600
    failed = 0
    for name in arguments[1:] or READERS:
        print(f"== {name}, {seconds} s", flush=True)
        failed += subprocess.run([sys.executable, __file__, "--one", name, str(seconds)]).returncode != 0
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(sys.argv[2], int(sys.argv[3]))
        sys.exit()
    sys.exit(main(sys.argv[1:]))
