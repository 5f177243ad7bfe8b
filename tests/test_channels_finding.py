"""What is a channel on a page, and what only looks like one."""

# ruff: noqa: RUF001  digits and marks of other scripts are what is tested

import json
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.channels.contact import is_contact_page
from auditor.channels.finding import MENTIONS_A_CHANNEL, find_channels
from auditor.channels.lexicon import Concept, covers, data, languages
from auditor.evidence import Head, Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head, link, page, text
from auditor.service import Channel, Level
from auditor.settings import ChannelWord

# One of the numbers that Ofcom keeps free for fiction. The numbers of other countries only have to be valid.
LONDON = "020 7946 0140"
LONDON_E164 = "+442079460140"


def found(evidence: PageEvidence, language: str = "") -> set[tuple[str, str, str]]:
    return {(m.channel.value, m.level.value, m.value) for m in find_channels(evidence, language)}


def values(country: str, lang: str, *paragraphs: str, tag: str = "p") -> set[tuple[str, str]]:
    """The channels to act on, on a page of these paragraphs."""
    evidence = replace(text(*paragraphs, lang=lang, tag=tag), country=country)
    return {(channel, value) for channel, level, value in found(evidence) if level != "mentioned"}


def mentioned(country: str, lang: str, *paragraphs: str) -> set[str]:
    evidence = replace(text(*paragraphs, lang=lang), country=country)
    return {channel for channel, level, _ in found(evidence) if level == "mentioned"}


def with_json_ld(*scripts: str, country: str = "GB") -> PageEvidence:
    return page(country=country, head=Head("", "en", "", None, None, {}, scripts))


@pytest.mark.parametrize(
    ("country", "lang", "words", "number"),
    [
        pytest.param("GB", "en", f"Call us on {LONDON} from 9.00-17.00", LONDON_E164, id="en"),
        pytest.param(
            "GB", "en", "If you cannot apply online call 0300 123 4567.", "+443001234567", id="condition"
        ),
        pytest.param("GB", "en", f"Call us at no cost on {LONDON}", LONDON_E164, id="no cost"),
        pytest.param("GB", "en", f"{LONDON} (telephone)", LONDON_E164, id="label after the number"),
        pytest.param("GB", "en", f"It is not only online: call {LONDON}", LONDON_E164, id="not only online"),
        pytest.param("FR", "fr", "Par téléphone : 01 99 00 12 34", "+33199001234", id="fr"),
        pytest.param("ES", "es", "Llame al 915 298 210", "+34915298210", id="es"),
        pytest.param("DE", "de", "Telefonnummer: 030 901820", "+4930901820", id="de, compound"),
        pytest.param("IT", "it", "Tel. 055 27681", "+3905527681", id="it"),
        pytest.param("PT", "pt", "Ligue 213 236 200", "+351213236200", id="pt"),
        pytest.param("JO", "ar", "هاتف: ٠٦ ٥٥٠ ٠١٠٠", "+96265500100", id="ar, Arabic digits"),
        pytest.param("JO", "ar", "اتصلوا بالهاتف 06 550 0100", "+96265500100", id="ar, attached article"),
        pytest.param("IN", "hi", "दूरभाष: ०११-२३३४५६७८", "+911123345678", id="hi, Devanagari digits"),
        pytest.param("RU", "ru", "Телефоны: +7 495 777-77-77", "+74957777777", id="ru, inflected"),
        pytest.param("KE", "sw", "Piga simu 020 2222222", "+254202222222", id="sw"),
        pytest.param("CN", "zh", "咨询电话：010-12345678", "+861012345678", id="zh, without spaces"),
        pytest.param("UZ", "uz", "Ishonch telefoni: 71 202 00 00", "+998712020000", id="uz"),
        pytest.param("ID", "id", "Telepon 021 3822255", "+62213822255", id="id"),
        pytest.param("US", "en", "Call 311 for city services", "311", id="short number of the country"),
        pytest.param("GB", "fi", f"Call {LONDON}", LONDON_E164, id="language that the lexicon lacks"),
    ],
)
def test_number_beside_a_phone_word_is_a_phone(country: str, lang: str, words: str, number: str) -> None:
    assert values(country, lang, words) == {("phone", number)}


