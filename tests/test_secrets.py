"""Secrets let us in, reach the portal's own hosts alone, and are found nowhere afterwards.

Every test looks through all that an audit left behind: the workspace with its packed
evidence, the reports, and what was printed.
"""

import base64
import html
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
import zstandard

from auditor.audit import Audit, read_audit
from auditor.secret.redaction import MARKER
from tests.answering import Answer, AnsweringServer, Asked, Route, page, text
from tests.behind_a_door import PASSWORD, SESSION, LoginPortal
from tests.conftest import CommandLine, Ended

pytestmark = pytest.mark.browser

KEY = "key-0123456789-abcdef"
COOKIE = "crumb_4711_crumb"
BASIC = base64.b64encode(f"auditor:{PASSWORD}".encode()).decode()


def traces(folder: Path, ended: Ended, *secrets: str) -> list[str]:
    """Name where a secret is left: in which file or column, and in which spelling."""
    spellings = {BASIC} | {
        spelling
        for secret in secrets
        for spelling in (
            secret, quote(secret), quote(secret, safe=""), html.escape(secret), json.dumps(secret)[1:-1],
            base64.b64encode(secret.encode()).decode(),
        )
    }  # fmt: skip
    return [
        f"{spelling} in {place}"
        for place, data in left_behind(folder, ended)
        for spelling in spellings
        if spelling.encode().lower() in data.lower()
    ]


def left_behind(folder: Path, ended: Ended) -> Iterator[tuple[str, bytes]]:
    yield "standard output", ended.out.encode()
    yield "standard error", ended.err.encode()
    for file in folder.rglob("*"):
        if file.is_file() and not file.name.startswith("secret-") and file.name != "portal.toml":
            yield file.name, file.read_bytes()
    database = sqlite3.connect(folder / ".auditor" / "workspace.db")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in database.execute(f"SELECT * FROM {table}"):  # noqa: S608  names from the database itself
            for value in row:
                packed = isinstance(value, bytes) and value.startswith(
                    zstandard.MAGIC_NUMBER.to_bytes(4, "little")
                )
                data = zstandard.ZstdDecompressor().decompress(value) if packed else str(value).encode()
                yield f"table {table}", data
    database.close()


def audited(auditor: CommandLine, url: str, more: str, *options: object) -> Ended:
    Path("portal.toml").write_text(
        f'[portal]\nname = "Demo"\nurl = "{url}"\nfrom = "audit@example.org"\n{more}', encoding="utf-8"
    )
    return auditor("-v", "audit", "portal.toml", "--plain", "--out", "report", *options)


def result() -> Audit:
    return read_audit(Path("report/audit.json"))


def states(audit: Audit) -> dict[str, tuple[str, str | None]]:
    """State and reason of each page, by its path."""
    return {page.url.partition("//")[2].partition("/")[2]: (page.state, page.reason) for page in audit.pages}


def echo(asked: Asked) -> Answer:
    """A page that repeats everything it was sent, wherever a page can say something."""
    said = "; ".join(f"{name}: {value}" for name, value in asked.headers.items())
    told = f"{said} {PASSWORD} {SESSION}"
    script = json.dumps(told).replace("<", "\\u003c")
    head = f'<meta name="description" content="{html.escape(told)}"><script>console.error({script})</script>'
    body = (
        f"<p>{html.escape(told)}</p><p style='text-transform:uppercase'>{html.escape(told)}</p>"
        f'<img src="/missing?key={quote(told)}"><a href="/linked?key={quote(KEY)}">{html.escape(told)}</a>'
        f'<a href="/plain">Plain</a><form><input name="q" value="{html.escape(told)}"></form>'
    )
    document = (
        f'<!doctype html><html lang="en"><head><title>{html.escape(told)}</title>{head}</head>'
        f"<body><main><h1>Echo</h1>{body}</main></body></html>"
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "X-Echo": KEY,
        "Cache-Control": f"private, x={KEY}",
    }
    return Answer(document.encode(), headers=headers)


