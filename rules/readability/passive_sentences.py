"""A sentence should say who does what.

Why it matters: "the form must be submitted" leaves open who has to act. People who read slowly, or in a
second language, look for the doer in each sentence. Whoever is to act does not notice that it is meant for
them.

How to fix it: name who acts and use the verb. Write "send us the form" and "we check your form", not "the
form is to be submitted" and "the form is checked". Where it does not matter who acts, the sentence may stay
as it is.

Source: US government, Plain language guidelines, Use active voice,
https://www.plainlanguage.gov/guidelines/conversational/use-active-voice/. A passive is told by the look of
its words, in English, German and Dutch. How often that is right, and how many are not seen, is in
docs/readability.md.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language_names import unlisted
from auditor.text.passives import active, has_passive, passive_in
from auditor.text.prose import prose_known


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for a passive in each sentence of the main text."""
    others = 0
    known, unknown = prose_known(page, has_passive)
    for prose in known:
        for sentence in prose.sentences:
            words = passive_in(sentence.text, prose.language)
            if not words:
                others += 1
                continue
            yield Failed(
                "Passive: “{words}”. Begin with who acts: {active}",
                at=Place(sentence.block.selector, sentence.text, sentence.block.landmark),
                words=words,
                active=active(prose.language),
            )
    if others:
        yield Passed(elements=others)
    if unknown:
        yield Untested(f"passives are not told in {unlisted(unknown)}")


RULE = Rule(
    title="Sentence is in the passive",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("active", text("Send us the form and two photos."), Passed),
        Example("passive", text("The form must be submitted with two photos."), Failed),
        Example("an adverb between", text("Your form is then carefully checked by us."), Failed),
        Example("a lasting state", text("The counter is closed on Mondays."), Passed),
        Example("a participle that is no passive", text("We have checked your form today."), Passed),
        Example("German", text("Der Antrag wird innerhalb von zwei Wochen geprüft.", lang="de"), Failed),
        Example("German future", text("Wir werden Ihren Antrag in zwei Wochen prüfen.", lang="de"), Passed),
        Example("Dutch", text("Uw aanvraag wordt binnen twee weken behandeld.", lang="nl"), Failed),
        Example("Dutch active", text("Wij behandelen uw aanvraag binnen twee weken.", lang="nl"), Passed),
        Example(
            "a language that is not told", text("La demande est examinée par la mairie.", lang="fr"), Untested
        ),
        Example("no sentence", text("Parking", tag="h1"), Inapplicable),
    ),
)
