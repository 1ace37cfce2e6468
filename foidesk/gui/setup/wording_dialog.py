"""The wording of letters: found by a word, compared with the program's, and the authority's own put in its place or taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from foidesk.desk import own_wording
from foidesk.gui.kit import compare, dates
from foidesk.gui.kit.fields import Segments, field
from foidesk.gui.kit.icons import icon
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.text_rows import TextRow, TextTable
from foidesk.gui.kit.verb_dialog import VerbDialog, day_edit, day_of, dress_day
from foidesk.gui.kit.widgets import Button, Label, row

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.desk.own_wording import Entry
    from foidesk.letters.wording import Replacement

SIZE = (760, 680)
TEXT_HEIGHT, TABLE_HEIGHT = 68, 120


class WordingDialog(VerbDialog):
    """A list of every standard text, and under it the words of the one that is chosen. It stays open until the officer closes it."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, name: str = "") -> None:
        super().__init__(
            parent,
            tasks,
            self.tr("Wording of letters"),
            self.tr("Use these words"),
            lead=self.tr("Your authority can put its own words in the place of the program's. Signed letters stay as they were."),
            icon_name="save",
        )
        self._desk, self._wanted = desk, name
        self._entries: tuple[Entry, ...] = ()
        self._shown = ""
        self._build()
        self.resize(*SIZE)
        self.set_busy(False)
        self._read()

    def is_ready(self) -> bool:
        """Whether a text is chosen and its words differ from those that stand."""
        entry = self._entry()
        return entry is not None and bool(self._typed()) and self._typed() != self._standing(entry)

    def agree(self) -> None:
        """Put the words in the place of those that stand."""
        entry = self._entry()
        if entry is None:
            return
        name, text, why, since, language = entry.name, self._typed(), self.why.text(), day_of(self.since), self.language.key
        self.write(
            lambda: own_wording.replace_wording(self._desk, name, text, why, since=since, language=language),
            done=lambda number: self._changed(self.tr("Your words stand in letters dated from that day on.")),
        )

    def take_back(self) -> None:
        """Let what stood before stand again."""
        entry, why = self._entry(), self.why.text()
        if entry is not None and entry.own is not None:
            number = entry.own.number
            self.write(
                lambda: own_wording.take_wording_back(self._desk, number, why),
                done=lambda nothing: self._changed(self.tr("Your words are taken back.")),
            )

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        entry = self._entry()
        self.back.setEnabled(not busy and entry is not None and entry.own is not None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._compare()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(self.tr("A word of the text, or a section of the Act"))
        self.search.setAccessibleName(self.tr("Find a text"))
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition).setText(self.tr("Find"))
        self.search.textChanged.connect(lambda words: self._show())
        self.language = Segments(self.tr("Language of the letter"), {"en": self.tr("English"), "cy": self.tr("Welsh")})
        self.language.chosen.connect(lambda key: self._read())
        line = row(gap=12)
        line.addWidget(self.search, 1)
        line.addWidget(self.language)
        self.body.addLayout(line)
        self.list = TextTable(self.tr("Texts"))
        self.list.setMinimumHeight(TABLE_HEIGHT)
        self.list.selectionModel().currentChanged.connect(lambda now, before: self._load())
        self.body.addWidget(self.list, 1)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(TEXT_HEIGHT)
        self.words.textChanged.connect(self._edited)
        self._field = field(self.tr("Your authority's words"), self.words, " ")
        self.body.addWidget(self._field)
        self.difference = QTextEdit()
        self.difference.setReadOnly(True)
        self.difference.setTabChangesFocus(True)
        self.difference.setFixedHeight(TEXT_HEIGHT)
        self.difference.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        hint = self.tr("Struck through: only in the program's words. Underlined: only in yours.")
        self.body.addWidget(field(self.tr("What differs from the program's words"), self.difference, hint))
        self.about = Label("", 12, tone="muted", wrap=True)
        self.body.addWidget(self.about)
        self._build_reason()
        self.first = self.search

    def _build_reason(self) -> None:
        self.since = day_edit(self.tr("In letters dated from"), self._desk.today())
        self.why = QLineEdit()
        self.why.setPlaceholderText(self.tr("Who decided it, and what for"))
        self.why.textChanged.connect(lambda words: self.problem.put_away())
        line = row(gap=16)
        line.addWidget(field(self.tr("In letters dated from"), self.since))
        line.addWidget(field(self.tr("Reason, which is kept"), self.why), 1)
        self.body.addLayout(line)
        self.cancel.set_words(self.tr("Close"))
        self.back = Button(self.tr("Take yours back"), "undo-2")
        self.back.clicked.connect(self.take_back)
        self.back.setEnabled(False)
        self.foot.insertWidget(0, self.back)

    def _read(self) -> None:
        language = self.language.key
        self.read(lambda: own_wording.entries(self._desk, language), self._take, channel="wording")

    def _take(self, entries: "tuple[Entry, ...]") -> None:
        self._entries, self._shown = entries, ""
        self._show()
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""
        self._load()

    def _show(self) -> None:
        wanted = self.search.text().casefold().split()
        found = [entry for entry in self._entries if all(word in _read_whole(entry) for word in wanted)]
        self.list.show_rows([self._row(entry) for entry in found])
        if found and self.list.chosen() is None:
            self.list.choose(found[0].name)

    def _row(self, entry: "Entry") -> TextRow:
        kind = self.tr("States the law: {source}").format(source=entry.source) if entry.locked else ""
        own = "" if entry.own is None else self.tr("Your own, from {day}").format(day=dates.full(entry.own.since))
        if entry.superseded:
            own = self.tr("Your own; the program's words have changed since")
        return TextRow(entry.name, entry.text, about=" · ".join(filter(None, [own, kind])), icon="lock" if entry.locked else "")

    def _load(self) -> None:
        """Show the chosen text, unless it is shown already: what is typed stays."""
        entry = self._entry()
        key = "" if entry is None else f"{self.language.key}/{entry.name}"
        if key == self._shown:
            return
        self._shown = key
        self.words.setPlainText(self._standing(entry) if entry else "")
        self.words.setReadOnly(entry is None)
        slots = " ".join(f"{{{slot}}}" for slot in entry.slots) if entry else ""
        self._field.set_hint(self.tr("Keep {slots}: the program fills it in.").format(slots=slots) if slots else "")
        self.about.setText("\n".join(self._stories(entry)) if entry else "")
        self.about.setVisible(bool(self.about.text()))
        self.why.clear()
        dress_day(self.since, self._desk.today())
        self._edited()

    def _stories(self, entry: "Entry") -> list[str]:
        """Who put which words there, and what became of them, the last ones first."""
        ever = sorted((*entry.earlier, *([entry.own] if entry.own else [])), key=lambda item: -item.number)
        return [self._story(item) for item in ever[:3]]

    def _story(self, item: "Replacement") -> str:
        made = self.tr("{who}, {when}, for letters from {since}: {why}").format(
            who=item.by, when=dates.moment_words(item.made), since=dates.full(item.since), why=item.why
        )
        if item.taken_back is None:
            return made
        back = self.tr("Taken back by {who}, {when}: {why}").format(
            who=item.taken_back_by, when=dates.moment_words(item.taken_back), why=item.taken_back_why
        )
        return f"{made} {back}"

    def _edited(self) -> None:
        self.problem.put_away()
        self._compare()
        self.set_busy(self._busy)

    def _compare(self) -> None:
        entry = self._entry()
        compare.paint(self.difference.document(), compare.compared(entry.standard.strip(), self._typed()) if entry else [])

    def _entry(self) -> "Entry | None":
        chosen = self.list.chosen()
        return next((entry for entry in self._entries if entry.name == chosen), None)

    def _typed(self) -> str:
        return self.words.toPlainText().strip()

    def _standing(self, entry: "Entry") -> str:
        """The words that stand; in Welsh, those of the authority or none."""
        if entry.own is not None:
            return entry.own.text.strip()
        return entry.standard.strip() if self.language.key == "en" else ""

    def _changed(self, words: str) -> None:
        announce(self, words)
        self._read()


def _read_whole(entry: "Entry") -> str:
    return " ".join((entry.name, entry.text, entry.standard, entry.source)).casefold()
