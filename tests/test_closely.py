"""Which pages have a close look: declared services and the first of each template at once, others after.

See tests/fakes.py for the portal and the browser.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from auditor.audit import Audit, NotTested
from auditor.evidence import PageEvidence
from auditor.run import engine
from auditor.settings import ServiceSettings
from auditor.store.workspace import Workspace
from auditor.visit.browser import BrowserFailedError, Closely, VisitError
from tests import fakes
from tests.fakes import SITE, FakeBrowser, JudgesHere, Page, seen
from tests.test_engine import Running, plan_of

ARTICLE = "<main><article class='story'><h1>A</h1><p>Text</p></article></main>"
FORM = "<main><form class='apply'><fieldset><input><button>Go</button></fieldset></form></main>"
LISTING = "<main><section class='all'><ul><li><a href='/'>A</a></li></ul></section></main>"
PAGES: dict[str, Page] = {
    "/": seen("/", "/news/1", "/news/2", "/births/", "/births/form", dom=LISTING),
    "/news/1": seen("/news/1", dom=ARTICLE),
    "/news/2": seen("/news/2", dom=ARTICLE),
    "/births/": seen("/births/", dom=ARTICLE),
    "/births/form": seen("/births/form", dom=FORM),
}
SERVED_UNSEEN: dict[str, Page] = {  # as by a browser that does not see what was served
    path: replace(page, served_html=None) for path, page in PAGES.items() if isinstance(page, PageEvidence)
}
BIRTHS = ServiceSettings(id="births", name="Births", start=f"{SITE}/births/", pages=(f"{SITE}/births/*",))


@pytest.fixture(autouse=True)
def judges_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Judges", JudgesHere)
    monkeypatch.setattr(engine, "installed_fonts", list)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace.db") as workspace:
        yield workspace


def running(store: Workspace, *services: ServiceSettings, **crawl: object) -> Running:
    plan = plan_of(**{"closely": True, **crawl})
    return Running(store, type(plan)(plan.settings.model_copy(update={"services": services})))


def close(audit: Audit) -> set[str]:
    return {page.url.removeprefix(SITE) for page in audit.pages if page.closely}


def test_the_first_page_of_each_template_is_looked_at_closely_at_its_only_visit(store: Workspace) -> None:
    browser = FakeBrowser(PAGES)
    run = running(store).go(browser)
    assert browser.visited == ["/", "/news/1", "/news/2", "/births/", "/births/form"]
    assert browser.asked == browser.visited
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


@pytest.mark.parametrize("seed", range(20))
def test_tabs_that_overtake_each_other_look_at_the_same_pages(store: Workspace, seed: int) -> None:
    others = {f"/news/{number}": seen(f"/news/{number}", dom=ARTICLE) for number in range(3, 12)}
    start = seen("/", *others, *list(PAGES)[1:], dom=LISTING)
    browser = FakeBrowser({**PAGES, **others, "/": start}, Random(seed))  # noqa: S311  an order of tabs
    run = running(store, concurrency=4).go(browser)
    order = fakes.paths(page.url for page in run.audit.pages)
    first_article = next(path for path in order if path.startswith("/news/") or path == "/births/")
    assert close(run.audit) == {"/", first_article, "/births/form"}
    assert sorted(browser.asked) == sorted(order)


def test_where_what_was_served_is_not_seen_one_page_of_each_template_is_visited_again(
    store: Workspace,
) -> None:
    browser = FakeBrowser(SERVED_UNSEEN)
    run = running(store).go(browser)
    assert browser.visited == ["/", "/news/1", "/news/2", "/births/", "/births/form"]
    assert browser.asked[5:] == browser.closely == ["/", "/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


def test_a_template_that_only_scripts_make_has_its_close_look_after(store: Workspace) -> None:
    shell = "<main><div id='app'></div></main>"
    pages = {path: replace(page, served_html=shell) for path, page in PAGES.items()}  # type: ignore[type-var]
    browser = FakeBrowser(pages)
    run = running(store).go(browser)
    assert browser.closely == ["/", "/news/1", "/births/form"]
    assert browser.asked[5:] == ["/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


def test_a_page_that_only_leads_to_another_does_not_stand_for_a_template(store: Workspace) -> None:
    elsewhere = replace(seen("/news/1", dom=ARTICLE), final_url="https://elsewhere.example/")
    within = replace(seen("/news/2", dom=ARTICLE), final_url=f"{SITE}/births/")
    browser = FakeBrowser({**PAGES, "/news/1": elsewhere, "/news/2": within})
    run = running(store).go(browser)
    assert browser.closely == ["/", "/births/", "/births/form"]
    assert close(run.audit) == {"/", "/births/", "/births/form"}


def test_where_coverage_is_noted_close_looks_are_second_visits(store: Workspace) -> None:
    browser = FakeBrowser(PAGES)
    running(store, coverage=True).go(browser)
    assert browser.asked[5:] == browser.closely == ["/", "/news/1", "/births/form"]


def test_a_declared_service_is_looked_at_closely_at_once_and_stands_for_its_templates(
    store: Workspace,
) -> None:
    browser = FakeBrowser(PAGES)
    run = running(store, BIRTHS).go(browser)
    assert sorted(browser.asked) == sorted(PAGES)
    assert sorted(browser.closely) == ["/", "/births/", "/births/form"]  # no article but the service's own
    assert close(run.audit) == {"/", "/births/", "/births/form"}


def test_nobody_waits_for_a_page_that_failed(store: Workspace) -> None:
    browser = FakeBrowser({**PAGES, "/news/1": VisitError("the host broke off the connection")})
    run = running(store).go(browser)
    assert browser.asked == list(PAGES)  # no close look was left for a second visit
    assert close(run.audit) == {"/", "/news/2", "/births/form"}


def test_a_visit_that_fails_of_its_close_look_is_made_again_without(store: Workspace) -> None:
    class Fragile(FakeBrowser):
        async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
            seen_page = await super().visit(url, closely=closely)
            if seen_page.closely and url.endswith("/form"):
                raise VisitError("the page did not answer in time")
            return seen_page

    browser = Fragile(PAGES)
    run = running(store).go(browser)
    assert browser.asked == ["/", "/news/1", "/news/2", "/births/", "/births/form", "/births/form"]
    assert close(run.audit) == {"/", "/news/1"}
    assert run.page("/births/form").state == "done"


def test_what_was_seen_at_first_stays_where_a_close_look_fails(store: Workspace) -> None:
    times = 0

    def breaks_at_the_second_look() -> Page:
        nonlocal times
        times += 1
        if times > 1:
            raise VisitError("the page did not answer in time")
        return seen("/births/form", dom=FORM, served=False)

    browser = FakeBrowser(SERVED_UNSEEN | {"/births/form": breaks_at_the_second_look})
    run = running(store).go(browser)
    assert browser.closely == ["/", "/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1"}
    assert run.page("/births/form").state == "done"


def test_a_run_that_was_ended_goes_on_with_the_close_looks_that_are_left(store: Workspace) -> None:
    run = running(store)
    with pytest.raises(BrowserFailedError):
        run.go(Gone(SERVED_UNSEEN, after=1))
    browser = FakeBrowser(SERVED_UNSEEN)
    run.go(browser)
    assert browser.closely == ["/news/1", "/births/form"]
    assert browser.visited == ["/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


@pytest.mark.parametrize("after", range(1, 5))
def test_a_run_that_was_ended_knows_which_templates_had_their_first_page(
    store: Workspace, after: int
) -> None:
    class Ended(FakeBrowser):
        async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
            if len(self.asked) == after:
                raise BrowserFailedError("it cannot be started again")
            return await super().visit(url, closely=closely)

    run = running(store)
    with pytest.raises(BrowserFailedError):
        run.go(Ended(PAGES))
    browser = FakeBrowser(PAGES)
    run.go(browser)
    assert browser.asked == list(PAGES)[after:]
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


def test_a_portal_can_go_without(store: Workspace) -> None:
    browser = FakeBrowser(PAGES)
    run = running(store, BIRTHS, closely=False).go(browser)
    assert browser.closely == []
    assert close(run.audit) == set()


def test_found_services_have_close_looks_until_their_template_had_three(store: Workspace) -> None:
    names = ("badge", "birth", "marriage", "passport", "permit")
    services = {f"/services/{name}": seen(f"/services/{name}", dom=ARTICLE) for name in names}
    start = seen("/", "/services/", *services, "/services/bins", dom=LISTING)
    listing = seen("/services/", *services, "/services/bins", dom=LISTING)
    others = {"/services/bins": seen("/services/bins", dom=FORM)}
    browser = FakeBrowser({"/": start, "/services/": listing} | services | others)
    run = running(store).go(browser)
    assert len(run.audit.services) == len(services | others)
    looked = set(browser.closely)
    assert [path for path in services if path in looked] == [f"/services/{name}" for name in names[:3]]
    assert looked - services.keys() == {"/", "/services/bins"}


def test_the_first_page_of_a_template_takes_no_close_look_from_the_services_that_share_it(
    store: Workspace,
) -> None:
    services = [f"/services/{name}" for name in ("badge", "birth", "marriage")]
    start = seen("/", "/about", "/services/", *services, dom=LISTING)
    listing = seen("/services/", *services, dom=LISTING)
    pages = {path: seen(path, dom=ARTICLE) for path in ("/about", *services)}
    browser = FakeBrowser({"/": start, "/services/": listing} | pages)
    run = running(store).go(browser)
    assert browser.asked.index("/about") < browser.asked.index(services[0])
    assert close(run.audit) == {"/", "/about", *services}


def test_what_a_found_service_was_not_looked_at_for_is_untested(store: Workspace) -> None:
    services = [f"/services/{name}" for name in ("badge", "birth", "marriage", "passport")]
    start = seen("/", "/services/", *services, dom=LISTING)
    pages = {path: seen(path, dom=ARTICLE) for path in services}
    run = running(store).go(
        FakeBrowser({"/": start, "/services/": seen("/services/", *services, dom=LISTING)} | pages)
    )
    said = {service.id: service.rules.get("keyboard-trap") for service in run.audit.services}
    assert [isinstance(counts, NotTested) for counts in said.values()] == [False, False, False, True]


class Gone(FakeBrowser):
    """A browser that is gone when a close look is asked for, after some others."""

    def __init__(self, pages: dict[str, Page], after: int) -> None:
        super().__init__(pages)
        self._left = after

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        if closely is True:
            self._left -= 1
            if self._left < 0:
                raise BrowserFailedError("it cannot be started again")
        return await super().visit(url, closely=closely)
