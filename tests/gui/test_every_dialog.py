"""What holds for each page and dialog: everything named, reached by the tab key as it is read, large enough, nothing cut."""

from math import ceil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from foidesk.desk import clock, correspond, decide, opening, requesters, send
from foidesk.desk.browse import open_case
from foidesk.desk.listing import every_case
from foidesk.desk.retention import Due
from foidesk.desk.starting import Offer
from foidesk.gui.about import AboutDialog
from foidesk.gui.case.history_page import HistoryPage
from foidesk.gui.case.messages_page import MessagesPage
from foidesk.gui.case.starting_dialog import StartingDialog
from foidesk.gui.dialogs.batch_dialog import BatchDialog
from foidesk.gui.dialogs.clock_dialog import ClockDialog
from foidesk.gui.dialogs.cost_dialog import ADVICE, REQUESTS, CostDialog
from foidesk.gui.dialogs.decision_dialog import DecisionDialog
from foidesk.gui.dialogs.details_dialog import DetailsDialog
from foidesk.gui.dialogs.finding_dialogs import DecisionDayDialog, HeldDialog, SetAsideDialog
from foidesk.gui.dialogs.forms_dialog import FormsDialog
from foidesk.gui.dialogs.letter_dialogs import SentDialog, StartLetterDialog, WithdrawDialog
from foidesk.gui.dialogs.outbox_dialog import OutboxDialog
from foidesk.gui.dialogs.past_dialog import PastDialog
from foidesk.gui.dialogs.preview import PreviewDialog
from foidesk.gui.dialogs.provision_dialog import ProvisionDialog
from foidesk.gui.dialogs.questions_dialog import QuestionsDialog
from foidesk.gui.dialogs.requester_dialog import EraseDialog, RequesterDialog
from foidesk.gui.dialogs.retention_dialog import KeepLongerDialog, RetentionDialog
from foidesk.gui.dialogs.sign_dialog import SignDialog
from foidesk.gui.dialogs.similar_dialog import SimilarDialog
from foidesk.gui.dialogs.store_dialog import StoreDialog
from foidesk.gui.dialogs.table_dialog import TableDialog
from foidesk.gui.dialogs.verify_dialog import VerifyDialog
from foidesk.gui.kit.plurals import EnglishPlurals
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.setup.holiday_dialogs import AddHolidayDialog
from foidesk.gui.setup.new_key_dialog import NewKeyDialog
from foidesk.gui.setup.officer_dialogs import PassphraseDialog
from foidesk.gui.setup.restore_dialog import RestoreDialog
from foidesk.gui.setup.synonyms_card import SynonymsDialog
from foidesk.gui.setup.wording_dialog import WordingDialog
from foidesk.law.sight import Finding, Severity
from foidesk.model import Outcome
from tests.office import NOW, add_case, new_desk

ROOM = (1024, 700)
NARROWEST = 372
"""How wide the pane of a page is at least."""


def plain(kind, **how):
    return lambda bench: kind(bench.parent, bench.desk, bench.tasks, open_case(bench.desk, bench.case_id), **how)


def a_decision(bench):
    return [next(item.id for _, item in open_case(bench.desk, bench.case_id).case.every_decision())]


def page(kind):
    def make(bench):
        made = kind(bench.desk, bench.tasks)
        made.load(open_case(bench.desk, bench.case_id))
        made.resize(NARROWEST, ROOM[1])
        return made

    return make


def turned(kind, side):
    """A dialog of several sides, at one of them."""

    def make(bench):
        made = plain(kind)(bench)
        made.show_side(side)
        return made

    return make


def provisions(bench):
    snapshot = open_case(bench.desk, bench.case_id)
    return ProvisionDialog(
        bench.parent, bench.desk, bench.tasks, snapshot, [decision.id for _, decision in snapshot.case.every_decision()]
    )


def similar(bench):
    """The dialog with a case like the open one, which is added the first time."""
    if len(every_case(bench.desk)) == 1:
        add_case(bench.desk)
    return plain(SimilarDialog)(bench)


def starting(bench):
    return StartingDialog(
        bench.parent,
        bench.tasks,
        "Harm",
        Offer(("Disclosure would prejudice the prevention of crime.",) * 3, ("Who does what with it?",), True),
    )


