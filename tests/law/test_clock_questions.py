"""Clarification asked too late, or of some questions only: what was clear keeps its day."""

from datetime import date

import pytest

from foidesk.desk import reference
from foidesk.law.clock import clear_due, clock_of, question_clocks
from foidesk.model import Question
from tests.law.builder import DUE, Sample
from tests.law.test_clock import clock, day

HOLIDAYS = reference.holidays()
TODAY = date(2026, 4, 20)
# The sample: received on 2 March, due on 31 March 2026.
ASKED, ANSWERED = date(2026, 3, 10), date(2026, 3, 16)
# Mar [17 NI] 18-20 (3) 23-27 (8) 30-2 Apr (12) [3 Good Friday, 6 Easter Monday] 7-10 (16) 13-16 (20).
ANEW = date(2026, 4, 16)


@pytest.mark.parametrize(
    ("events", "clear"),
    [
        ([], None),
        (["clarification-asked=2026-03-02"], None),
        (["clarification-asked=2026-03-03"], "2026-03-02"),
        # A reminder while the clock stands is not late.
        (["clarification-asked=2026-02-10", "clarification-asked=2026-03-09"], None),
        # The fee stopped the clock from the 6th to the 10th of February: due on 5 March.
        (["fees-notice=2026-02-06", "fee-received=2026-02-10", "clarification-asked=2026-03-05"], None),
        (["fees-notice=2026-02-06", "fee-received=2026-02-10", "clarification-asked=2026-03-06"], "2026-03-05"),
        # While the fee is awaited there is nothing to be late for.
        (["fees-notice=2026-02-06", "clarification-asked=2026-03-20", "fee-received=2026-04-10"], None),
        # In time the first time, answered on the 16th, so due on 16 March; asked again a day too late.
        (
            ["clarification-asked=2026-02-10", "clarification-received=2026-02-16", "clarification-asked=2026-03-17"],
            "2026-03-16",
        ),
        (["clarification-asked=2026-02-10", "clarification-received=2026-02-16", "clarification-asked=2026-03-16"], None),
    ],
)
def test_what_was_clear_stays_due_where_clarification_was_asked_too_late(events, clear):
    result = clock("2026-02-02", *events)
    assert result.clear_due == (day(clear) if clear else None)
    assert any("stay late" in words for words in result.warnings) == (clear is not None)


def test_of_several_clarifications_the_last_received_counts():
    events = ["clarification-asked=2026-02-04", "clarification-asked=2026-02-05"]
    events += ["clarification-received=2026-02-16", "clarification-received=2026-02-06"]
    assert clock("2026-02-02", *events).due == day("2026-03-16")


def test_the_explanation_of_a_clock_that_waits_ends_where_it_stopped_and_counts_no_further_than_the_limit():
    in_time = clock("2026-02-02", "clarification-asked=2026-02-10", "clarification-asked=2026-02-20")
    assert in_time.days[-1].date == day("2026-02-10")
    late = clock("2026-02-02", "clarification-asked=2026-03-04")
    assert max(item.counted or 0 for item in late.days) == late.limit
    assert [item.why for item in late.days[-2:]] == ["the time was over", "the time was over"]


def test_the_day_of_a_fees_notice_does_not_count_while_the_fee_is_awaited():
    result = clock("2026-02-02", "fees-notice=2026-02-06", today=day("2026-02-10"))
    assert (result.days[-1].date, result.days[-1].why) == (day("2026-02-06"), "fee awaited")
    assert result.days[-2].counted == 3


@pytest.mark.parametrize(
    ("received", "asked", "answered", "due", "count"),
    [
        # The day of receipt is day 0, so that stopping on it takes nothing: only 3 March puts 2 April off, by a day.
        ("2026-03-02", "2026-03-02", "2026-03-03", "2026-04-07", "3 April is Good Friday; the working day after Easter Monday"),
        ("2026-03-02", "2026-03-02", "2026-03-02", "2026-04-02", "nothing was put off"),
        # The month ends on Saturday 28 February and is moved to 2 March; asked on the Sunday between, answered on Tuesday.
        ("2026-01-30", "2026-03-01", "2026-03-03", "2026-03-04", "the first working day on which nothing is awaited"),
        ("2026-01-30", "2026-03-02", "2026-03-04", "2026-03-05", "asked on the very day; the Sunday before it counts no more"),
        ("2026-01-30", "2026-03-03", "2026-03-04", "2026-03-02", "asked too late"),
    ],
)
def test_subject_access_where_its_pause_meets_an_end(received, asked, answered, due, count):
    result = clock(received, f"information-asked={asked}", f"information-received={answered}", regime="sar")
    assert result.due == day(due), count
    assert max(item.counted or 0 for item in result.days) == result.limit


def test_longer_times_say_until_when_the_requester_must_be_told():
    assert "by 2026-03-02 (EIR reg 7(3))" in clock("2026-02-02", regime="eir-extended").warnings[0]
    assert "by 2026-03-02 if nothing stops it" in clock("2026-01-30", regime="sar-extended").warnings[-1]
    assert "if asked by 2026-03-02" in clock("2026-02-02", regime="foia-armed-forces").warnings[0]


@pytest.fixture
def sample() -> Sample:
    made = Sample()
    made.case.questions.append(Question(label="3", text="When?", position=2))
    return made


def test_a_question_that_was_unclear_has_a_clock_of_its_own(sample):
    sample.happened("clarification-asked", ASKED, ["2"])
    (waiting,) = question_clocks(sample.case, HOLIDAYS, TODAY).values()
    assert (waiting.status, waiting.due) == ("waiting", None)
    sample.happened("clarification-received", ANSWERED, ["2"])
    assert {label: found.due for label, found in question_clocks(sample.case, HOLIDAYS, TODAY).items()} == {"2": ANEW}
    assert clock_of(sample.case, HOLIDAYS, TODAY).due == DUE


def test_clarification_that_names_every_question_is_of_the_whole_request(sample):
    for event, on in (("clarification-asked", ASKED), ("clarification-received", ANSWERED)):
        sample.happened(event, on, ["1", "2", "3"])
    assert clock_of(sample.case, HOLIDAYS, TODAY).due == ANEW
    assert question_clocks(sample.case, HOLIDAYS, TODAY) == {}


def test_what_moves_the_whole_request_moves_a_questions_own_clock_too(sample):
    sample.happened("clarification-asked", ASKED, ["2"])
    sample.happened("clarification-received", ANSWERED, ["2"])
    sample.happened("holiday", date(2026, 4, 15))
    assert question_clocks(sample.case, HOLIDAYS, TODAY)["2"].due == date(2026, 4, 17)


def test_clarification_of_one_question_asked_late_leaves_the_case_late(sample):
    sample.happened("clarification-asked", date(2026, 4, 1), ["3"])
    assert clear_due(sample.case, HOLIDAYS) == DUE
    assert clock_of(sample.case, HOLIDAYS, TODAY).clear_due is None
    assert question_clocks(sample.case, HOLIDAYS, TODAY)["3"].clear_due == DUE
