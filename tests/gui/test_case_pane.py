import threading
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from foidesk.gui.cases.case_delegate import FOUND_ROW, ROW
from foidesk.gui.cases.case_list import CaseModel, CaseQuery
from foidesk.gui.cases.case_pane import CasePane
from tests.gui.stand_ins import TODAY, Passage, Progress, Row, Source, sample_rows, working_days_left


@pytest.fixture
def source():
    return Source(sample_rows())


@pytest.fixture
def pane(source, qtbot):
    query = CaseQuery(source, lambda: TODAY, working_days_left)
    made = CasePane(query)
    qtbot.addWidget(made)
    made.resize(312, 800)
    made.show()
    made.heard = []
    made.chosen.connect(made.heard.append)
    made.refresh()
    qtbot.waitUntil(lambda: made.model.case_count() == len(source.all))
    yield made
    query.close()


def said(pane):
    """Every row as a screen reader reads it."""
    return [pane.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(pane.model.rowCount())]


def wait_rows(pane, qtbot):
    qtbot.waitUntil(lambda: all(said(pane)))


def test_cases_stand_under_their_headings(pane, qtbot):
    wait_rows(pane, qtbot)
    rows = said(pane)
    assert rows[0] == "Overdue"
    assert rows[1].startswith("Stop and search by ward, 2023 to 2026, 2987/26, K. Osei, 3 days over")
    assert [rows[number] for number in pane.model.headings()] == [
        "Overdue",
        "Due this week",
        "Later",
        "Clock stopped",
        "Answered",
    ]


def test_a_row_says_how_many_days_are_left(pane, qtbot):
    wait_rows(pane, qtbot)
    assert any("3041/26, D. Whitlock, Due today" in row for row in said(pane))
    assert any("3070/26, A. Requester, 2 days left" in row for row in said(pane))
    assert any("Clock stopped, Clarification asked" in row for row in said(pane))


def test_a_heading_cannot_be_chosen(pane, qtbot):
    for number in pane.model.headings():
        assert pane.model.flags(pane.model.index(number, 0)) == Qt.ItemFlag.NoItemFlags
        assert pane.model.case_id(number) is None


def test_typing_asks_once_typing_pauses_and_enter_opens_the_first(pane, source, qtbot):
    wait_rows(pane, qtbot)
    qtbot.keyClicks(pane.search, "custody")
    qtbot.waitUntil(lambda: pane.model.case_count() == 1)
    qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    assert pane.heard == [4]


def test_a_case_is_marked_without_being_chosen_again(pane, qtbot):
    pane.show_case(5)
    assert pane.table.currentIndex().row() == pane.model.row_of(5)
    assert pane.heard == []


def test_the_open_case_stays_marked_when_the_list_is_read_again(pane, qtbot, source):
    pane.show_case(5)
    source.all[5] = Row(5, "3088/26", "Another title", "The Midshire Gazette", due=TODAY)
    pane.refresh()
    qtbot.waitUntil(lambda: any("Another title" in (row or "") for row in said(pane)))
    assert pane.model.case_id(pane.table.currentIndex().row()) == 5
    assert pane.heard == []


def test_an_empty_list_says_what_to_do(pane, qtbot):
    qtbot.keyClicks(pane.search, "nothing of the kind")
    qtbot.waitUntil(lambda: pane.nothing.isVisible())
    assert pane.nothing.text().startswith("No case holds these words.")


def test_views_show_their_counts(pane, qtbot):
    qtbot.waitUntil(lambda: pane._segments["to_sign"].text() == "To sign  1")
    assert pane._segments["open"].text() == "Open  9"
    pane._segments["to_sign"].click()
    qtbot.waitUntil(lambda: pane.model.case_count() == 1)


