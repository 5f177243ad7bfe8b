"""One visit in the real browser: what is recorded of a page, by whom it was asked for, and how often."""

import asyncio
import contextlib
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from auditor.evidence import ConsoleMessage, Field, Form, Head, Link, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.visit.browser import (
    BrowserFailedError,
    ErrorAnswerError,
    NoAnswerError,
    NotAPageError,
    VisitError,
    VisitSettings,
)
from auditor.visit.chromium import DRIVER_OPTIONS, ChromiumBrowser
from auditor.visit.find_browser import BrowserKind, BrowserProgram
from tests.served import Answer, Answers, Request, Served, html, redirect

pytestmark = pytest.mark.browser

PAGE = """
<header><nav><a href="/births/" lang="fr" hreflang="fr-BE">Births</a></nav></header>
<main>
  <h1>Register a birth</h1>
  <p>You can <a href="form.pdf" rel="nofollow">fetch the form</a> and bring it.</p>
  <form action="/send" method="post">
    <label>Name <input name="who" required autocomplete="name" value="typed by someone"></label>
    <input type="hidden" name="token" value="secret">
    <button>Send</button>
  </form>
  <p hidden>Nobody sees this.</p>
</main>
<footer><p>Call 020 7946 0140.</p></footer>
<script>
  document.querySelector("h1").insertAdjacentHTML("afterend", "<p>Written by a script.</p>");
  console.error("a complaint");
</script>
"""


def visits[T](
    program: BrowserProgram,
    answers: Answers,
    work: Callable[[ChromiumBrowser, str], Awaitable[T]],
    **more: object,
) -> tuple[T, Served]:
    given = {"hosts": ("127.0.0.1",), "axe": False} | more

    async def run(url: str) -> T:
        async with ChromiumBrowser(program, VisitSettings(**given), tabs=1) as browser:  # type: ignore[arg-type]
            return await work(browser, url)

    with Served(answers) as portal:
        return asyncio.run(run(portal.url)), portal


def visited(
    program: BrowserProgram, answers: Answers, path: str = "", **more: object
) -> tuple[PageEvidence, Served]:
    return visits(program, answers, lambda browser, url: browser.visit(url + path), **more)


@pytest.fixture(scope="module")
def seen(browser_program: BrowserProgram) -> tuple[PageEvidence, Served]:
    page = html(PAGE, title="Births")
    return visited(browser_program, {"/": page}, axe=True, screenshot=True, country="GB")


def test_a_page_is_recorded_as_it_was_seen(seen: tuple[PageEvidence, Served]) -> None:
    page, portal = seen
    assert (page.url, page.final_url, page.status, page.country) == (portal.url, portal.url, 200, "GB")
    assert page.head == Head("Births", "en", "", "width=device-width", None, {}, ())
    main = [block for block in page.text or () if block.landmark is Landmark.MAIN]
    assert [(block.tag, block.text) for block in main][:3] == [
        ("h1", "Register a birth"),
        ("p", "Written by a script."),
        ("p", "You can fetch the form and bring it."),
    ]
    assert main[2].link_chars == len("fetch the form")
    last = (page.text or ())[-1]
    assert last == TextBlock(
        "Call 020 7946 0140.", "p", Landmark.CONTENTINFO, "en", "html > body > footer > p"
    )
    assert "Nobody sees this." not in {block.text for block in page.text or ()}


def test_links_are_absolute_and_know_where_they_stand(seen: tuple[PageEvidence, Served]) -> None:
    page, portal = seen
    births, form = page.links or ()
    assert births == Link(
        f"{portal.url}births/", "Births", Landmark.NAVIGATION, "html > body > header > nav > a",
        hreflang="fr-BE", lang="fr",
    )  # fmt: skip
    assert (form.href, form.text, form.landmark, form.rel) == (
        f"{portal.url}form.pdf", "fetch the form", Landmark.MAIN, "nofollow",
    )  # fmt: skip


