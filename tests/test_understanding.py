"""Other ways to understand a page are found by the words that name them, and by nothing like them."""

import pytest

from auditor.evidence import Furniture, Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head, page, response
from auditor.service import OtherWay, WayToUnderstand
from auditor.understanding.reading import simpler_versions, way_named, ways_to_understand

EASY, SIGNS, ALOUD, GLOSSARY = (
    WayToUnderstand.EASY,
    WayToUnderstand.SIGNS,
    WayToUnderstand.ALOUD,
    WayToUnderstand.GLOSSARY,
)
CITY = "https://city.example/"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Leichte Sprache", EASY),
        ("Diese Seite in Leichter Sprache", EASY),
        ("Facile à lire et à comprendre (FALC)", EASY),
        ("Lectura fácil", EASY),
        ("Easy Read version", EASY),
        ("Selkokielellä", EASY),
        ("Lättläst", EASY),
        ("やさしい日本語で読む", EASY),
        ("لغة مبسطة", EASY),
        ("Easy readers for children", None),
        ("Gebärdensprache", SIGNS),
        ("Site en LSF", SIGNS),
        ("Lengua de signos", SIGNS),
        ("Book a sign language interpreter", None),
        ("Learn sign language", None),
        ("Vorlesen", ALOUD),
        ("Écouter", ALOUD),
        ("Listen to this page", ALOUD),
        ("Listen to the council meeting", None),
        ("Glossary of planning terms", GLOSSARY),
        ("The glossary of the law was changed in May this year", None),
        ("Council tax", None),
        ("", None),
    ],
)
def test_a_link_names_a_way_to_understand(words: str, kind: WayToUnderstand | None) -> None:
    assert way_named(words) is kind


def link(words: str, path: str, landmark: Landmark, hreflang: str = "") -> Link:
    return Link(f"{CITY}{path}", words, landmark, "a", hreflang=hreflang)


def test_what_a_page_names_in_its_own_text_comes_first_and_each_once() -> None:
    seen = page(
        head=head(),
        text=(),
        links=(
            link("Leichte Sprache", "leicht", Landmark.BANNER),
            link("Leichte Sprache", "leicht", Landmark.CONTENTINFO),
            link("In einfacher Sprache", "geburt-einfach", Landmark.MAIN),
            Link("javascript:read()", "Vorlesen", Landmark.MAIN, "a"),
        ),
        furniture=Furniture(buttons=("Vorlesen",)),
        responses=(response(kind="script", url="https://cdn1.readspeaker.com/script/1/webReader.js"),),
    )
    assert ways_to_understand(seen) == (
        OtherWay(EASY, "In einfacher Sprache", f"{CITY}geburt-einfach", own=True),
        OtherWay(EASY, "Leichte Sprache", f"{CITY}leicht"),
        OtherWay(ALOUD, "Vorlesen", ""),
        OtherWay(ALOUD, "ReadSpeaker", ""),
    )


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (page(links=(link("Easy read", "easy", Landmark.MAIN),)), True),
        (page(links=(link("Easy read", "easy", Landmark.BANNER),)), False),
        (page(links=(link("Deutsch", "x", Landmark.MAIN, hreflang="de-simple"),)), True),
        (page(head=head(lang="de-simple")), True),
        (page(head=head(title="Births: easy read")), True),
        (page(text=(TextBlock("Geburt in Leichter Sprache", "h1", Landmark.MAIN, "de", "h1"),)), True),
        (page(head=head(title="Births"), links=()), False),
    ],
    ids=["own text", "menu", "marked link", "marked page", "title", "heading", "none"],
)
def test_a_simpler_version_is_of_this_page_only_where_its_own_text_says_so(
    seen: PageEvidence, found: bool
) -> None:
    assert bool(simpler_versions(seen)) is found
