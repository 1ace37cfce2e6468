"""The real pages of the letter, as the PDF has them: drawn in a process of its own and shown as pictures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QProgressBar, QScrollArea, QSizePolicy, QWidget

from foidesk.desk import attach, draft, pages
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.style import colour
from foidesk.gui.kit.tasks import Job, Tasks
from foidesk.gui.kit.widgets import Button, Label, Tool, clear, column, pane, row

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.desk.pages import PageImage

SCALE = 2.0
"""Pixels to a point in which the pages are drawn; they are shown smaller or larger from that."""
POINT = 96 / 72
"""Pixels to a point at 100 per cent."""
STEPS = (50, 67, 80, 100, 125, 150, 175, 200)
PAUSE = 250
"""How long after a change the pages are drawn anew, in milliseconds."""


class PageView(QWidget):
    """One page as a picture, scaled when it is first painted at a size."""

    def __init__(self, image: QImage, name: str) -> None:
        super().__init__()
        self._image, self._scaled = image, QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_at(self, per_cent: float) -> None:
        """Take the size of a zoom."""
        size = self.size_at(per_cent)
        if size != self.size():
            self.setFixedSize(size)

    def size_at(self, per_cent: float) -> QSize:
        """How large the page is at a zoom."""
        return self._image.size() * (per_cent / 100 * POINT / SCALE)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._scaled.size() != wanted:
            self._scaled = self._image.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._scaled)
        painter.setPen(QPen(colour("line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class PageArea(QScrollArea):
    """The pages under one another on the desk's ground. Page Up and Page Down go from page to page."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there: were it to come and go, fitting the width would never settle.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(self.tr("Pages of the letter"))
        inside = pane("desk")
        self._column = column(inside, (24, 24, 24, 24), 24)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        self.views: list[PageView] = []

    def put(self, views: list[PageView]) -> None:
        """Show other pages; how far the pages were scrolled stays."""
        at = self.verticalScrollBar().value()
        clear(self._column)
        self.views = views
        for number, view in enumerate(views, 1):
            self._column.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
            caption = Label(self.tr("Page {number} of {count}").format(number=number, count=len(views)), 12, 400, "muted")
            self._column.addWidget(caption, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleDescription(
            self.tr("%n page(s), shown as pictures. The words can be read under The letter.", "", len(views)) if views else ""
        )
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(at))

    def current(self) -> int:
        """The number of the page at the top of what is seen, from 0."""
        top = self.verticalScrollBar().value() + 48
        return max((number for number, view in enumerate(self.views) if view.y() <= top), default=0)

    def turn(self, step: int) -> None:
        """Go to a page before or after; from the middle of a page, back means its own beginning."""
        here = self.current()
        if not self.views:
            return
        bar = self.verticalScrollBar()
        inside = bar.value() > self.views[here].y()
        to = here + step + (1 if step < 0 and inside else 0)
        bar.setValue(self.views[min(max(to, 0), len(self.views) - 1)].y() - 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))


