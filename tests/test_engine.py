"""A run visits the right pages once, in one order, and goes on where it was ended.

The portals here have no network and the browser no window: see tests/fakes.py. What only
a real browser and a real signal can show is in tests/test_survival.py.
"""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from auditor.audit import Audit, Page
from auditor.crawl.client import FetchError
from auditor.crawl.scope import page_id
from auditor.evidence import PageEvidence
from auditor.run import engine
from auditor.run.assembly import assemble
from auditor.run.engine import run_audit
from auditor.run.judges import JudgingError
from auditor.run.plan import Plan, begin_run
from auditor.run.worker import JudgedPage, PageToJudge
from auditor.settings import CrawlSettings, read_settings
from auditor.store.records import Run
from auditor.store.schema import WorkspaceError
from auditor.store.workspace import Workspace
from auditor.visit.browser import BrowserFailedError, NotAPageError, VisitError
from tests import fakes
from tests.fakes import SITE, FakeBrowser, FakeClient, JudgesHere, Watched, answer, paths, seen, tree

SMALL = {
    "/": seen("/", "/births/", "/contact", "/about"),
    "/births/": seen("/births/", "/births/form", "/"),
    "/births/form": seen("/births/form", "/births/end"),
    "/births/end": seen("/births/end"),
    "/contact": seen("/contact", "/about"),
    "/about": seen("/about", "/about/history"),
    "/about/history": seen("/about/history"),
}


EMPTY = PageEvidence(url=f"{SITE}/births/", final_url=f"{SITE}/births/", text=(), links=(), forms=())
AWAY = PageEvidence(url=f"{SITE}/away", final_url="https://other.example/", status=200)


