"""The wire ledger charges a page what its first visit transfers, wherever the bytes came from.

Expected values follow from the Chrome DevTools Protocol, Network domain:
`encodedDataLength` of responseReceived is the head as received, that of loadingFinished
the whole answer, `dataLength` the decoded body.
"""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import playwright
import pytest

from auditor.evidence import PageEvidence, Response
from auditor.visit import ledger as module
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.ledger import ColdSizes, Ledger
from auditor.visit.look import LED_ON, MAX_DOCUMENTS
from tests.conftest import ROOT
from tests.served import Answer, Answers, Request, Served, html, redirect

PAGE, IMAGE = "https://portal.example/", "https://portal.example/map.png"
HEAD_BYTES, BODY_BYTES = 200, 30_000
WIRE_BYTES = HEAD_BYTES + BODY_BYTES


class Tab:
    """Tells a ledger of events as a browser's tab does."""

    def __init__(self, cold: ColdSizes | None = None, *hosts: str) -> None:
        self.given_up: list[str] = []
        self.ledger = Ledger(hosts or ("portal.example",), cold or ColdSizes(), self.given_up.append)

    def tell(self, event: str, request: str, /, **more: Any) -> None:
        self.ledger.handlers()[f"Network.{event}"]({"requestId": request, **more})

    def ask(self, url: str, request: str = "1", kind: str = "Image", **more: Any) -> None:
        method = more.pop("method", "GET")
        self.tell("requestWillBeSent", request, type=kind, request={"url": url, "method": method}, **more)

    def ask_for_document(self, request: str, frame: str = "page") -> None:
        self.ask(f"{PAGE}{request}", request, "Document", frameId=frame)

    def show(self, frame: str = "page", **more: str) -> None:
        self.ledger.handlers()["Page.frameNavigated"]({"frame": {"id": frame, **more}})

    def receive(self, request: str = "1", status: int = 200, head: int = HEAD_BYTES, **more: Any) -> None:
        headers = more.pop("headers", {})
        answer = {"status": status, "encodedDataLength": head, "headers": headers, **more}
        self.tell("responseReceived", request, response=answer)

    def finish(self, request: str = "1", body: int = BODY_BYTES, wire: int = WIRE_BYTES) -> None:
        self.tell("dataReceived", request, dataLength=body, encodedDataLength=0)
        self.tell("loadingFinished", request, encodedDataLength=wire)

    def fetch(self, url: str = IMAGE, request: str = "1", **more: Any) -> None:
        """The whole of it, over the network."""
        sizes = {name: more.pop(name) for name in ("body", "wire") if name in more}
        self.ask(url, request, **{name: more.pop(name) for name in ("kind", "method") if name in more})
        self.receive(request, **more)
        self.finish(request, **sizes)

    def read_along(self, url: str = IMAGE, request: str = "1", body: int = BODY_BYTES, **more: Any) -> None:
        """What a tab is told of a file that another tab fetches just now."""
        self.ask(url, request)
        self.receive(request, head=0, **more)
        self.finish(request, body=body, wire=0)

    @property
    def responses(self) -> tuple[Response, ...]:
        return self.ledger.responses()

    @property
    def only(self) -> Response:
        (response,) = self.ledger.responses()
        return response

    @property
    def sizes(self) -> tuple[int, int]:
        return self.only.wire_bytes, self.only.body_bytes


@pytest.fixture
def cold() -> ColdSizes:
    return ColdSizes()


# Over the network


def test_a_file_is_charged_its_head_and_its_body_as_sent() -> None:
    tab = Tab()
    tab.ask(IMAGE, kind="Image")
    tab.receive(mimeType="image/png", headers={"Cache-Control": "no-cache", "Content-Encoding": "gzip"})
    tab.tell("dataReceived", "1", dataLength=50_000, encodedDataLength=20_000)
    tab.tell("dataReceived", "1", dataLength=40_000, encodedDataLength=10_000)
    tab.tell("loadingFinished", "1", encodedDataLength=30_205)
    assert tab.only == Response(
        url=IMAGE,
        status=200,
        kind="image",
        mime_type="image/png",
        wire_bytes=30_205,
        body_bytes=90_000,
        encoding="gzip",
        cache_control="no-cache",
        third_party=False,
        from_cache=False,
        redirect=False,
        failed="",
    )


