"""When the last of some copies will be pruned, as far as can be told: copies are counted, never pruned by age."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from foidesk.store import copies

DAILY = 7 * copies.WEEKS + copies.NEWEST
"""Days after which an old copy stays only as the last one of its month."""


def last_gone(found: Collection[Path], now: datetime) -> datetime | None:
    """The day on which the last of these copies will be gone if a copy is made each day from now on; None where there is none."""
    old = {path for path in found if copies.time_of(path) is not None}
    there = sorted(old)
    for when in _days(now):
        there.append(Path(copies.name_of(when.astimezone(UTC), "")))
        keep = copies.kept(there)
        there = [path for path in there if path in keep]
        if old and not old & keep:
            return when
    return None


def _days(now: datetime) -> Iterator[datetime]:
    """Every day for a while; then, since only months decide, the first of each."""
    last = now
    for number in range(DAILY):
        last = now + timedelta(days=number)
        yield last
    for _ in range(copies.MONTHS + 1):
        last = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield last
