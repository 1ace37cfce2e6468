import pytest
from PySide6.QtCore import Qt

from foidesk.desk import opening, sign
from foidesk.desk.facts import facts
from foidesk.errors import UserError
from foidesk.gui.setup import settings_page
from foidesk.gui.setup.settings_page import SettingsPage, in_groups
from foidesk.letters import identity
from tests.office import NOW, OFFICER, new_desk

LONG = 10_000
ROLE_WORDS = "a passphrase of the role"


@pytest.fixture
def page(desk, tasks, qtbot):
    return opened(desk, tasks, qtbot)


def opened(desk, tasks, qtbot):
    shown = SettingsPage(desk, tasks)
    qtbot.addWidget(shown)
    shown.resize(1024, 700)
    shown.show()
    shown.load_settings()
    qtbot.waitUntil(lambda: shown.officer.text() != "", timeout=LONG)
    return shown


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_profile_is_shown_changed_and_saved(page, desk, qtbot):
    assert page.profile.ui.name.text() == "Midshire Police"
    assert not page.save.isEnabled()
    qtbot.keyClicks(page.profile.ui.signatory_name, "R. Vale")
    press(qtbot, page.save)
    qtbot.waitUntil(lambda: page.saved.text == "Saved", timeout=LONG)
    assert facts(desk).profile["signatory_name"] == "R. Vale"
    assert not page.save.isEnabled()


def test_a_profile_without_a_name_is_told_beside_it(page, desk, qtbot):
    page.profile.ui.name.clear()
    press(qtbot, page.save)
    assert "authority's name" in page.profile_problem.text
    assert facts(desk).profile["name"] == "Midshire Police"


def test_a_store_without_a_profile_begins_with_what_is_suggested(tmp_path, tasks, qtbot):
    desk = new_desk(tmp_path / "new", profile=False)
    page = opened(desk, tasks, qtbot)
    assert page.profile.ui.review_days.value() == 20
    qtbot.keyClicks(page.profile.ui.name, "Midshire Council")
    press(qtbot, page.save)
    qtbot.waitUntil(lambda: page.saved.text != "", timeout=LONG)
    assert facts(desk).profile["name"] == "Midshire Council"
    opening.leave(desk)


def test_a_failing_save_is_told_and_nothing_typed_is_lost(page, qtbot, monkeypatch):
    def full(*given, **fields):
        raise UserError("The disk is full.")

    monkeypatch.setattr(settings_page.keep, "save_profile", full)
    qtbot.keyClicks(page.profile.ui.signatory_name, "R. Vale")
    press(qtbot, page.save)
    qtbot.waitUntil(lambda: page.profile_problem.text == "The disk is full.", timeout=LONG)
    assert page.profile.ui.signatory_name.text() == "R. Vale"
    assert page.save.isEnabled()


def test_an_identity_is_made_and_its_fingerprint_shown_in_groups(page, desk, qtbot):
    assert "no signing identity" in page.role.text()
    for box in (page.identity.passphrase, page.identity.again):
        qtbot.keyClicks(box.edit, ROLE_WORDS)
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: page.fingerprint.isVisible(), timeout=LONG)
    kept = facts(desk).identity
    assert page.role.text() == kept.role == "Disclosure Officer"
    assert page.fingerprint.text().endswith(in_groups(kept.fingerprint))
    assert page.identity.passphrase.text() == ""


def test_another_identity_is_brought_in_out_of_a_file(page, desk, tmp_path, qtbot):
    path = tmp_path / "role.pfx"
    path.write_bytes(identity.make_identity("Records Manager", "Midshire Police", ROLE_WORDS, kind="p256", now=NOW))
    press(qtbot, page.identity.way.buttons["import"])
    press(qtbot, page.keep)
    assert page.identity.problem.text == "Choose the file first."
    page.identity.take_file(path)
    qtbot.keyClicks(page.identity.password.edit, ROLE_WORDS)
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: page.role.text() == "Records Manager", timeout=LONG)
    assert desk.identity.role == "Records Manager"


