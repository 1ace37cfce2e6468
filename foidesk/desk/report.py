"""What the command line prints as JSON, by docs/commands.md: plain values made out of results."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from foidesk.errors import UserError
from foidesk.law.clock import ClockResult
from foidesk.law.holidays import Holidays
from foidesk.law.provisions import Catalogue, Provision
from foidesk.law.rules import HANDED_OFF, Finding
from foidesk.model import Regime

if TYPE_CHECKING:
    # At run time it would bring the whole signing library along, for each command.
    from foidesk.desk.worth import Worth


def due_document(result: ClockResult, holidays: Holidays) -> dict[str, Any]:
    """The clock's result with its explanation, day by day."""
    document = {
        "due": _day(result.due),
        "regime": result.regime.value,
        "status": result.status,
        "days": [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in result.days],
        "warnings": list(result.warnings),
        "holidays": {"version": holidays.version, "covers_to": _day(holidays.covers_to)},
    }
    if result.extension_guidance_latest:
        document["extension_guidance_latest"] = _day(result.extension_guidance_latest)
    if result.clear_due:
        document["clear_due"] = _day(result.clear_due)
    if result.fee_last_day:
        document["fee_last_day"] = _day(result.fee_last_day)
    return document


def provisions_document(catalogue: Catalogue, regime: Regime) -> dict[str, Any]:
    """The catalogue of provisions. Raises UserError for a law that foidesk only keeps the time for."""
    if regime in HANDED_OFF:
        raise UserError(f"There is no catalogue for {regime.value}: foidesk works out its time limit only.")
    return {"provisions": [_provision(item) for item in catalogue.all(regime)]}


def _provision(item: Provision) -> dict[str, Any]:
    return {
        "citation": item.citation,
        "section": item.section,
        "title": item.title,
        "duty": item.duty_word,
        "basis": item.basis,
        "absolute": item.absolute,
        "public_interest_test": item.public_interest_test,
        "harm": item.harm,
        "needs": list(item.needs),
    }


def findings_document(findings: Iterable[Finding]) -> dict[str, Any]:
    """The findings of a check."""
    return {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "target": finding.target,
                "ground": finding.ground,
                "questions": list(finding.questions),
                "message": finding.message,
                "source": finding.source,
            }
            for finding in findings
        ]
    }


def verification_document(worth: "Worth") -> dict[str, Any]:
    """What a signature is worth."""
    found, letter = worth.found, worth.letter
    return {
        "valid": found.valid,
        "trusted": found.trusted,
        "changed_after_signing": found.changed_after_signing,
        "covers_whole_file": found.covers_whole_file,
        "signer": found.signer,
        "time": found.time.isoformat(timespec="seconds") if found.time else None,
        "fingerprint": found.fingerprint,
        "verdict": worth.verdict,
        "organisation": found.organisation,
        "issuer": found.issuer,
        "self_made": found.self_made,
        "stamped": found.stamped.isoformat(timespec="seconds") if found.stamped else None,
        "letter": asdict(letter) | {"kind": letter.kind.value} if letter else None,
        "told": [worth.headline, *worth.lines],
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
