"""A sentence should say what is, and not deny that something is not.

Why it matters: two negatives have to be turned round in the head to know what is meant. People with limited
cognition, or who read in a second language, take one of them for the whole and understand the opposite.

How to fix it: say it positively: "you can apply only if you live here" and not "you cannot apply unless you
live here".

Source: US government, Plain language guidelines, Use positive language: Avoid double negatives,
https://www.plainlanguage.gov/guidelines/concise/use-positive-language/. The turns that are looked for are in
auditor/text/negations.toml; others are not seen.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import text
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.language_names import unlisted
from auditor.text.negations import double_negative_in, has_list
from auditor.text.prose import prose_known


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for known turns in each sentence of the main text."""
    single = 0
    known, unknown = prose_known(page, has_list)
    for prose in known:
        for sentence in prose.sentences:
            found = double_negative_in(sentence.text, prose.language)
            if found is None:
                single += 1
                continue
            yield Failed(
                "Two negatives: “{words}”. Plainer: {plainer}",
                at=Place(sentence.block.selector, sentence.text, sentence.block.landmark),
                words=found.words,
                plainer=found.plainer,
            )
    if single:
        yield Passed(elements=single)
    if unknown:
        yield Untested(f"no double negatives are known for {unlisted(unknown)}")


RULE = Rule(
    title="Sentence has two negatives",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("one negative", text("You do not need to come to us."), Passed),
        Example("not and unless", text("You cannot apply unless you live in the city."), Failed),
        Example("not and un-", text("It is not unusual to wait for ten days."), Failed),
        Example("a positive unless", text("Come on Monday unless we write to you."), Passed),
        Example(
            "two negatives in two clauses", text("You do not pay; unless you move, nothing changes."), Passed
        ),
        Example(
            "French", text("Vous ne pouvez pas venir à moins que la mairie vous écrive.", lang="fr"), Failed
        ),
        Example("German", text("Es ist nicht unüblich, dass Sie zehn Tage warten.", lang="de"), Failed),
        Example("a language without a list", text("Huwezi kuomba kadi hii bila picha.", lang="sw"), Untested),
        Example("no sentence", text("Parking", tag="h1"), Inapplicable),
    ),
)
