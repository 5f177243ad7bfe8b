"""What a tab is told of while somebody listens: its wire, and what it complains of on its console."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Error, Page

from auditor.evidence import ConsoleMessage
from auditor.visit.ledger import Ledger
from auditor.visit.probe import MAX_CONSOLE, console_message

# What the driver writes to the console in the place of each service worker that it does not let a page have.
_WORKER_REFUSED = "Service Worker registration blocked by Playwright"


@dataclass(slots=True)
class Heard:
    """What a tab is told of while it is listened to; `worker` tells that a script wants a service worker."""

    ledger: Ledger
    console: list[ConsoleMessage]
    worker: bool = False


@contextlib.contextmanager
def listening(page: Page, session: CDPSession, ledger: Ledger) -> Iterator[Heard]:
    """Have a ledger and a console told of what happens on a page."""
    heard = Heard(ledger, [])
    with _events(session, ledger), _console(page, heard):
        yield heard


@contextlib.contextmanager
def _events(session: CDPSession, ledger: Ledger) -> Iterator[None]:
    handlers = ledger.handlers()
    for event, handler in handlers.items():
        session.on(event, handler)
    try:
        yield
    finally:
        ledger.close()
        for event, handler in handlers.items():
            session.remove_listener(event, handler)


@contextlib.contextmanager
def _console(page: Page, heard: Heard) -> Iterator[None]:
    def add(text: str, url: str) -> None:
        if len(heard.console) < MAX_CONSOLE:
            heard.console.append(console_message(text, url))

    def on_error(error: Error) -> None:
        add(error.message, "")

    def on_message(message: Any) -> None:
        if message.type == "error":
            add(message.text, message.location.get("url", ""))
        elif message.type == "warning" and not heard.worker:
            heard.worker = message.text == _WORKER_REFUSED

    page.on("pageerror", on_error)
    page.on("console", on_message)
    try:
        yield
    finally:
        page.remove_listener("pageerror", on_error)
        page.remove_listener("console", on_message)
