"""A portal that is hostile in every way we know: each page says what is wrong, and none fools the audit."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from auditor.audit import Audit, NotTested, Page
from auditor.crawl.client import BoundedClient
from auditor.crawl.politeness import Pacer
from auditor.crawl.sitemap import SitemapBounds, sitemap_urls
from auditor.files.reader import FileReader
from auditor.run import sowing, visitor
from auditor.run.assembly import assemble
from auditor.run.engine import run_audit
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import Tools, named_addresses
from auditor.settings import CrawlSettings, PortalSettings, Settings
from auditor.store.workspace import Workspace
from auditor.visit import chromium, ledger, look, tab
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.emulation import ARGUMENTS
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.guard import Guard, GuardProxy
from fixtures.hostile.case import Case
from fixtures.hostile.document import document
from fixtures.hostile.portal import CASES, HONEST, HostilePortal
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


class Silent:
    """Watches a run without a word."""

    def begin(self, doing: str) -> None: ...

    def visiting(self, url: str) -> None: ...

    def done(self, *, done: int, found: int, limit: int) -> None: ...


@dataclass(frozen=True)
class Survived:
    """What is known after the run."""

    audit: Audit
    portal: HostilePortal
    refused: frozenset[str]  # what the guard turned away, as host:port

    def pages(self, name: str) -> dict[str, Page]:
        """The pages of a case, by what follows its folder."""
        found = {}
        for page in self.audit.pages:
            parts = urlsplit(page.url)
            folder, _, path = parts.path.removeprefix("/").partition("/")
            if folder == name:
                found[f"{path}?{parts.query}" if parts.query else path] = page
        return found


@pytest.fixture(scope="module")
def survived(browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survived]:
    """One audit of the whole portal, with limits so low that what hangs is soon given up."""
    with (
        pytest.MonkeyPatch.context() as patch,
        HostilePortal() as portal,
    ):
        patch.setattr(look, "PROBE_TIMEOUT_S", 5)
        patch.setattr(tab, "PROBE_TIMEOUT_S", 5)
        patch.setattr(look, "AXE_TIMEOUT_S", 15)
        patch.setattr(ledger, "MAX_RESPONSES", 200)
        patch.setattr(ledger, "MAX_FRAMES", 20)
        patch.setattr(ledger, "MAX_BODY_BYTES", 2_000_000)
        patch.setattr(sowing, "sitemap_urls", partial(sitemap_urls, bounds=SitemapBounds(1_000_000)))
        patch.setattr(visitor, "MAX_DOCUMENT_BYTES", 100_000)
        patch.setattr(chromium, "ARGUMENTS", (*ARGUMENTS, "--js-flags=--max-old-space-size=128"))
        settings = Settings(
            portal=PortalSettings(name="Hostile", url=portal.url, hosts=portal.hosts),
            crawl=CrawlSettings(max_pages=500, depth=3, timeout_s=3, delay_s=0, concurrency=2, closely=False),
        )
        folder = tmp_path_factory.mktemp("hostile")
        seen = asyncio.run(audited(portal, settings, browser_program, folder))
        yield Survived(*seen)


async def audited(
    portal: HostilePortal, settings: Settings, program: BrowserProgram, folder: Path
) -> tuple[Audit, HostilePortal, frozenset[str]]:
    plan = Plan(settings)
    guard = Guard(named_addresses(settings), resolve=portal.resolve)
    visits = VisitSettings(
        hosts=tuple(site.host for site in settings.sites()),
        load_timeout_s=settings.crawl.timeout_s,
        visit_timeout_s=30,
    )
    pacer = Pacer(0)
    with Workspace(folder / "workspace.db") as store:
        run = begin_run(store, plan)
        async with (
            GuardProxy(guard) as proxy,
            BoundedClient(
                "Auditor", proxy=proxy.url, timeout_s=settings.crawl.timeout_s, pacer=pacer
            ) as client,
            ChromiumBrowser(program, visits, tabs=plan.concurrency, proxy_url=proxy.url) as browser,
        ):
            with contextlib.closing(FileReader()) as files:
                tools = Tools(browser, client, pacer, plan.redactor, files)
                run = await run_audit(plan, store, run, tools, Silent())
        return assemble(store, run), portal, frozenset(proxy.refused)


def found_on(audit: Audit, page: Page, without: frozenset[str] = frozenset()) -> list[tuple[str | None, ...]]:
    """What was found on a page: rule, outcome, place and message."""
    return sorted(
        (finding.rule, finding.outcome, finding.selector or "", finding.message)
        for finding in audit.findings
        if finding.page == page.id and finding.rule not in without
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_audit_says_what_a_hostile_page_did(survived: Survived, case: Case) -> None:
    told = {
        path: _given_up(page) if case.slow and page.missing else (page.state, page.reason or "")
        for path, page in survived.pages(case.name).items()
    }
    assert told == {seen.path: (seen.state, survived.portal.filled(seen.reason)) for seen in case.seen}


def _given_up(page: Page) -> tuple[str, str]:
    """Say why a page was given up after it had answered something: it is as good as untested."""
    (reason,) = set(page.missing.values())
    return "untested", reason


@pytest.mark.parametrize("case", [case for case in CASES if case.notes], ids=lambda case: case.name)
def test_the_audit_says_what_was_wrong_with_a_sitemap(survived: Survived, case: Case) -> None:
    for note in map(survived.portal.filled, case.notes):
        assert any(told.startswith(note) for told in survived.audit.run.notes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_page_hides_no_fault_and_adds_no_merit(survived: Survived, case: Case) -> None:
    honest = survived.pages(HONEST.name)[""]
    for page in survived.pages(case.name).values():
        if case.slow and page.missing:
            planted = {finding[0] for finding in found_on(survived.audit, honest) if finding[1] == "failed"}
            found = {finding[0] for finding in found_on(survived.audit, page) if finding[1] == "failed"}
            assert all(isinstance(page.rules[rule], NotTested) for rule in planted - found)
        elif page.state == "done" and page.kind == "html":
            assert set(page.missing) == case.lost, page.missing
            expected = found_on(survived.audit, honest, case.adds)
            assert found_on(survived.audit, page, case.adds) == expected
            kept = {rule: counts for rule, counts in honest.rules.items() if rule not in case.adds}
            assert {rule: counts for rule, counts in page.rules.items() if rule not in case.adds} == kept


def test_the_honest_page_shows_its_faults(survived: Survived) -> None:
    honest = survived.pages(HONEST.name)[""]
    failed = {
        finding.rule
        for finding in survived.audit.findings
        if finding.page == honest.id and finding.outcome == "failed"
    }
    assert failed >= {
        "axe/button-name", "axe/color-contrast", "axe/image-alt", "horizontal-scroll", "long-sentences",
    }  # fmt: skip


def test_nobody_came_where_nobody_may(survived: Survived) -> None:
    assert survived.portal.canary.visits == []
    tried = {"{{canary}}", "loopback.test:{{canary-port}}", "rebinding.test:{{canary-port}}"}
    tried |= {
        "0.0.0.0:{{canary-port}}",
        "::ffff:7f00:1:{{canary-port}}",
        "xn--ldermere-06g.test:{{canary-port}}",
    }
    tried |= {"10.1.2.3:80", "169.254.10.10:80", "169.254.169.254:80"}
    tried |= {"metadata.test:80", "private.test:80", "link-local.test:80"}
    assert survived.refused == set(map(survived.portal.filled, tried))


def test_the_canary_hears_who_comes(browser_program: BrowserProgram) -> None:
    """Where private addresses are allowed, the pages that nobody came from in the audit do come."""

    async def visit(portal: HostilePortal, name: str) -> None:
        guard = Guard(resolve=portal.resolve, allow_private=True)
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        async with (
            GuardProxy(guard) as proxy,
            ChromiumBrowser(browser_program, settings, tabs=1, proxy_url=proxy.url) as browser,
        ):
            await browser.visit(f"{portal.url}{name}/")

    with HostilePortal() as portal:
        asyncio.run(visit(portal, "subresources"))
        assert any(visit.startswith(b"GET / HTTP/1.1") for visit in portal.canary.visits)


def test_no_password_of_an_address_is_told(survived: Survived) -> None:
    assert "secret@" not in survived.audit.to_json()


def test_the_table_of_cases_is_in_the_docs() -> None:
    committed = (ROOT / "docs" / "hostile.md").read_text(encoding="utf-8")
    assert committed == document(), "docs/hostile.md is out of date; run: make docs"
