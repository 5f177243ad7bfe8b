"""What pages demand of people is quoted, in each language that has words, and nothing that sounds like it."""

import pytest

from auditor.deadends.reading import said_on
from auditor.deadends.words import languages, words_of
from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.entries import Entry
from auditor.evidence.landmark import Landmark
from auditor.examples import entry, form, head, page, text
from auditor.service import Subject

# What helps people, and is no demand.
TOLD = {Subject.CHATBOT, Subject.GUARDIAN, Subject.FOREIGN_PAPERS, Subject.FEE, Subject.PAPERS}


def demanded(evidence: PageEvidence, language: str = "en") -> list[str]:
    found = (said for said in said_on(evidence, language) if said.subject not in TOLD and not said.other_way)
    return [said.subject.value for said in found]


def left_open(evidence: PageEvidence, language: str = "en") -> list[str]:
    return [said.subject.value for said in said_on(evidence, language) if said.other_way]


@pytest.mark.parametrize(
    ("lang", "sentence", "subject"),
    [
        ("en", "You need an email address to apply.", "email_needed"),
        ("fr", "Vous devez disposer d'une adresse électronique valide.", "email_needed"),
        ("es", "Es necesario contar con un correo electrónico.", "email_needed"),
        ("pt", "É necessário ter um endereço de e-mail.", "email_needed"),
        ("de", "Sie benötigen eine E-Mail-Adresse.", "email_needed"),
        ("it", "È necessario avere un indirizzo email.", "email_needed"),
        ("ar", "يجب أن يكون لديك بريد إلكتروني.", "email_needed"),
        ("ru", "Вам понадобится адрес электронной почты.", "email_needed"),
        ("zh", "您需要电子邮箱。", "email_needed"),
        ("hi", "ईमेल पता होना आवश्यक है।", "email_needed"),
        ("sw", "Lazima uwe na barua pepe.", "email_needed"),
        ("id", "Anda wajib memiliki alamat email.", "email_needed"),
        ("de", "Für die Anmeldung müssen Sie eine E-Mail-Adresse angeben.", "email_needed"),
        ("es", "Para darse de alta deberán proporcionar una dirección de correo.", "email_needed"),
        ("en", "You will need a mobile phone to register.", "code_needs_phone"),
        ("fr", "Un numéro de portable est obligatoire.", "code_needs_phone"),
        ("es", "Para registrarse necesita un teléfono celular.", "code_needs_phone"),
        ("en", "Card payments only.", "card_only"),
        ("fr", "Le paiement se fait uniquement par carte bancaire.", "card_only"),
        ("es", "No se admite el pago en efectivo.", "no_cash"),
        ("pt", "O pagamento é feito apenas com cartão.", "card_only"),
        ("de", "Die Zahlung ist nur mit Karte möglich.", "card_only"),
        ("it", "Non si accettano contanti.", "no_cash"),
        ("es", "El pago se hace solo con tarjeta.", "card_only"),
        ("ar", "الدفع بالبطاقة فقط.", "card_only"),
        ("en", "We will text you a code.", "code_by_text"),
        ("de", "Danach erhalten Sie einen Code per SMS.", "code_by_text"),
        ("ar", "سنرسل رمز التحقق إلى جوالك.", "code_by_text"),
        ("pt", "Vai receber um código por SMS.", "code_by_text"),
        ("it", "Riceverai un codice via SMS.", "code_by_text"),
        ("en", "Each mobile number can only be used once.", "own_number"),
        ("es", "La línea telefónica a su nombre debe estar activa.", "own_number"),
        ("de", "Jede Handynummer kann nur einmal verwendet werden.", "own_number"),
        ("en", "You must have a permanent address in the city.", "fixed_address_needed"),
        ("fr", "Il faut avoir une adresse fixe dans la commune.", "fixed_address_needed"),
        ("de", "Voraussetzung ist ein fester Wohnsitz.", "fixed_address_needed"),
        ("en", "Please log in to contact us.", "login_to_contact"),
        ("it", "Accedi per contattarci.", "login_to_contact"),
        ("en", "The written consent of her husband is required.", "mans_consent"),
        ("fr", "L'autorisation du mari est obligatoire.", "mans_consent"),
        ("ar", "يشترط موافقة الزوج.", "mans_consent"),
        ("en", "You must be at least 18 years old.", "least_age"),
        ("es", "Debe ser mayor de 18 años.", "least_age"),
        ("ar", "يجب ألا يقل عمر مقدم الطلب عن 18 سنة.", "least_age"),
        ("zh", "申请人须年满18周岁。", "least_age"),
    ],
)  # fmt: skip
def test_a_demand_is_found(lang: str, sentence: str, subject: str) -> None:
    assert demanded(text(sentence, lang=lang), lang) == [subject]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "You do not need an email address to apply."),
        ("en", "You need an email address or a telephone number."),
        ("en", "If you apply online you need an email address."),
        ("en", "Do you need an email address?"),
        ("en", "Send what you need to our email address: births@portal.example."),
        ("en", "We need your email address to answer you."),
        ("en", "We do not take card payments only."),
        ("fr", "Montant du pourboire : uniquement par carte."),
        ("en", "Does a woman need the written consent of her husband?"),
        ("en", "She must have attained majority; the consent of her husband is not needed."),
        ("ar", "ولا يشترط موافقة الزوج على الخلع."),
        ("ar", "نموذج موافقة الزوجين"),
        ("en", "We send the code by text message or email."),
        ("en", "The consent of the husband is no longer required."),
        ("en", "Her husband's consent came late."),
        ("en", "You must be at least 65 years old."),
        ("en", "You need no permanent address."),
        ("en", "Follow this pattern whenever you need to ask for an email address."),
        ("fr", "Le paiement se fait par carte bancaire."),
        ("fr", "Vous devez envoyer les pièces par courriel à l'adresse électronique indiquée."),
        ("de", "Für den Online-Antrag ist die Online-Ausweisfunktion erforderlich."),
        ("es", "Su correo electrónico no será publicado; los campos obligatorios tienen una marca."),
        ("fr", "Les personnes sans domicile fixe ont besoin d'aide."),
        ("fr", "Une adresse électronique n'est pas obligatoire."),
        ("fr", "Envoyez les pièces à l'adresse électronique du service."),
        ("es", "Debe enviar la solicitud al correo electrónico de la oficina."),
        ("es", "No es necesario contar con un correo electrónico."),
        ("es", "Se admite el pago en efectivo."),
        ("pt", "Não é necessário ter um endereço de e-mail."),
        ("pt", "Envie o pedido por correio eletrónico."),
        ("de", "Eine E-Mail-Adresse ist nicht erforderlich."),
        ("de", "Menschen ohne festen Wohnsitz brauchen eine Bescheinigung."),
        ("de", "Zahlung nicht nur mit Karte möglich."),
        ("it", "Non è necessario avere un indirizzo email."),
        ("it", "Scrivi all'indirizzo email del Comune."),
        ("ar", "لا يشترط وجود بريد إلكتروني."),
        ("ar", "أرسل الطلب إلى البريد الإلكتروني للبلدية."),
        ("ru", "Адрес электронной почты не требуется."),
        ("zh", "不需要电子邮箱。"),
        ("hi", "ईमेल पता होना आवश्यक नहीं है।"),
        ("sw", "Huhitaji barua pepe."),
        ("id", "Anda tidak wajib memiliki alamat email."),
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_demand_is_not(lang: str, sentence: str) -> None:
    assert demanded(text(sentence, lang=lang), lang) == []


