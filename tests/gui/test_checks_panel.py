import pytest
from PySide6.QtCore import Qt

from foidesk.desk import aside, decide, draft, sign
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
def warned(desk):
    """A decided case whose letter leaves out the sentence on inference: one warning."""
    case_id = add_case(desk)
    decide_all(desk, case_id)
    draft.write_letter(desk, case_id, left_out=["no_inference"])
    return case_id


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


def test_a_warning_can_be_set_aside_and_what_blocks_cannot(panel, bare, qtbot):
    panel.load(bare)
    offered = {finding.severity.value for card, finding in zip(panel.cards, panel.findings, strict=True) if card.aside}
    assert offered <= {"warn", "info"}
    assert all(
        card.aside is None for card, finding in zip(panel.cards, panel.findings, strict=True) if finding.severity == "block"
    )


def test_the_button_asks_for_the_reason(panel, desk, warned, qtbot):
    panel.load(open_case(desk, warned))
    with qtbot.waitSignal(panel.aside_wanted) as asked:
        qtbot.mouseClick(panel.cards[0].aside, Qt.MouseButton.LeftButton)
    assert asked.args == [panel.findings[0]]


def test_what_was_set_aside_is_shown_with_reason_officer_and_day_and_does_not_count(panel, desk, warned, qtbot):
    finding = open_case(desk, warned).findings[0]
    number = aside.set_aside(desk, warned, finding, "Agreed with legal services.")
    panel.load(open_case(desk, warned))
    (card,) = panel.aside
    assert (panel.count.text(), panel.cards) == ("Nothing found", [])
    assert finding.message in card.accessibleName()
    assert "Agreed with legal services." in card.accessibleName()
    assert "Ada Marsh, 20 August 2026" in card.accessibleName()
    with qtbot.waitSignal(panel.back_wanted) as asked:
        qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    assert asked.args == [number]


def test_on_a_signed_case_nothing_can_be_set_aside_or_taken_back(panel, desk, warned):
    aside.set_aside(desk, warned, open_case(desk, warned).findings[0], "Agreed with legal services.")
    sign.make_identity(desk, "Disclosure Officer", "a passphrase of the signing key")
    sign.sign_letter(desk, warned)
    panel.load(open_case(desk, warned))
    assert [card.back for card in panel.aside] == [None]
    assert all(card.aside is None for card in panel.cards)
