"""The texts of the open case while they are edited: kept in the store as they are typed, saved with an event when they are left."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from shiboken6 import isValid

from foidesk.gui.kit.tasks import Tasks

if TYPE_CHECKING:
    from foidesk.desk.office import Desk


class Edit(Protocol):
    """What holds one text: a text edit, or a list of them."""

    @property
    def typed(self) -> SignalInstance: ...
    @property
    def left(self) -> SignalInstance: ...
    def is_changed(self) -> bool: ...
    def hand_over(self) -> None: ...
    def take_back(self) -> None: ...


class TextFields(QObject):
    """Ties edits to the fields of a case ("ground:7:harm"), so that no page has to know how a text is saved."""

    kept = Signal()
    """What was typed is in the store."""
    failed = Signal(Exception)
    """A text could not be kept. It stays on the screen and counts as changed."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._edits: list[Edit] = []

    def tie(self, edit: Edit, case_id: int, field: str) -> None:
        """Let an edit hold a field of a case for as long as it lives."""
        edit.typed.connect(lambda value: self._keep(edit, case_id, field, value))
        edit.left.connect(lambda value: self._save(edit, case_id, field, value))
        self._edits = [*self._alive(), edit]

    def hand_over(self) -> None:
        """Have every changed text saved now: before another case is shown, before signing, before leaving."""
        for edit in list(self._alive()):
            edit.hand_over()

    def any_changed(self) -> bool:
        """Whether some text was typed and not handed over."""
        return any(edit.is_changed() for edit in self._alive())

    def _alive(self) -> Iterator[Edit]:
        return (edit for edit in self._edits if isValid(edit))

    def _keep(self, edit: Edit, case_id: int, field: str, value: Any) -> None:
        from foidesk.desk.fields import autosave

        self._tasks.write(
            lambda: autosave(self._desk, case_id, field, value),
            done=lambda nothing: self.kept.emit(),
            failed=self.failed.emit,
        )

    def _save(self, edit: Edit, case_id: int, field: str, value: Any) -> None:
        from foidesk.desk.fields import save_field

        def failed(error: Exception) -> None:
            if isValid(edit):
                edit.take_back()
            self.failed.emit(error)

        self._tasks.write(
            lambda: save_field(self._desk, case_id, field, value), done=lambda nothing: self.kept.emit(), failed=failed
        )
