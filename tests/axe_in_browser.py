"""axe-core in a blank page of the real browser, to ask it about itself."""

from typing import Any

from playwright.sync_api import sync_playwright

from auditor.axe import axe_source
from auditor.visit.find_browser import find_browser, needs_no_sandbox


def ask_axe(question: str) -> Any:
    """Give the value of an expression of JavaScript where axe is at hand."""
    program = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program.path, chromium_sandbox=not needs_no_sandbox(program)
        )
        tab = browser.new_page()
        tab.evaluate(axe_source())
        answer = tab.evaluate(question)
        browser.close()
    return answer