def guarded(routes: Mapping[str, Route]) -> dict[str, Route]:
    """Let nobody in without everything that portal.toml names."""

    def let_in(asked: Asked) -> Answer:
        has_all = (
            asked.headers.get("authorization") == f"Basic {BASIC}"
            and asked.headers.get("x-key") == KEY
            and f"crumb={COOKIE}" in asked.headers.get("cookie", "")
        )
        if not has_all:
            return Answer(b"who are you?", 401)
        route = routes[asked.path.partition("?")[0]]
        return route if isinstance(route, Answer) else route(asked)

    return dict.fromkeys(routes, let_in)


ACCESS = """\
[access]
user = "auditor"
password = "env:PORTAL_PASSWORD"
headers = { X-Key = "file:secret-key.txt" }
cookies = { crumb = "env:PORTAL_COOKIE" }
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the secrets where portal.toml says they are."""
    monkeypatch.setenv("PORTAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("PORTAL_COOKIE", COOKIE)
    (tmp_path / "secret-key.txt").write_text(f"{KEY}\n", encoding="utf-8")


@pytest.mark.usefixtures("kept")
def test_secrets_let_us_in_and_leave_no_trace(auditor: CommandLine, tmp_path: Path) -> None:
    """The portal echoes them in pages, redirects, headers, sitemaps, documents and errors."""
    with AnsweringServer({"/": echo, "/robots.txt": text("")}) as other:
        stranger = other.url.replace("127.0.0.1", "localhost")
        routes = {
            "/": page(
                '<a href="/echo">Echo</a> <a href="/to-secret">Here</a> <a href="/to-stranger">There</a> '
                f'<a href="/broken">Broken</a> <a href="/form.pdf">Form</a><img src="{stranger}i.png">'
                f'<script src="{stranger}s.js"></script><script>fetch("{stranger}f").catch(() => 0)</script>'
                f'<iframe src="{stranger}"></iframe><a href="/log-out">Sign out</a>'
            ),
            "/robots.txt": text(f"# {KEY}\nSitemap: /sitemap.txt?key={KEY}\nSitemap: /sitemap.txt"),
            "/sitemap.txt": lambda asked: text(f"http://{asked.headers['host']}/listed?key={KEY}\n"),
            "/echo": echo,
            "/plain": page("Nothing to hide."),
            "/linked": page("Never asked for."),
            "/listed": page("Never asked for."),
            "/missing": Answer(b"", 404),
            "/to-secret": Answer(b"", 302, {"Location": f"/landed?key={KEY}"}),
            "/landed": echo,
            "/to-stranger": Answer(b"", 302, {"Location": stranger}),
            "/broken": lambda asked: Answer(echo(asked).body, 500, {"X-Echo": KEY}),
            "/form.pdf": Answer(f"%PDF {KEY}".encode(), headers={"Content-Type": f"application/{KEY}"}),
        }
        with AnsweringServer(guarded(routes)) as server:
            ended = audited(auditor, server.url, ACCESS + "[crawl]\nscreenshot = true\n", "--allow-private")
            asked = {each.path.partition("?")[0] for each in server.asked}
            froms = {each.headers.get("from") for each in server.asked}
    assert ended.code == 0
    assert traces(tmp_path, ended, PASSWORD, KEY, COOKIE) == []
    seen = {path.replace(MARKER, "…"): state for path, (state, _) in states(result()).items()}
    assert seen == {
        "": "done", "echo": "done", "plain": "done", "to-secret": "done", "to-stranger": "skipped",
        "broken": "untested", "form.pdf": "done",
    }  # fmt: skip
    assert {"/linked", "/listed", "/log-out"} & asked == set()
    assert froms == {"audit@example.org"}
    # Strangers were asked, by the page's picture, script, fetch, frame and by a redirect, and told nothing.
    assert {each.path for each in other.asked} >= {"/", "/i.png", "/s.js", "/f"}
    assert {
        (each.headers.get("authorization"), each.headers.get("x-key"), each.headers.get("cookie"))
        for each in other.asked
    } == {(None, None, None)}
    assert {each.headers.get("from") for each in other.asked} == {None}


LOGIN = """\
[login]
url = "/login"
steps = [
    { fill = "#user", text = "auditor" },
    { fill = "#password", secret = "env:PORTAL_PASSWORD" },
    { click = "button" },
]
"""


@pytest.mark.usefixtures("kept")
def test_a_login_opens_the_portal_and_leaves_no_trace(auditor: CommandLine, tmp_path: Path) -> None:
    portal = LoginPortal()
    portal.inside["/echo"] = echo
    with AnsweringServer(portal.routes()) as server:
        ended = audited(auditor, server.url, LOGIN + 'proof_text = "Sign out"\nproof_url = "/account"\n')
    assert ended.code == 0
    assert portal.logins == [{"user": ["auditor"], "password": [PASSWORD]}]
    assert {path: state for path, (state, _) in states(result()).items()} == dict.fromkeys(
        ("", "account", "a", "b", "c", "echo", "form.pdf", "plain", f"linked?key={KEY}"), "done"
    )
    assert traces(tmp_path, ended, PASSWORD, SESSION) == []


@pytest.mark.usefixtures("kept")
def test_a_session_that_ends_is_begun_again(auditor: CommandLine, tmp_path: Path) -> None:
    portal = LoginPortal(lasts=4)
    once = "[crawl]\nclosely = false\n"
    portal.inside["/account"] = page("Sign out")
    with AnsweringServer(portal.routes()) as server:
        ended = audited(auditor, server.url, f'{LOGIN}proof_url = "/account"\n{once}', "--concurrency", "1")
    assert ended.code == 0
    assert {state for state, _ in states(result()).values()} == {"done"}
    assert len(portal.logins) == 2  # each opens the account and three pages more; there are five in all
    assert traces(tmp_path, ended, PASSWORD, SESSION) == []


@pytest.mark.usefixtures("kept")
def test_a_login_that_fails_ends_the_audit_before_it_begins(
    auditor: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_PASSWORD", "another password")
    monkeypatch.setattr("auditor.visit.login.STEP_TIMEOUT_S", 2)
    portal = LoginPortal()
    with AnsweringServer(portal.routes()) as server:
        ended = audited(auditor, server.url, LOGIN + 'proof_url = "/account"\n')
        assert [each.path for each in server.asked if each.path.startswith("/a")] == []
        told = f"auditor: the login did not lead to an address like '/account'; it ended at {server.url}login"
    assert (ended.code, ended.lines[-1]) == (2, told)
    assert traces(tmp_path, ended, "another password") == []


@pytest.mark.usefixtures("kept")
def test_a_storage_state_lets_us_in(auditor: CommandLine, tmp_path: Path) -> None:
    """It brings a session and what scripts keep; a cookie of a whole domain is sent to the portal alone."""
    portal = LoginPortal()
    portal.left = 1_000
    portal.inside["/echo"] = echo
    state = {
        "cookies": [
            {"name": "sid", "value": SESSION, "domain": "127.0.0.1", "path": "/", "expires": -1,
             "httpOnly": True, "secure": False, "sameSite": "Lax"},
            {"name": "other", "value": KEY, "domain": "localhost", "path": "/", "expires": -1,
             "httpOnly": False, "secure": False, "sameSite": "Lax"},
        ],
        "origins": [],
    }  # fmt: skip
    with AnsweringServer({"/": page()}) as other:
        stranger = other.url.replace("127.0.0.1", "localhost")
        portal.inside["/a"] = page(f'<img alt="" src="{stranger}">')
        with AnsweringServer(portal.routes()) as server:
            state["origins"] = [
                {"origin": server.url.rstrip("/"), "localStorage": [{"name": "token", "value": KEY}]}
            ]
            Path("secret-state.json").write_text(json.dumps(state), encoding="utf-8")
            portal.inside["/b"] = page("<p id=p></p><script>p.textContent = localStorage.token</script>")
            ended = audited(
                auditor,
                server.url,
                '[access]\nstorage_state = "file:secret-state.json"\n[crawl]\nclosely = false\n',
                "--allow-private",
            )
    assert ended.code == 0
    assert {state for state, _ in states(result()).values()} == {"done"}
    assert [each.headers.get("cookie") for each in other.asked] == [None]
    assert traces(tmp_path, ended, KEY, SESSION) == []
