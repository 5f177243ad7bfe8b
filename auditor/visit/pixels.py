"""Has texts that axe could not decide pictured, with and without their letters; see probes/pixels.js."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from pydantic import TypeAdapter

from auditor.evidence.axe_results import AxeNode, AxeResults
from auditor.evidence.pictured import PicturedText, Pixels
from auditor.visit.contrast import NO_COLOUR, Box, Colours, Ink, colours, contrast
from auditor.visit.probe import PIXEL_LIMITS, ask
from auditor.visit.view import DESKTOP, Clip, Size, View

CONTRAST = "color-contrast"
MOST_HIGH_PX = 4_000  # of a window, all of which is drawn: 20 MB a picture of it


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the page says of a text; `rects` are where its letters are in the picture."""

    index: int
    words: str
    size_px: float
    weight: float
    has_shadow: bool
    ink: Ink | None
    pictured: bool
    rects: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the page and the texts in it."""

    clip: Clip
    texts: tuple[_Seen, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The parts to picture; `left` texts are in none of them."""

    parts: tuple[_Part, ...]
    left: int


_PLAN = TypeAdapter(_Plan)


async def read_pixels(view: View, axe: AxeResults | None) -> Pixels:
    """Picture texts whose contrast axe left open, with and without their letters, and compare.

    Raises:
        ValueError: if axe was not asked, or no picture can be taken.
        pydantic.ValidationError: if what comes back has another shape.
    """
    if axe is None:
        raise ValueError("axe was not asked, or broke")
    nodes = next((rule.incomplete for rule in axe.rules if rule.id == CONTRAST), ())
    if not nodes:
        return Pixels(())
    plan = _PLAN.validate_python(await _step(view, "plan"))
    if not plan.parts:
        return Pixels((), plan.left)
    window = _window_for(plan.parts)
    clips = [replace(part.clip, window_px=window.height_px) for part in plan.parts]
    await view.resize(window)
    try:
        shown = [await view.picture(clip) for clip in clips]
        await _step(view, "hide")
        bare = [await view.picture(clip) for clip in clips]
    finally:
        await _step(view, "show")
        await view.resize(DESKTOP)
    texts: list[PicturedText] = []
    for part, letters, ground in zip(plan.parts, shown, bare, strict=True):
        texts += await asyncio.to_thread(_measured, part.texts, nodes, letters, ground)
    return Pixels(tuple(texts), plan.left)


def _window_for(parts: Sequence[_Part]) -> Size:
    """Give a window that reaches down to all parts: else the browser makes it higher for each picture."""
    bottom = max(ceil(part.clip.y + part.clip.height) for part in parts)
    is_higher = DESKTOP.height_px < bottom <= MOST_HIGH_PX
    return replace(DESKTOP, height_px=bottom) if is_higher else DESKTOP


async def _step(view: View, step: str) -> Any:
    return await ask(view, "pixels", {"step": step, "limits": PIXEL_LIMITS})


def _measured(
    texts: Sequence[_Seen], nodes: Sequence[AxeNode], letters: str, bare: str
) -> list[PicturedText]:
    """Measure the texts of a part, named as axe does, which left them open."""
    shown, ground = colours(letters), colours(bare)
    if shown.shape != ground.shape:
        raise ValueError("two pictures of the same part differ in size")
    found = []
    for text in texts:
        node = nodes[text.index]
        found.append(
            PicturedText(
                target=node.target,
                html=node.html,
                landmark=node.landmark,
                words=text.words,
                size_px=text.size_px,
                weight=text.weight,
                has_shadow=text.has_shadow,
                **_told(text, shown, ground),
            )
        )
    return found


def _told(text: _Seen, shown: Colours, bare: Colours) -> Mapping[str, Any]:
    if not text.pictured:
        return {"unseen": "a picture behind it did not load"}
    if text.ink is None:
        return {"unseen": NO_COLOUR}
    return contrast(shown, bare, text.rects, text.ink)
