"""The commands that prove a store and hand it over: the whole of it read, a receipt of its history, the sheet of open cases."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foidesk.cli.terminal import at_desk, store_folder, tell
from foidesk.errors import UserError

if TYPE_CHECKING:
    from foidesk.desk.proving import Proof


def verify_store(options: argparse.Namespace) -> int:
    """Read everything; the first bad event is named, then every text and file that is not as the history says."""
    from foidesk.desk import proving
    from foidesk.desk.listing import every_case

    receipts = [proving.read_receipt(Path(name)) for name in options.receipt or []]
    with at_desk(options) as desk:
        found, cases = proving.prove(desk, receipts), len(every_case(desk))
    report = found.history
    document: dict[str, Any] = {"path": str(store_folder(options)), "cases": cases, "head": report.head, "ok": found.ok}
    document |= {"events": report.events, "first_bad": found.first_bad, "why": report.why}
    document |= {
        "flaws": [{"why": flaw.why, "event": flaw.event} for flaw in found.flaws],
        "receipts": [{"day": held.receipt.day.isoformat(), "ok": held.ok, "told": held.words} for held in found.receipts],
    }
    tell(options, document, "\n".join(_lines(found, cases)))
    return 0 if found.ok else 1


def receipt(options: argparse.Namespace) -> int:
    """A receipt of the history, as a file or in an unsent e-mail."""
    from foidesk.desk import proving

    folder = _folder(options)
    with at_desk(options) as desk:
        done = proving.email_receipt(desk, options.to, folder) if options.to else proving.make_receipt(desk, folder)
    tell(options, {"path": str(done.path), "sha256": done.sha256}, f"Written: {done.path}. Keep it where the store is not.")
    return 0


def handover(options: argparse.Namespace) -> int:
    """The sheet of every open case."""
    from foidesk.desk import handover as sheet

    folder = _folder(options)
    with at_desk(options) as desk:
        cases = sheet.open_cases(desk)
        done = sheet.hand_over(desk, folder)
    document = {
        "path": str(done.path),
        "sha256": done.sha256,
        "cases": [
            {
                "reference": case.reference,
                "due": case.due.isoformat() if case.due else None,
                "left": case.left,
                "owes": list(case.owes),
                "next_step": case.next_step,
            }
            for case in cases
        ],
    }
    tell(options, document, f"Written: {done.path}, {len(cases)} open case{'' if len(cases) == 1 else 's'}.")
    return 0


def _folder(options: argparse.Namespace) -> Path | None:
    """The folder that --out names; None for the outbox. Raises UserError where there is none of that name."""
    if options.out and not Path(options.out).is_dir():
        raise UserError(f"There is no folder {options.out}.")
    return Path(options.out) if options.out else None


def _lines(found: "Proof", cases: int) -> list[str]:
    counted = f"{found.history.events} events, {cases} case{'' if cases == 1 else 's'}"
    if found.ok:
        whole = f"The history is whole: {counted}. Its head is {found.history.head or '–'}."
        return [whole, "Every saved text and every file is the one that it speaks of.", *(held.words for held in found.receipts)]
    named = [f"The first event that is not as it was: {found.first_bad}."] if found.first_bad is not None else []
    return [f"The history is NOT as it was written, or the store not as the history says ({counted}).", *found.told, *named]
