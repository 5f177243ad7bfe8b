"""An accessibility statement must say what is accessible, as of when, whom to tell, and who enforces it.

Why it matters: a person who is shut out needs an address that answers, and someone above it when nobody
does. A statement without these parts promises and does not help.

How to fix it: write the statement after the European model, part by part. Its parts are compliance
status, content that is not accessible, date and method of preparation, feedback and contact, and
enforcement procedure.

Source: Implementing Decision (EU) 2018/1523, annex, sections 1 (mandatory content),
https://eur-lex.europa.eu/eli/dec_impl/2018/1523/oj. No success criterion of WCAG asks for it: it counts in
no score. The enforcement procedure is asked for only where that law holds.
"""

from collections.abc import Iterator

from auditor.examples import digest, portal
from auditor.locale.speaking import finished
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.portal import PortalEvidence
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Claim, PageDigest, Statement
from auditor.statement.finding import find_statement, is_owed
from auditor.statement.words import covers

_MISSING = "The accessibility statement has no {part}"
_UNCLEAR = "In the accessibility statement no {part} was recognised. Is it there?"

_CLAIM = finished("compliance status (fully, partially or not compliant)")
_DATE = finished("date on which it was prepared or reviewed")
_CONTACT = finished("address, number or form to report a barrier")
_ENFORCEMENT = finished("way to those who enforce the law")


def check(portal: PortalEvidence) -> Iterator[Outcome]:
    """Look for each part of the model in the statement; of several, in the one that has most of them."""
    found = find_statement(portal)
    if found.read:
        page, statement = max(found.read, key=lambda pair: _parts_of(pair[1]))
        yield from _parts(page, statement, is_owed=is_owed(portal))
    elif reason := found.why_unread:
        yield Untested(reason)
    else:
        yield Inapplicable()


def _parts_of(statement: Statement) -> int:
    return sum(map(bool, (statement.claim, statement.dated, statement.contact, statement.enforcement)))


def _parts(page: PageDigest, statement: Statement, *, is_owed: bool) -> Iterator[Outcome]:
    """Give one outcome for each part. Words say a status in too many ways for it to be called missing."""
    place = Place(url=page.url)
    yield Passed() if statement.claim else CantTell(_UNCLEAR, at=place, part=_CLAIM)
    yield Passed() if statement.contact else CantTell(_UNCLEAR, at=place, part=_CONTACT)
    told = {_DATE: statement.dated, _ENFORCEMENT: statement.enforcement}
    outcome, message = (Failed, _MISSING) if covers(page.language) else (CantTell, _UNCLEAR)
    for part in told if is_owed else (_DATE,):
        yield Passed() if told[part] else outcome(message, at=place, part=part)


_WHOLE = {
    "claim": Claim.PARTIAL,
    "dated": "11 March 2026",
    "contact": "mailto:access@portal.example",
    "enforcement": "You can take it to the Ombudsman.",
}


def _portal(country: str = "IE", language: str = "en", **other: object) -> PortalEvidence:
    return portal(digest(statement=Statement(**(_WHOLE | other)), language=language), country=country)  # type: ignore[arg-type]  # named by the examples


RULE = Rule(
    title="The accessibility statement lacks a part",
    severity=Severity.MINOR,
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
        Example("all parts", _portal(), Passed),
        Example("no date", _portal(dated=None), Failed),
        Example("no enforcement procedure", _portal(enforcement=""), Failed),
        Example(
            "no enforcement procedure where that law does not hold", _portal("KE", enforcement=""), Passed
        ),
        Example("no date in a language without words", _portal(language="ka", dated=None), CantTell),
        Example(
            "no enforcement procedure in a language without words",
            _portal(language="ka", enforcement=""),
            CantTell,
        ),
        Example("no status in known words", _portal(claim=None), CantTell),
        Example("no way to tell of a barrier", _portal(contact=""), CantTell),
        Example(
            "a link to a statement that was not read",
            portal(digest(statement_links=("https://other.example/statement",)), country="IE"),
            Untested,
        ),
        Example("no statement", portal(digest(), country="IE"), Inapplicable),
    ),
)
