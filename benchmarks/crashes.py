"""What killed builds leave: ``crashes.py CORPUS [PAGES] [KILLS]``, CORPUS being JSONL of pages.

A first release is built; then a build with more pages is killed (SIGKILL, workers included) at random moments, as often
as asked. After each, every folder with the name of a version has to verify; at the end, the build has to succeed.
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from khobao.release.verify import verify_release
from releases import Dataset, pages, texts


def torn(out: Path) -> list[str]:
    """The releases in `out` that are not intact."""
    releases = [path for path in out.iterdir() if not path.name.startswith(".") and path.is_dir()]
    return [path.name for path in releases if verify_release(path)]


def main() -> None:
    """Build, kill and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pages", type=int, nargs="?", default=20_000)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    options = parser.parse_args()
    draw = random.Random(7)
    found = texts(options.corpus)
    with tempfile.TemporaryDirectory() as folder:
        dataset = Dataset(Path(folder, "dataset"), 2)
        dataset.add("a", pages(found, options.pages))
        dataset.build()
        dataset.add("b", pages(found, options.pages // 100, options.pages))
        out = dataset.root / "dist"
        command = [
            sys.executable,
            "-m",
            "khobao",
            "build",
            str(dataset.root),
            "--workers",
            "2",
            "--max-rejects",
            "100%",
        ]
        start = time.perf_counter()
        subprocess.run([*command, "--out", f"{folder}/timed"], capture_output=True, check=True)
        whole = time.perf_counter() - start
        print(f"{options.pages:,} pages; a build that is left alone takes {whole:.1f} s", flush=True)
        bad: list[str] = []
        whole_ones = 0
        for _ in range(options.kills):
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            time.sleep(draw.uniform(0, whole))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            bad += torn(out)
            # What came whole before the kill goes, so that the next build has as much to do.
            for release in out.glob("1.1.0"):
                whole_ones += 1
                shutil.rmtree(release)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        left = [path.name for path in out.iterdir() if path.name.startswith(".")]
        print(f"{options.kills} kills, {whole_ones} of them when the release was there: {len(bad)} torn releases")
        print(f"the next build ends with {done.returncode}, {len(torn(out))} torn releases, left behind: {left}")


if __name__ == "__main__":
    main()
