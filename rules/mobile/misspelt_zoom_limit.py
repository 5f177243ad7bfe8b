"""What a page says of zooming must be words that browsers know: they take any other word for "no".

Why it matters: people with low vision spread two fingers to enlarge the text. On a page that
says user-scalable=true, nothing happens, though its makers meant to allow it.

How to fix it: take user-scalable and maximum-scale out of the viewport altogether; without
them a page can be enlarged.

Source: WCAG 2.2, success criterion 1.4.4 Resize Text, https://www.w3.org/TR/WCAG22/#resize-text;
W3C, CSS Viewport Module Level 1 (a word that is not known means fixed, or a scale of 0.1),
https://www.w3.org/TR/css-viewport-1/; ACT rule b4f0c3. Chromium 156 does so: pinched to three times
its size, such a page stayed as it was. A limit that browsers can read is axe's to judge.
"""

from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import head, page
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.page.viewport import leading_number, viewport_properties
from auditor.rule import Dimension, Example, Group, Rule, Severity

_KNOWN_OF_USER_SCALABLE = frozenset({"yes", "no", "device-width", "device-height"})
_KNOWN_OF_MAXIMUM_SCALE = frozenset({"yes", "device-width", "device-height"})  # "no" is read as 0
_AS_NO = 1  # a number nearer to zero means no
_ENOUGH_SCALE = 2  # 200 %, which WCAG 1.4.4 asks for


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Find a value that browsers cannot read, where none that they can read forbids zooming already."""
    viewport = page.head.viewport if page.head else None
    properties = viewport_properties(viewport or "")
    scalable, most = properties.get("user-scalable"), properties.get("maximum-scale")
    if (scalable is None and most is None) or _is_forbidden(scalable, most):
        yield Inapplicable()
    elif scalable is not None and _is_unread(scalable, _KNOWN_OF_USER_SCALABLE):
        yield _failed("user-scalable", scalable, viewport)
    elif most is not None and _is_unread(most, _KNOWN_OF_MAXIMUM_SCALE):
        yield _failed("maximum-scale", most, viewport)
    else:
        yield Passed()


def _is_forbidden(scalable: str | None, most: str | None) -> bool:
    number, scale = leading_number(scalable), leading_number(most)
    return (
        scalable == "no"
        or (number is not None and abs(number) < _AS_NO)
        or most == "yes"  # is read as 1
        or (scale is not None and 0 <= scale < _ENOUGH_SCALE)
    )


def _is_unread(value: str, known: frozenset[str]) -> bool:
    return value not in known and leading_number(value) is None


def _failed(name: str, value: str, viewport: str | None) -> Outcome:
    return Failed(
        "The viewport says {name}={value}, which browsers take for a ban on zooming",
        at=Place("meta[name=viewport]", viewport),
        name=name,
        value=value,
    )


def _with(viewport: str | None) -> PageEvidence:
    return page(head=head(viewport=viewport))


RULE = Rule(
    title="A misspelt setting keeps the page from being enlarged",
    severity=Severity.CRITICAL,
    dimension=Dimension.ACCESS,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS, Group.SMALL_SCREEN),
    criteria=("1.4.4",),
    act_rules=("b4f0c3",),
    needs=("head",),
    check=check,
    examples=(
        Example("a word that browsers know", _with("width=device-width, user-scalable=yes"), Passed),
        Example("a word that they do not know", _with("width=device-width, user-scalable=true"), Failed),
        Example("a number that means yes", _with("user-scalable=1"), Passed),
        Example("twice the size", _with("maximum-scale=2.0"), Passed),
        Example("no number", _with("maximum-scale=none"), Failed),
        Example("a negative number, which is ignored", _with("maximum-scale=-1"), Passed),
        Example("no limit", _with("width=device-width"), Inapplicable),
        Example("no viewport", _with(None), Inapplicable),
        Example("axe fails it already", _with("user-scalable=no, maximum-scale=none"), Inapplicable),
        Example(
            "a whole page",
            "<!doctype html><html lang=en><meta name=viewport content='user-scalable=false'><title>A</title>",
            Failed,
        ),
    ),
)
