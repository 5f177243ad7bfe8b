"""What spreadsheets hold: tables of plain values, a row for a finding, a cause, a page and so on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from auditor.audit import PILLARS, Audit, Cause, Counts, Finding, OutcomeName, Page, RuleInfo, Score, Scored
from auditor.reporting.points import reading
from auditor.reporting.review_sheet import ANSWERS, CRITERIA, TO_REVIEW, Given, Key
from auditor.result.review import Answer
from auditor.review.questions import Question, questions_of

from . import _text

KILOBYTE = 1_000
OUTCOMES = {"failed": "failed", "cantTell": "to review", "untested": "not tested", "passed": "passed"}


class Link(NamedTuple):
    """An address that a reader may follow, if it is one of the web."""

    url: str


type Value = str | int | float | date | datetime | Link | None


class Column(NamedTuple):
    """A column: its title, and how wide it is in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under titles. `rows` can be gone through once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


@lru_cache(maxsize=20_000)  # most cells say what others say
def line(text: str | None) -> str:
    """Make a text of a portal into one line of what can be read."""
    return " ".join(_text.brief(text or "", _text.LONGEST_CHARS).split())


class Known:
    """What the rows of an audit look up."""

    def __init__(self, audit: Audit) -> None:
        self.rules: Mapping[str, RuleInfo] = {rule.id: rule for rule in audit.rules}
        self.pages: Mapping[str, Page] = {page.id: page for page in audit.pages}
        self._services = {service.id: service.name for service in audit.services}

    def service(self, service_id: str | None) -> str:
        """Give the name of a service."""
        return self._services.get(service_id or "", service_id or "")

    def url(self, finding: Finding) -> str:
        """Give the address where a finding is; "" for one of the whole."""
        page = self.pages.get(finding.page or "")
        return finding.url or (page.url if page else "")

    def title(self, rule: str) -> str:
        """Give the title of a rule."""
        return self.rules[rule].title if rule in self.rules else rule

    def counts(self, rule: str) -> str:
        """Say whether a score counts a rule."""
        return "yes" if rule not in self.rules or self.rules[rule].scored else "advice"


def about(audit: Audit) -> Table:
    """Say what was measured, when, by what, and what it does not say."""
    portal, run, program = audit.portal, audit.run, audit.auditor
    rows: tuple[tuple[str, Value], ...] = (
        ("Portal", portal.name),
        ("Address", Link(portal.url)),
        ("Standard", portal.standard.name),
        ("Criteria that rules looked at", len(portal.standard.tested)),
        ("Criteria of the standard", portal.standard.criteria),
        ("Started (UTC)", utc(run.started_at)),
        ("Finished (UTC)", utc(run.finished_at) if run.finished_at else None),
        ("Complete", "yes" if run.complete else "no: it was interrupted"),
        ("Pages found", run.pages_found),
        ("Pages judged", run.pages_done),
        ("Pages that could not be tested", run.pages_untested),
        ("Pages skipped", run.pages_skipped),
        ("Pages not visited", run.pages_waiting),
        ("Run", run.id),
        ("Archive", audit.archive.name if audit.archive else None),
        ("SHA-256 of the archive", audit.archive.sha256 if audit.archive else None),
        ("Auditor", program.version),
        ("axe-core", program.axe),
        ("Weights", program.weights),
        (
            "What this says",
            "What a program found. It can show that a criterion is not met, never that it is.",
        ),
        (
            "How to answer",
            f"On “{TO_REVIEW}” and “{CRITERIA}”: {' or '.join(ANSWERS)}, by whom, why, when, and until when.",
        ),
    )
    return Table("About", (Column("What", 32), Column("Value", 70)), rows)


