"""What the workspace gives and takes: plain, frozen records, none of SQLAlchemy's objects."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

import zstandard

from auditor.crawl.frontier import Candidate
from auditor.evidence import Kind
from auditor.service import PageDigest

if TYPE_CHECKING:  # processes that judge read no database, and need not wait for SQLAlchemy
    from auditor.store.models import PageRow, RunRow

type PageState = Literal["waiting", "done", "untested", "skipped"]
type ExploredState = Literal["seen", "failed", "skipped"]
type ChosenAs = Literal["required", "template", "random"]

RETEST_OF = "retest_of"  # the fact of a run that names the one whose bad pages it visits again
_COMPRESSION_LEVEL = 3  # Zstandard's own default


@dataclass(frozen=True, slots=True)
class Run:
    """One run as stored. `settings` is JSON; `facts` are what it noted of itself, such as versions."""

    id: str
    target: str
    fingerprint: str
    settings: str
    started_at: datetime
    finished_at: datetime | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One address of a run, or a state of the page `state_of` that a journey led to.

    The four before the last are those of a run that visits a sample.
    """

    page_id: str
    url: str
    kind: Kind
    depth: int
    state: PageState
    visit_order: int | None
    final_url: str
    status: int | None
    reason: str | None
    explore_order: int | None = None
    explored: ExploredState | None = None
    template: int | None = None
    choice: "Choice | None" = None
    state_of: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a page was chosen for the sample: as what part of it, and for what, in words."""

    chosen_as: ChosenAs
    chosen_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploredPage:
    """All that exploring a page adds to a run, committed at once.

    `failed` is an address that gives no page, `skipped` one that leads elsewhere. The blobs
    are packed; they are None unless the page was seen and is no document.
    """

    page_id: str
    explored: ExploredState
    final_url: str = ""
    status: int | None = None
    kind: Kind = Kind.HTML
    reason: str | None = None
    skeleton: bytes | None = None
    digest: bytes | None = None
    found: Sequence[Candidate] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """What exploring noted of a page: its skeleton, and the page in brief."""

    skeleton: bytes
    digest: PageDigest


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitedPage:
    """All that one visit adds to a run, committed at once.

    The blobs are packed; they are None when the page could not be visited.
    """

    page_id: str
    state: PageState
    final_url: str = ""
    status: int | None = None
    kind: Kind = Kind.HTML
    reason: str | None = None
    evidence: bytes | None = None
    judgement: bytes | None = None
    digest: bytes | None = None
    found: Sequence[Candidate] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenState(VisitedPage):
    """All that a journey adds to a run for one of its states; `state_of` is the id of the address's page."""

    url: str
    state_of: str


def packed(data: bytes) -> bytes:
    """Compress a blob for the store."""
    return zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL).compress(data)


def unpacked(data: bytes) -> bytes:
    """Decompress a blob from the store."""
    return zstandard.ZstdDecompressor().decompress(data)


def naive(moment: datetime) -> datetime:
    """Give a moment as the tables keep it: in UTC, without saying so, because SQLite cannot."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def run_of(row: "RunRow") -> Run:
    """Read a row of runs."""
    return Run(
        id=row.id,
        target=row.target,
        fingerprint=row.fingerprint,
        settings=row.settings,
        started_at=row.started_at.replace(tzinfo=UTC),
        finished_at=row.finished_at.replace(tzinfo=UTC) if row.finished_at else None,
        facts=json.loads(row.facts),
    )


def page_of(row: "PageRow") -> StoredPage:
    """Read a row of pages."""
    return StoredPage(
        page_id=row.page_id,
        url=row.url,
        kind=Kind(row.kind),
        depth=row.depth,
        state=cast("PageState", row.state),
        visit_order=row.visit_order,
        final_url=row.final_url,
        status=row.status,
        reason=row.reason,
        explore_order=row.explore_order,
        explored=cast("ExploredState | None", row.explored),
        template=row.template,
        choice=Choice(cast("ChosenAs", row.chosen_as), row.chosen_for or "") if row.chosen_as else None,
        state_of=row.state_of,
    )
