"""What pages announce of their languages, and what there is of a service in each of them."""

from time import perf_counter

import pytest

from auditor.evidence import Furniture, Link, PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.examples import digest, head, page, portal, response, text
from auditor.judge import judge_portal
from auditor.portal import PortalService
from auditor.registry import all_rules
from auditor.service import LanguageVersion, PageDigest
from auditor.translation.names import language_named, without_codes
from auditor.translation.offered import State, equity_of
from auditor.translation.reading import announced_versions, spoken_letters, text_length, translators

CITY = "https://city.example/"
FRENCH = (
    "Pour déclarer une naissance, présentez-vous à la mairie dans les cinq jours avec une pièce d'identité, "
    "le certificat de la maternité et votre livret de famille."
)
ENGLISH = (
    "To register a birth, come to the town hall within five days and bring proof of your identity, the "
    "certificate of the maternity ward and your family record book."
)


@pytest.mark.parametrize(
    ("words", "address", "marked", "language"),
    [
        ("Français", "", "", "fr"),
        ("Français (FR)", "", "", "fr"),
        ("English version", "", "", "en"),
        ("Switch to English", "", "", "en"),
        ("Cymraeg (Welsh)", "", "", "cy"),
        ("Ελληνική γλώσσα", "", "", "el"),
        ("العربية", "", "", "ar"),
        ("简体中文", "", "", "zh"),
        ("bahasa Indonesia", "", "", "id"),
        ("FR", f"{CITY}fr/birth", "", "fr"),
        ("FR", f"{CITY}birth-fr.html", "", "fr"),
        ("EL", f"{CITY}birth?lang=el", "", "el"),
        ("FR", f"{CITY}birth", "", ""),
        ("FR", f"{CITY}birth", "fr-CA", "fr"),
        ("IT", f"{CITY}it/", "", ""),
        ("Mi Argentina", f"{CITY}mi/argentina", "", ""),
        ("English courses", "", "", ""),
        ("English, Français", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_link_names_a_language_and_nothing_else(
    words: str, address: str, marked: str, language: str
) -> None:
    assert language_named(words, address, marked) == language


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (CITY, ()),
        (f"{CITY}fr/", ()),
        (f"{CITY}fr.html", ()),
        (f"{CITY}index-fr.html", ()),
        (f"{CITY}fr-CA/index.html?lang=fr", ()),
        (f"{CITY}fr/naissance", ("naissance",)),
        (f"{CITY}?page=7&lang=fr", ("page=7",)),
    ],
)
def test_an_address_without_the_codes_of_languages_names_the_page(
    address: str, parts: tuple[str, ...]
) -> None:
    assert without_codes(address) == parts


def link(words: str, href: str, landmark: Landmark = Landmark.BANNER, **marks: str) -> Link:
    return Link(href, words, landmark, "a", **marks)


def test_a_page_announces_its_versions_by_its_head_its_links_and_its_buttons() -> None:
    seen = page(
        head=head(),
        links=(
            link("Français", f"{CITY}fr/birth"),
            link("Polski", f"{CITY}leaflet-pl.pdf", Landmark.MAIN),
            link("Cymraeg", f"{CITY}cy/birth", Landmark.MAIN, lang="cy"),
            link("Dieselbe Seite", f"{CITY}de/birth", hreflang="de-AT"),
            link("Español", "https://translate.google.com/translate?u=x"),
        ),
        furniture=Furniture(buttons=("Menu", "العربية")),
    )
    assert announced_versions(seen) == (
        LanguageVersion("fr", f"{CITY}fr/birth"),
        LanguageVersion("cy", f"{CITY}cy/birth"),
        LanguageVersion("de", f"{CITY}de/birth"),
        LanguageVersion("ar", ""),
    )


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        (
            page(responses=(response(kind="script", url="https://cdn.gtranslate.net/widgets/x.js"),)),
            ("GTranslate",),
        ),
        (
            page(
                responses=(response(kind="script", url=f"{CITY}wp-content/plugins/gtranslate/js/flags.js"),)
            ),
            ("GTranslate",),
        ),
        (page(responses=(response(kind="script", url="https://cdn.weglot.com.example/weglot.js"),)), ()),
        (page(dom='<div id="google_translate_element"></div>'), ("Google Translate",)),
        (page(links=(link("French", "https://city-example.translate.goog/birth"),)), ("Google Translate",)),
        (page(links=(link("French", f"{CITY}fr/"),), responses=()), ()),
    ],
    ids=["script", "plug-in", "another host", "markup", "a link", "none"],
)
def test_widgets_that_translate_by_machine_are_known(seen: PageEvidence, names: tuple[str, ...]) -> None:
    assert translators(seen) == names


