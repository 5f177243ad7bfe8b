"""A table of data must fit a small phone, or scroll in a box of its own, and never be cut off.

Why it matters: a table that is wider than the screen moves the whole page when it is pushed aside. The text,
the menu and the way back move with it. What is cut off, the fees in the last column, nobody with a small
phone can read.

How to fix it: put the table into a box of its own (overflow-x: auto, and tabindex="0" with a name, so that
keyboards can scroll it too). Or show each row as a block of its own on small screens. Take overflow: hidden
away from what stands around it.

Source: WCAG 2.2, success criterion 1.4.10 Reflow, which excepts data tables from fitting 320 CSS pixels,
https://www.w3.org/TR/WCAG22/#reflow. So a table that makes the page scroll breaks no standard, and counts for
the fit to a phone alone. W3C, Web Accessibility Tutorials, Tables: tips and tricks (how to present a table on
a small screen), https://www.w3.org/WAI/tutorials/tables/tips/. What is not marked by headers may be a layout:
`horizontal-scroll` asks about it.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.layout import WideTable
from auditor.examples import layout, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.page.wide_layout import CUTS_OFF
from auditor.rule import Dimension, Example, Group, Rule, Severity

_SCROLLS = "In a window of {window}, this table reaches {over} past the edge, and the page scrolls sideways"
_CUT_OFF = "In a window of {window}, this table is cut off, and “{words}” cannot be reached"
_PERHAPS = "In a window of {window}, a part of this table is cut off. Is anything of it lost?"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at each table that is wider than what it stands in."""
    narrow = page.narrow
    if narrow is None:
        return
    if not narrow.fitting_tables and not narrow.wide_tables:
        yield Inapplicable()
        return
    fine = narrow.fitting_tables
    for table in narrow.wide_tables:
        window, at = Pixels(narrow.width_px), Place(table.selector, table.snippet)
        is_cut = table.held == "cut" or (not table.held and narrow.overflow_x in CUTS_OFF)
        if table.held == "scrolls" or not (table.data_table or table.out):
            fine += table.held == "scrolls"
        elif is_cut and table.out:
            yield Failed(_CUT_OFF, at=at, window=window, words=table.out)
        elif is_cut:
            yield CantTell(_PERHAPS, at=at, window=window)
        elif table.data_table:
            over = Pixels(max(table.right_px - narrow.width_px, -table.left_px))
            yield Failed(_SCROLLS, at=at, window=window, over=over)
    if fine:
        yield Passed(elements=fine)


def _page(*wide: WideTable, fitting: int = 0, overflow_x: str = "visible") -> PageEvidence:
    return page(narrow=layout(320, wide_tables=wide, fitting_tables=fitting, overflow_x=overflow_x))


def _wide(*, held: str = "", out: str = "", data_table: bool = True) -> WideTable:
    return WideTable("table", "<table>", 0, 600, data_table, held, out)  # type: ignore[arg-type]  # for brevity


_ROWS = "<tr><th>Office</th><th>Telephone</th><th>Opening</th></tr>" * 3
_TABLE = f'<table style="width:600px">{_ROWS}</table>'

RULE = Rule(
    title="Table does not fit a small phone",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.LOW_VISION),
    needs=("narrow",),
    by_style=True,
    check=check,
    examples=(
        Example("no table", _page(), Inapplicable),
        Example("one that fits", _page(fitting=1), Passed),
        Example("one that scrolls in its box", _page(_wide(held="scrolls", out="Fee")), Passed),
        Example("one that makes the page scroll", _page(_wide()), Failed),
        Example(
            "one that may only lay out, and makes the page scroll",
            _page(_wide(data_table=False)),
            Inapplicable,
        ),
        Example("a column is cut off by a box", _page(_wide(held="cut", out="Fee")), Failed),
        Example("a column is cut off by the window", _page(_wide(out="Fee"), overflow_x="hidden"), Failed),
        Example("cut off within a column", _page(_wide(held="cut")), CantTell),
        Example("600 px in a page", _TABLE, Failed),
        Example("600 px in a box that scrolls", f'<div style="overflow-x:auto">{_TABLE}</div>', Passed),
        Example(
            "600 px in a box that hides the rest", f'<div style="overflow:hidden">{_TABLE}</div>', Failed
        ),
        Example("300 px in a page", f'<table style="width:300px">{_ROWS}</table>', Passed),
        Example(
            "rows that become blocks",
            f"<style>table, tr, th {{ display: block }}</style><table>{_ROWS}</table>",
            Passed,
        ),
        Example(
            "in a slide that waits",
            f'<div style="overflow:hidden;white-space:nowrap"><div style="width:304px"></div>'
            f'<div style="position:absolute;left:400px;overflow:hidden;width:300px">{_TABLE}</div></div>',
            Inapplicable,
        ),
    ),
)