def test_of_a_form_nothing_is_recorded_that_was_typed_or_hidden(seen: tuple[PageEvidence, Served]) -> None:
    page, portal = seen
    (form,) = page.forms or ()
    assert isinstance(form, Form)
    assert (form.action, form.method) == (f"{portal.url}send", "post")
    (field,) = form.fields
    assert isinstance(field, Field)
    assert (field.kind, field.name, field.required, field.autocomplete) == ("text", "Name", True, "name")


def test_what_was_served_is_kept_beside_what_scripts_made_of_it(seen: tuple[PageEvidence, Served]) -> None:
    page, _ = seen
    assert page.served_html == html(PAGE, title="Births").body.decode()
    assert page.dom is not None
    assert "</h1><p>Written by a script.</p>" in page.dom
    assert page.console == (ConsoleMessage("a complaint", page.url),)


def test_a_page_is_laid_out_three_times(seen: tuple[PageEvidence, Served]) -> None:
    page, _ = seen
    sizes = [(each.width_px, each.height_px) for each in (page.phone, page.narrow, page.desktop) if each]
    assert sizes == [(360, 800), (320, 800), (1280, 800)]


def test_every_part_is_there(seen: tuple[PageEvidence, Served]) -> None:
    page, _ = seen
    assert page.missing == {}
    assert page.axe is not None
    assert page.axe.version.startswith("4.14")
    assert page.screenshot is not None


def test_a_page_is_asked_for_once(seen: tuple[PageEvidence, Served]) -> None:
    _, portal = seen
    assert [path for path in portal.asked if path != "/favicon.ico"] == ["/"]


def test_a_portal_is_told_who_asks_in_the_language_of_its_readers(browser_program: BrowserProgram) -> None:
    asked: list[Request] = []

    def page(request: Request) -> Answer:
        asked.append(request)
        return html("<h1>Page</h1><script>document.title = navigator.language</script>")

    found, _ = visited(
        browser_program,
        {"/": page},
        locale="fr-FR",
        user_agent_suffix="InclusionAuditor/1 (+https://a.example)",
    )
    headers = asked[0].headers
    assert headers["User-Agent"].endswith(" Mobile Safari/537.36 InclusionAuditor/1 (+https://a.example)")
    assert headers["Accept-Language"].startswith("fr-FR")
    assert found.head is not None
    assert found.head.title == "fr-FR"


def test_where_redirects_lead_is_recorded(browser_program: BrowserProgram) -> None:
    answers = {"/old": redirect("/new"), "/new": html("<h1>New</h1>")}
    page, portal = visited(browser_program, answers, "old")
    assert (page.url, page.final_url) == (f"{portal.url}old", f"{portal.url}new")


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(b"gone", 404, {"Content-Type": "text/plain"}), ErrorAnswerError, "it answered 404"),
        (Answer(b"words", 200, {"Content-Type": "text/plain"}), NotAPageError, "it is text/plain, not HTML"),
        (Answer(b"%PDF", 200, {"Content-Type": "application/pdf"}), NotAPageError, ""),
        (
            Answer(b"x", 200, {"Content-Type": "text/html", "Content-Disposition": "attachment"}),
            NotAPageError,
            "it is a download, not a page",
        ),
        (redirect("/"), VisitError, "it redirects in a loop"),
    ],
    ids=["an error", "a text", "a document", "a download", "a loop"],
)
def test_what_is_no_page_is_told(
    browser_program: BrowserProgram, answer: Answer, kind: type[VisitError], words: str
) -> None:
    with pytest.raises(kind) as told:
        visited(browser_program, {"/": answer})
    assert words in str(told.value)


def test_a_tab_goes_on_after_a_page_that_was_none(browser_program: BrowserProgram) -> None:
    answers = {
        "/": html("<h1>Good</h1>"),
        "/text": Answer(b"words", 200, {"Content-Type": "text/plain"}),
        "/download": Answer(b"x", 200, {"Content-Type": "application/zip"}),
    }

    async def work(browser: ChromiumBrowser, url: str) -> list[str]:
        found = []
        for path in ("", "text", "", "download", "", "missing", ""):
            try:
                page = await browser.visit(url + path)
            except VisitError as error:
                found.append(type(error).__name__)
            else:
                found.append(page.text[0].text if page.text else "")
        return found

    found, _ = visits(browser_program, answers, work)
    assert found == ["Good", "NotAPageError", "Good", "NotAPageError", "Good", "ErrorAnswerError", "Good"]


