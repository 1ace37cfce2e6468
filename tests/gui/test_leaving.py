"""What is being made of a new request, or changed in the settings, is not lost by leaving without a word."""

import pytest

from foidesk.desk import opening
from foidesk.gui.request import request_page
from foidesk.gui.setup import settings_page
from foidesk.gui.window import MainWindow
from foidesk.paths import resource
from tests.office import PASSPHRASE, new_desk

SLOW = 20_000


@pytest.fixture
def window(tmp_path, qtbot, monkeypatch):  # what a test puts in place stays until the window is closed
    opening.leave(new_desk(tmp_path / "desk"))
    window = MainWindow(tmp_path / "desk", passphrase=PASSPHRASE)
    window.show()
    window.begin()
    qtbot.waitUntil(lambda: window.commands is not None, timeout=SLOW)
    yield window
    window.close()
    qtbot.waitUntil(lambda: window._left, timeout=SLOW)
    window.deleteLater()


def answer(monkeypatch, module):
    """Answer what a page asks: to stay, and the next time to leave. Returns the answers that are left."""
    answers = [False, True]
    monkeypatch.setattr(module, "ask", lambda *words: answers.pop(0))
    return answers


def test_a_corrected_request_is_asked_about_before_the_window_closes(window, qtbot, monkeypatch):
    window.commands.open_request(resource("samples", "sample-request.eml"))
    page = window.commands._request
    qtbot.waitUntil(lambda: page.split.items != [], timeout=SLOW)
    page.split.choose(1)
    page.split.merge()
    answers = answer(monkeypatch, request_page)
    window.close()
    assert answers == [True]
    assert not window._leaving
    assert len(page.split.new.questions) == 5


def test_a_changed_profile_is_asked_about_before_the_window_locks(window, qtbot, monkeypatch):
    window.actions_["settings"].trigger()
    page = window.commands._settings
    qtbot.waitUntil(lambda: page.officer.text() != "", timeout=SLOW)
    qtbot.keyClicks(page.profile.ui.signatory_name, "R. Vale")
    answers = answer(monkeypatch, settings_page)
    window.lock()
    assert answers == [True]
    assert not window.lock_wanted
    assert page.profile.ui.signatory_name.text() == "R. Vale"


def test_a_finding_about_the_profile_leads_to_its_field(window, qtbot):
    window.commands.bench.settings_wanted.emit("complaints")
    page = window.commands._settings
    window.activateWindow()
    assert page.profile.focusWidget() is page.profile.ui.complaints


def test_the_settings_show_the_look_that_was_chosen(window, qtbot):
    window.choose_theme("dark")
    window.actions_["settings"].trigger()
    assert window.commands._settings.theme.key == "dark"
    window.choose_theme("light")


def test_an_untouched_window_saves_what_is_typed_and_locks(window, qtbot):
    window.lock_unasked(False)
    qtbot.waitUntil(lambda: window._left, timeout=SLOW)
    assert window.lock_wanted


def test_a_request_that_is_being_made_is_waited_for_once(window, qtbot):
    window.commands.open_request(resource("samples", "sample-request.eml"))
    page = window.commands._request
    qtbot.waitUntil(lambda: page.split.items != [], timeout=SLOW)
    page.split.choose(1)
    page.split.merge()
    window.lock_unasked(False)
    assert not window._leaving
    assert "will lock soon" in window.notice.text
    window.lock_unasked(True)
    qtbot.waitUntil(lambda: window._left, timeout=SLOW)


def test_the_officer_chooses_after_how_many_minutes_it_locks(window, qtbot):
    window.actions_["settings"].trigger()
    window.commands._settings.lock.chosen.emit(5)
    assert window.lock_minutes() == 5
    assert window._lock_signs._idle.interval() == 5 * 60_000
