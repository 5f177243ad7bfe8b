"""One WebDriver session, in blocking calls: a browser with one tab, at an endpoint that others run.

What WebDriver alone cannot do goes through the DevTools protocol where the endpoint offers
it: chromedriver's `goog/cdp/execute` for commands and its performance log for events.
Source: https://developer.chrome.com/docs/chromedriver/logging/performance-log.
"""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.request import ProxyHandler, build_opener

import websocket
from selenium import webdriver
from selenium.common.exceptions import SessionNotCreatedException, TimeoutException, WebDriverException
from selenium.webdriver.common.proxy import Proxy, ProxyType
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from urllib3.exceptions import HTTPError

from auditor.evidence import ConsoleMessage
from auditor.visit.browser import BrowserFailedError
from auditor.visit.endpoint import Endpoint
from auditor.visit.failures import first_line
from auditor.visit.probe import MAX_CONSOLE, console_message

SESSION_TIMEOUT_S = 60  # a Grid may have to wait for a free slot, and a container for its browser
QUIT_TIMEOUT_S = 5
MAX_WINDOWS = 10

# What the calls of a session may raise when the browser, the endpoint or the way there breaks.
SESSION_ERRORS = (WebDriverException, HTTPError, OSError)

_VENDORS = {"chrome": "goog", "MicrosoftEdge": "ms"}
_CDP, _LOG = "auditorCdp", "auditorLog"
_LOGGED = re.compile(r"(?P<url>\S+) (?:(?P<place>[\d:]+) |- )(?P<text>.*)", re.DOTALL)
_INSPECTOR_ERROR = re.compile(r"unhandled inspector error: .*\"message\":\"(?P<words>[^\"]*)")


class NotStartedError(BrowserFailedError):
    """The endpoint answered that the browser does not start."""


type Event = tuple[str, dict[str, Any]]


