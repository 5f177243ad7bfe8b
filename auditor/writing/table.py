"""Prints what there is to say of texts, for those who write them."""

from itertools import groupby
from textwrap import fill, shorten

from rich.console import Console
from rich.text import Text

from auditor.judge import Finding
from auditor.terminal import clean
from auditor.text.language_names import language_name
from auditor.text.reading import Relative
from auditor.writing.judged import JudgedText, text_rules

MOST_OF_A_RULE = 10
QUOTED_CHARS = 300
WIDEST = 100  # columns: longer lines are hard to read


def print_text(console: Console, judged: JudgedText) -> None:
    """Print a text's grade, its hardest sentences, and what else was found, each with what to do."""
    _line(console, judged.source, style="bold")
    _line(console, _summed_up(judged))
    hardest = judged.read.hardest
    if hardest:
        _line(console, "\nThe hardest sentences:")
    for number, sentence in enumerate(hardest, 1):
        advice = f"{sentence.advice[:1].upper()}{sentence.advice[1:]}"
        _entry(console, number, sentence.text, f"{sentence.reason}. {advice}.")
    shown = {sentence.text for sentence in hardest}
    others = [finding for finding in judged.findings if finding.snippet not in shown]
    for rule, group in groupby(others, key=lambda finding: finding.rule):
        _print_rule(console, rule, list(group))
    console.print()


def _summed_up(judged: JudgedText) -> str:
    read, limit = judged.read, judged.school_years
    counted = f"{_counted(read.words, 'word')} in {_counted(read.sentences, 'sentence')} of running text"
    in_language = f"In {language_name(read.language)}: " if read.language else "There is "
    if read.years is None or read.low is None or read.high is None:
        return f"{in_language}no grade: {judged.why_no_grade}. {_placed(judged.relative)}{counted}."
    verdict = "within" if read.years <= limit else "over" if read.low > limit else "perhaps over"
    return (
        f"{in_language}{read.years:.1f} years of school ({read.low:.1f} to {read.high:.1f}, "
        f"by {read.formula}), {verdict} the {limit:g} it may ask for. {counted}."
    )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _placed(relative: Relative | None) -> str:
    """Say where a text lies among others of its language, which is no grade."""
    if relative is None:
        return ""
    return (
        f"By the lengths of sentences and words it lies at {relative.position:.0f}, where stories for "
        "children lie at 0 and usual texts of its language at 100. "
    )


def _print_rule(console: Console, rule: str, findings: list[Finding]) -> None:
    registered = text_rules()[rule]
    count = sum(finding.elements for finding in findings)
    _line(console, f"\n{registered.rule.title} ({rule}, {count}):")
    for number, finding in enumerate(findings[:MOST_OF_A_RULE], 1):
        _entry(console, number, finding.snippet or "", finding.message)
    if len(findings) > MOST_OF_A_RULE:
        _line(console, f"    and {len(findings) - MOST_OF_A_RULE} more, which --json lists")
    _line(console, f"What to do: {' '.join(registered.documentation.fix.split())}", indent=4)


def _entry(console: Console, number: int, quoted: str, said: str) -> None:
    _line(console, f"{number:>3} {shorten(quoted, QUOTED_CHARS, placeholder=' …')}", indent=4, first=0)
    _line(console, said, style="dim", indent=4)


def _line(
    console: Console, words: str, *, style: str = "", indent: int = 0, first: int | None = None
) -> None:
    before = "\n" if words.startswith("\n") else ""
    wrapped = fill(
        clean(words.removeprefix("\n")),
        min(console.width, WIDEST),
        initial_indent=" " * (indent if first is None else first),
        subsequent_indent=" " * indent,
    )
    console.print(Text(before + wrapped, style=style), soft_wrap=True)
