"""The main job from end to end on the project's own sample, in a store of its own (decision 13)."""

import json
import mimetypes
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from foidesk.desk import attach, decide, draft, intake, keep, opening, send, sign
from foidesk.desk.browse import open_case
from foidesk.desk.check import blocking
from foidesk.desk.office import Desk
from foidesk.desk.proposal import proposal
from foidesk.errors import UserError
from foidesk.model import ExtentKind, Outcome
from foidesk.paths import resource, store_dir

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo made, and how to look at it: the store with its passphrase and the last case."""

    store: Path
    passphrase: str
    case_id: int
    jobs: tuple[dict[str, Any], ...]

    def document(self) -> dict[str, Any]:
        """The demo as one JSON document; the first job's values stand at the top."""
        return {**self.jobs[0], "store": str(self.store), "passphrase": self.passphrase, "jobs": list(self.jobs)}


class _Steps:
    """Says each step with the time it took."""

    def __init__(self, say: Say) -> None:
        self.say, self.last, self.number = say, perf_counter(), 0

    def done(self, words: str) -> None:
        now = perf_counter()
        self.number += 1
        self.say(f"{self.number:>3}. {words:<78} {(now - self.last) * 1000:7.0f} ms")
        self.last = perf_counter()


def run_demo(out: Path | None, pages: list[Path], say: Say) -> Demonstration:
    """Do the whole job on the sample request, and on each published page given; say every step with its time.

    The demo's folder is made anew; the officer's store is never touched. Raises UserError for a folder of something else.
    """
    folder = _own_folder(out)
    plan = sample_plan()
    steps = _Steps(say)
    passphrase = opening.suggest_passphrase()
    desk = opening.first_run(folder / "store", passphrase, plan["officer"]).desk
    try:
        keep.save_profile(desk, **plan["authority"])
        steps.done("A store of its own, encrypted, with the authority's profile")
        sign.make_identity(desk, plan["authority"]["signatory_role"], opening.suggest_passphrase())
        steps.done("A throw-away signing identity")
        sample = resource("samples", "sample-request.eml")
        jobs = [_job(desk, source, plan, folder / "out", steps) for source in [sample, *pages]]
        case_id = jobs[-1].pop("case_id")
        for job in jobs[:-1]:
            job.pop("case_id")
    finally:
        opening.leave(desk)
    steps.done("Store closed and backed up")
    say(f"\nThe demo's store is {folder / 'store'}; its passphrase is: {passphrase}")
    return Demonstration(folder / "store", passphrase, case_id, tuple(jobs))


def _own_folder(out: Path | None) -> Path:
    """The demo's folder, emptied; a folder that holds anything else is left alone."""
    folder = out or store_dir() / "demo"
    mark = folder / "this-is-the-foidesk-demo"
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file. Choose a folder with --out.")
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise UserError(f"{folder} is not empty and is not the demo's own. Choose another folder with --out.")
    for part in ("store", "out"):
        shutil.rmtree(folder / part, ignore_errors=True)
    try:
        (folder / "out").mkdir(parents=True, mode=0o700)
        mark.touch()
    except OSError as error:
        raise UserError(f"Cannot make the demo's folder {folder}: {error.strerror}. Choose another with --out.") from error
    return folder


