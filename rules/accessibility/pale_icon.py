"""The sign on a button or link without words must stand out from what it is drawn on.

Why it matters: whoever has low vision sees a blank place where a search, a menu or a way to close should be.

How to fix it: draw the sign in a colour with at least 3 to 1 to what is behind it, or put words beside it.

Source: WCAG 2.2, success criterion 1.4.11 Non-text Contrast, https://www.w3.org/TR/WCAG22/#non-text-contrast.
Logos and what cannot be used are excepted, and so is a sign whose words stand beside it. Whether a link's
sign is such, a person has to say, https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast.html.
"""

from collections.abc import Iterator
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.controls import Control
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Ratio
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_RATIO = 3  # WCAG 2.2, 1.4.11

_PALE = (
    "The sign on this button has {ratio} to what is behind it, under {limit}, and there are no words on it"
)
_ASKED = (
    "Is this sign needed, and does it stand out by {limit}? Its words may be beside it, it may be a logo, or "
    "what is behind it is not one plain colour, here and at {count} such in all"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare the colours of signs with the limit."""
    if page.controls is None:
        return
    signs = [each for each in page.controls if each.kind in ("button", "link")]
    rest = [each for each in signs if each.ratio < LIMIT_RATIO]
    if enough := len(signs) - len(rest):
        yield Passed(elements=enough)
    pale = [each for each in rest if each.kind == "button" and not each.unsure]
    for each in pale:
        yield Failed(_PALE, at=_place(each), ratio=Ratio(each.ratio), limit=Ratio(LIMIT_RATIO))
    if asked := [each for each in rest if each not in pale]:
        count, limit = Count(len(asked)), Ratio(LIMIT_RATIO)
        yield CantTell(_ASKED, at=_place(asked[0]), elements=len(asked), count=count, limit=limit)


def _place(control: Control) -> Place:
    return Place(control.selector, control.snippet, control.landmark)


def _sign(ratio: float, **facts: Any) -> PageEvidence:
    seen: dict[str, Any] = {"kind": "button", "drawn": ("fill",)} | facts
    return page(controls=(Control(selector="button", snippet="<button>", ratio=ratio, **seen),))


def _button(colour: str, *, on: str = "#fff", words: str = "", more: str = "") -> str:
    return (
        f'<p style="padding: 20px; background: {on}"><button aria-label="Search" {more} style="border: 0; '
        f'background: none; padding: 8px"><svg width="24" height="24" style="fill: {colour}">'
        f'<path d="M2 2h20v20H2z"/><path d="M0 0h24v24H0z" fill="none"/></svg>{words}</button>'
    )


RULE = Rule(
    title="The sign on a button is too pale",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS),
    criteria=("1.4.11",),
    needs=("controls",),
    by_style=True,
    check=check,
    examples=(
        Example("no signs", page(controls=()), Inapplicable),
        Example("exactly at the limit", _sign(3), Passed),
        Example("a little less", _sign(2.99), Failed),
        Example("a little less, over a picture", _sign(2.99, unsure="overlap"), CantTell),
        Example("a link, which may have its words beside it", _sign(2.99, kind="link"), CantTell),
        Example("grey on white, 2.3 to 1", _button("#aaa"), Failed),
        Example("grey on white, 4.5 to 1", _button("#767676"), Passed),
        Example("the same grey on dark", _button("#aaa", on="#222"), Passed),
        Example("grey with words", _button("#aaa", words=" Search"), Inapplicable),
        Example("grey, where it cannot be used", _button("#aaa", more="disabled"), Inapplicable),
        Example("grey on a gradient", _button("#aaa", on="linear-gradient(#fff, #888)"), CantTell),
        Example(
            "a letter of a font of signs",
            '<style>i::before { content: "\uf002"; color: #bbb }</style>'
            '<button aria-label="Search" style="background: #fff"><i></i></button>',
            Failed,
        ),
    ),
)