def test_what_is_still_under_way_is_charged_what_has_arrived() -> None:
    tab = Tab()
    tab.ask(IMAGE)
    assert (tab.sizes, tab.only.failed) == ((0, 0), "unfinished")
    tab.receive()
    tab.tell("dataReceived", "1", dataLength=900, encodedDataLength=300)
    assert (tab.sizes, tab.only.failed) == ((HEAD_BYTES + 300, 900), "unfinished")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"errorText": "net::ERR_CONNECTION_RESET"}, "net::ERR_CONNECTION_RESET"),
        ({"canceled": True}, "canceled"),
    ],
    ids=["broken off", "canceled"],
)
def test_what_failed_says_why_and_is_charged_what_had_arrived(event: dict[str, Any], expected: str) -> None:
    tab = Tab()
    tab.ask(IMAGE)
    tab.receive()
    tab.tell("dataReceived", "1", dataLength=900, encodedDataLength=900)
    tab.tell("loadingFailed", "1", **event)
    assert (tab.sizes, tab.only.failed) == ((HEAD_BYTES + 900, 900), expected)


@pytest.mark.parametrize(
    ("kind", "initiator", "charged"),
    [
        pytest.param("Other", "other", False, id="by the browser, for its tab"),
        pytest.param("Image", "parser", True, id="by the page, which shows the same file"),
        pytest.param("Other", "parser", True, id="by the page, of a kind without a name"),
        pytest.param("Document", "other", True, id="by us, for the page itself"),
    ],
)
def test_an_icon_is_charged_only_where_the_page_asks_for_it(kind: str, initiator: str, charged: bool) -> None:
    """A browser with a window shows an icon beside the title, one without asks for none."""
    tab = Tab()
    tab.ask("https://portal.example/icon.svg", kind=kind, initiator={"type": initiator})
    assert len(tab.responses) == charged


def test_the_document_is_what_answered_for_the_page_itself() -> None:
    tab = Tab()
    assert (tab.ledger.document, tab.ledger.document_headers) == (None, {})
    tab.ask(PAGE, "1", kind="Document")
    assert tab.ledger.document is None  # nothing answered so far
    tab.ask(IMAGE, "2")
    tab.receive("2", status=404)
    tab.receive("1", status=503, headers={"Retry-After": "20"})
    assert tab.ledger.document is not None
    assert (tab.ledger.document.url, tab.ledger.document.status) == (PAGE, 503)
    assert tab.ledger.document_headers == {"retry-after": "20"}


def test_what_nothing_answered_costs_nothing_and_is_not_from_the_cache() -> None:
    tab = Tab()
    tab.ask(IMAGE)
    tab.tell("loadingFailed", "1", errorText="net::ERR_NAME_NOT_RESOLVED")
    assert (tab.sizes, tab.only.status, tab.only.from_cache) == ((0, 0), 0, False)


STYLES, SCRIPT = "https://portal.example/site.css", "https://portal.example/site.js"


@pytest.mark.parametrize(
    ("initiator", "expected"),
    [
        pytest.param({"type": "parser", "url": f"{PAGE}1"}, "", id="the page's own markup"),
        pytest.param({"type": "parser", "url": f"{PAGE}1#top"}, "", id="the page, at a place of it"),
        pytest.param({"type": "parser", "url": STYLES}, STYLES, id="a style sheet"),
        pytest.param(
            {"type": "script", "stack": {"callFrames": [{"url": ""}, {"url": SCRIPT}, {"url": STYLES}]}},
            SCRIPT,
            id="a script, through code without an address",
        ),
        pytest.param(
            {"type": "script", "stack": {"callFrames": [], "parent": {"callFrames": [{"url": SCRIPT}]}}},
            SCRIPT,
            id="a script that waited before",
        ),
        pytest.param({"type": "parser", "url": "data:text/css,a{}"}, "", id="a style sheet within the page"),
        pytest.param({"type": "other"}, "", id="nobody knows"),
    ],
)
def test_a_response_tells_who_asked_for_it(initiator: dict[str, Any], expected: str) -> None:
    tab = Tab()
    tab.ask_for_document("1")
    tab.ask(IMAGE, "2", initiator=initiator)
    assert tab.responses[-1].initiator == expected


