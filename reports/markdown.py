"""A summary in Markdown, for a pull request or the summary of a step: what is new, what is fixed, scores.

It stays under 60 kB: GitHub takes comments of 65,536 characters, and summaries of a step of 1 MiB.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
(job summaries); the bound on comments is what its API answers ("body is too long").
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from auditor.audit import Audit
from auditor.locale.speaking import gettext, marked, ngettext, retold
from auditor.reporting.format import Format
from auditor.reporting.points import reading, whole
from auditor.result.gate import FAILING, Gate, GateKnown, GateScore

from ._counts import findings
from ._faults import Fault, State, faults
from ._inert import code, words
from ._words import SEVERITIES

MOST_BYTES = 60_000
MOST = 50  # faults of a kind: more of them are not read in a comment
SHORT_CHARS, CODE_CHARS = 300, 200

_HEADINGS: dict[State, str] = {
    "new": marked("New"),
    "expired": marked("Suppressed until a day that is past"),
    "unstable": marked("Seen once, not on a second load"),
    "new_rule": marked("New rules, not new faults"),
    "warned": marked("New, and told only"),
    "found": marked("What failed"),
    "known": marked("Known, and still there"),
    "suppressed": marked("Suppressed"),
}
_TOLD: tuple[State, ...] = ("unstable", "new_rule", "found", "warned")
_IN_FULL: tuple[State, ...] = (*FAILING, "unstable", "new_rule", "found")


def render(audit: Audit) -> str:
    """Write the summary; what does not fit is left out from the end, and it says so."""
    cut = "\n" + gettext("The rest does not fit here: the other reports have all.") + "\n"
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
    title = gettext("{portal}: inclusion audit", portal=words(audit.portal.name, SHORT_CHARS))
    yield f"## {title}\n\n"
    if gate is not None:
        yield from _verdict(gate)
    for state in FAILING:
        yield from _kind(found, state)
    yield from _scores(audit)
    if gate is not None:
        yield from _gone(gettext("Fixed"), gate.fixed)
    for told in _TOLD:
        yield from _kind(found, told)
    if gate is not None:
        yield from _advice(gate)
        yield from _suppressions(gate)
        yield from _gone(gettext("Known, and not looked for this time"), gate.not_seen)
    yield from _kind(found, "known")
    yield from _kind(found, "suppressed")
    yield from _answers(audit)
    judged = ngettext(
        "{done} of {n} page was judged.",
        "{done} of {n} pages were judged.",
        audit.run.pages_found,
        done=audit.run.pages_done,
    )
    limits = gettext("A machine can show that a criterion is not met, never that it is.")
    yield f"\n{judged} {limits}\n"


def _verdict(gate: Gate) -> Iterator[str]:
    if gate.passed:
        yield f"**{gettext('Passed.')}** "
    else:
        reasons = "; ".join(words(retold(reason), SHORT_CHARS) for reason in gate.reasons)
        yield f"**{gettext('Failed')}**: {reasons}.\n"
    compared = {
        "baseline": gettext("Compared with the baseline."),
        "audit": gettext("Compared with another audit."),
        "nothing": gettext("Compared with nothing: there is no baseline."),
    }
    newer = ""
    if gate.newer:
        versions = words("; ".join(gate.newer), SHORT_CHARS)
        newer = " " + gettext("Other versions than then: {versions}.", versions=versions)
    yield f"{compared[gate.against]}{newer}\n"


def _kind(found: Iterable[Fault], state: State) -> Iterator[str]:
    of_kind = [fault for fault in found if fault.state == state]
    if not of_kind:
        return
    yield f"\n### {gettext(_HEADINGS[state])}: {len(of_kind)}\n\n"
    if state not in _IN_FULL:
        yield from _by_rule(of_kind)
        return
    for fault in of_kind[:MOST]:
        yield "".join(_fault(fault))
    if len(of_kind) > MOST:
        yield f"- … {_more(len(of_kind) - MOST)}\n"


def _fault(fault: Fault) -> Iterator[str]:
    weight = gettext(SEVERITIES[fault.severity]) if fault.scored else gettext("advice")
    yield f"- **{words(fault.title, SHORT_CHARS)}** ({code(fault.rule, SHORT_CHARS)}, {weight}): "
    yield f"{words(fault.message, SHORT_CHARS)}<br>"
    yield gettext("on {place}", place=code(fault.place, SHORT_CHARS)) + fault.more
    if fault.source:
        yield ", " + gettext("from {file}", file=code(fault.source, SHORT_CHARS))
    if fault.snippet:
        yield f"<br>{code(fault.snippet, CODE_CHARS)}"
    for said in fault.said:
        yield f"<br>{words(said, SHORT_CHARS)}"
    yield "<br>" + gettext("cause {cause}", cause=code(fault.cause, SHORT_CHARS))
    if fault.why:
        yield f"; {words(retold(fault.why), SHORT_CHARS)}"
    yield "\n"


def _by_rule(of_kind: Sequence[Fault]) -> Iterator[str]:
    rules = Counter((fault.rule, fault.title) for fault in of_kind)
    for (rule, title), number in rules.most_common(MOST):
        yield f"- {code(rule, SHORT_CHARS)}: {words(title, SHORT_CHARS)}, {number}\n"
    if len(rules) > MOST:
        yield f"- … {_more(len(rules) - MOST)}\n"


def _scores(audit: Audit) -> Iterator[str]:
    gate = audit.gate
    before: dict[str | None, GateScore] = {score.service: score for score in gate.scores} if gate else {}
    yield f"\n| | {gettext('score')} | {gettext('before')} |\n|---|---|---|\n"
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
            f"{code(fault.rule, SHORT_CHARS)} "
            + gettext(
                "on {place}",
                place=code(fault.where or fault.service or gettext("the whole portal"), SHORT_CHARS),
            )
            + f" {code(fault.what, CODE_CHARS)}"
        ),
    )


def _advice(gate: Gate) -> Iterator[str]:
    yield from _listed(gettext("What to do next"), gate.advice, lambda line: words(retold(line), SHORT_CHARS))


def _suppressions(gate: Gate) -> Iterator[str]:
    yield from _listed(
        gettext("Suppressions"),
        gate.suppressions,
        lambda each: words(
            f"{each.what}: {gettext(each.state)}, {findings(each.findings)}, "
            + gettext("until {day}", day=each.expires.isoformat())
            + f", {each.owner}: {each.reason}",
            SHORT_CHARS,
        ),
    )


def _answers(audit: Audit) -> Iterator[str]:
    """List what people answered that does not count, and why."""
    why = {
        "expired": gettext("it has expired"),
        "contradicted": gettext("failures stand"),
        "unmet": gettext("nothing here is like it"),
    }
    yield from _listed(
        gettext("Answers of people that do not count"),
        [said for said in (audit.review.entries if audit.review else ()) if said.state in why],
        lambda said: words(
            f"{said.about}: {why[said.state]} ("
            + gettext("until {day}", day=said.expires.isoformat())
            + f", {said.reviewer})",
            SHORT_CHARS,
        ),
    )


def _more(number: int) -> str:
    return ngettext("and {n} more", "and {n} more", number)


def _listed[T](heading: str, things: Sequence[T], line: Callable[[T], str]) -> Iterator[str]:
    if not things:
        return
    yield f"\n### {heading}\n\n"
    for thing in things[:MOST]:
        yield f"- {line(thing)}\n"
    if len(things) > MOST:
        yield f"- … {_more(len(things) - MOST)}\n"


FORMAT = Format(
    title="A summary for pull requests, in Markdown", filename="summary.md", render=render, spoken=True
)
