"""What an accessibility statement is recognised by, and what it claims."""

import time

import pytest

from auditor.evidence import Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head
from auditor.service import Claim, Statement
from auditor.services.digest import digest_of
from auditor.statement.reading import names_statement, read_statement, statement_links
from auditor.statement.words import covers

HEADING = TextBlock("Accessibility statement", "h1", Landmark.MAIN, "", "h1")


def statement(*paragraphs: str, heading: str = "Accessibility statement") -> Statement | None:
    texts = (heading, *paragraphs)
    blocks = tuple(
        TextBlock(text, "p" if number else "h1", Landmark.MAIN, "", f"p:nth-of-type({number})")
        for number, text in enumerate(texts)
    )
    return read_statement(PageEvidence(url="https://city.example/a", head=head(), text=blocks, links=()))


def claim(sentence: str) -> Claim | None:
    read = statement(sentence)
    assert read is not None
    return read.claim


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This website is partially compliant with the regulations.", Claim.PARTIAL),
        ("This website is not fully compliant.", Claim.PARTIAL),
        ("We aim for a site that people can use, and to be fully compliant.", None),
        ("Ce site n’est pas conforme au référentiel.", Claim.NONE),  # noqa: RUF001  as it is printed
        ("Le site est totalement conforme au RGAA 4.1.", Claim.FULL),
        ("Diese Website ist mit der BITV 2.0 vollständig vereinbar.", Claim.FULL),
        ("Diese Website ist wegen der folgenden Ausnahmen nur teilweise vereinbar.", Claim.PARTIAL),
        ("Este sitio web no es plenamente conforme con el Real Decreto 1112/2018.", Claim.PARTIAL),
        ("Strona internetowa nie jest w pełni zgodna z ustawą.", Claim.PARTIAL),
        ("Tyto stránky jsou plně v souladu se zákonem.", Claim.FULL),
        ("Δεν συμμορφώνεται πλήρως με το πρότυπο.", Claim.PARTIAL),
        ("Αυτός ο ιστότοπος συμμορφώνεται μερικώς με τον νόμο.", Claim.PARTIAL),  # noqa: RUF001  Greek
        ("Verkkosivusto täyttää lain vaatimukset osittain.", Claim.PARTIAL),
        ("Уебсайтът частично съответства на закона.", Claim.PARTIAL),
        ("هذا الموقع متوافق جزئيًا مع المعيار.", Claim.PARTIAL),
    ],
)
def test_a_claim_is_read_and_an_aim_is_none(sentence: str, expected: Claim | None) -> None:
    assert claim(sentence) == expected


def test_what_a_statement_says_is_quoted() -> None:
    assert statement(
        "This website is fully compliant with EN 301 549 V3.2.1. Its map is partially compliant.",
        "This statement was prepared on 23 September 2025.",
        "Write to access@city.example. You can complain to the Ombudsman.",
    ) == Statement(
        claim=Claim.FULL,
        quote="This website is fully compliant with EN 301 549 V3.2.1.",
        selector="p:nth-of-type(1)",
        hedged=True,
        standards=("EN 301 549 V3.2.1",),
        dated="23 September 2025",
        contact="access@city.example",
        enforcement="You can complain to the Ombudsman.",
    )


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Last reviewed: November 29, 2025", "November 29, 2025"),
        ("Stand: 01.03.2024", "01.03.2024"),
        ("Stand: 01.03.24", "01.03.24"),
        ("Stand: 03/2024", "03/2024"),
        ("Tel. 01.10.22.30.41, 11-12-21-22-33; Decreto-Lei n.º 83/2023; 77.12.2024", None),
        ("Version 45.13.24 of 02-13-22", "02-13-22"),
        ("Made on 23.09.18, before there were statements", None),
        ("A nyilatkozat 2020. szeptember 23 napján készült", "2020. szeptember 23"),
        ("Directive (EU) 2016/2102 of 26 October 2016, Real Decreto 1112/2018", None),
    ],
)
def test_a_date_is_that_of_the_statement_and_not_of_the_law(text: str, dated: str | None) -> None:
    read = statement(text)
    assert read is not None
    assert read.dated == dated


def test_a_page_called_accessibility_is_a_statement_if_it_speaks_of_the_rules_for_websites() -> None:
    assert statement("The town hall has a ramp.", heading="Accessibility") is None
    assert statement("We follow WCAG 2.1.", heading="Accessibility") == Statement(standards=("WCAG 2.1",))


def test_a_link_that_goes_nowhere_leads_to_no_statement() -> None:
    links = tuple(
        Link(href, "Toegankelijkheidsverklaring", Landmark.CONTENTINFO, "a")
        for href in ("https://city.example/#", "https://other.example/statement")
    )
    page = PageEvidence(url="https://city.example/", final_url="https://city.example/", links=links)
    assert statement_links(page) == ("https://other.example/statement",)


def test_a_link_to_what_is_no_address_ends_neither_the_reading_nor_the_digest() -> None:
    broken, by_mail = (
        Link(href, "Accessibility statement", Landmark.MAIN, "a")
        for href in ("https://[city]/", "mailto:access@city.example")
    )
    read = digest_of(PageEvidence(url="https://city.example/", text=(HEADING,), links=(broken, by_mail)), "p")
    assert read.statement == Statement(contact="mailto:access@city.example")
    assert read.statement_links == ()


def test_a_long_word_takes_no_longer_than_as_many_letters_in_short_ones() -> None:
    began = time.process_time()
    read = statement("a." * 50_000 + "a", "Write to access@city.example.")
    assert time.process_time() - began < 5  # 80 s, where each letter of the word is tried as its beginning
    assert read is not None
    assert read.contact == "access@city.example"


def test_a_story_about_statements_is_not_called_one() -> None:
    assert names_statement("Dichiarazione di accessibilità")
    assert not names_statement(
        "Accessibility statement " + "and what else the council decided last week " * 4
    )


@pytest.mark.parametrize(
    ("language", "covered"), [("en", True), ("bg", True), ("mt", True), ("ga", False), ("", False)]
)
def test_the_words_cover_a_language_or_say_that_they_do_not(language: str, *, covered: bool) -> None:
    assert covers(language) is covered
