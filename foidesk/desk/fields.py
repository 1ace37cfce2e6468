"""The texts of a case by field name: kept while they are typed, saved when their field is left, and seen as they would read.

A field is named as its versions are: "decision:3:answer", "ground:7:harm", "letter:2:late_apology", "letter:2:own_words.opening".
A letter that is not written down yet has no number: "letter::late_apology".
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from foidesk.desk import decide, draft
from foidesk.desk.office import SEALED, Desk, refuse_sealed
from foidesk.errors import UserError
from foidesk.model import Case, Letter
from foidesk.store import queries, texts

_FIELD = re.compile(r"(decision|ground|letter):(\d*):([a-z0-9_]+)(?:\.([a-z_]+))?")
_NAMES = {"decision": {"answer"}, "ground": {*decide.GROUND_TEXTS}, "letter": {*draft.LETTER_TEXTS}}


def autosave(desk: Desk, case_id: int, field: str, value: Any) -> None:
    """Keep what is being typed, without an event (decision 5). Raises UserError where nothing can be written any more."""
    kind, number, *_ = _parts(field)
    with desk.store.writing() as session:
        case = session.get(Case, case_id)
        if case is None:
            raise UserError("That case is not in this store.")
        if not _may_be_typed(session.get(Letter, int(number)) if kind == "letter" and number else None, case):
            refuse_sealed(case)
        texts.save_draft(session, case_id, field, json.dumps(value, ensure_ascii=False), at=desk.now())


def save_field(desk: Desk, case_id: int, field: str, value: Any) -> None:
    """Save a text as a version with its event. Raises UserError if the case is signed or the text's place is gone."""
    kind, number, name, section = _parts(field)
    if kind == "decision":
        decide.write_answer(desk, case_id, [int(number)], value)
    elif kind == "ground":
        decide.write_ground(desk, case_id, int(number), **{name: value})
    else:
        letter_id = int(number) if number else None
        if section:
            draft.write_own_words(desk, case_id, letter_id, section, value)
        else:
            draft.write_letter(desk, case_id, letter_id, **{name: value})


def save_typed(desk: Desk, case_id: int) -> int:
    """Save everything that was typed and not saved, as after a crash; returns how many texts. What has no place any more is dropped."""
    with desk.reading() as session:
        waiting = typed(session, case_id)
        case = queries.load_case(session, case_id)
        places = _places(case) if case else set()
    for field, value in waiting.items():
        if _parts(field)[:2] in places:
            save_field(desk, case_id, field, value)
        else:
            with desk.store.writing() as session:
                texts.forget_draft(session, case_id, field)
    return len(waiting)


def _places(case: Case) -> set[tuple[str, str]]:
    """What a field may belong to: every decision, ground and letter, and a letter that is not written down yet.

    In an answered case only the letters that may still be written are left.
    """
    if case.stage in SEALED:
        return {("letter", str(letter.id)) for letter in case.letters if draft.may_write(case, letter)}
    return {
        ("letter", ""),
        *(("letter", str(letter.id)) for letter in case.letters),
        *(("ground", str(ground.id)) for ground in case.grounds),
        *(("decision", str(decision.id)) for _, decision in case.every_decision()),
    }


def typed(session: Session, case_id: int) -> dict[str, Any]:
    """What was typed and not saved, by field."""
    return {field: json.loads(body) for field, body in texts.read_drafts(session, case_id).items()}


def overlay(case: Case, letter: Letter, waiting: Mapping[str, Any]) -> None:
    """Put what was typed over a loaded case, so that letter and checks show it. What may not be written any more is left as it is."""
    decisions = {decision.id: decision for _, decision in case.every_decision()}
    grounds = {ground.id: ground for ground in case.grounds}
    for field, value in waiting.items():
        kind, number, name, section = _parts(field)
        if kind == "letter":
            if draft.may_write(case, letter) and (not number or int(number) == letter.id):
                _overlay_letter(letter, name, section, value)
            continue
        if case.stage in SEALED:
            continue
        row: Any = (decisions if kind == "decision" else grounds).get(int(number))
        if row is not None:
            setattr(row, name, value or ([] if isinstance(value, list) else None))


def _may_be_typed(letter: Letter | None, case: Case) -> bool:
    return letter is not None and draft.may_write(case, letter)


def _overlay_letter(letter: Letter, name: str, section: str, value: Any) -> None:
    if section:
        letter.own_words = {key: words for key, words in {**letter.own_words, section: value}.items() if words}
    else:
        setattr(letter, name, value or None)


def _parts(field: str) -> tuple[str, str, str, str]:
    """Kind, number, name and section of a field. Raises ValueError for a name that no text has: that is a fault of ours."""
    match = _FIELD.fullmatch(field)
    if match is None or (match[1] != "letter" and not match[2]):
        raise ValueError("no such field")
    known = (match[3] == "own_words") if match[4] else match[3] in _NAMES[match[1]]
    if not known or (match[4] and match[1] != "letter"):
        raise ValueError("no such field")
    return match[1], match[2], match[3], match[4] or ""
