"""The request made to do harm, in the window: it is shown as words, nothing is fetched for it, and no talk with the internet begins."""

import sys

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel, QTextEdit

from foidesk.desk import intake, opening
from foidesk.desk.proposal import proposal
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.window import MainWindow
from tests.desk.test_hostile import EMOJI, IMAGE, MAIL, UNC
from tests.office import NOW, PASSPHRASE, decide_all, new_desk
from tests.test_offline import INTERNET_CALL, traced

SLOW = 20_000
PAGES = ("decide", "letter", "messages", "history")


@pytest.fixture
def folder(tmp_path):
    """A closed store with the hostile case, decided."""
    path = tmp_path / "request.eml"
    path.write_bytes(MAIL.encode())
    desk = new_desk(tmp_path / "desk")
    decide_all(
        desk, intake.register(desk, proposal(intake.read_file(path), NOW.date(), ("a.eml", "message/rfc822", path.read_bytes())))
    )
    opening.leave(desk)
    return tmp_path / "desk"


@pytest.fixture
def window(folder, qtbot):
    made = MainWindow(folder, case_id=1, passphrase=PASSPHRASE)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: made.commands is not None and made.commands.bench.snapshot is not None, timeout=SLOW)
    yield made
    made.close()
    qtbot.waitUntil(lambda: made._left, timeout=SLOW)
    made.deleteLater()


def test_every_word_of_it_is_shown_as_a_word(window, qtbot):
    bench = window.commands.bench
    for page in PAGES:
        bench.show_page(page)
        qtbot.waitUntil(lambda: not window.tasks.reading, timeout=SLOW)
        labels = [label for label in window.findChildren(QLabel) if label.text()]
        assert labels
        assert [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText] == []
    bench.show_page("decide")
    bench.questions.choose_all()
    shown = "\n".join(label.text() for label in bench.decide.findChildren(QLabel))
    for words in (IMAGE, UNC, EMOJI):
        assert words in shown


def test_no_text_fetches_anything(window, qtbot):
    bench = window.commands.bench
    bench.show_page("letter")
    edits = bench.letter.findChildren(QTextEdit)
    assert edits
    assert all(isinstance(edit, RichEdit) for edit in edits)
    assert {edit.loadResource(2, QUrl("file:///etc/hostname")) for edit in edits} == {None}


SHOWN = """
import faulthandler
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from foidesk.gui import start
from foidesk.gui.window import MainWindow

faulthandler.dump_traceback_later(60, exit=True)

class Tour(MainWindow):
    def open_desk(self, desk):
        super().open_desk(desk)
        self.pages = list({pages!r})
        self.commands.bench.opened.connect(lambda snapshot: QTimer.singleShot(0, self.go_on))

    def go_on(self):
        if self.pages:
            self.commands.bench.show_page(self.pages.pop(0))
            QTimer.singleShot(300, self.go_on)
        else:
            print("every page was shown")
            self.close()

start.MainWindow = Tour
sys.exit(start.run(Path(sys.argv[1]), case_id=1, passphrase={passphrase!r}))
"""


def test_the_window_opens_no_internet_socket(folder, tmp_path):
    script = SHOWN.format(pages=PAGES, passphrase=PASSPHRASE)
    calls = traced([sys.executable, "-c", script, str(folder)], tmp_path / "calls")
    assert [line for line in calls.splitlines() if INTERNET_CALL.search(line)] == []
