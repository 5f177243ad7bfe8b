"""What is left of a page without scripts, told from the first response and the rendered page."""

from dataclasses import replace

import pytest

from auditor.evidence import Link
from auditor.evidence.entries import Entry
from auditor.evidence.landmark import Landmark
from auditor.examples import URL, entry, link, text
from auditor.page.unscripted import Lack, Portion, Unscripted, unscripted

PROSE = "Bring your identity card and one photograph to the counter in the town hall."


def seen(
    markup: str, *paragraphs: str, links: tuple[Link, ...] = (), entries: tuple[Entry, ...] = ()
) -> Unscripted:
    left = unscripted(replace(text(*paragraphs), served_html=markup, links=links, entries=entries))
    assert left is not None
    return left


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{PROSE}",
        PROSE.replace("identity", "<b>iden&shy;tity</b>").replace(" and ", "\n and&nbsp;"),
        f"<noscript>{PROSE}</noscript>",
        f"<my-card><template shadowrootmode=open>{PROSE}</template></my-card>",
        f"<noscript><style>p {{ display: block }}</style></noscript><p style='display:none'>{PROSE}",
        f"{'<font>' * 600}{PROSE}",
        f"<p style='opacity: {'0' * 100_000}1'>{PROSE}",
    ],
    ids=[
        "plain",
        "in pieces",
        "noscript",
        "shadow root",
        "shown by noscript",
        "never closed",
        "endless zeros",
    ],
)
def test_text_is_there_that_needs_no_script(markup: str) -> None:
    letters = len(PROSE.replace(" ", ""))

    assert seen(markup, PROSE).text == Portion(letters, letters)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"<script>show(`{PROSE}`)</script>",
        f"<template>{PROSE}</template>",
        f"<p hidden>{PROSE}",
        f"<p style='color: red; Display: none'>{PROSE}",
        f"<p style='opacity:0'>{PROSE}",
        f"<p style='opacity: .00; color: red'>{PROSE}",
        f"<p style='opacity: 0.0 !important'>{PROSE}",
    ],
    ids=["empty", "script", "template", "hidden", "not displayed", "faded out", "faded .00", "faded 0.0"],
)
def test_text_is_missing_that_a_script_writes_or_shows(markup: str) -> None:
    left = seen(markup, PROSE)

    assert left.text == Portion(len(PROSE.replace(" ", "")), 0)
    assert [block.text for block in left.missing] == [PROSE]


def test_of_a_text_with_a_changed_word_the_rest_is_there() -> None:
    # before the changed letter stand 36, after it 15, which are too few to be known
    paragraph = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"

    assert seen(paragraph.replace("A", "#"), paragraph).text == Portion(52, 36)


def test_a_link_is_there_by_its_address_or_its_words() -> None:
    # what leads to another place of the same page or to a script is no link without scripts, nor with them
    shown = (
        link(f"{URL}births?id=1", "Births"),
        link(f"{URL}deaths?lang=en", "Deaths"),
        link(f"{URL}fees", "Fees"),
        link(f"{URL}#top", "Top"),
        link("javascript:void(0)", "Menu"),
    )

    assert seen('<a href="births?id=1">All</a><a href="/deaths">Deaths</a>', links=shown).links == Portion(
        3, 2
    )


def test_fields_are_known_by_name_or_id() -> None:
    fields = (
        entry("Given name", snippet='<input name="a&amp;b">', landmark=Landmark.BANNER),
        entry("Family name", snippet='<input id="family">'),
        entry("District", snippet='<select name="district"></select>'),
    )
    markup = "<input name='a&amp;b'><input id=family><input type=hidden name=district>"

    assert seen(markup, entries=fields).controls == Portion(3, 2)


def test_of_a_form_whose_fields_have_no_names_is_said_that_they_are_not_sent() -> None:
    fields = [entry("Name", form="form", snippet="<input>"), entry("Age", form="form", snippet="<input>")]
    form = "<form action=/apply><input placeholder=Name><input placeholder=Age><button>Send</button></form>"

    assert [one.lack for one in seen(form, entries=tuple(fields)).forms] == [Lack.NAMES]
    assert [one.lack for one in seen("", entries=tuple(fields)).forms] == [Lack.FIELDS]


def test_a_form_is_not_judged_whose_names_were_cut_from_the_evidence() -> None:
    cut = entry("Name", form="form", snippet='<input class="block w-full px-3')

    assert seen("<form action=/apply><input name=given></form>", entries=(cut, cut)).forms == ()


def test_a_page_nested_too_deeply_is_not_judged() -> None:
    assert unscripted(replace(text(PROSE), served_html="<b>" * 3_000 + PROSE)) is None
