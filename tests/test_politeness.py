"""A polite visitor, from the command line to the reports: who asks, how often, and what a refusal means.

Real servers on loopback, where nothing is paced by default; the delays asked for here are tiny.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from auditor.audit import Audit, read_audit
from auditor.version import __version__
from tests.answering import PAGE_LIST, Answer, AnsweringServer, Asked, Route, page, text
from tests.conftest import CommandLine, Ended

pytestmark = pytest.mark.browser

HONEST = f"InclusionAuditor/{__version__} (+https://auditor.example/about)"
FIVE = {f"/{number}": page(f"This is page {number}.") for number in range(1, 6)}
PORTAL: dict[str, Route] = {"/": page(PAGE_LIST), **FIVE}


def audited(auditor: CommandLine, server: AnsweringServer, more: str = "", *options: object) -> Ended:
    """Audit the portal that a server serves, each page once, with what more its portal.toml says."""
    tables, crawl, keys = more.partition("[crawl]\n")
    portal = f'[portal]\nname = "Demo"\nurl = "{server.url}"\n{tables}'
    Path("portal.toml").write_text(f"{portal}{crawl or '[crawl]\n'}closely = false\n{keys}", encoding="utf-8")
    return auditor("audit", "portal.toml", "--plain", "--out", "report", *options)


def result() -> Audit:
    return read_audit(Path("report/audit.json"))


def reasons(audit: Audit, server: AnsweringServer) -> dict[str, str | None]:
    """Why pages were not tested, by path."""
    return {
        page.url.removeprefix(server.url[:-1]): page.reason
        for page in audit.pages
        if page.state == "untested"
    }


def in_turn(*answers: Answer) -> Route:
    """Give one answer after another, and then the last one for ever."""
    left: Iterator[Answer] = iter(answers)

    def answer(_: Asked) -> Answer:
        return next(left, answers[-1])

    return answer


def busy(retry_after: str, status: int = 503) -> Answer:
    return Answer(b"busy", status, {"Content-Type": "text/html", "Retry-After": retry_after})


class TestWhoAsks:
    def test_is_told_to_everyone_who_is_asked(self, auditor: CommandLine) -> None:
        routes = PORTAL | {
            "/": page('<a href="/1">One</a> <a href="/form.pdf">A form</a>'),
            "/robots.txt": text("Sitemap: /sitemap.txt"),
            "/sitemap.txt": text(""),
            "/form.pdf": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        }
        contact = 'contact = "https://auditor.example/about"\nfrom = "audit@example.org"\n'
        with AnsweringServer(routes) as server:
            assert audited(auditor, server, contact).code == 0
            agents = {asked.path: asked.headers["user-agent"] for asked in server.asked}
            froms = {asked.path: asked.headers.get("from") for asked in server.asked}
        ours = {"/robots.txt", "/sitemap.txt", "/form.pdf"}
        assert {path: agent for path, agent in agents.items() if path in ours} == dict.fromkeys(ours, HONEST)
        for path in ("/", "/1"):
            assert agents[path].startswith("Mozilla/5.0 (Linux; Android 10; K)")
            assert agents[path].endswith(f" {HONEST}")
        assert {froms[path] for path in ours} == {"audit@example.org"}


class TestPace:
    def test_is_what_robots_txt_asks_for(self, auditor: CommandLine) -> None:
        routes = PORTAL | {"/robots.txt": text("User-agent: *\nCrawl-delay: 1")}
        with AnsweringServer(routes) as server:
            assert audited(auditor, server).code == 0
            at = [asked.at_s for asked in server.asked if asked.path in PORTAL]
        assert len(at) == 6
        # The pause is kept when visits begin; on a busy machine a request leaves its tab a little later.
        assert min(later - earlier for earlier, later in pairwise(at)) > 0.5
        assert at[-1] - at[0] > 5 * 1 - 0.5

    def test_is_one_page_at_a_time_where_that_is_asked_for(self, auditor: CommandLine) -> None:
        """A page's picture comes late: another page that is asked for before it was visited beside it."""
        routes = {path: page(f'{PAGE_LIST}<img alt="" src="/late{path[1:]}">') for path in PORTAL}
        routes |= {f"/late{path[1:]}": Answer(status=404) for path in PORTAL}
        with AnsweringServer(routes) as server:
            assert audited(auditor, server, "[crawl]\nconcurrency_per_host = 1\n").code == 0
            asked = [path.replace("/late", "/") for path in server.paths() if path != "/robots.txt"]
        assert asked[::2] == asked[1::2]
        assert sorted(asked[::2]) == sorted(PORTAL)


