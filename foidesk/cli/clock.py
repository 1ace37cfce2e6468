"""The commands of the clock: by when an answer is due, and the holidays that a store counts by."""

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foidesk.cli.terminal import at_desk, day, print_json, say, tell, today, word, words
from foidesk.errors import UserError

if TYPE_CHECKING:
    from foidesk.desk.holidays import Moved
    from foidesk.law.clock import ClockResult
    from foidesk.law.happenings import Happening

PLACES = ("england-and-wales", "scotland", "northern-ireland")


def due(options: argparse.Namespace) -> int:
    """By when, day by day; with --store by the holidays of that store."""
    from foidesk.desk import reference, report
    from foidesk.law.clock import run_clock
    from foidesk.model import Regime

    happenings = [_happening(text) for text in options.event or []]
    regime, received = word(Regime, options.regime, "regime"), day(options.received)
    with at_desk(options) if options.store else nullcontext() as desk:
        holidays = desk.holidays if desk else reference.holidays()
    result = run_clock(regime, received, happenings, holidays, today(options))
    if options.json:
        print_json(report.due_document(result, holidays))
    else:
        _explain(result)
    return 0


def _happening(text: str) -> "Happening":
    from foidesk.law.happenings import Happening

    kind, given, days = text.partition("=")
    if not given:
        raise UserError(f"{text!r} has no day. Write it as {text}=2026-05-20.")
    first, _, last = days.partition("..")
    return Happening(kind, day(first), day(last) if last else None)


def _explain(result: "ClockResult") -> None:
    for each in result.days:
        say(f"{each.date:%a %d %b %Y}  {each.counted if each.counted is not None else '–':>3}  {each.why}".rstrip())
    say(f"Due: {words(result.due)} ({result.status})" if result.due else f"No due date: {result.status}")
    for label, value in (
        ("What was clear was due", result.clear_due),
        ("Extension, by guidance, no later than", result.extension_guidance_latest),
        ("Fee by", result.fee_last_day),
    ):
        if value:
            say(f"{label} {words(value)}")
    for warning in result.warnings:
        say(f"Note: {warning}")


def holidays_list(options: argparse.Namespace) -> int:
    """The table in use and the days that officers added."""
    from foidesk.desk.holidays import holiday_facts

    with at_desk(options) as desk:
        facts = holiday_facts(desk)
    whose = f"loaded by {facts.loaded_by}" if facts.loaded_by else "the program's own"
    lines = [f"Table of {facts.version}, {facts.covers_from:%Y} to {facts.covers_to:%Y}, {whose}: {facts.source}"]
    for item in facts.added:
        lines.append(
            f"{item.date}  {item.name} ({', '.join(item.divisions)}): {item.source}. Added by {item.by}, {item.at:%Y-%m-%d}"
        )
    document = {
        "version": facts.version,
        "source": facts.source,
        "covers_from": facts.covers_from.isoformat(),
        "covers_to": facts.covers_to.isoformat(),
        "loaded_by": facts.loaded_by,
        "added": [
            {
                "date": item.date.isoformat(),
                "name": item.name,
                "divisions": list(item.divisions),
                "source": item.source,
                "by": item.by,
                "at": item.at.isoformat(),
            }
            for item in facts.added
        ],
    }
    tell(options, document, "\n".join(lines))
    return 0


def holidays_add(options: argparse.Namespace) -> int:
    """Add a proclaimed day, or with --dry-run say which open cases would move."""
    from foidesk.desk import holidays

    on, where = day(options.date), options.place or list(PLACES)
    with at_desk(options) as desk:
        if options.dry_run:
            moved = holidays.would_move(desk, holidays.adding(desk, on, options.name, where, options.source))
        else:
            moved = holidays.add_holiday(desk, on, options.name, where, options.source)
    return _say_moved(options, moved, f"{on} {'would be' if options.dry_run else 'is'} no working day.")


def holidays_remove(options: argparse.Namespace) -> int:
    """Take an added day out again."""
    from foidesk.desk import holidays

    on = day(options.date)
    with at_desk(options) as desk:
        moved = holidays.would_move(desk, holidays.removing(desk, on)) if options.dry_run else holidays.remove_holiday(desk, on)
    return _say_moved(options, moved, f"{on} {'would be' if options.dry_run else 'is'} a day as the table says.")


def holidays_load(options: argparse.Namespace) -> int:
    """Use a newer table of holidays."""
    from foidesk.desk import holidays

    data = holidays.read_new_table(Path(options.file))
    with at_desk(options) as desk:
        moved = holidays.would_move(desk, holidays.loading(desk, data)) if options.dry_run else holidays.load_holidays(desk, data)
    return _say_moved(options, moved, f"The table of {data['version']} {'would be' if options.dry_run else 'is'} in use.")


def holidays_reset(options: argparse.Namespace) -> int:
    """Go back to the program's own table; days that were added stay."""
    from foidesk.desk import holidays

    with at_desk(options) as desk:
        moved = holidays.drop_loaded_holidays(desk)
    return _say_moved(options, moved, "The program's own table is in use.")


def _say_moved(options: argparse.Namespace, moved: "Sequence[Moved]", done: str) -> int:
    lines = [done] + [f"{item.reference:12} {_told(item.before)} -> {_told(item.after)}  {item.title}" for item in moved]
    lines.append(f"{len(moved)} open case{'' if len(moved) == 1 else 's'} {'would move' if options.dry_run else 'moved'}.")
    tell(options, {"written": not options.dry_run, "moved": [_document(item) for item in moved]}, "\n".join(lines))
    return 0


def _document(item: "Moved") -> dict[str, Any]:
    return {
        "reference": item.reference,
        "before": item.before.isoformat() if item.before else None,
        "after": item.after.isoformat() if item.after else None,
    }


def _told(value: date | None) -> str:
    return value.isoformat() if value else "–"
