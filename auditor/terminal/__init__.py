"""What the program prints: progress, tables, one-line errors.

Texts from portals are printed as text, never as markup or control codes. Colours and
moving bars appear on a terminal only, and neither with `--plain` nor under NO_COLOR.
"""

import sys
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import indent
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Column
from rich.text import Text

from auditor.audit import PILLARS, Audit, Page, Portal, Sample, Service
from auditor.machine.doctor import Check
from auditor.outcome import Verdict
from auditor.output import under_the_bar
from auditor.reporting.points import Reading, reading
from auditor.result.review import Review
from auditor.rule import Example, RegisteredRule
from auditor.store.records import RETEST_OF, Run
from auditor.terminal.tables import Row, print_table

PIPED_WIDTH = 10_000  # columns where there is no terminal: whoever reads it wraps it
PLAIN_EVERY_S = 5  # between lines of progress where nothing can move
PACE_PAGES = 20  # pages by which the pace is told
MOST_EXAMPLE_CHARS = 400  # longer ones are for the documentation
MOST_LINES = 10  # of a kind in a summary: the reports have the rest
_OUTCOMES = {
    Verdict.PASSED: "it passes",
    Verdict.FAILED: "it fails",
    Verdict.CANT_TELL: "a person has to look",
    Verdict.INAPPLICABLE: "there is nothing to ask",
    Verdict.UNTESTED: "it is untested",
}
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
        self.out = _console(sys.stdout, plain=plain)
        self.err = _console(sys.stderr, plain=plain)
        # Not under FORCE_COLOR alone: a log can show colours, but nothing that moves.
        self._moves = self.err.is_interactive and sys.stderr.isatty()

    def say(self, words: str) -> None:
        """Print a line about what goes on."""
        self.err.print(Text(clean(words)), soft_wrap=True)

    def lines(self, lines: Iterable[str]) -> None:
        """Print a result that is lines of text."""
        for line in lines:
            self.out.print(Text(clean(line)), soft_wrap=True)

    def ask(self, prompt: str) -> str:
        """Ask a person for a line.

        Raises:
            EOFError: if there are no more lines.
        """
        self.out.print(Text(clean(prompt)), end="", soft_wrap=True)
        return sys.stdin.readline() or _no_more()

    def answers(self, audit: Audit) -> None:
        """Print which answers of people count."""
        for line in _answers(audit.review) if audit.review else ():
            self.say(line)

    def progress(self) -> "MovingProgress | PlainProgress":
        """Make what shows the progress of a run, for use as a context manager."""
        return MovingProgress(self.err) if self._moves else PlainProgress(self.say)

    def audits(self, audits: Sequence[Audit]) -> None:
        """Print a table of services with their scores and pillars, a block for each portal."""
        rows = []
        for audit in audits:
            rows.append(Row(Text(clean(audit.portal.name), style="bold"), _cells(audit.portal)))
            for service in audit.services:
                mark = " (inferred)" if service.inferred else ""
                rows.append(Row(Text(f"  {clean(service.name)}{mark}"), _cells(service)))
        print_table(self.out, ("score", "range", *PILLARS), rows, name_first=True, figures=True)

    def summary(self, audit: Audit, files: Iterable[Path], min_score: float | None) -> None:
        """Print what a person wants to know at the end of a run."""
        self.audits([audit])
        for line in _told(audit):
            self.say(line)
        if audit.portal.state == "not_measurable":
            self.nothing_measured(audit)
        elif min_score is not None:
            for name in under_the_bar(audit, min_score):
                self.say(f"under the bar of {min_score:g}: {name}")
        self.files(files)

    def nothing_measured(self, audit: Audit) -> None:
        """Say why a portal has no score."""
        self.say(f"Nothing could be measured: {audit.portal.reason}")

    def discovered(self, audit: Audit) -> None:
        """Print how many services were found, and what there is to know of how."""
        for line in audit.run.notes:
            self.say(line)
        found = "1 service was" if len(audit.services) == 1 else f"{len(audit.services)} services were"
        self.say(
            f"{found} found on {_pages(audit.run.pages_done)}: check names and pages before you use them"
        )

    def files(self, files: Iterable[Path]) -> None:
        """Print where files were written."""
        for file in files:
            self.say(f"wrote {file}")

    def runs(self, runs: Sequence[Run]) -> None:
        """Print the runs of a workspace."""
        if not runs:
            self.say("The workspace has no runs yet.")
            return
        rows = [
            Row(
                Text(clean(run.target)),
                (
                    run.id,
                    f"{run.started_at:%Y-%m-%d %H:%M} UTC",
                    _state(run),
                ),
            )
            for run in runs
        ]
        print_table(self.out, ("run", "started", "state"), rows, name="portal")

    def rules(self, rules: Iterable[RegisteredRule]) -> None:
        """Print a line for each rule."""
        rows = [
            Row(
                Text(rule.rule.title),
                (rule.id, rule.pillar.value, "advice" if rule.rule.advice else rule.rule.severity.value),
            )
            for rule in rules
        ]
        print_table(self.out, ("rule", "pillar", "severity"), rows, name="title")

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
        by_outcome: dict[Verdict, list[Example]] = {}
        for example in rule.rule.examples:
            by_outcome.setdefault(example.expected.verdict, []).append(example)
        for verdict, examples in by_outcome.items():
            names = "; ".join(example.name for example in examples)
            self.out.print(Text(f"\nFor example, {_OUTCOMES[verdict]}: {names}"))
            for example in examples:
                if isinstance(example.given, str) and len(example.given) <= MOST_EXAMPLE_CHARS:
                    self.out.print(Text(indent(example.given.strip(), "    ")))
                    break

    def checks(self, checks: Iterable[Check]) -> None:
        """Print what the doctor found."""
        for check in checks:
            self.out.print(Text(f"{_STATES[check.state]:>9}  {check.name}: {check.found}"))
            if check.advice:
                self.out.print(Text(f"{'':>9}  {check.advice}"))


