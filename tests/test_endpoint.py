"""An endpoint is asked what it is before anything starts, and what is wrong is said in one sentence."""

import importlib.machinery
import json
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from auditor.errors import AuditorError
from auditor.machine.doctor import check_endpoint
from auditor.visit import endpoint as module
from auditor.visit.browser import BrowserFailedError
from auditor.visit.endpoint import Endpoint, EndpointError, find_endpoint
from tests.conftest import CommandLine
from tests.served import Answer, Request, Served

CHROMEDRIVER = {
    "ready": True,
    "message": "ChromeDriver ready for new sessions.",
    "build": {"version": "156.0"},
}


def status(value: Any, code: int = 200) -> Answer:
    return Answer(json.dumps({"value": value}).encode(), code, {"Content-Type": "application/json"})


def slot(browser: str = "chrome", *, busy: bool = False) -> dict[str, Any]:
    return {"stereotype": {"browserName": browser}, "session": {"sessionId": "1"} if busy else None}


def node(*slots: Mapping[str, Any], uri: str = "http://127.0.0.1:5555", **more: Any) -> dict[str, Any]:
    return {"uri": uri, "availability": "UP", "slots": slots, **more}


def grid(*nodes: Mapping[str, Any]) -> dict[str, Any]:
    return {"ready": bool(nodes), "message": "Selenium Grid ready.", "nodes": nodes}


def found(value: Any) -> Endpoint:
    with Served({"/status": status(value)}) as server:
        return find_endpoint(server.url)


def test_a_chromedriver_on_this_machine_can_use_the_guard() -> None:
    with Served({"/status": status(CHROMEDRIVER)}) as server:
        assert find_endpoint(server.url) == Endpoint(server.url.rstrip("/"), local=True)
        assert server.asked == ["/status"]


def test_an_endpoint_may_lie_under_a_path() -> None:
    with Served({"/wd/hub/status": status(CHROMEDRIVER)}) as server:
        assert find_endpoint(f"{server.url}wd/hub/").url == f"{server.url}wd/hub"


@pytest.mark.parametrize(
    ("uri", "local"),
    [
        pytest.param("http://127.0.0.1:5555", True, id="on loopback"),
        pytest.param("http://localhost:5555", True, id="on loopback, by name"),
        pytest.param("http://[::1]:5555", True, id="on loopback, IPv6"),
        pytest.param("http://192.0.2.7:5555", False, id="on another machine"),
        pytest.param("http://node-chrome:5555", False, id="in a container, by its name"),
        pytest.param("", False, id="nobody knows where"),
    ],
)
def test_a_grid_is_local_if_its_nodes_are(uri: str, local: bool) -> None:
    assert found(grid(node(slot(), uri=uri))).local is local


def test_one_node_elsewhere_is_enough_to_be_remote() -> None:
    here, elsewhere = node(slot()), node(slot(), uri="http://192.0.2.7:5555")
    assert found(grid(here, elsewhere)).local is False


