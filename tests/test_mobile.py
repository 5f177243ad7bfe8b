"""Mobile fit: what people are told, and whom it is laid to."""

import pytest

from auditor.evidence import PageEvidence
from auditor.evidence.layout import SmallText, WideElement, WideTable
from auditor.evidence.screen import CoveredElement, Screen, StayingBox
from auditor.evidence.targets import Target, Targets
from auditor.examples import head, layout, page
from auditor.judge import outcomes_of
from auditor.outcome import CantTell, Failed, Outcome, Pixels, Place, Share
from auditor.registry import all_rules

TOO_WIDE = "In a window of {window} the page is {width} wide and scrolls sideways"


def answers(rule_id: str, given: PageEvidence) -> list[Outcome]:
    return outcomes_of(all_rules()[rule_id], given)


def element(selector: str, left_px: float = 0, right_px: float = 400, **facts: bool) -> WideElement:
    known = {"scrolls_inside": False, "two_dimensional": False}
    return WideElement(selector, f"<{selector}>", left_px, right_px, **(known | facts))


def narrow(*elements: WideElement, scroll_width_px: int = 500) -> PageEvidence:
    return page(narrow=layout(320, scroll_width_px=scroll_width_px, wide_elements=elements))


def test_the_elements_that_stick_out_most_are_named_widest_first() -> None:
    given = narrow(
        element("p", right_px=330),
        element("nav", right_px=500),
        element("form", right_px=410),
        element("h1", right_px=340),
        element("pre", right_px=900, scrolls_inside=True),
    )

    assert answers("horizontal-scroll", given) == [
        Failed(
            TOO_WIDE + ". What sticks out most: {parts}",
            at=Place("nav", "<nav>"),
            window=Pixels(320),
            width=Pixels(500),
            parts="nav, form, h1",
        )
    ]


def test_what_is_only_stretched_is_not_blamed() -> None:
    given = narrow(element("p", right_px=900, stretched=True), element("nav", right_px=500))

    [outcome] = answers("horizontal-scroll", given)

    assert isinstance(outcome, Failed)
    assert outcome.place == Place("nav", "<nav>")


def test_in_a_page_from_right_to_left_elements_stick_out_on_the_left() -> None:
    given = narrow(element("p", right_px=322), element("nav", left_px=-180, right_px=320))

    [outcome] = answers("horizontal-scroll", given)

    assert isinstance(outcome, Failed)
    assert outcome.place == Place("nav", "<nav>")


def test_a_page_too_wide_for_no_known_element_fails_without_a_place() -> None:
    assert answers("horizontal-scroll", narrow()) == [Failed(TOO_WIDE, window=Pixels(320), width=Pixels(500))]


def test_tables_and_maps_alone_are_a_question_to_a_person() -> None:
    [outcome] = answers("horizontal-scroll", narrow(element("table", two_dimensional=True)))

    assert isinstance(outcome, CantTell)
    assert str(outcome).endswith("Do these need two dimensions, as a map or a data table does: table?")
    assert outcome.place == Place("table", "<table>")


def test_reflow_is_wcag_1_4_10() -> None:
    assert all_rules()["horizontal-scroll"].rule.criteria == ("1.4.10",)


def test_a_missing_viewport_is_told_as_missing() -> None:
    assert answers("missing-viewport", page(head=head(viewport=None))) == [
        Failed("The page does not say that it fits small screens: it has no viewport", at=Place("head"))
    ]


@pytest.mark.parametrize(("viewport", "told"), [("width=980", "width=980"), ("", "empty")])
def test_another_viewport_is_quoted(viewport: str, told: str) -> None:
    assert answers("missing-viewport", page(head=head(viewport=viewport))) == [
        Failed(
            "The viewport is {viewport}, not the width of the screen",
            at=Place("meta[name=viewport]", viewport),
            viewport=told,
        )
    ]


def test_small_text_is_told_with_its_share_and_the_limit() -> None:
    given = page(phone=layout(360, text_sizes={"9.6": 750, "12": 150, "24": 100}))

    assert answers("small-text", given) == [
        Failed(
            "Only {share} of the text is {size} or larger, under {limit}",
            share=Share(0.25),
            size=Pixels(12),
            limit=Share(0.6),
        ).by((0.75 - 0.4) / 0.75)  # 75 % is small, of which 40 % may be
    ]


def test_where_most_of_the_small_text_stands_is_named() -> None:
    small = (SmallText("#fees", "<p>", 9.6, 500), SmallText("footer", "<footer>", 11, 250))
    given = page(phone=layout(360, text_sizes={"9.6": 500, "11": 250, "12": 250}, small_texts=small))

    [outcome] = answers("small-text", given)

    assert (
        str(outcome)
        == "Only 25 % of the text is 12 px or larger, under 60 %. Most of the rest: #fees, footer"
    )


def test_a_table_tells_how_far_it_reaches_past_the_edge_on_either_side() -> None:
    tables = (
        WideTable("#a", "<a>", 8, 333, data_table=True),
        WideTable("#b", "<b>", -40, 300, data_table=True),
    )
    given = page(narrow=layout(320, wide_tables=tables))

    assert [outcome.values["over"] for outcome in answers("wide-table", given)] == [Pixels(13), Pixels(40)]  # type: ignore[union-attr]


def target(selector: str, **facts: bool) -> Target:
    return Target(selector=selector, snippet="<a>", width_px=60, height_px=17, room_px=18, **facts)  # type: ignore[arg-type]  # for brevity


def test_what_is_small_on_the_phone_and_in_a_wide_window_is_told_once() -> None:
    one, other = target("#one"), target("#other")
    given = page(
        targets=Targets(count=9, crowded=(one,), crowded_count=1),
        wide_targets=Targets(count=9, crowded=(one, other), crowded_count=2),
    )

    found = [outcome for outcome in answers("small-targets", given) if isinstance(outcome, Failed)]
    assert [(outcome.place.selector, "wide" in str(outcome)) for outcome in found] == [
        ("#one", False),
        ("#other", True),
    ]


@pytest.mark.parametrize(("has_twin", "told"), [(False, Failed), (True, CantTell)])
def test_what_is_not_described_is_believed_to_fail_only_where_all_that_is_does(
    has_twin: bool, told: type[Outcome]
) -> None:
    crowded = (target("#one"), target("#other", has_twin=has_twin))
    given = page(targets=Targets(count=9, crowded=crowded, crowded_count=5))

    [unlisted] = [outcome for outcome in answers("small-targets", given) if "not listed" in str(outcome)]
    assert (type(unlisted), unlisted.elements) == (told, 3)  # type: ignore[union-attr]


def bar(share: float) -> StayingBox:
    return StayingBox("#bar", "<div>", "Menu", "fixed", False, 0, 0, 360, 800 * share, share, 4)


@pytest.mark.parametrize(("scrolled_px", "where"), [(0, "At the top"), (900, "At the end")])
def test_it_is_said_where_a_bar_lies_over_something(scrolled_px: int, where: str) -> None:
    link = CoveredElement("a", "<a>", "Send", "#bar", control=True)
    given = page(screens=(Screen(360, 800, scrolled_px, 2_000, (bar(0.1),), (link,)),))

    [outcome] = answers("covered-content", given)
    assert str(outcome).startswith(where)


def test_bars_fail_by_what_is_over_the_limit() -> None:
    given = page(screens=(Screen(360, 800, 0, 2_000, (bar(0.4),)),))

    [outcome, _] = answers("oversized-bars", given)
    assert isinstance(outcome, Failed)
    assert outcome.excess == pytest.approx(0.25)  # 40 % of the screen, of which 30 % may be
