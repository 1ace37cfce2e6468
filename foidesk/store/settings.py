"""The store's own settings: small JSON values by name."""

from typing import Any

from sqlalchemy.orm import Session

from foidesk.model import Setting


def get(session: Session, key: str, default: Any = None) -> Any:
    """A setting, or a default where there is none."""
    row = session.get(Setting, key)
    return default if row is None else row.value


def put(session: Session, key: str, value: Any) -> None:
    """Keep a setting."""
    row = session.get(Setting, key)
    if row is None:
        session.add(Setting(key=key, value=value))
    else:
        row.value = value
