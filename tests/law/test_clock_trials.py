"""The clock against two others, over many requests drawn at random: every regime, every event, 2012 to 2028."""

import random
from datetime import date, timedelta

import pytest

from foidesk.desk import reference
from foidesk.law.clock import run_clock
from foidesk.law.happenings import KNOWN, Happening
from foidesk.model import Regime
from tests.law.stepper import by_numpy, step_by_day

HOLIDAYS = reference.holidays()
FIRST, LAST = date(2012, 1, 1), date(2028, 6, 30)
"""The last day leaves room for sixty working days and a fee inside the years that all three know."""

PAIRS = (
    ("clarification-asked", "clarification-received"),
    ("fees-notice", "fee-received"),
    ("information-asked", "information-received"),
)


def some_request(dice: random.Random):
    """A regime, a day of receipt and events that can be: pairs whose answer may be missing, closures, proclaimed days, notices."""
    regime = dice.choice(list(Regime))
    received = FIRST + timedelta(dice.randrange((LAST - FIRST).days))
    events = []

    def later(most: int) -> date:
        return received + timedelta(dice.randint(0, most))

    for first, second in PAIRS:
        if first not in KNOWN.get(regime, ()):
            continue
        for _ in range(dice.choice([0, 0, 1, 1, 2])):
            asked = later(70)
            events.append((first, asked, None))
            if dice.random() < 0.85:
                events.append((second, asked + timedelta(dice.randint(0, 100 if first == "fees-notice" else 40)), None))
    if "school-closed" in KNOWN.get(regime, ()) and dice.random() < 0.7:
        begins = received + timedelta(dice.randint(-20, 60))
        events.append(("school-closed", begins, begins + timedelta(dice.randint(0, 90))))
    if "extension-notice" in KNOWN.get(regime, ()) and dice.random() < 0.2:
        events.append(("extension-notice", later(30), None))
    events += [("holiday", later(60), None) for _ in range(dice.choice([0, 0, 0, 1, 2]))]
    dice.shuffle(events)
    return regime, received, events


@pytest.mark.soak
def test_three_clocks_give_the_same_due_day(trials):
    dice = random.Random(20261125)
    stood = 0
    for number in range(trials(1_500, 50_000)):
        regime, received, events = some_request(dice)
        result = run_clock(regime, received, [Happening(*event) for event in events], HOLIDAYS, received + timedelta(400))
        told = (number, regime.value, received, events)
        assert result.due == step_by_day(regime.value, received, events), told
        assert result.due == by_numpy(regime.value, received, events), told
        stood += result.due is None
        counted = [day.counted for day in result.days if day.counted is not None]
        assert counted == list(range(1, len(counted) + 1)), told
        if result.due is not None:
            assert len(counted) == result.limit or any(kind == "school-closed" for kind, _, _ in events), told
            assert result.days[-1].date == result.due, told
    assert 0 < stood < number / 2
