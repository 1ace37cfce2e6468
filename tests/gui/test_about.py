import pytest
from PySide6.QtCore import Qt

from foidesk import __version__
from foidesk.gui.about import AboutDialog
from foidesk.gui.kit.widgets import Label
from foidesk.gui.licences import components


@pytest.fixture
def dialog(parent, qtbot):
    made = AboutDialog(parent)
    made.open()
    qtbot.waitUntil(lambda: bool(made.list.rows.rows))
    return made


def test_it_says_the_version_and_the_promise(dialog):
    said = " ".join(label.text() for label in dialog.findChildren(Label))
    assert __version__ in said
    assert "opens no network connection" in said
    assert "LGPL" in said


def test_every_licence_can_be_read_by_keyboard(dialog, qtbot):
    first = dialog.text.toPlainText()
    assert "SIL OPEN FONT LICENSE" in first
    qtbot.keyClick(dialog.list, Qt.Key.Key_End)
    assert dialog.text.toPlainText() not in ("", first)


def test_a_package_without_a_text_says_which_licence_it_has(dialog):
    number = next(number for number, item in enumerate(dialog._components) if item.name.startswith("PySide6"))
    dialog.list.choose(number)
    assert "LGPL-3.0" in dialog.text.toPlainText()


def test_escape_closes_it(dialog, qtbot):
    with qtbot.waitSignal(dialog.finished):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_the_program_needs_is_named_with_its_licence():
    found = {item.name.lower(): item for item in components()}
    assert {"sqlalchemy", "reportlab", "pyhanko", "pyside6_essentials", "shiboken6", "asn1crypto"} <= {
        name.replace("-", "_") for name in found
    }
    assert [item.name for item in found.values() if not item.licence] == ["sqlcipher3"]
