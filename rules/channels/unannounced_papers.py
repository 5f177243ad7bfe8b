"""Which papers a service wants must be said before the page where they are handed in.

Why it matters: who has to fetch a certificate, or to have it scanned in a shop, needs to know before the form
begins. The form often is lost after some minutes.

How to fix it: list the papers, in which form they are taken, and what to do without one, on the first page
of the service.

Source: Regulation (EU) 2018/1724, articles 9 and 10 (information on procedures, the evidence among it),
https://eur-lex.europa.eu/eli/reg/2018/1724/oj. UN Local Online Service Index 2024, indicator #222 (how a
service is had; code after a third-party extraction of the UN's slides). What counts as a word of papers is
wide, so nothing fails here.
"""

from collections.abc import Iterator

from auditor.deadends.judging import first_said, pages_before, place_of
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_ASK = (
    "The form wants a file here (“{field}”). Do the other pages of the service say which papers are wanted?"
)

UPLOAD = digest(page_id="step", said=(Said(Subject.UPLOAD_FIELD, "Birth certificate", "input", URL),))
TOLD = Said(Subject.PAPERS, "Bring a copy of your passport.", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for such a field, and for any word of it on the pages without one."""
    demanded = first_said(service, (Subject.UPLOAD_FIELD,))
    before = pages_before(service, Subject.UPLOAD_FIELD)
    if demanded is None or not before:
        yield Inapplicable()
    elif any(said.subject is Subject.PAPERS for page in before for said in page.said):
        yield Passed()
    else:
        yield CantTell(_ASK, at=place_of(demanded), field=demanded.text)


RULE = Rule(
    title="Papers are not said before they are to be handed in",
    severity=Severity.MODERATE,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.NO_INTERNET, Group.LOW_LITERACY),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example(
            "a word of it on the first page",
            service(digest(said=(TOLD,)), UPLOAD, contact_pages=[CONTACT]),
            Passed,
        ),
        Example(
            "no word of it on the first page", service(digest(), UPLOAD, contact_pages=[CONTACT]), CantTell
        ),
        Example("no word, and a contact page was not read", service(digest(), UPLOAD), CantTell),
        Example(
            "no word, in a language whose words are not known",
            service(digest(language="fi"), UPLOAD, contact_pages=[CONTACT]),
            CantTell,
        ),
        Example(
            "a word of it beside the field only",
            service(digest(), digest(page_id="step", said=(UPLOAD.said[0], TOLD)), contact_pages=[CONTACT]),
            CantTell,
        ),
        Example("the field stands on the only page", service(UPLOAD, contact_pages=[CONTACT]), Inapplicable),
        Example("no such field", service(digest(said=(TOLD,)), contact_pages=[CONTACT]), Inapplicable),
    ),
)