@pytest.mark.parametrize(
    ("country", "lang", "words"),
    [
        pytest.param("GB", "en", LONDON, id="no word near"),
        pytest.param("GB", "en", f"Reference {LONDON}", id="reference"),
        pytest.param(
            "GB", "en", f"Call us. Your reference number is {LONDON}", id="reference after a phone word"
        ),
        pytest.param("GB", "en", "Call by 12/05/2024 or 2024-05-12", id="dates"),
        pytest.param("GB", "en", "Call us 09:00-17:00, 10.30-12.45", id="opening hours"),
        pytest.param("GB", "en", "Call us, it costs £1,234,567.89", id="price"),
        pytest.param("DE", "de", "Telefonisch; IBAN DE89 3704 0044 0532 0130 00", id="IBAN"),
        pytest.param("GB", "en", "Call us at 51.507351, -0.127758", id="coordinates"),
        pytest.param("GB", "en", f"Fax: {LONDON}", id="fax"),
        pytest.param("GB", "en", f"{LONDON} (fax)", id="fax in brackets"),
        pytest.param("FR", "fr", "Télécopie : 01 99 00 12 34", id="fax, fr"),
        pytest.param("DE", "de", "Telefax 030 901821", id="fax, de"),
        pytest.param("JO", "ar", "فاكس: 06 550 0100", id="fax, ar"),
        pytest.param("RU", "ru", "Факс: 495 777-77-77", id="fax, ru"),
        pytest.param("RU", "ru", "ИНН 7710474375", id="tax number, ru"),
        pytest.param("IT", "it", "P. IVA 00123456789", id="tax number, it"),
        pytest.param("GB", "en", "In an emergency call 999 or 112", id="emergency, GB"),
        pytest.param("US", "en", "Call 911", id="emergency, US"),
        pytest.param("FR", "fr", "Appelez le 15 ou le 112", id="emergency, fr"),
        pytest.param("GB", "en", "Call us in 2024 or 1999", id="years"),
        pytest.param("GB", "en", f"You cannot apply by phone on {LONDON}", id="denied number"),
        pytest.param("GB", "en", f"We have sent a text message to {LONDON}", id="the visitor's own number"),
    ],
)
def test_what_only_looks_like_a_phone_is_none(country: str, lang: str, words: str) -> None:
    assert values(country, lang, words) == set()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("en", "This cannot be done by phone.", id="en"),
        pytest.param("en", "You cannot apply by email, phone or post.", id="en, list"),
        pytest.param("en", "This service is online only, not in person.", id="en, online only"),
        pytest.param("en", "You will get a text message.", id="en, comes to the visitor"),
        pytest.param(
            "en", "Applicants receive a notification either by email or by SMS", id="en, a notification"
        ),
        pytest.param("fr", "Vous serez informé par SMS.", id="fr, a notification"),
        pytest.param(
            "es", "La persona será notificada o recibirá una notificación por SMS", id="es, a notification"
        ),
        pytest.param("it", "Alla fine sarai avvisato via SMS.", id="it, a notification"),
        pytest.param("fr", "La demande ne peut pas être faite par téléphone.", id="fr"),
        pytest.param("fr", "Uniquement en ligne, pas au guichet", id="fr, online only"),
        pytest.param("es", "No se puede solicitar por teléfono.", id="es"),
        pytest.param("es", "Exclusivamente en línea, no de forma presencial", id="es, online only"),
        pytest.param("de", "Die Antragstellung ist telefonisch nicht möglich.", id="de, denial after"),
        pytest.param("de", "Nur online, nicht persönlich", id="de, online only"),
        pytest.param("it", "Non è possibile fare domanda per telefono.", id="it"),
        pytest.param("it", "Solo online, non di persona", id="it, online only"),
        pytest.param("pt", "Não é possível tratar por telefone.", id="pt"),
        pytest.param("pt", "Apenas online, sem atendimento presencial", id="pt, online only"),
        pytest.param("ar", "لا يمكن تقديم الطلب بالهاتف", id="ar"),
        pytest.param("ar", "الخدمة عبر الإنترنت فقط وليس بالهاتف", id="ar, online only"),
    ],
)
def test_denied_channel_is_not_mentioned(lang: str, words: str) -> None:
    assert mentioned("GB", lang, words) == set()


