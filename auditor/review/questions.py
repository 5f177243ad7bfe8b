"""What a person can answer of an audit, a question for each thing that one answer is about. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.audit import Audit, Finding, OutcomeName, RuleInfo
from auditor.review.about import alike_id, path_of, whole_of

_WORST_FIRST = ("critical", "serious", "moderate", "minor")


class Key(NamedTuple):
    """What one answer is about: findings that read alike, and have one cause.

    Those without markup stand on one `page`, by its path, or are of a `service` as a whole.
    """

    cause: str
    alike: str
    service: str | None
    page: str | None


def key_of(finding: Finding) -> Key | None:
    """Say what an answer to a finding is about; None if it cannot be answered."""
    if finding.cause is None:
        return None
    is_page = finding.snippet is None and finding.page is not None
    page = path_of(finding.url) if is_page else None
    return Key(finding.cause, alike_id(finding), whole_of(finding), page)


@dataclass(frozen=True, slots=True)
class Question:
    """Findings that one answer is about.

    `of_cause` counts the elements of the whole cause that are as open as these.
    """

    rule: RuleInfo
    findings: Sequence[Finding]
    key: Key
    of_cause: int

    @property
    def first(self) -> Finding:
        """The finding that is shown."""
        return self.findings[0]

    @property
    def elements(self) -> int:
        """How many elements it is about."""
        return sum(finding.elements for finding in self.findings)

    @property
    def places(self) -> Sequence[str]:
        """The addresses that it is about, each once."""
        return list(dict.fromkeys(finding.url for finding in self.findings if finding.url))


def questions_of(audit: Audit, outcome: OutcomeName) -> list[Question]:
    """List what a person has to look at (cantTell), or may confirm or overturn (failed).

    What a person answered already is left out. The gravest and widest come first; failures in the order of
    the audit's causes.
    """
    rules = {rule.id: rule for rule in audit.rules}
    order = {cause.id: place for place, cause in enumerate(audit.causes)}
    alike: defaultdict[Key, list[Finding]] = defaultdict(list)
    of_cause: defaultdict[tuple[str, str | None], int] = defaultdict(int)
    for finding in audit.findings:
        if finding.outcome == outcome and finding.answer is None and (key := key_of(finding)):
            alike[key].append(finding)
            of_cause[key.cause, key.service] += finding.elements
    questions = [
        Question(rules[group[0].rule], group, key, of_cause[key.cause, key.service])
        for key, group in alike.items()
    ]
    return sorted(questions, key=lambda each: _urgency(each, order))


def _urgency(question: Question, order: Mapping[str, int]) -> tuple[int, int, int]:
    of_cause = order.get(question.first.cause or "", len(order))
    return of_cause, _WORST_FIRST.index(question.first.severity), -question.elements
