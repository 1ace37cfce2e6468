import pytest

from foidesk.desk.browse import open_case, versions
from foidesk.errors import UserError
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.rich_edit import RichEdit
from tests.office import add_case, decide_all


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


@pytest.fixture
def field(desk, case_id):
    ground = open_case(desk, case_id).case.grounds[1]
    return f"ground:{ground.id}:harm"


@pytest.fixture
def tied(desk, tasks, qtbot, case_id, field):
    fields, edit = TextFields(desk, tasks), RichEdit("Harm")
    qtbot.addWidget(edit)
    fields.tie(edit, case_id, field)
    return fields, edit


def test_what_is_typed_shows_before_it_is_saved(desk, tied, qtbot, case_id, field):
    fields, edit = tied
    with qtbot.waitSignal(fields.kept, timeout=5000):
        qtbot.keyClicks(edit, "Half a sentence")
    snapshot = open_case(desk, case_id)
    assert snapshot.typed == (field,)
    assert snapshot.case.grounds[1].harm == "Half a sentence"


def test_handing_over_saves_a_version_and_forgets_what_was_typed(desk, tied, qtbot, case_id, field):
    fields, edit = tied
    before = len(versions(desk, case_id, field))
    qtbot.keyClicks(edit, "A whole sentence.")
    with qtbot.waitSignal(fields.kept):
        fields.hand_over()
    assert len(versions(desk, case_id, field)) == before + 1
    assert open_case(desk, case_id).typed == ()


def test_a_text_that_could_not_be_saved_stays_changed(tied, qtbot, monkeypatch):
    fields, edit = tied

    def full(*given):
        raise UserError("The disk is full.")

    monkeypatch.setattr("foidesk.desk.fields.save_field", full)
    qtbot.keyClicks(edit, "Words")
    with qtbot.waitSignal(fields.failed) as told:
        fields.hand_over()
    assert str(told.args[0]) == "The disk is full."
    assert fields.any_changed()


def test_a_field_whose_widget_is_gone_is_forgotten(tied, qtbot):
    fields, edit = tied
    edit.deleteLater()
    qtbot.waitUntil(lambda: not fields.any_changed())
    fields.hand_over()
