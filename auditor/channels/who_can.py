"""Answers, for each service, the question that matters: can somebody without the internet get this done?

The answers rest on what the pages say, never on what they are silent about: "no" needs a sentence that
allows one way only, and where nothing is said, that is the answer. Nobody tried any of it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.channels.judging import OFFLINE, gaps_of, mentions_of, read_pages
from auditor.channels.structured import SELECTOR
from auditor.locale.speaking import finished
from auditor.service import (
    Channel,
    ChannelMention,
    Cost,
    LanguageHelp,
    OnlyWay,
    PageDigest,
    Purpose,
    ServiceEvidence,
    Way,
    Where,
)

EVIDENCE = 3  # mentions that an answer quotes
WHOLE = 0.5  # of the letters of the longest version: less is a summary, as for `missing-translation`
LEAST_FIELDS = 2  # one field is a search, or an address for a newsletter

_NO_ENTRY = frozenset({"search", "submit", "button", "reset", "image", "hidden"})


class Person(StrEnum):
    """Somebody whom a service that is made for the web alone leaves out."""

    NO_INTERNET = "no_internet"
    BASIC_PHONE = "basic_phone"
    NO_DIGITAL_ID = "no_digital_id"
    NO_DATA = "no_data"
    DEAF = "deaf"
    OTHER_LANGUAGE = "other_language"


class Answer(StrEnum):
    """Whether somebody can get a service done, as far as its pages say."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_SAID = "not_said"


type Evidence = ChannelMention | LanguageHelp | OnlyWay | PageDigest


@dataclass(frozen=True, slots=True)
class WhoCan:
    """Whether a person can get a service done: the answer, why, and what the pages say."""

    person: Person
    answer: Answer
    reason: str
    evidence: tuple[Evidence, ...] = ()


# How reasons call the channels.
BY: dict[Channel, str] = {
    Channel.PHONE: finished("by telephone"),
    Channel.SMS: finished("by text message"),
    Channel.USSD: finished("by a USSD code"),
    Channel.IVR: finished("by a telephone menu"),
    Channel.MESSAGING: finished("by a messaging app"),
    Channel.EMAIL: finished("by e-mail"),
    Channel.POST: finished("by post"),
    Channel.FORM: finished("on a printed form"),
    Channel.COUNTER: finished("at an office"),
    Channel.AGENT: finished("through an agent, kiosk, library or visit"),
    Channel.RELAY: finished("through a relay service"),
    Channel.SIGN_LANGUAGE: finished("in sign language"),
    Channel.BROADCAST: finished("by radio or television"),
    Channel.REPRESENTATIVE: finished("through a representative"),
}

_BY_PHONE = frozenset({Channel.PHONE, Channel.SMS, Channel.USSD, Channel.IVR})
_ON_SITE = frozenset({Channel.POST, Channel.FORM, Channel.COUNTER, Channel.AGENT})
_WITHOUT_HEARING = frozenset({
    Channel.RELAY, Channel.SIGN_LANGUAGE, Channel.SMS, Channel.MESSAGING, Channel.EMAIL, Channel.POST,
    Channel.FORM,
})  # fmt: skip

# The channels by which a person gets a service done, and those by which only with a way to go, with
# money, or with somebody's help.
_ALONE: dict[Person, frozenset[Channel]] = {
    Person.NO_INTERNET: _BY_PHONE | _ON_SITE,
    Person.BASIC_PHONE: _BY_PHONE,
    Person.NO_DIGITAL_ID: _BY_PHONE | _ON_SITE | {Channel.EMAIL, Channel.MESSAGING},
    Person.NO_DATA: _BY_PHONE | _ON_SITE,
    Person.DEAF: _WITHOUT_HEARING,
}
_HELPED: dict[Person, frozenset[Channel]] = {
    Person.NO_INTERNET: frozenset({Channel.REPRESENTATIVE}),
    Person.BASIC_PHONE: _ON_SITE | {Channel.REPRESENTATIVE},
    Person.NO_DIGITAL_ID: frozenset({Channel.REPRESENTATIVE}),
    Person.NO_DATA: _BY_PHONE | {Channel.REPRESENTATIVE},
    Person.DEAF: frozenset({Channel.COUNTER, Channel.AGENT, Channel.REPRESENTATIVE}),
}
# What a page may say that one cannot do without, and this person does.
_CLOSED: dict[Person, frozenset[Way]] = {
    Person.NO_INTERNET: frozenset(Way),
    Person.BASIC_PHONE: frozenset(Way),
    Person.NO_DIGITAL_ID: frozenset({Way.DIGITAL_ID}),
    Person.NO_DATA: frozenset(Way),
    Person.DEAF: frozenset(),
}

DONE = finished("It can be done {ways}.")
DONE_HELPED: dict[Person, str] = {
    Person.NO_INTERNET: finished("It can be done {ways}; nothing is said of doing it oneself."),
    Person.BASIC_PHONE: finished("It can be done {ways}; nothing is said of doing it by phone."),
    Person.NO_DIGITAL_ID: finished("It can be done {ways}; nothing is said of doing it oneself."),
    Person.NO_DATA: finished("It can be done {ways}; that this is free of charge is not said."),
    Person.DEAF: finished("It can be done {ways}; nothing is said of who cannot hear."),
}
NAMED = finished("Its pages say that it can be done {ways}, and give no number or address for that.")
ASKED = finished("One can ask {ways}; that it can be done so is not said.")
ONLY = finished("Its pages say that it is done {way} only, and name no other way.")
ONLY_BESIDE = finished("Its pages say that it is done {way} only, and yet tell of a way {ways}.")
NOTHING = finished("Its pages, and the contact pages that they lead to, say nothing of it.")
NOT_READ = finished("Nothing was found, but that proves nothing: {gaps}.")
IN_WRITING = finished("It is done in writing, on a form of its pages.")
LANGUAGES = finished("Its pages are there in {count} languages.")
SHORTER = finished("Its pages are there in another language, with less than half of the text.")
HELP = finished("Help in other languages is offered, beside pages in one.")


