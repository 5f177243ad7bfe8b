"""The edge or fill that shows where a form control is must stand out from what is beside it.

Why it matters: whoever has low vision does not see a box or a field whose only sign is a pale line on a white
page. They find nothing to tick and nothing to write in, and take the form for a text.

How to fix it: give the border of fields, checkboxes, radio buttons and switches a colour with at least 3 to 1
to the ground around it (on white, #949494 or darker). Or leave them as the browser draws them.

Source: WCAG 2.2, success criterion 1.4.11 Non-text Contrast, https://www.w3.org/TR/WCAG22/#non-text-contrast.
What browsers draw and what cannot be used is excepted. By W3C's explanation a checkbox with a border of 2.7
to 1 fails. So does a field with a pale border and no label or other sign of its presence. A control with text
or an icon in it needs no border, and a border that shows that there is a field needs 3 to 1. Of a pale field
with a label or words in it a person has to say,
https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast.html.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.evidence import PageEvidence
from auditor.evidence.controls import Control
from auditor.examples import page
from auditor.outcome import CantTell, Count, Failed, Inapplicable, Outcome, Passed, Place, Ratio
from auditor.rule import Dimension, Example, Group, Rule, Severity

LIMIT_RATIO = 3  # WCAG 2.2, 1.4.11

_PALE_CHOICE = "What draws this has a contrast of {ratio} to what is beside it at most, under {limit}"
_PALE_FIELD = (
    "What draws this field has a contrast of {ratio} to what is beside it at most, under {limit}, and no "
    "label, words or sign tells of it"
)
_WORDS_ONLY = (
    "Can it be seen that there is a field? Its edge and fill have {ratio} at most to what is beside them, "
    "under {limit}, here and at {count} such in all. What tells of it are words or a sign in it or near it"
)
_UNKNOWN = (
    "Does the shape of this stand out from what is beside it, by {limit}? It is drawn over a picture or by "
    "more than plain colours, here and at {count} such in all"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Compare what draws each control with the limit."""
    if page.controls is None:
        return
    controls = [each for each in page.controls if each.kind in ("field", "choice")]
    rest = [each for each in controls if each.ratio < LIMIT_RATIO]
    if enough := len(controls) - len(rest):
        yield Passed(elements=enough)
    plain = [each for each in rest if not each.unsure]
    pale = [each for each in plain if each.kind == "choice" or (each.drawn and not each.hint)]
    for each in pale:
        message = _PALE_CHOICE if each.kind == "choice" else _PALE_FIELD
        yield Failed(message, at=_place(each), ratio=_shown(each), limit=Ratio(LIMIT_RATIO))
    yield from _asked(_WORDS_ONLY, [each for each in plain if each not in pale])
    yield from _asked(_UNKNOWN, [each for each in rest if each.unsure])


def _asked(message: str, controls: Sequence[Control]) -> Iterator[Outcome]:
    """Ask of all at once, by the palest: fields of a page mostly look alike."""
    if not controls:
        return
    one = min(controls, key=lambda each: each.ratio)
    count = len(controls)
    values: dict[str, Any] = {"count": Count(count), "limit": Ratio(LIMIT_RATIO), "ratio": _shown(one)}
    yield CantTell(message, at=_place(one), elements=count, **values)


def _shown(control: Control) -> Ratio:
    return Ratio(max(1, control.ratio))


def _place(control: Control) -> Place:
    return Place(control.selector, control.snippet, control.landmark)


def _field(ratio: float, **facts: Any) -> PageEvidence:
    seen: dict[str, Any] = {"kind": "field", "drawn": ("border",)} | facts
    return page(controls=(Control(selector="input", snippet="<input>", ratio=ratio, **seen),))


def _drawn(css: str, html: str, around: str = "background: #fff") -> str:
    return f"<style>{css}</style><div style='padding: 40px; {around}'>{html}</div>"


_INPUT = "<input aria-label='Name'>"
_BOX = "<label><input type='checkbox'> I agree</label>"
_OWN_BOX = (
    "input { position: absolute; opacity: 0 } label { position: relative; padding-left: 40px } "
    "label::before { content: ''; position: absolute; left: 0; top: 0; width: 24px; height: 24px; %s }"
)
_OWN_BOX_HTML = "<input type='checkbox' id='agree'><label for='agree'>I agree</label>"
_SWITCH = "<button role='switch' aria-checked='false' aria-label='News'><span></span></button>"
_SWITCH_CSS = (
    "button { border: 0; padding: 2px; width: 48px; height: 24px; border-radius: 12px; background: %s } "
    "span { display: block; width: 20px; height: 20px; border-radius: 50%%; background: %s }"
)

