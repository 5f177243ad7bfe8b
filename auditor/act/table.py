"""Prints what rules answered to ACT test cases."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple

from rich.console import Console
from rich.text import Text

from auditor.act.results import CaseResult, Figures, Judged
from auditor.standard import criteria
from auditor.terminal.tables import Row, print_table

_HEADINGS = ("cases", "failing", "caught", "asked", "false", "by criterion", "by secondary", "untested")


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
    results = judged.results
    others = [each for each in results if not judged.is_false(each)]
    false = filter(judged.is_false, results)
    _print_cases(console, "Failed falsely", ((each, judged.failed_by(each)) for each in false))
    _print_cases(
        console,
        "Failed by a rule that is not named for the ACT rule, and tests a criterion of it",
        ((each, judged.false_by_criterion(each)) for each in others),
    )
    _print_cases(
        console, "The same, of a secondary criterion", ((each, judged.by_secondary(each)) for each in others)
    )
    if missed:
        missing = ((each, judged.asked_by(each)) for each in results if judged.is_missed(each))
        _print_cases(console, "Missed, and the rules that ask", missing, all_of_them=True)
    _print_cases(console, "Untested", ((each, [each.untested] if each.untested else []) for each in results))
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


def _print_cases(
    console: Console,
    heading: str,
    told: Iterable[tuple[CaseResult, Collection[str]]],
    *,
    all_of_them: bool = False,
) -> None:
    """List the cases of which there is something to tell, each with it."""
    lines = [
        f"  {result.case.path}  {result.case.expected}  {', '.join(sorted(why))}".rstrip()
        for result, why in told
        if why or all_of_them
    ]
    if lines:
        console.print(Text(f"\n{heading}", style="bold"))
    for line in lines:
        console.print(Text(line), soft_wrap=True)