def _state(run: Run) -> str:
    of = run.facts.get(RETEST_OF)
    return f"{'finished' if run.finished_at else 'unfinished'}{f', retest of {of}' if of else ''}"


def _cells(scored: Portal | Service) -> list[str]:
    if scored.state == "not_measurable":
        return ["not measurable"]
    total = reading(scored.score)
    pillars = [_points(reading(scored.pillars[pillar])) for pillar in PILLARS]
    return [_points(total), f"{total.low} to {total.high}" if total.measured else "", *pillars]


def _points(score: Reading) -> str:
    return "?" if score.value is None else str(score.value)


def _told(audit: Audit) -> Iterator[str]:
    """Say how much was seen, and name what was not."""
    run, standard = audit.run, audit.portal.standard
    yield from _first(_blocked(audit))
    documents = sum(page.state == "done" and page.kind == "document" for page in audit.pages)
    beside = f" and {documents} document{'' if documents == 1 else 's'}" if documents else ""
    yield (
        f"{_pages(run.pages_done - documents)}{beside} judged of {run.pages_found} found: "
        f"{run.pages_untested} untested, {run.pages_skipped} skipped, {run.pages_waiting} not visited. "
        f"Tested {len(standard.tested)} of {standard.criteria} criteria of {standard.name}."
    )
    if run.sample is not None:
        yield from _told_sample(run.sample)
    if run.pages_reused:
        yield (
            f"Of these, {_pages(run.pages_reused)} stood as in an earlier run: the portal says that nothing "
            "has changed there (--reuse nothing visits all)."
        )
    if audit.review is not None:
        yield from _answers(audit.review)
    if not run.complete:
        yield "The run is not finished: this is what was done."
    yield from run.notes
    yield from _first(
        f"not measurable: {service.name}: {service.reason}"
        for service in audit.services
        if service.state == "not_measurable"
    )
    if run.pages_untested > 1 or audit.portal.state == "measured":  # one that is all is told as such
        yield from _first(_untested(audit.pages))
    yield from _first(
        f"lost: {part} of {page.url}: {why}" for page in audit.pages for part, why in page.missing.items()
    )


def _told_sample(sample: Sample) -> Iterator[str]:
    """Say how the pages were chosen, and what that leaves out."""
    seen = [template for template in sample.templates if template.visited]
    yield (
        f"A sample, with seed {sample.seed}: {sample.required} required, {sample.by_template} by template, "
        f"{sample.random} at random. It has pages of {len(seen)} of {len(sample.templates)} templates, "
        f"which stand for {sample.speaks_for} of the {_pages(sample.portal_pages)} that exploring found."
    )
    if sample.left_out:
        yield f"The sample had no room for {sample.left_out} required pages: raise --sample."
    if sample.not_recognised:
        yield f"No page was recognised as: {', '.join(sample.not_recognised)}."


def _no_more() -> str:
    raise EOFError


def _answers(review: Review) -> Iterator[str]:
    """Say how many answers of people count, and which do not."""
    states = Counter(said.state for said in review.entries)
    yield f"{states['counts']} of {len(review.entries)} answers of people count here."
    yield from _first(
        f"expired on {said.expires.isoformat()}, and counts no more: {said.about} ({said.reviewer})"
        for said in review.entries
        if said.state == "expired"
    )
    yield from _first(
        f"not closed, as failures stand: {said.about} ({said.reviewer})"
        for said in review.entries
        if said.state == "contradicted"
    )