def test_denial_ends_with_its_sentence() -> None:
    assert mentioned("PT", "pt", "Não é possível por telefone. Pode escrever por correio.") == {"post"}


def test_denial_in_a_condition_denies_nothing() -> None:
    assert mentioned("GB", "en", "If you cannot apply online you can do it by phone.") == {"phone"}


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("You can also apply by phone.", "phone"),
        ("You may visit us in person.", "counter"),
        ("Applications are taken by post.", "post"),
        ("Ask us on WhatsApp.", "messaging"),
        ("Print the form and sign it.", "form"),
        ("Ask us by email.", "email"),
    ],
)
def test_words_alone_are_a_mention(words: str, channel: str) -> None:
    assert mentioned("GB", "en", words) == {channel}


def test_form_labels_ask_for_the_visitors_number_and_are_no_mention() -> None:
    evidence = replace(text("Telephone", tag="label"), country="GB")
    assert found(evidence) == set()


def test_consent_banner_is_not_read() -> None:
    block = TextBlock(f"Call {LONDON}", "p", Landmark.OVERLAY, "en", "p")
    assert found(page(country="GB", head=head(), text=(block,))) == set()


def test_one_line_for_telephone_and_fax_is_a_phone() -> None:
    assert values("GB", "en", f"Tel/Fax: {LONDON}") == {("phone", LONDON_E164)}


def test_fax_stays_none_when_the_page_links_it_as_a_telephone() -> None:
    evidence = replace(text(f"Fax {LONDON}"), country="GB", links=(link("tel:+442079460140", LONDON),))
    assert found(evidence) == set()


def test_label_in_the_cell_before_speaks_for_the_number() -> None:
    assert values("GB", "en", "Phone", LONDON, tag="td") == {("phone", LONDON_E164)}


def test_fax_label_in_the_cell_before_speaks_for_the_number() -> None:
    assert values("GB", "en", "Fax", LONDON, tag="td") == set()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("Call 020 7946 0140", "02079460140", id="in groups"),
        pytest.param("Call (252) 796-1371", "2527961371", id="in brackets"),
        pytest.param("Call +44 20 7946 0140", LONDON_E164, id="international"),
        pytest.param("Tel. 34567", "34567", id="right after a label"),
        pytest.param("The budget was 020 7946 0140", None, id="no word for telephones"),
        pytest.param("Call us. Your reference is 020 7946 0140", None, id="called something else"),
        pytest.param("Call us before 12-05-2026", None, id="date"),
        pytest.param("Call us about our plan of 123-4567", None, id="too short for a whole number"),
    ],
)
def test_number_where_the_country_is_unknown_is_told_by_how_it_is_written(
    written: str, value: str | None
) -> None:
    expected = set() if value is None else {("phone", "actionable", value)}

    assert {each for each in found(text(written)) if each[1] == "actionable"} == expected


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        pytest.param(("Contact us: info@town.example | +263 54 222 011",), "+26354222011", id="old number"),
        pytest.param(("Version +263 54 222 011",), None, id="no contact"),
        pytest.param(
            ("Rua das Flores, 12", "3623-1776", "7h às 18h"), "+5536231776", id="local, below a street"
        ),
        pytest.param(("Rua das Flores, 12", "2015-2016", "7h às 18h"), None, id="years"),
        pytest.param(("O valor", "3623-1776", "em reais"), None, id="among no contacts"),
    ],
)
def test_number_that_is_valid_nowhere_counts_among_contacts(
    lines: tuple[str, ...], value: str | None
) -> None:
    country, language = ("ZW", "en") if "+263" in lines[0] else ("BR", "pt")
    given = {value for channel, value in values(country, language, *lines) if channel == "phone"}

    assert given == ({value} if value else set())


