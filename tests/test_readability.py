"""The readability rules on texts as cities write them: plainly, and as officials do."""

import time
from dataclasses import replace

import pytest

from auditor.evidence import PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.examples import head, page, text
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Number, Outcome, Passed, Untested
from auditor.registry import all_rules

PLAIN = {
    "en": (
        "You can apply for a parking badge if you find it hard to walk. You need a photo, proof of where "
        "you live and a letter from your doctor. Send the form to the council or bring it to any library. "
        "We will write to you within ten days. If you do not agree with our answer, you can ask us to look "
        "at it again. The badge is free and lasts for three years. You must show it in the window of the "
        "car. If you lose it, call us and we will send a new one. Someone else can apply for you if you "
        "give them a letter."
    ),
    "fr": (
        "Vous pouvez demander une carte de stationnement si vous avez du mal à marcher. Il vous faut une "
        "photo, un justificatif de domicile et une lettre de votre médecin. Envoyez le formulaire à la "
        "mairie ou déposez-le à la bibliothèque. Nous vous répondrons sous dix jours. Si vous n'êtes pas "
        "d'accord avec notre réponse, vous pouvez nous demander de revoir votre dossier. La carte est "
        "gratuite et reste valable trois ans. Vous devez la poser derrière le pare-brise. Si vous la "
        "perdez, appelez-nous et nous en ferons une nouvelle. Une autre personne peut faire la demande pour "
        "vous si vous lui donnez une lettre."
    ),
    "es": (
        "Usted puede pedir una tarjeta de estacionamiento si le cuesta caminar. Necesita una foto, un "
        "comprobante de domicilio y una carta de su médico. Envíe el formulario al ayuntamiento o llévelo a "
        "la biblioteca. Le contestaremos en diez días. Si no está de acuerdo con la respuesta, puede pedir "
        "que la revisemos. La tarjeta es gratis y dura tres años. Debe ponerla en el cristal del coche. Si "
        "la pierde, llámenos y le haremos una nueva. Otra persona puede pedirla por usted si le da una "
        "carta firmada. También puede venir a vernos sin cita y le ayudamos a llenar el formulario."
    ),
    "de": (
        "Sie können einen Parkausweis beantragen, wenn Ihnen das Gehen schwer fällt. Sie brauchen ein Foto, "
        "einen Nachweis über Ihre Wohnung und einen Brief von Ihrem Arzt. Schicken Sie das Formular an die "
        "Stadt oder geben Sie es in der Bücherei ab. Wir schreiben Ihnen in zehn Tagen. Wenn Sie mit der "
        "Antwort nicht zufrieden sind, können Sie uns um eine neue Prüfung bitten. Der Ausweis kostet "
        "nichts und gilt drei Jahre. Legen Sie ihn gut sichtbar in das Auto. Wenn Sie ihn verlieren, rufen "
        "Sie uns an. Eine andere Person kann den Antrag für Sie stellen. Sie braucht dann einen Brief von "
        "Ihnen."
    ),
    "it": (
        "Lei può chiedere un contrassegno di parcheggio se ha difficoltà a camminare. Servono una foto, un "
        "documento che prova dove abita e una lettera del medico. Mandi il modulo al comune o lo porti in "
        "biblioteca. Le risponderemo entro dieci giorni. Se non è d'accordo con la risposta, può chiedere "
        "un nuovo esame. Il contrassegno è gratuito e vale tre anni. Deve metterlo sul vetro della "
        "macchina. Se lo perde, ci chiami e ne faremo uno nuovo. Un'altra persona può fare la domanda per "
        "lei con una lettera firmata. Se non ha tempo, può anche mandarci tutto per posta. Non serve un "
        "appuntamento."
    ),
}