def _job(desk: Desk, source: Path, plan: dict[str, Any], out: Path, steps: _Steps) -> dict[str, Any]:
    """One request from the file to the closed case."""
    steps.say(f"\n{source.name}")
    reading = intake.read_file(source)
    found = f"{_counted(len(reading.questions), 'question')}, {_counted(len(reading.notes), 'note')}"
    steps.done(f"Read in a process of its own: {found}")
    media_type = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
    new = proposal(reading, desk.today(), (source.name, media_type, source.read_bytes()))
    case_id = intake.register(desk, new)
    snapshot = open_case(desk, case_id)
    case = snapshot.case
    day = case.received if reading.received else f"{case.received} (today: the file names no day)"
    steps.done(f"Registered as {case.reference}, received {day}, due {snapshot.clock.due}")
    decide_sample(desk, case_id, plan, steps.done)
    # The demo runs on any day of the year: its letter is dated as if it had been written in time.
    dated = min(desk.today(), snapshot.clock.due or desk.today())
    draft.write_letter(desk, case_id, dated=dated)
    snapshot = open_case(desk, case_id)
    stop = blocking(list(snapshot.findings))
    if stop:
        raise UserError(f"The sample does not pass its own checks: {stop[0].rule} {stop[0].message}")
    found = _counted(len(snapshot.findings), "finding")
    steps.done(f"Checked against the Act: {f'{found}, of which none blocks' if snapshot.findings else 'nothing found'}")
    for finding in snapshot.findings:
        steps.say(f"     {finding.rule} ({finding.severity.value}): {finding.message}")
    signed = sign.sign_letter(desk, case_id, dated=dated)
    steps.done(f"Signed and verified: {signed.pages} pages, SHA-256 {signed.sha256[:16]}…")
    letter = send.export_letter(desk, case_id, signed.letter_id, out)
    mail = send.prepare_email(desk, case_id, signed.letter_id, out) if case.requester.email else None
    page = send.make_log_page(desk, case_id, out)
    steps.done("Letter, unsent e-mail and response-log page written" if mail else "Letter and response-log page written")
    verified = sign.verify_file(desk, letter.path.read_bytes())
    send.mark_sent(desk, case_id, signed.letter_id, dated)
    send.close_case(desk, case_id)
    steps.done(f"Verified again from the file ({'good' if verified.valid else 'NOT good'}), marked sent, closed")
    for path in (letter.path, mail.path if mail else None, page.path):
        if path:
            steps.say(f"     {path}")
    return {
        "case": case.reference,
        "case_id": case_id,
        "pdf": str(letter.path),
        "eml": str(mail.path) if mail else None,
        "log_page": str(page.path),
        "verified": verified.valid and verified.covers_whole_file and verified.trusted,
        "due": snapshot.clock.due.isoformat() if snapshot.clock.due else None,
        "questions": len(case.questions),
    }


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def sample_plan() -> dict[str, Any]:
    """What the demonstration decides on the sample request: its authority, its answers, its table and its reasoning."""
    return dict(json.loads(resource("samples", "demo.json").read_text("utf-8")))


def decide_sample(desk: Desk, case_id: int, plan: dict[str, Any], told: Say = lambda words: None) -> None:
    """Answer every question and decide any other information, with the plan's own reasoning; `told` hears of each step."""
    case = open_case(desk, case_id).case
    ids = [question.id for question in case.questions]
    table = plan["table"]
    rows = _for_the_years_asked([list(row) for row in table["rows"]], [question.text for question in case.questions])
    answer_table = attach.AnswerTable(tuple(table["header"]), tuple(map(tuple, rows)))
    name = attach.attach_table(desk, case_id, answer_table, table["title"], "pdf")
    told(f"Attachment {name} made from an answer's table")
    for question, decision_id in zip(case.questions, decide.decide(desk, case_id, ids, Outcome.DISCLOSED), strict=True):
        words = plan["answers"].get(question.label, plan["answers"]["attachment"])
        decide.write_answer(desk, case_id, [decision_id], words.replace("{attachment}", name))
    told(f"{len(ids)} questions answered")
    other = decide.decide(desk, case_id, ids, Outcome.NCND, extent_kind=ExtentKind.OTHER, extent_words=plan["extent"])
    for provision, reasoning in plan["grounds"].items():
        ground = decide.claim_ground(desk, case_id, provision, other)
        decide.write_ground(desk, case_id, ground, **reasoning)
        told(f"Section {provision} relied on for any other information, with its reasoning")


def _for_the_years_asked(rows: list[list[str]], questions: list[str]) -> list[list[str]]:
    """The plan's rows under the financial years that the request itself names: a published page asks about its own."""
    named = next((years for text in questions if (years := re.findall(r"\b20\d\d/\d\d\b", text))), [])
    if len(named) != len(rows) - 1:
        return rows
    first, second = named[-1].split("/")
    years = [*named, f"{int(first) + 1}/{int(second) + 1:02} to date"]
    return [[year, *row[1:]] for year, row in zip(years, rows, strict=True)]
