"""What is known of a case that came in from the authority's past, or what is left of one that was disposed of. Nothing is typed here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QPlainTextEdit

from foidesk.gui.kit import dates
from foidesk.gui.kit.style import font
from foidesk.gui.kit.widgets import Label, column

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot


class PastPage(QFrame):
    """A line about where the case comes from, the provisions that it cites, and the words of its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self.setObjectName("past")
        self._case_id: int | None = None
        body = column(self, (24, 20, 24, 20), 12)
        self.heading = Label("", 15, 600)
        self.about = Label("", tone="muted", wrap=True)
        self.cited = Label("", wrap=True)
        self.answer = QPlainTextEdit()
        self.answer.setReadOnly(True)
        self.answer.setTabChangesFocus(True)
        self.answer.setFont(font(13))
        self.answer.setAccessibleName(self.tr("The answer that was given"))
        for widget in (self.heading, self.about, self.cited):
            body.addWidget(widget)
        body.addWidget(self.answer, 1)
        body.addStretch()

    @staticmethod
    def is_for(snapshot: "Snapshot") -> bool:
        """Whether a case is shown here instead of on the pages where cases are worked on."""
        return snapshot.case.past_on is not None or snapshot.case.disposed_on is not None

    def load(self, snapshot: "Snapshot") -> None:
        """Show a case; read again, the same one stays where it is scrolled to."""
        case = snapshot.case
        if case.disposed_on is not None:
            self.heading.setText(self.tr("Disposed of"))
            words = self.tr("Its texts, files and people were erased on {day}. What stands here is kept for statistics.")
            self.about.setText(words.format(day=dates.full(case.disposed_on)))
        elif case.past_on is not None:
            self.heading.setText(self.tr("Answered before it came here"))
            words = self.tr("Brought in on {day}; closed {closed}. It stands as it is.")
            closed = dates.full(case.closed_on or case.received)
            self.about.setText(" ".join([words.format(day=dates.full(case.past_on), closed=closed), case.received_reason or ""]))
        provisions = ", ".join(ground.provision for ground in case.grounds)
        self.cited.setText(self.tr("Provisions: {provisions}").format(provisions=provisions))
        self.cited.setVisible(bool(provisions))
        answer = case.past_answer or ""
        self.answer.setVisible(bool(answer))
        if case.id != self._case_id or answer != self.answer.toPlainText():
            self.answer.setPlainText(answer)
        self._case_id = case.id
