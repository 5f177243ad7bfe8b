"""An abbreviation must be spelled out once on the page that uses it.

Why it matters: who works in an office knows its abbreviations, and hardly anybody else does. People who meet
one that they do not know cannot look it up in a dictionary. Nor do they know whether the sentence is for
them.

How to fix it: write the name in full the first time, with the abbreviation behind it in brackets, or do
without the abbreviation. Where there is no room, use <abbr title="the name in full">.

Source: WCAG 2.2, success criterion 3.1.4 Abbreviations (level AAA), https://www.w3.org/TR/WCAG22/#abbreviations;
GOV.UK style guide, Abbreviations and acronyms: spell out, unless the short form is better known,
https://www.gov.uk/guidance/style-guide/a-to-z#abbreviations-and-acronyms. Which are better known is listed in
auditor/text/abbreviations.toml.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence
from auditor.examples import head, page, text
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place, Untested
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.abbreviations import Explanations, abbreviations_in, has_list
from auditor.text.language_names import unlisted
from auditor.text.prose import Sentence, prose_known

_ABBR = re.compile(r"<abbr\b[^>]*\btitle=[\"'][^\"'>]{4}[^>]*>([^<]{1,20})<", re.IGNORECASE)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask of each abbreviation in the sentences of the main text whether the page explains it."""
    found: dict[str, list[Sentence]] = {}
    known, unknown = prose_known(page, has_list)
    for prose in known:
        for sentence in prose.sentences:
            for word in abbreviations_in(sentence.text, prose.language):
                found.setdefault(word, []).append(sentence)
    if found:
        yield from _judge(page, found)
    if unknown:
        yield Untested(f"it is not listed which abbreviations are known to all in {unlisted(unknown)}")
    elif not found:
        yield Inapplicable()


def _judge(page: PageEvidence, found: Mapping[str, Sequence[Sentence]]) -> Iterator[Outcome]:
    explanations = Explanations(" ".join(block.text for block in page.text or ()), _named(page))
    unexplained = [word for word in found if not explanations.explain(word)]
    for word in unexplained:
        first = found[word][0]
        yield Failed(
            "“{word}” is not spelled out on the page; it is used {times} times"
            if len(found[word]) > 1
            else "“{word}” is not spelled out on the page",
            at=Place(first.block.selector, first.text, first.block.landmark),
            word=word,
            times=Count(len(found[word])),
        )
    if len(unexplained) < len(found):
        yield Passed(elements=len(found) - len(unexplained))


def _named(page: PageEvidence) -> str:
    """Give what names the page and the portal, and what abbr elements explain."""
    title = page.head.title if page.head else ""
    explained = " ".join(_ABBR.findall(page.dom)) if page.dom and "<abbr" in page.dom else ""
    return f"{title} {(urlsplit(page.final_url).hostname or '').upper()} {explained}"


_SPELLED_OUT = "Ask at the Housing Support Team (HST) first."
_ABBREVIATED = "Ask at the HST before you move house."

RULE = Rule(
    title="Abbreviation is not spelled out",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.COGNITION, Group.LOW_LITERACY, Group.SECOND_LANGUAGE),
    needs=("text", "head"),
    uses=("dom",),
    advice=True,
    check=check,
    examples=(
        Example("spelled out before it", text(_SPELLED_OUT, _ABBREVIATED), Passed),
        Example("spelled out nowhere", text(_ABBREVIATED), Failed),
        Example(
            "spelled out in brackets behind it",
            text("Ask at the HST (the team that helps with rent) before you move."),
            Passed,
        ),
        Example("its words stand elsewhere", text(_ABBREVIATED, "Housing Support Team", tag="li"), Passed),
        Example(
            "explained by markup",
            "<html lang=en><title>Rent</title><main><p>Ask at the "
            "<abbr title='Housing Support Team'>HST</abbr> before you move house.</p></main></html>",
            Passed,
        ),
        Example(
            "the portal's own name",
            page(head=head(title="HST: home"), text=text(_ABBREVIATED).text),
            Passed,
        ),
        Example("known to all", text("Send the VAT form as a PDF before the end of May."), Inapplicable),
        Example("a Roman numeral", text("See part XII of the rules for tenants."), Inapplicable),
        Example("a shouted word", text("You must NOT send any money to us by post."), Inapplicable),
        Example("a shouted phrase", text("Send the FORM WITH PHOTO to us by post today."), Inapplicable),
        Example("French", text("Adressez la demande à la DGAC avant le 3 mai.", lang="fr"), Failed),
        Example("a language without a list", text("Omba kadi ya KRA ya kuegesha gari.", lang="sw"), Untested),
    ),
)
