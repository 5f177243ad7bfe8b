"""A tab is replaced after a number of visits, because its driver forgets nothing while it is open."""

import asyncio

import pytest

from auditor.visit import tab as visit_tab
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from tests.served import Answer, Request, Served, html


@pytest.mark.browser
def test_visits_go_on_in_a_new_tab_and_in_the_same_session(
    browser_program: BrowserProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_tab, "MAX_VISITS", 2)
    opened: list[visit_tab.Tab] = []
    open_tab = visit_tab.Tab.open

    async def counting(*given: object) -> visit_tab.Tab:
        opened.append(await open_tab(*given))  # type: ignore[arg-type]
        return opened[-1]

    monkeypatch.setattr(visit_tab.Tab, "open", counting)

    def shown(request: Request) -> Answer:
        return html(f"<h1>{request.headers.get('Cookie', 'nothing yet')}</h1>", set_cookie="visitor=one")

    async def visit_all(url: str) -> list[str]:
        settings = VisitSettings(hosts=("127.0.0.1",), axe=False)
        async with ChromiumBrowser(browser_program, settings, tabs=1) as browser:
            pages = [await browser.visit(f"{url}{number}") for number in range(5)]
        return [(page.text or ())[0].text for page in pages]

    with Served({f"/{number}": shown for number in range(5)}) as portal:
        said = asyncio.run(visit_all(portal.url))
    assert said == ["nothing yet", *["visitor=one"] * 4]
    assert len(opened) == 3