def test_only_the_newest_question_is_answered(qtbot):
    gate = threading.Event()

    class Slow(Source):
        def ids(self, view, words, today, filters=(), *, ranked=False):
            if words == "old":
                gate.wait(5)
            return super().ids(view, words, today, filters, ranked=ranked)

    query = CaseQuery(Slow(sample_rows()), lambda: TODAY, working_days_left)
    heard = []
    query.listed.connect(lambda number, view, found: heard.append(number))
    query.ask("open", "old")
    newest = query.ask("open", "")
    gate.set()
    qtbot.waitUntil(lambda: newest in heard)
    rows = []
    query.fetched.connect(lambda number, page, found: rows.append(number))
    query.close()
    assert query.number > newest


def test_rows_are_fetched_by_pages_as_they_are_seen(qtbot):
    source = Source([Row(number, f"{number}/26", f"Case {number}", "A", due=TODAY) for number in range(1, 501)])
    query = CaseQuery(source, lambda: TODAY, lambda due: 0)
    model = CaseModel(query, str, lambda shown: shown.case.title)
    query.listed.connect(lambda number, view, found: model.set_ids(found))
    query.ask("all", "")
    qtbot.waitUntil(lambda: model.case_count() == 500)
    assert model.index(400, 0).data() == ""
    qtbot.waitUntil(lambda: model.index(400, 0).data() == "Case 400")
    query.close()
    assert source.closed


def click(pane, qtbot, case_id, modifiers=Qt.KeyboardModifier.NoModifier):
    place = pane.table.visualRect(pane.model.index(pane.model.row_of(case_id), 0)).center()
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_several_cases_are_chosen_and_the_open_one_stays_open(pane, qtbot):
    first, second, third = pane.model._ids[:3]
    click(pane, qtbot, first)
    for case_id in (second, third):
        click(pane, qtbot, case_id, Qt.KeyboardModifier.ControlModifier)
    assert pane.heard == [first]
    assert pane.chosen_ids() == [first, second, third]
    assert pane.how_many.text() == "3 cases chosen"
    with qtbot.waitSignal(pane.letters_wanted) as wanted:
        pane.letters.click()
    assert wanted.args == [[first, second, third]]


