"""Verbs for the time after a case: how long it is kept, what is due, disposing of it, and leaving nothing of it in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from foidesk.desk import outbox, reference, safety
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.law.retention import AT_REST, Period, Schedule, due_on, outcomes_of, stops
from foidesk.law.retention import LEAST as LEAST
from foidesk.law.retention import MOST as MOST
from foidesk.law.stages import Act
from foidesk.model import Case
from foidesk.store import copies, erasing, history, pruning, settings, tied

_KEY = "retention"
ERASING = frozenset({"disposed", "requester-erased"})
"""The kinds of events after which the store's file has to be cleared up."""
MOST_LISTED = 500
"""How many cases a review shows at a time; the rest come once these are done."""


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose time of retention is over, or that is kept longer: since when, by which period, and what stands against disposal."""

    case_id: int
    reference: str
    title: str
    closed_on: date
    due: date
    period: str
    stops: tuple[str, ...] = ()
    kept_until: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What is due, the longest over first. `trouble` stands against every disposal; `more` are due beside those listed.

    `uncleared` says that something was disposed of and `clear_up` has not been through since.
    """

    due: tuple[Due, ...]
    more: int = 0
    trouble: str = ""
    uncleared: bool = False


@dataclass(frozen=True, slots=True)
class Cleared:
    """What is left outside the store's file after a disposal: whether the file holds nothing of it, and the copies that still do.

    `copies_until` is when the last of the present copies goes if one is made each day; `aside` are folders of replaced stores.
    """

    clean: bool
    copies: int
    copies_until: datetime | None
    aside: tuple[Path, ...] = ()


def schedule(desk: Desk) -> Schedule:
    """How long cases are kept: the program's suggestion with the authority's own years."""
    with desk.reading() as session:
        return _schedule(session)


def set_years(desk: Desk, years: Mapping[str, int]) -> None:
    """Set how many years the periods last, by their keys; those not named stand as they are. Raises UserError for what is no period."""
    known = {period.key for period in reference.retention().periods}
    if unknown := set(years) - known:
        raise UserError(f"There is no period {sorted(unknown)[0]}. There are: {', '.join(sorted(known))}.")
    if any(not LEAST <= value <= MOST for value in years.values()):
        raise UserError(f"A period lasts from {LEAST} to {MOST} years.")
    with desk.writing() as work:
        kept = settings.get(work.session, _KEY, {})
        settings.put(work.session, _KEY, {**kept, **years})
        work.record("retention-set", years=dict(years))


def review(desk: Desk) -> Review:
    """The cases whose time is over as of today, with what stands against disposing of each."""
    today, trouble = desk.today(), _trouble(desk)
    with desk.reading() as session:
        plan = _schedule(session)
        earliest = min(period.years for period in plan.periods)
        over = []
        for item in tied.closed_before(session, _years_before(today, earliest)):
            period = plan.period_of(item.regime, item.outcomes, is_past=item.is_past)
            due = due_on(item.closed_on, period.years)
            if due <= today:
                over.append((due, item.id, period))
        over.sort(key=lambda row: row[:2])
        cases = tied.for_review(session, [case_id for _, case_id, _ in over[:MOST_LISTED]])
        ties = tied.ties(session)
        found = [_due(session, cases[case_id], ties, period, due, today) for due, case_id, period in over[:MOST_LISTED]]
        return Review(tuple(found), max(0, len(over) - MOST_LISTED), trouble, _is_uncleared(session))


def dispose(desk: Desk, case_id: int) -> Due:
    """Dispose of a case whose time is over: its texts, files, people and salt are erased; reference, days, outcomes and provisions stay.

    What lies of it in the outbox is deleted too. Raises UserError where its time is not over, something stands against it, or the
    clock or the history is in doubt. Call `clear_up` afterwards.
    """
    if trouble := _trouble(desk):
        raise UserError(trouble)
    with desk.writing(case_id) as work:
        case, today = work.case, desk.today()
        period = _schedule(work.session).period_of(case.regime, outcomes_of(case), is_past=case.past_on is not None)
        if case.closed_on is None:
            raise UserError("Only a case that is closed can be disposed of.")
        due = due_on(case.closed_on, period.years)
        if due > today:
            raise UserError(
                f"Its time of retention is not over: {period.words.lower()}, {period.years} years after it was closed."
            )
        item = _due(work.session, case, tied.ties(work.session), period, due, today)
        if item.stops:
            raise UserError(f"{case.reference} cannot be disposed of. {' '.join(item.stops)}")
        swept = outbox.sweep_of(desk, case.reference)
        work.move(Act.DISPOSE)
        gone = erasing.erase_case(work.session, case)
        case.disposed_on = today
        work.record(
            "disposed",
            closed=item.closed_on.isoformat(),
            period=period.key,
            years=period.years,
            texts=gone.texts,
            files=gone.files,
            outbox=swept,
        )
        return item


def clear_up(desk: Desk) -> Cleared:
    """Leave nothing of what was erased in the store's file, and say which copies still hold it. Takes a while in a large store.

    Raises UserError where there is no room for it; what was disposed of stays so, and it can be tried again.
    """
    folder = desk.store.folder
    clean = erasing.scour(folder, desk.store.key)
    copied = copies.copies_in(folder / "backups")
    aside = tuple(sorted(path for path in folder.glob("replaced-*") if path.is_dir()))
    if clean:
        with desk.writing() as work:
            work.record("cleared-up", copies=len(copied), aside=len(aside))
    return Cleared(clean, len(copied), pruning.last_gone(copied, desk.now()), aside)


def keep_longer(desk: Desk, case_id: int, until: date, reason: str) -> None:
    """Hold a case beyond its time, for a claim or an inquiry. Raises UserError without a reason or for a day that is not ahead."""
    if not reason.strip():
        raise UserError("Say why it is kept longer: the reason is asked for at each review.")
    if until <= desk.today():
        raise UserError("The day until which it is kept must lie ahead.")
    with desk.writing(case_id) as work:
        if work.case.disposed_on is not None:
            raise UserError("This case has been disposed of; nothing of it is left to be kept.")
        work.case.kept_until, work.case.kept_reason = until, reason.strip()
        work.record("kept-longer", until=until.isoformat())


def keep_no_longer(desk: Desk, case_id: int) -> None:
    """Let a case go by its time again. Raises UserError where it was not held."""
    with desk.writing(case_id) as work:
        if work.case.kept_until is None:
            raise UserError("This case is not kept longer than its time.")
        work.case.kept_until = work.case.kept_reason = None
        work.record("kept-no-longer")


def _schedule(session: Session) -> Schedule:
    return reference.retention().with_years(settings.get(session, _KEY, {}))


def _due(session: Session, case: Case, ties: Mapping[str, set[str]], period: Period, due: date, today: date) -> Due:
    beside = tied.references_at_work(session, case.reference, ties, AT_REST)
    assert case.closed_on is not None
    return Due(
        case.id,
        case.reference,
        case.title,
        case.closed_on,
        due,
        period.words,
        tuple(stops(case, beside, today)),
        case.kept_until,
    )


def _trouble(desk: Desk) -> str:
    """What stands against every disposal: a clock that may be wrong, or a history that may have been changed."""
    if trouble := safety.clock_trouble(desk):
        return f"{trouble} Until then nothing is disposed of."
    if (warning := desk.store.history_warning) and warning != history.NO_ANCHOR:
        return f"Nothing is disposed of while the history is in doubt: {warning}."
    return ""


def _is_uncleared(session: Session) -> bool:
    last = ""
    for event in history.events_of(session, ERASING | {"cleared-up"}):
        last = event.kind
    return last in ERASING


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
