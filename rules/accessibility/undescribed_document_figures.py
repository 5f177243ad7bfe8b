"""Each picture in a document must have a text alternative, or be marked as decoration.

Why it matters: a screen reader says "graphic" and no more. Whether it was the town's arms or the map to the
polling place, nobody who cannot see knows.

How to fix it: describe the picture in the source (in Word and LibreOffice: right-click, alternative text) or
mark it as decorative, and export again with tags.

Source: W3C, Techniques for WCAG 2.2, PDF1 and PDF4, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF1;
failure F30; EN 301 549 V3.2.1, clause 10.1.1.1.
"""

import re
from collections.abc import Iterator, Sequence

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentFigure
from auditor.examples import document
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.page.document_findings import on_pages, some_of
from auditor.rule import Dimension, Example, Group, Rule, Severity

# W3C, F30: the name of a file is no alternative. A path, an address, or one word and the ending of a picture.
_FILE_NAME = re.compile(
    r"([A-Za-z]:\\|/|https?://|file:)?\S*\.(jpe?g|png|gif|bmp|tiff?|webp|svg|emf|wmf)", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+")


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at what is said for each figure. In a PDF only tagged ones are known.

    Word tags each line and frame of a drawing as a figure of its own; whether these show anything is
    for a person to say.
    """
    facts = page.document
    figures = facts.figures if facts is not None else None
    if not figures:
        return
    bare = [each for each in figures if each.alternative is None]
    without = [each for each in bare if each.has_picture and not each.has_words]
    drawn = [each for each in bare if not each.has_picture and not each.has_words]
    named = [each for each in figures if each.alternative and _is_address(each.alternative)]
    unsure = [each for each in figures if each.alternative == ""] + [each for each in bare if each.has_words]
    if sound := len(figures) - len(without) - len(drawn) - len(named) - len(unsure):
        yield Passed(sound)
    yield from some_of(
        Failed,
        "{count} of {all} pictures in this document have no text alternative{pages}",
        without,
        figures,
        pages=_pages(without),
    )
    if named:
        yield from some_of(
            Failed,
            "{count} of {all} pictures have the name of a file for an alternative, such as {name}",
            named,
            figures,
            name=named[0].alternative or "",
        )
    yield from some_of(
        CantTell,
        "{count} of {all} drawings have no text alternative{pages}. Do they show anything, or are they "
        "lines and frames that should be marked as decoration?",
        drawn,
        figures,
        pages=_pages(drawn),
    )
    yield from some_of(
        CantTell,
        "{count} of {all} pictures have an empty text alternative, or none and hold text{pages}. "
        "Is what they show told?",
        unsure,
        figures,
        pages=_pages(unsure),
    )


def _is_address(words: str) -> bool:
    return bool(_FILE_NAME.fullmatch(words) or _ADDRESS.fullmatch(words))


def _pages(figures: Sequence[DocumentFigure]) -> str:
    return on_pages(each.page for each in figures)


def _with(*alternatives: str | None) -> PageEvidence:
    return document(figures=tuple(DocumentFigure(each, page=1) for each in alternatives))


RULE = Rule(
    title="Picture in a document has no text alternative",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.WITHOUT_HEARING),
    criteria=("1.1.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("an alternative", _with("The arms of Aldermere"), Passed),
        Example("none", _with(None), Failed),
        Example("one of two without", _with("Map of polling places", None), Failed),
        Example("a file's name", _with(r"F:\pictures\1.jpg"), Failed),
        Example("an address", _with("https://portal.example/picture?id=1"), Failed),
        Example("words that name a file", _with("Screenshot of the file form.png in the list"), Passed),
        Example("an empty one", _with(""), CantTell),
        Example(
            "a drawing with text in it", document(figures=(DocumentFigure(None, has_words=True),)), CantTell
        ),
        Example(
            "a frame or an arrow", document(figures=(DocumentFigure(None, has_picture=False),)), CantTell
        ),
        Example("in a Word file", document("docx", figures=(DocumentFigure(None),)), Failed),
        Example("no pictures", document(), Inapplicable),
        Example("no tags", document(structure=None, figures=None), Inapplicable),
    ),
)