OFFICIAL = {
    "en": (
        "Applications for the issuance of a parking concession are admissible exclusively where the "
        "applicant has furnished satisfactory documentary evidence of permanent and substantial mobility "
        "impairment, together with corroborating certification from a registered medical practitioner. "
        "Determinations shall be communicated to the applicant within the statutory period, notwithstanding "
        "any extension necessitated by supplementary verification procedures undertaken pursuant to the "
        "applicable regulations. Applicants dissatisfied with the determination may request administrative "
        "reconsideration, provided that such representations are submitted in accordance with the "
        "prescribed procedure. Unauthorised utilisation of the concession constitutes an infringement of "
        "the aforementioned regulations and may occasion its immediate revocation without further "
        "notification to the beneficiary concerned."
    ),
    "fr": (
        "La délivrance de la carte de stationnement est subordonnée à la présentation, par l'intéressé ou "
        "son représentant légal dûment mandaté, de l'ensemble des pièces justificatives attestant d'une "
        "réduction importante et durable de sa capacité de déplacement. L'instruction de la demande est "
        "réalisée conformément aux dispositions réglementaires en vigueur, sous réserve de la vérification "
        "complémentaire des éléments communiqués par le demandeur auprès des administrations compétentes. "
        "La notification de la décision intervient dans un délai de deux mois à compter de la réception du "
        "dossier complet, l'absence de réponse valant décision implicite de rejet susceptible de recours "
        "contentieux devant la juridiction administrative territorialement compétente. Toute utilisation "
        "frauduleuse entraîne le retrait immédiat de l'autorisation."
    ),
    "es": (
        "La expedición de la tarjeta de estacionamiento quedará condicionada a la acreditación documental, "
        "por parte de la persona interesada o de su representante debidamente autorizado, de la "
        "concurrencia de una limitación permanente de la movilidad reconocida mediante resolución "
        "administrativa. La tramitación del procedimiento se efectuará conforme a las disposiciones "
        "reglamentarias vigentes, sin perjuicio de las comprobaciones complementarias que resulten "
        "necesarias para la verificación de la documentación aportada. La resolución desestimatoria podrá "
        "impugnarse mediante recurso de reposición ante el órgano que la hubiera dictado, con anterioridad "
        "a la interposición del recurso contencioso administrativo correspondiente. La utilización "
        "fraudulenta determinará la revocación inmediata de la autorización concedida."
    ),
    "de": (
        "Die Erteilung der Ausnahmegenehmigung setzt die Vorlage sämtlicher Nachweise über das Vorliegen "
        "einer außergewöhnlichen Gehbehinderung durch den Antragsteller oder dessen bevollmächtigten "
        "Vertreter voraus. Die Bearbeitung der Antragsunterlagen erfolgt entsprechend den einschlägigen "
        "verwaltungsrechtlichen Vorschriften vorbehaltlich einer ergänzenden Überprüfung der übermittelten "
        "Angaben durch die zuständigen Behörden. Gegen die ablehnende Entscheidung der "
        "Straßenverkehrsbehörde kann innerhalb der gesetzlichen Rechtsbehelfsfrist schriftlich oder zur "
        "Niederschrift Widerspruch erhoben werden. Die missbräuchliche Verwendung der Genehmigung führt zum "
        "sofortigen Widerruf der erteilten Berechtigung. Unvollständige Antragsunterlagen bleiben bis zur "
        "Nachreichung der erforderlichen Bescheinigungen unberücksichtigt. Zuständigkeitsfragen entscheidet "
        "im Zweifelsfall die übergeordnete Aufsichtsbehörde nach Anhörung aller beteiligten Dienststellen. "
        "Rechtsverbindliche Auskünfte erteilen ausschließlich die hierzu ermächtigten Bediensteten."
    ),
    "it": (
        "Il rilascio del contrassegno è subordinato alla presentazione, da parte dell'interessato ovvero "
        "del suo rappresentante legalmente autorizzato, della documentazione comprovante la sussistenza di "
        "una capacità di deambulazione sensibilmente ridotta. L'istruttoria del procedimento amministrativo "
        "viene espletata in conformità alle disposizioni regolamentari vigenti, fatte salve le verifiche "
        "integrative eventualmente necessarie ai fini dell'accertamento della veridicità delle "
        "dichiarazioni rese. Avverso il provvedimento di diniego è ammesso ricorso giurisdizionale dinanzi "
        "al tribunale amministrativo territorialmente competente entro il termine perentorio di sessanta "
        "giorni dalla notificazione del medesimo. L'utilizzazione fraudolenta comporta l'immediata revoca "
        "dell'autorizzazione precedentemente rilasciata dall'amministrazione. Restano impregiudicate le "
        "responsabilità penali derivanti da dichiarazioni mendaci ovvero dalla produzione di documentazione "
        "contraffatta."
    ),
}

