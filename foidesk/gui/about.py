"""What foidesk is, that it stays on this computer, and on whose work it is built."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QSplitter, QWidget

from foidesk import __version__
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.widgets import Button, Label, column, row
from foidesk.gui.licences import Component, components


class AboutDialog(QDialog):
    """Version and promise above, licences below: left what it is built on, right the licence of the chosen one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About foidesk and its licences"))
        self.resize(820, 600)
        self._components: list[Component] = []
        # Metadata of packages lies on disk: it is read off the window's thread here too.
        self.tasks = Tasks(self)
        self._build()
        self.tasks.read(components, done=self._take)

    def done(self, result: int) -> None:
        self.tasks.close()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        whole = column(self, (24, 20, 24, 20), 12)
        head = row(gap=8)
        head.addWidget(Label("foidesk", 20, 600))
        head.addWidget(Label(self.tr("Version {number}").format(number=__version__), tone="muted"), 1)
        whole.addLayout(head)
        whole.addWidget(
            Label(
                self.tr(
                    "foidesk helps one disclosure officer to answer requests under the Freedom of Information Act: "
                    "decided, checked, signed and kept. It opens no network connection: everything stays on this computer. "
                    "It does not replace legal advice."
                ),
                wrap=True,
            )
        )
        whole.addWidget(
            Label(
                self.tr(
                    "Qt is used under the GNU LGPL, version 3: its libraries are separate files, "
                    "and you may replace them with versions of your own."
                ),
                tone="muted",
                wrap=True,
            )
        )
        whole.addWidget(self._licences(), 1)
        foot = row()
        foot.addStretch()
        close = Button(self.tr("Close"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        whole.addLayout(foot)

    def _licences(self) -> QSplitter:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        self.list = TextTable(self.tr("What foidesk is built on"))
        self.list.setMinimumWidth(240)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setAccessibleName(self.tr("Licence"))
        left, right = QWidget(), QWidget()
        column(left, (0, 0, 12, 0)).addWidget(self.list)
        column(right, (12, 0, 0, 0)).addWidget(self.text)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([280, 480])
        return halves

    def _take(self, found: list[Component]) -> None:
        self._components = found
        self.list.show_rows(
            [
                TextRow(number, item.licence, " ".join(filter(None, (item.name, item.version))))
                for number, item in enumerate(found)
            ]
        )
        self.list.choose(0)

    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            item = self._components[now.row()]
            self.text.setPlainText(item.text or self._without_text(item))
            self.text.setAccessibleDescription(item.name)

    def _without_text(self, item: Component) -> str:
        return self.tr("{name} {version}\n\nLicence: {licence}\n\nThe package brings no text of its licence.").format(
            name=item.name, version=item.version, licence=item.licence or self.tr("not stated")
        )
