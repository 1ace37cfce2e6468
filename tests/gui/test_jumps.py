"""Pressing a finding leads to its place: for each fix that any rule names, on a real window over a real case."""

from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from foidesk.desk import opening
from foidesk.desk.browse import open_case
from foidesk.desk.exchange import add_document
from foidesk.desk.fixes import can_do
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.workbench import Workbench
from foidesk.law.rules import check
from foidesk.model.written import read_case, write_case
from tests.law.builder import Sample
from tests.law.cases import CASES
from tests.office import new_desk

SLOW = 20_000
REFERENCES = count(1)
SIGNALS = {
    "settings": "settings_wanted",
    "attachments": "attach_wanted",
    "clock": "clock_wanted",
    "sign": "sign_wanted",
    "claim-ground": "provision_wanted",
    "change-provision": "fix_wanted",
    "decision-day": "fix_wanted",
    "say-held": "fix_wanted",
    "estimate": "fix_wanted",
}


def sample_of(case):
    sample = Sample()
    case.spoil(sample)
    (finding,) = check(sample.sight())
    return sample, finding


def by_fix():
    """One case for each fix that leads somewhere."""
    found = {}
    for case in CASES:
        _, finding = sample_of(case)
        if not can_do(finding):
            found.setdefault(f"{finding.fix}".partition(":[")[0].partition(":<")[0], case)
    return found


LEADS = by_fix()


@pytest.fixture(scope="module")
def bench(qapp, tmp_path_factory):
    desk = new_desk(tmp_path_factory.mktemp("jumps") / "desk")
    tasks = Tasks()
    made = Workbench(desk, tasks)
    made.resize(1440, 900)
    tasks.wrote.connect(made.refresh)
    made.show()
    made.desk_, made.tasks_ = desk, tasks
    made.heard = []
    for name in set(SIGNALS.values()):
        getattr(made, name).connect(lambda *what, name=name: made.heard.append((name, *what)))
    yield made
    made.fields.hand_over()
    tasks.close()
    made.close_store()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opening.leave(desk)


@pytest.fixture
def at(bench, qtbot):
    """The workbench on the case of a rule's sample."""

    def show(case):
        sample, finding = sample_of(case)
        sample.case.reference = f"{next(REFERENCES)}/26"
        case_id = add_document(bench.desk_, read_case(write_case(sample.case)), {})
        bench.open_case(case_id)
        qtbot.waitUntil(lambda: bench.snapshot is not None and bench.snapshot.case.id == case_id, timeout=SLOW)
        bench.show_page("decide")
        bench.heard.clear()
        return finding

    return show


@pytest.mark.parametrize("fix", sorted(LEADS))
def test_a_fix_leads_to_its_place(bench, at, qtbot, fix):
    finding = at(LEADS[fix])
    bench.show_finding(finding)
    QApplication.processEvents()
    verb, _, name = (finding.fix or "").partition(":")
    if verb in SIGNALS:
        assert [heard[0] for heard in bench.heard] == [SIGNALS[verb]]
    elif verb == "find":
        assert bench.page() == "letter"
    elif verb == "letter":
        assert bench.page() == "letter"
        assert bench.window().focusWidget() is bench.letter._edits[f"letter:{bench.snapshot.letter.id}:{name}"]
    else:
        focus = bench.window().focusWidget()
        assert bench.page() == "decide"
        assert focus is not None
        assert bench.decide.sheet.isAncestorOf(focus)
        if verb == "write":
            (editor, *_) = bench.decide._grounds.values()
            assert field_of(editor, name, focus)


def field_of(editor, name, focus):
    """Whether the focus is in the field of a ground."""
    wanted = editor._edits.get(name) or editor.particulars.focus_field(name)
    if name == "likelihood":
        wanted = editor.likelihood
    return wanted is not None and (wanted is focus or wanted.isAncestorOf(focus))


def test_what_the_program_can_mend_is_mended_and_shown(bench, at, qtbot):
    finding = at(next(case for case in CASES if case.rule == "VR64"))
    assert "VR64" in {item.rule for item in bench.checks.findings}
    bench.show_finding(next(item for item in bench.checks.findings if item.rule == finding.rule))
    qtbot.waitUntil(lambda: "VR64" not in {item.rule for item in bench.checks.findings}, timeout=SLOW)
    assert open_case(bench.desk_, bench.snapshot.case.id).case.question("2").decisions[0].held is True


def test_words_of_the_letter_are_chosen_where_they_stand(bench, at, qtbot):
    at(next(case for case in CASES if case.rule == "VR64"))
    bench.show_page("letter")
    assert bench.letter.show_words("Offenders would\nlearn")
    assert bench.window().focusWidget().textCursor().selectedText() == "Offenders would learn"
    assert bench.letter.show_words("Midshire Police")
    assert not bench.letter.show_words("nothing of the kind")


def test_a_finding_without_a_fix_leads_to_what_it_is_about(bench, at):
    from dataclasses import replace

    finding = replace(at(next(case for case in CASES if case.rule == "VR16")), fix=None)
    bench.show_finding(finding)
    assert bench.decide.sheet.isAncestorOf(bench.window().focusWidget())
    bench.show_finding(replace(finding, fix=None, ground=None, questions=(), target="letter"))
    assert bench.page() == "letter"