def test_a_response_tells_how_urgent_it_was_and_what_waited_for_it() -> None:
    tab = Tab()
    request = {"url": STYLES, "initialPriority": "VeryHigh"}
    tab.tell("requestWillBeSent", "1", type="Stylesheet", request=request, renderBlockingBehavior="Blocking")
    tab.receive(protocol="h2")
    assert (tab.only.priority, tab.only.blocking, tab.only.protocol) == ("veryhigh", "blocking", "h2")


def test_a_redirect_is_a_response_of_its_own_and_costs_its_head() -> None:
    tab = Tab()
    tab.ask("https://portal.example/old", kind="Document")
    moved = {"url": "https://portal.example/old", "status": 301, "encodedDataLength": 150, "headers": {}}
    tab.ask(PAGE, kind="Document", redirectResponse=moved)
    tab.receive()
    tab.finish()
    first, second = tab.responses
    assert (first.url, first.status, first.wire_bytes, first.body_bytes, first.redirect) == (
        "https://portal.example/old", 301, 150, 0, True,
    )  # fmt: skip
    assert (second.url, second.status, second.wire_bytes, second.redirect) == (PAGE, 200, WIRE_BYTES, False)


@pytest.mark.parametrize("url", ["data:image/png;base64,AAAA", "blob:https://portal.example/1"])
def test_what_a_page_holds_itself_is_no_request(url: str) -> None:
    tab = Tab()
    tab.ask(url)
    assert tab.responses == ()


def test_sizes_that_the_browser_does_not_know_count_as_nothing() -> None:
    tab = Tab()
    tab.fetch(wire=-1)
    assert tab.sizes[0] >= 0


def test_the_document_is_the_first_that_was_asked_for() -> None:
    tab = Tab()
    tab.ask("https://portal.example/early.js", "0", kind="Script")
    tab.ask(PAGE, "1", kind="Document")
    tab.ask("https://portal.example/frame", "2", kind="Document")
    assert tab.ledger.document_request == "1"


# Third parties


@pytest.mark.parametrize(
    ("url", "third_party"),
    [
        ("https://portal.example/a", False),
        ("https://PORTAL.example:8443/a", False),
        ("https://static.portal.example/a", False),
        ("https://forms.example/a", False),
        ("https://evil-portal.example/a", True),
        ("https://portal.example.evil.example/a", True),
        ("https://example/a", True),
    ],
    ids=[
        "own",
        "own, another port",
        "below it",
        "named by the operator",
        "same ending",
        "same beginning",
        "above",
    ],
)
def test_a_third_party_is_whoever_is_not_the_portal_or_below_it(url: str, third_party: bool) -> None:
    tab = Tab(None, "portal.example", "forms.example")
    tab.fetch(url)
    assert tab.only.third_party is third_party


# From the cache: charged as on a first visit


def from_memory(tab: Tab) -> None:
    tab.ask(IMAGE)
    tab.tell("requestServedFromCache", "1")
    tab.receive(head=0)
    tab.finish(wire=0)


def from_disk(tab: Tab) -> None:
    tab.ask(IMAGE)
    tab.receive(head=0, fromDiskCache=True)
    tab.finish(wire=0)


def not_changed(tab: Tab) -> None:
    """The server is asked, and says in 90 bytes that the copy is good; Chromium reports the copy's 200."""
    tab.ask(IMAGE)
    tab.receive(head=90)
    tab.tell("responseReceivedExtraInfo", "1", statusCode=304)
    tab.finish(wire=90)


def not_changed_told_early(tab: Tab) -> None:
    """The protocol lets the extra information come before the request itself."""
    tab.tell("responseReceivedExtraInfo", "1", statusCode=304)
    tab.ask(IMAGE)
    tab.receive(head=90)
    tab.finish(wire=90)


def read_along(tab: Tab) -> None:
    tab.read_along()


FROM_CACHE = [from_memory, from_disk, not_changed, not_changed_told_early, read_along]


