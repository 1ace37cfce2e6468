"""Similar cases in the window."""

import pytest
from shiboken6 import isValid

from foidesk.desk import decide
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.similar_dialog import SimilarDialog
from foidesk.gui.workbench import Workbench
from foidesk.model import Outcome
from tests.desk.test_similar import PLATES, answered
from tests.office import add_case


@pytest.fixture
def dialog(desk, tasks, qtbot):
    """The dialog on a case whose like was denied before."""
    made = []

    def on(case_id):
        shown = SimilarDialog(None, desk, tasks, open_case(desk, case_id))
        made.append(shown)
        shown.open()
        qtbot.waitUntil(lambda: bool(shown.cards))
        return shown

    yield on
    for shown in made:
        if isValid(shown):
            shown.close()


@pytest.fixture
def asked_again(desk):
    answered(desk, PLATES, Outcome.NCND, "31(3)")
    return add_case(desk, PLATES)


def words(card):
    return card.accessibleName()


def test_a_card_says_why_a_case_was_found_and_what_was_decided(desk, dialog, asked_again):
    (card,) = dialog(asked_again).cards
    assert "1/26, received 2 March 2026, answered 20 March 2026. Same requester. Nearly the same words" in words(card)
    labels = [label.text() for label in card.findChildren(type(card.layout().itemAt(0).widget()))]
    assert "Question 1: neither confirmed nor denied on 31(3)" in labels


def test_another_position_is_warned_of_as_the_checks_do(desk, dialog, asked_again):
    question = open_case(desk, asked_again).case.questions[0].id
    decide.decide(desk, asked_again, [question], Outcome.NOT_HELD)
    (warning,) = dialog(asked_again).warnings
    assert warning.accessibleName().startswith("To read. Question 1. Case 1/26, answered on 20 March 2026, took another position")


def test_a_case_is_answered_as_another_by_a_press(desk, dialog, asked_again, qtbot):
    shown = dialog(asked_again)
    shown.cards[0].answer.click()
    qtbot.waitUntil(lambda: shown.lead.text().startswith("1 question answered as in case 1/26."))
    assert [item.outcome for _, item in open_case(desk, asked_again).case.every_decision()] == [Outcome.NCND]
    assert "Read every word before you sign." in shown.lead.text()


def test_what_cannot_be_taken_over_is_told_and_the_dialog_stays(desk, dialog, asked_again, qtbot):
    shown = dialog(asked_again)
    question = open_case(desk, asked_again).case.questions[0].id
    decide.decide(desk, asked_again, [question], Outcome.NOT_HELD)
    shown.cards[0].answer.click()
    qtbot.waitUntil(lambda: shown.problem.isVisibleTo(shown))
    assert shown.isVisible()


def test_another_case_is_opened_from_here(desk, dialog, asked_again, qtbot):
    shown = dialog(asked_again)
    with qtbot.waitSignal(shown.case_wanted) as wanted:
        shown.cards[0].open.click()
    assert wanted.args == [1]


def test_a_repeat_is_filled_in_where_the_case_rests_on_it(desk, dialog, qtbot):
    answered(desk, PLATES)
    mine = add_case(desk, PLATES)
    ids = decide.decide(desk, mine, [open_case(desk, mine).case.questions[0].id], Outcome.REPEATED)
    decide.claim_ground(desk, mine, "14(2)", ids)
    shown = dialog(mine)
    shown.cards[0].repeat.click()
    qtbot.waitUntil(lambda: shown.lead.text().startswith("Section 14(2) is filled in"))
    (ground,) = open_case(desk, mine).case.grounds
    assert ground.previous_reference == "1/26"
    assert ground.repeat == {"same_person": True, "complied_with": True, "substantially_similar": True, "interval_days": 138}


def test_a_repeat_is_not_offered_where_nothing_rests_on_it(desk, dialog):
    answered(desk, PLATES)
    shown = dialog(add_case(desk, PLATES))
    assert not shown.cards[0].repeat.isVisibleTo(shown)


def test_a_store_without_the_like_says_so(desk, tasks, qtbot):
    shown = SimilarDialog(None, desk, tasks, open_case(desk, add_case(desk, PLATES)))
    shown.open()
    qtbot.waitUntil(lambda: any("No case in this store" in label for label in texts(shown)))
    shown.close()


def texts(widget):
    from foidesk.gui.kit.widgets import Label

    return [label.text() for label in widget.findChildren(Label)]


@pytest.fixture
def bench(desk, tasks, qtbot):
    made = Workbench(desk, tasks)
    qtbot.addWidget(made)
    tasks.wrote.connect(made.refresh)
    yield made
    made.close_store()


def told(bench):
    """What the panel of checks says of other cases."""
    return [finding.message for finding in bench.checks.findings if finding.rule == "similar"]


def test_the_checks_tell_of_another_position_and_of_none_once_they_agree(desk, bench, tasks, asked_again, qtbot):
    question = open_case(desk, asked_again).case.questions[0].id
    bench.open_case(asked_again)
    qtbot.waitUntil(lambda: bench.snapshot is not None)
    tasks.write(lambda: decide.decide(desk, asked_again, [question], Outcome.NOT_HELD))
    qtbot.waitUntil(lambda: bool(told(bench)))
    assert told(bench)[0].startswith("Case 1/26, answered on 20 March 2026, took another position")
    assert bench.checks.cards[-1].aside is None

    def agree():
        decide.claim_ground(desk, asked_again, "31(3)", decide.decide(desk, asked_again, [question], Outcome.NCND))

    tasks.write(agree)
    qtbot.waitUntil(lambda: not told(bench))


def test_another_position_stops_no_signature(desk, bench, tasks, asked_again, qtbot):
    question = open_case(desk, asked_again).case.questions[0].id
    decide.decide(desk, asked_again, [question], Outcome.NOT_HELD)
    bench.open_case(asked_again)
    qtbot.waitUntil(lambda: bool(told(bench)))
    first = bench.checks.first_blocking()
    assert first is None or first.rule != "similar"
