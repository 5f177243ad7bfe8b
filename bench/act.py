"""What the rules catch of W3C's ACT test cases, and what they fail falsely, apart for rules kept for the end.

    python -m bench.act DIR [--tuned | --held-out] [--out accuracy.json]

DIR is `content-assets/wcag-act-rules` of https://github.com/w3c/wcag-act-rules. A third of its ACT
rules was drawn by a seed before any work on them, and is looked at in the end only.
"""

import argparse
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from auditor.act.cases import read_cases
from auditor.act.results import CaseResult, Judged
from auditor.act.run import run_cases
from auditor.act.table import print_judged, summed_up
from auditor.registry import all_rules
from auditor.terminal import Terminal
from bench.kept import keep

ROOT = Path(__file__).resolve().parent.parent
SEED = "ACT rules kept for the end"


def held_out(act_rules: Iterable[str]) -> frozenset[str]:
    """Draw the third of ACT rules that nothing is tuned on."""
    listed = sorted(set(act_rules))
    return frozenset(random.Random(SEED).sample(listed, len(listed) // 3))  # noqa: S311  a draw, no secret


def main() -> None:
    """Run, print, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the directory with testcases.json")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--tuned", action="store_true", help="only the ACT rules that may be worked on")
    part.add_argument("--held-out", action="store_true", help="only those kept for the end")
    parser.add_argument("--out", type=Path, default=ROOT / "accuracy.json", help="what is there is kept")
    options = parser.parse_args()
    cases = read_cases(options.folder)
    kept = held_out(case.rule for case in cases)
    if options.tuned or options.held_out:
        cases = tuple(case for case in cases if (case.rule in kept) == options.held_out)
    terminal = Terminal()
    with terminal.progress() as progress:
        results = run_cases(options.folder, cases, progress)
    print_judged(terminal.out, Judged(results, all_rules()), missed=not options.held_out)
    figures = {}
    for name, part_of in (("tuned", False), ("held_out", True)):
        judged = _part(results, kept, is_held_out=part_of)
        if judged.results:
            figures[name] = asdict(judged.figures())
            terminal.say(f"{name.replace('_', ' ')}: {summed_up(judged.figures())}")
    if len(figures) > 1:
        figures["all"] = asdict(Judged(results, all_rules()).figures())
        keep(options.out, {"act": figures})


def _part(results: Iterable[CaseResult], kept: frozenset[str], *, is_held_out: bool) -> Judged:
    return Judged([each for each in results if (each.case.rule in kept) == is_held_out], all_rules())


if __name__ == "__main__":
    main()