def _blocked(audit: Audit) -> Iterator[str]:
    """Name the barriers that end a service for somebody altogether."""
    names = {service.id: service.name for service in audit.services}
    for blocker in audit.portal.blockers:
        yield f"blocker: {names.get(blocker.service or '', audit.portal.name)}: {blocker.message}"


def _untested(pages: Iterable[Page]) -> Iterator[str]:
    """Name the untested pages, those with one reason together."""
    urls: dict[str | None, list[str]] = {}
    for page in pages:
        if page.state == "untested":
            urls.setdefault(page.reason, []).append(page.url)
    for reason, (first, *others) in urls.items():
        more = f" and {_pages(len(others))} more" if others else ""
        yield f"untested: {first}{more}: {reason}"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Give the first lines, and say how many more there are."""
    listed = list(lines)
    yield from listed[:MOST_LINES]
    if more := listed[MOST_LINES:]:
        yield f"… and {len(more)} more of these; the report names all"


def _console(stream: TextIO, *, plain: bool) -> Console:
    """Make a console that prints escape codes to a terminal only, and none at all if `plain`."""
    return Console(
        file=stream,
        color_system=None if plain else "auto",
        force_terminal=False if plain else None,
        highlight=False,
        width=None if stream.isatty() else PIPED_WIDTH,
    )


class MovingProgress:
    """A bar with pages done and found, pages a second, time left and the current page."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            BarColumn(bar_width=10),
            TextColumn("{task.fields[state]}", markup=False),
            TextColumn("{task.fields[page]}", markup=False, table_column=Column(no_wrap=True, ratio=1)),
            console=console,
            transient=True,
            expand=True,
        )
        self._task = self._progress.add_task("", total=None, state="starting", page="")
        self._pace = Pace()

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, doing: str) -> None:
        """Show from now on how many pages are "explored", or "done"."""
        self._pace = Pace(doing=doing)

    def visiting(self, url: str) -> None:
        """Show the page that is being loaded."""
        self._pace.begin()
        self._progress.update(self._task, page=clean(url.partition("://")[2]))

    def done(self, *, done: int, found: int, limit: int) -> None:
        """Show how many pages are done."""
        state = self._pace.told(done=done, found=found, limit=limit)
        self._progress.update(self._task, completed=done, total=min(found, limit), state=state)


class PlainProgress:
    """Progress as lines, some seconds apart, for logs and for `--plain`."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = monotonic) -> None:
        self._say = say
        self._clock = clock
        self._pace = Pace(clock)
        self._told_at = clock()
        self._page = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def begin(self, doing: str) -> None:
        """Tell from now on how many pages are "explored", or "done"."""
        self._pace = Pace(self._clock, doing=doing)

    def visiting(self, url: str) -> None:
        """Remember the page that is being loaded."""
        self._pace.begin()
        self._page = url

    def done(self, *, done: int, found: int, limit: int) -> None:
        """Print a line, if the last one was long enough ago."""
        state = self._pace.told(done=done, found=found, limit=limit)
        if self._clock() - self._told_at >= PLAIN_EVERY_S:
            self._told_at = self._clock()
            self._say(f"{state}: {self._page}")


class Pace:
    """How fast pages are done, by the latest of them: the first ones wait for the judges to start."""

    def __init__(self, clock: Callable[[], float] = monotonic, *, doing: str = "done") -> None:
        self._clock = clock
        self._doing = doing
        self._begun_at: float | None = None
        self._latest: deque[tuple[float, int]] = deque(maxlen=PACE_PAGES)

    def begin(self) -> None:
        """Note that a page is being visited, from which on time counts."""
        if self._begun_at is None:
            self._begun_at = self._clock()

    def told(self, *, done: int, found: int, limit: int) -> str:
        """Note that a page was done, and say: `12 of 60 pages done, 143 found, 1.8 pages/s, 0:27 left`."""
        now = self._clock()
        if not self._latest:
            self._latest.append((now if self._begun_at is None else self._begun_at, done - 1))
        self._latest.append((now, done))
        total = min(found, limit)
        said = f"{done} of {total} pages {self._doing}{'' if found == total else f', {found} found'}"
        then, before = self._latest[0]
        if now <= then or done <= before:
            return said
        pace = (done - before) / (now - then)
        left_s = round((total - done) / pace)
        return f"{said}, {pace:.1f} pages/s, {left_s // 60}:{left_s % 60:02} left"
