"""The commands of letters: the letter of a document in each of its forms, and letters of many cases at once."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foidesk.cli.terminal import at_desk, print_json, say, secret, tell, today, word
from foidesk.errors import UserError

if TYPE_CHECKING:
    from foidesk.desk.batch import Result


def letter(options: argparse.Namespace) -> int:
    """The letter of a case document, in the form that the name of the file asks for; with --store and --sign recorded there."""
    from foidesk.desk.loose_letter import form_of, write_letter
    from foidesk.desk.sign import PersonalError

    path, out = Path(options.file), Path(options.out)
    identity = Path(options.sign) if options.sign else None
    form_of(out, signs=identity is not None)
    password = _password(options) if identity else None
    personal = options.personal_certificate
    try:
        if identity and options.store:
            done = _recorded(options, path, out, identity, password or "")
        else:
            done = write_letter(path, out, options.kind, identity, password, today(options), personal=personal)
    except PersonalError as error:
        raise UserError(f"{error} To sign with it all the same, add --personal-certificate.") from None
    words = [f"{done['pages']} pages" if done["pages"] else "", "signed" if done["signed"] else "not signed"]
    words.append("recorded in the store" if done["recorded"] else "")
    tell(options, done, f"{done['path']}: {', '.join(filter(None, words))}")
    return 0


def _recorded(options: argparse.Namespace, path: Path, out: Path, identity: Path, password: str) -> dict[str, Any]:
    from foidesk.desk.recorded_letter import record_letter

    with at_desk(options) as desk:
        if options.today and today(options) != desk.today():
            raise UserError("A letter that is recorded bears the day on which it is signed. Leave --today out.")
        return record_letter(desk, path, out, options.kind, identity, password, personal=options.personal_certificate)


def case_letters(options: argparse.Namespace) -> int:
    """One kind of letter for several cases of the store: the plan, or each signed and laid into the outbox."""
    from foidesk.desk import batch, sign
    from foidesk.desk.browse import find
    from foidesk.model import LetterKind

    kind = word(LetterKind, options.kind, "kind of letter") if options.kind else None
    with at_desk(options) as desk:
        planned = batch.plan(desk, [find(desk, reference) for reference in options.reference], kind)
        if options.plan:
            done = [batch.Result(item, problem=item.stops) for item in planned]
        else:
            if any(not item.stops and not item.is_signed for item in planned):
                sign.unlock_identity(desk, _password(options))
            done = [batch.make(desk, item) for item in planned]
    if options.json:
        print_json({"letters": [_as_json(item) for item in done]})
    for item in done if not options.json else []:
        would = "would be written" if options.plan else ""
        say(f"{item.planned.reference:12} {item.path or item.problem or would}")
    return 1 if any(item.problem for item in done) else 0


def _as_json(item: "Result") -> dict[str, Any]:
    planned = item.planned
    return {
        "reference": planned.reference,
        "kind": planned.kind.value if planned.kind else None,
        "path": str(item.path) if item.path else None,
        "signed": item.is_signed or planned.is_signed,
        "stopped": item.problem or None,
    }


def _password(options: argparse.Namespace) -> str:
    """The password of the signing identity, from a file or asked for. Raises UserError where nobody can be asked."""
    if options.passphrase_file:
        return secret(options.passphrase_file)
    if not sys.stdin.isatty():
        raise UserError("The signing identity is locked. Give its password in a file with --passphrase-file.")
    return getpass.getpass("Passphrase of the signing identity: ")
