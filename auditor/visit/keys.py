"""Keys and pictures of one tab, for a walk by keyboard: the browser's own events, none that scripts make."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from auditor.visit.ledger import URL_CHARS

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


@dataclass(frozen=True, slots=True)
class Box:
    """A part of what the window shows."""

    left_px: float
    top_px: float
    width_px: float
    height_px: float


class Keyboard:
    """The keyboard of a tab.

    `opened` tells what came up since it was emptied: windows and dialogs. `leads_to` is the address that a
    script goes on to, "" as long as none does.
    """

    def __init__(self, tab: "Tab") -> None:
        self._tab = tab
        self.opened: list[str] = []
        self.leads_to = ""

    @property
    def document(self) -> str:
        """Names the document that is shown."""
        return self._tab.document

    @property
    def url(self) -> str:
        """The address of the document that is shown."""
        return self._tab.page.url

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

    async def picture(self, box: Box | None = None) -> str:
        """Take a picture, exact to the pixel, of a part of the window or of all of it."""
        given: dict[str, Any] = {"format": "png", "optimizeForSpeed": True}
        if box is not None:
            scrolled = await self._tab.run("[scrollX, scrollY]", timeout_s=KEY_TIMEOUT_S)
            given["clip"] = {
                "x": box.left_px + scrolled[0],
                "y": box.top_px + scrolled[1],
                "width": box.width_px,
                "height": box.height_px,
                "scale": 1,
            }
        return str((await self._tab.send("Page.captureScreenshot", **given))["data"])

    @contextlib.contextmanager
    def hearing(self) -> Iterator[None]:
        """Be told of windows and dialogs that come up meanwhile."""

        def on_window(_: dict[str, Any]) -> None:
            self._note("window")

        def on_dialog(_: dict[str, Any]) -> None:
            self._note("dialog")

        def on_navigation(event: dict[str, Any]) -> None:
            if event.get("frameId") == self._tab.frame and event.get("disposition") == "currentTab":
                self.leads_to = str(event.get("url", ""))[:URL_CHARS]

        handlers = {
            "Page.windowOpen": on_window,
            "Page.javascriptDialogOpening": on_dialog,
            "Page.frameRequestedNavigation": on_navigation,
        }
        for event, handler in handlers.items():
            self._tab.session.on(event, handler)
        try:
            yield
        finally:
            for event, handler in handlers.items():
                self._tab.session.remove_listener(event, handler)

    def _note(self, what: str) -> None:
        if len(self.opened) < MAX_OPENED:
            self.opened.append(what)