def test_a_host_that_refuses_connections_is_told(browser_program: BrowserProgram) -> None:
    with Served({}) as gone:
        url = gone.url

    async def work(browser: ChromiumBrowser, _: str) -> PageEvidence:
        return await browser.visit(url)

    with pytest.raises(NoAnswerError, match="the host refuses connections"):
        visits(browser_program, {}, work)


def test_a_page_that_ends_the_browser_costs_its_own_visit_alone(browser_program: BrowserProgram) -> None:
    """What was open beside it is seen again in a new browser, as are those that follow."""
    killed = threading.Event()

    def deadly(_: Request) -> Answer:
        """End every process of the browser, as a page can that finds a fault in it."""
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if "chrom" in process.name() and process.name() != "chromedriver":  # which other tests use
                    process.kill()
        killed.set()
        return html("<h1>Deadly</h1>")

    def slow(_: Request) -> Answer:
        killed.wait(10)
        return html("<h1>Beside</h1>")

    answers = {"/deadly": deadly, "/beside": slow, "/next": html("<h1>Next</h1>")}

    async def told(browser: ChromiumBrowser, url: str) -> str:
        try:
            return (await browser.visit(url)).text[0].text  # type: ignore[index]
        except VisitError as error:
            return str(error)

    async def work(portal: Served) -> list[str]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        async with ChromiumBrowser(browser_program, settings, tabs=2) as browser:
            urls = [portal.url + path for path in ("beside", "deadly")]
            first = await asyncio.gather(*(told(browser, url) for url in urls))
            return [*first, await told(browser, portal.url + "next")]

    with Served(answers) as portal:
        assert asyncio.run(work(portal)) == [
            "Beside",
            "the browser ended while it was visited, twice",
            "Next",
        ]
    assert portal.asked.count("/deadly") == 2


def test_a_browser_that_does_not_start_is_told(tmp_path: Path) -> None:
    program = BrowserProgram(tmp_path / "none", BrowserKind.CHROMIUM)

    async def start() -> None:
        async with ChromiumBrowser(program, VisitSettings(hosts=()), tabs=1):
            pass

    with pytest.raises(BrowserFailedError, match="none did not start: "):
        asyncio.run(start())


def test_the_state_of_a_portal_is_shared_between_its_pages_as_for_a_person(
    browser_program: BrowserProgram,
) -> None:
    """A cookie that the first page sets comes with the request for the second."""
    cookies: list[str] = []

    def second(request: Request) -> Answer:
        cookies.append(request.headers.get("Cookie", ""))
        return html("<h1>Second</h1>")

    async def work(browser: ChromiumBrowser, url: str) -> None:
        for path in ("first", "second"):
            await browser.visit(url + path)

    visits(browser_program, {"/first": html("<h1>1</h1>", set_cookie="language=fr"), "/second": second}, work)
    assert cookies == ["language=fr"]


def test_the_driver_gets_our_options_beside_those_of_the_environment_which_stays_as_it_is(
    browser_program: BrowserProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def options() -> list[str]:
        async with ChromiumBrowser(browser_program, VisitSettings(hosts=("127.0.0.1",)), tabs=1):
            started = psutil.Process().children(recursive=True)
            return [each.environ()["NODE_OPTIONS"] for each in started if "node" in each.name().lower()]

    monkeypatch.setenv("NODE_OPTIONS", "--no-warnings")
    assert asyncio.run(options()) == [f"--no-warnings {DRIVER_OPTIONS}"]
    assert os.environ["NODE_OPTIONS"] == "--no-warnings"

    monkeypatch.delenv("NODE_OPTIONS")
    assert asyncio.run(options()) == [DRIVER_OPTIONS]
    assert "NODE_OPTIONS" not in os.environ
