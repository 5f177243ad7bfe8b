"""What a visit looks at once a page has loaded, and in which order: the same for every driver.

See what moves, read the content, measure the phone's layout, narrow to 320 px, widen to 1280 px, run axe.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from pydantic import ValidationError

from auditor.evidence import Part
from auditor.evidence.pictured import ElementPicture
from auditor.visit.browser import Closely, PageGoneError, VisitError, VisitSettings
from auditor.visit.failures import first_line
from auditor.visit.moving import begin_to_watch, is_awaited, see_changes, see_media
from auditor.visit.phone_pictures import take_phone_pictures
from auditor.visit.pictures import take_pictures
from auditor.visit.pixels import read_pixels
from auditor.visit.probe import (
    AXE_LIMITS,
    NAMES_LIMITS,
    Probe,
    ask_together,
    call,
    read_axe,
    read_named,
    until_rest,
    unused_fonts,
)
from auditor.visit.questions import (
    CONTROLS,
    DOM,
    ENTRIES,
    FACES,
    FURNITURE,
    GADGETS,
    HOVERS,
    IMAGES,
    LINES,
    MARKUP,
    MEDIA,
    MOTIONS,
    NARROW_PARITY,
    PAGE,
    PASSAGES,
    SECRETS,
    SHEETS,
    SHIFTS,
    TABLES,
    TARGETS,
    WIDE_PARITY,
    WIDE_TARGETS,
    layout,
)
from auditor.visit.resizing import Texts, resize, see_held, see_printed
from auditor.visit.scrolled import see_screens
from auditor.visit.typed import see_typing
from auditor.visit.view import DESKTOP, NARROW, PHONE, PROBE_TIMEOUT_S, SIDEWAYS, SMALLEST, Size, View

AXE_TIMEOUT_S = 45
SETTLE_QUIET_S = 0.1
SETTLE_MOST_S = 3.0
REST_MOST_S = 2.5
MAX_DOCUMENTS = 4  # that may follow one another in one visit, each led on to by a script or meta refresh
LED_ON = f"it goes on to another document by itself, over {MAX_DOCUMENTS - 1} times"

NO_ANSWER = "the page did not answer in time"
NO_AXE = "names are read by axe, which was left out"


class Record:
    """What a visit has recorded so far. `gone` says why nothing more can be had, "" as long as it can.

    `driver_errors` are what the driver raises when a page or a tab breaks under a look; `unwanted`
    parts are left out.
    """

    def __init__(self, *driver_errors: type[Exception], unwanted: frozenset[Part] = frozenset()) -> None:
        self._unwanted = unwanted
        self._errors: tuple[type[Exception], ...] = (*driver_errors, ValidationError, ValueError)
        self.parts: dict[str, Any] = {}
        self.missing: dict[Part, str] = {}
        self.gone = ""

    async def attempt(self, part: Part, work: Coroutine[Any, Any, Any]) -> None:
        """Record one part, or why it is missing."""
        if part in self._unwanted:
            work.close()
            return
        if self.gone:
            work.close()
            self.miss(self.gone, part)
            return
        with self._noting(part):
            self.parts[part] = await work

    async def attempt_probes(self, view: View, *probes: Probe) -> None:
        """Record what probes see by one call, or why it is missing: what breaks one costs its own parts."""
        wanted = [probe for probe in probes if not self._unwanted.issuperset(probe.parts)]
        parts = [part for probe in wanted for part in probe.parts]
        if self.gone:
            self.miss(self.gone, *parts)
        elif wanted:
            answers: list[Callable[[], tuple[Any, ...]]] = []
            with self._noting(*parts):
                answers = await ask_together(view, wanted)
            for probe, answer in zip(wanted, answers, strict=False):
                with self._noting(*probe.parts):
                    self.parts |= zip(probe.parts, answer(), strict=True)

    async def attempt_axe(self, view: View, *, exact: bool) -> None:
        """Record what axe says of the page, and the names that it computes."""
        if self.gone:
            self.miss(self.gone, "axe", "named")
            return
        answer = None
        with self._noting("axe", "named"):
            answer = await _axe(view, exact=exact)
        if answer is not None:
            with self._noting("axe"):
                self.parts["axe"] = read_axe(answer)
            with self._noting("named"):
                self.parts["named"] = read_named(answer)

    async def attempt_layout(self, part: Part, view: View, size: Size, *others: Probe) -> None:
        """Record the layout at a size and what others measure there, or why it cannot be measured."""
        if part in self._unwanted:
            return
        with self._noting(part, *(each for other in others for each in other.parts)):
            if not self.gone:
                await resize(view, size)
        if part not in self.missing:
            await self.attempt_probes(view, layout(part, size), *others)

    @contextmanager
    def _noting(self, *parts: Part) -> Iterator[None]:
        """Say why parts are missing if they cannot be had. A page that hangs is not asked again."""
        try:
            yield
        except TimeoutError:
            self.gone = NO_ANSWER
            self.miss(NO_ANSWER, *parts)
        except PageGoneError as error:
            self.gone = str(error)
            self.miss(self.gone, *parts)
        except self._errors as error:
            self.miss(first_line(error), *parts)

    def keep(self, picture: ElementPicture) -> None:
        """Record a picture that was taken on the way, while the page was in a state that passes."""
        self.parts["state_pictures"] = (*self.parts.get("state_pictures", ()), picture)

    def miss(self, reason: str, *parts: Part) -> None:
        """Say why parts are missing."""
        self.missing |= dict.fromkeys(parts, reason)
        for part in parts:  # what was seen before is not what there is
            self.parts.pop(part, None)


async def is_close(closely: Closely, record: Record, final_url: str) -> bool:
    """Tell whether a look is to be a close one, once the HTML that was served is recorded, if it can be."""
    if isinstance(closely, bool):
        return closely
    served_html = record.parts.get("served_html")
    return served_html is not None and await closely(final_url, served_html)


async def settle(busy: Callable[[], Awaitable[bool]], most_s: float = SETTLE_MOST_S) -> None:
    """Wait until the page asked for nothing for a moment, within a bound."""
    deadline = monotonic() + most_s
    quiet_since = monotonic()
    while monotonic() < deadline and monotonic() - quiet_since < SETTLE_QUIET_S:
        await asyncio.sleep(SETTLE_QUIET_S / 4)
        if await busy():
            quiet_since = monotonic()


async def watch(view: View) -> bool:
    """Begin to watch what scripts do to the page; tell whether there is anything to wait for.

    Raises:
        VisitError: if the page hangs or crashes meanwhile.
    """
    return await _until_rest_s(view) > 0


async def rest(view: View) -> None:
    """Wait until scripts leave the page alone for a moment, within a bound.

    Raises:
        VisitError: if the page hangs or crashes meanwhile.
    """
    deadline = monotonic() + REST_MOST_S
    while (now := monotonic()) < deadline:
        left_s = await _until_rest_s(view)
        if left_s <= 0:
            return
        await asyncio.sleep(min(left_s, deadline - now))


async def _until_rest_s(view: View) -> float:
    """Ask how long scripts have to leave the page alone yet; 0 if it is at rest, or cannot be watched."""
    try:
        left_ms = await view.run(until_rest(), timeout_s=PROBE_TIMEOUT_S)
    except TimeoutError:
        raise VisitError(NO_ANSWER) from None
    except ValueError:
        return 0
    return left_ms / 1_000 if isinstance(left_ms, int | float) else 0


async def see_unused_fonts(view: View) -> frozenset[str]:
    """Give the addresses of fonts that style sheets name and the page does not use, as far as can be told.

    Raises:
        VisitError: if the page hangs or crashes meanwhile.
    """
    try:
        told = await view.run(unused_fonts(), timeout_s=PROBE_TIMEOUT_S)
    except TimeoutError:
        raise VisitError(NO_ANSWER) from None
    except ValueError:
        return frozenset()
    return frozenset(url for url in told if isinstance(url, str)) if isinstance(told, list) else frozenset()


async def look(view: View, record: Record, settings: VisitSettings, *, closely: bool = False) -> None:
    """Record a page that was loaded at the phone's size; where that failed, `record` says why already.

    A close look comes last, as it may change what the page shows; only the phone is held sideways before.

    Raises:
        VisitError: if the page hangs or crashes before it is known what it says.
    """
    phone = [layout("phone", PHONE), IMAGES, TARGETS, *([HOVERS, SHEETS] if closely else [])]
    if "phone" in record.missing:
        phone = []
        record.miss(record.missing["phone"], "images", "targets", "hovers", "sheets")
    await record.attempt_probes(view, MOTIONS, SHIFTS, PAGE, FACES, *phone)
    if record.gone:
        raise VisitError(record.gone)
    if settings.screenshot:
        await record.attempt("screenshot", view.screenshot())
    await _lay_out(view, record, closely=closely)
    if closely:
        await record.attempt("changes", begin_to_watch(view))
    await record.attempt_probes(
        view, DOM, FURNITURE, PASSAGES, TABLES, MARKUP, LINES, GADGETS, CONTROLS, ENTRIES
    )
    if settings.axe:
        await record.attempt_axe(view, exact=settings.exact)
    else:
        record.miss(NO_AXE, "named")
    await record.attempt_probes(view, MEDIA, SECRETS)
    if is_awaited(record.parts.get("media")):
        await record.attempt("media", see_media(view))
    if closely:
        await look_closely(view, record, settings)


async def _lay_out(view: View, record: Record, *, closely: bool) -> None:
    """Record the layout in other windows, and leave the page as wide as a desktop's."""
    if closely:
        await record.attempt("held", see_held(view))
        await record.attempt_layout("sideways", view, SIDEWAYS)
        await record.attempt_layout("smallest", view, SMALLEST)
    await record.attempt_layout("narrow", view, NARROW, *([NARROW_PARITY] if closely else []))
    await record.attempt_layout("desktop", view, DESKTOP, WIDE_TARGETS, *([WIDE_PARITY] if closely else []))


