"""Tells once a language which rules have no lists of words for it, instead of once a rule and page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.audit import Audit, Finding, RuleInfo
from auditor.locale.speaking import gettext
from auditor.text.language_names import unlisted_in

from ._text import named_language


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A language, the rules of advice that have no lists for it, and how many pages are in it."""

    language: str
    rules: tuple[RuleInfo, ...]
    pages: int


def unlisted_languages(audit: Audit) -> list[Unlisted]:
    """Give the languages without lists, that of most pages first."""
    rules = {rule.id: rule for rule in audit.rules}
    asked: defaultdict[str, set[str]] = defaultdict(set)
    pages: defaultdict[str, set[str | None]] = defaultdict(set)
    for finding in audit.findings:
        for code in unlisted_languages_of(finding, rules):
            asked[code].add(finding.rule)
            pages[code].add(finding.page)
    found = [
        Unlisted(
            named_language(code) if code else gettext("A language that could not be told"),
            tuple(rules[each] for each in sorted(asked[code])),
            len(pages[code]),
        )
        for code in asked
    ]
    return sorted(found, key=lambda each: (-each.pages, each.language))


def unlisted_languages_of(finding: Finding, rules: Mapping[str, RuleInfo]) -> tuple[str, ...]:
    """Give the languages for which a rule of advice had no lists; scored rules are told by themselves."""
    reason = finding.measured.get("reason")
    is_told = finding.outcome == "untested" and isinstance(reason, str)
    return unlisted_in(str(reason)) if is_told and not rules[finding.rule].scored else ()


def is_unlisted(rule: RuleInfo, reason: str) -> bool:
    """Tell whether a rule of advice was not asked of a page for want of lists."""
    return not rule.scored and bool(unlisted_in(reason))
