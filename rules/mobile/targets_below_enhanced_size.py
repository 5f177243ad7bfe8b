"""What is pressed should be 44 by 44 pixels large.

Why it matters: a thumb covers about 44 px. People with a tremor or stiff fingers, and everybody in a bus, hit
what is that large at the first try.

How to fix it: give links in menus and lists, buttons and fields padding until they are 44 px high and wide.

Source: WCAG 2.2, success criterion 2.5.5 Target Size (Enhanced), level AAA, which no standard here requires,
https://www.w3.org/TR/WCAG22/#target-size-enhanced. It leaves out links in text, what the browser alone
sizes, and what a larger control on the page does as well.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.targets import Target, Targets
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

ENHANCED_PX = 44  # see Source; the visit counts what is under it


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Give the share of targets under the size, and the smallest of them."""
    targets = page.targets
    if targets is None or not targets.count:
        return
    if targets.below:
        smallest = targets.below[0]
        yield Failed(
            "{below} of {count} buttons, links and fields are smaller than {limit} by {limit} on a phone; "
            "the smallest is {width} by {height}",
            at=Place(smallest.selector, smallest.snippet, smallest.landmark),
            elements=targets.below_count,
            below=Count(targets.below_count),
            count=Count(targets.count),
            limit=Pixels(ENHANCED_PX),
            width=Pixels(smallest.width_px),
            height=Pixels(smallest.height_px),
        )
    if large := targets.count - targets.below_count:
        yield Passed(large)


def _below(count: int) -> PageEvidence:
    small = Target(selector="a", snippet="<a>", width_px=60, height_px=43)
    return page(targets=Targets(count=3, below=(small,) * count, below_count=count))


RULE = Rule(
    title="Buttons or links are smaller than a thumb",
    severity=Severity.MINOR,
    dimension=Dimension.ABILITY,
    groups=(Group.LIMITED_MOVEMENT, Group.SMALL_SCREEN, Group.OLDER_PERSONS),
    criteria=("2.5.5",),
    needs=("targets",),
    advice=True,
    by_style=True,
    check=check,
    examples=(
        Example("none of three", _below(0), Passed),
        Example("one of three", _below(1), Failed),
        Example("nothing to press", page(targets=Targets(count=0)), Inapplicable),
        Example("44 px high", "<button style='width:90px;height:44px'>Send</button>", Passed),
        Example("43 px high", "<button style='width:90px;height:43px'>Send</button>", Failed),
        Example("a link in a sentence", "<p>Read <a href=/births>how to register a birth</a>.</p>", Passed),
        Example("a button as the browser draws it", "<button>Send</button>", Passed),
        Example(
            "a small link to where a large one leads",
            "<a href=/a style='display:block;height:90px'>Births</a><div><a href=/a>Births</a></div>",
            Passed,
        ),
    ),
)
