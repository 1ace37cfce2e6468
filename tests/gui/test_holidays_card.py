import json
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from foidesk.desk import holidays
from foidesk.desk.browse import open_case
from foidesk.gui.kit.widgets import Label, Tool
from foidesk.gui.setup.holiday_dialogs import AddHolidayDialog, HolidayChangeDialog
from foidesk.gui.setup.holidays_card import HolidaysCard
from foidesk.paths import resource
from tests.office import add_case

ALL = ("england-and-wales", "scotland", "northern-ireland")
FRIDAY, DUE, LATER = date(2026, 8, 21), date(2026, 9, 3), date(2026, 9, 4)


@pytest.fixture
def card(desk, tasks, qtbot):
    made = HolidaysCard(desk, tasks)
    qtbot.addWidget(made)
    made.resize(680, 400)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: made.table.text() != "")
    return made


def dialog_of(card, kind=HolidayChangeDialog):
    return card.findChild(kind)


def settle(dialog, qtbot):
    """The last change was worked out."""
    qtbot.waitUntil(lambda: not dialog.tasks.reading and not dialog.tasks.writing)


def shown(dialog):
    return [(row.about, row.aside) for row in dialog.cases.rows.rows]


def fill(dialog, qtbot, on=FRIDAY, name="A day of thanks", source="Royal Proclamation of 1 August"):
    dialog.day.setDate(QDate(on.year, on.month, on.day))
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClicks(dialog.source, source)
    qtbot.waitUntil(lambda: not dialog._wait.isActive())
    settle(dialog, qtbot)


def due(desk, case_id):
    return open_case(desk, case_id).case.due


def words_of(card):
    return [label.text() for label in card.days.findChildren(Label)]


def test_the_programs_own_table_is_named_with_its_version_and_years(card):
    assert card.table.text() == "The program's own table of 25 November 2026, for 2005 to 2028"
    assert words_of(card) == ["Added days", "None yet."]
    assert card.back.isHidden()


def test_a_day_is_added_after_what_it_moves_was_shown(card, desk, qtbot):
    case_id = add_case(desk)
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    dialog = dialog_of(card, AddHolidayDialog)
    fill(dialog, qtbot)
    assert dialog.summary.text() == "1 open case would be due on another day."
    assert shown(dialog) == [("1/26", "3 September 2026 → 4 September 2026")]
    assert due(desk, case_id) == DUE
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.said == "Done; 1 open case moved.")
    qtbot.waitUntil(lambda: len(words_of(card)) == 3)
    assert words_of(card)[1:] == [
        "21 August 2026, A day of thanks (everywhere)",
        "Royal Proclamation of 1 August. Added by Ada Marsh on 20 August 2026.",
    ]
    assert due(desk, case_id) == LATER


def test_a_day_needs_its_name_its_place_and_what_it_rests_on(card, qtbot):
    card.add_day()
    dialog = dialog_of(card, AddHolidayDialog)
    fill(dialog, qtbot, name="")
    assert not dialog.yes.isEnabled()
    qtbot.keyClicks(dialog.name, "A day of thanks")
    assert dialog.yes.isEnabled()
    for box in dialog.where.values():
        qtbot.mouseClick(box.box, Qt.MouseButton.LeftButton)
    assert not dialog.yes.isEnabled()


def test_the_place_decides_what_moves(card, desk, qtbot):
    from foidesk.model import Regime

    add_case(desk, regime=Regime.FOISA)
    card.add_day()
    dialog = dialog_of(card, AddHolidayDialog)
    fill(dialog, qtbot)
    assert len(shown(dialog)) == 1
    qtbot.mouseClick(dialog.where["scotland"].box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.summary.text() == "No open case would move.")
    assert dialog.cases.isHidden()


def test_a_day_that_is_none_anyway_is_told_beside_its_field(card, qtbot):
    card.add_day()
    dialog = dialog_of(card, AddHolidayDialog)
    fill(dialog, qtbot, on=date(2026, 8, 22))
    assert dialog.problem.text == "22 August 2026 is no working day as it is: Saturday. Nothing has to be added."
    assert not dialog.yes.isEnabled()
    fill(dialog, qtbot, on=FRIDAY)
    assert dialog.problem.text == ""
    assert dialog.yes.isEnabled()


def test_an_added_day_is_removed_after_what_it_moves_was_shown(card, desk, qtbot):
    case_id = add_case(desk)
    holidays.add_holiday(desk, FRIDAY, "A day of thanks", ALL, "A proclamation")
    card.load()
    qtbot.waitUntil(lambda: bool(card.days.findChildren(Tool)))
    (remove,) = card.days.findChildren(Tool)
    assert remove.accessibleName() == "Remove 21 August 2026"
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    dialog = dialog_of(card)
    settle(dialog, qtbot)
    assert shown(dialog) == [("1/26", "4 September 2026 → 3 September 2026")]
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.said != "")
    assert due(desk, case_id) == DUE


def test_leaving_the_dialog_changes_nothing(card, desk, qtbot):
    add_case(desk)
    card.add_day()
    dialog = dialog_of(card, AddHolidayDialog)
    fill(dialog, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert holidays.holiday_facts(desk).added == ()
    assert card.said == ""


def test_a_newer_table_is_loaded_and_given_up_again(card, desk, tmp_path, qtbot):
    case_id = add_case(desk)
    table = json.loads(resource("law", "holidays.json").read_text("utf-8")) | {"version": "2099-01-01"}
    table["days"].append({"date": "2026-08-21", "name": "A day of thanks", "divisions": list(ALL)})
    path = tmp_path / "holidays.json"
    path.write_text(json.dumps(table), "utf-8")
    card.take_file(path)
    qtbot.waitUntil(lambda: dialog_of(card) is not None)
    dialog = dialog_of(card)
    settle(dialog, qtbot)
    assert dialog.lead.text().startswith("Version of 1 January 2099: ")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.back.isVisible())
    assert card.table.text() == "Table of 1 January 2099, for 2005 to 2028, loaded by Ada Marsh"
    assert due(desk, case_id) == LATER
    qtbot.waitUntil(lambda: dialog_of(card) is None)
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    settle(dialog_of(card), qtbot)
    qtbot.mouseClick(dialog_of(card).yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.back.isVisible())
    assert due(desk, case_id) == DUE


def test_a_table_with_a_wrong_date_is_told_in_the_card(card, tmp_path, qtbot):
    path = tmp_path / "holidays.json"
    path.write_text('{"version": "2099-01-01", "source": "x", "covers_from": "2027-02-30"}', "utf-8")
    card.take_file(path)
    qtbot.waitUntil(lambda: card.problem.text != "")
    assert card.problem.text == "In the holiday file, covers_from: 2027-02-30 is no day of the calendar."
    assert dialog_of(card) is None
