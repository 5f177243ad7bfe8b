"""What `auditor retest` does."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from auditor.audit import Audit
from auditor.errors import AuditorError
from auditor.exits import Exit
from auditor.gate.verdict import counted
from auditor.retest.comparing import Fate, State, fates, pages_to_visit
from auditor.review.about import path_of
from auditor.review.record import Review
from auditor.run.assembly import assemble
from auditor.run.engine import audit_portal
from auditor.run.plan import REPORTED, Plan
from auditor.secret.credentials import read_credentials
from auditor.settings import Settings, read_settings
from auditor.store.records import Run
from auditor.store.workspace import Workspace
from auditor.terminal import Terminal

MOST_PLACES = 3
_WORDS: dict[State, str] = {
    "fixed": "fixed",
    "still_there": "still there",
    "new": "NEW",
    "open": "open",
    "not_looked_at": "not told",
}
_ORDER: tuple[State, ...] = ("new", "still_there", "open", "not_looked_at", "fixed")


class RetestError(AuditorError):
    """A run cannot be tested again."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    run: str
    portal: str | None
    base_url: str | None
    review: Review | None
    workspace: str
    webdriver: str | None = None
    concurrency: int | None = None


def retest(order: Order, terminal: Terminal) -> Exit:
    """Visit again what had failed or was open, and tell what became of it.

    Raises:
        AuditorError: if there is no such run, or something is wrong with settings or the set-up.
    """
    with Workspace(order.workspace, make=False) as store:
        run = store.run(order.run)
        before = assemble(store, run, order.review)
        plan = _plan(order, run, before)
        after = audit_portal(plan, store, terminal, new=True)
        store.note(after.run.id, **{REPORTED: True})
    found = fates(before, after)
    terminal.lines(told(before, after, found))
    if after.portal.state == "not_measurable":
        terminal.nothing_measured(after)
        return Exit.NOTHING_MEASURED
    states = {fate.state for fate in found if fate.finding.outcome == "failed"}
    return Exit.UNDER_THE_BAR if states & {"still_there", "new"} else Exit.OK


def _plan(order: Order, run: Run, before: Audit) -> Plan:
    settings = _settings(order, run)
    pages = pages_to_visit(before)
    if not pages:
        raise RetestError(
            f"nothing failed or is open on the pages of run {run.id}: there is nothing to visit"
        )
    at = {page.id: urljoin(settings.portal.url, path_of(page.url)) for page in pages}
    own = {page.id: page.url if order.base_url is None else at[page.id] for page in pages}
    crawl = {"reuse": "nothing", "closely": False, "sample": None}
    if order.concurrency is not None:
        crawl["concurrency"] = order.concurrency
    credentials = read_credentials(settings, order.portal) if order.portal else None
    return Plan(
        settings.model_copy(update={"crawl": settings.crawl.model_copy(update=crawl)}),
        listed=tuple(own.values()),
        closely=frozenset(own[page.id] for page in pages if page.closely),
        webdriver=order.webdriver,
        credentials=credentials,
        review=order.review,
        retest_of=run.id,
    )


def _settings(order: Order, run: Run) -> Settings:
    if order.portal is not None:
        return read_settings(order.portal, order.base_url)
    settings = Settings.model_validate_json(run.settings)
    if settings.access is not None or settings.login is not None:
        raise RetestError(
            "the portal asks for secrets, which no run keeps: name its portal.toml with --portal"
        )
    return settings


def told(before: Audit, after: Audit, found: Sequence[Fate]) -> Iterator[str]:
    """Say what became of each fault, the worst first."""
    states = Counter(fate.state for fate in found)
    asked_still = [fate for fate in found if fate.state == "open" and fate.finding.outcome == "cantTell"]
    for fate in sorted(found, key=lambda each: _ORDER.index(each.state)):
        if fate not in asked_still:
            yield from _fate(fate)
    if asked_still:
        yield f"{counted(len(asked_still), 'question')} still open: `auditor review` asks them."
    yield (
        f"Run {after.run.id} visited {counted(after.run.pages_done, 'page')} of run {before.run.id} "
        f"({before.run.started_at:%Y-%m-%d}) again. By cause: {states['fixed']} fixed, "
        f"{states['still_there']} still there, {states['open']} open, {states['new']} new, "
        f"{states['not_looked_at']} not told."
    )


def _fate(fate: Fate) -> Iterator[str]:
    finding = fate.finding
    yield f"{_WORDS[fate.state]}: {fate.title} ({finding.rule}, {finding.severity}): {finding.message}"
    places = fate.again or fate.before
    if places:
        more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
        of = f" ({len(fate.again)} of {len(fate.before)} pages)" if fate.state == "still_there" else ""
        yield f"    on {', '.join(places[:MOST_PLACES])}{more}{of}, cause {finding.cause}"
    elif finding.service:
        yield f"    the service {finding.service} as a whole, cause {finding.cause}"
    if fate.why:
        yield f"    {fate.why}"
