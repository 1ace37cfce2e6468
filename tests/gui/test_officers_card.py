"""Who opens the store, in the settings."""

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import officers, opening
from foidesk.errors import UserError
from foidesk.gui.kit.widgets import Button, Label, Tool
from foidesk.gui.setup import officers_card
from foidesk.gui.setup.new_key_dialog import NewKeyDialog
from foidesk.gui.setup.officer_dialogs import PassphraseDialog
from foidesk.gui.setup.officers_card import OfficersCard
from foidesk.store import rekey
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, add_case
from tests.store.ring import Forgetful, Ring, use

LONG = 10_000
SECOND = "walnut harbour tinsel orchid plain"
THIRD = "violet harbour timber candle fox"


@pytest.fixture
def card(desk, tasks, qtbot):
    return shown(desk, tasks, qtbot)


def shown(desk, tasks, qtbot):
    made = OfficersCard(desk, tasks)
    qtbot.addWidget(made)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: people(made) != [], timeout=LONG)
    return made


def people(card):
    return [label.text() for label in card.people.findChildren(Label) if label.isVisibleTo(card)]


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(card, kind):
    return card.findChildren(kind)[-1]


def fill(dialog, words, again=None):
    dialog.passphrase.first.edit.setText(words)
    dialog.passphrase.again.edit.setText(words if again is None else again)


def opens(folder, secret):
    try:
        opening.leave(opening.unlock(folder, secret, now=lambda: NOW))
    except UserError:
        return False
    return True


def settle(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.writing and not tasks.reading, timeout=LONG)


def test_an_officer_is_added_with_a_passphrase_of_their_own(card, desk, qtbot):
    press(qtbot, card.add)
    dialog = dialog_of(card, PassphraseDialog)
    qtbot.keyClicks(dialog.name, "Sam Field")
    fill(dialog, SECOND)
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: people(card) == [f"{OFFICER} (you)", "Sam Field"], timeout=LONG)
    assert "Sam Field may unlock" in card.done.text
    opening.leave(desk)
    assert opens(desk.store.folder, SECOND)


@pytest.mark.parametrize(
    ("name", "first", "again", "words"),
    [
        ("Sam Field", SECOND, THIRD, "twice"),
        ("Sam Field", "", "", "twice"),
        ("Sam Field", "short", "short", "easy to guess"),
        ("", SECOND, SECOND, "officer's name"),
        (OFFICER, SECOND, SECOND, "already"),
    ],
)
def test_what_will_not_do_is_told_in_the_dialog_which_stays(card, desk, qtbot, name, first, again, words):
    press(qtbot, card.add)
    dialog = dialog_of(card, PassphraseDialog)
    dialog.name.setText(name)
    fill(dialog, first, again)
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: words in dialog.problem.text, timeout=LONG)
    assert officers.officers(desk).names == (OFFICER,)
    dialog.reject()


def test_the_five_words_that_are_offered_are_strong_enough(card, desk, qtbot):
    press(qtbot, card.add)
    dialog = dialog_of(card, PassphraseDialog)
    qtbot.waitUntil(lambda: len(dialog.passphrase.words.text().split()) == 5, timeout=LONG)
    dialog.name.setText("Sam Field")
    fill(dialog, dialog.passphrase.words.text())
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: card.done.text != "", timeout=LONG)
    assert officers.officers(desk).names == (OFFICER, "Sam Field")


def new_passphrase(card, qtbot, words=SECOND):
    button = next(found for found in card.people.findChildren(Button) if OFFICER in found.accessibleName())
    press(qtbot, button)
    dialog = dialog_of(card, PassphraseDialog)
    fill(dialog, words)
    press(qtbot, dialog.yes)


def test_a_new_passphrase_offers_a_new_key_and_takes_no_for_an_answer(card, desk, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(officers_card, "ask", lambda *words: asked.append(words) or False)
    new_passphrase(card, qtbot)
    qtbot.waitUntil(lambda: asked != [], timeout=LONG)
    assert "still open with the old passphrase" in asked[0][2]
    opening.leave(desk)
    assert [opens(desk.store.folder, secret) for secret in (PASSPHRASE, SECOND)] == [False, True]


def test_a_new_passphrase_leads_to_the_new_key_where_that_is_wanted(card, qtbot, monkeypatch):
    monkeypatch.setattr(officers_card, "ask", lambda *words: True)
    new_passphrase(card, qtbot)
    qtbot.waitUntil(lambda: card.findChildren(NewKeyDialog) != [], timeout=LONG)
    dialog_of(card, NewKeyDialog).reject()


@pytest.mark.parametrize("agreed", [True, False])
def test_an_officer_is_taken_away_only_once_that_is_agreed(desk, tasks, qtbot, monkeypatch, agreed):
    officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP)
    card = shown(desk, tasks, qtbot)
    monkeypatch.setattr(officers_card, "ask", lambda *words: agreed)
    (bin_,) = card.people.findChildren(Tool)
    press(qtbot, bin_)
    settle(qtbot, tasks)
    assert officers.officers(desk).names == ((OFFICER,) if agreed else (OFFICER, "Sam Field"))


