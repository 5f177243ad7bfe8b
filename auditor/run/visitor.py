"""Sees one page as a polite visitor does: asks robots.txt, waits its turn, then looks.

What comes back is evidence, or why there is none. Nothing is judged and nothing is stored.
"""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from auditor.crawl.client import Fetched, FetchError
from auditor.crawl.politeness import NOT_NOW, TRIES
from auditor.crawl.robots import Robots, RobotsFiles
from auditor.crawl.scope import canonical
from auditor.errors import AuditorError
from auditor.evidence import PICTURES, Kind, PageEvidence, Response, from_json, to_json
from auditor.files.unreadable import UnreadableError
from auditor.outcome import Bytes
from auditor.run.closely import is_close_at_once
from auditor.run.reuse import Canary, Reuse, conditions
from auditor.run.tools import Tools
from auditor.secret.redaction import Redactor
from auditor.settings import Settings
from auditor.store.records import StoredPage, VisitedPage
from auditor.urls import Site
from auditor.visit.browser import (
    HTTP_ERROR,
    Closely,
    ErrorAnswerError,
    NoAnswerError,
    NotAPageError,
    VisitError,
)
from auditor.visit.ledger import validators

MAX_LOGINS = 3  # ours: a session that is lost more often cannot be kept
MAX_DOCUMENT_BYTES = 10_000_000  # of a document; its whole size is read from Content-Length

MAX_NAME_CHARS = 200  # of a file's name

_NO_CONTENT = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT})
_DOCUMENT_TYPES = frozenset({"application/pdf", "application/msword", "application/rtf", "text/rtf"})
_OFFICE_TYPES = (
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
    "application/vnd.ms-",
)


