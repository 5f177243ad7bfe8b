"""Evidence of an earlier run is used again only where every answer that made it is proven to be the same."""

import asyncio
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from auditor.audit import Audit, read_audit
from auditor.crawl.client import Fetched, FetchError
from auditor.evidence import Kind, PageEvidence, Response, TextBlock, to_json
from auditor.evidence.landmark import Landmark
from auditor.run.reuse import Canary, Reuse, can_be_proven, conditions
from auditor.store.records import StoredPage
from tests.answering import Answer, AnsweringServer, Asked, Route, text
from tests.conftest import CommandLine, Ended

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
DATE = "Sun, 01 Jun 2025 12:00:00 GMT"
A_MINUTE_BEFORE = "Sun, 01 Jun 2025 11:59:00 GMT"
JUST_BEFORE = "Sun, 01 Jun 2025 11:59:01 GMT"
PORTAL = "https://portal.example"


def response(kind: str = "document", path: str = "/a", **more: Any) -> Response:
    given = {"etag": '"1"', "date": DATE} | more
    return Response(
        url=f"{PORTAL}{path}", status=given.pop("status", 200), kind=kind, mime_type="", wire_bytes=1,
        body_bytes=1, encoding="", cache_control=given.pop("cache_control", ""), third_party=False, **given,
    )  # fmt: skip


class TestProof:
    @pytest.mark.parametrize(
        ("kind", "more", "expected"),
        [
            pytest.param("document", {}, True, id="a page with an ETag"),
            pytest.param("document", {"etag": 'W/"1"'}, True, id="a weak ETag is as good: a 304 says so"),
            pytest.param("document", {"etag": ""}, False, id="a page with nothing to ask by"),
            pytest.param(
                "document",
                {"etag": "", "last_modified": A_MINUTE_BEFORE},
                False,
                id="a page by its time alone",
            ),
            pytest.param(
                "image", {"etag": "", "last_modified": A_MINUTE_BEFORE}, True, id="a file by its time"
            ),
            pytest.param(
                "image", {"etag": "", "last_modified": JUST_BEFORE}, False, id="a file that was just changed"
            ),
            pytest.param(
                "image",
                {"etag": "", "last_modified": A_MINUTE_BEFORE, "date": ""},
                False,
                id="without a date",
            ),
            pytest.param("image", {"etag": "", "last_modified": "yesterday"}, False, id="no date at all"),
            pytest.param(
                "image",
                {"etag": "", "last_modified": A_MINUTE_BEFORE, "vary": "Accept-Encoding, Cookie"},
                False,
                id="a file by its time that is chosen by more than its encoding",
            ),
            pytest.param(
                "image",
                {"etag": "", "last_modified": A_MINUTE_BEFORE, "vary": "accept-encoding"},
                True,
                id="a file by its time in one of its encodings",
            ),
            pytest.param("document", {"vary": "Cookie"}, True, id="a page that varies, by its ETag"),
            pytest.param("document", {"vary": "*"}, False, id="what varies by anything"),
            pytest.param(
                "document", {"cache_control": "private, No-Store"}, False, id="what may not be kept"
            ),
            pytest.param("fetch", {"method": "POST"}, False, id="what was sent and not asked for"),
            pytest.param("fetch", {}, True, id="data with an ETag"),
            pytest.param("xhr", {"etag": "", "last_modified": A_MINUTE_BEFORE}, False, id="data by its time"),
            pytest.param("image", {"status": 404, "etag": ""}, True, id="a picture that is missing"),
            pytest.param("fetch", {"status": 404}, False, id="data that is missing"),
            pytest.param("document", {"status": 206}, False, id="a part"),
            pytest.param("document", {"redirect": True}, False, id="a redirect"),
            pytest.param("image", {"failed": "net::ERR_FAILED"}, False, id="what did not arrive"),
        ],
    )
    def test_needs_a_condition_that_can_be_believed(
        self, kind: str, more: dict[str, Any], *, expected: bool
    ) -> None:
        assert can_be_proven(response(kind, **more)) is expected

    def test_asks_by_the_etag_alone_where_there_is_one(self) -> None:
        both = response("image", last_modified=A_MINUTE_BEFORE)
        assert conditions(both, is_file=True) == {"If-None-Match": '"1"'}

    def test_asks_by_the_time_of_a_file(self) -> None:
        file = response("image", etag="", last_modified=A_MINUTE_BEFORE)
        assert conditions(file, is_file=True) == {"If-Modified-Since": A_MINUTE_BEFORE}


