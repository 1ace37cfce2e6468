"""Reading a file of an older version as it lies there, where it could not be brought up to date: what came later is shown as empty.

Temporary views in memory stand in the place of the tables that lack something, on each connection; the file itself is not touched.
"""

from typing import Any

from sqlalchemy import Column

from foidesk.model import Base


def stand_ins(connection: Any) -> list[str]:
    """The statements that let a raw connection to an older file answer what this version asks."""
    made = []
    for table in Base.metadata.sorted_tables:
        there = {row[1] for row in connection.execute(f'PRAGMA main.table_info("{table.name}")')}
        missing = [column for column in table.columns if column.name not in there]
        if not missing:
            continue
        shown = ", ".join(f'{_nothing(column)} AS "{column.name}"' for column in missing)
        source = f'*, {shown} FROM main."{table.name}"' if there else f"{shown} WHERE 0"
        made.append(f'CREATE TEMP VIEW "{table.name}" AS SELECT {source}')
    return made


def _nothing(column: Column[Any]) -> str:
    if column.nullable:
        return "NULL"
    return "0" if column.type.compile().startswith("INTEGER") else "''"
