"""A case of the past, and one that was disposed of, in the window: shown, and not worked on."""

from pathlib import Path

import pytest

from foidesk.desk import opening, past, retention, safety
from foidesk.desk.browse import open_case
from foidesk.gui.case.past_page import PastPage
from foidesk.gui.window import MainWindow
from tests.office import NOW, PASSPHRASE, add_case, new_desk

SLOW = 20_000
PAGE = (
    "Cameras (4_10)\n\nRequest\n\n1. How many?\n2. Where?\n\nResponse\n\nTwelve. The rest is withheld under section 31(1)(a).\n"
)


@pytest.fixture
def cases(tmp_path):
    """A store with a case of the past and one of the desk's own."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text(PAGE)
    desk = new_desk(tmp_path / "desk")
    past.import_past(desk, tmp_path / "in")
    add_case(desk)
    opening.leave(desk)
    return tmp_path / "desk"


@pytest.fixture
def window(cases: Path, qtbot):
    made = MainWindow(cases, passphrase=PASSPHRASE)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.commands is not None, timeout=SLOW)
    yield made
    made.close()
    qtbot.waitUntil(lambda: made._left, timeout=SLOW)
    made.deleteLater()


def opened(window, qtbot, case_id):
    bench = window.commands.bench
    bench.open_case(case_id)
    qtbot.waitUntil(lambda: bench.snapshot is not None and bench.snapshot.case.id == case_id, timeout=SLOW)
    return bench


def test_a_case_of_the_past_shows_its_answer_and_offers_nothing_to_sign(window, qtbot):
    bench = opened(window, qtbot, 1)
    assert bench.pages.currentWidget() is bench.past
    assert "Twelve." in bench.past.answer.toPlainText()
    assert "31(1)(a)" in bench.past.cited.text()
    assert (bench.sign.isVisibleTo(window), bench.preview.isVisibleTo(window), bench.bar.isVisibleTo(window)) == (
        False,
        False,
        False,
    )


def test_no_clock_runs_on_it_and_no_question_waits(window, qtbot):
    bench = opened(window, qtbot, 1)
    assert not bench.questions.clock.isVisibleTo(window)
    assert {row.state for row in bench.questions.model.rows} == {"rest"}
    bench = opened(window, qtbot, 2)
    assert bench.questions.clock.isVisibleTo(window)


@pytest.mark.parametrize("name", ["messages", "history"])
def test_its_messages_and_its_history_are_there_as_for_any_case(window, qtbot, name):
    bench = opened(window, qtbot, 1)
    bench.show_page(name)
    assert bench.page() == name
    assert bench.pages.currentWidget() is not bench.past
    bench.show_page("letter")
    assert bench.pages.currentWidget() is bench.past


def test_the_next_case_is_worked_on_as_always(window, qtbot):
    opened(window, qtbot, 1)
    bench = opened(window, qtbot, 2)
    assert bench.pages.currentWidget() is bench.decide
    assert bench.sign.isVisibleTo(window)


def test_a_disposed_case_says_so(desk, tmp_path, qtbot):
    (tmp_path / "page.txt").write_text(PAGE)
    past.import_past(desk, tmp_path / "page.txt")
    desk.now = lambda: NOW.replace(year=2033)
    safety.agree_to_clock(desk)
    retention.dispose(desk, 1)
    page = PastPage()
    qtbot.addWidget(page)
    page.load(open_case(desk, 1))
    assert page.heading.text() == "Disposed of"
    assert "31(1)(a)" in page.cited.text()
    assert page.answer.toPlainText() == ""
