"""What the driver does when it does no more than it must: the floor that the store is measured against."""

import hashlib
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from foidesk.store import history
from foidesk.store.driver import connect, driver
from foidesk.store.listing import VIEWS

_AT = "2026-08-20T10:00:00+00:00"


class Bare:
    """One connection of the driver to a store's file, or to a copy of it that is not encrypted (`key` empty)."""

    def __init__(self, folder: Path, key: bytes, file: str = "store.db") -> None:
        self._path, self._key = folder / file, key
        self.connection: Any = connect(self._path, key, writing=True) if key else _plainly(self._path)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def size(self) -> int:
        """How long the file is (bytes)."""
        pages, size = (int(self.connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
        return pages * size

    def connect_and_ask(self) -> None:
        """A connection, one row, and the end of it."""
        connection = connect(self._path, self._key)
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.close()

    def ask(self, statements: Sequence[tuple[str, Any]]) -> None:
        """Some statements in one transaction."""
        self.connection.execute("BEGIN")
        for statement, values in statements:
            self.connection.execute(statement, values).fetchall()
        self.connection.execute("COMMIT")

    def page(self, count: int) -> None:
        """The first open cases, as the list shows them."""
        self.connection.execute(
            "SELECT c.id, c.reference, c.title, r.name, c.stage, c.due, c.clock_status "
            f"FROM foi_case c JOIN requester r ON r.case_id = c.id WHERE c.stage IN {VIEWS['open']!r} ORDER BY c.due LIMIT ?",
            (count,),
        ).fetchall()

    def ids(self) -> None:
        """Every case's id, by the day it is due."""
        self.connection.execute("SELECT id, due, stage FROM foi_case ORDER BY due").fetchall()

    def find(self, words: str, count: int, *, ranked: bool) -> None:
        """The first matches of the index: the newest, or the best."""
        tokens = " ".join(f'"{token}"*' for token in re.findall(r"\w+", words))
        order = "rank" if ranked else "rowid DESC"
        self.connection.execute(
            f"SELECT rowid FROM case_fts WHERE case_fts MATCH ? ORDER BY {order} LIMIT ?", (tokens, count)
        ).fetchall()

    def save(self, case_id: int, text: str) -> None:
        """An answer with its version, its place in the index, and its event."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        seq, prev = run("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        (decision,) = run(
            "SELECT d.id FROM decision d JOIN question q ON q.id = d.question_id WHERE q.case_id = ?", (case_id,)
        ).fetchone()
        field, body = f"decision:{decision}:answer", json.dumps(text)
        (number,) = run("SELECT count(*) FROM text_version WHERE case_id = ? AND field = ?", (case_id, field)).fetchone()
        run("UPDATE decision SET answer = ? WHERE id = ?", (body, decision))
        run("UPDATE foi_case SET version = version + 1 WHERE id = ?", (case_id,))
        run(
            "INSERT INTO text_version(case_id, field, number, at, body, digest) VALUES (?, ?, ?, ?, ?, ?)",
            (case_id, field, number + 1, _AT, zlib.compress(body.encode(), 9), hashlib.sha256(body.encode()).hexdigest()),
        )
        reference, title, request = run("SELECT reference, title, request_text FROM foi_case WHERE id = ?", (case_id,)).fetchone()
        run("DELETE FROM case_fts WHERE rowid = ?", (case_id,))
        run(
            "INSERT INTO case_fts(rowid, reference, title, requester, request, answer) VALUES (?, ?, ?, '', ?, ?)",
            (case_id, reference, title, request, text),
        )
        row = (seq + 1, case_id, _AT, "Ada Marsh", "marsh", "answer-written", "{}", prev)
        run("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, history._digest(*row)))
        run("COMMIT")

    def verify(self) -> None:
        """Every event read and hashed."""
        rest = "seq, case_id, at, actor, os_user, kind, body, prev, hash"
        for row in self.connection.execute(f"SELECT {rest} FROM event ORDER BY seq"):
            hashlib.sha256(json.dumps(row[:8], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    def copy(self, path: Path) -> None:
        """A copy of the file."""
        self.connection.execute("VACUUM INTO ?", (str(path),))

    def copied_plain(self, path: Path) -> "Bare":
        """The same tables without encryption."""
        self.connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
        self.connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        self.connection.execute("DETACH DATABASE plain")
        return Bare(path.parent, b"", path.name)


def _plainly(path: Path) -> Any:
    connection = driver().connect(str(path), isolation_level=None)
    for tuning in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "cache_size = -16000"):
        connection.execute(f"PRAGMA {tuning}").fetchall()
    return connection
