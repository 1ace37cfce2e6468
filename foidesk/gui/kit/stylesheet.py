"""The one stylesheet, made from the token table. Widgets ask for a look by the properties `kind`, `tone` and `surface`."""

from collections.abc import Mapping
from string import Template

from foidesk.gui.kit.tokens import DARK
from foidesk.paths import resource

_RULES = """
QMainWindow, QDialog { background: $window }
QWidget { color: $ink }
QLabel[tone="muted"] { color: $muted }
QLabel[tone="accent"] { color: $accent }
QLabel[tone="red"] { color: $red }
QLabel[tone="amber"] { color: $amber }
QLabel[tone="green"] { color: $green }
QLabel[tone="violet"] { color: $violet }

QWidget[surface="window"] { background: $window }
QWidget[surface="surface"] { background: $surface }
QWidget[surface="sunken"] { background: $sunken }
QWidget[surface="desk"] { background: $desk }
QFrame[surface="card"] { background: $surface; border: 1px solid $line; border-radius: 6px }
QFrame[surface="ground"] { background: $sunken; border: 1px solid $line; border-radius: 6px }
QFrame[surface="locked"] { background: $locked; border-radius: 3px }
QFrame[surface="card"][chosen="true"] { background: $select; border: 1px solid $accent }
QFrame[surface="sheet"] { background: $surface; border: 1px solid $line; border-radius: 4px }
QFrame[surface="red"] { background: $red_bg; border-radius: 6px }
QFrame[surface="amber"] { background: $amber_bg; border-radius: 6px }
QFrame[surface="slate"] { background: $slate_bg; border-radius: 6px }
QFrame[surface="green"] { background: $green_bg; border-radius: 6px }
QFrame[surface="violet"] { background: $violet_bg; border-radius: 6px }
QFrame[rule="true"] { background: $line; border: 0 }
QScrollArea { background: transparent; border: 0 }
QScrollArea > QWidget > QWidget[surface="clear"] { background: transparent }

QTableView { background: transparent; border: 0; selection-background-color: transparent; outline: 0 }
QTableView::item { border: 0 }
QTableView[kind="grid"] { background: $surface; gridline-color: $line; border: 1px solid $line; border-radius: 6px;
    selection-background-color: $select; selection-color: $ink }
QTableView[kind="grid"]:focus { border: 2px solid $focus }
QTableView[kind="grid"]::item { padding: 0 5px }
QTableView[kind="grid"]::item:selected { background: $select; color: $ink }
QHeaderView { background: transparent; border: 0 }
QHeaderView::section { background: $sunken; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 6px 8px }

QLineEdit, QAbstractSpinBox { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 0 9px; min-height: 32px;
    selection-background-color: $accent; selection-color: $on_accent }
QLineEdit:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0 8px; min-height: 30px }
QAbstractSpinBox { padding: 0; max-height: 32px }
QAbstractSpinBox:focus { padding: 0; max-height: 30px }
QAbstractSpinBox:disabled, QTextEdit:disabled, QPlainTextEdit:disabled { background: $locked; color: $muted; border-color: $line }
QLineEdit:disabled, QLineEdit:read-only { background: $locked; border-color: $line }
QLineEdit[kind="search"] { padding: 0 9px 0 1px }
QLineEdit[kind="search"]:focus { padding: 0 8px 0 0 }
QLineEdit[kind="quiet"] { background: transparent; border: 1px solid transparent }
QLineEdit[kind="quiet"]:hover { border: 1px dashed $edge }
QLineEdit[kind="quiet"]:focus { border: 2px solid $focus }
QLineEdit[invalid="true"] { border: 2px solid $red; padding: 0 8px; min-height: 30px }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 0; border: 0 }

QComboBox { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 0 28px 0 10px; min-height: 32px }
QComboBox:hover { background: $hover }
QComboBox:focus { border: 2px solid $focus; padding: 0 27px 0 9px; min-height: 30px }
QComboBox:disabled { background: $locked; color: $muted; border-color: $line }
QComboBox::drop-down { border: 0; width: 26px }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { background: transparent; border: 0; padding: 0; min-height: 0 }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: 4px; outline: 0;
    selection-background-color: $select; selection-color: $ink }

QTextEdit, QPlainTextEdit { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 4px 6px;
    selection-background-color: $accent; selection-color: $on_accent }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 5px }
QPlainTextEdit[kind="source"] { background: transparent; border: 2px solid transparent; padding: 0 }
QPlainTextEdit[kind="source"]:focus { border: 2px solid $focus; padding: 0 }
QTextEdit[kind="paper"] { background: transparent; border: 1px dashed transparent; border-radius: 3px; padding: 2px 4px }
QTextEdit[kind="paper"]:hover { border: 1px dashed $edge }
QTextEdit[kind="paper"]:focus { border: 2px solid $focus; padding: 1px 3px }
QFrame[surface="ground"] QTextEdit[kind="paper"] { background: $surface; border: 1px solid $edge; border-radius: 6px }
QFrame[surface="ground"] QTextEdit[kind="paper"]:focus { border: 2px solid $focus }
QFrame[surface="ground"] QTextEdit[kind="paper"]:read-only { background: transparent; border: 1px solid transparent }
QTextEdit[kind="locked"] { background: transparent; border: 0; padding: 3px 5px }
QTextEdit[kind="locked"]:focus { border: 2px solid $focus; padding: 1px 3px; border-radius: 3px }

QPushButton { min-height: 30px; padding: 0 12px; border: 1px solid $edge; border-radius: 6px; background: $surface; color: $ink }
QPushButton:hover { background: $hover }
QPushButton:pressed { background: $line }
QPushButton:focus { border: 2px solid $focus; padding: 0 11px; min-height: 28px }
QPushButton:disabled { color: $muted; border-color: $line; background: transparent }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; color: $on_accent }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover }
QPushButton[kind="primary"]:focus { border: 1px solid $accent; padding: 0 12px; min-height: 30px }
QPushButton[kind="primary"]:disabled { background: $line; border-color: $line; color: $muted }
QPushButton[kind="link"] { border: 0; background: transparent; color: $accent; padding: 0 2px; min-height: 24px; text-align: left;
    text-decoration: underline }
QPushButton[kind="link"]:hover { color: $accent_hover }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0; min-height: 20px }
QPushButton[kind="link"]:disabled { color: $muted }
QPushButton[kind="quiet"] { border: 1px solid transparent; background: transparent }
QPushButton[kind="quiet"]:hover { background: $hover }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus }
QToolButton { border: 1px solid transparent; border-radius: 6px; background: transparent; padding: 0 }
QToolButton:hover { background: $hover }
QToolButton:pressed { background: $line }
QToolButton:checked { background: $accent_soft }
QToolButton:focus { border: 2px solid $focus }
QToolButton::menu-indicator { image: none }

QCheckBox, QRadioButton { min-height: 24px; spacing: 8px }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; border-radius: 4px }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $edge; border-radius: 4px; background: $surface }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$check") }
QRadioButton::indicator { border-radius: 9px }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; background: $on_accent }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $locked }

QRadioButton[kind="segment"] { min-height: 26px; spacing: 0; padding: 0 7px; border: 1px solid transparent; border-radius: 5px; color: $muted }
QRadioButton[kind="segment"]::indicator { width: 0; height: 0; border: 0; background: transparent; image: none }
QRadioButton[kind="segment"]:hover { color: $ink; background: $hover }
QRadioButton[kind="segment"]:checked { background: $surface; border: 1px solid $edge; color: $ink }
QRadioButton[kind="segment"]:focus { border: 2px solid $focus; padding: 0 6px; min-height: 24px }

QMenu { background: $surface; border: 1px solid $edge; padding: 4px }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 20px }
QMenu::item:selected { background: $select; color: $ink }
QMenu::item:disabled { color: $muted }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px }

QListWidget { background: transparent; border: 0; outline: 0 }
QListWidget::item { min-height: 30px; padding: 0 10px; border-radius: 4px; color: $ink }
QListWidget::item:hover { background: $hover }
QListWidget::item:selected { background: $select; color: $ink }

QScrollBar:vertical { width: 10px; background: transparent; margin: 2px }
QScrollBar::handle:vertical { background: $edge; border-radius: 3px; min-height: 32px; margin: 0 1px }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 2px }
QScrollBar::handle:horizontal { background: $edge; border-radius: 3px; min-width: 32px; margin: 1px 0 }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }

QSplitter::handle { background: $line }
QSplitter::handle:hover { background: $edge }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; min-height: 28px }
QStatusBar::item { border: 0 }
QProgressBar { background: $line; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px }
QProgressBar::chunk { background: $accent; border-radius: 2px }
QToolTip { background: $ink; color: $surface; border: 0; padding: 6px 8px }
"""


def stylesheet(colours: Mapping[str, str]) -> str:
    """The stylesheet for a theme; a colour that the table lacks is an error."""
    theme = "dark" if colours["surface"] == DARK["surface"] else "light"
    drawn = {name: resource("icons", "drawn", f"{name}-{theme}.svg").as_posix() for name in ("arrow", "check")}
    return Template(_RULES).substitute(colours, **drawn)
