"""Alembic's entry: runs the migrations over the connection that selaras.archive.migrate hands it."""

from alembic import context

from selaras.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
