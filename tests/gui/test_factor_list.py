import pytest
from PySide6.QtCore import Qt

from foidesk.gui.kit.factor_list import FactorList
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.widgets import Tool


@pytest.fixture
def factors(qtbot):
    made = FactorList("Factors for", "Add a factor for")
    made.heard = []
    made.left.connect(made.heard.append)
    qtbot.addWidget(made)
    made.show()
    return made


def edits(factors):
    return factors.findChildren(RichEdit)


def test_it_shows_what_is_saved_without_changing_it(factors):
    factors.load(["One", "Two"])
    factors.hand_over()
    assert factors.value() == ["One", "Two"]
    assert factors.heard == []


def test_a_new_factor_is_given_with_the_others(factors, qtbot):
    factors.load(["One"])
    qtbot.mouseClick(factors.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(edits(factors)[1], "Two")
    factors.hand_over()
    assert factors.heard == [["One", "Two"]]
    assert not factors.is_changed()


def test_a_removed_factor_is_gone_at_once(factors, qtbot):
    factors.load(["One", "Two"])
    qtbot.mouseClick(factors.findChildren(Tool)[0], Qt.MouseButton.LeftButton)
    assert factors.heard == [["Two"]]


def test_an_empty_factor_is_none(factors):
    factors.load(["One"])
    factors.add_factor()
    assert factors.value() == ["One"]
    factors.load(["One"])
    assert len(edits(factors)) == 2


def test_each_factor_has_a_name_of_its_own(factors):
    factors.load(["One", "Two"])
    assert [edit.accessibleName() for edit in edits(factors)] == ["Factors for, factor 1", "Factors for, factor 2"]
