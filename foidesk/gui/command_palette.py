"""The command palette: type a few letters of what you want done. It offers the same actions as the menus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from foidesk.gui.actions import Actions
from foidesk.gui.kit.widgets import Label, column

_ACTION = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """All commands that can be used now, the best match first."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle(self.tr("All commands"))
        self.resize(520, 420)
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("What do you want to do?"))
        self.words.setAccessibleName(self.tr("What do you want to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setUniformItemSizes(True)
        self.none = Label(self.tr("No command is called that."), tone="muted")
        self.none.hide()
        body = column(self, (12, 12, 12, 12), 8)
        body.addWidget(self.words)
        body.addWidget(self.none)
        body.addWidget(self.list, 1)
        self.words.textChanged.connect(self.fill)
        self.words.installEventFilter(self)
        self.list.itemActivated.connect(self._use)
        self.list.itemClicked.connect(self._use)
        self.fill("")

    def fill(self, typed: str) -> None:
        """Show the commands whose words hold every word that was typed."""
        wanted = typed.lower().split()
        self.list.clear()
        for _, action in self._actions:
            words = action.text().replace("&", "").rstrip("…")
            if action.isEnabled() and action.objectName() != "palette" and all(part in words.lower() for part in wanted):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                item = QListWidgetItem(f"{words}    {keys}" if keys else words)
                item.setData(_ACTION, action)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(self.list.count() == 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search box the arrows move in the list and Enter uses what is chosen."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._use(item)
                return True
        return super().eventFilter(watched, event)

    def _use(self, item: QListWidgetItem) -> None:
        action: QAction = item.data(_ACTION)
        self.accept()
        action.trigger()
