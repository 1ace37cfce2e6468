"""What the menus and keys do to find cases: search, narrow the list, and look for what is like the open one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from foidesk.gui.dialogs.similar_dialog import SimilarDialog

if TYPE_CHECKING:
    from foidesk.gui.commands import Commands


class Looking(QObject):
    """Ties these actions to an open desk."""

    def __init__(self, commands: "Commands", on: Callable[[str, Callable[[], object]], None]) -> None:
        super().__init__(commands)
        self._commands = commands
        on("search", self._search)
        on("narrow", self._narrow)
        on("similar", self._similar)

    def _search(self) -> None:
        self._commands.window.show_page(self._commands.bench)
        self._commands.bench.cases.focus_search()

    def _narrow(self) -> None:
        self._commands.window.show_page(self._commands.bench)
        self._commands.bench.cases.filters.open_menu()

    def _similar(self) -> None:
        dialog = self._commands.open(SimilarDialog)
        assert isinstance(dialog, SimilarDialog)
        dialog.case_wanted.connect(self._commands.bench.open_case)