class Asking:
    """Stands in for the client: gives each address its answer, by path, and remembers what was asked."""

    def __init__(self, answers: Mapping[str, int | Mapping[str, str] | Exception]) -> None:
        self._answers = answers
        self.asked: list[tuple[str, Mapping[str, str], bool]] = []

    async def peek(self, url: str, headers: Mapping[str, str], *, paced: bool) -> Fetched:
        await asyncio.sleep(0)
        self.asked.append((url.removeprefix(PORTAL), headers, paced))
        answer = self._answers.get(url.removeprefix(PORTAL), 304)
        if isinstance(answer, Exception):
            raise answer
        status, told = (304, answer) if isinstance(answer, Mapping) else (answer, {})
        return Fetched(url, url, status, told, b"", truncated=False, wire_bytes=0)


def evidence(number: int, *responses: Response, words: str = "As it was.", **more: Any) -> PageEvidence:
    path = f"/{number}"
    block = TextBlock(words, "p", Landmark.MAIN, "en", "p")
    given = {"visited_at": NOON - timedelta(days=1)} | more
    return PageEvidence(
        url=f"{PORTAL}{path}", final_url=f"{PORTAL}{path}", status=200, text=(block,),
        responses=(response(path=path), *responses), **given,
    )  # fmt: skip


def page(number: int) -> StoredPage:
    return StoredPage(
        page_id=str(number), url=f"{PORTAL}/{number}", kind=Kind.HTML, depth=1, state="waiting",
        visit_order=number, final_url="", status=None, reason=None,
    )  # fmt: skip


def reuse_of(
    stored: Mapping[str, PageEvidence],
    answers: Mapping[str, int | Mapping[str, str] | Exception] | None = None,
    what: str = "pages",
    on_refuted: Callable[[], None] = lambda: None,
) -> tuple[Reuse, Asking]:
    client = Asking(answers or {})
    reuse = Reuse(
        what,
        lambda page_id: to_json(stored[page_id]) if page_id in stored else None,
        client,
        on_refuted=on_refuted,
        browser_agent="Browser/1",
        language="fr-FR",
        now=lambda: NOON,
    )
    return reuse, client


async def held(reuse: Reuse, number: int, visited: PageEvidence | None = None) -> str:
    """Ask about a page; a canary is compared with what a visit would have given."""
    earlier = await reuse.earlier_page(page(number))
    if isinstance(earlier, Canary):
        await reuse.compare(earlier, visited or earlier.earlier)
        return "canary"
    return "visit" if earlier is None else "reuse"


def decided(stored: PageEvidence, answers: Mapping[str, Any] | None = None) -> bool:
    """Tell whether one page's evidence holds; the first ones that do are canaries."""
    reuse, _ = reuse_of({"9": stored}, answers)
    return asyncio.run(held(reuse, 9)) == "canary"


