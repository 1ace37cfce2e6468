from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from foidesk.desk import decide, draft
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.finding_dialogs import DecisionDayDialog, HeldDialog, SetAsideDialog
from foidesk.gui.dialogs.provision_dialog import ProvisionDialog
from foidesk.gui.dialogs.sign_dialog import SignDialog
from foidesk.model import Outcome
from tests.office import add_case, decide_all


@pytest.fixture
def warned(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    draft.write_letter(desk, case_id, left_out=["no_inference"])
    return case_id


@pytest.fixture
def shown(qtbot, parent, desk, tasks):
    def show(kind, case_id, **how):
        made = kind(parent, desk, tasks, open_case(desk, case_id), **how)
        made.show()
        return made

    return show


def settled(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.writing and not tasks.reading)


def test_a_finding_is_set_aside_with_the_reason_that_was_typed(shown, desk, warned, qtbot, tasks):
    dialog = shown(SetAsideDialog, warned, finding=open_case(desk, warned).findings[0])
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.reason, "Agreed with legal services.")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    settled(qtbot, tasks)
    assert [item.reason for item in open_case(desk, warned).set_aside] == ["Agreed with legal services."]


def test_a_finding_that_has_gone_is_told_and_the_words_stay(shown, desk, warned, qtbot, tasks):
    dialog = shown(SetAsideDialog, warned, finding=open_case(desk, warned).findings[0])
    draft.write_letter(desk, warned, left_out=[])
    qtbot.keyClicks(dialog.reason, "Agreed.")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    settled(qtbot, tasks)
    assert dialog.isVisible()
    assert "does not stand any more" in dialog.problem.text
    assert dialog.reason.toPlainText() == "Agreed."
    dialog.close()


def test_the_day_of_the_decision_is_written_into_the_letter(shown, desk, qtbot, tasks):
    case_id = add_case(desk)
    dialog = shown(DecisionDayDialog, case_id)
    dialog.day.setDate(QDate(2026, 9, 28))
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    settled(qtbot, tasks)
    assert open_case(desk, case_id).letter.public_interest_decision_by == date(2026, 9, 28)


@pytest.mark.parametrize("held", [True, False])
def test_under_the_cost_limit_it_is_said_whether_it_is_held(shown, desk, qtbot, tasks, held):
    case_id = add_case(desk, "1. How many?\n")
    decided = decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], Outcome.COST)
    decide.claim_ground(desk, case_id, "12(1)", decided)
    finding = next(item for item in open_case(desk, case_id).findings if item.rule == "VR32")
    dialog = shown(HeldDialog, case_id, finding=finding)
    assert not dialog.yes.isEnabled()
    (dialog.held if held else dialog.not_held).click()
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    settled(qtbot, tasks)
    assert open_case(desk, case_id).case.questions[0].decisions[0].held is held


def test_a_ground_rests_on_another_limb_and_keeps_its_reasoning(shown, desk, qtbot, tasks):
    case_id = add_case(desk, "1. How many?\n")
    decided = decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], Outcome.WITHHELD)
    ground = decide.claim_ground(desk, case_id, "31(1)", decided)
    decide.write_ground(desk, case_id, ground, harm="Offenders would learn.")
    dialog = shown(ProvisionDialog, case_id, decision_ids=decided, instead_of=ground)
    qtbot.waitUntil(lambda: dialog.list.chosen() is not None)
    qtbot.keyClicks(dialog.search, "31(1)(a)")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    settled(qtbot, tasks)
    (found,) = open_case(desk, case_id).case.grounds
    assert (found.id, found.provision, found.harm) == (ground, "31(1)(a)", "Offenders would learn.")


def test_whoever_signs_sees_what_was_set_aside_and_why(shown, desk, warned):
    from foidesk.desk import aside

    finding = open_case(desk, warned).findings[0]
    aside.set_aside(desk, warned, finding, "Agreed with legal services.")
    dialog = shown(SignDialog, warned)
    said = [label.text() for label in dialog.checks.findChildren(type(dialog.lead))]
    assert finding.message in said
    assert "Ada Marsh, 20 August 2026: Agreed with legal services." in said
    dialog.close()


def test_whoever_signs_sees_what_is_still_to_be_read(shown, desk, warned):
    dialog = shown(SignDialog, warned)
    said = [label.text() for label in dialog.checks.findChildren(type(dialog.lead))]
    assert "1 finding to read" in said
    dialog.close()
