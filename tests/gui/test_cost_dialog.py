"""The cost estimate in the window: put together, summed against the limit, saved, and its advice put into the letter."""

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide, draft, estimate
from foidesk.desk.browse import open_case
from foidesk.desk.estimate import Joined, Task
from foidesk.gui.dialogs.cost_dialog import ADVICE, REQUESTS, CostDialog
from foidesk.gui.dialogs.cost_parts import CostBar, CostWords
from foidesk.law.costs import Reckoning
from foidesk.model import Outcome
from tests.office import add_case

REFUSED = ("1", "2", "4")
FILES = Task("locate", "open each file", 5, 300)


@pytest.fixture
def case_id(desk):
    """Questions 1, 2 and 4 are refused for their cost."""
    made = add_case(desk)
    ids = [question.id for question in open_case(desk, made).case.questions if question.label in REFUSED]
    decide.decide(desk, made, ids, Outcome.COST)
    return made


@pytest.fixture
def opened(desk, tasks, parent, case_id, qtbot):
    def show(**how):
        dialog = CostDialog(parent, desk, tasks, open_case(desk, case_id), **how)
        dialog.open()
        settle(dialog, qtbot)
        return dialog

    return show


def settle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog.tasks.writing == dialog.tasks.reading == 0)


def kept(desk, case_id):
    return open_case(desk, case_id).case.cost_estimates


def write(desk, case_id, labels=REFUSED, tasks=(FILES,), **changes):
    return estimate.write_estimate(desk, case_id, None, list(labels), list(tasks), **{"similar": True} | changes)


def fill(card, records, minutes):
    card.records.setValue(records)
    card.minutes.setValue(minutes)


def test_it_begins_with_the_questions_that_are_refused_for_their_cost(opened):
    dialog = opened()
    assert dialog.work.labels() == list(REFUSED)
    assert dialog.which.isHidden()
    assert dialog.take_back.isHidden()


def test_it_begins_with_the_questions_that_it_is_opened_for(opened):
    assert opened(questions=["3", "5"]).work.labels() == ["3", "5"]


def test_an_estimate_is_put_together_by_the_keyboard_alone(opened, desk, case_id, qtbot):
    dialog = opened()
    keys = lambda text: qtbot.keyClicks(dialog.focusWidget(), text)  # noqa: E731
    tab = lambda: qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)  # noqa: E731
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.work.cards[0].activity)
    keys("Loc")
    tab()
    keys("open each file")
    tab()
    tab()
    keys("300")
    tab()
    keys("5")
    tab()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert dialog.verdict.text() == "25 h, 7 h over the limit of 18 h"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    (made,) = kept(desk, case_id)
    assert (made.questions, made.similar, made.other_gbp) == (list(REFUSED), True, 0)
    assert made.tasks == [{"activity": "locate", "what": "open each file", "minutes_each": 5, "records": 300, "questions": ["1"]}]


def test_the_sum_runs_along_and_says_in_words_where_it_stands(opened):
    dialog = opened()
    card = dialog.work.cards[0]
    assert dialog.verdict.text() == "0 min, 18 h below the limit of 18 h"
    fill(card, 234, 5)
    assert dialog.verdict.text() == "19 h 30 min, 1 h 30 min over the limit of 18 h"
    assert dialog.bar.accessibleName() == dialog.verdict.text()
    assert dialog.about.text().startswith("£487.50 at £25 an hour; the limit is £450.")
    assert card.time.text() == "= 19 h 30 min"
    fill(card, 216, 5)
    assert dialog.verdict.text() == "18 h, exactly the limit, which does not exceed it"
    dialog.work.other.setValue(25)
    assert dialog.verdict.text() == "18 h, 1 h over the limit of 17 h"
    assert "Other costs leave 17 h of its 18 h." in dialog.about.text()


