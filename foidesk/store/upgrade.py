"""Running Alembic's revisions on an encrypted file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from foidesk.paths import STORE_FILE
from foidesk.store.driver import connect, driver


def upgrade(folder: Path, key: bytes, to: str = "head") -> None:
    """Bring a store's file up to a revision, in one transaction, with foreign keys off before it begins.

    With them on, a table that a batch step rebuilds takes the rows that refer to it along (docs/security.md, migrations).
    """
    engine = create_engine(
        "sqlite://",
        module=driver(),
        creator=lambda: connect(folder / STORE_FILE, key, writing=True),
        poolclass=NullPool,
        hide_parameters=True,
    )
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.commit()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
            connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
    engine.dispose()
