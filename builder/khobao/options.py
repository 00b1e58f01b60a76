"""The command line: its commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from khobao import __version__


@dataclass(frozen=True)
class Share:
    """A limit on rejected records: a count, or a share of what was read."""

    count: int = 0
    share: float = 0.0


def _limit(text: str) -> Share:
    number, percent, rest = text.partition("%")
    if rest or not (number.isdigit() if not percent else number.replace(".", "", 1).isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is neither a count nor a percentage")
    return Share(share=float(number) / 100) if percent else Share(count=int(number))


def _workers(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    from khobao.findings.selection import read_names

    return _read(text, read_names)


def _explained(text: str) -> str:
    from khobao.codes import AREAS, CODES, nearest

    if text not in CODES and text not in AREAS:
        raise argparse.ArgumentTypeError(f"there is no code and no area {text!r}{nearest(text)}")
    return text


def _silenceable(text: str) -> tuple[str, ...]:
    from khobao.findings.selection import read_silenceable

    return _read(text, read_silenceable)


def _read(text: str, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    try:
        return read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; each command carries its name as `run`."""
    top = argparse.ArgumentParser(
        prog="khobao", description="Turn saved pages of the Vietnamese press into a versioned, checked dataset."
    )
    top.add_argument("--version", action="version", version=f"khobao {__version__}")
    commands = top.add_subparsers(dest="run", required=True, metavar="COMMAND")
    _build(commands.add_parser("build", help="build a release of the dataset in DIR"))
    _validate(commands.add_parser("validate", help="check contributions; writes nothing"))
    _show(commands.add_parser("show", help="show what the builder understands of one page"))
    _verify(commands.add_parser("verify", help="check that a release is intact"))
    _diff(commands.add_parser("diff", help="show what changed between two releases"))
    _evaluate(commands.add_parser("evaluate", help="score the builder against gold pages"))
    _init(commands.add_parser("init", help="make a new dataset repository"))
    _explain(commands.add_parser("explain", help="say what a code means and how to mend what it finds"))
    return top


def _format(command: argparse.ArgumentParser, *more: str) -> None:
    command.add_argument("--format", choices=("text", "json", *more), default="text", help="how results are printed")


def _build(command: argparse.ArgumentParser) -> None:
    _format(command, "github", "sarif")
    command.add_argument("dir", metavar="DIR", nargs="?", default=".", help="folder with dataset_card.md (default: .)")
    command.add_argument("--out", metavar="DIR", help="where releases go (default: DIR/dist)")
    command.add_argument("--workers", metavar="N", type=_workers, default=1, help="processes to use (default: 1)")
    command.add_argument("--max-rejects", metavar="N", type=_limit, default=Share(),
                         help="accept up to N or N%% rejected records (default: 0)")  # fmt: skip
    command.add_argument(
        "--previous",
        metavar="RELEASE",
        help="folder or address of the release to follow (default: the newest where releases go)",
    )
    command.add_argument("--resplit", action="store_true",
                         help="deal all articles to the splits anew, which makes a major version")  # fmt: skip
    command.add_argument("--no-cache", action="store_true", help="structure every page, and keep nothing for later")
    card = command.add_mutually_exclusive_group()
    card.add_argument("--update-card", action="store_true", help="write the generated regions of dataset_card.md")
    card.add_argument("--check-card", action="store_true", help="fail if the generated regions are stale")


def _validate(command: argparse.ArgumentParser) -> None:
    _format(command, "github", "sarif", "junit")
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a page (.txt, .html), a finished article (.json), a table of either (.jsonl, .jsonl.gz, .jsonl.zst, "
        ".parquet), a folder, or a pattern",
    )
    command.add_argument("--dataset", metavar="DIR", default=".",
                         help="folder whose dataset_card.md names the columns of tables (default: .)")  # fmt: skip
    command.add_argument(
        "--changed-since",
        metavar="REV",
        help="read only files that differ from the last commit shared with REV, as git says, and new ones; that an id "
        "is also in an unchanged file shows only without this option, or in a build",
    )
    names = "codes, or areas of codes, with commas between them"
    command.add_argument("--select", metavar="CODES", type=_names, action="extend", default=[],
                         help=f"show only these findings: {names}, as in sense/weekday,letters")  # fmt: skip
    command.add_argument("--ignore", metavar="CODES", type=_silenceable, action="extend", default=[],
                         help="hide these findings; only codes of the levels sense and editorial")  # fmt: skip
    command.add_argument("--warn", metavar="CODES", type=_silenceable, action="extend", default=[],
                         help="take these findings for warnings; codes as for --ignore")  # fmt: skip
    command.add_argument("--fail-on", choices=("error", "warning", "never"), default="error",
                         help="the least finding that makes the exit code 1 (default: error)")  # fmt: skip
    command.add_argument("--against", metavar="RELEASE",
                         help="folder or address of a release that should not have the same articles yet")  # fmt: skip


def _show(command: argparse.ArgumentParser) -> None:
    _format(command)
    command.add_argument("path", metavar="PATH", help="a page (.txt, .html) or a finished article (.json)")
    command.add_argument("--html", metavar="FILE", nargs="?", const="-",
                         help="write the annotated article as a page of HTML, to standard output or FILE")  # fmt: skip


def _verify(command: argparse.ArgumentParser) -> None:
    _format(command, "github", "sarif")
    command.add_argument("release", metavar="RELEASE", help="folder or address of a release")
    command.add_argument("--previous", metavar="RELEASE", help="the release before it, whose promises it has to keep")
    command.add_argument("--rebuild", metavar="DIR", help="build the dataset in DIR again, and compare")


def _diff(command: argparse.ArgumentParser) -> None:
    _format(command, "markdown")
    command.add_argument("old", metavar="OLD", help="folder or address of a release")
    command.add_argument("new", metavar="NEW", help="folder or address of a later one")


def _evaluate(command: argparse.ArgumentParser) -> None:
    _format(command)
    command.add_argument("gold", metavar="GOLD", help="folder of gold files")
    command.add_argument("--pages", metavar="DIR", help="folder of their pages (default: `pages` beside GOLD)")
    command.add_argument("--scores", metavar="FILE", help="keep the scores of annotations in FILE, for a card")
    command.add_argument("--called", metavar="TEXT", help="what its pages are called there (default: GOLD)")
    command.add_argument("--against", metavar="FILE", help="an earlier report (--format json) to compare with")


def _init(command: argparse.ArgumentParser) -> None:
    _format(command)
    command.add_argument("dir", metavar="DIR", help="folder of the dataset: a new one, or one that is empty")
    command.add_argument("--name", help="name of the dataset (default: that of the folder)")
    command.add_argument("--title", help="title of its card (default: its name)")
    command.add_argument(
        "--pin",
        metavar="OWNER/REPOSITORY@COMMIT",
        help="where on GitHub its checks have khobao from (default: where this khobao was installed from)",
    )


def _explain(command: argparse.ArgumentParser) -> None:
    _format(command, "markdown")
    command.add_argument("name", metavar="CODE", nargs="?", type=_explained,
                         help="a code, or an area of codes to list (default: list all)")  # fmt: skip
