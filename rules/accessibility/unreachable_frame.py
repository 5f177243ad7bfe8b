"""What is in a frame must be reached with the keyboard: the frame must not be taken out of the tab order.

Why it matters: whoever works by keyboard or switch cannot get to a form, a map or a payment in such a frame
at all. Yet it is there to be seen.

How to fix it: remove tabindex="-1" from the iframe. If it keeps a hidden part out of the way, hide that part
whole (display: none or the inert attribute) until it is opened.

Source: WCAG 2.2, success criterion 2.1.1 Keyboard, https://www.w3.org/TR/WCAG22/#keyboard, as read by ACT
rule akn7bn, https://www.w3.org/WAI/standards-guidelines/act/rules/akn7bn/. Frames of other sites cannot be
looked into, and are passed over.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.markup import Markup, ReadFrame
from auditor.examples import page
from auditor.outcome import Count, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for frames with controls that have a negative tabindex."""
    for frame in page.markup.frames if page.markup else ():
        if frame.tab_index >= 0:
            yield Passed()
        else:
            yield Failed(
                "The keyboard does not get into this frame. What it would stop at there: {controls}",
                at=Place(frame.selector, frame.snippet, frame.landmark),
                controls=Count(frame.stops),
            )


def _frame(tab_index: int) -> PageEvidence:
    frame = ReadFrame(selector="iframe", snippet="<iframe>", tab_index=tab_index, stops=1)
    return page(markup=Markup(frames=(frame,)))


RULE = Rule(
    title="The keyboard does not reach what is in a frame",
    severity=Severity.CRITICAL,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.LIMITED_MOVEMENT),
    criteria=("2.1.1",),
    act_rules=("akn7bn",),
    needs=("markup",),
    check=check,
    examples=(
        Example("in the tab order", _frame(0), Passed),
        Example("out of the tab order", _frame(-1), Failed),
        Example("a form", '<iframe title="Search" srcdoc="<input>"></iframe>', Passed),
        Example(
            "a form that is left out",
            '<iframe title="Search" tabindex="-1" srcdoc="<input>"></iframe>',
            Failed,
        ),
        Example("text", '<iframe title="News" tabindex="-1" srcdoc="<p>Text"></iframe>', Inapplicable),
        Example(
            "what is left out in the frame too",
            '<iframe title="News" tabindex="-1" srcdoc="<button disabled>A</button><a href=/ tabindex=-1>B'
            '</a>"></iframe>',
            Inapplicable,
        ),
        Example(
            "too small to show anything",
            '<iframe title="Count" tabindex="-1" width="1" height="1" srcdoc="<a href=/>A</a>"></iframe>',
            Inapplicable,
        ),
        Example(
            "behind a dialog",
            '<iframe title="Search" tabindex="-1" srcdoc="<input>"></iframe><div role="dialog" '
            'aria-modal="true" aria-label="Cookies">We count visits. <button>Close</button></div>',
            Inapplicable,
        ),
    ),
)
