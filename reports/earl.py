"""EARL in JSON-LD, in the shape that W3C's WCAG-EM Report Tool opens, for an auditor to go on from.

For each success criterion it says of every page and of the portal what is known: failed where a rule
failed; cannot tell where rules looked, whatever they found, because a program cannot say that a
criterion is met; passed only where a person has said so; untested where no rule looked.

The tool finds a page by its title, so titles are unique here; it looks criteria up by the end of their
address, and knows those that WCAG 2.2 added only under WCAG's undated address; it shows descriptions as
Markdown. Source: https://github.com/w3c/wai-wcag-em-report-tool, src/stores/evaluationStore.js.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditor.audit import Audit, Counts, CriterionCoverage, Page
from auditor.reporting.earl import DUBLIN_CORE, EARL, PROGRAM, PROGRAM_TERMS, program
from auditor.reporting.format import Format
from auditor.standard import criterion

from . import _text
from ._numbers import counted

MOST = 10  # messages that a description lists
SHORT_CHARS = 300
WEBSITE = "_:website"
_DATED_UNTIL = "2.1"  # the newest WCAG whose own addresses the tool can look up
_IRI = re.compile(r"[^\s<>\"{}|\\^`]+")  # RFC 3987, 2.2: these signs have no place in one
_MARKDOWN = re.compile(r"[\\`*_\[\]<&]")  # inside a line; CommonMark 0.31.2, 6

_CONTEXT: dict[str, Any] = {
    "earl": EARL,
    "dcterms": DUBLIN_CORE,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "wcagem": "http://www.w3.org/TR/WCAG-EM/#",
    "WAI": "http://www.w3.org/WAI/",
    "WCAG": "http://www.w3.org/TR/WCAG/#",
    "WCAG21": "http://www.w3.org/TR/WCAG21/#",
    **PROGRAM_TERMS,
    "Evaluation": "wcagem:procedure",
    "Website": "wcagem:website",
    "Webpage": "wcagem:webpage",
    "defineScope": "wcagem:step1",
    "scope": "wcagem:step1a",
    "conformanceTarget": {"@id": "wcagem:step1b", "@type": "@id"},
    "accessibilitySupportBaseline": "wcagem:step1c",
    "exploreTarget": "wcagem:step2",
    "essentialFunctionality": "wcagem:step2b",
    "pageTypeVariety": "wcagem:step2c",
    "selectSample": "wcagem:step3",
    "structuredSample": "wcagem:step3a",
    "randomSample": "wcagem:step3b",
    "auditSample": "wcagem:step4",
    "reportFindings": "wcagem:step5",
    "evaluator": "wcagem:evaluator",
    "evaluationSpecifics": "wcagem:step5b",
    "wcagVersion": "WAI:standards-guidelines/wcag/#versions",
    "Assertion": "earl:Assertion",
    "TestResult": "earl:TestResult",
    "TestSubject": "earl:TestSubject",
    "result": "earl:result",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "test": {"@id": "earl:test", "@type": "@id"},
    "title": "dcterms:title",
    "description": "dcterms:description",
    "summary": "dcterms:summary",
    "creator": "dcterms:creator",
    "date": {"@id": "dcterms:date", "@type": "http://www.w3.org/TR/NOTE-datetime"},
}


def render(audit: Audit) -> str:
    """Write the evaluation."""
    portal, run, standard = audit.portal, audit.run, audit.portal.standard
    judged = [page for page in audit.pages if page.state == "done"]
    subjects = _subjects(judged, portal.url)
    versions = (criterion(each.number).since for each in standard.coverage)
    samples: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for page in judged:
        samples[page.chosen is not None and page.chosen.part == "random"].append(subjects[page.id])
    evaluation = {
        "@context": _CONTEXT,
        "@type": "Evaluation",
        "creator": program(),
        "defineScope": {
            "scope": {
                "@id": WEBSITE,
                "@type": ["TestSubject", "Website"],
                "title": _line(portal.name),
                "description": _address(portal.url),
            },
            "wcagVersion": max(versions, default="2.2"),
            "conformanceTarget": "WAI:WCAG2AA-Conformance",
            "accessibilitySupportBaseline": f"{audit.auditor.browser or 'a browser'}; nothing assistive",
        },
        "exploreTarget": {
            "essentialFunctionality": "\n".join(_line(service.name) for service in audit.services),
            "pageTypeVariety": "\n".join(_templates(audit)),
        },
        "selectSample": {"structuredSample": samples[False], "randomSample": samples[True]},
        "auditSample": list(_assertions(audit, {page: each["@id"] for page, each in subjects.items()})),
        "reportFindings": {
            "title": f"Inclusion audit: {_line(portal.name)}",
            "evaluator": f"Inclusion Auditor {audit.auditor.version} (a program)",
            "date": run.started_at.date().isoformat(),
            "summary": _summary(standard.coverage),
            "evaluationSpecifics": (
                f"Run {_markdown(run.id)}, axe-core {audit.auditor.axe or 'not used'}. "
                f"{counted(run.pages_done, 'page')} judged of {run.pages_found} found."
            ),
        },
    }
    return json.dumps(evaluation, indent=1, ensure_ascii=False) + "\n"


def _subjects(pages: Iterable[Page], home: str) -> dict[str, dict[str, Any]]:
    """Describe pages by their ids: no two have the same title, nor the same address."""
    subjects: dict[str, dict[str, Any]] = {}
    titles: set[str] = set()
    addresses: set[str] = set()
    for number, page in enumerate(pages, 1):
        address = _text.web_address(page.url)
        title = _line(page.title or _text.short_address(page.url, home))
        while title in titles:
            title = f"{title} ({number})"
        is_own = bool(address) and _IRI.fullmatch(address) is not None and address not in addresses
        titles.add(title)
        addresses.add(address)
        subjects[page.id] = {
            "@id": address if is_own else f"_:page-{number}",
            "@type": ["TestSubject", "Webpage"],
            "title": title,
            "description": _address(page.url),
        }
    return subjects


def _assertions(audit: Audit, subjects: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Say what is known of each criterion: of the portal, then of every page on which rules looked."""
    criteria_of = {rule.id: rule.criteria for rule in audit.rules}
    told = _told(audit)
    for covered in audit.portal.standard.coverage:
        yield _of_portal(covered)
    asked = [each.number for each in audit.portal.standard.coverage if each.closed is None]
    for page in audit.pages:
        if page.id not in subjects:
            continue
        looked = _looked(page, criteria_of)
        for number in (each for each in asked if each in looked):
            failed = any(counts.failed for counts in looked[number])
            words = [_counted(looked[number]), *told.get((page.id, number), ())[:MOST]]
            yield _assertion(subjects[page.id], number, "failed" if failed else "cantTell", "\n".join(words))