class PreviewDialog(QDialog):
    """A window beside the other one. It draws the letter anew when the case was changed, a moment after the last change."""

    def __init__(self, parent: QWidget, desk: "Desk", tasks: Tasks, snapshot: "Snapshot") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.desk, self.tasks = desk, tasks
        self._snapshot = snapshot
        self._drawn: str | None = None
        self._job: Job | None = None
        self.zoom, self._fits = 100.0, True
        self.resize(860, 680)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._draw)
        self._head()
        self._draw()

    def load(self, snapshot: "Snapshot") -> None:
        """Draw the letter as it reads now. A signed one does not change, so it is drawn once."""
        same = snapshot.letter.sha256 is not None and snapshot.letter.sha256 == self._drawn
        self._snapshot = snapshot
        self._head()
        if not same:
            self._pause.start()

    def set_zoom(self, per_cent: float) -> None:
        """Show the pages at a zoom."""
        self._fits = False
        self._show_at(per_cent)

    def step(self, by: int) -> None:
        """The next larger (1) or smaller (-1) zoom."""
        larger = [step for step in STEPS if step > self.zoom + 1]
        smaller = [step for step in STEPS if step < self.zoom - 1]
        if by > 0 and larger:
            self.set_zoom(larger[0])
        elif by < 0 and smaller:
            self.set_zoom(smaller[-1])

    def fit_width(self) -> None:
        """Make the pages as wide as the window lets them be."""
        self._fits = True
        if self.area.views:
            room = self.area.viewport().width() - 48
            whole = max(view.size_at(100).width() for view in self.area.views)
            self._show_at(max(25.0, min(200.0, room / whole * 100)))

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _build(self) -> None:
        whole = column(self)
        whole.addLayout(self._bar())
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("The pages are being drawn"))
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        whole.addWidget(self.busy)
        told = row(margins=(24, 12, 24, 12))
        self.problem = ProblemLine()
        told.addWidget(self.problem)
        self._told = QWidget()
        self._told.setLayout(told)
        self._told.hide()
        whole.addWidget(self._told)
        self.area = PageArea()
        self.area.verticalScrollBar().valueChanged.connect(lambda value: self._say_page())
        whole.addWidget(self.area, 1)
        for keys, act in (
            (("Ctrl++", "Ctrl+="), lambda: self.step(1)),
            (("Ctrl+-",), lambda: self.step(-1)),
            (("Ctrl+0",), self.fit_width),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), self, act)

    def _bar(self) -> QHBoxLayout:
        line = row(margins=(24, 8, 16, 8), gap=8)
        self.state = Label("", 13, 600)
        self.page = Label("", 12, 400, "muted")
        line.addWidget(self.state)
        line.addWidget(self.page)
        line.addStretch()
        self.smaller = Tool("minus", self.tr("Smaller"), "Ctrl+-")
        self.percent = Label("", 12, 400, "muted")
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.percent.setMinimumWidth(44)
        self.larger = Tool("plus", self.tr("Larger"), "Ctrl++")
        self.fit = Button(self.tr("Fit the width"), kind="quiet", tip=self.tr("Fit the width (Ctrl+0)"))
        self.smaller.clicked.connect(lambda: self.step(-1))
        self.larger.clicked.connect(lambda: self.step(1))
        self.fit.clicked.connect(self.fit_width)
        for widget in (self.smaller, self.percent, self.larger, self.fit):
            line.addWidget(widget)
        return line

    def _head(self) -> None:
        case, signed = self._snapshot.case, self._snapshot.letter.sha256 is not None
        self.setWindowTitle(self.tr("Preview: {reference} {title}").format(reference=case.reference, title=case.title))
        self.state.setText(self.tr("The signed letter") if signed else self.tr("A draft"))

    def _draw(self) -> None:
        snapshot = self._snapshot
        sha256 = snapshot.letter.sha256

        def verb() -> "list[PageImage]":
            if sha256 is not None:
                return pages.page_images(attach.attachment_bytes(self.desk, sha256), SCALE)
            return pages.page_images(draft.draft_pdf(self.desk, snapshot.case, snapshot.letter), SCALE)

        self.busy.show()
        if self._job is not None:
            self._job.cancel()
        self._job = self.tasks.read(verb, done=lambda images: self._show(images, sha256), failed=self._failed, channel="preview")

    def _show(self, images: "list[PageImage]", sha256: str | None) -> None:
        self.busy.hide()
        self._told.hide()
        self.problem.put_away()
        self._drawn = sha256
        count = len(images)
        self.area.put(
            [
                PageView(_picture(image), self.tr("Page {number} of {count}").format(number=number, count=count))
                for number, image in enumerate(images, 1)
            ]
        )
        self._show_at(self.zoom)
        if self._fits:
            self.fit_width()
        # Where a page stands is known only once it has been laid out.
        QTimer.singleShot(0, self, self._say_page)

    def _failed(self, error: Exception) -> None:
        """What cannot be drawn is not shown as it was before: that would be another letter."""
        self.busy.hide()
        self._drawn = None
        self.area.put([])
        self.page.setText("")
        self._told.show()
        self.problem.tell(error, self.tasks)

    def _show_at(self, per_cent: float) -> None:
        self.zoom = per_cent
        for view in self.area.views:
            view.show_at(per_cent)
        self.percent.setText(f"{per_cent:.0f} %")
        self.percent.setAccessibleName(self.tr("Zoom {number} per cent").format(number=f"{per_cent:.0f}"))

    def _say_page(self) -> None:
        count = len(self.area.views)
        if count:
            self.page.setText(self.tr("Page {number} of {count}").format(number=self.area.current() + 1, count=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            QTimer.singleShot(0, self, self.fit_width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)


def _picture(image: "PageImage") -> QImage:
    # A copy: the picture must not read the bytes of a value that is gone.
    return QImage(image.rgb, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888).copy()
