"""A link must say where it leads, by its own words or by the words of its sentence, list item or cell.

Why it matters: whoever hears a page has the links read out, one by one. Ten times "read more" tells
nothing, and each has to be opened to learn what it is.

How to fix it: write into the link what it leads to ("Opening hours of the registry office"). Where a card's
button has to be short, name the card's heading with it by aria-labelledby instead.

Source: WCAG 2.2, success criterion 2.4.4 Link Purpose (In Context),
https://www.w3.org/TR/WCAG22/#link-purpose-in-context,
and its failure F63,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F63. The words: auditor/text/empty_words.toml.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.evidence.named import Named, NamedLink
from auditor.examples import head, page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.vague_links import VagueLink, is_asked, vague_links

_ALONE = "The link “{name}” does not say where it leads, nor do its sentence, its list item or its cell"
_ALIKE = _ALONE + ": {count} links of that name below one heading lead to different places"
_ENTRY = "Does the menu entry “{name}” say where it leads?"
_HEADING = "Does the heading “{heading}” tell where the link “{name}” leads? Nothing else around it does"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for links whose words say nothing where the words around them say nothing either."""
    vague = vague_links(page)
    untold = [each for each in vague if not each.is_told]
    yield from map(_outcome, untold)
    asked = sum(map(is_asked, page.named.links)) if page.named else 0
    if asked > len(untold):
        yield Passed(asked - len(untold))


def _outcome(vague: VagueLink) -> Outcome:
    link = vague.link
    at = Place(link.selector, link.snippet, link.landmark)
    if vague.is_entry:
        return CantTell(_ENTRY, at=at, name=link.name)
    if vague.alike > 1:
        return Failed(_ALIKE, at=at, name=link.name, count=Count(vague.alike))
    if link.heading:
        return CantTell(_HEADING, at=at, name=link.name, heading=link.heading)
    return Failed(_ALONE, at=at, name=link.name)


def _links(*links: NamedLink, lang: str = "en") -> PageEvidence:
    return page(named=Named(links=links), head=head(lang=lang), text=())


def _link(
    name: str,
    href: str = "/a",
    *,
    context: str = "",
    heading: str = "",
    landmark: Landmark = Landmark.MAIN,
) -> NamedLink:
    return NamedLink(
        selector="a", snippet="<a>", name=name, href=href, context=context, heading=heading, landmark=landmark
    )


RULE = Rule(
    title="Link does not say where it leads",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.4.4",),
    act_rules=("5effbb", "aizyf1"),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("it says it", _links(_link("Opening hours")), Passed),
        Example("it says nothing", _links(_link("Read more")), Failed),
        Example("in another language", _links(_link("Lire la suite »"), lang="fr"), Failed),
        Example("a word that says nothing in another language only", _links(_link("Her"), lang="en"), Passed),
        Example("its list item says it", _links(_link("PDF", context="Fees for passports")), Passed),
        Example("in two letters", _links(_link("详情", context="出生"), lang="zh"), Passed),
        Example("in two letters that tell nothing", _links(_link("PDF", context="of")), Failed),
        Example("its list item says nothing either", _links(_link("PDF", context="Word | Excel")), Failed),
        Example("a menu's entry may", _links(_link("Details", landmark=Landmark.NAVIGATION)), CantTell),
        Example("a heading may say it", _links(_link("More", heading="Births")), CantTell),
        Example(
            "two below one heading",
            _links(_link("More", "/a", heading="News"), _link("More", "/b", heading="News")),
            Failed,
        ),
        Example(
            "each below its own heading",
            _links(_link("More", "/a", heading="Births"), _link("More", "/b", heading="Deaths")),
            CantTell,
        ),
        Example(
            "words in the same paragraph, and in the one before",
            '<p>Births are registered here.</p><p><a href="/births">Read more</a></p>',
            Failed,
        ),
        Example("in a sentence", '<p>Births: <a href="/births">read more</a></p>', Passed),
        Example(
            "in a cell with a header",
            '<table><tr><th>Births</th></tr><tr><td><a href="/births">PDF</a></td></tr></table>',
            Passed,
        ),
        Example(
            "in a list below a list item", '<ul><li>Births<ul><li><a href="/b">PDF</a></ul></ul>', Passed
        ),
        Example("it opens a menu", '<p><a href="/more" aria-expanded="false">More</a></p>', Inapplicable),
    ),
)