class TestPage:
    STYLE = response("stylesheet", "/style.css")

    def test_holds_while_all_its_answers_do(self) -> None:
        assert decided(evidence(9, self.STYLE))

    @pytest.mark.parametrize(
        ("stored", "answers"),
        [
            pytest.param(evidence(9, STYLE), {"/9": 200}, id="the page has changed"),
            pytest.param(evidence(9, STYLE), {"/style.css": 200}, id="its style has changed"),
            pytest.param(evidence(9, STYLE), {"/style.css": 500}, id="its style fails"),
            pytest.param(evidence(9, STYLE), {"/style.css": FetchError("no")}, id="its style is silent"),
            pytest.param(evidence(9), {"/9": {"cache-control": "no-store"}}, id="it may not be kept now"),
            pytest.param(evidence(9), {"/9": {"vary": "*"}}, id="it varies by anything by now"),
            pytest.param(
                evidence(9, response("image", "/no.png", status=404)), {"/no.png": 200}, id="a picture came"
            ),
            pytest.param(evidence(9, response("fetch", method="POST")), {}, id="it sent something"),
            pytest.param(evidence(9, missing={"axe": "why"}), {}, id="a part of it was lost"),
            pytest.param(evidence(9, visited_at=NOON - timedelta(days=30, seconds=1)), {}, id="it is old"),
            pytest.param(evidence(9, visited_at=None), {}, id="of unknown age"),
            pytest.param(replace(evidence(9), final_url=f"{PORTAL}/b"), {}, id="it led elsewhere"),
            pytest.param(replace(evidence(9), responses=None), {}, id="nobody saw its answers"),
        ],
    )  # fmt: skip
    def test_does_not_hold(self, stored: PageEvidence, answers: Mapping[str, Any]) -> None:
        assert not decided(stored, answers)

    @pytest.mark.parametrize(
        ("stored", "answers"),
        [
            pytest.param(evidence(9, visited_at=NOON - timedelta(days=30)), {}, id="not a month has passed"),
            pytest.param(evidence(9, response("ping", method="POST")), {}, id="it told somebody something"),
            pytest.param(
                evidence(9, response("image", "/no.png", status=404)), {"/no.png": 404}, id="still missing"
            ),
        ],
    )
    def test_holds_all_the_same(self, stored: PageEvidence, answers: Mapping[str, Any]) -> None:
        assert decided(stored, answers)

    def test_is_asked_for_as_the_browser_would(self) -> None:
        reuse, client = reuse_of({"9": evidence(9, self.STYLE)})
        asyncio.run(held(reuse, 9))
        (path, headers, paced), (other, more, unpaced) = client.asked
        assert (path, paced, other, unpaced) == ("/9", True, "/style.css", False)
        assert headers["User-Agent"] == more["User-Agent"] == "Browser/1"
        assert (headers["Accept-Language"], headers["If-None-Match"]) == ("fr-FR", '"1"')
        assert headers["Accept"].startswith("text/html,")

    def test_shares_what_is_asked_about_shared_files(self) -> None:
        reuse, client = reuse_of({str(number): evidence(number, self.STYLE) for number in range(6)})

        async def ask_all() -> None:
            for number in range(6):
                await held(reuse, number)

        asyncio.run(ask_all())
        assert [path for path, _, _ in client.asked].count("/style.css") == 1

    @pytest.mark.parametrize("what", ["nothing", "documents"])
    def test_is_not_asked_about_unless_that_is_wanted(self, what: str) -> None:
        reuse, client = reuse_of({"9": evidence(9)}, what=what)
        assert asyncio.run(held(reuse, 9)) == "visit"
        assert client.asked == []


class TestCanaries:
    """Three first, then one page in twenty, are visited all the same and compared."""

    STORED: Mapping[str, PageEvidence] = MappingProxyType(
        {str(number): evidence(number) for number in range(50)}
    )

    def test_are_compared_and_the_others_held(self) -> None:
        reuse, _ = reuse_of(self.STORED)

        async def ask_all() -> list[str]:
            return [await held(reuse, number) for number in range(45)]

        answers = asyncio.run(ask_all())
        canaries = [number for number, answer in enumerate(answers, 1) if answer == "canary"]
        assert canaries == [1, 2, 3, 20, 40]
        assert {answer for number, answer in enumerate(answers, 1) if number not in canaries} == {"reuse"}

    @pytest.mark.parametrize("number", [0, 2, 19])
    def test_end_it_where_one_has_changed(self, number: int) -> None:
        told: list[str] = []
        reuse, _ = reuse_of(self.STORED, on_refuted=lambda: told.append("refuted"))

        async def ask_all() -> list[str]:
            changed = {number: evidence(number, words="New.")}
            return [await held(reuse, each, changed.get(each)) for each in range(25)]

        assert asyncio.run(ask_all())[number + 1 :] == ["visit"] * (24 - number)
        assert reuse.is_refuted
        assert told == ["refuted"]

    def test_end_it_where_one_cannot_be_visited(self) -> None:
        reuse, _ = reuse_of(self.STORED)

        async def ask() -> str:
            canary = await reuse.earlier_page(page(0))
            assert isinstance(canary, Canary)
            await reuse.compare(canary, None)
            return await held(reuse, 1)

        assert asyncio.run(ask()) == "visit"

    def test_are_waited_for(self) -> None:
        """What other tabs hold is not used before the canaries are back."""
        reuse, _ = reuse_of(self.STORED)

        async def ask() -> bool:
            canaries = [await reuse.earlier_page(page(number)) for number in range(3)]
            waiting = asyncio.create_task(held(reuse, 3))
            for _ in range(20):
                await asyncio.sleep(0)
            had_to_wait = not waiting.done()
            for canary in canaries:
                assert isinstance(canary, Canary)
                await reuse.compare(canary, canary.earlier)
            return had_to_wait and await waiting == "reuse"

        assert asyncio.run(ask())

    def test_keep_a_run_refuted_that_was(self) -> None:
        reuse = Reuse(
            "pages", lambda _: to_json(evidence(9)), Asking({}),
            refuted=True, browser_agent="x", now=lambda: NOON,
        )  # fmt: skip
        assert asyncio.run(held(reuse, 9)) == "visit"


