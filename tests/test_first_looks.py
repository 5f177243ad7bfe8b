"""Whether a page is the first of its template hangs on the order of visits, not on which tab is faster."""

import asyncio
from itertools import permutations

import pytest

from auditor.evidence import Kind
from auditor.run import first_looks
from auditor.run.first_looks import FirstLooks, FirstOfTemplates
from auditor.settings import ServiceSettings
from auditor.store.records import StoredPage
from tests.fakes import SITE, JudgesHere
from tests.test_engine import plan_of

LISTING, ARTICLE, FORM = (frozenset(range(first, first + 10)) for first in (0, 100, 200))
PAGES = (LISTING, ARTICLE, ARTICLE, FORM, LISTING)
FIRST = [True, True, False, True, False]


def answers(firsts: FirstOfTemplates, come: list[int]) -> list[bool]:
    """Have pages come one after another, all asked about at once; gives the answers by page."""

    async def all_at_once() -> list[bool]:
        tasks = {number: asyncio.create_task(firsts.is_first(number, PAGES[number])) for number in come}
        return [await tasks[number] for number in sorted(come)]

    return asyncio.run(all_at_once())


@pytest.mark.parametrize("come", [*permutations(range(5))])
def test_any_order_of_coming_gives_the_same_answers(come: tuple[int, ...]) -> None:
    assert answers(FirstOfTemplates(), list(come)) == FIRST


def test_pages_that_have_no_skeleton_are_passed_over() -> None:
    async def with_a_failure() -> tuple[bool, bool]:
        firsts = FirstOfTemplates()
        later = asyncio.create_task(firsts.is_first(1, ARTICLE))
        await asyncio.sleep(0)
        assert not later.done()  # it may yet be like the one before
        firsts.end(0)
        return await later, await firsts.is_first(2, ARTICLE)

    assert asyncio.run(with_a_failure()) == (True, False)


def test_one_that_is_known_before_its_visit_ended_is_answered_for() -> None:
    async def ended() -> list[bool]:
        firsts = FirstOfTemplates()
        told = [await firsts.is_first(0, ARTICLE)]
        firsts.end(0)
        return [*told, await firsts.is_first(1, ARTICLE), await firsts.is_first(0, FORM)]

    assert asyncio.run(ended()) == [True, False, False]  # of what has ended nothing is said any more


def test_one_that_is_asked_about_twice_is_answered_alike() -> None:
    async def twice() -> list[bool]:
        firsts = FirstOfTemplates()
        return [await firsts.is_first(0, ARTICLE), await firsts.is_first(0, FORM)]

    assert asyncio.run(twice()) == [True, True]  # a page that a script led on


def test_a_declared_page_is_known_while_it_is_still_looked_at() -> None:
    declared = ServiceSettings(id="births", name="Births", start=f"{SITE}/births")
    plan = plan_of(closely=True)
    settings = plan.settings.model_copy(update={"services": (declared,)})

    async def beside() -> tuple[bool, bool]:
        looks = FirstLooks(settings, JudgesHere(plan), named=frozenset())  # type: ignore[arg-type]
        told = []
        for order, path in enumerate(("/births", "/marriages")):
            page = StoredPage(f"p{order}", f"{SITE}{path}", Kind.HTML, 0, "waiting", order, "", None, None)
            tell = looks.wish(page)
            assert callable(tell)
            told.append(await tell(page.url, "<main><form class='same'><input></form></main>"))
        return told[0], told[1]

    assert asyncio.run(asyncio.wait_for(beside(), first_looks.WAIT_S / 2)) == (True, False)


def test_a_slow_page_keeps_one_other_waiting_and_is_still_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_looks, "WAIT_S", 0.2)

    async def slow() -> tuple[list[bool], float, bool, bool]:
        firsts = FirstOfTemplates()
        loop = asyncio.get_running_loop()
        assert not await firsts.is_first(1, ARTICLE)
        begun = loop.time()
        others = [await firsts.is_first(number, PAGES[number]) for number in (2, 3)]
        waited_s = loop.time() - begun
        return others, waited_s, await firsts.is_first(0, ARTICLE), await firsts.is_first(4, LISTING)

    others, waited_s, slow_one, after = asyncio.run(slow())
    assert others == [False, False]
    assert waited_s < 0.2
    assert (slow_one, after) == (True, True)


def test_a_run_that_goes_on_waits_for_no_page_that_is_done_and_knows_its_template() -> None:
    assert answers(FirstOfTemplates({0, 1, 2}, [LISTING, ARTICLE]), [4, 3]) == [True, False]
