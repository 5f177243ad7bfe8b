"""What `auditor ci` and `auditor baseline` do."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlsplit

from auditor.audit import Audit, read_audit
from auditor.exits import Exit
from auditor.gate.baseline import (
    Baseline,
    baseline_of,
    failures,
    must_be_comparable,
    read_baseline,
    write_toml,
)
from auditor.gate.second_look import look_again
from auditor.gate.serving import serve, started
from auditor.gate.suppressing import Suppressing
from auditor.gate.told import told
from auditor.gate.verdict import GateError, Known, check_gate, counted, judge_gate
from auditor.journey.inputs import read_inputs
from auditor.output import prepare_folder, write_reports, write_text
from auditor.registry import all_formats
from auditor.result.gate import Gate
from auditor.review.about import path_of
from auditor.review.record import given_review
from auditor.run.engine import audit_portal
from auditor.run.plan import REPORTED, Plan
from auditor.secret.credentials import read_credentials
from auditor.settings import Settings, read_settings, with_crawl
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal

PORTAL_FILE = "portal.toml"


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    portal: str | None = None
    base_url: str | None = None
    serve: Path | None = None
    start: str | None = None
    wait_for: str | None = None
    baseline: Path | None = None
    against: Path | None = None
    update: bool = False
    out: Path = Path("report")
    formats: Sequence[str] = ()
    max_pages: int | None = None
    concurrency: int | None = None
    workspace: str = ".auditor/workspace.db"

    @property
    def target(self) -> str:
        """The portal.toml or address to audit; what is served needs no description."""
        if self.portal is not None:
            return self.portal
        if Path(PORTAL_FILE).exists() or not (self.serve or self.wait_for):
            return PORTAL_FILE
        return self.wait_for or "http://localhost/"


def run_gate(order: Order, terminal: Terminal) -> Exit:
    """Audit, compare, look twice, write reports, and say how the build ends.

    Raises:
        AuditorError: if something is wrong with files, settings or the set-up.
    """
    begun_s, today = monotonic(), datetime.now(UTC).date()
    settings = read_settings(order.target, order.base_url)
    formats = _formats(order, settings)
    check_gate(settings.ci)
    known = _known(order, settings)
    prepare_folder(order.out)
    with _up(order, settings) as base_url:
        plan = _plan(order, base_url, begun_s)
        with Workspace(order.workspace) as store:
            audit = audit_portal(plan, store, terminal, new=True)
            gate = judge_gate(audit, settings.ci, known, today)
            if not gate.passed and not order.update:
                again = look_again(plan, audit, gate, terminal)
                gate = judge_gate(audit, settings.ci, known, today, again)
            gate = _with_served_files(gate, order.serve)
            files = write_reports(audit.model_copy(update={"gate": gate}), order.out, formats)
            store.note(audit.run.id, **{REPORTED: True})
    terminal.summary(audit, files, None)
    if audit.portal.state == "not_measurable":
        return Exit.NOTHING_MEASURED
    if order.update:
        update_baseline(audit, settings, baseline_file(order.target, settings, order.baseline), terminal)
        return Exit.OK
    terminal.lines(told(gate))
    return Exit.OK if gate.passed else Exit.UNDER_THE_BAR


def baseline_file(portal: str, settings: Settings, named: Path | None) -> Path:
    """Find the baseline: where it was named, or where portal.toml says, beside it."""
    return named or _beside(portal) / settings.ci.baseline


def _beside(portal: str) -> Path:
    return Path() if "://" in portal else Path(portal).parent


def update_baseline(audit: Audit, settings: Settings, file: Path, terminal: Terminal) -> None:
    """Write down what an audit found, keeping the suppressions of the file, and say what changes."""
    before = read_baseline(file, to_compare=False) if file.exists() else None
    suppressing = Suppressing.of(settings.ci, before, date.min)  # an expired one is for a person to take out
    left_out = [
        finding
        for group in failures(audit).values()
        for finding in group
        if suppressing.state_of(finding) != "free"
    ]
    after = baseline_of(audit, before.suppressions if before else (), left_out)
    write_text(file, write_toml(after))
    terminal.lines(_changes(before, after))
    terminal.files([file])


def show_baseline(file: Path, terminal: Terminal) -> None:
    """Print what is known, a line for each fault."""
    baseline = read_baseline(file)
    terminal.lines(
        [
            f"{fault.rule}  {counted(fault.pages, 'page')}  {fault.where or fault.service or 'the portal'}  "
            f"{fault.cause}  {fault.what}"
            for fault in baseline.faults
        ]
    )
    terminal.lines(
        f"suppressed until {each.expires.isoformat()}: {each.words} ({each.owner}: {each.reason})"
        for each in baseline.suppressions
    )
    terminal.say(
        f"{counted(len(baseline.faults), 'known fault')}, written by Inclusion Auditor {baseline.auditor} "
        f"with axe-core {baseline.axe or 'unknown'}"
    )


def _changes(before: Baseline | None, after: Baseline) -> Iterator[str]:
    old = {fault.key for fault in before.faults} if before else set()
    new = {fault.key for fault in after.faults}
    yield (
        f"{counted(len(new), 'fault')} known: {len(new - old)} added, {len(old - new)} taken out. "
        "Review the file as you review code, and commit it."
    )


def _formats(order: Order, settings: Settings) -> Sequence[str]:
    formats = order.formats or settings.ci.formats
    for name in formats:
        if name not in all_formats():
            raise GateError(
                f"[ci] formats: there is no format {name!r}; there are {', '.join(all_formats())}"
            )
    return formats


def _known(order: Order, settings: Settings) -> Known:
    """Read what the audit is compared with, before any page is visited."""
    if order.against is not None:
        against = baseline_of(read_audit(order.against))
        must_be_comparable(against, order.against)
        return Known("audit", against)
    file = baseline_file(order.target, settings, order.baseline)
    if order.update or not (order.baseline or file.exists()):
        return Known()
    return Known("baseline", read_baseline(file))


@contextlib.contextmanager
def _up(order: Order, settings: Settings) -> Iterator[str | None]:
    """Have the portal up, and give the address that stands in for its own, if one does."""
    with contextlib.ExitStack() as stack:
        base_url = order.base_url
        if order.serve is not None:
            origin = stack.enter_context(serve(order.serve))
            base_url = f"{origin}{urlsplit(settings.portal.url).path}"
        elif order.start is not None and order.wait_for is not None:
            stack.enter_context(started(order.start, order.wait_for))
            base_url = base_url or order.wait_for
        yield base_url


def _with_served_files(gate: Gate, folder: Path | None) -> Gate:
    """Have reports point to the files that were served, where portal.toml knows nothing better."""
    if folder is None or folder.is_absolute():
        return gate
    return gate.model_copy(
        update={
            "faults": [
                fault.model_copy(update={"source": fault.source or _served_file(fault.url, folder)})
                for fault in gate.faults
            ]
        }
    )


def _served_file(url: str | None, folder: Path) -> str | None:
    path = unquote(path_of(url).partition("?")[0]).lstrip("/")
    file = folder / (f"{path}index.html" if path.endswith("/") or not path else path)
    return file.as_posix() if url and ".." not in file.parts and file.is_file() else None


def _plan(order: Order, base_url: str | None, begun_s: float) -> Plan:
    settings = read_settings(order.target, base_url)
    bounds = {
        "max_pages": order.max_pages or settings.ci.max_pages,
        "concurrency": order.concurrency,
    }
    settings = with_crawl(settings, **{name: value for name, value in bounds.items() if value is not None})
    plan = Plan(
        settings,
        credentials=read_credentials(settings, order.target),
        inputs=read_inputs(settings, order.target),
        review=given_review(None, _beside(order.target)),
    )
    if settings.ci.max_seconds is None:
        return plan
    return replace(plan, until_s=begun_s + settings.ci.max_seconds)