def findings(audit: Audit) -> Table:
    """Give every finding."""
    known = Known(audit)
    return Table(
        "Findings",
        (
            *(Column("Rule", 26), Column("Title", 40), Column("Pillar", 13), Column("Outcome", 11)),
            *(Column("Severity", 10), Column("Counts", 8), Column("Service", 26), Column("Page", 50)),
            *(Column("Selector", 40), Column("Markup", 50), Column("Message", 60), Column("Elements", 10)),
            *(Column("Criteria", 14), Column("Measured", 30), Column("Answered by a person", 40)),
            *(Column("Reply of the owner", 40), Column("Cause", 17)),
        ),
        (_finding(finding, known) for finding in audit.findings),
    )


def _finding(finding: Finding, known: Known) -> Sequence[Value]:
    answer, reply = finding.answer, finding.reply
    return (
        finding.rule,
        known.title(finding.rule),
        finding.pillar,
        OUTCOMES.get(finding.outcome, finding.outcome),
        finding.severity,
        known.counts(finding.rule),
        known.service(finding.service),
        Link(known.url(finding)),
        finding.selector,
        finding.snippet,
        finding.message,
        finding.elements,
        ", ".join(finding.criteria),
        "; ".join(
            f"{name}: {value if isinstance(value, str) else f'{value.value:g} {value.unit}'}"
            for name, value in finding.measured.items()
        ),
        f"{answer.deed} by {answer.reviewer} on {answer.date}: {answer.reason}" if answer else None,
        f"{reply.by} on {reply.date}: {reply.text}" if reply else None,
        finding.cause,
    )


def causes(audit: Audit) -> Table:
    """Give the causes in the order in which to mend them."""
    known = Known(audit)
    return Table(
        "Causes",
        (
            *(Column("Order", 8), Column("Rule", 26), Column("Title", 40), Column("Pillar", 13)),
            *(Column("Severity", 10), Column("Counts", 8), Column("Message", 60), Column("Markup", 50)),
            *(Column("First page", 50), Column("Pages", 8), Column("Services", 10), Column("Elements", 10)),
            *(Column("Pages freed", 12), Column("People-pages", 14), Column("Who is kept out", 40)),
            *(Column("How to fix it", 60), Column("Cause", 17)),
        ),
        (_cause(number, cause, known) for number, cause in enumerate(audit.causes, 1)),
    )


def _cause(number: int, cause: Cause, known: Known) -> Sequence[Value]:
    rule = known.rules.get(cause.rule)
    return (
        number,
        cause.rule,
        known.title(cause.rule),
        cause.pillar,
        cause.severity,
        "yes" if cause.scored else "advice",
        cause.message,
        cause.snippet,
        Link(cause.url or ""),
        len(cause.pages),
        len(cause.services),
        cause.elements,
        cause.frees,
        cause.people_pages,
        ", ".join(rule.groups) if rule else "",
        rule.fix if rule else "",
        cause.id,
    )


def pages(audit: Audit) -> Table:
    """Give every page with what its rules counted."""
    known = Known(audit)
    return Table(
        "Pages",
        (
            *(Column("Page", 60), Column("Title", 40), Column("State", 10), Column("Reason", 40)),
            *(Column("Status", 8), Column("Kind", 10), Column("Language", 10), Column("Service", 26)),
            *(Column("Visited (UTC)", 18), Column("Close look", 11), Column("Kilobytes", 11)),
            *(Column("Rules failed", 12), Column("Elements failed", 15), Column("Elements to review", 18)),
            *(Column("Chosen for the sample", 30), Column("Same text as", 50)),
        ),
        (_page(page, known) for page in audit.pages),
    )


def _page(page: Page, known: Known) -> Sequence[Value]:
    counts = [each for each in page.rules.values() if isinstance(each, Counts)]
    same = known.pages.get(page.duplicate_of or "")
    return (
        Link(page.url),
        page.title,
        page.state,
        page.reason,
        page.status,
        page.kind,
        page.language,
        known.service(page.service),
        utc(page.visited_at) if page.visited_at else None,
        "yes" if page.closely else "no",
        None if page.wire_bytes is None else page.wire_bytes / KILOBYTE,
        sum(each.failed > 0 for each in counts),
        sum(each.failed for each in counts),
        sum(each.cant_tell for each in counts),
        f"{page.chosen.part}: {page.chosen.why}" if page.chosen else None,
        Link(same.url) if same else None,
    )


