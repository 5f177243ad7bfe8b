"""A service must have a telephone number that costs no more than an ordinary call.

Why it matters: minutes in a queue on a premium number cost a day's food. Many prepaid SIM cards cannot call
such numbers at all.

How to fix it: give an ordinary or free number, and say what a call costs.

Source: ITU-T, national numbering plans as Google's libphonenumber has them (numbers of premium rate, among
them Britain's 084 and 087, which carry a service charge: Ofcom,
http://ask.ofcom.org.uk/help/telephone/08_changes).
Directive 2011/83/EU, article 21 (a consumer's call costs no more than the basic rate),
https://eur-lex.europa.eu/eli/dir/2011/83/oj, which binds traders, not offices.
"""

from collections.abc import Iterator, Sequence

from auditor.channels.judging import gaps_of, mentions_of
from auditor.examples import URL, digest, service
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Scope, Severity
from auditor.service import Channel, ChannelMention, Cost, Level, ServiceEvidence

_ONLY = "Every telephone number of the service costs more than an ordinary call: “{quote}”"
_BESIDE = (
    "This number costs more than an ordinary call: “{quote}”. Does an ordinary number serve the same people?"
)
_UNPROVEN = (
    "This number costs more than an ordinary call: “{quote}”. That there is no ordinary one is not proven "
    "yet: {gaps}"
)


def check(service: ServiceEvidence) -> Iterator[Outcome]:
    """Look at the ranges of the service's telephone numbers."""
    numbers = [
        mention
        for mention in mentions_of(service)
        if mention.channel is Channel.PHONE and mention.level.is_usable
    ]
    premium = [mention for mention in numbers if mention.cost is Cost.PREMIUM]
    if all(mention.cost is Cost.UNKNOWN for mention in numbers):
        yield Inapplicable()
    elif not premium:
        yield Passed()
    else:
        yield _outcome(premium[0], gaps_of(service), is_only=len(premium) == len(numbers))


def _outcome(premium: ChannelMention, gaps: Sequence[str], *, is_only: bool) -> Outcome:
    at = Place(selector=premium.selector, snippet=premium.text, url=premium.url)
    if not is_only:
        return CantTell(_BESIDE, at=at, quote=premium.text)
    if gaps:
        return CantTell(_UNPROVEN, at=at, quote=premium.text, gaps="; ".join(gaps))
    return Failed(_ONLY, at=at, quote=premium.text)


def _number(cost: Cost, value: str = "+443069990123") -> ChannelMention:
    return ChannelMention(Channel.PHONE, Level.ACTIONABLE, value, f"Call {value}", "p", URL, cost=cost)


RULE = Rule(
    title="Telephone number costs more than an ordinary call",
    severity=Severity.SERIOUS,
    dimension=Dimension.AFFORDABILITY,
    groups=(Group.PREPAID_DATA, Group.BASIC_PHONE, Group.OLDER_PERSONS),
    scope=Scope.SERVICE,
    check=check,
    examples=(
        Example("an ordinary number", service(digest(_number(Cost.STANDARD))), Passed),
        Example(
            "a premium number and no other on the contact page",
            service(digest(_number(Cost.PREMIUM)), contact_pages=[digest(page_id="contact")]),
            Failed,
        ),
        Example(
            "a premium number, and no contact page was read", service(digest(_number(Cost.PREMIUM))), CantTell
        ),
        Example(
            "a premium number and a free one",
            service(digest(_number(Cost.PREMIUM), _number(Cost.FREE, "+448081570192"))),
            CantTell,
        ),
        Example("a number whose cost is not known", service(digest(_number(Cost.UNKNOWN))), Inapplicable),
        Example("no number", service(digest()), Inapplicable),
    ),
)
