"""Which findings somebody answers for, and until when."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

from auditor.audit import Finding
from auditor.gate.baseline import Baseline
from auditor.result.gate import GateSuppression
from auditor.review.about import is_about
from auditor.settings.gating import CiSettings, Suppression

type Where = Literal["portal.toml", "baseline"]


@dataclass(slots=True)
class Suppressing:
    """The suppressions of portal.toml and of the baseline on a day; counts what each is used for."""

    suppressions: Sequence[tuple[Where, Suppression]]
    today: date
    _used: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, ci: CiSettings, baseline: Baseline | None, today: date) -> Self:
        """Take those of both files."""
        kept = baseline.suppressions if baseline else ()
        return cls(
            [*(("portal.toml", each) for each in ci.suppressions), *(("baseline", each) for each in kept)],
            today,
        )

    def state_of(self, finding: Finding) -> Literal["suppressed", "expired", "free"]:
        """Say whether somebody answers for a finding, or did until a day that is past."""
        state: Literal["suppressed", "expired", "free"] = "free"
        for number, (_, each) in enumerate(self.suppressions):
            if is_about(each, finding):
                self._used[number] += 1
                if each.expires >= self.today:
                    state = "suppressed"
                elif state == "free":
                    state = "expired"
        return state

    def told(self) -> list[GateSuppression]:
        """List all, after every finding was asked about."""
        return [
            GateSuppression(
                what=each.words,
                reason=each.reason,
                owner=each.owner,
                expires=each.expires,
                state=self._state(number, each),
                findings=self._used[number],
                kept_in=kept_in,
            )
            for number, (kept_in, each) in enumerate(self.suppressions)
        ]

    def _state(self, number: int, suppression: Suppression) -> Literal["used", "unused", "expired"]:
        if not self._used[number]:
            return "unused"
        return "used" if suppression.expires >= self.today else "expired"
