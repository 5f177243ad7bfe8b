"""A fault in a sound portal lowers its own pillar and no other, and leaves nothing behind."""

import math
from collections.abc import Mapping

import pytest

from auditor.examples import page
from auditor.files.read import read_file
from auditor.outcome import Failed
from auditor.registry import all_rules
from auditor.rule import Pillar
from bench.accuracy import PORTAL, on_fictional
from bench.fault import Fault
from bench.faults import OF_ANY_PAGE
from bench.faults_beyond_axe import OF_WCAG_22
from bench.faults_of_aldermere import BLOCKERS, CHANNELS, FORM, OF_PORTAL, of_document
from bench.mutations import LEAST_FALL, MOST_CHANGE, MOST_RISE, Planted, moves

# `make accuracy` plants all, into all of the portal. Here are some of each pillar, and two whole services.
KINDS = (
    *("image-alt", "horizontal-scroll", "heavy-page"),
    *("long-sentences", "missing-phone-number", "online-only"),
)
SEEN = ("/", "/contact/", "/services/register-a-birth/**", "/services/missed-bin/**")


@pytest.fixture(scope="module")
def planted() -> Mapping[str, Planted]:
    return {each.fault.kind: each for each in on_fictional(KINDS, closely=False, include=SEEN)}


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_fault_shows_in_its_own_pillar_and_goes_with_it(
    planted: Mapping[str, Planted], kind: str
) -> None:
    done = planted[kind]

    assert done.fall >= LEAST_FALL
    assert done.rise <= MOST_RISE
    assert done.change <= MOST_CHANGE
    assert done.restored


def test_there_are_many_kinds_of_fault_and_some_of_every_pillar() -> None:
    faults = (*OF_ANY_PAGE, *OF_WCAG_22, *OF_PORTAL, *CHANNELS, *BLOCKERS)
    kinds = [fault.kind for fault in faults]
    assert len(kinds) == len(set(kinds)) >= 40
    assert {fault.pillar for fault in faults} == set(Pillar)


def test_a_fault_of_a_document_is_one_that_its_rule_fails() -> None:
    """Read as an audit reads it: that the file is whole otherwise is part of it."""
    form = PORTAL / FORM.removeprefix("/")
    for fault in of_document(form.read_bytes()):
        read = page(document=read_file(fault.files[FORM], form.name))
        rule = all_rules()[fault.kind].rule
        assert [type(outcome) for outcome in rule.check(read)] == [Failed], fault.kind


def result(before: float | None = 80, after: float | None = 70, **changes: float | bool) -> Planted:
    fault = Fault("none", Pillar.MOBILE, str)
    moved: dict[str, float | bool] = {"rise": 0.0, "change": 0.0, "restored": True} | changes
    return Planted(fault, before, after, **moved)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("planted", "held"),
    [
        pytest.param(result(), True, id="falls"),
        pytest.param(result(after=79.91), False, id="hardly falls"),
        pytest.param(result(after=90), False, id="rises"),
        pytest.param(result(after=None), False, id="is not measured any more"),
        pytest.param(result(rise=0.6, change=0.6), False, id="lifts another"),
        pytest.param(result(change=1.1), False, id="moves another"),
        pytest.param(result(restored=False), False, id="leaves something behind"),
    ],
)
def test_what_holds(planted: Planted, held: bool) -> None:
    assert planted.held is held


OWN = ("one", "mobile")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(80.0, 80.0, (0.0, 0.0), id="stands still"),
        pytest.param(80.0, 81.0, (1.0, 1.0), id="rises"),
        pytest.param(80.0, 77.0, (0.0, 3.0), id="falls"),
        pytest.param(None, None, (0.0, 0.0), id="has no value"),
        pytest.param(80.0, None, (math.inf, math.inf), id="loses its value"),
        pytest.param(None, 80.0, (math.inf, math.inf), id="gets a value"),
    ],
)
@pytest.mark.parametrize("other", [("one", "weight"), ("two", "mobile")])
def test_what_moves_is_any_pillar_but_the_one_that_was_meant_to(
    before: float | None, after: float | None, expected: tuple[float, float], other: tuple[str, str]
) -> None:
    still = {("two", "channels"): 50.0}
    assert moves({OWN: 90.0, other: before, **still}, {OWN: 20.0, other: after, **still}, {OWN}) == expected


@pytest.mark.parametrize("fault", [*OF_ANY_PAGE, *OF_WCAG_22], ids=lambda fault: fault.kind)
def test_a_fault_of_any_page_changes_one(fault: Fault) -> None:
    html = (
        '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">'
        "<title>Fees</title></head><body><main><p>Fees apply.</p></main></body></html>"
    )
    assert fault.edit(html) != html
    assert not fault.everywhere
