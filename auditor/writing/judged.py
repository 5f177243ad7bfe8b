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
from auditor.service import HardSentence, ReadText
from auditor.text.language_names import language_name
from auditor.text.prose import prose
from auditor.text.read_text import read_text
from auditor.text.reading import (
    GRADED_LANGUAGES,
    MIN_SENTENCES,
    MIN_WORDS,
    Relative,
    relative_difficulty,
)
from auditor.text.sentences import UNSPACED_LANGUAGES

_OF_TEXT: frozenset[Part] = frozenset({"text", "head"})


@dataclass(frozen=True, slots=True)
class JudgedText:
    """What there is to say of a text.

    `why_no_grade` says why it has no grade, "" if it has one; `relative` then places some texts between easy
    and usual ones of their language. `findings` are what the rules answered, without the grade.
    """

    source: str
    school_years: float
    read: ReadText
    why_no_grade: str
    relative: Relative | None
    findings: tuple[Finding, ...]

    @property
    def is_measured(self) -> bool:
        """Whether there was anything to judge."""
        return self.read.words > 0


def judge_text(text: PageEvidence) -> JudgedText:
    """Grade a text, and ask the rules of the readability pillar that need no more than it."""
    read = read_text(text)
    return JudgedText(
        source=text.url,
        school_years=text.school_years,
        read=read,
        why_no_grade=_why_no_grade(read),
        relative=relative_difficulty([each.words for each in prose(text).sentences], read.language),
        findings=tuple(
            each
            for each in judge_page(text, text_rules().values()).findings
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


def _why_no_grade(read: ReadText) -> str:
    if read.years is not None:
        return ""
    if read.language in UNSPACED_LANGUAGES:
        return f"its language, {language_name(read.language)}, has no spaces between words to count them by"
    if not read.words:
        return "there is no running text in it"
    if not read.language:
        return "its language could not be told (--language names it)"
    if read.language not in GRADED_LANGUAGES:
        return f"no readability formula is held valid for its language, {read.language}"
    return f"under {MIN_WORDS} words or {MIN_SENTENCES} sentences no grade can be trusted"


def to_json_line(judged: JudgedText) -> str:
    """Write one text as a line of JSON; docs/readability.md describes its members."""
    read = judged.read
    return json.dumps(
        {
            "source": judged.source,
            "language": read.language or None,
            "grade": _rounded(read.years),
            "low": _rounded(read.low),
            "high": _rounded(read.high),
            "formula": read.formula or None,
            "sentences": read.sentences,
            "words": read.words,
            "why_no_grade": judged.why_no_grade or None,
            "relative": round(judged.relative.position) if judged.relative else None,
            "reasons": [*_hard(read.hardest), *_found(judged.findings)],
        },
        ensure_ascii=False,
    )


def _rounded(years: float | None) -> float | None:
    return None if years is None else round(years, 1)


def _hard(sentences: Iterable[HardSentence]) -> Iterable[Mapping[str, str]]:
    for each in sentences:
        yield {"rule": "hard-text", "text": each.text, "reason": each.reason, "advice": each.advice}


def _found(findings: Iterable[Finding]) -> Iterable[Mapping[str, str]]:
    for each in findings:
        advice = text_rules()[each.rule].documentation.fix
        yield {"rule": each.rule, "text": each.snippet or "", "reason": each.message, "advice": advice}
