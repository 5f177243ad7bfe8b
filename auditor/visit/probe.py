"""The probes: scripts that look at a page and return JSON, how they are called and read.

They are plain scripts in probes/, so that any driver that can run a script in a page can use them.
"""

import json
import marshal
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from auditor.evidence import ConsoleMessage, Form, Head, Link, Part, TextBlock
from auditor.evidence.axe_results import AxeResults
from auditor.evidence.named import Named
from auditor.visit.view import PROBE_TIMEOUT_S, View

MAX_DOM_CHARS = 3_000_000
MAX_CONSOLE = 20
WORLD = "auditor"  # the isolated world that probes run in

AXE_LIMITS = {"limit": 50, "textChars": 1_000}
NAMES_LIMITS = {
    "nodes": 60_000,
    "elements": 1_000,
    "fields": 300,
    "frames": 20,
    "textChars": 300,
    "snippetChars": 300,
}
PIXEL_LIMITS = {
    "nodes": 5_000,
    "groups": 2,  # of texts near each other: each takes two pictures, of 35 ms
    "gapPx": 400,
    "heightPx": 1_200,
    "rects": 20,  # of a text: its lines, and their parts
    "pictures": 100,
    "waitMs": 1_000,  # for a picture behind a text
    "textChars": 80,
}
TYPED_LIMITS = {"fields": 500, "textChars": 10_000}
FONT_LIMITS = {"rules": 50_000, "fonts": 1_000}
TIMES_LIMITS = {"waitMs": 1_000}
REST_LIMITS = {"quietMs": 500}  # twice the longest pause that was seen; see probes/rest.js

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_AXE = TypeAdapter(AxeResults)
_NAMED = TypeAdapter(Named)

_HALF = re.compile("[\ud800-\udfff]")
_HALF_AS_BYTES = re.compile(b"\xed[\xa0-\xbf]")

# What a probe uses besides what all do.
_HELPERS = {
    "axe": ("contrast", "forms", "icon_font", "landmark", "selector", "names"),
    "controls": ("colours", "contrast", "landmark", "selector"),
    "entries": ("landmark", "selector", "spot"),
    "gadgets": ("landmark", "selector", "spot"),
    "held": ("selector",),
    "layout": ("selector",),
    "images": ("selector", "spot"),
    "hovers": ("landmark", "selector", "spot"),
    "keyboard": ("colours", "focus_marks", "focus_order", "selector"),
    "lines": ("landmark", "selector"),
    "markup": ("landmark", "selector"),
    "page": ("selector",),
    "printed": ("landmark", "selector"),
    "targets": ("landmark", "selector", "spot"),
    "texts": ("icon_font", "selector"),
    "tables": ("landmark", "selector"),
    "typing": ("selector", "spot"),
    "changes": ("selector", "spot"),
    "media": ("selector", "spot"),
    "motions": ("selector", "spot"),
    "parity": ("landmark", "selector"),
    "passages": ("selector",),
    "screen": ("selector", "spot"),
    "secrets": ("selector",),
    "shifts": ("selector", "spot"),
}
_OF_WHAT_MOVES = frozenset({"motions"})  # they look before the page is brought to rest