@pytest.mark.parametrize("serve", FROM_CACHE, ids=lambda serve: serve.__name__)
def test_a_file_from_the_cache_is_charged_what_its_first_fetch_took(cold: ColdSizes, serve: Any) -> None:
    Tab(cold).fetch()
    tab = Tab(cold)
    serve(tab)
    assert (tab.sizes, tab.only.from_cache, tab.only.failed) == ((WIRE_BYTES, BODY_BYTES), True, "")


@pytest.mark.parametrize("serve", FROM_CACHE, ids=lambda serve: serve.__name__)
def test_and_so_is_the_next_one(cold: ColdSizes, serve: Any) -> None:
    """An answer from the cache never becomes the size that others are charged."""
    Tab(cold).fetch()
    serve(Tab(cold))
    tab = Tab(cold)
    from_disk(tab)
    assert tab.sizes == (WIRE_BYTES, BODY_BYTES)


def test_who_reads_along_may_be_done_before_who_fetches(cold: ColdSizes) -> None:
    fetching, reading = Tab(cold), Tab(cold)
    fetching.ask(IMAGE)
    reading.read_along()
    assert not reading.ledger.is_settled
    fetching.receive()
    fetching.finish()
    assert reading.ledger.is_settled
    assert reading.sizes == fetching.sizes == (WIRE_BYTES, BODY_BYTES)


@pytest.mark.parametrize("gives_up", ["fails", "leaves"])
def test_nobody_waits_for_a_fetch_that_is_given_up(cold: ColdSizes, gives_up: str) -> None:
    fetching, reading = Tab(cold), Tab(cold)
    fetching.ask(IMAGE)
    reading.read_along()
    assert not reading.ledger.is_settled
    if gives_up == "fails":
        fetching.tell("loadingFailed", "1", errorText="net::ERR_ABORTED")
    else:
        fetching.ledger.close()
    assert reading.ledger.is_settled


def test_a_file_whose_fetch_was_not_seen_is_charged_its_head_and_its_body(cold: ColdSizes) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n"
    tab = Tab(cold)
    tab.read_along(statusText="OK", headers={"content-type": "image/png"})
    assert tab.sizes == (len(head) + BODY_BYTES, BODY_BYTES)


def test_the_body_of_a_compressed_file_is_as_long_as_its_header_says(cold: ColdSizes) -> None:
    tab = Tab(cold)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7000\r\n\r\n"
    tab.read_along(statusText="OK", headers={"Content-Encoding": "gzip", "Content-Length": "7000"})
    assert tab.sizes == (len(head) + 7_000, BODY_BYTES)


@pytest.mark.parametrize(
    "length", ["9" * 5_000, "-1", "7e3", ""], ids=["endless", "negative", "no number", "none"]
)
def test_a_header_that_lies_about_the_length_does_no_harm(cold: ColdSizes, length: str) -> None:
    tab = Tab(cold)
    tab.read_along(headers={"Content-Encoding": "gzip", "Content-Length": length})
    head = tab.sizes[0] - BODY_BYTES
    assert 0 < head < 6_000


def test_what_is_read_along_and_broken_off_is_charged_what_had_arrived(cold: ColdSizes) -> None:
    tab = Tab(cold)
    tab.ask(IMAGE)
    tab.receive(head=0)
    tab.tell("dataReceived", "1", dataLength=900, encodedDataLength=0)
    assert (tab.sizes, tab.only.failed) == ((900, 900), "unfinished")


def test_a_font_from_memory_is_left_out_where_the_page_uses_none_of_it(cold: ColdSizes) -> None:
    """Fetched ones were asked for, and what is read from the disk too."""
    fonts = {name: f"https://portal.example/{name}.woff2" for name in ("memory", "disk", "fetched", "used")}
    tab = Tab(cold)
    assert not tab.ledger.has_remembered_fonts
    for number, url in enumerate(fonts.values()):
        tab.ask(url, str(number), kind="Font")
    tab.tell("requestServedFromCache", "0")
    tab.tell("requestServedFromCache", "3")
    tab.receive("1", fromDiskCache=True)
    assert tab.ledger.has_remembered_fonts
    unused = {url for name, url in fonts.items() if name != "used"}
    assert [response.url for response in tab.ledger.responses(unused)] == [
        fonts["disk"],
        fonts["fetched"],
        fonts["used"],
    ]


