"""A load that is slowed down takes at least as long as its network takes."""

import asyncio

import pytest

from auditor.cost.networks import DEVICES, Network
from auditor.errors import AuditorError
from auditor.evidence import PageEvidence
from auditor.run.plan import Plan
from auditor.run.tools import find_program
from auditor.settings import read_settings
from auditor.visit.browser import Throttle, VisitSettings
from auditor.visit.chromium import ChromiumBrowser
from auditor.visit.find_browser import BrowserProgram
from tests.served import Answer, Served, html

# 100,000 bytes a second, and 0.3 s before each answer.
NETWORK = Network("test", "test", down_bits_per_s=800_000, up_bits_per_s=800_000, round_trip_s=0.3)


@pytest.mark.browser
def test_a_slowed_load_takes_at_least_what_its_network_takes(browser_program: BrowserProgram) -> None:
    """A busy machine makes it slower, never faster."""
    sheet = Answer(b"/*" + bytes(40_000) + b"*/", headers={"Content-Type": "text/css"})
    page = html('<link rel="stylesheet" href="/site.css"><p>Register a birth here.</p><script>1</script>')
    settings = VisitSettings(hosts=("127.0.0.1",), axe=False, throttle=Throttle(NETWORK, DEVICES["mid"]))

    async def visit(url: str) -> PageEvidence:
        async with ChromiumBrowser(browser_program, settings, tabs=1) as browser:
            return await browser.visit(url)

    with Served({"/": page, "/site.css": sheet}) as portal:
        timed = asyncio.run(visit(portal.url)).timed

    assert timed is not None
    assert (timed.network, timed.device) == ("test", "mid")
    assert timed.main_text_s is not None
    assert timed.usable_s is not None
    assert timed.complete_s is not None
    assert timed.usable_s >= 0.3  # the document
    assert timed.main_text_s >= 0.3 + 0.3 + 0.4 - 0.02  # and the style sheet, but for a packet
    assert timed.complete_s >= 0.3 + 0.3 + 0.4 - 0.02


def test_a_slowed_audit_visits_one_page_at_a_time_and_is_no_other_run() -> None:
    plain = Plan(read_settings("https://portal.example/"))
    slowed = Plan(read_settings("https://portal.example/"), throttle="3g")
    assert slowed.concurrency == 1
    assert slowed.fingerprint != plain.fingerprint


def test_a_browser_that_others_run_is_not_slowed_down() -> None:
    plan = Plan(read_settings("https://portal.example/"), throttle="3g", webdriver="http://127.0.0.1:1")
    with pytest.raises(AuditorError, match="--throttle needs a browser of this machine"):
        find_program(plan)
