"""Prints what rules answered to ACT test cases."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple

from rich.console import Console
from rich.text import Text

from auditor.act.results import CaseResult, Figures, Judged
from auditor.outcome import Verdict
from auditor.standard import criteria
from auditor.tables import Row, print_table

_HEADINGS = ("cases", "failing", "caught", "asked", "false", "by criterion", "untested")


def print_judged(console: Console, judged: Judged, *, missed: bool) -> None:
    """Print the figures by ACT rule and by criterion, and the cases that need a look."""
    names = {result.case.rule: result.case.rule_name for result in judged.results}
    by_rule = {f"{rule} {names[rule]}": figures for rule, figures in judged.by_rule().items()}
    _print_figures(console, "ACT rule", by_rule)
    known = criteria()
    by_criterion = {
        f"{number} {known[number].name if number in known else ''}".rstrip(): figures
        for number, figures in judged.by_criterion().items()
    }
    console.print()
    _print_figures(console, "success criterion", by_criterion)
    _print_cases(console, "Failed falsely", filter(judged.is_false, judged.results))
    by_criterion_only = (
        result
        for result in judged.results
        if judged.false_by_criterion(result) and not judged.is_false(result)
    )
    _print_cases(console, "Failed falsely by a rule that is not named for the ACT rule", by_criterion_only)
    if missed:
        _print_cases(console, "Missed", filter(judged.is_missed, judged.results))
    _print_cases(console, "Untested", (result for result in judged.results if result.untested))
    console.print(Text(f"\n{summed_up(judged.figures())}"))


def summed_up(figures: Figures) -> str:
    """Say the figures in a sentence."""
    return (
        f"{figures.caught} of {figures.failing} failing cases caught, {figures.asked} more asked about; "
        f"{figures.false} of {figures.cases - figures.failing} others failed falsely, "
        f"{figures.false_by_criterion} by criterion."
    )


def _print_figures(console: Console, name: str, rows: Mapping[str, Figures]) -> None:
    told = [Row(Text(label), [str(value or "") for value in astuple(each)]) for label, each in rows.items()]
    print_table(console, _HEADINGS, told, name=name, name_first=True, figures=True)


def _print_cases(console: Console, heading: str, results: Iterable[CaseResult]) -> None:
    told = list(results)
    if not told:
        return
    console.print(Text(f"\n{heading}", style="bold"))
    for result in told:
        why = result.untested or ", ".join(sorted(result.answering(Verdict.FAILED)))
        console.print(Text(f"  {result.case.path}  {result.case.expected}  {why}"), soft_wrap=True)
