"""What is pressed must be 24 by 24 pixels large, or have so much room around its middle.

Why it matters: people with a trembling hand, large fingers or a small phone hit the wrong one. They are then
on another page than they wanted, or have sent what they did not want to send.

How to fix it: make each button, link and field at least 24 by 24 px, by padding if need be. Or put so much
space between them that a circle of 24 px around the middle of each meets no other.

Source: WCAG 2.2, success criterion 2.5.8 Target Size (Minimum),
https://www.w3.org/TR/WCAG22/#target-size-minimum. It leaves out what is in a sentence or held by the line
height of other text, and what the browser alone sizes. It also leaves out what another control on the page
does as well. Whether the places of a map have to be so small is asked. It stands in place of axe-core's rule
target-size, which knows the first of these exceptions alone.
"""

from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.targets import Target, Targets
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Pixels, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_PX = 24  # see Source; the visit lists what is under it

_SMALL = "This is {width} by {height}, under {limit} by {limit}, and its neighbour leaves it {room}"
_WIDE = f"In a wide window: {_SMALL[0].lower()}{_SMALL[1:]}"
_IN_MAP = ". Does it have to be so small, as a place on a map?"
_IN_PLAIN_TEXT = ". No style sheet sets its letters: is its size left to the browser?"
_IN_LINE = ". Is it held so small by the text beside it, which is signs alone?"
_MORE = "Buttons or links that are as small, counted but not listed: {count}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask of what is small and crowded on a phone, and then in a wide window, whether it may be."""
    seen = [targets for targets in (page.targets, page.wide_targets) if targets is not None]
    if not any(targets.count for targets in seen):
        return
    on_phone = page.targets.crowded if page.targets else ()
    known = {target.selector for target in on_phone if not _may_be(target)}
    wide = page.wide_targets.crowded if page.wide_targets else ()
    found = [
        *(_outcome(target, _SMALL) for target in on_phone if not _may_be(target)),
        *(_outcome(target, _WIDE) for target in wide if not _may_be(target) and target.selector not in known),
    ]
    yield from found
    unlisted = max(targets.crowded_count - len(targets.crowded) for targets in seen)
    if unlisted:
        yield _unlisted(unlisted, found, seen)
    if passed := max(targets.count for targets in seen) - len(found) - unlisted:
        yield Passed(max(1, passed))


def _may_be(target: Target) -> bool:
    return target.beside == "words" or target.has_twin or (target.as_browser_draws and not _is_link(target))


def _is_link(target: Target) -> bool:
    return target.snippet.startswith("<a ")


def _outcome(target: Target, message: str) -> Outcome:
    at = Place(target.selector, target.snippet, target.landmark)
    width, height = Pixels(target.width_px), Pixels(target.height_px)
    limit, room = Pixels(LEAST_PX), Pixels(target.room_px or 0)
    if target.in_map or target.beside or target.as_browser_draws:
        question = _IN_MAP if target.in_map else _IN_LINE if target.beside else _IN_PLAIN_TEXT
        return CantTell(message + question, at=at, width=width, height=height, limit=limit, room=room)
    return Failed(message, at=at, width=width, height=height, limit=limit, room=room)


def _unlisted(count: int, found: Sequence[Outcome], seen: Sequence[Targets]) -> Outcome:
    """Believe of what is not described what was said of all that is."""
    listed = {target.selector for targets in seen for target in targets.crowded}
    if len(found) >= len(listed) and all(isinstance(outcome, Failed) for outcome in found):
        return Failed(_MORE, elements=count, count=Count(count))
    return CantTell(_MORE, elements=count, count=Count(count))


def _crowded(count: int = 1, **facts: object) -> Targets:
    small = Target(selector="a", snippet="<a>", width_px=60, height_px=17, room_px=18, **facts)  # type: ignore[arg-type]
    return Targets(count=5, crowded=(small,), crowded_count=count)


