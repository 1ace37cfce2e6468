"""The small tools over the page: undo and redo inside a text, bold, italic and lists. They act on the text that has the cursor."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.widgets import Tool, row


class FormatBar(QFrame):
    """Tools that are on only while a text that takes them is being edited."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "desk")
        self.setAccessibleName(self.tr("Text tools"))
        self._tools: dict[str, Tool] = {}
        self._line = row(self, (16, 6, 16, 0), 2)
        for name, icon, words, keys, act in (
            ("undo", "undo-2", self.tr("Undo in this text"), "Ctrl+Z", RichEdit.undo),
            ("redo", "redo-2", self.tr("Redo in this text"), "Ctrl+Shift+Z", RichEdit.redo),
            ("bold", "bold", self.tr("Bold"), "Ctrl+B", RichEdit.toggle_bold),
            ("italic", "italic", self.tr("Italic"), "Ctrl+I", RichEdit.toggle_italic),
            ("bullets", "list", self.tr("Bulleted list"), "", lambda edit: edit.toggle_list(False)),
            ("numbers", "list-ordered", self.tr("Numbered list"), "", lambda edit: edit.toggle_list(True)),
        ):
            self._add(name, icon, words, keys, act)
        self._line.addStretch()
        self._edit: RichEdit | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        self._enable()

    def _add(self, name: str, icon: str, words: str, keys: str, act: Callable[[RichEdit], object]) -> None:
        tool = self._tools[name] = Tool(icon, words, keys, size=28)
        tool.clicked.connect(lambda: self._use(act))
        if name == "bold":
            self._line.addSpacing(12)
        self._line.addWidget(tool)

    def _use(self, act: Callable[[RichEdit], object]) -> None:
        if self._edit is not None and isValid(self._edit):
            act(self._edit)
            self._edit.setFocus()

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or (isinstance(now, Tool) and self.isAncestorOf(now)):
            return
        self._edit = now if isinstance(now, RichEdit) else None
        self._enable()

    def _enable(self) -> None:
        edit = self._edit if self._edit is not None and isValid(self._edit) else None
        for name, tool in self._tools.items():
            is_undo = name in ("undo", "redo")
            tool.setEnabled(edit is not None and (not edit.isReadOnly() if is_undo else edit.takes_forms()))
