"""Backups here and on a stick, a clock that is wrong, and a history that is read whole."""

import os
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest

from foidesk.desk import intake, officers, opening, restoring, safety
from foidesk.errors import UserError
from foidesk.store import copies, restore
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, add_case, new_desk


@pytest.fixture
def stick(tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    return made


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_goes_to_the_stick_too_with_its_key_file_and_reads_back_from_there(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    done = safety.back_up(desk)
    assert done.trouble == ""
    assert names(stick) == sorted([done.path.name, done.path.with_suffix(".keys").name])
    assert restore.rehearse(done.carried, PASSPHRASE, desk.store.folder).cases == 1


def test_leaving_carries_the_last_copy_to_the_stick(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    opening.leave(desk)
    assert len(copies.copies_in(stick)) == 1


def test_a_stick_that_is_away_is_told_and_the_copy_here_is_whole(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    stick.rename(stick.parent / "pulled")
    done = safety.back_up(desk)
    assert "Plug the stick in" in done.trouble
    assert done.path.exists()


def test_it_is_known_when_a_copy_was_last_on_a_stick_that_is_away(desk, stick):
    safety.choose_elsewhere(desk, stick)
    done = safety.back_up(desk)
    stick.rename(stick.parent / "pulled")
    place = safety.elsewhere(desk)
    assert (place.reachable, place.last) == (False, copies.time_of(done.path))


def test_a_stick_that_is_away_does_not_keep_the_officer_from_leaving(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    stick.rename(stick.parent / "pulled")
    opening.leave(desk)


def fill_up(source, part):
    part.write_bytes(b"half")
    raise OSError(28, "No space left on device")


def test_a_stick_that_fills_up_while_it_is_written_holds_no_copy_that_is_called_good(desk, stick, monkeypatch):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    monkeypatch.setattr(copies, "_write", fill_up)
    done = safety.back_up(desk)
    assert "No space left" in done.trouble
    assert names(stick) == []


def test_a_stick_that_keeps_other_bytes_than_were_written_is_not_relied_on(desk, stick, monkeypatch):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    monkeypatch.setattr(copies, "bring_to_disk", lambda path: path.write_bytes(bytes(9)) if path.parent == stick else None)
    done = safety.back_up(desk)
    assert "does not read back" in done.trouble
    assert names(stick) == []


def pull(stick):
    """The stick is pulled after the key file was written."""
    real = copies._write

    def pulled(source, part):
        if source.suffix == ".db":
            shutil.rmtree(stick)
        return real(source, part)

    return pulled


def test_a_stick_that_is_pulled_while_it_is_written_is_told(desk, stick, monkeypatch):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    monkeypatch.setattr(copies, "_write", pull(stick))
    assert "could not be written" in safety.back_up(desk).trouble


@pytest.mark.skipif(os.name == "nt", reason="names of folders there")
@pytest.mark.parametrize(("place", "words"), [("missing", "is not there"), ("desk/backups/own", "lost with it")])
def test_a_folder_that_cannot_serve_is_refused(desk, tmp_path, place, words):
    (desk.store.folder / "backups" / "own").mkdir(parents=True)
    with pytest.raises(UserError, match=words):
        safety.choose_elsewhere(desk, tmp_path / place)
    assert safety.elsewhere(desk) is None


def test_no_longer_a_folder_of_ones_own(desk, stick):
    safety.choose_elsewhere(desk, stick)
    safety.choose_elsewhere(desk, None)
    assert safety.elsewhere(desk) is None


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (timedelta(0), ""),
        (timedelta(days=34), ""),
        (timedelta(hours=-20), ""),
        (timedelta(days=800), "If that is right, go on"),
        (timedelta(days=-3), "The clock is behind"),
    ],
)
def test_a_clock_far_from_the_last_event_is_told(desk, moved, said):
    add_case(desk)
    desk.now = lambda: NOW + moved
    trouble = safety.clock_trouble(desk)
    assert said in trouble if said else trouble == ""


def test_no_copy_is_removed_while_the_clock_is_doubtful(desk, monkeypatch):
    for name in ("NEWEST", "DAYS", "WEEKS", "MONTHS"):
        monkeypatch.setattr(copies, name, 1)
    add_case(desk)
    first = safety.back_up(desk).path
    desk.now = lambda: NOW + timedelta(days=800)
    second = safety.back_up(desk).path
    assert first.exists()
    assert second.exists()


def test_the_history_is_read_whole_and_its_first_bad_event_named(desk):
    case_id = add_case(desk)
    intake.edit_case(desk, case_id, title="Another title")
    assert safety.verify(desk).ok


def test_the_index_is_made_anew(desk):
    add_case(desk)
    assert safety.reindex(desk) == 1


@pytest.mark.parametrize(("newest", "days", "weeks", "months", "left"), [(2, 1, 1, 1, 2), (1, 3, 1, 1, 3), (1, 1, 4, 2, 5)])
def test_copies_are_kept_by_counts_of_days_weeks_and_months(tmp_path, monkeypatch, newest, days, weeks, months, left):
    """One copy a day for sixty days from 1 January 2026, so 28 February and 1 March are the last days."""
    for name, most in (("NEWEST", newest), ("DAYS", days), ("WEEKS", weeks), ("MONTHS", months)):
        monkeypatch.setattr(copies, name, most)
    first = NOW.replace(month=1, day=1)
    found = [tmp_path / copies.name_of(first + timedelta(days=number), "ab" * 32) for number in range(60)]
    assert len(copies.kept(found)) == left


def test_a_clock_that_jumps_never_empties_the_folder(tmp_path):
    found = [tmp_path / copies.name_of(NOW + timedelta(days=number * 4000), "") for number in range(30)]
    assert set(found[-copies.NEWEST :]) <= copies.kept(found)


def test_another_desk_finds_the_folder_that_was_chosen(desk, stick, tmp_path):
    safety.choose_elsewhere(desk, stick)
    folder = desk.store.folder
    opening.leave(desk)
    again = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    assert safety.elsewhere(again).folder == stick
    opening.leave(again)


def at(desk, moved):
    """The store unlocked anew on a clock that is off."""
    folder = desk.store.folder
    opening.leave(desk)
    return opening.unlock(folder, PASSPHRASE, now=lambda: NOW + moved)


FAR = timedelta(days=800)


def test_what_is_written_by_a_doubtful_clock_hides_no_doubt(desk):
    case_id = add_case(desk)
    doubtful = at(desk, FAR)
    intake.edit_case(doubtful, case_id, title="Written in the wrong year")
    assert "If that is right, go on" in safety.clock_trouble(doubtful)
    again = at(doubtful, FAR + timedelta(days=1))
    assert "of 20 August 2026" in safety.clock_trouble(again)
    opening.leave(again)


def test_a_clock_that_is_agreed_to_is_trusted_from_then_on(desk):
    case_id = add_case(desk)
    doubtful = at(desk, FAR)
    safety.agree_to_clock(doubtful)
    assert safety.clock_trouble(doubtful) == ""
    intake.edit_case(doubtful, case_id, title="Written in the right year")
    again = at(doubtful, FAR + timedelta(days=30))
    assert safety.clock_trouble(again) == ""
    opening.leave(again)


def test_a_clock_that_was_set_right_again_is_trusted_though_entries_of_the_future_stand(desk):
    case_id = add_case(desk)
    doubtful = at(desk, FAR)
    intake.edit_case(doubtful, case_id, title="Written in the wrong year")
    mended = at(doubtful, timedelta(days=1))
    assert safety.clock_trouble(mended) == ""
    intake.edit_case(mended, case_id, title="Written in the right year")
    again = at(mended, timedelta(days=2))
    assert safety.clock_trouble(again) == ""
    assert again.store.verify_history().ok
    opening.leave(again)


def test_nothing_is_pruned_until_the_clock_is_agreed_to(desk, stick, monkeypatch):
    for name in ("NEWEST", "DAYS", "WEEKS", "MONTHS"):
        monkeypatch.setattr(copies, name, 1)
    case_id = add_case(desk)
    safety.choose_elsewhere(desk, stick)
    safety.back_up(desk)
    doubtful = at(desk, FAR)
    intake.edit_case(doubtful, case_id, title="Changed")
    for _ in range(2):
        safety.back_up(doubtful)
    counted = [len(copies.copies_in(folder)) for folder in (doubtful.store.folder / "backups", stick)]
    assert counted == [3, 3]
    safety.agree_to_clock(doubtful)
    safety.back_up(doubtful)
    assert [len(copies.copies_in(folder)) for folder in (doubtful.store.folder / "backups", stick)] == [1, 1]
    opening.leave(doubtful)


def test_the_stick_is_pruned_on_leaving_as_the_folder_here_is(desk, stick, monkeypatch):
    for name in ("NEWEST", "DAYS", "WEEKS", "MONTHS"):
        monkeypatch.setattr(copies, name, 1)
    safety.choose_elsewhere(desk, stick)
    for _ in range(2):
        add_case(desk)
        desk = at(desk, timedelta(0))
    opening.leave(desk)
    assert [len(copies.copies_in(folder)) for folder in (desk.store.folder / "backups", stick)] == [1, 1]


def test_a_copy_is_made_only_where_something_was_written_since_the_last(desk):
    safety.back_up(desk)
    assert safety.back_up_if_changed(desk) is None
    add_case(desk)
    assert safety.back_up_if_changed(desk).path.exists()
    assert safety.back_up_if_changed(desk) is None


@pytest.mark.parametrize(("days", "stale"), [(7, False), (8, True)])
def test_more_than_seven_days_without_a_copy_elsewhere_are_told(desk, stick, days, stale):
    desk.now = lambda: NOW + timedelta(days=days)
    assert safety.kept(desk).is_stale == stale


def test_a_copy_that_was_seen_on_a_stick_counts_while_the_stick_is_away(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    last = copies.time_of(safety.back_up(desk).path)
    stick.rename(stick.parent / "pulled")
    desk.now = lambda: last + timedelta(days=6)
    assert not safety.kept(desk).is_stale
    desk.now = lambda: last + timedelta(days=8)
    assert safety.kept(desk).is_stale


def test_the_newest_copy_is_rehearsed_where_it_is_elsewhere_on_the_stick(desk, stick):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    safety.back_up(desk)
    before = names(desk.store.folder)
    found = restoring.rehearse_newest(desk)
    assert (found.copy.cases, found.is_elsewhere, found.opens, found.copy.path.parent) == (1, True, True, stick)
    assert names(desk.store.folder) == before
    stick.rename(stick.parent / "pulled")
    assert not restoring.rehearse_newest(desk).is_elsewhere


def test_a_rehearsal_says_that_the_passphrase_was_another_one(desk):
    safety.back_up(desk)
    officers.change_passphrase(desk, OFFICER, "walnut harbour tinsel orchid plain", cost=CHEAP)
    assert not restoring.rehearse_newest(desk).opens


def test_a_rehearsal_without_a_copy_or_of_a_damaged_one_is_told(desk):
    with pytest.raises(UserError, match="no copy yet"):
        restoring.rehearse_newest(desk)
    path = safety.back_up(desk).path
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(UserError, match="does not open with this store's key"):
        restoring.rehearse_newest(desk)
    assert not list(desk.store.folder.glob(".looking*"))


def test_a_copy_of_the_time_before_the_key_was_changed_is_told_apart(desk):
    add_case(desk)
    safety.back_up(desk)
    folder = desk.store.folder
    officers.take_new_key(desk, officers.make_new_key(desk, "walnut harbour tinsel orchid plain", cost=CHEAP))
    again = opening.unlock(folder, "walnut harbour tinsel orchid plain", now=lambda: NOW)
    with pytest.raises(UserError, match="before the key was changed"):
        restoring.rehearse_newest(again)
    opening.leave(again)


def every_step(monkeypatch, at, failure):
    """Let the copying to a stick fail at one of its steps: each write, reading back, renaming, and the folder's own sync."""
    count = 0

    def counted(real):
        def call(*given, **more):
            nonlocal count
            count += 1
            if count == at:
                failure()
            return real(*given, **more)

        return call

    for owner, name in ((copies, "_write"), (copies, "_digest"), (copies, "bring_to_disk"), (copies.Path, "replace")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    return lambda: count


STEPS = 14
"""How many such steps a copy and its key file take at most."""


@pytest.mark.parametrize("kind", ["pulled", "full"])
@pytest.mark.parametrize("step", range(1, STEPS))
def test_a_stick_that_fails_at_any_step_is_never_called_good(desk, stick, tmp_path, monkeypatch, step, kind):
    add_case(desk)
    safety.choose_elsewhere(desk, stick)
    copy = desk.store.back_up()
    gone = tmp_path / "gone"

    def fail():
        if kind == "pulled":
            stick.rename(gone)
        raise OSError(5, "Input/output error") if kind == "pulled" else OSError(28, "No space left on device")

    counted = every_step(monkeypatch, step, fail)
    carried = None
    with suppress(UserError):
        carried = copies.carry(copy, stick)
    monkeypatch.undo()
    if counted() < step:  # it has fewer steps than were tried, and ended well
        assert restore.rehearse(carried, PASSPHRASE, desk.store.folder).cases == 1
        return
    assert carried is None
    if kind == "full":
        assert names(stick) == []
    for left in copies.copies_in(gone) if gone.exists() else ():  # what a pulled stick holds is whole, or refused
        with suppress(UserError):
            assert restore.rehearse(left, PASSPHRASE, desk.store.folder).cases == 1


def test_there_are_no_more_steps_than_are_tried(desk, stick, monkeypatch):
    add_case(desk)
    copy = desk.store.back_up()
    counted = every_step(monkeypatch, 0, lambda: None)
    copies.carry(copy, stick)
    assert 0 < counted() < STEPS


def test_another_stores_copies_on_the_same_stick_are_neither_pruned_nor_taken_for_ones_own(desk, stick, tmp_path, monkeypatch):
    other = new_desk(tmp_path / "other")
    safety.choose_elsewhere(other, stick)
    theirs = safety.back_up(other).path.name
    safety.choose_elsewhere(desk, stick)
    assert safety.elsewhere(desk).last is None
    for name in ("NEWEST", "DAYS", "WEEKS", "MONTHS"):
        monkeypatch.setattr(copies, name, 1)
    for _ in range(2):
        ours = safety.back_up(desk).path.name
    assert [copy.name for copy in copies.copies_in(stick)] == [theirs, ours]
    safety.back_up(other)
    assert restoring.rehearse_newest(desk).copy.path.name == ours
    opening.leave(other)


def test_a_copy_that_was_deleted_from_the_stick_is_not_said_to_be_there(desk, stick):
    safety.choose_elsewhere(desk, stick)
    done = safety.back_up(desk)
    done.carried.unlink()
    assert safety.elsewhere(desk).last is None
