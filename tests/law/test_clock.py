"""By when: dates worked out by hand."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from foidesk.desk import reference
from foidesk.errors import UserError
from foidesk.law.clock import ClockResult, clock_of, run_clock
from foidesk.law.happenings import KNOWN, Happening
from foidesk.model import Regime
from tests.law.builder import DUE, Sample

HOLIDAYS = reference.holidays()
TODAY = date(2026, 8, 20)


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock(received: str, *events: str, regime: str = "foia", today: date = TODAY) -> ClockResult:
    """A clock of events in the words of the command line: "fees-notice=2026-02-06", "school-closed=2026-02-16..2026-02-20"."""
    happenings = []
    for event in events:
        kind, _, span = event.partition("=")
        first, _, last = span.partition("..")
        happenings.append(Happening(kind, day(first), day(last) if last else None))
    return run_clock(Regime(regime), day(received), happenings, HOLIDAYS, today)


# Received, due, and the count by hand: numbers in round brackets are working days so far, dates in square ones do not count.
BY_HAND = [
    ("2015-08-05", "2015-09-03", "Aug 6-7 (2) 10-14 (7) 17-21 (12) 24-28 (17) [31] Sep 1-3 (20)"),
    ("2026-05-18", "2026-06-17", "May 19-22 (4) [25] 26-29 (8) Jun 1-5 (13) 8-12 (18) [15 Scotland] 16-17 (20)"),
    ("2025-12-12", "2026-01-15", "Dec 15-19 (5) 22-24 (8) [25 26] 29-31 (11) [1 Jan, 2 Scotland] 5-9 (16) 12-15 (20)"),
    ("2024-03-04", "2024-04-04", "Mar 5-8 (4) 11-15 (9) [18 NI for 17] 19-22 (13) 25-28 (17) [29 Good Friday, 1 Apr] 2-4 (20)"),
    ("2025-06-30", "2025-07-29", "Jul 1-4 (4) 7-11 (9) [14 NI for 12] 15-18 (13) 21-25 (18) 28-29 (20)"),
    ("2026-10-31", "2026-11-27", "a Saturday: Nov 2-6 (5) 9-13 (10) 16-20 (15) 23-27 (20)"),
    ("2026-12-24", "2027-01-27", "[25, 28 for 26] 29-31 (3) [1, 4 Scotland for 2] 5-8 (7) 11-15 (12) 18-22 (17) 25-27 (20)"),
    ("2027-07-30", "2027-08-31", "[2 Aug Scotland] 3-6 (4) 9-13 (9) 16-20 (14) 23-27 (19) [30] 31 (20)"),
    ("2023-04-17", "2023-05-17", "Apr 18-21 (4) 24-28 (9) [1 May] 2-5 (13) [8 coronation] 9-12 (17) 15-17 (20)"),
    ("2021-12-06", "2022-01-07", "Dec 7-10 (4) 13-17 (9) 20-24 (14) [27 28] 29-31 (17) [3, 4 Scotland] 5-7 (20)"),
    ("2026-03-17", "2026-04-16", "a holiday in NI: Mar 18-20 (3) 23-27 (8) 30-2 Apr (12) [3 6] 7-10 (16) 13-16 (20)"),
]

# From Monday 2 February 2026: Feb 3-6 (4) 9-13 (9) 16-20 (14) 23-27 (19) Mar 2-6 (24) 9-13 (29) 16 (30) [17 NI] 18-20 (33) 23-27 (38)
# 30-2 Apr (42) [3, 6] 7-10 (46) 13-17 (51) 20-24 (56) 27-30 (60).
OTHER_REGIMES = [
    ("foia", "2026-02-02", "2026-03-02"),
    ("foia-school", "2026-02-02", "2026-03-02"),
    ("eir", "2026-02-02", "2026-03-02"),
    ("foia-public-record", "2026-02-02", "2026-03-16"),
    ("eir-extended", "2026-02-02", "2026-03-31"),
    ("foia-armed-forces", "2026-02-02", "2026-04-30"),
    ("foia-internal-review", "2026-02-02", "2026-03-02"),
    ("foia-internal-review-max", "2026-02-02", "2026-03-31"),
    ("eir-internal-review", "2026-02-02", "2026-03-31"),
    # Only Scotland: 3-6 (4) 9-13 (9) 16-20 (14) 23-27 (19) 30 (20); elsewhere 17 March puts it off to the 31st.
    ("foisa", "2026-03-02", "2026-03-30"),
    ("foia", "2026-03-02", "2026-03-31"),
    # Easter Monday is none in Scotland, Good Friday is: Mar 24-27 (4) 30-2 Apr (8) [3] 6-10 (13) 13-17 (18) 20-21 (20).
    ("foisa", "2026-03-23", "2026-04-21"),
    ("foia", "2026-03-23", "2026-04-22"),
    ("sar", "2026-02-27", "2026-03-27"),
    # 30 January has no 30 February: the 28th, a Saturday, so Monday.
    ("sar", "2026-01-30", "2026-03-02"),
    # 3 April is Good Friday; the next working day follows Easter Monday.
    ("sar", "2026-03-03", "2026-04-07"),
    # 17 March is a holiday in Northern Ireland only.
    ("sar", "2026-02-17", "2026-03-17"),
    ("sar-extended", "2026-01-30", "2026-04-30"),
]

# Each from 2 February 2026 with its events.
WITH_EVENTS = [
    # A new count from the 16th: Feb 17-20 (4) 23-27 (9) Mar 2-6 (14) 9-13 (19) 16 (20).
    ("foia", ["clarification-asked=2026-02-10", "clarification-received=2026-02-16"], "2026-03-16"),
    ("eir", ["clarification-asked=2026-02-10", "clarification-received=2026-02-16"], "2026-03-16"),
    ("foisa", ["clarification-asked=2026-02-10", "clarification-received=2026-02-16"], "2026-03-16"),
    (
        "foia",
        [
            "clarification-asked=2026-02-04",
            "clarification-received=2026-02-06",
            "clarification-asked=2026-02-10",
            "clarification-received=2026-02-16",
        ],
        "2026-03-16",
    ),
    # The 6th, 9th and 10th do not count: three days more than 2 March.
    ("foia", ["fees-notice=2026-02-06", "fee-received=2026-02-10"], "2026-03-05"),
    ("foia", ["fees-notice=2026-02-06", "fee-received=2026-02-06"], "2026-03-03"),
    # A notice on the last day still stops the clock; one on the day after does not.
    ("foia", ["fees-notice=2026-03-02", "fee-received=2026-03-02"], "2026-03-03"),
    ("foia", ["fees-notice=2026-03-03", "fee-received=2026-03-04"], "2026-03-02"),
    ("foia", ["extension-notice=2026-03-02"], "2026-03-02"),
    ("foia", ["holiday=2026-02-16"], "2026-03-03"),
    ("foia", ["holiday=2026-02-15"], "2026-03-02"),
    ("foia", ["holiday=2026-03-02", "holiday=2026-03-03"], "2026-03-04"),
    ("sar", ["holiday=2026-03-02"], "2026-03-03"),
    # Half-term takes five days: Mar 2-6 (19) 9 (20).
    ("foia-school", ["school-closed=2026-02-16..2026-02-20"], "2026-03-09"),
    # Closed for good: the sixtieth working day.
    ("foia-school", ["school-closed=2026-01-01..2026-12-31"], "2026-04-30"),
    # 2 March and the three days from the 10th to the 12th.
    ("sar", ["information-asked=2026-02-10", "information-received=2026-02-12"], "2026-03-05"),
    (
        "sar",
        [
            "information-asked=2026-02-10",
            "information-received=2026-02-12",
            "information-asked=2026-02-16",
            "information-received=2026-02-17",
        ],
        # Two days more: 7 March, a Saturday, so Monday.
        "2026-03-09",
    ),
]


@pytest.mark.parametrize(("received", "due", "count"), BY_HAND)
def test_twenty_working_days_counted_by_hand(received, due, count):
    assert clock(received).due == day(due), count


@pytest.mark.parametrize(("regime", "received", "due"), OTHER_REGIMES)
def test_the_other_time_limits_counted_by_hand(regime, received, due):
    assert clock(received, regime=regime).due == day(due)


@pytest.mark.parametrize(("regime", "events", "due"), WITH_EVENTS)
def test_what_stops_restarts_or_lengthens_the_count(regime, events, due):
    assert clock("2026-02-02", *events, regime=regime).due == day(due)


def test_every_time_limit_has_a_date_worked_out_by_hand():
    assert {regime for regime, _, _ in OTHER_REGIMES} == set(Regime)


def test_every_worked_example_is_right(shared: Path):
    """Each row with its status, the days that it skips, and its further dates."""
    for row in json.loads((shared / "law" / "due_date_examples.json").read_text("utf-8"))["scenarios"]:
        spans = [
            f"{event['event']}={event.get('date') or event['from']}" + (f"..{event['to']}" if "to" in event else "")
            for event in row["events"]
        ]
        result = clock(row["received"], *spans, regime=row["regime"])
        skipped = [item.date.isoformat() for item in result.days if item.counted is None and item.date.weekday() < 5]
        given = {
            "due": result.due and result.due.isoformat(),
            "status": result.status,
            "skipped_weekday_holidays": skipped,
            "extension_guidance_latest": result.extension_guidance_latest and result.extension_guidance_latest.isoformat(),
            "fee_last_day": result.fee_last_day and result.fee_last_day.isoformat(),
        }
        wanted = {name: value for name, value in row.items() if name in given}
        wanted["status"] = row.get("status", "running").split()[0]
        assert {name: given[name] for name in wanted} == wanted, row["id"]
        assert given["due"] not in row.get("wrong_answers", {}).values(), row["id"]
        explained(result)
        pauses = sum(item.why == "information awaited" for item in result.days)
        assert pauses == row.get("paused_days", 0), row["id"]
        assert sum(item.why == "fee awaited" for item in result.days) == row.get("disregarded_working_days", 0), row["id"]
        if "twentieth_school_working_day" in row:
            assert row["due"] == min(row["twentieth_school_working_day"], row["sixtieth_working_day"]), row["id"]
        if strict := row.get("strict_period_beginning_with_receipt_ends"):
            differs = [words for words in result.warnings if "Read strictly" in words]
            assert not differs or strict in differs[0], row["id"]
        if "contested" in row:
            without = replace(HOLIDAYS, table={on: item for on, item in HOLIDAYS.table.items() if on not in HOLIDAYS.contested})
            other = run_clock(Regime(row["regime"]), day(row["received"]), [], without, TODAY).due
            assert other == day(row["contested"]["if_19_sep_2022_counts_as_working_day"]), row["id"]


def explained(result: ClockResult) -> None:
    """Each day is there once and in order, the numbers go up by one, and where an answer is due the last number is the limit."""
    assert [item.date for item in result.days] == [
        result.received + timedelta(step) for step in range(1, len(result.days) + 1)
    ] or (result.days[0].date > result.received)
    counted = [item.counted for item in result.days if item.counted is not None]
    assert counted == list(range(1, len(counted) + 1))
    assert all((item.counted is None) == bool(item.why) for item in result.days)
    if result.status == "running":
        assert (result.days[-1].date, counted[-1]) == (result.due, result.limit)


@pytest.mark.parametrize(("regime", "received", "due"), OTHER_REGIMES)
def test_the_printed_count_ends_with_the_limit_in_every_regime(regime, received, due):
    explained(clock(received, regime=regime))


@pytest.mark.parametrize(
    ("received", "skipped", "why"),
    [
        ("2015-08-05", "2015-08-31", "Late Summer Bank Holiday (England and Wales, Northern Ireland)"),
        ("2026-05-18", "2026-06-15", "Scotland's participation in the FIFA World Cup final (Scotland)"),
        ("2026-05-18", "2026-05-25", "Spring Bank Holiday"),
        ("2026-05-18", "2026-06-13", "Saturday"),
    ],
)
def test_each_day_that_does_not_count_says_why_and_where(received, skipped, why):
    assert [item.why for item in clock(received).days if item.date == day(skipped)] == [why]


def test_a_clarification_that_is_awaited_leaves_no_due_day():
    result = clock("2026-02-02", "clarification-asked=2026-02-10")
    assert (result.due, result.status, result.days[-1].date) == (None, "waiting", day("2026-02-10"))


def test_a_second_clarification_that_is_awaited_leaves_no_due_day():
    events = ("clarification-asked=2026-02-04", "clarification-received=2026-02-06", "clarification-asked=2026-02-10")
    assert clock("2026-02-02", *events).status == "waiting"


def test_clarification_asked_late_is_said_while_waiting_and_afterwards():
    late = "Clarification was asked after 2026-03-02, when the answer was due: the questions that were clear stay late."
    asked, got = "clarification-asked=2026-03-03", "clarification-received=2026-03-04"
    assert late in clock("2026-02-02", asked).warnings
    assert late in clock("2026-02-02", asked, got).warnings
    assert late not in clock("2026-02-02", "clarification-asked=2026-03-02").warnings


@pytest.mark.parametrize(("today", "status"), [("2026-05-05", "waiting"), ("2026-05-06", "lapsed")])
def test_a_fee_that_is_not_paid_in_three_months_lets_the_request_lapse(today, status):
    result = clock("2026-02-02", "fees-notice=2026-02-06", today=day(today))
    assert (result.status, result.due, result.fee_last_day) == (status, None, day("2026-05-05"))


def test_a_fee_paid_a_day_too_late_does_not_bring_the_request_back():
    events = ("fees-notice=2026-02-06", "fee-received=2026-05-06")
    assert (clock("2026-02-02", *events).status, clock("2026-02-02", *events).due) == ("lapsed", None)
    assert clock("2026-02-02", "fees-notice=2026-02-06", "fee-received=2026-05-05").status == "running"


@pytest.mark.parametrize(
    ("notice", "last"),
    [("2026-02-11", "2026-05-10"), ("2026-01-31", "2026-04-30"), ("2025-11-30", "2026-02-28"), ("2026-12-01", "2027-02-28")],
)
def test_three_months_begin_with_the_day_of_the_notice(notice, last):
    assert clock("2025-11-28" if notice < "2026-01-01" else notice, f"fees-notice={notice}").fee_last_day == day(last)


def test_an_extension_gives_both_dates():
    result = clock("2026-02-02", "extension-notice=2026-03-02")
    assert (result.due, result.extension_guidance_latest) == (day("2026-03-02"), day("2026-03-31"))


def test_days_that_a_fee_stopped_do_not_shorten_the_extension():
    # Due on 5 March; twenty more: 6 (1) 9-13 (6) 16 (7) [17] 18-20 (10) 23-27 (15) 30-2 Apr (19) [3, 6] 7 (20).
    result = clock("2026-02-02", "fees-notice=2026-02-06", "fee-received=2026-02-10", "extension-notice=2026-03-02")
    assert (result.due, result.extension_guidance_latest) == (day("2026-03-05"), day("2026-04-07"))


def test_a_late_extension_notice_is_said():
    assert clock("2026-02-02", "extension-notice=2026-03-02").warnings == ()
    assert clock("2026-02-02", "extension-notice=2026-03-03").warnings == (
        "The extension notice came after the day by which it was due (s.17(1)).",
    )


def test_holidays_beyond_the_table_are_projected_with_a_warning():
    # Dec 11-13 (3) 16-20 (8) 23-24 (10) [25 26] 27 (11) 30-31 (13) [1 Jan, 2 Scotland] 3 (14) 6-10 (19) 13 (20)
    result = clock("2030-12-10")
    assert result.due == day("2031-01-13")
    assert [item.why for item in result.days if item.date == day("2031-01-02")] == ["2 January (Scotland), projected"]
    assert result.warnings == (
        "The holiday table covers 2005 to 2028. Other years are projected from the law's own schedule; "
        "a day proclaimed since is not known.",
    )


def test_a_count_inside_the_table_warns_of_nothing():
    assert clock("2028-11-01").warnings == ()


def test_an_extension_that_reaches_beyond_the_table_warns():
    assert clock("2028-11-24").warnings == ()
    assert len(clock("2028-11-24", "extension-notice=2028-12-22").warnings) == 1


def test_the_day_of_the_state_funeral_is_said_to_be_contested():
    result = clock("2022-08-25")
    assert result.due == day("2022-09-26")
    assert "contested" in result.warnings[0]


def test_subject_access_says_where_the_two_readings_differ():
    assert any("a day sooner" in words for words in clock("2026-02-27", regime="sar").warnings)
    assert not any("a day sooner" in words for words in clock("2026-01-30", regime="sar").warnings)


def test_what_is_not_checked_against_its_act_says_so():
    for regime in ("sar", "sar-extended", "foisa"):
        assert any("not checked against" in words for words in clock("2026-02-02", regime=regime).warnings)


def test_asking_after_the_due_day_does_not_stop_subject_access():
    result = clock("2026-02-02", "information-asked=2026-03-03", regime="sar")
    assert (result.status, result.due) == ("running", day("2026-03-02"))


@pytest.mark.parametrize(
    ("regime", "event", "words"),
    [
        ("foia", "party=2026-02-10", "is no event of foia"),
        ("eir", "fees-notice=2026-02-10", "is no event of eir"),
        ("foia", "school-closed=2026-02-10", "is no event of foia"),
        ("foia-internal-review", "clarification-asked=2026-02-10", "is no event of foia-internal-review"),
        ("foia", "information-asked=2026-02-10", "is no event of foia"),
        ("sar", "clarification-asked=2026-02-10", "is no event of sar"),
        ("foia", "clarification-asked=2026-02-01", "before the request was received"),
        ("foia", "clarification-received=2026-02-10", "has no clarification-asked before it"),
        ("foia", "fee-received=2026-02-10", "has no fees-notice before it"),
        ("foia", "fees-notice=2026-02-10..2026-02-12", "one day, not a span"),
        ("foia-school", "school-closed=2026-02-10..2026-02-09", "before it begins"),
        ("foia", "fees-notice=9999-12-31", "too far away"),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_plain_words(regime, event, words):
    with pytest.raises(UserError, match=words):
        clock("2026-02-02", event, regime=regime)


@pytest.mark.parametrize("received", ["0001-01-01", "1066-10-14", "9999-12-31"])
def test_a_day_of_receipt_that_cannot_be_is_refused(received):
    with pytest.raises(UserError, match="Correct the date of receipt"):
        clock(received)


def test_every_regime_knows_a_holiday_and_only_its_own_events():
    for regime in Regime:
        clock("2026-02-02", "holiday=2026-02-16", regime=regime.value)
    assert KNOWN.keys() == {regime for regime in Regime if "review" not in regime.value}


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-02-02", 20),
        ("2026-02-27", 1),
        ("2026-03-01", 1),
        ("2026-03-02", 0),
        ("2026-03-03", -1),
        ("2026-03-09", -5),
        ("2036-03-03", -260),
    ],
)
def test_the_days_that_are_left_or_past(today, left):
    assert clock("2026-02-02", today=day(today)).days_left == left


def test_an_event_out_of_order_is_left_out_of_a_case_and_named():
    sample = Sample()
    sample.happened("clarification-asked", date(2026, 3, 1))
    sample.happened("clarification-received", date(2026, 3, 10))
    result = clock_of(sample.case, HOLIDAYS, TODAY)
    assert result.due == DUE
    assert result.warnings == (
        "clarification-asked on 2026-03-01 lies before the request was received on 2026-03-02. It is left out.",
        "clarification-received on 2026-03-10 has no clarification-asked before it. It is left out.",
    )


def test_an_event_for_some_questions_leaves_the_clock_of_the_rest():
    sample = Sample()
    sample.happened("clarification-asked", date(2026, 3, 10), ["2"])
    assert clock_of(sample.case, HOLIDAYS, TODAY).due == DUE