def etag_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def kept(body: str, content_type: str = "text/html; charset=utf-8", etag: str = "") -> Route:
    """A file as a good server gives it: with an ETag, and 304 to whoever has it."""
    tag = f'"{etag or etag_of(body)}"'

    def answer(asked: Asked) -> Answer:
        headers = {"ETag": tag, "Content-Type": content_type}
        if asked.headers.get("if-none-match") == tag:
            return Answer(b"", 304, headers)
        return Answer(body.encode(), headers=headers)

    return answer


def html(words: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>'
        f"<body><main><h1>Page</h1><p>{words}</p></main></body></html>"
    )


LINKS = "".join(f'<a href="/{number}">Page {number}</a> ' for number in range(1, 6))
ROUTES: dict[str, Route] = {
    "/": kept(html(f'{LINKS}<a href="/form.pdf">Form</a>')),
    **{f"/{number}": kept(html(f"This is page {number}.")) for number in range(1, 6)},
    "/style.css": kept("p { color: #222 }", "text/css"),
    "/form.pdf": kept("%PDF-1.7", "application/pdf"),
    "/robots.txt": text(""),
}


def settings_of(server: AnsweringServer, *, closely: bool = False) -> str:
    crawl = f"[crawl]\nclosely = {str(closely).lower()}\n"
    return f'[portal]\nname = "Demo"\nurl = "{server.url}"\n{crawl}'


def audited(
    auditor: CommandLine, server: AnsweringServer, *options: object, closely: bool = False
) -> tuple[Ended, Audit, list[Asked]]:
    """Audit the portal; give what was printed, the audit, and what was asked for."""
    before = len(server.asked)
    Path("portal.toml").write_text(settings_of(server, closely=closely), encoding="utf-8")
    ended = auditor("audit", "portal.toml", "--plain", "--concurrency", "1", *options)
    assert ended.code == 0
    asked = [each for each in server.asked[before:] if each.path not in {"/favicon.ico", "/robots.txt"}]
    return ended, read_audit(Path("report/audit.json")), asked


def reused(audit: Audit) -> list[str]:
    return sorted(page.url.rpartition("/")[2] for page in audit.pages if page.reused)


def conditional(asked: list[Asked]) -> list[str]:
    """The pages and documents that were asked for on a condition; browsers ask so for shared files."""
    return [each.path for each in asked if "if-none-match" in each.headers and each.path != "/style.css"]


@pytest.fixture
def portal() -> Iterator[AnsweringServer]:
    with AnsweringServer(ROUTES) as server:
        yield server


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AnsweringServer, Path]]:
    """The portal, and the folder of an audit of it."""
    folder = tmp_path_factory.mktemp("first")
    with AnsweringServer(ROUTES) as server:
        (folder / "portal.toml").write_text(settings_of(server), encoding="utf-8")
        command = [sys.executable, "-m", "auditor", "audit", "portal.toml", "--plain", "--concurrency", "1"]
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
        assert reused(read_audit(folder / "report" / "audit.json")) == []
        yield server, folder


@pytest.fixture
def seen_portal(first_run: tuple[AnsweringServer, Path], tmp_path: Path) -> AnsweringServer:
    """The portal as it was when it was first audited; the workspace of that audit is the test's own."""
    server, folder = first_run
    server.routes = dict(ROUTES)
    shutil.copytree(folder / ".auditor", tmp_path / ".auditor")
    return server