def test_a_redirect_from_the_cache_is_charged_its_head(cold: ColdSizes) -> None:
    moved = {"url": "https://portal.example/old", "status": 301, "headers": {}}
    for told in ({"encodedDataLength": 150}, {"encodedDataLength": 0, "fromDiskCache": True}):
        tab = Tab(cold)
        tab.ask(PAGE, kind="Document", redirectResponse=moved | told)
        assert tab.responses[0].wire_bytes == 150
    unknown = Tab()
    unknown.ask(PAGE, kind="Document", redirectResponse=moved | {"encodedDataLength": 0})
    assert unknown.responses[0].wire_bytes == len("HTTP/1.1 301 \r\n\r\n")


def test_ranges_of_a_file_have_sizes_of_their_own(cold: ColdSizes) -> None:
    first, second = ({"Content-Range": f"bytes {part}/9000"} for part in ("0-99", "100-8999"))
    tab = Tab(cold)
    tab.fetch(IMAGE, "1", status=206, headers=first, body=100, wire=300)
    tab.fetch(IMAGE, "2", status=206, headers=second, body=8_900, wire=9_100)
    again = Tab(cold)
    again.read_along(headers=first, status=206, body=100)
    assert again.sizes == (300, 100)


def test_what_a_form_is_answered_is_no_size_of_the_page(cold: ColdSizes) -> None:
    tab = Tab(cold)
    tab.fetch(PAGE, "1", body=100, wire=300)
    tab.fetch(PAGE, "2", method="POST", body=50_000, wire=50_300)
    again = Tab(cold)
    again.read_along(PAGE, body=100)
    assert again.sizes == (300, 100)


def test_long_addresses_are_told_apart_by_their_ends(cold: ColdSizes) -> None:
    common = f"https://portal.example/tile?{'x' * module.URL_CHARS}"
    tab = Tab(cold)
    tab.fetch(f"{common}1", "1", body=100, wire=300)
    tab.fetch(f"{common}2", "2", body=5_000, wire=5_200)
    assert [len(response.url) for response in tab.responses] == [module.URL_CHARS] * 2
    again = Tab(cold)
    again.read_along(f"{common}1", body=100)
    assert again.sizes == (300, 100)


# Waiting


def test_a_page_is_settled_when_all_it_asked_for_has_ended() -> None:
    tab = Tab()
    assert tab.ledger.is_settled
    tab.ask(PAGE, "1", kind="Document")
    tab.ask(IMAGE, "2")
    tab.tell("loadingFailed", "2")
    assert not tab.ledger.is_settled
    tab.receive("1")
    tab.finish("1")
    assert tab.ledger.is_settled


@pytest.mark.parametrize("kind", ["WebSocket", "EventSource"])
def test_nobody_waits_for_what_never_ends(kind: str) -> None:
    tab = Tab()
    tab.ask("https://portal.example/live", kind=kind)
    assert tab.ledger.is_settled
    assert tab.only.failed == ""


def test_events_of_requests_that_were_not_seen_are_passed_over() -> None:
    tab = Tab()
    for event in ("requestServedFromCache", "loadingFailed"):
        tab.tell(event, "stray")
    tab.receive("stray")
    tab.finish("stray")
    assert tab.responses == ()


# Bounds


def test_endless_requests_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RESPONSES", 3)
    tab = Tab()
    for number in range(5):
        tab.ask(f"{IMAGE}?{number}", str(number))
    assert [response.url[-1] for response in tab.responses] == ["0", "1", "2"]


def test_endless_redirects_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RESPONSES", 3)
    tab = Tab()
    moved = {"url": IMAGE, "status": 302, "encodedDataLength": 150}
    for _ in range(5):
        tab.ask(IMAGE, redirectResponse=moved)
    assert len(tab.responses) == 3


def test_a_page_that_goes_on_to_ever_more_documents_is_given_up() -> None:
    tab = Tab()
    for number in range(MAX_DOCUMENTS):
        tab.ask_for_document(f"{number}")
        tab.show()
    assert tab.given_up == []
    tab.ask_for_document("more")
    tab.show()
    assert tab.given_up == [LED_ON]


