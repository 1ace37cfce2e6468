"""Unlocking by the keyring: a slot of its own, a secret that is read back, and no keyring but the system's."""

import pytest
from keyring.backends.fail import Keyring as Fails
from keyring.backends.null import Keyring as Null

from foidesk.errors import UserError
from foidesk.store import keyrings, keys
from foidesk.store.keys import KEY_FILE, create_keys
from tests.store.builder import CHEAP, OFFICER, PASSPHRASE
from tests.store.ring import Forgetful, Locked, Ring


@pytest.fixture
def key(tmp_path):
    return create_keys(tmp_path, PASSPHRASE, OFFICER, CHEAP)[0]


def test_the_keyring_opens_the_data_key_for_the_officer_whose_slot_it_is(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    assert keyrings.unlock(tmp_path, ring) == keys.Opened(key, OFFICER)


def test_the_secret_stands_in_the_keyring_alone(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    (secret,) = ring.kept.values()
    assert secret not in (tmp_path / KEY_FILE).read_text("utf-8")
    assert key.hex() not in str(ring.kept)
    with pytest.raises(UserError, match="does not open this store"):
        keys.unlock_keys(tmp_path, secret)


def test_switching_off_removes_the_slot_and_the_secret(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    keyrings.switch_off(tmp_path, OFFICER, ring)
    assert (ring.kept, keys.keyring_slots(tmp_path)) == ({}, {})
    assert keys.unlock_keys(tmp_path, PASSPHRASE).key == key


def test_switching_on_twice_leaves_one_slot_and_one_secret(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    assert (len(ring.kept), len(keys.keyring_slots(tmp_path))) == (1, 1)
    assert keyrings.unlock(tmp_path, ring).key == key


@pytest.mark.parametrize(("ring", "words"), [(Forgetful(), "did not keep it"), (Locked(), "did not take the key")])
def test_a_keyring_that_does_not_keep_the_secret_gets_no_slot(tmp_path, key, ring, words):
    before = (tmp_path / KEY_FILE).read_bytes()
    with pytest.raises(UserError, match=words):
        keyrings.switch_on(tmp_path, key, OFFICER, ring)
    assert (tmp_path / KEY_FILE).read_bytes() == before


def test_a_key_file_that_cannot_be_written_leaves_no_secret_behind(tmp_path, key, monkeypatch):
    ring = Ring()

    def full(*given):
        raise UserError("The disk is full.")

    monkeypatch.setattr(keys, "add_keyring_slot", full)
    with pytest.raises(UserError, match="full"):
        keyrings.switch_on(tmp_path, key, OFFICER, ring)
    assert ring.kept == {}


@pytest.mark.parametrize(("ring", "words"), [(Ring(), "holds no key"), (None, "holds no key"), (Locked(), "locked")])
def test_another_computers_keyring_says_to_type_the_passphrase(tmp_path, key, ring, words):
    keyrings.switch_on(tmp_path, key, OFFICER, Ring())
    with pytest.raises(UserError, match=words):
        keyrings.unlock(tmp_path, ring)


def test_nobody_can_put_another_name_to_a_slot_of_the_keyring(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    path = tmp_path / KEY_FILE
    path.write_text(path.read_text("utf-8").replace(f'"of": "{OFFICER}"', '"of": "Sam Field"'), "utf-8")
    with pytest.raises(UserError, match="holds no key"):
        keyrings.unlock(tmp_path, ring)


def test_an_officer_who_is_taken_away_takes_the_slot_of_the_keyring_along(tmp_path, key):
    ring = Ring()
    keyrings.switch_on(tmp_path, key, OFFICER, ring)
    keys.add_officer(tmp_path, key, "violet harbour timber candle fox", "Sam Field", CHEAP)
    keys.remove_officer(tmp_path, OFFICER)
    assert keys.keyring_slots(tmp_path) == {}


@pytest.mark.parametrize("ring", [Null(), Fails(), Ring()])
def test_only_the_systems_own_keyrings_may_be_used(ring):
    assert keyrings.name_of(ring) == ""


def test_the_tests_reach_no_keyring():
    assert keyrings.of_this_computer() is None


def test_every_keyring_that_may_be_used_is_one_of_the_librarys():
    for known in keyrings._KNOWN:
        module, _, name = known.rpartition(".")
        found = __import__(module, fromlist=[name])
        assert getattr(found, name).__qualname__ == name