def test_it_says_which_questions_would_fit_in_the_order_asked(opened):
    dialog = opened()
    for number, label in enumerate(REFUSED):
        if number:
            dialog.work.add_task()
        fill(dialog.work.cards[number], 1, 540 if label != "2" else 600)
        dialog.work.cards[number].which.setCurrentIndex(number + 1)
    assert dialog.about.text().endswith("Within it, in the order asked: questions 1, 4 (18 h).")
    fill(dialog.work.cards[0], 1, 5000)
    dialog.work.cards[0].which.setCurrentIndex(0)
    assert dialog.about.text().endswith("No question alone would come within it.")


def test_what_may_not_be_counted_is_not_and_the_reason_is_said(opened):
    dialog = opened()
    card = dialog.work.cards[0]
    fill(card, 100, 10)
    card.activity.setCurrentIndex(card.activity.findData("redact"))
    assert dialog.verdict.text() == "0 min, 18 h below the limit of 18 h"
    assert card.warning.isVisible()
    assert "section 14(1)" in card.activity.accessibleDescription()
    card.activity.setCurrentIndex(card.activity.findData("extract"))
    assert card.warning.isHidden()
    assert dialog.verdict.text() == "16 h 40 min, 1 h 20 min below the limit of 18 h"


def test_every_activity_of_the_law_can_be_chosen_and_says_whether_it_counts(opened, desk):
    card = opened().work.cards[0]
    offered = {card.activity.itemData(n): card.activity.itemText(n) for n in range(card.activity.count())}
    law = desk.catalogue.costs
    assert set(offered) == set(law.activities)
    assert {word for word, name in offered.items() if name.endswith("(not counted)")} == {
        word for word in law.activities if not law.counts(word)
    }


def test_under_the_second_limb_only_finding_out_counts(opened, desk, case_id):
    case = open_case(desk, case_id).case
    decide.claim_ground(desk, case_id, "12(2)", [item.id for _, item in case.every_decision()])
    dialog = opened()
    fill(dialog.work.cards[0], 1, 600)
    dialog.work.add_task()
    fill(dialog.work.cards[1], 1, 600)
    dialog.work.cards[1].activity.setCurrentIndex(dialog.work.cards[1].activity.findData("extract"))
    assert dialog.verdict.text() == "10 h, 8 h below the limit of 18 h"
    assert "Under section 12(2)" in dialog.about.text()


def test_unlike_questions_are_said_to_be_requests_of_their_own(opened, desk, case_id, qtbot):
    dialog = opened()
    assert dialog.work.apart.isHidden()
    dialog.work.similar.buttons["no"].click()
    assert dialog.work.apart.isVisible()
    dialog.yes.click()
    settle(dialog, qtbot)
    assert kept(desk, case_id)[0].similar is False


def test_one_question_alone_is_not_asked_whether_it_is_similar(opened, desk, case_id, qtbot):
    dialog = opened(questions=["4"])
    assert not dialog.work.similar.isVisible()
    dialog.yes.click()
    settle(dialog, qtbot)
    assert (kept(desk, case_id)[0].questions, kept(desk, case_id)[0].similar) == (["4"], None)


def test_without_a_question_nothing_can_be_saved(opened):
    dialog = opened(questions=["4"])
    dialog.work.checks["4"].box.click()
    assert not dialog.yes.isEnabled()


def test_an_estimate_is_shown_as_it_was_kept_and_saved_unchanged(opened, desk, case_id, qtbot):
    write(desk, case_id, tasks=[Task("locate", "open each file", 0.25, 1234.5), Task("scan", "", 2, 3, ("1", "2"))], other_gbp=7)
    (before,) = kept(desk, case_id)
    dialog = opened()
    assert dialog.work.cards[1].activity.currentText() == "scan (not counted)"
    assert dialog.work.cards[1].which.currentText() == "questions 1, 2"
    dialog.yes.click()
    settle(dialog, qtbot)
    (after,) = kept(desk, case_id)
    assert (after.questions, after.tasks, after.similar, after.other_gbp) == (
        before.questions,
        before.tasks,
        before.similar,
        before.other_gbp,
    )


