"""What a command found, and the forms in which it is printed: one renderer a format, chosen from :data:`RENDERERS`."""

from __future__ import annotations

from collections.abc import Callable

from khobao.findings.as_json import render_json
from khobao.findings.digest import render_digest
from khobao.findings.github import render_github
from khobao.findings.junit import render_junit
from khobao.findings.model import Findings, collect
from khobao.findings.sarif import render_sarif
from khobao.findings.text import render_text

__all__ = ["RENDERERS", "Findings", "collect"]

#: Findings, and whether to colour them, to what is printed; empty text when there is nothing to print.
RENDERERS: dict[str, Callable[[Findings, bool], str]] = {
    "text": render_text, "digest": render_digest, "json": render_json, "github": render_github, "sarif": render_sarif,
    "junit": render_junit,
}  # fmt: skip
