"""Portals that are none, or only in part: one clear sentence, the right exit code, what was done is kept.

With a real browser on real connections. Mistakes in the command itself are in tests/test_cli.py.
"""

import gc
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.audit import Audit, read_audit
from tests.conftest import CommandLine, Ended
from tests.served import Answer, Answers, Request, Served, html, redirect

pytestmark = pytest.mark.browser

PLAIN = {"Content-Type": "text/plain"}
PDF = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
WORDS = "<main><h1>Births</h1><p>You can register a birth at the office.</p></main>"


@pytest.fixture
def audit(auditor: CommandLine) -> Callable[..., Ended]:
    return lambda target, *more: auditor("audit", target, "--plain", "--concurrency", 2, *more)


def result() -> Audit:
    return read_audit(Path("report/audit.json"))


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def nothing_was_measured(ended: Ended, reason: str) -> None:
    """It says why in one sentence, and so do the reports."""
    assert ended.code == 3
    said = [line for line in ended.lines if line.startswith("Nothing could be measured: ")]
    assert said == [f"Nothing could be measured: {reason}"]
    audit = result()
    assert (audit.portal.state, audit.portal.reason) == ("not_measurable", reason)
    assert audit.portal.score.value is None
    assert Path("report/report.html").is_file()


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        pytest.param("", "the host refuses connections", id="that refuses connections"),
        # RFC 6761, 6.4: names under .invalid never resolve.
        pytest.param("nobody.invalid", "its host name does not resolve", id="that nobody has"),
    ],
)
def test_a_host_is_told(audit: Callable[..., Ended], host: str, reason: str) -> None:
    url = f"http://{host or f'127.0.0.1:{closed_port()}'}/"
    ended = audit(url)
    gc.collect()
    nothing_was_measured(
        ended,
        "robots.txt could not be read, so nothing may be visited: "
        f"{url}robots.txt cannot be reached: {reason}. Is the address right, and the portal up?",
    )


ALONE: dict[str, tuple[Answer, str]] = {
    "a page that does not exist": (Answer(b"gone", 404, {"Content-Type": "text/html"}), "it answered 404"),
    "a text that does not exist": (Answer(b"gone", 404, PLAIN), "it answered 404"),
    "an error": (Answer(b"sorry", 500, PLAIN), "it answered 500"),
    "a text": (Answer(b"Some words.", headers=PLAIN), "it is text/plain, not HTML"),
    "a loop": (redirect("/"), "it redirects in a loop"),
    "an empty answer": (Answer(headers={"Content-Type": "text/html"}), "it shows nothing"),
    "an empty page": (html(""), "it shows nothing"),
    "no content": (Answer(status=204), "it answers without any content"),
    "a document": (PDF, "it is a document, and documents are scored beside pages only"),
}


@pytest.mark.parametrize("name", list(ALONE))
def test_a_portal_that_is_nothing_but(audit: Callable[..., Ended], name: str) -> None:
    answer, reason = ALONE[name]
    with Served({"/": answer}) as portal:
        nothing_was_measured(audit(portal.url), f"{portal.url}: {reason}")


IN_PART: dict[str, tuple[Answer, str, str]] = {
    "/gone": (Answer(b"gone", 404, PLAIN), "untested", "it answered 404"),
    "/error": (Answer(b"sorry", 500), "untested", "it answered 500"),
    "/text": (Answer(b"Some words.", headers=PLAIN), "skipped", "it is text/plain, not HTML"),
    "/data": (
        Answer(b"{}", headers={"Content-Type": "application/json"}),
        "skipped",
        "it is application/json, not HTML",
    ),
    "/there": (redirect("/back"), "untested", "it redirects in a loop"),
    "/back": (redirect("/there"), "untested", "it redirects in a loop"),
    "/empty": (html(""), "untested", "it shows nothing"),
    "/done": (Answer(status=204), "skipped", "it answers without any content"),
}


