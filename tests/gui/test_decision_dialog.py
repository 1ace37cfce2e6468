"""What a decision says beside its outcome is kept for every decision that was made in the same way, and can be taken back."""

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.decision_dialog import DecisionDialog
from foidesk.model import Outcome
from tests.office import add_case


@pytest.fixture
def withheld(desk):
    """A case with two questions that are withheld under one provision, and the ids of the decisions."""
    case_id = add_case(desk)
    questions = [question.id for question in open_case(desk, case_id).case.questions[:2]]
    ids = decide.decide(desk, case_id, questions, Outcome.WITHHELD)
    decide.claim_ground(desk, case_id, "42(1)", ids)
    return case_id, ids


@pytest.fixture
def keep(desk, tasks, parent, qtbot, withheld):
    """Open the dialog, let a test fill it in, and keep it."""
    case_id, ids = withheld

    def kept(fill):
        dialog = DecisionDialog(parent, desk, tasks, open_case(desk, case_id), ids)
        dialog.open()
        fill(dialog)
        with qtbot.waitSignal(dialog.accepted, timeout=20_000):
            qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
        return [item for _, item in open_case(desk, case_id).case.every_decision()]

    return kept


def test_the_year_of_the_records_lets_the_rule_on_age_look(desk, keep, qtbot, withheld):
    decisions = keep(lambda dialog: qtbot.keyClicks(dialog.year, "1990"))
    assert [item.record_year for item in decisions] == [1990, 1990]
    assert "VR55" in {finding.rule for finding in open_case(desk, withheld[0]).findings}


def test_an_empty_year_is_no_year_again(keep, qtbot):
    keep(lambda dialog: qtbot.keyClicks(dialog.year, "1990"))
    assert [item.record_year for item in keep(lambda dialog: dialog.year.clear())] == [None, None]


def test_half_a_year_cannot_be_kept(desk, tasks, parent, qtbot, withheld):
    case_id, ids = withheld
    dialog = DecisionDialog(parent, desk, tasks, open_case(desk, case_id), ids)
    dialog.open()
    qtbot.keyClicks(dialog.year, "19")
    assert not dialog.yes.isEnabled()
    dialog.reject()


def test_provisions_in_the_alternative_and_for_different_information(keep):
    def fill(dialog):
        dialog.alternative.setChecked(True)
        dialog.different.setChecked(True)

    assert {(item.in_the_alternative, item.different_information) for item in keep(fill)} == {(True, True)}
