"""The letter as it will read: the law's words tinted, the officer's own edited where they stand. "Preview" shows the real pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QMenu, QWidget

from foidesk.desk import draft
from foidesk.desk.pieces import OWN_WORDS, PLAIN_LETTER_FIELDS, TO_THIRD_PARTY, Piece, letter_field, pieces
from foidesk.gui.case.letter_words import LetterWords
from foidesk.gui.case.piece_widgets import Fill, widget_of
from foidesk.gui.case.terms import Terms
from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit import dates
from foidesk.gui.kit.factor_list import FactorList
from foidesk.gui.kit.paper import Sheet
from foidesk.gui.kit.problems import ask
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tab_order import order_tabs
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, ElidedLabel, Label, Tool, column, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.model import Letter


class LetterPage(QFrame):
    """The sheet with the whole letter. A field that is being edited keeps its widget, its cursor and its words through every reading."""

    letter_wanted = Signal(object)
    """Id of the letter that is to be shown."""
    forms_wanted = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks, fields: TextFields) -> None:
        super().__init__()
        self._desk, self._tasks, self._fields = desk, tasks, fields
        self._words, self._terms = LetterWords(self), Terms(self)
        self._snapshot: Snapshot | None = None
        self._shown: list[Piece] = []
        self._standing: list[tuple[Piece, QWidget, Fill | None]] = []
        self._edits: dict[str, RichEdit | FactorList] = {}
        self._added: list[str] = []
        self._tools: list[QWidget] = []
        self.setProperty("surface", "desk")
        self.sheet = Sheet(self.tr("The letter"))
        body = column(self)
        body.addLayout(self._head())
        body.addWidget(self.sheet, 1)

    def load(self, snapshot: "Snapshot") -> None:
        """Show the letter of a case as it reads now."""
        if self._is_written_down(snapshot):
            self._number(snapshot.letter.id)
        elif self._snapshot is None or self._key(self._snapshot) != self._key(snapshot):
            self._forget()
        self._snapshot = snapshot
        self._load_head(snapshot)
        self._show(self._with_edited(pieces(snapshot)))
        for edit in self._edits.values():
            self._let(edit, self._read_only())

    def clear(self) -> None:
        """Show no case."""
        self._fields.hand_over()
        self._snapshot = None
        self._forget()

    def show_field(self, name: str) -> bool:
        """Go to a field of the letter, such as "late_apology", adding it where it is not there yet."""
        if self._snapshot is None or self._read_only():
            return False
        is_own = name in OWN_WORDS or name == TO_THIRD_PARTY
        field = letter_field(self._snapshot.letter.id, f"own_words.{name}" if is_own else name)
        if field not in self._edits:
            if name not in PLAIN_LETTER_FIELDS and not is_own:
                return False
            self._added.append(field)
            self._show(self._with_edited(pieces(self._snapshot)))
        edit = self._edits[field]
        edit.show()  # one that was added a moment ago takes no focus until it is shown
        self.sheet.show_place(edit)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_words(self, words: str) -> bool:
        """Choose words where they stand in the letter: in a field, else where they are only read. False where they do not."""
        wanted = QRegularExpression(r"\s+".join(map(QRegularExpression.escape, words.split())))
        for edit in [inner for whole in self._edits.values() for inner in (whole, *whole.findChildren(RichEdit))]:
            found = edit.document().find(wanted) if isinstance(edit, RichEdit) else QTextCursor()
            if isinstance(edit, RichEdit) and not found.isNull():
                edit.setTextCursor(found)
                edit.show()
                edit.setFocus(Qt.FocusReason.OtherFocusReason)
                self.sheet.show_place(edit)
                return True
        for piece, widget, _ in self._standing:
            if not piece.field and wanted.match(str(piece.value)).hasMatch():
                self.sheet.show_place(widget)
                return True
        return False

    def _head(self) -> Any:
        self.which = QComboBox()
        self.which.setFont(font(13))
        self.which.setAccessibleName(self.tr("Letter of this case"))
        self.which.activated.connect(lambda index: self.letter_wanted.emit(self.which.itemData(index)))
        self.name = Label("", 13, 600)
        self.state = ElidedLabel("", 12, tone="muted")
        self.add = Button(self.tr("Add"), "plus", "quiet", self.tr("Add to the letter"))
        self.add.setMenu(QMenu(self.add))
        self.add.menu().aboutToShow.connect(self._fill_add)
        self.sections = Button(self.tr("Sections"), "list-checks", "quiet")
        self.sections.setMenu(QMenu(self.sections))
        self.sections.menu().aboutToShow.connect(self._fill_sections)
        line = row(margins=(20, 8, 20, 0), gap=8)
        line.addWidget(self.which)
        line.addWidget(self.name)
        line.addWidget(self.state, 1)
        line.addWidget(self.add)
        line.addWidget(self.sections)
        self.forms = Tool("download", self.tr("Save in another form"), "Ctrl+Shift+E")
        self.forms.clicked.connect(self.forms_wanted)
        line.addWidget(self.forms)
        self.discard = Tool("trash-2", self.tr("Give this letter up"), size=32)
        self.discard.clicked.connect(self._discard)
        line.addWidget(self.discard)
        return line

    def _load_head(self, snapshot: "Snapshot") -> None:
        letters = snapshot.case.letters
        names: list[tuple[str, int | None]] = [(self._numbered(letter, letters), letter.id) for letter in letters]
        if snapshot.letter not in letters:
            names.append((self._terms.letter(snapshot.letter.kind), None))
        if [(self.which.itemText(place), self.which.itemData(place)) for place in range(self.which.count())] != names:
            self.which.clear()
            for words, letter_id in names:
                self.which.addItem(words, letter_id)
        self.which.setCurrentIndex(max(0, self.which.findData(snapshot.letter.id)))
        self.which.setVisible(len(names) > 1)
        self.which.setMinimumWidth(max(self.which.fontMetrics().horizontalAdvance(words) for words, _ in names) + 48)
        self.name.setText(names[0][0])
        self.name.setVisible(len(names) == 1)
        self.state.setText(self._state_words(snapshot.letter))
        for button in (self.add, self.sections):
            button.setVisible(not self._read_only())
        self.discard.setVisible(_may_be_given_up(snapshot))

    def _discard(self) -> None:
        """Give up a letter that was begun by mistake, once the officer agrees."""
        snapshot = self._snapshot
        if snapshot is None or not _may_be_given_up(snapshot):
            return
        words = self.tr(
            "The letter goes; its texts stay in the history. Where it opened an answered case again, the case goes back to where it "
            "stood. What was changed meanwhile in decisions and reasons stays changed."
        )
        if ask(self, self.tr("Give this letter up"), words, self.tr("Give it up"), self.tr("Keep it")):
            self._fields.hand_over()
            case_id, letter_id = snapshot.case.id, snapshot.letter.id
            self._tasks.write(lambda: draft.discard_letter(self._desk, case_id, letter_id))

    def _numbered(self, letter: "Letter", letters: Sequence["Letter"]) -> str:
        """A letter by its kind; numbered where there is more than one of that kind."""
        same = [item for item in letters if item.kind is letter.kind]
        words = self._terms.letter(letter.kind)
        return f"{words} {same.index(letter) + 1}" if len(same) > 1 else words

    def _state_words(self, letter: "Letter") -> str:
        if letter.sent is not None:
            return self.tr("Sent {day}").format(day=dates.full(letter.sent))
        if letter.signed and letter.signed_at is not None:
            return self.tr("Signed {moment}").format(moment=dates.moment_words(letter.signed_at))
        return self.tr("Not signed yet")

    def _read_only(self) -> bool:
        snapshot = self._snapshot
        return snapshot is None or not draft.may_write(snapshot.case, snapshot.letter)

    def _is_written_down(self, snapshot: "Snapshot") -> bool:
        """Whether the letter that is shown had no number yet and has one now: its first text was saved."""
        before = self._snapshot
        if before is None or before.case.id != snapshot.case.id:
            return False
        return before.letter not in before.case.letters and snapshot.letter in snapshot.case.letters

    def _number(self, letter_id: int) -> None:
        """Give the fields of a letter its number. The edits stay: somebody may be typing in the next one already."""
        before, now = letter_field(None, ""), letter_field(letter_id, "")
        self._edits = {field.replace(before, now, 1): edit for field, edit in self._edits.items()}
        self._added = [field.replace(before, now, 1) for field in self._added]
        self._shown = [replace(piece, field=piece.field.replace(before, now, 1)) for piece in self._shown]
        self._standing = [
            (replace(piece, field=piece.field.replace(before, now, 1)), widget, fill) for piece, widget, fill in self._standing
        ]

    def _key(self, snapshot: "Snapshot") -> tuple[int, int | None]:
        return snapshot.case.id, snapshot.letter.id

    def _with_edited(self, wanted: list[Piece]) -> list[Piece]:
        """The pieces, with every field that is added or being edited in its old place even where the letter has no words for it."""
        names = {piece.field for piece in wanted if piece.field}
        kept = [field for field, edit in self._edits.items() if field not in names and (edit.is_changed() or _has_focus(edit))]
        self._added = [field for field in self._added if field not in names]
        for field in dict.fromkeys([*kept, *self._added]):
            before = self._before(field)
            place = next((number + 1 for number, piece in enumerate(wanted) if piece.shape == before), None)
            if place is None:
                place = next((number for number, piece in enumerate(wanted) if piece.kind == "signature"), len(wanted))
            wanted.insert(place, self._added_piece(field))
        return wanted

    def _added_piece(self, field: str) -> Piece:
        """A field that the letter shows elsewhere or not at all yet, with what it holds."""
        assert self._snapshot is not None
        is_plain = _name(field) in (*PLAIN_LETTER_FIELDS, TO_THIRD_PARTY)
        value = self._snapshot.letter.own_words.get(_name(field)) if "own_words." in field else None
        return Piece("plain" if is_plain else "rich", value, "added", field)

    def _before(self, field: str) -> tuple[str, str, str] | None:
        """The shape of what stood before a field when it was last shown."""
        for number, piece in enumerate(self._shown):
            if piece.field == field and number:
                return self._shown[number - 1].shape
        section = {"late_apology": "opening", "opening": "opening", "summary": "opening", "closing": "signature"}.get(
            _name(field)
        )
        return next((piece.shape for piece in reversed(self._shown) if piece.section == section), None) if section else None

    def _show(self, wanted: list[Piece]) -> None:
        if [piece.shape for piece in wanted] == [piece.shape for piece, _, _ in self._standing]:
            self._standing = [(piece, widget, fill) for piece, (_, widget, fill) in zip(wanted, self._standing, strict=True)]
        else:
            self._lay(wanted)
        self._shown = wanted
        for piece, _, fill in self._standing:
            if fill is not None:
                fill(piece.value)

    def _lay(self, wanted: list[Piece]) -> None:
        """Put the pieces on the sheet anew. Edits are moved, not made again, so that a cursor stays where it is."""
        body = self.sheet.body
        while body.count():
            body.takeAt(0)
        names = {piece.field for piece in wanted if piece.field}
        for piece, widget, _ in self._standing:
            if not piece.field or piece.field not in names:
                self._edits.pop(piece.field, None)
                widget.hide()
                widget.deleteLater()
        for tool in self._tools:
            tool.hide()
            tool.deleteLater()
        self._tools = []
        self._standing = [self._made(piece) for piece in wanted]
        for piece, widget, _ in self._standing:
            body.addWidget(widget)
            if piece.section in OWN_WORDS and not piece.field and not self._read_only() and piece.kind == "words":
                body.addWidget(self._own_words_button(piece), 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch()
        order_tabs(self.sections, self.forms, self.discard, self.sheet)

    def _made(self, piece: Piece) -> tuple[Piece, QWidget, Fill | None]:
        if not piece.field:
            widget, fill = widget_of(piece)
            return piece, widget, fill
        edit = self._edits.get(piece.field)
        if edit is None:
            edit = self._edits[piece.field] = self._edit(piece)
        return piece, edit, edit.load

    def _edit(self, piece: Piece) -> RichEdit | FactorList:
        assert self._snapshot is not None
        name = self._words.field(_name(piece.field))
        is_list = piece.kind == "factors"
        made = FactorList(name, self.tr("Add a factor")) if is_list else RichEdit(name, name, plain=piece.kind == "plain")
        self._fields.tie(made, self._snapshot.case.id, piece.field)
        return made

    def _own_words_button(self, piece: Piece) -> Button:
        """Beneath standard words: begin one's own from them."""
        button = Button(self.tr("Write this in my own words"), "pencil", "link")
        button.clicked.connect(lambda: self._own_words(piece))
        self._tools.append(button)
        return button

    def _own_words(self, piece: Piece) -> None:
        assert self._snapshot is not None
        letter_id, case_id, words = self._snapshot.letter.id, self._snapshot.case.id, piece.value
        self._tasks.write(lambda: draft.write_own_words(self._desk, case_id, letter_id, piece.section, words))

    def _let(self, edit: RichEdit | FactorList, read_only: bool) -> None:
        if isinstance(edit, FactorList):
            edit.set_read_only(read_only)
        else:
            edit.setReadOnly(read_only)

    def _forget(self) -> None:
        self._fields.hand_over()
        self._lay([])
        self._shown, self._standing, self._edits, self._added = [], [], {}, []

    def _fill_add(self) -> None:
        present = {_name(field) for field in self._edits}
        assert self._snapshot is not None
        to = [TO_THIRD_PARTY] if self._snapshot.letter.kind.value == "consultation" else []
        wanted = [name for name in (*to, *PLAIN_LETTER_FIELDS, "body") if name not in present]
        _fill(self.add.menu(), [(self._words.field(name), partial(self._add, name), None) for name in wanted])

    def _add(self, name: str) -> None:
        if name == "format_refused_reason":
            self._write(format_refused=True)
        self.show_field(name)

    def _fill_sections(self) -> None:
        assert self._snapshot is not None
        left_out = set(self._snapshot.letter.left_out)
        _fill(
            self.sections.menu(),
            [(words, partial(self._switch, name), name not in left_out) for name, words in self._words.sections().items()],
        )

    def _switch(self, section: str) -> None:
        assert self._snapshot is not None
        left_out = set(self._snapshot.letter.left_out) ^ {section}
        self._write(left_out=sorted(left_out))

    def restore_section(self, section: str) -> None:
        """Write a section again that was left out."""
        if self._snapshot is not None and section in self._snapshot.letter.left_out:
            self._switch(section)

    def _write(self, **values: Any) -> None:
        assert self._snapshot is not None
        case_id, letter_id = self._snapshot.case.id, self._snapshot.letter.id
        self._tasks.write(lambda: draft.write_letter(self._desk, case_id, letter_id, **values))


def _may_be_given_up(snapshot: "Snapshot") -> bool:
    """Whether the letter is one that was begun beside the answer, or another answer, and is neither signed nor sent."""
    letter, letters = snapshot.letter, snapshot.case.letters
    is_beside = len(letters) > 1 or letter.kind.value != "response"
    return letter in letters and is_beside and letter.sha256 is None and letter.sent is None


def _fill(menu: QMenu, entries: Iterable[tuple[str, Callable[[], None], bool | None]]) -> None:
    menu.clear()
    for words, call, checked in entries:
        action = QAction(words, menu)
        action.triggered.connect(lambda on=False, call=call: call())
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        menu.addAction(action)


def _name(field: str) -> str:
    return field.rsplit(":", 1)[-1].removeprefix("own_words.")


def _has_focus(widget: QWidget) -> bool:
    return widget.hasFocus() or any(child.hasFocus() for child in widget.findChildren(QWidget))
