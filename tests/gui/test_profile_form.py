import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from foidesk.desk.keep import PROFILE_FIELDS
from foidesk.gui.setup.profile_form import ProfileForm
from foidesk.model import AuthorityKind
from tests.office import PLAN


@pytest.fixture
def form(qtbot):
    shown = ProfileForm()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_profile_goes_in_and_comes_out_the_same(form):
    form.load(PLAN["authority"])
    kept = {name: value for name, value in form.values().items() if value not in (None, False)}
    assert kept == {name: value for name, value in PLAN["authority"].items() if value is not None}
    assert not form.is_changed()


def test_every_field_and_every_kind_of_the_profile_is_in_the_form(form):
    assert set(form.values()) == set(PROFILE_FIELDS)
    assert set(form.kinds()) == {kind.value for kind in AuthorityKind}


def test_what_is_being_typed_is_not_overwritten(form, qtbot):
    form.load(PLAN["authority"])
    qtbot.keyClicks(form.ui.signatory_name, "R. Vale")
    form.load({**PLAN["authority"], "name": "Another"})
    assert (form.ui.name.text(), form.ui.signatory_name.text()) == ("Midshire Police", "R. Vale")
    form.put_back()
    assert form.ui.signatory_name.text() == ""


def test_without_a_procedure_no_complaints_text_is_kept_but_it_stays_in_sight(form, qtbot):
    form.load(PLAN["authority"])
    qtbot.mouseClick(form.ui.no_complaints_procedure, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert form.values()["complaints"] is None
    assert form.ui.complaints.toPlainText() == PLAN["authority"]["complaints"]
    assert not form.ui.complaints.isEnabled()


def test_the_wheel_changes_no_value_that_it_passes_over(form):
    form.load(PLAN["authority"])
    for widget in (form.ui.kind, form.ui.review_days, form.ui.cost_limit_gbp):
        turned = QWheelEvent(
            QPointF(5, 5),
            QPointF(widget.mapToGlobal(QPoint(5, 5))),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, turned)
    assert not form.is_changed()


def test_tab_goes_through_the_fields_as_they_are_read(form, qtbot):
    form.activateWindow()
    form.ui.name.setFocus()
    seen = []
    for _ in range(12):
        seen.append(form.window().focusWidget().objectName())
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab)
    assert seen == [
        "name",
        "kind",
        "address",
        "signatory_role",
        "signatory_name",
        "complaints",
        "no_complaints_procedure",
        "review_days",
        "cost_limit_gbp",
        "regulator_contact",
        "reuse",
        "audit_functions",
    ]
