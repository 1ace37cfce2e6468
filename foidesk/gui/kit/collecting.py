"""Python's garbage is collected on the window's thread alone.

The collector runs wherever memory is asked for. On a worker's thread it would take down a dialog's leftovers while Qt is using them, which
corrupts memory: the program ends without a word. So it is switched off, and a timer of the window's does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1_000
"""How often to look whether there is enough to collect (milliseconds)."""


class Collector(QObject):
    """Switches the automatic collector off for as long as it lives, and collects by the collector's own thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        due = [age for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most]
        if due:
            gc.collect(due[-1])
