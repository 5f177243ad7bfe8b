"""What a service asks of a person: found where words say so, not where they only look alike."""

from dataclasses import replace

import pytest

from auditor.burden.page import demands_of
from auditor.burden.service import burden_of
from auditor.conversion import asked_of
from auditor.evidence import Field, Form, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.service import Asked, Demands, PageDigest
from tests.fakes import seen


def found(language: str, *words: str, tag: str = "p") -> set[str]:
    """What a page of these paragraphs asks for; documents by their names."""
    blocks = tuple(TextBlock(text, tag, Landmark.MAIN, language, "p") for text in words)
    demands = demands_of(replace(seen("/a"), text=blocks), language)
    assert demands.mentions is not None
    return {mention.name or mention.asked.value for mention in demands.mentions}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "Create an account to begin.", {"account"}),
        ("en", "Upload a scanned copy of the form.", {"upload", "scan"}),
        ("en", "Pay by debit card.", {"card"}),
        ("en", "We text you a code.", {"sms_code"}),
        ("en", "Enter the verification code.", {"code"}),
        ("en", "Download the app on your phone.", {"app"}),
        ("en", "You have 20 minutes to complete this page.", {"time_limit"}),
        ("en", "Call us: we can fill in the form with you.", {"help"}),
        ("en", "Bring your passport and a utility bill.", {"passport", "proof of address"}),
        ("fr", "Créez un compte, puis téléversez le fichier.", {"account", "upload"}),
        ("fr", "Vous recevrez un code par SMS.", {"sms_code"}),
        ("fr", "Joignez la copie de votre pièce d'identité et le livret de famille.",
         {"identity card", "family record book"}),
        ("fr", "Le paiement se fait par carte bancaire.", {"card"}),
        ("fr", "Votre session expire au bout de 15 minutes.", {"time_limit"}),
        ("fr", "Numérisez le formulaire.", {"scan"}),
        ("ar", "يجب إنشاء حساب قبل تقديم الطلب.", {"account"}),
        ("ar", "الوثائق المطلوبة: جواز السفر وصورة شخصية", {"passport", "photo"}),
        ("ar", "أدخل رمز التحقق.", {"code"}),
        ("ar", "ادفع ببطاقة ائتمان.", {"card"}),
    ],
)  # fmt: skip
def test_what_is_asked_is_found(language: str, words: str, expected: set[str]) -> None:
    assert found(language, words) == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You do not need to create an account."),
        ("en", "You can do this without a credit card."),
        ("en", "Pay by debit card, cash or cheque."),
        ("en", "Report a lost debit card."),
        ("en", "Scan the QR code to find us."),
        ("en", "Book your CT scan of the chest."),
        ("en", "On account of the holiday we are closed."),
        ("en", "Send us a WhatsApp message."),
        ("en", "The passport office is open on Monday, bring time."),
        ("en", "A birth certificate shows when you were born."),
        ("en", "Applications are mobile applications of law."),
        ("en", "Follow the dress code."),
        ("en", "The class of 2019 finished in 20 minutes."),
        ("fr", "Il n'est pas nécessaire de créer un compte."),
        ("fr", "Paiement par carte, en espèces ou par chèque."),
        ("fr", "Indiquez votre code postal."),
        ("fr", "Apportez la carte de bus."),
        ("fr", "Le livret de famille prouve la filiation."),
        ("fr", "Le compte rendu du conseil est en ligne."),
        ("ar", "لا تحتاج إلى إنشاء حساب."),
        ("ar", "الدفع نقدا أو عبر بطاقة ائتمان."),
        ("ar", "حساب الرسوم سهل."),
        ("ar", "جواز السفر وثيقة سفر."),
    ],
)
def test_what_only_looks_alike_is_not(language: str, words: str) -> None:
    assert found(language, words) == set()