class Visitor:
    """Sees the pages of one portal."""

    def __init__(self, settings: Settings, tools: Tools, reuse: Reuse | None = None) -> None:
        self._settings = settings
        self._tools = tools
        self._reuse = reuse
        self._robots = RobotsFiles(tools.client, tools.pacer)
        self._redactor = tools.redactor
        self._login = asyncio.Lock()
        self._logins = 0

    async def see(self, page: StoredPage, *, closely: Closely = False) -> PageEvidence | VisitedPage:
        """Give a page's evidence, of a close look if it is to be, or a visit that says why there is none.

        Evidence of an earlier run is used again without asking whether a close look is wanted, but for what a
        declared service has.

        Raises:
            BrowserFailedError: if the browser is gone and cannot be started again.
        """
        try:
            seen = await self._see(page, closely=closely)
        except AuditorError:
            raise
        except Exception as error:  # noqa: BLE001  a page that breaks the program must not end the run
            seen = untested(page, f"visiting it failed: {type(error).__name__}: {error}")
        return await asyncio.to_thread(without_secrets, seen, self._redactor) if self._redactor else seen

    async def log_in(self) -> None:
        """Log in where portal.toml says how, before the first page.

        Raises:
            AuditorError: if it does not work.
        """
        await self._tools.browser.log_in()

    async def robots_of(self, url: str) -> Robots:
        """Give the rules of an address's host, whose robots.txt is read once."""
        return await self._robots.of(url)

    async def fetch(self, page: StoredPage, *, max_bytes: int, accept: str) -> Fetched | VisitedPage:
        """Fetch a page without the browser, or give a visit that says why there is none.

        What a page echoes of secrets that it was sent is still in it.
        """
        try:
            return await self._fetch(page, max_bytes, accept)
        except FetchError as error:
            return untested(page, str(error))
        except Exception as error:  # noqa: BLE001  a page that breaks the program must not end the run
            return untested(page, f"fetching it failed: {type(error).__name__}: {error}")

    async def _fetch(self, page: StoredPage, max_bytes: int, accept: str) -> Fetched | VisitedPage:
        if refusal := await self.refusal(page.url):
            return untested(page, refusal)
        fetched = await self._tools.client.get(page.url, max_bytes=max_bytes, accept=accept)
        if not _is_on(self._settings, fetched.final_url):
            return self._elsewhere(page, fetched.final_url)
        if fetched.status >= HTTP_ERROR:
            return untested(page, f"it answered {fetched.status}", fetched.final_url, fetched.status)
        return fetched

    async def _see(self, page: StoredPage, *, closely: Closely) -> PageEvidence | VisitedPage:
        host = urlsplit(page.url).hostname or ""
        if refusal := await self.refusal(page.url):
            return untested(page, refusal)
        try:
            if page.kind is Kind.DOCUMENT:
                return await self._document(page)
            return self._ours(page, await self._visit_or_reuse(page, host, closely=closely))
        except NotAPageError as error:
            return await self._file(page, str(error))
        except ErrorAnswerError as error:
            return self._error_page(page, error, host)
        except (VisitError, FetchError) as error:
            return untested(page, str(error))

    async def _visit_or_reuse(self, page: StoredPage, host: str, *, closely: Closely) -> PageEvidence:
        """Visit a page, if no evidence of an earlier run still holds."""
        must_be_close = closely is True or is_close_at_once(page, self._settings)
        earlier = await self._reuse.earlier_page(page, closely=must_be_close) if self._reuse else None
        if isinstance(earlier, PageEvidence):
            return earlier
        if isinstance(earlier, Canary):
            closely = earlier.earlier.closely or closely
        visited = None
        try:
            visited = await self._visit_logged_in(page.url, host, closely=closely)
        finally:
            if self._reuse is not None and earlier is not None:
                await self._reuse.compare(earlier, visited)
        return replace(visited, visited_at=datetime.now(UTC))

    async def _visit_logged_in(self, url: str, host: str, *, closely: Closely) -> PageEvidence:
        """Visit a page, once more after another login if the session was lost."""
        logins = self._logins
        evidence = await self._visit(url, host, closely=closely)
        if not self._is_sent_to_login(url, evidence):
            return evidence
        async with self._login:
            if logins == self._logins and logins < MAX_LOGINS:  # else another tab has done it meanwhile
                await self._tools.browser.log_in()
                self._logins += 1
        evidence = await self._visit(url, host, closely=closely)
        if self._is_sent_to_login(url, evidence):
            raise VisitError("it leads to the login page, although we are logged in")
        return evidence

    def _is_sent_to_login(self, url: str, evidence: PageEvidence) -> bool:
        login = self._settings.login
        if login is None:
            return False
        asked, led_to, door = (urlsplit(each)[:3] for each in (url, evidence.final_url, login.url))
        return led_to == door != asked

    async def _visit(self, url: str, host: str, *, closely: Closely) -> PageEvidence:
        """Have the browser visit a page, again when its time has come if it answers "not now"."""
        pacer = self._tools.pacer
        tries = 0
        while True:
            tries += 1
            try:
                async with pacer.turn(host):
                    if refused := pacer.refused(host):  # it may have come to that while this page waited
                        raise VisitError(refused)
                    evidence = await self._tools.browser.visit(url, closely=closely)
            except ErrorAnswerError as error:
                if not _is_on(self._settings, error.final_url):
                    raise
                pacer.note(host, error.status, error.retry_after)
                if error.status not in NOT_NOW or tries == TRIES or pacer.refused(host):
                    raise
            except NoAnswerError as error:
                pacer.note_silence(host, str(error))
                raise
            else:
                pacer.note(host, evidence.status or HTTPStatus.OK)
                return evidence

    async def refusal(self, url: str) -> str:
        """Say why an address may not be asked for; "" if it may."""
        robots = await self.robots_of(url)
        if refused := robots.refused or self._tools.pacer.refused(urlsplit(url).hostname or ""):
            return refused
        return "" if robots.allows(url) else "robots.txt asks not to visit it"

    def _ours(self, page: StoredPage, evidence: PageEvidence) -> PageEvidence | VisitedPage:
        """Leave out what answered with an error or with nothing, or for another site."""
        if not _is_on(self._settings, evidence.final_url):
            return self._elsewhere(page, evidence.final_url)
        if evidence.status is not None and evidence.status >= HTTP_ERROR:
            return untested(page, f"it answered {evidence.status}", evidence.final_url, evidence.status)
        if _is_empty(evidence):
            return untested(page, "it shows nothing", evidence.final_url, evidence.status)
        return evidence

    def _error_page(self, page: StoredPage, error: ErrorAnswerError, host: str) -> VisitedPage:
        if not _is_on(self._settings, error.final_url):
            return self._elsewhere(page, error.final_url)
        refused = self._tools.pacer.refused(host) if error.status in NOT_NOW else ""
        return untested(page, refused or str(error), error.final_url, error.status)

    def _elsewhere(self, page: StoredPage, final_url: str) -> VisitedPage:
        reason = (
            f"it leads to {final_url}, which is another site; "
            "if it is the portal's too, name its host in [portal] hosts"
        )
        return skipped(page, reason, final_url)

    async def _file(self, page: StoredPage, reason: str) -> PageEvidence | VisitedPage:
        """Look at what the browser would not show: a document without its ending, or no page at all."""
        try:
            evidence = await self._document(page)
        except FetchError as error:
            return untested(page, str(error))
        if isinstance(evidence, PageEvidence) and evidence.status in _NO_CONTENT:
            return skipped(page, "it answers without any content")
        if isinstance(evidence, PageEvidence) and not _is_document(evidence):
            return skipped(page, reason)
        return evidence

    async def _document(self, page: StoredPage) -> PageEvidence | VisitedPage:
        earlier = self._reuse.earlier_document(page) if self._reuse else None
        unless = conditions((earlier.responses or ())[0], is_file=True) if earlier else None
        fetched = await self._tools.client.get(page.url, max_bytes=MAX_DOCUMENT_BYTES, unless=unless)
        if earlier is not None and fetched.status == HTTPStatus.NOT_MODIFIED:
            return earlier
        evidence = document_evidence(page.url, fetched, self._settings.country)
        seen = self._ours(page, replace(evidence, visited_at=datetime.now(UTC)))
        return await self._read(seen, fetched) if isinstance(seen, PageEvidence) else seen

    async def _read(self, evidence: PageEvidence, fetched: Fetched) -> PageEvidence:
        """Add what a document says of itself, or why that cannot be told. The document is not kept."""
        if fetched.truncated:
            why = f"it is larger than {Bytes(MAX_DOCUMENT_BYTES)}, and was not fetched whole"
            return replace(evidence, missing={"document": why})
        try:
            facts = await self._tools.files.read(fetched.body, file_name(fetched))
        except UnreadableError as error:
            return replace(evidence, missing={"document": str(error)})
        return replace(evidence, document=facts)


