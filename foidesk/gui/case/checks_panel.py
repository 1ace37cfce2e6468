"""What still stands between the case and a signature: findings worst first, each with its source and a way to its place; then what passed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from foidesk.desk.aside import may_be_set_aside
from foidesk.desk.office import SEALED
from foidesk.gui.kit import dates
from foidesk.gui.kit.tab_order import Anchor, order_tabs
from foidesk.gui.kit.widgets import Button, IconLabel, Label, clear, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.aside import PutAside
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
        return self._fixes().get(fix) or self._fixes().get(fix.partition(":")[0]) or self.tr("Show")

    def _fixes(self) -> dict[str, str]:
        return {
            "decide": self.tr("Decide it"),
            "claim-ground": self.tr("Choose the provision"),
            "change-provision": self.tr("Choose another provision"),
            "restore": self.tr("Switch it on again"),
            "settings": self.tr("Open the settings"),
            "write": self.tr("Write it"),
            "write-answer": self.tr("Write it"),
            "letter": self.tr("Write it"),
            "held:true": self.tr("Say that it is held"),
            "held:false": self.tr("Say that it is not held"),
            "held:unsaid": self.tr("Say nothing of it"),
            "say-held": self.tr("Say whether it is held"),
            "other": self.tr("Word it as any other information"),
            "not-other": self.tr('Leave out "other"'),
            "alternative": self.tr("Plead them in the alternative"),
            "duty:confirm": self.tr("Mark it as about confirming or denying"),
            "duty:disclose": self.tr("Mark it as about disclosing"),
            "clear": self.tr("Take it out"),
            "limit": self.tr("State the right limit"),
            "undated": self.tr("Date it on the day of signing"),
            "publish:false": self.tr("Do not publish it"),
            "decision-day": self.tr("Give the day"),
            "estimate": self.tr("Estimate the cost"),
            "attachments": self.tr("Attach it"),
            "clock": self.tr("Open the clock"),
            "sign": self.tr("Sign it"),
        }

    def severity(self, severity: str) -> str:
        """How bad it is, for a screen reader."""
        return {"block": self.tr("Must be fixed"), "warn": self.tr("To read"), "info": self.tr("For information")}[severity]


_LOOKS = {"block": ("red", "circle-alert"), "warn": ("amber", "triangle-alert"), "info": ("slate", "info")}


class Card(QFrame):
    """One finding, with the way to its place; what need not be put right can be set aside."""

    wanted = Signal()
    aside_wanted = Signal()

    def __init__(self, finding: "Finding", words: CheckWords, regime: str, *, can_go: bool) -> None:
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
        self.aside: Button | None = None
        if can_go:
            self.aside = Button(self.tr("Set aside…"), kind="link")
            self.aside.setAccessibleName(self.tr("Set aside: {about}. {message}").format(about=about, message=finding.message))
            self.aside.clicked.connect(self.aside_wanted)
            body.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignLeft)


class AsideCard(QFrame):
    """A finding that was set aside: what it says, why it was left, by whom and when."""

    back_wanted = Signal()

    def __init__(self, item: "PutAside", words: CheckWords, regime: str, *, can_go: bool) -> None:
        super().__init__()
        about = words.target(item.finding, regime)
        when = dates.full(dates.london_day(item.at))
        who = self.tr("{officer}, {day}").format(officer=item.officer, day=when)
        self.setProperty("surface", "slate")
        self.setAccessibleName(
            self.tr("Set aside. {about}. {message} {reason} {who}").format(
                about=about, message=item.finding.message, reason=item.reason, who=who
            )
        )
        line = row(self, (12, 10, 12, 10), 10)
        line.addWidget(IconLabel("archive", "slate"), 0, Qt.AlignmentFlag.AlignTop)
        body = column(gap=4)
        line.addLayout(body, 1)
        body.addWidget(Label(about, 13, 600, wrap=True))
        body.addWidget(Label(item.finding.message, 13, wrap=True))
        body.addWidget(Label(item.reason, 13, 500, wrap=True))
        body.addWidget(Label(who, 12, tone="ink", wrap=True))
        self.back: Button | None = None
        if can_go:
            self.back = Button(self.tr("Take back"), kind="link")
            self.back.setAccessibleName(
                self.tr("Take back: {about}. {message}").format(about=about, message=item.finding.message)
            )
            self.back.clicked.connect(self.back_wanted)
            body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)


class ChecksPanel(QFrame):
    """The findings of the open case. Cards are made anew only where the findings changed."""

    wanted = Signal(object)
    """The finding whose place the officer wants to see."""
    aside_wanted = Signal(object)
    """The finding that the officer wants to set aside."""
    back_wanted = Signal(int)
    """The number of a finding that was set aside and is to be read again."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setObjectName("checks")
        self._words = CheckWords(self)
        self._findings: Sequence[Finding] = ()
        self._beside: tuple[int, tuple[Finding, ...]] = (0, ())
        self._snapshot: Snapshot | None = None
        self._shown: tuple[object, ...] | None = None
        self._at = -1
        self._passed_open = False
        self.cards: list[Card] = []
        self.aside: list[AsideCard] = []
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
        read_only = snapshot.case.stage in SEALED
        self._snapshot = snapshot
        beside = self._beside[1] if self._beside[0] == snapshot.case.id else ()
        findings = (*snapshot.findings, *beside)
        key = (snapshot.case.id, findings, snapshot.passed, snapshot.set_aside, read_only)
        if key == self._shown:
            return
        self._shown, self._findings = key, findings
        place = self.area.verticalScrollBar().value()
        clear(self._body)
        regime = snapshot.case.regime.value
        self.cards = [self._card(finding, regime, read_only or finding in beside) for finding in findings]
        for card in self.cards:
            self._body.addWidget(card)
        self._add_aside(snapshot.set_aside, regime, read_only)
        self._add_passed(snapshot.passed)
        self._body.addStretch()
        order_tabs(self.anchor, self.area)
        self._say_count()
        self._at = min(self._at, len(self.cards) - 1)
        self.area.verticalScrollBar().setValue(place)

    def show_beside(self, case_id: int, findings: "Sequence[Finding]") -> None:
        """Show what was found beside the rules, in other cases, while this case is open; it stops nothing and cannot be set aside."""
        self._beside = (case_id, tuple(findings))
        if self._snapshot is not None and self._snapshot.case.id == case_id:
            self.load(self._snapshot)

    def clear(self) -> None:
        """Show no case."""
        self._shown, self._findings, self.cards, self.aside = None, (), [], []
        self._snapshot = None
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

    def _card(self, finding: "Finding", regime: str, read_only: bool) -> Card:
        card = Card(finding, self._words, regime, can_go=may_be_set_aside(finding) and not read_only)
        card.wanted.connect(lambda: self.wanted.emit(finding))
        card.aside_wanted.connect(lambda: self.aside_wanted.emit(finding))
        return card

    def _add_aside(self, items: Sequence["PutAside"], regime: str, read_only: bool) -> None:
        """What the officer answers for, below what is still to be read."""
        self.aside = [AsideCard(item, self._words, regime, can_go=not read_only) for item in items]
        if items:
            self._body.addSpacing(8)
            self._body.addWidget(Label(self.tr("Set aside"), 13, 600))
        for card, item in zip(self.aside, items, strict=True):
            card.back_wanted.connect(lambda number=item.id: self.back_wanted.emit(number))
            self._body.addWidget(card)

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
