"""One ground while it is argued: why the provision applies, the harm, the public interest, and what this provision needs beside these."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from foidesk.desk import starting
from foidesk.gui.case.ground_particulars import Particulars
from foidesk.gui.case.outcomes import Words as OutcomeWords
from foidesk.gui.case.outcomes import citation
from foidesk.gui.case.starting_dialog import StartingDialog
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.factor_list import FactorList
from foidesk.gui.kit.paper import field_label
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, IconLabel, Label, Tool, column, row
from foidesk.law.provisions import Provision

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.model import Ground


class GroundWords(QObject):
    """What kind of provision it is, in words."""

    def kind(self, provision: Provision) -> str:
        """Absolute or qualified, class or prejudice; what that asks of the officer."""
        if provision.whole_request:
            return self.tr("Refuses the request as a whole")
        harm = provision.rests_on_harm
        if provision.public_interest_test:
            return self.tr("Qualified: harm and public interest") if harm else self.tr("Qualified: public interest test")
        return (
            self.tr("Absolute: harm, no public interest test") if harm else self.tr("Absolute: no harm or public interest test")
        )


class GroundEditor(QFrame):
    """A card with the reasoning of one ground. Texts save themselves; `dropped` asks that it be relied on no longer."""

    dropped = Signal(int)

    def __init__(
        self, desk: "Desk", tasks: Tasks, fields: TextFields, case_id: int, ground: "Ground", provision: Provision | None
    ) -> None:
        super().__init__()
        self._desk, self._tasks, self._fields = desk, tasks, fields
        self._case_id, self.ground_id, self.key = case_id, ground.id, ground.key
        self._provision = provision
        self._words, self._kinds = OutcomeWords(self), GroundWords(self)
        self._edits: dict[str, RichEdit | FactorList] = {}
        self._starts: dict[str, Button] = {}
        self._ground = ground
        self.setProperty("surface", "ground")
        self.setAccessibleName(self.tr("Ground: section {citation}").format(citation=ground.provision))
        body = column(self, (16, 12, 16, 16), 8)
        body.addLayout(self._head(ground.provision))
        self.used = Label("", 12, tone="muted", wrap=True)
        body.addWidget(self.used)
        self._add_texts(body)
        self.particulars = Particulars(desk, tasks, fields, case_id, ground, provision)
        body.addWidget(self.particulars)

    def load(self, ground: "Ground", labels: list[str], regime: str, *, read_only: bool) -> None:
        """Show the ground as it stands; what is being typed stays."""
        self._ground = ground
        self._title.setText(citation(ground.provision, regime))
        self.used.setText(self.tr("Relied on for %n question(s): ", "", len(labels)) + ", ".join(labels))
        for name, edit in self._edits.items():
            edit.load(getattr(ground, name))
            if isinstance(edit, RichEdit):
                edit.setReadOnly(read_only)
            else:
                edit.set_read_only(read_only)
        for button in self._starts.values():
            button.setVisible(not read_only)
        if self.likelihood is not None:
            place = self.likelihood.findData(ground.likelihood.value if ground.likelihood else "")
            self.likelihood.setCurrentIndex(max(place, 0))
            self.likelihood.setEnabled(not read_only)
        self._drop.setVisible(not read_only)
        self.particulars.load(ground, read_only=read_only)

    def focus_field(self, name: str) -> QWidget:
        """Put the cursor where a finding wants it; returns what is to be brought into sight."""
        edit = self._edits.get(name)
        if isinstance(edit, FactorList):
            edit.focus_first()
            return edit
        if name in ("likelihood",) and self.likelihood is not None:
            self.likelihood.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.likelihood
        found: QWidget | None = edit or self.particulars.focus_field(name)
        if found is None:
            found = next(iter(self._edits.values()), None) or self
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def begin(self, name: str = "") -> None:
        """Offer starting points for a field; without a name, for the one with the cursor, else the first that is empty."""
        name = name or self._field_to_begin()
        ground, known, desk = self._ground, self._provision, self._desk
        self._tasks.read(
            lambda: starting.offer(ground, known, name, desk.today()),
            done=lambda found: self._offer(name, found) if isValid(self) else None,
            channel="starting-points",
        )

    def _field_to_begin(self) -> str:
        focus = self.window().focusWidget()
        with_cursor = (name for name, edit in self._edits.items() if focus is edit or (focus and edit.isAncestorOf(focus)))
        empty = (name for name, edit in self._edits.items() if not edit.value())
        return next(with_cursor, None) or next(empty, "reason")

    def _offer(self, name: str, found: "starting.Offer") -> None:
        dialog = StartingDialog(self.window(), self._tasks, self._edits[name].accessibleName(), found)
        dialog.chosen.connect(lambda texts: self._put_in(name, texts))
        dialog.open()

    def _put_in(self, name: str, texts: list[str]) -> None:
        edit = self._edits[name]
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        for text in texts:
            edit.add_words(text)

    def _head(self, provision: str) -> QHBoxLayout:
        line = row(gap=8)
        line.addWidget(IconLabel("scale", "violet"))
        self._title = Label(citation(provision, "foia"), 15, 600)
        line.addWidget(self._title)
        known = self._provision
        about = f"{known.title}" if known else self.tr("unknown provision")
        title = Label(about, 13, tone="muted", wrap=True)
        line.addWidget(title, 1)
        self._drop = Tool("x", self.tr("Rely on {citation} no longer").format(citation=provision), size=28)
        self._drop.clicked.connect(lambda: self.dropped.emit(self.ground_id))
        line.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _add_texts(self, body: QVBoxLayout) -> None:
        known = self._provision
        if known is not None:
            body.addWidget(Label(self._kinds.kind(known), 12, 600, "accent", wrap=True))
        self._text(body, "reason", self.tr("Why it applies"), self.tr("Why this provision applies here"))
        self.likelihood: QComboBox | None = None
        if known is not None and known.basis == "necessity":
            self._text(
                body,
                "harm",
                self.tr("Why the exemption is required"),
                self.tr("What is to be safeguarded, and why this is needed"),
            )
        elif known is None or known.rests_on_harm:
            self._text(body, "harm", self.tr("Harm"), self.tr("What would follow, to whom and how"))
        if known is None or known.rests_on_harm or known.qualified_person:
            self._likelihood(body)
        if known is None or known.public_interest_test:
            duty = known.duty.value if known and known.duty else "disclose"
            for_name = self.tr("Factors for confirming or denying") if duty == "confirm" else self.tr("Factors for disclosing")
            against_name = (
                self.tr("Factors against confirming or denying") if duty == "confirm" else self.tr("Factors against disclosing")
            )
            self._factors(body, "pi_for", for_name, self.tr("Add a factor for"))
            self._factors(body, "pi_against", against_name, self.tr("Add a factor against"))
            self._text(body, "pi_balance", self.tr("Balance"), self.tr("Where the balance lies, and why"))

    def _text(self, body: QVBoxLayout, name: str, words: str, hint: str) -> None:
        edit = RichEdit(words, hint)
        self._add(body, name, words, edit)

    def _factors(self, body: QVBoxLayout, name: str, words: str, add_words: str) -> None:
        self._add(body, name, words, FactorList(words, add_words))

    def _add(self, body: QVBoxLayout, name: str, words: str, edit: RichEdit | FactorList) -> None:
        line = row(gap=8)
        line.addWidget(field_label(words, edit), 1)
        if self._provision is not None:
            start = self._starts[name] = Button(self.tr("Starting points"), "list", "link")
            start.setAccessibleName(self.tr("Starting points: {field}").format(field=words))
            start.clicked.connect(lambda: self.begin(name))
            line.addWidget(start)
        body.addLayout(line)
        body.addWidget(edit)
        self._edits[name] = edit
        self._fields.tie(edit, self._case_id, f"ground:{self.ground_id}:{name}")

    def _likelihood(self, body: QVBoxLayout) -> None:
        self.likelihood = box = QComboBox()
        box.setFont(font(13))
        box.setAccessibleName(self.tr("How likely the harm is"))
        box.addItem(self.tr("Choose how likely the harm is"), "")
        for value, words in self._words.likelihoods().items():
            box.addItem(self.tr("The harm {likelihood} follow").format(likelihood=words), value)
        box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda index: self._write(likelihood=box.itemData(index) or None))
        body.addWidget(box)

    def _write(self, **values: Any) -> None:
        from foidesk.desk.decide import write_ground

        self._tasks.write(lambda: write_ground(self._desk, self._case_id, self.ground_id, **values))
