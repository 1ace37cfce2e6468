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
from foidesk.desk.office import SEALED, Desk
from foidesk.model import Case, Letter
from foidesk.store import queries, texts

_FIELD = re.compile(r"(decision|ground|letter):(\d*):([a-z_]+)(?:\.([a-z_]+))?")


def autosave(desk: Desk, case_id: int, field: str, value: Any) -> None:
    """Keep what is being typed, without an event (decision 5)."""
    _parts(field)
    with desk.store.writing() as session:
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
    if kind == "letter" and not number:
        with desk.store.writing() as session:
            texts.forget_draft(session, case_id, field)


def save_typed(desk: Desk, case_id: int) -> int:
    """Save everything that was typed and not saved, as after a crash; returns how many texts. What has no place any more is dropped."""
    with desk.reading() as session:
        waiting = typed(session, case_id)
        case = queries.load_case(session, case_id)
        places = _places(case) if case and case.stage not in SEALED else set()
    for field, value in waiting.items():
        if _parts(field)[:2] in places:
            save_field(desk, case_id, field, value)
        else:
            with desk.store.writing() as session:
                texts.forget_draft(session, case_id, field)
    return len(waiting)


def _places(case: Case) -> set[tuple[str, str]]:
    """What a field may belong to: every decision, ground and letter, and a letter that is not written down yet."""
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
    """Put what was typed over a loaded case, so that letter and checks show it. A signed case is left as it is."""
    if case.stage in SEALED:
        return
    decisions = {decision.id: decision for _, decision in case.every_decision()}
    grounds = {ground.id: ground for ground in case.grounds}
    for field, value in waiting.items():
        kind, number, name, section = _parts(field)
        if kind == "letter":
            if section:
                letter.own_words = {key: words for key, words in {**letter.own_words, section: value}.items() if words}
            elif not number or int(number) == letter.id:
                setattr(letter, name, value or None)
            continue
        row: Any = (decisions if kind == "decision" else grounds).get(int(number))
        if row is not None:
            setattr(row, name, value or ([] if isinstance(value, list) else None))


def _parts(field: str) -> tuple[str, str, str, str]:
    match = _FIELD.fullmatch(field)
    if match is None or (match[1] != "letter" and not match[2]):
        raise ValueError(f"no such field: {field}")
    return match[1], match[2], match[3], match[4] or ""
