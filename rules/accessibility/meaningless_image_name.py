"""The alternative text of an image must stand for the image, and not for its file.

Why it matters: whoever does not see the image hears "DSC underscore zero four one two dot jpg" instead of
what it shows.

How to fix it: write what the image tells ("The town hall's entrance, with a ramp at the left"), or alt=""
if it tells nothing.

Source: WCAG 2.2, success criterion 1.1.1 Non-text Content,
https://www.w3.org/TR/WCAG22/#non-text-content, and its failure F30,
https://www.w3.org/WAI/WCAG22/Techniques/failures/F30. The words: auditor/text/empty_words.toml.
"""

import re
from collections.abc import Iterator
from posixpath import basename, splitext
from urllib.parse import unquote

from auditor.evidence import PageEvidence
from auditor.evidence.named import Named, NamedImage
from auditor.examples import head, page
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity
from auditor.text.empty_words import is_empty
from auditor.text.language import languages_at

_FILE = re.compile(r"\S[^/\\]*\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|ico)", re.IGNORECASE)
# What cameras, phones and programs call pictures by themselves.
_SERIAL = re.compile(
    r"(?:dsc[nf]?|img|pict?|p(?=\d{6})|gopr|screenshot|whatsapp image|image|imagen|imagem|foto|photo|bild|"
    r"picture|sin titulo|untitled|captura)[-_ ]*\(?\d[\d\W_]*(?:wa\d+|at)?[\d\W_]*(?:copy|copia|kopie)?",
    re.IGNORECASE,
)
_HASH = re.compile(
    r"(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
_QUERY = re.compile(r"[?#].*", re.DOTALL)
_NUMBER = re.compile(r"\d{5,}(?:[-_]\d+)*")

_STANDS_FOR_ANY = "The alternative text of an image is “{name}”, which stands for any image"
_FILE_NAME = "The alternative text of an image is the name of its file, “{name}”"
_LIKE_THE_FILE = (
    "The alternative text of an image is called like its file, “{name}”. Does it tell what the image shows?"
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for alternative texts that are names of files, or words for any image."""
    for image in page.named.images if page.named else ():
        yield _outcome(page, image)


def _outcome(page: PageEvidence, image: NamedImage) -> Outcome:
    name = image.name.strip()
    at = Place(image.selector, image.snippet, image.landmark)
    if _FILE.fullmatch(name) or _HASH.fullmatch(name):
        return Failed(_FILE_NAME, at=at, name=name)
    if is_empty("image", name, languages_at(page, image.lang)):
        return Failed(_STANDS_FOR_ANY, at=at, name=name)
    stem = _stem(image.src)
    if name.casefold() == stem.casefold() and (_SERIAL.fullmatch(name) or _NUMBER.fullmatch(name)):
        return Failed(_FILE_NAME, at=at, name=name)
    if _SERIAL.fullmatch(name) or (name.casefold() == stem.casefold() and re.search(r"[-_\d]", name)):
        return CantTell(_LIKE_THE_FILE, at=at, name=name)
    return Passed()


def _stem(src: str) -> str:
    return splitext(unquote(basename(_QUERY.sub("", src))))[0]


def _image(name: str, src: str = "a.jpg", *, lang: str = "en") -> PageEvidence:
    image = NamedImage(selector="img", snippet="<img>", name=name, source="alt", src=src)
    return page(named=Named(images=(image,)), head=head(lang=lang), text=())


RULE = Rule(
    title="Alternative text of an image says nothing",
    severity=Severity.SERIOUS,
    dimension=Dimension.ABILITY,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION),
    criteria=("1.1.1",),
    act_rules=("qt1vmo",),
    needs=("named", "head", "text"),
    check=check,
    examples=(
        Example("it tells what is shown", _image("The town hall's entrance"), Passed),
        Example("a file's name", _image("top3 new.jpg"), Failed),
        Example("a word for any image", _image("Image"), Failed),
        Example("in another language", _image("Imagen", lang="es"), Failed),
        Example("a camera's name for it", _image("DSC_0412", "/up/dsc_0412.jpg"), Failed),
        Example("a number for it", _image("20240501", "/up/20240501.jpg?w=300#a"), Failed),
        Example("a year in a picture", _image("1945", "/1945.png"), CantTell),
        Example("a car park's number", _image("P1", "/p1.svg"), CantTell),
        Example("a camera's number for it", _image("P1010042", "/P1010042.jpg"), Failed),
        Example("an address that is none", _image("The town hall", "http://[a/b.jpg"), Passed),
        Example("one that may be a caption", _image("Foto 1", "/up/square.jpg"), CantTell),
        Example("called like its file", _image("mapa_centro", "/mapa_centro.png"), CantTell),
        Example("a word that is its file's name too", _image("Mayor", "/mayor.jpg"), Passed),
        Example("a number in a text", _image("Office 24"), Passed),
        Example("a hash", _image("9f86d081884c7d659a2feaa0"), Failed),
        Example("in a page", '<img src="data:," alt="spacer">', Failed),
        Example("decoration", '<img src="data:," alt="">', Inapplicable),
    ),
)
