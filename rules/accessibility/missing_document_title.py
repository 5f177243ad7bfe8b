"""A document must have a title, or at least a file name, that tells what it is about.

Why it matters: who cannot see the first page hears the title first, and finds the document again by it among
ten open windows. "scan_0042.pdf" tells nothing.

How to fix it: fill in the title in the properties of the source (File, Info or Properties) and export again
with "Show document title". Give the file a name in words.

Source: W3C, Techniques for WCAG 2.2, PDF18, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF18;
EN 301 549 V3.2.1, clause 10.2.4.2, whose note takes the name of a file for a title if it tells the topic.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.examples import document
from auditor.outcome import CantTell, Failed, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

LEAST_WORD = 2  # letters of a word that may tell a topic, if only by an abbreviation

# What programs write when nobody gives a title, in their languages.
_PLACEHOLDER = re.compile(
    r"(untitled|document|unbenannt|dokument|sans titre|sin t[ií]tulo|documento|senza titolo|sem t[ií]tulo"
    r"|presentation|präsentation|pr[eé]sentation|presentaci[oó]n|powerpoint[ -]*(presentation|präsentation)"
    r"|pr[eé]sentation powerpoint|presentaci[oó]n de powerpoint|presentazione (standard di )?powerpoint"
    r"|(slide|folie|diapositive|diapositiva) ?1|title|titel|titre|t[ií]tulo|titolo|model|layout ?1"
    r"|microsoft (word|excel|powerpoint)|book|blank)[\W_\d]*",
    re.IGNORECASE,
)
# Words of file names that tell how a file was made and nothing of what is in it.
_EMPTY_WORDS = """
scan scanned scanner scansione numerisation escaneo escaneado copy copie kopie copia document documento
dokument doc docs file fichier datei archivo final finale definitif definitivo version image photo foto page
seite pagina download upload export print untitled unbenannt titre titulo microsoft word acrobat adobe
camscanner signed signe firmado firmato unterschrieben nuevo nouveau attachment anhang piece jointe adjunto
allegato docx temp internet
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_HASH = re.compile(r"(?=\D*\d)[0-9a-f_-]{8,}", re.IGNORECASE)  # a number in base 16, such as a UUID
_WORD = re.compile(r"[^\W\d_]+")
# A title that is a file's name: programs put it there.
_FILE_NAME = re.compile(
    r"microsoft (word|excel|powerpoint) - .*"
    r"|.*\.(docx?|odt|rtf|xlsx?|pptx?|indd|qxd|pdf|tmp|dwg|cdr|ai|pub)",
    re.IGNORECASE,
)


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at the title, or else at the name that the file is saved under."""
    facts = page.document
    if facts is None:
        return
    title = facts.title
    named = bool(title) and not _PLACEHOLDER.fullmatch(title)
    if named and not _FILE_NAME.fullmatch(title) and _WORD.search(title):
        yield Passed()
    elif named and _tells(title):
        yield CantTell(
            "The title of this document is the name of a file: {title}. Does it tell the topic?", title=title
        )
    elif _tells(facts.name):
        yield CantTell(
            "This document has no title, only the name of its file: {name}. Does it tell the topic?",
            name=facts.name,
        )
    elif title:
        yield Failed(
            "The title of this document tells nothing: {title}; nor does the name of its file, {name}",
            title=title,
            name=facts.name or "none",
        )
    else:
        yield Failed(
            "This document has no title, and the name of its file tells nothing: {name}",
            name=facts.name or "none",
        )


def _tells(name: str) -> bool:
    """Whether a file's name holds a word that may tell what is in it."""
    stem = name.rpartition(".")[0] or name
    words = (word.lower() for word in _WORD.findall(_split(stem)))
    return not _HASH.fullmatch(stem) and any(
        len(word) >= _least(word) and word not in _EMPTY for word in words
    )


def _split(name: str) -> str:
    """Part words that are joined with capitals, as in TaxForm."""
    return re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", name)


def _least(word: str) -> int:
    """Letters that a word has at least; in scripts such as Chinese one letter is a word."""
    return LEAST_WORD if word < "\u0530" else 1


RULE = Rule(
    title="Document has no title",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.COGNITION),
    criteria=("2.4.2",),
    needs=("document",),
    check=check,
    examples=(
        Example("a title", document(), Passed),
        Example("a title in a Word file", document("docx"), Passed),
        Example("no title, and a name that tells nothing", document(title="", name="scan_0042.pdf"), Failed),
        Example("no title, and a name of numbers", document(title="", name="2024-11-03 (2).pdf"), Failed),
        Example("no title and a name in words", document(title="", name="school-meals.pdf"), CantTell),
        Example("no title and joined words", document(title="", name="DogTax2024.pdf"), CantTell),
        Example("no title and an abbreviation", document(title="", name="CM_1-02-2021.pdf"), CantTell),
        Example("no title and a sum", document(title="", name="3f9a-77be02c1d4e8.pdf"), Failed),
        Example("no title and a name in Arabic", document(title="", name="مضمون ولادة.pdf"), CantTell),
        Example("what a program writes", document(title="Untitled-1", name="doc12.pdf"), Failed),
        Example("what a program writes, over a name in words", document(title="Untitled-1"), CantTell),
        Example("a file's name for a title", document(title="Microsoft Word - permit.doc"), CantTell),
        Example("a file's name that tells nothing", document(title="A2-b.indd", name="A2-b.pdf"), Failed),
        Example("a title of one short word", document(title="VAT"), Passed),
        Example("a title of marks only", document(title="- 1 -", name="1.pdf"), Failed),
    ),
)
