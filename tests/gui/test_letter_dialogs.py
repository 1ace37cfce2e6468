from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from foidesk.desk import draft, send, sign
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.letter_dialogs import SentDialog, StartLetterDialog, WithdrawDialog
from foidesk.model import LetterKind, Stage
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def opened(desk, tasks, parent):
    def show(kind, case_id):
        dialog = kind(parent, desk, tasks, open_case(desk, case_id))
        dialog.open()
        return dialog

    return show


@pytest.fixture
def signed(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    return case_id


def kinds(dialog):
    return [row.key for row in dialog.list.rows.rows]


def test_a_new_case_is_offered_what_comes_before_an_answer(opened, desk):
    offered = kinds(opened(StartLetterDialog, add_case(desk)))
    assert {LetterKind.ACKNOWLEDGEMENT, LetterKind.CLARIFICATION, LetterKind.EXTENSION, LetterKind.RESPONSE} <= set(offered)
    assert not {LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY, LetterKind.SECOND_NOTICE} & set(offered)


def test_a_letter_is_started_by_enter_and_its_id_told(opened, desk, qtbot):
    case_id = add_case(desk)
    dialog = opened(StartLetterDialog, case_id)
    dialog.list.choose(LetterKind.CLARIFICATION)
    heard = []
    dialog.started.connect(heard.append)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    (letter,) = open_case(desk, case_id).case.letters
    assert letter.kind is LetterKind.CLARIFICATION
    assert heard == [letter.id]


def test_after_an_answer_only_further_letters_are_offered(opened, desk, signed):
    send.mark_sent(desk, signed, open_case(desk, signed).letter.id)
    offered = kinds(opened(StartLetterDialog, signed))
    assert {LetterKind.CORRECTION, LetterKind.SUPPLEMENTARY, LetterKind.INTERNAL_REVIEW} <= set(offered)
    assert LetterKind.RESPONSE not in offered


def test_whatever_is_offered_can_be_started(desk, signed):
    from foidesk.desk.choose import letters_for

    send.mark_sent(desk, signed, open_case(desk, signed).letter.id)
    for case_id in (signed, add_case(desk)):
        for kind in letters_for(open_case(desk, case_id).case):
            draft.start_letter(desk, case_id, kind)


def test_while_a_signed_letter_waits_nothing_is_offered_and_it_says_why(opened, signed):
    dialog = opened(StartLetterDialog, signed)
    assert kinds(dialog) == []
    assert not dialog.yes.isEnabled()


def test_a_signature_is_withdrawn_with_its_reason(opened, desk, signed, qtbot):
    dialog = opened(WithdrawDialog, signed)
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.reason, "A figure was wrong.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    case = open_case(desk, signed).case
    assert case.stage is Stage.DRAFTING
    assert len(case.letters[0].superseded) == 1


def test_a_sent_letter_keeps_its_signature(opened, desk, signed, qtbot):
    dialog = opened(WithdrawDialog, signed)
    send.mark_sent(desk, signed, open_case(desk, signed).letter.id)
    qtbot.keyClicks(dialog.reason, "Too late.")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "has been sent" in dialog.problem.text)


def test_a_letter_is_marked_sent_today(opened, desk, signed, qtbot):
    dialog = opened(SentDialog, signed)
    assert "answered" in dialog.effect.text()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    case = open_case(desk, signed).case
    assert (case.stage, case.letters[0].sent) == (Stage.SENT, date(2026, 8, 20))


def test_a_day_before_the_letters_date_is_refused(opened, desk, signed, qtbot):
    dialog = opened(SentDialog, signed)
    dialog.day.setDate(QDate(2026, 8, 1))
    dialog.yes.click()
    qtbot.waitUntil(lambda: "before its date" in dialog.problem.text)
    assert open_case(desk, signed).case.stage is Stage.SIGNED


def test_sending_a_request_for_clarification_says_that_the_clock_stops(opened, desk):
    case_id = add_case(desk)
    draft.start_letter(desk, case_id, LetterKind.CLARIFICATION)
    assert "stops" in opened(SentDialog, case_id).effect.text()
