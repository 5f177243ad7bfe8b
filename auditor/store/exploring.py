"""How a portal is explored before a sample of its pages is chosen: its order, sketches, the choice.

What one page adds is committed in one transaction, and so is the choice: an exploration
that was killed goes on where it was, and a choice is made once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from auditor.evidence import Kind
from auditor.service import digest_from_json
from auditor.store.database import Database
from auditor.store.models import PageRow, SketchRow
from auditor.store.records import Choice, ExploredPage, Sketch, StoredPage, page_of, unpacked


class Exploring(Database):
    """The part of a workspace that exploring uses."""

    def depths_to_explore(self, run_id: str) -> list[int]:
        """Return the depths at which there are pages to explore, the smallest first."""
        query = sa.select(PageRow.depth).where(*_to_explore(run_id)).distinct().order_by(PageRow.depth)
        with self._session() as session:
            return list(session.scalars(query))

    def number_to_explore(self, run_id: str, depth: int) -> None:
        """Give the pages of a depth the order in which they are explored, once all of them are known.

        Numbers are stored, so that a run that was killed goes on in the same order.
        """
        pages = (
            sa.select(PageRow.page_id)
            .where(*_to_explore(run_id), PageRow.depth == depth, PageRow.explore_order.is_(None))
            .order_by(PageRow.rank, PageRow.parent_order, PageRow.position, PageRow.url)
        )
        newest = sa.select(sa.func.max(PageRow.explore_order)).where(PageRow.run_id == run_id)
        with self._transaction() as session:
            last = session.scalar(newest)
            numbered = [
                {"run_id": run_id, "page_id": of_page, "explore_order": order}
                for order, of_page in enumerate(session.scalars(pages), 0 if last is None else last + 1)
            ]
            if numbered:
                session.execute(sa.update(PageRow), numbered)

    def next_to_explore(
        self, run_id: str, depth: int, *, after: int, before: int, most: int
    ) -> list[StoredPage]:
        """Return numbered pages of a depth that are to be explored, in order.

        Args:
            run_id: the run.
            depth: how many links from the start.
            after: only pages numbered higher than this.
            before: only pages numbered lower than this, the limit of pages.
            most: how many at once.
        """
        query = (
            sa.select(PageRow)
            .where(*_to_explore(run_id), PageRow.depth == depth)
            .where(PageRow.explore_order > after, PageRow.explore_order < before)
            .order_by(PageRow.explore_order)
            .limit(most)
        )
        with self._session() as session:
            return [page_of(row) for row in session.scalars(query)]

    def save_explored(self, run_id: str, explored: ExploredPage) -> int:
        """Commit what exploring a page gave: what was seen, its sketch and its out-links, all or nothing.

        Returns:
            How many of the out-links were not known yet.
        """
        with self._transaction() as session:
            row = session.get_one(PageRow, (run_id, explored.page_id))
            row.explored, row.final_url, row.status = explored.explored, explored.final_url, explored.status
            row.reason, row.kind = explored.reason, explored.kind.value
            if explored.skeleton is not None and explored.digest is not None:
                session.merge(
                    SketchRow(
                        run_id=run_id,
                        page_id=explored.page_id,
                        skeleton=explored.skeleton,
                        digest=explored.digest,
                    )
                )
            return self._add(session, run_id, explored.found)

    def explored_count(self, run_id: str) -> int:
        """Return how many pages of a run were explored."""
        query = sa.select(sa.func.count()).where(PageRow.run_id == run_id, PageRow.explored.is_not(None))
        with self._session() as session:
            return session.scalar(query) or 0

    def sketches(self, run_id: str) -> Iterator[tuple[str, Sketch]]:
        """Yield the sketch of each page that has one, with the page's id, in the order of exploring."""
        query = (
            sa.select(SketchRow.page_id, SketchRow.skeleton, SketchRow.digest)
            .join(PageRow, sa.and_(PageRow.run_id == SketchRow.run_id, PageRow.page_id == SketchRow.page_id))
            .where(SketchRow.run_id == run_id)
            .order_by(PageRow.explore_order)
            .execution_options(yield_per=64)
        )
        with self._session() as session:
            for of_page, skeleton, digest in session.execute(query):
                yield of_page, Sketch(unpacked(skeleton), digest_from_json(unpacked(digest)))

    def choose(
        self,
        run_id: str,
        templates: Mapping[str, int],
        chosen: Sequence[tuple[str, Choice]],
        facts: Mapping[str, Any],
    ) -> None:
        """Keep which template each page belongs to, which pages were chosen, and what is to be said of it.

        Args:
            run_id: the run.
            templates: the number of each page's template, by the page's id.
            chosen: page ids in the order of visits.
            facts: kept beside the run, as `Workspace.note` does.
        """
        with self._transaction() as session:
            of_template = [
                {"run_id": run_id, "page_id": of_page, "template": template}
                for of_page, template in templates.items()
            ]
            in_order = [
                {
                    "run_id": run_id, "page_id": of_page, "visit_order": order,
                    "chosen_as": choice.chosen_as, "chosen_for": choice.chosen_for,
                }
                for order, (of_page, choice) in enumerate(chosen)
            ]  # fmt: skip
            for rows in filter(None, (of_template, in_order)):
                session.execute(sa.update(PageRow), rows)
            self._note(session, run_id, facts)

    def next_chosen(self, run_id: str, *, after: int, most: int) -> list[StoredPage]:
        """Return chosen pages that still wait to be visited, in order.

        Args:
            run_id: the run.
            after: only pages numbered higher than this.
            most: how many at once.
        """
        query = (
            sa.select(PageRow)
            .where(PageRow.run_id == run_id, PageRow.state == "waiting", PageRow.chosen_as.is_not(None))
            .where(PageRow.visit_order > after)
            .order_by(PageRow.visit_order)
            .limit(most)
        )
        with self._session() as session:
            return [page_of(row) for row in session.scalars(query)]


def _to_explore(run_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Documents are not explored: they have no structure to tell templates by, and no links."""
    return (
        PageRow.run_id == run_id,
        PageRow.explored.is_(None),
        PageRow.kind == Kind.HTML.value,
    )
