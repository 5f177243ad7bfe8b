"""A portal is explored without visits, and a sample of it chosen: the same each time, interrupted or not."""

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from auditor.audit import Audit
from auditor.evidence import Kind, Link, PageEvidence
from auditor.evidence.landmark import Landmark
from auditor.files.reader import FileReader
from auditor.run import explore
from auditor.run.assembly import assemble
from auditor.run.explore import explore_portal, is_explored
from auditor.run.judges import Judges, JudgingError
from auditor.run.plan import Plan, begin_run
from auditor.run.tools import Tools, open_wire
from auditor.run.worker import Judge, PageToSketch, Served, SketchedPage
from auditor.settings import Settings, read_settings, with_crawl
from auditor.store.records import Run, StoredPage, VisitedPage
from auditor.store.workspace import Workspace
from auditor.visit.browser import Closely, VisitError
from fixtures.server import PortalServer
from tests.sampled_portal import KINDS, SERVICES, TEMPLATES, Planned, write_portal
from tests.served import Answer, html, redirect
from tests.served import Served as Portal

SIZE = 60


class InThisProcess:
    """Stands in for the processes that sketch, which take seconds to start."""

    def __init__(self, plan: Plan) -> None:
        self._judge = Judge(plan.settings, follow_links=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def sketch(self, page: PageToSketch) -> SketchedPage:
        return self._judge.sketch(page)


class NoBrowser:
    """A browser that shows nothing."""

    version = "none"
    user_agent = ""
    notes = ()

    async def log_in(self) -> None:
        return None

    async def cookies(self, url: str) -> Mapping[str, str]:
        raise AssertionError(url)

    async def visit(self, url: str) -> PageEvidence:
        raise VisitError(f"{url} was not to be visited")

    async def close(self) -> None:
        return None


class ScriptedBrowser(NoBrowser):
    """A browser in which a script gives each page its links."""

    def __init__(self, links: Mapping[str, list[str]]) -> None:
        self.visited: list[str] = []
        self._links = links

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        del closely
        self.visited.append(url)
        path = f"/{url.split('/', 3)[3]}"
        base = url.removesuffix(path)
        links = [Link(f"{base}{link}", link, Landmark.MAIN, "") for link in self._links[path]]
        kind = path.strip("/").partition("-")[0] or "home"
        dom = f'<body><div class="{kind}"><p class="a"></p></div><section class="{kind}-b"></section></body>'
        return PageEvidence(url=url, final_url=url, status=200, dom=dom, links=tuple(links), text=())


class Told:
    """Remembers what was told of an exploration, and may interrupt it."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.done_pages: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def begin(self, doing: str) -> None:
        raise AssertionError(doing)

    def visiting(self, url: str) -> None:
        assert url

    def done(self, *, done: int, found: int, limit: int) -> None:
        assert done <= found
        self.done_pages.append((done, limit))
        if len(self.done_pages) == self._stop_after:
            signal.raise_signal(signal.SIGINT)  # Ctrl-C


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explore, "Judges", InThisProcess)


def run_exploration(
    store: Workspace,
    settings: Settings,
    run: Run | None = None,
    browser: Any = None,
    told: Told | None = None,
) -> Run:
    plan = Plan(settings, allow_private=True)  # another site on loopback is what leads elsewhere
    run = run or begin_run(store, plan)

    async def go() -> None:
        async with open_wire(plan) as wire:
            tools = Tools(browser or NoBrowser(), wire.client, wire.pacer, plan.redactor, FileReader())
            await explore_portal(plan, store, run, tools, told or Told())

    asyncio.run(go())
    return store.run(run.id)


def chosen(store: Workspace, run: Run) -> list[tuple[str, str, str]]:
    """The sample in the order of visits: part, reason, path."""
    return [
        (page.choice.chosen_as, page.choice.chosen_for, path_of(page))
        for page in store.next_chosen(run.id, after=-1, most=1000)
        if page.choice is not None
    ]


def path_of(page: StoredPage) -> str:
    return page.url.split("/", 3)[3]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Planned]]:
    folder = tmp_path_factory.mktemp("portal")
    return folder, write_portal(folder)


@pytest.fixture(scope="module")
def small_portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A smaller portal like it, and how many pages it has."""
    folder = tmp_path_factory.mktemp("small")
    return folder, len(write_portal(folder, articles=25, offices=12))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace.db") as workspace:
        yield workspace


@pytest.fixture(scope="module")
def explored(
    portal: tuple[Path, list[Planned]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, Run]]:
    """The generated portal with its declared services, explored once."""
    with (
        pytest.MonkeyPatch.context() as patch,
        PortalServer(portal[0]) as server,
        Workspace(tmp_path_factory.mktemp("store") / "workspace.db") as workspace,
    ):
        patch.setattr(explore, "Judges", InThisProcess)
        settings = with_crawl(read_settings(str(portal[0] / "portal.toml"), server.url), sample=SIZE)
        yield workspace, run_exploration(workspace, settings)


def test_every_page_is_explored_once_and_none_is_visited(
    portal: tuple[Path, list[Planned]], explored: tuple[Workspace, Run]
) -> None:
    store, run = explored
    pages = store.pages(run.id)
    assert {path_of(page) for page in pages if page.explored == "seen"} == {page.path for page in portal[1]}
    assert {page.state for page in pages} == {"waiting"}


def test_the_planted_templates_are_told_apart(
    portal: tuple[Path, list[Planned]], explored: tuple[Workspace, Run]
) -> None:
    store, run = explored
    template_of = {path_of(page): page.template for page in store.pages(run.id)}
    found = {template: set[int | None]() for template in TEMPLATES}
    for page in portal[1]:
        if page.template in found:
            found[page.template].add(template_of[page.path])
    assert [len(numbers) for numbers in found.values()] == [1] * len(TEMPLATES)
    assert len(set().union(*found.values())) == len(TEMPLATES)
    sizes = Counter(template_of.values())
    assert sizes[1] == max(sizes.values())  # numbered by size


def test_required_pages_come_first(explored: tuple[Workspace, Run]) -> None:
    """Home, each kind, then the declared services: their starts, their other pages, a document."""
    expected = [("required", "home page", "")]
    names = ("contact", "help", "legal information", "accessibility statement", "search", "login", "sitemap")
    expected += [
        ("required", f"{name} page", path) for name, (path, _) in zip(names, KINDS.values(), strict=True)
    ]
    expected += [("required", f"start of “{name}”", f"services/{name}/") for name in SERVICES]
    expected += [
        ("required", f"page of “{name}”", f"services/{name}/{step}/")
        for name in SERVICES
        for step in ("confirm", "details")
    ]
    expected += [("required", "document of “birth”", "files/birth.pdf")]
    required = [each for each in chosen(*explored) if each[0] == "required"]
    assert sorted(required) == sorted(expected)
    assert [each[2] for each in required][:9] == [each[2] for each in expected][:9]


def test_each_template_has_pages_and_chance_has_the_rest(explored: tuple[Workspace, Run]) -> None:
    store, run = explored
    sample = chosen(store, run)
    visited = {page.template for page in store.next_chosen(run.id, after=-1, most=1000)}
    assert len(sample) == SIZE
    assert {page.template for page in store.pages(run.id)} - {None} <= visited
    parts = Counter(part for part, _, _ in sample)
    assert parts["random"] >= (parts["required"] + parts["template"]) / 10


def test_the_audit_says_how_the_pages_were_chosen(explored: tuple[Workspace, Run]) -> None:
    store, run = explored
    visit_chosen(store, run)
    audit = assemble(store, run)
    sample = audit.run.sample
    assert sample is not None
    pages = 8 + 3 * len(SERVICES) + 150 + 15 + 40 + 4
    assert (sample.pages, sample.seed, sample.explored_by) == (SIZE, 1, "html")
    assert (sample.explored, sample.portal_pages, sample.unexplored) == (pages, pages, 0)
    assert sample.required + sample.by_template + sample.random == SIZE
    assert (sample.left_out, sample.not_recognised) == (0, [])
    assert sample.speaks_for == pages
    assert sum(template.pages for template in sample.templates) == pages
    assert sum(template.visited for template in sample.templates) == SIZE - 1  # the document has no template
    assert sample.templates[0].pages == 150
    assert chosen_pages(audit) == SIZE


def visit_chosen(store: Workspace, run: Run) -> None:
    """Note the chosen pages as visited, without evidence."""
    for page in store.next_chosen(run.id, after=-1, most=1000):
        store.save(
            run.id, VisitedPage(page_id=page.page_id, state="done", final_url=page.url, kind=page.kind)
        )


def chosen_pages(audit: Audit) -> int:
    return sum(page.chosen is not None for page in audit.pages)


def settings_of(folder: Path, url: str, **crawl: Any) -> Settings:
    return with_crawl(read_settings(str(folder / "portal.toml"), url), sample=30, **crawl)


def test_the_same_portal_elsewhere_gives_the_same_sample_and_another_seed_another(
    small_portal: tuple[Path, int], store: Workspace
) -> None:
    folder, _ = small_portal
    with PortalServer(folder) as server, PortalServer(folder) as elsewhere:
        one = chosen(store, run_exploration(store, settings_of(folder, server.url, concurrency=1)))
        same = chosen(store, run_exploration(store, settings_of(folder, elsewhere.url, concurrency=9)))
        other = chosen(store, run_exploration(store, settings_of(folder, server.url, seed=2)))
    assert one == same
    required, drawn = (
        [{each for each in sample if each[0] == part} for sample in (one, other)]
        for part in ("required", "random")
    )
    assert required[0] == required[1]
    assert drawn[0] != drawn[1]


@pytest.fixture(scope="module")
def undisturbed(
    small_portal: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, str, str]]:
    """The sample of the smaller portal when nothing interrupts its choice."""
    with (
        pytest.MonkeyPatch.context() as patch,
        PortalServer(small_portal[0]) as server,
        Workspace(tmp_path_factory.mktemp("store") / "workspace.db") as workspace,
    ):
        patch.setattr(explore, "Judges", InThisProcess)
        return chosen(workspace, run_exploration(workspace, settings_of(small_portal[0], server.url)))


