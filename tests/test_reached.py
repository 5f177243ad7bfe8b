"""What a browser elsewhere says of the addresses that it reached decides whether its page is judged."""

from typing import Any

import pytest

from auditor.visit.guard import Guard
from auditor.visit.reached import Reached

URL = "http://portal.example/map.png"


def sent(url: str = URL, request: str = "1", **more: Any) -> tuple[str, dict[str, Any]]:
    return "Network.requestWillBeSent", {"requestId": request, "request": {"url": url}, **more}


def answered(address: str, url: str = URL) -> tuple[str, dict[str, Any]]:
    response = {"url": url, "remoteIPAddress": address}
    return "Network.responseReceived", {"requestId": "1", "response": response}


def told(space: str, request: str = "1") -> tuple[str, dict[str, Any]]:
    details = {"requestId": request, "resourceIPAddressSpace": space}
    return "Network.responseReceivedExtraInfo", details


def refusal(*events: tuple[str, dict[str, Any]], guard: Guard | None = None) -> str:
    reached = Reached(guard or Guard())
    for event in events:
        reached.note(*event)
    return reached.refusal


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([], id="nothing"),
        pytest.param([sent(), told("Public"), answered("93.184.216.34")], id="a public address"),
        pytest.param([sent(), answered("[2606:4700::1111]")], id="a public one, IPv6"),
        pytest.param([sent(), answered("")], id="from the cache"),
        pytest.param([sent(), answered("nonsense")], id="no address"),
        pytest.param([sent(), told("Unknown")], id="an unknown one"),
        pytest.param([told("Loopback", "2"), sent()], id="another request's"),
    ],
)
def test_what_is_public_is_let_through(events: list[tuple[str, dict[str, Any]]]) -> None:
    assert refusal(*events) == ""


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([sent(), answered("10.0.0.5")], id="by its address"),
        pytest.param([sent(), answered("[::1]")], id="IPv6"),
        pytest.param([sent(), answered("[::ffff:169.254.169.254]")], id="IPv4 in IPv6"),
        pytest.param([sent(), told("Loopback")], id="by its space, where the page got no answer"),
        pytest.param([told("Local"), sent()], id="by its space, told before the request"),
        pytest.param(
            [sent(redirectResponse={"url": URL, "remoteIPAddress": "192.168.1.1"})], id="as a redirect"
        ),
        pytest.param(
            [
                ("Network.webSocketCreated", {"requestId": "1", "url": "ws://portal.example/"}),
                told("Private"),
            ],
            id="as a socket",
        ),
    ],
)
def test_what_is_not_public_is_refused(events: list[tuple[str, dict[str, Any]]]) -> None:
    assert refusal(*events).startswith("it reached portal.example, which leads to ")


def test_the_address_is_told() -> None:
    told_of = refusal(sent(), answered("10.0.0.5"))
    assert told_of == "it reached portal.example, which leads to 10.0.0.5 that is not public"


@pytest.mark.parametrize(
    ("guard", "refused"),
    [
        pytest.param(Guard([("portal.example", 80)]), False, id="host and port are named"),
        pytest.param(Guard([("portal.example", 8080)]), True, id="another port"),
        pytest.param(Guard([("example", 80)]), True, id="another host"),
        pytest.param(Guard(allow_private=True), False, id="all are allowed"),
    ],
)
def test_what_the_operator_named_may_be_private(guard: Guard, refused: bool) -> None:
    assert bool(refusal(sent(), answered("10.0.0.5"), guard=guard)) is refused


def test_a_page_may_ask_for_as_much_as_it_likes() -> None:
    reached = Reached(Guard())
    for number in range(20_000):
        reached.note(*sent(request=str(number)))
        reached.note(*told("Local", f"other {number}"))
    assert reached.refusal == ""
    assert len(reached._urls) == len(reached._private) == 5_000