def test_a_task_is_taken_out_and_one_that_is_empty_is_none(opened, desk, case_id, qtbot):
    write(desk, case_id, tasks=[Task("locate", "first", 1, 1), Task("extract", "second", 1, 1)])
    dialog = opened()
    dialog.work.cards[0].remove.click()
    dialog.work.add.click()
    dialog.yes.click()
    settle(dialog, qtbot)
    assert [task["what"] for task in kept(desk, case_id)[0].tasks] == ["second"]


def test_tasks_are_named_by_their_number_for_a_screen_reader(opened):
    dialog = opened()
    dialog.work.add_task()
    dialog.work.cards[0].remove.click()
    assert dialog.work.cards[0].records.accessibleName() == "Task 1: records"


def test_an_estimate_is_taken_back(opened, desk, case_id, qtbot):
    write(desk, case_id)
    dialog = opened()
    dialog.take_back.click()
    settle(dialog, qtbot)
    assert kept(desk, case_id) == []


def test_each_estimate_can_be_turned_to_and_its_questions_stand_in_no_other(opened, desk, case_id):
    write(desk, case_id, ["1"])
    write(desk, case_id, ["2"], tasks=[Task("locate", "the other", 1, 1)])
    dialog = opened(questions=["2"])
    assert dialog.work.cards[0].what.text() == "the other"
    assert not dialog.work.checks["1"].isEnabled()
    dialog.which.setCurrentIndex(2)
    dialog.which.activated.emit(2)
    assert dialog.work.labels() == ["4"]
    assert dialog.number is None


def test_turning_to_another_estimate_loses_nothing(opened, desk, case_id):
    write(desk, case_id, ["1"])
    dialog = opened()
    fill(dialog.work.cards[0], 7, 7)
    dialog.which.setCurrentIndex(1)
    dialog.which.activated.emit(1)
    assert dialog.problem.text == "Save this estimate first, or close without saving."
    assert (dialog.which.currentIndex(), dialog.work.cards[0].records.value()) == (0, 7)


def test_what_is_not_saved_is_told_of_once_before_it_is_given_up(opened, desk, case_id, qtbot):
    dialog = opened()
    fill(dialog.work.cards[0], 7, 7)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.problem.text.startswith("The estimate is not saved.")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert kept(desk, case_id) == []


def test_what_was_only_looked_at_is_closed_at_once(opened, desk, case_id, qtbot):
    write(desk, case_id)
    dialog = opened()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_refusal_of_the_desk_stands_in_the_dialog(opened, desk, case_id, qtbot):
    dialog = opened()
    write(desk, case_id, ["2"])
    dialog.yes.click()
    settle(dialog, qtbot)
    assert dialog.problem.text.startswith("Question 2 stands in another estimate already.")
    assert dialog.isVisible()


def test_other_requests_of_the_same_person_are_suggested_and_the_officer_ticks_them(opened, desk, case_id, qtbot):
    other = add_case(desk, "1. What does a chair cost?", title="Chairs", received=date(2026, 7, 14))
    write(desk, other, ["1"], tasks=[Task("locate", "", 60, 10)], similar=None)
    dialog = opened()
    assert dialog.segments[REQUESTS].text() == "Other requests (1)"
    dialog.show_side(REQUESTS)
    ((_, check, minutes),) = dialog.requests._rows
    assert check.box.accessibleName() == (
        "2/26 Chairs, received 14 July 2026. Same person; over 16 working days; estimated at 10 h"
    )
    fill(dialog.work.cards[0], 1, 600)
    assert not dialog._exceeded
    check.box.click()
    assert dialog.verdict.text() == "20 h, 2 h over the limit of 18 h"
    minutes.setValue(630)
    dialog.yes.click()
    settle(dialog, qtbot)
    joined = kept(desk, case_id)[0].aggregated
    assert (joined["working_days"], joined["requests"]) == (
        16,
        [{"reference": "2/26", "received": "2026-07-14", "minutes": 630}],
    )


def test_a_request_that_the_store_does_not_have_stays_counted(opened, desk, case_id):
    write(desk, case_id, joined=[Joined("9/25", date(2026, 7, 1), 60)])
    dialog = opened()
    assert dialog.requests.joined() == [Joined("9/25", date(2026, 7, 1), 60)]