def _looked(page: Page, criteria_of: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[Counts]]:
    """Give what rules counted on a page, by criterion."""
    looked: defaultdict[str, list[Counts]] = defaultdict(list)
    for rule, counts in page.rules.items():
        if isinstance(counts, Counts):
            for number in criteria_of.get(rule, ()):
                looked[number].append(counts)
    return looked


def _of_portal(covered: CriterionCoverage) -> dict[str, Any]:
    if covered.closed is not None:
        by = f"{covered.closed.reviewer}, {covered.closed.date}: {covered.closed.reason}"
        person = {"@type": ["Assertor", "foaf:Person"], "foaf:name": _line(covered.closed.reviewer)}
        return _assertion(WEBSITE, covered.number, "passed", _markdown(by)) | {
            "mode": "earl:manual",
            "assertedBy": person,
        }
    if not covered.rules:
        return _assertion(WEBSITE, covered.number, "untested", "No rule looked at it: a person has to.")
    rules = ", ".join(_markdown(rule) for rule in covered.rules)
    return _assertion(
        WEBSITE,
        covered.number,
        "failed" if covered.failed else "cantTell",
        f"Looked at {'wholly' if covered.extent == 'wholly' else 'in part'} by {rules}: "
        f"{counted(covered.failed, 'element')} failed, {covered.cant_tell} to review by a person.",
    )


def _assertion(subject: str, number: str, outcome: str, description: str) -> dict[str, Any]:
    known = criterion(number)
    wcag = "WCAG21" if known.since <= _DATED_UNTIL else "WCAG"
    return {
        "@type": "Assertion",
        "assertedBy": PROGRAM,
        "mode": "earl:automatic",
        "subject": subject,
        "test": f"{wcag}:{known.slug}",
        "result": {"@type": "TestResult", "outcome": f"earl:{outcome}", "description": description},
    }


def _counted(looked: Sequence[Counts]) -> str:
    passed, failed, open_ones = (
        sum(getattr(each, name) for each in looked) for name in ("passed", "failed", "cant_tell")
    )
    return (
        f"By {counted(len(looked), 'rule')}: {counted(failed, 'element')} failed, {open_ones} to review, "
        f"{passed} without a fault that a program sees."
    )


def _told(audit: Audit) -> Mapping[tuple[str | None, str], Sequence[str]]:
    """Tell the findings of a page about a criterion, equal ones once."""
    titles = {rule.id: rule.title for rule in audit.rules}
    places: defaultdict[tuple[str | None, str], dict[str, list[str]]] = defaultdict(dict)
    for finding in audit.findings:
        if finding.outcome in {"failed", "cantTell"}:
            asks = "To review: " if finding.outcome == "cantTell" else ""
            words = f"- {asks}{_markdown(f'{titles.get(finding.rule, finding.rule)}. {finding.message}')}"
            for number in finding.criteria:
                places[finding.page, number].setdefault(words, []).append(finding.selector or "")
    return {
        key: [f"{words}{_where(selectors)}" for words, selectors in alike.items()]
        for key, alike in places.items()
    }


def _where(selectors: Sequence[str]) -> str:
    more = f", and {counted(len(selectors) - 1, 'more place')}" if len(selectors) > 1 else ""
    return f" ({_markdown(selectors[0])}{more})" if selectors[0] else ""


def _templates(audit: Audit) -> Iterator[str]:
    for template in audit.run.sample.templates if audit.run.sample else ():
        yield f"{_line(template.title or template.example)}: {counted(template.pages, 'page')}"


def _summary(coverage: Sequence[CriterionCoverage]) -> str:
    failed = [each.number for each in coverage if each.failed]
    open_ones = [each.number for each in coverage if each.rules and not each.failed and each.closed is None]
    unseen = [each.number for each in coverage if not each.rules and each.closed is None]
    return (
        f"Not met: {', '.join(failed) or 'none found'}. Rules looked, and a person has to say: "
        f"{', '.join(open_ones) or 'none'}. No rule looked: {', '.join(unseen) or 'none'}."
    )


def _address(url: str) -> str:
    """Give an address of the web; the tool would make a link of any other, too, and run what it says."""
    return _text.web_address(url) or f"no address of the web: {_markdown(url)}"


def _line(text: str) -> str:
    return " ".join(_text.brief(text, SHORT_CHARS).split())


def _markdown(text: str) -> str:
    """Write a text of a portal into Markdown that people also edit: as little of it as can is escaped."""
    return _MARKDOWN.sub(r"\\\g<0>", _line(text))


FORMAT = Format(
    title="EARL in JSON-LD, for W3C's WCAG-EM Report Tool", filename="evaluation.json", render=render
)