def without_secrets(seen: PageEvidence | VisitedPage, redactor: Redactor) -> PageEvidence | VisitedPage:
    """Take out what a page echoed of what it was sent. A picture of such a page is not kept."""
    if isinstance(seen, VisitedPage):
        return replace(
            seen, final_url=redactor.text(seen.final_url), reason=redactor.text(seen.reason or "") or None
        )
    before = json.loads(to_json(seen))
    after = redactor.value(before)
    if after == before:
        return seen
    for part in PICTURES:
        if getattr(seen, part) is not None:
            after |= {part: None, "missing": after["missing"] | {part: "the page shows a secret"}}
    return from_json(json.dumps(after).encode())


def untested(page: StoredPage, reason: str, final_url: str = "", status: int | None = None) -> VisitedPage:
    """Say why a page could not be tested."""
    return VisitedPage(
        page_id=page.page_id,
        state="untested",
        reason=reason,
        kind=page.kind,
        final_url=final_url,
        status=status,
    )


def _is_on(settings: Settings, url: str) -> bool:
    try:
        return Site.of(canonical(url)) in settings.sites()
    except ValueError:  # no web address, or one with a password
        return False


def skipped(page: StoredPage, reason: str, final_url: str = "") -> VisitedPage:
    """Say why an address is not one of the portal's pages."""
    return VisitedPage(
        page_id=page.page_id, state="skipped", reason=reason, kind=page.kind, final_url=final_url
    )


def _is_empty(evidence: PageEvidence) -> bool:
    """Whether a page has neither text nor links nor forms, so that there is nothing to test.

    Its content may have been meant for a frame, or for a script that did not run.
    """
    return evidence.text == () and evidence.links == () and evidence.forms == ()


def _is_document(evidence: PageEvidence) -> bool:
    return any(is_document_type(response.mime_type) for response in evidence.responses or ())


def is_document_type(mime_type: str) -> bool:
    """Tell whether a media type is that of a document to read, such as a PDF."""
    return mime_type in _DOCUMENT_TYPES or mime_type.startswith(_OFFICE_TYPES)


def file_name(fetched: Fetched) -> str:
    """Give the name under which browsers save a document: told by its answer, or by its address."""
    told = Message()
    told["content-disposition"] = fetched.headers.get("content-disposition", "")
    named = told.get_filename() or unquote(urlsplit(fetched.final_url).path)
    return named.replace("\\", "/").rpartition("/")[2][:MAX_NAME_CHARS]


def document_evidence(url: str, fetched: Fetched, country: str | None) -> PageEvidence:
    """Describe a document by its one response; what a browser would render is missing."""
    length = fetched.headers.get("content-length", "")
    size = int(length) if length.isdecimal() and fetched.truncated else fetched.wire_bytes
    response = Response(
        url=fetched.final_url,
        status=fetched.status,
        kind="document",
        mime_type=fetched.headers.get("content-type", "").partition(";")[0].strip().lower(),
        wire_bytes=size,
        body_bytes=len(fetched.body),
        encoding=fetched.headers.get("content-encoding", ""),
        cache_control=fetched.headers.get("cache-control", ""),
        third_party=False,
        **validators(fetched.headers),
    )
    return PageEvidence(
        url=url,
        final_url=fetched.final_url,
        status=fetched.status,
        kind=Kind.DOCUMENT,
        country=country,
        responses=(response,),
    )