@pytest.mark.parametrize(
    ("title", "lines", "numbers"),
    [
        pytest.param("Permits", ("Police: 020 7946 0140",), set(), id="rescue service"),
        pytest.param("Permits", ("Police station", "17 Mill Lane", "020 7946 0140"), set(), id="named above"),
        pytest.param(
            "Permits",
            ("Police: 020 7946 0140", "Social services: 020 7946 0141"),
            {"+442079460141"},
            id="an office below it",
        ),
        pytest.param(
            "Permits", ("Ask the police or call 020 7946 0141",), {"+442079460141"}, id="another's sentence"
        ),
        pytest.param("Police records", ("Police: 020 7946 0140",), {LONDON_E164}, id="page about it"),
        pytest.param("Permits", ("Website by Acme, call 020 7946 0140",), set(), id="who made the site"),
    ],
)
def test_numbers_of_rescue_services_and_of_who_made_the_site_are_not_the_offices(
    title: str, lines: tuple[str, ...], numbers: set[str]
) -> None:
    evidence = replace(text(*lines), country="GB", head=head(title=title))

    assert {value for channel, level, value in found(evidence) if channel == "phone" and value} == numbers


def test_region_of_the_language_tag_serves_where_the_country_is_unknown() -> None:
    assert ("phone", "actionable", LONDON_E164) in found(text(f"Call {LONDON}", lang="en-GB"))


def test_words_in_the_language_that_the_text_is_in_count_on_a_page_that_declares_another() -> None:
    evidence = replace(text("Por teléfono", lang="en"), country="ES")
    assert found(evidence) == set()
    assert found(evidence, "es") == {("phone", "mentioned", "")}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Text HELP to 60011", {("sms", "60011")}, id="text to"),
        pytest.param("SMS 60011", {("sms", "60011")}, id="SMS"),
        pytest.param("The text has 5000 words", set(), id="text as a noun"),
        pytest.param("SMS 112", set(), id="emergency"),
        pytest.param("Dial *384*96# on any phone", {("ussd", "*384*96#")}, id="USSD"),
        pytest.param("Dial #144#", {("ussd", "#144#")}, id="USSD with a hash first"),
        pytest.param("Dial *384*NSSF#", {("ussd", "*384*NSSF#")}, id="USSD with letters"),
        pytest.param("Dial *#06# to see your IMEI", set(), id="the phone's own code"),
        pytest.param("Dial **21*123# to forward calls", set(), id="call forwarding"),
        pytest.param("5*6# is no code", set(), id="arithmetic"),
    ],
)
def test_short_codes(words: str, expected: set[tuple[str, str]]) -> None:
    assert values("KE", "en", words) == expected