def who_can(service: ServiceEvidence) -> tuple[WhoCan, ...]:
    """Answer for each person whether a service can be done, as far as its pages say."""
    own, contact = read_pages(service)
    pages = {page.page_id: page for page in (*own, *contact)}.values()
    mentions = mentions_of(service)
    gaps = gaps_of(service)
    said = NOT_READ.format(gaps="; ".join(gaps)) if gaps else NOTHING
    by_channels = (
        _by_channels(person, mentions, own) or WhoCan(person, Answer.NOT_SAID, said) for person in _ALONE
    )
    in_words = _in_another_language(own, [each for page in pages for each in page.language_help])
    return (*by_channels, in_words or WhoCan(Person.OTHER_LANGUAGE, Answer.NOT_SAID, said))


def _by_channels(
    person: Person, mentions: Sequence[ChannelMention], own: Sequence[PageDigest]
) -> WhoCan | None:
    only = next((each for page in own for each in page.only_ways if each.way in _CLOSED[person]), None)
    if only is not None:
        return _despite(only, person, [each for each in mentions if each.channel in OFFLINE])
    if person is Person.DEAF and (forms := list(filter(_has_form, own))):
        return WhoCan(person, Answer.YES, IN_WRITING, (forms[0],))
    usable = {mention.channel for mention in mentions if mention.level.is_usable}
    fitting = [each for each in mentions if each.channel in _ALONE[person] | _HELPED[person]]
    # What another page says can be done by phone may be another service.
    own_words = [each for page in own for each in page.channels if not each.where.is_shared]
    done = [each for each in fitting if _is_for_task(each) and each in own_words]
    rungs = (
        (Answer.YES, DONE, [each for each in done if each.channel in usable and _is_alone(person, each)]),
        (Answer.PARTLY, DONE_HELPED[person], [each for each in done if each.channel in usable]),
        (Answer.PARTLY, NAMED, done),
        (Answer.PARTLY, ASKED, [each for each in fitting if each.level.is_usable]),
    )
    return next((_answer(person, *rung) for rung in rungs if rung[-1]), None)


def _has_form(page: PageDigest) -> bool:
    """Tell whether something is filled in on a page, beside a search."""
    fields = (page.demands.fields or ()) if page.demands else ()
    return sum(field.kind not in _NO_ENTRY for field in fields) >= LEAST_FIELDS


def _is_for_task(mention: ChannelMention) -> bool:
    """Tell whether the task itself can be done; a form to print is there for nothing else."""
    is_form = mention.channel is Channel.FORM and mention.level.is_usable
    return mention.purpose is Purpose.TASK or (is_form and mention.purpose is Purpose.UNSAID)


def _is_alone(person: Person, mention: ChannelMention) -> bool:
    """Tell whether this person can use a channel alone, and without paying where they have no credit."""
    is_paid = person is Person.NO_DATA and mention.channel in _BY_PHONE and mention.cost is not Cost.FREE
    return mention.channel in _ALONE[person] and not is_paid and mention.cost is not Cost.PREMIUM


def _despite(only: OnlyWay, person: Person, others: Sequence[ChannelMention]) -> WhoCan:
    """Answer where a page allows one way only; what stands beside that leaves it open."""
    way = only.way.value
    if not others:
        return WhoCan(person, Answer.NO, ONLY.format(way=way), (only,))
    reason = ONLY_BESIDE.format(way=way, ways=_listed(others))
    return WhoCan(person, Answer.PARTLY, reason, (only, *_first(others)))


def _answer(person: Person, answer: Answer, reason: str, mentions: Sequence[ChannelMention]) -> WhoCan:
    return WhoCan(person, answer, reason.format(ways=_listed(mentions)), _first(mentions))


def _first(mentions: Iterable[ChannelMention]) -> tuple[ChannelMention, ...]:
    """Give the best mention of each channel, what people read on the page first, and no words twice."""
    ordered = sorted(
        mentions,
        key=lambda each: (each.selector == SELECTOR, each.where is not Where.OWN, -each.level.rank),
    )
    best = {each.channel: each for each in reversed(ordered)}
    once = {each.text: each for each in reversed(ordered) if best[each.channel] is each}
    return tuple(each for each in ordered if once.get(each.text) is each)[:EVIDENCE]


def _listed(mentions: Iterable[ChannelMention]) -> str:
    named = {each.channel for each in mentions}
    *most, last = [BY[channel] for channel in Channel if channel in named]
    return f"{', '.join(most)} or {last}" if most else last


def _in_another_language(own: Sequence[PageDigest], helps: Sequence[LanguageHelp]) -> WhoCan | None:
    person = Person.OTHER_LANGUAGE
    letters = Counter[str]()
    for page in own:
        if page.language:
            letters[page.language] += page.length or 0
    if len(letters) > 1:
        (_, most), (language, count), *_ = letters.most_common()
        page = next(page for page in own if page.language == language)
        if count >= most * WHOLE:
            return WhoCan(person, Answer.YES, LANGUAGES.format(count=len(letters)), (page,))
        return WhoCan(person, Answer.PARTLY, SHORTER, (page,))
    return WhoCan(person, Answer.PARTLY, HELP, tuple(helps[:EVIDENCE])) if helps else None