def test_pages_that_are_none_are_named_and_the_others_measured(audit: Callable[..., Ended]) -> None:
    links = "".join(f'<a href="{path}">{path[1:]}</a> ' for path in (*IN_PART, "/form", "/births"))
    answers: Answers = {
        "/": html(f"{WORDS}{links}"),
        "/births": html(WORDS),
        "/form": PDF,
        **{path: answer for path, (answer, *_) in IN_PART.items()},
    }
    with Served(answers) as portal:
        ended = audit(portal.url)
        found = {f"/{page.url.removeprefix(portal.url)}": page for page in result().pages}
    assert ended.code == 0
    assert {path: (page.state, page.reason) for path, page in found.items()} == {
        "/": ("done", None),
        "/births": ("done", None),
        "/form": ("done", None),
        **{path: (state, reason) for path, (_, state, reason) in IN_PART.items()},
    }
    assert found["/form"].kind == "document"
    untested = {line.rpartition(": ")[2] for line in ended.lines if line.startswith("untested: ")}
    assert untested == {reason for _, state, reason in IN_PART.values() if state == "untested"}


def test_a_portal_that_goes_away_keeps_what_it_showed(audit: Callable[..., Ended]) -> None:
    """It hangs up from the third page on; the run ends, and says of the others why they are untested."""
    served = 0
    links = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(6))

    def page(_request: Request) -> Answer:
        nonlocal served
        served += 1
        if served > 3:
            raise ConnectionResetError
        return html(f"{WORDS}{links}")

    with Served({"/": page, **{f"/{number}": page for number in range(6)}}) as portal:
        ended = audit(portal.url, "--concurrency", 1)
    audited = result()
    assert ended.code == 0
    assert audited.run.complete
    assert (audited.run.pages_done, audited.run.pages_untested, audited.run.pages_waiting) == (3, 4, 0)
    reasons = {page.reason for page in audited.pages if page.state == "untested"}
    assert all("the host" in str(reason) for reason in reasons), reasons


def test_an_empty_portal_is_told(audit: Callable[..., Ended]) -> None:
    """Its start page answers, but shows nothing and leads nowhere."""
    with Served({"/": html("<script>document.body.remove()</script>")}) as portal:
        nothing_was_measured(audit(portal.url), f"{portal.url}: it shows nothing")


def test_a_list_of_pages_none_of_which_can_be_read_says_why(audit: Callable[..., Ended]) -> None:
    Path("urls.txt").write_text("/a\n/b\n", encoding="utf-8")
    with Served({"/robots.txt": Answer(b"User-agent: *\nDisallow: /\n", headers=PLAIN)}) as portal:
        ended = audit(portal.url, "--urls", "urls.txt")
        assert portal.asked == ["/robots.txt"]
        reason = f"{portal.url}a: robots.txt asks not to visit it (as for 2 of 2 pages)"
    nothing_was_measured(ended, reason)


def test_a_start_page_that_is_none_is_told_though_others_were_measured(audit: Callable[..., Ended]) -> None:
    """A sitemap can lead to a portal whose own address was mistyped."""
    answers: Answers = {"/births": html(WORDS)}
    with Served(answers) as portal:
        answers["/robots.txt"] = Answer(f"Sitemap: {portal.url}sitemap.xml".encode(), headers=PLAIN)
        listed = f"<urlset><url><loc>{portal.url}births</loc></url></urlset>"
        answers["/sitemap.xml"] = Answer(listed.encode(), headers={"Content-Type": "text/xml"})
        ended = audit(f"{portal.url}nothing-here/")
        why = f"{portal.url}nothing-here/: it answered 404"
        told = f"The portal's own address was not judged: {why}. Is it right?"
    assert ended.code == 0
    assert told in ended.lines
    assert told in result().run.notes


def test_a_portal_whose_start_page_was_judged_says_nothing_of_it(audit: Callable[..., Ended]) -> None:
    with Served({"/": html(WORDS)}) as portal:
        audit(portal.url)
    assert not any("own address" in note for note in result().run.notes)


def test_bounds_that_leave_no_page_are_told(audit: Callable[..., Ended]) -> None:
    with Served({"/": html(WORDS)}) as portal:
        ended = audit(portal.url, "--exclude", "/**")
    nothing_was_measured(ended, "no page was visited, as the addresses to include and exclude leave none")


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true", "/nowhere/chromium", "."])
def test_a_browser_that_is_none_is_told_and_nothing_is_asked_of_the_portal(
    audit: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("AUDITOR_BROWSER", program)
    with Served({"/": html(WORDS)}) as portal:
        ended = audit(portal.url)
        assert portal.asked == []
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith("auditor: AUDITOR_BROWSER names ")
