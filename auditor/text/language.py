"""The language that a text or page is written in, by its words rather than by its label.

Pages often declare the language of their template. The words decide where there are
enough of them; where there are few, or the detector hesitates between relatives (Croatian
and Bosnian, Malay and Indonesian), the declaration is believed.

Latin is taken for filler text ("Lorem ipsum"), and never for the language of a page.
"""

from auditor.evidence import PageEvidence
from auditor.evidence.once import once_a_page
from auditor.text.detection import CONFIDENT, MIN_CHARS, detect
from auditor.text.filler import LATIN
from auditor.text.main_text import main_blocks

PAGE_LETTERS = 100  # some twenty words; in letters, because not every script has spaces
SAMPLE_CHARS = 3_000  # more text costs time and tells nothing new


def language_of(text: str) -> str:
    """Detect a text's language.

    Returns:
        An ISO 639-1 code, "" if the text is too short to tell.
    """
    text = " ".join(text.split())
    return detect(text[:SAMPLE_CHARS])[0] if len(text) >= MIN_CHARS else ""


@once_a_page
def page_language(page: PageEvidence) -> str:
    """Decide a page's language: detected on its main text, or else declared by its lang attribute.

    Detection decides where there are at least `PAGE_LETTERS` letters and it is
    `CONFIDENT`. The result is an ISO 639-1 code as a rule; a declared language that has
    none keeps its own code. "" means that it cannot be told.
    """
    text = " ".join(block.text for block in main_blocks(page))[:SAMPLE_CHARS]
    if _has_letters(text, PAGE_LETTERS):
        language, probability = detect(text)
        if probability >= CONFIDENT and language != LATIN:
            return language
    return primary_subtag(page.head.lang) if page.head else ""


def _has_letters(text: str, least: int) -> bool:
    """Tell whether a text has so many letters; its beginning nearly always has, and is asked first."""
    return any(sum(map(str.isalpha, part)) >= least for part in (text[: 2 * least], text))


def languages_at(page: PageEvidence, lang: str) -> frozenset[str]:
    """Give the languages that a name may be in: the one declared where it stands, and the page's own."""
    return frozenset({primary_subtag(lang), page_language(page)}) - {""}


def primary_subtag(lang: str) -> str:
    """Give the language of a lang attribute's value: "pt" for "pt-BR"."""
    return lang.strip().replace("_", "-").partition("-")[0].lower()