@pytest.mark.parametrize(
    ("href", "words", "expected"),
    [
        ("tel:+44 20 7946 0140", "", {("phone", LONDON_E164)}),
        ("tel:020-7946-0140", "", {("phone", LONDON_E164)}),
        ("tel:*789%23", "", {("ussd", "*789#")}),
        ("tel:112", "Emergency", set()),
        ("tel:999", "", set()),
        ("tel:0000000000", "", set()),
        ("tel:+442079460140", "Fax", set()),
        ("sms:+442079460140?body=hi", "", {("sms", LONDON_E164)}),
        ("sms:?body=look", "Share", set()),
        ("mailto:Help@Portal.example?subject=x", "", {("email", "help@portal.example")}),
        ("mailto:?subject=look", "Share", set()),
        ("mailto:name@example.com", "", set()),
        ("https://wa.me/442079460140", "", {("messaging", f"whatsapp:{LONDON_E164}")}),
        ("https://wa.me/?text=look", "Share", set()),
        ("https://api.whatsapp.com/send?phone=442079460140", "", {("messaging", f"whatsapp:{LONDON_E164}")}),
        ("https://api.whatsapp.com/send?text=look", "Share", set()),
        ("https://whatsapp.com/channel/0029Va", "News", set()),
        ("whatsapp://send?text=look", "Share", set()),
        ("https://t.me/citybot", "", {("messaging", "telegram:citybot")}),
        ("https://t.me/share/url?url=x", "Share", set()),
        ("https://t.me/share?url=x", "Share", set()),
        ("viber://chat?number=%2B442079460140", "", {("messaging", f"viber:{LONDON_E164}")}),
        ("viber://forward?text=look", "Share", set()),
        ("https://signal.me/#p/+442079460140", "", {("messaging", f"signal:{LONDON_E164}")}),
        ("https://facebook.com/sharer", "Share", set()),
        ("https://p.example/a.pdf", "Application form", {("form", "https://p.example/a.pdf")}),
        (
            "https://p.example/council-form.docx",
            "Download",
            {("form", "https://p.example/council-form.docx")},
        ),
        ("https://p.example/a.pdf", "Annual report", set()),
        ("https://p.example/apply", "Application form", set()),
        ("http://[bad", "", set()),
    ],
)
def test_links(href: str, words: str, expected: set[tuple[str, str]]) -> None:
    evidence = page(country="GB", head=head(), links=(link(href, words),))
    assert {(channel, value) for channel, _, value in found(evidence)} == expected


def test_file_is_a_form_when_the_words_around_its_link_say_so() -> None:
    evidence = replace(
        text("Send us the form: parking badge (PDF)"),
        links=(link("https://p.example/a.pdf", "parking badge"),),
    )
    assert ("form", "actionable", "https://p.example/a.pdf") in found(evidence)


@pytest.mark.parametrize(
    ("country", "lang", "words"),
    [
        pytest.param("GB", "en", "PO Box 40, Aldermere AM1 1AA", id="en"),
        pytest.param("KE", "sw", "S.L.P 30260-00100 Nairobi", id="sw"),
        pytest.param("DE", "de", "Postfach 1234, 10115 Berlin", id="de"),
        pytest.param("FR", "fr", "BP 14, 96120 Valbrume Cedex", id="fr"),
        pytest.param("JO", "ar", "ص.ب 132 عمان", id="ar"),
    ],
)
def test_post_office_box_is_for_post_only(country: str, lang: str, words: str) -> None:
    assert values(country, lang, words) == {("post", words)}


@pytest.mark.parametrize(
    ("country", "lang", "words"),
    [
        pytest.param("GB", "en", "Civic Centre, 1 Market Square, Aldermere AM1 1AA", id="en"),
        pytest.param("DE", "de", "Rathaus, Hauptstraße 5, 10115 Berlin", id="de"),
        pytest.param("FR", "fr", "Mairie, 2 place de la Halle, 96120 Valbrume", id="fr"),
        pytest.param("IT", "it", "Ufficio anagrafe, Piazza del Comune 1, 50122 Firenze", id="it"),
        pytest.param("ES", "es", "Oficina de atención, Calle Mayor 1, 28013 Madrid", id="es"),
        pytest.param("RU", "ru", "МФЦ, ул. Ленина, д. 5, 101000 Москва", id="ru"),
    ],
)
def test_office_with_its_address_can_be_visited_and_written_to(country: str, lang: str, words: str) -> None:
    assert values(country, lang, words) == {("counter", words), ("post", words)}


def test_address_without_a_word_on_visits_is_only_for_post() -> None:
    evidence = replace(text("1 Market Square, AM1 1AA", tag="address"), country="GB")
    assert found(evidence) == {
        ("post", "actionable", "1 Market Square, AM1 1AA"),
        ("counter", "mentioned", ""),
    }


def test_opening_hours_under_an_address_say_that_people_may_come() -> None:
    assert ("counter", "1 Market Square, AM1 1AA") in values(
        "GB", "en", "1 Market Square, AM1 1AA", "Opening hours: 9.00-17.00"
    )


