"""What the program prints: progress, tables, one-line errors.

Texts from portals are printed as text, never as markup or control codes. Colours and
moving bars appear on a terminal only, and neither with `--plain` nor under NO_COLOR.
"""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from auditor.audit import PILLARS, Audit, Portal, Score, Service
from auditor.doctor import Check
from auditor.output import under_the_bar
from auditor.rule import RegisteredRule
from auditor.store.workspace import Run

PIPED_WIDTH = 120  # columns where there is no terminal to ask
PLAIN_EVERY_S = 5  # seconds between lines of progress where nothing can move
_STATES = {"ok": "ok", "warning": "attention", "missing": "MISSING"}


def clean(text: str) -> str:
    """Take control characters, escapes and direction overrides out of a text from a portal."""
    kept = (
        " " if char in "\t\r\n" else char
        for char in text
        if char in "\t\r\n" or unicodedata.category(char)[0] != "C"
    )
    return "".join(kept)


class Terminal:
    """Prints results to standard output, and what goes on to standard error."""

    def __init__(self, *, plain: bool = False) -> None:
        moves = not plain and sys.stderr.isatty()
        width = None if sys.stdout.isatty() else PIPED_WIDTH
        self.out = Console(no_color=plain or None, highlight=False, width=width)
        self.err = Console(stderr=True, no_color=plain or None, highlight=False, soft_wrap=not moves)
        self._moves = moves

    def say(self, words: str) -> None:
        """Print a line about what goes on."""
        self.err.print(Text(clean(words)))

    def progress(self) -> "MovingProgress | PlainProgress":
        """Make what shows the progress of a run, for use as a context manager."""
        return MovingProgress(self.err) if self._moves else PlainProgress(self)

    def audits(self, audits: Sequence[Audit]) -> None:
        """Print a table of services with their scores and pillars, a block for each portal."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("")
        for heading in ("score", "range", *PILLARS):
            table.add_column(heading, justify="right", no_wrap=True)
        for audit in audits:
            table.add_row(Text(clean(audit.portal.name), style="bold"), *_cells(audit.portal))
            for service in audit.services:
                mark = " (inferred)" if service.inferred else ""
                table.add_row(Text(f"  {clean(service.name)}{mark}"), *_cells(service))
        self.out.print(table)

    def summary(self, audit: Audit, files: Iterable[Path], min_score: float | None) -> None:
        """Print what a person wants to know at the end of a run."""
        self.audits([audit])
        run = audit.run
        self.say(
            f"{run.pages_done} pages judged of {run.pages_found} found: {run.pages_untested} untested, "
            f"{run.pages_skipped} skipped, {run.pages_waiting} not visited. "
            f"Tested {len(audit.portal.standard.tested)} of {audit.portal.standard.criteria} criteria "
            f"of {audit.portal.standard.name}."
        )
        for page in [page for page in audit.pages if page.state == "untested"][:10]:
            self.say(f"untested: {page.url}: {page.reason}")
        lost = [(page.url, part, why) for page in audit.pages for part, why in page.missing.items()]
        for url, part, why in lost[:10]:
            self.say(f"lost: {part} of {url}: {why}")
        if audit.portal.state == "not_measurable":
            self.say(f"Nothing could be measured: {audit.portal.reason}")
        if min_score is not None:
            for name in under_the_bar(audit, min_score):
                self.say(f"under the bar of {min_score:g}: {name}")
        self.files(files)

    def files(self, files: Iterable[Path]) -> None:
        """Print where files were written."""
        for file in files:
            self.say(f"wrote {file}")

    def runs(self, runs: Iterable[Run]) -> None:
        """Print the runs of a workspace."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("run", "started", "state", "portal"):
            table.add_column(heading, no_wrap=heading != "portal")
        for run in runs:
            state = "finished" if run.finished_at else "unfinished"
            table.add_row(run.id, f"{run.started_at:%Y-%m-%d %H:%M} UTC", state, Text(clean(run.target)))
        self.out.print(table)

    def rules(self, rules: Iterable[RegisteredRule]) -> None:
        """Print a line for each rule."""
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("rule", "pillar", "severity", "title"):
            table.add_column(heading, no_wrap=heading != "title")
        for rule in rules:
            severity = "advice" if rule.rule.advice else rule.rule.severity.value
            table.add_row(rule.id, rule.pillar.value, severity, Text(rule.rule.title))
        self.out.print(table)

    def rule(self, rule: RegisteredRule) -> None:
        """Print all that a rule's documentation says."""
        said = rule.documentation
        self.out.print(Text(f"{rule.id}: {rule.rule.title}", style="bold"))
        criteria = f", WCAG {', '.join(rule.rule.criteria)}" if rule.rule.criteria else ""
        self.out.print(Text(f"{rule.pillar.value}, {rule.rule.severity.value}{criteria}"))
        parts = {
            "": said.requirement,
            "Why it matters": said.why,
            "How to fix it": said.fix,
            "Source": said.source,
        }
        for heading, words in parts.items():
            self.out.print(Text(f"\n{heading}: {words}" if heading else f"\n{words}"))
        for example in rule.rule.examples:
            self.out.print(Text(f"\nExample, {example.expected.verdict.value}: {example.name}"))
            if isinstance(example.given, str):
                self.out.print(Text(example.given.strip()))

    def checks(self, checks: Iterable[Check]) -> None:
        """Print what the doctor found."""
        for check in checks:
            self.out.print(Text(f"{_STATES[check.state]:>9}  {check.name}: {check.found}"))
            if check.advice:
                self.out.print(Text(f"{'':>9}  {check.advice}"))


