"""Samples: in what order pages are explored, what is noted of them, and why a page is chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COLUMNS = (
    ("explore_order", sa.Integer()),
    ("explored", sa.String(10)),
    ("template", sa.Integer()),
    ("chosen_as", sa.String(10)),
    ("chosen_for", sa.String()),
)


def upgrade() -> None:
    """Add the columns and the table."""
    for name, kind in _COLUMNS:
        op.add_column("pages", sa.Column(name, kind))
    op.create_index("pages_to_explore", "pages", ["run_id", "explored", "depth", "explore_order"])
    op.create_table(
        "sketches",
        sa.Column("run_id", sa.String(40), primary_key=True),
        sa.Column("page_id", sa.String(20), primary_key=True),
        sa.Column("skeleton", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run_id", "page_id"], ["pages.run_id", "pages.page_id"], ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("sketches")
    op.drop_index("pages_to_explore", "pages")
    with op.batch_alter_table("pages") as pages:
        for name, _ in _COLUMNS:
            pages.drop_column(name)
