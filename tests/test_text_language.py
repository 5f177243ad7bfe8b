import pytest
from py3langid.langid import LanguageIdentifier

from auditor.examples import page, text
from auditor.text.detection import _identifier
from auditor.text.language import MIN_CHARS, language_of, page_language, primary_subtag
from auditor.text.language_names import unlisted, unlisted_in

FRENCH = (
    "Vous pouvez demander une carte de stationnement si vous avez du mal à marcher. "
    "Envoyez le formulaire à la mairie ou déposez-le à la bibliothèque."
)


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("en", "You can apply for a parking badge if you find it hard to walk."),
        ("fr", "Vous pouvez demander une carte de stationnement à la mairie."),
        ("es", "Usted puede pedir una tarjeta de estacionamiento en el ayuntamiento."),
        ("de", "Sie können einen Parkausweis beantragen, wenn Ihnen das Gehen schwer fällt."),
        ("it", "Lei può chiedere un contrassegno di parcheggio se ha difficoltà a camminare."),
        ("pt", "Você pode pedir um cartão de estacionamento se tem dificuldade para andar."),
        ("ar", "يمكنك طلب بطاقة وقوف إذا كنت تجد صعوبة في المشي."),
        ("sw", "Unaweza kuomba kadi ya kuegesha gari ikiwa unapata shida kutembea."),
        (
            "zh",
            "您需要一张照片、住址证明和医生的信。请把表格寄到市政府。我们会在十天内给您写信。停车证是免费的。",
        ),
    ],
    ids=lambda value: value if len(value) == 2 else "",
)
def test_a_sentence_tells_its_language(expected: str, words: str) -> None:
    assert language_of(words) == expected


def test_a_text_under_the_least_length_is_not_guessed() -> None:
    assert language_of(FRENCH[: MIN_CHARS - 1]) == ""
    assert language_of(FRENCH[:MIN_CHARS]) == "fr"


def test_white_space_does_not_make_a_text_long_enough() -> None:
    assert language_of("Bonjour" + " " * MIN_CHARS) == ""


def test_words_decide_against_a_wrong_declaration() -> None:
    assert page_language(text(FRENCH, lang="en")) == "fr"


def test_words_decide_where_nothing_is_declared() -> None:
    assert page_language(text(FRENCH, lang="")) == "fr"


def test_too_few_words_leave_the_declaration() -> None:
    assert page_language(text("Bienvenue à la mairie", lang="en-GB")) == "en"


def test_numbers_do_not_overrule_the_declaration() -> None:
    assert page_language(text("12.50 14.30 " * 100, lang="fr")) == "fr"


def test_filler_text_in_latin_does_not_tell_the_language() -> None:
    latin = (
        "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium doloremque laudantium."
    )

    assert page_language(text(latin, lang="es")) == "es"
    assert page_language(text(latin, FRENCH, lang="es")) == "fr"
    assert (
        page_language(text("Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, " * 3))
        == "en"
    )


def test_a_page_that_says_nothing_has_no_language() -> None:
    assert page_language(text("Bonjour", lang="")) == page_language(page()) == ""


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("pt-BR", "pt"), ("zh_Hant", "zh"), (" FR ", "fr"), ("gsw", "gsw"), ("", "")],
    ids=["region", "underscore", "case and space", "three letters", "empty"],
)
def test_the_language_of_a_lang_attribute(lang: str, expected: str) -> None:
    assert primary_subtag(lang) == expected


@pytest.mark.parametrize("languages", [["sw"], ["sw", "zh-hk"], [""]], ids=["one", "two", "untold"])
def test_the_languages_that_a_reason_ends_on_are_read_again(languages: list[str]) -> None:
    assert list(unlisted_in(f"no words are listed for {unlisted(languages)}")) == languages
    assert unlisted_in("the page has no text") == ()


def test_words_that_were_met_before_change_nothing_of_what_a_text_is_taken_for() -> None:
    ours = _identifier()
    long_word = "Straßenverkehrsbehördenzuständigkeitsverordnung"
    twice = f"{long_word} {long_word} gilt hier"

    for said in (FRENCH, FRENCH[10:90], f"  la mairie  {FRENCH}", twice, "", "123", "日本語"):
        given = said.encode()
        assert ours._raw_score(given).tolist() == LanguageIdentifier._raw_score(ours, given).tolist()
