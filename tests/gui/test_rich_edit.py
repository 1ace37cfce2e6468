import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from foidesk.gui.kit import style
from foidesk.gui.kit.rich_edit import RichEdit


@pytest.fixture
def edit(qtbot):
    holder = QWidget()
    made, other = RichEdit("Harm"), QLineEdit()
    body = QVBoxLayout(holder)
    body.addWidget(made)
    body.addWidget(other)
    made.other, made.heard = other, []
    made.left.connect(made.heard.append)
    qtbot.addWidget(holder)
    holder.show()
    made.holder = holder
    return made


def focus(qtbot, widget):
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_showing_a_text_or_another_theme_changes_nothing(edit, qtbot):
    edit.load("The harm.")
    style.choose_theme(QApplication.instance(), "dark")
    style.choose_theme(QApplication.instance(), "light")
    focus(qtbot, edit)
    focus(qtbot, edit.other)
    assert not edit.is_changed()
    assert edit.heard == []


def test_a_changed_text_is_handed_over_once_when_it_is_left(edit, qtbot):
    edit.load("The harm.")
    focus(qtbot, edit)
    qtbot.keyClicks(edit, " Yes.")
    assert edit.is_changed()
    focus(qtbot, edit.other)
    focus(qtbot, edit)
    focus(qtbot, edit.other)
    assert edit.heard == ["The harm. Yes."]


def test_what_is_typed_is_told_after_a_pause(edit, qtbot):
    with qtbot.waitSignal(edit.typed, timeout=3000) as told:
        qtbot.keyClicks(edit, "Words")
    assert told.args == ["Words"]
    assert edit.is_changed()


def test_a_reading_does_not_overtake_typing(edit, qtbot):
    edit.load("Old")
    qtbot.keyClicks(edit, " and new")
    edit.load("Older still")
    assert edit.value() == "Old and new"


def test_taking_a_change_back_by_hand_is_still_a_change(edit, qtbot):
    edit.load("Old")
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    edit.hand_over()
    assert edit.heard == ["Old"]


def test_what_could_not_be_saved_counts_as_changed(edit, qtbot):
    qtbot.keyClicks(edit, "Words")
    edit.hand_over()
    edit.take_back()
    edit.hand_over()
    assert edit.heard == ["Words", "Words"]


def test_pasting_brings_words_alone(edit):
    source = QMimeData()
    source.setHtml('<b style="color:red">Bold</b><img src="file:///etc/hostname">')
    source.setText("Bold")
    edit.insertFromMimeData(source)
    assert edit.value() == "Bold"


def test_bold_makes_runs_and_a_plain_field_has_none(qtbot):
    rich, plain = RichEdit("Answer"), RichEdit("Where", plain=True)
    for made in (rich, plain):
        qtbot.addWidget(made)
        qtbot.keyClick(made, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(made, "Loud")
    assert rich.value() == [{"paragraph": [{"text": "Loud", "bold": True}]}]
    assert plain.value() == "Loud"


def test_it_grows_with_its_words(edit, qtbot):
    before = edit.height()
    edit.load("\n\n".join(["A paragraph."] * 8))
    assert edit.height() > before * 3
