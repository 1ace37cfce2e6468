"""The whole job in the window: from the first start to the closed case, with the keys and clicks of an officer."""

import email
import re
import subprocess
from email import policy

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog

from foidesk.desk import browse
from foidesk.desk.sign import verify_file
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.model import Stage
from foidesk.paths import resource
from tests.journeys.conftest import PATIENCE
from tests.office import PLAN

SIGNING = "marble teapot window lantern crane"


class Officer:
    """What an officer does with hands and eyes."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    @property
    def bench(self):
        return self.window.commands.bench

    def case(self):
        return self.bench.snapshot.case

    def see(self, what):
        self.qtbot.waitUntil(what, timeout=PATIENCE)

    def rest(self):
        """Wait until nothing is being saved and what is shown is what is saved."""
        tasks = self.window.tasks
        self.see(lambda: not tasks.writing and not tasks.reading)

    def type(self, widget, words):
        widget.setFocus()
        self.qtbot.keyClicks(widget, words)

    def press(self, button):
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, box, value):
        box.setFocus()
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())

    def do(self, action):
        assert self.window.actions_[action].isEnabled(), action
        self.window.actions_[action].trigger()

    def dialog(self):
        """The dialog that is open."""
        found = []

        def is_there():
            found[:] = [item for item in QApplication.topLevelWidgets() if isinstance(item, QDialog) and item.isVisible()]
            return bool(found)

        self.see(is_there)
        return found[-1]

    def away(self, dialog):
        self.see(lambda: dialog not in [item for item in QApplication.topLevelWidgets() if item.isVisible()])
        self.see(self.is_back)

    def is_back(self):
        """Whether the window has the keyboard again; without a window manager it has to ask for it, sometimes twice."""
        self.window.raise_()
        self.window.activateWindow()
        return self.window.isActiveWindow()


@pytest.fixture
def officer(open_window, qtbot):
    return Officer(qtbot, open_window())


def set_up(officer):
    """The first run: who, where, the passphrase, the key on paper, the authority, the signing identity."""
    page = officer.window.door
    officer.see(lambda: bool(page.start.made))
    officer.type(page.start.officer, "Robin Vale")
    officer.type(page.start.again.edit, page.start.made)
    officer.press(page.next_button)
    officer.see(lambda: page.step == 1)
    officer.type(page.key.typed, page.key._key)
    officer.press(page.next_button)
    officer.see(lambda: page.step == 2)
    page.profile.load(page.profile.values() | PLAN["authority"])
    officer.press(page.next_button)
    officer.see(lambda: page.step == 3)
    officer.press(page.later_button)
    officer.see(lambda: officer.window.commands is not None)


def drop(officer, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    move, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    officer.window.dropEvent(QDropEvent(QPointF(10, 10), move, data, button, key))


def register(officer):
    drop(officer, resource("samples", "sample-request.eml"))
    page = officer.window.commands._request
    officer.see(lambda: page.register_button.isEnabled())
    assert len(page.split.new.questions) == 6
    officer.press(page.register_button)
    officer.see(lambda: officer.bench.snapshot is not None)
    officer.rest()


def answer_all(officer):
    officer.do("choose_all")
    officer.choose(officer.bench.decide._bars[0].outcome, "disclosed")
    officer.see(lambda: all(question.decisions for question in officer.case().questions))
    officer.rest()
    for question in officer.case().questions:
        officer.bench.questions.choose([question.label])
        edit = next(iter(officer.bench.decide._answers.values()))
        attachment = next(item.name for item in officer.case().attachments if item.made_here)
        officer.type(edit, PLAN["answers"][question.label].replace("{attachment}", attachment))
        officer.bench.questions.table.setFocus()
        officer.rest()


def attach_figures(officer):
    officer.do("attach_table")
    dialog = officer.dialog()
    table = PLAN["table"]
    rows = [table["header"], *table["rows"]]
    dialog.text.setPlainText("\n".join("\t".join(row) for row in rows))
    officer.type(dialog.name, table["title"])
    officer.see(lambda: dialog.yes.isEnabled())
    officer.press(dialog.yes)
    officer.away(dialog)
    officer.rest()


def neither_confirm_nor_deny_the_rest(officer):
    officer.do("choose_all")
    officer.rest()
    officer.do("decide_other")
    bar = officer.bench.decide._bars[-1]
    officer.type(bar.words, PLAN["extent"])
    officer.choose(bar.outcome, "ncnd")
    officer.see(lambda: all(len(question.decisions) == 2 for question in officer.case().questions))
    officer.rest()


def argue(officer, provision):
    officer.do("claim_ground")
    dialog = officer.dialog()
    officer.type(dialog.search, provision)
    officer.see(lambda: dialog.yes.isEnabled())
    officer.qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    officer.away(dialog)
    officer.see(lambda: any(ground.provision == provision for ground in officer.case().grounds))
    officer.rest()
    ground = next(item for item in officer.case().grounds if item.provision == provision)
    editor = officer.bench.decide._grounds[ground.id]
    for name, words in PLAN["grounds"][provision].items():
        if name in ("reason", "harm", "pi_balance"):
            officer.type(editor._edits[name], words)
        elif name in ("pi_for", "pi_against"):
            for factor in words:
                officer.press(editor._edits[name].add)
                officer.type(editor._edits[name]._rows[-1].edit, factor)
        elif name == "likelihood":
            officer.choose(editor.likelihood, words)
        elif name == "by_reference_to":
            officer.type(editor.particulars.reference, ", ".join(words))
            officer.qtbot.keyClick(editor.particulars.reference, Qt.Key.Key_Return)
    officer.bench.questions.table.setFocus()
    officer.rest()


def apologise(officer):
    """The sample came in August, so the answer is late, and the checks lead to the apology."""
    officer.see(lambda: [finding.rule for finding in officer.bench.checks.findings] == ["VR57"])
    officer.do("next_finding")
    assert officer.bench.page() == "letter"
    edit = next(edit for field, edit in officer.bench.letter._edits.items() if field.endswith("late_apology"))
    officer.type(edit, "We are sorry that this answer is late.")
    officer.bench.questions.table.setFocus()
    officer.rest()


def sign(officer):
    officer.do("sign")
    dialog = officer.dialog()
    officer.see(lambda: dialog.secret is not None)
    for box in (dialog.secret, dialog.again):
        officer.type(box.edit, SIGNING)
    officer.press(dialog.yes)
    officer.see(lambda: dialog.signed is not None)
    for button in (dialog.export, dialog.email, dialog.page):
        officer.press(button)
        officer.rest()
    officer.press(dialog.yes)
    officer.away(dialog)
    officer.rest()


def send(officer):
    officer.do("mark_sent")
    dialog = officer.dialog()
    officer.press(dialog.yes)
    officer.away(dialog)
    officer.rest()


def test_from_the_first_start_to_the_closed_case(officer, tmp_path):
    set_up(officer)
    register(officer)
    attach_figures(officer)
    answer_all(officer)
    neither_confirm_nor_deny_the_rest(officer)
    argue(officer, "23(5)")
    argue(officer, "31(3)")
    apologise(officer)
    officer.see(lambda: not officer.bench.checks.findings)
    shown = [edit.value() for edit in officer.bench.letter.findChildren(RichEdit)]
    assert PLAN["grounds"]["31(3)"]["harm"] in shown
    sign(officer)
    assert officer.case().stage is Stage.SIGNED
    send(officer)
    officer.do("close_case")
    officer.see(lambda: officer.case().stage is Stage.CLOSED)
    officer.rest()
    desk = officer.window.commands.desk
    outbox = desk.store.folder / "outbox"
    letter = next(outbox.glob("*.pdf"))
    verified = verify_file(desk, letter.read_bytes())
    assert (verified.valid, verified.trusted, verified.covers_whole_file) == (True, True, True)
    message = email.message_from_bytes(next(outbox.glob("*.eml")).read_bytes(), policy=policy.default)
    assert message["To"] == "jordan.ellis@example.org"
    assert next(part.get_filename() for part in message.iter_attachments()) == letter.name
    assert len(list(message.iter_attachments())) == 2
    page = next(outbox.glob("*.html")).read_text("utf-8")
    assert "Jordan" not in page
    assert "Ellis" not in page
    kinds = [line.kind for line in browse.case_history(desk, officer.case().id)]
    assert kinds[0] == "received"
    assert kinds[-5:] == ["exported", "email-prepared", "log-page-made", "sent", "closed"]
    assert desk.store.verify_history().ok
    text = subprocess.run(["pdftotext", "-layout", str(letter), "-"], capture_output=True, text=True, check=True).stdout
    words = re.sub(r"\s+", " ", text)
    assert "neither confirms nor denies that it holds any other information" in words
