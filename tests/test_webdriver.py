"""Browsers that others run see what ours sees, keep to the same bounds, and are ended with the audit."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit

import httpx
import pytest
from selenium.common.exceptions import WebDriverException

from auditor.audit import Audit, read_audit
from auditor.axe import axe_version
from auditor.evidence import PageEvidence
from auditor.machine.doctor import check_endpoint
from auditor.registry import all_rules
from auditor.visit import webdriver, webdriver_tab
from auditor.visit.browser import (
    Browser,
    BrowserFailedError,
    ErrorAnswerError,
    NoAnswerError,
    NotAPageError,
    PageGoneError,
    VisitError,
    VisitSettings,
)
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.endpoint import Endpoint, find_endpoint
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.guard import Guard, GuardProxy
from auditor.visit.webdriver import WebDriverBrowser
from auditor.visit.webdriver_plain import NO_DEVTOOLS
from auditor.visit.webdriver_tab import LOAD_MARGIN_S, NO_KEYS
from fixtures.server import PortalServer
from tests.conftest import ROOT
from tests.served import Answer, Answers, Request, Served, html, redirect

pytestmark = pytest.mark.browser

START_TIMEOUT_S = 20
REQUIRED = "AUDITOR_CHROMEDRIVER"  # set to "required" where the tests must not be skipped


class Chromedriver:
    """Debian's chromedriver, started as a remote endpoint that others run."""

    def __init__(self, program: str) -> None:
        self._process = subprocess.Popen(
            [program, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if found := re.search(r"successfully on port (\d+)", line):
                self.url = f"http://127.0.0.1:{found[1]}"
                break
        else:
            raise AssertionError(f"chromedriver did not start: {said}")
        self._reader = threading.Thread(target=self._process.stdout.read, daemon=True)
        self._reader.start()

    def sessions(self) -> list[str]:
        """The sessions that are open; those that are just ending count as open."""
        answer = httpx.get(f"{self.url}/sessions", timeout=START_TIMEOUT_S, trust_env=False)
        return [session["id"] for session in answer.json()["value"]]

    def stop(self) -> None:
        """End the sessions, whose browsers would outlive it, and the program."""
        for session in self.sessions():
            httpx.delete(f"{self.url}/session/{session}", timeout=START_TIMEOUT_S, trust_env=False)
        self.kill()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _chromedriver() -> Chromedriver:
    program = shutil.which("chromedriver")
    if program is None:
        reason = "there is no chromedriver (on Debian, as root: apt-get install chromium-driver)"
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return Chromedriver(program)


@pytest.fixture(scope="session")
def shared_chromedriver() -> Iterator[Chromedriver]:
    driver = _chromedriver()
    yield driver
    driver.stop()


@pytest.fixture
def chromedriver(shared_chromedriver: Chromedriver) -> Iterator[Chromedriver]:
    """A chromedriver of which every session has to be gone in the end."""
    yield shared_chromedriver
    assert shared_chromedriver.sessions() == []


@contextlib.asynccontextmanager
async def driven(
    endpoint: Endpoint,
    portal: Served | PortalServer,
    *,
    tabs: int = 1,
    host: str = "127.0.0.1",
    **settings: Any,
) -> AsyncIterator[WebDriverBrowser]:
    """A browser at an endpoint, with the portal named by the operator."""
    port = urlsplit(portal.url).port or 80
    guard = Guard([(host, port)])
    visits = VisitSettings(**{"hosts": ("127.0.0.1",), "load_timeout_s": 5, **settings})
    async with (
        GuardProxy(guard) as proxy,
        WebDriverBrowser(endpoint, visits, tabs=tabs, guard=guard, proxy_url=proxy.url) as browser,
    ):
        yield browser


def visited(
    endpoint: Endpoint,
    answers: Answers,
    *paths: str,
    host: str = "127.0.0.1",
    hurried: Collection[str] | None = None,
    **settings: Any,
) -> list[PageEvidence | VisitError]:
    """What visits of these paths give, in one tab and in this order.

    Where some are `hurried`, only they are held to the bound on a load, which others may need longer on
    a busy machine.
    """

    async def visit() -> list[PageEvidence | VisitError]:
        seen: list[PageEvidence | VisitError] = []
        with Served(answers) as portal:
            async with driven(endpoint, portal, host=host, **settings) as browser:
                for path in paths:
                    if hurried is not None:
                        (tab,) = browser._tabs
                        bound_s = browser._settings.load_timeout_s if path in hurried else LOAD_MARGIN_S
                        tab.session._driver.set_page_load_timeout(bound_s)
                    try:
                        seen.append(await browser.visit(f"{portal.url}{path}".replace("127.0.0.1", host)))
                    except VisitError as error:
                        seen.append(error)
        return seen

    return asyncio.run(visit())


# The same findings


def without_port(value: Any, port: int | None) -> Any:
    return json.loads(json.dumps(value).replace(f"127.0.0.1:{port}", "portal"))


def unseen(audit: Audit) -> frozenset[str]:
    """The parts of evidence that its browser could not record, as it says itself."""
    return frozenset(part for page in audit.pages for part in page.missing)


def comparable(audit: Audit, unseen: frozenset[str]) -> dict[str, Any]:
    """All that an audit says of pages and services, by path, but for journeys: only our own browser walks.

    Left out are rules that hang on the unseen parts, and the scores that they count in.
    """
    path_of = {page.id: urlsplit(page.url).path for page in audit.pages if page.state_of is None}
    port = urlsplit(audit.portal.url).port
    blind = {
        id_ for id_, each in all_rules().items() if not unseen.isdisjoint({*each.rule.needs, *each.rule.uses})
    } | {"connection-needed"}  # WebDriver does not tell whether a script asks for a service worker

    def seen(rules: Mapping[str, Any]) -> dict[str, Any]:
        return {id_: counts for id_, counts in rules.items() if id_ not in blind}

    findings = [
        {**finding.model_dump(mode="json", exclude={"id", "page"}), "page": path_of.get(finding.page or "")}
        for finding in audit.findings
        if (finding.page is None or finding.page in path_of) and finding.rule not in blind
    ]
    pages, services = {}, {}
    for page in audit.pages:
        if page.id in path_of:
            told = page.model_dump(
                mode="json", exclude={"id", "service", "duplicate_of", "visited_at", "missing"}
            )
            pages[path_of[page.id]] = told | {"rules": seen(told["rules"])}
    for service in audit.services:
        told = service.model_dump(mode="json", include={"id", "inferred", "burden", "rules", "channels"})
        services[service.name] = told | {"rules": seen(told["rules"])}
    everything = {
        "pages": pages,
        "findings": sorted(findings, key=lambda finding: json.dumps(finding, sort_keys=True)),
        "services": services,
    }
    return cast("dict[str, Any]", without_port(everything, port))


@pytest.mark.parametrize("name", ["aldermere"])
def test_a_portal_gets_the_same_outcomes_as_from_our_own_browser(
    name: str, demo_audits: Mapping[str, Audit], chromedriver: Chromedriver, tmp_path: Path
) -> None:
    portal = ROOT / "fixtures" / name
    with PortalServer(portal) as server:
        command = [
            *(sys.executable, "-m", "auditor", "audit", portal / "portal.toml", "--plain"),
            *("--base-url", server.url, "--concurrency", "2", "--webdriver", chromedriver.url),
            *("--workspace", tmp_path / "workspace.db", "--out", tmp_path / "report"),
        ]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    audit = read_audit(tmp_path / "report" / "audit.json")
    assert audit.auditor.browser is not None
    assert re.fullmatch(r"chrome [\d.]+ through WebDriver", audit.auditor.browser)
    assert unseen(audit) <= {"keyboard", "pixels", "pictures"}
    ours, theirs = (comparable(each, unseen(audit)) for each in (demo_audits[name], audit))
    assert theirs["pages"] == ours["pages"]
    assert theirs["findings"] == ours["findings"]
    assert theirs["services"] == ours["services"]


# What one page is


PAGE = html(
    '<main><h1>Births</h1><p>Register a birth here.</p><button></button><a href="/more">More</a></main>'
    '<form action="/send"><label>Name <input name="n" required></label></form>',
    title="Births",
)
FORGING = html(
    "<main><h1>Births</h1><button></button></main><script>"
    "window.axe = { version: '1.0', run: async () => ({ violations: [] }), getReporter: () => () => [] };"
    "Object.freeze(window.axe); Document.prototype.querySelectorAll = () => [];"
    "Element.prototype.getAttribute = () => 'forged'; JSON.stringify = () => '{}';"
    "</script>"
)


def seen_by(kind: Any, seen: PageEvidence | VisitError) -> Any:
    assert isinstance(seen, kind), seen
    return seen


def failed_rules(page: PageEvidence) -> set[str]:
    assert page.axe is not None
    return {rule.id for rule in page.axe.rules if rule.failed}


def test_the_page_cannot_reach_the_probes(chromedriver: Chromedriver) -> None:
    (page,) = visited(find_endpoint(chromedriver.url), {"/": FORGING}, "")
    page = seen_by(PageEvidence, page)
    assert page.missing == {}
    assert page.axe is not None
    assert page.axe.version == axe_version()
    assert "button-name" in failed_rules(page)
    assert page.text is not None
    assert [block.text for block in page.text] == ["Births"]


def test_a_portal_is_asked_as_by_our_own_browser(
    chromedriver: Chromedriver, browser_program: BrowserProgram
) -> None:
    telling = ("User-Agent", "Accept-Language", "Accept-Encoding", "sec-ch-ua-mobile", "sec-ch-ua-platform")
    asked: list[dict[str, str | None]] = []

    def answer(request: Request) -> Answer:
        asked.append({name: request.headers.get(name) for name in telling})
        return PAGE

    settings = {"locale": "fr-FR", "user_agent_suffix": "InclusionAuditor/1 (+https://audit.example)"}
    visited(find_endpoint(chromedriver.url), {"/": answer}, "", **settings)

    async def visit_ourselves() -> None:
        with Served({"/": answer}) as portal:
            visits = VisitSettings(hosts=("127.0.0.1",), **settings)  # type: ignore[arg-type]
            async with ChromiumBrowser(browser_program, visits, tabs=1) as browser:
                await browser.visit(portal.url)

    asyncio.run(visit_ourselves())
    theirs, ours = asked
    assert str(theirs["User-Agent"]).endswith(
        "Mobile Safari/537.36 InclusionAuditor/1 (+https://audit.example)"
    )
    assert theirs == ours


def test_each_visit_says_what_it_met_and_leaves_the_tab_fit_for_the_next(chromedriver: Chromedriver) -> None:
    never = threading.Event()
    picture = {"Content-Type": "image/svg+xml"}
    answers: dict[str, Answer] = {
        "/": PAGE,
        "/moved": redirect("/"),
        "/circle": redirect("/circle"),
        "/paper": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        "/file": Answer(
            b"x" * 100,
            headers={"Content-Type": "text/html", "Content-Disposition": "attachment; filename=x.html"},
        ),
        "/busy": Answer(b"later", 503, {"Retry-After": "20", "Content-Type": "text/html"}),
        "/slow": Answer(b" ", headers={"Content-Type": "text/html"}, gate=never),
        "/unending": html('<h1>Births</h1><img src="/picture" alt="">'),
        "/picture": Answer(b"<svg/>", headers=picture, gate=never),
        "/asking": html("<h1>Asking</h1><script>alert(1); setInterval(() => confirm('?'), 20)</script>"),
        "/opening": html("<h1>Opening</h1><script>for (let i = 0; i < 5; i++) open('/')</script>"),
        "/leading": html("<h1>Leading</h1><script>setTimeout(() => location = '/', 150)</script>"),
        "/last": html("<h1>Last</h1>", title="Last"),
    }
    expected = {
        "": "200 Births",
        "moved": "200 Births",
        "slow": "NoAnswerError: nothing of the page came within 3 s",
        "missing": "ErrorAnswerError: it answered 404",
        "circle": "VisitError: it redirects in a loop",
        "paper": "NotAPageError: it is application/pdf, not HTML",
        "file": "NotAPageError: it is a download, not a page",
        "busy": "ErrorAnswerError: it answered 503",
        "unending": "200 A page",
        "asking": "200 A page",
        "opening": "200 A page",
        "leading": "200 Births",
        "last": "200 Last",
    }

    def told(page: PageEvidence | VisitError) -> str:
        if isinstance(page, VisitError):
            return f"{type(page).__name__}: {page}"
        assert page.head is not None
        assert page.missing == {}
        return f"{page.status} {page.head.title}"

    seen = visited(
        find_endpoint(chromedriver.url), answers, *expected, hurried=("slow", "unending"), load_timeout_s=3
    )
    never.set()
    assert dict(zip(expected, map(told, seen), strict=True)) == expected
    busy = seen_by(ErrorAnswerError, seen[list(expected).index("busy")])
    assert busy.retry_after == "20"
    led = seen_by(PageEvidence, seen[list(expected).index("leading")])
    assert urlsplit(led.final_url).path == "/"


def test_what_never_answers_is_given_up(chromedriver: Chromedriver) -> None:
    never = threading.Event()

    def wait(_: Request) -> Answer:
        never.wait(20)
        return PAGE

    first, second = visited(
        find_endpoint(chromedriver.url),
        {"/": PAGE, "/silent": wait},
        *("silent", ""),
        hurried=["silent"],
        load_timeout_s=1,
    )
    never.set()
    assert str(seen_by(NoAnswerError, first)) == "nothing answered within 1 s"
    assert seen_by(PageEvidence, second).missing == {}


# What breaks


def test_a_page_that_hangs_costs_its_own_visit_only(
    chromedriver: Chromedriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromedriver waits for it for minutes and takes no other command, nor one to end the session."""
    monkeypatch.setattr(webdriver_tab, "PROBE_TIMEOUT_S", 3)
    hanging = html("<h1>Births</h1><script>onload = () => setTimeout(() => { while (true); }, 50)</script>")
    first, second = visited(find_endpoint(chromedriver.url), {"/": PAGE, "/hanging": hanging}, "hanging", "")
    assert str(seen_by(PageGoneError, first)) == "the page did not answer in time"
    assert seen_by(PageEvidence, second).missing == {}
    assert chromedriver.sessions() == []


def test_a_browser_that_dies_is_replaced(chromedriver: Chromedriver) -> None:
    async def visit() -> list[str]:
        told = []
        with Served({"/": PAGE}) as portal:
            async with driven(find_endpoint(chromedriver.url), portal) as browser:
                (tab,) = browser._tabs
                os.kill(tab.session._driver.capabilities["goog:processID"], signal.SIGKILL)
                for _ in range(2):
                    try:
                        told.append(str((await browser.visit(portal.url)).status))
                    except VisitError as error:
                        told.append(str(error))
        return told

    assert asyncio.run(visit()) == ["the browser ended while it was visited", "200"]


def test_a_page_that_crashes_is_said_to_have_crashed(chromedriver: Chromedriver) -> None:
    async def visit() -> list[str]:
        told = []
        with Served({"/": PAGE}) as portal:
            async with driven(find_endpoint(chromedriver.url), portal) as browser:
                (tab,) = browser._tabs
                load = tab.session.load

                def load_and_crash(url: str) -> Exception | None:
                    load(url)
                    with contextlib.suppress(WebDriverException):
                        tab.session.devtools("Page.crash")
                    return None

                tab.session.load = load_and_crash  # type: ignore[method-assign]
                for _ in range(2):
                    try:
                        told.append(str((await browser.visit(portal.url)).status))
                    except VisitError as error:
                        told.append(str(error))
        return told

    assert asyncio.run(visit()) == ["the page crashed", "200"]


def test_an_endpoint_that_dies_ends_the_audit_and_says_so() -> None:
    driver = _chromedriver()

    async def visit() -> list[str]:
        with Served({"/": PAGE}) as portal:
            async with driven(find_endpoint(driver.url), portal) as browser:
                (tab,) = browser._tabs
                process = tab.session._driver.capabilities["goog:processID"]
                os.kill(process, signal.SIGKILL)  # it would outlive its driver
                driver.kill()
                # The second waits for the tab of the first, and must not wait for ever.
                visits = (browser.visit(portal.url) for _ in range(2))
                return [repr(error) for error in await asyncio.gather(*visits, return_exceptions=True)]

    first, second = asyncio.run(visit())
    assert first.startswith(f"BrowserFailedError('the endpoint at {driver.url} gave no session")
    assert second == first


def test_an_endpoint_that_starts_no_browser_is_told_with_its_reason() -> None:
    refusal = {"error": "session not created", "message": "session not created: no display", "stacktrace": ""}
    answers = {"/session": Answer(json.dumps({"value": refusal}).encode(), 500)}

    async def start() -> None:
        with Served(answers) as server:
            async with driven(Endpoint(server.url.rstrip("/")), server):
                pass

    with pytest.raises(BrowserFailedError, match="could not start a browser: session not created: no"):
        asyncio.run(start())


def test_ctrl_c_ends_the_sessions(chromedriver: Chromedriver, tmp_path: Path) -> None:
    reached = threading.Event()

    def answer(request: Request) -> Answer:
        reached.set()
        return html("<h1>Births</h1>" + f'<a href="{request.path}x">More</a>')

    robots = Answer(b"User-agent: *\nAllow: /\n", headers={"Content-Type": "text/plain"})
    answers = {"/robots.txt": robots, **{f"/{'x' * number}": answer for number in range(40)}}
    with Served(answers) as portal:
        command = [
            *(sys.executable, "-m", "auditor", "audit", portal.url, "--plain"),
            *("--webdriver", chromedriver.url, "--concurrency", "2"),
            *("--workspace", tmp_path / "workspace.db", "--out", tmp_path / "report"),
        ]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
        assert reached.wait(60)
        assert len(chromedriver.sessions()) == 2
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "the same command goes on with it" in said
    assert "Traceback" not in said
    assert chromedriver.sessions() == []


def test_no_more_sessions_are_begun_than_a_grid_has_free(chromedriver: Chromedriver) -> None:
    async def count() -> int:
        with Served({"/": PAGE}) as portal:
            async with driven(replace(find_endpoint(chromedriver.url), free=2), portal, tabs=4):
                return len(chromedriver.sessions())

    assert asyncio.run(count()) == 2


# Private addresses


def linked_to(canary: Served) -> dict[str, Answer]:
    return {
        "/": html(f'<h1>Births</h1><img src="{canary.url}inner" alt="">'),
        "/out": redirect(f"{canary.url}inner"),
    }


@pytest.mark.parametrize("local", [True, False], ids=["by the guard", "by their names where it cannot be"])
def test_private_addresses_are_kept_from_pages(chromedriver: Chromedriver, local: bool) -> None:
    endpoint = replace(find_endpoint(chromedriver.url), local=local)
    with Served({"/inner": PAGE}) as canary:
        page, led = visited(endpoint, linked_to(canary), "", "out", host="localhost")
        assert canary.asked == []
    page = seen_by(PageEvidence, page)
    assert page.responses is not None
    assert [bool(response.failed) for response in page.responses] == [False, True]
    assert isinstance(led, VisitError)


def test_a_page_that_reached_a_private_address_is_not_judged(
    chromedriver: Chromedriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a name that leads there: what the browser says of the address decides."""
    monkeypatch.setattr(webdriver, "_PRIVATE_NAMES", ())
    endpoint = replace(find_endpoint(chromedriver.url), local=False)
    with Served({"/inner": PAGE}) as canary:
        for seen in visited(endpoint, linked_to(canary), "", "out"):
            assert str(seen_by(VisitError, seen)).startswith(f"it reached {canary.host}, which leads to ")


def test_an_address_is_checked_before_a_browser_elsewhere_is_sent_there(chromedriver: Chromedriver) -> None:
    async def visit() -> tuple[str, ...]:
        endpoint = replace(find_endpoint(chromedriver.url), local=False)
        with Served({"/": PAGE}) as portal, Served({"/": PAGE}) as other:
            async with driven(endpoint, portal) as browser:
                with pytest.raises(VisitError, match="which is not a public address"):
                    await browser.visit(other.url)
                assert other.asked == []
                return browser.notes

    assert [note for note in asyncio.run(visit()) if "ran on another machine" in note] != []


def test_a_browser_that_cannot_reach_the_guard_is_said_to_run_elsewhere(chromedriver: Chromedriver) -> None:
    """A container whose port is published on loopback looks as if it were here."""

    async def visit() -> None:
        with socket.socket() as nobody, Served({"/": PAGE}) as portal:
            nobody.bind(("127.0.0.1", 0))
            async with WebDriverBrowser(
                find_endpoint(chromedriver.url),
                VisitSettings(hosts=("127.0.0.1",)),
                tabs=1,
                guard=Guard(),
                proxy_url=f"socks5://127.0.0.1:{nobody.getsockname()[1]}",
            ) as browser:
                await browser.visit(portal.url)

    with pytest.raises(BrowserFailedError, match="cannot reach the guard on this machine"):
        asyncio.run(visit())


# Without the DevTools protocol


class PlainEndpoint(ThreadingHTTPServer):
    """Passes on what WebDriver knows, and nothing of the DevTools protocol."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        super().__init__(("127.0.0.1", 0), _PassingOn)
        self.client = httpx.Client(base_url=behind, timeout=60, trust_env=False)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()
        self.client.close()


class _PassingOn(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith(("/cdp/execute", "/se/log")):
            unknown = {"error": "unknown command", "message": "unknown command", "stacktrace": ""}
            status, content = 404, json.dumps({"value": unknown}).encode()
        else:
            client = cast("PlainEndpoint", self.server).client
            answer = client.request(self.command, self.path, content=body)
            status, content = answer.status_code, answer.content
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_DELETE = do_GET  # noqa: N815  named as http.server wants it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        pass


def test_without_devtools_the_rest_is_seen_and_what_is_not_is_said(chromedriver: Chromedriver) -> None:
    (full,) = visited(find_endpoint(chromedriver.url), {"/": PAGE}, "", screenshot=True)
    with PlainEndpoint(chromedriver.url) as endpoint:
        answers = {"/": PAGE, "/file": Answer(b"x", headers={"Content-Type": "application/zip"})}
        page, missing, file, circle, again = visited(
            find_endpoint(endpoint.url),
            answers | {"/circle": redirect("/circle")},
            *("", "missing", "file", "circle", ""),
            screenshot=True,
        )
    full, page = seen_by(PageEvidence, full), seen_by(PageEvidence, page)
    for part in ("head", "text", "links", "forms", "desktop", "axe"):
        with_devtools, without = (
            re.sub(r"127[.:\d]+", "portal", repr(getattr(seen, part))) for seen in (full, page)
        )
        assert without == with_devtools
    assert page.status == 200
    assert dict.fromkeys(
        ("responses", "served_html", "console", "phone", "screenshot"), NO_DEVTOOLS
    ).items() <= (page.missing.items())
    assert str(seen_by(VisitError, missing)) == "it answered 404"
    assert str(seen_by(NotAPageError, file)) == "it is a download, not a page"
    assert isinstance(circle, VisitError)
    assert seen_by(PageEvidence, again).text == page.text


# The doctor


def test_the_doctor_starts_a_browser_at_the_endpoint(chromedriver: Chromedriver) -> None:
    check = check_endpoint(chromedriver.url)
    assert check.name == "WebDriver"
    assert re.fullmatch(rf"chrome [\d.]+ through WebDriver \({chromedriver.url}\)", check.found)
    # As root there is no sandbox, which is all that can be said against an endpoint here.
    assert (check.state, "without its sandbox" in check.advice) in {("ok", False), ("warning", True)}


def test_the_doctor_says_what_an_endpoint_cannot_see(chromedriver: Chromedriver) -> None:
    with PlainEndpoint(chromedriver.url) as endpoint:
        check = check_endpoint(endpoint.url)
    assert check.state == "warning"
    assert "no DevTools protocol" in check.advice


# A look whose kind is told by what was served


def test_both_drivers_ask_whether_a_look_is_close_of_the_html_that_was_served(
    chromedriver: Chromedriver, browser_program: BrowserProgram
) -> None:
    answers: Answers = {
        "/": redirect("/form"),
        "/form": html("<h1>Form</h1><script>document.querySelector('h1').remove()</script>"),
    }
    asked: list[tuple[str, bool]] = []

    async def told(browser: Browser, url: str, *, wanted: bool) -> PageEvidence:
        async def tell(final_url: str, served_html: str) -> bool:
            asked.append((urlsplit(final_url).path, "<h1>Form</h1>" in served_html))
            return wanted

        return await browser.visit(url, closely=tell)

    async def both() -> list[PageEvidence]:
        with Served(answers) as portal:
            settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
            async with ChromiumBrowser(browser_program, settings, tabs=1) as ours:
                seen = [await told(ours, portal.url, wanted=wanted) for wanted in (True, False)]
            async with driven(find_endpoint(chromedriver.url), portal, axe=False) as theirs:
                seen += [await told(theirs, portal.url, wanted=wanted) for wanted in (True, False)]
        return seen

    close, plain, close_there, plain_there = asyncio.run(both())
    assert asked == [("/form", True)] * 4
    assert [each.closely for each in (close, plain, close_there, plain_there)] == [True, False, True, False]
    assert close.zoomed is not None
    assert close_there.zoomed is not None
    assert plain.zoomed is None
    assert plain_there.zoomed is None
    assert close.keyboard is not None
    assert close_there.missing["keyboard"] == NO_KEYS
    assert "keyboard" not in plain_there.missing


def test_a_browser_that_does_not_see_what_was_served_takes_no_close_look_by_it(
    chromedriver: Chromedriver,
) -> None:
    async def tell(_final_url: str, _served_html: str) -> bool:
        raise AssertionError("there is nothing to tell by")

    async def visit() -> PageEvidence:
        with Served({"/": PAGE}) as portal, PlainEndpoint(chromedriver.url) as endpoint:
            async with driven(find_endpoint(endpoint.url), portal) as browser:
                return await browser.visit(portal.url, closely=tell)

    assert not asyncio.run(visit()).closely
