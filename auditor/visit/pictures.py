"""Takes pictures of elements at which something seems wrong to the eye, each with a frame around it."""

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from pydantic import TypeAdapter

from auditor.evidence.axe_results import AxeResults, AxeRule
from auditor.evidence.controls import Control
from auditor.evidence.markup import SeenTable
from auditor.evidence.pictured import ElementPicture, Pixels
from auditor.evidence.targets import Targets
from auditor.visit.pixels import CONTRAST
from auditor.visit.probe import ask
from auditor.visit.view import DESKTOP, Clip, View

VISUAL_RULES = (CONTRAST, "link-in-text-block")  # what axe finds in looks
FAINT_SHARE = 0.5  # of a text's letters: fewer are not worth a picture
FAINT_RATIO = "4.5"
PALE_RATIO = 3  # WCAG 2.2, 1.4.11, for what shows where a control is

PICTURES_A_RULE = 3
CLIPS = 2  # each costs about 50 ms
CLIP_HEIGHT_PX = 1_000
MARGIN_PX = 48  # around an element, to see where it stands
MOST_WIDTH_PX, MOST_HEIGHT_PX = 640, 320
QUALITY, EFFORT = 55, 2  # of WebP: 5 to 20 kB a picture

FRAME_PX, FRAME_COLOUR, FRAME_EDGE = 3, (200, 0, 60), (255, 255, 255)

type Box = tuple[int, int, int, int]

_BOXES = TypeAdapter(tuple[Box | None, ...])


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An element: by rule, list and place there as axe described it, or by its selector alone."""

    target: str
    rule: str = ""
    list: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    target: str
    box: Box


async def take_pictures(
    view: View,
    axe: AxeResults | None,
    pixels: Pixels | None,
    controls: Sequence[Control] | None,
    tables: Sequence[SeenTable] | None,
    targets: Targets | None,
) -> tuple[ElementPicture, ...]:
    """Picture some of what axe found wrong in looks, and of what is too faint, too small or asked about.

    Raises:
        ValueError: if axe was not asked, or no picture can be taken.
        pydantic.ValidationError: if what comes back has another shape.
    """
    if axe is None:
        raise ValueError("axe was not asked, or broke")
    wanted = [*_wanted(axe, pixels), *_pale(controls or ()), *_bare(tables or ()), *_crowded(targets)]
    if not wanted:
        return ()
    given = [asdict(each) for each in wanted]
    answer = await ask(view, "pictures", {"wanted": given})
    boxes = _BOXES.validate_python(answer)
    found = [_Found(each.target, box) for each, box in zip(wanted, boxes, strict=True) if box is not None]
    taken: list[ElementPicture] = []
    for group in _groups(found):
        clip = _clip_of(group)
        picture = await view.picture(clip, kept=True)
        taken += await asyncio.to_thread(_cut_out, picture, clip, group)
    return tuple(taken)


def _wanted(axe: AxeResults, pixels: Pixels | None) -> Iterator[_Wanted]:
    rules = {rule.id: rule for rule in axe.rules}
    for name in VISUAL_RULES:
        nodes = rules[name].violations if name in rules else ()
        for index, node in enumerate(nodes[:PICTURES_A_RULE]):
            yield _Wanted(node.target, name, "violations", index)
    faint = [
        text.target
        for text in (pixels.texts if pixels else ())
        if text.share_under.get(FAINT_RATIO, 0) >= FAINT_SHARE
    ]
    if faint:
        yield from _open(rules[CONTRAST], faint[:PICTURES_A_RULE])


def _open(rule: AxeRule, targets: Sequence[str]) -> Iterator[_Wanted]:
    for index, node in enumerate(rule.incomplete):
        if node.target in targets:
            yield _Wanted(node.target, rule.id, "incomplete", index)


def _pale(controls: Sequence[Control]) -> Iterator[_Wanted]:
    """Give the palest of the controls of each kind; signs on buttons and links are another question."""
    for kinds in (("field", "choice"), ("button", "link")):
        pale = [each for each in controls if each.kind in kinds and each.ratio < PALE_RATIO]
        for each in sorted(pale, key=lambda one: one.ratio)[:PICTURES_A_RULE]:
            yield _Wanted(each.selector)


def _bare(tables: Sequence[SeenTable]) -> Iterator[_Wanted]:
    """Give tables without marked headers, of which looks tell whether they should have some."""
    bare = [each for each in tables if not each.marked]
    yield from (_Wanted(each.selector) for each in bare[:PICTURES_A_RULE])


def _crowded(targets: Targets | None) -> Iterator[_Wanted]:
    crowded = targets.crowded if targets else ()
    yield from (_Wanted(each.selector) for each in crowded[:PICTURES_A_RULE])


def _groups(found: Sequence[_Found]) -> list[list[_Found]]:
    """Put together what one picture can hold; of more groups, those with most elements are pictured."""
    groups: list[list[_Found]] = []
    for each in sorted(found, key=lambda one: one.box[1]):
        if groups and region_of(each.box)[3] - region_of(groups[-1][0].box)[1] <= CLIP_HEIGHT_PX:
            groups[-1].append(each)
        else:
            groups.append([each])
    return sorted(groups, key=len, reverse=True)[:CLIPS]


def region_of(box: Box, width_px: int = DESKTOP.width_px) -> Box:
    """Give what is shown of an element: with some of what is around it, and of a large one a part."""
    left, top = max(0, box[0] - MARGIN_PX), max(0, box[1] - MARGIN_PX)
    right = min(box[2] + MARGIN_PX, left + MOST_WIDTH_PX, width_px)
    return left, top, right, min(box[3] + MARGIN_PX, top + MOST_HEIGHT_PX)


def _clip_of(group: Sequence[_Found]) -> Clip:
    regions = [region_of(each.box) for each in group]
    left, top = min(region[0] for region in regions), min(region[1] for region in regions)
    right, bottom = max(region[2] for region in regions), max(region[3] for region in regions)
    return Clip(left, top, right - left, bottom - top)


def _cut_out(picture: str, clip: Clip, group: Sequence[_Found]) -> list[ElementPicture]:
    with Image.open(BytesIO(b64decode(picture)), formats=["PNG"]) as image:
        whole = image.convert("RGB")
    return [
        ElementPicture(each.target, DESKTOP.width_px, framed(whole, clip, region_of(each.box), each.box))
        for each in group
    ]


def framed(whole: Image.Image, clip: Clip, region: Box, box: Box) -> str:
    """Cut a region out of a picture of a clip, with a frame around a box in it, as WebP in base64."""
    left, top, right, bottom = region
    x, y = int(clip.x), int(clip.y)
    part = whole.crop((left - x, top - y, right - x, bottom - y))
    draw: Any = ImageDraw.Draw(part)
    edge = FRAME_PX + 1
    around = (box[0] - left - edge, box[1] - top - edge, box[2] - left + edge, box[3] - top + edge)
    draw.rectangle(around, outline=FRAME_EDGE, width=FRAME_PX + 2)
    inner = (around[0] + 1, around[1] + 1, around[2] - 1, around[3] - 1)
    draw.rectangle(inner, outline=FRAME_COLOUR, width=FRAME_PX)
    held = BytesIO()
    part.save(held, "WEBP", quality=QUALITY, method=EFFORT)
    return b64encode(held.getvalue()).decode()
