"""Sentences that take a channel back: "cannot be done by phone", "online only".

A denial reaches a phrase in its own clause, a few words away, unless the clause is a
condition ("if you cannot apply online call ..."), and from there the rest of a list
("by email, phone or post"). "Online only" takes back its whole sentence. What is sent
to the visitor ("we have sent a text message to ...") is no way to reach the office either.
"""

import re
from collections.abc import Sequence

from auditor.channels.lexicon import Concept, Hit

# Distances in characters, chosen, not measured.
DENIAL_CHARS = 40  # "cannot at the moment be done by phone"
OUTGOING_CHARS = 60  # "we have sent you the summary of your application to"
_CALL_CHARS = 15  # "you will receive a phone call"; not "you will receive a letter. Call us if ..."
LIST_GAP_CHARS = 12  # between the members of a list: ", or by "

_SENTENCE_END = re.compile(r"[.!?;]\s|[؟؛。！？।]")  # noqa: RUF001  sentence marks of several scripts
_CLAUSE_END = re.compile(r"[,:.!?;]\s|[،؟؛。，！？।]|\s[-–—]\s")  # noqa: RUF001

type Span = tuple[int, int]


def online_only_spans(text: str, hits: Sequence[Hit]) -> tuple[Span, ...]:
    """Give the sentences that say that something is done online only, not "not only online"."""
    return tuple(sentence_of(text, hit) for hit in _of(Concept.ONLINE_ONLY, hits))


def denied_hits(text: str, hits: Sequence[Hit]) -> frozenset[Hit]:
    """Give the hits that their clause or a list in it takes back; `hits` are in order of place."""
    denials = _of(Concept.DENIAL, hits)
    outgoing = _of(Concept.OUTGOING, hits) or _of(Concept.OUTGOING_AFTER, hits)
    if not denials and not outgoing:
        return frozenset()
    conditions = _of(Concept.CONDITION, hits)
    denied: list[Hit] = []
    for hit in hits:
        reach = _CALL_CHARS if hit.concept is Concept.PHONE else OUTGOING_CHARS
        if (
            any(_denies(text, denial, hit, conditions) for denial in denials)
            or is_outgoing(text, hits, hit.start, reach)
            or (hit.alone and any(_continues_list(text, before, hit) for before in denied))
        ):
            denied.append(hit)
    return frozenset(denied)


def is_outgoing(text: str, hits: Sequence[Hit], position: int, reach: int = OUTGOING_CHARS) -> bool:
    """Tell whether what stands at a position is sent to the visitor, or the visitor's own address.

    Languages that put their verbs last say so after it.
    """
    if any(
        0 <= sent.start - position <= OUTGOING_CHARS and not _SENTENCE_END.search(text, position, sent.start)
        for sent in _of(Concept.OUTGOING_AFTER, hits)
    ):
        return True
    return any(
        0 <= position - sent.end <= reach
        and not _SENTENCE_END.search(text, sent.end, position)
        and not any(sent.end <= hit.start < position for hit in _of(Concept.CONDITION, hits))
        for sent in _of(Concept.OUTGOING, hits)
    )


def _of(concept: Concept, hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.concept is concept]


def sentence_of(text: str, hit: Hit) -> Span:
    """Give the sentence that a hit stands in, without the mark at its end."""
    start = max((end.end() for end in _SENTENCE_END.finditer(text, 0, hit.start)), default=0)
    end = _SENTENCE_END.search(text, hit.end)
    return start, end.start() if end else len(text)


def _denies(text: str, denial: Hit, hit: Hit, conditions: Sequence[Hit]) -> bool:
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