FINDING = Finding(
    "VR32", Severity.WARN, "Q1", "Under 12(1) say whether the information is held.", "FOIA s.12(2)", questions=("1",)
)


def outbox(bench):
    send.export_draft(bench.desk, bench.case_id)
    return OutboxDialog(bench.parent, bench.desk, bench.tasks)


def register(bench):
    """The past, with a register chosen: the columns are shown."""
    path = bench.desk.store.folder.parent / "register.csv"
    path.write_text("Ref,Subject,Date received,Request\n1/19,Knives,05/01/2019,How many?\n")
    made = PastDialog(bench.parent, bench.desk, bench.tasks)
    made.choose(path)
    return made


def times(bench):
    made = RetentionDialog(bench.parent, bench.desk, bench.tasks)
    made.show_side(1)
    return made


def due(bench):
    return Due(bench.case_id, "1/26", "A request", NOW.date(), NOW.date(), "Refused, in whole or in part")


def somebody(bench):
    made = RequesterDialog(bench.parent, bench.desk, bench.tasks)
    made.words.setText("Jordan Ellis")
    made.look.click()
    return made


def asked(bench):
    return EraseDialog(bench.parent, bench.desk, bench.tasks, requesters.find_requester(bench.desk, "Jordan Ellis")[0])


MADE = {
    "past": lambda bench: PastDialog(bench.parent, bench.desk, bench.tasks),
    "past-register": register,
    "retention": lambda bench: RetentionDialog(bench.parent, bench.desk, bench.tasks),
    "retention-times": times,
    "keep-longer": lambda bench: KeepLongerDialog(bench.parent, bench.desk, bench.tasks, due(bench)),
    "requester": somebody,
    "erase": asked,
    "clock": plain(ClockDialog),
    "clock-log": plain(ClockDialog, log=True),
    "cost": plain(CostDialog),
    "cost-requests": turned(CostDialog, REQUESTS),
    "cost-advice": turned(CostDialog, ADVICE),
    "table": plain(TableDialog),
    "questions": plain(QuestionsDialog),
    "details": plain(DetailsDialog),
    "provisions": provisions,
    "starting": starting,
    "wording": lambda bench: WordingDialog(bench.parent, bench.desk, bench.tasks, "refusal-statement"),
    "similar": similar,
    "synonyms": lambda bench: SynonymsDialog(bench.parent, bench.desk, bench.tasks),
    "start": plain(StartLetterDialog),
    "withdraw": plain(WithdrawDialog),
    "sent": plain(SentDialog),
    "forms": plain(FormsDialog),
    "letters": lambda bench: BatchDialog(bench.parent, bench.desk, bench.tasks, [bench.case_id]),
    "outbox": outbox,
    "preview": plain(PreviewDialog),
    "aside": plain(SetAsideDialog, finding=FINDING),
    "decision-day": plain(DecisionDayDialog),
    "held": plain(HeldDialog, finding=FINDING),
    "decision": lambda bench: DecisionDialog(
        bench.parent, bench.desk, bench.tasks, open_case(bench.desk, bench.case_id), a_decision(bench)
    ),
    "sign": plain(SignDialog),
    "store": lambda bench: StoreDialog(bench.parent, bench.desk, bench.tasks),
    "verify": lambda bench: VerifyDialog(bench.parent, bench.desk, bench.tasks),
    "holiday": lambda bench: AddHolidayDialog(bench.parent, bench.desk, bench.tasks),
    "officer": lambda bench: PassphraseDialog(bench.parent, bench.desk, bench.tasks),
    "passphrase": lambda bench: PassphraseDialog(bench.parent, bench.desk, bench.tasks, "Ada Marsh"),
    "new-key": lambda bench: NewKeyDialog(bench.parent, bench.desk, bench.tasks),
    "restore": lambda bench: RestoreDialog(bench.parent, bench.tasks, bench.desk.store.folder),
    "about": lambda bench: AboutDialog(bench.parent),
    "messages": page(MessagesPage),
    "history": page(HistoryPage),
}


class Longer(EnglishPlurals):
    """Every text a third longer, as another language might have it."""

    def translate(self, context, source, disambiguation=None, n=-1):
        words = super().translate(context, source, disambiguation, n)
        return words + " xxx" * ceil(len(words) * 0.3 / 4)


