"""What holds for every count, whatever the day of receipt and whatever happened."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.clock import LIMITS, clock_of, first_due, nth_working_day, run_clock
from foidesk.law.happenings import KNOWN, Happening
from foidesk.model import ClockEvent, Regime
from tests.law.builder import Sample

HOLIDAYS = reference.holidays()
TODAY = date(2026, 8, 20)


@st.composite
def requests(draw, regimes=tuple(LIMITS), latest=date(2040, 1, 1)):
    """A regime, a day of receipt and events that can be, in any order."""
    regime = draw(st.sampled_from(regimes))
    received = draw(st.dates(date(2005, 1, 1), latest))
    later = st.integers(0, 60).map(lambda step: received + timedelta(step))
    events = [Happening("holiday", on) for on in draw(st.lists(later, max_size=3))]
    known = KNOWN.get(regime, frozenset())
    for first, second in (("clarification-asked", "clarification-received"), ("fees-notice", "fee-received")):
        if first in known and draw(st.booleans()):
            asked, answered = sorted([draw(later), draw(later)])
            events += [Happening(first, asked), Happening(second, answered)]
    if "extension-notice" in known and draw(st.booleans()):
        events.append(Happening("extension-notice", draw(later)))
    if "school-closed" in known and draw(st.booleans()):
        begins, ends = sorted([draw(later), draw(later)])
        events.append(Happening("school-closed", begins, ends))
    return regime, received, draw(st.permutations(events))


@given(requests())
def test_the_count_starts_at_one_skips_no_number_and_ends_on_the_due_day(request):
    regime, received, events = request
    result = run_clock(regime, received, events, HOLIDAYS, TODAY)
    counted = [item.counted for item in result.days if item.counted is not None]
    assert counted == list(range(1, len(counted) + 1))
    assert len(counted) == LIMITS[regime] or any(item.kind == "school-closed" for item in events)
    assert result.days[-1].date == result.due
    assert [item.date for item in result.days] == [result.days[0].date + timedelta(step) for step in range(len(result.days))]


@given(requests())
def test_a_day_counts_or_says_why_not(request):
    regime, received, events = request
    for item in run_clock(regime, received, events, HOLIDAYS, TODAY).days:
        assert (item.counted is None) == bool(item.why)


@given(requests())
def test_the_due_day_is_a_working_day(request):
    regime, received, events = request
    due = run_clock(regime, received, events, HOLIDAYS, TODAY).due
    assert due is not None
    assert due > received
    assert due.weekday() < 5
    assert due not in {item.on for item in events if item.kind == "holiday"}
    assert not HOLIDAYS.why_not(due, ("scotland",))
    assert regime is Regime.FOISA or not HOLIDAYS.why_not(due)


@given(requests(), st.integers(1, 100))
def test_another_holiday_never_brings_the_due_day_nearer(request, step):
    regime, received, events = request
    before = run_clock(regime, received, events, HOLIDAYS, TODAY).due
    after = run_clock(regime, received, [*events, Happening("holiday", received + timedelta(step))], HOLIDAYS, TODAY).due
    assert before is not None
    assert after is not None
    assert after >= before


@given(requests(), st.integers(0, 40), st.integers(0, 40))
def test_a_clarification_starts_the_count_anew_and_never_shortens_it(request, asked, waited):
    regime, received, events = request
    assume("clarification-asked" in KNOWN.get(regime, ()))
    question = received + timedelta(asked)
    pair = [Happening("clarification-asked", question), Happening("clarification-received", question + timedelta(waited))]
    fixed = [item for item in events if item.kind in {"holiday", "school-closed"}]
    before = run_clock(regime, received, fixed, HOLIDAYS, TODAY).due
    after = run_clock(regime, received, [*fixed, *pair], HOLIDAYS, TODAY).due
    anew = run_clock(regime, pair[1].on, fixed, HOLIDAYS, TODAY).due
    assert before is not None
    assert after is not None
    assert after >= before
    assert after == anew


@given(requests())
def test_a_later_receipt_is_never_due_sooner(request):
    regime, received, events = request
    fixed = [item for item in events if item.kind in {"holiday", "school-closed"}]
    today = run_clock(regime, received, fixed, HOLIDAYS, TODAY).due
    tomorrow = run_clock(regime, received + timedelta(1), fixed, HOLIDAYS, TODAY).due
    assert today is not None
    assert tomorrow is not None
    assert today <= tomorrow


@given(st.dates(date(2005, 1, 1), date(2040, 1, 1)), st.integers(0, 60), st.integers(0, 80))
def test_a_fee_lengthens_the_time_by_the_working_days_that_it_was_awaited(received, asked, waited):
    plain = run_clock(Regime.FOIA, received, [], HOLIDAYS, TODAY)
    notice, fee = received + timedelta(asked), received + timedelta(asked + waited)
    paid = run_clock(Regime.FOIA, received, [Happening("fees-notice", notice), Happening("fee-received", fee)], HOLIDAYS, TODAY)
    assert plain.due is not None
    assert paid.due is not None
    awaited = [received + timedelta(step) for step in range(max(asked, 1), asked + waited + 1)]
    stopped = sum(not HOLIDAYS.why_not(item) for item in awaited) if notice <= plain.due else 0
    assert paid.due == (nth_working_day(plain.due, stopped, HOLIDAYS) if stopped else plain.due)


@given(requests(), st.data())
def test_the_order_in_which_events_are_named_does_not_matter(request, data):
    regime, received, events = request
    shuffled = data.draw(st.permutations(events))
    assert run_clock(regime, received, events, HOLIDAYS, TODAY) == run_clock(regime, received, shuffled, HOLIDAYS, TODAY)


@given(
    st.dates(date(2005, 1, 1), date(2040, 1, 1)),
    st.integers(0, 40),
    st.integers(0, 60),
    st.sampled_from([Regime.SAR, Regime.SAR_EXTENDED]),
)
def test_subject_access_ends_a_month_on_or_later_on_a_working_day(received, asked, waited, regime):
    plain = run_clock(regime, received, [], HOLIDAYS, TODAY).due
    question = received + timedelta(asked)
    events = [Happening("information-asked", question), Happening("information-received", question + timedelta(waited))]
    paused = run_clock(regime, received, events, HOLIDAYS, TODAY).due
    assert plain is not None
    assert paused is not None
    assert not HOLIDAYS.why_not(plain, ("england-and-wales",))
    assert not HOLIDAYS.why_not(paused, ("england-and-wales",))
    assert received + timedelta(28) <= plain <= paused
    days = [item.date for item in run_clock(regime, received, events, HOLIDAYS, TODAY).days]
    assert days == [received + timedelta(step) for step in range(1, (paused - received).days + 1)]


@given(
    st.sampled_from(list(Regime)),
    st.lists(
        st.tuples(
            st.sampled_from(sorted({"holiday", *(kind for kinds in KNOWN.values() for kind in kinds)})),
            st.dates(),
            st.none() | st.dates(),
            st.sampled_from(["all", ["1"]]),
        ),
        max_size=6,
    ),
)
def test_no_log_of_events_stops_the_clock_of_a_case(regime, log):
    sample = Sample()
    sample.case.regime = regime
    sample.case.clock[:] = [ClockEvent(event=kind, on=on, until=until, questions=who) for kind, on, until, who in log]
    result = clock_of(sample.case, HOLIDAYS, TODAY)
    assert result.status in {"running", "waiting", "lapsed"}
    assert (result.due is None) == (result.status != "running")
    assert first_due(sample.case, HOLIDAYS) > sample.case.received
