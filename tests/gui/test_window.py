from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from foidesk.desk import fields, opening
from foidesk.desk.browse import open_case
from foidesk.desk.own_wording import replace_wording
from foidesk.gui.case.starting_dialog import StartingDialog
from foidesk.gui.kit import style
from foidesk.gui.setup.wording_dialog import WordingDialog
from foidesk.gui.window import MainWindow
from foidesk.paths import resource
from tests.office import PASSPHRASE, add_case, decide_all, new_desk

SLOW = 20_000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "desk"


@pytest.fixture
def case_id(folder):
    """A case in a store that is closed again."""
    desk = new_desk(folder)
    made = add_case(desk, title="Digital Forensics Unit caseload")
    decide_all(desk, made)
    opening.leave(desk)
    return made


@pytest.fixture
def start(folder, qtbot):
    """Open the window as the program does; it is left at the end, as an officer would."""
    started = []

    def begin(passphrase=PASSPHRASE, **more):
        window = MainWindow(folder, passphrase=passphrase, **more)
        started.append(window)  # not the plugin's to close: it would delete the window before the store is closed
        window.show()
        window.begin()
        if passphrase:
            qtbot.waitUntil(lambda: window.commands is not None, timeout=SLOW)
        return window

    yield begin
    for window in started:
        leave(window, qtbot)
        window.deleteLater()


def leave(window, qtbot):
    window.close()
    qtbot.waitUntil(lambda: window._left, timeout=SLOW)


def show_case(window, qtbot, case_id):
    bench = window.commands.bench
    bench.open_case(case_id)
    qtbot.waitUntil(lambda: bench.snapshot is not None and bench.snapshot.case.id == case_id, timeout=SLOW)
    return bench


def test_the_passphrase_opens_the_desk(start, qtbot, case_id):
    window = start(passphrase=None)
    qtbot.keyClicks(window.door.secret.edit, PASSPHRASE)
    qtbot.keyClick(window.door.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.commands is not None, timeout=SLOW)
    assert window.door is None
    assert window.stack.currentWidget() is window.commands.bench


def test_before_it_is_open_only_leaving_and_help_can_be_done(start, case_id):
    window = start(passphrase=None)
    assert {entry.name for entry, action in window.actions_ if action.isEnabled()} == {"quit", "guide", "about"}


def test_a_case_of_the_list_opens_in_every_pane(start, qtbot, case_id):
    window = start()
    bench = show_case(window, qtbot, case_id)
    assert bench.questions.title.text() == "Digital Forensics Unit caseload"
    assert window.windowTitle().startswith(bench.snapshot.case.reference)
    assert window.actions_["sign"].isEnabled()


def test_closing_saves_the_words_under_the_cursor(start, qtbot, case_id, folder):
    window = start()
    bench = show_case(window, qtbot, case_id)
    edit = next(iter(bench.decide._answers.values()))
    qtbot.keyClicks(edit, " Words of the last second.")
    leave(window, qtbot)
    desk = opening.unlock(folder, PASSPHRASE)
    assert open_case(desk, case_id).case.questions[0].decisions[0].answer.endswith("Words of the last second.")
    assert open_case(desk, case_id).typed == ()
    opening.leave(desk)


def test_what_a_crash_left_behind_is_saved_when_the_case_is_opened(start, qtbot, case_id, folder):
    desk = opening.unlock(folder, PASSPHRASE)
    decision = open_case(desk, case_id).case.questions[0].decisions[0].id
    fields.autosave(desk, case_id, f"decision:{decision}:answer", "Typed before the power went.")
    desk.store.close()
    window = start()
    bench = show_case(window, qtbot, case_id)
    qtbot.waitUntil(lambda: not bench.snapshot.typed, timeout=SLOW)
    assert bench.snapshot.case.questions[0].decisions[0].answer == "Typed before the power went."


def test_the_case_of_last_time_is_shown_again(start, qtbot, case_id):
    window = start()
    show_case(window, qtbot, case_id)
    leave(window, qtbot)
    again = start()
    qtbot.waitUntil(lambda: again.commands.bench.snapshot is not None, timeout=SLOW)
    assert again.commands.bench.snapshot.case.id == case_id


