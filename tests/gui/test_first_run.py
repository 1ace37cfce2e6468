import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from foidesk.desk import opening, sign
from foidesk.desk.facts import facts
from foidesk.gui.setup.first_run import KEY, PROFILE, SIGNING, START, FirstRunPage
from foidesk.letters import identity
from foidesk.paths import chosen_store_dir, store_dir
from tests.conftest import ROOT
from tests.office import NOW, OFFICER

LONG = 10_000
ROLE_WORDS = "a passphrase of the role"


@pytest.fixture
def page(tmp_path, tasks, qtbot, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shown = FirstRunPage(tmp_path / "desk", tasks)
    qtbot.addWidget(shown)
    shown.resize(1024, 700)
    shown.show()
    qtbot.waitUntil(lambda: shown.start.made != "", timeout=LONG)
    yield shown
    shown.leave()


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def go_on(qtbot, page, step):
    press(qtbot, page.next_button)
    qtbot.waitUntil(lambda: page.step == step, timeout=LONG)


def make_store(qtbot, page):
    qtbot.keyClicks(page.start.officer, OFFICER)
    qtbot.keyClicks(page.start.again.edit, page.start.made)
    go_on(qtbot, page, KEY)
    return shown_key(page)


def shown_key(page):
    grid = page.key._groups
    return "-".join(grid.itemAt(number).widget().text() for number in range(grid.count()))


def to_signing(qtbot, page):
    qtbot.keyClicks(page.key.typed, make_store(qtbot, page).lower())
    go_on(qtbot, page, PROFILE)
    qtbot.keyClicks(page.profile.ui.name, "Midshire Police")
    qtbot.keyClicks(page.profile.ui.signatory_role, "Information Officer")
    go_on(qtbot, page, SIGNING)


def opened_by(qtbot, page, button):
    with qtbot.waitSignal(page.opened, timeout=LONG) as heard:
        press(qtbot, button)
    return heard.args[0]


def test_the_whole_first_run_gives_a_store_that_its_passphrase_opens(page, tmp_path, qtbot):
    words = page.start.made
    to_signing(qtbot, page)
    assert page.signing.role.text() == "Information Officer"
    for box in (page.signing.passphrase, page.signing.again):
        qtbot.keyClicks(box.edit, ROLE_WORDS)
    desk = opened_by(qtbot, page, page.next_button)
    found = facts(desk)
    assert (found.officer, found.profile["name"], found.identity.role) == (OFFICER, "Midshire Police", "Information Officer")
    assert (found.profile["review_days"], found.profile["cost_limit_gbp"]) == (20, None)
    opening.leave(desk)
    again = opening.unlock(tmp_path / "desk", words)
    assert again.officer.name == OFFICER
    opening.leave(again)


def test_the_recovery_key_that_was_shown_opens_the_store(page, tmp_path, qtbot):
    key = make_store(qtbot, page)
    page.leave()
    desk = opening.unlock(tmp_path / "desk", key)
    assert facts(desk).profile == {}
    opening.leave(desk)


def test_the_signing_identity_can_wait(page, qtbot):
    to_signing(qtbot, page)
    desk = opened_by(qtbot, page, page.later_button)
    assert facts(desk).identity is None
    opening.leave(desk)


def test_an_identity_can_be_brought_in_and_a_wrong_password_is_told(page, tmp_path, qtbot):
    path = tmp_path / "role.p12"
    path.write_bytes(identity.make_identity("Records Manager", "Midshire Police", ROLE_WORDS, kind="p256", now=NOW))
    to_signing(qtbot, page)
    press(qtbot, page.signing.way.buttons["import"])
    page.signing.take_file(path)
    qtbot.keyClicks(page.signing.password.edit, "wrong")
    press(qtbot, page.next_button)
    qtbot.waitUntil(lambda: "password is wrong" in page.signing.problem.text, timeout=LONG)
    page.signing.password.select()
    qtbot.keyClicks(page.signing.password.edit, ROLE_WORDS)
    desk = opened_by(qtbot, page, page.next_button)
    assert facts(desk).identity.role == "Records Manager"
    opening.leave(desk)


@pytest.mark.parametrize(
    ("officer", "confirmed", "words"),
    [("", None, "Give your name"), (OFFICER, "", "not the passphrase"), (OFFICER, "other words", "not the passphrase")],
)
def test_what_is_missing_is_said_and_nothing_is_made(page, tmp_path, qtbot, officer, confirmed, words):
    qtbot.keyClicks(page.start.officer, officer)
    qtbot.keyClicks(page.start.again.edit, page.start.made if confirmed is None else confirmed)
    press(qtbot, page.next_button)
    assert words in page.start.problem.text
    assert page.step == START
    assert not (tmp_path / "desk").exists()


def test_an_own_passphrase_that_is_soon_guessed_is_refused(page, tmp_path, qtbot):
    qtbot.keyClicks(page.start.officer, OFFICER)
    press(qtbot, page.start.way.buttons["own"])
    for box in (page.start.own, page.start.again):
        qtbot.keyClicks(box.edit, "short")
    press(qtbot, page.next_button)
    qtbot.waitUntil(lambda: "too easy to guess" in page.start.problem.text, timeout=LONG)
    assert page.step == START
    assert not (tmp_path / "desk" / "store.db").exists()


def test_other_words_are_other_words_and_must_be_confirmed_anew(page, qtbot):
    first = page.start.made
    qtbot.keyClicks(page.start.again.edit, first)
    press(qtbot, page.start.others)
    qtbot.waitUntil(lambda: page.start.made != first, timeout=LONG)
    assert len(page.start.made.split()) == 5
    assert page.start.words.text() == page.start.made
    assert page.start.again.text() == ""


def test_a_folder_that_is_synchronised_is_refused_with_the_reason(page, tmp_path, qtbot):
    page.start.try_folder(tmp_path / "Dropbox" / "foidesk")
    qtbot.waitUntil(lambda: "Dropbox" in page.start.place_problem.text, timeout=LONG)
    assert page.start.folder == tmp_path / "desk"


def test_another_folder_is_where_the_store_is_made(page, tmp_path, qtbot):
    page.start.try_folder(tmp_path / "elsewhere")
    qtbot.waitUntil(lambda: page.start.folder == tmp_path / "elsewhere", timeout=LONG)
    make_store(qtbot, page)
    assert (tmp_path / "elsewhere" / "store.db").exists()
    assert chosen_store_dir() == tmp_path / "elsewhere"


def test_a_folder_that_was_only_given_is_not_remembered(page, qtbot):
    make_store(qtbot, page)
    assert chosen_store_dir() == store_dir()


def test_without_the_whole_key_typed_back_there_is_no_going_on(page, qtbot):
    key = make_store(qtbot, page)
    press(qtbot, page.next_button)
    assert "Type the key back first" in page.key.problem.text
    qtbot.keyClicks(page.key.typed, key[:-1])
    press(qtbot, page.next_button)
    assert "27 characters" in page.key.problem.text
    assert page.step == KEY


def test_the_key_cannot_be_copied_and_is_gone_from_the_screen_after_its_step(page, qtbot):
    key = make_store(qtbot, page)
    labels = [label for label in page.key.findChildren(QLabel) if label.text() and label.text() in key]
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert [bool(label.textInteractionFlags() & selectable) for label in labels] == [False] * 7
    qtbot.keyClicks(page.key.typed, key)
    go_on(qtbot, page, PROFILE)
    assert (page.key._key, page.key._groups.count(), page.key.typed.text()) == ("", 0, "")


def test_the_key_is_printed_dark_on_the_page(page, qtbot):
    make_store(qtbot, page)
    sheet = QImage(840, 1188, QImage.Format.Format_Grayscale8)
    sheet.setDotsPerMeterX(4000)
    sheet.setDotsPerMeterY(4000)
    sheet.fill(255)
    page.key.paint_key(sheet)
    assert min(sheet.pixelColor(x, y).lightness() for x in range(80, 700, 2) for y in range(170, 320, 2)) < 60


def test_an_authority_without_a_name_is_not_kept(page, qtbot):
    qtbot.keyClicks(page.key.typed, make_store(qtbot, page))
    go_on(qtbot, page, PROFILE)
    press(qtbot, page.next_button)
    assert "authority's name" in page.problem.text
    assert page.profile.ui.name.property("invalid")
    assert facts(page.desk).profile == {}
    qtbot.keyClicks(page.profile.ui.name, "M")
    assert page.problem.text == ""


def test_one_can_go_back_to_the_authority_and_change_it(page, qtbot):
    to_signing(qtbot, page)
    press(qtbot, page.back_button)
    assert page.step == PROFILE
    qtbot.keyClicks(page.profile.ui.name, " and Fire")
    go_on(qtbot, page, SIGNING)
    assert facts(page.desk).profile["name"] == "Midshire Police and Fire"


@pytest.mark.parametrize(("first", "second", "words"), [("", "", "Type a passphrase"), ("one", "two", "differ")])
def test_a_passphrase_for_signing_is_typed_twice(page, qtbot, monkeypatch, first, second, words):
    monkeypatch.setattr(sign, "make_identity", lambda *given: pytest.fail("it must not be made"))
    to_signing(qtbot, page)
    qtbot.keyClicks(page.signing.passphrase.edit, first)
    qtbot.keyClicks(page.signing.again.edit, second)
    press(qtbot, page.next_button)
    assert words in page.signing.problem.text


def test_the_step_at_hand_is_named_for_a_screen_reader(page, qtbot):
    assert page._progress.accessibleName() == "Step 1 of 4: You and the store"
    make_store(qtbot, page)
    assert page._progress.accessibleName() == "Step 2 of 4: Recovery key"


def test_the_first_run_needs_no_database_to_be_painted():
    code = (
        "import sys, foidesk.gui.setup.first_run;"
        "print([name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'reportlab', 'pyhanko', 'argon2')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
