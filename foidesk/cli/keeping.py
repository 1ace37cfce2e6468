"""The commands for what came before a case and what comes after it: the past brought in, retention and disposal, one requester's data."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foidesk.cli.terminal import at_desk, day, tell, unsteered
from foidesk.errors import UserError

if TYPE_CHECKING:
    from foidesk.desk.past import PastReport
    from foidesk.desk.requesters import About
    from foidesk.desk.retention import Cleared, Review


def import_past(options: argparse.Namespace) -> int:
    """Published pages, letters or a register of earlier years as cases that can be searched."""
    from foidesk.desk import past

    place, columns = Path(options.place), _pairs(options.column, "--column", "title=Subject")
    if options.look:
        found = past.look_at_register(place, columns)
        document = {
            "rows": len(found.rows),
            "columns": dict(found.columns),
            "unused": list(found.unused),
            "told": list(found.told),
        }
        lines = [
            f"{len(found.rows)} rows. {' '.join(found.told)}",
            *(f"{name:11} {said}" for name, said in found.columns.items()),
        ]
        tell(options, document, "\n".join([*lines, *(f"{'not used':11} {heading}" for heading in found.unused)]))
        return 0
    with at_desk(options) as desk:
        report = past.import_past(desk, place, columns, lambda done, of, name: _progress(options, done, of, name))
    document = {"imported": report.imported, "joined": report.joined, "known": report.known, "stopped": report.stopped}
    named = {
        name: [{"name": item.name, "why": item.why} for item in items]
        for name, items in (("unread", report.unread), ("doubts", report.doubts))
    }
    tell(options, document | named, "\n".join(_past_lines(report)))
    return 1 if report.unread else 0


def retention_review(options: argparse.Namespace) -> int:
    """What is due, and what stands against it."""
    from foidesk.desk import retention

    with at_desk(options) as desk:
        found, plan = retention.review(desk), retention.schedule(desk)
    document = {
        "due": [
            {
                "reference": item.reference,
                "closed": item.closed_on.isoformat(),
                "due": item.due.isoformat(),
                "period": item.period,
                "stops": list(item.stops),
            }
            for item in found.due
        ],
        "more": found.more,
        "trouble": found.trouble,
        "uncleared": found.uncleared,
        "periods": [{"key": item.key, "words": item.words, "years": item.years} for item in plan.periods],
        "source": plan.source,
    }
    tell(options, document, "\n".join(_review_lines(found, plan)))
    return 0


def retention_set(options: argparse.Namespace) -> int:
    """The authority's own years."""
    from foidesk.desk import retention

    given = _pairs(options.period, "A period", "refused=7")
    if wrong := [value for value in given.values() if not value.isdecimal()]:
        raise UserError(f"{wrong[0]!r} is no number of years.")
    with at_desk(options) as desk:
        retention.set_years(desk, {key: int(value) for key, value in given.items()})
        plan = retention.schedule(desk)
    document = {"periods": [{"key": item.key, "years": item.years} for item in plan.periods]}
    tell(options, document, "\n".join(f"{item.key:15} {item.years:3} years  {item.words}" for item in plan.periods))
    return 0


def retention_dispose(options: argparse.Namespace) -> int:
    """Dispose of cases by their references, then clear the store's file up."""
    from foidesk.desk import retention
    from foidesk.desk.browse import find

    done, stopped = [], {}
    with at_desk(options) as desk:
        found = {reference: find(desk, reference) for reference in options.reference}
        for reference, case_id in found.items():
            try:
                done.append(retention.dispose(desk, case_id).reference)
            except UserError as error:
                stopped[reference] = str(error)
        cleared = retention.clear_up(desk) if done else None
    document: dict[str, Any] = {"disposed": done, "stopped": stopped, **(_cleared(cleared) if cleared else {})}
    lines = [f"Disposed of: {', '.join(done)}."] if done else []
    tell(options, document, "\n".join([*lines, *stopped.values(), *(cleared_lines(cleared) if cleared else [])]))
    return 1 if stopped else 0


def retention_keep(options: argparse.Namespace) -> int:
    """Hold a case beyond its time, or let it go by its time again."""
    from foidesk.desk import retention
    from foidesk.desk.browse import find

    with at_desk(options) as desk:
        case_id = find(desk, options.reference)
        if options.no_longer:
            retention.keep_no_longer(desk, case_id)
        else:
            if not options.until:
                raise UserError("Say until when it is kept, with --until DATE, and why, with --reason.")
            retention.keep_longer(desk, case_id, day(options.until), options.reason or "")
    until = None if options.no_longer else options.until
    tell(
        options, {"reference": options.reference, "until": until}, f"Kept until {until}." if until else "Kept by its time again."
    )
    return 0


def retention_clear_up(options: argparse.Namespace) -> int:
    """Leave nothing of what was erased in the store's file."""
    from foidesk.desk import retention

    with at_desk(options) as desk:
        cleared = retention.clear_up(desk)
    tell(options, _cleared(cleared), "\n".join(cleared_lines(cleared)))
    return 0 if cleared.clean else 1


