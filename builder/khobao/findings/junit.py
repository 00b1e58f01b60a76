"""Findings as a report of tests in the XML of JUnit, as most services for continuous integration show it.

Elements and attributes are those that the schema of Jenkins (junit-10.xsd) has.
"""

from __future__ import annotations

from khobao.errors import Issue
from khobao.findings.display import visible
from khobao.findings.model import Findings
from khobao.findings.text import render_text


def render_junit(findings: Findings, _: bool = False) -> str:
    """One suite with a test for each file that was read: errors are its one failure, warnings its output.

    One failure, since most readers show no more than the first. Characters that XML 1.0 does not have (section 2.2) are
    escaped as everywhere in the text.
    """
    from xml.etree import ElementTree

    issues: dict[str, list[Issue]] = {name: [] for name in findings.files}
    for issue in findings.issues:
        issues.setdefault(issue.where.path, []).append(issue)
    failed = sum(any(issue.is_error for issue in found) for found in issues.values())
    suite = ElementTree.Element(
        "testsuite", name="khobao", tests=str(len(issues)), failures=str(failed), errors="0", skipped="0"
    )
    for path, found in sorted(issues.items()):
        case = ElementTree.SubElement(suite, "testcase", classname="khobao", name=visible(path))
        errors = findings.only(issue for issue in found if issue.is_error)
        if errors.issues:
            codes = dict.fromkeys(issue.code for issue in errors.issues)
            failure = ElementTree.SubElement(case, "failure", type=errors.issues[0].code, message=", ".join(codes))
            failure.text = render_text(errors)
        if warnings := findings.only(issue for issue in found if not issue.is_error).issues:
            ElementTree.SubElement(case, "system-out").text = render_text(findings.only(warnings))
    ElementTree.indent(suite)
    xml: bytes = ElementTree.tostring(suite, encoding="utf-8", xml_declaration=True)
    return xml.decode()
