"""The benchmark tells where a visit's time goes."""

import asyncio

import pytest

from auditor.evidence import CLOSE_PARTS
from auditor.registry import all_rules
from auditor.rule import Pillar
from auditor.visit.find_browser import BrowserProgram
from bench.close_looks import cost_of_close_looks
from bench.parts import parts
from bench.shares import shares
from bench.weight_and_mobile import PARTS, added
from tests.served import Served, html


@pytest.mark.browser
def test_every_part_of_a_visit_is_timed(browser_program: BrowserProgram) -> None:
    with Served({"/": html("<h1>Births</h1><p>Register a birth here.</p>")}) as portal:
        shares = asyncio.run(parts(browser_program, [portal.url]))
    assert list(shares) == ["load", "axe", "probes", "waiting"]
    assert all(share > 0 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.browser
def test_what_a_close_look_adds_is_told_for_each_part_and_for_all(
    browser_program: BrowserProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.close_looks.CLOSE_PARTS", frozenset({"keyboard"}))
    stops = "".join(f"<p class='p{n}'><a href='/{n}'>Register a birth here.</a></p>" for n in range(20))
    with Served({"/": html(f"<h1>Births</h1>{stops}")}) as portal:
        added = asyncio.run(cost_of_close_looks(browser_program, [portal.url]))
    assert list(added) == ["keyboard", "all"]
    assert all(share > 0 for share in added.values())


@pytest.mark.browser
def test_what_weight_and_mobile_fit_add_is_told_by_what_is_done_for_them(
    browser_program: BrowserProgram,
) -> None:
    links = "".join(f"<p class='p{n}'><a href='/{n}'>Register a birth here.</a></p>" for n in range(200))
    with Served({"/": html(f"<h1>Births</h1>{links}")}) as portal:
        shares = asyncio.run(added(browser_program, [portal.url]))
    assert list(shares) == ["recorded", "judged", "reckoned", "all"]
    assert all(shares[what] > 0 for what in ("judged", "reckoned"))
    assert shares["all"] == pytest.approx(shares["recorded"] + shares["judged"] + shares["reckoned"])


def test_what_is_left_out_to_see_what_it_adds_is_needed_for_nothing_else() -> None:
    needed = {True: set[str](), False: set[str]()}
    for registered in all_rules().values():
        rule, is_theirs = registered.rule, registered.pillar in (Pillar.WEIGHT, Pillar.MOBILE)
        needed[is_theirs].update(rule.needs, rule.uses)

    assert needed[True] - needed[False] - CLOSE_PARTS >= PARTS


@pytest.mark.browser
def test_what_texts_and_channels_cost_is_told_as_a_share_of_a_visit(browser_program: BrowserProgram) -> None:
    text = "".join(
        f"<p>Call the register of births on 0300 123 12{n:02} before you come.</p>" for n in range(40)
    )
    with Served({"/": html(f"<main><h1>Births</h1>{text}</main>")}) as portal:
        judging = asyncio.run(shares(browser_program, [portal.url]))
    assert list(judging) == ["text", "channels"]
    assert all(share > 0 for share in judging.values())
