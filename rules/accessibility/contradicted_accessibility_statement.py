"""An accessibility statement must not claim full compliance where failures are found.

Why it matters: people believe the statement and look for the fault in themselves or in their device. Whoever
reports a barrier is told that there is none.

How to fix it: mend what was found, or write that the portal is partially compliant and list what is not
accessible, with another way to the same thing.

Source: Implementing Decision (EU) 2018/1523, article 3 (statements are to be accurate and based on an
evaluation), https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj. A criterion is not met if one element fails
it: WCAG 2.2, 5.2.1 (conformance level), https://www.w3.org/TR/WCAG22/#cc1.
"""

from collections.abc import Iterator

from auditor.examples import digest, portal
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.portal import Failure, PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Claim, Statement
from auditor.statement.finding import find_statement

# Ours: of 60 findings that were read, 2 were wrong and 6 debatable (docs/accuracy.md); that three rules are
# wrong on one portal at once is unlikely.
LEAST_RULES = 3
NAMED = 3

_CONTRADICTED = (
    "The statement says: “{quote}”, but criteria of {standard} are not met: {criteria}. Rules that failed: "
    "{count}, among them: {rules}"
)
_PERHAPS = _CONTRADICTED + ". Does the claim hold?"


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Hold a claim of full compliance against the failures that were found."""
    found = find_statement(portal)
    claims = [(page, each) for page, each in found.read if each.claim is not None]
    full = next(((page, each) for page, each in claims if each.claim is Claim.FULL), None)
    if full is not None and portal.failures:
        page, statement = full
        is_sure = not statement.hedged and len(portal.failures) >= LEAST_RULES and len(claims) == 1
        outcome, message = (Failed, _CONTRADICTED) if is_sure else (CantTell, _PERHAPS)
        criteria = sorted({each for failure in portal.failures for each in failure.criteria})
        most = sorted(portal.failures, key=lambda failure: -failure.pages)[:NAMED]
        yield outcome(
            message,
            at=Place(selector=statement.selector, snippet=statement.quote, url=page.url),
            quote=statement.quote,
            standard=portal.standard,
            criteria=", ".join(criteria),
            count=Count(len(portal.failures)),
            rules="; ".join(f"{failure.title} ({failure.url})" for failure in most),
        )
    elif claims:
        yield Passed()
    elif not found.read and (reason := found.why_unread):
        yield Untested(reason)
    else:
        yield Inapplicable()


_FAILURES = tuple(
    Failure(f"rule-{number}", f"Rule {number}", ("1.1.1",), 1, "https://portal.example/")
    for number in range(3)
)
_FULL = Statement(claim=Claim.FULL, quote="This site is fully compliant.", selector="p")
_HEDGED = Statement(claim=Claim.FULL, quote="This site is fully compliant.", selector="p", hedged=True)


RULE = Rule(
    title="The accessibility statement claims more than was found",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(
        Group.WITHOUT_VISION,
        Group.LOW_VISION,
        Group.WITHOUT_HEARING,
        Group.LIMITED_MOVEMENT,
        Group.COGNITION,
    ),
    scope=Scope.PORTAL,
    advice=True,
    check=check,
    examples=(
        Example("full compliance, and nothing failed", portal(digest(statement=_FULL)), Passed),
        Example(
            "full compliance, and three rules failed",
            portal(digest(statement=_FULL), failures=_FAILURES),
            Failed,
        ),
        Example(
            "full compliance, and two rules failed",
            portal(digest(statement=_FULL), failures=_FAILURES[:2]),
            CantTell,
        ),
        Example(
            "full compliance in one place and not in another",
            portal(digest(statement=_HEDGED), failures=_FAILURES),
            CantTell,
        ),
        Example(
            "partial compliance",
            portal(digest(statement=Statement(claim=Claim.PARTIAL)), failures=_FAILURES),
            Passed,
        ),
        Example(
            "a statement that was not read",
            portal(digest(statement_links=("https://other.example/statement",)), failures=_FAILURES),
            Untested,
        ),
        Example("no statement", portal(digest(), failures=_FAILURES), Inapplicable),
    ),
)
