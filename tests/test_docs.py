"""What is documented exists, and what exists is documented."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from khobao.codes import CODES
from khobao.options import parser
from khobao.pages import _FRONT_MATTER
from khobao.scaffold import UNKNOWN, create

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


def test_every_package_is_installed() -> None:
    """Pyproject names each folder of modules: a wheel without one of them would be broken, a checkout would not."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT / "builder") for path in ROOT.glob("builder/khobao/**/__init__.py")}
    assert sorted(stated) == sorted({"khobao.schema", *(".".join(folder.parts) for folder in folders)})


GUIDE = ROOT / "builder" / "khobao" / "template" / "CONTRIBUTING.md"


def shown(text: str) -> Iterator[tuple[str, str]]:
    """The commands in the blocks of a console in `text`, each with what is shown of its output."""
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def test_guide_shows_what_its_commands_print(tmp_path: Path) -> None:
    """Whoever does what the guide says, in a new dataset, sees what it shows; a line `…` stands for any lines.

    After a change of what is printed, put the new output into the guide.
    """
    dataset = tmp_path / "new"
    create(dataset)
    text = GUIDE.read_text("utf-8")
    name, page = re.findall(r"This is `(\S+)`:\n\n```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[0]
    (dataset / name).write_text(page, "utf-8")
    seen = list(shown(text))
    assert [command.split()[1] for command, _ in seen] == ["validate", "validate", "show"]
    for command, output in seen:
        assert command.startswith("khobao ")
        done = subprocess.run([sys.executable, "-m", *command.split()], cwd=dataset, capture_output=True, check=False)
        printed = (done.stdout + done.stderr).decode()
        pattern = "".join("(?:.*\\n)*?" if line == "…\n" else re.escape(line) for line in output.splitlines(True))
        assert re.fullmatch(pattern, printed), f"{command} prints:\n{printed}"
        (dataset / name).write_text(page.replace("outlt", "outlet"), "utf-8")
    stated = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[0]
    (dataset / name).write_text(page.replace("outlt", "outlet").replace("\n---\n", f"\n{stated}---\n", 1), "utf-8")
    done = subprocess.run([sys.executable, "-m", "khobao", "show", name], cwd=dataset, capture_output=True, check=True)
    assert "reviewed             authors · published_at · published_precision\n" in done.stdout.decode()


def test_guide_names_every_field_and_only_codes_that_exist() -> None:
    """Its table has all that may stand above a page, and every finding in it is a code of the right severity."""
    text = GUIDE.read_text("utf-8")
    fields = [
        name for row in re.findall(r"^\| (`[a-z_`, ]+) \|", text, re.MULTILINE) for name in re.findall("[a-z_]+", row)
    ]
    assert sorted(fields) == sorted(_FRONT_MATTER)
    for row in re.findall(r"^\| (`[a-z]+/.*?) \|", text, re.MULTILINE):
        for code in re.findall(r"[a-z]+/[a-z-]+", row):
            assert CODES[code].severity == ("warning" if row.endswith("(warnings)") else "error")


def test_guide_to_checks_shows_what_a_new_dataset_has(tmp_path: Path) -> None:
    """The workflow and the hook in docs/ci.md are those of `khobao init`, and its inputs those of the action."""
    create(tmp_path / "new")
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    workflow, hook = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert workflow == (tmp_path / "new" / ".github" / "workflows" / "validate.yml").read_text("utf-8")
    assert hook in (tmp_path / "new" / ".pre-commit-config.yaml").read_text("utf-8")
    assert UNKNOWN in workflow
    action = (ROOT / "action.yml").read_text("utf-8")
    inputs = re.findall(r"^  ([a-z-]+):$", action.partition("outputs:")[0], re.MULTILINE)
    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == inputs
