"""A field for documents must take a photograph.

Why it matters: who has a phone and no computer has no scanner and no PDF of a letter or an identity card, but
a camera. A field that takes PDF files alone ends the way there, often at its last step.

How to fix it: add pictures to what the field takes (accept="application/pdf,image/*"), and make them smaller
on your side. Leave out capture, which takes away the choice of a picture that was made before.

Source: HTML, the accept attribute, https://html.spec.whatwg.org/multipage/input.html#attr-input-accept, and
Media Capture, https://www.w3.org/TR/html-media-capture/. No criterion of WCAG asks for it. Fields for data,
recordings or plans are not asked about.
"""

import re
from collections.abc import Iterator

from auditor.deadends.fields import own_entries, place_of
from auditor.evidence import PageEvidence
from auditor.evidence.entries import Entry
from auditor.examples import entry, form
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

# What a paper is kept as, and what a camera makes.
_PAPER = re.compile(r"pdf|\bdocx?\b|msword|wordprocessing|\bodt\b|\brtf\b")
_PHOTO = re.compile(r"image/|\b(?:jpe?g|png|heic|heif|webp|tiff?|gif|bmp)\b|\*/\*")

_REFUSES = "“{label}” takes no photograph, only: {accept}"
_MAYBE = "Does “{label}” take a photograph? Its hint names other files only: {hint}"
_CAMERA = (
    "Can “{label}” be answered with a picture that was made before? It opens the camera of a phone at once"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Read which files a field takes; where it takes all, what its label and hint name."""
    for field in own_entries(page):
        if field.kind == "file":
            outcome = _outcome(field)
            if outcome is not None:
                yield outcome


def _outcome(field: Entry) -> Outcome | None:
    at, said = place_of(field), f"{field.label} {field.hint}".lower()
    if field.accept and not _PHOTO.search(field.accept):
        papers = _PAPER.search(field.accept)
        return Failed(_REFUSES, at=at, label=field.label, accept=field.accept) if papers else None
    if field.capture:
        return CantTell(_CAMERA, at=at, label=field.label)
    if not field.accept and _PAPER.search(said) and not _PHOTO.search(said):
        return CantTell(_MAYBE, at=at, label=field.label, hint=field.hint or field.label)
    return Passed()


def _file(accept: str = "", label: str = "Identity card", **facts: object) -> PageEvidence:
    return form(entry(label, kind="file", accept=accept, **facts))


RULE = Rule(
    title="A photograph cannot be handed in",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.SMALL_SCREEN, Group.SHARED_PHONE),
    needs=("entries",),
    advice=True,
    check=check,
    examples=(
        Example("any file", _file(), Passed),
        Example("PDF files and pictures", _file(".pdf,.jpg"), Passed),
        Example("pictures of any kind", _file("application/pdf, image/*"), Passed),
        Example("PDF files alone", _file("application/pdf"), Failed),
        Example("papers of offices", _file(".doc,.docx,.odt"), Failed),
        Example("tables of data", _file(".csv,.xlsx"), Inapplicable),
        Example("any file, by its markup; PDF, by its words", _file(hint="PDF, at most 2 MB"), CantTell),
        Example("any file; PDF or pictures, by its words", _file(hint="PDF, JPG or PNG"), Passed),
        Example("the camera alone", _file("image/*", capture=True), CantTell),
        Example("no file", form(entry("Name")), Inapplicable),
        Example("by its markup", '<main><label>Letter <input type=file accept=".PDF"></label>', Failed),
        Example(
            "the camera, by its markup", "<main><label>Letter <input type=file capture></label>", CantTell
        ),
    ),
)
