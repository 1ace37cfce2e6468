"""Findings that were set aside, each with its reason."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the frozen statements."""
    frozen = Path(__file__).with_name("0002_set_asides.sql").read_text("utf-8")
    for statement in frozen.split("\n;\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
