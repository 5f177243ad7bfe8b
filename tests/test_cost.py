"""What pages cost: what a browser keeps, what a service transfers, and what that is in money."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cost import money
from auditor.cost.caching import NOT_MODIFIED_BYTES, bytes_again, fresh_s
from auditor.cost.carbon import grams_co2e
from auditor.cost.money import BASKET_BYTES, Basket, country_named
from auditor.cost.service import transfers
from auditor.evidence import Response
from auditor.examples import response

DAY_S = 24 * 60 * 60
DATE = "Sun, 01 Jun 2025 12:00:00 GMT"
TEN_DAYS_BEFORE = "Thu, 22 May 2025 12:00:00 GMT"
AN_HOUR_LATER = "Sun, 01 Jun 2025 13:00:00 GMT"
NO_YEAR = "Sun, 01 Jun 99999999999999999999 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param({"cache_control": "max-age=60"}, 60, id="so many seconds"),
        pytest.param({"cache_control": 'public, Max-Age="60"'}, 60, id="in quotation marks"),
        pytest.param({"cache_control": "max-age=60, max-age=90"}, 60, id="the first of two"),
        pytest.param(
            {"cache_control": "max-age=60", "age": "20"}, 40, id="less what it has been kept before"
        ),
        pytest.param({"cache_control": "max-age=60", "age": "80"}, 0, id="old when it comes"),
        pytest.param({"cache_control": "max-age=soon"}, 0, id="no number"),
        pytest.param({"cache_control": "s-maxage=60"}, 0, id="for caches that people share"),
        pytest.param({"expires": AN_HOUR_LATER, "date": DATE}, 3_600, id="until an hour later"),
        pytest.param({"expires": "0", "date": DATE}, 0, id="expired, as many write it"),
        pytest.param({"expires": NO_YEAR, "date": DATE}, 0, id="until a year that no clock knows"),
        pytest.param(
            {"cache_control": "max-age=60", "expires": AN_HOUR_LATER, "date": DATE},
            60,
            id="an age counts before a date",
        ),
        pytest.param({"last_modified": TEN_DAYS_BEFORE, "date": DATE}, DAY_S, id="a tenth of its age"),
        pytest.param({"last_modified": AN_HOUR_LATER, "date": DATE}, 0, id="changed in the future"),
        pytest.param(
            {"last_modified": TEN_DAYS_BEFORE, "date": DATE, "cache_control": "must-revalidate"},
            0,
            id="nothing is guessed of what must be asked about",
        ),
        pytest.param({"cache_control": "no-cache, max-age=60"}, 0, id="always asked about"),
        pytest.param({"cache_control": "no-store, max-age=60"}, None, id="never kept"),
        pytest.param({"cache_control": "max-age=60", "vary": "*"}, None, id="varies by anything"),
        pytest.param({"cache_control": "max-age=60", "method": "POST"}, None, id="an answer to a form"),
        pytest.param({"cache_control": "max-age=60", "failed": "net::ERR_FAILED"}, None, id="broke off"),
        pytest.param({"etag": '"1"'}, 0, id="nothing said"),
    ],
)
def test_an_answer_is_used_again_for_as_long_as_its_headers_say(
    headers: dict[str, Any], expected: float | None
) -> None:
    # RFC 9111, 4.2.1 and 4.2.2
    assert fresh_s(response(**headers)) == expected


@pytest.mark.parametrize(
    ("after_s", "headers", "expected"),
    [
        pytest.param(59, {"cache_control": "max-age=60"}, 0, id="still fresh"),
        pytest.param(60, {"cache_control": "max-age=60"}, 5_000, id="grown old"),
        pytest.param(
            60, {"cache_control": "max-age=60", "etag": '"1"'}, NOT_MODIFIED_BYTES, id="asked about"
        ),
        pytest.param(
            0, {"cache_control": "no-store", "etag": '"1"'}, 5_000, id="not kept, so nothing to ask"
        ),
    ],
)
def test_what_has_grown_old_is_asked_about_if_there_is_something_to_ask_by(
    after_s: float, headers: dict[str, Any], expected: int
) -> None:
    assert bytes_again(response(5_000, **headers), after_s) == expected


KEPT = {"cache_control": f"max-age={2 * DAY_S}"}


def a_step(number: int, page_bytes: int, shared_bytes: int) -> tuple[Response, ...]:
    return (
        response(
            page_bytes, kind="document", url=f"https://portal.example/{number}", cache_control="no-store"
        ),
        response(shared_bytes, kind="script", url="https://portal.example/site.js", **KEPT),
    )


@given(st.integers(1, 9), st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_equal_steps_share_their_file_once_and_the_next_day_not_at_all(
    steps: int, page_bytes: int, shared_bytes: int
) -> None:
    moved = list(transfers(a_step(number, page_bytes, shared_bytes) for number in range(steps)))

    assert sum(each.first_bytes for each in moved) == steps * page_bytes + shared_bytes
    assert sum(each.again_bytes for each in moved) == steps * page_bytes


ANY_ANSWER = st.builds(
    response,
    st.integers(0, 10**6),
    url=st.sampled_from(["https://portal.example/a", "https://portal.example/b"]),
    cache_control=st.sampled_from(["", "no-store", "no-cache", "max-age=60", "max-age=999999"]),
    etag=st.sampled_from(["", '"1"']),
    method=st.sampled_from(["GET", "POST"]),
    from_cache=st.booleans(),
)


@given(st.lists(st.lists(ANY_ANSWER, max_size=4), max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_return_visit_never_takes_more_than_a_first_nor_that_more_than_all_pages_alone(
    pages: list[list[Response]],
) -> None:
    for each in transfers(pages):
        assert 0 <= each.again_bytes <= each.first_bytes <= each.response.wire_bytes


def test_a_page_that_shows_one_file_twice_has_it_once_even_if_it_may_not_be_kept() -> None:
    twice = [
        response(700, cache_control="no-store"),
        response(700, cache_control="no-store", from_cache=True),
    ]

    assert [each.first_bytes for each in transfers([twice, twice])] == [700, 0, 700, 0]


# ITU's basket of 5 GB for 7.73 US dollars, 4.1 % of a month's income: 6 MB are 0.0012 of it.
KENYA = Basket(BASKET_BYTES, usd=7.73, share_of_month=0.041)


def test_bytes_cost_their_part_of_a_basket() -> None:
    assert KENYA.usd_of(6_000_000) == pytest.approx(0.009276)
    assert KENYA.share_of_month_of(6_000_000) == pytest.approx(0.0000492)
    assert KENYA.share_of_day_of(6_000_000) == pytest.approx(0.0014965)  # 365 / 12 times as much
    assert KENYA.month_income_usd == pytest.approx(188.54, abs=0.01)
    assert KENYA.times(6_000_000) == 833
    assert KENYA.times(0) is None


@pytest.mark.parametrize("code", ["KE", "ke", "KEN"])
def test_a_country_is_known_by_its_code(code: str) -> None:
    kenya = country_named(code)

    assert kenya is not None
    assert (kenya.iso2, kenya.name, kenya.basket.usd) == ("KE", "Kenya", KENYA.usd)
    assert kenya.basket.share_of_month == pytest.approx(KENYA.share_of_month)
    assert (kenya.earlier.usd, kenya.earlier.share_of_month) == (3.06, pytest.approx(0.0179))


def test_whoever_may_not_use_the_prices_can_take_their_table_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "TABLE", "taken-away.csv")
    money._countries.cache_clear()
    try:
        assert country_named("KE") is None
    finally:
        monkeypatch.undo()
        money._countries.cache_clear()

    assert country_named("KE") is not None


@pytest.mark.parametrize("code", ["KP", "XX", "", "Kenya"])
def test_of_a_country_without_a_price_nothing_is_known(code: str) -> None:
    assert country_named(code) is None


def test_a_gigabyte_emits_what_the_model_says() -> None:
    # (0.055 + 0.059 + 0.080 + 0.012 + 0.013 + 0.081) kWh = 0.3 kWh, at 494 g
    assert grams_co2e(1_000_000_000) == pytest.approx(148.2)
