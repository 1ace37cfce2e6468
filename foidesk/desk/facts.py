"""What the settings show: the authority's profile, the signing identity, where the store lies and when it was last copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from foidesk.desk.keep import PROFILE_FIELDS
from foidesk.desk.office import Desk
from foidesk.model import Authority
from foidesk.store import copies, settings


@dataclass(frozen=True, slots=True)
class KeptIdentity:
    """The signing identity that the store keeps: the role that it names, and the SHA-256 of its certificate in hex."""

    role: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for the whole store. `profile` is empty until it was filled in; `backups` are times, the earliest first."""

    profile: Mapping[str, Any]
    identity: KeptIdentity | None
    officer: str
    folder: Path
    backups: tuple[datetime, ...]


def facts(desk: Desk) -> Facts:
    """Everything that the settings show, in one read."""
    with desk.reading() as session:
        row = session.get(Authority, settings.get(session, "authority", 0))
        kept = settings.get(session, "identity", None)
        profile = {name: getattr(row, name) for name in PROFILE_FIELDS} if row is not None else {}
    identity = KeptIdentity(kept["role"], kept["fingerprint"]) if kept else None
    if profile:
        profile["kind"] = profile["kind"].value
    return Facts(profile, identity, desk.officer.name, desk.store.folder, tuple(copies.written(desk.store.folder / "backups")))
