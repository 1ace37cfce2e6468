"""After a working day and a disposal, words that were planted everywhere stand nowhere: no page, no temporary file, no log, no outbox.

The words are planted in every text that a case can hold; they are looked for in the decrypted pages of the store (free pages and the
rest of used ones too), in every file of the home, the state and the temporary folder, and in the compressed form in which versions lie.
"""

import re
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import select

from foidesk.desk import (
    attach,
    correspond,
    decide,
    draft,
    estimate,
    exchange,
    fields,
    intake,
    keep,
    opening,
    outbox,
    requesters,
    retention,
    safety,
    send,
    sign,
)
from foidesk.desk.browse import open_case
from foidesk.model import Likelihood, Outcome, StoredFile, TextVersion
from foidesk.store import copies, integrity, settings
from tests.desk.scenes import SECRET
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, PLAN, add_case, decide_all
from tests.store.pages import standing_in

WORD = "Qzvxplanted"
NAME = "Zuleikha Quillfeather"
TEXT = f"""Please tell me about {WORD}:

1. How many {WORD} were there?
2. Why {WORD}?
3. When?
4. Where {WORD}?
5. Who?
6. What cost?

N.B. {WORD} means any of them.

{NAME}
"""


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def desk(tmp_path, clock, fresh_home, monkeypatch):
    """A desk whose clock can be set, with a temporary folder of its own."""
    (fresh_home / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(fresh_home / "tmp"))
    monkeypatch.setenv("TMPDIR", str(fresh_home / "tmp"))
    made = opening.first_run(fresh_home / "desk", PASSPHRASE, OFFICER, cost=CHEAP, now=lambda: clock[0]).desk
    keep.save_profile(made, **PLAN["authority"])
    yield made
    opening.leave(made)


