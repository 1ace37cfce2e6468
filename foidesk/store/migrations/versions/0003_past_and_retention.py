"""Cases that come from the authority's past, and how long a case is kept."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the frozen statements."""
    frozen = Path(__file__).with_name("0003_past_and_retention.sql").read_text("utf-8")
    for statement in frozen.split("\n;\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