@pytest.fixture(autouse=True)
def judges_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Judges", JudgesHere)
    monkeypatch.setattr(engine, "installed_fonts", lambda: ["Noto Sans"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace.db") as workspace:
        yield workspace


def plan_of(listed: tuple[str, ...] | None = None, **crawl: Any) -> Plan:
    given = CrawlSettings.model_validate({"concurrency": 1, "closely": False} | crawl)
    settings = read_settings(f"{SITE}/").model_copy(update={"crawl": given})
    return Plan(settings, listed)


class Running:
    """One run in a workspace, which can be gone on with again and again."""

    def __init__(self, store: Workspace, plan: Plan) -> None:
        self.store, self.plan = store, plan
        self.run: Run = begin_run(store, plan)
        self.watched = Watched()

    def go(self, browser: FakeBrowser, client: FakeClient | None = None) -> "Running":
        given = fakes.tools(browser, client)
        self.run = asyncio.run(run_audit(self.plan, self.store, self.run, given, self.watched))
        return self

    @property
    def order(self) -> list[str]:
        """The paths that have a place in the order of visits."""
        return paths(page.url for page in self.store.pages(self.run.id) if page.visit_order is not None)

    @property
    def visited(self) -> list[str]:
        return paths(page.url for page in self.store.pages(self.run.id) if page.state != "waiting")

    @property
    def waiting(self) -> list[str]:
        return paths(page.url for page in self.store.pages(self.run.id) if page.state == "waiting")

    @property
    def audit(self) -> Audit:
        return assemble(self.store, self.store.run(self.run.id))

    def page(self, path: str) -> Page:
        return next(page for page in self.audit.pages if page.url == f"{SITE}{path}")


def run_of(store: Workspace, pages: Mapping[str, fakes.Page], **crawl: Any) -> Running:
    return Running(store, plan_of(**crawl)).go(FakeBrowser(pages))


# Which pages


def test_all_that_pages_lead_to_is_visited_once(store: Workspace) -> None:
    browser = FakeBrowser(SMALL)
    running = Running(store, plan_of()).go(browser)
    assert sorted(browser.visited) == sorted(SMALL)
    assert {page.state for page in running.audit.pages} == {"done"}
    assert running.run.finished_at is not None
    assert running.audit.run.complete


def test_pages_are_visited_by_depth_and_contact_before_others(store: Workspace) -> None:
    assert run_of(store, SMALL).visited == [
        "/", "/contact", "/births/", "/about", "/births/form", "/about/history", "/births/end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (0, ["/"]),
        (1, ["/", "/contact", "/births/", "/about"]),
        (2, ["/", "/contact", "/births/", "/about", "/births/form", "/about/history"]),
    ],
)
def test_links_are_followed_as_deep_as_is_allowed(store: Workspace, depth: int, expected: list[str]) -> None:
    running = run_of(store, SMALL, depth=depth)
    assert (running.visited, running.waiting) == (expected, [])


@pytest.mark.parametrize("most", [1, 3, 6, 7])
def test_as_many_pages_are_visited_as_are_allowed_and_the_others_wait(store: Workspace, most: int) -> None:
    running = run_of(store, SMALL, max_pages=most)
    assert len(running.visited) == most
    assert running.visited == run_of(store, SMALL).visited[:most]
    assert running.audit.run.pages_waiting == len(running.waiting)
    assert running.run.finished_at is not None


def test_what_sitemaps_list_comes_after_what_pages_lead_to(store: Workspace) -> None:
    client = FakeClient(
        {
            "/robots.txt": f"Sitemap: {SITE}/map.txt",
            "/map.txt": f"{SITE}/hidden\n{SITE}/about\nhttps://other.example/\n",
        }
    )
    running = Running(store, plan_of()).go(FakeBrowser(SMALL | {"/hidden": seen("/hidden")}), client)
    assert running.visited[:5] == ["/", "/contact", "/births/", "/about", "/hidden"]
    assert client.asked == ["/robots.txt", "/map.txt"]


def test_of_a_sitemap_that_is_broken_a_note_is_kept(store: Workspace) -> None:
    client = FakeClient({"/robots.txt": f"Sitemap: {SITE}/map.xml", "/map.xml": "<urlset>"})
    running = Running(store, plan_of()).go(FakeBrowser(SMALL), client)
    assert any("map.xml" in note for note in running.audit.run.notes)


def test_no_sitemap_is_read_where_no_link_is_followed(store: Workspace) -> None:
    client = FakeClient({"/robots.txt": f"Sitemap: {SITE}/map.txt"})
    Running(store, plan_of(depth=0)).go(FakeBrowser(SMALL), client)
    assert client.asked == ["/robots.txt"]


def test_exactly_the_listed_pages_are_visited_in_their_order_and_nothing_is_crawled(store: Workspace) -> None:
    listed = tuple(f"{SITE}{path}" for path in ("/births/end", "/", "/unlinked"))
    client = FakeClient({"/robots.txt": f"Sitemap: {SITE}/map.txt"})
    running = Running(store, plan_of(listed, max_pages=1, depth=0)).go(
        FakeBrowser(SMALL | {"/unlinked": seen("/unlinked")}), client
    )
    assert (running.visited, running.waiting) == (["/births/end", "/", "/unlinked"], [])
    assert client.asked == ["/robots.txt"]
    assert running.audit.run.limits.listed == 3


@pytest.mark.parametrize(
    ("concurrency", "seed"), [(1, 0), *((tabs, seed) for tabs in (2, 5) for seed in range(3))]
)
def test_the_order_does_not_depend_on_which_page_is_faster(
    store: Workspace, concurrency: int, seed: int
) -> None:
    """A limit cuts off the same pages, however many tabs overtake each other."""
    pages = tree(children=2, depth=3)
    limits = {"max_pages": 10, "concurrency": concurrency}
    running = Running(store, plan_of(**limits)).go(FakeBrowser(pages, Random(seed)))  # noqa: S311
    in_order = sorted(pages, key=lambda path: (path.count("/"), path))
    assert running.visited == in_order[:10]
    assert running.order == in_order[: len(running.order)]


def test_a_run_tells_what_it_does(store: Workspace) -> None:
    running = run_of(store, SMALL, max_pages=3)
    assert running.watched.visits == running.visited
    assert [told[0] for told in running.watched.told] == [1, 2, 3]
    assert running.watched.told[-1] == (3, 5, 3)


# What goes wrong with a page


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (VisitError("the host refuses connections"), "the host refuses connections"),
        (ZeroDivisionError("a defect"), "visiting it failed: ZeroDivisionError: a defect"),
        (seen("/births/", status=500), "it answered 500"),
        (EMPTY, "it shows nothing"),
    ],
    ids=["not answered", "a defect of the program", "an error", "empty"],
)
def test_a_page_that_cannot_be_seen_is_untested_and_the_others_go_on(
    store: Workspace, problem: fakes.Page, expected: str
) -> None:
    running = run_of(store, SMALL | {"/births/": problem})
    page = running.page("/births/")
    assert (page.state, page.reason, page.rules) == ("untested", expected, {})
    assert running.visited == ["/", "/contact", "/births/", "/about", "/about/history"]


