"""A walk does what its steps say, records each new state, and says what was there instead."""

import asyncio
from collections.abc import Iterator, Mapping

import pytest

from auditor.secret.credentials import Credentials
from auditor.secret.redaction import Redactor
from auditor.urls import Site
from auditor.visit import acting
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.journeys import StepSeen, Walk
from auditor.visit.look import NO_AXE
from tests.answering import AnsweringServer, page
from tests.journey_portal import NAME, BirthsPortal, walk_of

pytestmark = pytest.mark.browser

START = {"click": "Start now"}
FILL = {"fill": "Full name", "with": NAME}
SEND = {"click": "Continue", "submit": True}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acting, "STEP_TIMEOUT_S", 1.0)


@pytest.fixture
def portal() -> BirthsPortal:
    return BirthsPortal()


@pytest.fixture
def server(portal: BirthsPortal) -> Iterator[AnsweringServer]:
    with AnsweringServer(portal.routes()) as served:
        yield served


def walked(
    program: BrowserProgram, *walks: Walk, screenshot: bool = False, credentials: Credentials | None = None
) -> list[StepSeen]:
    settings = VisitSettings(hosts=("127.0.0.1",), axe=False, screenshot=screenshot, credentials=credentials)

    async def go() -> list[StepSeen]:
        async with ChromiumBrowser(program, settings, tabs=1) as browser:
            return [seen for walk in walks for seen in await browser.walk(walk)]

    return asyncio.run(go())


def titles(seen: list[StepSeen]) -> list[str | None]:
    return [each.evidence.head.title if each.evidence and each.evidence.head else None for each in seen]


def test_each_new_state_is_recorded_and_others_are_not(
    browser_program: BrowserProgram, server: AnsweringServer, portal: BirthsPortal
) -> None:
    seen = walked(
        browser_program,
        walk_of(
            server.url,
            START,
            FILL,
            {"choose": "Town", "value": "Downford"},
            {"choose": "Sex", "value": "Girl"},
            {"check": "This is true"},
            SEND,
            {"wait_for_url": "/births/check"},
            {"click": "Send", "submit": True},
            {"expect": "the birth is registered"},
        ),
    )
    assert [each.reason for each in seen] == [""] * 9
    assert titles(seen) == [
        "About the child", None, None, None, None, "Check SECRET-REMOVED", None, "Done", None,
    ]  # fmt: skip
    form = seen[0].evidence
    assert form is not None
    assert (form.url, form.status) == (f"{server.url}births/form", 200)
    assert form.missing == {"named": NO_AXE}
    assert None not in (form.phone, form.narrow, form.desktop, form.dom, form.served_html, form.forms)
    ((path, sent),) = portal.sent
    assert (path, sent) == (
        "/births/check", {"name": [NAME], "town": ["Downford"], "sex": ["f"], "true": ["on"]}
    )  # fmt: skip


GO = "<button>Go</button>"
FORMS = {
    "post": f'<form method="post" action="/sent">{GO}</form>',
    "get": f'<form action="/sent"><input name="q">{GO}</form>',
    "submit()": '<form action="/sent"><button type="button" onclick="form.submit()">Go</button></form>',
    "another window": f'<form action="/sent" method="post" target="_blank">{GO}</form>',
    "get, another window": f'<form action="/sent" target="_blank"><input name="q">{GO}</form>',
    "get in a frame": f'<iframe name="f"></iframe><form action="/sent" target="f">{GO}</form>',
    "fetch": """<button onclick="fetch('/sent', {method: 'POST'})">Go</button>""",
    "kept alive": """<button onclick="fetch('/sent', {method: 'PUT', keepalive: true})">Go</button>""",
    "xhr": """<button onclick="x = new XMLHttpRequest(); x.open('DELETE', '/sent'); x.send()">Go</button>""",
    "enter": '<form action="/sent" method="post"><input aria-label="Town"></form>',
    "on change": '<form action="/sent"><select aria-label="Town" onchange="form.submit()">'
    "<option>A<option>B</select></form>",
}
STEPS: Mapping[str, list[dict[str, object]]] = {
    "enter": [{"click": "css=input"}, {"press": "Enter"}],
    "on change": [{"choose": "Town", "value": "B"}],
}


