"""The benchmark tells where a visit's time goes."""

import asyncio

import pytest

from auditor.visit.find_browser import BrowserProgram
from bench.parts import parts
from tests.served import Served, html


@pytest.mark.browser
def test_every_part_of_a_visit_is_timed(browser_program: BrowserProgram) -> None:
    with Served({"/": html("<h1>Births</h1><p>Register a birth here.</p>")}) as portal:
        shares = asyncio.run(parts(browser_program, [portal.url]))
    assert list(shares) == ["load", "axe", "probes", "waiting"]
    assert all(share > 0 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1)