def test_street_and_postcode_may_stand_in_two_blocks() -> None:
    assert ("post", "1 Market Square, Aldermere AM1 1AA") in values(
        "GB", "en", "1 Market Square", "Aldermere AM1 1AA"
    )


@pytest.mark.parametrize(
    ("country", "lang", "words", "written"),
    [
        pytest.param(
            "AR", "es", "Dirección: Av. Belgrano 511 (Entrepiso)", "Av. Belgrano 511 (Entrepiso)", id="es"
        ),
        pytest.param("ES", "es", "Dirección postal: Calle Mayor, 5", "Calle Mayor, 5", id="es, postal"),
        pytest.param(
            "KE", "en", "Our address: 12 Harbour Road, Mombasa", "12 Harbour Road, Mombasa", id="en"
        ),
        pytest.param("IT", "it", "Indirizzo: Via Roma 12", "Via Roma 12", id="it"),
        pytest.param("CN", "zh", "地址：人民路12号", "人民路12号", id="zh"),
    ],
)
def test_what_is_called_an_address_needs_no_postcode(
    country: str, lang: str, words: str, written: str
) -> None:
    assert values(country, lang, words) == {("post", written)}
    assert mentioned(country, lang, words) == {"counter"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Email address: see page 12", id="no street"),
        pytest.param("Address: Harbour Road, Mombasa", id="no number"),
        pytest.param("Please address it to the clerk in 12 Harbour Road", id="no label"),
        pytest.param("The road was closed on day 12. Address: unknown", id="the street stands before"),
    ],
)
def test_an_address_is_not_there_because_of_the_word(words: str) -> None:
    assert values("KE", "en", words) == set()


def test_an_address_in_two_blocks_is_quoted_whole() -> None:
    evidence = replace(text("29 Harbour Avenue", "1096 Porto", lang="en"), country="CY")

    assert {(mention.channel.value, mention.text) for mention in find_channels(evidence)} == {
        ("post", "29 Harbour Avenue, 1096 Porto"),
        ("counter", "29 Harbour Avenue, 1096 Porto"),
    }


def test_json_ld_of_a_template_that_was_not_filled_in_declares_no_address() -> None:
    filler = {"@type": "Place", "address": {"streetAddress": "Lorem ipsum", "postalCode": "Lorem ipsum"}}

    assert found(with_json_ld(json.dumps(filler))) == set()


def test_year_beside_a_street_word_is_no_postcode_in_britain() -> None:
    assert values("GB", "en", "The square was paved in 2024 and the road in 1999") == set()


def test_json_ld_of_a_service() -> None:
    script = json.dumps(
        {
            "@type": "GovernmentService",
            "serviceOperator": {"@type": "GovernmentOrganization", "telephone": "999"},
            "availableChannel": {
                "@type": "ServiceChannel",
                "servicePhone": {"@type": "ContactPoint", "telephone": LONDON, "faxNumber": "020 7946 0141"},
                "serviceSmsNumber": {"@type": "ContactPoint", "telephone": "60011"},
                "servicePostalAddress": {
                    "@type": "PostalAddress",
                    "postOfficeBoxNumber": "40",
                    "postalCode": "AM1 1AA",
                },
                "serviceLocation": {
                    "address": {"streetAddress": "1 Market Square", "addressLocality": "Aldermere"}
                },
            },
            "email": "mailto:help@portal.example",
        }
    )
    assert found(with_json_ld(script)) == {
        ("phone", "actionable", LONDON_E164),
        ("sms", "actionable", "60011"),
        ("email", "actionable", "help@portal.example"),
        ("post", "actionable", "40, AM1 1AA"),
        ("post", "actionable", "1 Market Square, Aldermere"),
        ("counter", "actionable", "1 Market Square, Aldermere"),
    }


def test_json_ld_of_an_event_gives_no_channel_of_the_office() -> None:
    script = json.dumps({"@type": "MusicEvent", "organizer": {"telephone": LONDON}})
    assert found(with_json_ld(script)) == set()


