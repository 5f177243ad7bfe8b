"""JUnit XML, which most build servers show: a test case a rule, in a suite a pillar.

A rule fails where a fault of it fails the build; what is known, suppressed or only told is its
output. Rules that could not be asked anywhere are skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from auditor.audit import PILLARS, Audit, NotTested, RuleInfo
from auditor.reporting.format import Format

from ._faults import Fault, faults, text

MOST = 50  # faults of a rule that its case lists
_HEADINGS = {
    "unstable": "seen once, not on a second load",
    "new_rule": "new rule, not new fault",
    "warned": "told only",
    "found": "advice",
    "known": "known",
    "suppressed": "suppressed",
}


def render(audit: Audit) -> str:
    """Write the suites in the order of the pillars, and their cases in that of the rules."""
    by_rule: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults(audit):
        by_rule[fault.rule].append(fault)
    untested = _never_asked(audit)
    document = JUnitXml("Inclusion Auditor")
    for pillar in PILLARS:
        suite = TestSuite(pillar)
        for rule in audit.rules:
            if rule.pillar == pillar:
                suite.add_testcase(_case(rule, by_rule[text(rule.id)], untested.get(rule.id)))
        document.add_testsuite(suite)
    if audit.gate is not None:
        document.add_testsuite(_gate(audit.gate.reasons))
    document.update_statistics()  # type: ignore[no-untyped-call]
    document._elem.attrib.pop("skipped", None)  # noqa: SLF001  which the schema has for suites alone
    written: bytes = document.tostring()  # type: ignore[no-untyped-call]
    return written.decode("utf-8").rstrip() + "\n"


def _never_asked(audit: Audit) -> dict[str, str]:
    """Give the rules that could not be asked anywhere, and why not."""
    why: dict[str, str] = {}
    asked: set[str] = set()
    wholes = [page.rules for page in audit.pages] + [service.rules for service in audit.services]
    for counted in (*wholes, audit.portal.rules):
        for rule, counts in counted.items():
            if isinstance(counts, NotTested):
                why.setdefault(rule, counts.untested)
            else:
                asked.add(rule)
    return {rule: reason for rule, reason in why.items() if rule not in asked}


def _case(rule: RuleInfo, found: Sequence[Fault], untested: str | None) -> TestCase:
    case = TestCase(text(f"{rule.id}: {rule.title}"), classname=f"inclusion.{rule.pillar}")
    failing = [fault for fault in found if fault.fails]
    others = [fault for fault in found if not fault.fails]
    if failing:
        failure = Failure(text(failing[0].message), rule.severity)
        failure.text = (
            f"{_listed(failing)}\nWhy it matters: {text(rule.why)}\nHow to fix it: {text(rule.fix)}"
        )
        case.result = [failure]
    elif untested is not None and not found:
        case.result = [Skipped(text(untested))]
    if others:
        case.system_out = _listed(others)
    return case


def _listed(found: Sequence[Fault]) -> str:
    lines = [line for fault in found[:MOST] for line in _lines(fault)]
    return "\n".join([*lines, *([f"… and {len(found) - MOST} more"] if len(found) > MOST else [])])


def _lines(fault: Fault) -> Iterable[str]:
    state = f"{_HEADINGS[fault.state]}: " if fault.state in _HEADINGS else ""
    yield f"{state}{fault.place}{fault.more}: {fault.message}"
    if fault.snippet:
        yield f"    {' '.join(fault.snippet.split())}"
    yield f"    cause {fault.cause}" + (f"; {fault.why}" if fault.why else "")


def _gate(reasons: Sequence[str]) -> TestSuite:
    """Make a suite for what fails a build beside faults: bars and budgets."""
    suite = TestSuite("gate")
    case = TestCase("The build meets the bars of [ci]", classname="inclusion.gate")
    if reasons:
        case.result = [Failure(text("; ".join(reasons)), "gate")]
    suite.add_testcase(case)
    return suite


FORMAT = Format(title="JUnit XML for build servers", filename="junit.xml", render=render)
