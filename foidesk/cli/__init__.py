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

from foidesk.cli import clock, costs, keeping, letter, proof, release, safety, search
from foidesk.cli.arguments import make_parser
from foidesk.cli.terminal import at_desk, complain, print_json, say, store_folder, store_passphrase, tell, today, word
from foidesk.errors import RefusedError, UserError
from foidesk.log import log_fault

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
        return complain(str(error))
    except KeyboardInterrupt:
        return complain("Stopped. Nothing was written.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return complain(f"This is a fault of foidesk, not of your input ({log_fault(error)}). Nothing was written.")


def _refused(refusal: RefusedError, as_json: bool) -> int:
    """A blocking finding or a file that must not leave: the JSON is printed all the same."""
    from foidesk.desk.report import findings_document

    if as_json:
        found = getattr(refusal, "findings", None)
        print_json({"refused": str(refusal), **(findings_document(found) if found else {})})
    complain(str(refusal))
    return 1


def _intake(options: argparse.Namespace) -> int:
    from foidesk.desk.intake import read_file
    from foidesk.intake.reading import as_json

    document = as_json(read_file(Path(options.file)))
    if options.json:
        print_json(document)
        return 0
    requester = document["requester"] or {}
    say(f"Reference {document['reference'] or '–'}, received {document['received'] or '–'}, from {requester.get('name') or '–'}")
    for question in document["questions"]:
        say(f"{question['label']:>4}  {question['own']}")
        for part in question["parts"]:
            say(f"      {part['label']}  {part['text']}")
    for note in document["notes"]:
        say(f"Note  {note['text']}")
    return 0


def _check(options: argparse.Namespace) -> int:
    from foidesk.desk import report
    from foidesk.desk.loose_text import check_file
    from foidesk.law.rules import Severity

    path, names = Path(options.file), options.name or []
    found = check_file(path, options.stage, today(options), public_copy=options.public_copy, names=names)
    if options.json:
        print_json(report.findings_document(found))
    for finding in found if not options.json else []:
        say(f"{finding.severity.value.upper():5}  {finding.rule}  {finding.target:8}  {finding.message}  [{finding.source}]")
    if not found and not options.json:
        say("No findings.")
    return 1 if any(finding.severity is Severity.BLOCK for finding in found) else 0


def _verify(options: argparse.Namespace) -> int:
    from foidesk.desk import report
    from foidesk.desk.worth import file_worth

    with at_desk(options) if options.store else nullcontext() as desk:
        worth = file_worth(desk, Path(options.file), Path(options.trust) if options.trust else None)
    lines = [worth.headline, *worth.lines]
    if worth.fingerprint:
        lines.append(f"Fingerprint of the certificate (SHA-256): {worth.fingerprint}")
    tell(options, report.verification_document(worth), "\n".join(lines))
    return 0 if worth.good else 1


def _provisions(options: argparse.Namespace) -> int:
    from foidesk.desk import reference, report
    from foidesk.model import Regime

    document = report.provisions_document(reference.catalogue(), word(Regime, options.regime, "regime"))
    if options.json:
        print_json(document)
        return 0
    for item in document["provisions"]:
        test = "public interest test" if item["public_interest_test"] else "no public interest test"
        say(f"{item['citation']:16} {item['duty'] or '–':9} {item['basis']:18} {test:26} {item['title']}")
    return 0


def _case_schema(options: argparse.Namespace) -> int:
    from foidesk.paths import resource

    say(resource("schema", "case-document.schema.json").read_text("utf-8").rstrip())
    return 0


def _case_import(options: argparse.Namespace) -> int:
    from foidesk.desk.exchange import add_document, open_case_and_files
    from foidesk.desk.opening import store_exists

    case, contents = open_case_and_files(Path(options.file))
    reference, recovery = case.reference, None
    if store_exists(store_folder(options)):
        with at_desk(options) as desk:
            case_id = add_document(desk, case, contents)
    else:
        case_id, recovery = _import_into_new_store(options, case, contents)
    lines = [f"Imported {reference}."]
    if recovery:
        lines.append(f"A new store was made. Its recovery key, shown this once: {recovery}")
    told = {"id": case_id, "reference": reference} | ({"recovery_key": recovery} if recovery else {})
    tell(options, told, "\n".join(lines))
    return 0


def _import_into_new_store(options: argparse.Namespace, case: Any, contents: dict[str, bytes]) -> tuple[int, str]:
    """The case's id and the new store's recovery key; no store is left behind where the case cannot be kept."""
    from foidesk.desk.exchange import add_document
    from foidesk.desk.office import os_user
    from foidesk.desk.opening import first_run, leave, undo_first_run

    made = first_run(store_folder(options), store_passphrase(options), os_user())
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

    with at_desk(options) as desk:
        found = documents(desk, every_case(desk))
    lines = [f"{item['reference']:12} {item['received']}  {item['stage']:10} {item['title']}" for item in found]
    tell(options, found, "\n".join(lines) or "No cases yet.")
    return 0


def _case_show(options: argparse.Namespace) -> int:
    from foidesk.desk.browse import find
    from foidesk.desk.exchange import documents

    with at_desk(options) as desk:
        document = documents(desk, [find(desk, options.reference)])[0]
    lines = [f"{document['reference']}  {document['title']}", f"received {document['received']}, {document['stage']}"]
    lines += [f"{question['label']:>4}  {question['text']}" for question in document["questions"]]
    tell(options, document, "\n".join(lines))
    return 0


def _case_export(options: argparse.Namespace) -> int:
    from foidesk.desk.browse import find
    from foidesk.desk.exchange import export_case

    with at_desk(options) as desk:
        path = export_case(desk, find(desk, options.reference), Path(options.out))
    tell(options, {"path": str(path)}, f"{path} (plain text: keep it where only you can read it)")
    return 0


def _demo(options: argparse.Namespace) -> int:
    from foidesk.desk.demo import run_demo

    told = (lambda text: None) if options.json else say
    pages = [Path(page) for page in options.page or []]
    done = run_demo(Path(options.out) if options.out else None, pages, told)
    if options.json:
        print_json(done.document())
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
    if display and not options.no_window and not options.json:
        return int(options.open_window(str(done.store), done.case_id, done.passphrase))
    return 0


_VERBS = {
    "demo": _demo,
    "due": clock.due,
    "holidays list": clock.holidays_list,
    "holidays add": clock.holidays_add,
    "holidays remove": clock.holidays_remove,
    "holidays load": clock.holidays_load,
    "holidays reset": clock.holidays_reset,
    "intake": _intake,
    "check": _check,
    "costs": costs.costs,
    "letter": letter.letter,
    "verify": _verify,
    "inspect": release.inspect,
    "safe-copy": release.safe_copy,
    "redact": release.redact,
    "provisions": _provisions,
    "case schema": _case_schema,
    "case import": _case_import,
    "case import-past": keeping.import_past,
    "case list": _case_list,
    "case show": _case_show,
    "case export": _case_export,
    "case search": search.case_search,
    "case similar": search.case_similar,
    "case letters": letter.case_letters,
    "backup": safety.backup,
    "restore": safety.restore,
    "verify-store": proof.verify_store,
    "receipt": proof.receipt,
    "handover": proof.handover,
    "reindex": safety.reindex,
    "retention review": keeping.retention_review,
    "retention set": keeping.retention_set,
    "retention dispose": keeping.retention_dispose,
    "retention keep": keeping.retention_keep,
    "retention clear-up": keeping.retention_clear_up,
    "requester find": keeping.requester_find,
    "requester export": keeping.requester_export,
    "requester erase": keeping.requester_erase,
}
