"""What an interrupted build leaves: the release before, and nothing that looks like one."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import page
from khobao.cli import main
from khobao.errors import Issue, UnavailableError
from khobao.pipeline import Built
from khobao.release.verify import verify_release

Build = Callable[..., Built]

BUILD = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
from khobao.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def first(dataset: Path, build_dataset: Build) -> Path:
    """A release, and one page more to build the next."""
    release = build_dataset(dataset).release
    assert release is not None
    (dataset / "articles" / "trang-9.txt").write_text(page(9), "utf-8")
    return release


def only_release_is(first: Path) -> None:
    """Nothing but an intact `first` and hidden folders lies beside it."""
    assert [path.name for path in first.parent.iterdir() if not path.name.startswith(".")] == [first.name]
    assert not verify_release(first)


def attempt(dataset: Path, build_dataset: Build) -> Issue | None:
    """Build, and say what was unavailable, if anything was."""
    try:
        build_dataset(dataset)
    except UnavailableError as error:
        return error.issue
    return None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_failure_at_every_file_leaves_the_release_before(
    number: int, dataset: Path, first: Path, build_dataset: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Disk full or broken at the first, second, … file or folder that is synced: "write/failed", and nothing new."""
    fsync = os.fsync
    left = 0

    def failing(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    for count in range(200):
        left = count
        failure = attempt(dataset, build_dataset)
        if failure is None:
            break
        assert failure.code == "write/failed"
        assert os.strerror(number) in failure.message
        only_release_is(first)
    assert count > 20
    assert not verify_release(first.parent / "1.1.0")


@pytest.mark.parametrize("size", [0, 300, 2_000, 6_000, 12_000, 20_000])
def test_file_that_the_system_does_not_let_grow_is_one_clear_error(size: int, dataset: Path, first: Path) -> None:
    """With a real limit on the size of files, whoever writes them, the build ends with exit 3 and one line."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(size), "build", str(dataset)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "error[write/failed]" in done.stdout
    assert "Traceback" not in done.stderr
    only_release_is(first)
    assert main(["build", str(dataset)]) == 0


def test_folder_that_cannot_be_written_to_is_one_clear_error(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a file stands in the place of the output folder: exit 3."""
    (dataset / "dist").write_text("", "ascii")
    assert main(["build", str(dataset)]) == 3
    assert "error[write/failed]" in capsys.readouterr().out


def test_killed_builds_leave_the_release_before_and_the_next_one_succeeds(dataset: Path, first: Path) -> None:
    """SIGKILL at twelve moments of a build with two workers: no torn release, and the next build cleans up."""
    draw = random.Random(1)
    command = [sys.executable, "-m", "khobao", "build", str(dataset), "--workers", "2", "--no-cache"]
    for _ in range(12):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(draw.uniform(0.2, 1.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        releases = [path for path in first.parent.iterdir() if not path.name.startswith(".")]
        assert first in releases
        assert not [issue for release in releases for issue in verify_release(release)]
    assert main(["build", str(dataset)]) == 0
    assert sorted(path.name for path in first.parent.iterdir()) == ["1.0.0", "1.1.0"]
    assert not verify_release(first.parent / "1.1.0")