def test_what_frames_show_is_nothing_that_a_page_goes_on_to() -> None:
    tab = Tab()
    tab.ask_for_document("page")
    tab.show()
    for number in range(2 * MAX_DOCUMENTS):
        tab.ask_for_document(f"{number}", frame="frame")
        tab.show("frame")
    assert tab.given_up == []


def test_the_browsers_own_page_about_a_failure_is_no_document_that_a_page_goes_on_to() -> None:
    """It tries again by itself, and comes again each time."""
    tab = Tab()
    tab.ask_for_document("page")
    tab.show()
    for number in range(10):
        tab.ask_for_document(f"{number}")
        tab.show(unreachableUrl="http://127.0.0.1:1/")
    assert tab.given_up == []


def test_downloads_are_no_documents_that_a_page_goes_on_to() -> None:
    """They are asked for like documents; what is shown stays."""
    tab = Tab()
    tab.ask_for_document("page")
    tab.show()
    for number in range(50):
        tab.ask_for_document(f"download{number}")
    assert tab.given_up == []


def test_a_page_of_ever_more_frames_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FRAMES", 3)
    tab = Tab()
    tab.ask_for_document("page")
    for number in range(3):
        tab.ask_for_document(f"{number}", frame=f"frame{number}")
        tab.show(f"frame{number}")
    assert tab.given_up == []
    tab.ask_for_document("more", frame="frame0")
    assert tab.given_up == ["it loads more than 3 documents into frames"]


def test_sizes_that_were_not_fetched_for_longest_are_forgotten(
    monkeypatch: pytest.MonkeyPatch, cold: ColdSizes
) -> None:
    monkeypatch.setattr(module, "MAX_KNOWN_SIZES", 2)
    for name in ("a", "b", "a", "c"):
        cold.remember(name, 1, 1)
    assert [name for name in "abc" if cold.of(name)] == ["a", "c"]


# In the browser


