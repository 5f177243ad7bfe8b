"""Judges texts by the rules that need nothing but text."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from auditor.evidence import PageEvidence, Part
from auditor.judge import Finding, judge_page
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.rule import Pillar, RegisteredRule, Scope
from auditor.service import HardSentence
from auditor.text.hard_sentences import hardest
from auditor.text.prose import prose
from auditor.text.reading import (
    GRADED_LANGUAGES,
    MIN_SENTENCES,
    MIN_WORDS,
    Grade,
    Relative,
    grade_sentences,
    relative_difficulty,
)

_OF_TEXT: frozenset[Part] = frozenset({"text", "head"})


@dataclass(frozen=True, slots=True)
class JudgedText:
    """What there is to say of a text.

    `grade` is None where there is none, and `why_no_grade` says why; `relative` then places some texts
    between easy and usual ones of their language. `hardest` are the sentences over
    `school_years` by themselves, `findings` what the rules answered, without the grade.
    """

    source: str
    language: str
    school_years: float
    sentences: int
    words: int
    grade: Grade | None
    why_no_grade: str
    relative: Relative | None
    hardest: tuple[HardSentence, ...]
    findings: tuple[Finding, ...]


def judge_text(text: PageEvidence) -> JudgedText:
    """Grade a text, and ask the rules of the readability pillar that need no more than it."""
    found = prose(text)
    cut = [sentence.words for sentence in found.sentences]
    grade = grade_sentences(cut, found.language)
    judged = judge_page(text, text_rules().values())
    return JudgedText(
        source=text.url,
        language=found.language,
        school_years=text.school_years,
        sentences=len(found.sentences),
        words=found.words,
        grade=grade,
        why_no_grade="" if grade else _why_no_grade(found.language, found.words),
        relative=relative_difficulty(cut, found.language),
        hardest=hardest(found.sentences, found.language, over_years=text.school_years),
        findings=tuple(
            each
            for each in judged.findings
            if each.verdict in {Verdict.FAILED, Verdict.CANT_TELL} and each.rule != "hard-text"
        ),
    )


@cache
def text_rules() -> Mapping[str, RegisteredRule]:
    """Give the rules that can be asked of a text alone."""
    return {
        id_: each
        for id_, each in all_rules().items()
        if each.pillar is Pillar.READABILITY
        and each.rule.scope is Scope.PAGE
        and _OF_TEXT.issuperset(each.rule.needs)
    }


def _why_no_grade(language: str, words: int) -> str:
    if not words:
        return "there is no running text in it"
    if not language:
        return "its language could not be told"
    if language not in GRADED_LANGUAGES:
        return f"no readability formula is held valid for its language, {language}"
    return f"under {MIN_WORDS} words or {MIN_SENTENCES} sentences no grade can be trusted"


def to_json_line(judged: JudgedText) -> str:
    """Write one text as a line of JSON; docs/cli.md describes its members."""
    grade = judged.grade
    return json.dumps(
        {
            "source": judged.source,
            "language": judged.language or None,
            "grade": round(grade.years, 1) if grade else None,
            "low": round(grade.low, 1) if grade else None,
            "high": round(grade.high, 1) if grade else None,
            "formula": grade.formula if grade else None,
            "sentences": judged.sentences,
            "words": judged.words,
            "why_no_grade": judged.why_no_grade or None,
            "relative": round(judged.relative.position) if judged.relative else None,
            "reasons": [*_hard(judged.hardest), *_found(judged.findings)],
        },
        ensure_ascii=False,
    )


def _hard(sentences: Iterable[HardSentence]) -> Iterable[Mapping[str, str]]:
    for each in sentences:
        yield {"rule": "hard-text", "text": each.text, "reason": each.reason, "advice": each.advice}


def _found(findings: Iterable[Finding]) -> Iterable[Mapping[str, str]]:
    for each in findings:
        advice = text_rules()[each.rule].documentation.fix
        yield {"rule": each.rule, "text": each.snippet or "", "reason": each.message, "advice": advice}