def test_a_page_that_does_not_exist_is_untested(store: Workspace) -> None:
    running = run_of(store, {"/": seen("/", "/gone")})
    page = running.page("/gone")
    assert (page.state, page.status, page.reason) == ("untested", 404, "it answered 404")


def test_a_page_that_leads_away_is_left_out(store: Workspace) -> None:
    page = run_of(store, {"/": seen("/", "/away"), "/away": AWAY}).page("/away")
    assert page.state == "skipped"
    assert page.reason is not None
    assert page.reason.startswith("it leads to https://other.example/, which is another site")


def test_what_robots_txt_asks_to_leave_alone_is_not_asked_for(store: Workspace) -> None:
    browser = FakeBrowser(SMALL)
    client = FakeClient({"/robots.txt": "User-agent: *\nDisallow: /births/"})
    running = Running(store, plan_of()).go(browser, client)
    assert "/births/" not in browser.visited
    assert running.page("/births/").reason == "robots.txt asks not to visit it"


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        (
            answer(f"{SITE}/robots.txt", status=503),
            f"{SITE}/robots.txt answered 503, so nothing may be visited",
        ),
        (FetchError("the host cannot be reached"), "so nothing may be visited: the host cannot be reached"),
    ],
    ids=["an error", "no answer"],
)
def test_a_portal_that_refuses_is_not_visited_and_not_measurable(
    store: Workspace, robots: Any, expected: str
) -> None:
    browser = FakeBrowser(SMALL)
    running = Running(store, plan_of()).go(browser, FakeClient({"/robots.txt": robots}))
    assert browser.visited == []
    assert running.audit.portal.state == "not_measurable"
    assert expected in str(running.audit.portal.reason)


def test_a_document_is_fetched_and_not_visited(store: Workspace) -> None:
    browser = FakeBrowser({"/": seen("/", "/form.pdf")})
    client = FakeClient({"/form.pdf": answer(f"{SITE}/form.pdf", "%PDF", content_type="application/pdf")})
    running = Running(store, plan_of()).go(browser, client)
    assert browser.visited == ["/"]
    page = running.page("/form.pdf")
    assert (page.state, page.kind, page.wire_bytes) == ("done", "document", 204)


@pytest.mark.parametrize(
    ("content_type", "state", "kind"),
    [("application/pdf", "done", "document"), ("text/plain", "skipped", "html")],
)
def test_what_is_no_page_is_a_document_or_left_out(
    store: Workspace, content_type: str, state: str, kind: str
) -> None:
    pages = {"/": seen("/", "/get?form=1"), "/get?form=1": NotAPageError("it is a download, not a page")}
    client = FakeClient({"/get?form=1": answer(f"{SITE}/get?form=1", "%PDF", content_type=content_type)})
    page = Running(store, plan_of()).go(FakeBrowser(pages), client).page("/get?form=1")
    assert (page.state, page.kind) == (state, kind)
    assert (page.reason == "it is a download, not a page") is (state == "skipped")


class BrokenJudges(JudgesHere):
    async def judge(self, page: PageToJudge) -> JudgedPage:
        if page.page_id == page_id(f"{SITE}/births/"):
            raise JudgingError("judging it took longer than 120 s")
        return await super().judge(page)


