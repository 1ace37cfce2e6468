"""Days that officers add, newer tables, and what they move."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from foidesk.desk import clock, holidays, listing, opening, reference, sign
from foidesk.desk.browse import case_history, open_case
from foidesk.desk.calendar import Calendar
from foidesk.desk.incoming import clock_from
from foidesk.errors import UserError
from foidesk.model import Regime
from foidesk.paths import resource
from foidesk.store import settings
from tests.desk.scenes import SECRET, events
from tests.office import NOW, PASSPHRASE, add_case

ALL = ("england-and-wales", "scotland", "northern-ireland")
FRIDAY = date(2026, 8, 21)
DUE, LATER = date(2026, 9, 3), date(2026, 9, 4)
"""The sample is received on 5 August 2026; a day that is taken out of its count puts it off by one."""


def add(desk, on=FRIDAY, divisions=ALL, name="A day of thanks"):
    return holidays.add_holiday(desk, on, name, divisions, "Royal Proclamation of 1 August 2026")


def table(**changes):
    return json.loads(resource("law", "holidays.json").read_text("utf-8")) | {"version": "2099-01-01"} | changes


def table_with(*days):
    made = table()
    made["days"] += [{"date": day, "name": "A day of thanks", "divisions": list(ALL)} for day in days]
    return made


def due(desk, case_id):
    """As the list has it, and as it is worked out."""
    snapshot = open_case(desk, case_id)
    return snapshot.case.due, snapshot.clock.due


def test_a_proclaimed_day_moves_every_open_case_that_counts_over_it(desk):
    first = add_case(desk)
    later = add_case(desk, received=date(2026, 8, 20), title="Later")
    done = add_case(desk, received=date(2026, 7, 1))
    moved = add(desk)
    assert [(item.case_id, item.before, item.after) for item in moved] == [
        (first, DUE, LATER),
        (later, date(2026, 9, 18), date(2026, 9, 21)),
    ]
    assert due(desk, first) == (LATER, LATER)
    assert due(desk, done)[0] == date(2026, 7, 30)


def test_what_would_move_is_told_before_and_nothing_is_written(desk):
    case_id = add_case(desk)
    before = len(events(desk))
    would = holidays.would_move(desk, holidays.adding(desk, FRIDAY, "A day of thanks", ALL, "A proclamation"))
    assert [(item.reference, item.before, item.after) for item in would] == [("1/26", DUE, LATER)]
    assert due(desk, case_id) == (DUE, DUE)
    assert (len(events(desk)), holidays.holiday_facts(desk).added) == (before, ())
    assert would == add(desk)


def test_a_day_that_is_removed_gives_the_time_back(desk):
    case_id = add_case(desk)
    add(desk)
    assert [(item.before, item.after) for item in holidays.remove_holiday(desk, FRIDAY)] == [(LATER, DUE)]
    assert due(desk, case_id) == (DUE, DUE)
    assert holidays.holiday_facts(desk).added == ()
    add(desk, name="Once more")
    assert [day.name for day in holidays.holiday_facts(desk).added] == ["Once more"]


def test_a_day_keeps_where_it_holds_what_it_rests_on_and_who_added_it(desk):
    add(desk, divisions=["scotland"])
    (day,) = holidays.holiday_facts(desk).added
    assert (day.name, day.divisions, day.source) == ("A day of thanks", ("scotland",), "Royal Proclamation of 1 August 2026")
    assert (day.by, day.at) == ("Ada Marsh", NOW)


@pytest.mark.parametrize(
    ("regime", "divisions", "moves"),
    [
        (Regime.FOIA, ["northern-ireland"], True),
        (Regime.EIR, ["scotland"], True),
        (Regime.FOISA, ["scotland"], True),
        (Regime.FOISA, ["england-and-wales", "northern-ireland"], False),
    ],
)
def test_a_day_counts_where_the_regime_looks(desk, regime, divisions, moves):
    add_case(desk, regime=regime)
    assert bool(add(desk, divisions=divisions)) == moves


def test_subject_access_looks_to_england_and_wales(desk):
    add_case(desk, regime=Regime.SAR, received=date(2026, 7, 24))
    assert add(desk, on=date(2026, 8, 24), divisions=["scotland"]) == []
    assert [item.after for item in add(desk, on=date(2026, 8, 25))] == []
    holidays.remove_holiday(desk, date(2026, 8, 24))
    assert [item.after for item in add(desk, on=date(2026, 8, 24))] == [date(2026, 8, 26)]


def test_a_day_of_the_table_in_one_part_may_be_added_in_another(desk):
    add_case(desk, regime=Regime.FOISA)
    with pytest.raises(UserError, match="is no working day as it is: Late Summer Bank Holiday"):
        add(desk, on=date(2026, 8, 31), divisions=["england-and-wales"])
    assert len(add(desk, on=date(2026, 8, 31), divisions=["scotland"])) == 1


def test_everything_at_this_desk_counts_by_the_added_day(desk):
    add(desk)
    assert clock_from(desk, Regime.FOIA, date(2026, 8, 5)).due == LATER
    assert listing.days_left(desk, DUE) == 8
    case_id = add_case(desk)
    assert open_case(desk, case_id).case.due == LATER
    clock.log_clock_event(desk, case_id, "holiday", date(2026, 8, 24))
    assert open_case(desk, case_id).case.due == date(2026, 9, 7)
    assert "A day of thanks, added by hand" in [day.why for day in open_case(desk, case_id).clock.days]


def test_the_day_is_there_after_the_store_was_opened_again_and_nothing_is_counted_anew(desk):
    add_case(desk)
    add(desk)
    before = len(events(desk))
    opening.leave(desk)
    again = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
    assert again.holidays.why_not(FRIDAY) == "A day of thanks, added by hand"
    assert len(events(again)) == before
    opening.leave(again)


def test_another_store_knows_nothing_of_it(desk):
    add(desk)
    assert not reference.holidays().why_not(FRIDAY)


def test_a_case_whose_clock_stands_is_not_listed(desk):
    case_id = add_case(desk)
    clock.log_clock_event(desk, case_id, "clarification-asked", date(2026, 8, 20))
    assert add(desk) == []
    assert open_case(desk, case_id).case.due is None


@pytest.mark.parametrize("stage", ["signed", "sent", "closed"])
def test_an_answered_case_stands_as_it_was_answered(scene, stage):
    at = scene(stage)
    before = due(at.desk, at.case_id)
    at.desk.now = lambda: NOW + timedelta(days=1)
    assert add(at.desk) == []
    assert holidays.load_holidays(at.desk, table_with("2026-08-24")) == []
    assert due(at.desk, at.case_id) == before


def test_a_signature_that_is_withdrawn_lets_the_case_count_by_what_is_known_now(scene):
    at = scene("signed")
    at.desk.now = lambda: NOW + timedelta(days=1)
    add(at.desk)
    sign.withdraw_signature(at.desk, at.case_id, at.letter(), "A figure was wrong.")
    assert due(at.desk, at.case_id) == (LATER, LATER)


def test_a_day_that_was_known_when_the_case_was_answered_still_counts_once_it_is_removed(scene):
    at = scene("decided")
    at.desk.now = lambda: NOW + timedelta(minutes=1)
    add(at.desk)
    at.desk.now = lambda: NOW + timedelta(minutes=2)
    sign.unlock_identity(at.desk, SECRET)
    sign.sign_letter(at.desk, at.case_id)
    at.desk.now = lambda: NOW + timedelta(minutes=3)
    holidays.remove_holiday(at.desk, FRIDAY)
    assert due(at.desk, at.case_id) == (LATER, LATER)


def test_a_case_s_history_tells_what_moved_its_due_day(desk):
    case_id, other = add_case(desk), add_case(desk, received=date(2026, 7, 1))
    add(desk)
    told = [line.words for line in case_history(desk, case_id)]
    assert told[-1] == "Due day moved from 3 September 2026 to 4 September 2026: the holidays changed"
    assert not any("Due day moved" in line.words for line in case_history(desk, other))


def test_the_event_holds_the_day_and_what_moved_but_no_words(desk):
    case_id = add_case(desk)
    add(desk)
    body = events(desk)[-1].body
    assert body == {
        "on": "2026-08-21",
        "divisions": list(ALL),
        "cases": 1,
        "moved": {str(case_id): ["2026-09-03", "2026-09-04"]},
    }


def test_a_newer_table_takes_the_place_of_the_programs_and_added_days_stay(desk):
    case_id = add_case(desk)
    add(desk)
    moved = holidays.load_holidays(desk, table_with("2026-08-24"))
    assert [(item.before, item.after) for item in moved] == [(LATER, date(2026, 9, 7))]
    facts = holidays.holiday_facts(desk)
    assert (facts.version, facts.loaded_by, len(facts.added)) == ("2099-01-01", "Ada Marsh", 1)
    assert [item.after for item in holidays.drop_loaded_holidays(desk)] == [LATER]
    assert holidays.holiday_facts(desk).version == reference.holidays().version
    assert due(desk, case_id) == (LATER, LATER)


def test_a_table_is_read_from_a_file(desk, tmp_path):
    path = tmp_path / "holidays.json"
    path.write_text(json.dumps(table_with("2026-08-24")), "utf-8")
    holidays.load_holidays(desk, holidays.read_new_table(path))
    assert desk.holidays.version == "2099-01-01"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[NaN]", "a number that no table"),
        (b"[" * 100_000, "nested too deeply|not JSON"),
        (b"[1]", "one JSON object"),
        (json.dumps(table(days=[{"date": "2027-02-30"}])).encode(), r"days\[0\].date: 2027-02-30 is no day of the calendar"),
        (b" " * (2 << 20), "1 MB at most"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_a_line(tmp_path, data, words):
    path = tmp_path / "holidays.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match=words) as refusal:
        holidays.read_new_table(path)
    assert "\n" not in str(refusal.value)


def test_a_program_with_a_newer_table_works_the_due_days_out_again_when_the_store_is_opened(desk, monkeypatch):
    case_id = add_case(desk)
    opening.leave(desk)
    newer = replace(
        reference.holidays(),
        version="2027-01-01",
        table={**reference.holidays().table, FRIDAY: replace(reference.holidays().table[date(2026, 5, 25)], name="New")},
    )
    monkeypatch.setattr(reference, "holidays", lambda: newer)
    again = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
    assert due(again, case_id) == (LATER, LATER)
    assert events(again)[-1].kind == "due-days-renewed"
    opening.leave(again)
    once_more = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
    assert [event.kind for event in events(once_more)].count("due-days-renewed") == 1
    opening.leave(once_more)


def test_open_cases_are_looked_through_once_for_each_table_and_not_at_every_opening(desk, monkeypatch):
    add_case(desk)
    opening.leave(desk)
    asked = []
    real = holidays.would_move
    monkeypatch.setattr(holidays, "would_move", lambda *given: asked.append(given) or real(*given))
    for _ in range(2):
        again = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
        assert events(again)[-1].kind == "received"
        opening.leave(again)
    assert len(asked) == 1


def test_a_program_with_a_newer_table_than_the_loaded_one_counts_by_its_own(desk, monkeypatch):
    holidays.load_holidays(desk, table_with("2026-08-24"))
    newer = replace(reference.holidays(), version="2100-01-01")
    monkeypatch.setattr(reference, "holidays", lambda: newer)
    with desk.reading() as session:
        assert Calendar(settings.get(session, "holidays")).now.version == "2100-01-01"
