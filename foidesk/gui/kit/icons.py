"""Icons: drawn from SVG in the colour and at the pixel ratio that are needed, and kept."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from foidesk.gui.kit.style import colour
from foidesk.paths import resource

_STROKE = "1.75"
_drawn: dict[tuple[str, str, int, float], QPixmap] = {}
_sources: dict[str, str] = {}


def pixmap(name: str, tone: str = "muted", size: int = 16) -> QPixmap:
    """An icon as pixels, in a colour of the theme in force."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    key = (name, colour(tone).name(), size, ratio)
    found = _drawn.get(key)
    if found is None:
        found = _drawn[key] = _draw(name, key[1], size, ratio)
    return found


def icon(name: str, tone: str = "muted", size: int = 16) -> QIcon:
    """An icon for a control, with a paler one for when the control is off."""
    made = QIcon(pixmap(name, tone, size))
    made.addPixmap(pixmap(name, "edge", size), QIcon.Mode.Disabled)
    return made


def _draw(name: str, shade: str, size: int, ratio: float) -> QPixmap:
    if name not in _sources:
        _sources[name] = resource("icons", f"{name}.svg").read_text("utf-8")
    source = _sources[name].replace("currentColor", shade).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    image = QPixmap(QSize(size, size) * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image
