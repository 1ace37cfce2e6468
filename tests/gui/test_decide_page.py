import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide, sign
from foidesk.desk.browse import open_case
from foidesk.gui.case.decide_page import DecidePage
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.model import ExtentKind, Outcome
from tests.gui.conftest import leave_page
from tests.office import PASSPHRASE, add_case, decide_all


@pytest.fixture
def case_id(desk):
    return add_case(desk)


@pytest.fixture
def page(desk, tasks, qtbot, case_id):
    made = DecidePage(desk, tasks, TextFields(desk, tasks))
    qtbot.addWidget(made)
    made.resize(520, 800)
    made.show()

    def load(*labels):
        snapshot = open_case(desk, case_id)
        made.load(snapshot, [question.id for question in snapshot.case.questions if question.label in labels])
        return snapshot

    made.load_labels = load
    tasks.wrote.connect(lambda: made.load(open_case(desk, case_id)))
    yield made
    leave_page(qtbot, tasks, made)


def choose(qtbot, box, value):
    """Choose an entry as by keyboard: the signal is the one that a person's choice sends."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def decisions(desk, case_id, label):
    return open_case(desk, case_id).case.question(label).decisions


def test_a_question_is_decided_from_the_empty_line(desk, page, qtbot, case_id, tasks):
    page.load_labels("2")
    choose(qtbot, page._bars[0].outcome, "not_held")
    qtbot.waitUntil(lambda: len(decisions(desk, case_id, "2")) == 1)
    assert decisions(desk, case_id, "2")[0].outcome is Outcome.NOT_HELD
    assert decisions(desk, case_id, "1") == []


def test_several_questions_are_decided_together(desk, page, qtbot, case_id):
    page.load_labels("1", "2", "3")
    choose(qtbot, page._bars[0].outcome, "disclosed")
    qtbot.waitUntil(lambda: all(decisions(desk, case_id, label) for label in "123"))
    assert decisions(desk, case_id, "4") == []


def test_a_part_needs_words_before_anything_is_decided(desk, page, qtbot, case_id, tasks):
    page.load_labels("1")
    bar = page._bars[0]
    choose(qtbot, bar.extent, "part")
    choose(qtbot, bar.outcome, "withheld")
    assert tasks.writing == 0
    qtbot.keyClicks(bar.words, "2021 to 2023")
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(decisions(desk, case_id, "1")) == 1)
    made = decisions(desk, case_id, "1")[0]
    assert (made.extent_kind, made.extent_words) == (ExtentKind.PART, "2021 to 2023")


def test_an_answer_is_written_where_it_stands(desk, page, qtbot, case_id, tasks):
    decide.decide(desk, case_id, [open_case(desk, case_id).case.questions[0].id], Outcome.DISCLOSED)
    page.load_labels("1")
    edit = next(iter(page._answers.values()))
    qtbot.keyClicks(edit, "There were 41.")
    edit.hand_over()
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert decisions(desk, case_id, "1")[0].answer == "There were 41."


def test_a_ground_shows_the_fields_that_its_provision_needs(desk, page, case_id):
    decide_all(desk, case_id)
    page.load_labels("1")
    absolute, qualified = page._grounds.values()
    assert set(absolute._edits) == {"reason"}
    assert set(qualified._edits) == {"reason", "harm", "pi_for", "pi_against", "pi_balance"}


def test_the_likelihood_is_chosen(desk, page, qtbot, case_id, tasks):
    grounds = decide_all(desk, case_id)
    page.load_labels("1")
    choose(qtbot, page._grounds[grounds[1]].likelihood, "would")
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert open_case(desk, case_id).case.grounds[1].likelihood == "would"


def test_a_finding_leads_to_its_field(desk, page, qtbot, case_id):
    decide_all(desk, case_id)
    snapshot = page.load_labels("1")
    page.activateWindow()
    assert page.show_ground(snapshot.case.grounds[1].key, "harm")
    qtbot.waitUntil(lambda: isinstance(page.focusWidget(), RichEdit))
    assert page.focusWidget().accessibleName() == "Harm"


def test_what_is_alike_on_all_chosen_questions_is_shown_once(desk, page, case_id):
    decide_all(desk, case_id)
    page.load_labels("1", "2", "6")
    assert [bar.outcome.currentData() for bar in page._bars[:2]] == ["disclosed", "ncnd"]
    assert len(page._grounds) == 2


def test_typing_is_not_lost_when_the_case_is_read_again(desk, page, qtbot, case_id):
    decide_all(desk, case_id)
    page.load_labels("1")
    edit = next(iter(page._answers.values()))
    qtbot.keyClicks(edit, " And more")
    page.load(open_case(desk, case_id))
    assert next(iter(page._answers.values())) is edit
    assert edit.value().endswith("And more")


def test_a_signed_case_can_only_be_read(desk, page, case_id):
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE)
    sign.sign_letter(desk, case_id)
    page.load_labels("1")
    assert all(edit.isReadOnly() for edit in page.findChildren(RichEdit))
    assert not any(bar.outcome.isEnabled() for bar in page._bars)


def test_a_refused_verb_is_told_beside_the_line(desk, page, qtbot, case_id, monkeypatch):
    from foidesk.errors import UserError

    def refuse(*given, **more):
        raise UserError("The disk is full. Make room and try again.")

    page.load_labels("1")
    monkeypatch.setattr(decide, "decide", refuse)
    bar = page._bars[0]
    choose(qtbot, bar.outcome, "disclosed")
    qtbot.waitUntil(lambda: bar.problem.isVisible())
    assert bar.problem.text() == "The disk is full. Make room and try again."
