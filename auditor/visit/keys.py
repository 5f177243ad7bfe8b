"""Keys and pictures of one tab, for a walk by keyboard: the browser's own events, none that scripts make."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from auditor.visit.view import DESKTOP

if TYPE_CHECKING:
    from auditor.visit.tab import Tab

KEY_TIMEOUT_S = 5
MAX_OPENED = 100  # told of; a page may open windows without end


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key as DevTools names it: its name, Windows' code of it, what it types, and what is held with it."""

    key: str
    code: int
    text: str = ""
    modifiers: int = 0


class Key(Enum):
    """The keys with which people find their way."""

    TAB = Stroke("Tab", 9)
    BACK_TAB = Stroke("Tab", 9, modifiers=8)
    ESCAPE = Stroke("Escape", 27)
    ENTER = Stroke("Enter", 13, "\r")
    RIGHT = Stroke("ArrowRight", 39)
    DOWN = Stroke("ArrowDown", 40)


class Keyboard:
    """The keyboard of a tab. `opened` tells what came up since it was emptied: "window", "dialog", "page"."""

    def __init__(self, tab: "Tab") -> None:
        self._tab = tab
        self.opened: list[str] = []

    @property
    def document(self) -> str:
        """Names the document that is shown."""
        return self._tab.document

    @property
    def is_logged_in(self) -> bool:
        """Whether what is done here is done in somebody's name."""
        return self._tab.is_logged_in

    async def prepare(self) -> None:
        """Lay the page out as for a desktop, where people have keyboards."""
        await self._tab.resize(DESKTOP)

    async def press(self, key: Key | Stroke) -> None:
        """Press a key and let it go.

        Raises:
            PageGoneError: if the page does not answer any more.
        """
        stroke = key.value if isinstance(key, Key) else key
        event = {
            "key": stroke.key,
            "code": stroke.key,
            "windowsVirtualKeyCode": stroke.code,
            "modifiers": stroke.modifiers,
        }
        down = "keyDown" if stroke.text else "rawKeyDown"
        await asyncio.gather(
            self._tab.send(
                "Input.dispatchKeyEvent", timeout_s=KEY_TIMEOUT_S, type=down, text=stroke.text, **event
            ),
            self._tab.send("Input.dispatchKeyEvent", timeout_s=KEY_TIMEOUT_S, type="keyUp", **event),
        )

    async def run(self, expression: str, *, timeout_s: float) -> Any:
        """Give the value of an expression in the probes' world; see `auditor.visit.view.View`."""
        return await self._tab.run(expression, timeout_s=timeout_s)

    async def heard_by(self, expression: str) -> frozenset[str]:
        """Give the events that an element hears itself, which an expression in the probes' world gives."""
        node = await self._tab.send("DOM.describeNode", objectId=await self._tab.handle(expression))
        # Listeners are told of only in the world whose they are, which is the page's own.
        own = await self._tab.send("DOM.resolveNode", backendNodeId=node["node"]["backendNodeId"])
        return await self._heard(own["object"])

    async def heard_by_window(self) -> frozenset[str]:
        """Give the events that the page's window hears itself."""
        own = await self._tab.send("Runtime.evaluate", expression="window")
        return await self._heard(own["result"])

    async def _heard(self, remote: Mapping[str, Any]) -> frozenset[str]:
        heard = await self._tab.send("DOMDebugger.getEventListeners", objectId=remote["objectId"])
        return frozenset(str(listener["type"]) for listener in heard["listeners"])

    async def picture(self) -> str:
        """Take a picture of the window, exact to the pixel."""
        taken = await self._tab.send("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        return str(taken["data"])

    @contextlib.asynccontextmanager
    async def hearing(self) -> AsyncIterator[None]:
        """Be told of windows, dialogs and other pages that scripts want meanwhile; the pages are refused."""

        def on_window(_: dict[str, Any]) -> None:
            self._note("window")

        def on_dialog(_: dict[str, Any]) -> None:
            self._note("dialog")

        async def refuse(event: dict[str, Any]) -> None:
            request = {"requestId": event["requestId"]}
            if event.get("frameId") != self._tab.frame:
                await self._tab.session.send("Fetch.continueRequest", request)
                return
            self._note("page")
            await self._tab.session.send("Fetch.failRequest", {**request, "errorReason": "Aborted"})

        def on_request(event: dict[str, Any]) -> None:
            task = asyncio.ensure_future(refuse(event))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

        handlers: dict[str, Any] = {
            "Page.windowOpen": on_window,
            "Page.javascriptDialogOpening": on_dialog,
        }
        if not self.is_logged_in:  # else requests have a keeper already
            handlers["Fetch.requestPaused"] = on_request
            documents = [{"resourceType": "Document"}]
            await self._tab.send("Fetch.enable", patterns=documents)
        for event, handler in handlers.items():
            self._tab.session.on(event, handler)
        try:
            yield
        finally:
            for event, handler in handlers.items():
                self._tab.session.remove_listener(event, handler)
            if not self.is_logged_in and not self._tab.broken:
                await self._tab.send("Fetch.disable")

    def _note(self, what: str) -> None:
        if len(self.opened) < MAX_OPENED:
            self.opened.append(what)
