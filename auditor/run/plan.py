"""What is to be audited and how, and which run of the workspace that is."""

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urljoin

from auditor.crawl.scope import canonical
from auditor.errors import AuditorError
from auditor.journey.inputs import JourneyInputs
from auditor.review.record import Review
from auditor.secret.credentials import Credentials
from auditor.secret.redaction import Redactor
from auditor.settings import PACE, Settings, SettingsError, fingerprint
from auditor.store.records import RETEST_OF, Run
from auditor.store.workspace import Workspace
from auditor.urls import Site

# The options that change what pages show, and are no settings.
ALLOW_PRIVATE = "--allow-private"
THROTTLE = "--throttle"
REPORTED = "reported"  # the fact that says whether a run's reports were written; False until they are
MOST_TABS = 16  # unless told otherwise: a tab takes up to 150 MB
MOST_MISTAKES = 10  # of a list of pages: enough to see what is wrong with all of them


class RunMismatchError(AuditorError):
    """The run that was named is not one of this target and these settings."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to audit and how.

    `listed`, if given, are exactly the pages to visit: nothing is crawled. `webdriver` is
    the address of a WebDriver endpoint to visit with; without it a browser is started here.
    `exact` turns the shortcuts off, which do not change what is found. `throttle` is the id of a network
    that loads are slowed down to.
    `closely` are pages that get a close look at once, whatever else would choose them, and after
    `until_s` (of the monotonic clock) no page is begun any more.
    `review` is what people answered; `retest_of` is the run whose bad pages are visited again.
    `credentials` and what journeys type are no part of what is stored or compared.
    """

    settings: Settings
    listed: tuple[str, ...] | None = None
    allow_private: bool = False
    axe: bool = True
    exact: bool = False
    throttle: str | None = None
    webdriver: str | None = None
    closely: frozenset[str] = field(default=frozenset(), compare=False)
    until_s: float | None = field(default=None, compare=False)
    credentials: Credentials | None = field(default=None, compare=False)
    inputs: JourneyInputs = field(default=JourneyInputs(), compare=False)
    review: Review | None = field(default=None, compare=False)
    retest_of: str | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """Names the plan: runs of equal plans can be gone on with."""
        slowed = [f"{THROTTLE} {self.throttle}"] if self.throttle else []
        options = [
            *([ALLOW_PRIVATE] if self.allow_private else []),
            *slowed,
            *self.inputs.code(self.settings),
        ]
        return fingerprint(self.settings, self.listed or (), *options)

    @property
    def redactor(self) -> Redactor:
        """Keeps the secrets of this plan out of what is stored and said."""
        return self.credentials.redactor if self.credentials else Redactor()

    @property
    def target(self) -> str:
        """The portal's address."""
        return self.settings.portal.url

    @property
    def most_pages(self) -> int:
        """How many pages are visited at most."""
        if self.listed is not None:
            return len(self.listed)
        return self.settings.crawl.sample or self.settings.crawl.max_pages

    @property
    def is_over(self) -> bool:
        """Whether its time is over."""
        return self.until_s is not None and monotonic() >= self.until_s

    @property
    def is_sample(self) -> bool:
        """Whether the portal is explored first, and a sample of its pages visited."""
        return self.listed is None and self.settings.crawl.sample is not None

    @property
    def concurrency(self) -> int:
        """How many pages are visited at once: two for each core, as a visit waits for half of its time.

        A load that is timed has the machine for itself.
        """
        if self.throttle:
            return 1
        return self.settings.crawl.concurrency or min(2 * (os.cpu_count() or 1), MOST_TABS)


def must_hold_no_secret(plan: Plan) -> None:
    """Look whether an address to visit holds a secret, which would be stored with it.

    Raises:
        SettingsError: naming the places, not the addresses.
    """
    settings = plan.settings
    addresses = {
        "[portal] url": settings.portal.url,
        **{f"[[service]] {service.id}, start": service.start for service in settings.services},
        **{
            f"[[service]] {service.id}, step {number}": step.target
            for service in settings.services
            for number, step in enumerate(service.steps, 1)
        },
        **{f"--urls, address {number}": url for number, url in enumerate(plan.listed or (), 1)},
    }
    found = [place for place, url in addresses.items() if plan.redactor.is_in(url)]
    if found:
        raise SettingsError(
            *(f"{place} holds a secret of [access] or [login]; leave it out" for place in found)
        )


