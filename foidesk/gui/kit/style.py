"""How the window looks: the colours in force, its fonts, and the one stylesheet that is made from the tokens.

The colours in force belong to the process, as the palette of Qt does: delegates and stylesheets read the same ones. Widgets hear of a
change by Qt's own PaletteChange event.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from foidesk.gui.kit.plurals import EnglishPlurals
from foidesk.gui.kit.stylesheet import stylesheet
from foidesk.gui.kit.tokens import DARK, LIGHT
from foidesk.paths import resource_dir

SANS = "Foidesk Sans"
SERIF = "Foidesk Serif"

_in_force: dict[str, str] = dict(LIGHT)
_colours: dict[str, QColor] = {}
_fonts: dict[tuple[int, int, str, bool], QFont] = {}

_ROLES = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "ink"),
    (QPalette.ColorRole.WindowText, "ink"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "ink"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.ToolTipBase, "ink"),
    (QPalette.ColorRole.ToolTipText, "surface"),
)


def colour(name: str) -> QColor:
    """A colour of the theme in force, by its name in the token table."""
    found = _colours.get(name)
    if found is None:
        found = _colours[name] = QColor(_in_force[name])
    return found


def is_dark() -> bool:
    """Whether the dark theme is in force."""
    return _in_force["surface"] == DARK["surface"]


def font(size: int, weight: int = 400, family: str = SANS, italic: bool = False) -> QFont:
    """A font of the window, by pixel size and weight; a copy is cheap, so callers may change what they get."""
    key = (size, weight, family, italic)
    found = _fonts.get(key)
    if found is None:
        found = QFont(family)
        found.setPixelSize(size)
        found.setWeight(QFont.Weight(weight))
        found.setItalic(italic)
        found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        _fonts[key] = found
    return found


def dress(app: QApplication, *, letters: bool = True) -> None:
    """Give the application its style, fonts and colours; called once, before the first window. A letter's fonts may come later."""
    app.setStyle("Fusion")
    add_fonts("FoideskSans")
    if letters:
        add_fonts("FoideskSerif")
    app.setFont(font(13))
    app.installTranslator(EnglishPlurals(app))
    set_theme(app, dark=system_is_dark(app))
    app.styleHints().colorSchemeChanged.connect(lambda scheme: set_theme(app, dark=scheme == Qt.ColorScheme.Dark))


def add_fonts(family: str) -> None:
    """Load the weights of a family of the window, by the beginning of their files' names."""
    for path in sorted((resource_dir() / "fonts" / "window").glob(f"{family}-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def system_is_dark(app: QApplication) -> bool:
    """Whether the system, or the officer's own choice over it, asks for dark."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def choose_theme(app: QApplication, choice: str) -> None:
    """Follow the officer's choice: "light", "dark", or "system"."""
    hints = app.styleHints()
    if choice == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
    set_theme(app, dark=choice == "dark" if choice != "system" else system_is_dark(app))


def set_theme(app: QApplication, *, dark: bool) -> None:
    """Put a theme in force and repaint what is open."""
    wanted = DARK if dark else LIGHT
    if _in_force == wanted and app.styleSheet():
        return
    _in_force.clear()
    _in_force.update(wanted)
    _colours.clear()
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, colour(name))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, colour("muted"))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, colour("muted"))
    app.setPalette(palette)
    app.setStyleSheet(stylesheet(_in_force))
