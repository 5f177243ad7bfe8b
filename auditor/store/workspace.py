"""The workspace: runs with their frontier, evidence and judgements, in one database.

A page's evidence, judgement and out-links are committed in one transaction with its
state, so that a kill at any moment loses nothing that was done and repeats nothing.
How a portal is explored before a sample is chosen is kept in `auditor.store.exploring`, what
journeys gave in `auditor.store.journeys`; a run leaves and enters by `auditor.store.moving`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from auditor.crawl.frontier import Candidate
from auditor.evidence import Kind, PageEvidence
from auditor.evidence import from_json as evidence_from_json
from auditor.judge import Judgement, judgement_from_json
from auditor.service import PageDigest, digest_from_json
from auditor.store.exploring import Exploring
from auditor.store.journeys import Journeys
from auditor.store.models import EvidenceRow, JudgementRow, PageRow, RunRow
from auditor.store.moving import Moving
from auditor.store.records import (
    RETEST_OF,
    PageState,
    Run,
    StoredPage,
    VisitedPage,
    naive,
    page_of,
    run_of,
    unpacked,
)
from auditor.store.schema import WorkspaceError


class Workspace(Exploring, Journeys, Moving):
    """A database of runs. Use as a context manager."""

    # Runs

    def begin(self, run_id: str, target: str, fingerprint: str, settings: str, started_at: datetime) -> Run:
        """Start a run."""
        row = RunRow(
            id=run_id, target=target, fingerprint=fingerprint, settings=settings,
            started_at=naive(started_at), finished_at=None, facts="{}",
        )  # fmt: skip
        with self._transaction() as session:
            session.add(row)
        return self.run(run_id)

    def runs_of(self, target: str, fingerprint: str) -> list[Run]:
        """Return the runs of this target and these settings, the newest first."""
        query = (
            sa.select(RunRow)
            .where(RunRow.target == target, RunRow.fingerprint == fingerprint)
            .order_by(RunRow.started_at.desc(), RunRow.id.desc())
        )
        with self._session() as session:
            return [run_of(row) for row in session.scalars(query)]

    def run(self, run_id: str) -> Run:
        """Return a run by its id, or by the word `latest`, which passes over those that only retest another.

        Raises:
            WorkspaceError: if there is no such run.
        """
        with self._session() as session:
            if run_id == "latest":
                runs = sa.select(RunRow).where(RunRow.facts.not_like(f'%"{RETEST_OF}"%'))
                row = session.scalar(runs.order_by(RunRow.started_at.desc(), RunRow.id.desc()).limit(1))
            else:
                row = session.get(RunRow, run_id)
            if row is None:
                known = "it has no runs yet" if run_id == "latest" else "`auditor runs` lists those it has"
                raise WorkspaceError(f"the workspace has no run {run_id!r}: {known}")
            return run_of(row)

    def runs(self) -> list[Run]:
        """Return all runs, the newest first."""
        with self._session() as session:
            query = sa.select(RunRow).order_by(RunRow.started_at.desc(), RunRow.id.desc())
            return [run_of(row) for row in session.scalars(query)]

    def note(self, run_id: str, **facts: Any) -> None:
        """Keep facts of a run (versions, fonts, robots.txt's answer) beside it."""
        with self._transaction() as session:
            self._note(session, run_id, facts)

    def finish(self, run_id: str, finished_at: datetime) -> None:
        """Mark a run as finished: it is not gone on with."""
        with self._transaction() as session:
            session.get_one(RunRow, run_id).finished_at = naive(finished_at)

    # The frontier

    def add(self, run_id: str, candidates: Iterable[Candidate]) -> None:
        """Put addresses into the frontier; one that waits already keeps its better place."""
        with self._transaction() as session:
            self._add(session, run_id, candidates)

    def number(self, run_id: str, depth: int) -> None:
        """Give the waiting pages of a depth their order of visits, once all of them are known.

        Numbers are stored, so that a run that was killed goes on in the same order.
        """
        waiting = (
            sa.select(PageRow.page_id)
            .where(PageRow.run_id == run_id, PageRow.state == "waiting", PageRow.depth == depth)
            .where(PageRow.visit_order.is_(None))
            .order_by(PageRow.rank, PageRow.parent_order, PageRow.position, PageRow.url)
        )
        with self._transaction() as session:
            newest = session.scalar(
                sa.select(sa.func.max(PageRow.visit_order)).where(PageRow.run_id == run_id)
            )
            first = 0 if newest is None else newest + 1
            numbered = [
                {"run_id": run_id, "page_id": of_page, "visit_order": order}
                for order, of_page in enumerate(session.scalars(waiting), first)
            ]
            if numbered:
                session.execute(sa.update(PageRow), numbered)

    def next_pages(self, run_id: str, depth: int, *, after: int, before: int, most: int) -> list[StoredPage]:
        """Return numbered pages of a depth that still wait, in order.

        Args:
            run_id: the run.
            depth: how many links from the start.
            after: only pages numbered higher than this.
            before: only pages numbered lower than this, the limit of pages.
            most: how many at once.
        """
        query = (
            sa.select(PageRow)
            .where(PageRow.run_id == run_id, PageRow.state == "waiting", PageRow.depth == depth)
            .where(PageRow.visit_order > after, PageRow.visit_order < before)
            .order_by(PageRow.visit_order)
            .limit(most)
        )
        with self._session() as session:
            return [page_of(row) for row in session.scalars(query)]

    def save(self, run_id: str, visited: VisitedPage) -> int:
        """Commit a visit: the page's state, evidence, judgement and out-links, all or nothing.

        Returns:
            How many of the out-links were not known yet.
        """
        with self._transaction() as session:
            row = session.get_one(PageRow, (run_id, visited.page_id))
            row.state, row.final_url, row.status = visited.state, visited.final_url, visited.status
            row.reason, row.kind = visited.reason, visited.kind.value
            if visited.evidence is not None:
                session.merge(EvidenceRow(run_id=run_id, page_id=visited.page_id, data=visited.evidence))
            self._judge(session, run_id, visited.page_id, visited.judgement, visited.digest)
            return self._add(session, run_id, visited.found)

    def rejudge(self, run_id: str, of_page: str, judgement: bytes, digest: bytes) -> None:
        """Replace a page's judgement."""
        with self._transaction() as session:
            self._judge(session, run_id, of_page, judgement, digest)

    def _judge(
        self, session: Session, run_id: str, of_page: str, judgement: bytes | None, digest: bytes | None
    ) -> None:
        if judgement is not None and digest is not None:
            row = JudgementRow(run_id=run_id, page_id=of_page, judgement=judgement, digest=digest)
            session.merge(row)

    # Reading back

    def pages(self, run_id: str) -> list[StoredPage]:
        """Return all pages of a run: the visited in their order, then the waiting."""
        query = (
            sa.select(PageRow)
            .where(PageRow.run_id == run_id)
            .order_by(
                PageRow.visit_order.is_(None), PageRow.visit_order,
                PageRow.depth, PageRow.rank, PageRow.parent_order, PageRow.position, PageRow.url,
            )
        )  # fmt: skip
        with self._session() as session:
            return [page_of(row) for row in session.scalars(query)]

    def counts(self, run_id: str) -> dict[PageState, int]:
        """Return how many pages of a run are in which state."""
        query = (
            sa.select(PageRow.state, sa.func.count()).where(PageRow.run_id == run_id).group_by(PageRow.state)
        )
        with self._session() as session:
            return {cast("PageState", state): count for state, count in session.execute(query)}

    def depths(self, run_id: str) -> list[int]:
        """Return the depths at which pages wait, the smallest first."""
        query = (
            sa.select(PageRow.depth)
            .where(PageRow.run_id == run_id, PageRow.state == "waiting")
            .distinct()
            .order_by(PageRow.depth)
        )
        with self._session() as session:
            return list(session.scalars(query))

    def evidence(self, run_id: str) -> Iterator[tuple[str, bytes]]:
        """Yield each page's id and its evidence's JSON, in the order of visits, one at a time."""
        query = (
            sa.select(EvidenceRow.page_id, EvidenceRow.data)
            .join(
                PageRow, sa.and_(PageRow.run_id == EvidenceRow.run_id, PageRow.page_id == EvidenceRow.page_id)
            )
            .where(EvidenceRow.run_id == run_id)
            .order_by(PageRow.visit_order)
            .execution_options(yield_per=8)
        )
        with self._session() as session:
            for of_page, data in session.execute(query):
                yield of_page, unpacked(data)

    def page_evidence(self, run_id: str, of_page: str) -> PageEvidence:
        """Return one page's evidence.

        Raises:
            WorkspaceError: if the page was not visited.
        """
        with self._session() as session:
            row = session.get(EvidenceRow, (run_id, of_page))
            if row is None:
                raise WorkspaceError(f"run {run_id} has no evidence of page {of_page}")
            return evidence_from_json(unpacked(row.data))

    def newest_evidence(self, run_ids: Sequence[str], of_page: str) -> bytes | None:
        """Return the JSON of a page's evidence from the first of these runs that has it."""
        with self._session() as session:
            for run_id in run_ids:
                if row := session.get(EvidenceRow, (run_id, of_page)):
                    return unpacked(row.data)
        return None

    def take_back(self, run_id: str) -> int:
        """Let the pages wait again of which a run used an earlier run's evidence; tells how many."""
        begun_at = self.run(run_id).started_at
        reused = [
            of_page
            for of_page, _, digest in self.judgements(run_id)
            if digest.kind is Kind.HTML and digest.visited_at is not None and digest.visited_at < begun_at
        ]
        of_them = sa.and_(PageRow.run_id == run_id, PageRow.page_id.in_(reused))
        with self._transaction() as session:
            session.execute(sa.update(PageRow).where(of_them).values(state="waiting"))
            for table in (EvidenceRow, JudgementRow):
                session.execute(sa.delete(table).where(table.run_id == run_id, table.page_id.in_(reused)))
        return len(reused)

    def judgements(self, run_id: str) -> Iterator[tuple[str, Judgement, PageDigest]]:
        """Yield each judged page's id, judgement and digest, in the order of visits."""
        query = (
            sa.select(JudgementRow.page_id, JudgementRow.judgement, JudgementRow.digest)
            .join(
                PageRow,
                sa.and_(PageRow.run_id == JudgementRow.run_id, PageRow.page_id == JudgementRow.page_id),
            )
            .where(JudgementRow.run_id == run_id)
            .order_by(PageRow.visit_order)
            .execution_options(yield_per=64)
        )
        with self._session() as session:
            for of_page, judgement, digest in session.execute(query):
                yield of_page, judgement_from_json(unpacked(judgement)), digest_from_json(unpacked(digest))
