"""The first tables: runs, pages (the frontier), evidence, judgements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime()),
        sa.Column("facts", sa.String(), nullable=False),
    )
    op.create_index("runs_by_target", "runs", ["target", "fingerprint", "started_at"])
    op.create_table(
        "pages",
        sa.Column("run_id", sa.String(40), primary_key=True),
        sa.Column("page_id", sa.String(20), primary_key=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("parent_order", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("visit_order", sa.Integer()),
        sa.Column("final_url", sa.String(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("reason", sa.String()),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], ondelete="CASCADE"),
    )
    op.create_index("pages_in_order", "pages", ["run_id", "state", "depth", "visit_order"])
    for name, columns in (("evidence", ("data",)), ("judgements", ("judgement", "digest"))):
        op.create_table(
            name,
            sa.Column("run_id", sa.String(40), primary_key=True),
            sa.Column("page_id", sa.String(20), primary_key=True),
            *(sa.Column(column, sa.LargeBinary(), nullable=False) for column in columns),
            sa.ForeignKeyConstraint(
                ["run_id", "page_id"], ["pages.run_id", "pages.page_id"], ondelete="CASCADE"
            ),
        )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("judgements", "evidence", "pages", "runs"):
        op.drop_table(name)
