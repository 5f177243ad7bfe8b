"""How journeys are kept: all that one gave in one transaction.

So a run that was killed walks that journey again, whole.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from auditor.store.database import Database
from auditor.store.models import EvidenceRow, JudgementRow, PageRow
from auditor.store.records import SeenState

JOURNEYS = "journeys"  # the fact that holds the steps of each service, by its id


class Journeys(Database):
    """The part of a workspace that journeys use."""

    def save_journey(
        self, run_id: str, service: str, steps: Sequence[dict[str, Any]], states: Sequence[SeenState]
    ) -> None:
        """Commit a journey: its steps, as the run's facts hold them, and the states that it led to, in order.

        States are pages that come after all others, and that no limit of pages counts.
        """
        newest = sa.select(sa.func.max(PageRow.visit_order)).where(PageRow.run_id == run_id)
        with self._transaction() as session:
            last = session.scalar(newest)
            for order, state in enumerate(states, 0 if last is None else last + 1):
                session.add(
                    PageRow(
                        run_id=run_id, page_id=state.page_id, url=state.url, kind=state.kind.value,
                        depth=0, rank=0, parent_order=0, position=order, state=state.state,
                        visit_order=order, final_url=state.final_url, status=state.status,
                        reason=state.reason, state_of=state.state_of,
                    )
                )  # fmt: skip
                session.flush()
                if state.evidence is not None:
                    session.add(EvidenceRow(run_id=run_id, page_id=state.page_id, data=state.evidence))
                if state.judgement is not None and state.digest is not None:
                    session.add(
                        JudgementRow(
                            run_id=run_id, page_id=state.page_id,
                            judgement=state.judgement, digest=state.digest,
                        )
                    )  # fmt: skip
            known = self._facts(session, run_id).get(JOURNEYS, {})
            self._note(session, run_id, {JOURNEYS: known | {service: list(steps)}})
