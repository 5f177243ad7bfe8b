"""Which rules may fail a build by default: those whose failures on real sites were looked into and held."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from auditor.toml.table import Table

LEAST_PRECISION = 0.98
LEAST_FINDINGS = 20  # our own bound: with fewer, one mistake more or less decides

_FILE = Path(__file__).with_name("precision.toml")


class Measured(Table):
    """What looking into the failures of some rules, which share one check, gave.

    `wrong` of `findings` is the share that was seen, and no bound for that of others.
    """

    rules: tuple[str, ...] = Field(strict=False)
    findings: int
    wrong: int
    steady: bool = True

    @property
    def is_proven(self) -> bool:
        """Whether a failure is certain enough to stop somebody's work."""
        most_wrong = (1 - LEAST_PRECISION) * self.findings
        return self.steady and self.findings >= LEAST_FINDINGS and self.wrong <= most_wrong


@cache
def measured() -> tuple[Measured, ...]:
    """Read the table."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))["measured"]
    return TypeAdapter(tuple[Measured, ...]).validate_python(tuple(tables))


def proven_rules() -> frozenset[str]:
    """Name the rules that may fail a build by default."""
    return frozenset(rule for each in measured() if each.is_proven for rule in each.rules)
