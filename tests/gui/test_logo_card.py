"""The logo in the settings: chosen, seen before it is used, told in words, removed; what fails is told and changes nothing."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from foidesk.desk import logo
from foidesk.gui.setup.logo_card import LogoCard
from foidesk.gui.setup.settings_page import SettingsPage
from tests.desk.scenes import events, state

LONG = 10_000
WORDS = "Crest of Midshire Police"


@pytest.fixture
def card(desk, tasks, qtbot):
    made = LogoCard(desk, tasks)
    qtbot.addWidget(made)
    made.resize(680, 400)
    made.show()
    return made


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "crest.png"
    Image.new("RGB", (300, 200), (20, 60, 140)).save(path)
    return path


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(card, picture, qtbot, words=WORDS):
    card.take_file(picture)
    qtbot.waitUntil(lambda: card.path is not None, timeout=LONG)
    qtbot.keyClicks(card.words, words)


def test_a_picture_is_seen_told_in_words_and_used(card, desk, picture, qtbot):
    assert not card.view.isVisibleTo(card)
    card.take_file(picture)
    qtbot.waitUntil(lambda: card.view.isVisibleTo(card), timeout=LONG)
    assert card.view.image.pixelColor(1, 1) == QColor(20, 60, 140)
    assert card.words.hasFocus()
    assert not card.keep.isEnabled()
    assert desk.logos.now is None
    qtbot.keyClicks(card.words, WORDS)
    qtbot.keyClick(card.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.done.text != "", timeout=LONG)
    assert (desk.logos.now.words, card.state.text(), card.view.accessibleName()) == (WORDS, "Letters have this logo.", WORDS)


def test_other_words_are_kept_without_the_file(card, desk, picture, qtbot):
    choose(card, picture, qtbot)
    press(qtbot, card.keep)
    qtbot.waitUntil(lambda: card.done.text != "", timeout=LONG)
    picture.unlink()
    assert not card.keep.isEnabled()
    card.words.setText("A blue crest")
    press(qtbot, card.keep)
    qtbot.waitUntil(lambda: desk.logos.now.words == "A blue crest", timeout=LONG)
    assert events(desk)[-1].kind == "logo-described"


def test_a_logo_is_removed(card, desk, picture, qtbot):
    choose(card, picture, qtbot)
    press(qtbot, card.keep)
    qtbot.waitUntil(lambda: card.done.text != "", timeout=LONG)
    press(qtbot, card.remove)
    qtbot.waitUntil(lambda: desk.logos.now is None and card.state.text() == "Letters have no logo.", timeout=LONG)
    assert not card.remove.isVisibleTo(card)


def test_what_was_chosen_is_given_up_without_a_trace(card, desk, picture, qtbot):
    before = state(desk)
    choose(card, picture, qtbot)
    press(qtbot, card.remove)
    assert (card.path, card.words.text(), card.state.text()) == (None, "", "Letters have no logo.")
    assert state(desk) == before


@pytest.mark.parametrize(("data", "told"), [(b"no picture", "cannot be read"), (b"<svg/>", "That is an SVG")])
def test_an_unreadable_logo_is_told_in_plain_words_and_nothing_is_kept(card, desk, tmp_path, qtbot, data, told):
    path = tmp_path / "crest.png"
    path.write_bytes(data)
    before = state(desk)
    card.take_file(path)
    qtbot.waitUntil(lambda: told in card.problem.text, timeout=LONG)
    assert card.choose.isEnabled()
    assert not card.view.isVisibleTo(card)
    assert state(desk) == before


def test_words_that_no_font_has_are_told_and_the_picture_stays_chosen(card, desk, picture, qtbot):
    choose(card, picture, qtbot)
    card.words.setText("Crest \U0001f600")
    press(qtbot, card.keep)
    qtbot.waitUntil(lambda: "U+1F600" in card.problem.text, timeout=LONG)
    assert card.path == picture
    assert card.keep.isEnabled()
    assert desk.logos.now is None


def test_a_damaged_logo_says_so_and_can_be_removed(desk, tasks, picture, qtbot):
    logo.choose_logo(desk, picture, WORDS)
    (kept,) = desk.logos.kept
    desk.logos = logo.Logos((logo.Logo(kept.since, b"", kept.words, kept.sha256),))
    made = LogoCard(desk, tasks)
    qtbot.addWidget(made)
    assert "cannot be read" in made.state.text()
    press(qtbot, made.remove)
    qtbot.waitUntil(lambda: desk.logos.now is None, timeout=LONG)


def test_what_is_being_chosen_stays_when_the_settings_are_read_again(card, picture, qtbot):
    choose(card, picture, qtbot)
    card.load()
    assert (card.path, card.words.text()) == (picture, WORDS)


def test_the_settings_have_it_below_the_authority(desk, tasks, qtbot):
    page = SettingsPage(desk, tasks)
    qtbot.addWidget(page)
    assert page.logo.state.text() == "Letters have no logo."
