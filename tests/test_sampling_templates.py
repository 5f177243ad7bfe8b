"""Templates are told by the structure of pages, in one pass, at a bounded cost for each."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.page.html_tree import parse_text
from auditor.sampling import templates
from auditor.sampling.skeleton import MAX_FEATURES, from_bytes, likeness, skeleton_of, to_bytes
from auditor.sampling.templates import LEAST_LIKENESS, MAX_TEMPLATES, Templates
from tests.sampled_portal import write_portal

CARD = '<li class="card"><a href="/{0}">{0}</a></li>'
FRAME = '<body><header><nav class="menu">{menu}</nav></header><main class="page">{main}</main></body>'


def of(html: str) -> frozenset[int]:
    return skeleton_of(parse_text(html))


def page(main: str, menu: str = "") -> frozenset[int]:
    return of(FRAME.format(main=main, menu=menu))


def test_words_do_not_matter() -> None:
    assert page("<h1>Births</h1><p>Bring a paper.</p>") == page(
        "<h1>Parking</h1><p>Pay.</p><p>Then park.</p>"
    )


def test_how_many_of_a_kind_does_not_matter() -> None:
    three, thirty = ("".join(map(CARD.format, range(count))) for count in (9, 30))
    assert page(f'<ul class="cards">{three}</ul>') == page(f'<ul class="cards">{thirty}</ul>')


def test_menus_banners_and_footers_do_not_matter() -> None:
    menu = '<ul class="deep"><li><div class="mega"><form class="find"><input></form></div></li></ul>'
    assert page("<p>One</p>", menu) == page("<p>One</p>")


def test_numbers_in_classes_do_not_matter() -> None:
    assert page('<div class="node-17"></div>') == page('<div class="node-4711"></div>')
    assert page('<div class="node"></div>') != page('<div class="office"></div>')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<form><input></form>", "<form></form>"),
        ('<input type="date">', '<input type="file">'),
        ("<table></table>", "<dl></dl>"),
        ('<div class="a"><div class="b"></div></div>', '<div class="b"><div class="a"></div></div>'),
        ('<div role="tablist"></div>', "<div></div>"),
        ('<a href="/">1</a>', '<a href="/">1</a>' * 8),
    ],
    ids=["controls", "kinds of control", "kinds of content", "what is in what", "roles", "many links or few"],
)
def test_what_is_built_otherwise_has_another_skeleton(one: str, other: str) -> None:
    assert page(one) != page(other)


def test_hidden_controls_are_not_seen_by_anybody() -> None:
    assert page('<form><input type="hidden" name="token"></form>') == page("<form></form>")


def test_no_markup_is_too_deep_too_long_or_too_little() -> None:
    many = "".join(f'<div class="{"x" * number}"></div>' for number in range(1, 2 * MAX_FEATURES))
    assert len(page(many)) == MAX_FEATURES
    assert of("<div>" * 100_000)
    assert of("") == frozenset()
    assert of("<!-- nothing -->") == frozenset()


def test_a_cut_skeleton_still_tells_how_much_two_pages_share() -> None:
    """Half of what stands on either page is on both: the smallest hashes estimate that."""
    shared = [f'<div class="{"s" * number}"></div>' for number in range(1, 2001)]
    own = [[f'<div class="{letter * number}"></div>' for number in range(1, 1001)] for letter in "ab"]
    one, other = (page("".join([*shared, *each])) for each in own)
    assert likeness(one, other) == pytest.approx(0.5, abs=0.15)


@given(st.frozensets(st.integers(0, 2**64 - 1), max_size=50))
def test_a_skeleton_comes_back_from_the_store(given_skeleton: frozenset[int]) -> None:
    assert from_bytes(to_bytes(given_skeleton)) == given_skeleton


@given(st.frozensets(st.integers(0, 99)), st.frozensets(st.integers(0, 99)))
def test_likeness_is_a_share_the_same_from_both_sides(one: frozenset[int], other: frozenset[int]) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert (likeness(one, other) == 1) == (one == other)


def test_a_page_belongs_to_the_template_that_it_is_most_like() -> None:
    first, second = frozenset(range(100)), frozenset(range(50, 150))
    found = Templates()
    assert [found.place(each) for each in (first, second)] == [0, 1]
    assert found.place(frozenset(range(55, 150))) == 1
    assert found.place(first) == 0


def test_where_a_new_template_begins() -> None:
    first = frozenset(range(100))
    alike, unlike = frozenset(range(65)), frozenset(range(64))  # 65 and 64 of 100 in common
    assert LEAST_LIKENESS == 0.65
    found = Templates()
    found.place(first)
    assert found.place(alike) == 0
    assert found.place(unlike) == 1


def test_a_page_costs_no_more_on_a_portal_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(one: frozenset[int], other: frozenset[int]) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(templates, "likeness", counting)
    found = Templates()
    placed = [found.place(frozenset({2 * number, 2 * number + 1})) for number in range(3 * MAX_TEMPLATES)]
    assert max(placed) == MAX_TEMPLATES - 1
    before = compared
    found.place(frozenset({-1}))
    assert compared - before == MAX_TEMPLATES


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[frozenset[int]]]:
    """The skeletons of a generated portal's pages, by the template that each was made from."""
    by_template: dict[str, list[frozenset[int]]] = {}
    folder = tmp_path_factory.mktemp("portal")
    for each in write_portal(folder):
        html = (folder / each.path / "index.html").read_text(encoding="utf-8")
        by_template.setdefault(each.template, []).append(of(html))
    return by_template


def test_planted_templates_are_found_in_any_order(planted: dict[str, list[frozenset[int]]]) -> None:
    names = list(planted)
    for order in (names, names[::-1], names[3:] + names[:3]):
        found = Templates()
        numbers = [{found.place(each) for each in planted[template]} for template in order]
        assert numbers == [{number} for number in range(len(planted))]


def test_a_portal_written_twice_is_the_same(tmp_path: Path) -> None:
    assert write_portal(tmp_path / "one") == write_portal(tmp_path / "two")
