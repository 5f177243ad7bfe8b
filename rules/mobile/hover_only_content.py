"""What opens under a mouse must open under a finger as well.

Why it matters: a finger does not hover. On a phone a tap on such a menu follows its link at once, and what
would have opened is never seen. On a phone with keys nothing can hover at all.

How to fix it: open menus by a button, which takes a tap, a key and a click. Or show what they hold on the
page that their link leads to, and in the style sheet put :focus-within beside :hover.

Source: Selectors Level 4, :hover (devices that cannot hover),
https://www.w3.org/TR/selectors-4/#the-hover-pseudo; Media Queries Level 4, hover,
https://www.w3.org/TR/mediaqueries-4/#hover. Style sheets are read; what scripts do
is not known, so a page with scripts is asked about. No criterion of WCAG asks for touch.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.hovers import Hovered, Hovers
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

QUOTE_CHARS = 60

_DEAD = "“{text}” opens only under a mouse, and a tap on “{over}” goes to another page"
_ASKED = "Can “{text}” be opened by a finger? The style sheets show it only while a mouse is over “{over}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask of what is shown by :hover alone whether a tap, another rule or another link has it too."""
    for each in page.hovers.hovers if page.hovers else ():
        if each.shown_otherwise or (each.links and each.links == each.links_elsewhere):
            yield Passed()
            continue
        at = Place(each.selector, each.snippet, each.landmark)
        text, over = each.text[:QUOTE_CHARS], each.over[:QUOTE_CHARS]
        if each.leads_away and page.hovers and not page.hovers.scripts:
            yield Failed(_DEAD, at=at, text=text, over=over)
        else:
            yield CantTell(_ASKED, at=at, text=text, over=over)


def _hovers(scripts: int = 0, **facts: object) -> PageEvidence:
    known: dict[str, object] = {
        "text": "Births Deaths",
        "over": "Certificates",
        "leads_away": True,
        "links": 2,
    }
    hovered = Hovered(selector="ul", snippet="<ul>", **(known | facts))  # type: ignore[arg-type]
    return page(hovers=Hovers(hovers=(hovered,), scripts=scripts))


def _menu(style: str, more: str = "") -> str:
    return (
        f"<style>nav ul ul {{ display: none }} {style}</style><nav><ul><li><a href=/certificates>Papers</a>"
        f"<ul class=sub><li><a href=/births>Births</a></ul></ul></nav>{more}"
    )


RULE = Rule(
    title="Content opens under a mouse only",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.BASIC_PHONE, Group.LIMITED_MOVEMENT),
    needs=("hovers",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("a menu over a link, without scripts", _hovers(), Failed),
        Example("scripts may open it", _hovers(3), CantTell),
        Example("a tap opens what is over no link", _hovers(leads_away=False), CantTell),
        Example("its links stand on the page too", _hovers(links_elsewhere=2), Passed),
        Example("one of its links does", _hovers(links_elsewhere=1), Failed),
        Example("the style sheet opens it otherwise too", _hovers(shown_otherwise=True), Passed),
        Example("nothing hovers", page(hovers=Hovers()), Inapplicable),
        Example("by its style sheet", _menu("nav li:hover > ul { display: block }"), Failed),
        Example("whatever part it is in", _menu("nav ul > :hover ul { display: block }"), Failed),
        Example(
            "with the focus as well",
            _menu("nav li:hover > ul, nav li:focus-within > ul { display: block }"),
            Passed,
        ),
        Example(
            "with a class as well",
            _menu("nav li:hover > ul { display: block } .sub.open { display: block }"),
            Passed,
        ),
        Example(
            "for mice alone, and another menu for phones",
            _menu("@media (hover: hover) { nav li:hover > ul { display: block } }"),
            Inapplicable,
        ),
        Example(
            "in wide windows alone",
            _menu("@media (min-width: 900px) { nav li:hover > ul { display: block } }"),
            Inapplicable,
        ),
        Example(
            "a link changes its colour", _menu("nav a:hover { color: red; display: inline }"), Inapplicable
        ),
        Example(
            "with its links below",
            _menu("nav li:hover > ul { visibility: visible; display: block }", "<a href=/births>Births</a>"),
            Passed,
        ),
    ),
)
