"""A service that sends a code by text message must name another way to get it.

Why it matters: who shares a phone, changed the number, lives where there is no signal or is abroad does not
get the code. Whoever has no mobile phone never will.

How to fix it: let people choose how the code comes (by text message, by a call to any telephone, by e-mail,
by post). Say so where the number is asked for.

Source: GOV.UK Design System, Phone numbers ("Not everyone has or can use a phone, so make sure you give
users a choice"), https://design-system.service.gov.uk/patterns/phone-numbers/. NIST, Special Publication
800-63B, restricts codes by text message, and wants another way beside them,
https://pages.nist.gov/800-63-3/sp800-63b.html. ITU, Mobile phone ownership,
https://itu.foleon.com/itu/measuring-digital-development/mobile-phone-ownership/.
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.deadends.judging import judge_said_or_ask
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Said, ServiceEvidence, Subject

_ASK = "The page says: “{quote}”. Can the code be had in another way than by text message?"

NEEDED = Said(Subject.CODE_NEEDS_PHONE, "You need a mobile phone to register.", "p", URL)
SENT = Said(Subject.CODE_BY_TEXT, "We will send you a code by text message.", "p", URL)
CONTACT = digest(page_id="contact")


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look for sentences that demand a mobile phone, and for codes that are sent to one."""
    yield from judge_said_or_ask(
        service, Subject.CODE_NEEDS_PHONE, Subject.CODE_BY_TEXT, "a mobile phone", _ASK
    )


RULE = Rule(
    title="Service needs a mobile phone for a code",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SHARED_PHONE, Group.BASIC_PHONE, Group.OLDER_PERSONS),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example(
            "a mobile phone is needed, and nothing else is named",
            service(digest(said=(NEEDED, SENT)), contact_pages=[CONTACT]),
            Failed,
        ),
        Example("no contact page was read", service(digest(said=(NEEDED,))), CantTell),
        Example("a code is sent", service(digest(said=(SENT,)), contact_pages=[CONTACT]), CantTell),
        Example(
            "a code is sent, or comes by e-mail",
            service(digest(said=(replace(SENT, other_way=True),)), contact_pages=[CONTACT]),
            Passed,
        ),
        Example("nothing is said", service(digest(), contact_pages=[CONTACT]), Inapplicable),
    ),
)
