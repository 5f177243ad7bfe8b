"""What a page says can be had in one way only is quoted, and nothing that only sounds like it."""

import pytest

from auditor.channels.lexicon import data, languages
from auditor.channels.only_way import STATEMENTS_A_PAGE, find_only_ways
from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import URL, head, page, text
from auditor.service import OnlyWay, Way


def said(evidence: PageEvidence, language: str = "en") -> list[Way]:
    return [only.way for only in find_only_ways(evidence, language)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("en", "This service is available online only.", id="en"),
        pytest.param("en", "You can only apply online.", id="en, apply"),
        pytest.param("en", "This service is online only, not in person.", id="en, and what not"),
        pytest.param("fr", "La demande se fait uniquement en ligne.", id="fr"),
        pytest.param("es", "El trámite se hace únicamente por internet.", id="es"),
        pytest.param("pt", "O pedido é feito apenas online.", id="pt"),
        pytest.param("de", "Der Antrag ist nur online möglich.", id="de"),
        pytest.param("it", "La domanda si presenta esclusivamente per via telematica.", id="it"),
        pytest.param("ar", "تقدَّم هذه الخدمة إلكترونياً فقط، ولا تستقبل.", id="ar"),
        pytest.param("ru", "Услуга предоставляется только онлайн.", id="ru"),
        pytest.param("zh", "本服务仅限网上办理。", id="zh"),
        pytest.param("hi", "यह सेवा केवल ऑनलाइन है।", id="hi"),
        pytest.param("sw", "Huduma hii inapatikana mtandaoni pekee.", id="sw"),
        pytest.param("uz", "Xizmat faqat onlayn.", id="uz"),
        pytest.param("id", "Layanan ini hanya secara daring.", id="id"),
    ],
)
def test_online_only_is_found_in_every_language_of_the_lexicon(lang: str, words: str) -> None:
    assert said(text(words, lang=lang), lang) == [Way.ONLINE]


def test_every_language_of_the_lexicon_has_words_for_it() -> None:
    for language in languages():
        entry = data()["languages"][language]
        assert {"online_only", "not_online_only", "app_only", "id_only", "condition"} <= set(entry["labels"])
        assert {"not", "either", "parts"} <= set(entry)


@pytest.mark.parametrize(
    ("lang", "words", "way"),
    [
        pytest.param("en", "You can apply only with the app.", Way.APP, id="app, en"),
        pytest.param("de", "Der Antrag ist ausschließlich über die App möglich.", Way.APP, id="app, de"),
        pytest.param("fr", "La demande se fait uniquement via l'application.", Way.APP, id="app, fr"),
        pytest.param("it", "Si accede solo con SPID.", Way.DIGITAL_ID, id="digital identity, it"),
        pytest.param("es", "Se accede solo con certificado digital.", Way.DIGITAL_ID, id="identity, es"),
    ],
)
def test_an_app_and_a_digital_identity_are_told_apart(lang: str, words: str, way: Way) -> None:
    assert said(text(words, lang=lang), lang) == [way]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("en", "This service is not only online.", id="denied"),
        pytest.param("en", "The service is not available online only.", id="denied with words between"),
        pytest.param("en", "The form is no longer online only.", id="no longer"),
        pytest.param("de", "Das geht nicht nur online.", id="denied, de"),
        pytest.param("fr", "Ce n'est pas uniquement en ligne.", id="denied, fr"),
        pytest.param("it", "Non si accede solo con SPID.", id="denied, it"),
        pytest.param("en", "You can apply online only if you have a card.", id="a condition"),
        pytest.param("en", "You can apply online only or by phone.", id="another way beside it"),
        pytest.param("fr", "Uniquement en ligne ou au guichet.", id="another way beside it, fr"),
        pytest.param("en", "Appointments are online only.", id="appointments"),
        pytest.param("en", "We take payment online only.", id="payment"),
        pytest.param("de", "Die Veranstaltung findet nur online statt.", id="an event, de"),
        pytest.param("es", "La cita se pide solo por internet.", id="an appointment, es"),
        pytest.param("en", "Online only? You can also come to us.", id="a question"),
        pytest.param("en", "You can apply online.", id="no word of only"),
        pytest.param("en", "The only form is online.", id="only of something else"),
    ],
)
def test_what_only_sounds_like_it_is_left_out(lang: str, words: str) -> None:
    assert said(text(words, lang=lang), lang) == []


@pytest.mark.parametrize(
    "where",
    [Landmark.NAVIGATION, Landmark.CONTENTINFO, Landmark.BANNER, Landmark.OVERLAY, Landmark.COMPLEMENTARY],
)
def test_only_the_page_s_own_text_counts(where: Landmark) -> None:
    block = TextBlock("Online only.", "p", where, "en", "p")
    assert said(page(head=head(), text=(block,))) == []


@pytest.mark.parametrize("tag", ["label", "option", "button"])
def test_a_choice_in_a_form_says_nothing_of_the_service(tag: str) -> None:
    assert said(text("Online only.", tag=tag)) == []


def test_news_say_nothing_of_the_service() -> None:
    block = text("Requests are online only.").text
    typed = head()
    article = type(typed)(
        typed.title, typed.lang, "", None, None, {}, ('{"@type": "NewsArticle", "headline": "x"}',)
    )

    assert said(page(f"{URL}services/births/", head=head(), text=block)) == [Way.ONLINE]
    assert said(page(f"{URL}news/2026/births/", head=head(), text=block)) == []
    assert said(page(head=article, text=block)) == []


def test_the_sentence_is_quoted_with_its_place_and_nothing_around_it() -> None:
    evidence = text("It is free. This service is online only. Bring a card.")

    assert find_only_ways(evidence, "en") == (
        OnlyWay(Way.ONLINE, "This service is online only", "p:nth-of-type(1)", URL),
    )


def test_a_page_that_repeats_itself_is_bounded() -> None:
    evidence = text(*(f"Service {number} is online only." for number in range(50)))

    assert len(find_only_ways(evidence, "en")) == STATEMENTS_A_PAGE


def test_a_very_long_sentence_is_quoted_in_part() -> None:
    [only] = find_only_ways(text("word " * 300 + "online only " + "word " * 300), "en")

    assert "online only" in only.text
    assert len(only.text) <= 160
