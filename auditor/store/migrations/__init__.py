"""Schema changes of the workspace, applied by Alembic."""
