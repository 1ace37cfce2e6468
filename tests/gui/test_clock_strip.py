from datetime import date

import pytest

from foidesk.desk import reference
from foidesk.gui.case.clock_strip import ClockStrip
from foidesk.law.clock import run_clock
from foidesk.law.happenings import Happening
from foidesk.model import Regime

RECEIVED, TODAY = date(2026, 2, 2), date(2026, 3, 10)
LATE = (Happening("clarification-asked", date(2026, 3, 3)), Happening("clarification-received", date(2026, 3, 4)))


@pytest.fixture
def strip(qtbot):
    made = ClockStrip()
    qtbot.addWidget(made)
    made.show()
    return made


def clock(*events, today=TODAY):
    return run_clock(Regime.FOIA, RECEIVED, events, reference.holidays(), today)


def test_clarification_asked_too_late_says_what_is_late_all_the_same(strip):
    # From 4 March: 5-6 (2) 9-13 (7) 16 (8) [17 NI] 18-20 (11) 23-27 (16) 30 March-2 April (20).
    strip.load(clock(*LATE), TODAY)
    assert strip.due.text() == "Answer by Thu 2 April"
    assert strip.late.text() == "What was clear was due Mon 2 March"
    assert strip.cells.accessibleName().endswith("Answer by Thu 2 April. What was clear was due Mon 2 March")


def test_nothing_is_said_where_nothing_is_late(strip):
    strip.load(clock(*LATE), TODAY)
    strip.load(clock(today=date(2026, 2, 20)), date(2026, 2, 20))
    assert strip.late.isHidden()
    assert strip.cells.accessibleName() == "Clock: Day 14 of 20. Answer by Mon 2 March"


def test_a_case_that_was_answered_is_told_as_it_was_answered(strip):
    strip.load(clock(*LATE), TODAY, answered=date(2026, 3, 9))
    assert strip.late.isHidden()
    assert strip.due.text() == "Sent Mon 9 March"


def test_a_clock_that_waits_says_how_far_it_came(strip):
    strip.load(clock(Happening("clarification-asked", date(2026, 2, 10))), TODAY)
    assert strip.day.text() == "Clock stopped after 6 of 20 days"
    assert strip.due.text() == "Waiting for the requester"
