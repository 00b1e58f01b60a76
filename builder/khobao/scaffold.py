"""A new dataset repository: its files are the templates of ``khobao/template``, its card tells of what it builds."""

from __future__ import annotations

import re
import shlex
import tempfile
from dataclasses import asdict, dataclass
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import yaml

from khobao import __version__
from khobao.card import NAME, read_card, refresh_card
from khobao.errors import UnavailableError, UsageError
from khobao.pipeline import Order, build

#: The files of a new dataset and the template of each.
FILES = {
    NAME: "dataset_card.md",
    "README.md": "README.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "LICENSE.md": "LICENSE.md",
    "articles/vi-du-cau-go-qua-suoi.txt": "example.txt",
    ".github/workflows/validate.yml": "validate.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
}
#: What stands for the origin of khobao when it is not known. No account of GitHub can have an underscore in its name:
#: nobody can offer code under this one.
UNKNOWN = "OWNER_OF_KHOBAO/khobao@FULL_HASH_OF_THE_COMMIT"

#: What the Hub allows as the name of a repository.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}")
_PIN = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+@[0-9a-f]{40}")
_GITHUB = re.compile(r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?")
_MARK = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True)
class Made:
    """A dataset that was made: its folder, its name, where its checks have khobao from (None: to be filled in), and its
    files."""

    folder: str
    name: str
    khobao: str | None
    files: tuple[str, ...]

    def as_record(self) -> dict[str, Any]:
        """The same for programs."""
        return asdict(self)

    def told(self) -> str:
        """The same for people, with what to do next."""
        steps = (f"cd {shlex.quote(self.folder)}", "git init", "khobao validate articles", "khobao build")
        lines = [*(f"{self.folder}/{file}" for file in self.files), "", "next:", "", *(f"    {step}" for step in steps)]
        if self.khobao is None:
            lines += ["", "and write where khobao comes from into README.md, .github/workflows/validate.yml and",
                      f".pre-commit-config.yaml, in place of {UNKNOWN}"]  # fmt: skip
        return "\n".join(lines)


def create(folder: Path, name: str | None = None, title: str | None = None, pin: str | None = None) -> Made:
    """Make a dataset in `folder`, which is absent or holds at most ``.git``.

    `name` is that of the folder if not given, `title` is `name`, and `pin`, ``OWNER/REPOSITORY@COMMIT``, is where this
    khobao was installed from. No file is ever written over. The card is filled in from a build of the new dataset, so
    that it is true from the start. Raises :class:`UsageError` or :class:`UnavailableError`.
    """
    where = folder.as_posix()
    name = name or folder.resolve().name
    if not _NAME.fullmatch(name):
        raise UsageError("init/invalid", f"{name!r} cannot name a dataset", where)
    title = name if title is None else title
    if not title.strip() or not title.isprintable():
        raise UsageError("init/invalid", "the title is not one line of text", where)
    if pin and not _PIN.fullmatch(pin):
        raise UsageError("init/invalid", f"{pin!r} is not OWNER/REPOSITORY@COMMIT with the full hash", where)
    pin = pin or origin()
    _write(folder, _render(name, title.strip(), pin or UNKNOWN))
    _fill_card(folder)
    return Made(where, name, pin, tuple(FILES))


def origin() -> str | None:
    """Where this khobao was installed from, as ``OWNER/REPOSITORY@COMMIT``; None unless it was from GitHub.

    Installers keep it in ``direct_url.json`` (PEP 610).
    """
    stated = orjson.loads(distribution("khobao").read_text("direct_url.json") or "{}")
    repository = _GITHUB.fullmatch(stated.get("url", ""))
    pin = f"{repository[1]}@{stated.get('vcs_info', {}).get('commit_id')}" if repository else ""
    return pin if _PIN.fullmatch(pin) else None


def _render(name: str, title: str, pin: str) -> dict[str, str]:
    """The text of each file. A mark in a value stays as it is: every template is gone through once."""
    repository, _, commit = pin.partition("@")
    pretty = yaml.safe_dump(title, allow_unicode=True, default_style='"', width=float("inf")).strip()
    values = {
        "NAME": name, "TITLE": title, "PRETTY_NAME": pretty, "VERSION": __version__, "REPOSITORY": repository,
        "COMMIT": commit,
    }  # fmt: skip
    folder = files("khobao").joinpath("template")
    return {
        path: _MARK.sub(lambda mark: values[mark[1]], folder.joinpath(template).read_text("utf-8"))
        for path, template in FILES.items()
    }


def _write(folder: Path, texts: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if there := sorted(path.name for path in folder.iterdir() if path.name != ".git"):
            raise UsageError("init/not-empty", f"there is something here already: {there[0]}", folder.as_posix())
        for path, text in texts.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except FileExistsError as error:
        raise UsageError("init/not-empty", "there is a file here already", error.filename) from error
    except OSError as error:
        raise UnavailableError("write/failed", error.strerror or str(error), folder.as_posix()) from error


def _fill_card(folder: Path) -> None:
    card = read_card(folder)
    with tempfile.TemporaryDirectory(prefix="khobao-") as out:
        facts = build(card, Order(folder, Path(out), cache=False), lambda _: None).facts
    assert facts is not None, "the example page is rejected"
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(refresh_card(card, facts))
