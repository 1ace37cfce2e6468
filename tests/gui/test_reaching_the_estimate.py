"""From wherever the cost is in question, one step leads to the estimate."""

import pytest

from foidesk.desk import decide, opening
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.cost_dialog import CostDialog
from foidesk.gui.kit.widgets import Button
from foidesk.gui.window import MainWindow
from foidesk.model import Outcome
from tests.office import PASSPHRASE, add_case, new_desk

SLOW = 20_000


@pytest.fixture
def window(tmp_path, qtbot):
    """The window on a case whose second and third questions are refused for their cost, with the second chosen."""
    desk = new_desk(tmp_path / "desk")
    case_id = add_case(desk)
    ids = [question.id for question in open_case(desk, case_id).case.questions]
    decide.decide(desk, case_id, ids[1:3], Outcome.COST)
    opening.leave(desk)
    made = MainWindow(tmp_path / "desk", passphrase=PASSPHRASE)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.commands is not None, timeout=SLOW)
    bench = made.commands.bench
    bench.open_case(case_id)
    qtbot.waitUntil(lambda: bench.snapshot is not None, timeout=SLOW)
    bench.questions.choose(["2"])
    yield made
    made.close()
    qtbot.waitUntil(lambda: made._left, timeout=SLOW)
    made.deleteLater()


@pytest.fixture
def estimated(window, qtbot):
    """The questions of the estimate that has opened; it is closed again."""

    def look():
        qtbot.waitUntil(lambda: window.findChild(CostDialog) is not None, timeout=SLOW)
        dialog = window.findChild(CostDialog)
        labels = dialog.work.labels()
        qtbot.waitUntil(lambda: not dialog.tasks.reading)
        dialog.reject()
        return labels

    return look


def test_from_the_decision(window, estimated):
    buttons = window.commands.bench.decide.findChildren(Button)
    next(button for button in buttons if button.accessibleName().startswith("Estimate the cost")).click()
    assert estimated() == ["2"]


def test_from_the_menu_and_the_palette(window, estimated):
    window.actions_["estimate_cost"].trigger()
    assert estimated() == ["2"]


def test_from_a_finding(window, estimated):
    bench = window.commands.bench
    finding = next(item for item in bench.snapshot.findings if item.rule == "VR28" and item.questions == ("3",))
    bench.show_finding(finding)
    assert estimated() == ["3"]
