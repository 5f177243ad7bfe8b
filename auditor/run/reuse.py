"""Uses an earlier run's evidence again where the portal says that nothing has changed since.

Evidence follows from what was answered to the page's requests. So it still holds where
every answer does: each is asked for again on the condition that it has changed (RFC 9110,
13.1), and only a 304 to all of them counts; an age that caches would trust does not. What
that proves and what it does not is written down in docs/decisions.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from auditor.cost.caching import http_moment
from auditor.crawl.client import BoundedClient, FetchError
from auditor.evidence import EVIDENCE_VERSION, Kind, PageEvidence, Response, from_json
from auditor.run.plan import Plan
from auditor.settings import ReuseWhat, user_agent
from auditor.store.records import StoredPage
from auditor.version import __version__

# Ours. Pages also change by what no request tells, such as the day; a month bounds that.
MOST_DAYS = 30
# Ours: of the pages that could be used again, the first few and one in so many after them are visited
# all the same. If one is not as it was, this portal's 304s prove nothing, and all is visited.
CANARIES = 3
CANARY_EVERY = 20
# A file may have changed again in the second that it was last changed in; RFC 9110, 8.8.2.2, asks
# that it be older than the answer. A minute is RFC 7232's advice.
_SETTLED = timedelta(minutes=1)

# What a page tells and what becomes of it does not come back to the page.
_ONE_WAY = frozenset({"ping", "cspviolationreport", "preflight"})
# For these, a time of change is proof enough. Documents and data come from programs more often than
# from files, and their times may be those of one part of them.
_FILES = frozenset({"stylesheet", "script", "image", "font", "media", "texttrack", "manifest"})
_WHOLE = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})  # 304: from the browser's own cache, asked about
_HARMLESS_VARY = frozenset({"accept-encoding", "origin"})

_BROWSER_ENCODINGS = "gzip, deflate, br, zstd"
_ACCEPT = {
    "document": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "image": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    "stylesheet": "text/css,*/*;q=0.1",
}

type Stored = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Canary:
    """Evidence that would have been used again, to be compared with a new visit."""

    earlier: PageEvidence


class Reuse:
    """Decides page by page. `stored` gives an earlier run's evidence of a page, as JSON.

    `on_refuted` is told when a page turns out to have changed although nothing said so: what
    was used again in this run has to be taken back. `refuted` says that this was so before
    the run was interrupted.
    """

    def __init__(
        self,
        what: ReuseWhat,
        stored: Stored,
        client: BoundedClient,
        *,
        refuted: bool = False,
        on_refuted: Callable[[], None] = lambda: None,
        browser_agent: str = "",
        language: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._what = what
        self._stored = stored
        self._client = client
        self._agent = browser_agent
        self._language = language or "en-US"  # Chromium's own
        self._now = now
        self._checked: dict[tuple[str, str, str], asyncio.Task[bool]] = {}
        self._on_refuted = on_refuted
        self._held = 0
        self._canaries_out = 0
        self._news = asyncio.Condition()
        self.is_refuted = refuted

    def earlier_document(self, page: StoredPage) -> PageEvidence | None:
        """Give stored evidence of a document that may be asked for conditionally, as `unless` has it."""
        if self._what == "nothing":
            return None
        earlier = self._earlier(page)
        if earlier is None or earlier.kind is not Kind.DOCUMENT or earlier.final_url != page.url:
            return None
        if (
            earlier.document is None and "document" not in earlier.missing
        ):  # an earlier version did not read it
            return None
        return earlier if conditions((earlier.responses or ())[0], is_file=True) else None

    async def earlier_page(self, page: StoredPage, *, closely: bool = False) -> PageEvidence | Canary | None:
        """Give a page's stored evidence if it still holds; a canary's has to be compared with a new visit.

        Where a close look is wanted, only such evidence will do.
        """
        if self._what != "pages" or self.is_refuted or not self._agent:
            return None
        earlier = self._earlier(page)
        if earlier is None or earlier.kind is not Kind.HTML or (closely and not earlier.closely):
            return None
        if not await self._holds(page.url, earlier):
            return None
        async with self._news:
            self._held += 1
            if self._held <= CANARIES or self._held % CANARY_EVERY == 0:
                self._canaries_out += 1
                return Canary(earlier)
            await self._news.wait_for(lambda: not self._canaries_out)
            return None if self.is_refuted else earlier

    async def compare(self, canary: Canary, visited: PageEvidence | None) -> None:
        """Tell what a new visit of a canary gave; None if there was none."""
        async with self._news:
            self._canaries_out -= 1
            if not self.is_refuted and (visited is None or gist(visited) != gist(canary.earlier)):
                self.is_refuted = True
                self._on_refuted()
            self._news.notify_all()

    def _earlier(self, page: StoredPage) -> PageEvidence | None:
        data = self._stored(page.page_id)
        if data is None:
            return None
        earlier = from_json(data)
        if earlier.visited_at is None or self._now() - earlier.visited_at > timedelta(days=MOST_DAYS):
            return None
        # A file that could not be read is as unreadable as long as it has not changed.
        return earlier if earlier.responses and not set(earlier.missing) - {"document"} else None

    async def _holds(self, url: str, earlier: PageEvidence) -> bool:
        """Ask whether every answer that made a page is still the same, the document first."""
        responses = [one for one in earlier.responses or () if one.kind not in _ONE_WAY]
        document = next((one for one in responses if one.kind == "document"), None)
        if document is None or (document.url, earlier.final_url) != (url, url):
            return False
        others = [one for one in responses if one is not document]
        if not all(map(can_be_proven, responses)) or not await self._is_unchanged(document, paced=True):
            return False
        return all(await asyncio.gather(*(self._is_unchanged(other, paced=False) for other in others)))

    async def _is_unchanged(self, response: Response, *, paced: bool) -> bool:
        """Ask about one answer; of what several pages share, once a run."""
        key = (response.url, response.etag, response.last_modified)
        if key not in self._checked:
            self._checked[key] = asyncio.create_task(self._ask(response, paced=paced))
        return await asyncio.shield(self._checked[key])

    async def _ask(self, response: Response, *, paced: bool) -> bool:
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT.get(response.kind, "*/*"),
            "Accept-Encoding": _BROWSER_ENCODINGS,
            "Accept-Language": self._language,
            **conditions(response, is_file=response.kind in _FILES),
        }
        try:
            answer = await self._client.peek(response.url, headers, paced=paced)
        except FetchError:
            return False
        if response.status >= HTTPStatus.BAD_REQUEST:
            return answer.status == response.status
        return answer.status == HTTPStatus.NOT_MODIFIED and _may_be_kept(
            answer.headers.get("cache-control", ""), answer.headers.get("vary", "")
        )


def can_be_proven(response: Response) -> bool:
    """Tell whether a 304 can prove that an answer is still the same.

    A file that was not there is asked for without a condition: it is as it was while it is
    missing in the same way.
    """
    if response.method != "GET" or response.redirect or response.failed:
        return False
    if response.status >= HTTPStatus.BAD_REQUEST:
        return response.kind in _FILES
    is_file = response.kind in _FILES
    return (
        response.status in _WHOLE
        and _may_be_kept(response.cache_control, response.vary)
        and bool(conditions(response, is_file=is_file))
    )


def conditions(response: Response, *, is_file: bool) -> Mapping[str, str]:
    """Give the headers that ask whether an answer has changed; none if that could not be believed.

    An ETag is asked with alone where there is one. A time of change counts for files, if it
    was well before the answer and nothing but the encoding was chosen by who asked.
    """
    if response.status >= HTTPStatus.BAD_REQUEST:
        return {}
    if response.etag:
        return {"If-None-Match": response.etag}
    if not is_file or _names(response.vary) - _HARMLESS_VARY:
        return {}
    changed, answered = http_moment(response.last_modified), http_moment(response.date)
    if changed is None or answered is None or answered - changed < _SETTLED:
        return {}
    return {"If-Modified-Since": response.last_modified}


def gist(page: PageEvidence) -> object:
    """Give what two visits of a page that has not changed have in common, of all that is judged."""
    return (
        page.status,
        page.head,
        page.text,
        page.links,
        page.forms,
        page.axe and [(rule.id, rule.passed, rule.failed, rule.undecided) for rule in page.axe.rules],
        [layout and layout.scroll_width_px for layout in (page.phone, page.narrow, page.desktop)],
        {one.url for one in page.responses or () if one.kind in _FILES},
    )


def conditions_of_visits(plan: Plan, *, browser: str, axe: str | None, fonts: list[str]) -> str:
    """Name all that evidence depends on beside the portal: it is used again only under the same."""
    settings = plan.settings
    told: dict[str, Any] = {
        "program": [__version__, EVIDENCE_VERSION, _code_of_visits()],
        "browser": [browser, axe, fonts, plan.axe, plan.exact, plan.webdriver is not None, plan.throttle],
        "asked as": [user_agent(settings), settings.country, list(settings.portal.languages)],
        "sites": sorted(map(repr, settings.sites())),
        "crawl": [
            settings.crawl.screenshot,
            settings.crawl.pictures,
            settings.crawl.coverage,
            settings.crawl.timeout_s,
            plan.allow_private,
        ],
        "access": [part and part.model_dump(mode="json") for part in (settings.access, settings.login)],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


@cache
def _code_of_visits() -> str:
    """Name the program's part that visits, so that a change to it counts without a new version."""
    digest = hashlib.sha256()
    for file in sorted(_files_in(files("auditor.visit")), key=str):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_in(folder: Traversable) -> list[Traversable]:
    inner = [file for file in folder.iterdir() if file.name != "__pycache__"]
    return [file for file in inner if file.is_file()] + [
        file for deeper in inner if deeper.is_dir() for file in _files_in(deeper)
    ]


def _may_be_kept(cache_control: str, vary: str) -> bool:
    return "no-store" not in cache_control.lower() and "*" not in vary


def _names(vary: str) -> set[str]:
    return {name.strip().lower() for name in vary.split(",") if name.strip()}
