"""A walk by keyboard through pages that resist it: it ends, tells what it saw, and costs itself alone."""

import asyncio
import contextlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from auditor.evidence import PageEvidence
from auditor.evidence.keyboard import KeyboardWalk, WalkEnd
from auditor.examples import stop
from auditor.examples import walk as walked
from auditor.judge import outcomes_of, tally_of
from auditor.registry import all_rules
from auditor.visit import keyboard
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from auditor.visit.focus_loop import named_keys
from auditor.visit.keys import Stroke
from fixtures.server import PortalServer
from tests.conftest import document

PAGES = {
    "sends": '<form method="post" action="/sent"><input aria-label="Name" onfocus="this.form.submit()">'
    '</form><a href="#">After</a>',
    "moves": '<a href="#">One</a><button id="b">Two</button><a href="#">Three</a>'
    "<script>setInterval(() => document.getElementById('b').focus(), 5)</script>",
    "closes": '<p>Office</p><button onfocus="window.close()">One</button>',
    "alike": f"<ul>{'<li><a href="#">Entry</a></li>' * 50}</ul><button>Last</button>",
    "begun": '<a href="#">One</a><input aria-label="Two" autofocus><a href="#">Three</a>',
    "removes": '<a href="#">One</a><button onfocus="this.remove()">Two</button><input aria-label="Three">',
    "shadow": '<a href="#">One</a><office-list></office-list><script>customElements.define("office-list", '
    "class extends HTMLElement { connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = "
    "'<button>Two</button>' } })</script>",
}


@pytest.fixture(scope="module")
def seen(
    browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, PageEvidence]:
    folder: Path = tmp_path_factory.mktemp("keyboard")
    for name, html in PAGES.items():
        (folder / f"{name}.html").write_text(document(html), encoding="utf-8")

    async def visit_all() -> dict[str, PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        with PortalServer(folder) as server:
            async with ChromiumBrowser(browser_program, settings, tabs=2) as browser:
                visits = (browser.visit(f"{server.url}{name}.html", closely=True) for name in PAGES)
                return dict(zip(PAGES, await asyncio.gather(*visits), strict=True))

    return asyncio.run(visit_all())


def walk_of(page: PageEvidence) -> KeyboardWalk:
    assert page.keyboard is not None, page.missing
    return page.keyboard


def words(page: PageEvidence) -> list[str]:
    return [stop.spot.name or stop.tag for stop in walk_of(page).stops]


@pytest.mark.browser
def test_a_form_that_sends_itself_on_focus_is_not_sent(seen: Mapping[str, PageEvidence]) -> None:
    page = seen["sends"]

    assert [stop.opened for stop in walk_of(page).stops] == [("page",), ()]
    assert page.final_url.endswith("/sends.html")


@pytest.mark.browser
def test_focus_that_a_script_moves_without_end_ends_the_walk(seen: Mapping[str, PageEvidence]) -> None:
    walk = walk_of(seen["moves"])

    assert walk.ended is WalkEnd.LOOP
    assert walk.loop is not None
    assert [member.name for member in walk.loop.members] == ["Two"]


@pytest.mark.browser
def test_a_page_that_closes_its_window_costs_the_walk_alone(seen: Mapping[str, PageEvidence]) -> None:
    page = seen["closes"]

    assert page.missing["keyboard"] == "the page closed its own window"
    assert [block.text for block in page.text or ()] == ["Office", "One"]


@pytest.mark.browser
def test_links_that_look_alike_are_leapt_over(seen: Mapping[str, PageEvidence]) -> None:
    walk = walk_of(seen["alike"])

    assert words(seen["alike"]) == ["Entry", "Entry", "Last"]
    assert (walk.leapt, walk.unvisited, walk.ended) == (48, 0, WalkEnd.LEFT)


@pytest.mark.browser
def test_a_walk_that_begins_amid_the_page_comes_to_its_beginning(seen: Mapping[str, PageEvidence]) -> None:
    assert words(seen["begun"]) == ["Three", "One", "Two"]


@pytest.mark.browser
def test_what_goes_away_when_it_gets_focus_is_told(seen: Mapping[str, PageEvidence]) -> None:
    assert [(stop.spot.name, stop.kept) for stop in walk_of(seen["removes"]).stops][:2] == [
        ("One", True),
        ("Two", False),
    ]


@pytest.mark.browser
def test_what_stands_in_a_shadow_root_is_come_to(seen: Mapping[str, PageEvidence]) -> None:
    assert words(seen["shadow"]) == ["One", "Two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Press Ctrl+M to leave.", {"Ctrl+M": Stroke("m", 77, modifiers=2)}),
        ("Alt + Shift + F6", {"Alt + Shift + F6": Stroke("F6", 117, modifiers=9)}),
        ("Strg+Esc", {"Strg+Esc": Stroke("Escape", 27, modifiers=2)}),
        ("Call 555+12 or write", {}),
    ],
)
def test_the_keys_that_a_text_names(text: str, expected: dict[str, Stroke]) -> None:
    assert named_keys(text) == expected


class SlowKeyboard:
    """Of a page that takes its time."""

    document = "first"
    hearing = contextlib.nullcontext[None]

    async def prepare(self) -> None:
        await asyncio.sleep(60)


def test_a_walk_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyboard, "ALL_MOST_S", 0.01)

    async def walk() -> None:
        async with asyncio.timeout(5):
            with pytest.raises(TimeoutError):  # of the walk's own, not of the test's
                await keyboard.walk_by_keyboard(SlowKeyboard())  # type: ignore[arg-type]

    asyncio.run(walk())


def test_every_step_back_counts_though_one_question_stands_for_all() -> None:
    page = walked(stop("a#1"), stop("a#2", back=("sight",)), stop("a#3"), stop("a#4", back=("sight",)))
    outcomes = outcomes_of(all_rules()["backward-focus"], page)
    assert (len(outcomes), tally_of(outcomes).cant_tell, tally_of(outcomes).passed) == (2, 2, 1)
