"""Findings of a whole dataset for a person at a terminal: every code, few of its issues."""

from __future__ import annotations

from collections import defaultdict

from khobao.errors import Issue
from khobao.findings.display import paint
from khobao.findings.model import Findings
from khobao.findings.text import SEVERITIES, render_text

#: As many issues are shown whatever their codes.
ALL = 30
#: Of more than these, as many of each code.
EACH = 3


def render_digest(findings: Findings, colour: bool = False) -> str:
    """All issues as :func:`khobao.findings.text.render_text` shows them if they are few, else the first of each code
    and how many more it has."""
    if len(findings.issues) <= ALL:
        return render_text(findings, colour)
    by_code: dict[tuple[str, str], list[Issue]] = defaultdict(list)
    for issue in findings.issues:
        by_code[issue.severity, issue.code].append(issue)
    shown = render_text(findings.only(issue for issues in by_code.values() for issue in issues[:EACH]), colour)
    more = [
        f"{paint(f'{severity}[{code}]', SEVERITIES[severity], colour)} {len(issues) - EACH:,} more"
        for (severity, code), issues in sorted(by_code.items())
        if len(issues) > EACH
    ]
    return "\n".join([shown, *more, "`khobao validate` shows all of them"])
