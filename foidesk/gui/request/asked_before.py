"""Before a request is registered: what the store holds like it, so that a duplicate is seen while it is still no case."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from foidesk.desk import similar
from foidesk.gui.kit import dates
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import IconLabel, Label, clear, column, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.proposal import NewRequest
    from foidesk.desk.similar import SimilarCase

SHOWN = 3


class AskedBefore(QFrame):
    """The cases that are most like a request; it takes no room while there are none."""

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk, self._tasks = desk, tasks
        self._asked = 0
        self.found: tuple[SimilarCase, ...] = ()
        self.setProperty("surface", "slate")
        self.setAccessibleName(self.tr("Asked before"))
        self._lines = column(self, (12, 8, 12, 8), 4)
        self.hide()

    def look(self, new: "NewRequest | None") -> None:
        """Look for what is like a request; with none, show nothing."""
        self._asked += 1
        if new is None or not any(question.text.strip() for question in new.questions):
            self._show(self._asked, ())
            return
        number = self._asked
        self._tasks.read(
            lambda: similar.before_registering(self._desk, new),
            done=lambda found: self._show(number, found),
            failed=lambda error: self._show(number, ()),
            channel="asked-before",
        )

    def _show(self, number: int, found: "tuple[SimilarCase, ...]") -> None:
        if number != self._asked:
            return
        clear(self._lines)
        self.found = found[:SHOWN]
        for item in self.found:
            line = row(gap=8)
            tone = "amber" if "words" in item.because else "slate"
            line.addWidget(IconLabel("copy" if "words" in item.because else "search", tone, 14), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(self._words(item), 12, tone="ink", wrap=True), 1)
            self._lines.addLayout(line)
        self.setVisible(bool(self.found))

    def _words(self, item: "SimilarCase") -> str:
        """What it is, why it was found, and how it stands."""
        why = {
            "person": self.tr("same requester"),
            "words": self.tr("nearly the same words"),
            "subject": self.tr("same subject: {words}").format(words=", ".join(item.shared[:4])),
        }
        came = self.tr("received {day}").format(day=dates.full(item.received))
        sent = self.tr("answered {day}").format(day=dates.full(item.sent)) if item.sent else self.tr("not answered yet")
        decided = ", ".join(dict.fromkeys(position.words for position in item.positions))
        told = [", ".join(why[each] for each in item.because), f"{came}, {sent}", *([decided] if decided else [])]
        return f"{item.reference} {item.title}: {'; '.join(told)}."
