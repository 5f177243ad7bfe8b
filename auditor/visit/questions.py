"""What every visit asks of a page: the probes that cost little, with their bounds."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence import FontFace, Form, Furniture, Head, Link, Part, SecretField, TextBlock
from auditor.evidence.controls import Control
from auditor.evidence.entries import Entry
from auditor.evidence.frugal import Sheets
from auditor.evidence.gadgets import Gadgets
from auditor.evidence.hovers import Hovers
from auditor.evidence.images import Images
from auditor.evidence.layout import Layout, Shift
from auditor.evidence.markup import Lines, Markup, SeenTable
from auditor.evidence.media import Media, Motions
from auditor.evidence.parity import Parity
from auditor.evidence.passages import Passages
from auditor.evidence.targets import Targets
from auditor.page.known_gadgets import known_gadgets
from auditor.visit.probe import MAX_DOM_CHARS, Content, Probe
from auditor.visit.view import Size

PAGE_LIMITS = {
    "nodes": 60_000,
    "blocks": 5_000,
    "links": 2_000,
    "fields": 500,
    "textChars": 4_000,
    "dataChars": 100_000,
}
LAYOUT_LIMITS = {
    "nodes": 60_000, "wide": 10, "tables": 50, "small": 3, "smallPx": 12, "longPx": 640, "texts": 300,
    "long": 5, "textChars": 500, "words": 80,
}  # fmt: skip
PASSAGES_LIMITS = {
    "nodes": 20_000, "passages": 2_000, "marks": 500, "names": 500, "textChars": 1_000, "snippetChars": 200,
}  # fmt: skip
# Menus of town portals met so far hold at most some 150 links; what is cut is compared nowhere.
FURNITURE_LIMITS = {
    "menus": 12, "links": 60, "anchors": 2_000, "buttons": 30, "textChars": 80, "hrefChars": 500,
}  # fmt: skip
MARKUP_LIMITS = {
    "tables": 50, "cells": 1_000, "allCells": 5_000, "headers": 50, "frames": 20,
    "controls": 500, "textChars": 100, "snippetChars": 300,
}  # fmt: skip
TABLES_LIMITS = {"tables": 50, "cells": 2_000, "textChars": 100, "snippetChars": 300}
LINES_LIMITS = {
    "nodes": 60_000, "lines": 100, "lineChars": 120, "nextChars": 20, "textChars": 120, "snippetChars": 300,
}  # fmt: skip
# What moves for up to 5 s may (WCAG 2.2.2).
MOTION_LIMITS = {"motions": 50, "controls": 100, "textChars": 300, "longS": 5}
FACES_LIMITS = {"faces": 200, "texts": 50}
MEDIA_LIMITS = {"players": 30, "controls": 100, "textChars": 300}
GADGETS_LIMITS = {"puzzles": 10, "elements": 200, "controls": 30, "textChars": 200, "snippetChars": 300}
CONTROLS_LIMITS = {"controls": 40, "icons": 30, "near": 30, "snippetChars": 300}
# A list of all countries has some 250 options; a page may hold a few of them.
ENTRIES_LIMITS = {
    "entries": 200, "options": 300, "allOptions": 1_500, "nodes": 200,
    "textChars": 200, "optionChars": 60, "patternChars": 500, "snippetChars": 300,
}  # fmt: skip
IMAGES_LIMITS = {"images": 200, "textChars": 300, "srcChars": 2_000}
SHIFTS_LIMITS = {"shifts": 150, "textChars": 300}  # as many as the browser keeps
# The least sizes of targets in px are those of WCAG 2.2, 2.5.8 and 2.5.5.
TARGETS_LIMITS = {
    "minimum": 24, "enhanced": 44, "targets": 1_500, "crowded": 40, "below": 5, "nodes": 2_000,
    "snippetChars": 300,
}  # fmt: skip
HOVERS_LIMITS = {
    "rules": 20_000, "elements": 20, "hovers": 10, "links": 1_000, "textChars": 100, "snippetChars": 300,
}  # fmt: skip
SHEETS_LIMITS = {"nodes": 20_000, "rules": 20_000, "measured": 1_000, "hrefChars": 2_000}
PARITY_LIMITS = {
    "nodes": 10_000, "depth": 100, "parts": 20, "near": 3, "contacts": 10, "words": 160, "textChars": 300,
}  # fmt: skip
SECRETS_LIMITS = {"fields": 10, "textChars": 300}

_HEAD = TypeAdapter(Head)
_TEXT = TypeAdapter(tuple[TextBlock, ...])
_LINKS = TypeAdapter(tuple[Link, ...])
_FORMS = TypeAdapter(tuple[Form, ...])
_LAYOUT = TypeAdapter(Layout)


def _content(returned: Any) -> Content:
    read = returned if isinstance(returned, dict) else {}
    return Content(
        _HEAD.validate_python(read.get("head")),
        _TEXT.validate_python(read.get("text")),
        _LINKS.validate_python(read.get("links")),
        _FORMS.validate_python(read.get("forms")),
    )


def _one(part: Part, limits: Mapping[str, Any], kind: Any) -> Probe:
    """Make the probe of the part's own name, whose answer has to be of a kind."""
    validate = TypeAdapter(kind).validate_python
    return Probe((part,), part, limits, lambda returned: (validate(returned),))


