"""A page must fit a window 320 pixels wide without scrolling sideways.

Why it matters: people read on small phones, or enlarge a page to 400 % because of low
vision. If it does not fit, they have to push every line to and fro to read it. Many give
up.

How to fix it: let the named element shrink or wrap (widths in percent, max-width: 100 %,
overflow-wrap for long words), or give a wide table its own box that scrolls.

Source: WCAG 2.2, success criterion 1.4.10 Reflow: content fits 320 CSS pixels, except
parts that need two dimensions such as maps, data tables, video and toolbars,
https://www.w3.org/TR/WCAG22/#reflow. A table with headers is one of data: `wide-table` speaks of it.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.layout import Layout, WideElement
from auditor.examples import layout, page
from auditor.outcome import CantTell, Failed, Outcome, Passed, Pixels, Untested
from auditor.page.wide_layout import CUTS_OFF, fits, flowing, names_of, place_of, pushing, sticking_out
from auditor.rule import Dimension, Example, Group, Rule, Severity

_TOO_WIDE = "In a window of {window} the page is {width} wide and scrolls sideways"
_CUT_OFF = "In a window of {window} the page is {width} wide and cuts off what does not fit"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the content's width with the window's, and name what sticks out of it."""
    narrow = page.narrow
    if narrow is None:
        return
    found = sticking_out(narrow)
    if fits(narrow) or (found and all(element.data_table for element in found)):
        yield Passed()
    elif narrow.overflow_x in CUTS_OFF:
        cut = [element for element in flowing(narrow) if _is_cut(narrow, element)]
        yield _cut_off(narrow, cut) if cut else Passed()
    elif found and not flowing(narrow):
        yield _needs_two_dimensions(
            narrow, [each for each in pushing(narrow) if not each.data_table] or found
        )
    else:
        yield _too_wide(narrow, pushing(narrow))


def _is_cut(narrow: Layout, element: WideElement) -> bool:
    """Tell an element that is seen in part from one that is kept outside, as closed menus are."""
    return element.left_px < narrow.width_px and element.right_px > 0


def _cut_off(narrow: Layout, elements: Sequence[WideElement]) -> Outcome:
    return CantTell(
        _CUT_OFF + ". Is anything lost here: {parts}?",
        at=place_of(narrow, elements),
        window=Pixels(narrow.width_px),
        width=Pixels(narrow.scroll_width_px),
        parts=names_of(narrow, elements),
    )


def _needs_two_dimensions(narrow: Layout, elements: Sequence[WideElement]) -> Outcome:
    return CantTell(
        _TOO_WIDE + ". Do these need two dimensions, as a map or a data table does: {parts}?",
        at=place_of(narrow, elements),
        window=Pixels(narrow.width_px),
        width=Pixels(narrow.scroll_width_px),
        parts=names_of(narrow, elements),
    )


def _too_wide(narrow: Layout, elements: Sequence[WideElement]) -> Outcome:
    window, width = Pixels(narrow.width_px), Pixels(narrow.scroll_width_px)
    if not elements:
        return Failed(_TOO_WIDE, window=window, width=width)
    return Failed(
        _TOO_WIDE + ". What sticks out most: {parts}",
        at=place_of(narrow, elements),
        window=window,
        width=width,
        parts=names_of(narrow, elements),
    )


def _narrow(scroll_width_px: int, *wide_elements: WideElement) -> PageEvidence:
    return page(narrow=layout(320, scroll_width_px=scroll_width_px, wide_elements=wide_elements))


def _wide(
    selector: str, *, inside: bool = False, two_dimensional: bool = False, stretched: bool = False
) -> WideElement:
    return WideElement(selector, f"<{selector}>", 0, 400, inside, two_dimensional, stretched)


def _cut(*wide_elements: WideElement) -> PageEvidence:
    return page(narrow=layout(320, scroll_width_px=400, wide_elements=wide_elements, overflow_x="hidden"))


_ROWS = "<tr><th>Office</th><th>Telephone</th><th>Opening</th></tr>" * 3
_LISTING = f"<pre>{'curl --request GET https://api.example/births/ ' * 4}</pre>"


RULE = Rule(
    title="Page scrolls sideways on a small screen",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_VISION),
    criteria=("1.4.10",),
    needs=("narrow",),
    by_style=True,
    check=check,
    examples=(
        Example("fits", _narrow(320), Passed),
        Example("one pixel of rounding", _narrow(321), Passed),
        Example("two pixels too wide", _narrow(322), Failed),
        Example("too wide because of a menu", _narrow(400, _wide("nav")), Failed),
        Example("too wide because of a table", _narrow(400, _wide("table", two_dimensional=True)), CantTell),
        Example(
            "too wide because of a table and a menu",
            _narrow(400, _wide("table", two_dimensional=True), _wide("nav")),
            Failed,
        ),
        Example("a wide table in its own box", _narrow(320, _wide("table", inside=True)), Passed),
        Example(
            "a small picture that is misplaced",
            '<img alt="" style="position:absolute;left:280px;width:80px;height:80px">',
            Failed,
        ),
        Example(
            "a data table that would nearly fit",
            f'<table style="width:310px;margin-left:16px">{_ROWS}</table>',
            Passed,
        ),
        Example(
            "a table that pushes the text around it out",
            _narrow(400, _wide("table", two_dimensional=True), _wide("p", stretched=True)),
            Failed,
        ),
        Example("cut off instead of scrolled: a menu", _cut(_wide("nav")), CantTell),
        Example("cut off instead of scrolled: a picture", _cut(_wide("img", two_dimensional=True)), Passed),
        Example("a wide data table in a page", f'<table style="width:600px">{_ROWS}</table>', Passed),
        Example(
            "a wide table without headers",
            f'<table style="width:600px">{_ROWS.replace("th>", "td>")}</table>',
            CantTell,
        ),
        Example(
            "a wide table that only lays out text",
            f'<table role="presentation" style="width:600px">{_ROWS}</table>',
            Failed,
        ),
        Example(
            "a wide data table below many things that scroll inside",
            f"{_LISTING.replace('<pre', '<pre style=overflow:auto')}" * 12
            + f'<table style="width:600px">{_ROWS}</table>',
            Passed,
        ),
        Example(
            "a listing that stretches a column of text",
            f'<div style="float:left;min-width:100%">{_LISTING}<p>Read this first.</p></div>',
            Failed,
        ),
        Example(
            "a closed menu kept outside of a page that cuts off",
            '<body style="overflow-x:hidden"><nav style="position:absolute;left:320px">Menu</nav>Text',
            Passed,
        ),
        Example(
            "a paragraph that reaches outside of a page that cuts off",
            '<body style="overflow-x:hidden"><p style="width:400px">The office is open on weekdays.</p>',
            CantTell,
        ),
        Example("a box 320 px wide", '<div style="position:absolute;left:0;width:320px">Text</div>', Passed),
        Example("a box 322 px wide", '<div style="position:absolute;left:0;width:322px">Text</div>', Failed),
        Example(
            "a box 322 px wide, seen without a style sheet that did not arrive",
            '<link rel="stylesheet" href="http://127.0.0.1:1/site.css">'
            '<div style="position:absolute;left:0;width:322px">Text</div>',
            Untested,
        ),
        Example("a word that does not wrap", f"<p>{'M' * 100}</p>", Failed),
    ),
)
