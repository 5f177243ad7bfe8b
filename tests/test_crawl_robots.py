"""robots.txt: what it allows, and what its absence means (RFC 9309)."""

import asyncio
import time

import pytest

from auditor.crawl.client import Fetched, FetchError, RedirectError
from auditor.crawl.robots import MAX_BYTES, Robots, fetch_robots

HOST = "https://portal.example"


class Answering:
    """Stands in for the client: gives one answer, or raises it."""

    def __init__(self, status: int = 200, body: bytes = b"", error: FetchError | None = None) -> None:
        self.asked: list[str] = []
        self._answer = Fetched("", f"{HOST}/robots.txt", status, {}, body, truncated=False, wire_bytes=0)
        self._error = error

    async def get(self, url: str, *, max_bytes: int, accept: str) -> Fetched:
        assert (max_bytes, accept) == (512_000, "text/plain")
        self.asked.append(url)
        if self._error:
            raise self._error
        return self._answer


def fetched(**answer: object) -> Robots:
    return asyncio.run(fetch_robots(Answering(**answer), f"{HOST}/births/"))


class TestRules:
    @pytest.mark.parametrize(
        ("body", "path", "allowed"),
        [
            pytest.param(b"", "/a", True, id="empty file"),
            pytest.param(b"User-agent: *\nDisallow: /a", "/a/b", False, id="everyone"),
            pytest.param(b"User-agent: *\nDisallow: /a", "/b", True, id="another folder"),
            pytest.param(b"User-agent: *\nDisallow:", "/a", True, id="empty rule"),
            pytest.param(
                b"User-agent: *\nDisallow: /\n\nUser-agent: InclusionAuditor\nDisallow: /a",
                "/b",
                True,
                id="ourselves",
            ),
            pytest.param(b"user-agent: inclusionauditor\ndisallow: /", "/a", False, id="in any case"),
            pytest.param(b"User-agent: OtherBot\nDisallow: /", "/a", True, id="somebody else"),
            pytest.param(
                b"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True, id="longest rule decides"
            ),
            pytest.param(b"User-agent: *\nAllow: /a\nDisallow: /a", "/a", True, id="of equals the kind one"),
            pytest.param(b"User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False, id="wildcards"),
            pytest.param(b"User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True, id="anchor"),
            pytest.param("User-agent: *\nDisallow: /été".encode(), "/%C3%A9t%C3%A9", False, id="letters"),
            pytest.param(b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", False, id="byte order mark"),
            pytest.param(b"<html><body>Not found</body></html>", "/a", True, id="a page instead"),
            pytest.param(b"\xff\xfe\x00", "/a", True, id="no text"),
        ],
    )
    def test_allow(self, body: bytes, path: str, allowed: bool) -> None:
        assert Robots.parse(body).allows(HOST + path) is allowed

    def test_after_500_kibibytes_are_not_read(self) -> None:
        rule = b"\nUser-agent: *\nDisallow: /"
        within = b"#".ljust(MAX_BYTES - len(rule), b"x") + rule
        beyond = b"#".ljust(MAX_BYTES, b"x") + rule
        assert not Robots.parse(within).allows(f"{HOST}/a")
        assert Robots.parse(beyond).allows(f"{HOST}/a")

    def test_made_to_be_slow_take_no_time(self) -> None:
        robots = Robots.parse(b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"b")
        begun = time.process_time()
        assert robots.allows(f"{HOST}/{'a' * 1_900}")
        assert time.process_time() - begun < 1

    def test_give_the_delay_that_is_meant_for_us(self) -> None:
        body = b"User-agent: *\nCrawl-delay: 5\n\nUser-agent: InclusionAuditor\nCrawl-delay: 2.5\n"
        assert Robots.parse(body).delay_s == 2.5

    @pytest.mark.parametrize(
        ("lines", "delay_s"),
        [
            ("Crawl-delay: soon", None), ("Crawl-delay: 0", None), ("Crawl-delay: 1e400", None),
            ("Request-rate: 1/5", 5), ("Request-rate: 2/1m", 30), ("Request-rate: 0/5", None),
            ("Crawl-delay: 3\nRequest-rate: 1/5", 5), ("Crawl-delay: 9\nRequest-rate: 1/5", 9),
        ],
    )  # fmt: skip
    def test_give_the_longest_delay_that_is_asked_for(self, lines: str, delay_s: float | None) -> None:
        assert Robots.parse(f"User-agent: *\n{lines}".encode()).delay_s == delay_s

    def test_give_each_sitemap_once(self) -> None:
        body = b"Sitemap: /sitemap.xml\nSitemap: https://portal.example/sitemap.xml\nSitemap: https://a.example/s.xml"
        robots = Robots.parse(body, url=f"{HOST}/robots.txt")
        assert robots.sitemaps == (f"{HOST}/sitemap.xml", "https://a.example/s.xml")


class TestFetching:
    def test_asks_at_the_root_of_the_host(self) -> None:
        client = Answering()
        asyncio.run(fetch_robots(client, f"{HOST}:8443/births/?a=1"))
        assert client.asked == [f"{HOST}:8443/robots.txt"]

    def test_reads_what_answers(self) -> None:
        robots = fetched(body=b"User-agent: *\nDisallow: /a\nSitemap: /s.xml")
        assert not robots.allows(f"{HOST}/a")
        assert robots.sitemaps == (f"{HOST}/s.xml",)

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 499])
    def test_a_file_that_is_not_there_allows_everything(self, status: int) -> None:
        robots = fetched(status=status, body=b"User-agent: *\nDisallow: /")
        assert robots.allows(f"{HOST}/a")
        assert robots.refused == ""

    @pytest.mark.parametrize("status", [429, 500, 503, 599])
    def test_a_server_that_fails_or_refuses_allows_nothing(self, status: int) -> None:
        robots = fetched(status=status)
        assert not robots.allows(f"{HOST}/a")
        assert robots.refused == f"{HOST}/robots.txt answered {status}, so nothing may be visited"

    def test_a_host_that_does_not_answer_allows_nothing(self) -> None:
        robots = fetched(error=FetchError("it sleeps"))
        assert not robots.allows(f"{HOST}/a")
        assert robots.refused == "robots.txt could not be read, so nothing may be visited: it sleeps"
        assert robots.silent

    def test_redirects_without_end_are_a_file_that_is_not_there(self) -> None:
        assert fetched(error=RedirectError("round and round")).allows(f"{HOST}/a")
