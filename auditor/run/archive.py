"""A run in one file, to be judged and reported on another machine, without a network.

An archive holds the rows and texts of the run as the workspace has them, what people answered, and
the audit.json of the day on which it was made.
"""

import json
import tempfile
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from auditor.archived import ArchiveError, Zipped, opened_zip, write_zip
from auditor.audit import Step
from auditor.output import OutputError
from auditor.review.record import Review, ReviewError, review_of, write_review
from auditor.run.assembly import assemble
from auditor.settings import Settings
from auditor.store.moving import KINDS
from auditor.store.records import Run
from auditor.store.schema import HEAD, first_line
from auditor.store.workspace import Workspace
from auditor.version import __version__

SUFFIX = ".zip"
AUDIT, RUN, PAGES, REVIEW = "audit.json", "run.json", "pages.jsonl", "inclusion-review.toml"
_DOORS = ("access", "login")  # of the settings: how a portal lets us in is nobody else's business

# What comes of parts that are none of ours, or speak of pages that are not there.
_UNREADABLE = (ValueError, KeyError, OverflowError, zlib.error, RecursionError)

type PageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~-]{1,20}$")]
type Order = Annotated[int | None, Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _ArchivedSample(BaseModel):
    left_out: int
    not_recognised: list[str]


class _ArchivedFacts(BaseModel):
    """Those facts of a run that are read of it; there may be others, and each may be missing."""

    axe: str | None = None
    browser: str | None = None
    locale: str | None = None
    listed: int | None = None
    fonts: list[str] = []
    how_seen: list[str] = []
    notes: list[str] = []
    left_alone: list[str] = []
    refused: str | None = None
    silent: bool = False
    sample: _ArchivedSample | None = None
    explored_by: Literal["html", "browser"] = "html"
    explored_note: str | None = None
    explored_left_alone: list[str] = []
    journeys: dict[str, list[Step]] = {}


class _ArchivedRun(_Strict):
    id: Annotated[str, Field(min_length=1, max_length=40)]
    target: str
    fingerprint: Annotated[str, Field(max_length=64)]
    settings: dict[str, Any]
    started_at: datetime
    finished_at: datetime | None
    facts: dict[str, Any]


class _ArchivedPage(_Strict):
    """A row of the table of pages; what later versions add may be missing."""

    page_id: PageId
    url: str
    kind: str
    depth: int
    rank: int
    parent_order: int
    position: int
    state: str
    visit_order: Order
    final_url: str
    status: int | None
    reason: str | None
    explore_order: Order = None
    explored: str | None = None
    template: int | None = None
    chosen_as: str | None = None
    chosen_for: str | None = None
    state_of: PageId | None = None


def write_archive(store: Workspace, run: Run, review: Review | None, file: Path) -> None:
    """Write a run into an archive; the same run and answers give the same bytes.

    Raises:
        OutputError: if it cannot be written; then what was there before is there still.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_zip(draft, _about(run), _parts(store, run, review))
        draft.replace(file)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror}; name another with --out") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def _about(run: Run) -> dict[str, Any]:
    """Say what an archive is of, and what judged, for people and for other programs."""
    settings = _settings(run)
    return {
        "run": run.id,
        "portal": settings["portal"]["name"],
        "url": run.target,
        "started_at": run.started_at.isoformat(),
        "schema": HEAD,
        "versions": {
            "auditor": __version__,
            "axe": run.facts.get("axe"),
            "browser": run.facts.get("browser"),
        },
        "seed": settings["crawl"]["seed"],
        "settings": settings,
    }


def _settings(run: Run) -> dict[str, Any]:
    return {key: value for key, value in json.loads(run.settings).items() if key not in _DOORS}


def _parts(store: Workspace, run: Run, review: Review | None) -> Iterator[tuple[str, bytes]]:
    row = _ArchivedRun(
        id=run.id,
        target=run.target,
        fingerprint=run.fingerprint,
        settings=_settings(run),
        started_at=run.started_at,
        finished_at=run.finished_at,
        facts=run.facts,
    )
    yield RUN, _json(row.model_dump(mode="json"))
    yield PAGES, b"".join(map(_json, store.page_rows(run.id)))
    for blob in store.blobs(run.id):
        yield f"{blob.kind}/{blob.page_id}", blob.data
    if review is not None:
        yield REVIEW, write_review(review).encode(errors="replace")
    yield AUDIT, assemble(store, run, review).to_json().encode(errors="replace")


def _json(row: Any) -> bytes:
    return (json.dumps(row, sort_keys=True) + "\n").encode()


@contextmanager
def opened_archive(file: Path) -> Iterator[tuple[Workspace, Run, Review | None]]:
    """Give the run of an archive, in a workspace of its own that is gone afterwards, and its answers.

    Raises:
        ArchiveError: saying what is wrong with it; also where what is made of it inside finds that.
    """
    with opened_zip(file) as archive, tempfile.TemporaryDirectory() as folder:
        try:
            run, pages, held = _read(archive, file)
            with Workspace(Path(folder) / "workspace.db") as store:
                store.take_in(run, pages, held, lambda kind, page: archive.read(f"{kind}/{page}"))
                yield store, run, _review(archive, file)
        except _UNREADABLE as error:
            raise ArchiveError(f"{file} holds what this program cannot read: {first_line(error)}") from error


def _read(archive: Zipped, file: Path) -> tuple[Run, list[dict[str, Any]], dict[str, list[str]]]:
    if (schema := archive.about.get("schema")) is not None and str(schema) > HEAD:
        raise ArchiveError(
            f"{file} was made by a newer version of this program (its schema is {schema}, this version's "
            f"{HEAD}): update the program"
        )
    row = _ArchivedRun.model_validate_json(archive.read(RUN))
    _ArchivedFacts.model_validate(row.facts)
    settings = Settings.model_validate_json(json.dumps(row.settings))
    pages = [
        _ArchivedPage.model_validate_json(line).model_dump() for line in archive.read(PAGES).splitlines()
    ]
    known = {page["page_id"] for page in pages}
    if len(known) != len(pages):
        raise ArchiveError(f"{file} is not to be trusted: {PAGES} names a page twice")
    held: dict[str, list[str]] = defaultdict(list)
    for name in archive.names:
        kind, _, page_id = name.partition("/")
        if page_id and (kind not in KINDS or page_id not in known):
            raise ArchiveError(f"{file} holds {name}, which belongs to no page of its run")
        if page_id:
            held[kind].append(page_id)
    run = Run(
        id=row.id,
        target=row.target,
        fingerprint=row.fingerprint,
        settings=settings.model_dump_json(by_alias=True),
        started_at=row.started_at,
        finished_at=row.finished_at,
        facts=row.facts,
    )
    return run, pages, held


def _review(archive: Zipped, file: Path) -> Review | None:
    if REVIEW not in set(archive.names):
        return None
    text = archive.read(REVIEW).decode()
    try:
        return review_of(tomllib.loads(text), REVIEW, text)
    except (ReviewError, tomllib.TOMLDecodeError) as error:
        raise ArchiveError(f"{file}: {error}") from error
