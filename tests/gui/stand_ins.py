"""Small stand-ins for what the desk hands over, so that a page can be tried alone."""

from array import array
from dataclasses import dataclass
from datetime import date, timedelta

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Row:
    id: int
    reference: str
    title: str
    requester: str
    stage: str = "drafting"
    due: date | None = None
    clock_status: str = "running"
    found: object = None
    progress: object = None


@dataclass(frozen=True)
class Passage:
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Progress:
    decided: int
    questions: int
    last_message: date | None = None


@dataclass(frozen=True)
class Choices:
    provisions: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    ids: "array[int]"
    groups: tuple[tuple[str, int], ...]


class Source:
    """A list of cases in memory. `slow` holds the next answers back until it is set."""

    def __init__(self, rows):
        self.all = {row.id: row for row in rows}
        self.asked, self.interrupted, self.closed = [], 0, False

    def ids(self, view, words, today, filters=(), *, ranked=False):
        self.asked.append((view, words, dict(filters), ranked))
        wanted = [row for row in self.all.values() if words.lower() in f"{row.title} {row.requester} {row.reference}".lower()]
        if view == "to_sign":
            wanted = [row for row in wanted if row.stage == "to_sign"]
        groups, last = [], None
        for number, row in enumerate(wanted):
            group = self._group(row, today)
            if group != last:
                groups.append((group, number))
                last = group
        return Found(array("q", [row.id for row in wanted]), tuple(groups))

    def _group(self, row, today):
        if row.stage in ("sent", "closed"):
            return "done"
        if row.due is None:
            return "waiting"
        return "overdue" if row.due < today else "week" if row.due <= today + timedelta(7) else "later"

    def rows(self, ids, words=""):
        return [self.all[number] for number in ids if number in self.all]

    def choices(self):
        return Choices(("31(1)(a)", "31(3)", "40(2)"), (2026, 2025))

    def interrupt(self):
        self.interrupted += 1

    def close(self):
        self.closed = True


def sample_rows():
    day = lambda left: TODAY + timedelta(left)  # noqa: E731
    return [
        Row(1, "2987/26", "Stop and search by ward, 2023 to 2026", "K. Osei", due=day(-5)),
        Row(2, "3041/26", "Number plate recognition sites", "D. Whitlock", due=day(0), stage="to_sign"),
        Row(3, "3070/26", "Digital Forensics Unit caseload", "A. Requester", due=day(2)),
        Row(4, "3052/26", "Custody translation costs", "Lowri Bevan", due=day(6)),
        Row(5, "3088/26", "Body worn video procurement", "The Midshire Gazette", due=day(13), stage="gathering"),
        Row(6, "3091/26", "Knife crime detections by postcode and by age of the person detected", "P. Narayan", due=day(15)),
        Row(7, "3094/26", "Overtime paid to special constables", "M. Trueman", due=day(16), stage="received"),
        Row(
            8, "3097/26", "Drone flights over sporting events", "R. Achebe", due=None, stage="clarifying", clock_status="waiting"
        ),
        Row(9, "2801/26", "Vehicle pursuit policy", "Tŷ Newyddion", due=day(-40), stage="sent"),
    ]


def working_days_left(due):
    step = 1 if due >= TODAY else -1
    days, at = 0, TODAY
    while at != due:
        at += timedelta(step)
        days += step * ((at if step > 0 else at + timedelta(1)).weekday() < 5)
    return days
