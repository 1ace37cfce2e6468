"""Garbage is collected on the window's thread, and on no other."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from foidesk.gui.kit.collecting import Collector

GONE = []


class Knot:
    """Something that only the collector can take down; it notes on which thread that happened."""

    def __init__(self):
        self.itself = self

    def __del__(self):
        GONE.append(threading.current_thread().name)


@pytest.fixture
def collector(qtbot):
    GONE.clear()
    owner = QObject()
    made = Collector(owner)
    yield made
    made._timer.stop()
    gc.enable()


def many():
    for _ in range(5 * gc.get_threshold()[0]):
        Knot()


def test_what_a_workers_thread_leaves_is_taken_down_on_the_windows(collector):
    worker = threading.Thread(target=many)
    worker.start()
    worker.join()
    assert GONE == []
    collector.collect()
    assert set(GONE) == {threading.current_thread().name}


def test_the_timer_collects(collector, qtbot):
    many()
    collector._timer.setInterval(10)
    qtbot.waitUntil(lambda: len(GONE) > 0, timeout=5000)
