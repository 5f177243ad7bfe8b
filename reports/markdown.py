"""A summary in Markdown, for a pull request or the summary of a step: what is new, what is fixed, scores.

It stays under 60 kB: GitHub takes comments of 65,536 characters, and summaries of a step of 1 MiB.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
(job summaries); the bound on comments is what its API answers ("body is too long").
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.audit import Audit
from auditor.reporting.format import Format
from auditor.reporting.points import reading, whole
from auditor.result.gate import FAILING, Gate, GateKnown, GateScore

from ._faults import Fault, State, faults
from ._inert import code, words
from ._numbers import counted

MOST_BYTES = 60_000
MOST = 50  # faults of a kind: more of them are not read in a comment
SHORT_CHARS, CODE_CHARS = 300, 200

_HEADINGS: dict[State, str] = {
    "new": "New",
    "expired": "Suppressed until a day that is past",
    "unstable": "Seen once, not on a second load",
    "new_rule": "New rules, not new faults",
    "warned": "New, and told only",
    "found": "What failed",
    "known": "Known, and still there",
    "suppressed": "Suppressed",
}
_TOLD: tuple[State, ...] = ("unstable", "new_rule", "found", "warned")
_IN_FULL: tuple[State, ...] = (*FAILING, "unstable", "new_rule", "found")


def render(audit: Audit) -> str:
    """Write the summary; what does not fit is left out from the end, and it says so."""
    cut = "\nThe rest does not fit here: the other reports have all.\n"
    room = MOST_BYTES - len(cut.encode())
    kept: list[str] = []
    for block in _blocks(audit):
        size = len(block.encode())
        if size > room:
            return "".join(kept) + cut
        kept.append(block)
        room -= size
    return "".join(kept)


def _blocks(audit: Audit) -> Iterator[str]:
    """Give the parts, the most important first; each ends its last line."""
    gate, found = audit.gate, faults(audit)
    yield f"## {words(audit.portal.name, SHORT_CHARS)}: inclusion audit\n\n"
    if gate is not None:
        yield from _verdict(gate)
    for state in FAILING:
        yield from _kind(found, state)
    yield from _scores(audit)
    if gate is not None:
        yield from _gone("Fixed", gate.fixed)
    for told in _TOLD:
        yield from _kind(found, told)
    if gate is not None:
        yield from _advice(gate)
        yield from _suppressions(gate)
        yield from _gone("Known, and not looked for this time", gate.not_seen)
    yield from _kind(found, "known")
    yield from _kind(found, "suppressed")
    yield from _answers(audit)
    yield (
        f"\n{audit.run.pages_done} of {audit.run.pages_found} pages were judged. A machine can show that a "
        "criterion is not met, never that it is.\n"
    )


def _verdict(gate: Gate) -> Iterator[str]:
    if gate.passed:
        yield "**Passed.** "
    else:
        yield f"**Failed**: {'; '.join(words(reason, SHORT_CHARS) for reason in gate.reasons)}.\n"
    compared = {
        "baseline": "Compared with the baseline.",
        "audit": "Compared with another audit.",
        "nothing": "Compared with nothing: there is no baseline.",
    }
    newer = f" Other versions: {words('; '.join(gate.newer), SHORT_CHARS)}." if gate.newer else ""
    yield f"{compared[gate.against]}{newer}\n"


def _kind(found: Iterable[Fault], state: State) -> Iterator[str]:
    of_kind = [fault for fault in found if fault.state == state]
    if not of_kind:
        return
    yield f"\n### {_HEADINGS[state]}: {len(of_kind)}\n\n"
    if state not in _IN_FULL:
        yield from _by_rule(of_kind)
        return
    for fault in of_kind[:MOST]:
        yield "".join(_fault(fault))
    if len(of_kind) > MOST:
        yield f"- … and {len(of_kind) - MOST} more\n"


def _fault(fault: Fault) -> Iterator[str]:
    weight = fault.severity if fault.scored else "advice"
    yield f"- **{words(fault.title, SHORT_CHARS)}** ({code(fault.rule, SHORT_CHARS)}, {weight}): "
    yield f"{words(fault.message, SHORT_CHARS)}<br>"
    yield f"on {code(fault.place, SHORT_CHARS)}{fault.more}"
    if fault.source:
        yield f", from {code(fault.source, SHORT_CHARS)}"
    if fault.snippet:
        yield f"<br>{code(fault.snippet, CODE_CHARS)}"
    for said in fault.said:
        yield f"<br>{words(said, SHORT_CHARS)}"
    yield f"<br>cause {code(fault.cause, SHORT_CHARS)}"
    if fault.why:
        yield f"; {words(fault.why, SHORT_CHARS)}"
    yield "\n"


def _by_rule(of_kind: Sequence[Fault]) -> Iterator[str]:
    rules = Counter((fault.rule, fault.title) for fault in of_kind)
    for (rule, title), number in rules.most_common(MOST):
        yield f"- {code(rule, SHORT_CHARS)}: {words(title, SHORT_CHARS)}, {number}\n"
    if len(rules) > MOST:
        yield f"- … and {len(rules) - MOST} more rules\n"


def _scores(audit: Audit) -> Iterator[str]:
    gate = audit.gate
    before: dict[str | None, GateScore] = {score.service: score for score in gate.scores} if gate else {}
    yield "\n| | score | before |\n|---|---|---|\n"
    rows = [(None, audit.portal.name, audit.portal.score), *((s.id, s.name, s.score) for s in audit.services)]
    for service, name, score in rows[:MOST]:
        yield f"| {words(name, SHORT_CHARS)} | {reading(score)} | {_change(before.get(service))} |\n"


def _change(score: GateScore | None) -> str:
    if score is None or score.before is None:
        return ""
    before = whole(score.before)
    if score.now is None:
        return str(before)
    now = whole(score.now)
    return f"{before} {'↑' if now > before else '↓' if now < before else '='}"


def _gone(heading: str, known: Sequence[GateKnown]) -> Iterator[str]:
    yield from _listed(
        f"{heading}: {len(known)}",
        known,
        lambda fault: (
            f"{code(fault.rule, SHORT_CHARS)} on "
            f"{code(fault.where or fault.service or 'the portal', SHORT_CHARS)} "
            f"{code(fault.what, CODE_CHARS)}"
        ),
    )


def _advice(gate: Gate) -> Iterator[str]:
    yield from _listed("What to do next", gate.advice, lambda line: words(line, SHORT_CHARS))


def _suppressions(gate: Gate) -> Iterator[str]:
    yield from _listed(
        "Suppressions",
        gate.suppressions,
        lambda each: words(
            f"{each.what}: {each.state}, {counted(each.findings, 'finding')}, "
            f"until {each.expires.isoformat()}, {each.owner}: {each.reason}",
            SHORT_CHARS,
        ),
    )


def _answers(audit: Audit) -> Iterator[str]:
    """List what people answered that does not count, and why."""
    why = {"expired": "it has expired", "contradicted": "failures stand", "unmet": "nothing here is like it"}
    yield from _listed(
        "Answers of people that do not count",
        [said for said in (audit.review.entries if audit.review else ()) if said.state in why],
        lambda said: words(
            f"{said.about}: {why[said.state]} (until {said.expires.isoformat()}, {said.reviewer})",
            SHORT_CHARS,
        ),
    )


def _listed[T](heading: str, things: Sequence[T], line: Callable[[T], str]) -> Iterator[str]:
    if not things:
        return
    yield f"\n### {heading}\n\n"
    for thing in things[:MOST]:
        yield f"- {line(thing)}\n"
    if len(things) > MOST:
        yield f"- … and {len(things) - MOST} more\n"


FORMAT = Format(title="A summary for pull requests, in Markdown", filename="summary.md", render=render)
