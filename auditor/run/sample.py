"""Chooses the sample of a run that has been explored, from what the workspace holds of it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from auditor.crawl.scope import beginnings, canonical, page_id
from auditor.evidence import Kind
from auditor.sampling.choice import Page, Required, choose
from auditor.sampling.kinds import REQUIRED, pages_by_kind
from auditor.sampling.skeleton import from_bytes
from auditor.sampling.templates import Templates
from auditor.service import PageDigest
from auditor.services.addresses import stem
from auditor.services.discover import FoundService, declared_service, find_services
from auditor.settings import Settings
from auditor.store.records import Choice, Run, StoredPage
from auditor.store.workspace import Workspace
from auditor.urls import Site


def choose_sample(workspace: Workspace, run: Run, settings: Settings) -> None:
    """Choose which of the explored pages are visited, and keep that at once."""
    explored = _Explored(workspace, run, settings)
    declared, found = explored.services()
    choice = choose(
        explored.population(),
        [*explored.common(), *declared],
        found,
        size=settings.crawl.sample or settings.crawl.max_pages,
        seed=settings.crawl.seed,
    )
    facts = {
        "sample": {
            "not_recognised": [name for kind, name in REQUIRED.items() if kind not in explored.kinds],
            "left_out": len(choice.left_out),
        }
    }
    chosen = [(each.id, Choice(each.part, each.what)) for each in choice.chosen]
    workspace.choose(run.id, explored.templates, chosen, facts)


class _Explored:
    """An explored portal: its pages, each once, with their templates, kinds and services.

    `/births` and `/births/index.html` are one page too, if they say the same.
    """

    def __init__(self, workspace: Workspace, run: Run, settings: Settings) -> None:
        self._settings = settings
        self._pages = {page.page_id: page for page in workspace.pages(run.id)}
        self._starts = frozenset(map(canonical, beginnings(settings)))
        once = frozenset(_each_once(self._pages.values(), self._starts))
        self._digests: dict[str, PageDigest] = {}
        templates = Templates()
        placed: dict[str, int] = {}
        twins: set[str] = set()
        texts: set[tuple[str, str]] = set()
        for of_page, sketch in workspace.sketches(run.id):
            if of_page not in once:
                continue
            text = stem(sketch.digest.final_url), sketch.digest.content_hash
            if text in texts and sketch.digest.content_hash:
                twins.add(of_page)
                continue
            texts.add(text)
            placed[of_page] = templates.place(from_bytes(sketch.skeleton))
            self._digests[of_page] = sketch.digest
        self._once = once - twins
        self.templates = _by_size(placed)
        self.kinds = pages_by_kind(list(self._digests.values()), self._starts)

    def population(self) -> list[Page]:
        """List the pages that may be drawn: those that were seen, and those that exploring did not reach."""
        return [
            Page(page.page_id, self._address(page.url), self.templates.get(page.page_id))
            for page in self._pages.values()
            if self._may_be_drawn(page)
        ]

    def common(self) -> list[Required]:
        """List the page that the audit begins with, and those of the kinds that every sample holds."""
        home = page_id(self._settings.portal.url)
        kinds = [Required(digest.page_id, f"{REQUIRED[kind]} page") for kind, digest in self.kinds.items()]
        return [*([Required(home, "home page")] if home in self._pages else []), *kinds]

    def services(self) -> tuple[list[Required], list[Required]]:
        """List the pages of declared services, and of those that were found; one of the lists is empty."""
        if self._settings.services:
            return _pages_of(list(self._declared()), self._documents), []
        return [], _pages_of(find_services(list(self._digests.values()), self._settings), self._documents)

    def _may_be_drawn(self, page: StoredPage) -> bool:
        return page.kind is Kind.HTML and (page.page_id in self._once or page.explored is None)

    def _declared(self) -> Iterator[FoundService]:
        pages: dict[str, list[str]] = {service.id: [] for service in self._settings.services}
        start_of = {service.id: canonical(service.start) for service in self._settings.services}
        for page in self._pages.values():
            if self._may_be_drawn(page) or page.url in self._starts:
                owner = declared_service(page.url, self._settings)
                if owner is not None:
                    place = 0 if page.url == start_of[owner] else len(pages[owner])
                    pages[owner].insert(place, page.page_id)
        for service in self._settings.services:
            yield FoundService(service.id, service.name, tuple(pages[service.id]))

    def _documents(self, pages: Iterable[str]) -> Iterator[str]:
        """Go through the documents that pages link to."""
        for of_page in pages:
            digest = self._digests.get(of_page)
            for link in digest.links if digest else ():
                target = self._pages.get(page_id(link.href))
                if target is not None and target.kind is Kind.DOCUMENT:
                    yield target.page_id

    def _address(self, url: str) -> str:
        """Give what a page is drawn by: its address on the portal, wherever that is served from."""
        parts = urlsplit(url)
        local = parts.path + (f"?{parts.query}" if parts.query else "")
        return local if Site.of(url) == Site.of(self._settings.portal.url) else f"{parts.netloc}{local}"


def _pages_of(
    services: Sequence[FoundService], documents: Callable[[Iterable[str]], Iterator[str]]
) -> list[Required]:
    """List the first page of each service, then all others of each, then a document of each."""
    starts = [Required(each.pages[0], f"start of “{each.name}”") for each in services if each.pages]
    steps = [Required(page, f"page of “{each.name}”") for each in services for page in each.pages[1:]]
    files = [
        Required(document, f"document of “{each.name}”")
        for each in services
        for document in islice(documents(each.pages), 1)
    ]
    return [*starts, *steps, *files]


def _each_once(pages: Iterable[StoredPage], starts: frozenset[str]) -> Iterator[str]:
    """Name the pages that were seen, each once.

    Of addresses that lead to one page, one stands for all: one where the audit begins,
    else the page's own, else the first.
    """
    at: dict[str, list[StoredPage]] = defaultdict(list)
    for page in pages:
        if page.explored == "seen":
            at[canonical(page.final_url)].append(page)
    for final_url, same in at.items():
        yield min(same, key=lambda page: (page.url not in starts, page.url != final_url)).page_id


def _by_size(placed: Mapping[str, int]) -> dict[str, int]:
    """Number templates from 1, the largest first, of equals the one that was met first."""
    sizes = Counter(placed.values())
    ranks = {template: rank for rank, (template, _) in enumerate(sizes.most_common(), 1)}
    return {of_page: ranks[template] for of_page, template in placed.items()}
