"""What the list of cases is narrowed by: a menu to choose from, and a chip for each filter that is taken off again by a press."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu

from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.widgets import Button, Tool, clear, column, row


class Choices(Protocol):
    """What the store offers to narrow by."""

    @property
    def provisions(self) -> tuple[str, ...]: ...
    @property
    def years(self) -> tuple[int, ...]: ...


class Filters(QFrame):
    """The chips, hidden while there are none; `button` opens the menu. `changed` says that the list is another one now."""

    changed = Signal()

    def __init__(self, outcomes: Mapping[str, str]) -> None:
        super().__init__()
        self.chosen: dict[str, str] = {}
        self._outcomes = outcomes
        self._choices: Choices | None = None
        self._typed = ""
        self.chips: dict[str, Button] = {}
        self.button = Tool("filter", self.tr("Narrow the list"), "Ctrl+Shift+F")
        self.button.clicked.connect(self.open_menu)
        self._body = column(self, (16, 0, 16, 8), 4)
        self.hide()

    def offer(self, choices: Choices) -> None:
        """Take what the store offers, for the menu."""
        self._choices = choices

    def set_typed(self, words: str) -> None:
        """Know what stands in the search box: it can be taken for a requester."""
        self._typed = words.strip()

    def open_menu(self) -> QMenu:
        """Show the menu below the button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))
        return menu

    def menu(self) -> QMenu:
        """Everything that the list can be narrowed by, the filter that holds ticked."""
        menu = QMenu(self)
        self._add(menu, "timeliness", self._timeliness())
        self._add(menu, "outcome", self._outcomes)
        if self._choices is not None:
            sections = dict.fromkeys(item.partition("(")[0] for item in self._choices.provisions)
            self._add(menu, "provision", {item: item for item in dict.fromkeys([*sections, *self._choices.provisions])})
            self._add(menu, "year", {str(year): str(year) for year in self._choices.years})
        words = (
            self.tr("Requester: “{words}”").format(words=self._typed) if self._typed else self.tr("Requester: type a name first")
        )
        asker = menu.addAction(words)
        asker.setEnabled(bool(self._typed))
        asker.triggered.connect(lambda checked=False: self.choose("requester", self._typed))
        menu.addSeparator()
        off = menu.addAction(self.tr("Take all filters off"))
        off.setEnabled(bool(self.chosen))
        off.triggered.connect(lambda checked=False: self.take_off())
        return menu

    def choose(self, name: str, value: str) -> None:
        """Narrow by one thing; what it was narrowed by in the same way before is replaced."""
        self.chosen[name] = value
        self._show()

    def take_off(self, name: str | None = None) -> None:
        """Narrow by one thing no longer, or by nothing."""
        if name is None:
            self.chosen.clear()
        else:
            self.chosen.pop(name, None)
        self._show()

    def words(self, name: str) -> str:
        """A filter in words."""
        value = self.chosen[name]
        shown = {"outcome": self._outcomes.get(value, value), "timeliness": self._timeliness().get(value, value)}.get(name, value)
        return self.tr("{kind}: {value}").format(kind=self._names()[name], value=shown)

    def _add(self, menu: QMenu, name: str, choices: Mapping[str, str]) -> None:
        inner = menu.addMenu(self._names()[name])
        inner.setEnabled(bool(choices))
        for value, words in choices.items():
            action = inner.addAction(words)
            action.setCheckable(True)
            action.setChecked(self.chosen.get(name) == value)
            action.triggered.connect(
                lambda checked, name=name, value=value: self.choose(name, value) if checked else self.take_off(name)
            )

    def _names(self) -> dict[str, str]:
        return {
            "timeliness": self.tr("In time or late"),
            "outcome": self.tr("Outcome"),
            "provision": self.tr("Provision"),
            "year": self.tr("Year"),
            "requester": self.tr("Requester"),
        }

    def _timeliness(self) -> dict[str, str]:
        return {"late": self.tr("Late"), "in_time": self.tr("Answered in time"), "extended": self.tr("Time extended")}

    def _show(self) -> None:
        clear(self._body)
        self.chips = {name: self._chip(name) for name in self._names() if name in self.chosen}
        for chip in self.chips.values():
            line = row()
            line.addWidget(chip)
            line.addStretch()
            self._body.addLayout(line)
        self.setVisible(bool(self.chips))
        for chip in self.chips.values():
            chip.show()  # else the layout would only show it later, and it could take no focus now
        said = ", ".join(map(self.words, self.chips)) or self.tr("No filter")
        announce(self.button, said)
        self.changed.emit()

    def _chip(self, name: str) -> Button:
        chip = Button(self.words(name), "x", tip=self.tr("Take this filter off"))
        chip.setAccessibleName(self.tr("Take off the filter {words}").format(words=self.words(name)))
        chip.clicked.connect(lambda: self._taken_off(name))
        return chip

    def _taken_off(self, name: str) -> None:
        self.take_off(name)
        # The chip that had the focus is gone: the next one takes it, or the button that brought it.
        following = next(iter(self.chips.values()), self.button)
        following.setFocus(Qt.FocusReason.OtherFocusReason)