def test_each_value_once_where_the_page_itself_has_it() -> None:
    evidence = replace(
        with_json_ld(json.dumps({"telephone": LONDON})),
        links=(
            link("tel:+442079460140", "Call us", Landmark.CONTENTINFO),
            link("tel:+442079460141", "Or here"),
        ),
        text=text(f"Call {LONDON} by phone").text,
    )
    assert [(m.value, m.selector) for m in find_channels(evidence)] == [
        (LONDON_E164, "p:nth-of-type(1)"),
        ("+442079460141", "a"),
    ]


def test_mentions_of_a_channel_are_bounded() -> None:
    links = tuple(link(f"mailto:desk{number}@portal.example") for number in range(MENTIONS_A_CHANNEL + 1))
    assert len(find_channels(page(links=links))) == MENTIONS_A_CHANNEL


def test_mention_quotes_the_page_and_says_where() -> None:
    [mention] = find_channels(replace(text(f"Call {LONDON}"), country="GB"))
    assert (mention.channel, mention.level) == (Channel.PHONE, Level.ACTIONABLE)
    assert (mention.text, mention.selector, mention.url) == (
        f"Call {LONDON}",
        "p:nth-of-type(1)",
        "https://portal.example/",
    )


# Properties: digits without a word that says what they are for are no number to call.

_IBANS = ("DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "FR14 2004 1010 0505 0001 3M02 606")
_DATES = st.dates(date(1800, 1, 1), date(2199, 12, 31)).flatmap(
    lambda day: st.sampled_from((f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}"))
)
_PRICES = st.integers(1, 10**10).map(lambda amount: f"£{amount:,}.00")
_REFERENCES = st.from_regex(r"[A-Z]{1,3}/?[0-9]{4}[/ -][0-9]{5,9}", fullmatch=True)
_DIGITS = st.from_regex(r"0?[0-9]{2,5}([ -][0-9]{2,5}){1,4}", fullmatch=True)


@settings(max_examples=60, deadline=None)
@given(
    digits=st.one_of(_DATES, _PRICES, _REFERENCES, _DIGITS, st.sampled_from(_IBANS)),
    country=st.sampled_from(("GB", "DE", "FR", "KE", "IN", "US", "JO")),
)
def test_digits_without_a_phone_word_are_never_a_phone(digits: str, country: str) -> None:
    channels = {
        channel for channel, _ in values(country, "en", f"The council decided on {digits} in the end.")
    }
    assert channels.isdisjoint({"phone", "sms", "messaging"})


@settings(max_examples=60, deadline=None)
@given(digits=st.one_of(_DATES, _PRICES, st.sampled_from(_IBANS)))
def test_dates_prices_and_accounts_are_no_phone_even_beside_a_phone_word(digits: str) -> None:
    assert values("GB", "en", f"Call us: {digits}") == set()


@settings(max_examples=60, deadline=None)
@given(
    words=st.text(st.characters(), max_size=200),
    href=st.text(st.characters(), max_size=100),
    script=st.text(st.characters(), max_size=100),
)
def test_nothing_that_a_page_says_raises(words: str, href: str, script: str) -> None:
    evidence = replace(
        with_json_ld(script, json.dumps({"telephone": words, "address": words, "email": [words]})),
        text=(TextBlock(words, "p", Landmark.MAIN, words, "p"),),
        links=(Link(href, words, Landmark.MAIN, "a"), Link(f"tel:{href}", words, Landmark.MAIN, "a")),
    )
    assert find_channels(evidence) == find_channels(evidence)
    is_contact_page(evidence)


# Whatever a hostile page holds, the bounds keep the work small; the suite's time-out is the measure.
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("1" * 1_000_000, id="a megabyte of digits"),
        pytest.param("call 1-" * 150_000, id="a megabyte of broken numbers"),
        pytest.param("cannot apply by phone, " * 50_000, id="a megabyte of denials"),
        pytest.param("a@" * 500_000, id="a megabyte of broken addresses"),
        pytest.param("*12" * 300_000, id="a megabyte of broken codes"),
        pytest.param("tel\x00 020\x00 7946 0140", id="NULs"),
        pytest.param("call \ud800 \udfff 12345", id="lone surrogates"),
    ],
)
def test_hostile_text_is_read_without_raising(words: str) -> None:
    evidence = replace(text(words, words), country="GB", links=(link(f"tel:{words}", words),))
    for mention in find_channels(evidence):
        assert len(mention.text) <= 200
        mention.text.encode()


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("[" * 10_000 + "]" * 10_000, id="nested lists"),
        pytest.param('{"a":' * 10_000 + "1" + "}" * 10_000, id="nested objects"),
        pytest.param("{", id="cut off"),
        pytest.param('{"telephone": "\x00\x01"}', id="control characters"),
        pytest.param('{"telephone": ' + "9" * 10_000 + "}", id="a number of ten thousand digits"),
        pytest.param('{"email": "\\ud800@x.example", "telephone": "\\ud800"}', id="lone surrogate"),
        pytest.param('{"@type": 5, "address": [1, null, [], {"streetAddress": {}}]}', id="wrong types"),
    ],
)
def test_hostile_json_ld_declares_nothing(script: str) -> None:
    assert found(with_json_ld(script)) == set()


