"""Indexes by which the list of cases is narrowed: year, outcome, provision, timeliness."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the frozen statements."""
    frozen = Path(__file__).with_name("0004_filters.sql").read_text("utf-8")
    for statement in frozen.split("\n;\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
