import pytest
from PySide6.QtCore import Qt

from foidesk.desk import decide
from foidesk.desk.browse import open_case
from foidesk.gui.case.checks_panel import ChecksPanel
from foidesk.model import Outcome
from tests.office import add_case, decide_all


@pytest.fixture
def panel(qtbot):
    made = ChecksPanel()
    qtbot.addWidget(made)
    made.resize(280, 700)
    made.show()
    made.heard = []
    made.wanted.connect(made.heard.append)
    return made


@pytest.fixture
def bare(desk):
    """A case with a denial that rests on a ground without any reasoning."""
    case_id = add_case(desk, "1. How many?\n2. Why?\n")
    case = open_case(desk, case_id).case
    decided = decide.decide(desk, case_id, [question.id for question in case.questions], Outcome.NCND)
    decide.claim_ground(desk, case_id, "31(3)", decided)
    return open_case(desk, case_id)


def test_findings_stand_worst_first_with_source_and_way(panel, bare):
    panel.load(bare)
    assert len(panel.cards) == len(bare.findings) > 3
    severities = [finding.severity.value for finding in panel.findings]
    assert severities == sorted(severities, key=["block", "warn", "info"].index)
    assert panel.cards[0].accessibleName().startswith("Must be fixed. Section 31(3).")


def test_a_card_leads_to_its_place(panel, bare, qtbot):
    panel.load(bare)
    qtbot.mouseClick(panel.cards[1].go, Qt.MouseButton.LeftButton)
    assert panel.heard == [bare.findings[1]]


def test_the_next_finding_goes_round(panel, bare):
    panel.load(bare)
    for _ in range(len(bare.findings) + 1):
        panel.next_finding()
    assert panel.heard == [*bare.findings, bare.findings[0]]


def test_the_count_says_what_stops_a_signature(panel, bare):
    panel.load(bare)
    blocks = sum(finding.severity.value == "block" for finding in bare.findings)
    assert panel.count.text() == f"{blocks} to clear"
    assert panel.first_blocking() == bare.findings[0]


def test_a_case_without_findings_says_so_quietly(panel, desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    panel.load(open_case(desk, case_id))
    assert panel.cards == []
    assert panel.first_blocking() is None
    assert panel.count.text() == "Nothing found"


def test_a_new_case_is_not_red(panel, desk):
    panel.load(open_case(desk, add_case(desk)))
    assert panel.first_blocking() is None


def test_what_passed_is_shown_on_demand(panel, bare, qtbot):
    panel.load(bare)
    assert not panel.passed.isVisible()
    qtbot.mouseClick(panel.show_passed, Qt.MouseButton.LeftButton)
    assert panel.passed.isVisible()
    assert bare.passed[0] in panel.passed.text()
