"""Says of each success criterion which rules looked at it, and whether they can see all of it. Pure.

A machine never says that a criterion is met. It can say that a failure was found, that a
question is open, or that nothing was looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from auditor import audit as result
from auditor.judge import Judgement, Tally
from auditor.rule import RegisteredRule
from auditor.standard import Standard, criterion

# The criteria of which these rules together see all that is asked for. Of none so far: whether a text
# alternative, a name or a language fits is a person's to say.
WHOLLY: Mapping[str, frozenset[str]] = {}


def coverage_of(
    standard: Standard, judgements: Iterable[Judgement], rules: Mapping[str, RegisteredRule]
) -> list[result.CriterionCoverage]:
    """List the criteria of a standard, in order, with what rules answered about each."""
    answered: dict[str, list[tuple[str, Tally]]] = defaultdict(list)
    for judgement in judgements:
        for rule_id, tally in judgement.tallies.items():
            if tally.passed or tally.failed or tally.cant_tell:
                for number in rules[rule_id].rule.criteria:
                    answered[number].append((rule_id, tally))
    return [_covered(number, answered[number]) for number in standard.criteria]


def _covered(number: str, answers: Sequence[tuple[str, Tally]]) -> result.CriterionCoverage:
    known = criterion(number)
    by = sorted({rule_id for rule_id, _ in answers})
    return result.CriterionCoverage(
        number=number,
        name=known.name,
        level=cast("result.Level", known.level),
        extent=_extent(number, by),
        rules=by,
        failed=sum(tally.failed for _, tally in answers),
        cant_tell=sum(tally.cant_tell for _, tally in answers),
    )


def _extent(number: str, by: Sequence[str]) -> result.Extent:
    if not by:
        return "not"
    return "wholly" if number in WHOLLY and WHOLLY[number].issubset(by) else "partly"