class Content(NamedTuple):
    """What a page says, as the page probe reads it."""

    head: Head
    text: tuple[TextBlock, ...]
    links: tuple[Link, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to a page: the parts of the evidence that it gives, its script, and its bounds.

    `read` makes a value for each part of what the script returned, and raises ValueError if that has
    another shape.
    """

    parts: tuple[Part, ...]
    script: str
    limits: Mapping[str, Any]
    read: Callable[[Any], tuple[Any, ...]]


def call(name: str, given: Mapping[str, Any]) -> str:
    """Write the expression that runs a probe, with the scripts that it uses, on a page at rest."""
    rest = "" if name in _OF_WHAT_MOVES else "still();"
    return f"(() => {{ {_helpers(name)} {rest} return ({_script(name)})({json.dumps(given)}); }})()"


def call_together(probes: Sequence[Probe]) -> str:
    """Write the expression that runs probes in turn and lists, for each, its `value` or what it `threw`."""
    ordered = sorted(probes, key=lambda probe: probe.script not in _OF_WHAT_MOVES)
    steps = [_attempt(probe, place=probes.index(probe)) for probe in ordered]
    moving = sum(probe.script in _OF_WHAT_MOVES for probe in probes)
    steps.insert(moving, "still();")
    helpers = _helpers(*(probe.script for probe in probes))
    return f"(() => {{ {helpers} const answers = []; {' '.join(steps)} return answers; }})()"


def _attempt(probe: Probe, *, place: int) -> str:
    run = f"({_script(probe.script)})({json.dumps(probe.limits)})"
    return (
        f"try {{ answers[{place}] = {{ value: {run} }}; }} "
        f"catch (error) {{ answers[{place}] = {{ threw: String(error) }}; }}"
    )


def _helpers(*probes: str) -> str:
    used = dict.fromkeys(["dom", "still", *(helper for name in probes for helper in _HELPERS.get(name, ()))])
    return " ".join(map(_script, used))


async def ask(view: View, name: str, limits: Mapping[str, Any], **more: Any) -> Any:
    """Give what a probe returns.

    Raises:
        TimeoutError: if there is no answer in time.
        PageGoneError: if there will never be one.
        ValueError: if it threw.
    """
    return await view.run(call(name, {**limits, **more}), timeout_s=PROBE_TIMEOUT_S)


async def ask_together(view: View, probes: Sequence[Probe]) -> list[Callable[[], tuple[Any, ...]]]:
    """Ask by one call what costs less than a call; gives for each probe what makes values of its answer.

    These raise ValueError where the probe threw or its answer has another shape.

    Raises:
        TimeoutError: if there is no answer in time.
        PageGoneError: if there will never be one.
        ValueError: if none could be asked.
    """
    answers = await view.run(call_together(probes), timeout_s=PROBE_TIMEOUT_S)
    if not isinstance(answers, list) or len(answers) != len(probes):
        raise ValueError("the page tampered with the probes")
    return [partial(_read, *pair) for pair in zip(probes, answers, strict=True)]


def _read(probe: Probe, answer: Any) -> tuple[Any, ...]:
    if not isinstance(answer, dict) or "value" not in answer:
        threw = answer.get("threw") if isinstance(answer, dict) else answer
        raise ValueError(str(threw))
    return probe.read(answer["value"])


def hide_fields(*, hidden: bool) -> str:
    """Write the expression that blackens what forms hold, or shows it again."""
    return f"(() => {{ {_script('dom')} return ({_script('fields')})({json.dumps({'hidden': hidden})}); }})()"


def typed_values() -> str:
    """Write the expression that lists what text fields hold now and did not hold at first."""
    return f"(() => {{ {_script('dom')} return ({_script('typed')})({json.dumps(TYPED_LIMITS)}); }})()"


def unused_fonts() -> str:
    """Write the expression that lists the fonts that style sheets name and the page does not use."""
    return f"(() => {{ return ({_script('fonts')})({json.dumps(FONT_LIMITS)}); }})()"


def until_rest() -> str:
    """Write the expression that tells how long scripts have to leave the page alone yet."""
    return f"(() => {{ {_script('dom')} return ({_script('rest')})({json.dumps(REST_LIMITS)}); }})()"


def times() -> str:
    """Write the expression that tells when the page showed what."""
    return f"({_script('times')})({json.dumps(TIMES_LIMITS)})"


@cache
def _script(name: str) -> str:
    return files("auditor.visit").joinpath("probes", f"{name}.js").read_text(encoding="utf-8")


def for_pages(script: str) -> str:
    """Confine a script that is to run in each new document to pages, and to none of their frames.

    Left with the browser, axe is compiled once for many pages; sent to each, it took 60 ms a page.
    """
    return f"if (self === top && location.protocol !== 'about:') {{ {script} }}"


def evaluated(answer: Mapping[str, Any]) -> Any:
    """Read the answer to `Runtime.evaluate`, its text well formed.

    Raises:
        ValueError: if the script threw.
    """
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        raise ValueError(details.get("exception", {}).get("description", details.get("text", "it threw")))
    return well_formed(answer["result"].get("value"))


def well_formed(value: Any) -> Any:
    """Replace halves of characters, which no file can hold, in all text of a value that a script gave.

    A page may have written them, or a probe may have cut a character in two where it cut a text.
    """
    if not _HALF_AS_BYTES.search(marshal.dumps(value)):  # 0.1 ms for a page's evidence
        return value
    return _without_halves(value)


def _without_halves(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_halves(each) for each in value]
    if isinstance(value, dict):
        return {_without_halves(key): _without_halves(each) for key, each in value.items()}
    return value


def read_axe(returned: Any) -> AxeResults:
    """Read what the axe probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _AXE.validate_python(returned)


def read_named(returned: Any) -> Named:
    """Read the names that the axe probe returned with its answer.

    Raises:
        ValueError: if they could not be read, or have another shape.
    """
    named = returned.get("named") if isinstance(returned, dict) else None
    if isinstance(named, dict) and "broke" in named:
        raise ValueError(str(named["broke"]))
    return _NAMED.validate_python(named)


def console_message(text: str, url: str) -> ConsoleMessage:
    """Keep what a page wrote to the console, within bounds."""
    return ConsoleMessage(well_formed(text[:500]), well_formed(url[:500]))
