"""How safe the cases are, in the settings."""

import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import safety
from foidesk.gui.setup.backups_card import BackupsCard
from foidesk.store import copies
from tests.office import NOW, add_case

LONG = 10_000


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def card(desk, tasks, qtbot):
    made = BackupsCard(desk, tasks)
    qtbot.addWidget(made)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: made.here.text() != "", timeout=LONG)
    return made


def press(card, button, qtbot):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card._tasks.writing and not card._tasks.reading, timeout=LONG)


def test_where_nothing_lies_elsewhere_it_says_what_that_means(card):
    assert card.here.text().startswith("None yet")
    assert "so are the cases" in card.elsewhere.text()
    assert not card.drop.isVisibleTo(card)


def test_a_copy_is_made_here_and_on_the_stick_that_was_chosen(card, desk, stick, qtbot):
    add_case(desk)
    card.take_folder(stick)
    qtbot.waitUntil(lambda: card.elsewhere.text() == str(stick), timeout=LONG)
    assert card.seen.text() == "Never"
    press(card, card.now, qtbot)
    assert "here and elsewhere" in card.done.text
    assert card.here.text().startswith("1 backup, the last of")
    assert card.seen.text() != "Never"
    assert len(copies.copies_in(stick)) == 1


def test_what_is_being_done_is_said_while_nothing_else_can_be_pressed(card, desk, stick, qtbot, monkeypatch):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    said = []
    monkeypatch.setattr("foidesk.gui.setup.backups_card.announce", lambda widget, words: said.append(words))
    qtbot.mouseClick(card.now, Qt.MouseButton.LeftButton)
    assert not card.now.isEnabled()
    assert card.busy.isVisibleTo(card)
    qtbot.waitUntil(lambda: card.done.text != "", timeout=LONG)
    assert [words.split(",")[0] for words in said] == ["Writing a copy", "Carrying it to the other folder"]
    assert card.now.isEnabled()
    assert not card.busy.isVisibleTo(card)


def full(source, part):
    raise OSError(28, "No space left on device")


def test_a_stick_that_is_full_is_told_and_no_copy_there_is_called_good(card, desk, stick, qtbot, monkeypatch):
    safety.choose_elsewhere(desk, stick)
    monkeypatch.setattr(copies, "_write", full)
    press(card, card.now, qtbot)
    assert "No space left" in card.problem.text
    assert "elsewhere" not in card.done.text
    assert card.seen.text() == "Never"
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_pulled_meanwhile_is_told_and_the_copy_of_before_is_the_last_seen(card, desk, stick, qtbot, monkeypatch):
    safety.choose_elsewhere(desk, stick)
    press(card, card.now, qtbot)
    before = card.seen.text()
    real = copies._write

    def pulled(source, part):
        shutil.rmtree(stick)
        return real(source, part)

    monkeypatch.setattr(copies, "_write", pulled)
    press(card, card.now, qtbot)
    assert "could not be written" in card.problem.text
    assert "plug the stick in" in card.elsewhere.text()
    assert card.seen.text() == before


def test_a_folder_that_a_service_synchronises_is_taken_with_a_warning(card, desk, tmp_path, qtbot):
    (tmp_path / "OneDrive - Midshire").mkdir()
    card.take_folder(tmp_path / "OneDrive - Midshire")
    qtbot.waitUntil(lambda: card.warning.isVisibleTo(card), timeout=LONG)
    assert card.warning_words.text().startswith("OneDrive copies that folder")


def test_a_folder_that_cannot_serve_is_told(card, desk, tmp_path, qtbot):
    card.take_folder(tmp_path / "missing")
    qtbot.waitUntil(lambda: "is not there" in card.problem.text, timeout=LONG)
    assert safety.elsewhere(desk) is None


def test_copies_go_there_no_longer(card, desk, stick, qtbot):
    card.take_folder(stick)
    qtbot.waitUntil(lambda: card.drop.isVisibleTo(card), timeout=LONG)
    press(card, card.drop, qtbot)
    assert safety.elsewhere(desk) is None
    assert not card.drop.isVisibleTo(card)


def test_more_than_seven_days_without_a_copy_elsewhere_are_told(card, desk, qtbot):
    assert not card.warning.isVisibleTo(card)
    desk.now = lambda: NOW + timedelta(days=8)
    card.load()
    qtbot.waitUntil(lambda: "last seven days" in card.warning_words.text(), timeout=LONG)


def test_the_newest_copy_is_rehearsed_with_one_button(card, desk, stick, qtbot):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    press(card, card.now, qtbot)
    press(card, card.rehearse, qtbot)
    assert "is whole: 1 case," in card.done.text
    assert "It lies elsewhere. Your present passphrase opens it." in card.done.text


def test_a_copy_that_is_damaged_is_never_called_whole(card, desk, stick, qtbot):
    safety.choose_elsewhere(desk, stick)
    press(card, card.now, qtbot)
    (copy,) = copies.copies_in(stick)
    data = bytearray(copy.read_bytes())
    data[3 * 4096 + 100] ^= 1
    copy.write_bytes(data)
    press(card, card.rehearse, qtbot)
    assert "damaged" in card.problem.text
    assert card.done.text == ""


def test_the_folder_is_chosen_without_stopping_the_window(card, desk, stick, qtbot):
    from PySide6.QtWidgets import QFileDialog

    card.choose_folder()
    (asked,) = card.findChildren(QFileDialog)
    asked.fileSelected.emit(str(stick))
    qtbot.waitUntil(lambda: card.elsewhere.text() == str(stick), timeout=LONG)
    asked.close()
