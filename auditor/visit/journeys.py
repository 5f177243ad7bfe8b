"""What a walk through a service is asked for, and what it gives: plain data, none of a driver's types."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from auditor.evidence import PageEvidence
from auditor.secret.masking import Mask
from auditor.settings.journey import JourneyStep


@dataclass(frozen=True, slots=True)
class WalkedStep:
    """A step with what it puts into the page. `number` counts from 1."""

    number: int
    step: JourneyStep
    typed: str = ""
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A way through a service: steps, or a Python file in their place.

    `owns` tells whether an address is the portal's, `refusal` why one may not be visited ("" if
    it may), `turn` waits until a host may be asked. `is_of_errors` tells that the last step sends
    an empty form, and that only what it leads to is recorded.
    """

    start: str
    steps: tuple[WalkedStep, ...]
    mask: Mask
    owns: Callable[[str], bool]
    refusal: Callable[[str], Awaitable[str]]
    turn: Callable[[str], AbstractAsyncContextManager[None]]
    code: Path | None = None
    value: Callable[[str], str] = str
    is_of_errors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """What came of one step; nothing in it holds what was typed.

    `evidence` is of the state that it led to, None if that is the state before. `url` is the
    address at its end. `reason` says why it is untested, "" if it was done; `said` what is to be known of
    a step that was done. `name` is what a Python file calls its state.
    """

    number: int
    url: str
    evidence: PageEvidence | None = None
    reason: str = ""
    said: str = ""
    name: str = ""


@runtime_checkable
class Walker(Protocol):
    """A browser that can walk through services."""

    async def walk(self, walk: Walk) -> list[StepSeen]:
        """Walk in a session of its own until a step fails; gives each step that was begun, in order.

        Raises:
            VisitError: if not even the start could be reached; the message says why.
            BrowserFailedError: if the browser is gone and cannot be started again.
        """
        ...
