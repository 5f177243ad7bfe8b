"""A text for the public should use everyday words instead of the words of offices.

Why it matters: people who do not work in an office, or learn the language, stumble over "prior to" and
"pursuant to". Each such word is one more place where they lose the thread, or think that the page is not
meant for them.

How to fix it: write the plainer word that is named beside each, and read the sentence aloud: would you say it
so to somebody at the counter? Where a term of law is needed, use it once and say what it means. Words of your
own office, and those that you want to keep, go into [readability.jargon] in portal.toml.

Source: guides to plain language of each country, named beside each list in auditor/text/jargon.toml, such as
Use simple words and phrases of the US government,
https://www.plainlanguage.gov/guidelines/words/use-simple-words-phrases/, and Words to avoid of GOV.UK,
https://www.gov.uk/guidance/style-guide/a-to-z#words-to-avoid.
"""

from collections.abc import Iterator
from dataclasses import replace

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.jargon import has_list, jargon_in
from auditor.text.prose import prose_by_language


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for listed words in each sentence of the main text, each language by its own list."""
    own, *others = prose_by_language(page)
    if not own.sentences and not any(other.sentences for other in others):
        yield Inapplicable()
        return
    if own.sentences and not has_list(own.language, page.jargon):
        language = f"its language, {own.language}" if own.language else "a language that could not be told"
        yield Untested(f"no words of offices are listed for {language}")
    plain = 0
    for prose in (own, *others):
        if not has_list(prose.language, page.jargon):
            continue
        for sentence in prose.sentences:
            found = jargon_in(sentence.text, prose.language, page.jargon)
            if not found:
                plain += 1
                continue
            yield Failed(
                "Words of offices, with plainer ones: {words}",
                at=Place(sentence.block.selector, sentence.text, sentence.block.landmark),
                words="; ".join(dict.fromkeys(f"“{each.found}”: {each.plainer}" for each in found)),
            )
    if plain:
        yield Passed(elements=plain)


_PLAIN = "Send us the form before you move house."
_OFFICE = "Send us the form prior to the commencement of your tenancy."

RULE = Rule(
    title="Words of offices where plain ones would do",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("everyday words", text(_PLAIN), Passed),
        Example("words of offices", text(_OFFICE), Failed),
        Example("one such sentence among plain ones", text(_PLAIN, _OFFICE), Failed),
        Example("French", text("Le dossier dûment rempli est à renvoyer avant le 3 mai.", lang="fr"), Failed),
        Example("French in everyday words", text("Renvoyez le dossier avant le 3 mai.", lang="fr"), Passed),
        Example("German", text("Bringen Sie bitte ein aktuelles Lichtbild mit.", lang="de"), Failed),
        Example("German in everyday words", text("Bringen Sie bitte ein neues Foto mit.", lang="de"), Passed),
        Example(
            "English words that another language has too",
            text("Die Miete remit und thereof steht im Vertrag der Stadt.", lang="de"),
            Passed,
        ),
        Example(
            "a word of the operator's own list",
            replace(text("Ask for your P45 at the desk."), jargon={"en": {"P45": "tax form for leavers"}}),
            Failed,
        ),
        Example(
            "a word that the operator keeps",
            replace(text("Come to us prior to 3 May."), jargon={"en": {"prior to": ""}}),
            Passed,
        ),
        Example("a language without a list", text("Omba kadi ya kuegesha gari hapa.", lang="sw"), Untested),
        Example(
            "in the main part of a real page",
            f"<html lang=en><title>Parking</title><main><h1>Parking</h1><p>{_OFFICE}</p></main></html>",
            Failed,
        ),
        Example("no sentence at all", text("Parking", tag="h1"), Inapplicable),
    ),
)