def _cells(scored: Portal | Service) -> list[Text]:
    if scored.state == "not_measurable":
        return [Text("not measurable"), *(Text("") for _ in range(len(PILLARS) + 1))]
    pillars = [Text(_points(scored.pillars[pillar].value)) for pillar in PILLARS]
    return [Text(_points(scored.score.value)), Text(_range(scored.score)), *pillars]


def _points(value: float | None) -> str:
    return "?" if value is None else f"{value:.0f}"


def _range(score: Score) -> str:
    return "" if score.low is None or score.high is None else f"{score.low:.0f} to {score.high:.0f}"


class MovingProgress:
    """A bar with pages done and found, pages a second, time left and the current page."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[page]}", markup=False),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("pages", total=None, rate="", page="")
        self._rate = _Rate()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def visiting(self, url: str) -> None:
        """Show the page that is being loaded."""
        self._progress.update(self._task, page=clean(url)[-60:])

    def done(self, *, done: int, found: int, limit: int) -> None:
        """Show how many pages are done."""
        rate = self._rate.after(done)
        self._progress.update(self._task, completed=done, total=min(found, limit), rate=f"{rate:.1f} pages/s")


class PlainProgress:
    """Progress as lines, some seconds apart, for logs and for `--plain`."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._rate = _Rate()
        self._told = monotonic()
        self._page = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def visiting(self, url: str) -> None:
        """Remember the page that is being loaded."""
        self._page = url

    def done(self, *, done: int, found: int, limit: int) -> None:
        """Print a line, if the last one was long enough ago."""
        rate = self._rate.after(done)
        if monotonic() - self._told < PLAIN_EVERY_S:
            return
        self._told = monotonic()
        total = min(found, limit)
        left = f", {(total - done) / rate:.0f} s left" if rate else ""
        self._terminal.say(
            f"{done} of {total} pages done, {found} found, {rate:.1f} pages/s{left}: {self._page}"
        )


class _Rate:
    """Pages a second since the first page of this session."""

    def __init__(self) -> None:
        self._start = monotonic()
        self._first: int | None = None

    def after(self, done: int) -> float:
        self._first = done - 1 if self._first is None else self._first
        return (done - self._first) / max(0.001, monotonic() - self._start)
