"""The command ``khobao``: the only module that prints, reads the environment or ends the process."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khobao import __version__
from khobao.errors import ExitCode, Issue, KhobaoError, Location, UnavailableError, UsageError, is_failure
from khobao.options import Share, parser

if TYPE_CHECKING:
    from khobao.card import Card
    from khobao.findings import Findings
    from khobao.pipeline import Built, Step

# Each command imports what it needs when it runs: `khobao --help` must feel instant.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code. Results go to standard output, all else to standard error."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal in another encoding must not turn a Vietnamese message into a crash.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    try:
        return int(_COMMANDS[options.run](options))
    except KhobaoError as error:
        _print_issues([error.issue], options.format)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    except KeyboardInterrupt:
        return 130
    except Exception:
        import traceback

        traceback.print_exc()
        print(f"khobao {__version__}: this is a bug in khobao, please report it with the lines above", file=sys.stderr)
        return ExitCode.BUG


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _note(message: str) -> None:
    print(message, file=sys.stderr)


def _print_findings(findings: Findings, output: str) -> None:
    """Print `findings` in the format `output`; for GitHub Actions also append them to the summary of the step."""
    from khobao.findings import RENDERERS

    if rendered := RENDERERS.get(output, RENDERERS["text"])(findings, _colour()):
        print(rendered)
    if output == "github" and (path := os.environ.get("GITHUB_STEP_SUMMARY")):
        _append_summary(findings, path)


def _append_summary(findings: Findings, path: str) -> None:
    from khobao.findings.github import SUMMARY_BYTES, render_summary

    try:
        with open(path, "ab") as summary:
            summary.write(render_summary(findings, SUMMARY_BYTES - summary.tell()).encode())
    except OSError as error:
        _note(f"{path}: no summary was written: {error.strerror}")


def _print_issues(issues: Sequence[Issue], output: str, read: int = 0, lines: bool = True) -> None:
    from khobao.findings import collect

    _print_findings(collect(issues, read, lines=lines), output)


def _note_issues(issues: Sequence[Issue]) -> None:
    from khobao.findings import RENDERERS, collect

    if issues:
        _note(RENDERERS["digest"](collect(issues), False))


class _Progress:
    """Tells of a build on standard error: a line a step; of the parts of a step, one line at most every second."""

    def __init__(self) -> None:
        self.start = self.told = time.monotonic()
        self.records = 0

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        self.records += step.records
        if step.total and step.done < step.total and now - self.told < 1:
            return
        self.told = now
        if not step.total:
            _note(step.name)
            return
        seconds = max(now - self.start, 1e-3)
        left = seconds / step.done * (step.total - step.done)
        _note(
            f"{step.name} {self.records:,} records, {step.done} of {step.total} shards, "
            f"{self.records / seconds:,.0f} a second, {left // 60:.0f}:{left % 60:02.0f} left"
        )


def _build(options: argparse.Namespace) -> int:
    from khobao.card import read_card
    from khobao.pipeline import Order, build

    root = Path(options.dir)
    card = read_card(root)
    limit: Share = options.max_rejects
    order = Order(
        root,
        Path(options.out) if options.out else root / "dist",
        options.workers,
        limit.count,
        limit.share,
        options.previous,
        options.resplit,
        not options.no_cache,
    )
    built = build(card, order, _Progress())
    issues = [issue.below(root.as_posix()) for issue in built.issues]
    if built.release is None or built.facts is None:
        _print_issues(issues, "digest" if options.format == "text" else options.format, built.read)
        _note(f"{built.rejected} of {built.read} records rejected, nothing released; see {order.out / 'rejects.jsonl'}")
        return ExitCode.DATA
    if options.format in ("github", "sarif"):
        _print_issues(issues, options.format, built.read)
    else:
        _note_issues(issues)
    _print_built(built, options.format)
    return _tend_card(card, root, built, options)


def _print_built(built: Built, output: str) -> None:
    from khobao.report import render_built

    assert built.facts is not None
    assert built.release is not None
    # A log of SARIF has standard output to itself.
    tell = _note if output == "sarif" else print
    tell(render_built(built.release.as_posix(), built.facts, built.fresh, built.read, output))


def _tend_card(card: Card, root: Path, built: Built, options: argparse.Namespace) -> int:
    from khobao.card import NAME, refresh_card

    if not (options.update_card or options.check_card):
        return ExitCode.CLEAN
    assert built.facts is not None
    path = root / NAME
    old, new = path.read_text("utf-8"), refresh_card(card, built.facts)
    if old == new:
        return ExitCode.CLEAN
    if options.update_card:
        path.write_text(new, "utf-8")
        _note(f"{path}: generated regions written")
        return ExitCode.CLEAN
    pairs = zip(old.split("\n"), new.split("\n"), strict=False)
    line = next((number for number, (one, other) in enumerate(pairs, start=1) if one != other), 1)
    message = "the generated regions do not tell what the build gives"
    stale = [Issue(Location(path.as_posix(), line), "", "card/stale", message)]
    if options.format in ("text", "github"):
        _print_issues(stale, options.format, 1)
    else:
        _note_issues(stale)
    return ExitCode.DATA


def _validate(options: argparse.Namespace) -> int:
    from khobao.card import read_columns
    from khobao.findings.selection import Selection
    from khobao.repository import changed_since
    from khobao.validation import validate

    wanted = changed_since(options.changed_since) if options.changed_since is not None else lambda _: True
    columns = read_columns(Path(options.dataset))
    with tempfile.TemporaryDirectory(prefix="khobao-") as spool:
        findings = validate(options.paths, columns, Path(spool), wanted, options.against)
    findings = Selection(options.select, options.ignore, options.warn).of(findings)
    _print_findings(findings, options.format)
    _note(findings.summary())
    if findings.issues and options.format == "text":
        _note("`khobao explain CODE` tells more of the codes in brackets")
    return ExitCode.DATA if is_failure(findings.issues, options.fail_on) else ExitCode.CLEAN


def _show(options: argparse.Namespace) -> int:
    from khobao import sources
    from khobao.articles import build_article
    from khobao.findings.as_json import as_json
    from khobao.report import render_article
    from khobao.webpage import render_page

    found = sources.find([options.path])
    if len(found.files) != 1:
        raise UsageError("source/unsupported", "one page or article is shown at a time", options.path)
    with tempfile.TemporaryDirectory(prefix="khobao-") as spool:
        outcome = build_article(next(sources.pages(found.files, Path(spool))))
    if outcome.article is None:
        _print_issues(outcome.issues, options.format, 1)
        return ExitCode.DATA
    if options.html is not None:
        _print_to(options.html, render_page(outcome.article))
    elif options.format == "json":
        print(as_json({"article": outcome.article, "page": outcome.page}))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(render_article(outcome.article, outcome.structure, _colour(), width))
    _note_issues(outcome.issues)
    return ExitCode.CLEAN


def _print_to(path: str, text: str) -> None:
    """Write `text` to the file at `path`, or to standard output if this is ``-``."""
    if path == "-":
        print(text, end="")
        return
    with _writing(path):
        Path(path).write_text(text, "utf-8")


@contextlib.contextmanager
def _writing(path: str) -> Iterator[None]:
    """Tell that the file at `path` was written, or raise :class:`UnavailableError` for what went wrong."""
    try:
        yield
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), path) from error
    _note(f"{path}: written")


def _verify(options: argparse.Namespace) -> int:
    from khobao.verification import verify

    issues, said = verify(options.release, options.previous, options.rebuild, _Progress())
    # A file as a whole is meant, not what stands on its first line.
    _print_issues([issue.below(options.release) for issue in issues], options.format, lines=False)
    if not issues and options.format in ("text", "github"):
        print(said)
    if any(issue.code.startswith("promise/") for issue in issues):
        return ExitCode.PROMISE
    return ExitCode.DATA if issues else ExitCode.CLEAN


def _diff(options: argparse.Namespace) -> int:
    from khobao.findings.as_json import as_json
    from khobao.release import changelog
    from khobao.release.difference import compare_releases
    from khobao.release.opened import open_release
    from khobao.release.remote import local
    from khobao.report import render_changes
    from khobao.versions import next_version

    with local(options.old) as before, local(options.new) as after:
        old, new = open_release(before), open_release(after)
        changes = compare_releases(old, new)
    if options.format == "json":
        print(as_json(changelog.as_record(changes)))
    elif options.format == "markdown":
        print(changelog.render(changes), end="")
    else:
        print(render_changes(changes, _colour()))
    if old.manifest["digest"] != new.manifest["digest"]:
        next_version(old.version, changes.part, new.version, Path(options.new).as_posix())
    return ExitCode.CLEAN


def _evaluate(options: argparse.Namespace) -> int:
    from khobao import measured
    from khobao.evaluation import as_measured, evaluate, read_report, render_comparison, render_report
    from khobao.findings.as_json import as_json

    gold = Path(options.gold)
    earlier = read_report(Path(options.against)) if options.against else None
    report = evaluate(gold, Path(options.pages) if options.pages else gold.parent / "pages")
    print(as_json(report.as_record()) if options.format == "json" else render_report(report))
    if options.scores:
        with _writing(options.scores):
            measured.update(Path(options.scores), as_measured(report, gold, options.called or gold.name))
    if earlier is not None:
        # Beside JSON, which is for the next run, the comparison is for the person who runs this one.
        (_note if options.format == "json" else print)(f"\n{render_comparison(earlier, report.as_record())}")
    return ExitCode.CLEAN


def _init(options: argparse.Namespace) -> int:
    from khobao.findings.as_json import as_json
    from khobao.scaffold import create

    made = create(Path(options.dir), options.name, options.title, options.pin)
    print(as_json(made.as_record()) if options.format == "json" else made.told())
    return ExitCode.CLEAN


def _explain(options: argparse.Namespace) -> int:
    from khobao.findings.explaining import render_explained

    width = min(shutil.get_terminal_size().columns, 100)
    print(render_explained(options.name or "", options.format, _colour(), width))
    return ExitCode.CLEAN


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build, "validate": _validate, "show": _show, "verify": _verify, "diff": _diff, "evaluate": _evaluate,
    "init": _init, "explain": _explain,
}  # fmt: skip
