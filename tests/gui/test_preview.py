from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide, sign
from foidesk.desk.browse import open_case
from foidesk.desk.pages import PageImage
from foidesk.gui.dialogs.preview import PreviewDialog
from foidesk.model import Outcome
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


@pytest.fixture
def dialog(desk, tasks, parent, qtbot, case_id):
    made = PreviewDialog(parent, desk, tasks, open_case(desk, case_id))
    made.show()
    drawn(made, qtbot)
    return made


@pytest.fixture
def blank(desk, tasks, parent, qtbot, monkeypatch):
    """Four white pages, for what does not depend on what stands on them."""
    monkeypatch.setattr("foidesk.desk.draft.draft_pdf", lambda *arguments: b"")
    monkeypatch.setattr(
        "foidesk.desk.pages.page_images", lambda pdf, scale: [PageImage(1190, 1684, b"\xff" * (1190 * 1684 * 3))] * 4
    )
    made = PreviewDialog(parent, desk, tasks, open_case(desk, add_case(desk)))
    made.show()
    drawn(made, qtbot)
    return made


def drawn(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog._pause.isActive() and dialog.tasks.reading == 0, timeout=30_000)
    qtbot.wait(20)


def darkest(view):
    image = view.grab().toImage()
    return min(image.pixelColor(x, y).lightness() for x in range(60, image.width() - 60, 2) for y in range(60, 300, 2))


def test_the_pages_are_pictures_with_words_on_them(dialog):
    assert len(dialog.area.views) >= 2
    assert dialog.state.text() == "A draft"
    assert darkest(dialog.area.views[0]) < 90


def test_a_screen_reader_hears_how_many_pages_there_are(dialog):
    count = len(dialog.area.views)
    assert dialog.area.accessibleDescription().startswith(f"{count} pages")
    assert dialog.area.views[0].accessibleName() == f"Page 1 of {count}"


def test_the_pages_fit_the_width_at_first_and_after_a_change_of_size(blank, qtbot):
    blank.resize(600, 600)
    qtbot.waitUntil(lambda: abs(blank.area.views[0].width() - (blank.area.viewport().width() - 48)) <= 2)


def test_keys_make_the_pages_larger_and_smaller(blank, qtbot):
    blank.set_zoom(100)
    width = blank.area.views[0].width()
    qtbot.keyClick(blank, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert blank.zoom == 125
    assert blank.area.views[0].width() > width
    qtbot.keyClick(blank, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert (blank.zoom, blank.area.views[0].width()) == (100, width)


def test_zoom_ends_at_its_ends(blank):
    blank.set_zoom(200)
    blank.step(1)
    assert blank.zoom == 200
    blank.set_zoom(50)
    blank.step(-1)
    assert blank.zoom == 50


def test_page_down_and_page_up_go_from_page_to_page(blank, qtbot):
    blank.set_zoom(100)
    qtbot.wait(20)
    qtbot.keyClick(blank.area, Qt.Key.Key_PageDown)
    assert blank.area.current() == 1
    assert blank.page.text().startswith("Page 2 of")
    qtbot.keyClick(blank.area, Qt.Key.Key_PageUp)
    assert blank.area.current() == 0


def test_a_change_is_drawn_and_the_place_kept(blank, qtbot):
    blank.set_zoom(100)
    qtbot.wait(20)
    blank.area.turn(1)
    before, at = blank.area.views, blank.area.verticalScrollBar().value()
    blank.load(open_case(blank.desk, blank._snapshot.case.id))
    drawn(blank, qtbot)
    assert blank.area.views is not before
    assert blank.area.verticalScrollBar().value() == at


def test_a_signed_letter_is_shown_from_its_stored_bytes_and_drawn_once(dialog, desk, case_id, qtbot):
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    dialog.load(open_case(desk, case_id))
    drawn(dialog, qtbot)
    assert dialog.state.text() == "The signed letter"
    views = dialog.area.views
    dialog.load(open_case(desk, case_id))
    drawn(dialog, qtbot)
    assert dialog.area.views is views


def test_a_character_that_cannot_be_printed_names_itself(dialog, desk, case_id, qtbot):
    question = open_case(desk, case_id).case.questions[0]
    (decision,) = decide.decide(desk, case_id, [question.id], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, [decision], "There were 14 \U0001f600.")
    dialog.load(open_case(desk, case_id))
    drawn(dialog, qtbot)
    assert "U+1F600" in dialog.problem.text
    assert dialog.area.views == []


def test_pages_come_back_once_the_words_are_mended(dialog, desk, case_id, qtbot):
    snapshot = open_case(desk, case_id)
    dialog.load(replace(snapshot, letter=replaced_sha(snapshot)))
    drawn(dialog, qtbot)
    assert "not in this store" in dialog.problem.text
    dialog.load(open_case(desk, case_id))
    drawn(dialog, qtbot)
    assert dialog.problem.text == ""
    assert dialog.area.views


def replaced_sha(snapshot):
    snapshot.letter.sha256 = "0" * 64
    return snapshot.letter


def test_closing_while_pages_are_drawn_does_no_harm(desk, tasks, parent, qtbot, case_id):
    dialog = PreviewDialog(parent, desk, tasks, open_case(desk, case_id))
    dialog.show()
    dialog.close()
    qtbot.waitUntil(lambda: tasks.reading == 0, timeout=30_000)
    qtbot.wait(20)
