"""The commands that keep a store safe: backup, restore and its rehearsal, making the search index anew."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foidesk.cli.terminal import at_desk, complain, store_folder, store_passphrase, tell

if TYPE_CHECKING:
    from foidesk.desk.restoring import Copy, Preview


def backup(options: argparse.Namespace) -> int:
    """A verified copy now, here and in the officer's own folder."""
    from foidesk.desk import safety
    from foidesk.desk.listing import every_case

    with at_desk(options) as desk:
        doubt, done = safety.clock_trouble(desk), safety.back_up(desk)
        report, cases = safety.verify(desk), len(every_case(desk))
    carried = str(done.carried) if done.carried else None
    document = {"path": str(done.path), "cases": cases, "head": report.head, "ok": report.ok, "elsewhere": carried}
    tell(options, document, "\n".join(filter(None, [f"Written and read back: {done.path}, {_cases(cases)}.", carried])))
    for trouble in filter(None, (doubt and f"{doubt} No old copy was removed.", done.trouble)):
        complain(trouble)
    return 0 if report.ok else 1


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the store's place, or only rehearse it."""
    from foidesk.desk import restoring

    copy, folder, secret = Path(options.file), store_folder(options), store_passphrase(options)
    if options.rehearse:
        held = restoring.rehearse(copy, secret, folder)
        tell(options, _document(held, None), f"{_held(held)} Everything in it was read. Nothing was changed.")
        return 0
    seen = restoring.look_at(copy, secret, folder)
    held, aside = restoring.restore(copy, secret, folder)
    tell(options, _document(held, aside) | _changed(seen), "\n".join(_told(seen, aside, folder)))
    return 0


def reindex(options: argparse.Namespace) -> int:
    """Make the search index anew."""
    from foidesk.desk import safety

    with at_desk(options) as desk:
        count = safety.reindex(desk)
    tell(options, {"path": str(store_folder(options)), "cases": count, "ok": True}, f"Made anew from {_cases(count)}.")
    return 0


def _document(held: "Copy", aside: Path | None) -> dict[str, Any]:
    return {
        "path": str(held.path),
        "cases": held.cases,
        "events": held.events,
        "head": held.head,
        "ok": True,
        "set_aside": str(aside) if aside else None,
    }


def _changed(seen: "Preview") -> dict[str, Any]:
    return {"lost": list(seen.lost), "older": list(seen.older), "back": list(seen.back)}


def _told(seen: "Preview", aside: Path | None, folder: Path) -> list[str]:
    lines = [_held(seen.copy), f"It is the store in {folder} now."]
    for names, words in (
        (seen.lost, "Not in it"),
        (seen.older, "In it as they were earlier"),
        (seen.back, "Back again"),
    ):
        if names:
            lines.append(f"{words}: {', '.join(names)}.")
    if aside:
        lines.append(f"What was there before lies in {aside}.")
    return lines


def _held(held: "Copy") -> str:
    when = f", written {held.written:%d %B %Y %H:%M} UTC" if held.written else ""
    return f"{held.path.name}{when}: {_cases(held.cases)}, {held.events} events."


def _cases(count: int) -> str:
    return f"{count} case" + ("" if count == 1 else "s")
