"""`--dry-run`: says what would be visited, and asks for nothing but robots.txt and sitemaps."""

import gc
from pathlib import Path

import pytest

from auditor.version import __version__
from tests.answering import AnsweringServer, Asked, Route, page, text
from tests.conftest import CommandLine, Ended


def sitemap(*paths: str) -> Route:
    def answer(asked: Asked) -> object:
        return text("".join(f"http://{asked.headers['host']}{path}\n" for path in paths))

    return answer


ROBOTS = "User-agent: *\nDisallow: /private/\nSitemap: /sitemap.txt\n"
PORTAL: dict[str, Route] = {
    "/": page(),
    "/robots.txt": text(ROBOTS),
    "/sitemap.txt": sitemap("/about", "/births/", "/private/a", "/private/b", "/old/1", "/form.pdf"),
}
TOML = """\
[portal]
name = "Demo"
url = "{url}"
contact = "https://auditor.example/about"

[[service]]
id = "births"
name = "Births"
start = "/births/"

[crawl]
exclude = ["/old/**"]
concurrency = 2
"""


def foreseen(auditor: CommandLine, server: AnsweringServer, *options: object, toml: str = TOML) -> Ended:
    Path("portal.toml").write_text(toml.format(url=server.url), encoding="utf-8")
    ended = auditor("audit", "portal.toml", "--dry-run", *options)
    assert [path.name for path in Path().iterdir() if path.name not in {"portal.toml", "pages.txt"}] == []
    return Ended(ended.code, ended.out.replace(server.url, "http://portal/"), ended.err)


def test_says_what_would_be_visited_and_visits_nothing(auditor: CommandLine) -> None:
    with AnsweringServer(PORTAL) as server:
        ended = foreseen(auditor, server)
        assert server.paths() == ["/robots.txt", "/sitemap.txt"]
    assert ended.code == 0
    assert ended.out.splitlines() == [
        "A dry run of http://portal/: nothing was visited; robots.txt and sitemaps were read.",
        f"We ask as InclusionAuditor/{__version__} (+https://auditor.example/about)",
        "http://portal/robots.txt: it lets us in; no pause between requests",
        "sitemap: http://portal/sitemap.txt",
        "The sitemaps list 6 addresses.",
        "  1 of them are not visited: it is excluded",
        "Not visited because of robots.txt: http://portal/private/a and 1 more",
        "Pages known so far, in the order of visits: 4",
        "    1  http://portal/births/  (start)",
        "    2  http://portal/",
        "    3  http://portal/about",
        "    4  http://portal/form.pdf  (document)",
        (
            "Then the pages that these link to, 6 links deep at most; 200 pages at most in all. "
            "Pages that are linked to come before those that only a sitemap lists."
        ),
        "Estimated time, at most: 5 minutes, with 2 pages at once.",  # 200 pages x 3 s / 2
    ]


def test_reckons_with_the_delay_that_is_asked_for(auditor: CommandLine) -> None:
    with AnsweringServer(PORTAL | {"/robots.txt": text("User-agent: *\nCrawl-delay: 60")}) as server:
        lines = foreseen(auditor, server, "--max-pages", "150").out.splitlines()
    assert "http://portal/robots.txt: it lets us in; 60 s between requests, as it asks for 60 s" in lines
    assert lines[-1] == "Estimated time, at most: 2.5 hours, with 2 pages at once."  # 150 x 1 minute


def test_lists_exactly_the_pages_that_are_named(auditor: CommandLine) -> None:
    with AnsweringServer(PORTAL) as server:
        Path("pages.txt").write_text("/b\n/a\n/b\n", encoding="utf-8")
        lines = foreseen(auditor, server, "--urls", "pages.txt").out.splitlines()
        assert server.paths() == ["/robots.txt"]
    assert lines[-4:] == [
        "Pages known so far, in the order of visits: 2",
        "    1  http://portal/b  (start)",
        "    2  http://portal/a  (start)",
        "Estimated time, at most: under a minute, with 2 pages at once.",
    ]


def test_stops_at_the_limit_of_pages(auditor: CommandLine) -> None:
    with AnsweringServer(PORTAL) as server:
        lines = foreseen(auditor, server, "--max-pages", "2").out.splitlines()
    assert lines[-3:] == [
        "    1  http://portal/births/  (start)",
        "    2  http://portal/",
        "Estimated time, at most: under a minute, with 2 pages at once.",
    ]


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        pytest.param(
            "User-agent: *\nDisallow: /\n",
            "http://portal/: robots.txt asks not to visit it",
            id="robots.txt forbids all",
        ),
        pytest.param(
            "User-agent: *\nCrawl-delay: 301\n",
            "127.0.0.1 asks for 301 s between requests, over 300 s",
            id="a pause that is too long",
        ),
    ],
)
def test_says_what_refuses(auditor: CommandLine, robots: str, reason: str) -> None:
    with AnsweringServer(PORTAL | {"/robots.txt": text(robots)}) as server:
        ended = foreseen(auditor, server)
    assert ended.code == 3
    assert ended.out.splitlines()[-1] == f"Nothing can be visited: {reason}"


def test_says_when_nobody_answers(auditor: CommandLine) -> None:
    with AnsweringServer({}) as server:
        pass
    ended = foreseen(auditor, server)
    gc.collect()
    assert ended.code == 3
    assert ended.out.splitlines()[-1].startswith(
        "Nothing can be visited: robots.txt could not be read, so nothing may be visited: http://portal/"
    )
