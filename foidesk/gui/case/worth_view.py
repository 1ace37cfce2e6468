"""What a signed file is worth, shown: the verdict first, then who signed, when, and what trust means; the fingerprint in groups."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QWidget

from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.widgets import IconLabel, Label, clear, column, row

if TYPE_CHECKING:
    from foidesk.desk.worth import Worth

GROUP = 8
"""How many characters of a long number stand together."""
_LOOKS = {"good": ("green", "circle-check"), "unknown": ("amber", "triangle-alert"), "bad": ("red", "circle-alert")}


class WorthView(QFrame):
    """Takes no room before there is something to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "green")
        self._body = column(self, (12, 8, 12, 8), 4)
        self.hide()

    @property
    def said(self) -> str:
        """What it tells, in one text."""
        return "\n".join(label.text() for label in self.findChildren(Label))

    def tell(self, worth: "Worth") -> None:
        """Show what was found, and have it read out."""
        tone, icon = _LOOKS[worth.verdict]
        self._show(tone, icon, [worth.headline, *worth.lines])
        if worth.fingerprint:
            self._body.addWidget(long_number(_tr("Fingerprint of the certificate (SHA-256)"), worth.fingerprint))

    def refuse(self, words: str) -> None:
        """Show why nothing can be told of a file."""
        self._show("red", "circle-alert", [words])

    def put_away(self) -> None:
        """Nothing is told any more."""
        self.hide()

    def _show(self, tone: str, icon: str, lines: list[str]) -> None:
        clear(self._body)
        self.setProperty("surface", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        head = row(gap=8)
        head.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(lines[0], 13, 600, tone, wrap=True), 1)
        self._body.addLayout(head)
        for words in lines[1:]:
            self._body.addWidget(Label(words, wrap=True))
        self.show()
        announce(self, " ".join(lines))


def long_number(name: str, value: str) -> QWidget:
    """A long number in groups, so that it can be compared by eye and copied whole."""
    box = QWidget()
    whole = column(box, gap=2)
    whole.addWidget(Label(name, 12, 500, "muted"))
    shown = Label(" ".join(value[at : at + GROUP] for at in range(0, len(value), GROUP)), 12, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
    shown.setAccessibleName(f"{name}: {value}")
    whole.addWidget(shown)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("WorthView", text)
