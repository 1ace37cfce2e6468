"""What the command line may be asked, and how each word of it is explained (docs/commands.md)."""

import argparse
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from foidesk.errors import UserError

Verb = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message}. See foidesk {' '.join(self.prog.split()[1:])} --help.".replace("  ", " "))


def _common(parser: argparse.ArgumentParser, **defaults: Any) -> argparse.ArgumentParser:
    """The options that every verb has; they may stand before the verb or after it."""
    parser.add_argument("--json", action="store_true", help="print one JSON document", **defaults)
    parser.add_argument("--store", metavar="DIR", help="the folder of the store (the officer's own, unless told)", **defaults)
    parser.add_argument("--store-passphrase-file", metavar="F", help="a file that holds the store's passphrase", **defaults)
    parser.add_argument("--today", metavar="DATE", help="take this day for today, such as 2026-05-18", **defaults)
    return parser


def make_parser(verbs_called: Mapping[str, Verb]) -> argparse.ArgumentParser:
    """The parser of every verb; each finds the function that does it by its words, such as "case list"."""
    common = _common(argparse.ArgumentParser(add_help=False), default=argparse.SUPPRESS)
    parser = _common(
        _Parser(
            prog="foidesk",
            description="Freedom of Information requests: decided, checked, signed and kept, offline.",
            epilog="foidesk alone opens the window. Exit status: 0 done; 1 a blocking finding, a file that must not leave, or a "
            "signature that is not good; 2 bad input, with one line that says what.",
        )
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB", title="verbs", parser_class=_Parser)

    def verb(group: Any, name: str, does: str, called: str = "") -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = group.add_parser(name, help=does, description=_sentence(does), parents=[common])
        made.set_defaults(verb=verbs_called[called or name])
        return made

    demo = verb(verbs, "demo", "do the whole job on a sample request, in a store of its own")
    demo.add_argument("--out", metavar="DIR", help="the demo's folder, made anew each time")
    demo.add_argument("--no-window", action="store_true", help="do not open the window afterwards")
    demo.add_argument("--page", action="append", metavar="FILE", help="do it on this published log page too")
    due = verb(verbs, "due", "say when an answer is due, day by day")
    due.add_argument("received", metavar="RECEIVED", help="the day on which the request came in, such as 2026-05-18")
    due.add_argument("--regime", default="foia", help="foia (unless told otherwise), foia-school, eir, foisa, sar...")
    due.add_argument(
        "--event", action="append", metavar="KIND=DATE", help="such as clarification-asked=2026-05-20; may be repeated"
    )
    _add_holidays(verbs, verb)
    intake = verb(verbs, "intake", "read a request, or a published log page")
    intake.add_argument("file", metavar="FILE", help="an e-mail (.eml), a text, or a log page")
    check = verb(verbs, "check", "check a case document against the Act, or read the words of a letter or page")
    check.add_argument("file", metavar="FILE", help="a case document (.json), or a letter or page (.txt, .html, .pdf)")
    check.add_argument("--stage", choices=["draft", "sign", "send", "publish"], help="only what shows up to this stage")
    check.add_argument(
        "--public-copy", action="store_true", help="the letter or page is for everybody: nobody may be named in it"
    )
    check.add_argument("--name", action="append", metavar="N", help="a name that must not stand in it; may be repeated")
    costs = verb(verbs, "costs", "reckon the cost estimates of a case document, and say what would fit the limit")
    costs.add_argument("file", metavar="CASE.json", help="a case document")
    letter = verb(verbs, "letter", "write the letter of a case document")
    letter.add_argument("file", metavar="CASE.json", help="a case document")
    letter.add_argument("--out", required=True, metavar="F", help="where to: .pdf, .docx, .eml, .html or .csv, by the name")
    letter.add_argument("--kind", help="response, acknowledgement, clarification... (the letter worked on, unless told)")
    letter.add_argument("--sign", metavar="ID.p12", help="sign with this identity, with --store recorded there; else a draft")
    letter.add_argument("--passphrase-file", metavar="P", help="a file that holds the identity's password")
    letter.add_argument("--personal-certificate", action="store_true", help="sign also where the certificate tells of a person")
    verify = verb(verbs, "verify", "say who signed a letter, and whether it changed since")
    verify.add_argument("file", metavar="F.pdf", help="a signed letter")
    verify.add_argument("--trust", metavar="CA.pem", help="the certificate to trust; with --store, those of the store are")
    provisions = verb(verbs, "provisions", "list the provisions that a refusal can rest on")
    provisions.add_argument("--regime", default="foia", help="foia or eir")
    does = "import, list, show or export cases of the store, and write their letters"
    cases = verbs.add_parser("case", help=does, description=_sentence(does)).add_subparsers(
        required=True, metavar="VERB", title="verbs", parser_class=_Parser
    )
    verb(cases, "schema", "print the JSON Schema of the case document", "case schema")
    imported = verb(cases, "import", "add the case of a document to the store, made where there is none", "case import")
    imported.add_argument("file", metavar="FILE", help="a case document")
    past = verb(cases, "import-past", "bring in published pages, letters or a register as past cases", "case import-past")
    past.add_argument("place", metavar="FOLDER|FILE", help="a folder of pages and letters, or a register (.csv, .xlsx)")
    past.add_argument("--column", action="append", metavar="FIELD=HEADING", help="what a column stands for; may be repeated")
    past.add_argument("--look", action="store_true", help="only say what the columns of a register stand for")
    verb(cases, "list", "list the cases in the store", "case list")
    verb(cases, "show", "show one case", "case show").add_argument("reference", metavar="REF", help="such as 12/26 or 12_26")
    export = verb(cases, "export", "write a case as a document with its files, in plain text", "case export")
    export.add_argument("reference", metavar="REF", help="such as 12/26 or 12_26")
    export.add_argument("--out", required=True, metavar="DIR", help="the folder to write into")
    _add_looking(cases, verb)
    letters = verb(cases, "letters", "sign one kind of letter for several cases, into the outbox", "case letters")
    letters.add_argument("reference", nargs="+", metavar="REF", help="such as 12/26 or 12_26")
    letters.add_argument(
        "--kind", help="acknowledgement, delay or review_acknowledgement (the signed ones that wait, unless told)"
    )
    letters.add_argument("--plan", action="store_true", help="only say what would be written, and what stops it")
    letters.add_argument("--passphrase-file", metavar="P", help="a file that holds the password of the store's signing identity")
    _add_release(verbs, verb)
    _add_safety(verbs, verb)
    _add_keeping(verbs, verb)
    return parser


def _add_looking(cases: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The verbs that look through the cases."""
    search = verb(cases, "search", "find cases by words of request, answer, reference or requester", "case search")
    search.add_argument("words", nargs="+", metavar="WORDS", help="all of them are looked for; the beginning of a word is enough")
    search.add_argument("--outcome", help="only with a question decided so: disclosed, withheld, ncnd...")
    search.add_argument("--provision", help="only those that rest on it, such as 31 or 31(1)(a)")
    search.add_argument("--year", help="only requests that came in then, such as 2025")
    search.add_argument("--requester", help="only with this in the requester's name, address or organisation")
    search.add_argument("--timeliness", choices=["late", "in_time", "extended"], help="only by whether the answer was in time")
    similar = verb(cases, "similar", "find cases that ask for the like, and what was decided there", "case similar")
    similar.add_argument("reference", metavar="REF", help="such as 12/26 or 12_26")


def _add_release(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The verbs of the gate, on files."""
    inspect = verb(verbs, "inspect", "say what hides in files before they leave")
    inspect.add_argument("files", nargs="+", metavar="FILE", help="files of any kind")
    inspect.add_argument("--name", action="append", metavar="N", help="a name that must not stand in them; may be repeated")
    copy = verb(verbs, "safe-copy", "write a copy of a PDF or picture that holds only what is seen")
    copy.add_argument("file", metavar="FILE", help="a PDF or a picture; it is not changed")
    copy.add_argument("--out", required=True, metavar="F", help="where the copy is to go")
    redact = verb(verbs, "redact", "take words out of a PDF, with what can be seen of them, and prove it")
    redact.add_argument("file", metavar="F.pdf", help="a PDF; it is not changed")
    redact.add_argument("--find", nargs="+", required=True, metavar="TEXT", help="the words, whatever their case")
    redact.add_argument("--section", required=True, metavar="S", help='the provision printed on each box, such as "40(2)"')
    redact.add_argument("--out", required=True, metavar="G.pdf", help="where the redacted file is to go")


def _add_safety(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The verbs that keep a store safe."""
    verb(verbs, "backup", "write a verified copy of the store, here and in the folder chosen for copies")
    restore = verb(verbs, "restore", "put a backup in the place of the store; what was there is kept beside it")
    restore.add_argument("file", metavar="FILE", help="a copy (foidesk-....db) with its key file (.keys) beside it")
    restore.add_argument("--rehearse", action="store_true", help="only read everything in it, and change nothing")
    does = "read the whole store, and name the first event, text or file that is not as it was written"
    proof = verb(verbs, "verify-store", does)
    proof.add_argument("--receipt", action="append", metavar="FILE", help="a receipt of the history; may be repeated")
    receipt = verb(verbs, "receipt", "make a receipt of the history, to be kept where the store is not")
    receipt.add_argument("--to", metavar="ADDRESS", help="in an unsent e-mail to this mailbox")
    sheet = verb(verbs, "handover", "make the sheet of every open case, for whoever takes over (PDF)")
    for each in (receipt, sheet):
        each.add_argument("--out", metavar="DIR", help="the folder to write into (the outbox, unless told)")
    verb(verbs, "reindex", "make the search index anew")


def _add_keeping(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """How long cases are kept, and what is held about one requester."""

    def group(name: str, does: str) -> Any:
        made = verbs.add_parser(name, help=does, description=_sentence(does))
        return made.add_subparsers(required=True, metavar="VERB", title="verbs", parser_class=_Parser)

    kept = group("retention", "review what is due, dispose of it, and set how long cases are kept")
    verb(kept, "review", "list the cases whose time is over, and what stands against disposing of them", "retention review")
    years = verb(kept, "set", "set how many years a kind of case is kept", "retention set")
    years.add_argument("period", nargs="+", metavar="PERIOD=YEARS", help="such as refused=7; the review names the periods")
    dispose = verb(kept, "dispose", "erase cases whose time is over, all but what statistics need", "retention dispose")
    dispose.add_argument("reference", nargs="+", metavar="REF", help="such as 12/26 or 12_26")
    keep = verb(kept, "keep", "keep a case beyond its time", "retention keep")
    keep.add_argument("reference", metavar="REF", help="such as 12/26 or 12_26")
    keep.add_argument("--until", metavar="DATE", help="such as 2030-05-18")
    keep.add_argument("--reason", help="why, such as a claim or an inquiry")
    keep.add_argument("--no-longer", action="store_true", help="let it go by its time again")
    verb(kept, "clear-up", "rewrite the store's file, so that nothing erased is left in it", "retention clear-up")
    people = group("requester", "find, write out or erase what is held about one requester")
    for name, does in (("find", "name the cases of a requester"), ("export", "write out all that is held about a requester")):
        each = verb(people, name, does, f"requester {name}")
        each.add_argument("words", metavar="WORDS", help="a name, an e-mail address or a handle")
    each.add_argument("--out", required=True, metavar="DIR", help="the folder to write into, in plain text")
    each.add_argument(
        "--case", action="append", metavar="REF", help="only this case; may be repeated (all of the same name, unless told)"
    )
    erase = verb(people, "erase", "erase who asked from closed cases", "requester erase")
    erase.add_argument("reference", nargs="+", metavar="REF", help="such as 12/26 or 12_26")
    erase.add_argument("--reason", required=True, help="why; it is kept with the case")


def _add_holidays(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The days that a store counts by, and what each change of them moves."""
    does = "list, add, remove or load the holidays that the store counts by"
    group = verbs.add_parser("holidays", help=does, description=_sentence(does)).add_subparsers(
        required=True, metavar="VERB", title="verbs", parser_class=_Parser
    )
    verb(group, "list", "say which table is in use, and which days were added", "holidays list")
    add = verb(group, "add", "add a proclaimed day, and work out every open case's due day again", "holidays add")
    add.add_argument("date", metavar="DATE", help="such as 2026-06-15")
    add.add_argument("--name", required=True, help="what the day is")
    add.add_argument("--source", required=True, help="the proclamation or the notice that it rests on")
    add.add_argument(
        "--place",
        action="append",
        choices=["england-and-wales", "scotland", "northern-ireland"],
        help="where it is a holiday; may be repeated (everywhere, unless told)",
    )
    remove = verb(group, "remove", "take a day out that was added by hand", "holidays remove")
    remove.add_argument("date", metavar="DATE", help="such as 2026-06-15")
    load = verb(group, "load", "use a newer table of holidays", "holidays load")
    load.add_argument("file", metavar="FILE", help="a table as resources/law/holidays.json is one")
    reset = verb(group, "reset", "go back to the program's own table", "holidays reset")
    for each in (add, remove, load, reset):
        each.set_defaults(dry_run=False)
    for each in (add, remove, load):
        each.add_argument("--dry-run", action="store_true", help="say which open cases would move, and write nothing")


def _sentence(does: str) -> str:
    return f"{does[0].upper()}{does[1:]}."
