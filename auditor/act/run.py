"""Visits every test case as an audit visits a page, and asks the rules about it."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.act.cases import ActCase, base_path
from auditor.act.results import CaseResult
from auditor.act.serving import CaseServer
from auditor.evidence import PageEvidence
from auditor.judge import outcomes_of
from auditor.observer import Observer
from auditor.outcome import Verdict
from auditor.registry import all_rules
from auditor.rule import RegisteredRule, Scope, as_a_whole
from auditor.run.plan import Plan
from auditor.run.tools import Tools, find_program, open_tools
from auditor.settings import CrawlSettings, PortalSettings, Settings
from auditor.visit.browser import VisitError


def run_cases(folder: Path, cases: Sequence[ActCase], observer: Observer) -> list[CaseResult]:
    """Visit the cases' pages in a directory, and give what the rules say of each, in the same order.

    Raises:
        AuditorError: if there is no browser, or it does not start.
    """
    base = base_path(tuple(cases))
    with CaseServer(folder, base) as server:
        return asyncio.run(_run(cases, f"{server.url}{base}", observer))


async def _run(cases: Sequence[ActCase], root: str, observer: Observer) -> list[CaseResult]:
    plan = Plan(
        Settings(
            portal=PortalSettings(name="ACT", url=root),
            crawl=CrawlSettings(delay_s=0, screenshot=False),
        ),
        exact=True,
    )
    rules = {id_: rule for id_, rule in all_rules().items() if rule.rule.scope is Scope.PAGE}
    waiting = iter(list(enumerate(cases)))
    results: dict[int, CaseResult] = {}
    async with open_tools(plan, find_program(plan)) as tools:

        async def work() -> None:
            for number, case in waiting:
                observer.visiting(case.path)
                results[number] = await _judged(tools, case, f"{root}{case.path}", rules)
                observer.done(done=len(results), found=len(cases), limit=len(cases))

        observer.begin("done")
        async with asyncio.TaskGroup() as tabs:
            for _ in range(plan.concurrency):
                tabs.create_task(work())
    return [results[number] for number in range(len(cases))]


async def _judged(tools: Tools, case: ActCase, url: str, rules: Mapping[str, RegisteredRule]) -> CaseResult:
    try:
        evidence = await tools.browser.visit(url, closely=True)
    except VisitError as error:
        return CaseResult(case, untested=str(error))
    return CaseResult(case, await asyncio.to_thread(_answers, evidence, rules))


def _answers(evidence: PageEvidence, rules: Mapping[str, RegisteredRule]) -> dict[str, Verdict]:
    return {id_: as_a_whole(outcomes_of(rule, evidence)).verdict for id_, rule in rules.items()}
