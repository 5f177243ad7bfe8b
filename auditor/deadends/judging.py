"""What the rules about dead ends of a service share: who is kept out, and whether another way is named.

As with channels, that there is no other way is claimed only where all was read.
"""

from collections.abc import Collection, Iterable, Iterator

from auditor.channels.judging import OFFLINE, gaps_of, mentions_of, read_pages
from auditor.deadends.words import languages
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.service import Channel, ChannelMention, PageDigest, Said, ServiceEvidence, Subject

SAID = "The page says: “{quote}”. No way is named for people without {lacking}"
SAID_BESIDE = (
    "The page says: “{quote}”. Another page or sentence names another way: “{other}”. Can people without "
    "{lacking} get it done so?"
)
SAID_UNPROVEN = (
    "The page says: “{quote}”. Whether a way is named for people without {lacking} is not proven yet: {gaps}"
)
FIELD = "The form cannot be sent without “{quote}”. No way is named for people without {lacking}"
FIELD_BESIDE = (
    "The form cannot be sent without “{quote}”. Another way is named: “{other}”. Can people without "
    "{lacking} get it done so?"
)
FIELD_UNPROVEN = (
    "The form cannot be sent without “{quote}”. Whether a way is named for people without {lacking} is not "
    "proven yet: {gaps}"
)

# Ways to people; a form to print reaches nobody by itself.
PEOPLE = (
    *(Channel.PHONE, Channel.SMS, Channel.USSD, Channel.MESSAGING),
    *(Channel.EMAIL, Channel.POST, Channel.COUNTER),
)

_OF_FORMS = frozenset({Subject.EMAIL_FIELD, Subject.NATIONAL_ID_FIELD})


def judge_said(
    service: ServiceEvidence,
    subjects: Collection[Subject],
    lacking: str,
    others: Collection[Channel] = OFFLINE,
) -> Iterator[Outcome]:
    """Give one outcome on what a service demands of everybody, and whether it names a way without that.

    Where nothing of the kind is said, nothing is claimed. `lacking` names it, with an article.
    """
    said = first_said(service, subjects)
    if said is None:
        yield Passed() if first_said(service, subjects, other_way=True) else Inapplicable()
        return
    of_form = said.subject in _OF_FORMS
    at, quote = place_of(said), said.text
    other = first_channel(service, others)
    if other is not None:
        message = FIELD_BESIDE if of_form else SAID_BESIDE
        yield CantTell(message, at=at, quote=quote, other=other.text, lacking=lacking)
    elif gaps := gaps_of(service):
        message = FIELD_UNPROVEN if of_form else SAID_UNPROVEN
        yield CantTell(message, at=at, quote=quote, lacking=lacking, gaps="; ".join(gaps))
    else:
        yield Failed(FIELD if of_form else SAID, at=at, quote=quote, lacking=lacking)


def judge_said_or_ask(
    service: ServiceEvidence, sure: Subject, unsure: Subject, lacking: str, question: str
) -> Iterator[Outcome]:
    """Judge what surely demands something as `judge_said` does; of what may demand it, ask a person.

    `question` quotes it: "The page says: “{quote}”. …"
    """
    if first_said(service, (sure,)) is not None:
        yield from judge_said(service, (sure,), lacking)
    elif said := first_said(service, (unsure,)):
        yield CantTell(question, at=place_of(said), quote=said.text)
    else:
        yield from judge_said(service, (sure, unsure), lacking)


def judge_closed(service: ServiceEvidence, subject: Subject, closed: str, unproven: str) -> Iterator[Outcome]:
    """Give one outcome on whether a sentence that closes the way to people has another beside it.

    `closed` says that there is none, `unproven` that this is not proven.
    """
    said = first_said_of_contact(service, subject)
    if said is None:
        yield Inapplicable()
    elif first_channel(service, PEOPLE) is not None:
        yield Passed()
    elif gaps := gaps_of(service):
        yield CantTell(unproven, at=place_of(said), quote=said.text, gaps="; ".join(gaps))
    else:
        yield Failed(closed, at=place_of(said), quote=said.text)


def pages_before(service: ServiceEvidence, demanded: Subject) -> tuple[PageDigest, ...]:
    """Give the service's pages without a field of this kind, which people come by before it or instead."""
    return tuple(
        page for page in own_pages(service) if not any(said.subject is demanded for said in page.said)
    )


def unread_words(pages: Collection[PageDigest]) -> list[str]:
    """Say in which languages pages are whose words for what is told are not known."""
    unknown = sorted({page.language for page in pages} - languages())
    return [f"the words for it are not known in {tag or 'the language of a page'}" for tag in unknown]


def first_said(
    service: ServiceEvidence, subjects: Collection[Subject], *, other_way: bool = False
) -> Said | None:
    """Give the first place on a service's own pages, but those about contact, that speaks of one of these.

    It is one that demands it, or one that leaves another way.
    """
    return _first((page for page in own_pages(service) if not page.contact), subjects, other_way=other_way)


def first_said_of_contact(service: ServiceEvidence, subject: Subject) -> Said | None:
    """Give the first place that speaks of a way to reach people, on all pages that may."""
    return _first((*own_pages(service), *service.contact_pages), (subject,), other_way=False)


def _first(pages: Iterable[PageDigest], subjects: Collection[Subject], *, other_way: bool) -> Said | None:
    said = (each for page in pages for each in page.said if each.subject in subjects)
    return next((each for each in said if each.other_way is other_way), None)


def first_channel(service: ServiceEvidence, channels: Collection[Channel]) -> ChannelMention | None:
    """Give the first of these channels that its pages or the contact pages name, if only in words."""
    return next((each for each in mentions_of(service) if each.channel in channels), None)


def own_pages(service: ServiceEvidence) -> tuple[PageDigest, ...]:
    """Give the service's own pages that are no documents."""
    own, _ = read_pages(service)
    return own


def place_of(said: Said) -> Place:
    """Tell where something is said."""
    return Place(selector=said.selector, snippet=said.text, url=said.url)