def test_each_piece_of_a_text_has_its_language() -> None:
    assert list(spoken_letters(text(FRENCH, FRENCH, ENGLISH))) == ["fr", "en"]


def test_a_text_in_few_signs_is_as_long_as_its_translation() -> None:
    # Article 1 of the Universal Declaration.
    english = (
        "All human beings are born free and equal in dignity and rights. They are endowed with reason and "
        "conscience and should act towards one another in a spirit of brotherhood."
    )
    chinese = "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。"
    share = text_length(text(chinese, lang="zh")) / text_length(text(english))
    assert 0.7 < share < 1.2


def read(path: str, language: str, *versions: LanguageVersion, **facts: object) -> PageDigest:
    url = f"{CITY}{path}"
    known = {"spoken": {language: 900}, "length": 900, "final_url": url} | facts
    return digest(page_id=path, url=url, language=language, versions=versions, **known)


def to(language: str, path: str, *, linked: bool = True) -> LanguageVersion:
    return LanguageVersion(language, f"{CITY}{path}", linked)


def states(
    *pages: PageDigest, services: tuple[str, ...] = ("en/birth",), **facts: object
) -> dict[str, list[State]]:
    own = tuple(PortalService(each, each, each, frozenset({each})) for each in services)
    found = equity_of(portal(*pages, url=CITY, services=own, **facts))
    return {row.service.id: [version.state for version in row.versions] for row in found.services}


def test_one_page_cannot_be_the_version_of_two_services() -> None:
    french = read("fr/demarches", "fr")
    pages = (
        read("en/birth", "en", to("fr", "fr/demarches")),
        read("en/death", "en", to("fr", "fr/demarches")),
    )
    assert states(*pages, french, services=("en/birth", "en/death")) == {
        "en/birth": [State.REAL, State.OTHER_PAGE],
        "en/death": [State.REAL, State.OTHER_PAGE],
    }


def test_a_version_that_names_another_page_as_its_own_is_that_pages() -> None:
    pages = (
        read("en/birth", "en", to("fr", "fr/deces")),
        read("fr/deces", "fr", to("en", "en/death")),
        read("en/death", "en"),
    )
    assert states(*pages) == {"en/birth": [State.REAL, State.OTHER_PAGE]}


def test_a_version_whose_own_link_leads_to_the_first_page_is_no_other_pages() -> None:
    french = read("fr/naissance", "fr", to("en", ""))
    pages = (read("", "en"), read("en/birth", "en", to("fr", "fr/naissance")), french)
    assert states(*pages) == {"en/birth": [State.REAL, State.REAL]}


def test_the_first_page_is_where_the_portals_address_leads() -> None:
    pages = (read("", "en", final_url=f"{CITY}welcome"), read("fr/naissance", "fr", to("en", "")))
    assert states(*pages, services=("fr/naissance",)) == {"fr/naissance": [State.HOME_PAGE, State.REAL]}


def test_a_finding_gives_the_query_that_tells_the_language() -> None:
    service = PortalService("birth", "Birth", "birth", frozenset({"birth"}))
    pages = (read("birth", "en", to("fr", "birth?lang=fr")), read("birth?lang=fr", "en"))
    found = judge_portal(portal(*pages, url=CITY, services=(service,)), [all_rules()["missing-translation"]])
    assert [finding.message for finding in found.findings] == [
        "“Birth” is offered in French, and its text there is in English: /birth?lang=fr"
    ]


def test_a_service_that_was_found_in_both_languages_is_one() -> None:
    pages = (
        read("en/birth", "en", to("fr", "fr/naissance")),
        read("fr/naissance", "fr", to("en", "en/birth")),
    )
    both = states(*pages, services=("en/birth", "fr/naissance"))
    assert both == {"en/birth": [State.REAL, State.REAL]}


