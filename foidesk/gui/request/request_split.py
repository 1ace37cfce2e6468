"""The questions and notes of a new request, corrected by key and mouse. Each correction can be taken back; the request's text never changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea

from foidesk.desk import proposal
from foidesk.desk.proposal import NewQuestion, NewRequest
from foidesk.errors import UserError
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.widgets import Label, Tool, column, pane, row, rule
from foidesk.gui.request.request_card import Card
from foidesk.gui.request.request_source import Marked

AT_ONCE = 12
"""How many cards are made before the window is let run again."""
MOST = 240
"""How many cards are shown; more would make each correction slow, and no officer reads them so."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the list: a question, a part (`part` is set) or a note (`note` is set), and where it stands in the request."""

    label: str
    text: str
    span: tuple[int, int] | None
    index: int = -1
    part: int | None = None
    note: int | None = None

    def is_at(self, index: int, part: int | None, note: int | None) -> bool:
        """Whether it is the one at this place."""
        return self.note == note if note is not None else (self.index, self.part, self.note) == (index, part, None)


def items_of(new: NewRequest) -> list[Item]:
    """Each question followed by its parts, then the notes."""
    found = []
    for index, question in enumerate(new.questions):
        found.append(Item(question.label, question.text, _span(question), index))
        found += [Item(part.label, part.text, _span(part), index, number) for number, part in enumerate(question.parts)]
    return found + [Item("", text, new.note_span(number), note=number) for number, text in enumerate(new.notes)]


def _span(question: NewQuestion) -> tuple[int, int] | None:
    return (question.start, question.end) if question.start is not None and question.end is not None else None