def test_an_endpoint_with_another_address_is_remote_even_if_it_is_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who wants no guard, because the browsers run in containers here, names the machine by that address."""
    resolve = socket.getaddrinfo
    named = {"selenium.example": "127.0.0.1"}
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *more, **named_more: resolve(named.get(host, host), *more, **named_more),
    )
    with Served({"/status": status(CHROMEDRIVER)}) as server:
        assert find_endpoint(server.url.replace("127.0.0.1", "selenium.example")).local is False


@pytest.mark.parametrize(
    ("nodes", "free"),
    [
        pytest.param([node(slot(), slot())], 2, id="all are free"),
        pytest.param([node(slot(busy=True), slot())], 1, id="one is taken"),
        pytest.param([node(slot(busy=True))], 0, id="none is free: a session will be waited for"),
        pytest.param([node(slot(), slot(), slot(), maxSessions=2)], 2, id="a node runs so many at most"),
        pytest.param(
            [node(slot(busy=True), slot(), slot(), maxSessions=2)], 1, id="and one of them is taken"
        ),
        pytest.param([node(slot(), slot("firefox"), slot("firefox"))], 1, id="others are no use"),
        pytest.param([node(slot("firefox"))], 1, id="unless there is no better"),
        pytest.param(
            [node(slot()), node(slot(), availability="DRAINING")], 1, id="a node that ends gives none"
        ),
    ],
)
def test_a_grid_tells_how_many_browsers_are_free(nodes: list[Mapping[str, Any]], free: int) -> None:
    assert found(grid(*nodes)).free == free


def test_credentials_are_sent_and_never_shown() -> None:
    asked: list[Request] = []

    def answer(request: Request) -> Answer:
        asked.append(request)
        return status(CHROMEDRIVER)

    with Served({"/status": answer}) as server:
        address = server.url.replace("//", "//grid%20user:s%C3%A9cret@")
        endpoint = find_endpoint(address)
    assert (endpoint.username, endpoint.password) == ("grid user", "sécret")
    assert "s" + "cret" not in endpoint.url
    assert "@" not in endpoint.url
    assert asked[0].headers["Authorization"] == "Basic Z3JpZCB1c2VyOnPDqWNyZXQ="  # RFC 7617, in UTF-8


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1:9515", "ftp://127.0.0.1", "http://", "http://a:b:c", "http://grid/?x=1"]
)
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(EndpointError, match="expected an address such as http://"):
        find_endpoint(address)


def test_where_nothing_answers_it_is_said_what_to_start() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://user:secret@127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(BrowserFailedError) as caught:
            find_endpoint(address)
    assert "no WebDriver endpoint answers at http://127.0.0.1:" in str(caught.value)
    assert "`chromedriver --port=9515`" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(Answer(b"<html>", headers={}), "is no WebDriver endpoint", id="not JSON"),
        pytest.param(Answer(b'{"status": "UP"}'), "is no WebDriver endpoint", id="another JSON"),
        pytest.param(Answer(b'{"value": [1]}'), "is no WebDriver endpoint", id="another value"),
        pytest.param(status({}, 404), "answers 404: name the address", id="not found"),
        pytest.param(status({}, 401), "answers 401: give a name and a password", id="locked"),
        pytest.param(
            status({"ready": False, "message": "Unable to read distributor status."}),
            "is not ready: Unable to read distributor status.",
            id="a Grid that is starting",
        ),
        pytest.param(status(grid()), "has no node that is up", id="a Grid without nodes"),
        pytest.param(
            status(grid(node(slot("safari")))), "chrome, MicrosoftEdge, firefox", id="no browser for us"
        ),
        pytest.param(
            status(grid(node(slot(), availability="DOWN"))), "has no node that is up", id="all down"
        ),
    ],
)
def test_what_is_no_endpoint_to_visit_with_is_said(answer: Answer, expected: str) -> None:
    with Served({"/status": answer}) as server, pytest.raises(BrowserFailedError, match=expected):
        find_endpoint(server.url)


def test_the_wait_for_an_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STATUS_TIMEOUT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(BrowserFailedError, match="no WebDriver endpoint answers"):
            find_endpoint(address)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_spec(name: str) -> importlib.machinery.ModuleSpec | None:
        return None if name == "selenium" else importlib.machinery.ModuleSpec(name, None)

    monkeypatch.setattr(module, "find_spec", find_spec)
    with pytest.raises(EndpointError) as caught:
        find_endpoint("http://127.0.0.1:9515")
    assert str(caught.value) == "--webdriver needs an extra: pip install 'inclusion-auditor[webdriver]'"
    assert isinstance(caught.value, AuditorError)


def test_the_command_line_takes_the_endpoint_from_the_environment_and_begins_no_run_without_it(
    auditor: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AUDITOR_WEBDRIVER", f"http://u:secret@127.0.0.1:{unused.getsockname()[1]}")
        ended = auditor("audit", "http://127.0.0.1:9/", "--plain")
    assert ended.code == 2
    assert len(ended.lines) == 1
    assert ended.err.startswith("auditor: no WebDriver endpoint answers at http://127.0.0.1:")
    assert "secret" not in ended.err
    assert "no runs yet" in auditor("runs", "--plain").err


def test_the_doctor_tells_of_an_endpoint_that_cannot_be_used() -> None:
    with Served({"/status": status(grid())}) as server:
        check = check_endpoint(server.url)
    assert (check.name, check.state) == ("WebDriver", "missing")
    assert "has no node that is up" in check.advice
