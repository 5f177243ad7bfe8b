"""When a channel is there, in doubt, or missing: absence is never claimed from silence."""

from collections.abc import Sequence

import pytest

from auditor.channels.judging import judge_channel
from auditor.evidence import Kind
from auditor.examples import URL, digest, only_way, service
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.registry import all_rules
from auditor.rule import Pillar, RegisteredRule, Scope, as_a_whole
from auditor.service import Channel, ChannelMention, Level, PageDigest, Said, ServiceEvidence, Subject

NUMBER = ChannelMention(Channel.PHONE, Level.ACTIONABLE, "+442079460140", "Call 020 7946 0140", "p", URL)
WORDS = ChannelMention(Channel.PHONE, Level.MENTIONED, "", "Apply by phone", "p.help", f"{URL}help")
EMAIL = ChannelMention(Channel.EMAIL, Level.ACTIONABLE, "a@portal.example", "a@portal.example", "p", URL)
CONTACT = digest(page_id="contact")


def asked(evidence: ServiceEvidence) -> Sequence[Outcome]:
    return list(judge_channel(evidence, (Channel.PHONE,), "phone number"))


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(service(digest(NUMBER)), id="on its own page"),
        pytest.param(service(digest(), contact_pages=[digest(NUMBER, page_id="c")]), id="on a contact page"),
        pytest.param(service(digest(WORDS, NUMBER)), id="words and a number"),
        pytest.param(service(digest(NUMBER, language="fi"), unread=3), id="found although much is unknown"),
    ],
)
def test_number_passes(evidence: ServiceEvidence) -> None:
    assert asked(evidence) == [Passed()]


def test_words_alone_cannot_be_told_and_are_quoted_where_they_stand() -> None:
    [outcome] = asked(service(digest(WORDS), contact_pages=[CONTACT]))
    assert isinstance(outcome, CantTell)
    assert "“Apply by phone”" in str(outcome)
    assert (outcome.place.selector, outcome.place.url) == ("p.help", f"{URL}help")


def test_other_channel_does_not_stand_in() -> None:
    assert as_a_whole(asked(service(digest(EMAIL), contact_pages=[CONTACT]))) is Failed


def test_absence_is_said_with_what_was_read() -> None:
    [outcome] = asked(service(digest(), digest(page_id="p2"), contact_pages=[CONTACT]))
    assert isinstance(outcome, Failed)
    assert str(outcome) == "No phone number was found (pages of the service read: 2; contact pages read: 1)"


def test_own_page_about_contact_is_a_contact_page() -> None:
    assert as_a_whole(asked(service(digest(), digest(page_id="p2", contact=True)))) is Failed


@pytest.mark.parametrize(
    ("evidence", "gaps"),
    [
        pytest.param(service(digest()), ["no contact page was read"], id="no contact page"),
        pytest.param(service(contact_pages=[CONTACT]), ["no page of the service was read"], id="no own page"),
        pytest.param(
            service(digest(), contact_pages=[CONTACT], unread=1),
            ["found and not read: 1"],
            id="one page unread",
        ),
        pytest.param(
            service(digest(language="fi"), contact_pages=[CONTACT]),
            ["the word list does not cover fi"],
            id="own page in an uncovered language",
        ),
        pytest.param(
            service(digest(), contact_pages=[digest(page_id="c", language="fi")]),
            ["the word list does not cover fi"],
            id="contact page in an uncovered language",
        ),
        pytest.param(
            service(digest(missing={"text": "the page did not answer"}), contact_pages=[CONTACT]),
            ["read in part: 1"],
            id="own page without its text",
        ),
        pytest.param(
            service(digest(), contact_pages=[digest(page_id="c", missing={"links": "the same"})]),
            ["read in part: 1"],
            id="contact page without its links",
        ),
        pytest.param(
            service(digest(language=""), contact_pages=[CONTACT]),
            ["the language of a page could not be told"],
            id="unknown language",
        ),
        pytest.param(
            service(digest(language="fi"), unread=2),
            ["no contact page was read", "found and not read: 2", "does not cover fi"],
            id="several at once",
        ),
    ],
)
def test_silence_is_no_proof_and_the_gaps_are_named(evidence: ServiceEvidence, gaps: list[str]) -> None:
    [outcome] = asked(evidence)
    assert isinstance(outcome, CantTell)
    assert [gap for gap in gaps if gap not in str(outcome)] == []


def _rules() -> list[RegisteredRule]:
    return [rule for rule in all_rules().values() if rule.pillar is Pillar.CHANNELS]


def _all_channels() -> PageDigest:
    return digest(*(ChannelMention(channel, Level.ACTIONABLE, "x", "x", "p", URL) for channel in Channel))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(service(_all_channels()), Passed, id="every channel"),
        pytest.param(service(digest()), CantTell, id="no contact page"),
        pytest.param(
            service(digest(only_ways=(only_way("Apply online only"),)), contact_pages=[CONTACT]),
            Failed,
            id="none, and the page says that there is one way only",
        ),
    ],
)
def test_every_rule_answers_alike(evidence: ServiceEvidence, expected: type[Outcome]) -> None:
    asks_for_a_way = [
        rule for rule in _rules() if rule.id.startswith("missing-") and rule.rule.scope is Scope.SERVICE
    ]
    answers = {rule.id: as_a_whole(outcomes_of(rule, evidence)) for rule in asks_for_a_way}
    assert answers == dict.fromkeys(answers, expected)


def test_what_is_often_overlooked_is_asked_about_and_not_failed() -> None:
    nothing = service(digest(), contact_pages=[CONTACT])
    answers = {
        rule.id: as_a_whole(outcomes_of(rule, nothing))
        for rule in _rules()
        if rule.id.startswith("missing-") and rule.rule.scope is Scope.SERVICE
    }

    assert {rule for rule, answer in answers.items() if answer is CantTell} == {
        "missing-office",
        "missing-paper-form",
        "missing-postal-address",
    }
    assert set(answers.values()) == {CantTell, Failed}


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.USSD])
def test_basic_phone_is_served_by_text_messages_or_by_codes(channel: Channel) -> None:
    mention = ChannelMention(channel, Level.ACTIONABLE, "60011", "60011", "p", URL)
    rule = all_rules()["missing-basic-phone-channel"]
    assert rule.rule.scope is Scope.SERVICE
    assert as_a_whole(outcomes_of(rule, service(digest(mention)))) is Passed


def test_what_surely_demands_is_quoted_and_not_what_may() -> None:
    said = (
        Said(Subject.CODE_BY_TEXT, "We text you a code.", "p", URL),
        Said(Subject.CODE_NEEDS_PHONE, "You need a mobile phone.", "p", URL),
    )
    rule = all_rules()["text-message-code-only"]
    [outcome] = outcomes_of(rule, service(digest(said=said), contact_pages=[CONTACT]))
    assert isinstance(outcome, Failed)
    assert "“You need a mobile phone.”" in str(outcome)


def test_a_document_among_a_services_pages_leaves_no_doubt_about_language() -> None:
    form = digest(page_id="form", language="", kind=Kind.DOCUMENT)
    assert as_a_whole(asked(service(digest(), form, contact_pages=[CONTACT]))) is Failed