@pytest.mark.parametrize("way", FORMS)
def test_nothing_is_sent_without_submit(
    browser_program: BrowserProgram, server: AnsweringServer, way: str
) -> None:
    server.routes |= {"/births/": page(FORMS[way], title="Ask"), "/sent": page("You sent it", title="Sent")}
    steps = STEPS.get(way, [{"click": "Go"}])
    seen = walked(browser_program, walk_of(server.url, *steps, {"expect": "Ask"}))

    assert [path for path in server.paths() if path.startswith("/sent")] == []
    assert seen[-1].number == len(steps)
    if "window" in way:
        assert seen[-1].reason.startswith(f"it opens {server.url}sent")
    else:
        assert seen[-1].reason.startswith("this step would send the form; say submit = true if it may")
    assert "; the page says: “Ask" in seen[-1].reason


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("navigator.sendBeacon('/sent', 'x')", id="beacon"),
        pytest.param("new WebSocket(location.origin.replace('http', 'ws') + '/sent')", id="websocket"),
        pytest.param("new Worker(URL.createObjectURL(new Blob(['fetch(\"/sent\")'])))", id="worker"),
        pytest.param(
            "var f = document.createElement('iframe'); document.body.append(f);"
            "f.contentWindow.fetch('/sent', {method: 'POST'})",
            id="in a frame",
        ),
    ],
)
def test_what_a_page_sends_by_itself_is_stopped_too(
    browser_program: BrowserProgram, server: AnsweringServer, script: str
) -> None:
    server.routes["/births/form"] = page(f"<script>{script}</script>", title="About the child")
    seen = walked(browser_program, walk_of(server.url, START))
    assert [each.reason for each in seen] == [""]
    assert server.asked_for("/sent") == []


def test_a_link_may_be_followed_also_into_a_window_of_its_own(
    browser_program: BrowserProgram, server: AnsweringServer
) -> None:
    server.routes["/births/"] = page('<a target="_blank" href="/births/form">Start now</a>')
    seen = walked(browser_program, walk_of(server.url, START, {"expect": "Hospital letter"}))
    assert [each.reason for each in seen] == ["", ""]
    assert titles(seen) == ["About the child", None]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        pytest.param({"click": "Begin"}, "there is no button or link called “Begin”", id="click"),
        pytest.param({"fill": "Age", "with": "7"}, "there is no field called “Age”", id="fill"),
        pytest.param({"expect": "Hello"}, "“Hello” is not on the page", id="expect"),
        pytest.param({"wait_for_url": "/else"}, "the address is not like /else", id="address"),
        pytest.param({"click": "css=#["}, "css=#[ is no CSS selector", id="selector"),
        pytest.param({"goto": "{url}nowhere"}, "it answered 404", id="goto"),
    ],
)
def test_a_step_that_fails_says_which_words_were_there(
    browser_program: BrowserProgram, server: AnsweringServer, step: dict[str, str], reason: str
) -> None:
    step = {key: value.format(url=server.url) for key, value in step.items()}
    seen = walked(browser_program, walk_of(server.url, {"click": "Start now"}, step, {"press": "Tab"}))
    assert len(seen) == 2
    assert seen[1].evidence is None
    assert seen[1].reason.startswith(reason)
    if "goto" not in step:
        assert seen[1].reason.startswith(f"{reason}; the page says: “About the child / ")


def test_words_that_fit_several_elements_fit_none(
    browser_program: BrowserProgram, server: AnsweringServer
) -> None:
    server.routes["/births/"] = page('<a href="/1">More</a> <a href="/2">More</a>')
    (seen,) = walked(browser_program, walk_of(server.url, {"click": "More"}))
    assert seen.reason.startswith("2 elements fit “More”; name one by css=…")