def test_a_page_that_cannot_be_judged_is_untested(store: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Judges", BrokenJudges)
    running = run_of(store, SMALL)
    page = running.page("/births/")
    assert (page.state, page.status, page.reason) == ("untested", 200, "judging it took longer than 120 s")
    assert "/about/history" in running.visited


# What ends a run, and going on with it


def ends_at(path: str, error: Exception) -> dict[str, fakes.Page]:
    return {**SMALL, path: error}


@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_browser_that_is_gone_ends_the_run_and_what_was_done_is_kept(
    store: Workspace, concurrency: int
) -> None:
    running = Running(store, plan_of(concurrency=concurrency))
    with pytest.raises(BrowserFailedError, match="cannot be started again"):
        running.go(FakeBrowser(ends_at("/births/form", BrowserFailedError("it cannot be started again"))))
    assert running.store.run(running.run.id).finished_at is None
    assert {"/", "/contact", "/births/", "/about"} <= set(running.visited)
    audit = running.audit
    assert not audit.run.complete
    assert audit.portal.state == "measured"


def test_nothing_more_is_asked_for_when_the_browser_is_gone(store: Workspace) -> None:
    pages = tree(children=3, depth=1) | {"/0/": BrowserFailedError("gone")}
    browser = FakeBrowser(pages)
    running = Running(store, plan_of(concurrency=2))
    with pytest.raises(BrowserFailedError):
        running.go(browser)
    assert browser.visited == ["/", "/0/"]


@pytest.mark.parametrize("end", list(SMALL))
def test_a_run_that_was_ended_at_any_page_goes_on_where_it_was(store: Workspace, end: str) -> None:
    whole = run_of(store, SMALL, max_pages=6)
    running = Running(store, plan_of(max_pages=6))
    broken = FakeBrowser(ends_at(end, BrowserFailedError("gone")))
    if end in whole.visited:
        with pytest.raises(BrowserFailedError):
            running.go(broken)
    before = running.visited
    again = FakeBrowser(SMALL)
    running.go(again)
    assert again.visited == whole.visited[len(before) :], "no page was lost, and none visited again"
    assert running.visited == whole.visited
    assert [page.model_dump(exclude={"visited_at"}) for page in running.audit.pages] == [
        page.model_dump(exclude={"visited_at"}) for page in whole.audit.pages
    ]


def test_a_run_that_is_finished_visits_nothing_more(store: Workspace) -> None:
    running = run_of(store, SMALL)
    again = FakeBrowser(SMALL)
    running.go(again)
    assert again.visited == []


def test_a_page_whose_keeping_fails_ends_the_run_and_is_visited_again(
    store: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Running(store, plan_of())
    save = Workspace.save

    def full(workspace: Workspace, run_id: str, visited: Any) -> int:
        if visited.page_id == page_id(f"{SITE}/about"):
            raise WorkspaceError("the workspace cannot be used: database or disk is full")
        return save(workspace, run_id, visited)

    monkeypatch.setattr(Workspace, "save", full)
    with pytest.raises(WorkspaceError, match="disk is full"):
        running.go(FakeBrowser(SMALL))
    assert "/about" in running.waiting
    monkeypatch.setattr(Workspace, "save", save)
    running.go(FakeBrowser(SMALL))
    assert running.waiting == []


def test_a_run_notes_what_it_was_made_with(store: Workspace) -> None:
    facts = run_of(store, SMALL).run.facts
    assert (facts["browser"], facts["listed"], facts["locale"]) == ("fake 1", None, None)
    assert facts["axe"].startswith("4.14")
    assert facts["fonts"] == ["Noto Sans"]


def test_a_run_that_goes_on_keeps_when_it_was_begun(store: Workspace) -> None:
    running = Running(store, plan_of())
    begun = running.run.started_at
    with pytest.raises(BrowserFailedError):
        running.go(FakeBrowser(ends_at("/", BrowserFailedError("gone"))))
    running.go(FakeBrowser(SMALL))
    assert running.run.started_at == begun
    assert running.run.finished_at is not None
    assert begun <= running.run.finished_at <= datetime.now(UTC)