@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("stop_after", [1, 9, 40])
def test_an_exploration_that_is_interrupted_is_gone_on_with_and_gives_the_same_sample(
    small_portal: tuple[Path, int],
    undisturbed: list[tuple[str, str, str]],
    store: Workspace,
    stop_after: int,
) -> None:
    """Ctrl-C may leave a connection half open, which the garbage collector closes and complains of."""
    folder, pages = small_portal
    with PortalServer(folder) as server:
        settings = settings_of(folder, server.url)
        run = begin_run(store, Plan(settings))
        with pytest.raises(KeyboardInterrupt):
            run_exploration(store, settings, run, told=Told(stop_after))
        assert not is_explored(store.run(run.id))
        done = store.explored_count(run.id)
        assert stop_after <= done < pages
        told = Told()
        run_exploration(store, settings, run, told=told)
    assert is_explored(store.run(run.id))
    assert len(told.done_pages) == pages - done
    assert chosen(store, run) == undisturbed


def test_services_are_found_where_none_is_declared(small_portal: tuple[Path, int], store: Workspace) -> None:
    with PortalServer(small_portal[0]) as server:
        run = run_exploration(store, with_crawl(read_settings(server.url), sample=SIZE))
    starts = {path for _, why, path in chosen(store, run) if why.startswith("start of")}
    assert starts == {f"services/{name}/" for name in SERVICES}


