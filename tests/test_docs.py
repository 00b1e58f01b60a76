"""What is documented exists, and what exists is documented."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from khobao.options import parser

ROOT = Path(__file__).parent.parent


def commands() -> list[str]:
    """The commands of khobao."""
    return list(next(action.choices for action in parser()._actions if action.dest == "run") or ())


@pytest.mark.parametrize("command", commands())
def test_readme_names_every_command_and_each_has_help(command: str) -> None:
    """README has a row for the command, and its --help works and exits with 0."""
    assert re.search(rf"^\| `khobao {command}\b", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    done = subprocess.run(
        [sys.executable, "-m", "khobao", command, "--help"], capture_output=True, text=True, check=True
    )
    assert f"usage: khobao {command}" in done.stdout


def test_help_and_validate_import_nothing_heavy() -> None:
    """Neither pyarrow nor datasets is loaded by what has to feel instant."""
    script = (
        "import sys\n"
        "from khobao.cli import main\n"
        f"assert main(['validate', {str(ROOT / 'articles')!r}]) == 0\n"
        "heavy = {'pyarrow', 'datasets', 'pandas'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