@pytest.mark.browser
class TestAnotherRun:
    def test_pages_of_a_declared_service_are_used_again_only_if_they_had_a_close_look(
        self, auditor: CommandLine, portal: AnsweringServer
    ) -> None:
        audited(auditor, portal)
        pages = [f"{portal.url}{number}" for number in range(1, 6)]
        service = f'[[service]]\nid = "all"\nname = "All"\nstart = "{pages[0]}"\npages = {pages}\n'
        Path("portal.toml").write_text(settings_of(portal, closely=True) + service, encoding="utf-8")
        command = ("audit", "portal.toml", "--plain", "--concurrency", "1", "--reuse", "pages")
        assert auditor(*command).code == 0
        audit = read_audit(Path("report/audit.json"))
        assert reused(audit) == ["form.pdf"]
        assert {page.url for page in audit.pages if page.closely} >= set(pages)

    def test_uses_again_what_has_not_changed(
        self, auditor: CommandLine, portal: AnsweringServer, lasting: Callable[[Path], dict[str, Any]]
    ) -> None:
        _, first, _ = audited(auditor, portal, closely=True)
        before = lasting(Path("report"))
        ended, second, asked = audited(auditor, portal, "--reuse", "pages", closely=True)
        assert (first.run.pages_reused, second.run.pages_reused) == (0, 4)
        assert reused(second) == ["3", "4", "5", "form.pdf"]  # the start page and two more were canaries
        assert lasting(Path("report")) == before
        # Of what was used again nothing was transferred, and the shared style sheet was asked about once.
        for path in ("/3", "/4", "/5", "/form.pdf"):
            assert [each.path for each in asked].count(path) == 1
            assert path in conditional(asked)
        times = {page.url: page.visited_at for page in first.pages}
        assert all(page.visited_at == times[page.url] for page in second.pages if page.reused)
        assert (
            "Of these, 4 pages stood as in an earlier run: the portal says that nothing has changed there "
            "(--reuse nothing visits all)."
        ) in ended.lines
        assert "4 of the pages were not visited again" in Path("report/report.html").read_text("utf-8")

    def test_uses_documents_again_by_default(
        self, auditor: CommandLine, seen_portal: AnsweringServer
    ) -> None:
        _, second, asked = audited(auditor, seen_portal)
        assert reused(second) == ["form.pdf"]
        assert conditional(asked) == ["/form.pdf"]

    def test_uses_nothing_again_where_that_is_wanted(
        self, auditor: CommandLine, seen_portal: AnsweringServer
    ) -> None:
        _, second, asked = audited(auditor, seen_portal, "--reuse", "nothing")
        assert (reused(second), conditional(asked)) == ([], [])

    def test_visits_all_whose_style_has_changed(
        self, auditor: CommandLine, seen_portal: AnsweringServer
    ) -> None:
        seen_portal.routes["/style.css"] = kept("p { color: #ccc }", "text/css")
        _, second, _ = audited(auditor, seen_portal, "--reuse", "pages")
        assert reused(second) == ["form.pdf"]
        assert [each.outcome for each in second.findings if each.rule == "axe/color-contrast"] == [
            "failed"
        ] * 5  # all but the start page, whose only words are links

    def test_visits_all_where_the_portal_is_found_to_be_wrong(
        self, auditor: CommandLine, seen_portal: AnsweringServer
    ) -> None:
        """A portal that says "not changed" of pages that have: a canary shows it, and nothing is taken."""
        for number in range(1, 6):
            before = html(f"This is page {number}.")
            seen_portal.routes[f"/{number}"] = kept(html("It was changed."), etag=etag_of(before))
        _, second, _ = audited(auditor, seen_portal, "--reuse", "pages")
        assert reused(second) == ["form.pdf"]

    def test_asks_nothing_of_what_was_seen_under_other_conditions(
        self, auditor: CommandLine, seen_portal: AnsweringServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("auditor.run.engine.axe_version", lambda: "0.0.0")
        _, second, asked = audited(auditor, seen_portal, "--reuse", "pages")
        assert (reused(second), conditional(asked)) == ([], [])
