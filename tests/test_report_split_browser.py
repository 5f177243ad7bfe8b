"""The report of several files in a browser, from disk: it filters, is read without scripts, has no faults.

`AUDITOR_GOLDEN=write` writes the accessibility trees anew; `make golden` does that. Review the difference.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from auditor.audit import Audit
from auditor.axe import axe_source
from auditor.in_tests import audit as audited
from auditor.registry import all_formats
from tests.audits import a_blocker, a_cause, a_finding, a_page, a_rule, a_service, an_audit, render
from tests.test_report_browser import CHECKS, NARROWEST_PX, OPEN_ALL, a_varied_audit

GOLDEN = Path(__file__).parent / "golden" / "report"
PARTS = [  # those that this audit has
    "services", "blockers", "causes", "findings", "to-review", "pages", "channels", "people", "not-tested",
    "criteria", "method", "rules", "find",
]  # fmt: skip
FILES = ["report.html", *(f"report-files/{name}.html" for name in PARTS)]

ONE_FILE = "one-file.html"  # the same report, not split

pytestmark = pytest.mark.browser


def a_told_audit() -> Audit:
    """A small audit with something to tell in every part."""
    coverage = {"number": "4.1.2", "name": "Name, Role, Value", "level": "A", "extent": "partly"}
    coverage |= {"rules": ["missing-name"], "failed": 3, "cantTell": 0, "closed": None}
    standard = an_audit().portal.standard.model_dump() | {"coverage": [coverage]}
    return an_audit(
        portal={"standard": standard, "blockers": [a_blocker()], "blocked": "yes"},
        services=[
            a_service(blocked="yes", blockers=[a_blocker()]),
            a_service(id="two", name="Pay a fee", state="not_measurable", reason="it answered 403", pages=[]),
        ],
        rules=[
            a_rule("missing-name", "accessibility", criteria=["4.1.2"], severity="critical"),
            a_rule("low-contrast", "accessibility", criteria=["1.4.3"], groups=["older persons"]),
            a_rule("grade", "readability"),
            a_rule("missing-phone-number", "channels", scope="service"),
            a_rule("online-only", "channels", scope="service", blocker="quoted", title="It is online only"),
        ],
        findings=[
            *an_audit().findings,
            a_finding("missing-name", page="two", message="The button has no name", cause="c1-button"),
            a_finding(
                "low-contrast", message="The text is grey", snippet="<p>Pay here</p>", severity="minor"
            ),
        ],
        causes=[
            a_cause("missing-name"),
            a_cause("missing-name", id="c1-button", pages=["two"], message="The button has no name"),
            a_cause("low-contrast", message="The text is grey"),
            a_cause("missing-phone-number", "channels", pages=[], frees=0, snippet=None, url=None),
        ],
    )


def write(audit: Audit, folder: Path) -> Path:
    split = all_formats()["html"].split
    assert split is not None
    for name, content in split(audit):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def browser(browser_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(a_varied_audit(), tmp_path_factory.mktemp("varied"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(a_told_audit(), tmp_path_factory.mktemp("told"))
    (folder / ONE_FILE).write_text(render(a_told_audit()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def open_page(browser: Browser) -> Page:
    return browser.new_context(bypass_csp=True).new_page()  # the pages' own policy would keep axe out


@pytest.fixture
def strict(browser: Browser) -> Iterator[Page]:
    """A page under the report's own policy; nothing may go against it, and no script may fail."""
    context: BrowserContext = browser.new_context()
    page = context.new_page()
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize("name", FILES)
def test_our_own_audit_finds_nothing_on_any_part(open_page: Page, varied: Path, name: str) -> None:
    for width_px, colours in ((360, "light"), (1280, "dark")):
        open_page.set_viewport_size({"width": width_px, "height": 800})
        open_page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
        open_page.goto((varied / name).as_uri())
        open_page.evaluate(OPEN_ALL)
        open_page.evaluate(axe_source())
        assert open_page.evaluate(CHECKS) == []
    open_page.set_viewport_size({"width": NARROWEST_PX, "height": 800})
    assert open_page.evaluate("document.documentElement.scrollWidth") == NARROWEST_PX


@pytest.mark.parametrize("name", FILES[:5] + FILES[6:7])
def test_the_rules_of_the_standard_find_nothing(open_page: Page, told: Path, name: str) -> None:
    open_page.set_viewport_size({"width": 360, "height": 800})
    open_page.emulate_media(color_scheme="light")
    open_page.goto((told / name).as_uri())
    assert audited(open_page).faults == []


# Filter and search


def listed(page: Page) -> list[str]:
    return page.locator("#found-list p:nth-of-type(2)").all_inner_texts()


