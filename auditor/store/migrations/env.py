"""Tells Alembic which database and which tables; `auditor.store.schema` calls it with a connection."""

from alembic import context

from auditor.store.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