def test_a_certificate_that_names_a_person_is_kept_only_once_that_is_agreed(page, desk, tmp_path, qtbot):
    path = tmp_path / "person.p12"
    path.write_bytes(identity.make_identity("Robin Ash", "Midshire Police", ROLE_WORDS, kind="p256", now=NOW))
    press(qtbot, page.identity.way.buttons["import"])
    page.identity.take_file(path)
    qtbot.keyClicks(page.identity.password.edit, ROLE_WORDS)
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: "tells of a person: Robin Ash" in page.identity.problem.text, timeout=LONG)
    assert facts(desk).identity is None
    page.identity.agreed.box.click()
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: page.role.text() == "Robin Ash", timeout=LONG)
    assert not page.identity.agreed.isVisibleTo(page.identity)


def test_what_was_agreed_to_does_not_hold_for_another_file(page, tmp_path):
    page.identity.agreed.show()
    page.identity.agreed.setChecked(True)
    page.identity.take_file(tmp_path / "another.p12")
    assert not page.identity.agreed.isChecked()


def test_an_identity_can_have_a_shorter_key(page, desk, qtbot):
    page.identity.role.setText("Records Manager")
    page.identity.kind.choose("p256")
    for box in (page.identity.passphrase, page.identity.again):
        qtbot.keyClicks(box.edit, ROLE_WORDS)
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: page.role.text() == "Records Manager", timeout=LONG)
    assert desk.identity.key.key_size == 256


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("gone.p12", None, "Cannot read"),
        ("text.p12", b"not a certificate", "did not open"),
        ("big.p12", b"0" * 1_100_000, "no certificate file"),
    ],
)
def test_a_file_that_holds_no_identity_is_told(page, desk, tmp_path, qtbot, name, data, words):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    press(qtbot, page.identity.way.buttons["import"])
    page.identity.take_file(tmp_path / name)
    press(qtbot, page.keep)
    qtbot.waitUntil(lambda: words in page.identity.problem.text, timeout=LONG)
    assert facts(desk).identity is None


def test_a_theme_is_chosen_once_and_shown_without_choosing(page, qtbot):
    chosen = []
    page.theme_chosen.connect(chosen.append)
    page.show_theme("dark")
    assert (chosen, page.theme.key) == ([], "dark")
    press(qtbot, page.theme.buttons["light"])
    assert chosen == ["light"]


def test_where_the_store_lies_and_who_opened_it(page, desk):
    assert (page.folder.text(), page.officer.text()) == (str(desk.store.folder), OFFICER)


def test_a_card_can_be_gone_to(page, qtbot):
    page.activateWindow()
    page.show_field("backups")
    assert page.focusWidget() is page.backups.now
    assert page._scroll.verticalScrollBar().value() > 0


def test_leaving_asks_before_a_changed_profile_is_lost(page, qtbot, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(settings_page, "ask", lambda *words: answers.pop(0))
    left = []
    page.left.connect(lambda: left.append(True))
    qtbot.keyClicks(page.profile.ui.signatory_name, "R. Vale")
    press(qtbot, page.back)
    assert (left, page.profile.ui.signatory_name.text()) == ([], "R. Vale")
    press(qtbot, page.back)
    assert (left, page.profile.ui.signatory_name.text()) == ([True], "")


def test_passphrases_are_gone_from_the_page_once_it_is_left(page, qtbot):
    boxes = (page.identity.passphrase, page.identity.again, page.identity.password)
    for box in boxes:
        box.edit.setText("secret")
    press(qtbot, page.back)
    assert [box.text() for box in boxes] == [""] * 3


def test_a_field_of_the_profile_can_be_gone_to(page, qtbot):
    page.activateWindow()
    page.show_field("complaints")
    assert page.focusWidget() is page.profile.ui.complaints


def test_a_fault_of_our_own_goes_to_the_window(page, tasks, qtbot, monkeypatch):
    monkeypatch.setattr(sign, "make_identity", lambda *given: 1 / 0)
    for box in (page.identity.passphrase, page.identity.again):
        qtbot.keyClicks(box.edit, ROLE_WORDS)
    with qtbot.waitSignal(tasks.problem, timeout=LONG):
        press(qtbot, page.keep)
    assert page.keep.isEnabled()
