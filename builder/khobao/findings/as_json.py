"""Findings for programs: each issue as a record of ``issue.schema.json``."""

from __future__ import annotations

from typing import Any

import orjson

from khobao.findings.model import Findings


def as_json(value: Any) -> str:
    """`value` as indented JSON."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()


def render_json(findings: Findings, _: bool = False) -> str:
    """How many files were read, errors and warnings found, and the issues."""
    return as_json({
        "files": findings.read,
        "errors": findings.errors,
        "warnings": findings.warnings,
        "issues": [issue.as_record() for issue in findings.issues],
    })  # fmt: skip
