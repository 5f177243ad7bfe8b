"""What is to be read must be text, and not a picture of text.

Why it matters: people who see little enlarge letters, change their colours, or have them read out, and search
and translate them. A picture of a notice can be neither, and becomes a blur when it is enlarged.

How to fix it: write the text into the page, and keep the picture beside it if it is needed.

Source: WCAG 2.2, success criterion 1.4.5 Images of Text, https://www.w3.org/TR/WCAG22/#images-of-text, which
excepts logotypes. The words: auditor/text/posters.toml. The sizes and the length of an alternative text that
reads like a notice are this project's choices.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedImage
from auditor.examples import page
from auditor.outcome import CantTell, Count, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.posters import speaks_of

LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 150, 50  # smaller ones are icons
NOTICE_WORDS = 10
NOTICE_FACTS = 2
MOST_NAMED = 3

# What notices tell and descriptions of pictures do not: times, dates, telephone numbers, addresses, amounts.
_FACT = re.compile(
    r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|(?:\d[ .-]?){7,}|\S+@\S+\.\w|https?://|\bwww\."
    r"|[€$£]\s?\d|\d\s?[€$£]|\d\s?%",
    re.IGNORECASE,
)

_ASKED = "Do these pictures show text that could be written on the page instead ({count})? {names}"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Ask once a page about pictures that are called posters, or whose texts read like notices."""
    images = [image for image in (page.named.images if page.named else ()) if _is_asked(image)]
    asked = [image for image in images if _is_like_text(image)]
    if asked:
        first = asked[0]
        at = Place(first.selector, first.snippet, first.landmark)
        names = " | ".join(image.name for image in asked[:MOST_NAMED])
        yield CantTell(_ASKED, at=at, elements=len(asked), count=Count(len(asked)), names=names)
    if others := len(images) - len(asked):
        yield Passed(others)


def _is_asked(image: NamedImage) -> bool:
    said = f"{image.name} {image.src} {image.snippet}"
    is_large = image.width_px >= LEAST_WIDTH_PX and image.height_px >= LEAST_HEIGHT_PX
    return is_large and not speaks_of("logo", said)


def _is_like_text(image: NamedImage) -> bool:
    is_notice = len(image.name.split()) >= NOTICE_WORDS and len(_FACT.findall(image.name)) >= NOTICE_FACTS
    file = image.src.rpartition("/")[2]
    return is_notice or speaks_of("poster", image.name) or speaks_of("poster", file)


def _image(name: str, src: str = "a.jpg", *, width_px: float = 150, height_px: float = 50) -> PageEvidence:
    image = NamedImage(
        selector="img", snippet="<img>", name=name, source="alt", src=src,
        width_px=width_px, height_px=height_px,
    )  # fmt: skip
    return page(named=Named(images=(image,)))


_NOTICE = "Vaccination on 3.5.2026 from 09:00 to 12:30, call 555 010 1234 or come to the town hall"

RULE = Rule(
    title="Text is shown as a picture",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.LOW_VISION, Group.COGNITION, Group.SECOND_LANGUAGE),
    criteria=("1.4.5",),
    needs=("named",),
    check=check,
    examples=(
        Example("a poster", _image("Poster of the town's fair"), CantTell),
        Example("by its file", _image("Feria", "/img/2026_afiche-feria.jpg"), CantTell),
        Example("a notice", _image(_NOTICE), CantTell),
        Example(
            "a notice of two facts",
            _image("Vaccination on 3.5.2026 from 09:00 for all who live in town"),
            CantTell,
        ),
        Example(
            "a picture", _image("The mayor opens the town's fair before some three hundred people"), Passed
        ),
        Example("a date in a description", _image("The square in the rain on 3.5.2026, with people"), Passed),
        Example("a logotype", _image("Logo of the poster museum"), Inapplicable),
        Example("too narrow to be read", _image("Poster", width_px=149), Inapplicable),
        Example("too low to be read", _image("Poster", height_px=49), Inapplicable),
        Example(
            "in a page",
            '<img alt="Affiche de la fête" width="400" height="600" '
            "src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">",
            CantTell,
        ),
    ),
)
