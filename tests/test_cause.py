"""Which findings share a cause, and that no page can make naming it slow."""

import re

import pytest

from auditor.cause import VERSION, cause_id, normalise

CARD = '<a class="card card--wide" id="card-12" href="/births/2024"><img src="a.png" alt=""> Births</a>'


def cause(snippet: str | None, rule: str = "axe/link-name", landmark: str = "main") -> str:
    return cause_id(rule, snippet, landmark)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("<p>Send it</p>", "<p>Pay here</p>", id="text"),
        pytest.param("<p>Call 112</p>", "<p>Call 9</p>", id="number in the text"),
        pytest.param('<li class="item item-7">', '<li class="item item-12">', id="number in a class"),
        pytest.param('<input id="field-7">', '<input id="field-8">', id="id with a number"),
        pytest.param('<input id=":ra:">', '<input id=":rb:">', id="id by React"),
        pytest.param('<input id="deadbeef">', '<input id="cafebabe">', id="hexadecimal id"),
        pytest.param('<label for="x1">', '<label for="x2">', id="reference to an id"),
        pytest.param('<a href="/a?page=1">', '<a href="/b">', id="address"),
        pytest.param(
            '<img src="a.png" alt="Hall">', '<img src="b.png" alt="Park">', id="text in an attribute"
        ),
        pytest.param('<a class="x" href="/">', '<a href="/" class="x">', id="order of attributes"),
        pytest.param('<p class="a b">', '<p class="b a">', id="order of classes"),
        pytest.param('<P CLASS="a">', "<p class='a'>", id="way of writing"),
        pytest.param("<p class=a>", '<p class="a">', id="value without quotes"),
        pytest.param('<a class="a css-1x2y3z">', '<a class="css-16my406 a">', id="class by a build"),
        pytest.param("<a data-v-7ba5bd90>", "<a data-v-0c4d2e1f>", id="attribute by a build"),
        pytest.param(
            "<i style=\"color:red;background:url('https://a.example/b c.png?x=(1')\">",
            '<i style="color:red;background:url(data:image/png;base64,AA==">',
            id="address in a style",
        ),
        pytest.param(
            '<meta content="5; url=https://a.example/x">', '<meta content="9; url=/y">', id="refresh"
        ),
        pytest.param('<li class="first">', "<li>", id="first in its list"),
        pytest.param('<li class="item odd">', '<li class="item even">', id="odd or even"),
        pytest.param('<a class="link active">', '<a class="link">', id="page that one is on"),
        pytest.param(
            "<ul><li>One</li></ul>", "<ul><li>One</li><li>Two</li><li>Three</li></ul>", id="how many children"
        ),
        pytest.param("<html><body><p></p></body></html>", "<html><body><ul></ul></body></html>", id="page"),
        pytest.param("<body><p></p></body>", "<body>", id="body of a page"),
        pytest.param('<div class="box"><p>A</p><b>B', '<div class="box"><p>Much more', id="where it was cut"),
        pytest.param("Nous  contacter : 12", "nous contacter : 345", id="quotation"),
    ],
)
def test_what_changes_from_page_to_page_does_not_change_a_cause(one: str, other: str) -> None:
    assert cause(one) == cause(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("<p>", "<li>", id="element"),
        pytest.param('<a class="card">', '<a class="button">', id="class"),
        pytest.param('<input type="text">', '<input type="email">', id="type"),
        pytest.param('<i class="icon24px">', '<i class="logo24px">', id="class with a number in it"),
        pytest.param('<i style="color:#1a2b3c">', '<i style="color:#3c2b1a">', id="colour"),
        pytest.param('<div role="tab">', '<div role="menu">', id="role"),
        pytest.param('<div id="search">', '<div id="login">', id="id with a meaning"),
        pytest.param("<img alt>", "<img>", id="attribute that is there"),
        pytest.param("<a><img></a>", "<a><svg></svg></a>", id="what is inside"),
        pytest.param("Contact us", "Call us", id="quotation"),
        pytest.param("<p>", "p", id="markup or words"),
        pytest.param("if a < b it holds", "if a < c it holds", id="words with a sign of markup"),
    ],
)
def test_another_component_is_another_cause(one: str, other: str) -> None:
    assert cause(one) != cause(other)


def test_another_rule_is_another_cause() -> None:
    assert cause(CARD, rule="axe/image-alt") != cause(CARD, rule="axe/link-name")


def test_another_landmark_is_another_cause() -> None:
    assert cause(CARD, landmark="banner") != cause(CARD, landmark="main")


def test_a_finding_without_a_snippet_has_the_cause_of_its_rule_and_landmark() -> None:
    assert cause(None) == cause("")
    assert cause(None, landmark="banner") != cause(None, landmark="main")


def test_rule_snippet_and_landmark_cannot_be_mistaken_for_each_other() -> None:
    assert cause_id("a", "b", "") != cause_id("a", "", "b")


def test_an_id_carries_the_version_of_the_method() -> None:
    assert re.fullmatch(rf"c{VERSION}-[0-9a-f]{{12}}", cause(CARD))


def test_a_component_is_reduced_to_its_markup() -> None:
    assert normalise(CARD) == '<a class="card card--wide" href><img alt src>'


MEGABYTE = 1_000_000
HOSTILE = [
    pytest.param("<" * MEGABYTE, id="only opening signs"),
    pytest.param("<a " + "x=" * (MEGABYTE // 2), id="attributes without values"),
    pytest.param("<a " + " " * MEGABYTE + "=", id="spaces"),
    pytest.param("<a a" + (" " * 1_000 + "b") * 1_000, id="names and spaces"),
    pytest.param('<a "' + "<a '" * (MEGABYTE // 4), id="quotes that are never closed"),
    pytest.param("<a " + "\"'" * (MEGABYTE // 2), id="quotes in quotes"),
    pytest.param("<a>" * (MEGABYTE // 3), id="tags that are never closed"),
    pytest.param("<p>" + "<b>" * (MEGABYTE // 3) + "</p>", id="too long to be read whole"),
    pytest.param("1" * MEGABYTE, id="only digits"),
    pytest.param("\ud800\0" * (MEGABYTE // 2), id="half a character"),
]


@pytest.mark.parametrize("snippet", HOSTILE)
def test_of_a_long_snippet_only_the_beginning_is_read(snippet: str) -> None:
    """What is bounded is quick: the rest of a megabyte may say what it likes."""
    assert normalise(snippet) == normalise(snippet[:1_000] + '<b class="other">' * 1_000)
    assert len(normalise(snippet)) <= 400


@pytest.mark.parametrize("snippet", HOSTILE)
def test_every_snippet_gets_an_id(snippet: str) -> None:
    assert re.fullmatch(r"c\d+-[0-9a-f]{12}", cause(snippet))


@pytest.mark.parametrize(
    ("snippet", "expected"),
    [
        pytest.param('<a class="x', '<a class="x">', id="cut in a value"),
        pytest.param("<a class=", "<a>", id="cut before a value"),
        pytest.param("<a", "<a>", id="cut in the tag"),
        pytest.param('<a title="5 > 3" class="x">', '<a class="x" title>', id="sign in a value"),
        pytest.param('<a title="it\'s" class="x">', '<a class="x" title>', id="other quote in a value"),
        pytest.param('<a class="x" title="never closed>', '<a class="x" title>', id="quote never closed"),
        pytest.param("< a class=x>", "< a class=x>", id="no tag to a browser either"),
    ],
)
def test_broken_markup_is_read_as_far_as_it_goes(snippet: str, expected: str) -> None:
    assert normalise(snippet) == expected