def test_a_list_under_a_word_of_need_demands() -> None:
    blocks = (
        TextBlock("What you need", "h2", Landmark.MAIN, "en", "h2"),
        TextBlock("an email address", "li", Landmark.MAIN, "en", "li"),
    )
    assert demanded(page(head=head(), text=blocks)) == ["email_needed"]


def test_another_way_on_the_page_takes_a_demand_back() -> None:
    assert demanded(text("Card payments only.", "You can also pay by bank transfer.")) == []


@pytest.mark.parametrize(
    ("evidence", "subject"),
    [
        pytest.param(text("You need an email address or a telephone number."), "email_needed", id="or"),
        pytest.param(text("We send the code by text message or email."), "code_by_text", id="by e-mail"),
        pytest.param(text("Card payments only.", "Or pay by bank transfer."), "card_only", id="elsewhere"),
        pytest.param(form(entry("National ID or passport number")), "national_id_field", id="a passport"),
    ],
)
def test_another_way_is_noted(evidence: PageEvidence, subject: str) -> None:
    assert left_open(evidence) == [subject]


def test_news_demands_nothing() -> None:
    assert demanded(page(f"{page().url}news/1", head=head(), text=text("Card payments only.").text)) == []


def test_every_language_has_words_for_every_subject() -> None:
    of_forms = {each for each in Subject if each.value.endswith("_field")}
    for language in languages():
        words = words_of(language)
        assert words is not None
        assert {*words.needed, *words.said} == set(Subject) - of_forms


def _email(**facts: object) -> Entry:
    return entry("E-mail", kind="email", **facts)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param((entry("Name"), entry("Street"), _email()), ["email_field"], id="a form of a service"),
        pytest.param((entry("Name"), entry("Street"), _email(required=False)), [], id="can be left empty"),
        pytest.param((_email(),), [], id="a newsletter"),
        pytest.param((entry("Name"), _email(), entry("Message", kind="textarea")), [], id="a message"),
        pytest.param((entry("National ID number"),), ["national_id_field"], id="a number of citizens"),
        pytest.param((entry("National ID or passport number"),), [], id="or a passport's"),
        pytest.param(
            (entry("National ID number"), entry("I do not have one", kind="checkbox")), [], id="a way round"
        ),
        pytest.param((entry("Card number", autocomplete="cc-number"),), ["card_field"], id="a card"),
        pytest.param((entry("Certificate", kind="file"),), ["upload_field"], id="a file"),
    ],
)
def test_fields_that_some_cannot_fill_in_are_demands(fields: tuple[Entry, ...], expected: list[str]) -> None:
    assert demanded(form(*fields)) == expected
