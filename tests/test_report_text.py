"""How reports treat text and numbers, before any template sees them."""

from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module

import pytest

from auditor.audit import Score
from auditor.channels.who_can import Person
from auditor.locale.speaking import listed
from auditor.reporting.points import reading
from auditor.rule import Group
from auditor.service import Channel

text = import_module("auditor.reports._text")
numbers = import_module("auditor.reports._numbers")
services = import_module("auditor.reports._services")
channels = import_module("auditor.reports._channels")


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        pytest.param(74.0, 74.0, 74.0, "74", id="exact"),
        pytest.param(74.4, 68.0, 81.0, "74 (68 to 81)", id="with a range"),
        pytest.param(74.5, 68.9, 80.1, "75 (68 to 81)", id="the range is rounded outwards"),
        pytest.param(70.0, 70.0 - 1e-9, 70.0 + 1e-9, "70", id="noise of the arithmetic is no range"),
        pytest.param(None, 40.0, 80.0, "40 to 80", id="only a range"),
        pytest.param(None, None, None, "Not measurable", id="nothing"),
        pytest.param(50.0, None, None, "50", id="only a value"),
        pytest.param(0.0, 0.0, 0.0, "0", id="a true zero"),
        pytest.param(0.2, 0.2, 0.2, "1", id="nearly zero is not zero"),
        pytest.param(100.0, 100.0, 100.0, "100", id="a true hundred"),
        pytest.param(99.7, 99.7, 99.7, "99", id="nearly a hundred is not a hundred"),
        pytest.param(99.7, 99.1, 100.0, "99 (99 to 100)", id="the range may reach it"),
    ],
)
def test_scores_are_said_in_whole_points(value: float, low: float, high: float, said: str) -> None:
    assert str(reading(Score(value=value, low=low, high=high))) == said


def test_no_score_at_all_is_not_measurable() -> None:
    assert str(reading(None)) == "Not measurable"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 %"), (0.999, "99 %"), (1.0, "100 %"), (0.57, "57 %")],
    ids=["none", "not quite all", "all", "no loss to binary fractions"],
)
def test_shares_are_rounded_down(share: float, said: str) -> None:
    assert numbers.percent(share) == said


def test_counts_agree_with_their_noun() -> None:
    assert numbers.counted(1, "page") == "1 page"
    assert numbers.counted(0, "page") == "0 pages"
    assert numbers.counted(1_200, "criterion", "criteria") == "1,200 criteria"


@pytest.mark.parametrize(
    "time",
    [
        pytest.param(datetime(2026, 3, 3, 23, 5, tzinfo=UTC), id="in UTC"),
        pytest.param(datetime(2026, 3, 4, 1, 5, tzinfo=timezone(timedelta(hours=2))), id="in another zone"),
        pytest.param(datetime(2026, 3, 3, 23, 5), id="without a zone"),  # noqa: DTZ001  that is the case
    ],
)
def test_times_are_said_in_utc(time: datetime) -> None:
    assert numbers.moment(time) == "3 March 2026, 23:05 UTC"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("a\tb\nc", "a\tb\nc", id="tab and line end stay"),
        pytest.param("a\x00b", "a\ufffdb", id="NUL"),
        pytest.param("a\x1b[2Jb", "a\ufffd[2Jb", id="escape"),
        pytest.param("a\u009bb", "a\ufffdb", id="C1 control"),
        pytest.param("abc\u202exe.gpj", "abc\ufffdxe.gpj", id="right-to-left override"),
        pytest.param("a\u2067b", "a\ufffdb", id="isolate"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
        pytest.param("نص\u200f!", "نص!", id="direction mark"),
        pytest.param("می\u200cشود", "می\u200cشود", id="zero-width non-joiner, which Persian needs"),
    ],
)
def test_characters_that_act_become_visible(given: str, expected: str) -> None:
    assert text.clean(given) == expected


def test_texts_are_cut_only_past_their_limit() -> None:
    assert text.cut("x" * 10, 10) == "x" * 10
    assert text.cut("x" * 11, 10) == "x" * 10 + "… [cut: 11 characters in all]"


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example/",
        "https://portal.example:8443/a?b=c#d",
        "HTTPS://portal.example/",
        "http://127.0.0.1/",
    ],
)
def test_web_addresses_may_become_links(url: str) -> None:
    assert text.web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "/relative",
        "//evil.example/",
        "http:///path",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "https://portal.example/\nx",
        "https://portal.example@evil.example/",
        "http://[broken",
        "https://portal.example/" + "a" * 2_000,
    ],
    ids=ascii,
)
def test_everything_else_stays_text(url: str | None) -> None:
    assert text.web_address(url) == ""


def test_addresses_of_the_portal_are_shown_without_its_host() -> None:
    assert text.short_address("https://portal.example/a?b", "https://portal.example/home") == "/a?b"
    assert text.short_address("https://portal.example.evil.example/", "https://portal.example/") == (
        "https://portal.example.evil.example/"
    )


def test_addresses_in_a_text_become_links_and_the_rest_is_escaped() -> None:
    assert text.linked("See <b> (https://w3.example/a).") == (
        'See &lt;b&gt; (<a href="https://w3.example/a" rel="noopener noreferrer nofollow">https://w3.example/a</a>).'
    )


@pytest.mark.parametrize(
    ("message", "quoted", "expected"),
    [
        pytest.param("Only “نص”", ["نص"], "Only “<bdi>نص</bdi>”", id="right to left"),
        pytest.param("Only “text”", ["text"], "Only “text”", id="left to right"),
        pytest.param(
            "نص and نص آخر", ["نص", "نص آخر"], "<bdi>نص</bdi> and <bdi>نص آخر</bdi>", id="longest first"
        ),
        pytest.param("“<b>نص</b>”", ["<b>نص</b>"], "“<bdi>&lt;b&gt;نص&lt;/b&gt;</bdi>”", id="markup"),
        pytest.param("a\x1b“نص\x1b”", ["نص\x1b"], "a\ufffd“<bdi>نص\ufffd</bdi>”", id="controls"),
        pytest.param("<b>", [], "&lt;b&gt;", id="nothing quoted"),
    ],
)
def test_what_a_sentence_quotes_from_right_to_left_is_isolated(
    message: str, quoted: list[str], expected: str
) -> None:
    assert text.told(message, quoted) == expected


@pytest.mark.parametrize(
    ("names", "said"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["one", "two", "three"],
)
def test_several_things_are_said_in_a_row(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_every_group_of_people_and_every_channel_has_its_words() -> None:
    assert list(services.PEOPLE) == list(Group)
    assert list(channels.CHANNELS) == list(Channel)
    assert list(channels.PERSONS) == list(Person)


@pytest.mark.parametrize(
    ("language", "tag"),
    [("fr", "fr"), ("pt-BR", "pt-BR"), ("", ""), (None, ""), ('en" onload="x', "")],
    ids=["language", "with a region", "unknown", "none", "hostile"],
)
def test_only_what_looks_like_a_language_becomes_a_lang_attribute(language: str | None, tag: str) -> None:
    assert text.language_tag(language) == tag
