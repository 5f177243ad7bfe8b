"""Picks out the findings that end a service for somebody altogether, with their evidence. Pure."""

from collections.abc import Iterable, Mapping

from auditor import audit as result
from auditor.rule import RegisteredRule


def blockers_among(
    findings: Iterable[result.Finding], rules: Mapping[str, RegisteredRule]
) -> list[result.Blocker]:
    """List the failures of rules that mark blockers, one for each cause in each service.

    `rules` are those that count. A finding without a place or a quotation is no evidence and is left out.
    """
    once: dict[tuple[str | None, str, str], result.Blocker] = {}
    for finding in findings:
        rule = rules.get(finding.rule)
        if rule is None or rule.rule.blocker is None or finding.outcome != "failed":
            continue
        if finding.selector is None and finding.snippet is None:
            continue
        key = finding.service, finding.rule, finding.cause or finding.message
        once.setdefault(
            key,
            result.Blocker(
                rule=finding.rule,
                kind=rule.rule.blocker.value,
                message=finding.message,
                quote=finding.snippet,
                page=finding.page,
                url=finding.url,
                selector=finding.selector,
                service=finding.service,
            ),
        )
    return list(once.values())
