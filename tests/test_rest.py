"""How long a page is waited for that its scripts still build, on a clock that only waiting moves."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

from auditor.visit import look
from auditor.visit.browser import VisitError
from auditor.visit.look import REST_MOST_S, rest, watch
from auditor.visit.view import View


class Clock:
    """Waits in no time."""

    def __init__(self) -> None:
        self.now = 1_000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> Callable[..., float]:
    """Rest on a page that answers these, the last again and again, and give the seconds that it took."""

    def wait(*answers: Any) -> float:
        clock, left = Clock(), list(answers)
        begun = clock.now

        class Page:
            async def run(self, _expression: str, **_: float) -> Any:
                answer = left.pop(0) if len(left) > 1 else left[0]
                if isinstance(answer, Exception):
                    raise answer
                return answer

        monkeypatch.setattr(look, "monotonic", lambda: clock.now)
        monkeypatch.setattr(asyncio, "sleep", clock.sleep)
        asyncio.run(rest(cast("View", Page())))
        return clock.now - begun

    return wait


@pytest.mark.parametrize(
    ("answers", "expected_s"),
    [
        pytest.param([0], 0, id="it rests"),
        pytest.param([500, 0], 0.5, id="it rests in a while"),
        pytest.param([500, 300, 0], 0.8, id="it has changed meanwhile"),
        pytest.param([400], REST_MOST_S, id="it changes for ever"),
        pytest.param([9e9], REST_MOST_S, id="it lies"),
        pytest.param([500, ValueError("no observer")], 0.5, id="it cannot be watched"),
        pytest.param([None], 0, id="it says nothing"),
        pytest.param(["soon"], 0, id="it says something else"),
        pytest.param([-5], 0, id="it has rested for long"),
    ],
)
def test_a_page_is_waited_for_until_it_rests_within_a_bound(
    waited: Callable[..., float], answers: list[Any], expected_s: float
) -> None:
    assert waited(*answers) == pytest.approx(expected_s)


def test_a_page_that_does_not_answer_is_given_up(waited: Callable[..., float]) -> None:
    with pytest.raises(VisitError, match="did not answer in time"):
        waited(TimeoutError())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(500, True, id="it has scripts"),
        pytest.param(0, False, id="it has none"),
        pytest.param(None, False, id="it says nothing"),
        pytest.param(ValueError("no observer"), False, id="it cannot be watched"),
    ],
)
def test_only_a_page_that_scripts_may_build_is_waited_for(answer: Any, expected: bool) -> None:
    class Page:
        async def run(self, _expression: str, **_: float) -> Any:
            if isinstance(answer, Exception):
                raise answer
            return answer

    assert asyncio.run(watch(cast("View", Page()))) is expected
