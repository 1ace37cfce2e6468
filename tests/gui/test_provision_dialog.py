import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide
from foidesk.desk.browse import open_case
from foidesk.gui.dialogs.provision_dialog import ProvisionDialog
from foidesk.model import ExtentKind, Outcome
from tests.office import add_case


@pytest.fixture
def case_id(desk):
    return add_case(desk)


@pytest.fixture
def opened(desk, tasks, parent, qtbot, case_id):
    def show(outcome, **how):
        ids = [question.id for question in open_case(desk, case_id).case.questions[:2]]
        decisions = decide.decide(desk, case_id, ids, outcome, **how)
        dialog = ProvisionDialog(parent, desk, tasks, open_case(desk, case_id), decisions)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.list.rows.rows))
        return dialog

    return show


def listed(dialog):
    return [row.heading or row.key for row in dialog.list.rows.rows]


def find(dialog, qtbot, words):
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, words)
    return listed(dialog)


def row(dialog, provision):
    return next(row for row in dialog.list.rows.rows if row.key == provision)


def test_neither_confirm_nor_deny_is_offered_what_answers_that_duty_first(opened):
    dialog = opened(Outcome.NCND, extent_kind=ExtentKind.OTHER)
    rows = listed(dialog)
    fitting = rows[: rows.index("Not on the duty that was decided")]
    assert {"23(5)", "31(3)", "40(5B)(a)(i)"} <= set(fitting)
    assert "31(1)(a)" not in fitting


def test_a_row_says_what_the_provision_is_and_needs(opened):
    shown = row(opened(Outcome.NCND), "31(3)")
    assert shown.title == "s.31(3)  Law enforcement"
    assert shown.words.startswith("Qualified · by prejudice · duty to confirm or deny\nNeeds why it applies; ")
    assert "the harm" in shown.words
    assert "the balance" in shown.words
    absolute = row(opened(Outcome.NCND), "23(5)")
    assert absolute.words.startswith("Absolute · by class · duty to confirm or deny")
    assert "harm" not in absolute.words


@pytest.mark.parametrize(
    ("words", "first"),
    [("31(3)", "31(3)"), ("s.31(3)", "31(3)"), ("section 23", "23(5)"), ("ncnd security", "23(5)"), ("police ncnd", "23(5)")],
)
def test_a_provision_is_found_by_citation_and_by_words(opened, qtbot, words, first):
    assert find(opened(Outcome.NCND), qtbot, words)[0] == first


@pytest.mark.parametrize(("words", "among"), [("personal data", "40(2)"), ("police", "31(1)(a)"), ("Prices", "43(2)")])
def test_officers_own_words_find_it_too(opened, qtbot, words, among):
    assert among in find(opened(Outcome.WITHHELD), qtbot, words)


def test_words_that_nothing_holds_are_told(opened, qtbot):
    dialog = opened(Outcome.WITHHELD)
    assert find(dialog, qtbot, "unicorn") == []
    assert dialog.nothing.isVisible()
    assert not dialog.yes.isEnabled()


def test_enter_relies_on_the_first_that_was_found(opened, desk, case_id, qtbot):
    dialog = opened(Outcome.NCND)
    find(dialog, qtbot, "31(3)")
    heard = []
    dialog.claimed.connect(heard.append)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    case = open_case(desk, case_id).case
    (ground,) = case.grounds
    assert ground.provision == "31(3)"
    assert heard == [ground.id]
    assert sum(ground in decision.grounds for _, decision in case.every_decision()) == 2


def test_arrow_keys_move_in_the_list_while_the_cursor_stays_in_the_box(opened, desk, case_id, qtbot):
    dialog = opened(Outcome.WITHHELD)
    rows = find(dialog, qtbot, "31(1)")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.chosen() == rows[1]
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert open_case(desk, case_id).case.grounds[0].provision == rows[1]


def test_enter_in_the_list_relies_on_the_chosen_row(opened, desk, case_id, qtbot):
    dialog = opened(Outcome.WITHHELD)
    dialog.list.choose("43(2)")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert open_case(desk, case_id).case.grounds[0].provision == "43(2)"


def test_an_answered_question_needs_no_provision_and_says_so(opened, qtbot):
    dialog = opened(Outcome.DISCLOSED)
    dialog.yes.click()
    qtbot.waitUntil(lambda: "needs no exemption" in dialog.problem.text)
    assert dialog.isVisible()


def test_what_is_relied_on_already_is_marked(opened, desk, case_id, tasks, parent, qtbot):
    first = opened(Outcome.WITHHELD)
    decide.claim_ground(desk, case_id, "43(2)", first.decision_ids)
    again = ProvisionDialog(parent, desk, tasks, open_case(desk, case_id), first.decision_ids)
    qtbot.waitUntil(lambda: bool(again.list.rows.rows))
    assert row(again, "43(2)").words.startswith("Relied on already · ")
