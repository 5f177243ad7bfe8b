"""Compares a picture of texts with one of the same part of the page without their letters.

Where a pixel was changed by a letter, at least by half, the colour without the letter is what it
stands on there. Nothing is said of a text that is not drawn in its own colour.
"""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WCAG_RATIOS = (3, 4.5, 7)  # WCAG 2.2, 1.4.3 and 1.4.6

HALF_COVERED = 0.5
COVER = (-0.1, 1.15)  # ours: of a letter over a pixel, with room for how browsers smooth their edges
LEAST_PIXELS = 12  # ours: under letters; two thin ones have as many
ENOUGH_PIXELS = 3_000  # ours: that changed; of more, some are taken
STRANGE_SHARE = 0.1  # ours: of the pixels that changed, those that no letter in its colour can have changed
STRANGE = 36  # of the three parts of a colour, each 0 to 255, off the line between letter and ground
LEAST_CHANGE = 9.0  # squared: letters nearer to their ground than this cannot be told from it

NO_LETTERS = "no letters are seen where it stands"
MOVING = "something moves where it stands"
NO_COLOUR = "it is not drawn in one colour of its own"

type Colours = NDArray[Any]  # rows of pixels as red, green and blue, 0 to 255
type Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels of the picture
type Ink = tuple[float, float, float, float]  # red, green, blue, and how much of it is laid on, 0 to 1


def colours(picture: str) -> Colours:
    """Read a picture, PNG in base64."""
    with Image.open(BytesIO(b64decode(picture)), formats=["PNG"]) as image:
        return np.asarray(image.convert("RGB"))


def contrast(shown: Colours, bare: Colours, boxes: Sequence[Box], ink: Ink) -> Mapping[str, Any]:
    """Tell what contrast the letters in some boxes have with what they stand on, or why that is not known.

    Gives fields of `auditor.evidence.pictured.PicturedText`.
    """
    parts = [np.s_[top:bottom, left:right] for left, top, right, bottom in boxes]
    seen = np.concatenate([shown[part].reshape(-1, 3) for part in parts])
    ground = np.concatenate([bare[part].reshape(-1, 3) for part in parts])
    (changed,) = np.nonzero((seen != ground).any(axis=1))
    changed = changed[:: len(changed) // ENOUGH_PIXELS + 1]
    seen, ground = seen[changed].astype(float), ground[changed].astype(float)

    whole = (np.array(ink[:3]) - ground) * ink[3]  # what a letter changes where it covers all of a pixel
    span = (whole**2).sum(axis=1)
    near = span < LEAST_CHANGE
    cover = np.where(near, -1, ((seen - ground) * whole).sum(axis=1) / np.where(near, 1, span))
    off = np.abs(seen - ground - cover[:, None] * whole).sum(axis=1)
    strange = (off > STRANGE) | (cover < COVER[0]) | (cover > COVER[1])
    under = ~strange & (cover >= HALF_COVERED)
    if under.sum() < LEAST_PIXELS:
        return {"unseen": NO_COLOUR if strange.sum() > len(seen) / 2 else NO_LETTERS}
    if strange.sum() > len(seen) * STRANGE_SHARE:
        return {"unseen": MOVING}
    return _spread(_ratios(ground[under] + whole[under], ground[under]))


def _spread(ratios: NDArray[Any]) -> Mapping[str, Any]:
    low, median, high = (round(float(each), 3) for each in np.quantile(ratios, (0.02, 0.5, 0.98)))
    shares = {f"{limit:g}": round(float((ratios < limit).mean()), 3) for limit in WCAG_RATIOS}
    return {
        "letter_px": len(ratios),
        "lowest": low,
        "median": median,
        "highest": high,
        "share_under": shares,
    }


def _ratios(one: Colours, other: Colours) -> NDArray[Any]:
    """Give contrast ratios, as WCAG 2.2 defines them."""
    lights = _luminance(one), _luminance(other)
    ratios: NDArray[Any] = (np.maximum(*lights) + 0.05) / (np.minimum(*lights) + 0.05)
    return ratios


def _luminance(of: Colours) -> NDArray[Any]:
    """Give relative luminance, as WCAG 2.2 defines it with the threshold of IEC 61966-2-1."""
    shares = of / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    light: NDArray[Any] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light
