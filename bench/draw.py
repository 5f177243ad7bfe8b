"""Draws findings of an audit to be read by a person: see docs/accuracy.md.

`python bench/draw.py report/audit.json --count 20 --seed 2026` prints them as JSON.

Drawn in turn from each stratum (a pillar's failed, cantTell and untested findings), so that
rare kinds are read too; within a stratum first from rules that were not drawn yet, then
from causes that were not. A share of the draw is therefore no share of all findings.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

type Finding = Mapping[str, Any]


def draw(findings: Iterable[Finding], count: int, seed: int) -> list[Finding]:
    """Draw so many findings, the same for the same seed."""
    strata: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        strata[finding["pillar"], finding["outcome"]].append(finding)
    source = random.Random(seed)  # noqa: S311  to be repeated, not to be secret
    orders = [list(_spread(source.sample(stratum, len(stratum)))) for _, stratum in sorted(strata.items())]
    turns = chain.from_iterable(zip_longest(*orders))
    return [finding for finding in turns if finding is not None][:count]


def _spread(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Order findings so that each rule, and then each cause, comes before any comes again."""
    rules: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    ranked = []
    for position, finding in enumerate(findings):
        rule, cause = finding["rule"], str(finding["cause"])
        ranked.append((rules[rule], causes[cause], position, finding))
        rules[rule] += 1
        causes[cause] += 1
    for *_, finding in sorted(ranked, key=lambda one: one[:3]):
        yield finding


def main() -> None:
    """Print a draw."""
    parser = argparse.ArgumentParser(description="Draw findings of an audit, to be read by a person.")
    parser.add_argument("audit", type=Path, help="an audit.json")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    audit = json.loads(options.audit.read_text(encoding="utf-8"))
    print(json.dumps(draw(audit["findings"], options.count, options.seed), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
