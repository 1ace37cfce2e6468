from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from foidesk.desk import clock
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.clock_dialog import ClockDialog
from foidesk.gui.kit.widgets import Tool
from foidesk.model import Regime
from tests.office import add_case


@pytest.fixture
def opened(desk, tasks, parent):
    def show(case_id, **how):
        dialog = ClockDialog(parent, desk, tasks, open_case(desk, case_id), **how)
        dialog.open()
        return dialog

    return show


def settle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.tasks.writing == dialog.tasks.reading == 0)


def log(dialog, qtbot, event, day):
    dialog.form.event.setCurrentIndex(dialog.form.event.findData(event))
    dialog.form.on.setDate(QDate(day.year, day.month, day.day))
    dialog.yes.click()
    settle(dialog, qtbot)


def logged(desk, case_id):
    return [(event.event, event.on, event.until) for event in open_case(desk, case_id).case.clock]


def shown(dialog):
    return [
        [dialog.model.data(dialog.model.index(number, part)) for part in range(3)] for number in range(dialog.model.rowCount())
    ]


def test_the_due_day_is_said_and_every_day_is_explained(opened, desk):
    dialog = opened(add_case(desk))
    assert dialog.due.text() == "Answer by Thursday 3 September 2026"
    rows = shown(dialog)
    assert rows[0] == ["Thu 6 August", "1", ""]
    assert rows[2] == ["Sat 8 August", "–", "Saturday"]
    assert ["Mon 31 August", "–", "Late Summer Bank Holiday (England and Wales, Northern Ireland)"] in rows
    assert rows[-1][:2] == ["Thu 3 September", "20"]


def test_a_day_is_read_out_as_a_sentence(opened, desk):
    dialog = opened(add_case(desk))
    say = lambda number: dialog.model.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
    assert say(0) == "Thu 6 August: day 1"
    assert say(2) == "Sat 8 August: does not count, Saturday"


def test_only_events_of_this_regime_are_offered(opened, desk):
    offered = lambda dialog: [dialog.form.event.itemData(number) for number in range(dialog.form.event.count())]  # noqa: E731
    assert "fees-notice" in offered(opened(add_case(desk)))
    assert offered(opened(add_case(desk, regime=Regime.EIR))) == ["clarification-asked", "clarification-received", "holiday"]


def test_asking_for_clarification_stops_the_clock_and_shows_it(opened, desk, qtbot):
    case_id = add_case(desk)
    dialog = opened(case_id, log=True)
    log(dialog, qtbot, "clarification-asked", date(2026, 8, 19))
    assert logged(desk, case_id) == [("clarification-asked", date(2026, 8, 19), None)]
    assert dialog.due.text() == "The clock is stopped"
    assert dialog.isVisible()


def test_an_event_out_of_order_is_refused_inline(opened, desk, qtbot):
    case_id = add_case(desk)
    dialog = opened(case_id, log=True)
    log(dialog, qtbot, "clarification-received", date(2026, 8, 19))
    assert dialog.problem.text == "“Clarification received” on 19 August 2026 has no “Clarification asked for” before it."
    assert logged(desk, case_id) == []


def test_an_event_can_be_taken_back(opened, desk, qtbot):
    case_id = add_case(desk)
    clock.log_clock_event(desk, case_id, "clarification-asked", date(2026, 8, 19))
    dialog = opened(case_id, log=True)
    (remove,) = dialog.log.findChildren(Tool)
    assert remove.accessibleName() == "Take back: Clarification asked for, 19 August 2026"
    remove.click()
    settle(dialog, qtbot)
    assert logged(desk, case_id) == []
    assert dialog.due.text() == "Answer by Thursday 3 September 2026"


def test_a_closed_school_takes_a_span(opened, desk, qtbot):
    case_id = add_case(desk, regime=Regime.FOIA_SCHOOL)
    dialog = opened(case_id, log=True)
    dialog.form.event.setCurrentIndex(dialog.form.event.findData("school-closed"))
    assert dialog.form.until.isVisible()
    dialog.form.until.setDate(QDate(2026, 8, 31))
    log(dialog, qtbot, "school-closed", date(2026, 8, 24))
    assert logged(desk, case_id) == [("school-closed", date(2026, 8, 24), date(2026, 8, 31))]


def test_other_events_take_one_day(opened, desk):
    dialog = opened(add_case(desk), log=True)
    assert dialog.form.until.isHidden()


def test_the_log_opens_on_the_choice_of_event(opened, desk, qtbot):
    dialog = opened(add_case(desk), log=True)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.form.event)
    assert dialog.sides.currentIndex() == 1


def test_another_reading_of_the_case_keeps_what_is_filled_in(opened, desk):
    case_id = add_case(desk)
    dialog = opened(case_id, log=True)
    dialog.form.event.setCurrentIndex(dialog.form.event.findData("extension-notice"))
    dialog.form.on.setDate(QDate(2026, 8, 18))
    clock.log_clock_event(desk, case_id, "holiday", date(2026, 8, 21))
    dialog.load(open_case(desk, case_id))
    assert dialog.form.event.currentData() == "extension-notice"
    assert dialog.form.on.date() == QDate(2026, 8, 18)
    assert ["Fri 21 August", "–", "proclaimed holiday, added by hand"] in shown(dialog)


def test_clarification_of_some_questions_leaves_the_clock_of_the_rest_and_says_so(opened, desk, qtbot):
    case_id = add_case(desk)
    dialog = opened(case_id, log=True)
    assert dialog.form.questions.isVisible()
    qtbot.keyClicks(dialog.form.questions, "2, 4")
    log(dialog, qtbot, "clarification-asked", date(2026, 8, 19))
    assert open_case(desk, case_id).case.clock[0].questions == ["2", "4"]
    assert dialog.due.text() == "Answer by Thursday 3 September 2026"
    assert dialog.meaning.text().endswith("Question 2 waits for the requester. Question 4 waits for the requester.")
    (remove,) = dialog.log.findChildren(Tool)
    assert remove.accessibleName() == "Take back: Clarification asked for, 19 August 2026, of 2 questions: 2, 4"
    assert dialog.form.questions.text() == ""
    qtbot.keyClicks(dialog.form.questions, "2")
    log(dialog, qtbot, "clarification-received", date(2026, 8, 20))
    assert "Question 2: answer by 18 September 2026." in dialog.meaning.text()


def test_a_question_that_is_not_there_is_told_inline(opened, desk, qtbot):
    case_id = add_case(desk)
    dialog = opened(case_id, log=True)
    qtbot.keyClicks(dialog.form.questions, "9")
    log(dialog, qtbot, "clarification-asked", date(2026, 8, 19))
    assert dialog.problem.text == "There is no question 9 in this case."
    assert logged(desk, case_id) == []


def test_a_fee_is_of_the_whole_request(opened, desk):
    dialog = opened(add_case(desk), log=True)
    dialog.form.event.setCurrentIndex(dialog.form.event.findData("fees-notice"))
    assert dialog.form.questions.isHidden()