def test_a_version_that_is_not_translated_is_no_service_of_its_own() -> None:
    untranslated = read("fr/birth", "en", to("en", "en/birth"))
    pages = (untranslated, read("en/birth", "en", to("fr", "fr/birth")))
    both = states(*pages, services=("fr/birth", "en/birth"))
    assert both == {"en/birth": [State.REAL, State.UNTRANSLATED]}


def test_a_switch_that_redirects_home_may_go_back_to_where_people_came_from() -> None:
    pages = (read("en/birth", "en", to("fr", "switch")), read("fr/", "fr"))
    redirected = {f"{CITY}switch": "fr/"}
    assert states(*pages, redirected=redirected) == {"en/birth": [State.REAL, State.UNTOLD]}


def test_a_link_to_the_page_itself_or_a_button_is_a_script_that_was_not_followed() -> None:
    itself = read("en/birth", "en", to("fr", "en/birth"), LanguageVersion("ar", ""))
    assert states(itself) == {"en/birth": [State.REAL, State.NOT_READ, State.NOT_READ]}
    helped = read("en/birth", "en", to("fr", "en/birth"), translators=("GTranslate",))
    assert states(helped) == {"en/birth": [State.REAL, State.WIDGET]}


def test_near_relatives_are_not_told_apart() -> None:
    pages = (read("en/birth", "en", to("gl", "gl/birth")), read("gl/birth", "pt"))
    assert states(*pages) == {"en/birth": [State.REAL, State.UNTOLD]}


def test_in_a_near_relative_of_an_official_language_a_service_may_be_in_that() -> None:
    official = {"languages": ("gl", "es")}
    assert states(read("birth", "pt"), services=("birth",), **official) == {
        "birth": [State.UNTOLD, State.NONE, State.REAL]
    }
    assert states(read("birth", "pt"), read("", "gl"), services=("birth",), languages=("pt",)) == {
        "birth": [State.REAL, State.NONE]
    }


def test_nothing_is_absent_while_the_links_of_any_page_were_lost() -> None:
    pages = (read("en/birth", "en"), read("about", "en", missing={"links": "no answer"}))
    assert states(*pages, languages=("en", "fr")) == {"en/birth": [State.REAL, State.NOT_READ]}
    pages = (read("en/birth", "en"), read("about", "en", missing={"axe": "no answer"}))
    assert states(*pages, languages=("en", "fr")) == {"en/birth": [State.REAL, State.NONE]}


def test_of_two_services_a_page_is_a_version_of_that_which_begins_there_alone() -> None:
    french = read("fr/demarches", "fr")
    pages = (read("en/birth", "en", to("fr", "fr/demarches")), read("en/all", "en", to("fr", "fr/demarches")))
    assert states(*pages, french, services=("en/birth", "fr/demarches"))["en/birth"][1] is State.REAL
    found = states(*pages, french, services=("en/birth", "en/all", "fr/demarches"))
    assert found["en/birth"][1] is found["en/all"][1] is State.OTHER_PAGE


def test_many_services_with_one_version_are_told_apart_in_no_time() -> None:
    """A comparison of each with each other would go through 16 million here."""
    services = [f"en/{number}" for number in range(4_000)]
    pages = [read(each, "en", to("fr", "fr/demarches")) for each in services]
    begun = perf_counter()
    found = states(*pages, read("fr/demarches", "fr"), services=tuple(services))
    assert perf_counter() - begun < 5
    assert found["en/7"] == [State.REAL, State.OTHER_PAGE]


def test_a_long_table_of_figures_is_read_in_no_time() -> None:
    figures = text(*["1 234,50"] * 5_000, ENGLISH, ENGLISH)
    begun = perf_counter()
    assert list(spoken_letters(figures)) == ["en"]
    assert perf_counter() - begun < 1


def test_without_services_the_first_page_is_compared() -> None:
    pages = (read("", "en", to("fr", "fr/")), read("fr/", "fr"))
    assert states(*pages, services=()) == {"": [State.REAL, State.REAL]}
