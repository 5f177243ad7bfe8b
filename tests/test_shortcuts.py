"""What a shortcut decides is what axe would have said: outcome by outcome, on the same state of a page.

Pages of the fictional portals, the examples of rules that ask axe or that have a style, and cases
made to tell the two apart are judged twice after one load: by axe alone, and with the shortcuts.
"""

import asyncio
import tomllib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from playwright.sync_api import sync_playwright

from auditor.evidence import Part
from auditor.evidence.axe_results import AxeResults
from auditor.registry import all_rules
from auditor.visit.find_browser import BrowserProgram, needs_no_sandbox
from bench.sameness import BothWays, differences, judge_both_ways
from fixtures.server import PortalServer
from tests.conftest import DEMO_PORTALS, ROOT, document

pytestmark = pytest.mark.browser

CASES: dict[str, str] = tomllib.loads((ROOT / "tests" / "contrast_cases.toml").read_text(encoding="utf-8"))


def is_telling(html: str, needs: Sequence[Part]) -> bool:
    """Whether there is more to see than dark words on white, and it stays as it is."""
    return "changes" not in needs and ("style" in html or not {"axe", "named", "pixels"}.isdisjoint(needs))


def kinds(file: Path) -> set[tuple[str, ...]]:
    """The kinds of elements on a page, as far as its markup tells how they look."""
    elements = lxml.html.fromstring(file.read_bytes()).iter(etree.Element)
    return {
        (*(parent.tag for parent in element.iterancestors()), element.tag, *sorted(element.classes), style)
        for element in elements
        for style in [element.get("style", "")]
    }


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Each page's name and address below a folder that a server shows, written if it is not there.

    Of a portal's pages, those on which something is that was on none before it.
    """
    for name in DEMO_PORTALS:
        portal = ROOT / "fixtures" / name
        (folder / name).symlink_to(portal, target_is_directory=True)
        known: set[tuple[str, ...]] = set()
        for file in sorted(portal.rglob("*.html")):
            if (found := kinds(file)) <= known:
                continue
            known |= found
            path = file.relative_to(portal).as_posix()
            yield f"{name}: {path}", f"{name}/{path}"
    examples = {
        f"{rule.id}: {example.name}": example.given
        for rule in all_rules().values()
        for example in rule.rule.examples
        if isinstance(example.given, str) and is_telling(example.given, rule.rule.needs)
    }
    for number, (case, html) in enumerate({**examples, **CASES}.items()):
        (folder / f"{number}.html").write_text(document(html), encoding="utf-8")
        yield case, f"{number}.html"


@pytest.fixture(scope="session")
def both_ways(browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory) -> BothWays:
    """What axe says of each page, without shortcuts and with them."""
    folder = tmp_path_factory.mktemp("shortcuts")
    paths = dict(pages(folder))
    with PortalServer(folder) as server:
        urls = {name: server.url + path for name, path in paths.items()}
        both = asyncio.run(judge_both_ways(browser_program, urls))
    assert both.keys() == urls.keys(), "a page that moves cannot be compared"
    return both


def test_with_shortcuts_every_outcome_is_the_same(both_ways: BothWays) -> None:
    assert differences(both_ways) == {}


def contrast_of(both: Sequence[AxeResults]) -> tuple[int, int, int]:
    found = next(rule for rule in both[0].rules if rule.id == "color-contrast")
    return found.passed, found.failed, found.undecided


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("enough", (1, 0, 0)),
        ("too little", (0, 1, 0)),
        ("on an opaque ancestor", (2, 0, 0)),
        ("on a gradient", (0, 0, 1)),
        ("under another box", (0, 0, 1)),
    ],
)
def test_the_cases_are_what_they_say(both_ways: BothWays, case: str, expected: tuple[int, int, int]) -> None:
    assert contrast_of(both_ways[case]) == expected


@pytest.fixture(scope="module")
def answers(browser_program: BrowserProgram) -> Iterator[Callable[[str], str]]:
    """What the shortcut says of a case's first paragraph."""
    scripts = " ".join(
        files("auditor.visit").joinpath("probes", f"{name}.js").read_text(encoding="utf-8")
        for name in ("dom", "contrast")
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program.path, chromium_sandbox=not needs_no_sandbox(browser_program)
        )
        page = browser.new_page()

        def answer(case: str) -> str:
            page.set_content(document(CASES[case]))
            said: str = page.evaluate(f"(() => {{ {scripts} return contrast.of(dom.query('p')); }})()")
            return said

        yield answer
        browser.close()


@pytest.mark.parametrize("case", ["enough", "on an opaque ancestor", "large text", "beside a float"])
def test_what_is_beyond_doubt_is_decided_without_axe(answers: Callable[[str], str], case: str) -> None:
    assert answers(case) == "enough"


@pytest.mark.parametrize(
    "case",
    ["too little", "on a gradient", "in a faded ancestor", "under another box", "with a shadow"],
)
def test_a_failure_or_a_doubt_is_left_to_axe(answers: Callable[[str], str], case: str) -> None:
    assert answers(case) == "unknown"
