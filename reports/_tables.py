"""What spreadsheets hold: tables of plain values, a row for a finding, a cause, a page and so on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from auditor.audit import PILLARS, Audit, Cause, Counts, Finding, OutcomeName, Page, RuleInfo, Score, Scored
from auditor.locale.speaking import gettext, marked, retold
from auditor.reporting.points import reading
from auditor.reporting.retelling import first_of_causes, message_of, message_of_cause
from auditor.reporting.review_sheet import ANSWERS, CRITERIA, TO_REVIEW, Given, Key
from auditor.result.review import Answer, Reply
from auditor.review.questions import Question, questions_of

from . import _text
from ._services import PEOPLE
from ._words import PILLAR_NAMES, SEVERITIES, answered

KILOBYTE = 1_000
STATES = {
    "done": marked("done"),
    "untested": marked("not tested"),
    "skipped": marked("skipped"),
    "html": marked("page"),
    "document": marked("document"),
    "required": marked("required"),
    "template": marked("by template"),
    "random": marked("random"),
    "measured": marked("measured"),
    "not_measurable": marked("not measurable"),
    "no": marked("no"),
    "perhaps": marked("perhaps"),
    "yes": marked("yes"),
}
OUTCOMES = {
    "failed": marked("failed"),
    "cantTell": marked("to review"),
    "untested": marked("not tested"),
    "passed": marked("passed"),
}


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
        self.first_of_cause = first_of_causes(audit)
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
        return gettext("yes") if rule not in self.rules or self.rules[rule].scored else gettext("advice")


def about(audit: Audit) -> Table:
    """Say what was measured, when, by what, and what it does not say."""
    portal, run, program = audit.portal, audit.run, audit.auditor
    rows: tuple[tuple[str, Value], ...] = (
        (gettext("Portal"), portal.name),
        (gettext("Address"), Link(portal.url)),
        (gettext("Standard"), retold(portal.standard.name)),
        (gettext("Criteria that rules looked at"), len(portal.standard.tested)),
        (gettext("Criteria of the standard"), portal.standard.criteria),
        (gettext("Started (UTC)"), utc(run.started_at)),
        (gettext("Finished (UTC)"), utc(run.finished_at) if run.finished_at else None),
        (gettext("Complete"), gettext("yes") if run.complete else gettext("no: it was interrupted")),
        (gettext("Pages found"), run.pages_found),
        (gettext("Pages judged"), run.pages_done),
        (gettext("Pages that could not be tested"), run.pages_untested),
        (gettext("Pages skipped"), run.pages_skipped),
        (gettext("Pages not visited"), run.pages_waiting),
        (gettext("Run"), run.id),
        (gettext("Archive"), audit.archive.name if audit.archive else None),
        (gettext("SHA-256 of the archive"), audit.archive.sha256 if audit.archive else None),
        (gettext("Auditor"), program.version),
        (gettext("axe-core"), program.axe),
        (gettext("Weights"), program.weights),
        (
            gettext("What this says"),
            gettext("What a program found. It can show that a criterion is not met, never that it is."),
        ),
        (
            gettext("How to answer"),
            gettext(
                "On “{questions}” and “{criteria}”: {answers}, by whom, why, when, and until when.",
                questions=gettext(TO_REVIEW),
                criteria=gettext(CRITERIA),
                answers=" / ".join(ANSWERS),
            ),
        ),
    )
    return Table("About", (Column("What", 32), Column("Value", 70)), rows)


def findings(audit: Audit) -> Table:
    """Give every finding."""
    known = Known(audit)
    return Table(
        "Findings",
        (
            *(
                Column("Rule", 26),
                Column("Title", 40),
                Column("Pillar", 13),
                Column("Outcome", 11),
            ),
            *(
                Column("Severity", 10),
                Column("Counts", 8),
                Column("Service", 26),
                Column("Page", 50),
            ),
            *(
                Column("Selector", 40),
                Column("Markup", 50),
                Column("Message", 60),
                Column("Elements", 10),
            ),
            *(
                Column("Criteria", 14),
                Column("Measured", 30),
                Column("Answered by a person", 40),
            ),
            *(Column("Reply of the owner", 40), Column("Cause", 17)),
        ),
        (_finding(finding, known) for finding in audit.findings),
    )


def _finding(finding: Finding, known: Known) -> Sequence[Value]:
    answer, reply = finding.answer, finding.reply
    return (
        finding.rule,
        known.title(finding.rule),
        gettext(PILLAR_NAMES[finding.pillar]),
        gettext(OUTCOMES.get(finding.outcome, finding.outcome)),
        gettext(SEVERITIES[finding.severity]),
        known.counts(finding.rule),
        known.service(finding.service),
        Link(known.url(finding)),
        finding.selector,
        finding.snippet,
        message_of(finding),
        finding.elements,
        ", ".join(finding.criteria),
        "; ".join(
            f"{name}: {value if isinstance(value, str) else f'{value.value:g} {value.unit}'}"
            for name, value in finding.measured.items()
        ),
        answered(answer) if answer else None,
        _replied(reply) if reply else None,
        finding.cause,
    )


def _replied(reply: Reply) -> str:
    return gettext("{owner} on {day}: {text}", owner=reply.by, day=reply.date.isoformat(), text=reply.text)


def causes(audit: Audit) -> Table:
    """Give the causes in the order in which to mend them."""
    known = Known(audit)
    return Table(
        "Causes",
        (
            *(
                Column("Order", 8),
                Column("Rule", 26),
                Column("Title", 40),
                Column("Pillar", 13),
            ),
            *(
                Column("Severity", 10),
                Column("Counts", 8),
                Column("Message", 60),
                Column("Markup", 50),
            ),
            *(
                Column("First page", 50),
                Column("Pages", 8),
                Column("Services", 10),
                Column("Elements", 10),
            ),
            *(
                Column("Pages freed", 12),
                Column("People-pages", 14),
                Column("Who is kept out", 40),
            ),
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
        gettext(PILLAR_NAMES[cause.pillar]),
        gettext(SEVERITIES[cause.severity]),
        gettext("yes") if cause.scored else gettext("advice"),
        message_of_cause(cause, known.first_of_cause),
        cause.snippet,
        Link(cause.url or ""),
        len(cause.pages),
        len(cause.services),
        cause.elements,
        cause.frees,
        cause.people_pages,
        ", ".join(gettext(PEOPLE.get(group, group)) for group in rule.groups) if rule else "",
        rule.fix if rule else "",
        cause.id,
    )


def pages(audit: Audit) -> Table:
    """Give every page with what its rules counted."""
    known = Known(audit)
    return Table(
        "Pages",
        (
            *(
                Column("Page", 60),
                Column("Title", 40),
                Column("State", 10),
                Column("Reason", 40),
            ),
            *(
                Column("Status", 8),
                Column("Kind", 10),
                Column("Language", 10),
                Column("Service", 26),
            ),
            *(
                Column("Visited (UTC)", 18),
                Column("Close look", 11),
                Column("Kilobytes", 11),
            ),
            *(
                Column("Rules failed", 12),
                Column("Elements failed", 15),
                Column("Elements to review", 18),
            ),
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
        gettext(STATES.get(page.state, page.state)),
        retold(page.reason or "") or None,
        page.status,
        gettext(STATES.get(page.kind, page.kind)),
        page.language,
        known.service(page.service),
        utc(page.visited_at) if page.visited_at else None,
        gettext("yes") if page.closely else gettext("no"),
        None if page.wire_bytes is None else page.wire_bytes / KILOBYTE,
        sum(each.failed > 0 for each in counts),
        sum(each.failed for each in counts),
        sum(each.cant_tell for each in counts),
        f"{gettext(STATES[page.chosen.part])}: {retold(page.chosen.why)}" if page.chosen else None,
        Link(same.url) if same else None,
    )


def services(audit: Audit) -> Table:
    """Give the portal as a whole, and its services, with scores in whole points."""
    scored: list[Scored] = [audit.portal, *audit.services]
    return Table(
        "Services",
        (
            *(Column("Service", 40), Column("State", 15), Column("Reason", 40)),
            *(Column(each, 14) for each in _columns_of_scores()),
            *(Column("Blocked", 10), Column("Pages", 8), Column("Found by", 40)),
        ),
        (_service(each, audit) for each in scored),
    )


def _columns_of_scores() -> Iterator[str]:
    for what in (gettext("Score"), *(gettext(PILLAR_NAMES[pillar]) for pillar in PILLARS)):
        yield what
        yield gettext("{what} low", what=what)
        yield gettext("{what} high", what=what)


def _service(scored: Scored, audit: Audit) -> Sequence[Value]:
    points = (scored.score, *(scored.pillars.get(pillar) for pillar in PILLARS))
    own = next((service for service in audit.services if service is scored), None)
    return (
        own.name if own else gettext("{portal} (the whole portal)", portal=audit.portal.name),
        gettext(STATES[scored.state]),
        retold(scored.reason or "") or None,
        *(value for score in points for value in _points(score)),
        gettext(STATES[scored.blocked]),
        len(own.pages) if own else audit.run.pages_done,
        (retold(own.found_by or "") or gettext("declared")) if own else None,
    )


def _points(score: Score | None) -> tuple[int | None, int | None, int | None]:
    told = reading(score)
    return told.value, told.low, told.high


def criteria(audit: Audit) -> Table:
    """Give the success criteria of the standard, with columns for who finds that one is met."""
    looked = {"wholly": gettext("wholly"), "partly": gettext("in part"), "not": gettext("no")}
    return Table(
        CRITERIA,
        (
            *(
                Column(Key.CRITERION, 11),
                Column("Name", 40),
                Column("Level", 8),
                Column("Looked at", 11),
            ),
            *(
                Column("Elements failed", 15),
                Column("Elements to review", 18),
                Column("By the rules", 50),
            ),
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
            *(
                Column("The program says", 17),
                Column("Title", 40),
                Column("Question", 60),
            ),
            *(
                Column("Markup", 50),
                Column("First place", 50),
                Column("Selector", 40),
                Column("Places", 8),
            ),
            *(
                Column("Elements", 10),
                Column("Severity", 10),
                Column("Criteria", 14),
                Column(Key.RULE, 26),
            ),
            *(Column(Key.CAUSE, 17), Column(Key.ALIKE, 13), Column(Key.SERVICE, 26), Column(Key.PAGE, 30)),
        ),
        (_question(question) for outcome in _ASKED for question in questions_of(audit, outcome)),
    )


def _question(question: Question) -> Sequence[Value]:
    first = question.first
    return (
        *_given(None),
        gettext(OUTCOMES[first.outcome]),
        question.rule.title,
        message_of(first),
        first.snippet,
        Link(question.places[0] if question.places else ""),
        first.selector,
        len(question.places),
        question.elements,
        gettext(SEVERITIES[first.severity]),
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
