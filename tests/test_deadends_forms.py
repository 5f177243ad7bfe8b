"""What fields ask for is told by their labels, and a page's patterns are tried in bounded time."""

import pytest

from auditor.deadends.fields import Asked, Words, asks_for, label_says, option_is, option_says
from auditor.deadends.patterns import PATTERN_CHARS, takes
from auditor.examples import entry, form


@pytest.mark.parametrize(
    ("pattern", "answer", "expected"),
    [
        pytest.param("[0-9]{10}", "0123456789", True, id="digits"),
        pytest.param("[0-9]{10}", "+44123456789", False, id="the whole answer has to match"),
        pytest.param("a|b", "ab", False, id="the whole answer has to match one of two"),
        pytest.param(r"\d+", "٣", False, id="digits are those of ASCII, as in JavaScript"),
        pytest.param(r"\w+", "é", False, id="so are letters"),
        pytest.param(r"[\w\s]+", "é", False, id="so are letters in a class"),
        pytest.param(r"[^\D]+", "12", True, id="no digits, turned round in a class"),
        pytest.param(r"[A-Za-z\u00C0-\u024F]+", "Nuñez", True, id="letters by their numbers"),
        pytest.param(r"\p{L}+", "محمد", True, id="letters by their kind"),
        pytest.param(r"(a+)+b", "a" * 5_000, False, id="would take years by going back"),
        pytest.param(r"(?=.*\d).+", "a1", None, id="looks ahead"),
        pytest.param(r"(a)\1", "aa", None, id="asks for the same again"),
        pytest.param("[0-9", "1", None, id="broken"),
        pytest.param("(a{1,100}){1,100}", "a", None, id="too large a machine"),
        pytest.param("a" * (PATTERN_CHARS + 1), "a", None, id="too long"),
    ],
)
def test_a_pattern_takes_an_answer_or_cannot_be_told(
    pattern: str, answer: str, expected: bool | None
) -> None:
    assert takes(pattern, answer) is expected


@pytest.mark.parametrize(
    ("lang", "label", "kind"),
    [
        pytest.param("en", "Your last name (required)", "family", id="en, family"),
        pytest.param("fr", "Prénom(s) *", "given", id="fr, given"),
        pytest.param("es", "Segundo apellido:", "second_family", id="es, second"),
        pytest.param("pt", "Apelido", "family", id="pt, family"),
        pytest.param("de", "Telefonnummer (optional)", "phone", id="de, phone"),
        pytest.param("it", "Cognome*", "family", id="it, family"),
        pytest.param("ar", "رقم الهاتف", "phone", id="ar, phone"),
        pytest.param("ru", "Фамилия", "family", id="ru, family"),
        pytest.param("tr", "Soyad", "family", id="tr, family"),
        pytest.param("zh", "手机号码", "phone", id="zh, phone"),
        pytest.param("hi", "मोबाइल नंबर", "phone", id="hi, phone"),
        pytest.param("sw", "Jina kamili", "full", id="sw, full"),
        pytest.param("id", "Nama lengkap", "full", id="id, full"),
    ],
)
def test_a_field_is_told_by_its_whole_label(lang: str, label: str, kind: Asked) -> None:
    field = entry(label, lang=lang)
    assert asks_for(kind, field, form(field, lang=lang))


@pytest.mark.parametrize(
    "label", ["Child's last name", "Last name of the owner", "User name", "Last name change"]
)
def test_a_field_about_something_else_is_not(label: str) -> None:
    field = entry(label)
    kinds: tuple[Asked, ...] = ("family", "given", "full", "second_family")
    assert not any(asks_for(kind, field, form(field)) for kind in kinds)


@pytest.mark.parametrize(
    ("lang", "label", "kind"),
    [
        pytest.param("de", "Ihre Staatsangehörigkeit", "nationality", id="de"),
        pytest.param("fr", "Nationalité du demandeur", "nationality", id="fr"),
        pytest.param("zh", "您的国籍", "nationality", id="zh, without spaces"),
        pytest.param("pt", "Nome do pai *", "mans_name", id="pt"),
        pytest.param("it", "Nome e cognome del padre", "mans_name", id="it"),
    ],
)
def test_a_field_is_told_by_words_of_its_label(lang: str, label: str, kind: Words) -> None:
    field = entry(label, lang=lang)
    assert label_says(kind, field, form(field, lang=lang))


def test_options_are_told_in_any_language() -> None:
    assert [option_is("gendered", each) for each in ("Mr.", "Señora", "Madame", "Mx", "Mrs and Mr")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert option_says("stateless", "Лицо без гражданства (ЛБГ)")
    assert option_says("stateless", "无国籍人士")
    assert not option_says("stateless", "United States")
