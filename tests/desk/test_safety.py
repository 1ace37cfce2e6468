"""Backups here and on a stick, a clock that is wrong, and a history that is read whole."""

import os
import shutil
from datetime import timedelta

import pytest

from foidesk.desk import intake, opening, safety
from foidesk.errors import UserError
from foidesk.store import copies, restore
from tests.office import NOW, PASSPHRASE, add_case


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