class Session:
    """A running session. Its calls block; one ends before the next is made, but for `end`."""

    def __init__(
        self,
        driver: webdriver.Remote,
        connection: RemoteConnection,
        *,
        is_loopback: bool,
        call_timeout_s: float,
    ) -> None:
        self._driver = driver
        self._connection = connection
        self._is_loopback = is_loopback
        connection.client_config.timeout = call_timeout_s
        self._window = driver.current_window_handle
        self.name = str(driver.capabilities.get("browserName", ""))
        self.version = str(driver.capabilities.get("browserVersion", ""))
        vendor = _VENDORS.get(self.name)
        if vendor:
            for name, path in ((_CDP, f"{vendor}/cdp/execute"), (_LOG, "se/log")):
                connection.add_command(name, "POST", f"/session/$sessionId/{path}")  # type: ignore[no-untyped-call]
        self.has_devtools = vendor is not None and self._offers_devtools()

    @classmethod
    def open(
        cls,
        endpoint: Endpoint,
        arguments: Sequence[str],
        *,
        proxy_url: str | None,
        load_timeout_s: float,
        call_timeout_s: float,
    ) -> "Session":
        """Start a browser with these arguments of Chromium's.

        Raises:
            NotStartedError: if the endpoint cannot start such a browser.
            BrowserFailedError: if it gives no session in time.
        """
        config = ClientConfig(
            endpoint.url,
            timeout=SESSION_TIMEOUT_S,
            username=endpoint.username,
            password=endpoint.password,
            proxy=Proxy({"proxyType": ProxyType.DIRECT}) if endpoint.is_loopback else None,
            init_args_for_pool_manager={"init_args_for_pool_manager": {"retries": False, "maxsize": 2}},
        )
        connection = RemoteConnection(client_config=config)
        try:
            driver = webdriver.Remote(connection, options=_wishes(arguments, proxy_url, load_timeout_s))
        except SessionNotCreatedException as error:
            raise NotStartedError(
                f"the endpoint at {endpoint.url} could not start a browser: {first_line(error)}"
            ) from error
        except HTTPError as error:
            raise BrowserFailedError(
                f"the endpoint at {endpoint.url} gave no session within {SESSION_TIMEOUT_S} s: "
                "see whether one of its browsers is free, and starts"
            ) from error
        except SESSION_ERRORS as error:
            raise BrowserFailedError(
                f"the endpoint at {endpoint.url} gave no session: {first_line(error)}"
            ) from error
        return cls(driver, connection, is_loopback=endpoint.is_loopback, call_timeout_s=call_timeout_s)

    def _offers_devtools(self) -> bool:
        try:
            self.devtools("Browser.getVersion")
            self._log("performance")
        except WebDriverException:
            return False
        return True

    def load(self, url: str) -> Exception | None:
        """Load a page until its load event; give what the driver complained of, if it did.

        A page that does not end loading in time (`TimeoutError`) is stopped, and is there as far as it came.
        """
        try:
            self._driver.get(url)
        except TimeoutException:
            return TimeoutError()
        except WebDriverException as error:
            return error
        return None

    def devtools(self, command: str, /, **parameters: Any) -> Mapping[str, Any]:
        """Send a command of the DevTools protocol."""
        try:
            answer = self._driver.execute(_CDP, {"cmd": command, "params": parameters})["value"]
        except WebDriverException as error:
            if found := _INSPECTOR_ERROR.search(str(error.msg)):
                raise WebDriverException(found["words"]) from error
            raise
        if not isinstance(answer, dict):
            raise ValueError("a dialog of the page was in the way")  # noqa: TRY004  it is the page's doing
        return answer

    def events(self) -> Iterator[Event]:
        """Give the events of the page's own tab since the last call, oldest first."""
        for entry in self._log("performance"):
            with contextlib.suppress(ValueError, LookupError, TypeError):
                logged = json.loads(entry["message"])
                if logged.get("webview", self._window) == self._window:
                    yield logged["message"]["method"], logged["message"]["params"]

    def console(self) -> tuple[ConsoleMessage, ...]:
        """Give the errors written to the console since the last call."""
        errors = [str(entry["message"]) for entry in self._log("browser") if entry.get("level") == "SEVERE"]
        return tuple(map(_console_message, errors[:MAX_CONSOLE]))

    def evaluate(self, expression: str, timeout_s: float) -> Any:
        """Give the value of an expression in the page's own world.

        Raises:
            TimeoutError: if there is no answer in time.
            ValueError: if it threw.
        """
        self._driver.set_script_timeout(timeout_s)
        try:
            answer = self._driver.execute_async_script(
                "const done = arguments[0];"
                f"Promise.resolve().then(() => ({expression}))"
                ".then((value) => done({ value }), (error) => done({ error: String(error) }));"
            )
        except TimeoutException as error:
            raise TimeoutError from error
        if not isinstance(answer, dict) or "error" in answer:
            raise ValueError(str((answer or {}).get("error", "the page answered with something else"))[:500])
        return answer.get("value")

    def run_script(self, script: str, timeout_s: float) -> None:
        """Run a script in the page's own world."""
        self._driver.set_script_timeout(timeout_s)
        self._driver.execute_script(script)

    def set_window(self, width: int, height: int) -> tuple[int, int]:
        """Try to give the window an inner size; tell which it has then."""
        for _ in range(2):
            inner = self._driver.execute_script("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                break
            outer = self._driver.get_window_size()
            self._driver.set_window_size(
                outer["width"] + width - inner[0], outer["height"] + height - inner[1]
            )
        inner = self._driver.execute_script("return [innerWidth, innerHeight]")
        return int(inner[0]), int(inner[1])

    def leave(self) -> bool:
        """Close the windows that a page opened, and the page; tell whether they were few enough for that."""
        others = [handle for handle in self._driver.window_handles if handle != self._window]
        if len(others) > MAX_WINDOWS:
            return False
        for handle in others:
            self._driver.switch_to.window(handle)
            self._driver.close()
        if others:
            self._driver.switch_to.window(self._window)
        self._driver.get("about:blank")
        return True

    def end(self, *, hung: bool) -> bool:
        """End the session, also while a call is stuck in it; tell whether the endpoint says that it is."""
        if hung:
            with contextlib.suppress(Exception):
                self._close_browser()
        self._connection.client_config.timeout = QUIT_TIMEOUT_S
        try:
            self._driver.quit()
        except WebDriverException:
            return True  # it is gone already: the endpoint answers, and knows it no more
        except (HTTPError, OSError):
            return False
        return True

    def _close_browser(self) -> None:
        """Close the browser past its driver, which waits for a hanging page and takes no other command."""
        address = str(self._driver.capabilities.get("se:cdp", ""))
        if not address and self._is_loopback:
            own = next(
                filter(None, map(self._driver.capabilities.get, ("goog:chromeOptions", "ms:edgeOptions")))
            )
            described = f"http://{own['debuggerAddress']}/json/version"
            with build_opener(ProxyHandler({})).open(described, timeout=QUIT_TIMEOUT_S) as answer:
                address = str(json.load(answer)["webSocketDebuggerUrl"])
        connection = websocket.create_connection(address, timeout=QUIT_TIMEOUT_S, suppress_origin=True)
        try:
            connection.send(json.dumps({"id": 1, "method": "Browser.close"}))
            connection.recv()
        finally:
            connection.shutdown()  # type: ignore[no-untyped-call]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        logged = self._driver.execute(_LOG, {"type": kind})["value"]
        return logged if isinstance(logged, list) else []


def _wishes(arguments: Sequence[str], proxy_url: str | None, load_timeout_s: float) -> list[Any]:
    """Name the browsers that will do, best first."""
    chrome, edge, firefox = webdriver.ChromeOptions(), webdriver.EdgeOptions(), webdriver.FirefoxOptions()
    for chromium in (chrome, edge):
        for argument in arguments:
            chromium.add_argument(argument)
        chromium.add_experimental_option("perfLoggingPrefs", {"enableNetwork": True, "enablePage": True})
        vendor = _VENDORS[chromium.capabilities["browserName"]]
        chromium.set_capability(f"{vendor}:loggingPrefs", {"performance": "ALL", "browser": "SEVERE"})
    firefox.add_argument("-headless")
    if proxy_url:
        firefox.proxy = Proxy(
            {"proxyType": ProxyType.MANUAL, "socksProxy": proxy_url.partition("//")[2], "socksVersion": 5}
        )
        firefox.set_preference("network.proxy.allow_hijacking_localhost", value=True)
        firefox.set_preference("network.proxy.socks_remote_dns", value=True)
    for options in (chrome, edge, firefox):
        options.page_load_strategy = "normal"
        options.unhandled_prompt_behavior = "dismiss"
        options.timeouts = {"pageLoad": int(load_timeout_s * 1_000)}
    return [chrome, edge, firefox]


def _console_message(logged: str) -> ConsoleMessage:
    """Take chromedriver's one line apart: where it was written, and what."""
    found = _LOGGED.fullmatch(logged)
    if found is None:
        return console_message(logged, "")
    words = found["text"]
    with contextlib.suppress(ValueError):
        words = str(json.loads(words))  # a single string that the page wrote stands in quotes
    return console_message(words, found["url"])