def test_a_list_under_a_heading_that_asks_is_asked_for() -> None:
    blocks = tuple(
        TextBlock(text, tag, Landmark.MAIN, "en", tag)
        for tag, text in (
            ("h2", "What to bring"), ("li", "Your passport"), ("p", "A driving licence is a card."),
            ("h2", "About us"), ("li", "Bank statements are letters"),
        )
    )  # fmt: skip
    demands = demands_of(replace(seen("/a"), text=blocks), "en")
    assert [(m.name, m.text, m.url) for m in demands.mentions or ()] == [
        ("passport", "Your passport", "https://portal.example/a")
    ]


def test_a_menu_asks_for_nothing() -> None:
    blocks = (TextBlock("Create an account", "p", Landmark.BANNER, "en", "p"),)
    words = TextBlock("Welcome to us.", "p", Landmark.MAIN, "en", "p")
    assert demands_of(replace(seen("/a"), text=(*blocks, words)), "en").mentions == ()


def with_fields(page: PageEvidence, *fields: Field) -> PageEvidence:
    return replace(page, forms=(Form("", "post", fields, "form"),))


def field(kind: str, name: str, *, required: bool = False, group: str = "", autocomplete: str = "") -> Field:
    return Field(kind, name, required, autocomplete, f"#{name}", group)


def test_kinds_of_fields_say_what_is_asked_whatever_they_are_called() -> None:
    page = with_fields(
        seen("/a"),
        field("file", "Letter"),
        field("password", "Secret"),
        field("text", "Digits", autocomplete="one-time-code"),
        field("text", "Number", autocomplete="section-pay cc-number"),
    )  # fmt: skip
    mentions = demands_of(page, "en").mentions
    assert mentions is not None
    assert [(mention.asked, mention.text) for mention in mentions] == [
        (Asked.UPLOAD, "Letter"), (Asked.ACCOUNT, "Secret"), (Asked.CODE, "Digits"), (Asked.CARD, "Number"),
    ]  # fmt: skip


def digest(path: str, *fields: Field, language: str = "en", words: str = "") -> PageDigest:
    page = with_fields(seen(path, words=words or f"Here is {path}."), *fields)
    return PageDigest(
        page_id=path, url=page.url, final_url=page.final_url, kind=page.kind, language=language,
        content_hash=words or path, demands=demands_of(page, language),
    )  # fmt: skip


def test_fields_are_counted_once_and_radio_buttons_as_one_question() -> None:
    name, search = field("text", "Name", required=True), field("text", "Find")
    sexes = [field("radio", sex, group="sex") for sex in ("Girl", "Boy")]
    burden = burden_of(
        [
            digest("/a", search, name, *sexes),
            digest("/a2", search, name, field("file", "Letter")),
            digest("/b", search),
        ]
    )
    assert burden is not None
    assert (burden.pages, burden.fields, burden.required, burden.uploads) == (3, 3, 1, 1)


def test_what_is_said_on_several_pages_is_told_once() -> None:
    burden = burden_of([digest("/a", words="Create an account."), digest("/b", words="Create an account.")])
    assert burden is not None
    assert [mention.url for mention in burden.of(Asked.ACCOUNT)] == ["https://portal.example/a"]


def test_where_the_language_is_not_known_nothing_is_assessed_and_nothing_is_zero() -> None:
    burden = burden_of([digest("/a", field("file", "Barua"), language="sw")])
    assert burden is not None
    told = asked_of(burden)
    assert told is not None
    assert (told.documents, told.skills, told.codes, told.time_limits, told.help) == (None,) * 5
    assert (told.fields, told.uploads, told.unknown_languages) == (1, 1, ["sw"])


def test_what_was_not_read_is_not_counted() -> None:
    unread = replace(digest("/a"), demands=Demands())
    burden = burden_of([unread])
    assert burden is not None
    assert (burden.fields, burden.required, burden.uploads) == (None, None, None)
    assert burden_of([replace(unread, demands=None)]) is None
    assert burden_of([]) is None
