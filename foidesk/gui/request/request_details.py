"""Who asks, when and how it came, and which law governs: what was read of a new request, to be corrected before it is registered."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from foidesk.gui.case.terms import Terms
from foidesk.gui.kit import dates
from foidesk.gui.kit.fields import field, let_wheel_pass
from foidesk.gui.kit.style import font
from foidesk.gui.kit.verb_dialog import day_edit, day_of
from foidesk.gui.kit.widgets import column, pane, row
from foidesk.model.words import Channel, Regime

if TYPE_CHECKING:
    from foidesk.desk.incoming import Incoming

_LINES = ("title", "reference", "name", "organisation", "email")


class DetailsPane(QFrame):
    """A form of plain fields. `changed` follows every key; `clock_moved` what the due day depends on."""

    changed, clock_moved = Signal(), Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._terms = Terms(self)
        self._today = today
        self._read_day: date | None = None
        self._kept: dict[str, str | None] = {}
        whole = column(self)
        scroll, ground = QScrollArea(), pane("clear")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = column(ground, (16, 16, 16, 16), 16)
        scroll.setWidget(ground)
        whole.addWidget(scroll)
        self.lines = {name: _line() for name in _LINES}
        self.address = QPlainTextEdit()
        self.received = day_edit(self.tr("Received"), today)
        self.received.setMaximumDate(self.received.date())
        self.reason = _line()
        self.channel, self.regime = QComboBox(), QComboBox()
        let_wheel_pass(self.received, self.channel, self.regime)
        self._build()
        self._listen()

    def load(self, incoming: "Incoming") -> None:
        """Show what was read."""
        new, reading = incoming.new, incoming.reading
        given = {"title": new.title, "reference": new.reference, **new.requester}
        for name, line in self.lines.items():
            line.setText(" ".join((given.get(name) or "").split()))
        self.address.setPlainText(new.requester.get("address") or "")
        self._kept = {name: new.requester.get(name) for name in ("handle", "format_wanted")}
        self._read_day = reading.received
        self.received.setDate(QDate(new.received.year, new.received.month, new.received.day))
        self._received_field.set_hint(self._origin_words(incoming))
        self.received.setAccessibleDescription(self._received_field.hint.text())
        self.reason.clear()
        self.channel.setCurrentIndex(max(0, self.channel.findData(new.channel)))
        self.regime.setCurrentIndex(max(0, self.regime.findData(new.regime)))
        self._day_changed()

    def clear(self) -> None:
        """As for a request that came by post today."""
        for line in (*self.lines.values(), self.reason):
            line.clear()
        self.address.clear()
        self._kept, self._read_day = {}, None
        self.received.setDate(self.received.maximumDate())
        self._received_field.set_hint(self.tr("Today, unless you say otherwise: the day on which it came."))
        self.channel.setCurrentIndex(max(0, self.channel.findData(Channel.POST)))
        self.regime.setCurrentIndex(0)
        self._day_changed()

    def suggest(self, incoming: "Incoming") -> None:
        """Fill in what a typed text tells, where the officer has written nothing yet."""
        given = {"title": incoming.new.title, "reference": incoming.new.reference, **incoming.new.requester}
        for name, line in self.lines.items():
            if not line.text().strip():
                line.setText(" ".join((given.get(name) or "").split()))
        if not self.address.toPlainText().strip():
            self.address.setPlainText(given.get("address") or "")
        self._kept = {name: given.get(name) for name in ("handle", "format_wanted")}

    def fault(self) -> str:
        """What is missing, in plain words; "" if nothing."""
        if self._is_corrected() and not self.reason.text().strip():
            return self.tr("Say why the day of receipt is another one.")
        return ""

    def day(self) -> date:
        """The day of receipt as it stands."""
        return day_of(self.received)

    def law(self) -> Regime:
        """The regime as it stands."""
        return Regime(self.regime.currentData())

    def values(self) -> dict[str, Any]:
        """What is to be registered, as `NewRequest` names it."""
        text = {name: line.text().strip() for name, line in self.lines.items()}
        requester: dict[str, str | None] = {name: text[name] or None for name in ("name", "organisation", "email")}
        return {
            "title": text["title"],
            "reference": text["reference"] or None,
            "requester": requester | self._kept | {"address": self.address.toPlainText().strip() or None},
            "received": self.day(),
            "received_reason": self.reason.text().strip() if self._is_corrected() else None,
            "channel": Channel(self.channel.currentData()),
            "regime": self.law(),
        }

    def _build(self) -> None:
        body = self._body
        lines = self.lines
        lines["reference"].setPlaceholderText(self.tr("The next free number"))
        body.addWidget(field(self.tr("Title of the case"), lines["title"]))
        _pair(body, field(self.tr("Requester's name"), lines["name"]), field(self.tr("Organisation"), lines["organisation"]))
        _pair(body, field(self.tr("E-mail"), lines["email"]), field(self.tr("Reference"), lines["reference"]))
        self.address.setFixedHeight(72)
        self.address.setTabChangesFocus(True)
        body.addWidget(field(self.tr("Postal address"), self.address))
        self.received.setMaximumWidth(16777215)
        self._received_field = received = field(self.tr("Received"), self.received)
        self._reason_field = field(
            self.tr("Why it is another day"), self.reason, self.tr("Kept in the history, since the clock starts from it.")
        )
        for channel, words in self._terms.channels().items():
            self.channel.addItem(words, channel)
        for regime, words in self.regimes().items():
            self.regime.addItem(words, regime)
        _pair(body, received, field(self.tr("How it came"), self.channel))
        body.addWidget(self._reason_field)
        body.addWidget(field(self.tr("Law that governs it"), self.regime))
        body.addStretch()

    def regimes(self) -> dict[Regime, str]:
        """The laws and time limits that a new request may fall under."""
        return {
            Regime.FOIA: self.tr("Freedom of Information Act"),
            Regime.FOIA_SCHOOL: self.tr("Freedom of Information Act: a school's limit"),
            Regime.FOIA_PUBLIC_RECORD: self.tr("Freedom of Information Act: records in an archive"),
            Regime.FOIA_ARMED_FORCES: self.tr("Freedom of Information Act: armed forces on operations"),
            Regime.EIR: self.tr("Environmental Information Regulations"),
            Regime.FOISA: self.tr("Freedom of Information (Scotland) Act"),
            Regime.SAR: self.tr("Data protection: subject access"),
            Regime.FOIA_INTERNAL_REVIEW: self.tr("Internal review under the Act"),
            Regime.EIR_INTERNAL_REVIEW: self.tr("Internal review under the Regulations"),
        }

    def _listen(self) -> None:
        for line in (*self.lines.values(), self.reason):
            line.textChanged.connect(lambda text: self.changed.emit())
        self.address.textChanged.connect(self.changed)
        self.received.dateChanged.connect(lambda day: self._day_changed())
        self.channel.currentIndexChanged.connect(lambda at: self.changed.emit())
        self.regime.currentIndexChanged.connect(lambda at: self.clock_moved.emit())

    def _day_changed(self) -> None:
        self._reason_field.setVisible(self._is_corrected())
        self.clock_moved.emit()
        self.changed.emit()

    def _is_corrected(self) -> bool:
        return self._read_day is not None and self.day() != self._read_day

    def _origin_words(self, incoming: "Incoming") -> str:
        reading = incoming.reading
        if reading.received is not None:
            return self.tr("{day}, from the mail server's stamp.").format(day=dates.full(reading.received))
        if reading.sent is not None:
            return self.tr("Today: no stamp of your mail server. By the sender's clock it was sent on {day}.").format(
                day=dates.moment_words(reading.sent)
            )
        return self.tr("Today, since the text tells no day. Correct it to the day on which it came.")


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setFont(font(13))
    line.setMaxLength(500)
    return line


def _pair(body: QVBoxLayout, one: QWidget, other: QWidget) -> None:
    line = row(gap=12)
    for widget in (one, other):
        line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    body.addLayout(line)