def test_nothing_is_listed_until_something_is_chosen(strict: Page, told: Path) -> None:
    strict.goto((told / "report-files/find.html").as_uri())
    assert listed(strict) == []
    assert strict.get_by_role("status").inner_text() == (
        "Kinds of findings in this report: 5, on 5 elements. Choose which to list."
    )
    assert strict.locator("#without").is_hidden()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("text=button", ["The button has no name"]),
        ("text=PAY+grey", ["The text is grey"]),
        ("text=pay+link", []),
        ("pillar=channels", ["No phone number on 2 pages"]),
        ("severity=critical", ["The link has no name", "The button has no name"]),
        ("group=older+persons", ["The text is grey", "Is the text readable over this picture?"]),
        ("criterion=1.4.3&outcome=failed", ["The text is grey"]),
        ("outcome=review", ["Is the text readable over this picture?"]),
        ("rule=missing-phone-number", ["No phone number on 2 pages"]),
        ("page=%2Ftwo", ["The button has no name"]),
        ("page=%2Ft", ["The button has no name"]),
        ("service=service-two", []),
        ("service=service-register&text=phone", ["No phone number on 2 pages"]),
    ],
)
def test_a_link_lists_what_its_fragment_chooses(
    strict: Page, told: Path, choice: str, expected: list[str]
) -> None:
    strict.goto(f"{(told / 'report-files/find.html').as_uri()}#{choice}")
    assert listed(strict) == expected


def test_it_is_used_by_keyboard_and_says_what_it_found_and_keeps_the_choice_in_the_address(
    strict: Page, told: Path
) -> None:
    strict.goto((told / "report-files/find.html").as_uri())
    strict.get_by_label("Words in rule, finding or markup").focus()
    strict.keyboard.type("name")
    expect(strict.locator("#found-list > li")).to_have_count(2)
    strict.get_by_label("Severity").focus()
    strict.keyboard.press("ArrowDown")
    expect(strict).to_have_url(re.compile("#text=name&severity=critical$"))
    status = strict.get_by_role("status")
    assert status.inner_text() == "Kinds of findings that match: 2, on 2 elements."
    strict.get_by_role("button", name="Clear the filters").focus()
    strict.keyboard.press("Enter")
    assert status.inner_text().endswith("Choose which to list.")
    assert strict.url.partition("#")[2] == ""
    assert strict.evaluate("document.activeElement.id") == "find-text"


def test_a_link_of_another_report_says_what_this_one_does_not_have(strict: Page, told: Path) -> None:
    strict.goto(f"{(told / 'report-files/find.html').as_uri()}#service=gone&severity=serious")
    assert strict.get_by_role("status").inner_text().endswith("Not in this report, and left out: gone.")


def test_a_result_leads_to_the_finding(strict: Page, told: Path) -> None:
    strict.goto(f"{(told / 'report-files/find.html').as_uri()}#text=grey")
    strict.get_by_role("link", name="Title of low-contrast").click()
    assert "findings.html#finding-" in strict.url
    assert "The text is grey" in strict.locator(":target").inner_text()


def test_more_than_fifty_are_listed_when_one_asks_and_the_focus_goes_to_the_first_of_them(
    strict: Page, tmp_path: Path
) -> None:
    findings = [a_finding("missing-name", message=f"Number {number}") for number in range(51)]
    write(an_audit(findings=findings, causes=[]), tmp_path)
    strict.goto(f"{(tmp_path / 'report-files/find.html').as_uri()}#severity=serious")
    assert len(listed(strict)) == 50
    status = strict.get_by_role("status")
    assert status.inner_text().endswith("The first 50 are listed.")
    strict.get_by_role("button", name="Show 1 more").press("Enter")
    assert listed(strict)[50] == "Number 50"
    assert strict.evaluate("document.activeElement.closest('li').innerText").find("Number 50") > 0
    assert status.inner_text() == "Kinds of findings that match: 51, on 51 elements."


def test_without_scripts_the_page_says_where_everything_is(browser: Browser, told: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((told / "report-files/find.html").as_uri())
    assert page.locator("#find").is_hidden()
    assert page.locator("#found").is_hidden()
    page.get_by_role("link", name="all failures by rule").click()
    assert page.locator("h1").inner_text() == "Every finding"
    assert "The button has no name" in page.locator("main").inner_text()
    context.close()


def test_what_a_portal_says_is_never_read_as_html_by_the_filter(strict: Page, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
    findings = [a_finding("missing-name", message=hostile, snippet=hostile)]
    pages = [a_page("one", url=f"https://portal.example/{hostile}")]
    write(an_audit(findings=findings, causes=[], pages=pages, services=[]), tmp_path)
    strict.goto(f"{(tmp_path / 'report-files/find.html').as_uri()}#severity=serious")
    assert listed(strict) == [hostile]
    assert strict.locator("#found img, #found script").count() == 0


# What a screen reader is given


@pytest.mark.parametrize("name", [*FILES, ONE_FILE])
def test_the_accessibility_tree_is_the_one_that_was_reviewed(open_page: Page, told: Path, name: str) -> None:
    open_page.set_viewport_size({"width": 1280, "height": 800})
    open_page.goto((told / name).as_uri())
    tree = re.sub(r"file://\S+/report", "report", open_page.locator("body").aria_snapshot()) + "\n"
    golden = GOLDEN / f"{Path(name).stem}.yaml"
    if os.environ.get("AUDITOR_GOLDEN") == "write":
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_text(tree, encoding="utf-8")
    assert tree == golden.read_text(encoding="utf-8")
