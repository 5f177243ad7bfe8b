"""Looks a second time at the pages of new faults: one that moves or loads late must not fail a build."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.audit import Audit, Page
from auditor.gate.baseline import Key, failures
from auditor.gate.verdict import SecondLook, counted, is_asked
from auditor.result.gate import Gate, GateFault
from auditor.run.engine import audit_portal
from auditor.run.plan import Plan
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal

PAGES_A_FAULT = 2  # one that is on many pages is there again on the first of them, or hangs on chance


def look_again(plan: Plan, audit: Audit, gate: Gate, terminal: Terminal) -> SecondLook:
    """Visit the pages of the faults that would fail the build, and say which are there again.

    What a service as a whole lacks, and what only the steps of a journey lead to, is not looked
    for again: it counts as it was found.
    """
    pages = {page.id: page for page in audit.pages if page.state_of is None and page.state == "done"}
    wanted: dict[Key, list[Page]] = {}
    rules = {Key(fault.cause, fault.service): fault.rule for fault in gate.faults}
    for fault in gate.faults:
        if fault.state == "new" and (on := _pages_of(fault, pages)):
            wanted[Key(fault.cause, fault.service)] = on
    chosen = list({page.url: page for on in wanted.values() for page in on}.values())
    if not chosen:
        return SecondLook()
    terminal.say(f"{counted(len(wanted), 'new fault')}: {counted(len(chosen), 'page')} visited a second time")
    # What was looked at closely is again, and nothing else: no page is visited a third time.
    again = replace(
        plan,
        settings=plan.settings.model_copy(
            update={"crawl": plan.settings.crawl.model_copy(update={"reuse": "nothing", "closely": False})}
        ),
        listed=tuple(page.url for page in chosen),
        closely=frozenset(page.url for page in chosen if page.closely),
        until_s=None,
    )
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "workspace.db") as store:
        seen = audit_portal(again, store, terminal, new=True)
    return SecondLook(_looked_at(wanted, rules, seen.pages), frozenset(failures(seen)))


def _pages_of(fault: GateFault, pages: dict[str, Page]) -> list[Page]:
    return [pages[page] for page in fault.pages if page in pages][:PAGES_A_FAULT]


def _looked_at(
    wanted: Mapping[Key, Sequence[Page]], rules: Mapping[Key, str], seen: Iterable[Page]
) -> frozenset[Key]:
    """Name the faults whose rule was asked of their page again: without that, none is refuted."""
    done = {page.url: page for page in seen if page.state == "done"}
    return frozenset(
        key
        for key, on in wanted.items()
        if any(page.url in done and is_asked(rules[key], done[page.url].rules) for page in on)
    )
