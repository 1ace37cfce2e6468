"""From the panel to the store and back on the real window: set aside with a reason, taken back, put right, another limb."""

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide, draft, opening
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.finding_dialogs import SetAsideDialog
from foidesk.gui.dialogs.provision_dialog import ProvisionDialog
from foidesk.gui.window import MainWindow
from foidesk.model import Outcome
from tests.office import PASSPHRASE, add_case, decide_all, new_desk

SLOW = 20_000


@pytest.fixture
def window(tmp_path, qtbot):
    """A window on a decided case that lacks the sentence on inference, and on one that rests on a section without its limb."""
    desk = new_desk(tmp_path / "desk")
    warned, limbless = add_case(desk), add_case(desk, "1. How many?\n")
    decide_all(desk, warned)
    draft.write_letter(desk, warned, left_out=["no_inference"])
    decided = decide.decide(desk, limbless, [open_case(desk, limbless).case.questions[0].id], Outcome.WITHHELD)
    decide.claim_ground(desk, limbless, "31(1)", decided)
    opening.leave(desk)
    made = MainWindow(tmp_path / "desk", passphrase=PASSPHRASE)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.commands is not None, timeout=SLOW)
    made.cases_ = warned, limbless
    yield made
    made.close()
    qtbot.waitUntil(lambda: made._left, timeout=SLOW)
    made.deleteLater()


def show(window, qtbot, case_id):
    bench = window.commands.bench
    bench.open_case(case_id)
    qtbot.waitUntil(lambda: bench.snapshot is not None and bench.snapshot.case.id == case_id, timeout=SLOW)
    return bench


def rules(bench):
    return {finding.rule for finding in bench.checks.findings}


def card(bench, rule):
    return next(card for card, finding in zip(bench.checks.cards, bench.checks.findings, strict=True) if finding.rule == rule)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_warning_is_set_aside_with_a_reason_and_taken_back(window, qtbot):
    bench = show(window, qtbot, window.cases_[0])
    press(qtbot, card(bench, "VR10").aside)
    dialog = window.findChild(SetAsideDialog)
    qtbot.keyClicks(dialog.reason, "Agreed with legal services.")
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: len(bench.checks.aside) == 1 and "VR10" not in rules(bench), timeout=SLOW)
    press(qtbot, bench.checks.aside[0].back)
    qtbot.waitUntil(lambda: "VR10" in rules(bench) and not bench.checks.aside, timeout=SLOW)


def test_the_section_is_switched_on_again_by_the_press_of_its_button(window, qtbot):
    bench = show(window, qtbot, window.cases_[0])
    press(qtbot, card(bench, "VR10").go)
    qtbot.waitUntil(lambda: "VR10" not in rules(bench), timeout=SLOW)
    assert bench.snapshot.letter.left_out == []


def test_a_section_without_its_limb_leads_to_the_list_of_provisions(window, qtbot):
    bench = show(window, qtbot, window.cases_[1])
    press(qtbot, card(bench, "VR05").go)
    dialog = window.findChild(ProvisionDialog)
    qtbot.waitUntil(lambda: dialog.list.chosen() is not None, timeout=SLOW)
    qtbot.keyClicks(dialog.search, "31(1)(a)")
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: "VR05" not in rules(bench), timeout=SLOW)
    assert [ground.provision for ground in bench.snapshot.case.grounds] == ["31(1)(a)"]
