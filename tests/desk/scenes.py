"""Cases at each stage of their life, built once and copied for each test, and what a store holds at a moment."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from foidesk.desk import keep, opening, send, sign
from foidesk.desk.browse import open_case
from foidesk.desk.exchange import documents
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.model import Base, Case
from foidesk.store import history
from tests.office import NOW, PASSPHRASE, add_case, decide_all, new_desk

SECRET = "a passphrase of the signing key"
ORIGINAL = ("request.txt", "text/plain", b"Please tell me.")


@dataclass
class Scene:
    """A desk with one case on it."""

    desk: Desk
    case_id: int = 1

    @property
    def case(self) -> Case:
        return open_case(self.desk, self.case_id).case

    def question(self, number: int) -> int:
        return self.case.questions[number - 1].id

    def decision(self, number: int) -> int:
        return self.case.questions[number - 1].decisions[0].id

    def other(self, number: int) -> int:
        return self.case.questions[number - 1].decisions[1].id

    def ground(self) -> int:
        return self.case.grounds[-1].id

    def letter(self) -> int:
        return self.case.letters[-1].id

    def attachment(self, role: str) -> int:
        return next(item.id for item in self.case.attachments if item.role == role)


def _register(scene: Scene) -> None:
    scene.case_id = add_case(scene.desk, original=ORIGINAL)
    sign.make_identity(scene.desk, "Disclosure Officer", SECRET)


def _decide(scene: Scene) -> None:
    decide_all(scene.desk, scene.case_id)


def _sign(scene: Scene) -> None:
    sign.unlock_identity(scene.desk, SECRET)
    sign.sign_letter(scene.desk, scene.case_id)


def _send(scene: Scene) -> None:
    send.mark_sent(scene.desk, scene.case_id, scene.letter())


def _close(scene: Scene) -> None:
    send.close_case(scene.desk, scene.case_id)


STEPS: dict[str, Callable[[Scene], None]] = {
    "fresh": _register,
    "decided": _decide,
    "signed": _sign,
    "sent": _send,
    "closed": _close,
}


def build(place: Path) -> None:
    """One folder for each stage, each a copy of the one before with one step more."""
    before = place / "empty"
    keep.profile(desk := new_desk(before))
    opening.leave(desk)
    for stage, step in STEPS.items():
        shutil.copytree(before, place / stage)
        with at_work(place / stage) as scene:
            step(scene)
        before = place / stage


@contextmanager
def at_work(folder: Path) -> Iterator[Scene]:
    desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    try:
        yield Scene(desk)
    finally:
        with suppress(UserError):
            opening.leave(desk)


def events(desk: Desk) -> list[history.PastEvent]:
    with desk.reading() as session:
        return list(history.events(session))


def state(desk: Desk) -> dict[str, Any]:
    """Everything that a verb which came to nothing must have left alone: rows of every table, cases, the end of the history."""
    with desk.reading() as session:
        counts = {table.name: session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables}
        ids = list(session.scalars(select(Case.id)))
        return {"rows": counts, "head": history.head(session), "cases": documents(desk, ids), "stages": _stages(session)}


def _stages(session: Any) -> list[Any]:
    return list(session.execute(select(Case.id, Case.version, Case.stage, Case.due, Case.clock_status)))