def test_advice_is_proposed_and_one_button_puts_it_into_the_letter(opened, desk, case_id, qtbot):
    dialog = opened()
    fill(dialog.work.cards[0], 300, 5)
    dialog.show_side(ADVICE)
    settle(dialog, qtbot)
    assert "about 210 of them" in dialog.advice.text.toPlainText()
    assert dialog.advice.state.text() == "The letter has no advice yet."
    dialog.advice.into_letter.click()
    settle(dialog, qtbot)
    snapshot = open_case(desk, case_id)
    assert snapshot.letter.advice_and_assistance == dialog.advice.text.toPlainText()
    assert len(snapshot.case.cost_estimates) == 1
    assert dialog.isVisible()
    assert "stands in the letter" in dialog.advice.state.text()
    dialog.yes.click()
    settle(dialog, qtbot)
    assert len(kept(desk, case_id)) == 1


def test_the_years_make_the_advice_say_how_long_a_period_would_do(opened, qtbot):
    dialog = opened()
    fill(dialog.work.cards[0], 300, 5)
    dialog.show_side(ADVICE)
    dialog.advice.years.setValue(3)
    settle(dialog, qtbot)
    assert "over the 3 years that you ask about, that is about 2 years" in dialog.advice.text.toPlainText()


def test_what_the_officer_wrote_is_not_written_over_unless_asked(opened, qtbot):
    dialog = opened()
    fill(dialog.work.cards[0], 300, 5)
    dialog.show_side(ADVICE)
    settle(dialog, qtbot)
    dialog.advice.text.setFocus()
    qtbot.keyClicks(dialog.advice.text, "Ring us first. ")
    dialog.advice.years.setValue(3)
    settle(dialog, qtbot)
    assert dialog.advice.text.toPlainText().startswith("Ring us first. ")
    dialog.advice.again.click()
    settle(dialog, qtbot)
    assert dialog.advice.text.toPlainText().startswith("Our estimate rests on 300 records.")


def test_where_nothing_narrower_would_do_the_letter_says_why_and_no_longer_how_to_ask(opened, desk, case_id, qtbot):
    draft.write_letter(desk, case_id, advice_and_assistance="Ask about one year.")
    dialog = opened()
    fill(dialog.work.cards[0], 1, 1081)
    dialog.show_side(ADVICE)
    settle(dialog, qtbot)
    assert dialog.advice.state.text().startswith("The letter has words of advice already.")
    dialog.advice.into_letter.click()
    settle(dialog, qtbot)
    letter = open_case(desk, case_id).letter
    assert letter.advice_and_assistance is None
    assert "see none" in letter.advice_not_possible


def test_a_sealed_case_can_only_be_read(desk, tasks, parent, case_id, qtbot):
    write(desk, case_id)
    snapshot = open_case(desk, case_id)
    snapshot.case.stage = "sent"
    dialog = CostDialog(parent, desk, tasks, snapshot)
    dialog.open()
    settle(dialog, qtbot)
    assert not dialog.yes.isEnabled()
    assert not dialog.work.isEnabled()
    assert not dialog.advice.isEnabled()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (Fraction(7201, 2), "60 h 0.5 min"), (65250, "1,087 h 30 min")],
)
def test_times_are_said_in_hours_and_minutes(qapp, minutes, words):
    assert CostWords().time(Fraction(minutes)) == words


def shade(bar, share):
    picture = bar.grab().toImage()
    return picture.pixelColor(int(share * picture.width()), picture.height() // 2).name()


def test_the_bar_is_filled_to_the_limit_in_one_colour_and_past_it_in_another(qtbot):
    bar = CostBar()
    qtbot.addWidget(bar)
    bar.resize(500, 20)
    bar.show_sum(Reckoning(Fraction(540), 0, 25, 450), "9 h")
    within, empty = shade(bar, 0.2), shade(bar, 0.9)
    bar.show_sum(Reckoning(Fraction(1620), 0, 25, 450), "27 h")
    assert shade(bar, 0.2) == within
    assert shade(bar, 0.9) not in {within, empty}
    assert len({within, empty, shade(bar, 0.9)}) == 3
