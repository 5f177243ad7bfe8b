"""Which pages are one page in several languages."""

import pytest

from auditor.evidence import Head, Kind, Link, PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.service import PageDigest
from auditor.services.addresses import stem
from auditor.services.languages import MAX_ALTERNATES, alternates, one_page, without_code

SITE = "https://city.example"


def groups(*pages: tuple[str, str, tuple[str, ...]]) -> dict[str, str]:
    """Group pages given by path, language and the paths that they name as themselves."""
    digests = {
        stem(SITE + path): PageDigest(
            page_id=path,
            url=SITE + path,
            final_url=SITE + path,
            kind=Kind.HTML,
            language=language,
            alternates=tuple(SITE + other for other in others),
        )
        for path, language, others in pages
    }
    stems = {digest.url: each for each, digest in digests.items()}
    first = one_page(digests, stems)
    return {each.removeprefix("city.example"): of.removeprefix("city.example") for each, of in first.items()}


def test_pages_that_name_each_other_are_one() -> None:
    assert (
        groups(("/birth", "en", ("/naissance",)), ("/naissance", "fr", ("/birth",)))["/naissance"] == "/birth"
    )


def test_one_that_is_not_named_back_is_another() -> None:
    """As where the link to the other language leads to its first page from everywhere."""
    said = groups(("/birth", "en", ("/fr",)), ("/death", "en", ("/fr",)), ("/fr", "fr", ("/",)))
    assert said == {"/birth": "/birth", "/death": "/death", "/fr": "/fr"}


def test_pages_in_one_language_are_never_one() -> None:
    assert groups(("/a", "en", ("/b",)), ("/b", "en", ("/a",)))["/b"] == "/b"


@pytest.mark.parametrize("language", ["fr", ""], ids=["told", "not told"])
def test_addresses_that_differ_by_a_language_are_one_if_it_is_spoken_there(language: str) -> None:
    said = groups(("/en/birth", "en", ()), ("/fr/birth", language, ()))
    assert said["/fr/birth"] == ("/en/birth" if language else "/fr/birth")


def test_a_language_at_the_end_of_the_name_counts_too() -> None:
    assert groups(("/passport-en", "en", ()), ("/passport-fr", "fr", ()))["/passport-fr"] == "/passport-en"


def test_the_first_language_may_have_no_code() -> None:
    assert groups(("/birth", "en", ()), ("/cy/birth", "cy", ()))["/cy/birth"] == "/birth"


def test_a_code_that_nobody_speaks_is_a_word() -> None:
    """`/it/` is the department of information technology: neither page is Italian."""
    for language in ("en", "de"):
        said = groups(("/support", "en", ()), ("/it/support", language, ()))
        assert said["/it/support"] == "/it/support"


def test_three_languages_are_one_page() -> None:
    said = groups(("/en/a", "en", ()), ("/fr/a", "fr", ("/de/b",)), ("/de/b", "de", ("/fr/a",)))
    assert set(said.values()) == {"/en/a"}


def test_a_group_never_holds_two_pages_in_one_language() -> None:
    said = groups(("/en/a", "en", ("/x",)), ("/fr/a", "fr", ()), ("/x", "fr", ("/en/a",)))
    assert list(said.values()).count("/en/a") == 2


@pytest.mark.parametrize(
    ("given", "neutral", "code"),
    [
        ("c.example/fr/a", "c.example/a", "fr"),
        ("c.example/fr-CA/a", "c.example/a", "fr"),
        ("c.example/a/b-fr", "c.example/a/b", "fr"),
        ("c.example/a", "c.example/a", ""),
        ("c.example/zz/a", "c.example/zz/a", ""),
    ],
)
def test_the_code_is_taken_out_of_an_address(given: str, neutral: str, code: str) -> None:
    assert without_code(given) == (neutral, code)


def evidence(hreflang: dict[str, str], *links: Link) -> PageEvidence:
    return PageEvidence(url=SITE, head=Head("", "en", "", None, None, hreflang, ()), links=links)


def test_a_page_names_its_languages_by_hreflang_and_by_links() -> None:
    page = evidence(
        {"fr": f"{SITE}/fr", "x-default": f"{SITE}/"},
        Link(f"{SITE}/de", "Deutsch", Landmark.BANNER, "a"),
        Link(f"{SITE}/es", "Castilian", Landmark.BANNER, "a", hreflang="es"),
        Link(f"{SITE}/news", "News", Landmark.BANNER, "a"),
        Link("tel:1", "Italiano", Landmark.BANNER, "a"),
    )
    assert alternates(page) == (f"{SITE}/fr", f"{SITE}/de", f"{SITE}/es")


def test_a_page_may_name_only_so_many() -> None:
    page = evidence({f"a{number}": f"{SITE}/{number}" for number in range(1000)})
    assert len(alternates(page)) == MAX_ALTERNATES
