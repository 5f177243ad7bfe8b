"""For each group of people and each dimension the barriers found, and what was not tested. Pure.

From the audit alone. A group gets no number of points: how a barrier weighs for a person is
not known, and no person took part.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditor import audit as result
from auditor.audit import Audit, NotTested, RuleCounts, RuleInfo
from auditor.rule import Dimension, Group
from auditor.standard import FUNCTIONAL_STATEMENTS

LEAST_CHECKS = 3  # ours: of fewer checks that were decided, nothing is said but the barriers


@dataclass(frozen=True, slots=True)
class Barrier:
    """A rule that failed somewhere, with how many elements, on how many pages and in which services."""

    rule: RuleInfo
    elements: int
    pages: int
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A rule of which nothing failed and something was not decided.

    `reason` is why it could not be asked, "" where it asks a person to look.
    """

    rule: RuleInfo
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """What was found for one group, or in one dimension, which `name` says.

    A *check* is a rule that counts under the standard and had something to look at.
    """

    name: str
    barriers: tuple[Barrier, ...]
    clear: tuple[RuleInfo, ...]
    unknown: tuple[OpenCheck, ...]

    @property
    def checks(self) -> int:
        """How many rules had something to look at."""
        return self.decided + len(self.unknown)

    @property
    def decided(self) -> int:
        """Of how many of these something failed, or nothing did and all was decided."""
        return len(self.barriers) + len(self.clear)

    @property
    def is_assessed(self) -> bool:
        """Whether enough was decided to say where there is no barrier."""
        return self.decided >= LEAST_CHECKS


def group_views(audit: Audit, service: str | None = None) -> list[View]:
    """Sort the checks of the portal, or of one of its services, by group: every group has a view."""
    return _views(audit, service, Group, lambda rule: rule.groups)


def dimension_views(audit: Audit, service: str | None = None) -> list[View]:
    """Sort the checks of the portal, or of one of its services, by dimension."""
    return _views(audit, service, Dimension, lambda rule: (rule.dimension,))


def with_views(audit: Audit) -> Audit:
    """Write the views of the portal and of each of its services into an audit."""
    services = [
        service.model_copy(update=_written(audit, service.id, {service.id})) for service in audit.services
    ]
    portal = audit.portal.model_copy(update=_written(audit, None, None))
    return audit.model_copy(update={"portal": portal, "services": services})


def _written(audit: Audit, service: str | None, reached: set[str] | None) -> dict[str, list[result.View]]:
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for cause in audit.causes:
        if reached is None or reached & set(cause.services):
            causes[cause.rule].append(cause.id)
    found = {"groups": group_views(audit, service), "dimensions": dimension_views(audit, service)}
    return {
        name: [
            result.View(
                name=view.name,
                statements=list(FUNCTIONAL_STATEMENTS.get(view.name, ())),
                state="assessed" if view.is_assessed else "not_assessed",
                barriers=[barrier.rule.id for barrier in view.barriers],
                causes=[cause for barrier in view.barriers for cause in causes[barrier.rule.id]],
                checks_decided=view.decided,
                checks_total=view.checks,
                not_tested=[check.rule.id for check in view.unknown],
            )
            for view in views
        ]
        for name, views in found.items()
    }


@dataclass(slots=True)
class _Sum:
    """What one rule came to over a portal or a service."""

    passed: int = 0
    failed: int = 0
    cant_tell: int = 0
    pages: int = 0
    services: dict[str | None, None] = field(default_factory=dict)
    untested: str = ""


def _views(
    audit: Audit, service: str | None, names: Iterable[str], names_of: Callable[[RuleInfo], Sequence[str]]
) -> list[View]:
    sums = _sums(audit, service)
    asked = [(rule, sums[rule.id]) for rule in audit.rules if rule.scored and rule.id in sums]
    return [
        _view(str(name), [(rule, found) for rule, found in asked if name in names_of(rule)]) for name in names
    ]


def _view(name: str, asked: Sequence[tuple[RuleInfo, _Sum]]) -> View:
    return View(
        name,
        barriers=tuple(_barriers(asked)),
        clear=tuple(rule for rule, found in asked if _is_clear(found)),
        unknown=tuple(
            OpenCheck(rule, found.untested)
            for rule, found in asked
            if not found.failed and (found.cant_tell or found.untested)
        ),
    )


def _is_clear(found: _Sum) -> bool:
    return bool(found.passed) and not (found.failed or found.cant_tell or found.untested)


def _barriers(asked: Sequence[tuple[RuleInfo, _Sum]]) -> list[Barrier]:
    """Give the barriers, those of the heaviest rules on the most pages first."""
    found = [
        Barrier(rule, each.failed, each.pages, tuple(filter(None, each.services)))
        for rule, each in asked
        if each.failed
    ]
    return sorted(found, key=lambda barrier: (-barrier.rule.weight, -barrier.pages, barrier.rule.id))


def _sums(audit: Audit, only: str | None) -> dict[str, _Sum]:
    known = {service.id for service in audit.services}
    sums: defaultdict[str, _Sum] = defaultdict(_Sum)
    for service, is_page, counts in _all_counts(audit):
        if only is not None and service != only:
            continue
        for rule_id, outcomes in counts.items():
            found = sums[rule_id]
            if isinstance(outcomes, NotTested):
                found.untested = found.untested or outcomes.untested
                continue
            found.passed += outcomes.passed
            found.failed += outcomes.failed
            found.cant_tell += outcomes.cant_tell
            if outcomes.failed:
                found.pages += is_page
                found.services |= {service: None} if service in known else {}
    return sums


def _all_counts(audit: Audit) -> Iterator[tuple[str | None, bool, RuleCounts]]:
    for page in audit.pages:
        yield page.service, True, page.rules
    for service in audit.services:
        yield service.id, False, service.rules
    yield None, False, audit.portal.rules
