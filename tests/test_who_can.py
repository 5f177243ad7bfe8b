"""Who can get a service done: answers rest on what pages say, and never on their silence."""

from collections.abc import Mapping

import pytest

from auditor.channels.who_can import Answer, Person, WhoCan, who_can
from auditor.examples import URL, digest, only_way, service
from auditor.service import (
    AskedField,
    Channel,
    ChannelMention,
    Cost,
    Demands,
    LanguageHelp,
    Level,
    Purpose,
    ServiceEvidence,
    Way,
    Where,
)

CONTACT = digest(page_id="contact")


def mention(
    channel: Channel,
    level: Level = Level.ACTIONABLE,
    purpose: Purpose = Purpose.TASK,
    **more: object,
) -> ChannelMention:
    value = "" if level is Level.MENTIONED else "somewhere"
    return ChannelMention(channel, level, value, f"{channel} {purpose}", "p", URL, purpose=purpose, **more)  # type: ignore[arg-type]


def answers(evidence: ServiceEvidence) -> Mapping[Person, WhoCan]:
    return {each.person: each for each in who_can(evidence)}


def of(*mentions: ChannelMention, **facts: object) -> ServiceEvidence:
    return service(digest(*mentions, **facts), contact_pages=[CONTACT])  # type: ignore[arg-type]


TO_ASK = mention(Channel.PHONE, purpose=Purpose.ASK)


@pytest.mark.parametrize(
    ("person", "evidence", "answer"),
    [
        (Person.NO_INTERNET, of(mention(Channel.COUNTER)), Answer.YES),
        (Person.NO_INTERNET, of(mention(Channel.EMAIL)), Answer.NOT_SAID),
        (Person.NO_INTERNET, of(mention(Channel.REPRESENTATIVE)), Answer.PARTLY),
        (Person.NO_INTERNET, of(TO_ASK), Answer.PARTLY),
        (Person.NO_INTERNET, of(mention(Channel.PHONE, Level.MENTIONED)), Answer.PARTLY),
        (Person.NO_INTERNET, of(), Answer.NOT_SAID),
        (Person.BASIC_PHONE, of(mention(Channel.USSD)), Answer.YES),
        (Person.BASIC_PHONE, of(mention(Channel.COUNTER)), Answer.PARTLY),
        (Person.NO_DIGITAL_ID, of(mention(Channel.EMAIL)), Answer.YES),
        (Person.NO_DATA, of(mention(Channel.PHONE, cost=Cost.FREE)), Answer.YES),
        (Person.NO_DATA, of(mention(Channel.PHONE)), Answer.PARTLY),
        (Person.DEAF, of(mention(Channel.PHONE)), Answer.NOT_SAID),
        (Person.DEAF, of(mention(Channel.RELAY)), Answer.YES),
        (Person.DEAF, of(mention(Channel.COUNTER)), Answer.PARTLY),
    ],
)
def test_a_person_can_by_what_fits_them(person: Person, evidence: ServiceEvidence, answer: Answer) -> None:
    assert answers(evidence)[person].answer is answer


def test_a_premium_number_is_no_way_to_get_it_done_alone() -> None:
    assert answers(of(mention(Channel.PHONE, cost=Cost.PREMIUM)))[Person.NO_INTERNET].answer is Answer.PARTLY


def test_words_of_the_service_and_a_number_on_the_contact_page_are_a_way() -> None:
    """ "You can apply by phone", and the number is where the link leads."""
    said = digest(mention(Channel.PHONE, Level.MENTIONED))
    number = digest(mention(Channel.PHONE, purpose=Purpose.UNSAID), page_id="contact")
    assert answers(service(said, contact_pages=[number]))[Person.BASIC_PHONE].answer is Answer.YES


@pytest.mark.parametrize(
    "evidence",
    [
        service(digest(), contact_pages=[digest(mention(Channel.PHONE), page_id="contact")]),
        of(mention(Channel.PHONE, where=Where.FOOTER)),
    ],
    ids=["of another page", "in the footer of all pages"],
)
def test_what_is_said_elsewhere_may_be_said_of_another_service(evidence: ServiceEvidence) -> None:
    assert answers(evidence)[Person.BASIC_PHONE].answer is Answer.PARTLY


@pytest.mark.parametrize(
    ("way", "person", "answer"),
    [
        (Way.ONLINE, Person.NO_INTERNET, Answer.NO),
        (Way.APP, Person.BASIC_PHONE, Answer.NO),
        (Way.DIGITAL_ID, Person.NO_DIGITAL_ID, Answer.NO),
        (Way.ONLINE, Person.NO_DIGITAL_ID, Answer.NOT_SAID),
        (Way.ONLINE, Person.DEAF, Answer.NOT_SAID),
    ],
)
def test_no_is_a_sentence_of_the_page(way: Way, person: Person, answer: Answer) -> None:
    only = only_way("Apply online only.", way)
    given = answers(of(only_ways=(only,)))[person]
    assert given.answer is answer
    assert (only in given.evidence) is (answer is Answer.NO)


def test_a_way_beside_such_a_sentence_leaves_it_open_and_both_are_quoted() -> None:
    only = only_way("Apply online only.")
    given = answers(of(TO_ASK, only_ways=(only,)))[Person.NO_INTERNET]
    assert given.answer is Answer.PARTLY
    assert given.evidence == (only, TO_ASK)


def test_silence_says_what_was_not_read() -> None:
    given = answers(service(digest(language="fi"), unread=2))[Person.NO_INTERNET]
    assert given.answer is Answer.NOT_SAID
    assert given.reason == (
        "Nothing was found, but that proves nothing: no contact page was read; "
        "pages that were found and not read: 2; the word list does not cover fi."
    )


@pytest.mark.parametrize(
    ("kinds", "answer"),
    [
        (("text", "text"), Answer.YES),
        (("search", "submit"), Answer.NOT_SAID),
        (("email",), Answer.NOT_SAID),
    ],
)
def test_a_form_is_a_way_to_write(kinds: tuple[str, ...], answer: Answer) -> None:
    fields = tuple(AskedField(kind, "Name", False, "input", "") for kind in kinds)
    assert answers(of(demands=Demands(fields=fields)))[Person.DEAF].answer is answer


def test_other_languages_are_pages_or_people() -> None:
    help_in_arabic = LanguageHelp(("ar",), "Interpreters for Arabic", "p", URL)
    english, french = digest(length=1_000), digest(page_id="fr", language="fr", length=500)
    two = answers(service(french, english))[Person.OTHER_LANGUAGE]
    assert (two.answer, two.evidence) == (Answer.YES, (french,))
    brief = digest(page_id="fr", language="fr", length=499)
    assert answers(service(english, brief))[Person.OTHER_LANGUAGE].answer is Answer.PARTLY
    unknown = digest(page_id="x", language="", length=900)
    assert answers(service(english, unknown))[Person.OTHER_LANGUAGE].answer is Answer.NOT_SAID
    helped = answers(of(language_help=(help_in_arabic,)))[Person.OTHER_LANGUAGE]
    assert (helped.answer, helped.evidence) == (Answer.PARTLY, (help_in_arabic,))


def test_an_answer_quotes_each_channel_once_and_the_own_text_first() -> None:
    footer = mention(Channel.PHONE, Level.COMPLETE, where=Where.FOOTER)
    own, letter = mention(Channel.PHONE), mention(Channel.POST)
    assert answers(of(footer, letter, own))[Person.NO_INTERNET].evidence == (letter, own)
