"""Starting points for one field of a ground: sentences to put in and go on from, and questions that the field should answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.verb_dialog import VerbDialog
from foidesk.gui.kit.widgets import Check, Label, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.starting import Offer

WIDTH, HEIGHT, FRAME = 600, 600, 200


class StartingDialog(VerbDialog):
    """What the officer ticks is put into the field, where it is theirs to change. `chosen` carries the sentences."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, tasks: Tasks, field: str, offer: "Offer") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Starting points: {field}").format(field=field),
            self.tr("Put in"),
            lead=self.tr(
                "Each says what the provision asks for, and nothing of this case. Put in what is true here, and go on from it in your own words."
            ),
            icon_name="plus",
        )
        self.boxes = [(Check(text), text) for text in offer.texts]
        inside = pane("clear")
        body = column(inside, (0, 0, 8, 0), 12)
        for box, _ in self.boxes:
            box.clicked.connect(lambda on: self.yes.setEnabled(self.is_ready()))
            body.addWidget(box)
        if not offer.texts:
            body.addWidget(Label(self.tr("There is no sentence for this limb yet."), wrap=True))
        if offer.waits:
            body.addWidget(Label(self.tr("There are more once you have chosen how likely the harm is."), tone="amber", wrap=True))
        if offer.asks:
            body.addSpacing(4)
            body.addWidget(Label(self.tr("What the field should answer"), 13, 600))
        for ask in offer.asks:
            line = row(gap=8)
            line.addWidget(Label("•", tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(ask, wrap=True), 1)
            body.addLayout(line)
        body.addStretch()
        self.body.addWidget(_scrolling(inside), 1)
        self.yes.setEnabled(False)
        self.first = self.boxes[0][0].box if self.boxes else self.cancel
        # As high as its words need, in so far as a small screen has room for them.
        self.resize(WIDTH, min(HEIGHT, FRAME + body.heightForWidth(WIDTH - 56)))

    def is_ready(self) -> bool:
        """Whether a sentence is ticked."""
        return any(box.isChecked() for box, _ in self.boxes)

    def agree(self) -> None:
        """Hand the ticked sentences over."""
        found = [text for box, text in self.boxes if box.isChecked()]
        self.accept()
        self.chosen.emit(found)


def _scrolling(inside: QFrame) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    return scroll