class SplitPane(QFrame):
    """The tools above, the cards below. `changed` follows every correction, `chosen` the choosing of another card.

    `mark_wanted` asks for the words that are chosen in the request, to be made a question by `mark`.
    """

    changed, chosen, mark_wanted = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.new: NewRequest | None = None
        self.items: list[Item] = []
        self.current = 0
        self._past: list[NewRequest] = []
        self._cards: list[Card] = []
        self._shown = 0
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        body = column(self)
        body.addLayout(self._build_tools())
        body.addWidget(rule())
        self.problem = ProblemLine()
        scroll, ground = QScrollArea(), pane("clear")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list = column(ground, (12, 12, 12, 12), 8)
        self.nothing = Label("", tone="muted", wrap=True)
        self._list.addWidget(self.problem)
        self._list.addWidget(self.nothing)
        self._list.addStretch()
        self.more = Label("", tone="muted", wrap=True)
        self._list.addWidget(self.more)
        scroll.setWidget(ground)
        self._scroll = scroll
        body.addWidget(scroll, 1)

    def load(self, new: NewRequest) -> None:
        """Begin with another proposal."""
        self._past.clear()
        self.current = 0
        self._show(new)

    def clear(self) -> None:
        """Show nothing."""
        self.new = None
        self.items = []
        self._past.clear()
        self._shown = self.current = 0
        for card in self._cards:
            card.hide()
        self.nothing.setText(self.tr("The questions stand here once the text is split."))
        self.nothing.show()
        self.problem.put_away()
        self._set_tools()

    def go_first(self) -> None:
        """Go to the first question."""
        self._go(0)

    @property
    def is_corrected(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._past)

    def marked(self) -> tuple[list[Marked], int | None, list[int]]:
        """The spans for the request's text, which of them is chosen, and for each the number of its card."""
        numbers = [number for number, item in enumerate(self.items) if item.span is not None]
        spans = [item.span for item in self.items if item.span is not None]
        marked = [
            Marked(*span, self.items[number].label, self.items[number].note is not None)
            for number, span in zip(numbers, spans, strict=True)
        ]
        return marked, numbers.index(self.current) if self.current in numbers else None, numbers

    def choose(self, number: int) -> None:
        """Make a card the chosen one, as when its text was pointed at in the request."""
        self._choose(number)
        if number < len(self._cards):
            self._scroll.ensureWidgetVisible(self._cards[number], 0, 24)

    def hand_over(self) -> None:
        """Take in what was typed in the chosen card and not left yet."""
        if self.current < min(self._shown, len(self._cards)):
            self._take_words(self.current)
            self._take_label(self.current)

    def mark(self, start: int, end: int) -> None:
        """Make a question of some words of the request, by their code points."""
        if self._item() is None and self.items:
            return
        if self.new is not None:
            self._step(lambda new: proposal.mark_proposed(new, start, end), proposal.place_of(self.new, start))

    def merge(self) -> None:
        """Join the chosen one with the one before it."""
        item = self._item()
        if item is None:
            return
        if item.note is not None:
            self.problem.say(self.tr("A note is joined to nothing. Make it a question first."))
            return
        before = (item.index - 1, None) if item.part is None else (item.index, item.part - 1 if item.part else None)
        self._step(lambda new: proposal.merge_proposed(new, item.index, item.part), *before)

    def split(self) -> None:
        """Split the chosen one at the cursor in its words."""
        item = self._item()
        if item is None:
            return
        if item.note is not None:
            self.problem.say(self.tr("A note is not split. Make it a question first."))
            return
        if self.current >= len(self._cards):
            self.problem.say(self.tr("This one is not shown. Register the request, then split it in the case."))
            return
        at = self._cards[self.current].text.place()
        after = (item.index + 1, None) if item.part is None else (item.index, item.part + 1)
        self._step(lambda new: proposal.split_proposed(new, item.index, at, item.part), *after)

    def turn(self) -> None:
        """Make the chosen question a note, or the chosen note a question."""
        item, new = self._item(), self.new
        if item is None or new is None:
            return
        note = item.note
        if note is None:
            self._step(lambda new: proposal.note_proposed(new, item.index, item.part), note=len(new.notes))
        else:
            self._step(lambda new: proposal.question_proposed(new, note), proposal.question_place(new, note))

    def lift(self) -> None:
        """Make the chosen part a question of its own."""
        item = self._item()
        if item is None:
            return
        part = item.part
        if part is None:
            self.problem.say(self.tr("Only a part can be made a question of its own. Choose one."))
            return
        self._step(lambda new: proposal.lift_proposed(new, item.index, part), item.index + 1)

    def shift(self, by: int) -> None:
        """Move the chosen one up (-1) or down (1) among its like."""
        item, new = self._item(), self.new
        if item is None or new is None or item.note is not None:
            return
        at = item.index if item.part is None else item.part
        last = len(new.questions if item.part is None else new.questions[item.index].parts) - 1
        to = at + by
        if 0 <= to <= last:
            place = (to, None) if item.part is None else (item.index, to)
            self._step(lambda new: proposal.move_proposed(new, item.index, to, item.part), *place)

    def one(self) -> None:
        """Treat everything that is asked as one question."""
        self._step(proposal.one_proposed, 0)

    def undo(self) -> None:
        """Take the last correction back."""
        self.hand_over()
        if self._past and self.new is not None:
            self._show(self._past.pop())
            announce(self, self.tr("Taken back"))
            self._go(self.current)
            self.changed.emit()

    def _build_tools(self) -> QHBoxLayout:
        line = row(margins=(12, 4, 12, 4), gap=2)
        table: list[tuple[str, str, str, Callable[[], None]]] = [
            ("plus", self.tr("Make a question of the words chosen in the request"), "Ctrl+Shift+N", self.mark_wanted.emit),
            ("merge", self.tr("Join with the one before"), "Ctrl+J", self.merge),
            ("split", self.tr("Split at the cursor"), "Ctrl+Shift+Return", self.split),
            ("quote", self.tr("Make it a note, or a question again"), "Ctrl+B", self.turn),
            ("arrow-left", self.tr("Make the part a question of its own"), "Ctrl+L", self.lift),
            ("arrow-up", self.tr("Move up"), "Alt+Up", partial(self.shift, -1)),
            ("arrow-down", self.tr("Move down"), "Alt+Down", partial(self.shift, 1)),
            ("file-text", self.tr("Treat all as one question"), "", self.one),
            ("undo-2", self.tr("Take the last correction back"), "Ctrl+Z", self.undo),
        ]
        self.tools: dict[str, Tool] = {}
        for name, words, keys, do in table:
            tool = self.tools[name] = Tool(name, words, keys)
            tool.clicked.connect(lambda checked=False, do=do: do())
            line.addWidget(tool)
            if keys and name not in ("split", "plus"):
                QShortcut(QKeySequence(keys), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        line.addStretch()
        return line

    def _item(self) -> Item | None:
        self.hand_over()
        self.problem.put_away()
        return self.items[self.current] if self.current < len(self.items) else None

    def _step(
        self, correct: Callable[[NewRequest], NewRequest], index: int = -1, part: int | None = None, note: int | None = None
    ) -> None:
        """Correct the proposal and go to the item that is then at a place."""
        if self.new is None:
            return
        try:
            corrected = correct(self.new)
        except UserError as error:
            self.problem.say(str(error))
            return
        self._past.append(self.new)
        self._show(corrected)
        number = next((number for number, item in enumerate(self.items) if item.is_at(index, part, note)), self.current)
        self._go(number)
        self.changed.emit()

    def _take_words(self, number: int) -> None:
        if number >= self._shown or self.new is None:
            return
        item, text = self.items[number], self._cards[number].text.toPlainText().strip()
        if text == item.text:
            return
        note = item.note
        if note is not None:
            self._quietly(lambda new: proposal.edit_note_proposed(new, note, text))
        else:
            self._quietly(lambda new: proposal.edit_proposed(new, item.index, item.part, text=text))

    def _take_label(self, number: int) -> None:
        if number >= self._shown or self.new is None:
            return
        item, label = self.items[number], self._cards[number].label.text().strip()
        if item.note is None and label != item.label:
            self._quietly(lambda new: proposal.edit_proposed(new, item.index, item.part, label=label))

    def _quietly(self, correct: Callable[[NewRequest], NewRequest]) -> None:
        """Take words in without moving the cursor from where the officer went."""
        assert self.new is not None
        try:
            corrected = correct(self.new)
        except UserError as error:
            self.problem.say(str(error))
            corrected = replace(self.new)
        else:
            self._past.append(self.new)
        self._show(corrected)
        self.changed.emit()

    def _show(self, new: NewRequest) -> None:
        self.new = new
        self.items = items_of(new)
        self._shown = 0
        self.current = min(self.current, max(0, len(self.items) - 1))
        self.nothing.setVisible(not self.items)
        self.nothing.setText(
            self.tr(
                "No question was found. Choose the words that ask in the request on the left, and press Ctrl+Shift+N or the plus."
            )
            if not self.items
            else ""
        )
        for card in self._cards[len(self.items) :]:
            card.hide()
        hidden = len(self.items) - MOST
        self.more.setVisible(hidden > 0)
        self.more.setText(
            self.tr("%n more question(s) and note(s) are not shown here. They can be corrected once registered.", "", hidden)
        )
        self._set_tools()
        self._fill()

    def _set_tools(self) -> None:
        for name, tool in self.tools.items():
            tool.setEnabled(
                bool(self._past) if name == "undo-2" else self.new is not None and (name == "plus" or bool(self.items))
            )

    def _fill(self) -> None:
        """Show some more of the items. A text of thousands of lines must not stop the window."""
        first, self._shown = self._shown, min(self._shown + AT_ONCE, len(self.items), MOST)
        for number in range(first, self._shown):
            item = self.items[number]
            card = self._card(number)
            card.load(item.label, item.text, is_part=item.part is not None, is_note=item.note is not None)
            card.set_chosen(number == self.current)
            card.show()
        if self._shown < min(len(self.items), MOST):
            self._filling.start()

    def _card(self, number: int) -> Card:
        if number == len(self._cards):
            card = Card()
            card.chosen.connect(partial(self._choose, number))
            card.words_left.connect(partial(self._take_words, number))
            card.label_left.connect(partial(self._take_label, number))
            card.text.split_wanted.connect(self.split)
            card.text.undo_wanted.connect(self.undo)
            self._cards.append(card)
            self._list.insertWidget(self._list.count() - 2, card)
        return self._cards[number]

    def _choose(self, number: int) -> None:
        if number >= len(self.items):
            return
        if number != self.current and self.current < len(self._cards):
            self._cards[self.current].set_chosen(False)
        self.current = number
        if number < len(self._cards):
            self._cards[number].set_chosen(True)
        self.chosen.emit()

    def _go(self, number: int) -> None:
        if not self.items:
            return
        self._choose(number)
        if number >= MOST:
            return
        while number >= self._shown:
            self._fill()
        self._choose(number)
        self._cards[number].go()
        self._scroll.ensureWidgetVisible(self._cards[number], 0, 24)
