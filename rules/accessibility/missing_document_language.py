"""A document must say in which language it is written.

Why it matters: a screen reader that is not told the language reads French with English sounds. Nobody
understands that, and braille comes out wrong too.

How to fix it: set the language of the text in the source and export again. Or set it in the properties of the
PDF (Adobe Acrobat: Document Properties, Advanced, Language).

Source: W3C, Techniques for WCAG 2.2, PDF16, https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF16;
EN 301 549 V3.2.1, clause 10.3.1.1.
"""

import re
from collections.abc import Iterator

from auditor.evidence import PageEvidence
from auditor.evidence.document_facts import DocumentFacts
from auditor.examples import document, structure
from auditor.outcome import CantTell, Failed, Inapplicable, Outcome, Passed
from auditor.rule import Dimension, Example, Group, Rule, Severity

# RFC 5646, 2.1: a language of two or three letters, or of five to eight that are registered; then parts.
_TAG = re.compile(r"([A-Za-z]{2,3}|[A-Za-z]{5,8})([-_][A-Za-z0-9]{1,8})*")
# ISO 639-2: undetermined, several, and none; the last stands in LibreOffice for "no language".
_NONE = frozenset({"und", "mul", "mis", "zxx", "none"})
# Words that programs wrote where a tag belongs.
_WORDS = frozenset({"english", "french", "german", "spanish", "italian", "arabic", "unknown", "default"})


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look at the language of the whole document, or else of its parts."""
    facts = page.document
    if facts is None or facts.language is None or not _has_text(facts):
        return
    said = facts.language
    tags = facts.structure
    if _is_language(said) or (not said and tags is not None and tags.parts_in_language):
        yield Passed()
    elif tags is not None and tags.names_languages:
        yield CantTell("This document names no language of its own, but parts of it do. Do all of them?")
    elif said:
        yield Failed("The language that this document names is none that programs know: {said}", said=said)
    else:
        yield Failed("This document does not say which language it is in")


def _has_text(facts: DocumentFacts) -> bool:
    return bool(facts.pages_with_text or facts.words)


def _is_language(said: str) -> bool:
    first = re.split("[-_]", said)[0].lower()
    return bool(_TAG.fullmatch(said)) and first not in _NONE | _WORDS


RULE = Rule(
    title="Document does not say which language it is in",
    severity=Severity.SERIOUS,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION,),
    criteria=("3.1.1",),
    needs=("document",),
    check=check,
    examples=(
        Example("a language", document(language="fr-FR"), Passed),
        Example("a language with a script", document(language="sr_Latn_RS"), Passed),
        Example("a Word file in Greek", document("docx", language="el", words=300), Passed),
        Example("no language", document(language=""), Failed),
        Example("a word instead of a language's code", document(language="English"), Failed),
        Example("a language that is said to be unknown", document(language="und"), Failed),
        Example(
            "a language at each part",
            document(language="", structure=structure(parts_in_language=True)),
            Passed,
        ),
        Example(
            "a language at some parts",
            document(language="", structure=structure(names_languages=True)),
            CantTell,
        ),
        Example("a scan", document(language="", pages_with_text=0), Inapplicable),
        Example("a spreadsheet, which has no such property", document("xlsx", language=None), Inapplicable),
    ),
)
