"""A portal without a network and a browser without a window, for tests of what goes on around them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import replace
from random import Random
from types import TracebackType
from typing import Self

import pytest

from auditor.crawl.client import Fetched, FetchError
from auditor.crawl.politeness import Pacer
from auditor.evidence import Head, Link, PageEvidence, Response, TextBlock
from auditor.evidence.document_facts import DocumentFacts
from auditor.evidence.landmark import Landmark
from auditor.files.read import read_file
from auditor.run import engine
from auditor.run.plan import Plan
from auditor.run.tools import Tools
from auditor.run.worker import Judge, JudgedPage, PageToJudge, PageToOutline
from auditor.secret.redaction import Redactor
from auditor.visit.browser import Closely

SITE = "https://portal.example"


def seen(
    path: str,
    *links: str,
    final: str = "",
    words: str = "",
    status: int = 200,
    wire_bytes: int = 2_000,
    dom: str | None = None,
    served: bool = True,
) -> PageEvidence:
    """What a browser would have recorded of a page with these links; some do not see what was `served`."""
    url, words = f"{SITE}{path}", words or f"Here you read all about {path.strip('/') or 'us'}."
    return PageEvidence(
        url=url,
        final_url=f"{SITE}{final or path}",
        status=status,
        head=Head(path, "en", "", "width=device-width", None, {}, ()),
        text=(TextBlock(words, "p", Landmark.MAIN, "en", "p"),),
        links=tuple(Link(f"{SITE}{to}", to, Landmark.MAIN, "a") for to in links),
        forms=(),
        dom=dom,
        served_html=dom if served else None,
        responses=(
            Response(url, status, "document", "text/html", wire_bytes, 2_000, "", "", third_party=False),
        ),
    )


type Page = PageEvidence | Exception | Callable[[], PageEvidence]


class FakeBrowser:
    """Shows the pages of a portal; others do not exist. `visited` are the paths in the order asked for.

    `closely` are those of close looks, of which second visits are not among `visited`; `asked` are all.

    With a `random`, each page takes a while that it draws, so that tabs overtake each other.
    """

    version = "fake 1"
    user_agent = ""
    notes = ()

    def __init__(self, pages: Mapping[str, Page], random: Random | None = None) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.visited: list[str] = []
        self.closely: list[str] = []
        self._random = random

    async def visit(self, url: str, *, closely: Closely = False) -> PageEvidence:
        path = url.removeprefix(SITE)
        self.asked.append(path)
        if closely is True:
            self.closely.append(path)
        if closely is not True or path not in self.visited:
            self.visited.append(path)
        for _ in range(self._random.randrange(20) if self._random else 0):
            await asyncio.sleep(0)
        page = self.pages.get(path)
        if page is None:
            return seen(path, status=404)
        if isinstance(page, Exception):
            raise page
        evidence = page if isinstance(page, PageEvidence) else page()
        if callable(closely):
            served = evidence.served_html
            closely = served is not None and await closely(evidence.final_url, served)
            if closely:
                self.closely.append(path)
        return replace(evidence, closely=closely)

    async def log_in(self) -> None:
        """There is no door."""

    async def cookies(self, url: str) -> Mapping[str, str]:
        """It keeps none."""
        del url
        return {}

    async def close(self) -> None:
        """There is nothing to stop."""


class FakeClient:
    """Answers with texts, by path; what is not there is 404. `asked` are the paths in order."""

    def __init__(self, texts: Mapping[str, str | Fetched | FetchError] | None = None) -> None:
        self._texts = dict(texts or {})
        self.asked: list[str] = []

    async def get(
        self, url: str, *, max_bytes: int, accept: str = "*/*", unless: Mapping[str, str] | None = None
    ) -> Fetched:
        del max_bytes, accept, unless
        path = url.removeprefix(SITE)
        self.asked.append(path)
        found = self._texts.get(path)
        if isinstance(found, FetchError):
            raise found
        if isinstance(found, Fetched):
            return found
        return answer(url, found or "", 404 if found is None else 200)


def answer(url: str, text: str = "", status: int = 200, **headers: str) -> Fetched:
    """An answer to the client."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fetched(url, url, status, named, text.encode(), truncated=False, wire_bytes=len(text) + 200)


def tools(browser: FakeBrowser, client: FakeClient | None = None) -> Tools:
    """What visits are made with: neither waits for anything."""
    return Tools(browser, client or FakeClient(), Pacer(0), Redactor(), FilesHere())  # type: ignore[arg-type]


class FilesHere:
    """Reads files in this process; a real reader starts one of its own."""

    async def read(self, body: bytes, name: str) -> DocumentFacts:
        return read_file(body, name)


class JudgesHere:
    """Judges in this process; real ones take two seconds to start. `judged` are the ids in order."""

    def __init__(self, plan: Plan) -> None:
        self._judge = Judge(plan.settings, follow_links=plan.listed is None)
        self.judged: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def judge(self, page: PageToJudge) -> JudgedPage:
        self.judged.append(page.page_id)
        return self._judge.judge(page)

    async def outline(self, served_html: str) -> bytes:
        return self._judge.outline(PageToOutline(served_html)).skeleton


class Watched:
    """An observer that remembers what it was told."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        self.told: list[tuple[int, int, int]] = []

    def begin(self, doing: str) -> None:
        """Exploring has tests of its own."""

    def visiting(self, url: str) -> None:
        self.visits.append(url.removeprefix(SITE))

    def done(self, *, done: int, found: int, limit: int) -> None:
        self.told.append((done, found, limit))


def install(
    monkeypatch: pytest.MonkeyPatch, pages: Mapping[str, Page], texts: Mapping[str, str] | None = None
) -> FakeBrowser:
    """Have the command line audit these pages, as if they were at `SITE`."""
    browser = FakeBrowser(pages)

    @contextlib.asynccontextmanager
    async def open_fakes(*_: object) -> AsyncIterator[Tools]:
        yield tools(browser, FakeClient(texts))

    monkeypatch.setattr(engine, "open_tools", open_fakes)
    monkeypatch.setattr(engine, "find_program", lambda _plan: None)
    monkeypatch.setattr(engine, "Judges", JudgesHere)
    monkeypatch.setattr(engine, "installed_fonts", lambda: ["Noto Sans"])
    return browser


def tree(children: int, depth: int, path: str = "/") -> dict[str, PageEvidence]:
    """A portal in which every page leads to others, to its parent and to the start."""
    below = [f"{path}{number}/" for number in range(children)] if depth else []
    pages = {path: seen(path, "/", *below)}
    for inner in below:
        pages |= tree(children, depth - 1, inner)
    return pages


def paths(urls: Iterable[str]) -> list[str]:
    """Addresses of the portal without its host."""
    return [url.removeprefix(SITE) for url in urls]
