"""The workspace's tables. A change here needs a migration beside it; a test compares the two."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables of the workspace."""


class RunRow(Base):
    """One audit of one portal. `finished_at` is empty while it can be gone on with."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    target: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(String(64))
    settings: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    facts: Mapped[str] = mapped_column(default="{}")
    __table_args__ = (Index("runs_by_target", "target", "fingerprint", "started_at"),)


class PageRow(Base):
    """One address of a run: its place in the frontier, and what became of it.

    From `explore_order` on, the columns are those of runs that visit a sample: they are
    empty where the page was not explored, belongs to no template, or was not chosen. `state_of`
    names the page of whose address this is a state that a journey led to.
    """

    __tablename__ = "pages"

    run_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    url: Mapped[str]
    kind: Mapped[str] = mapped_column(String(10))
    depth: Mapped[int]
    rank: Mapped[int]
    parent_order: Mapped[int]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    visit_order: Mapped[int | None]
    final_url: Mapped[str] = mapped_column(default="")
    status: Mapped[int | None]
    reason: Mapped[str | None]
    explore_order: Mapped[int | None]
    explored: Mapped[str | None] = mapped_column(String(10))
    template: Mapped[int | None]
    chosen_as: Mapped[str | None] = mapped_column(String(10))
    chosen_for: Mapped[str | None]
    state_of: Mapped[str | None] = mapped_column(String(20))
    __table_args__ = (
        ForeignKeyConstraint(["run_id"], ["runs.id"], ondelete="CASCADE"),
        Index("pages_in_order", "run_id", "state", "depth", "visit_order"),
        Index("pages_to_explore", "run_id", "explored", "depth", "explore_order"),
    )


class SketchRow(Base):
    """What exploring notes of a page: its skeleton, and the page in brief, both compressed."""

    __tablename__ = "sketches"

    run_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    skeleton: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "page_id"], ["pages.run_id", "pages.page_id"], ondelete="CASCADE"),
    )


class EvidenceRow(Base):
    """What a visit recorded, compressed; see `auditor.evidence`."""

    __tablename__ = "evidence"

    run_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "page_id"], ["pages.run_id", "pages.page_id"], ondelete="CASCADE"),
    )


class JudgementRow(Base):
    """What the rules answered of a page, and the page in brief, both compressed."""

    __tablename__ = "judgements"

    run_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    judgement: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        ForeignKeyConstraint(["run_id", "page_id"], ["pages.run_id", "pages.page_id"], ondelete="CASCADE"),
    )
