"""Files leave through release() alone: every place of the program that writes a file is known here, with the reason why it may."""

import ast
from pathlib import Path

import foidesk

PACKAGE = Path(foidesk.__file__).parent

MAY_WRITE = {
    "paths.py": "the atomic write that release() itself uses",
    "release/gate.py": "release(): the one way out",
    "desk/exchange.py": "a case document is exported to a folder that the officer names, who is told that it is plain text",
    "desk/requesters.py": "everything about a requester is exported to a folder that the officer names, with a README that says that it is plain text",
    "store/backup.py": "an encrypted copy of the store",
    "store/copies.py": "carries an encrypted copy to the officer's own folder",
    "store/restore.py": "makes an encrypted store ready beside the present one",
    "store/rekey.py": "makes an encrypted store ready beside the present one",
    "store/placing.py": "moves encrypted stores within their folder",
    "desk/safe_files.py": "a safe or redacted copy on the officer's own disk, beside the original: it has not left by that",
    "desk/doorbell.py": "a word beside the lock that calls the first window forward",
    "desk/safety.py": "notes beside the backups which copy was last seen elsewhere",
    "store/engine.py": "moves the encrypted store within its folder",
    "store/keys.py": "the wrapped keys beside the store",
    "store/history.py": "the anchor of the history beside the store",
    "gui/setup/first_run_key.py": "the recovery key goes straight to paper",
    "letters/package.py": "the parts of a Word file, into memory",
    "log.py": "gives older files of the log another name",
    "cli/__init__.py": "turns to the null device when nobody reads its output any more",
}
"""Every module that writes, replaces or makes files, and why. A module that is not here must go through release()."""

WRITERS = {
    "write_bytes",
    "write_text",
    "write_whole",
    "write_beside",
    "copy",
    "copy2",
    "copyfile",
    "copyfileobj",
    "copytree",
    "move",
    "mkstemp",
    "NamedTemporaryFile",
    "TemporaryFile",
    "fdopen",
    "rename",
    "symlink_to",
    "hardlink_to",
    "extractall",
    "writestr",
    "RotatingFileHandler",
    "FileHandler",
    "QSaveFile",
    "QTemporaryFile",
    "QPdfWriter",
    "QPrinter",
    "QTextDocumentWriter",
}
NOT_A_FILE = {("copy", 0)}
"""`x.copy()` copies a value."""


def writing_calls(source):
    """The calls of a module that write a file, as (name, line)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (name := writes(node)):
            yield name, node.lineno


def writes(call):
    """The name of a call that writes a file, else None."""
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
    if name == "move" and ast.unparse(call.func) == "work.move":
        return None  # a case goes to another stage
    if name in WRITERS and (name, len(call.args)) not in NOT_A_FILE:
        return name
    if name == "open" and any(set(str(item.value)) & set("wax+") for item in modes(call)):
        return name
    if name == "open" and getattr(getattr(call.func, "value", None), "id", None) == "os":
        return "os.open" if any(word in ast.unparse(call) for word in ("O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND")) else None
    # Path.replace takes one argument, str.replace two or more, date.replace only named ones; a class's own method is no path's.
    own = getattr(getattr(call.func, "value", None), "id", None) == "self" or isinstance(call.func, ast.Name)
    if name == "replace" and len(call.args) == 1 and not call.keywords and not own:
        return name
    return None


def modes(call):
    """What may be the mode of an open: constants that are short words of its letters."""
    given = [*call.args, *(item.value for item in call.keywords if item.arg == "mode")]
    return [
        item
        for item in given
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and set(item.value) <= set("rwabxt+")
    ]


def found():
    """Every module of the package that writes, with its calls."""
    calls = {path.relative_to(PACKAGE).as_posix(): [*writing_calls(path.read_text("utf-8"))] for path in PACKAGE.rglob("*.py")}
    return {name: made for name, made in calls.items() if made and not name.startswith("gui/forms/")}


def test_no_other_module_writes_a_file():
    unknown = {name: calls for name, calls in found().items() if name not in MAY_WRITE}
    assert unknown == {}, "let these go through foidesk.release.gate.release()"


def test_every_reason_is_still_needed():
    assert set(MAY_WRITE) - set(found()) == set()


def test_letters_are_made_in_memory():
    written = {name: [call for call, _ in calls] for name, calls in found().items()}
    assert written.pop("letters/package.py") == ["writestr"]
    assert "zipfile.ZipFile(out, " in (PACKAGE / "letters" / "package.py").read_text("utf-8")
    assert not [name for name in written if name.startswith(("letters/", "law/", "model/", "intake/"))]


def test_release_writes_with_the_atomic_write_alone():
    assert [name for name, _ in found()["release/gate.py"]] == ["write_whole"]


def test_the_search_sees_what_writes():
    for line in (
        "open(p, 'w')",
        "open(p, mode='ab')",
        "p.open('wb')",
        "p.write_bytes(b'')",
        "p.write_text('')",
        "shutil.copy(a, b)",
        "os.open(p, os.O_RDWR | os.O_CREAT)",
        "os.fdopen(handle, 'wb')",
        "tempfile.mkstemp()",
        "a.replace(b)",
        "write_whole(p, d)",
    ):
        assert [*writing_calls(line)], line


def test_the_search_passes_over_what_reads():
    for line in (
        "open(p)",
        "open(p, 'rb')",
        "p.open()",
        "a.replace('x', 'y')",
        "day.replace(day=5)",
        "d.copy()",
        "os.open(p, os.O_RDONLY)",
    ):
        assert not [*writing_calls(line)], line
