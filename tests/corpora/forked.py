"""Cases of public test suites, each in a process of its own, forked from one that has everything loaded."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: What a case may take: bytes of memory, seconds of the processor, seconds on a machine that has other work too.
MEMORY, SECONDS, PATIENCE = 512 * 1024 * 1024, 5, 60
#: The exit codes that a run of `khobao validate` has for data, whatever they are.
EXPECTED = (0, 1, 2, 3)


@dataclass(frozen=True)
class Result:
    """How a case ended: exit code, what it printed, and what was wrong with the run as such."""

    code: int
    output: str
    fault: str


def runner() -> Callable[..., Result]:
    """What runs `khobao` in a forked process within the limits."""
    from khobao.cli import main

    # Loaded once, before the first fork.
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text("Không có gì.", "utf-8")
        main(["validate", "--format", "json", folder])

    def run(*arguments: object) -> Result:
        with tempfile.TemporaryFile() as output:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # 3.12 warns of forks beside threads
                process = os.fork()
            if not process:
                _child(output.fileno(), [str(argument) for argument in arguments])
            status, used, seconds = _wait(process)
            output.seek(0)
            shown = output.read().decode("utf-8", "replace")
        code = os.waitstatus_to_exitcode(status)
        fault = (
            "Traceback" if "Traceback" in shown else "memory" if used > MEMORY else "time" if seconds > SECONDS else ""
        )
        fault = fault or ("" if code in EXPECTED else f"exit code {code}")
        return Result(code, shown, fault)

    return run


def _child(output: int, arguments: list[str]) -> None:
    code = 99
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (2 * MEMORY, 2 * MEMORY))
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        from khobao.cli import main

        try:
            code = main(arguments)
        except SystemExit as error:
            code = int(error.code or 0)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _wait(process: int) -> tuple[int, int, float]:
    """Status, most bytes of memory and seconds of `process`, which is killed when its time is over."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found, status, usage = os.wait4(process, os.WNOHANG)
        if found:
            memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            return status, memory, usage.ru_utime + usage.ru_stime
        time.sleep(0.001)
    os.kill(process, signal.SIGKILL)
    return os.wait4(process, 0)[1], 0, 0
