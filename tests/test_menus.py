"""Which menus of a portal's pages are one, and how most of them have it."""

import pytest

from auditor.examples import menu, page_around, portal
from auditor.page import menus
from auditor.page.menus import MenuOn, shared_menus


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[MenuOn, MenuOn]]:
    """Every pair of menus whose order was compared."""
    pairs: list[tuple[MenuOn, MenuOn]] = []
    agrees = menus.agrees
    monkeypatch.setattr(menus, "agrees", lambda one, other: pairs.append((one, other)) or agrees(one, other))
    return pairs


def test_the_order_that_most_pages_have_is_usual_whichever_was_read_first() -> None:
    other, *usual = (page_around(f"page{n}", menu(*("acbd" if n == 0 else "abcd"))) for n in range(3))

    [shared] = shared_menus(portal(other, *usual))

    assert shared.usual.page is usual[0]
    assert [each.page for each in shared.alike] == [other, *usual]


@pytest.mark.parametrize(("pages", "is_usual"), [(2, False), (4, True)])
def test_an_order_that_agrees_with_most_pages_is_usual_before_one_that_is_more_frequent(
    pages: int, *, is_usual: bool
) -> None:
    """Some pages have the menu turned round; three have parts of it, which the whole agrees with."""
    turned = [page_around(f"turned{n}", menu(*"edcba")) for n in range(pages)]
    parts = [page_around(f"part{n}", menu(*links)) for n, links in enumerate(("abcd", "abce", "abcde"))]

    [shared] = shared_menus(portal(*turned, *parts))

    assert shared.usual.page in (turned if is_usual else parts)


def test_menus_of_many_pages_are_compared_by_their_orders(compared: list[tuple[MenuOn, MenuOn]]) -> None:
    pages = [page_around(f"page{number}", menu(*"abcd")) for number in range(50)]

    [shared] = shared_menus(portal(*pages))

    assert len(shared.alike) == 50
    assert len(compared) == 1


def test_of_many_orders_only_so_many_are_compared(
    compared: list[tuple[MenuOn, MenuOn]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "MOST_ORDERS", 3)
    orders = ("abcdef", "bacdef", "cabdef", "dabcef", "eabcdf")
    pages = [page_around(f"page{number}", menu(*order)) for number, order in enumerate(orders)]
    again = page_around("again", menu(*orders[-1]))

    [shared] = shared_menus(portal(*pages, again))

    assert len(compared) == 9
    assert shared.usual.page is pages[-1]