def test_nobody_is_offered_to_take_themselves_away(card):
    assert card.people.findChildren(Tool) == []


def test_the_keyring_is_switched_on_and_off(desk, tasks, qtbot, monkeypatch):
    ring = use(monkeypatch, Ring())
    card = shown(desk, tasks, qtbot)
    assert "Secret Service" in card.keyring_words.text()
    for kept in (1, 0):
        card.keyring.box.click()
        qtbot.waitUntil(lambda kept=kept: len(ring.kept) == kept, timeout=LONG)
        settle(qtbot, tasks)
        assert card.keyring.isChecked() == bool(kept)


def test_a_keyring_that_keeps_nothing_is_told_and_stays_off(desk, tasks, qtbot, monkeypatch):
    use(monkeypatch, Forgetful())
    card = shown(desk, tasks, qtbot)
    card.keyring.box.click()
    qtbot.waitUntil(lambda: "did not keep it" in card.problem.text, timeout=LONG)
    settle(qtbot, tasks)
    assert not card.keyring.isChecked()


def test_where_there_is_no_keyring_it_says_so(card):
    assert not card.keyring.isEnabled()
    assert "no keyring" in card.keyring_words.text()


def test_whoever_came_by_the_recovery_key_is_told_what_to_do(tmp_path, tasks, qtbot):
    first = opening.first_run(tmp_path / "two", PASSPHRASE, OFFICER, cost=CHEAP, now=lambda: NOW)
    officers.add_officer(first.desk, "Sam Field", SECOND, cost=CHEAP)
    opening.leave(first.desk)
    desk = opening.unlock(tmp_path / "two", first.recovery_key, now=lambda: NOW)
    card = shown(desk, tasks, qtbot)
    assert "Give yourself a new passphrase" in card.keyring_words.text()
    assert not card.new_key.isEnabled()
    assert len(card.people.findChildren(Button)) == 2
    opening.leave(desk)


def key_dialog(card, qtbot):
    press(qtbot, card.new_key)
    dialog = dialog_of(card, NewKeyDialog)
    fill(dialog, THIRD)
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: dialog.sides.currentWidget() is dialog.key, timeout=LONG)
    return dialog


def test_a_new_key_is_taken_once_its_paper_was_typed_back(card, desk, qtbot):
    add_case(desk)
    dialog = key_dialog(card, qtbot)
    recovery = dialog._new.recovery
    press(qtbot, dialog.yes)
    assert "Type the key back first" in dialog.key.problem.text
    dialog.key.typed.setText(recovery[:-1] + ("0" if recovery[-1] != "0" else "1"))
    press(qtbot, dialog.yes)
    assert "differ" in dialog.key.problem.text
    assert not desk.store.is_closed
    dialog.key.typed.setText(recovery.lower())
    with qtbot.waitSignal(card.renewed, timeout=LONG):
        press(qtbot, dialog.yes)
    assert desk.store.is_closed
    assert [opens(desk.store.folder, secret) for secret in (PASSPHRASE, THIRD, recovery)] == [False, True, True]


def test_a_new_key_can_be_given_up_before_it_is_taken(card, desk, tasks, qtbot):
    key_dialog(card, qtbot).reject()
    settle(qtbot, tasks)
    assert not (desk.store.folder / ".restoring").exists()
    opening.leave(desk)
    assert opens(desk.store.folder, PASSPHRASE)


def test_where_there_is_no_room_for_it_the_store_keeps_its_key_and_the_dialog_says_so(card, desk, qtbot, monkeypatch):
    dialog = key_dialog(card, qtbot)

    def full(*given):
        raise UserError("There is no room to write the store anew. It keeps its present key.")

    monkeypatch.setattr(rekey.backup, "copy_store", full)
    dialog.key.typed.setText(dialog._new.recovery)
    press(qtbot, dialog.yes)
    qtbot.waitUntil(lambda: "no room" in dialog.problem.text, timeout=LONG)
    monkeypatch.undo()
    assert dialog.sides.currentIndex() == 0
    assert not desk.store.is_closed
    dialog.reject()
    opening.leave(desk)
    assert opens(desk.store.folder, PASSPHRASE)
