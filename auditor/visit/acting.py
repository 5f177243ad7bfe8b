"""Does one step of a journey on a page, as a person would: elements are found by their words."""

import asyncio
import re
from collections.abc import Callable, Iterator

from playwright.async_api import Error, Locator, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from auditor.crawl.globs import matches
from auditor.crawl.scope import canonical
from auditor.settings.journey import CSS
from auditor.visit.browser import VisitError
from auditor.visit.failures import first_line
from auditor.visit.journeys import WalkedStep
from auditor.visit.login import STEP_TIMEOUT_S

_LOOK_EVERY_S = 0.1
_PRESSABLE = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "option")


class StepError(VisitError):
    """A step could not be done; the message says why, without what was typed."""


type Finder = Callable[[Page, str, bool], Iterator[Locator]]


async def act(page: Page, given: WalkedStep) -> None:
    """Do one step; `goto` is not done here.

    Raises:
        StepError: if it cannot be done.
    """
    step, target = given.step, given.step.target
    match step.action:
        case "click":
            await _do(await _found(page, target, _pressable, "button or link"), "click")
        case "fill":
            await _do(await _found(page, target, _fields, "field"), "fill", given.typed)
        case "choose":
            await _choose(page, given)
        case "check":
            await _do(await _found(page, target, _labelled, "checkbox"), "check")
        case "upload":
            await _do(await _found(page, target, _labelled, "field"), "set_input_files", str(given.file))
        case "press":
            await _press(page, target)
        case "wait_for_url":
            await _wait_for_url(page, target)
        case _:
            await _wait_for_text(page, target)


async def _choose(page: Page, given: WalkedStep) -> None:
    target, option = given.step.target, given.step.value or given.typed
    if not option:
        await _do(await _found(page, target, _radios, "radio button"), "check")
        return
    shown = "the option" if given.step.value is None else f"an option “{option}”"
    found = await _found(page, target, _lists, "list or group of radio buttons")
    if await found.evaluate("element => element.localName") == "select":
        try:
            await found.select_option(label=option, timeout=1_000 * STEP_TIMEOUT_S)
        except Error:
            raise StepError(f"“{target}” has not {shown}") from None
        return
    for exact in (True, False):
        radios = found.get_by_label(option, exact=exact)
        if await radios.count() == 1:
            await _do(radios, "check")
            return
    raise StepError(f"“{target}” has not {shown}")


async def _found(page: Page, target: str, finder: Finder, what: str) -> Locator:
    """Wait for the one element that fits: exactly, or else in part and in any case."""
    deadline = asyncio.get_running_loop().time() + STEP_TIMEOUT_S
    while True:
        most = 0
        try:
            for locator in _ways(page, target, finder):
                count = await locator.count()
                if count == 1 or (count > 1 and await _lead_to_one_place(locator)):
                    return locator.first
                most = most or count
        except Error as error:
            if target.startswith(CSS):
                raise StepError(f"{target} is no CSS selector") from None
            raise StepError(f"the page could not be searched: {first_line(error)}") from None
        if asyncio.get_running_loop().time() > deadline:
            if most > 1:
                raise StepError(f"{most} elements fit “{target}”; name one by css=…")
            raise StepError(f"there is no {what} called “{target}”")
        await asyncio.sleep(_LOOK_EVERY_S)


def _ways(page: Page, target: str, finder: Finder) -> Iterator[Locator]:
    if target.startswith(CSS):
        yield page.locator(f"css={target.removeprefix(CSS)}")
        return
    for exact in (True, False):
        yield from finder(page, target, exact)


def _pressable(page: Page, name: str, exact: bool) -> Iterator[Locator]:
    for role in _PRESSABLE:
        yield page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]  # a literal of roles
    for way in (page.get_by_label(name, exact=exact), page.get_by_text(name, exact=exact)):
        yield way.filter(visible=True)


def _fields(page: Page, name: str, exact: bool) -> Iterator[Locator]:
    for role in ("textbox", "searchbox", "spinbutton", "combobox"):
        yield page.get_by_role(role, name=name, exact=exact)
    yield page.get_by_label(name, exact=exact).filter(visible=True)
    yield page.get_by_placeholder(name, exact=exact).filter(visible=True)


def _labelled(page: Page, name: str, exact: bool) -> Iterator[Locator]:
    yield page.get_by_label(name, exact=exact)


def _radios(page: Page, name: str, exact: bool) -> Iterator[Locator]:
    yield page.get_by_role("radio", name=name, exact=exact)


def _lists(page: Page, name: str, exact: bool) -> Iterator[Locator]:
    for role in ("combobox", "listbox", "radiogroup", "group"):
        yield page.get_by_role(role, name=name, exact=exact)
    yield page.get_by_label(name, exact=exact).filter(visible=True)


async def _lead_to_one_place(locator: Locator) -> bool:
    """Whether all of these are links to one address, so that it does not matter which is followed."""
    places = await locator.evaluate_all("found => found.map(each => each.localName === 'a' ? each.href : '')")
    return len(set(places)) == 1 and bool(places[0])


async def _do(element: Locator, method: str, *given: str) -> None:
    """Do something to an element. The driver's own words are left out: they repeat what was typed."""
    try:
        await getattr(element, method)(*given, timeout=1_000 * STEP_TIMEOUT_S)
    except PlaywrightTimeoutError:
        raise StepError(f"it did not become usable within {STEP_TIMEOUT_S:g} s") from None
    except Error:
        raise StepError("the browser could not do it") from None


async def _press(page: Page, key: str) -> None:
    try:
        await page.keyboard.press(key)
    except Error:
        raise StepError(f"there is no key {key}") from None


async def _wait_for_text(page: Page, text: str) -> None:
    fits = re.compile(r"\s+".join(map(re.escape, text.split())), re.IGNORECASE)
    shown = page.get_by_text(fits).filter(visible=True)
    await _wait(lambda: _is_there(shown), f"“{text}” is not on the page")


async def _is_there(shown: Locator) -> bool:
    return await shown.count() > 0


async def _wait_for_url(page: Page, glob: str) -> None:
    async def is_reached() -> bool:
        try:
            return matches(glob, canonical(page.url))
        except ValueError:
            return False

    await _wait(is_reached, f"the address is not like {glob}")


async def _wait(is_so: Callable[[], object], why_not: str) -> None:
    deadline = asyncio.get_running_loop().time() + STEP_TIMEOUT_S
    while True:
        try:
            if await is_so():  # type: ignore[misc]  # both callers give a coroutine
                return
        except Error:
            pass  # the page goes on to another document just now
        if asyncio.get_running_loop().time() > deadline:
            raise StepError(why_not)
        await asyncio.sleep(_LOOK_EVERY_S)
