"""What a page says beside a channel: what for, when, at what cost, in which languages, what to bring."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.channels.finding import find_channels, find_language_help
from auditor.evidence import Field, Form, Head, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import link, page, text
from auditor.service import Channel, ChannelMention, Cost, Level, Purpose, Where

LONDON = "020 7946 0140"
LONDON_E164 = "+442079460140"


def blocks(*told: tuple[str, str] | tuple[str, str, Landmark], lang: str = "en") -> PageEvidence:
    """A British page of these blocks: tag, words, and where they stand if not in the main text."""
    made = [
        TextBlock(words, tag, rest[0] if rest else Landmark.MAIN, lang, f"{tag}:nth-of-type({number})")
        for number, (tag, words, *rest) in enumerate(told)
    ]
    return page(country="GB", head=Head("", lang, "", None, None, {}, ()), text=tuple(made))


def only(evidence: PageEvidence, channel: Channel) -> ChannelMention:
    [found] = [mention for mention in find_channels(evidence) if mention.channel is channel]
    return found


@pytest.mark.parametrize(
    ("told", "purpose"),
    [
        pytest.param([("p", f"Apply by phone on {LONDON}")], Purpose.TASK, id="its sentence"),
        pytest.param([("p", f"If you have questions call {LONDON}")], Purpose.ASK, id="questions"),
        pytest.param(
            [("p", f"Questions on how to apply? Call {LONDON}")], Purpose.ASK, id="both are a question"
        ),
        pytest.param([("h2", "How to apply"), ("p", f"Phone: {LONDON}")], Purpose.TASK, id="the heading"),
        pytest.param([("h2", "Contact us"), ("p", f"Phone: {LONDON}")], Purpose.ASK, id="contacts"),
        pytest.param([("h1", "Apply for a badge"), ("p", f"Phone: {LONDON}")], Purpose.UNSAID, id="the page"),
        pytest.param([("p", f"Phone: {LONDON}")], Purpose.UNSAID, id="nothing"),
        pytest.param(
            [("p", f"Apply by phone on {LONDON}", Landmark.CONTENTINFO)], Purpose.UNSAID, id="a footer"
        ),
    ],
)
def test_purpose(told: Sequence[tuple[str, str]], purpose: Purpose) -> None:
    assert only(blocks(*told), Channel.PHONE).purpose is purpose


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        pytest.param([("p", f"Phone: {LONDON}, 9am to 5pm")], True, id="in the block"),
        pytest.param([("p", f"Phone: {LONDON}"), ("p", "Mon-Fri 08:30-17:00")], True, id="after it"),
        pytest.param([("p", "Mon-Fri 8.30 - 17.00"), ("p", f"Phone: {LONDON}")], True, id="before it"),
        pytest.param([("p", f"Phone: {LONDON}, 24 hours a day")], True, id="at any time"),
        pytest.param(
            [("p", f"Phone: {LONDON}"), ("h2", "The market"), ("p", "9am to 5pm")],
            False,
            id="of another part",
        ),
        pytest.param([("p", f"Phone: {LONDON}, paid 1.500 - 2.500")], False, id="sums"),
        pytest.param([("p", f"Phone: {LONDON}")], False, id="none"),
    ],
)
def test_hours_beside_a_number_make_it_complete(told: Sequence[tuple[str, str]], hours: bool) -> None:
    found = only(blocks(*told), Channel.PHONE)
    assert (bool(found.hours), found.level) == (hours, Level.COMPLETE if hours else Level.ACTIONABLE)


def test_dotted_number_is_no_time() -> None:
    french = replace(text("Tél : 02.35.50.51.20", lang="fr"), country="FR")
    assert only(french, Channel.PHONE).hours == ""


@pytest.mark.parametrize(
    ("country", "words", "cost"),
    [
        pytest.param("GB", "Call 0800 111 1111", Cost.FREE, id="free by its range"),
        pytest.param("GB", f"Call {LONDON}", Cost.STANDARD, id="an ordinary number"),
        pytest.param("DE", "Tel. 0180 1 234567", Cost.SHARED, id="shared"),
        pytest.param("GB", "Call 0905 123 4567", Cost.PREMIUM, id="premium"),
        pytest.param(
            "GB", "Call 0905 123 4567, free of charge", Cost.PREMIUM, id="the range is surer than words"
        ),
        # Ofcom: 03 costs no more than 01 and 02; 084 and 087 carry a service charge of up to 7 and 13 pence.
        pytest.param("GB", "Call 0300 123 4567", Cost.STANDARD, id="British 03"),
        pytest.param("GB", "Call 0845 123 4567", Cost.PREMIUM, id="British 0845"),
        pytest.param("GB", "Call 0843 123 4567 (local rate)", Cost.PREMIUM, id="British 0843, called local"),
        pytest.param("GB", "Call 0870 123 4567", Cost.PREMIUM, id="British 0870"),
        pytest.param("CH", "Call 058 123 45 67 (free)", Cost.FREE, id="words where the range says nothing"),
        pytest.param("CH", "Call 058 123 45 67, charged per minute", Cost.PREMIUM, id="dear by words"),
        pytest.param("CH", "Call 058 123 45 67", Cost.UNKNOWN, id="unknown"),
        pytest.param("FR", "Call 3939", Cost.PREMIUM, id="a short number"),
    ],
)
def test_cost(country: str, words: str, cost: Cost) -> None:
    assert only(replace(text(words), country=country), Channel.PHONE).cost is cost


def test_languages_and_what_to_bring_beside_an_office() -> None:
    office = only(
        blocks(
            ("p", "Town Hall, 1 Market Square, AM1 1AA"),
            ("p", "We speak English, French and Swahili"),
            ("p", "Bring proof of where you live"),
        ),
        Channel.COUNTER,
    )
    assert office.languages == ("en", "fr", "sw")
    assert office.bring == "Bring proof of where you live"


@pytest.mark.parametrize(
    ("landmark", "where"),
    [
        (Landmark.MAIN, Where.OWN),
        (Landmark.NONE, Where.OWN),
        (Landmark.COMPLEMENTARY, Where.ASIDE),
        (Landmark.BANNER, Where.HEADER),
        (Landmark.NAVIGATION, Where.NAVIGATION),
        (Landmark.CONTENTINFO, Where.FOOTER),
    ],
)
def test_where(landmark: Landmark, where: Where) -> None:
    assert only(blocks(("p", f"Call {LONDON}", landmark)), Channel.PHONE).where is where


def test_number_of_the_footer_is_quoted_where_the_page_itself_has_it() -> None:
    evidence = blocks(("p", f"Call {LONDON}", Landmark.CONTENTINFO), ("p", f"Apply: call {LONDON}"))
    found = only(evidence, Channel.PHONE)
    assert (found.where, found.purpose, found.text) == (Where.OWN, Purpose.TASK, f"Apply: call {LONDON}")


def test_offer_of_the_task_is_kept_beside_a_number_that_is_not_for_it() -> None:
    mentions = find_channels(
        blocks(("p", "You can apply by phone"), ("p", f"Phone {LONDON}", Landmark.CONTENTINFO))
    )
    assert [(m.level, m.purpose) for m in mentions] == [
        (Level.ACTIONABLE, Purpose.UNSAID),
        (Level.MENTIONED, Purpose.TASK),
    ]


@pytest.mark.parametrize(
    ("told", "channel", "level"),
    [
        pytest.param([("p", "Text HELP to 60011 (free)")], Channel.SMS, Level.COMPLETE, id="sms, free"),
        pytest.param([("p", "Text HELP to 60011")], Channel.SMS, Level.ACTIONABLE, id="sms"),
        pytest.param(
            [("p", "help@portal.example"), ("p", "We reply within two working days")],
            Channel.EMAIL, Level.COMPLETE, id="email, answered",
        ),
        pytest.param([("p", "help@portal.example")], Channel.EMAIL, Level.ACTIONABLE, id="email"),
        pytest.param(
            [("p", "Town Hall, 1 Market Square, AM1 1AA"), ("p", "Open 9am to 5pm")],
            Channel.COUNTER, Level.COMPLETE, id="office with hours",
        ),
        pytest.param(
            [("p", "PO Box 40, Aldermere AM1 1AA"), ("p", "Enclose a copy of the bill")],
            Channel.POST, Level.COMPLETE, id="post, with what to enclose",
        ),
        pytest.param(
            [("p", "Apply through the mobile office at 1 Market Square, AM1 1AA, Tuesdays 10:00-12:00")],
            Channel.AGENT, Level.COMPLETE, id="mobile office",
        ),
        pytest.param(
            [("p", "Get help to apply at your local library")], Channel.AGENT, Level.MENTIONED, id="library"
        ),
        pytest.param(
            [("p", "Somebody with power of attorney may apply; bring proof of it")],
            Channel.REPRESENTATIVE, Level.COMPLETE, id="representative, with what to bring",
        ),
    ],
)  # fmt: skip
def test_levels(told: Sequence[tuple[str, str]], channel: Channel, level: Level) -> None:
    assert only(blocks(*told), channel).level is level


def test_form_is_complete_where_the_page_says_where_it_goes() -> None:
    form = link("https://p.example/form.pdf", "Application form")
    alone = page(country="GB", links=(form,))
    with_office = replace(blocks(("p", "Town Hall, 1 Market Square, AM1 1AA")), links=(form,))
    levels = [only(evidence, Channel.FORM).level for evidence in (alone, with_office)]
    assert levels == [Level.ACTIONABLE, Level.COMPLETE]


def test_call_back_is_a_phone_through_its_link() -> None:
    words = "Ask questions: request a call"
    evidence = replace(blocks(("p", words)), links=(link("https://p.example/callback", "request a call"),))
    found = only(evidence, Channel.PHONE)
    assert (found.kind, found.value) == ("call-back", "https://p.example/callback")


def test_text_telephone_in_the_cell_before_a_link() -> None:
    evidence = replace(
        blocks(("td", "Relay service (TTY)"), ("td", "Toll-free number"), ("td", "711")),
        country="US", links=(link("tel:711", "711"),),
    )  # fmt: skip
    usable = [m for m in find_channels(evidence) if m.level.is_usable]
    assert [(m.channel, m.value) for m in usable] == [(Channel.RELAY, "711")]


@pytest.mark.parametrize(
    ("lang", "words", "named"),
    [
        pytest.param("en", "Ask us for an interpreter: French, Swahili", ("fr", "sw"), id="en"),
        pytest.param("es", "Pida ayuda de un intérprete", (), id="es, none named"),
        pytest.param("pl", "Pomoc tłumacza: English, русский", ("en", "ru"), id="pl"),
    ],
)
def test_help_in_other_languages(lang: str, words: str, named: tuple[str, ...]) -> None:
    [found] = find_language_help(blocks(("p", words), lang=lang))
    assert (found.languages, found.text) == (named, words)


def test_interpreter_of_code_helps_nobody() -> None:
    assert find_language_help(blocks(("p", "The interpreter reads bytecode"))) == ()


def test_a_form_on_the_page_is_what_it_calls_the_application_form() -> None:
    words = blocks(("p", "Complete the application form"))
    fields = tuple(Field("text", name, required=True, autocomplete="", selector="input") for name in "ab")
    on_web = replace(words, forms=(Form("", "post", fields, "form"),))
    assert [m.channel for m in find_channels(words)] == [Channel.FORM]
    assert find_channels(on_web) == ()


# Structured data


CONTACT_POINT = {
    "@type": "ContactPoint",
    "telephone": "0300 123 4567",
    "contactOption": ["TollFree", "https://schema.org/HearingImpairedSupported"],
    "availableLanguage": ["en", {"@type": "Language", "name": "French"}],
    "hoursAvailable": {"dayOfWeek": ["https://schema.org/Monday"], "opens": "09:00", "closes": "17:00"},
}


def test_contact_point_of_an_organisation() -> None:
    script = json.dumps({"@type": "Organization", "contactPoint": CONTACT_POINT})
    evidence = page(country="GB", head=Head("", "en", "", None, None, {}, (script,)))
    phone, relay = find_channels(evidence)
    assert (phone.channel, phone.cost, phone.level) == (Channel.PHONE, Cost.FREE, Level.COMPLETE)
    assert (phone.hours, phone.languages, phone.where) == ("Monday 09:00-17:00", ("en", "fr"), Where.DECLARED)
    assert relay.channel is Channel.RELAY


def test_channel_of_a_service_is_the_pages_own_and_for_the_task() -> None:
    service = {"@type": "GovernmentService", "availableChannel": {"servicePhone": CONTACT_POINT}}
    evidence = page(country="GB", head=Head("", "en", "", None, None, {}, (json.dumps(service),)))
    found = only(evidence, Channel.PHONE)
    assert (found.where, found.purpose) == (Where.OWN, Purpose.TASK)


def test_microdata_declares_channels() -> None:
    html = f"""<div itemscope itemtype="https://schema.org/GovernmentOffice">
      <span itemprop="telephone">{LONDON}</span> <meta itemprop="openingHours" content="Mo-Fr 09:00-17:00">
      <div itemprop="address" itemscope><span itemprop="streetAddress">1 Market Square</span></div></div>"""
    found = find_channels(page(country="GB", dom=html))
    assert {(m.channel, m.value, m.hours) for m in found} == {
        (Channel.PHONE, LONDON_E164, "Mo-Fr 09:00-17:00"),
        (Channel.POST, "1 Market Square", ""),
        (Channel.COUNTER, "1 Market Square", "Mo-Fr 09:00-17:00"),
    }


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div itemscope>" * 5_000 + "<p itemprop='email'>a@b.example", id="nested items"),
        pytest.param("<p itemprop='telephone' itemscope>" * 3_000, id="nested properties"),
        pytest.param("<p itemprop=telephone", id="cut off"),
    ],
)
def test_hostile_microdata_is_read_without_raising(html: str) -> None:
    find_channels(page(country="GB", dom=html))


# Numbers and addresses


def usable(country: str, lang: str, *paragraphs: str) -> set[tuple[str, str]]:
    mentions = find_channels(replace(text(*paragraphs, lang=lang), country=country))
    return {(m.channel.value, m.value) for m in mentions if m.level.is_usable}


@pytest.mark.parametrize(
    ("country", "lang", "paragraphs", "expected"),
    [
        pytest.param("RU", "ru", ["Звоните по телефону 3-31-00"], {("phone", "33100")}, id="small town"),
        pytest.param("PL", "pl", ["tel. (063) 28 81 074"], {("phone", "+48632881074")}, id="old prefix"),
        pytest.param("RU", "ru", ["Телефон 12-05-2024"], set(), id="a date"),
        pytest.param("GB", "en", ["me [at] council.example"], {("email", "me@council.example")}, id="hidden"),
        pytest.param(
            "GB", "en", ["DVLA", "Swansea", "SA99 1BH"], {("post", "DVLA, Swansea, SA99 1BH")}, id="lines"
        ),
        pytest.param(
            "SG",
            "en",
            ["100 High Street", "Singapore 179434"],
            {("post", "100 High Street, Singapore 179434")},
            id="street and place",
        ),
        pytest.param("PE", "es", ["PDF (1.8 MB)", "Informe anual 2024"], set(), id="a year is no postcode"),
        pytest.param(
            "PL",
            "pl",
            ["Urząd Miasta, pok. 12, otwarty 8:00-16:00"],
            {("counter", "Urząd Miasta, pok. 12")},
            id="a room",
        ),
        pytest.param(
            "RU",
            "ru",
            ["Администрация, каб. 5, 9:00-17:00"],
            {("counter", "Администрация, каб. 5")},
            id="каб.",
        ),
        pytest.param("GB", "en", ["Contact: 020 7946 0140"], {("phone", LONDON_E164)}, id="a contact"),
        pytest.param(
            "GB",
            "en",
            ["Bins", "020 7946 0141", "Roads", "020 7946 0142", "Parks", "020 7946 0143"],
            {("phone", f"+44207946014{number}") for number in (1, 2, 3)},
            id="a list of numbers",
        ),
        pytest.param("GB", "en", ["<p>PO Box 40</p>, call 020 7946 0140"], set(), id="markup shown as text"),
        pytest.param("GB", "en", ["SMS Tong visited WhatsApp's office"], set(), id="names of channels"),
    ],
)
def test_numbers_and_addresses_as_pages_write_them(
    country: str, lang: str, paragraphs: Sequence[str], expected: set[tuple[str, str]]
) -> None:
    assert usable(country, lang, *paragraphs) == expected


# Properties

_LABELS = (
    "Reference",
    "Ref",
    "Invoice",
    "Account number",
    "Case number",
    "Company number",
    "VAT",
    "IBAN",
    "Fax",
)
_NUMBERS = st.from_regex(r"020 7946 0[0-9]{3}", fullmatch=True)  # kept free for fiction


@settings(max_examples=40, deadline=None)
@given(
    label=st.sampled_from(_LABELS), number=_NUMBERS, before=st.sampled_from(("", "Call us. Your ", "Quote "))
)
def test_valid_number_that_is_called_something_else_is_no_phone(label: str, number: str, before: str) -> None:
    assert usable("GB", "en", f"{before}{label}: {number}") == set()


@settings(max_examples=40, deadline=None)
@given(
    label=st.sampled_from(("Phone", "Tel.", "Call us on", "Helpline", "☎", "Telephone number is")),
    number=_NUMBERS,
    after=st.sampled_from(("", ".", ", 9am to 5pm", " (option 2)", " or visit us")),
)
def test_valid_number_after_a_word_for_phones_is_one(label: str, number: str, after: str) -> None:
    value = "+44" + number.replace(" ", "")[1:]
    assert ("phone", value) in usable("GB", "en", f"{label}: {number}{after}")


@settings(max_examples=40, deadline=None)
@given(number=_NUMBERS, shape=st.sampled_from(("£{}", "{} EUR", "52.{}, 0.{}", "{}%", "№{}/2024")))
def test_number_in_another_shape_is_no_phone(number: str, shape: str) -> None:
    digits = number.replace(" ", "")
    assert usable("GB", "en", f"The council noted {shape.format(digits, digits)}") == set()


@pytest.mark.parametrize(
    ("words", "is_phone"),
    [
        pytest.param("Appeals team: 020 7946 0140.", True, id="of a team"),
        pytest.param("Tell the registry (020 7946 0140) before you come.", True, id="in brackets"),
        pytest.param("The works took 020 7946 0140 in the end", False, id="nobody's"),
        pytest.param("Licence number: 020 7946 0140", False, id="of a licence"),
        pytest.param("Appeals: 2079460140", False, id="not as one dials"),
    ],
)
def test_a_number_after_the_name_of_its_office_is_a_phone(words: str, is_phone: bool) -> None:
    found = find_channels(replace(text(words), country="GB"))

    assert [each.value for each in found if each.channel is Channel.PHONE] == ["+442079460140"] * is_phone


def test_a_number_below_a_word_for_fax_stays_a_fax() -> None:
    found = find_channels(replace(text("Fax of the appeals team", "Appeals: 020 7946 0140"), country="GB"))

    assert not [each for each in found if each.channel is Channel.PHONE]


@pytest.mark.parametrize(
    ("told", "channels"),
    [
        pytest.param(["Address", "Market Place, Ivory Hill"], {"post"}, id="below a label"),
        pytest.param(["Streets in town", "Market Place, Ivory Hill"], set(), id="below another heading"),
        pytest.param(["Contact us", "12 Harbour Road", "mail@a.example"], {"post", "email"}, id="contacts"),
        pytest.param(["News", "12 Harbour Road", "mail@town.example"], {"email"}, id="no contacts"),
        pytest.param(["Go to our office at 12 Harbour Road."], {"counter"}, id="where to go"),
        pytest.param(["Go to 12 Harbour Road."], set(), id="where no office is named"),
        pytest.param(["Works begin in 12 Harbour Road, near our office."], set(), id="where works are"),
    ],
)
def test_a_street_without_a_postcode_is_an_address_where_something_says_so(
    told: Sequence[str], channels: set[str]
) -> None:
    found = find_channels(replace(text(*told), country="KE"))

    assert {each.channel.value for each in found if each.level.is_usable} == channels


def test_a_box_in_a_long_text_is_quoted_from_its_name_on() -> None:
    told = "Return the form. " * 20 + "The address is P.O. Box 4210, Mombasa."
    (box,) = (each for each in find_channels(replace(text(told), country="KE")) if each.value)

    assert box.value == "P.O. Box 4210, Mombasa."


def test_lines_of_the_same_paragraph_above_a_street_are_part_of_the_address() -> None:
    paragraphs = ("Welcome", "#address", "#address", "#address", "#address")
    lines = ("News of the town", "Town Council", "Market House", "12 Harbour Road", "London SW1A 1AA")
    blocks = tuple(
        TextBlock(words, "p", Landmark.MAIN, "en", selector)
        for words, selector in zip(lines, paragraphs, strict=True)
    )
    found = find_channels(replace(page(text=blocks), country="GB"))

    post = [each.value for each in found if each.channel is Channel.POST and each.level.is_usable]
    assert post == ["Town Council, Market House, 12 Harbour Road, London SW1A 1AA"]


@pytest.mark.parametrize(("between", "is_open"), [(4, True), (5, False)])
def test_opening_hours_a_few_lines_below_an_address_say_that_people_may_come(
    between: int, *, is_open: bool
) -> None:
    lines = ["12 Harbour Road, London SW1A 1AA", *["Telephone 020 7946 0140"] * between, "Opening hours"]
    found = find_channels(replace(text(*lines), country="GB"))

    assert any(each.channel is Channel.COUNTER and each.level.is_usable for each in found) is is_open


def test_a_number_after_a_word_for_phones_is_given_with_its_plus_though_no_country_has_it() -> None:
    found = find_channels(replace(text("Phone: +225 282520061"), country="TZ"))

    assert [each.value for each in found] == ["+225282520061"]


@pytest.mark.parametrize(
    ("words", "channels"),
    [
        pytest.param(
            "Get in touch by phone, email or in person.", {"phone", "email", "counter"}, id="a list"
        ),
        pytest.param("Get in touch by phone. Email takes days.", {"phone"}, id="another sentence"),
    ],
)
def test_a_list_of_ways_goes_on_with_names_of_channels(words: str, channels: set[str]) -> None:
    assert {each.channel.value for each in find_channels(text(words))} == channels