def working_day(desk, chosen):
    """Everything that the officer does with a case, each text of it planted; files that are asked for go to a chosen folder."""
    case_id = add_case(
        desk,
        TEXT,
        title=f"About {WORD}",
        original=("request.txt", "text/plain", TEXT.encode()),
        requester={"name": NAME, "email": "zuleikha@example.org", "address": f"1 {WORD} Street", "handle": f"@{WORD}"},
    )
    decide_all(desk, case_id)
    case = open_case(desk, case_id).case
    ground = case.grounds[-1].id
    for words in (f"{WORD} first", f"{WORD} second"):
        decide.write_ground(desk, case_id, ground, harm=f"Harm of {words}.", likelihood=Likelihood.WOULD)
    decision = next(item.id for _, item in case.every_decision() if item.outcome is Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, [decision], f"Twelve {WORD}.")
    fields.autosave(desk, case_id, f"ground:{ground}:reason", f"typed {WORD}")
    fields.save_typed(desk, case_id)
    correspond.log_message(desk, case_id, f"{NAME} rang about {WORD}.", with_whom=NAME)
    attach.attach_table(desk, case_id, attach.AnswerTable(("Year", WORD), (("2024/25", "38"),)), f"Table of {WORD}", "csv")
    estimate.write_estimate(desk, case_id, None, ["4"], [estimate.Task("locate", f"open {WORD}", 5, 3)])
    draft.write_letter(desk, case_id, late_apology=f"Sorry about {WORD}.")
    send.export_draft(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    letter = sign.sign_letter(desk, case_id).letter_id
    sign.withdraw_signature(desk, case_id, letter, f"{WORD} was wrong.")
    letter = sign.sign_letter(desk, case_id).letter_id
    send.prepare_email(desk, case_id, letter)
    send.export_letter(desk, case_id, letter)
    exchange.export_case(desk, case_id, chosen)
    send.mark_sent(desk, case_id, letter)
    intake.edit_case(desk, case_id, people=[NAME])
    send.close_case(desk, case_id)
    return case_id


def years_pass(desk, clock):
    """Six years later, by a clock that the officer agrees to."""
    clock[0] = clock[0].replace(year=2032, month=9)
    safety.agree_to_clock(desk)


def needles(desk, case_id):
    """The planted words, and pieces of everything that lies compressed: versions of texts, and the bytes of every file."""
    found = {"word": WORD.encode(), "name": NAME.encode(), "surname": b"uillfeath"}
    with desk.reading() as session:
        for row in session.scalars(select(TextVersion).where(TextVersion.case_id == case_id)):
            found[f"version {row.field} {row.number}"] = row.body[2:40]
        for file in session.scalars(select(StoredFile).where(StoredFile.sha256 != settings.get(session, "identity")["file"])):
            found[f"file {file.sha256[:8]}"] = file.data[len(file.data) // 2 :][:64]
    return found


def folder_words(*folders):
    """The files below some folders that hold a planted word in the clear."""
    marks = (WORD.lower().encode(), b"uillfeath")
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in paths if any(mark in path.read_bytes().lower() for mark in marks)]


def test_after_a_disposal_planted_words_stand_nowhere(desk, clock, fresh_home, tmp_path):
    chosen = tmp_path / "chosen by the officer"
    add_case(desk)
    case_id = working_day(desk, chosen)
    years_pass(desk, clock)
    planted, key, folder = needles(desk, case_id), desk.store.key, desk.store.folder
    assert standing_in(folder, key, planted) == set(planted), "all that is looked for can be found"
    assert folder_words(chosen), "and in files too"
    assert folder_words(outbox.outbox(desk))

    retention.dispose(desk, case_id)
    cleared = retention.clear_up(desk)

    assert cleared.clean
    assert standing_in(folder, key, planted) == set()
    assert folder_words(fresh_home) == []
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
    assert desk.store.verify_history().ok
    with desk.reading() as session:
        assert list(integrity.flaws(session)) == []


def test_without_clearing_up_something_would_be_left(desk, clock, tmp_path):
    """The index and the log keep what was deleted: what the clearing up is for."""
    add_case(desk)
    case_id = working_day(desk, tmp_path / "chosen")
    years_pass(desk, clock)
    planted = needles(desk, case_id)
    retention.dispose(desk, case_id)
    assert standing_in(desk.store.folder, desk.store.key, planted)
    assert retention.review(desk).uncleared


def test_after_an_erasure_the_name_stands_only_in_the_signed_letters(desk, tmp_path, fresh_home):
    case_id = working_day(desk, tmp_path / "chosen")
    planted = {"name": NAME.encode(), "surname": b"uillfeath", "mail": b"zuleikha@example.org"}
    assert standing_in(desk.store.folder, desk.store.key, planted) == set(planted)
    done = requesters.erase_requester(desk, case_id, "Asked for under Article 17.")
    assert retention.clear_up(desk).clean
    assert done.letters == 1
    assert standing_in(desk.store.folder, desk.store.key, planted) == set()
    assert folder_words(fresh_home) == []
    assert desk.store.verify_history().ok
    with desk.reading() as session:
        assert list(integrity.flaws(session)) == []


def test_the_copies_that_still_hold_it_are_told_with_the_day_on_which_the_last_goes(desk, clock, tmp_path):
    add_case(desk)
    case_id = working_day(desk, tmp_path / "chosen")
    years_pass(desk, clock)
    desk.store.back_up()
    retention.dispose(desk, case_id)
    cleared = retention.clear_up(desk)
    assert cleared.copies == len(copies.copies_in(desk.store.folder / "backups")) == 1
    assert cleared.copies_until > clock[0]


def test_the_history_of_a_disposed_case_names_nothing_personal(desk, clock, tmp_path):
    add_case(desk)
    case_id = working_day(desk, tmp_path / "chosen")
    years_pass(desk, clock)
    retention.dispose(desk, case_id)
    case = open_case(desk, case_id).case
    assert (case.reference, case.stage, case.salt, case.disposed_on) == ("2/26", "disposed", b"", clock[0].date())
    assert {item.outcome for _, item in case.every_decision()} == {Outcome.DISCLOSED, Outcome.NCND}
    assert {item.provision for item in case.grounds} == {"23(5)", "31(3)"}
    assert [letter.sent for letter in case.letters] == [NOW.date()]
    assert not re.search(WORD, repr(vars(case)), re.IGNORECASE)