def test_exploring_is_bounded_and_what_it_left_out_may_still_be_drawn(
    small_portal: tuple[Path, int], store: Workspace
) -> None:
    with PortalServer(small_portal[0]) as server:
        told = Told()
        settings = with_crawl(read_settings(server.url), sample=SIZE, explore=20)
        run = run_exploration(store, settings, told=told)
    pages = store.pages(run.id)
    assert sum(page.explored is not None for page in pages) == 20
    assert told.done_pages[-1] == (20, 20)
    beyond = [
        page.choice.chosen_as
        for page in store.next_chosen(run.id, after=-1, most=1000)
        if page.explored is None and page.kind is Kind.HTML and page.choice
    ]
    assert set(beyond) == {"random"}
    sample = assemble(store, run).run.sample
    assert sample is not None
    assert sample.unexplored == sum(page.explored is None and page.kind is Kind.HTML for page in pages)


def test_addresses_that_give_no_page_are_not_drawn_and_one_page_is_drawn_once(store: Workspace) -> None:
    names = ("a", "b", "old", "away", "gone", "private/x", "file", "paper", "b/index.html")
    answers = {
        "/": html("".join(f'<a href="/{name}">{name}</a>' for name in names)),
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/", headers={"Content-Type": "text/plain"}),
        "/a": html("<p>Something</p>"),
        "/b": html("<h1>Else</h1><form></form>"),
        "/b/index.html": html("<h1>Else</h1><form></form>"),
        "/old": redirect("/a"),
        "/file": Answer(b"1,2", headers={"Content-Type": "text/csv"}),
        "/paper": Answer(b"%PDF", headers={"Content-Type": "application/pdf"}),
    }
    with Portal({"/": html("")}) as other, Portal(answers) as portal:
        answers["/away"] = redirect(other.url)
        settings = with_crawl(read_settings(portal.url), sample=50)
        run = run_exploration(store, settings)
        asked = set(portal.asked)
    assert "/private/x" not in asked
    pages = {path_of(page): page for page in store.pages(run.id)}
    assert {path: page.explored for path, page in pages.items()} == {
        "": "seen", "a": "seen", "b": "seen", "b/index.html": "seen", "old": "seen", "paper": "seen",
        "away": "skipped", "file": "skipped", "gone": "failed", "private/x": "failed",
    }  # fmt: skip
    assert pages["gone"].reason == "it answered 404"
    assert pages["private/x"].reason == "robots.txt asks not to visit it"
    assert pages["paper"].kind is Kind.DOCUMENT
    assert {path for _, _, path in chosen(store, run)} == {"", "a", "b"}
    sample = assemble(store, run).run.sample
    assert sample is not None
    assert (sample.explored, sample.portal_pages) == (10, 3)