def find_run(workspace: Workspace, plan: Plan, run_id: str | None = None) -> Run | None:
    """Find the run that was named, or else the newest unfinished one of a plan.

    A newer one that was finished comes first if its reports were not written, because the
    program was ended before that.

    Raises:
        RunMismatchError: if `run_id` names a run of another target or of other settings.
        WorkspaceError: if `run_id` names no run.
    """
    if run_id is None:
        runs = workspace.runs_of(plan.target, plan.fingerprint)
        if runs and runs[0].facts.get(REPORTED) is False:
            return runs[0]
        return next((run for run in runs if run.finished_at is None), None)
    return _named_run(workspace, plan, run_id)


def begin_run(workspace: Workspace, plan: Plan) -> Run:
    """Begin a run of a plan."""
    now = datetime.now(UTC)
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    text = plan.settings.model_dump_json(by_alias=True)
    run = workspace.begin(name, plan.target, plan.fingerprint, text, now)
    if plan.retest_of is not None:
        workspace.note(name, **{RETEST_OF: plan.retest_of})
    return run


def _named_run(workspace: Workspace, plan: Plan, run_id: str) -> Run:
    run = workspace.run(run_id)
    if run.target != plan.target:
        raise RunMismatchError(
            f"run {run.id} is of {run.target}, not of {plan.target}: `auditor runs` lists the runs"
        )
    if run.fingerprint != plan.fingerprint:
        theirs = json.loads(run.settings)
        ours = plan.settings.model_dump(mode="json", by_alias=True)
        otherwise = replace(plan, allow_private=not plan.allow_private)
        unsaid = ALLOW_PRIVATE if run.fingerprint == otherwise.fingerprint else "the list of pages"
        what = ", ".join(_differences(theirs, ours)) or unsaid
        raise RunMismatchError(
            f"run {run.id} was begun with other settings ({what}): "
            "give the same ones to go on with it, or leave out --run to begin another"
        )
    return run


def _differences(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[str]:
    """Name what differs between two dumped settings, with both values where they are short."""
    for table in sorted(theirs.keys() | ours.keys()):
        before, now = theirs.get(table), ours.get(table)
        if isinstance(before, dict) and isinstance(now, dict):
            yield from sorted(
                f"{key} was {_short(before.get(key))}, now {_short(now.get(key))}"
                for key in before.keys() | now.keys()
                if before.get(key) != now.get(key) and key not in PACE
            )
        elif before != now:
            yield f"the [[{table}]] tables"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004  as much as one line can bear


def read_list(file: Path, settings: Settings) -> tuple[str, ...]:
    """Read a list of pages: an address or a path a line; empty lines and `#` comments are left out.

    Raises:
        SettingsError: if it cannot be read or lists nothing, or naming lines that are no
            address on the portal's hosts.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not a text in UTF-8, with an address a line") from error
    urls, mistakes = [], []
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        try:
            url = canonical(urljoin(settings.portal.url, words))
        except ValueError as error:
            mistakes.append(f"{file}, line {number}: {error}")
            continue
        if Site.of(url) not in settings.sites():
            mistakes.append(
                f"{file}, line {number}: {url} is not on the portal's hosts; name its host in [portal] hosts"
            )
        urls.append(url)
    if not urls and not mistakes:
        mistakes.append(f"{file} lists no pages: write an address a line")
    if (more := len(mistakes) - MOST_MISTAKES) > 0:
        mistakes[MOST_MISTAKES:] = [f"{file}: {more} more lines like these"]
    if mistakes:
        raise SettingsError(*mistakes)
    return tuple(dict.fromkeys(urls))