def test_several_cases_are_chosen_by_the_keyboard(pane, qtbot):
    first, second = pane.model._ids[:2]
    click(pane, qtbot, first)
    qtbot.keyClick(pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert pane.chosen_ids() == [first, second]
    assert pane.heard == [first]


def test_a_case_that_was_added_opens_when_it_is_chosen_alone(pane, qtbot):
    first, second = pane.model._ids[:2]
    click(pane, qtbot, first)
    click(pane, qtbot, second, Qt.KeyboardModifier.ControlModifier)
    click(pane, qtbot, second)
    assert pane.heard == [first, second]
    assert pane.chosen_ids() == [second]
    assert not pane.many.isVisibleTo(pane)


def test_several_stay_chosen_when_the_list_is_read_again(pane, qtbot):
    first, second = pane.model._ids[:2]
    click(pane, qtbot, first)
    click(pane, qtbot, second, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(pane.model.modelReset):
        pane.refresh()
    assert pane.chosen_ids() == [first, second]
    assert pane.many.isVisibleTo(pane)


def test_one_case_alone_shows_nothing_of_several(pane, qtbot):
    click(pane, qtbot, pane.model._ids[0])
    assert not pane.many.isVisibleTo(pane)


def test_words_are_asked_for_newest_first_and_ranked_once_typing_stops(pane, source, qtbot):
    qtbot.keyClicks(pane.search, "custody")
    qtbot.waitUntil(lambda: ("open", "custody", {}, False) in source.asked)
    qtbot.waitUntil(lambda: ("open", "custody", {}, True) in source.asked)
    qtbot.keyClicks(pane.search, "s")
    qtbot.waitUntil(lambda: source.asked[-1] == ("open", "custodys", {}, False))


def test_a_write_keeps_a_search_ranked(pane, source, qtbot):
    qtbot.keyClicks(pane.search, "custody")
    qtbot.waitUntil(lambda: source.asked[-1] == ("open", "custody", {}, True))
    pane.refresh()
    qtbot.waitUntil(lambda: source.asked[-2:] == [("open", "custody", {}, True)] * 2)


def entry(menu, *path):
    """An entry of a menu by its words, menu by menu."""
    for words in path:
        action = next(item for item in menu.actions() if item.text() == words)
        menu = action.menu()
    return action


def test_a_filter_is_chosen_in_the_menu_and_shown_as_a_chip(pane, source, qtbot):
    qtbot.waitUntil(lambda: pane.filters._choices is not None)
    entry(pane.filters.menu(), "Provision", "31").trigger()
    entry(pane.filters.menu(), "Year", "2025").trigger()
    assert [chip.text().strip() for chip in pane.filters.chips.values()] == ["Provision: 31", "Year: 2025"]
    qtbot.waitUntil(lambda: source.asked[-1] == ("open", "", {"provision": "31", "year": "2025"}, False))
    assert entry(pane.filters.menu(), "Provision", "31").isChecked()


def test_a_chip_takes_its_filter_off_by_the_keyboard_and_the_focus_stays_near(pane, source, qtbot):
    pane.filters.choose("timeliness", "late")
    pane.filters.choose("year", "2025")
    pane.filters.chips["timeliness"].setFocus()
    qtbot.keyClick(pane.filters.chips["timeliness"], Qt.Key.Key_Space)
    assert list(pane.filters.chips) == ["year"]
    assert pane.filters.chips["year"].hasFocus()
    qtbot.keyClick(pane.filters.chips["year"], Qt.Key.Key_Space)
    assert pane.filters.button.hasFocus()
    assert not pane.filters.isVisibleTo(pane)
    narrowed = source.asked.index(("open", "", {"year": "2025"}, False))
    qtbot.waitUntil(lambda: ("open", "", {}, False) in source.asked[narrowed:])


def test_a_chip_tells_a_screen_reader_what_pressing_it_does(pane):
    pane.filters.choose("timeliness", "late")
    assert pane.filters.chips["timeliness"].accessibleName() == "Take off the filter In time or late: Late"


def test_the_words_in_the_search_box_become_a_requester(pane, source, qtbot):
    assert not entry(pane.filters.menu(), "Requester: type a name first").isEnabled()
    qtbot.keyClicks(pane.search, "Bevan")
    entry(pane.filters.menu(), "Requester: “Bevan”").trigger()
    assert pane.search.text() == ""
    qtbot.waitUntil(lambda: source.asked[-1] == ("open", "", {"requester": "Bevan"}, False))


def test_an_empty_list_under_a_filter_says_to_take_it_off(pane, source, qtbot):
    source.all.clear()
    pane.filters.choose("year", "2025")
    qtbot.waitUntil(lambda: pane.nothing.isVisible())
    assert "Take a filter off" in pane.nothing.text()


def test_a_row_that_was_found_says_where_and_a_requesters_case_how_it_stands(pane, source, qtbot):
    source.all[4] = replace(source.all[4], found=Passage("What do custody translations cost?", ((8, 15),)))
    source.all[6] = replace(source.all[6], progress=Progress(2, 6, date(2026, 11, 20)))
    qtbot.keyClicks(pane.search, "n")
    qtbot.waitUntil(lambda: any("What do custody translations cost?" in (row or "") for row in said(pane)))
    assert any("Drafting, 2 of 6 decided, last message 20 November 2026" in row for row in said(pane))
    assert pane.table.rowHeight(1) == FOUND_ROW
    pane.search.clear()
    qtbot.waitUntil(lambda: pane.table.rowHeight(1) == ROW)


def test_a_passage_with_letters_beyond_the_first_plane_is_drawn_without_a_fault(pane, source, qtbot):
    source.all[4] = replace(source.all[4], found=Passage("\U0001f6c2\U0001f6c2 custody \U0001f600", ((3, 10),)))
    qtbot.keyClicks(pane.search, "custody")
    wait_rows(pane, qtbot)
    assert not pane.grab().isNull()
