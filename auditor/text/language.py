"""The language that a text or page is written in, by its words rather than by its label.

Pages often declare the language of their template. The words decide where there are
enough of them; where there are few, or the detector hesitates between relatives (Croatian
and Bosnian, Malay and Indonesian), the declaration is believed.

Detection is by py3langid 0.4, a naive Bayes model that is part of the package: nothing
is downloaded. Of its 142 languages the ISO 639-1 ones are asked. Its figures here were
measured, see docs/readability.md.
"""

from functools import cache, lru_cache
from typing import Any

from auditor.evidence import PageEvidence
from auditor.text.main_text import main_blocks

MIN_CHARS = 40  # from here on fewer than 1 guess in 100 was wrong, at 20 it is 1 in 12: docs/readability.md
PAGE_LETTERS = 100  # some twenty words; in letters, because not every script has spaces
CONFIDENT = 0.5  # likelier than all other languages together
SAMPLE_CHARS = 3_000  # more text costs time and tells nothing new

_ISO_639_1_CHARS = 2


def language_of(text: str) -> str:
    """Detect a text's language.

    Returns:
        An ISO 639-1 code, "" if the text is too short to tell.
    """
    text = " ".join(text.split())
    return _detect(text[:SAMPLE_CHARS])[0] if len(text) >= MIN_CHARS else ""


def page_language(page: PageEvidence) -> str:
    """Decide a page's language: detected on its main text, or else declared by its lang attribute.

    Detection decides where there are at least `PAGE_LETTERS` letters and it is
    `CONFIDENT`. The result is an ISO 639-1 code as a rule; a declared language that has
    none keeps its own code. "" means that it cannot be told.
    """
    text = " ".join(block.text for block in main_blocks(page))[:SAMPLE_CHARS]
    if sum(char.isalpha() for char in text) >= PAGE_LETTERS:
        language, probability = _detect(text)
        if probability >= CONFIDENT:
            return language
    return primary_subtag(page.head.lang) if page.head else ""


def primary_subtag(lang: str) -> str:
    """Give the language of a lang attribute's value: "pt" for "pt-BR"."""
    return lang.strip().replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=64)
def _detect(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  its model loads in 0.7 s

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == _ISO_639_1_CHARS])
    return identifier