def test_a_portal_that_refuses_us_has_its_first_page_chosen_and_says_why(store: Workspace) -> None:
    with Portal({"/robots.txt": Answer(b"User-agent: *\nDisallow: /")}) as portal:
        run = run_exploration(store, with_crawl(read_settings(portal.url), sample=5))
    assert chosen(store, run) == [("required", "home page", "")]
    assert store.pages(run.id)[0].reason == "robots.txt asks not to visit it"


HANGING = b"<p " + b" ".join(b"a%d" % number for number in range(150_000)) + b">"
SHELL = html('<div id="app"></div><script src="/app.js"></script>')
SCRIPTED = {
    "/": ["/text-1", "/text-2", "/text-3", "/form-1", "/form-2"],
    "/text-1": ["/"], "/text-2": ["/text-4"], "/text-3": [], "/text-4": [], "/form-1": [], "/form-2": [],
}  # fmt: skip


def test_a_portal_whose_links_need_scripts_is_explored_in_the_browser(store: Workspace) -> None:
    browser = ScriptedBrowser(SCRIPTED)
    with Portal(dict.fromkeys(SCRIPTED, SHELL)) as portal:
        run = run_exploration(store, with_crawl(read_settings(portal.url), sample=20), browser=browser)
        audit = assemble(store, run)
    template_of = {path_of(page): page.template for page in store.pages(run.id)}
    assert template_of == {
        "": 3, "form-1": 2, "form-2": 2, "text-1": 1, "text-2": 1, "text-3": 1, "text-4": 1,
    }  # fmt: skip
    assert audit.run.sample is not None
    assert audit.run.sample.explored_by == "browser"
    note = (
        "Without scripts the first page leads to 0 of the 5 addresses that it leads to in a browser. "
        "So the portal was explored in the browser."
    )
    assert audit.run.notes == [note]


def test_a_few_links_more_by_script_do_not_matter(store: Workspace) -> None:
    """Two of the three that the browser shows are in the page as served."""
    browser = ScriptedBrowser({"/": ["/text-1", "/text-2", "/text-3"]})
    served = {path: html("") for path in ("/text-1", "/text-2")}
    served["/"] = html('<a href="/text-1">1</a><a href="/text-2">2</a>')
    with Portal(served) as portal:
        run = run_exploration(store, with_crawl(read_settings(portal.url), sample=20), browser=browser)
    assert store.run(run.id).facts["explored_by"] == "html"
    assert len(browser.visited) == 1


def test_markup_that_hangs_the_parser_costs_its_own_page_only() -> None:
    """libxml2 compares each attribute of an element with all others: this takes it minutes."""
    url = "https://portal.example/"

    def page(body: bytes) -> PageToSketch:
        return PageToSketch(Served(body, "text/html", url, 200), url, "p1", 0, 0)

    async def read() -> list[str]:
        async with Judges(Plan(read_settings(url)), timeout_s=60) as judges:
            said = []
            for body, timeout_s in ((b"<a href='/x'>", 60), (HANGING, 1), (b"<a href='/y'>", 60)):
                judges._timeout_s = timeout_s
                try:
                    said += [candidate.url for candidate in (await judges.sketch(page(body))).found]
                except JudgingError as error:
                    said.append(str(error))
            return said

    assert asyncio.run(read()) == [f"{url}x", "reading it took longer than 1 s", f"{url}y"]


def test_a_page_that_hangs_the_reader_is_left_out_and_the_exploration_goes_on(
    store: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hangs(InThisProcess):
        async def sketch(self, page: PageToSketch) -> SketchedPage:
            if page.url.endswith("/bad"):
                raise JudgingError("reading it took longer than 120 s")
            return await super().sketch(page)

    monkeypatch.setattr(explore, "Judges", Hangs)
    with Portal(
        {"/": html('<a href="/bad">1</a><a href="/good">2</a>'), "/bad": html(""), "/good": html("")}
    ) as portal:
        run = run_exploration(store, with_crawl(read_settings(portal.url), sample=20))
    pages = {path_of(page): page for page in store.pages(run.id)}
    assert (pages["bad"].explored, pages["bad"].reason) == ("failed", "reading it took longer than 120 s")
    assert {path for _, _, path in chosen(store, run)} == {"", "good"}
