"""Checks of a case document that is in no store: what scripts and other programs use. Its letter: `loose_letter`."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from foidesk.desk.check import findings
from foidesk.desk.exchange import open_case_and_files
from foidesk.desk.office import LONDON, Shelf
from foidesk.law.rules import Finding


def check_document(path: Path, stage: str | None, today: date) -> list[Finding]:
    """The findings on a case document: of all stages unless one is named."""
    case, _ = open_case_and_files(path)
    return findings(shelf_on(today), case, stage=stage or "publish")


def shelf_on(today: date) -> Shelf:
    """The reference shelf on a fixed day; at noon in London, so that no zone moves the day."""
    moment = datetime.combine(today, time(12), LONDON).astimezone(UTC)
    return Shelf(now=lambda: moment)
