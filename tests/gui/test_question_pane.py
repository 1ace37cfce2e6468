import pytest
from PySide6.QtCore import Qt

from foidesk.desk import attach, decide
from foidesk.desk.browse import open_case
from foidesk.gui.case.question_pane import AttachmentRow, QuestionPane
from foidesk.model import Outcome
from tests.office import NOW, add_case, sample_request


@pytest.fixture
def pane(qtbot):
    made = QuestionPane()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    made.heard = []
    made.chosen.connect(made.heard.append)
    return made


@pytest.fixture
def case_id(desk):
    return add_case(desk)


def load(pane, desk, case_id):
    snapshot = open_case(desk, case_id)
    pane.load(snapshot, NOW.date())
    return snapshot


def test_the_first_question_is_chosen_when_a_case_opens(pane, desk, case_id):
    snapshot = load(pane, desk, case_id)
    assert pane.heard == [[snapshot.case.questions[0].id]]


def test_what_was_chosen_stays_chosen(pane, desk, case_id):
    snapshot = load(pane, desk, case_id)
    pane.choose(["2", "4"])
    wanted = [snapshot.case.questions[1].id, snapshot.case.questions[3].id]
    load(pane, desk, case_id)
    assert pane.chosen_ids() == wanted


def test_all_are_chosen_with_one_key(pane, desk, case_id):
    load(pane, desk, case_id)
    pane.choose_all()
    assert len(pane.chosen_ids()) == 6


def test_moving_by_keys_says_what_is_chosen(pane, desk, case_id, qtbot):
    snapshot = load(pane, desk, case_id)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    assert pane.heard[-1] == [snapshot.case.questions[1].id]


def test_enter_asks_to_decide(pane, desk, case_id, qtbot):
    load(pane, desk, case_id)
    with qtbot.waitSignal(pane.decide_wanted):
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)


def test_it_says_how_many_are_ready(pane, desk, case_id):
    snapshot = load(pane, desk, case_id)
    decided = decide.decide(desk, case_id, [snapshot.case.questions[0].id], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, decided, "Forty-one.")
    load(pane, desk, case_id)
    assert pane.ready.text() == "1 of 6 ready"


def test_an_attachment_says_whether_it_may_leave(pane, desk, tmp_path):
    from foidesk.desk import intake

    case_id = intake.register(desk, sample_request())
    foreign = tmp_path / "figures.xlsx"
    foreign.write_bytes(b"PK\x03\x04 not inspected")
    attach.attach_file(desk, case_id, foreign)
    attach.attach_table(desk, case_id, attach.AnswerTable(("a",), (("1",),)), "Figures", "csv")
    load(pane, desk, case_id)
    assert [row.state.text() for row in pane.findChildren(AttachmentRow)] == ["The request", "Not inspected", "May leave"]


def test_names_are_shown_as_they_are(pane, desk):
    case_id = add_case(desk, title="<img src='file:///etc/hostname'> & co")
    load(pane, desk, case_id)
    assert pane.title.text() == "<img src='file:///etc/hostname'> & co"
    assert pane.title.textFormat() is Qt.TextFormat.PlainText
