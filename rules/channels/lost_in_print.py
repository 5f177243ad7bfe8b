"""A page that is printed must keep its steps, addresses and numbers, and most of its text.

Why it matters: who has no internet is helped by somebody who has: a librarian, a social worker, a
neighbour, who prints the page and hands it over. What the style sheet for print leaves out, or a box
that would have to be scrolled cuts off, never reaches them.

How to fix it: in the style sheet for print (`@media print`), hide menus and buttons, not the text. Open
what is folded up, and give boxes that scroll their full height (`overflow: visible; height: auto`).

Source: United Nations E-Government Survey 2022, chapter 4 (leaving no one behind in the hybrid
digital society: intermediaries, and paper beside the screen). CSS Media Queries Level 4, media type print,
https://www.w3.org/TR/mediaqueries-4/#media-types. How much of a text may be missing is our choice.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.printed import LostPart, Printed
from auditor.examples import page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place, Share
from auditor.rule import Dimension, Example, Group, Rule, Severity

# Shares of a page's own letters, our choice: what is lost of a page that is no longer of use, and what
# a box for sharing or a list of related pages may take up.
_USELESS = 0.5
_DOUBTFUL = 0.1

MISSING = "On paper, {what} is missing: “{words}”"
MOST = "On paper, {share} of the page's own text is missing, from here on: “{words}”"
SOME = "On paper, {share} of the page's own text is missing. Is it needed there? “{words}”"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what was shown on the screen and is not on paper."""
    if page.printed is None:
        return
    if not page.printed.letters:
        yield Inapplicable()
        return
    needed = [part for part in page.printed.lost if _needed(part)]
    for part in needed:
        yield Failed(MISSING, at=_place(part), what=_needed(part), words=part.words)
    if not needed:
        yield _by_share(page.printed)


def _by_share(printed: Printed) -> Outcome:
    share = printed.lost_letters / printed.letters
    if share < _DOUBTFUL or not printed.lost:
        return Passed()
    largest = max(printed.lost, key=lambda part: part.letters)
    if share >= _USELESS:
        return Failed(MOST, at=_place(largest), share=Share(share), words=largest.words)
    return CantTell(SOME, at=_place(largest), share=Share(share), words=largest.words)


def _needed(part: LostPart) -> str:
    """Name what whoever is handed the page cannot do without; "" if there is nothing of the kind."""
    if part.steps > 1:
        return "a list of steps"
    if part.contacts:
        return "a way to reach the office"
    return "a postal address" if part.postal else ""


def _place(part: LostPart) -> Place:
    return Place(part.selector, part.snippet)


def _printed(lost_letters: int = 0, **lost: object) -> PageEvidence:
    part = LostPart("#part", "<div id='part'>", "Bring your papers", lost_letters, **lost)  # type: ignore[arg-type]
    return page(printed=Printed(1_000, lost_letters, (part,) if lost_letters else ()))


_STEPS = "<ol><li>Fill in the form for the birth</li><li>Take it to the town hall</li></ol>"
_LONG = "<p>" + "The town hall keeps the register of births of the town. " * 8 + "</p>"


def _at_print(css: str, body: str) -> str:
    return f"<style>@media print {{ {css} }}</style>{body}"


RULE = Rule(
    title="Printed page lacks what people need from it",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.NO_INTERNET, Group.OLDER_PERSONS),
    needs=("printed",),
    check=check,
    examples=(
        Example("nothing is lost", _printed(), Passed),
        Example("a tenth is lost", _printed(100), CantTell),
        Example("less than a tenth is lost", _printed(99), Passed),
        Example("half of it is lost", _printed(500), Failed),
        Example("less than half of it is lost", _printed(499), CantTell),
        Example("a number is lost", _printed(10, contacts=("tel:+442079460140",)), Failed),
        Example("two steps are lost", _printed(10, steps=2), Failed),
        Example("one item of a list is lost", _printed(10, steps=1), Passed),
        Example("no text", page(printed=Printed(0, 0)), Inapplicable),
        Example("a page without a style sheet", f"<main>{_LONG}{_STEPS}</main>", Passed),
        Example(
            "a menu and a button that are hidden",
            _at_print(
                "nav, button { display: none }",
                f"<nav><a href='/'>All services</a></nav><main>{_LONG}<button>Print</button></main>",
            ),
            Passed,
        ),
        Example(
            "hidden steps",
            _at_print("ol { display: none }", f"<main>{_LONG}{_STEPS}</main>"),
            Failed,
        ),
        Example(
            "a hidden trail of links in a numbered list",
            _at_print(
                "ol { visibility: hidden }",
                "<main><ol><li><a href='/a'>All services of the town</a></li>"
                f"<li><a href='/b'>Births, marriages and deaths</a></li></ol>{_LONG * 3}</main>",
            ),
            Passed,
        ),
        Example(
            "a hidden number",
            _at_print(
                "aside { display: none }",
                f"<main>{_LONG}</main><aside>Call <a href='tel:+442079460140'>020 7946 0140</a></aside>",
            ),
            Failed,
        ),
        Example(
            "a hidden number that is printed in the footer",
            _at_print(
                "aside { display: none }",
                f"<main>{_LONG}</main><aside><a href='tel:+442079460140'>020 7946 0140</a></aside>"
                "<footer>Call 020 7946 0140</footer>",
            ),
            Passed,
        ),
        Example(
            "a share link that is hidden",
            _at_print(
                "aside { display: none }",
                f"<main>{_LONG}</main><aside><a href='mailto:?subject=Births'>Send by mail</a></aside>",
            ),
            Passed,
        ),
        Example(
            "all of it hidden",
            _at_print("main { display: none }", f"<main>{_LONG}</main>"),
            Failed,
        ),
        Example(
            "a box that would have to be scrolled",
            f"<main style='height: 40px; overflow: auto'>{_LONG * 5}{_STEPS}</main>",
            Failed,
        ),
        Example(
            "a box that is opened for print",
            _at_print(
                "main { height: auto !important; overflow: visible !important }",
                f"<main style='height: 40px; overflow: auto'>{_LONG * 5}{_STEPS}</main>",
            ),
            Passed,
        ),
        Example(
            "folded up on the screen, by a box without height",
            _at_print(
                "div { height: auto }",
                f"<main>{_LONG}<div style='height: 0; overflow: hidden'>{_LONG}{_STEPS}</div></main>",
            ),
            Passed,
        ),
        Example(
            "words for screen readers alone",
            _at_print(
                "b { display: none }",
                "<main><b style='position: absolute; width: 2px; height: 2px; clip: rect(0, 0, 0, 0); "
                f"overflow: hidden; white-space: nowrap'>{'Choose a day. ' * 40}</b>{_LONG}</main>",
            ),
            Passed,
        ),
        Example(
            "folded up on the screen too",
            f"<main>{_LONG}<details><summary>More</summary>{_STEPS}</details></main>",
            Passed,
        ),
    ),
)
