"""Alembic's entry: runs the steps on the connection that `upgrade` hands over."""

from alembic import context

from api.db.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
