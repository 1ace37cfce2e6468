"""Alembic's entry: it works on the connection that upgrade.py hands over, inside the transaction begun there."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False, transaction_per_migration=False)
context.run_migrations()