@pytest.mark.parametrize(
    ("url", "title", "heading"),
    [
        ("https://p.example/contact", "", ""),
        ("https://p.example/en/contact-us.html", "", ""),
        ("https://p.example/contatti/", "", ""),
        ("https://p.example/kontakt", "", ""),
        ("https://p.example/%D8%A7%D8%AA%D8%B5%D9%84-%D8%A8%D9%86%D8%A7", "", ""),
        ("https://p.example/x", "Contacto | Ciudad", ""),
        ("https://p.example/x", "", "Контакты"),
        ("https://p.example/x", "", "联系我们"),
        ("https://p.example/x", "Nous contacter - Mairie", ""),
    ],
)
def test_contact_page(url: str, title: str, heading: str) -> None:
    evidence = replace(text(heading, tag="h1"), url=url, final_url=url, head=head(title=title))
    assert is_contact_page(evidence)


@pytest.mark.parametrize(
    ("url", "title", "heading"),
    [
        ("https://p.example/", "City", "Welcome"),
        ("https://p.example/contact-tracing-statistics-and-methods", "", ""),
        ("https://contact.example/", "Register a birth", "Register a birth"),
        ("https://p.example/?page=contact", "Search", ""),
        ("https://p.example/x", "Bins - contact us", ""),
        ("http://[bad", "", ""),
    ],
)
def test_other_page_is_no_contact_page(url: str, title: str, heading: str) -> None:
    evidence = replace(text(heading, tag="h1"), url=url, final_url=url, head=head(title=title))
    assert not is_contact_page(evidence)


def test_operators_own_words_join_the_lexicon() -> None:
    said = replace(text("Come to the yellow bus. Docket 020 7946 0140"), country="GB")
    own = (("en", "counter", "yellow bus"), ("en", "other_number", "docket"))
    assert found(said) == set()
    assert found(replace(said, channel_words=own)) == {("counter", "mentioned", "")}


def test_operators_words_may_speak_of_what_the_lexicon_knows() -> None:
    assert set(get_args(ChannelWord.__value__)) <= set(map(str, Concept))


@pytest.mark.parametrize("language", ["en", "it", "pt-BR", "AR", "zh_Hans", "ja", "ko", "vi", "ur"])
def test_lexicon_covers(language: str) -> None:
    assert covers(language)


@pytest.mark.parametrize("language", ["fi", "", "every", "name"])
def test_lexicon_does_not_cover(language: str) -> None:
    assert not covers(language)


@pytest.mark.parametrize("concept", ["phone", "sms", "email", "post", "form", "counter"])
def test_every_language_has_words_for_what_the_rules_ask(concept: str) -> None:
    entries = data()["languages"]
    spoken_alike = concept in entries["every"]["words"]
    assert [
        code for code in sorted(languages()) if not spoken_alike and concept not in entries[code]["words"]
    ] == []
