"""A page that is never twice the same gets one verdict."""

import asyncio

import pytest

from auditor.visit.find_browser import BrowserProgram
from bench.lively import lively_page, verdicts

AUDITS = 3  # `python -m bench.lively` makes a hundred

# What is wrong with the page: pictures without alternatives, a field and a link without names, pale letters.
PLANTED = {"axe/image-alt", "axe/label", "axe/link-name", "axe/color-contrast"}


@pytest.mark.browser
def test_ids_dates_and_a_carousel_do_not_change_the_verdict(browser_program: BrowserProgram) -> None:
    assert len({lively_page(number) for number in range(AUDITS)}) == AUDITS

    [(verdict, times)] = asyncio.run(verdicts(browser_program, AUDITS)).items()
    assert times == AUDITS
    assert {rule for rule, _ in verdict} >= PLANTED
