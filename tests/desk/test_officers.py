"""Who opens the store: added, given a new passphrase, taken away; the keyring; a new data key."""

import pytest

from foidesk.desk import officers, opening
from foidesk.errors import UserError
from foidesk.store.keys import KEY_FILE
from tests.desk.scenes import events
from tests.office import CHEAP, NOW, OFFICER, PASSPHRASE, add_case
from tests.store.ring import Ring, use

SECOND = "walnut harbour tinsel orchid plain"
THIRD = "violet harbour timber candle fox"


def names(desk):
    return officers.officers(desk).names


def opens(folder, secret):
    try:
        opening.leave(opening.unlock(folder, secret, now=lambda: NOW))
    except UserError:
        return False
    return True


def test_an_officer_is_added_and_taken_away_again(desk):
    officers.add_officer(desk, "  Sam   Field ", SECOND, cost=CHEAP)
    assert names(desk) == (OFFICER, "Sam Field")
    officers.remove_officer(desk, "Sam Field")
    assert names(desk) == (OFFICER,)
    opening.leave(desk)
    assert not opens(desk.store.folder, SECOND)


def test_the_history_names_nobody_of_whom_a_passphrase_is_changed(desk):
    officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP)
    officers.change_passphrase(desk, "Sam Field", THIRD, cost=CHEAP)
    officers.remove_officer(desk, "Sam Field")
    written = events(desk)[-3:]
    assert [event.kind for event in written] == ["officer-added", "passphrase-changed", "officer-removed"]
    assert "Sam Field" not in str([event.body for event in written])


def test_a_new_passphrase_opens_and_the_one_before_does_not(desk):
    officers.change_passphrase(desk, OFFICER, SECOND, cost=CHEAP)
    opening.leave(desk)
    assert [opens(desk.store.folder, secret) for secret in (PASSPHRASE, SECOND)] == [False, True]


@pytest.mark.parametrize("name", ["Ada Marsh", "ada  marsh"])
def test_nobodys_passphrase_is_changed_by_adding_them_again(desk, name):
    with pytest.raises(UserError, match="already"):
        officers.add_officer(desk, name, SECOND, cost=CHEAP)


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP),
        lambda desk: officers.change_passphrase(desk, OFFICER, SECOND, cost=CHEAP),
        lambda desk: officers.use_keyring(desk, True),
    ],
    ids=["added", "changed", "keyring"],
)
def test_a_change_that_the_history_cannot_take_leaves_the_key_file_as_it_was(desk, monkeypatch, change):
    use(monkeypatch, Ring())
    before = (desk.store.folder / KEY_FILE).read_bytes()
    monkeypatch.setattr("foidesk.desk.office.Work.finish", lambda work: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change(desk)
    assert (desk.store.folder / KEY_FILE).read_bytes() == before


def test_the_keyring_opens_the_store_and_switching_off_ends_that(desk, monkeypatch):
    ring, folder = use(monkeypatch, Ring()), desk.store.folder
    assert opening.keyring_offered(folder) == ""
    officers.use_keyring(desk, True)
    assert officers.officers(desk).by_keyring
    opening.leave(desk)
    assert opening.keyring_offered(folder) == "Secret Service"
    again = opening.unlock_by_keyring(folder, now=lambda: NOW)
    assert again.officer.name == OFFICER
    officers.use_keyring(again, False)
    opening.leave(again)
    assert (ring.kept, opening.keyring_offered(folder)) == ({}, "")


def test_without_a_keyring_none_is_used(desk):
    assert officers.officers(desk).keyring == ""
    with pytest.raises(UserError, match="no keyring"):
        officers.use_keyring(desk, True)


def by_recovery(tmp_path):
    """A desk of two officers that the recovery key opened."""
    first = opening.first_run(tmp_path / "two", PASSPHRASE, OFFICER, cost=CHEAP, now=lambda: NOW)
    officers.add_officer(first.desk, "Sam Field", SECOND, cost=CHEAP)
    opening.leave(first.desk)
    return opening.unlock(tmp_path / "two", first.recovery_key, now=lambda: NOW)


def test_whoever_came_by_the_recovery_key_gives_an_officer_a_new_passphrase_and_nothing_else(tmp_path, monkeypatch):
    use(monkeypatch, Ring())
    desk = by_recovery(tmp_path)
    assert officers.officers(desk).by_recovery_key
    for refused in (lambda: officers.use_keyring(desk, True), lambda: officers.make_new_key(desk, THIRD, cost=CHEAP)):
        with pytest.raises(UserError, match="does not say who"):
            refused()
    officers.change_passphrase(desk, "Sam Field", THIRD, cost=CHEAP)
    opening.leave(desk)
    assert opens(desk.store.folder, THIRD)


def test_a_new_data_key_shuts_out_the_old_passphrases_the_keyring_and_the_other_officers(desk, monkeypatch):
    ring, folder = use(monkeypatch, Ring()), desk.store.folder
    add_case(desk)
    officers.add_officer(desk, "Sam Field", SECOND, cost=CHEAP)
    officers.use_keyring(desk, True)
    new = officers.make_new_key(desk, THIRD, cost=CHEAP)
    officers.take_new_key(desk, new)
    assert [opens(folder, secret) for secret in (PASSPHRASE, SECOND, THIRD, new.recovery)] == [False, False, True, True]
    assert (ring.kept, opening.keyring_offered(folder)) == ({}, "")
    again = opening.unlock(folder, THIRD, now=lambda: NOW)
    assert names(again) == (OFFICER,)
    assert again.store.verify_history().ok
    opening.leave(again)


def test_a_new_key_that_is_given_up_leaves_the_store_as_it_was(desk):
    officers.make_new_key(desk, THIRD, cost=CHEAP)
    officers.give_up_new_key(desk)
    add_case(desk)
    opening.leave(desk)
    assert opens(desk.store.folder, PASSPHRASE)
