"""The probes: scripts that look at a page and return JSON, how they are called and read.

They are plain scripts in probes/, so that any driver that can run a script in a page can use them.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from auditor.evidence import (
    AxeResults,
    ConsoleMessage,
    Form,
    Furniture,
    Head,
    Layout,
    Lines,
    Link,
    Markup,
    Named,
    SecretField,
    SeenTable,
    TextBlock,
)
from auditor.visit.view import PROBE_TIMEOUT_S, View

MAX_DOM_CHARS = 3_000_000
MAX_CONSOLE = 20
WORLD = "auditor"  # the isolated world that probes run in

PAGE_LIMITS = {
    "nodes": 60_000,
    "blocks": 5_000,
    "links": 2_000,
    "fields": 500,
    "textChars": 4_000,
    "dataChars": 100_000,
}
LAYOUT_LIMITS = {"nodes": 60_000, "wide": 10, "textChars": 500}
AXE_LIMITS = {"limit": 50, "textChars": 1_000}
# Menus of town portals met so far hold at most some 150 links; what is cut is compared nowhere.
FURNITURE_LIMITS = {
    "menus": 12, "links": 60, "anchors": 2_000, "buttons": 30, "textChars": 80, "hrefChars": 500,
}  # fmt: skip
MARKUP_LIMITS = {
    "tables": 50, "cells": 1_000, "allCells": 5_000, "headers": 50, "frames": 20,
    "controls": 500, "textChars": 100, "snippetChars": 300,
}  # fmt: skip
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
TABLES_LIMITS = {"tables": 50, "cells": 2_000, "textChars": 100, "snippetChars": 300}
LINES_LIMITS = {
    "nodes": 60_000, "lines": 100, "lineChars": 120, "nextChars": 20, "textChars": 120, "snippetChars": 300,
}  # fmt: skip
SECRETS_LIMITS = {"fields": 10, "textChars": 300}
TYPED_LIMITS = {"fields": 500, "textChars": 10_000}
REST_LIMITS = {"quietMs": 500}  # twice the longest pause that was seen; see probes/rest.js

# What probes return becomes evidence only if it has the shape: a page may have tampered with it.
_HEAD = TypeAdapter(Head)
_TEXT = TypeAdapter(tuple[TextBlock, ...])
_LINKS = TypeAdapter(tuple[Link, ...])
_FORMS = TypeAdapter(tuple[Form, ...])
_LAYOUT = TypeAdapter(Layout)
_AXE = TypeAdapter(AxeResults)
_MARKUP = TypeAdapter(Markup)
_NAMED = TypeAdapter(Named)
_LINES = TypeAdapter(Lines)
_TABLES = TypeAdapter(tuple[SeenTable, ...])
_FURNITURE = TypeAdapter(Furniture)
_SECRETS = TypeAdapter(tuple[SecretField, ...])

# What a probe uses besides what all do.
_HELPERS = {
    "axe": ("contrast", "forms", "landmark", "selector", "names"),
    "controls": ("colours", "contrast", "landmark", "selector"),
    "gadgets": ("landmark", "selector", "spot"),
    "held": ("selector",),
    "keyboard": ("colours", "focus_marks", "selector"),
    "lines": ("landmark", "selector"),
    "markup": ("landmark", "selector"),
    "page": ("selector",),
    "texts": ("selector",),
    "tables": ("landmark", "selector"),
    "changes": ("selector", "spot"),
    "media": ("selector", "spot"),
    "motions": ("selector", "spot"),
    "passages": ("selector",),
    "secrets": ("selector",),
}
_OF_WHAT_MOVES = frozenset({"motions"})  # they look before the page is brought to rest


class Content(NamedTuple):
    """What a page says, as the page probe reads it."""

    head: Head
    text: tuple[TextBlock, ...]
    links: tuple[Link, ...]
    forms: tuple[Form, ...]


def call(name: str, given: Mapping[str, Any]) -> str:
    """Write the expression that runs a probe, with the scripts that it uses, on a page at rest."""
    helpers = " ".join(_script(helper) for helper in ("dom", "still", *_HELPERS.get(name, ())))
    rest = "" if name in _OF_WHAT_MOVES else "still();"
    return f"(() => {{ {helpers} {rest} return ({_script(name)})({json.dumps(given)}); }})()"


async def ask(view: View, name: str, limits: Mapping[str, Any], **more: Any) -> Any:
    """Give what a probe returns.

    Raises:
        TimeoutError: if there is no answer in time.
        PageGoneError: if there will never be one.
        ValueError: if it threw.
    """
    return await view.run(call(name, {**limits, **more}), timeout_s=PROBE_TIMEOUT_S)


def hide_fields(*, hidden: bool) -> str:
    """Write the expression that blackens what forms hold, or shows it again."""
    return f"(() => {{ {_script('dom')} return ({_script('fields')})({json.dumps({'hidden': hidden})}); }})()"


def typed_values() -> str:
    """Write the expression that lists what text fields hold now and did not hold at first."""
    return f"(() => {{ {_script('dom')} return ({_script('typed')})({json.dumps(TYPED_LIMITS)}); }})()"


def until_rest() -> str:
    """Write the expression that tells how long scripts have to leave the page alone yet."""
    return f"(() => {{ {_script('dom')} return ({_script('rest')})({json.dumps(REST_LIMITS)}); }})()"


@cache
def _script(name: str) -> str:
    return files("auditor.visit").joinpath("probes", f"{name}.js").read_text(encoding="utf-8")


def for_pages(script: str) -> str:
    """Confine a script that is to run in each new document to pages, and to none of their frames.

    Left with the browser, axe is compiled once for many pages; sent to each, it took 60 ms a page.
    """
    return f"if (self === top && location.protocol !== 'about:') {{ {script} }}"


def evaluated(answer: Mapping[str, Any]) -> Any:
    """Read the answer to `Runtime.evaluate`.

    Raises:
        ValueError: if the script threw.
    """
    if "exceptionDetails" in answer:
        details = answer["exceptionDetails"]
        raise ValueError(details.get("exception", {}).get("description", details.get("text", "it threw")))
    return answer["result"].get("value")


def read_content(returned: Any) -> Content:
    """Read what the page probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    read = returned if isinstance(returned, dict) else {}
    return Content(
        _HEAD.validate_python(read.get("head")),
        _TEXT.validate_python(read.get("text")),
        _LINKS.validate_python(read.get("links")),
        _FORMS.validate_python(read.get("forms")),
    )