def visit_at_once(program: BrowserProgram, portal: Served, *paths: str) -> list[PageEvidence]:
    async def visit_all() -> list[PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        async with ChromiumBrowser(program, settings, tabs=len(paths)) as browser:
            return await asyncio.gather(*(browser.visit(f"{portal.url}{path}") for path in paths))

    return asyncio.run(visit_all())


def visit_in_turn(program: BrowserProgram, portal: Served, *paths: str) -> list[PageEvidence]:
    async def visit_all() -> list[PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        async with ChromiumBrowser(program, settings, tabs=1) as browser:
            return [await browser.visit(f"{portal.url}{path}") for path in paths]

    return asyncio.run(visit_all())


def charged(page: PageEvidence) -> dict[str, int]:
    """The wire bytes of each address, without its host."""
    return {response.url.split("/", 3)[3]: response.wire_bytes for response in page.responses or ()}


PICTURE = ROOT / "fixtures" / "madinat-al-nada" / "images" / "banner-1.jpg"


@pytest.fixture
def shared_files() -> Iterator[tuple[Answers, threading.Event]]:
    """Two pages with the same large files; the files end when both pages have asked for them."""
    both_asked = threading.Event()
    asked: set[str] = set()

    def ready(request: Request) -> Answer:
        asked.add(request.path)
        if len(asked) == 2:
            both_asked.set()
        return Answer(b"", 204, {"Cache-Control": "no-store"})

    def page(name: str) -> Answer:
        files = '<img src="/picture.jpg" alt="A banner"><script async src="/packed.js"></script>'
        return html(f"<h1>{name}</h1>{files}<script>fetch('/ready?{name}')</script>")

    packed = gzip.compress(b"var words = 'some';" * 5_000, mtime=0)
    lasting = {"Cache-Control": "public, max-age=86400"}
    yield (
        {
            "/one": page("one"),
            "/two": page("two"),
            "/ready": ready,
            "/picture.jpg": Answer(
                PICTURE.read_bytes(), 200, {"Content-Type": "image/jpeg", **lasting}, both_asked
            ),
            "/packed.js": Answer(
                packed,
                200,
                {"Content-Type": "text/javascript", "Content-Encoding": "gzip", **lasting},
                both_asked,
            ),
        },
        both_asked,
    )
    both_asked.set()


@pytest.mark.browser
def test_two_tabs_that_ask_for_a_file_at_once_are_both_charged_it(
    browser_program: BrowserProgram, shared_files: tuple[Answers, threading.Event]
) -> None:
    answers, both_asked = shared_files
    with Served(answers) as portal:
        pages = visit_at_once(browser_program, portal, "one", "two")
    assert both_asked.is_set()
    assert portal.asked.count("/picture.jpg") == 1, "the browser did not share the file between its tabs"
    for name, page in zip(("one", "two"), pages, strict=True):
        wire_bytes = {
            path: answer.wire_bytes for path, answer in answers.items() if isinstance(answer, Answer)
        }
        assert charged(page) == {
            name: wire_bytes[f"/{name}"],
            "picture.jpg": wire_bytes["/picture.jpg"],
            "packed.js": wire_bytes["/packed.js"],
            f"ready?{name}": Answer(b"", 204, {"Cache-Control": "no-store"}).wire_bytes,
        }


@pytest.mark.browser
def test_a_page_that_is_seen_again_is_charged_as_at_first(browser_program: BrowserProgram) -> None:
    """By way of an old address whose redirect the browser may keep, and of a 304."""
    page = html("<h1>Here</h1><p>Some words.</p>", etag='"1"', cache_control="no-cache")
    moved = redirect("/new", 301, cache_control="max-age=86400")

    def new(request: Request) -> Answer:
        return Answer(b"", 304, {"ETag": '"1"'}) if "If-None-Match" in request.headers else page

    with Served({"/new": new, "/old": moved}) as portal:
        first, second, third = visit_in_turn(browser_program, portal, "new", "old", "old")
    assert portal.asked == ["/new", "/old", "/new", "/new"], "the cache was not used as this test means it"
    assert charged(first) == {"new": page.wire_bytes}
    assert charged(second) == charged(third) == {"old": moved.wire_bytes, "new": page.wire_bytes}


FONT_FACE = (
    "@font-face { font-family: Signs; src: url(/signs.ttf) format('truetype') } b { font-family: Signs }"
)


@pytest.mark.browser
def test_a_font_is_charged_to_pages_that_use_it(browser_program: BrowserProgram) -> None:
    """Also where the browser has it and its style sheet in its memory, and tells of both."""
    places = (Path(playwright.__file__).parent, Path("/usr/share/fonts"))
    signs = next(file for place in places for file in sorted(place.rglob("*.ttf")))
    lasting = {"Cache-Control": "public, max-age=86400"}
    style = '<link rel="stylesheet" href="/site.css">'
    answers: Answers = {
        "/bold": html(f"{style}<p>Some <b>words</b></p>"),
        "/plain": html(f"{style}<p>Some words</p>"),
        "/site.css": Answer(FONT_FACE.encode(), 200, {"Content-Type": "text/css", **lasting}),
        "/signs.ttf": Answer(signs.read_bytes(), 200, {"Content-Type": "font/ttf", **lasting}),
    }
    with Served(answers) as portal:
        pages = visit_in_turn(browser_program, portal, "plain", "bold", "plain", "bold")
    has_font = ["signs.ttf" in charged(page) for page in pages]
    assert has_font == [False, True, False, True]


RESTLESS = """
<h1>Restless</h1>
<script>
  setInterval(() => { fetch("/poll?" + Math.random()); console.error("still here"); }, 5);
  addEventListener("resize", () => fetch("/resized?" + Math.random()));
  addEventListener("pagehide", () => navigator.sendBeacon("/left"));
</script>
"""


@pytest.mark.browser
def test_what_one_page_goes_on_to_do_is_not_told_of_the_next(browser_program: BrowserProgram) -> None:
    never = threading.Event()

    def quiet(_request: Request) -> Answer:
        """Answer late: a page that is still open would ask for more meanwhile."""
        never.wait(0.3)
        return html("<h1>Quiet</h1>")

    with Served({"/restless": html(RESTLESS), "/quiet": quiet, "/poll": Answer(b"{}")}) as portal:
        restless, calm = visit_in_turn(browser_program, portal, "restless", "quiet")
    assert len(restless.responses or ()) > 3
    assert list(charged(calm)) == ["quiet"]
    assert calm.console == ()
