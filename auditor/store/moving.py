"""How a run leaves a workspace and enters another: its rows and blobs as they are, none judged or made."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, NamedTuple

import sqlalchemy as sa

from auditor.store.database import Database
from auditor.store.models import Base, EvidenceRow, JudgementRow, PageRow, RunRow, SketchRow
from auditor.store.records import Run, naive, packed, unpacked

_BATCH = 100


class Blob(NamedTuple):
    """A text that the store keeps of a page, unpacked: of what `kind`, and of which page."""

    kind: str
    page_id: str
    data: bytes


# The kinds that each table keeps, with their columns.
_TABLES: Mapping[type[Base], Sequence[tuple[str, str]]] = {
    EvidenceRow: (("evidence", "data"),),
    JudgementRow: (("judgements", "judgement"), ("digests", "digest")),
    SketchRow: (("skeletons", "skeleton"), ("sketches", "digest")),
}
KINDS = tuple(kind for columns in _TABLES.values() for kind, _ in columns)
PAGE_COLUMNS = tuple(column.key for column in sa.inspect(PageRow).columns if column.key != "run_id")


class Moving(Database):
    """The part of a workspace that archives use."""

    def page_rows(self, run_id: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a run's pages, by their ids."""
        query = sa.select(PageRow).where(PageRow.run_id == run_id).order_by(PageRow.page_id)
        with self._session() as session:
            for row in session.scalars(query.execution_options(yield_per=200)):
                yield {name: getattr(row, name) for name in PAGE_COLUMNS}

    def blobs(self, run_id: str) -> Iterator[Blob]:
        """Yield all texts of a run's pages, a kind after the other, by the ids of pages."""
        with self._session() as session:
            for table, columns in _TABLES.items():
                rows = table.__table__.c
                for kind, column in columns:
                    query = sa.select(rows.page_id, rows[column]).where(rows.run_id == run_id)
                    query = query.order_by(rows.page_id).execution_options(yield_per=8)
                    for page_id, data in session.execute(query):
                        yield Blob(kind, page_id, unpacked(data))

    def take_in(
        self,
        run: Run,
        pages: Iterable[Mapping[str, Any]],
        held: Mapping[str, Iterable[str]],
        read: Callable[[str, str], bytes],
    ) -> None:
        """Keep a run of another workspace, all of it or nothing.

        Args:
            run: as `Workspace.run` gave it.
            pages: as `page_rows` gave them.
            held: the ids of the pages of which there is a text, by its kind.
            read: gives a text, by its kind and its page's id.
        """
        with self._transaction() as session:
            session.add(
                RunRow(
                    id=run.id, target=run.target, fingerprint=run.fingerprint, settings=run.settings,
                    started_at=naive(run.started_at),
                    finished_at=naive(run.finished_at) if run.finished_at else None,
                    facts=json.dumps(run.facts, sort_keys=True),
                )
            )  # fmt: skip
            session.flush()
            for rows in batched(({"run_id": run.id, **page} for page in pages), _BATCH):
                session.execute(sa.insert(PageRow), rows)
            for table, columns in _TABLES.items():
                for page_id in held.get(columns[0][0], ()):
                    texts = {column: packed(read(kind, page_id)) for kind, column in columns}
                    session.execute(sa.insert(table), {"run_id": run.id, "page_id": page_id, **texts})