def read_layout(returned: Any) -> Layout:
    """Read what the layout probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _LAYOUT.validate_python(returned)


def read_markup(returned: Any) -> Markup:
    """Read what the probe of tables and frames returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _MARKUP.validate_python(returned)


def read_axe(returned: Any) -> AxeResults:
    """Read what the axe probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _AXE.validate_python(returned)


def read_furniture(returned: Any) -> Furniture:
    """Read what the furniture probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _FURNITURE.validate_python(returned)


def read_named(returned: Any) -> Named:
    """Read the names that the axe probe returned with its answer.

    Raises:
        ValueError: if they could not be read, or have another shape.
    """
    named = returned.get("named") if isinstance(returned, dict) else None
    if isinstance(named, dict) and "broke" in named:
        raise ValueError(str(named["broke"]))
    return _NAMED.validate_python(named)


def read_tables(returned: Any) -> tuple[SeenTable, ...]:
    """Read what the tables probe returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _TABLES.validate_python(returned)


def read_lines(returned: Any) -> Lines:
    """Read what the probe of lines returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _LINES.validate_python(returned)


def read_secrets(returned: Any) -> tuple[SecretField, ...]:
    """Read what the probe of fields for secrets returned.

    Raises:
        pydantic.ValidationError: if it has another shape.
    """
    return _SECRETS.validate_python(returned)


def console_message(text: str, url: str) -> ConsoleMessage:
    """Keep what a page wrote to the console, within bounds."""
    return ConsoleMessage(text[:500], url[:500])
