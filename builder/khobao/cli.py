"""The command ``khobao``: the only module that prints, reads the environment or ends the process."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khobao import __version__
from khobao.errors import ExitCode, Issue, KhobaoError, Location, UsageError, has_errors
from khobao.options import Share, parser

if TYPE_CHECKING:
    from khobao.card import Card
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
        _print_issues([error.issue], 0, "json" if options.format == "json" else "text")
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


def _print_issues(issues: Sequence[Issue], files: int, output: str) -> None:
    from khobao.report import render_findings

    if rendered := render_findings(issues, files, output, _colour()):
        print(rendered)


def _note_issues(issues: Sequence[Issue]) -> None:
    from khobao.report import render_issue

    for issue in issues:
        _note(render_issue(issue))


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
        _print_issues(issues, built.read, options.format)
        _note(f"{built.rejected} of {built.read} records rejected, nothing released; see {order.out / 'rejects.jsonl'}")
        return ExitCode.DATA
    _note_issues(issues)
    _print_built(built, options.format)
    return _tend_card(card, root, built, options)


def _print_built(built: Built, output: str) -> None:
    from khobao.report import as_json

    assert built.facts is not None
    assert built.release is not None
    release = built.release.as_posix()
    splits = {table.split: table.rows for table in built.facts.tables if table.config == "articles"}
    if output == "json":
        print(as_json({
            "release": release, "version": built.facts.version, "fresh": built.fresh, "read": built.read,
            "accepted": built.facts.accepted, "rejected": built.facts.rejected, "splits": splits,
        }))  # fmt: skip
        return
    counts = ", ".join(f"{split} {rows:,}" for split, rows in splits.items())
    print(f"{release}: version {built.facts.version}, {sum(splits.values()):,} articles ({counts})")
    if not built.fresh:
        print("nothing to release: this is what the build gives again")
    print(f'\nload it:\n\n    from datasets import load_dataset\n    articles = load_dataset("{release}")')


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
    _print_issues([Issue(Location(path.as_posix(), line), "", "card/stale", message)], 1, "text")
    return ExitCode.DATA


def _validate(options: argparse.Namespace) -> int:
    from khobao import sources
    from khobao.articles import build_articles
    from khobao.checks import duplicate_id
    from khobao.repeats import Repeats
    from khobao.report import summarise

    found = sources.find(options.paths)
    issues = list(found.issues)
    ids: dict[str, Location] = {}
    columns = _columns(Path(options.dataset))
    with tempfile.TemporaryDirectory(prefix="khobao-") as spool, tempfile.TemporaryFile() as texts:
        repeats = Repeats(texts)
        for batch in sources.batches(sources.pages(found.files, Path(spool), columns)):
            for outcome in build_articles(batch):
                issues += outcome.issues
                if outcome.article is None:
                    continue
                identity, where = outcome.article["id"], Location(outcome.path, outcome.line)
                first = ids.setdefault(identity, where)
                if first is not where:
                    issues.append(duplicate_id(identity, first, where))
                repeats.add(identity, where, outcome.article["text"])
        issues += repeats.against(options.against) if options.against else repeats.issues()
    issues.sort()
    files = len(found.files) + len(found.issues)
    _print_issues(issues, files, options.format)
    _note(summarise(issues, files))
    return ExitCode.DATA if has_errors(issues) else ExitCode.CLEAN


def _columns(dataset: Path) -> Mapping[str, str | None]:
    """The columns of tables of pages: those of the card in the folder `dataset`, if there is one."""
    from khobao.card import NAME, read_card
    from khobao.pages import COLUMNS

    return read_card(dataset).settings.columns if (dataset / NAME).is_file() else COLUMNS


def _show(options: argparse.Namespace) -> int:
    from khobao import sources
    from khobao.articles import build_article
    from khobao.report import as_json, render_article

    found = sources.find([options.path])
    if len(found.files) != 1:
        raise UsageError("source/unsupported", "one page or article is shown at a time", options.path)
    with tempfile.TemporaryDirectory(prefix="khobao-") as spool:
        outcome = build_article(next(sources.pages(found.files, Path(spool))))
    if outcome.article is None:
        _print_issues(outcome.issues, 1, options.format)
        return ExitCode.DATA
    if options.format == "json":
        print(as_json({"article": outcome.article, "page": outcome.page}))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(render_article(outcome.article, outcome.structure, _colour(), width))
    _note_issues(outcome.issues)
    return ExitCode.CLEAN


def _verify(options: argparse.Namespace) -> int:
    from khobao.release.remote import local
    from khobao.release.verify import verify_release

    with local(options.release) as folder:
        issues = verify_release(folder)
        if not issues and options.previous:
            with local(options.previous) as previous:
                issues = _verify_promises(folder, previous)
        said = f"{options.release}: intact"
        if not issues and options.rebuild:
            issues, said = _verify_rebuilt(folder, Path(options.rebuild), options.previous)
    _print_issues([issue.below(options.release) for issue in issues], 0, options.format)
    if not issues and options.format == "text":
        print(said)
    if any(issue.code.startswith("promise/") for issue in issues):
        return ExitCode.PROMISE
    return ExitCode.DATA if issues else ExitCode.CLEAN


def _verify_promises(folder: Path, previous: Path) -> list[Issue]:
    from khobao.release.difference import compare_releases
    from khobao.release.opened import open_release
    from khobao.release.verify import verify_promises

    old, new = open_release(previous), open_release(folder)
    return verify_promises(new, old, compare_releases(old, new))


def _verify_rebuilt(folder: Path, root: Path, previous: str | None) -> tuple[list[Issue], str]:
    """What differs when the dataset in `root` is built again, and what to say if nothing does."""
    from khobao.card import read_card
    from khobao.pipeline import Order, build
    from khobao.release.opened import open_release
    from khobao.release.rebuild import compare_inputs, compare_rows, same_bytes

    release, card = open_release(folder), read_card(root)
    if issues := list(compare_inputs(release, card, root)):
        return issues, ""
    followed = release.manifest["previous"] is None or previous is not None
    with tempfile.TemporaryDirectory(prefix="khobao-") as out:
        order = Order(root, Path(out), max_reject_share=1, previous=previous, cache=False,
                      resplit=release.manifest["settings"]["resplit"])  # fmt: skip
        built = build(card, order, _Progress())
        if built.release is None:
            return list(built.issues), ""
        rebuilt = open_release(built.release)
        issues = list(compare_rows(release, rebuilt, followed))
        same = same_bytes(release, rebuilt)
    how = {True: "byte for byte", False: "row for row", None: "row for row; other programs wrote it"}[same]
    return issues, f"{folder.as_posix()}: intact, and what {root.as_posix()} gives, {how}"


def _diff(options: argparse.Namespace) -> int:
    from khobao.release import changelog
    from khobao.release.difference import compare_releases
    from khobao.release.opened import open_release
    from khobao.release.remote import local
    from khobao.report import as_json, render_changes
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
    from khobao.evaluation import evaluate, read_report, render_comparison, render_report
    from khobao.report import as_json

    gold = Path(options.gold)
    earlier = read_report(Path(options.against)) if options.against else None
    report = evaluate(gold, Path(options.pages) if options.pages else gold.parent / "pages")
    print(as_json(report.as_record()) if options.format == "json" else render_report(report))
    if earlier is not None:
        # Beside JSON, which is for the next run, the comparison is for the person who runs this one.
        (_note if options.format == "json" else print)(f"\n{render_comparison(earlier, report.as_record())}")
    return ExitCode.CLEAN


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "build": _build, "validate": _validate, "show": _show, "verify": _verify, "diff": _diff, "evaluate": _evaluate,
}  # fmt: skip