class TestNotNow:
    @pytest.mark.parametrize("status", [429, 503])
    def test_is_asked_again_when_its_time_has_come(self, auditor: CommandLine, status: int) -> None:
        routes = PORTAL | {"/3": in_turn(busy("1", status), FIVE["/3"])}
        with AnsweringServer(routes) as server:
            assert audited(auditor, server).code == 0
            first, second = server.asked_for("/3")
        assert second.at_s - first.at_s >= 1
        assert (result().run.pages_done, result().run.pages_untested) == (6, 0)

    def test_is_asked_three_times_and_then_untested(self, auditor: CommandLine) -> None:
        with AnsweringServer(PORTAL | {"/3": busy("0")}) as server:
            assert audited(auditor, server).code == 0
            assert len(server.asked_for("/3")) == 3
            assert reasons(result(), server) == {"/3": "it answered 503"}
            assert result().run.pages_done == 5

    def test_for_long_ends_the_asking_and_the_report_is_partial(self, auditor: CommandLine) -> None:
        """Those visited before are judged, the others untested with the reason; something was measured."""
        with AnsweringServer(PORTAL | {"/3": busy("3600")}) as server:
            ended = audited(auditor, server, "", "--concurrency", "1")
            told = "127.0.0.1 answered 503: come back in 3600 s, over 300 s"
            assert ended.code == 0
            assert server.paths() == ["/robots.txt", "/", "/1", "/2", "/3"]
            assert reasons(result(), server) == {"/3": told, "/4": told, "/5": told}
            assert told in result().run.notes
            assert f"untested: {server.url}3 and 2 pages more: {told}" in ended.lines
        assert result().portal.state == "measured"
        assert told in Path("report/report.html").read_text(encoding="utf-8")


class TestBrokenCircuit:
    def test_leaves_the_rest_alone(self, auditor: CommandLine) -> None:
        """A gateway that lost its server after the start page: nine pages are asked for, and no more."""
        links = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(1, 15))
        gone = {f"/{number}": Answer(b"bad gateway", 502) for number in range(1, 15)}
        with AnsweringServer({"/": page(links), **gone}) as server:
            assert audited(auditor, server, "", "--concurrency", "1").code == 0
            assert server.paths() == ["/robots.txt", "/", *(f"/{number}" for number in range(1, 10))]
            why = reasons(result(), server)
        left_alone = "127.0.0.1 failed or refused 9 times in a row and was left alone; the last: status 502"
        assert why == {f"/{number}": "it answered 502" for number in range(1, 10)} | {
            f"/{number}": left_alone for number in range(10, 15)
        }
        assert left_alone in result().run.notes

    def test_stays_closed_while_pages_among_them_are_well(self, auditor: CommandLine) -> None:
        links = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(1, 15))
        routes: dict[str, Route] = {f"/{number}": Answer(b"bad gateway", 502) for number in range(1, 15)}
        with AnsweringServer({"/": page(links), **routes, "/8": FIVE["/1"]}) as server:
            assert audited(auditor, server, "", "--concurrency", "1").code == 0
            assert len(server.paths()) == 1 + 15


class TestPortalThatRefuses:
    """It is not measurable, with the reason in every report and on the terminal; never a zero."""

    @pytest.mark.parametrize(
        ("routes", "reason", "asked"),
        [
            pytest.param(
                {"/robots.txt": text("User-agent: *\nDisallow: /")},
                "{url}: robots.txt asks not to visit it",
                ["/robots.txt"],
                id="robots.txt disallows everything",
            ),
            pytest.param(
                {"/robots.txt": busy("3600", 429)},
                "{url}robots.txt answered 429, so nothing may be visited",
                ["/robots.txt"],
                id="robots.txt says too many",
            ),
            pytest.param(
                {"/robots.txt": text("User-agent: *\nCrawl-delay: 3600")},
                "{url}: 127.0.0.1 asks for 3600 s between requests, over 300 s",
                ["/robots.txt"],
                id="robots.txt asks for an hour",
            ),
            pytest.param(
                {"/": Answer(b"no", 401, {"WWW-Authenticate": 'Basic realm="staging"'})},
                "{url}: it answered 401",
                ["/robots.txt", "/"],
                id="a password is asked for",
            ),
            pytest.param(
                {
                    "/robots.txt": text("Sitemap: /sitemap.txt"),
                    "/sitemap.txt": lambda asked: text(
                        "".join(f"http://{asked.headers['host']}/{number}\n" for number in range(1, 4))
                    ),
                    **{path: Answer(b"no", 403) for path in ("/", "/1", "/2", "/3")},
                },
                "the portal lets us in nowhere: each of 4 pages answered 401 or 403",
                ["/robots.txt", "/sitemap.txt", "/", "/1", "/2", "/3"],
                id="every door is closed",
            ),
            pytest.param(
                {"/": busy("3600")},
                "{url}: 127.0.0.1 answered 503: come back in 3600 s, over 300 s",
                ["/robots.txt", "/"],
                id="the circuit breaks at the start",
            ),
        ],
    )
    def test_is_not_measurable(
        self, auditor: CommandLine, routes: dict[str, Route], reason: str, asked: list[str]
    ) -> None:
        with AnsweringServer(PORTAL | routes) as server:
            ended = audited(auditor, server, "", "--concurrency", "1", "--min-score", "50")
            assert server.paths() == asked
            reason = reason.format(url=server.url)
        audit = result()
        assert ended.code == 3
        assert (audit.portal.state, audit.portal.reason) == ("not_measurable", reason)
        assert (audit.portal.score.value, audit.portal.score.low, audit.portal.score.high) == (None,) * 3
        assert f"Nothing could be measured: {reason}" in ended.lines
        said = lxml.html.parse("report/report.html").getroot().text_content()
        assert reason[:1].upper() + reason[1:] in said or reason in said