RULE = Rule(
    title="The edge of a form control is too pale",
    severity=Severity.MODERATE,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.OLDER_PERSONS),
    criteria=("1.4.11",),
    needs=("controls",),
    by_style=True,
    check=check,
    examples=(
        Example("no controls", page(controls=()), Inapplicable),
        Example("exactly at the limit", _field(3), Passed),
        Example("a little less, and nothing else tells", _field(2.99), Failed),
        Example("a little less, and a label", _field(2.99, hint="label"), CantTell),
        Example("nothing drawn", _field(0, drawn=()), CantTell),
        Example("over a picture", _field(0, unsure="picture"), CantTell),
        Example("a choice has its label, and its box does not", _field(2.99, kind="choice"), Failed),
        Example("a field as browsers draw it", f"<p>{_INPUT} {_BOX}", Inapplicable),
        Example("a grey border of 4.5 to 1", _drawn("input { border: 1px solid #767676 }", _INPUT), Passed),
        Example("a grey border of 2.3 to 1", _drawn("input { border: 1px solid #aaa }", _INPUT), Failed),
        Example(
            "the same with a label",
            _drawn("input { border: 1px solid #aaa }", "<label>Name <input></label>"),
            CantTell,
        ),
        Example(
            "the same with words in it",
            _drawn("input { border: 1px solid #aaa }", "<input placeholder='Name'>"),
            CantTell,
        ),
        Example(
            "the same where it cannot be used",
            _drawn("input { border: 1px solid #aaa }", "<input aria-label='Name' disabled>"),
            Inapplicable,
        ),
        Example(
            "a line under it",
            _drawn("input { border: 0; border-bottom: 1px solid #767676 }", _INPUT),
            Passed,
        ),
        Example(
            "a white field on dark blue",
            _drawn("input { border: 2px solid silver }", _INPUT, "background: #003366"),
            Passed,
        ),
        Example(
            "a box around that has the border",
            _drawn(
                "input { border: 0; background: none } span { border: 1px solid #555; padding: 4px }",
                f"<span>{_INPUT}</span>",
            ),
            Passed,
        ),
        Example(
            "a list to choose from, with the browser's arrow",
            _drawn("select { border: 1px solid #ccc; background: #fff }", "<select><option>Mrs</select>"),
            Passed,
        ),
        Example(
            "over a gradient",
            _drawn("input { border: 1px solid #aaa }", _INPUT, "background: linear-gradient(#fff, #888)"),
            CantTell,
        ),
        Example(
            "over a picture that lies under its box",
            '<svg style="position: absolute; left: 0; top: 0; width: 600px; height: 200px"><rect width="600" '
            'height="200"/></svg><p style="position: relative"><input style="border: 1px solid #aaa">',
            CantTell,
        ),
        Example(
            "a box of 2.7 to 1 to tick",
            _drawn("input { appearance: none; border: 1px solid #9d9d9d; width: 20px; height: 20px }", _BOX),
            Failed,
        ),
        Example(
            "a black one",
            _drawn("input { appearance: none; border: 1px solid; width: 20px; height: 20px }", _BOX),
            Passed,
        ),
        Example(
            "a label that draws a pale box",
            _drawn(_OWN_BOX % "border: 1px solid #ccc", _OWN_BOX_HTML),
            Failed,
        ),
        Example(
            "a label that draws a dark box",
            _drawn(_OWN_BOX % "border: 2px solid #111", _OWN_BOX_HTML),
            Passed,
        ),
        Example(
            "a label that draws a picture",
            _drawn(_OWN_BOX % "background: linear-gradient(#eee, #ddd)", _OWN_BOX_HTML),
            CantTell,
        ),
        Example("a pale switch", _drawn(_SWITCH_CSS % ("#ccc", "#fff"), _SWITCH), Failed),
        Example("a pale switch with a dark knob", _drawn(_SWITCH_CSS % ("#ccc", "#333"), _SWITCH), Passed),
        Example(
            "a label with a pale arrow that opens an answer",
            _drawn(_OWN_BOX % "border-right: 2px solid #bbb; border-bottom: 2px solid #bbb", _OWN_BOX_HTML),
            Inapplicable,
        ),
        Example(
            "a label that opens a menu",
            "<style>#menu { position: absolute; opacity: 0 }</style><input type='checkbox' id='menu'>"
            "<label for='menu'>Menu</label>",
            Inapplicable,
        ),
    ),
)
