"""Every action of the window in one table: its words, keys and icon. Menus, buttons and the command palette are made from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: its name in the code, the menu it stands in, its words and its keys. It needs an open case or does not."""

    name: str
    menu: str
    words: str
    keys: str = ""
    needs_case: bool = False
    line_before: bool = False
    checkable: bool = False


class Actions(QObject):
    """The actions, by name."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.entries = {entry.name: entry for entry in self._table()}
        self._actions = {entry.name: self._make(entry) for entry in self.entries.values()}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[tuple[Entry, QAction]]:
        return ((entry, self._actions[entry.name]) for entry in self.entries.values())

    def set_case_open(self, is_open: bool) -> None:
        """Let the actions that need a case be used, or not."""
        for entry, action in self:
            if entry.needs_case:
                action.setEnabled(is_open)

    def set_unlocked(self, unlocked: bool) -> None:
        """Before a store is open, nothing but leaving and help can be done."""
        for entry, action in self:
            action.setEnabled((unlocked and not entry.needs_case) or entry.name in {"quit", "guide", "about"})

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus."""
        menus: dict[str, QMenu] = {}
        for entry, action in self:
            if entry.menu not in menus:
                menus[entry.menu] = bar.addMenu(entry.menu)
            if entry.line_before:
                menus[entry.menu].addSeparator()
            menus[entry.menu].addAction(action)

    def _make(self, entry: Entry) -> QAction:
        action = QAction(entry.words, self)
        action.setObjectName(entry.name)
        action.setCheckable(entry.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._window.addAction(action)
        return action

    def _table(self) -> Iterator[Entry]:
        store, case, letter = self.tr("&File"), self.tr("&Case"), self.tr("&Letter")
        view, help_ = self.tr("&View"), self.tr("&Help")
        yield Entry("new_request", store, self.tr("New request…"), "Ctrl+N")
        yield Entry("open_file", store, self.tr("Open a request from a file…"), "Ctrl+O")
        yield Entry("import_case", store, self.tr("Bring in a case document…"))
        yield Entry("export_case", store, self.tr("Write the case out as a document…"), needs_case=True)
        yield Entry("import_past", store, self.tr("Bring in the authority's past…"))
        yield Entry("requester", store, self.tr("Everything about a requester…"), line_before=True)
        yield Entry("retention", store, self.tr("Retention and disposal…"))
        yield Entry("verify_file", store, self.tr("Verify a file…"), line_before=True)
        yield Entry("check_store", store, self.tr("Check the store…"))
        yield Entry("hand_over", store, self.tr("Make the hand-over sheet"))
        yield Entry("outbox", store, self.tr("The outbox…"), line_before=True)
        yield Entry("settings", store, self.tr("Settings…"), "Ctrl+,", line_before=True)
        yield Entry("lock", store, self.tr("Lock"), "Ctrl+Alt+L", line_before=True)
        yield Entry("quit", store, self.tr("Leave foidesk"), "Ctrl+Q")

        yield Entry("decide", case, self.tr("Decide the chosen questions"), "Ctrl+D", needs_case=True)
        yield Entry("decide_other", case, self.tr("Decide about other information"), "Ctrl+Shift+D", needs_case=True)
        yield Entry("choose_all", case, self.tr("Choose all questions"), "Ctrl+Shift+A", needs_case=True)
        yield Entry("claim_ground", case, self.tr("Rely on a provision…"), "Ctrl+G", needs_case=True)
        yield Entry("begin_reasoning", case, self.tr("Begin with a starting point…"), "Ctrl+Shift+G", needs_case=True)
        yield Entry("estimate_cost", case, self.tr("Estimate the cost of answering…"), "Ctrl+E", needs_case=True)
        yield Entry("attach_table", case, self.tr("Attach a table…"), "Ctrl+T", needs_case=True, line_before=True)
        yield Entry("attach_file", case, self.tr("Attach a file…"), needs_case=True)
        yield Entry("gather", case, self.tr("Wait for the holders' information"), needs_case=True, line_before=True)
        yield Entry("put_to_sign", case, self.tr("Put the letter forward for signing"), needs_case=True)
        yield Entry("back_to_drafting", case, self.tr("Take it back to drafting"), needs_case=True)
        yield Entry("log_message", case, self.tr("Log a call, letter or note"), "Ctrl+M", needs_case=True, line_before=True)
        yield Entry("log_clock", case, self.tr("Log an event of the clock…"), needs_case=True)
        yield Entry("edit_questions", case, self.tr("Correct the questions…"), needs_case=True)
        yield Entry("edit_case", case, self.tr("Correct the case's details…"), needs_case=True)
        yield Entry("similar", case, self.tr("Similar cases…"), "Ctrl+Shift+K", needs_case=True)
        yield Entry("close_case", case, self.tr("Close the case"), needs_case=True, line_before=True)

        yield Entry("next_finding", letter, self.tr("Go to the next finding"), "F8", needs_case=True)
        yield Entry("preview", letter, self.tr("Preview the pages"), "Ctrl+P", needs_case=True)
        yield Entry("sign", letter, self.tr("Sign and export…"), "Ctrl+Shift+S", needs_case=True)
        yield Entry("withdraw", letter, self.tr("Withdraw the signature…"), needs_case=True)
        yield Entry("prepare_email", letter, self.tr("Prepare the e-mail"), needs_case=True, line_before=True)
        yield Entry("other_forms", letter, self.tr("Save in another form…"), "Ctrl+Shift+E", needs_case=True)
        yield Entry("mark_sent", letter, self.tr("Mark as sent"), needs_case=True)
        yield Entry("log_page", letter, self.tr("Make the response-log page"), needs_case=True)
        yield Entry("start_letter", letter, self.tr("Start a further letter…"), needs_case=True, line_before=True)

        yield Entry("write_letters", letter, self.tr("Letters for the chosen cases…"), "Ctrl+Shift+L", line_before=True)

        yield Entry("search", view, self.tr("Search the cases"), "Ctrl+K")
        yield Entry("narrow", view, self.tr("Narrow the list of cases…"), "Ctrl+Shift+F")
        yield Entry("show_decide", view, self.tr("Decisions and reasons"), "Ctrl+1", needs_case=True, line_before=True)
        yield Entry("show_letter", view, self.tr("The letter"), "Ctrl+2", needs_case=True)
        yield Entry("show_messages", view, self.tr("Correspondence"), "Ctrl+3", needs_case=True)
        yield Entry("show_history", view, self.tr("History"), "Ctrl+4", needs_case=True)
        yield Entry("next_pane", view, self.tr("Next part of the window"), "F6", line_before=True)
        yield Entry("previous_pane", view, self.tr("Part of the window before"), "Shift+F6")
        yield Entry("explain_clock", view, self.tr("Explain the clock, day by day"), needs_case=True)
        yield Entry("switch_theme", view, self.tr("Switch between light and dark"), line_before=True)
        yield Entry("palette", view, self.tr("All commands…"), "Ctrl+Shift+P")
        yield Entry("guide", help_, self.tr("The officer's guide"), "F1")
        yield Entry("about", help_, self.tr("About foidesk and its licences"))
