"""The hand-over sheet: every open case with its days, who owes what and the next step, for whoever takes over (decision 1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from foidesk.desk.draft import current_letter
from foidesk.desk.keep import profile_row
from foidesk.desk.listing import days_left
from foidesk.desk.office import LONDON, Desk
from foidesk.desk.send import outbox
from foidesk.law.clock import ClockResult
from foidesk.law.stages import STANDINGS
from foidesk.letters import fonts
from foidesk.letters.blocks import Block, Heading, ListBlock, Paragraph, Run, Table
from foidesk.letters.glyphs import quoted
from foidesk.letters.layout import LetterMeta, draw_plain
from foidesk.letters.writing import count, day
from foidesk.model import Case, Question, Stage
from foidesk.release.gate import Audience, Passes, Released, release
from foidesk.store import history, queries

DONE = frozenset({Stage.SENT, Stage.CLOSED, Stage.DISPOSED})
"""Stages in which nothing is owed any more."""
_TITLE = "Hand-over sheet"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One case that is not finished. `left` says how many working days there are, or have gone by; `next_step` is what to do first, `last`
    when it was last worked on and by whom."""

    reference: str
    title: str
    standing: str
    received: date
    due: date | None
    left: str
    owes: tuple[str, ...]
    next_step: str
    last: str = ""


def open_cases(desk: Desk) -> list[OpenCase]:
    """Every case that is not finished, the earliest due first; those whose clock stands still come last."""
    with desk.reading() as session:
        found = [
            (queries.load_case(session, number), history.last_of(session, number)) for number in queries.unfinished(session, DONE)
        ]
        session.expunge_all()
    told = [_told(desk, case, last) for case, last in found if case is not None]
    return sorted(told, key=lambda item: (item.due is None, item.due or item.received, item.reference))


def hand_over(desk: Desk, folder: Path | None = None) -> Released:
    """Write the sheet as a PDF into a folder, the outbox unless told otherwise. No requester is named in it.

    Raises UserError before the profile was filled in, and where it cannot be written.
    """
    cases = open_cases(desk)
    place = folder or outbox(desk)
    with desk.writing() as work:
        authority = profile_row(work.session).name
        data = _sheet(desk, authority, cases)
        passes = Passes()
        passes.made_here(data, Audience.OWN)
        done = release(data, Audience.OWN, place / f"hand-over-{desk.today().isoformat()}.pdf", passes)
        work.record("handed-over", cases=len(cases))
        return done


def _told(desk: Desk, case: Case, last: tuple[datetime, str] | None) -> OpenCase:
    clock = desk.clock(case)
    owes, step = _owed(case, clock)
    return OpenCase(
        case.reference,
        case.title,
        STANDINGS[case.stage].words,
        case.received,
        clock.due,
        _left(desk, clock),
        tuple(owes),
        step,
        f"{day(last[0].astimezone(LONDON).date())} by {last[1]}" if last else "",
    )


def _left(desk: Desk, clock: ClockResult) -> str:
    if clock.due is None:
        return "the clock stands still" if clock.status == "waiting" else "the time has lapsed"
    left = days_left(desk, clock.due)
    if left == 0:
        return "due today"
    return f"{count(left, 'working day')} left" if left > 0 else f"{count(-left, 'working day')} late"


def _owed(case: Case, clock: ClockResult) -> tuple[list[str], str]:
    """Who owes what, and what to do first."""
    holders = [f"{name}: what they hold, asked for" for name in _holders(case)]
    if case.stage is Stage.SIGNED:
        return ["This office: the signed letter, not sent"], "Send the signed letter and mark it as sent."
    if case.stage is Stage.INTERNAL_REVIEW:
        return ["This office: the outcome of the internal review"], "Decide the review and write its letter."
    if case.stage is Stage.ICO:
        return ["This office: what the Commissioner asks for"], "Answer the Commissioner."
    if clock.status == "lapsed":
        return ["Nobody: the fee was not paid in time"], "Tell the requester, and close the case."
    if clock.status == "waiting":
        asked = case.clock[-1].on if case.clock else None
        since = f", since {day(asked)}" if asked else ""
        return [f"The requester: an answer or a fee{since}", *holders], "Wait; log the answer or the fee when it comes."
    if case.stage is Stage.TO_SIGN:
        return ["This office: the signature", *holders], "Read the letter once more and sign it."
    missing = _undecided(case)
    if case.stage is Stage.GATHERING and missing:
        return holders or ["The holders: what they hold"], f"Chase the holders, then decide {_named(missing)}."
    if missing:
        return [f"This office: decisions on {_named(missing)}", *holders], f"Decide {_named(missing)}."
    letter = current_letter(case)
    return [
        "This office: the letter",
        *holders,
    ], f"Finish the {letter.kind.value.replace('_', ' ')} and put it forward for signing."


def _holders(case: Case) -> Iterator[str]:
    """Who was asked for information and has not sent it."""
    for holder in case.holders:
        if (
            isinstance(holder, dict)
            and holder.get("name")
            and not any(holder.get(word) for word in ("replied", "received", "done"))
        ):
            yield str(holder["name"])


def _undecided(case: Case) -> list[str]:
    return [label for question in case.questions for label in _open_labels(question)]


def _open_labels(question: Question) -> Iterator[str]:
    """The labels of a question, or of those of its parts, that nothing is decided about."""
    if question.decisions or question.same_answer_as:
        return
    if not question.parts:
        yield question.label
    for part in question.parts:
        yield from _open_labels(part)


def _named(labels: Sequence[str]) -> str:
    *most, last = labels
    return f"questions {', '.join(most)} and {last}" if most else f"question {last}"


def _sheet(desk: Desk, authority: str, cases: Sequence[OpenCase]) -> bytes:
    now = desk.now()
    meta = LetterMeta(title=_TITLE, author=authority, reference=_TITLE, when=now, dated=desk.today())
    return draw_plain(tuple(_blocks(desk, authority, cases)), meta, subject="Every open request, for whoever takes over")


def _blocks(desk: Desk, authority: str, cases: Sequence[OpenCase]) -> Iterator[Block]:
    yield Heading(level=1, text=_TITLE)
    made = f"{authority}. Made by {desk.officer.name} on {day(desk.today())}. {count(len(cases), 'open case')}. No requester is named here."
    yield _words(made)
    if not cases:
        yield _words("Nothing is open: every request has been answered.")
        return
    rows = tuple((_shown(case.reference), day(case.due) if case.due else "–", case.left, case.next_step) for case in cases)
    yield Table(header=("Case", "Due", "Time", "Next step"), rows=rows, row_headings=True)
    for case in cases:
        yield Heading(level=2, text=_shown(f"{case.reference}: {case.title}" if case.title else case.reference))
        facts = [
            f"Received on {day(case.received)}.{_standing(case)}",
            f"Due on {day(case.due)}: {case.left}." if case.due else f"No due day: {case.left}.",
            *(f"Owes: {owed}." for owed in case.owes),
            f"Next step: {case.next_step}",
            *([f"Last worked on: {case.last}."] if case.last else []),
        ]
        yield ListBlock(items=tuple((_words(fact),) for fact in facts))


def _standing(case: OpenCase) -> str:
    return "" if case.standing == STANDINGS[Stage.RECEIVED].words else f" It {case.standing}."


def _words(text: str) -> Paragraph:
    return Paragraph(runs=(Run(_shown(text)),))


def _shown(text: str) -> str:
    """Words with what no font has shown by name: a stranger's title must not keep the sheet from being made."""
    return quoted(" ".join(text.split()), fonts.load())
