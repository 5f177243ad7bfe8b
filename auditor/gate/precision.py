"""Which rules may fail a build by default: those whose failures were read on real sites and found right."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from auditor.toml_table import Table

LEAST_PRECISION = 0.98
LEAST_READ = 20  # findings; our own bound: with fewer, one mistake more or less decides

_FILE = Path(__file__).with_name("precision.toml")


class Measured(Table):
    """What reading the failures of some rules, which share one check, gave."""

    rules: tuple[str, ...] = Field(strict=False)
    read: int
    wrong: int
    steady: bool = True

    @property
    def is_proven(self) -> bool:
        """Whether a failure is certain enough to stop somebody's work."""
        return self.steady and self.read >= LEAST_READ and self.wrong <= (1 - LEAST_PRECISION) * self.read


@cache
def measured() -> tuple[Measured, ...]:
    """Read the table."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))["measured"]
    return TypeAdapter(tuple[Measured, ...]).validate_python(tuple(tables))


def proven_rules() -> frozenset[str]:
    """Name the rules that may fail a build by default."""
    return frozenset(rule for each in measured() if each.is_proven for rule in each.rules)
