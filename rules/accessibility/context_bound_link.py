"""A link should say where it leads by its own words alone.

Why it matters: some people hear a page, or enlarge it so far that they see a few words at once. They jump
from link to link, and meet each without what stands around it.

How to fix it: write into the link what it leads to: "Ulysses as plain text" instead of "Plain text", "opening
hours" instead of "here".

Source: WCAG 2.2, success criterion 2.4.9 Link Purpose (Link Only), level AAA,
https://www.w3.org/TR/WCAG22/#link-purpose-link-only,
and its failure F84,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F84. The words: auditor/text/empty_words.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedLink
from auditor.examples import head, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.vague_links import is_asked, vague_links

_MESSAGE = "The link “{name}” does not say by itself where it leads"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for links whose words say nothing by themselves.

    Those of which nothing around them tells either are `vague-link`'s.
    """
    vague = vague_links(page)
    told = [
        each.link
        for each in vague
        if each.is_told or (each.link.heading and each.alike == 1 and not each.is_entry)
    ]
    for link in told:
        yield Failed(_MESSAGE, at=Place(link.selector, link.snippet, link.landmark), name=link.name)
    clear = (sum(map(is_asked, page.named.links)) if page.named else 0) - len(vague)
    if clear:
        yield Passed(clear)


def _links(*links: NamedLink) -> PageEvidence:
    return page(named=Named(links=links), head=head(), text=())


def _link(name: str, context: str = "", heading: str = "") -> NamedLink:
    return NamedLink(selector="a", snippet="<a>", name=name, href="/a", context=context, heading=heading)


RULE = Rule(
    title="Link says where it leads only together with what is around it",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    advice=True,
    act_rules=("aizyf1",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("its own words", _links(_link("Fees for passports (PDF)")), Passed),
        Example("the words around it", _links(_link("PDF", "Fees for passports")), Failed),
        Example("the heading before it", _links(_link("Read more", heading="Passports")), Failed),
        Example("it only points", _links(_link("this page", "The fees are on .")), Failed),
        Example("it points and says at what", _links(_link("this page on fees", "See .")), Passed),
        Example("nothing tells, which another rule fails", _links(_link("Read more")), Inapplicable),
    ),
)
