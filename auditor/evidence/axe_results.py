"""Evidence of what axe-core answered on a page, as frozen plain data."""

from dataclasses import dataclass

from auditor.evidence.landmark import Landmark


@dataclass(frozen=True, slots=True)
class AxeNode:
    """One element of an axe result; `target` is axe's selector, frames and shadow roots joined by ' >>> '."""

    target: str
    html: str
    summary: str
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True)
class AxeRule:
    """One axe rule on one page: how many elements passed, failed or could not be decided.

    Of those that did not pass, a bounded number is described in `violations` and `incomplete`.
    All counts are zero where the rule is inapplicable. `error` is set when the rule itself broke.
    """

    id: str
    passed: int = 0
    failed: int = 0
    undecided: int = 0
    violations: tuple[AxeNode, ...] = ()
    incomplete: tuple[AxeNode, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class FaintText:
    """A text that has the contrast of WCAG 1.4.3, but not that of 1.4.6: `limit`, by its size."""

    target: str
    html: str
    ratio: float
    limit: float
    landmark: Landmark = Landmark.NONE


@dataclass(frozen=True, slots=True)
class FaintTexts:
    """Of the texts that pass 1.4.3 and whose contrast is `known`, the `count` that do not pass 1.4.6.

    A bounded number of them is described.
    """

    known: int
    count: int
    texts: tuple[FaintText, ...] = ()


@dataclass(frozen=True, slots=True)
class AxeResults:
    """All four kinds of axe's results. `version` is axe-core's."""

    version: str
    rules: tuple[AxeRule, ...]
    faint: FaintTexts | None = None
