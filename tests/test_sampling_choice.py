"""Which pages a sample holds: the required ones, some of each template, and enough drawn at random."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.sampling.choice import Choice, Chosen, Page, Required, choose, random_pages

SEED = 1


def pages(*templates: int | None) -> list[Page]:
    return [Page(f"p{number}", f"/{number}/", template) for number, template in enumerate(templates)]


def required(*ids: str) -> list[Required]:
    return [Required(each, f"page {each}") for each in ids]


def chosen(
    portal: Sequence[Page],
    first: Sequence[Required] = (),
    later: Sequence[Required] = (),
    *,
    size: int,
    seed: int = SEED,
) -> Choice:
    return choose(portal, first, later, size=size, seed=seed)


def parts(choice: Choice) -> Counter[str]:
    return Counter(each.part for each in choice.chosen)


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1, 0), (2, 1), (10, 1), (11, 1), (12, 2), (22, 2), (23, 3), (88, 8), (1100, 100), (1101, 101)],
)
def test_a_tenth_of_the_others_is_kept_for_chance_and_of_one_page_nothing(size: int, expected: int) -> None:
    """88 pages are 80 and 8, as in WCAG-EM's own example."""
    assert random_pages(size) == expected


def test_what_is_required_comes_first_and_in_its_order() -> None:
    portal = pages(*[1] * 20)
    choice = chosen(portal, required("p7", "p3"), required("p9"), size=10)
    assert [each.id for each in choice.chosen][:3] == ["p7", "p3", "p9"]
    assert choice.chosen[0] == Chosen("p7", "required", "page p7")


def test_a_page_that_is_required_twice_is_chosen_for_what_it_is_first() -> None:
    choice = chosen(pages(1, 1), [Required("p0", "home page"), Required("p0", "search page")], size=2)
    assert choice.chosen[0] == Chosen("p0", "required", "home page")
    assert choice.left_out == ()


def test_required_pages_need_not_be_among_those_that_may_be_drawn() -> None:
    """A first page that gave an error, or a document."""
    choice = chosen(pages(1, 1), required("gone"), size=3)
    assert choice.chosen[0].id == "gone"


def test_a_sample_with_no_room_says_what_it_leaves_out() -> None:
    choice = chosen(pages(1, 1), required("home", "help", "legal"), required("step"), size=3)
    assert [each.id for each in choice.chosen if each.part == "required"] == ["home", "help"]
    assert [each.id for each in choice.left_out] == ["legal", "step"]


def test_small_templates_are_represented_beside_large_ones() -> None:
    portal = pages(*[1] * 90, *[2] * 9, 3)
    choice = chosen(portal, size=11)
    template_of = {page.id: page.template for page in portal}
    assert {template_of[each.id] for each in choice.chosen} == {1, 2, 3}


def test_large_templates_come_first_where_there_is_no_room_for_all() -> None:
    portal = pages(1, *[2] * 5, *[3] * 3)
    choice = chosen(portal, size=3)
    by_template = [each.what for each in choice.chosen if each.part == "template"]
    assert by_template == ["page of template t2", "page of template t3"]


def test_templates_get_two_pages_where_they_have_them_and_the_rest_is_chance() -> None:
    portal = pages(*[1] * 50, *[2] * 50, 3)
    assert parts(chosen(portal, size=20)) == {"template": 5, "random": 15}


def test_pages_required_later_wait_until_each_template_has_one() -> None:
    """Hundreds of services that were found must not keep all other templates out."""
    portal = pages(*[1] * 30, *[2] * 5, 3)
    services = required(*(f"p{number}" for number in range(30)))
    choice = chosen(portal, (), services, size=11)
    template_of = {page.id: page.template for page in portal}
    assert {template_of[each.id] for each in choice.chosen} == {1, 2, 3}


def test_a_page_required_later_stands_for_its_template() -> None:
    portal = pages(*[1] * 30, *[2] * 5)
    choice = chosen(portal, (), required("p33", "p4"), size=6)
    assert [each.id for each in choice.chosen][:2] == ["p4", "p33"]
    assert {each.part for each in choice.chosen[:2]} == {"required"}