def test_another_site_ends_the_walk(browser_program: BrowserProgram, server: AnsweringServer) -> None:
    other = server.url.replace("127.0.0.1", "localhost")
    server.routes["/births/"] = page(f'<a href="{other}births/form">Start now</a>')
    (seen,) = walked(browser_program, walk_of(server.url, START))
    assert seen.reason.startswith("it leads to localhost, which is another site")


def test_what_robots_txt_refuses_is_not_recorded(
    browser_program: BrowserProgram, server: AnsweringServer
) -> None:
    async def refusal(url: str) -> str:
        return "robots.txt asks not to visit it" if url.endswith("/form") else ""

    (seen,) = walked(browser_program, walk_of(server.url, START, refusal=refusal))
    assert seen.reason.startswith("robots.txt asks not to visit it")
    assert seen.evidence is None


def test_what_was_typed_is_in_nothing_that_is_recorded(
    browser_program: BrowserProgram, server: AnsweringServer
) -> None:
    seen = walked(
        browser_program,
        walk_of(server.url, START, FILL, SEND, {"click": "Nothing like it"}),
        screenshot=True,
    )
    told = repr(seen)
    assert [each.reason == "" for each in seen] == [True, True, True, False]
    assert "Wilhelmina" not in told
    assert "Quirk" not in told
    check = seen[2].evidence
    assert check is not None
    assert check.screenshot is None
    assert check.missing["screenshot"] == "the page shows what was typed"


def test_pictures_show_no_field(browser_program: BrowserProgram, server: AnsweringServer) -> None:
    """What is typed differs, and the pictures of the state after it do not."""
    server.routes["/births/"] = page(
        '<label>Name <input oninput="done.textContent = \'Filled in\'"></label> <b id="done"></b>'
    )
    pictures = [
        walked(browser_program, walk_of(server.url, {"fill": "Name", "with": typed}), screenshot=True)
        for typed in ("MMMMMMMM", "iiii")
    ]
    shown = [seen[0].evidence.screenshot for seen in pictures if seen[0].evidence]
    assert shown[0]
    assert shown == [shown[0], shown[0]]


def test_what_lets_us_in_goes_with_a_journey_too(
    browser_program: BrowserProgram, server: AnsweringServer, portal: BirthsPortal
) -> None:
    owned = Credentials(
        sites=frozenset({Site.of(server.url)}), only_https=False, redactor=Redactor(["key-4711"]),
        headers={"X-Key": "key-4711"},
    )  # fmt: skip
    walk = walk_of(server.url, START, FILL, SEND, {"click": "Send"})
    seen = walked(browser_program, walk, credentials=owned)
    assert [each.reason.partition(";")[0] for each in seen] == ["", "", "", "this step would send the form"]
    assert len(portal.sent) == 1
    asked = [each for each in server.asked if each.path.startswith("/births")]
    assert {each.headers.get("x-key") for each in asked} == {"key-4711"}


def test_the_errors_of_an_empty_form_are_recorded(
    browser_program: BrowserProgram, server: AnsweringServer, portal: BirthsPortal
) -> None:
    walk = walk_of(server.url, START, SEND, is_of_errors=True)
    seen = walked(browser_program, walk)
    assert [each.reason for each in seen] == ["", ""]
    assert titles(seen) == [None, "There is a problem"]
    assert seen[1].evidence is not None
    assert seen[1].evidence.status == 422
    assert [sent for _, sent in portal.sent] == [{"town": ["Upford"]}]


def test_the_same_answer_to_a_full_form_is_an_error(
    browser_program: BrowserProgram, server: AnsweringServer
) -> None:
    seen = walked(browser_program, walk_of(server.url, START, SEND))
    assert seen[1].reason.startswith(
        "it answered 422; the page says: “There is a problem / Enter the full name"
    )