def requester_find(options: argparse.Namespace) -> int:
    """The cases that somebody asked, or is named in."""
    from foidesk.desk import requesters

    with at_desk(options) as desk:
        found = requesters.find_requester(desk, options.words)
    tell(options, [_about(item) for item in found], "\n".join(map(_about_line, found)) or "Nobody of that name is in this store.")
    return 0


def requester_export(options: argparse.Namespace) -> int:
    """Everything that the cases of a requester hold, into a folder."""
    from foidesk.desk import requesters
    from foidesk.desk.browse import find

    with at_desk(options) as desk:
        if options.case:
            ids = [find(desk, reference) for reference in options.case]
        else:
            ids = [item.case_id for item in requesters.find_requester(desk, options.words) if item.certain]
        path = requesters.export_requester(desk, ids, Path(options.out))
    tell(
        options,
        {"path": str(path), "cases": len(ids)},
        f"{path}: {len(ids)} cases (plain text: keep it where only you can read it)",
    )
    return 0


def requester_erase(options: argparse.Namespace) -> int:
    """Erase who asked from closed cases, then clear the store's file up."""
    from foidesk.desk import requesters, retention
    from foidesk.desk.browse import find

    with at_desk(options) as desk:
        ids = [find(desk, reference) for reference in options.reference]
        done = [requesters.erase_requester(desk, case_id, options.reason) for case_id in ids]
        cleared = retention.clear_up(desk)
    letters, words = sum(item.letters for item in done), sorted({word for item in done for word in item.words})
    lines = [f"Erased from {len(done)} cases."]
    lines += [f"{letters} signed letters still name the requester, until the case is disposed of."] if letters else []
    lines += [f"Still standing somewhere in the texts, so look: {', '.join(words)}."] if words else []
    document = {"erased": len(done), "letters": letters, "words": words, **_cleared(cleared)}
    tell(options, document, "\n".join([*lines, *cleared_lines(cleared)]))
    return 0


def cleared_lines(cleared: "Cleared") -> Iterator[str]:
    """What clearing up came to, in sentences."""
    if cleared.clean:
        yield "The store's file was rewritten; nothing that was erased is left in it."
    else:
        yield "The store's file was in use and is not cleared up yet. Close other windows and run: foidesk retention clear-up."
    if cleared.copies:
        when = cleared.copies_until
        until = (
            f"the last of them goes about {when.day} {when:%B %Y} if a copy is made each day"
            if when
            else "none of them goes soon"
        )
        yield f"{cleared.copies} copies in the folder of backups were made before and still hold it; {until}."
        yield "Copies on a stick or elsewhere hold it too, until they are pruned or deleted there."
    for folder in cleared.aside:
        yield f"A store that was replaced lies in {folder} and may hold it. Delete that folder once it is not needed."


def _progress(options: argparse.Namespace, done: int, of: int, name: str) -> bool:
    if not options.json and sys.stderr.isatty():
        print(unsteered(f"\r{done} of {of}  {name[:50]:50}"), end="", file=sys.stderr)  # noqa: T201
    return True


def _past_lines(report: "PastReport") -> Iterator[str]:
    yield f"{report.imported} cases brought in, {report.joined} letters added to theirs, {report.known} known already."
    yield from (f"Not read: {item.name}: {item.why}" for item in report.unread)
    yield from (f"Look at {item.name}: {item.why}" for item in report.doubts)


def _review_lines(found: "Review", plan: Any) -> Iterator[str]:
    if found.trouble:
        yield found.trouble
    for item in found.due:
        yield f"{item.reference:12} closed {item.closed_on}, due {item.due}  {item.period}"
        yield from (f"             {stop}" for stop in item.stops)
    if found.more:
        yield f"and {found.more} more"
    if not found.due:
        yield "No case's time of retention is over."
    if found.uncleared:
        yield "Something was erased and the store's file not cleared up since. Run: foidesk retention clear-up."
    yield f"Times of retention ({plan.source}):"
    yield from (f"  {item.key:15} {item.years:3} years  {item.words}" for item in plan.periods)


def _cleared(cleared: "Cleared") -> dict[str, Any]:
    until = cleared.copies_until.date().isoformat() if cleared.copies_until else None
    return {
        "clean": cleared.clean,
        "copies": cleared.copies,
        "copies_until": until,
        "aside": [str(path) for path in cleared.aside],
    }


def _about(item: "About") -> dict[str, Any]:
    how = "asked" if item.certain else "may have asked" if item.as_requester else "named"
    return {"reference": item.reference, "title": item.title, "stage": item.stage, "requester": item.requester, "how": how}


def _about_line(item: "About") -> str:
    told = _about(item)
    return f"{item.reference:12} {told['how']:14} {item.requester:24} {item.title}"


def _pairs(given: Sequence[str] | None, what: str, example: str) -> dict[str, str]:
    pairs = [item.partition("=") for item in given or ()]
    if any(not mark for _, mark, _ in pairs):
        raise UserError(f"{what} is written like {example}.")
    return {name.strip(): value.strip() for name, _, value in pairs}