def services(audit: Audit) -> Table:
    """Give the portal as a whole, and its services, with scores in whole points."""
    scored: list[Scored] = [audit.portal, *audit.services]
    return Table(
        "Services",
        (
            *(Column("Service", 40), Column("State", 15), Column("Reason", 40)),
            *(Column(f"{what}{part}", 14) for what in ("Score", *PILLARS) for part in ("", " low", " high")),
            *(Column("Blocked", 10), Column("Pages", 8), Column("Found by", 40)),
        ),
        (_service(each, audit) for each in scored),
    )


def _service(scored: Scored, audit: Audit) -> Sequence[Value]:
    points = (scored.score, *(scored.pillars.get(pillar) for pillar in PILLARS))
    own = next((service for service in audit.services if service is scored), None)
    return (
        own.name if own else f"{audit.portal.name} (the whole portal)",
        scored.state.replace("_", " "),
        scored.reason,
        *(value for score in points for value in _points(score)),
        scored.blocked,
        len(own.pages) if own else audit.run.pages_done,
        (own.found_by or "declared") if own else None,
    )


def _points(score: Score | None) -> tuple[int | None, int | None, int | None]:
    told = reading(score)
    return told.value, told.low, told.high


def criteria(audit: Audit) -> Table:
    """Give the success criteria of the standard, with columns for who finds that one is met."""
    looked = {"wholly": "wholly", "partly": "in part", "not": "no"}
    return Table(
        CRITERIA,
        (
            *(Column(Key.CRITERION, 11), Column("Name", 40), Column("Level", 8), Column("Looked at", 11)),
            *(Column("Elements failed", 15), Column("Elements to review", 18), Column("By the rules", 50)),
            *_GIVEN,
        ),
        (
            (
                each.number,
                each.name,
                each.level,
                looked[each.extent],
                each.failed if each.rules else None,
                each.cant_tell if each.rules else None,
                ", ".join(each.rules),
                *_given(each.closed),
            )
            for each in audit.portal.standard.coverage
        ),
    )


def to_review(audit: Audit) -> Table:
    """Give what a person has to look at, and after that what failed and may be overturned."""
    return Table(
        TO_REVIEW,
        (
            *_GIVEN,
            *(Column("The program says", 17), Column("Title", 40), Column("Question", 60)),
            *(Column("Markup", 50), Column("First place", 50), Column("Selector", 40), Column("Places", 8)),
            *(Column("Elements", 10), Column("Severity", 10), Column("Criteria", 14), Column(Key.RULE, 26)),
            *(Column(Key.CAUSE, 17), Column(Key.ALIKE, 13), Column(Key.SERVICE, 26), Column(Key.PAGE, 30)),
        ),
        (_question(question) for outcome in _ASKED for question in questions_of(audit, outcome)),
    )


def _question(question: Question) -> Sequence[Value]:
    first = question.first
    return (
        *_given(None),
        OUTCOMES[first.outcome],
        question.rule.title,
        first.message,
        first.snippet,
        Link(question.places[0] if question.places else ""),
        first.selector,
        len(question.places),
        question.elements,
        first.severity,
        ", ".join(first.criteria),
        first.rule,
        first.cause,
        question.key.alike,
        question.key.service,
        question.key.page,
    )


def _given(answer: Answer | None) -> Sequence[Value]:
    """Give what a person has answered already, in the columns for it."""
    if answer is None:
        return [None] * len(Given)
    return answer.outcome, answer.reviewer, answer.reason, answer.date, answer.expires


_ASKED: tuple[OutcomeName, ...] = ("cantTell", "failed")
_WIDTHS = {Given.ANSWER: 11, Given.REVIEWER: 20, Given.REASON: 40, Given.DATE: 12, Given.EXPIRES: 12}
_GIVEN = tuple(Column(given, width) for given, width in _WIDTHS.items())


def utc(moment: datetime) -> datetime:
    """Give a time as spreadsheets have it: without a zone."""
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).replace(tzinfo=None)
