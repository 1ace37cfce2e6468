"""The dialogs for the authority's past, for retention and for one requester, driven as an officer drives them."""

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import outbox, past, retention, safety, send, sign
from foidesk.desk.browse import find, open_case
from foidesk.gui.dialogs import requester_dialog, retention_dialog
from foidesk.gui.dialogs.past_dialog import PastDialog
from foidesk.gui.dialogs.requester_dialog import RequesterDialog
from foidesk.gui.dialogs.retention_dialog import RetentionDialog
from foidesk.gui.setup.settings_page import SettingsPage
from foidesk.model import Stage
from tests.desk.scenes import SECRET
from tests.office import NOW, SIX_QUESTIONS, add_case, decide_all
from tests.store.pages import standing_in

WORD, NAME = "Qzvxplanted", "Zuleikha Quillfeather"


def idle(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.reading and not tasks.writing, timeout=20_000)


@pytest.fixture
def closed(desk):
    """A case that was answered and closed, with a planted word and name in it."""
    text = f"{SIX_QUESTIONS}\nAll about {WORD}.\n\nYours,\n{NAME}\n"
    case_id = add_case(
        desk, text, requester={"name": NAME, "email": "z@example.org"}, original=("r.txt", "text/plain", text.encode())
    )
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    sign.unlock_identity(desk, SECRET)
    letter = sign.sign_letter(desk, case_id).letter_id
    send.prepare_email(desk, case_id, letter)
    send.mark_sent(desk, case_id, letter)
    send.close_case(desk, case_id)
    return case_id


@pytest.fixture
def years_on(desk, closed):
    desk.now = lambda: NOW.replace(year=2033)
    safety.agree_to_clock(desk)


@pytest.fixture
def show(desk, tasks, parent, qtbot):
    def made(kind):
        dialog = kind(parent, desk, tasks)
        dialog.open()
        idle(qtbot, tasks)
        return dialog

    return made


def answer(monkeypatch, yes):
    for module in (retention_dialog, requester_dialog):
        monkeypatch.setattr(module, "ask", lambda *words: yes)


def test_a_case_is_disposed_of_after_a_yes_and_nothing_of_it_is_left(show, desk, tasks, closed, years_on, qtbot, monkeypatch):
    answer(monkeypatch, yes=True)
    planted = {"word": WORD.encode(), "name": NAME.encode()}
    assert standing_in(desk.store.folder, desk.store.key, planted) == set(planted)
    dialog = show(RetentionDialog)
    dialog.yes.click()
    qtbot.waitUntil(lambda: "Nothing that was erased is left" in dialog.lead.text(), timeout=20_000)
    idle(qtbot, tasks)
    assert open_case(desk, closed).case.stage is Stage.DISPOSED
    assert standing_in(desk.store.folder, desk.store.key, planted) == set()
    assert outbox.listed(desk) == []
    assert "No case's time" in dialog.told.text()


def test_without_a_yes_nothing_is_disposed_of(show, desk, tasks, closed, years_on, qtbot, monkeypatch):
    answer(monkeypatch, yes=False)
    dialog = show(RetentionDialog)
    dialog.yes.click()
    idle(qtbot, tasks)
    assert open_case(desk, closed).case.stage is Stage.CLOSED


def test_a_case_that_something_stands_against_cannot_be_chosen_for_disposal(show, desk, closed, years_on):
    retention.keep_longer(desk, closed, NOW.date().replace(year=2040), "A claim is pending.")
    dialog = show(RetentionDialog)
    assert "A claim is pending." in dialog.list.rows.rows[0].words
    assert (dialog.yes.isEnabled(), dialog.all.isEnabled(), dialog.keep.isEnabled()) == (False, False, True)


def test_a_doubtful_clock_is_told_and_nothing_can_be_disposed_of(show, desk, closed):
    desk.now = lambda: NOW.replace(year=2033)
    dialog = show(RetentionDialog)
    assert "nothing is disposed of" in dialog.told.text()
    assert not dialog.yes.isEnabled()


def test_a_case_is_kept_longer_with_a_reason(show, desk, tasks, closed, years_on, qtbot):
    dialog = show(RetentionDialog)
    dialog.keep.click()
    (asked,) = dialog.findChildren(retention_dialog.KeepLongerDialog)
    assert not asked.yes.isEnabled()
    qtbot.keyClicks(asked.reason, "A claim is pending.")
    asked.yes.click()
    idle(qtbot, tasks)
    qtbot.waitUntil(lambda: "A claim is pending." in dialog.list.rows.rows[0].words)
    assert not dialog.yes.isEnabled()


