"""The declarative base: how Python values become columns of STRICT SQLite tables.

STRICT tables accept only the types TEXT, INTEGER, REAL and BLOB, so every Python type that a noun uses is mapped here, once.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import LargeBinary, MetaData, Text, TypeDecorator, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
from sqlalchemy.types import Integer

Json = Annotated[Any, "json"]
"""A value that JSON can hold; columns of this type hold small lists and records that are never searched by SQL."""


class Flag(TypeDecorator[bool]):
    """A truth value as INTEGER 0 or 1."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Day(TypeDecorator[date]):
    """A calendar day as TEXT, ISO 8601."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A point in time as TEXT, ISO 8601, always UTC; a value without a zone is refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Word(TypeDecorator[StrEnum]):
    """One word of a fixed list as TEXT."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class JsonText(TypeDecorator[Any]):
    """A small JSON value as TEXT, with sorted keys, so that equal values are equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """What every noun shares: a dataclass that is also a row.

    Rows are compared by identity, and their `repr` shows no case text, so that none can reach a log or a traceback.
    """

    type_annotation_map = {
        str: Text(),
        int: Integer(),
        bool: Flag(),
        bytes: LargeBinary(),
        date: Day(),
        datetime: Moment(),
        Json: JsonText(),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    def __post_init__(self) -> None:
        """Give a new row its empty lists: unset ones would count as not loaded once the row is flushed."""
        for relation in inspect(type(self)).relationships:
            if relation.uselist and relation.key not in self.__dict__:
                setattr(self, relation.key, [])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id')}>"
