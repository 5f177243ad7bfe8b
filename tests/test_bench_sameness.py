"""How much of what axe says is the same with the shortcuts is counted by element."""

from collections.abc import Sequence

import pytest

from auditor.evidence.axe_results import AxeNode, AxeResults, AxeRule
from bench.sameness import differences, same_share


def node(target: str) -> AxeNode:
    return AxeNode(target, "<p>", "Fix this")


LABEL = AxeRule("label", passed=5)
CONTRAST = AxeRule("color-contrast", passed=92, failed=2, violations=(node("#a"), node("#b")), undecided=1)


@pytest.mark.parametrize(
    ("short", "same"),
    [
        pytest.param([LABEL, CONTRAST], 1.0, id="all"),
        pytest.param([AxeRule("label", passed=4), CONTRAST], 0.99, id="one element more passed"),
        pytest.param(
            [LABEL, AxeRule("color-contrast", 91, 3, 1, (node("#a"), node("#b"), node("#c")))],
            0.99,
            id="one failed instead of passing",
        ),
        pytest.param(
            [LABEL, AxeRule("color-contrast", 92, 2, 1, (node("#a"), node("#c")))],
            0.98,
            id="another one failed",
        ),
        pytest.param([CONTRAST], 0.95, id="a rule is missing"),
    ],
)
def test_the_share_of_outcomes_that_are_the_same(short: Sequence[AxeRule], same: float) -> None:
    both = {"page": (AxeResults("4", (LABEL, CONTRAST)), AxeResults("4", tuple(short)))}

    assert same_share(both) == pytest.approx(same)
    assert (differences(both) == {}) is (same == 1)
