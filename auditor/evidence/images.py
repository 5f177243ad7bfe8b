"""The pictures of a page as a phone shows them. A part of the evidence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenImage:
    """An `img` element with a box on the page, and the file that the browser chose for it.

    `file_width_px` and `file_height_px` are the pixels that the file holds, 0 if it was not loaded.
    `drawn_width_px` and `drawn_height_px` are the CSS pixels over which the whole file is drawn, also
    where `object-fit` shows a part of it. `top_px` is how far down the page it begins. `is_lazy` is its
    attribute `loading`, `has_choice` that the page offers the browser several sizes of it.
    """

    selector: str
    snippet: str
    src: str
    file_width_px: float
    file_height_px: float
    drawn_width_px: float
    drawn_height_px: float
    top_px: float
    is_lazy: bool
    has_choice: bool


@dataclass(frozen=True, slots=True)
class Images:
    """The pictures, at so many pixels of the screen to a CSS pixel."""

    pixel_ratio: float
    images: tuple[SeenImage, ...] = ()
