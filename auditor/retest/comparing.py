"""Sets an audit beside a later one of its bad pages, and tells what became of each fault. Pure.

A fault is known again by its cause. It is called fixed only where every page that it was on
was visited again and its rule was asked there: what was not looked at proves nothing. Advice, which
no score counts, is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.audit import Audit, Finding, OutcomeName, Page
from auditor.gate.baseline import Key, findings_by_key
from auditor.gate.verdict import is_looked_at
from auditor.review.about import path_of

type State = Literal["fixed", "still_there", "new", "open", "not_looked_at"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the failures, or of the open questions, of one cause.

    `again` are the paths of the pages that it is on now, `before` those that it was on.
    """

    state: State
    finding: Finding
    title: str
    before: Sequence[str]
    again: Sequence[str] = ()
    why: str = ""


def fates(before: Audit, after: Audit) -> list[Fate]:
    """Tell what became of each failure and open question, and what is new on the pages visited again."""
    return list(_Comparing(before, after).fates())


def pages_to_visit(audit: Audit) -> list[Page]:
    """Give the pages on which something failed or is open, and those that could not be visited."""
    scored = _scored(audit)
    bad = {
        finding.page
        for finding in audit.findings
        if finding.outcome in ("failed", "cantTell") and finding.rule in scored and not _is_added(finding)
    }
    return [
        page
        for page in audit.pages
        if page.state_of is None and (page.id in bad or page.state == "untested") and page.state != "skipped"
    ]


def _scored(audit: Audit) -> set[str]:
    return {rule.id for rule in audit.rules if rule.scored}


def _found(audit: Audit, outcome: OutcomeName) -> dict[Key, list[Finding]]:
    scored = _scored(audit)
    found = findings_by_key(audit, outcome)
    return {key: group for key, group in found.items() if group[0].rule in scored}


def _is_added(finding: Finding) -> bool:
    """Whether a person found it, whom no machine can stand in for."""
    return finding.answer is not None and finding.answer.before is None


class _Comparing:
    def __init__(self, before: Audit, after: Audit) -> None:
        self._before = before
        self._failed = _found(after, "failed")
        self._open = _found(after, "cantTell")
        self._titles = {rule.id: rule.title for audit in (before, after) for rule in audit.rules}
        self._pages = {path_of(page.url): page for page in after.pages if page.state_of is None}
        self._states = {page.id for page in before.pages if page.state_of is not None}
        self._services: Mapping[str, Sequence[str]] = {
            service.id: [path_of(page.url) for page in before.pages if page.id in service.pages]
            for service in before.services
        }

    def fates(self) -> Iterator[Fate]:
        failed = _found(self._before, "failed")
        asked = _found(self._before, "cantTell")
        new = {key: group for key, group in self._failed.items() if key not in failed and key not in asked}
        moved = _Moved(new)
        for key, group in [*failed.items(), *((key, asked[key]) for key in asked if key not in failed)]:
            fate = self._of(key, group)
            if fate.state == "fixed" and (same := moved.take(group)):
                why = "its markup is another, and so is its cause"
                fate = self._fate("still_there", same, again=_paths(same), before=_paths(group), why=why)
            yield fate
        yield from (self._fate("new", each, again=_paths(each)) for each in moved.left())

    def _of(self, key: Key, group: Sequence[Finding]) -> Fate:
        if all(map(_is_added, group)):
            return self._fate("not_looked_at", group, why="a person found it, and a person has to look again")
        if key in self._failed:
            return self._fate("still_there", group, again=_paths(self._failed[key]))
        if key in self._open:
            why = "a person has to look"
            return self._fate("open", group, again=_paths(self._open[key]), why=why)
        if why := self._why_not_told(key, group):
            return self._fate("not_looked_at", group, why=why)
        return self._fate("fixed", group)

    def _why_not_told(self, key: Key, group: Sequence[Finding]) -> str:
        """Say what keeps us from calling it fixed; "" if nothing does."""
        if any(finding.page in self._states for finding in group):
            return "only the steps of a journey lead there"
        paths: Sequence[str] = _paths(group)
        if not paths or any(finding.page is None for finding in group):
            paths = self._services.get(key.service or "", [])
            whole = "the service" if key.service else "the portal"
            if not paths or not all(self._is_done(path) for path in paths):
                return f"it is about {whole} as a whole, of which only some pages were visited again"
            return ""
        rule = group[0].rule
        return next(filter(None, (self._why_not_seen(rule, path) for path in paths)), "")

    def _why_not_seen(self, rule: str, path: str) -> str:
        page = self._pages.get(path)
        if page is None:
            return f"{path} was not visited"
        if page.state != "done":
            return f"{path} could not be visited: {page.reason or 'no reason was recorded'}"
        return "" if is_looked_at(rule, page) else f"its rule could not be asked on {path}"

    def _is_done(self, path: str) -> bool:
        page = self._pages.get(path)
        return page is not None and page.state == "done"

    def _fate(
        self,
        state: State,
        group: Sequence[Finding],
        again: Sequence[str] = (),
        before: Sequence[str] | None = None,
        why: str = "",
    ) -> Fate:
        if before is None:
            before = () if state == "new" else _paths(group)
        title = self._titles.get(group[0].rule, group[0].rule)
        return Fate(state, group[0], title, before, again, why)


class _Moved:
    """New failures, of which some are old ones: of the same rule, at the same place, with other markup."""

    def __init__(self, new: Mapping[Key, Sequence[Finding]]) -> None:
        self._new = dict(new)
        self._at = {place: key for key, group in new.items() for place in _places(group)}

    def take(self, before: Sequence[Finding]) -> Sequence[Finding] | None:
        """Give the new failure that is where an old one was, once."""
        keys = [self._at[place] for place in _places(before) if place in self._at]
        return next((self._new.pop(key) for key in keys if key in self._new), None)

    def left(self) -> Iterator[Sequence[Finding]]:
        """Give those that are new indeed."""
        yield from self._new.values()


def _places(group: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.rule, path_of(finding.url), finding.selector) for finding in group if finding.selector]


def _paths(group: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(path_of(finding.url) for finding in group if finding.url))
