"""Links with the same name in the same place must lead to the same thing.

Why it matters: whoever hears two links called "Contact us" in one sentence cannot know that one opens a chat
and the other lists telephone numbers.

How to fix it: name each by what it leads to ("Contact us by phone"), or put what tells them apart into its
own sentence or list item.

Source: WCAG 2.2, success criterion 2.4.4 Link Purpose (In Context),
https://www.w3.org/TR/WCAG22/#link-purpose-in-context, and W3C's ACT rule
https://www.w3.org/WAI/standards-guidelines/act/rules/fd3a94/.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedLink
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import plain
from auditor.text.vague_links import is_asked, vague_links

# Keys of a query that tell a script what to show. Others tell it where a visitor comes from, or which
# menu entry to mark, and two addresses that differ in them may show the same.
_WHAT_TO_SHOW = frozenset({
    "action", "aid", "article", "cat", "category", "cid", "doc", "document", "file", "id", "idarticle",
    "item", "news", "nid", "noticia", "p", "page", "page_id", "pageid", "pid", "post", "q", "rubrique", "s",
    "seccion", "section", "service", "tab", "tid", "topic", "v", "view",
})  # fmt: skip

_OTHER = (
    "Links called “{name}” with the same words around them lead to different things: {first} and {second}"
)
_MAYBE = (
    "Do the links called “{name}” lead to the same thing, as the words around them: {first} and {second}?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare where links lead that have one name, one context and one heading before them."""
    vague = {each.link for each in vague_links(page)}
    alike: dict[tuple[str, ...], list[NamedLink]] = {}
    for link in page.named.links if page.named else ():
        if is_asked(link) and link not in vague and link.href:
            alike.setdefault((plain(link.name), _around(link), plain(link.heading)), []).append(link)
    for links in alike.values():
        if len(links) > 1:
            yield _outcome(links)


def _outcome(links: Sequence[NamedLink]) -> Outcome:
    first = links[0]
    others = [link for link in links[1:] if _address(link) != _address(first)]
    for other in others:
        if _shows_another(_address(first), _address(other)):
            return _told(Failed, _OTHER, first, other)
    if others and plain(first.context):
        return _told(CantTell, _MAYBE, first, others[0])
    return Passed(len(links))


def _told(
    outcome: type[Failed] | type[CantTell], message: str, first: NamedLink, second: NamedLink
) -> Outcome:
    at = Place(second.selector, second.snippet, second.landmark)
    return outcome(message, at=at, name=first.name, first=first.href, second=second.href)


def _around(link: NamedLink) -> str:
    """Give the words around a link with its own, which are the same for all links of one sentence."""
    return " ".join(sorted(plain(f"{link.name} {link.context}").split()))


def _address(link: NamedLink) -> str:
    """Give where a link leads, without the place in that page."""
    return link.href.partition("#")[0].removesuffix("/")


def _shows_another(first: str, second: str) -> bool:
    """Tell whether one script is asked for two different things."""
    one, other = urlsplit(first), urlsplit(second)
    if one[:3] != other[:3]:
        return False
    asked, asked_too = dict(parse_qsl(one.query)), dict(parse_qsl(other.query))
    if asked.keys() != asked_too.keys():
        return False
    differing = {key.lower() for key, value in asked.items() if asked_too[key] != value}
    return bool(differing & _WHAT_TO_SHOW)


def _links(*links: NamedLink) -> PageEvidence:
    return page(named=Named(links=links), head=head(), text=())


def _link(
    href: str, name: str = "Contact us", *, context: str = "by chat or phone", heading: str = ""
) -> NamedLink:
    address = f"https://town.example{href}"
    return NamedLink(selector="a", snippet="<a>", name=name, href=address, context=context, heading=heading)


RULE = Rule(
    title="Links with the same name lead to different things",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.COGNITION),
    criteria=("2.4.4",),
    act_rules=("fd3a94", "b20e66"),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("the same address", _links(_link("/contact"), _link("/contact#top")), Passed),
        Example("one script, asked for two things", _links(_link("/?id=1"), _link("/?id=2")), Failed),
        Example(
            "one script, called from two places",
            _links(_link("/?id=1&ref=a"), _link("/?id=1&ref=b")),
            CantTell,
        ),
        Example("two addresses that may show the same", _links(_link("/a"), _link("/b")), CantTell),
        Example(
            "other words around them", _links(_link("/?id=1", context="a"), _link("/?id=2")), Inapplicable
        ),
        Example(
            "another heading before them", _links(_link("/?id=1", heading="A"), _link("/?id=2")), Inapplicable
        ),
        Example("other names", _links(_link("/?id=1"), _link("/?id=2", "Write to us")), Inapplicable),
        Example(
            "in one sentence",
            '<p>Either <a href="?page=1">contact us</a> by chat or <a href="?page=2">contact us</a>.</p>',
            Failed,
        ),
        Example(
            "where a script leads",
            """<p><span role="link" tabindex="0" onclick="location='?page=1'">Contact us</span>
            <span role="link" tabindex="0" onclick="location='?page=2'">Contact us</span></p>""",
            Failed,
        ),
    ),
)
