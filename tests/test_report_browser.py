"""Our own reports in a browser: our audit finds nothing on them, at no width, in no colours."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright

from auditor.audit import Audit
from auditor.registry import all_formats
from tests.audits import (
    HOME,
    a_cause,
    a_channel,
    a_finding,
    a_page,
    a_pillar,
    a_portal,
    a_sample,
    a_score,
    a_service,
    a_template,
    all_pillars,
    an_audit,
    compare,
    render,
)

WIDTHS_PX = (360, 1280)
NARROWEST_PX = 320  # WCAG 2.1, 1.4.10 Reflow

CHECKS = """axe.run(document, {rules: {"target-size": {enabled: true}}, resultTypes: ["violations"]})
    .then(results => results.violations.map(found => [found.id, found.nodes.map(node => node.html)]))"""


@pytest.fixture(scope="module")
def browser_page(browser_path: Path) -> Iterator[BrowserPage]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser.new_context(bypass_csp=True).new_page()  # the page's own policy would keep axe out
        browser.close()


@pytest.fixture(scope="module")
def axe_source() -> str:
    spec = find_spec("pytest_playwright_axe")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "resources" / "axe.min.js").read_text(encoding="utf-8")


def a_varied_audit() -> Audit:
    """An audit with all kinds of parts: unmeasured, ranged, right-to-left, long words, many pages."""
    names = [f"page-{number}" for number in range(30)]
    unmeasured = all_pillars() | {"readability": a_pillar(None), "weight": a_pillar(50, 40, 60)}
    return an_audit(
        portal={"name": "مدينة نور", "pillars": unmeasured, "other_pages": names},
        run={
            "complete": False,
            "notes": ["a" * 300],
            "sample": a_sample(
                templates=[
                    a_template(number, example=f"{HOME}{'long' * 60}", title="Wohngeld" * 30)
                    for number in range(1, 12)
                ]
            ),
        },
        services=[
            a_service(
                name="تسجيل ولادة",
                pillars=unmeasured,
                channels={
                    "phone": a_channel("actionable", ("+442079460140", "اتصل بنا")),
                    "form": a_channel("actionable", (f"{HOME}{'form' * 40}.pdf", "x" * 200)),
                    "sms": a_channel("mentioned", ("", "أرسل رسالة")),
                },
            ),
            a_service(
                id="two",
                name="Wohngeldbewilligungsbescheinigung" * 2,
                state="not_measurable",
                reason="403",
            ),
        ],
        pages=[
            a_page("one", language="ar", title="تسجيل", missing={"axe": "the browser died"}),
            a_page("two", chosen={"part": "required", "why": f"start of “{'Wohngeld' * 30}”"}),
            *(a_page(name) for name in names),
        ],
        findings=[
            *an_audit().findings,
            *(a_finding("missing-name", page=name, url=HOME + name, snippet="<i>" * 90) for name in names),
        ],
        causes=[
            a_cause("missing-name", id=f"c1-{number}", frees=number)
            | {"severity": ("critical", "serious", "moderate", "minor")[number % 4], "snippet": "x" * 200}
            for number in range(15)
        ]
        + [a_cause("missing-name")],
    )


def a_varied_report() -> str:
    return render(a_varied_audit())


def a_varied_comparison() -> str:
    return compare(
        a_portal("Ardley", 100, None, 25, 100, 25),
        an_audit(portal={"name": "مدينة نور", "score": a_score(None, 10, 90)}),
        a_portal("Wohngeldbewilligungsbescheinigung" * 2),
        a_portal("Shut", state="not_measurable", reason="403", score=a_score(None)),
    )


PAGES = [pytest.param(a_varied_report, id="report"), pytest.param(a_varied_comparison, id="comparison")]
OPEN_ALL = "document.querySelectorAll('details').forEach(folded => { folded.open = true })"


@pytest.mark.browser
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width_px", WIDTHS_PX)
@pytest.mark.parametrize("make", PAGES)
def test_our_own_audit_finds_nothing(
    browser_page: BrowserPage, axe_source: str, make: Callable[[], str], width_px: int, colours: Any
) -> None:
    browser_page.set_viewport_size({"width": width_px, "height": 800})
    browser_page.emulate_media(color_scheme=colours)
    browser_page.set_content(make())
    browser_page.evaluate(OPEN_ALL)
    browser_page.evaluate(axe_source)
    assert browser_page.evaluate(CHECKS) == []


@pytest.mark.browser
@pytest.mark.parametrize("make", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    browser_page: BrowserPage, make: Callable[[], str]
) -> None:
    browser_page.set_viewport_size({"width": NARROWEST_PX, "height": 800})
    browser_page.set_content(make())
    browser_page.evaluate(OPEN_ALL)
    assert browser_page.evaluate("document.documentElement.scrollWidth") == NARROWEST_PX


@pytest.mark.browser
@pytest.mark.parametrize("name", ["eu", "eu-letter"])
def test_what_is_written_for_europe_fits_a_small_phone_and_our_own_audit_finds_nothing(
    browser_page: BrowserPage, axe_source: str, name: str
) -> None:
    browser_page.set_viewport_size({"width": NARROWEST_PX, "height": 800})
    browser_page.set_content(str(all_formats()[name].render(a_varied_audit())))
    browser_page.evaluate(OPEN_ALL)
    assert browser_page.evaluate("document.documentElement.scrollWidth") == NARROWEST_PX
    browser_page.evaluate(axe_source)
    assert browser_page.evaluate(CHECKS) == []
