"""Sorts an audit as simplified monitoring under Implementing Decision (EU) 2018/1524 asks.

Source: its Annex I, 1.3.2 (principles, user accessibility needs) and 3.4 (pages),
https://eur-lex.europa.eu/eli/dec_impl/2018/1524/oj.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.audit import Audit, CriterionCoverage, Finding, NotTested, Page, RuleInfo
from auditor.locale.speaking import finished, gettext, marked, retold
from auditor.reporting.groups import Barrier, OpenCheck, View, group_views
from auditor.rule import Group

# Annex I, 1.3.2: what the tests are to aim to cover, by its letters.
NEEDS = (
    ("a", marked("Usage without vision"), Group.WITHOUT_VISION),
    ("b", marked("Usage with limited vision"), Group.LOW_VISION),
    ("c", marked("Usage without perception of colour"), Group.COLOUR_VISION),
    ("d", marked("Usage without hearing"), Group.WITHOUT_HEARING),
    ("e", marked("Usage with limited hearing"), Group.LIMITED_HEARING),
    ("f", marked("Usage without vocal capability"), Group.SPEECH),
    ("g", marked("Usage with limited manipulation or strength"), Group.LIMITED_MOVEMENT),
    ("h", marked("The need to minimise photosensitive seizure triggers"), Group.PHOTOSENSITIVE),
    ("i", marked("Usage with limited cognition"), Group.COGNITION),
)
# Directive (EU) 2016/2102, article 4, and the first digit of WCAG's criteria.
PRINCIPLES = {
    "1": marked("Perceivable"),
    "2": marked("Operable"),
    "3": marked("Understandable"),
    "4": marked("Robust"),
}
# The decision on accessibility statements, which rules about them give as their source.
STATEMENTS = "2018/1523"


@dataclass(frozen=True, slots=True)
class Principle:
    """A principle's criteria: not met, open, not looked at, and met as a person found."""

    name: str
    criteria: int
    failed: tuple[CriterionCoverage, ...]
    undecided: tuple[CriterionCoverage, ...]
    unseen: tuple[CriterionCoverage, ...]
    closed: tuple[CriterionCoverage, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A user accessibility need, with the checks that speak of it."""

    letter: str
    name: str
    failed: tuple[Barrier, ...]
    passed: tuple[RuleInfo, ...]
    undecided: tuple[OpenCheck, ...]

    @property
    def checks(self) -> int:
        """How many checks had something to look at."""
        return len(self.failed) + len(self.passed) + len(self.undecided)


@dataclass(frozen=True, slots=True)
class NotMet:
    """A criterion that is not met, with the rules that failed, on how many pages, and one of the places."""

    criterion: CriterionCoverage
    rules: tuple[RuleInfo, ...]
    pages: int
    example: Finding | None


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """What a rule about the accessibility statement answered; `reason` says why it could not be asked.

    It passed where nothing was found, or a person says of all that was that it is no fault.
    """

    rule: RuleInfo
    findings: tuple[Finding, ...]
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Monitoring:
    """All that the report of simplified monitoring is made of."""

    principles: tuple[Principle, ...]
    needs: tuple[Need, ...]
    not_met: tuple[NotMet, ...]
    statement: tuple[StatementCheck, ...]
    sample: tuple[tuple[Page, str], ...]
    has_home: bool

    @property
    def undecided(self) -> int:
        """How many criteria rules looked at without finding a failure."""
        return sum(len(principle.undecided) for principle in self.principles)

    @property
    def unseen(self) -> tuple[CriterionCoverage, ...]:
        """The criteria that no rule looked at."""
        return tuple(each for principle in self.principles for each in principle.unseen)

    @property
    def closed(self) -> tuple[CriterionCoverage, ...]:
        """The criteria that a person found to be met."""
        return tuple(each for principle in self.principles for each in principle.closed)

    @property
    def wanting(self) -> tuple[Finding, ...]:
        """What is wrong with the statement, or may be."""
        return tuple(
            finding for check in self.statement for finding in check.findings if finding.outcome != "passed"
        )


def monitoring(audit: Audit) -> Monitoring:
    """Sort what was found."""
    coverage = audit.portal.standard.coverage
    judged = [page for page in audit.pages if page.state == "done"]
    home = audit.portal.url.rstrip("/")
    return Monitoring(
        principles=tuple(
            _principle(name, [each for each in coverage if each.number.startswith(f"{digit}.")])
            for digit, name in PRINCIPLES.items()
        ),
        needs=tuple(_needs(audit)),
        not_met=tuple(_not_met(audit)),
        statement=tuple(_statement(audit)),
        sample=tuple((page, _why(page, audit, home)) for page in judged),
        has_home=any(home in {page.url.rstrip("/"), page.final_url.rstrip("/")} for page in judged),
    )


def _principle(name: str, coverage: Sequence[CriterionCoverage]) -> Principle:
    def those(fits: Callable[[CriterionCoverage], bool]) -> tuple[CriterionCoverage, ...]:
        return tuple(each for each in coverage if fits(each))

    return Principle(
        name=name,
        criteria=len(coverage),
        failed=those(lambda each: each.failed > 0),
        undecided=those(lambda each: bool(each.rules) and not each.failed and each.closed is None),
        unseen=those(lambda each: not each.rules and each.closed is None),
        closed=those(lambda each: each.closed is not None),
    )


def _needs(audit: Audit) -> Sequence[Need]:
    criteria = {each.number for each in audit.portal.standard.coverage}
    views: dict[str, View] = {view.name: view for view in group_views(audit)}

    def of_law(rule: RuleInfo) -> bool:
        return not criteria.isdisjoint(rule.criteria)

    return [
        Need(
            letter,
            name,
            failed=tuple(each for each in views[group].barriers if of_law(each.rule)),
            passed=tuple(rule for rule in views[group].clear if of_law(rule)),
            undecided=tuple(each for each in views[group].unknown if of_law(each.rule)),
        )
        for letter, name, group in NEEDS
    ]


def _not_met(audit: Audit) -> Sequence[NotMet]:
    rules = {rule.id: rule for rule in audit.rules}
    failures: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.outcome == "failed":
            for number in finding.criteria:
                failures[number].append(finding)
    return [
        NotMet(
            covered,
            tuple(rules[rule] for rule in dict.fromkeys(each.rule for each in failures[covered.number])),
            len({each.page for each in failures[covered.number]} - {None}),
            next(iter(failures[covered.number]), None),
        )
        for covered in audit.portal.standard.coverage
        if covered.failed
    ]


def _statement(audit: Audit) -> Sequence[StatementCheck]:
    checks = []
    for rule in audit.rules:
        if STATEMENTS not in rule.source or rule.scope != "portal":
            continue
        counts = audit.portal.rules.get(rule.id)
        asked = counts is not None and not isinstance(counts, NotTested)
        found = tuple(each for each in audit.findings if each.rule == rule.id and each.outcome != "untested")
        reason = (
            counts.untested
            if isinstance(counts, NotTested)
            else ""
            if asked
            else finished("it does not apply here")
        )
        passed = asked and all(each.outcome == "passed" for each in found)
        checks.append(StatementCheck(rule, found, passed, reason))
    return checks


def _why(page: Page, audit: Audit, home: str) -> str:
    """Say why a page was in the sample."""
    if page.chosen is not None:
        return retold(page.chosen.why)
    if page.url.rstrip("/") == home:
        return gettext("home page")
    name = next((service.name for service in audit.services if service.id == page.service), "")
    if name:
        return gettext("of the service “{name}”", name=name)
    if audit.run.limits.listed is not None:
        return gettext("on the list that was given")
    return gettext("found by following links and site maps, in their order")
