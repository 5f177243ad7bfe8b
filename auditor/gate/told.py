"""What `auditor ci` prints: the verdict, what is new, what is fixed, what is only told, scores."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from auditor.cause import normalise
from auditor.gate.verdict import counted, failing
from auditor.reporting.points import whole
from auditor.result.gate import Gate, GateFault, GateKnown, GateScore
from auditor.review.about import path_of

MOST = 10  # faults told one by one; the reports have all
MARKUP_CHARS = 160
MARKS = {"new": "NEW", "expired": "EXPIRED", "unstable": "unstable", "new_rule": "new rule"}


def told(gate: Gate) -> Iterator[str]:
    """Give the lines of a summary."""
    for fault in _first(failing(gate)):
        yield from _fault(fault)
    yield from _more(failing(gate))
    for state in ("unstable", "new_rule"):
        faults = [fault for fault in gate.faults if fault.state == state]
        for fault in _first(faults):
            yield from _fault(fault)
        yield from _more(faults)
    yield from _in_short(gate, "warned", "new, and told only (not in [ci] gate, or too mild for fail_on)")
    yield from _in_short(gate, "suppressed", "suppressed")
    yield from _known(gate)
    yield from _gone("fixed", gate.fixed)
    yield from _gone("known, and not looked for this time", gate.not_seen)
    for each in gate.suppressions:
        if each.state != "unused":
            yield (
                f"suppression of {each.what}: {each.state}, until {each.expires.isoformat()}, "
                f"{each.owner}: {each.reason}"
            )
    yield from map(_score, gate.scores)
    yield from gate.advice
    if gate.passed:
        yield "The gate is passed."
    else:
        yield f"The gate has failed: {'; '.join(gate.reasons)}."


def _fault(fault: GateFault) -> Iterator[str]:
    pages = f"{path_of(fault.url)}" if fault.url else fault.service or "the portal"
    more = f" and {counted(len(fault.pages) - 1, 'more page')}" if len(fault.pages) > 1 else ""
    yield f"{MARKS[fault.state]}: {fault.title} ({fault.rule}, {fault.severity}): {fault.message}"
    yield f"    on {pages}{more}" + (f", from {fault.source}" if fault.source else "")
    if fault.snippet:
        yield f"    {normalise(fault.snippet)[:MARKUP_CHARS]}"
    yield f"    cause {fault.cause}" + (f"; {fault.why}" if fault.why else "")


def _first(faults: Sequence[GateFault]) -> Sequence[GateFault]:
    return faults[:MOST]


def _more(faults: Collection[GateFault]) -> Iterator[str]:
    if len(faults) > MOST:
        yield f"… and {len(faults) - MOST} more of these; the reports name all"


def _in_short(gate: Gate, state: str, words: str) -> Iterator[str]:
    rules = Counter(fault.rule for fault in gate.faults if fault.state == state)
    if rules:
        named = ", ".join(f"{rule} {number}" for rule, number in rules.most_common(MOST))
        more = ", …" if len(rules) > MOST else ""
        yield f"{counted(rules.total(), 'fault')} {words}: {named}{more}"


def _known(gate: Gate) -> Iterator[str]:
    known = [fault for fault in gate.faults if fault.state == "known"]
    if known:
        yield f"{counted(len(known), 'fault')} known from the {gate.against}"
    grown = [fault for fault in known if (fault.pages_before or 0) < len(fault.pages)]
    for fault in grown[:MOST]:
        yield (
            f"    on more pages than before, {len(fault.pages)} instead of {fault.pages_before}: "
            f"{fault.title} ({fault.rule}, cause {fault.cause})"
        )


def _gone(words: str, faults: Collection[GateKnown]) -> Iterator[str]:
    for fault in list(faults)[:MOST]:
        yield f"{words}: {fault.rule} on {fault.where or fault.service or 'the portal'} (cause {fault.cause})"
    if len(faults) > MOST:
        yield f"… and {len(faults) - MOST} more {words}"


def _score(score: GateScore) -> str:
    now, before = points(score.now), points(score.before)
    change = "" if score.before is None or before == now else f" (was {before})"
    return f"score of {score.name}: {now}{change}"


def points(score: float | None) -> str:
    """Say a score in whole points, or that there is none."""
    return "?" if score is None else str(whole(score))
