"""A journey as a Python file of the operator's own: the way out where steps do not do.

The file runs as this program does, with all that the operator may do.
"""

import asyncio
import contextlib
import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from playwright.async_api import Page

from auditor.visit.acting import StepError
from auditor.visit.browser import VisitError
from auditor.visit.failures import first_line
from auditor.visit.journeys import StepSeen
from auditor.visit.submitting import host_of
from auditor.visit.view import PHONE

if TYPE_CHECKING:
    from auditor.visit.walk import Walking

CODE_TIMEOUT_S = 600.0  # ours: a journey that takes longer hangs
MOST_STATES = 200
NAME_CHARS = 200

_WOULD_SEND = "this would send the form; do it inside `async with visit.submitting()` if it may"


class Visit:
    """What the file is given beside the page: `await visit("name")` records the state that it is in."""

    def __init__(self, walking: "Walking") -> None:
        self.seen: list[StepSeen] = []
        self.name = ""
        self._walking = walking
        self._listening = contextlib.ExitStack()
        self.heard = self._listening.enter_context(walking.tab.listening())

    async def __call__(self, name: str) -> None:
        """Record the state that the page is in."""
        walking, self.name = self._walking, str(name)[:NAME_CHARS]
        if len(self.seen) >= MOST_STATES:
            raise StepError(f"the journey has more than {MOST_STATES} states")
        await walking.settled(self.heard)
        self.must_have_sent_nothing()
        await walking.must_be_allowed(walking.tab.page.url)
        evidence = await walking.recorded(self.heard)
        number = len(self.seen) + 1
        self.seen.append(StepSeen(number=number, url=evidence.url, evidence=evidence, name=self.name))
        self.name = ""
        self.close()
        self.heard = self._listening.enter_context(walking.tab.listening())
        await walking.tab.resize(PHONE)

    def value(self, text: str) -> str:
        """Give a text, or what `env:NAME` or `file:PATH` names, and have it taken out of what is kept."""
        value = self._walking.walk.value(text)
        self._walking.walk.mask.learn([value])
        return value

    @contextlib.asynccontextmanager
    async def submitting(self) -> AsyncIterator[None]:
        """Let forms be sent inside, until the page has come to rest."""
        walking = self._walking
        async with walking.guard.open(), walking.walk.turn(host_of(walking.tab.page.url)):
            yield
            await walking.settled(self.heard)

    def must_have_sent_nothing(self) -> None:
        """Fail if a form was to be sent outside `submitting`."""
        if any(stopped.sender == "form" for stopped in self._walking.guard.stopped):
            raise StepError(_WOULD_SEND)

    def close(self) -> None:
        """Listen to the page no more."""
        self._listening.close()


class _Journey(Protocol):
    async def __call__(self, page: Page, visit: Visit) -> None: ...


async def run_code(walking: "Walking", file: Path) -> list[StepSeen]:
    """Let the file act; gives the states that it had recorded, and why it failed, if it did, as the last."""
    visit, problem = Visit(walking), ""
    try:
        async with asyncio.timeout(CODE_TIMEOUT_S):
            await _journey_in(file)(walking.tab.page, visit)
            visit.must_have_sent_nothing()
    except TimeoutError:
        problem = f"the journey took longer than {CODE_TIMEOUT_S:g} s"
    except VisitError as error:
        problem = str(error)
    except Exception as error:  # noqa: BLE001  the operator's own program may raise anything
        problem = f"the journey failed: {type(error).__name__}: {first_line(error)}"
    try:
        if problem:
            visit.seen.append(await walking.failed(len(visit.seen) + 1, problem, visit.heard, visit.name))
    finally:
        visit.close()
    return visit.seen


def _journey_in(file: Path) -> _Journey:
    spec = importlib.util.spec_from_file_location("journey", file)
    if spec is None or spec.loader is None:
        raise StepError("the file is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    journey = getattr(module, "journey", None)
    if not callable(journey):
        raise StepError("the file has no `async def journey(page, visit)`")
    return journey  # type: ignore[no-any-return]