def _links(height_px: float, gap_px: float, more: str = "") -> str:
    style = f"display:block;width:60px;height:{height_px}px;margin-bottom:{gap_px}px;font:10px/1 serif"
    return (
        "".join(f'<a href="/{name}" style="{style}">{name}</a>' for name in ("births", "taxes", "bins"))
        + more
    )


_PAGES = "".join(f'<a href="?{n}" style="font-size:12px">{n}</a> ' for n in range(1, 5))
_TICKS = "<style>input { appearance: none; width: 16px; height: 16px; margin: 0; float: left }</style>"

RULE = Rule(
    title="Buttons or links are too small and too close together",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    # WCAG 2.2, Understanding 2.5.8, intent and benefits: tremor and fine movement, touch screens, low vision.
    groups=(Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.SMALL_SCREEN),
    criteria=("2.5.8",),
    needs=("targets",),
    uses=("wide_targets",),
    by_style=True,
    check=check,
    examples=(
        Example("nothing to press", "<p>Text</p>", Inapplicable),
        Example("small and crowded", page(targets=_crowded()), Failed),
        Example("in a wide window alone", page(targets=Targets(count=5), wide_targets=_crowded()), Failed),
        Example("held by words beside it", page(targets=_crowded(beside="words")), Passed),
        Example("signs beside it", page(targets=_crowded(beside="signs")), CantTell),
        Example("as the browser draws it", page(targets=_crowded(as_browser_draws=True)), Passed),
        Example("a larger link to the same place", page(targets=_crowded(has_twin=True)), Passed),
        Example("in a map", page(targets=_crowded(in_map=True)), CantTell),
        Example("more than are described", page(targets=_crowded(60)), Failed),
        Example("24 px high, touching", _links(24, 0), Passed),
        Example("23 px high, touching", _links(23, 0), Failed),
        Example("23 px high, 1 apart", _links(23, 1), Passed),
        Example("23 px high, 0.4 apart: a circle meets its neighbour", _links(23, 0.4), Failed),
        Example("17 px high, 7 apart", _links(17, 7), Passed),
        Example("numbers of pages", f"<nav>{_PAGES}</nav>", Failed),
        Example("links in a sentence", f"<p>See the pages {_PAGES}</p>", Passed),
        Example("links between strokes", f"<p>{_PAGES.replace('</a> ', '</a>|')}</p>", CantTell),
        Example("a larger link to each place", _links(17, 0, _links(30, 0)), Passed),
        Example(
            "a list of links that no style sheet changes", "<a href=/a>A</a><br><a href=/b>B</a>", CantTell
        ),
        Example("tick boxes as browsers draw them", "<input type=checkbox>" * 3, Passed),
        Example("tick boxes that a style sheet draws", _TICKS + "<input type=checkbox>" * 3, Failed),
        Example(
            "tick boxes that a style sheet draws, with their labels",
            _TICKS + "<label style='display:block;height:24px'><input type=checkbox>A</label>" * 3,
            Passed,
        ),
        Example(
            "links in a menu that is closed",
            f"<div style='height:0;overflow:hidden'>{_links(17, 0)}</div><a href=/>Home</a>",
            Passed,
        ),
        Example(
            "a link that is laid over its card",
            "<style>a::after { content: ''; position: absolute; inset: 0 }"
            "div { position: relative; height: 30px } div, h2 { font-size: 9px; margin: 0 }</style>"
            + "".join(f"<div><h2><a href=/{n}>{n}</a></h2><a href=/>Home</a></div>" for n in range(3)),
            Passed,
        ),
        Example(
            "links that a header lies over when the page is scrolled",
            f"<header style='position:fixed;top:0;font-size:9px'><a href=/>Home</a></header>{_links(17, 9)}",
            Passed,
        ),
        Example(
            "places in a drawing",
            "<svg width=100 height=100>"
            + "".join(f"<a href=/{x}><circle cx={x} cy=20 r=5 /></a>" for x in (20, 32))
            + "</svg>",
            CantTell,
        ),
    ),
)