def test_a_file_that_is_dropped_becomes_a_new_request(start, qtbot, case_id):
    window = start()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(resource("samples", "sample-request.eml")))])
    window.dropEvent(
        QDropEvent(
            QPointF(QPoint(10, 10)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert window.stack.currentWidget() is window.commands._request
    qtbot.waitUntil(lambda: not window.tasks.reading, timeout=SLOW)


def test_another_file_is_kept_with_the_open_case_and_cannot_leave(start, qtbot, case_id, tmp_path):
    window = start()
    bench = show_case(window, qtbot, case_id)
    figures = tmp_path / "figures.xlsx"
    figures.write_bytes(b"PK\x03\x04 a hidden sheet")
    window.commands.take_files([Path(figures)])
    qtbot.waitUntil(lambda: len(bench.snapshot.case.attachments) == 2, timeout=SLOW)
    assert "cannot leave" in window.notice.text


def test_signing_goes_to_the_first_thing_that_blocks(start, qtbot, folder):
    from foidesk.desk import decide
    from foidesk.model import Outcome

    desk = new_desk(folder)
    case_id = add_case(desk, "1. How many?\n2. Why?\n")
    question = open_case(desk, case_id).case.questions[1]
    decided = decide.decide(desk, case_id, [question.id], Outcome.NCND)
    decide.claim_ground(desk, case_id, "31(3)", decided)
    opening.leave(desk)
    window = start()
    bench = show_case(window, qtbot, case_id)
    window.actions_["sign"].trigger()
    assert window.notice.text.startswith("This must be put right before the letter can be signed:")
    assert bench.questions.chosen_ids() == [question.id]


def test_a_history_that_is_not_as_it_was_left_is_told_first(start, qtbot, case_id, folder):
    older = (folder / "store.db").read_bytes()
    desk = opening.unlock(folder, PASSPHRASE)
    add_case(desk, title="Another case")
    opening.leave(desk)
    (folder / "store.db").write_bytes(older)
    window = start()
    assert window.notice.text.startswith("The history is not as it was left")


def test_the_theme_is_kept(start, qtbot, case_id):
    window = start()
    window.switch_theme()
    assert style.is_dark()
    leave(window, qtbot)
    style.choose_theme(QApplication.instance(), "light")
    start(passphrase=None)
    assert style.is_dark()
    style.choose_theme(QApplication.instance(), "light")


def test_by_keys_alone_a_starting_point_is_put_where_the_cursor_is(start, qtbot, case_id):
    window = start()
    bench = show_case(window, qtbot, case_id)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=SLOW)
    edit = list(bench.decide._grounds.values())[-1]._edits["reason"]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: bool(window.findChildren(StartingDialog)), timeout=SLOW)
    (dialog,) = window.findChildren(StartingDialog)
    (box, text), *_ = dialog.boxes
    qtbot.keyClick(box.box, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edit.value().endswith(text), timeout=SLOW)
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text not in edit.value()


def test_a_finding_on_the_authoritys_own_words_goes_to_them_in_the_settings(start, qtbot, case_id):
    window = start()
    replace_wording(window.commands.desk, "no-inference", "Please infer nothing.", "Counsel advised it.")
    bench = show_case(window, qtbot, case_id)
    finding = next(item for item in bench.snapshot.findings if item.rule == "OW01")
    bench.show_finding(finding)
    qtbot.waitUntil(lambda: bool(window.findChildren(WordingDialog)), timeout=SLOW)
    (dialog,) = window.findChildren(WordingDialog)
    qtbot.waitUntil(lambda: dialog.words.toPlainText() == "Please infer nothing.", timeout=SLOW)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.tasks.reading, timeout=SLOW)


def test_an_error_that_the_officer_can_mend_stands_in_the_notice(start, qtbot, case_id):
    window = start()
    show_case(window, qtbot, case_id)
    window.actions_["close_case"].trigger()
    told = "Only a case that has been answered can be closed"
    qtbot.waitUntil(lambda: window.notice.text.startswith(told), timeout=SLOW)


def test_every_action_does_something(start, case_id):
    window = start()
    idle = [
        entry.name
        for entry, action in window.actions_
        if action.receivers("2triggered(bool)") == 0  # SIGNAL(triggered(bool))
    ]
    assert idle == []


def test_every_control_has_a_name(start, qtbot, case_id):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit

    window = start()
    bench = show_case(window, qtbot, case_id)
    nameless = []
    for page in ("decide", "letter", "messages", "history"):
        bench.show_page(page)
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTextEdit):
            for widget in window.findChildren(kind):
                if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)()):
                    nameless.append((page, type(widget).__name__, type(widget.parent()).__name__))
    assert nameless == []


def test_the_parts_of_the_window_are_reached_one_after_the_other(start, qtbot, case_id):
    window = start()
    bench = show_case(window, qtbot, case_id)
    window.activateWindow()
    bench.cases.table.setFocus()
    qtbot.waitUntil(bench.cases.table.hasFocus)
    window.actions_["next_pane"].trigger()
    assert bench.questions.table.hasFocus()
    window.actions_["next_pane"].trigger()
    assert bench.decide.isAncestorOf(window.focusWidget())
    window.actions_["next_pane"].trigger()
    assert bench.checks.isAncestorOf(window.focusWidget())