LONGEST_ITALIAN = f"{OFFICIAL['it'].split('. ')[0]}."  # 29 words; the others have 23, 26, 8 and 12

LANGUAGES = sorted(PLAIN)


def judge(rule: str, evidence: PageEvidence) -> list[Outcome]:
    return outcomes_of(all_rules()[rule], evidence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_is_not_hard(language: str) -> None:
    assert judge("hard-text", text(PLAIN[language], lang=language)) == [Passed()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_officials_is_hard(language: str) -> None:
    (outcome,) = judge("hard-text", text(OFFICIAL[language], lang=language))

    assert isinstance(outcome, Failed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_text_has_no_long_sentence(language: str) -> None:
    (outcome,) = judge("long-sentences", text(PLAIN[language], lang=language))

    assert isinstance(outcome, Passed)


@pytest.mark.parametrize("language", ["en", "es", "fr", "it"])
def test_official_sentences_are_long(language: str) -> None:
    outcomes = judge("long-sentences", text(OFFICIAL[language], lang=language))

    assert any(isinstance(outcome, Failed) for outcome in outcomes)


def test_a_hard_text_is_reported_with_its_years_limit_and_formula() -> None:
    (outcome,) = judge("hard-text", text(OFFICIAL["it"], lang="it"))

    assert isinstance(outcome, Failed)
    assert outcome.values["limit"] == Number(9)
    assert outcome.values["formula"] == "Gulpease"
    years, low, high = (outcome.values[name] for name in ("years", "low", "high"))
    assert str(outcome) == (
        f"The text asks for {years} years of school ({low} to {high}), over 9.0, by Gulpease"
    )


def test_the_limit_is_the_one_that_the_portal_sets() -> None:
    # six sentences of twenty words, three of them long: RIX 3.0, eight years
    plain = text(" ".join(["certificate " * 3 + "form " * 16 + "form."] * 6))

    assert judge("hard-text", plain) == [Passed()]
    (perhaps,) = judge("hard-text", replace(plain, school_years=7))
    (failed,) = judge("hard-text", replace(plain, school_years=6))
    assert isinstance(perhaps, CantTell)  # 6.7 to 9.3 years are possible
    assert isinstance(failed, Failed)


def test_a_hard_text_is_shown_by_its_longest_sentence() -> None:
    (outcome,) = judge("hard-text", text(PLAIN["it"], OFFICIAL["it"], OFFICIAL["it"], lang="it"))

    assert isinstance(outcome, Failed)
    assert outcome.place.snippet == LONGEST_ITALIAN
    assert (outcome.place.selector, outcome.place.landmark) == ("p:nth-of-type(2)", "main")


def test_the_formula_is_that_of_the_words_and_not_of_the_declaration() -> None:
    wrongly_declared = judge("hard-text", text(OFFICIAL["fr"], lang="en"))

    assert wrongly_declared == judge("hard-text", text(OFFICIAL["fr"], lang="fr"))


def test_nothing_under_a_hundred_words_is_graded() -> None:
    hundred = OFFICIAL["en"].split()[:100]

    assert judge("hard-text", text(" ".join(hundred[:99]) + ".")) == [Inapplicable()]
    assert judge("hard-text", text(" ".join(hundred) + ".")) != [Inapplicable()]


def test_a_page_in_two_languages_is_two_texts() -> None:
    blocks = (
        TextBlock(f"{PLAIN['en']} {PLAIN['en']}", "p", Landmark.MAIN, "en", "p:nth-of-type(1)"),
        TextBlock(OFFICIAL["fr"], "p", Landmark.MAIN, "en", "p:nth-of-type(2)"),
    )

    english, french = judge("hard-text", page(head=head(lang="en"), text=blocks))

    assert english == Passed()
    assert isinstance(french, Failed)
    assert french.values["formula"] == "Kandel-Moles"
    assert french.place.selector == "p:nth-of-type(2)"


def test_a_long_sentence_is_quoted_with_its_place_and_length() -> None:
    long = "If you lose the badge " + "and find it again " * 6 + "call us."  # 5 + 6 x 4 + 2

    failed, passed = judge("long-sentences", text("You can apply by post.", f"It is free. {long}"))

    assert passed == Passed(elements=2)
    assert isinstance(failed, Failed)
    assert str(failed) == "The sentence has 31 words, over 25"
    assert failed.values == {"words": Count(31), "limit": Count(25)}
    assert (failed.place.selector, failed.place.snippet, failed.place.landmark) == (
        "p:nth-of-type(2)",
        long,
        "main",
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [("020 7946 0000, https://city.example/a", Passed), ("or 020 7946 0000", Failed)],
    ids=["numbers and addresses", "one more word"],
)
def test_numbers_and_addresses_do_not_make_a_sentence_long(more: str, expected: type[Outcome]) -> None:
    twenty_five_words = " ".join(["word"] * 25)

    (outcome,) = judge("long-sentences", text(f"{twenty_five_words} {more}."))

    assert isinstance(outcome, expected)


@pytest.mark.parametrize(
    "landmark", ["navigation", "banner", "contentinfo", "overlay", "search", "complementary"]
)
def test_only_the_pages_own_text_is_judged(landmark: str) -> None:
    elsewhere = (TextBlock(OFFICIAL["en"], "p", Landmark(landmark), "en", "p"),)
    evidence = page(head=head(), text=elsewhere)

    assert judge("long-sentences", evidence) == judge("hard-text", evidence) == [Inapplicable()]


@pytest.mark.parametrize("rule", ["long-sentences", "hard-text"])
@pytest.mark.parametrize(
    "lang",
    ["zh", "ja", "th", "km", "lo", "my"],
    ids=["chinese", "japanese", "thai", "khmer", "lao", "burmese"],
)
def test_languages_without_spaces_are_untested(rule: str, lang: str) -> None:
    (outcome,) = judge(rule, text("请把表格寄到市政府。", lang=lang))

    assert isinstance(outcome, Untested)


def test_sentences_are_measured_where_no_formula_exists() -> None:
    swahili = text("Unaweza kuomba kadi ya kuegesha gari ikiwa unapata shida kutembea. " * 12, lang="sw")

    (untested,) = judge("hard-text", swahili)

    assert untested == Untested("no readability formula is held valid for its language, sw")
    assert judge("long-sentences", swahili) == [Passed(elements=12)]


@pytest.mark.parametrize("rule", ["long-sentences", "hard-text"])
def test_a_page_without_text_is_inapplicable(rule: str) -> None:
    assert judge(rule, text()) == [Inapplicable()]


def test_a_page_costs_a_few_milliseconds() -> None:
    evidence = text(*[OFFICIAL["en"]] * 10)  # some 1,050 words: a long page

    def seconds() -> float:
        start = time.perf_counter()
        judge("long-sentences", evidence)
        judge("hard-text", evidence)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.05  # 5 ms when idle; the rest is for a busy machine
