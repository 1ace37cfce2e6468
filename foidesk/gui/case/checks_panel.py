"""What still stands between the case and a signature: findings worst first, each with its source and a way to its place; then what passed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from foidesk.gui.kit.tab_order import Anchor, order_tabs
from foidesk.gui.kit.widgets import Button, IconLabel, Label, clear, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.law.sight import Finding


class CheckWords(QObject):
    """The words around a finding."""

    def target(self, finding: "Finding", regime: str) -> str:
        """What a finding is about."""
        if finding.target == "letter":
            return self.tr("The letter")
        if finding.target.startswith("Q"):
            return self.tr("Question {label}").format(label=finding.target[1:])
        if regime.startswith("eir"):
            return self.tr("Regulation {citation}").format(citation=finding.target)
        return self.tr("Section {citation}").format(citation=finding.target)

    def fix(self, finding: "Finding") -> str:
        """What its button says."""
        fix = finding.fix or ""
        if fix == "decide":
            return self.tr("Decide it")
        if fix.startswith("restore:"):
            return self.tr("Switch it on again")
        if fix.startswith("settings:"):
            return self.tr("Open the settings")
        if fix.startswith(("write", "letter:")):
            return self.tr("Write it")
        return self.tr("Show")

    def severity(self, severity: str) -> str:
        """How bad it is, for a screen reader."""
        return {"block": self.tr("Must be fixed"), "warn": self.tr("To read"), "info": self.tr("For information")}[severity]


_LOOKS = {"block": ("red", "circle-alert"), "warn": ("amber", "triangle-alert"), "info": ("slate", "info")}


class Card(QFrame):
    """One finding."""

    wanted = Signal()

    def __init__(self, finding: "Finding", words: CheckWords, regime: str) -> None:
        super().__init__()
        tone, icon = _LOOKS[finding.severity.value]
        about = words.target(finding, regime)
        self.setProperty("surface", tone)
        self.setAccessibleName(f"{words.severity(finding.severity.value)}. {about}. {finding.message}")
        line = row(self, (12, 10, 12, 10), 10)
        line.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=4)
        line.addLayout(body, 1)
        title = Label(about, 13, 600, "ink" if tone == "slate" else tone, wrap=True)
        body.addWidget(title)
        body.addWidget(Label(finding.message, 13, wrap=True))
        source = Label(finding.source, 12, tone="ink", wrap=True)
        body.addWidget(source)
        self.go = Button(words.fix(finding), kind="link")
        self.go.setAccessibleName(f"{words.fix(finding)}: {about}. {finding.message}")
        self.go.clicked.connect(self.wanted)
        body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)


class ChecksPanel(QFrame):
    """The findings of the open case. Cards are made anew only where the findings changed."""

    wanted = Signal(object)
    """The finding whose place the officer wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setObjectName("checks")
        self._words = CheckWords(self)
        self._findings: Sequence[Finding] = ()
        self._shown: tuple[object, ...] | None = None
        self._at = -1
        self._passed_open = False
        self.cards: list[Card] = []
        self.anchor = Anchor(self)
        self.count = Label("", 12, 500, "muted")
        head = row(margins=(16, 14, 16, 8), gap=8)
        head.addWidget(Label(self.tr("Checks"), 15, 600))
        head.addStretch()
        head.addWidget(self.count)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.tr("Checks"))
        ground = pane("sunken")
        self._body = column(ground, (14, 0, 14, 16), 8)
        self.area.setWidget(ground)
        body = column(self)
        body.addLayout(head)
        body.addWidget(self.area, 1)

    @property
    def findings(self) -> Sequence["Finding"]:
        """What is shown, worst first."""
        return self._findings

    def load(self, snapshot: "Snapshot") -> None:
        """Show the findings on a case as it stands."""
        key = (snapshot.case.id, snapshot.findings, snapshot.passed)
        if key == self._shown:
            return
        self._shown, self._findings = key, snapshot.findings
        place = self.area.verticalScrollBar().value()
        clear(self._body)
        self.cards = [self._card(finding, snapshot.case.regime.value) for finding in snapshot.findings]
        for card in self.cards:
            self._body.addWidget(card)
        self._add_passed(snapshot.passed)
        self._body.addStretch()
        order_tabs(self.anchor, self.area)
        self._say_count()
        self._at = min(self._at, len(self.cards) - 1)
        self.area.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Show no case."""
        self._shown, self._findings, self.cards = None, (), []
        clear(self._body)
        self.count.setText("")

    def next_finding(self) -> None:
        """Go to the finding after the one that was gone to last."""
        if self._findings:
            self._at = (self._at + 1) % len(self._findings)
            self.wanted.emit(self._findings[self._at])

    def first_blocking(self) -> "Finding | None":
        """The first finding that stops a signature."""
        return next((finding for finding in self._findings if finding.severity.value == "block"), None)

    def show_finding(self, finding: "Finding") -> None:
        """Bring a finding's card into sight."""
        if finding in self._findings:
            self.area.ensureWidgetVisible(self.cards[list(self._findings).index(finding)], 0, 24)

    def _card(self, finding: "Finding", regime: str) -> Card:
        card = Card(finding, self._words, regime)
        card.wanted.connect(lambda: self.wanted.emit(finding))
        return card

    def _add_passed(self, passed: Sequence[str]) -> None:
        """How many checks found nothing; which they were only on demand, since a long list would hide what matters."""
        if not passed:
            return
        self._body.addSpacing(8)
        line = row(gap=8)
        line.addWidget(IconLabel("circle-check", "green"))
        line.addWidget(Label(self.tr("%n check(s) found nothing", "", len(passed)), 12, 600, "muted", wrap=True), 1)
        self._body.addLayout(line)
        self.passed = Label(self.tr("Looked for: ") + "; ".join(passed) + ".", 12, tone="muted", wrap=True)
        self.passed.setVisible(self._passed_open)
        self.show_passed = Button(self.tr("Hide them") if self._passed_open else self.tr("Show them"), kind="link")
        self.show_passed.clicked.connect(self._switch_passed)
        self._body.addWidget(self.show_passed, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addWidget(self.passed)

    def _switch_passed(self) -> None:
        self._passed_open = not self._passed_open
        self.passed.setVisible(self._passed_open)
        self.show_passed.set_words(self.tr("Hide them") if self._passed_open else self.tr("Show them"))

    def _say_count(self) -> None:
        blocks = sum(finding.severity.value == "block" for finding in self._findings)
        others = len(self._findings) - blocks
        if blocks:
            self.count.setText(self.tr("%n to clear", "", blocks))
            self.count.set_tone("red")
        elif others:
            self.count.setText(self.tr("%n to read", "", others))
            self.count.set_tone("amber")
        else:
            self.count.setText(self.tr("Nothing found"))
            self.count.set_tone("green")
