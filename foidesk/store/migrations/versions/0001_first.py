"""The first schema, as it was on the day that it was frozen. It is never edited: later changes are revisions of their own."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements."""
    frozen = Path(__file__).with_name("0001_first.sql").read_text("utf-8")
    for statement in frozen.split("\n;\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
