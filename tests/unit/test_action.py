"""The action, its hook and the workflows: each step is run as it is written, in the folder of a stranger."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import page
from khobao import sources, strict_yaml
from khobao.options import parser
from khobao.scaffold import create

ROOT = Path(__file__).parent.parent.parent
PIN = f"an-owner/khobao@{'0' * 40}"
#: What the runner takes for a command: a line that begins with two colons, or the older form anywhere in a line.
COMMAND = re.compile(r"\s*::|.*##\[")


def load(path: Path) -> Any:
    """The YAML in `path`, in which `on` is a word."""
    return strict_yaml.parse(path.read_text("utf-8")).value


ACTION = load(ROOT / "action.yml")
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}


def formats() -> tuple[str, ...]:
    """The formats that `khobao validate` prints."""
    commands = next(action for action in parser()._actions if action.dest == "run").choices or {}
    return next(action.choices for action in commands["validate"]._actions if action.dest == "format")


@dataclass
class Ran:
    """What a step did."""

    code: int
    printed: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """Runs steps of the action in `workspace` as GitHub's runner does: bash, its options, its variables."""

    def __init__(self, workspace: Path, temporary: Path) -> None:
        self.workspace, self.temporary = workspace, temporary
        python = temporary / "khobao" / "bin" / "python"
        python.parent.mkdir(parents=True)
        # In the place of what the step `install` makes, which .ci/run runs.
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
        python.chmod(0o755)

    def run(self, step: str, *, change: tuple[str, str] = ("", ""), **inputs: str) -> Ran:
        """Run the step `step` with `inputs`, whose hyphens are written `_`; `change` is made in its script."""
        values = {name: stated["default"] for name, stated in ACTION["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{name}": value for name, value in values.items()}
        known["steps.python.outputs.python-path"] = sys.executable
        files = {name: self.temporary / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
        for file in files.values():
            file.write_text("")
        stated = {
            name: re.sub(r"\$\{\{ (\S+) \}\}", lambda match: known[match[1]], value)
            for name, value in STEPS[step]["env"].items()
        }
        if stated.get("FORMAT") not in (None, *formats()):
            stated["FORMAT"] = "text"  # until `validate` prints annotations
        environment = {
            **os.environ, **{name: str(file) for name, file in files.items()}, **stated,
            "GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(self.temporary),
        }  # fmt: skip
        script = self.temporary / f"{step}.sh"
        script.write_text(STEPS[step]["run"].replace(*change) if change[0] else STEPS[step]["run"])
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False,
        )  # fmt: skip
        assert files["GITHUB_ENV"].read_text() == ""
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        return Ran(done.returncode, done.stdout, outputs, files["GITHUB_STEP_SUMMARY"].read_text())


def git(folder: Path, *arguments: str) -> str:
    """What git says in `folder`."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def commit(folder: Path) -> None:
    """Commit all there is in `folder`."""
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "contribution")


@pytest.fixture
def workspace(dataset: Path) -> Path:
    """The checkout of a dataset with five pages, in one commit."""
    git(dataset, "init", "--quiet")
    commit(dataset)
    return dataset


@pytest.fixture
def runner(workspace: Path, tmp_path: Path) -> Runner:
    """The runner in the checkout."""
    return Runner(workspace, tmp_path / "runner")


def test_clean_contribution_passes(runner: Runner) -> None:
    """Five clean pages give exit code 0, the outcome `clean`, and a line in the summary."""
    ran = runner.run("validate")
    assert (ran.code, ran.outputs) == (0, {"outcome": "clean"})
    assert "5 files, 0 errors, 0 warnings\n" in ran.summary


def test_bad_contribution_fails_with_its_findings(runner: Runner) -> None:
    """A page with an unknown field gives exit code 1, the outcome `findings`, and the finding at its place."""
    (runner.workspace / "articles" / "hong.txt").write_text(f"---\noutlt: Báo\n---\n{page(9)}", "utf-8")
    commit(runner.workspace)
    ran = runner.run("validate")
    assert (ran.code, ran.outputs) == (1, {"outcome": "findings"})
    assert "articles/hong.txt" in ran.printed
    assert "meta/unknown-field" in ran.printed
    assert "6 files, 1 error, 0 warnings\n" in ran.summary


def test_only_what_changed_is_checked_against_a_base(runner: Runner) -> None:
    """With `base`, an old fault is passed over, a change is checked, also one beside a page of HTML, and what is gone
    or hidden is not; a base that is not there is exit 2."""
    articles = runner.workspace / "articles"
    (articles / "cu.txt").write_text("---\noutlt: Báo\n---\n", "utf-8")
    (articles / "trang.html").write_text("<p>Trang</p>", "utf-8")
    commit(runner.workspace)
    (articles / "trang-0.txt").unlink()
    (articles / ".gitkeep").write_text("")
    commit(runner.workspace)
    assert runner.run("validate").code == 1
    ran = runner.run("validate", base="HEAD^1")
    assert (ran.code, ran.outputs) == (0, {"outcome": "clean"})
    assert "no page differs" in ran.printed
    (articles / "trang.yaml").write_text("outlt: Báo\n", "utf-8")
    (articles / "moi.txt").write_text(page(8), "utf-8")
    commit(runner.workspace)
    ran = runner.run("validate", base="HEAD^1")
    assert ran.code == 1
    assert "articles/trang.yaml" in ran.printed
    assert "2 files, " in ran.summary
    ran = runner.run("validate", base="nowhere")
    assert ran.code == 2
    assert "fetch-depth" in ran.printed


def test_fail_on_says_what_fails(runner: Runner) -> None:
    """A warning fails with `warning` alone, an error does not with `never`, and a wrong call always does."""
    weekday = page(9).replace("08:09, 10/03/2022", "Thứ Hai, 08:09, 10/03/2022")
    (runner.workspace / "articles" / "thu.txt").write_text(weekday, "utf-8")
    commit(runner.workspace)
    ran = runner.run("validate")
    assert (ran.code, ran.outputs) == (0, {"outcome": "clean"})
    assert "sense/weekday" in ran.printed
    assert runner.run("validate", fail_on="warning").code == 1
    (runner.workspace / "articles" / "trong.txt").write_text("", "utf-8")
    commit(runner.workspace)
    assert runner.run("validate", fail_on="never").code == 0
    assert runner.run("validate", fail_on="sometimes").code == 2
    assert runner.run("validate", paths="nowhere").code == 3


PWN = "import pathlib\npathlib.Path({!r}).touch()\n"
HOSTILE_NAMES = (
    "$(touch pwned).txt", "`touch pwned`.txt", "; touch pwned;.txt", "a\n::set-env name=PWNED::1\n.txt", "--format",
    "-n.txt", "::set-env name=PWNED::1.txt", "##[set-env name=PWNED]1.txt", "*.txt",
)  # fmt: skip


def poison(workspace: Path) -> None:
    """Fill the checkout with what a stranger may hope to have run."""
    code = PWN.format(str(workspace / "pwned"))
    modules = ("khobao", "json", "uuid", "sitecustomize", "usercustomize", "argparse", "yaml")
    for module in modules:
        (workspace / f"{module}.py").write_text(code)
    (workspace / "encodings").mkdir()
    (workspace / "encodings" / "__init__.py").write_text(code)
    (workspace / "x.pth").write_text(f"import pathlib; pathlib.Path({str(workspace / 'pwned')!r}).touch()\n")
    (workspace / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "setup"\n')
    (workspace / ".gitattributes").write_text("* diff=pwn filter=pwn text\n")
    (workspace / ".gitconfig").write_text('[diff "pwn"]\n\tcommand = touch pwned\n')
    for name in ("git", "python", "tail", ".bashrc", ".bash_profile"):
        (workspace / name).write_text("#!/bin/sh\ntouch pwned\n")
        (workspace / name).chmod(0o755)
    for number, name in enumerate(HOSTILE_NAMES):
        stated = '"::set-env name=PWNED::1": "##[set-env name=PWNED]1"'
        (workspace / "articles" / name).write_text(f"---\n{stated}\n---\n{page(100 + number)}", "utf-8")


@pytest.mark.parametrize("base", ["", "HEAD^1"])
def test_nothing_of_a_hostile_contribution_is_run(runner: Runner, base: str) -> None:
    """Modules, settings, programs and names of files of a contribution run nothing, neither here nor in the runner:
    the only lines that it could take for commands are annotations and the marks that turn commands off and on."""
    poison(runner.workspace)
    commit(runner.workspace)
    ran = runner.run("validate", base=base)
    assert ran.code == 1
    found = ran.printed.count("meta/unknown-field") + ran.printed.count("file/name-unsafe")
    assert found >= len(HOSTILE_NAMES) - 1
    assert [path for path in runner.workspace.rglob("*pwned*") if path.parent.name != "articles"] == []
    commands = [line for line in ran.printed.splitlines() if COMMAND.match(line)]
    if "github" in formats():
        assert [
            line for line in commands if not re.match(r"::(error|warning|stop-commands|[0-9a-f-]{36}::)", line)
        ] == []
    else:
        # Without annotations no line of a finding may begin like a command; that form is not for the runner.
        assert [line for line in commands if line.startswith("::")] == [commands[-2], commands[-1]]
    assert ran.outputs == {"outcome": "findings"}
    assert re.search(r"\d+ files, \d+ errors, 0 warnings\n", ran.summary)


def test_the_hostile_contribution_is_hostile(runner: Runner) -> None:
    """Without -I, the same step would run what the contribution brings."""
    poison(runner.workspace)
    commit(runner.workspace)
    assert not (runner.workspace / "pwned").exists()
    runner.run("validate", change=(" -I ", " "))
    assert (runner.workspace / "pwned").exists()


@pytest.mark.parametrize("way", ["page", "card", "folder"])
def test_links_out_of_the_checkout_are_refused(runner: Runner, way: str, tmp_path: Path) -> None:
    """Neither a page nor the card nor the folder of the dataset may be a link: no file of the runner is read."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "dataset_card.md").write_text("---\nkhobao: PWNED\n---\n")
    (secret / "page.txt").write_text("---\nPWNED: 1\n---\n")
    if way == "page":
        (runner.workspace / "articles" / "page.txt").symlink_to(secret / "page.txt")
    elif way == "card":
        (runner.workspace / "dataset_card.md").unlink()
        (runner.workspace / "dataset_card.md").symlink_to(secret / "dataset_card.md")
    else:
        (runner.workspace / "linked").symlink_to(secret)
    commit(runner.workspace)
    ran = runner.run("validate", directory="linked" if way == "folder" else ".")
    assert (ran.code, ran.outputs) == (1, {"outcome": "findings"})
    assert "PWNED" not in ran.printed
    assert "link" in ran.printed


def test_dataset_below_the_checkout(runner: Runner, tmp_path: Path) -> None:
    """`directory` is where the paths are seen from, and its card names the columns."""
    outer = tmp_path / "outer"
    outer.mkdir()
    runner.workspace.rename(outer / "contribution")
    runner.workspace = outer
    assert runner.run("validate", directory="contribution", paths="articles/trang-*.txt\ndataset_card.md").code == 1
    ran = runner.run("validate", directory="contribution", paths="articles/trang-1.txt\narticles/trang-2.txt\n")
    assert ran.code == 0
    assert "2 files, 0 errors, 0 warnings\n" in ran.summary


def workflows(tmp_path: Path) -> dict[str, Any]:
    """The action as a workflow of one job, the workflows of this repository, and that of a new dataset."""
    create(tmp_path / "new", pin=PIN)
    found = {"action.yml": {"on": {}, "permissions": {"contents": "read"}, "jobs": {"action": ACTION["runs"]}}}
    for folder in (ROOT, tmp_path / "new"):
        paths = sorted((folder / ".github" / "workflows").iterdir())
        assert paths
        found |= {f"{folder.name}/{path.name}": load(path) for path in paths}
    return found


def test_workflows_can_only_read_and_name_what_they_run(tmp_path: Path) -> None:
    """Every foreign action is named by its commit, tokens read contents at most, nothing runs with the rights of the
    base for a stranger, no expression stands in a script, and no checkout leaves a token behind."""
    for name, workflow in workflows(tmp_path).items():
        assert workflow["permissions"] == {"contents": "read"}, name
        assert not {"pull_request_target", "workflow_run"} & set(workflow["on"]), name
        for job in workflow["jobs"].values():
            assert job.get("permissions", {"contents": "read"}) == {"contents": "read"}, name
            for step in job["steps"]:
                uses = step.get("uses", "./")
                assert re.fullmatch(r"\./.*|[\w.-]+/[\w./-]+@[0-9a-f]{40}", uses), (name, uses)
                assert "${{" not in step.get("run", ""), name
                if uses.startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False, name


def test_versions_of_foreign_actions_stand_beside_their_commits() -> None:
    """A comment tells a person, and the programs that update it, which version a commit is; each has one commit."""
    pins: dict[tuple[str, str], set[str]] = {}
    template = ROOT / "builder" / "khobao" / "template" / "validate.yml"
    for path in (ROOT / "action.yml", template, *(ROOT / ".github" / "workflows").iterdir()):
        for action, pin, version in re.findall(r"uses: (actions/[\w-]+)@(\S+) # (v[\d.]+)$", path.read_text(), re.M):
            pins.setdefault((action, version), set()).add(pin)
        assert path.read_text().count("uses: actions/") == len(re.findall(r"uses: actions/.* # v", path.read_text()))
    assert pins
    assert all(len(commits) == 1 for commits in pins.values())


HOOK = load(ROOT / ".pre-commit-hooks.yaml")[0]


def test_hook_is_one_that_pre_commit_takes() -> None:
    """The manifest has the required keys and none but those that pre-commit knows."""
    assert {"id", "name", "entry", "language"} <= HOOK.keys()
    assert HOOK.keys() <= {"id", "name", "description", "entry", "language", "files", "types", "require_serial"}
    assert (HOOK["id"], HOOK["language"]) == ("khobao-validate", "python")


def test_hook_sees_what_khobao_reads_and_nothing_else() -> None:
    """Its pattern takes every format, in folders below articles/ too, and no hidden file, as `validate` does."""
    pattern = re.compile(HOOK["files"])
    for suffix in (*sources._FORMATS, ".yaml"):
        assert pattern.search(f"articles/2024/a.b{suffix}"), suffix
    for path in ("README.md", "articles/.a.txt", "articles/.b/a.txt", "x/articles/a.txt", "articles/a.py", "a.txt"):
        assert not pattern.search(path), path


def test_hook_runs_as_pre_commit_runs_it(dataset: Path) -> None:
    """Its entry, with names of files added, checks just these: a page of HTML also by what is stated beside it."""
    command = [str(Path(sys.executable).parent / "khobao"), *shlex.split(HOOK["entry"])[1:]]
    (dataset / "articles" / "trang.html").write_text(f"<p>{page(7)}</p>", "utf-8")
    (dataset / "articles" / "trang.yaml").write_text("outlt: Báo\n", "utf-8")

    def run(*names: str) -> tuple[int, str]:
        done = subprocess.run([*command, *names], cwd=dataset, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert run("articles/trang-1.txt", "articles/trang-2.txt") == (0, "")
    code, printed = run("articles/trang.yaml")
    assert code == 1
    assert "articles/trang.yaml:1:1: error[meta/unknown-field]" in printed
