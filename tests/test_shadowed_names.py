"""A form's field can stand in the way of what axe reads of the form; that is seen and said.

`form.childNodes` is the field named "childNodes" where there is one: a page could hide all that
is in a form from axe, and real forms have fields named "children", "id" or "name".
"""

import asyncio
from collections.abc import Callable

import pytest

from auditor.evidence import PageEvidence
from auditor.visit.browser import VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from tests.served import Served, html

pytestmark = pytest.mark.browser

FORM = """
<main><h1>Apply</h1>
<form action="/send"><label>Answer <input name="{name}"></label><img src="data:," width="9"></form></main>
"""
IN_A_SHADOW = """
<main><h1>Apply</h1><div id="host"></div></main>
<script>document.querySelector("#host").attachShadow({{ mode: "open" }}).innerHTML =
  '<form><label>Answer <input name="{name}"></label></form>';</script>
"""
HIDING = [
    "childNodes", "classList", "compareDocumentPosition", "getAttribute", "getBoundingClientRect",
    "getClientRects", "getRootNode", "hasAttributes", "nodeName", "nodeType", "parentElement", "parentNode",
]  # fmt: skip
HARMLESS = ["answer", "children", "id", "name", "action", "method", "title", "hidden", "style", "elements"]

type Visited = Callable[[str], PageEvidence]


@pytest.fixture(scope="module")
def visited(browser_program: BrowserProgram) -> Visited:
    """Give the evidence of a form by its path: all are visited once."""
    pages = {f"/{name}": html(FORM.format(name=name)) for name in (*HIDING, *HARMLESS)}
    pages["/shadow"] = html(IN_A_SHADOW.format(name="childNodes"))

    async def visit_all(url: str) -> list[PageEvidence]:
        settings = VisitSettings(hosts=("127.0.0.1",))
        async with ChromiumBrowser(browser_program, settings, tabs=2) as browser:
            return await asyncio.gather(*(browser.visit(url + path.removeprefix("/")) for path in pages))

    with Served(pages) as portal:
        seen = dict(zip(pages, asyncio.run(visit_all(portal.url)), strict=True))
    return lambda name: seen[f"/{name}"]


@pytest.mark.parametrize("name", HIDING)
def test_a_field_that_hides_its_form_from_axe_leaves_axe_untested(visited: Visited, name: str) -> None:
    page = visited(name)
    reason = f"a form has a field named {name}, which hides the form from axe"
    assert page.missing == {"axe": reason, "named": reason}
    assert [field.name for form in page.forms or () for field in form.fields] == ["Answer"]


def test_a_form_in_a_shadow_tree_is_looked_at_too(visited: Visited) -> None:
    assert set(visited("shadow").missing) == {"axe", "named"}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_field_that_hides_nothing_changes_nothing(visited: Visited, name: str) -> None:
    page = visited(name)
    assert page.missing == {}
    assert page.axe == visited("answer").axe
    failed = [rule.id for rule in page.axe.rules if rule.failed] if page.axe else []
    assert failed == ["image-alt"]
