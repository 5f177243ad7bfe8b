"""Reads how hard a page's running text is, in brief."""

from auditor.evidence import PageEvidence
from auditor.evidence.once import once_a_page
from auditor.service import ReadText
from auditor.text.hard_sentences import hardest
from auditor.text.prose import Prose, prose_by_language
from auditor.text.reading import Grade, grade_sentences
from auditor.text.repeats import parts_of

MOST_HARD_SENTENCES = 10


@once_a_page
def graded_prose(page: PageEvidence) -> tuple[tuple[Prose, Grade | None], ...]:
    """Grade the sentences of a page's main text, each language by itself, the page's own first."""
    return tuple(
        (found, grade_sentences([sentence.words for sentence in found.sentences], found.language))
        for found in prose_by_language(page)
    )


def read_text(page: PageEvidence) -> ReadText:
    """Grade the text of a page that is in its own language, and name its hardest sentences."""
    found, grade = graded_prose(page)[0]
    return ReadText(
        language=found.language,
        sentences=len(found.sentences),
        words=found.words,
        years=grade.years if grade else None,
        low=grade.low if grade else None,
        high=grade.high if grade else None,
        formula=grade.formula if grade else "",
        hardest=hardest(
            found.sentences, found.language, over_years=page.school_years, most=MOST_HARD_SENTENCES
        ),
        parts=parts_of(found.sentences, found.language),
    )
