"""What a run of khobao may do to the process that it runs in: tests start it in one of its own and look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

#: Runs `khobao` with the arguments of the command line; the last line that it prints tells of the run. What the
#: interpreter reads while it starts, and the console script, are not of interest: khobao is loaded before.
_RUN = """
import json, os, sys, sysconfig, tempfile, time
import khobao, khobao.cli, khobao.schema
home = [os.path.dirname(khobao.__file__), os.path.dirname(khobao.schema.__file__), tempfile.gettempdir()]
home += [*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix]
home += [argument for argument in sys.argv[1:] if os.path.exists(argument)]
home = tuple(os.path.realpath(path) for path in home) + tuple(os.path.abspath(path) for path in home[-len(sys.argv):])
events = []
def hook(event, arguments):
    if event.split(".")[0] in ("socket", "subprocess", "ftplib", "http", "urllib", "smtplib", "webbrowser"):
        events.append(event)
    elif event in ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn"):
        events.append(event)
    elif event in ("open", "os.remove", "os.rename", "os.mkdir", "os.chmod", "os.symlink", "os.link", "os.truncate"):
        path = arguments[0]
        if isinstance(path, int) or path is None:
            return
        path = os.path.abspath(os.fsdecode(path))
        allowed = path.startswith(home) or path in ("/dev/null", os.devnull) or path.startswith(("/proc/", "/sys/"))
        if not allowed:
            events.append(f"{event} {path}")
sys.addaudithook(hook)
start = time.process_time()
code = khobao.cli.main(sys.argv[1:])
memory = 0
if os.path.exists("/proc/self/status"):
    status = open("/proc/self/status").read()
    memory = int(status.partition("VmHWM:")[2].split()[0]) * 1024
print("\\n" + json.dumps([code, time.process_time() - start, memory, events]))
"""


@dataclass(frozen=True)
class Ran:
    """How a run ended: its exit code, seconds of the processor, most bytes of memory (0 where that is not known), what
    it did that it must not, and what it printed."""

    code: int
    seconds: float
    memory: int
    events: list[str]
    output: str
    errors: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The issues that it printed as JSON."""
        found: list[dict[str, Any]] = json.loads(self.output)["issues"]
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of its issues."""
        return [issue["code"] for issue in self.findings]


def watch(*arguments: object, timeout: float = 60, cwd: object = None) -> Ran:
    """Run `khobao` with `arguments` in a process of its own, under an audit hook."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *map(str, arguments)],
        capture_output=True,
        timeout=timeout,
        cwd=os.fspath(cwd) if cwd else None,  # type: ignore[call-overload]
    )
    output, errors = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, errors
    shown, _, last = output.rstrip("\n").rpartition("\n")
    code, seconds, memory, events = json.loads(last)
    assert "Traceback" not in errors, errors
    return Ran(code, seconds, memory, events, shown, errors)
