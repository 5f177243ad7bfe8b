"""A page should begin with what people can do, and not with the laws behind it.

Why it matters: people come with a question. Who has to get through numbers of articles and decrees before the
first useful word believes that the page is for lawyers, and goes away.

How to fix it: begin with who can do what, and how. Put the laws at the end, below a heading such as "The law
behind it", or behind a link.

Source: GOV.UK, Content design: writing for GOV.UK (begin with what matters most to the user),
https://www.gov.uk/guidance/content-design/writing-for-gov-uk; CEGO, Lisibilité: 10 règles d'or, 2.2 (legal
references stand apart). How many citations are many is our choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence, TextBlock
from auditor.examples import text
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.citations import citations_in, has_list
from auditor.text.language_names import unlisted
from auditor.text.prose import prose

LEADING_PARAGRAPHS = 3
MANY = 3
_NAMED = 3


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Count the citations of laws in the first paragraphs of the page's main text."""
    own = prose(page)
    if not own.sentences:
        yield Inapplicable()
        return
    if not has_list(own.language):
        yield Untested(f"it is not known how laws are cited in {unlisted([own.language])}")
        return
    leading: dict[TextBlock, None] = dict.fromkeys(sentence.block for sentence in own.sentences)
    found = [
        (citation, block)
        for block in list(leading)[:LEADING_PARAGRAPHS]
        for citation in dict.fromkeys(citations_in(block.text, own.language))
    ]
    if len(found) < MANY:
        yield Passed()
        return
    first = found[0][1]
    yield Failed(
        "The page begins with {count} citations of laws, such as {citations}",
        at=Place(first.selector, first.text, first.landmark),
        count=Count(len(found)),
        citations="; ".join(f"“{citation}”" for citation, _ in found[:_NAMED]),
    )


_PLAIN = "You can park for free if you live here."
_LAW = "Under section 12 of the Roads Act 1984 and article 7 you may apply."

RULE = Rule(
    title="Page begins with citations of laws",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text", "head"),
    advice=True,
    check=check,
    examples=(
        Example("what people can do comes first", text(_PLAIN, _PLAIN, _PLAIN, _LAW), Passed),
        Example("three citations at the beginning", text(_LAW, _PLAIN), Failed),
        Example("two citations", text("Under section 12 of the Roads Act 1984 you may apply."), Passed),
        Example(
            "Italian",
            text(
                "Ai sensi dell'art. 5 del D.Lgs. n. 33/2013 e della legge n. 241/1990 si pubblica.", lang="it"
            ),
            Failed,
        ),
        Example("a language without a list", text("Omba kadi ya kuegesha gari hapa.", lang="sw"), Untested),
        Example("no sentence", text("Parking", tag="h1"), Inapplicable),
    ),
)
