"""A new data key: the old one and its passphrases open the present store no longer, and nothing is lost on the way."""

import shutil
from contextlib import suppress

import pytest

from foidesk.errors import UserError
from foidesk.store import backup, keys, placing, rekey
from foidesk.store.driver import connect
from foidesk.store.engine import open_store
from foidesk.store.history import events
from foidesk.store.queries import find_case
from tests.store.builder import CHEAP, OFFICER, PASSPHRASE, add_case

NEW = "walnut harbour tinsel orchid plain"


def renew(store):
    new = rekey.make_new_key(store, NEW, CHEAP)
    rekey.take_new_key(store, new)
    return new


def has_case(folder, secret):
    opened = open_store(folder, secret)
    try:
        with opened.reading() as session:
            return find_case(session, "1/26") is not None
    finally:
        opened.close(back_up=False)


def test_the_store_opens_with_the_new_passphrase_and_the_new_recovery_key_alone(store, folder):
    add_case(store)
    new = renew(store)
    assert has_case(folder, NEW)
    assert has_case(folder, new.recovery)
    with pytest.raises(UserError, match="does not open this store"):
        open_store(folder, PASSPHRASE)


def test_the_old_key_opens_no_file_that_is_left(store, folder):
    add_case(store)
    old = store.key
    renew(store)
    for left in folder.rglob("*"):
        if left.is_file() and left.stat().st_size >= 4096:
            with pytest.raises(UserError):
                connect(left, old, immutable=True)
    assert not list(folder.glob("replaced-*"))
    assert not (folder / keys.PREVIOUS_FILE).exists()


def test_the_history_says_so_and_is_whole(store, folder):
    add_case(store)
    renew(store)
    opened = open_store(folder, NEW)
    with opened.reading() as session:
        last = list(events(session))[-1]
    assert (last.kind, last.actor) == ("key-changed", OFFICER)
    assert opened.verify_history().ok
    assert opened.history_warning == ""
    opened.close()


def test_a_new_key_that_is_given_up_changes_nothing(store, folder):
    add_case(store)
    rekey.make_new_key(store, NEW, CHEAP)
    rekey.give_up(store)
    store.close()
    assert has_case(folder, PASSPHRASE)


def test_a_weak_passphrase_is_refused_before_anything_is_made(store, folder):
    with pytest.raises(UserError, match="too easy"):
        rekey.make_new_key(store, "short", CHEAP)
    assert not (folder / placing.MAKING).exists()


def test_what_does_not_read_back_is_not_taken_and_the_store_stays_open(store, folder, monkeypatch):
    add_case(store)
    new = rekey.make_new_key(store, NEW, CHEAP)
    monkeypatch.setattr(backup, "read_back", lambda *given: None)
    with pytest.raises(UserError, match="keeps its present key"):
        rekey.take_new_key(store, new)
    monkeypatch.undo()
    add_case(store, "2/26")
    store.close()
    assert has_case(folder, PASSPHRASE)


@pytest.mark.parametrize("step", range(6))
def test_a_change_that_is_cut_short_leaves_one_key_or_the_other(store, folder, tmp_path, monkeypatch, step):
    add_case(store)
    new = rekey.make_new_key(store, NEW, CHEAP)
    done = 0
    real = placing.Path.replace

    class PowerCutError(Exception):
        pass

    def counted(self, target):
        nonlocal done
        if done == step:
            raise PowerCutError
        done += 1
        return real(self, target)

    monkeypatch.setattr(placing.Path, "replace", counted)
    with suppress(PowerCutError):
        rekey.take_new_key(store, new)
    monkeypatch.undo()
    store.close(back_up=False)
    after = tmp_path / "after"
    shutil.copytree(folder, after)
    assert [opens(after, secret) for secret in (PASSPHRASE, NEW)].count(True) == 1


def opens(folder, secret):
    try:
        return has_case(folder, secret)
    except UserError:
        return False


def test_an_officer_can_be_taken_away_but_not_the_last(store, folder):
    store.add_officer("Sam Field", NEW, CHEAP)
    keys.remove_officer(folder, OFFICER)
    assert keys.officers(folder) == ["Sam Field"]
    with pytest.raises(UserError, match="Nobody else"):
        keys.remove_officer(folder, "Sam Field")
    with pytest.raises(UserError, match="has no passphrase"):
        keys.remove_officer(folder, "Lee Nobody")
