"""What tests share: portals served on loopback, a browser, rule examples visited in it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest

from auditor.evidence import PageEvidence
from auditor.registry import all_rules
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram, find_browser
from fixtures.server import PortalServer

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def browser_program() -> BrowserProgram:
    return find_browser()


@pytest.fixture(scope="session")
def browser_path(browser_program: BrowserProgram) -> Path:
    return browser_program.path


@pytest.fixture(scope="session")
def visited_examples(
    browser_program: BrowserProgram, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], PageEvidence]:
    """Visit the HTML of every rule's examples once, in reused tabs."""
    folder = tmp_path_factory.mktemp("examples")
    pages = {
        (rule.id, example.name): example.given
        for rule in all_rules().values()
        for example in rule.rule.examples
        if isinstance(example.given, str)
    }
    files = {}
    for number, (key, html) in enumerate(pages.items()):
        files[key] = folder / f"{number}.html"
        files[key].write_text(_document(html), encoding="utf-8")

    async def visit_all() -> dict[tuple[str, str], PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",))
        with PortalServer(folder) as server:
            async with ChromiumBrowser(browser_program, settings, tabs=2) as browser:
                seen = await asyncio.gather(
                    *(browser.visit(f"{server.url}{file.name}") for file in files.values())
                )
        return dict(zip(files, seen, strict=True))

    return asyncio.run(visit_all())


def _document(html: str) -> str:
    """Complete an example to a page that has no fault of its own."""
    if "<html" in html.lower():
        return html
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Example</title>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{html}</body></html>'