async def look_closely(view: View, record: Record, settings: VisitSettings) -> None:
    """Record what only a close look shows. It begins in a desktop's window, and may end in any.

    No window is brought back for the next part, as each new one costs as much as a question: those
    of a desktop come first, then paper, then smaller and smaller ones.
    """
    if "changes" not in record.missing:
        await record.attempt("changes", see_changes(view))
    await record.attempt("pixels", read_pixels(view, record.parts.get("axe")))
    if settings.pictures:
        shown = (record.parts.get(part) for part in ("axe", "pixels", "controls", "tables", "wide_targets"))
        await record.attempt("pictures", take_pictures(view, *shown))
    keep = record.keep if settings.pictures else None
    texts = Texts(view, keep)
    await record.attempt("spaced", texts.spaced())
    await record.attempt("printed", see_printed(view))
    await record.attempt("zoomed", texts.zoomed())
    await record.attempt("screens", see_screens(view, keep))
    await record.attempt("typing", see_typing(view, record.parts.get("entries")))
    if settings.pictures:
        seen = (record.parts.get(part) for part in ("phone", "narrow", "screens"))
        await record.attempt("phone_pictures", take_phone_pictures(view, *seen))


async def _axe(view: View, *, exact: bool) -> Any:
    script = call("axe", {**AXE_LIMITS, "exact": exact, "names": NAMES_LIMITS})
    return await view.run(script, timeout_s=AXE_TIMEOUT_S)