def test_pages_that_exploring_did_not_reach_may_be_drawn_and_are_of_no_template() -> None:
    choice = chosen(pages(None, None, None), size=3)
    assert parts(choice) == {"random": 3}


def test_another_page_on_the_portal_changes_no_other_pages_lot() -> None:
    """What is drawn hangs on a page's address and the seed, so samples of two years can be compared."""
    before = chosen(pages(*[None] * 50), size=10)
    after = chosen([*pages(*[None] * 50), Page("new", "/new/", None)], size=10)
    ids = [{each.id for each in choice.chosen} for choice in (before, after)]
    assert len(ids[0] & ids[1]) >= 9


@st.composite
def portals(draw: st.DrawFn) -> tuple[list[Page], list[Required], list[Required], int, int]:
    templates = draw(st.lists(st.none() | st.integers(1, 8), min_size=1, max_size=80))
    portal = pages(*templates)
    ids = st.lists(st.sampled_from([page.id for page in portal]), max_size=12, unique=True)
    return (
        portal,
        required(*draw(ids)),
        required(*draw(ids)),
        draw(st.integers(1, 100)),
        draw(st.integers(0, 2**32)),
    )


@given(portals())
def test_the_size_is_kept_and_no_page_is_chosen_twice(
    drawn: tuple[list[Page], list[Required], list[Required], int, int],
) -> None:
    portal, first, later, size, seed = drawn
    ids = [each.id for each in choose(portal, first, later, size=size, seed=seed).chosen]
    assert len(ids) == len(set(ids)) == min(size, len(portal))


@given(portals(), st.randoms(use_true_random=False))
def test_the_same_pages_and_seed_give_the_same_sample_in_whatever_order_they_were_met(
    drawn: tuple[list[Page], list[Required], list[Required], int, int], chance: object
) -> None:
    portal, first, later, size, seed = drawn
    shuffled = portal[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(portal, first, later, size=size, seed=seed) == choose(
        shuffled, first, later, size=size, seed=seed
    )


@given(portals())
def test_all_that_is_required_is_in_if_there_is_room_and_is_named_if_not(
    drawn: tuple[list[Page], list[Required], list[Required], int, int],
) -> None:
    portal, first, later, size, seed = drawn
    choice = choose(portal, first, later, size=size, seed=seed)
    ids = {each.id for each in choice.chosen}
    wanted = {each.id for each in (*first, *later)}
    assert {each.id for each in choice.left_out} == wanted - ids
    templates = {page.template for page in portal if page.template is not None}
    if len(wanted) + len(templates) <= size - random_pages(size):
        assert wanted <= ids
    if len({each.id for each in first}) <= size - random_pages(size):
        assert {each.id for each in first} <= ids


@given(portals())
def test_each_template_is_represented_if_there_is_room(
    drawn: tuple[list[Page], list[Required], list[Required], int, int],
) -> None:
    portal, first, later, size, seed = drawn
    choice = choose(portal, first, later, size=size, seed=seed)
    template_of = {page.id: page.template for page in portal}
    templates = {page.template for page in portal if page.template is not None}
    if len({each.id for each in first}) + len(templates) <= size - random_pages(size):
        assert templates <= {template_of[each.id] for each in choice.chosen}


@given(portals())
def test_the_random_part_has_at_least_its_share_of_the_others_if_there_are_pages_left(
    drawn: tuple[list[Page], list[Required], list[Required], int, int],
) -> None:
    """2018/1524, Annex I, 3.2 (g): at least 10 %; a sample of one page is the most important one."""
    portal, first, later, size, seed = drawn
    choice = choose(portal, first, later, size=size, seed=seed)
    at_random = parts(choice)["random"]
    others = len(choice.chosen) - at_random
    if size > 1 and len(portal) > size:
        assert 10 * at_random >= others


def test_every_page_is_as_likely_as_any_other_to_be_drawn() -> None:
    """Of 40 pages 10 are drawn, over 400 seeds: each about 100 times, and three sigma are 26."""
    portal = pages(*[None] * 40)
    times = Counter(each.id for seed in range(400) for each in chosen(portal, size=10, seed=seed).chosen)
    assert min(times.values()) > 100 - 35
    assert max(times.values()) < 100 + 35
