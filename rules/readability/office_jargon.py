"""A text for the public should use everyday words instead of the words of offices.

Why it matters: people who do not work in an office, or learn the language, stumble over "prior to" and
"pursuant to". Each such word is one more place where they lose the thread, or think that the page is not
meant for them.

How to fix it: write the plainer word that is named beside each, and read the sentence aloud: would you say it
so to somebody at the counter? Where a term of law is needed, use it once and say what it means. Words of your
own office, and those that you want to keep, go into [readability.jargon] in portal.toml.

Source: guides to plain language of each country, named beside each list in auditor/text/jargon.toml. Among
them are Use simple words and phrases of the US government,
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
from auditor.text.language import page_language
from auditor.text.language_names import unlisted
from auditor.text.main_text import main_blocks
from auditor.text.prose import prose_by_language

# What is read on its own and is no sentence: names of parts, and what forms ask for.
_NAMES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "label", "legend", "summary", "th"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for listed words in sentences, headings and labels of the main text, each in its language."""
    texts = [
        (sentence.text, sentence.block, prose.language)
        for prose in prose_by_language(page)
        for sentence in prose.sentences
    ]
    own = page_language(page)
    texts += [(block.text, block, own) for block in main_blocks(page) if block.tag in _NAMES]
    if not texts:
        yield Inapplicable()
        return
    plain = 0
    unknown = set()
    for words, block, language in texts:
        if not has_list(language, page.jargon):
            unknown.add(language)
        elif found := jargon_in(words, language, page.jargon):
            yield Failed(
                "Words of offices, with plainer ones: {words}",
                at=Place(block.selector, words, block.landmark),
                words="; ".join(dict.fromkeys(f"“{each.found}”: {each.plainer}" for each in found)),
            )
        else:
            plain += 1
    if plain:
        yield Passed(elements=plain)
    if unknown:
        yield Untested(f"no words of offices are listed for {unlisted(unknown)}")


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
        Example("in a heading", text("Prior to your visit", tag="h2"), Failed),
        Example("in the label of a field", text("Remuneration per annum", tag="label"), Failed),
        Example("in a menu's button", text("Remuneration", tag="button"), Inapplicable),
    ),
)