def _gadgets() -> Probe:
    known = known_gadgets()
    makers = {key: puzzle.selector for key, puzzle in known.puzzle.items()}
    dragged = {key: (one.selector, one.by_press) for key, one in known.dragged.items()}
    return _one("gadgets", {**GADGETS_LIMITS, "makers": makers, "dragged": dragged}, Gadgets)


def _targets(part: Part) -> Probe:
    given = {**TARGETS_LIMITS, "maps": known_gadgets().dragged["map"].selector}
    validate = TypeAdapter(Targets).validate_python
    return Probe((part,), "targets", given, lambda returned: (validate(returned),))


def layout(part: Part, size: Size) -> Probe:
    """Make the probe that measures the layout, at the size that is set."""
    given = {**LAYOUT_LIMITS, "width": size.width_px, "height": size.height_px}
    return Probe((part,), "layout", given, lambda returned: (_LAYOUT.validate_python(returned),))


PAGE = Probe(("head", "text", "links", "forms"), "page", PAGE_LIMITS, _content)
DOM = Probe(("dom",), "html", {"chars": MAX_DOM_CHARS}, lambda returned: (str(returned),))
FACES = _one("faces", FACES_LIMITS, tuple[FontFace, ...])
MOTIONS = _one("motions", MOTION_LIMITS, Motions)
MEDIA = _one("media", MEDIA_LIMITS, Media)
PASSAGES = _one("passages", PASSAGES_LIMITS, Passages)
TABLES = _one("tables", TABLES_LIMITS, tuple[SeenTable, ...])
LINES = _one("lines", LINES_LIMITS, Lines)
MARKUP = _one("markup", MARKUP_LIMITS, Markup)
FURNITURE = _one("furniture", FURNITURE_LIMITS, Furniture)
GADGETS = _gadgets()
CONTROLS = _one("controls", CONTROLS_LIMITS, tuple[Control, ...])
ENTRIES = _one("entries", ENTRIES_LIMITS, tuple[Entry, ...])
IMAGES = _one("images", IMAGES_LIMITS, Images)
SHIFTS = _one("shifts", SHIFTS_LIMITS, tuple[Shift, ...])
HOVERS = _one("hovers", HOVERS_LIMITS, Hovers)
SHEETS = _one("sheets", SHEETS_LIMITS, Sheets)
TARGETS = _targets("targets")
WIDE_TARGETS = _targets("wide_targets")
# Asked in the narrow window, which is only remembered, and then in the wide one.
NARROW_PARITY = Probe(("parity",), "parity", {**PARITY_LIMITS, "compare": False}, lambda _: (None,))
WIDE_PARITY = _one("parity", {**PARITY_LIMITS, "compare": True}, Parity)
SECRETS = _one("secrets", SECRETS_LIMITS, tuple[SecretField, ...])