def test_the_times_are_set_by_the_authority(show, desk, tasks, qtbot):
    dialog = show(RetentionDialog)
    dialog.show_side(1)
    dialog._years["refused"].setValue(9)
    dialog.yes.click()
    idle(qtbot, tasks)
    assert {item.key: item.years for item in retention.schedule(desk).periods}["refused"] == 9


def test_a_requester_is_found_by_the_return_key_and_written_out(show, desk, tasks, closed, qtbot, tmp_path):
    dialog = show(RequesterDialog)
    qtbot.keyClicks(dialog.words, NAME)
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    idle(qtbot, tasks)
    assert dialog.wanted() == [closed]
    dialog.write_out(tmp_path / "out")
    idle(qtbot, tasks)
    assert (tmp_path / "out" / "README.txt").exists()
    assert (tmp_path / "out" / "1_26" / "1_26.case.json").exists()
    assert "not encrypted" in dialog.told.text()


def test_cases_that_only_name_somebody_are_written_out_only_where_asked_for(show, desk, tasks, qtbot):
    named = add_case(desk, f"1. What has {NAME} asked?")
    own = add_case(desk, requester={"name": NAME})
    dialog = show(RequesterDialog)
    dialog.words.setText(NAME)
    dialog.look.click()
    idle(qtbot, tasks)
    assert dialog.wanted() == [own]
    dialog.wider.box.click()
    assert dialog.wanted() == [own, named]


def test_who_asked_is_erased_after_a_reason_and_a_yes(show, desk, tasks, closed, qtbot, monkeypatch):
    answer(monkeypatch, yes=True)
    dialog = show(RequesterDialog)
    dialog.words.setText(NAME)
    dialog.look.click()
    idle(qtbot, tasks)
    dialog.erase.click()
    (asked,) = dialog.findChildren(requester_dialog.EraseDialog)
    qtbot.keyClicks(asked.reason, "Asked for under Article 17.")
    asked.yes.click()
    qtbot.waitUntil(lambda: "1 signed letter" in asked.lead.text() or "1 signed letter(s)" in asked.lead.text(), timeout=20_000)
    asked.yes.click()
    idle(qtbot, tasks)
    assert open_case(desk, closed).case.requester.name is None
    assert standing_in(desk.store.folder, desk.store.key, {"name": NAME.encode()}) == set()


def test_an_open_case_cannot_have_who_asked_erased(show, desk, tasks, qtbot):
    add_case(desk, requester={"name": NAME})
    dialog = show(RequesterDialog)
    dialog.words.setText(NAME)
    dialog.look.click()
    idle(qtbot, tasks)
    assert not dialog.erase.isEnabled()


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    rows = [f"{number}/18,Title {number},05/01/2018,How many?" for number in range(1, 251)]
    path.write_text("\n".join(["Ref,Matter,Date received,Request", *rows, "9/17,Odd,31/02/2017,What?"]))
    return path


def test_a_register_is_brought_in_by_the_columns_that_the_officer_confirms(show, desk, tasks, register, qtbot):
    dialog = show(PastDialog)
    dialog.choose(register)
    idle(qtbot, tasks)
    assert dialog.columns["received"].currentData() == "Date received"
    dialog.columns["title"].setCurrentText("Matter")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "251" in dialog.heading.text(), timeout=30_000)
    assert open_case(desk, find(desk, "7/18")).case.title == "Title 7"
    assert "31/02/2017" in dialog.report()


def test_an_import_is_stopped_between_two_pieces_and_goes_on_another_time(show, desk, tasks, register, qtbot):
    dialog = show(PastDialog)
    dialog.choose(register)
    idle(qtbot, tasks)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog.progress.value() >= 100, timeout=30_000)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: dialog._finished, timeout=30_000)
    assert "Stopped" in dialog.told.text()
    assert past.import_past(desk, register).imported > 0
    assert past.import_past(desk, register).known == 251


def test_a_folder_is_brought_in_and_what_could_not_be_read_is_named(show, desk, tasks, tmp_path, qtbot):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text("Cameras (4_10)\n\nRequest\n\n1. How many?\n\nResponse\n\nTwelve.\n")
    (tmp_path / "in" / "scan.tif").write_bytes(b"II*")
    dialog = show(PastDialog)
    dialog.choose(tmp_path / "in")
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialog._finished, timeout=30_000)
    assert "1 case" in dialog.heading.text()
    assert dialog.report().startswith("scan.tif\t")


def test_the_settings_ask_for_the_times(desk, tasks, qtbot):
    page = SettingsPage(desk, tasks)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.retention.times_wanted):
        page.retention.change.click()
