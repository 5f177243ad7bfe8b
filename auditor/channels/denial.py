"""Sentences that take a channel back: "cannot be done by phone", "online only".

A denial reaches a phrase in its own clause, a few words away, unless the clause is a
condition ("if you cannot apply online call ..."), and from there the rest of a list
("by email, phone or post"). "Online only" takes back its whole sentence.
"""

import re
from collections.abc import Sequence

from auditor.channels.lexicon import Concept, Hit

DENIAL_CHARS = 40  # within a clause: "cannot at the moment be done by phone"; chosen, not measured
LIST_GAP_CHARS = 12  # between the members of a list: ", or by "; chosen, not measured

_SENTENCE_END = re.compile(r"[.!?;]\s|[؟؛。！？।]")  # noqa: RUF001  sentence marks of several scripts
_CLAUSE_END = re.compile(r"[,:.!?;]\s|[،؟؛。，！？।]|\s[-–—]\s")  # noqa: RUF001


type Span = tuple[int, int]


def online_only_spans(text: str, hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Give the sentences that say that something is done online only, not "not only online"."""
    return tuple(_sentence(text, hit) for hit in hits if hit.concept is Concept.ONLINE_ONLY)


def denied_hits(text: str, hits: Sequence[Hit]) -> frozenset[Hit]:
    """Give the hits that their clause or a list in it takes back; `hits` are in order of place."""
    denials = [hit for hit in hits if hit.concept is Concept.DENIAL]
    if not denials:
        return frozenset()
    conditions = [hit for hit in hits if hit.concept is Concept.CONDITION]
    denied: list[Hit] = []
    for hit in hits:
        if any(_denies(text, denial, hit, conditions) for denial in denials) or (
            hit.alone and any(_continues_list(text, before, hit) for before in denied)
        ):
            denied.append(hit)
    return frozenset(denied)


def _sentence(text: str, hit: Hit) -> Span:
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, hit.start)), default=0)
    end = _SENTENCE_END.search(text, hit.end)
    return start, end.start() if end else len(text)


def _denies(text: str, denial: Hit, hit: Hit, conditions: Sequence[Hit]) -> bool:
    if denial.start <= hit.start and hit.end <= denial.end:
        return True
    gap = (denial.end, hit.start) if denial.start <= hit.start else (hit.end, denial.start)
    if gap[1] - gap[0] > DENIAL_CHARS or _CLAUSE_END.search(text, *gap):
        return False
    later = max(denial.start, hit.start)
    return not any(
        condition.end <= later and not _CLAUSE_END.search(text, condition.end, later)
        for condition in conditions
    )


def _continues_list(text: str, before: Hit, hit: Hit) -> bool:
    gap = hit.start - before.end
    return (
        before.alone and 0 < gap <= LIST_GAP_CHARS and not _SENTENCE_END.search(text, before.end, hit.start)
    )
