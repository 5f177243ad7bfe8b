"""Which pages have a close look: declared services at once, and one of each template and service after.

See tests/fakes.py for the portal and the browser.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.audit import Audit, NotTested
from auditor.run import engine
from auditor.settings import ServiceSettings
from auditor.store.workspace import Workspace
from auditor.visit.browser import BrowserFailedError, VisitError
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
BIRTHS = ServiceSettings(id="births", name="Births", start=f"{SITE}/births/", pages=(f"{SITE}/births/*",))


@pytest.fixture(autouse=True)
def judges_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "Judges", JudgesHere)
    monkeypatch.setattr(engine, "installed_fonts", list)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace.db") as workspace:
        yield workspace


def running(store: Workspace, *services: ServiceSettings, closely: bool = True) -> Running:
    plan = plan_of(closely=closely)
    return Running(store, type(plan)(plan.settings.model_copy(update={"services": services})))


def close(audit: Audit) -> set[str]:
    return {page.url.removeprefix(SITE) for page in audit.pages if page.closely}


def test_one_page_of_each_template_is_visited_again_in_the_order_of_visits(store: Workspace) -> None:
    browser = FakeBrowser(PAGES)
    run = running(store).go(browser)
    assert browser.visited == ["/", "/news/1", "/news/2", "/births/", "/births/form"]
    assert browser.closely == ["/", "/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1", "/births/form"}


def test_a_declared_service_is_looked_at_closely_at_once_and_stands_for_its_templates(
    store: Workspace,
) -> None:
    browser = FakeBrowser(PAGES)
    run = running(store, BIRTHS).go(browser)
    assert sorted(browser.visited) == sorted(PAGES)
    assert sorted(browser.closely) == ["/", "/births/", "/births/form"]  # no article but the service's own
    assert close(run.audit) == {"/", "/births/", "/births/form"}


def test_what_was_seen_at_first_stays_where_a_close_look_fails(store: Workspace) -> None:
    times = 0

    def breaks_at_the_second_look() -> Page:
        nonlocal times
        times += 1
        if times > 1:
            raise VisitError("the page did not answer in time")
        return seen("/births/form", dom=FORM)

    browser = FakeBrowser(PAGES | {"/births/form": breaks_at_the_second_look})  # type: ignore[dict-item]
    run = running(store).go(browser)
    assert browser.closely == ["/", "/news/1", "/births/form"]
    assert close(run.audit) == {"/", "/news/1"}
    assert run.page("/births/form").state == "done"


def test_a_run_that_was_ended_goes_on_with_the_close_looks_that_are_left(store: Workspace) -> None:
    run = running(store)
    with pytest.raises(BrowserFailedError):
        run.go(Gone(PAGES, after=1))
    browser = FakeBrowser(PAGES)
    run.go(browser)
    assert browser.closely == ["/news/1", "/births/form"]
    assert browser.visited == ["/news/1", "/births/form"]
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

    async def visit(self, url: str, *, closely: bool = False) -> object:  # type: ignore[override]
        if closely:
            self._left -= 1
            if self._left < 0:
                raise BrowserFailedError("it cannot be started again")
        return await super().visit(url, closely=closely)
