"""A WebDriver endpoint: whether it answers, and whether its browsers run on this machine.

Source of the protocol: W3C, WebDriver, section "Status". What a Selenium Grid adds to the
status, its nodes and their slots, is described in Grid's own documentation.
Nothing here imports Selenium, so that a mistake in the address is told at once.
"""

import base64
import contextlib
import ipaddress
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

from auditor.errors import AuditorError
from auditor.visit.browser import BrowserFailedError

STATUS_TIMEOUT_S = 10
WANTED = ("chrome", "MicrosoftEdge", "firefox")  # best first, as WebDriver names them
MAX_STATUS_BYTES = 1_000_000  # a Grid of a hundred nodes says about 200 kB

_LIBRARIES = ("selenium", "axe_selenium_python")


class EndpointError(AuditorError):
    """What was given as a WebDriver endpoint is no address, or the extra for it is not installed."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A WebDriver endpoint that answered.

    `url` is without credentials, which stay out of every message. `local` tells that its
    browsers run on this machine, so that they can use the guard. `free` is how many more
    browsers a Grid can start at once, None where there is no Grid to tell.
    """

    url: str
    username: str | None = None
    password: str | None = None
    local: bool = False
    free: int | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether the endpoint itself, if not its browsers, is on this machine."""
        return _is_loopback(urlsplit(self.url).hostname or "")


def find_endpoint(address: str) -> Endpoint:
    """Ask an endpoint whether it is ready.

    Raises:
        EndpointError: if the address is none, or the extra `webdriver` is not installed.
        BrowserFailedError: if nothing answers there, or what answers cannot start a browser.
    """
    if any(find_spec(name) is None for name in _LIBRARIES):
        raise EndpointError("--webdriver needs an extra: pip install 'inclusion-auditor[webdriver]'")
    endpoint = _parsed(address)
    status = _status(endpoint)
    nodes = [node for node in status.get("nodes") or () if isinstance(node, dict) and _is_up(node)]
    name = _wanted(nodes)
    if "nodes" in status and not name:
        raise BrowserFailedError(
            f"the Grid at {endpoint.url} has no node that is up and has a browser for us "
            f"({', '.join(WANTED)}): start one, then try again"
        )
    return Endpoint(
        endpoint.url,
        endpoint.username,
        endpoint.password,
        local=endpoint.is_loopback and all(_is_here(_host_of(node)) for node in nodes),
        free=sum(_free(node, name) for node in nodes) if name else None,
    )


def _parsed(address: str) -> Endpoint:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise EndpointError(
            "--webdriver: expected an address such as http://127.0.0.1:9515 or https://grid:4444"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port is None else f"{host}:{port}"
    return Endpoint(
        f"{parts.scheme}://{place}{parts.path.rstrip('/')}",
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )


def _status(endpoint: Endpoint) -> Mapping[str, Any]:
    request = urllib.request.Request(f"{endpoint.url}/status")  # noqa: S310  http or https, checked
    if endpoint.username:
        words = f"{endpoint.username}:{endpoint.password or ''}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(words).decode()}")
    handlers = [urllib.request.ProxyHandler({})] if endpoint.is_loopback else []
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=STATUS_TIMEOUT_S) as answer:
            said = json.loads(answer.read(MAX_STATUS_BYTES))
        value = said["value"]
        ready = bool(value["ready"])
    except urllib.error.HTTPError as error:
        error.close()
        raise BrowserFailedError(
            f"{endpoint.url}/status answers {error.code}: {_advice(error.code)}"
        ) from error
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise BrowserFailedError(
            f"no WebDriver endpoint answers at {endpoint.url} ({reason}): start one, such as "
            "`chromedriver --port=9515`, or correct the address"
        ) from error
    except (ValueError, LookupError, TypeError) as error:
        raise BrowserFailedError(
            f"what answers at {endpoint.url} is no WebDriver endpoint; name the address that Selenium "
            "clients connect to"
        ) from error
    if not ready and "nodes" not in value:
        raise BrowserFailedError(
            f"the endpoint at {endpoint.url} is not ready: {str(value.get('message'))[:200]}"
        )
    return value if isinstance(value, dict) else {}


def _advice(code: int) -> str:
    if code in {401, 403}:
        return "give a name and a password in the address, best in AUDITOR_WEBDRIVER"
    return "name the address that Selenium clients connect to"


def _is_up(node: Mapping[str, Any]) -> bool:
    return bool(node.get("availability", "UP") == "UP")


def _slots(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [slot for slot in node.get("slots") or () if isinstance(slot, dict)]


def _browser(slot: Mapping[str, Any]) -> str:
    stereotype = slot.get("stereotype")
    return str(stereotype.get("browserName", "")) if isinstance(stereotype, dict) else ""


def _wanted(nodes: Iterable[Mapping[str, Any]]) -> str:
    """Name the browser that the Grid will give us: the best that any of its nodes has."""
    there = {_browser(slot) for node in nodes for slot in _slots(node)}
    return next((name for name in WANTED if name in there), "")


def _free(node: Mapping[str, Any], name: str) -> int:
    """Count the browsers of a name that a node can start beside those that it runs."""
    running = sum(bool(slot.get("session")) for slot in _slots(node))
    free = sum(_browser(slot) == name and not slot.get("session") for slot in _slots(node))
    most = node.get("maxSessions")
    return max(0, min(free, most - running)) if isinstance(most, int) else free


def _host_of(node: Mapping[str, Any]) -> str:
    address = str(node.get("externalUri") or node.get("uri") or "")
    with contextlib.suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    """Whether an address is this machine's: only then can something listen there."""
    if _is_loopback(host):
        return True
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET  # noqa: PLR2004
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.bind((host, 0))
    except (OSError, ValueError):
        return False
    return True
