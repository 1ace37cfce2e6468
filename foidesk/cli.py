"""The verbs without a screen (docs/commands.md): prints for people, or one JSON document with --json.

Exit status 0: done. 1: a blocking finding, a file that must not leave, an invalid signature. 2: bad input or usage, one line.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from foidesk import (
    clock_commands,
    cost_commands,
    keeping_commands,
    letter_commands,
    proof_commands,
    release_commands,
    safety_commands,
    search_commands,
)
from foidesk.arguments import make_parser
from foidesk.errors import RefusedError, UserError
from foidesk.log import log_fault
from foidesk.terminal import at_desk as _at_desk
from foidesk.terminal import complain as _complain
from foidesk.terminal import print_json as _print_json
from foidesk.terminal import say as _say
from foidesk.terminal import store_folder as _store_folder
from foidesk.terminal import store_passphrase as _store_passphrase
from foidesk.terminal import tell as _tell
from foidesk.terminal import today as _today
from foidesk.terminal import word as _word

OpenWindow = Callable[[str | None, int | None, str | None], int]


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one verb; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = make_parser(_VERBS).parse_args(arguments)
        options.open_window = open_window
        return int(options.verb(options))
    except RefusedError as refusal:
        return _refused(refusal, "--json" in arguments)
    except UserError as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return _complain("Stopped. Nothing was written.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _complain(f"This is a fault of foidesk, not of your input ({log_fault(error)}). Nothing was written.")


def _refused(refusal: RefusedError, as_json: bool) -> int:
    """A blocking finding or a file that must not leave: the JSON is printed all the same."""
    from foidesk.desk.report import findings_document

    if as_json:
        found = getattr(refusal, "findings", None)
        _print_json({"refused": str(refusal), **(findings_document(found) if found else {})})
    _complain(str(refusal))
    return 1


def _intake(options: argparse.Namespace) -> int:
    from foidesk.desk.intake import read_file
    from foidesk.intake.reading import as_json

    document = as_json(read_file(Path(options.file)))
    if options.json:
        _print_json(document)
        return 0
    requester = document["requester"] or {}
    _say(f"Reference {document['reference'] or '–'}, received {document['received'] or '–'}, from {requester.get('name') or '–'}")
    for question in document["questions"]:
        _say(f"{question['label']:>4}  {question['own']}")
        for part in question["parts"]:
            _say(f"      {part['label']}  {part['text']}")
    for note in document["notes"]:
        _say(f"Note  {note['text']}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from foidesk.desk import report
    from foidesk.desk.loose_text import check_file
    from foidesk.law.rules import Severity

    path, names = Path(options.file), options.name or []
    found = check_file(path, options.stage, _today(options), public_copy=options.public_copy, names=names)
    if options.json:
        _print_json(report.findings_document(found))
    for finding in found if not options.json else []:
        _say(f"{finding.severity.value.upper():5}  {finding.rule}  {finding.target:8}  {finding.message}  [{finding.source}]")
    if not found and not options.json:
        _say("No findings.")
    return 1 if any(finding.severity is Severity.BLOCK for finding in found) else 0


def _verify(options: argparse.Namespace) -> int:
    from foidesk.desk import report
    from foidesk.desk.worth import file_worth

    with _at_desk(options) if options.store else nullcontext() as desk:
        worth = file_worth(desk, Path(options.file), Path(options.trust) if options.trust else None)
    lines = [worth.headline, *worth.lines]
    if worth.fingerprint:
        lines.append(f"Fingerprint of the certificate (SHA-256): {worth.fingerprint}")
    _tell(options, report.verification_document(worth), "\n".join(lines))
    return 0 if worth.good else 1


def _provisions(options: argparse.Namespace) -> int:
    from foidesk.desk import reference, report
    from foidesk.model import Regime

    document = report.provisions_document(reference.catalogue(), _word(Regime, options.regime, "regime"))
    if options.json:
        _print_json(document)
        return 0
    for item in document["provisions"]:
        test = "public interest test" if item["public_interest_test"] else "no public interest test"
        _say(f"{item['citation']:16} {item['duty'] or '–':9} {item['basis']:18} {test:26} {item['title']}")
    return 0


def _case_schema(options: argparse.Namespace) -> int:
    from foidesk.paths import resource

    _say(resource("schema", "case-document.schema.json").read_text("utf-8").rstrip())
    return 0


def _case_import(options: argparse.Namespace) -> int:
    from foidesk.desk.exchange import add_document, open_case_and_files
    from foidesk.desk.opening import store_exists

    case, contents = open_case_and_files(Path(options.file))
    reference, recovery = case.reference, None
    if store_exists(_store_folder(options)):
        with _at_desk(options) as desk:
            case_id = add_document(desk, case, contents)
    else:
        case_id, recovery = _import_into_new_store(options, case, contents)
    lines = [f"Imported {reference}."]
    if recovery:
        lines.append(f"A new store was made. Its recovery key, shown this once: {recovery}")
    told = {"id": case_id, "reference": reference} | ({"recovery_key": recovery} if recovery else {})
    _tell(options, told, "\n".join(lines))
    return 0


def _import_into_new_store(options: argparse.Namespace, case: Any, contents: dict[str, bytes]) -> tuple[int, str]:
    """The case's id and the new store's recovery key; no store is left behind where the case cannot be kept."""
    from foidesk.desk.exchange import add_document
    from foidesk.desk.office import os_user
    from foidesk.desk.opening import first_run, leave, undo_first_run

    made = first_run(_store_folder(options), _store_passphrase(options), os_user())
    try:
        case_id = add_document(made.desk, case, contents)
    except BaseException:
        undo_first_run(made)
        raise
    leave(made.desk)
    return case_id, made.recovery_key


def _case_list(options: argparse.Namespace) -> int:
    from foidesk.desk.exchange import documents
    from foidesk.desk.listing import every_case

    with _at_desk(options) as desk:
        found = documents(desk, every_case(desk))
    lines = [f"{item['reference']:12} {item['received']}  {item['stage']:10} {item['title']}" for item in found]
    _tell(options, found, "\n".join(lines) or "No cases yet.")
    return 0


def _case_show(options: argparse.Namespace) -> int:
    from foidesk.desk.browse import find
    from foidesk.desk.exchange import documents

    with _at_desk(options) as desk:
        document = documents(desk, [find(desk, options.reference)])[0]
    lines = [f"{document['reference']}  {document['title']}", f"received {document['received']}, {document['stage']}"]
    lines += [f"{question['label']:>4}  {question['text']}" for question in document["questions"]]
    _tell(options, document, "\n".join(lines))
    return 0


def _case_export(options: argparse.Namespace) -> int:
    from foidesk.desk.browse import find
    from foidesk.desk.exchange import export_case

    with _at_desk(options) as desk:
        path = export_case(desk, find(desk, options.reference), Path(options.out))
    _tell(options, {"path": str(path)}, f"{path} (plain text: keep it where only you can read it)")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from foidesk.desk.demo import run_demo

    say = (lambda text: None) if options.json else _say
    pages = [Path(page) for page in options.page or []]
    done = run_demo(Path(options.out) if options.out else None, pages, say)
    if options.json:
        _print_json(done.document())
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
    if display and not options.no_window and not options.json:
        return int(options.open_window(str(done.store), done.case_id, done.passphrase))
    return 0


_VERBS = {
    "demo": _demo,
    "due": clock_commands.due,
    "holidays list": clock_commands.holidays_list,
    "holidays add": clock_commands.holidays_add,
    "holidays remove": clock_commands.holidays_remove,
    "holidays load": clock_commands.holidays_load,
    "holidays reset": clock_commands.holidays_reset,
    "intake": _intake,
    "check": _check,
    "costs": cost_commands.costs,
    "letter": letter_commands.letter,
    "verify": _verify,
    "inspect": release_commands.inspect,
    "safe-copy": release_commands.safe_copy,
    "redact": release_commands.redact,
    "provisions": _provisions,
    "case schema": _case_schema,
    "case import": _case_import,
    "case import-past": keeping_commands.import_past,
    "case list": _case_list,
    "case show": _case_show,
    "case export": _case_export,
    "case search": search_commands.case_search,
    "case similar": search_commands.case_similar,
    "case letters": letter_commands.case_letters,
    "backup": safety_commands.backup,
    "restore": safety_commands.restore,
    "verify-store": proof_commands.verify_store,
    "receipt": proof_commands.receipt,
    "handover": proof_commands.handover,
    "reindex": safety_commands.reindex,
    "retention review": keeping_commands.retention_review,
    "retention set": keeping_commands.retention_set,
    "retention dispose": keeping_commands.retention_dispose,
    "retention keep": keeping_commands.retention_keep,
    "retention clear-up": keeping_commands.retention_clear_up,
    "requester find": keeping_commands.requester_find,
    "requester export": keeping_commands.requester_export,
    "requester erase": keeping_commands.requester_erase,
}