class Bench:
    def __init__(self, parent, desk, tasks, case_id):
        self.parent, self.desk, self.tasks, self.case_id = parent, desk, tasks, case_id


@pytest.fixture(scope="module")
def bench(qapp, tmp_path_factory):
    desk = new_desk(tmp_path_factory.mktemp("every") / "desk")
    case_id = add_case(desk)
    ids = [question.id for question in open_case(desk, case_id).case.questions]
    decide.decide(desk, case_id, ids, Outcome.NCND)
    correspond.log_message(desk, case_id, "A call about the unit's figures, and how they might be read aloud.")
    clock.log_clock_event(desk, case_id, "clarification-asked", NOW.date())
    made = Bench(QWidget(), desk, Tasks(), case_id)
    yield made
    made.tasks.close()
    made.parent.deleteLater()
    opening.leave(desk)


@pytest.fixture(scope="module", params=MADE)
def shown(request, bench):
    made = MADE[request.param](bench)
    made.show()
    settle(made, bench)
    yield made
    put_away(made)


def put_away(made):
    """Close it and let Qt delete it here and now: left to the garbage collector, it might be deleted on a worker's thread."""
    made.close()
    if not isinstance(made, QDialog):
        made.deleteLater()
    QTest.qWait(1)


def settle(made, bench):
    for _ in range(1500):
        QTest.qWait(20)
        if bench.tasks.reading == 0 and (not isinstance(made, AboutDialog) or made.list.rows.rows):
            break
    QTest.qWait(30)


def controls(made):
    """What the tab key reaches now."""
    found, at = [], made.nextInFocusChain()
    while at is not made:
        inner = isinstance(at.parentWidget(), QAbstractSpinBox | QComboBox)
        takes = at.isVisibleTo(made) and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and not inner and made.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def test_every_control_is_named(shown):
    nameless = [type(control).__name__ for control in controls(shown) if not named(control)]
    assert controls(shown)
    assert nameless == []


def named(control):
    return control.accessibleName() or (isinstance(control, QAbstractButton | QLabel) and control.text())


def test_every_target_is_large_enough(shown):
    small = [
        (type(control).__name__, control.accessibleName(), control.width(), control.height())
        for control in controls(shown)
        if control.width() < 24 or control.height() < 24
        if not isinstance(control, QLabel)
    ]
    assert small == []


def test_the_tab_key_goes_as_one_reads(shown):
    order = controls(shown)
    foot = [button for button in (shown.cancel, shown.yes) if button in order] if isinstance(shown, VerbDialog) else []
    above = [control.mapTo(shown, QPoint()).y() for control in order if control.parentWidget().parentWidget() is shown]
    assert above == sorted(above)
    assert order[len(order) - len(foot) :] == foot
    assert len(order) > len(foot)


def test_it_fits_a_small_screen(shown):
    if isinstance(shown, QDialog):
        assert shown.width() <= ROOM[0]
        assert shown.height() <= ROOM[1]
    else:
        assert shown.minimumSizeHint().width() <= NARROWEST


@pytest.mark.parametrize("name", MADE)
def test_nothing_is_cut_where_texts_are_longer(name, bench, qapp):
    longer = Longer(qapp)
    qapp.installTranslator(longer)
    try:
        made = MADE[name](bench)
        made.show()
        settle(made, bench)
        assert made.width() <= ROOM[0]
        for _ in range(100):
            if not list(cut(made)):
                break
            QTest.qWait(20)  # what came last may still have to be laid out
        assert list(cut(made)) == []
        if not isinstance(made, QDialog):
            assert made.width() <= NARROWEST
    finally:
        qapp.removeTranslator(longer)
        put_away(made)


def cut(made):
    """Labels and buttons that have less room than their words need."""
    for widget in made.findChildren(QWidget):
        if not widget.isVisibleTo(made) or type(widget).__name__ == "ElidedLabel":
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield widget.text(), widget.height(), widget.heightForWidth(widget.width())
        elif isinstance(widget, QLabel | QPushButton) and widget.text() and widget.width() < widget.sizeHint().width() - 1:
            yield widget.text(), widget.width(), widget.sizeHint().width()
