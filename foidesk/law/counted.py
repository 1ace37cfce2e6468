"""What a clock tells: each day with its number or the reason it does not count, and by when the answer is due."""

from dataclasses import dataclass
from datetime import date

from foidesk.model.words import Regime


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day of the count: its number if it counts, and why it does not."""

    date: date
    counted: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockResult:
    """By when, and why. `status` is running, waiting or lapsed; `due` is null unless it is running.

    `days_left` counts the working days after today up to the due day; negative, the working days since. `interest_latest` is the
    day by which guidance wants a decision on the public interest; once a notice extended the time, it is told as
    `extension_guidance_latest` too. `clear_due` stands where clarification was asked too late: the day by which the questions that
    were clear had to be answered, whatever became of the others.
    """

    regime: Regime
    received: date
    status: str
    due: date | None
    days: tuple[Day, ...]
    limit: int
    days_left: int | None = None
    warnings: tuple[str, ...] = ()
    extension_guidance_latest: date | None = None
    fee_last_day: date | None = None
    interest_latest: date | None = None
    clear_due: date | None = None

    def day_number(self, today: date) -> int:
        """How many days of the limit have been counted up to and including a day."""
        return sum(1 for day in self.days if day.counted is not None and day.date <= today)
