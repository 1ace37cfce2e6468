"""The store's image after each of its writes: what was told is there, nothing is corrupt, and the history is whole."""

import random
import shutil

import pytest

from foidesk.desk import proving
from foidesk.desk.browse import open_case
from foidesk.store.driver import STORE_FILE, connect
from tests.desk.replay import Disk, Step, lay, record
from tests.desk.scenes import at_work, events
from tests.store.builder import key_of

STARTED = "decided"


@pytest.fixture(scope="module")
def day(drawer, tmp_path_factory):
    """The folder before the day, and every call of the day."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so that the writes cannot be recorded")
    place = tmp_path_factory.mktemp("day")
    before = shutil.copytree(drawer / STARTED, place / "before")
    return before, record(shutil.copytree(drawer / STARTED, place / "desk"), "tests.desk.day")


def cuts(steps, trials):
    """After which calls the image is looked at: in `make test` a sample that is the same each time, in `make soak` after every one."""
    places = [number for number, step in enumerate(steps, 1) if step.what != "told"]
    count = trials(40, len(places))
    return sorted(random.Random(7).sample(places, count)) if count < len(places) else places


def images(before, steps, trials):
    """The disk after each of the chosen calls, and how many calls there were."""
    disk, wanted = Disk.of(before), set(cuts(steps, trials))
    for number, step in enumerate(steps, 1):
        disk.take(step)
        if number in wanted:
            yield number, disk


def check(folder, told, when):
    """Open it as an officer would on the next morning."""
    with at_work(folder) as at:
        assert at.desk.store.history_warning == "", when
        assert proving.prove(at.desk).told == (), when
        assert len(events(at.desk)) >= told, f"{when}: what was told is lost"
        assert open_case(at.desk, 1).case.questions, when
    connection = connect(folder / STORE_FILE, key_of(folder))
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], when
    finally:
        connection.close()


@pytest.mark.soak
def test_a_program_that_is_killed_after_any_write_has_lost_nothing_that_it_told(day, tmp_path, trials):
    before, steps = day
    for number, disk in images(before, steps, trials):
        check(lay(disk.seen, tmp_path / "image"), disk.told, f"killed after call {number}")


@pytest.mark.soak
def test_a_power_cut_after_any_write_has_lost_nothing_that_was_told(day, tmp_path, trials):
    before, steps = day
    for number, disk in images(before, steps, trials):
        check(lay(disk.certain, tmp_path / "image"), disk.told, f"nothing unsynced kept after call {number}")
        chance = random.Random(number)
        check(lay(disk.after_power_cut(chance), tmp_path / "image"), disk.told, f"some of it kept after call {number}")


def test_the_recording_holds_the_whole_day(day, tmp_path):
    """Played to its end it gives the very files that lie there; else the images would prove nothing."""
    before, steps = day
    disk = Disk.of(before)
    for step in steps:
        disk.take(step)
    there = Disk.of(before.parent / "desk").seen
    assert {name: disk.seen[name] == data for name, data in there.items()} == dict.fromkeys(there, True)
    assert len([step for step in steps if step.what == "sync"]) > 10
    assert sorted({step.to for step in steps if step.what == "told"}) == list(range(disk.told - 8, disk.told + 1))


def test_a_disk_that_loses_what_was_told_is_noticed(day, tmp_path):
    """The trial itself is tried: without the syncs of the log, a power cut would lose what was told, and the check finds that."""
    before, steps = day
    disk, told = Disk.of(before), [step.to for step in steps if step.what == "told"]
    for step in steps[: steps.index(Step("told", to=told[3]))]:
        if step != Step("sync", f"{STORE_FILE}-wal"):
            disk.take(step)
    with pytest.raises(AssertionError, match="no log kept"):
        check(lay(disk.certain, tmp_path / "image"), disk.told, "no log kept")
