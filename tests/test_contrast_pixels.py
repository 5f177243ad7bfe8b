"""Contrast read from two pictures of a text: whole values, worked out by hand from WCAG's formula."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from auditor.visit.contrast import MOVING, NO_COLOUR, NO_LETTERS, Box, Ink, colours, contrast

WHITE, BLACK, GREY = (255, 255, 255), (0, 0, 0), (119, 119, 119)
GREY_ON_WHITE = 4.478  # #777777 on white: 1.05 / (0.1845 + 0.05)
ALL: Box = (0, 0, 20, 20)

type Colour = tuple[int, int, int]


def plain(colour: Colour) -> Image.Image:
    return Image.new("RGB", (20, 20), colour)


def lettered(ground: Image.Image, colour: Colour, *, box: Box = (4, 4, 16, 16)) -> Image.Image:
    drawn = ground.copy()
    drawn.paste(colour, box)
    return drawn


def read(shown: Image.Image, bare: Image.Image, ink: Ink, box: Box = ALL) -> dict[str, object]:
    return dict(contrast(_through_png(shown), _through_png(bare), [box], ink))


def _through_png(image: Image.Image) -> object:
    held = BytesIO()
    image.save(held, "PNG")
    return colours(b64encode(held.getvalue()).decode())


def test_letters_on_one_colour() -> None:
    seen = read(lettered(plain(WHITE), GREY), plain(WHITE), (*GREY, 1))

    assert seen == {
        "letter_px": 144,
        "lowest": pytest.approx(GREY_ON_WHITE, abs=0.001),
        "median": pytest.approx(GREY_ON_WHITE, abs=0.001),
        "highest": pytest.approx(GREY_ON_WHITE, abs=0.001),
        "share_under": {"3": 0.0, "4.5": 1.0, "7": 1.0},
    }


def test_what_is_not_under_letters_does_not_count() -> None:
    ground = plain(WHITE)
    ground.paste(GREY, (0, 0, 20, 4))  # above the letters

    seen = read(lettered(ground, BLACK), ground, (*BLACK, 1))

    assert (seen["lowest"], seen["share_under"]) == (21, {"3": 0.0, "4.5": 0.0, "7": 0.0})


def test_a_ground_that_changes_under_the_letters() -> None:
    ground = plain(WHITE)
    ground.paste(GREY, (0, 0, 7, 20))  # a quarter of the letters, 4 to 16, stands on it

    seen = read(lettered(ground, BLACK), ground, (*BLACK, 1))

    assert seen["share_under"] == {"3": 0.0, "4.5": 0.0, "7": 0.25}  # black on #777777 is 4.69 to 1


def test_a_half_transparent_ink_is_laid_on_its_ground() -> None:
    seen = read(lettered(plain(WHITE), (128, 128, 128)), plain(WHITE), (*BLACK, 0.5))

    assert seen["median"] == pytest.approx(3.98, abs=0.01)  # of 127.5 grey on white


def test_letters_that_nothing_is_seen_of() -> None:
    assert read(plain(WHITE), plain(WHITE), (*WHITE, 1)) == {"unseen": NO_LETTERS}


def test_letters_in_another_colour_than_the_page_says() -> None:
    assert read(lettered(plain(WHITE), BLACK), plain(WHITE), (255, 0, 0, 1)) == {"unseen": NO_COLOUR}


def test_something_that_moved_between_the_pictures() -> None:
    shown = lettered(plain(WHITE), BLACK)
    shown.paste((255, 200, 0), (0, 0, 20, 3))

    assert read(shown, plain(WHITE), (*BLACK, 1)) == {"unseen": MOVING}
