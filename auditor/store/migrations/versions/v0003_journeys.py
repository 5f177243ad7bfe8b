"""Journeys: of which page a row is a state."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("pages", sa.Column("state_of", sa.String(20)))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("pages") as pages:
        pages.drop_column("state_of")
