"""When the last of some copies will be pruned, as far as can be told: copies are counted, never pruned by age."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from foidesk.store import copies

FAR = 1500
"""Days that are looked ahead: with a copy each day the last one goes after about a year."""


def last_gone(found: Collection[Path], now: datetime, every: int = 1) -> datetime | None:
    """The day on which the last of these copies will be gone, if a copy is made every so many days from now on; None where there is none."""
    old = {path for path in found if copies.time_of(path) is not None}
    if not old:
        return None
    there = sorted(old)
    for day in range(FAR):
        when = now + timedelta(days=day)
        if day % every == 0:
            there.append(Path(copies.name_of(when.astimezone(UTC), "")))
            keep = copies.kept(there)
            there = [path for path in there if path in keep]
            if not old & keep:
                return when
    return None
