"""Choose the provision that decisions rest on: found by citation, title or the words that officers use, with what it will need."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from foidesk.desk import choose, decide
from foidesk.gui.case.outcomes import Words, citation
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foidesk.desk.browse import Snapshot
    from foidesk.desk.choose import Choice
    from foidesk.desk.office import Desk
    from foidesk.law.provisions import Provision
    from foidesk.model import Case

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class ProvisionDialog(VerbDialog):
    """A search box over the catalogue; the arrow keys move in the list while the cursor stays in the box."""

    claimed = Signal(int)
    """A ground was claimed; its id."""

    def __init__(
        self,
        parent: QWidget,
        desk: "Desk",
        tasks: Tasks,
        snapshot: "Snapshot",
        decision_ids: "Sequence[int]",
        instead_of: int | None = None,
    ) -> None:
        """`instead_of` is a ground that is to rest on another provision, with its reasoning kept; else a ground is added."""
        title = self.tr("Rely on a provision") if instead_of is None else self.tr("Rely on another provision")
        super().__init__(parent, tasks, title, self.tr("Rely on it"), icon_name="scale")
        self._instead_of = instead_of
        self.desk, self.case_id, self.decision_ids = desk, snapshot.case.id, list(decision_ids)
        self._words = Words(self)
        self._choices: list[Choice] = []
        self._used = {ground.provision for ground in snapshot.case.grounds}
        self._regime = snapshot.case.regime.value
        self.resize(620, 620)
        self._build()
        self.lead.setText(self._for_what(snapshot.case))
        self.lead.show()
        self.first = self.search
        self.set_busy(False)
        self.read(lambda: choose.provisions_for(desk, snapshot.case, self.decision_ids), self._take)

    def is_ready(self) -> bool:
        return self.list.chosen() is not None

    def agree(self) -> None:
        provision = self.list.chosen()
        if provision is not None and self._instead_of is not None:
            number = self._instead_of
            verb = lambda: decide.change_provision(self.desk, self.case_id, number, provision)  # noqa: E731
            self.write(verb, done=lambda nothing: self._claimed(number))
        elif provision is not None:
            self.write(lambda: decide.claim_ground(self.desk, self.case_id, provision, self.decision_ids), done=self._claimed)

    def _claimed(self, ground_id: int) -> None:
        self.claimed.emit(ground_id)
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            QApplication.sendEvent(self.list, QKeyEvent(event.type(), event.key(), event.modifiers()))
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(self.tr("Citation, title, or a word: police, personal data, prices, ncnd"))
        self.search.setAccessibleName(self.tr("Find a provision"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition).setText(self.tr("Find"))
        self.search.textChanged.connect(lambda words: self._show())
        self.search.installEventFilter(self)
        self.body.addWidget(self.search)
        self.list = TextTable(self.tr("Provisions"))
        self.list.activated.connect(lambda index: self.agree())
        self.list.doubleClicked.connect(lambda index: self.agree())
        self.list.selectionModel().currentChanged.connect(lambda now, before: self.set_busy(self._busy))
        self.body.addWidget(self.list, 1)
        self.nothing = Label(self.tr("No provision holds these words."), tone="muted")
        self.nothing.hide()
        self.body.addWidget(self.nothing)

    def _take(self, choices: "list[Choice]") -> None:
        self._choices = choices
        self._show()

    def _show(self) -> None:
        found = choose.matching(self._choices, self.search.text())
        rows = [self._row(choice) for choice in found if choice.fits]
        others = [self._row(choice) for choice in found if not choice.fits]
        if others:
            rows += [TextRow("", heading=self.tr("Not on the duty that was decided")), *others]
        self.list.show_rows(rows)
        self.nothing.setVisible(bool(self._choices) and not found)
        if found:
            self.list.choose(found[0].provision.citation)
            self.list.scrollToTop()
        self.set_busy(self._busy)

    def _row(self, choice: "Choice") -> TextRow:
        item = choice.provision
        named = f"{citation(item.citation, item.regime.value)}  {item.title}"
        used = self.tr("Relied on already") if item.citation in self._used else ""
        kind = " · ".join(filter(None, [used, self._kind(item)]))
        needs = self.tr("Needs {what}").format(what="; ".join(item.needs)) if item.needs else ""
        return TextRow(item.citation, "\n".join(filter(None, [kind, needs])), named)

    def _kind(self, item: "Provision") -> str:
        if item.whole_request:
            return self.tr("Of the request as a whole")
        reach = {True: self.tr("Absolute"), False: self.tr("Qualified"), "practice": self.tr("Treated as absolute")}
        basis = {
            "class": self.tr("by class"),
            "prejudice": self.tr("by prejudice"),
            "endangerment": self.tr("by danger to somebody"),
            "adverse_effect": self.tr("by adverse effect"),
            "qp_opinion": self.tr("by a qualified person's opinion"),
            "necessity": self.tr("by necessity"),
            "necessity_absolute": self.tr("by necessity"),
        }
        duty = self._words.duties().get(item.duty.value if item.duty else "", "")
        words = [
            reach.get(item.absolute, "") if item.absolute is not None else "",
            basis.get(item.basis, ""),
            self.tr("duty {which}").format(which=duty),
        ]
        return " · ".join(filter(None, words))

    def _for_what(self, case: "Case") -> str:
        chosen = [(question, item) for question, item in case.every_decision() if item.id in set(self.decision_ids)]
        labels = ", ".join(dict.fromkeys(question.label for question, _ in chosen))
        outcomes = ", ".join(dict.fromkeys(self._words.outcome(item.outcome.value).name for _, item in chosen))
        return self.tr("For question {labels}: {outcomes}").format(labels=labels, outcomes=outcomes.lower())
