"""The key file: who opens a store, and what a damaged or hostile one does."""

import json
import stat

import pytest
from argon2.exceptions import HashingError

from foidesk.errors import UserError
from foidesk.store import keys
from foidesk.store.keys import KEY_FILE, KeyCost, WrongKeyError, add_officer, create_keys, officers, unlock_keys
from tests.store.builder import CHEAP, OFFICER, PASSPHRASE

OTHER = "violet harbour timber candle fox"
PREVIOUS = f"{KEY_FILE}.previous"


@pytest.fixture
def made(tmp_path):
    """A key file; its data key and its recovery key."""
    return create_keys(tmp_path, PASSPHRASE, OFFICER, CHEAP)


def change_slots(folder, **changes):
    path = folder / KEY_FILE
    document = json.loads(path.read_bytes())
    for slot in document["slots"]:
        slot.update(changes)
    path.write_text(json.dumps(document))


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_passphrase_opens_the_data_key(tmp_path, made):
    assert unlock_keys(tmp_path, PASSPHRASE) == keys.Opened(made[0], OFFICER)


def test_blanks_around_and_between_the_words_do_not_matter(tmp_path, made):
    assert unlock_keys(tmp_path, f"  {PASSPHRASE.replace(' ', '   ')} ").key == made[0]


def test_a_wrong_passphrase_is_told(tmp_path, made):
    with pytest.raises(WrongKeyError, match="does not open this store"):
        unlock_keys(tmp_path, OTHER)


def test_a_missing_key_file_is_told(tmp_path):
    with pytest.raises(UserError, match="is missing"):
        unlock_keys(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"slots": 7}',
        b'{"slots": [null]}',
        b'{"slots": [{}]}',
        b'{"slots": "abc"}',
        b'{"slots": [{"argon2id": {"memory": 1}}]}',
        b"[" * 200_000,
        b" " * 1_000_001,
    ],
    ids=["empty", "binary", "list", "null", "number", "null slot", "empty slot", "string", "other cost", "deep", "huge"],
)
def test_a_damaged_key_file_is_told(tmp_path, content):
    (tmp_path / KEY_FILE).write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        unlock_keys(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 64 * 1_048_576, "passes": 1, "lanes": 1},
        {"memory_kib": 8, "passes": 1_000_000, "lanes": 1},
        {"memory_kib": 1024, "passes": 1, "lanes": 200},
        {"memory_kib": 7, "passes": 1, "lanes": 1},
        {"memory_kib": 8, "passes": 0, "lanes": 1},
        {"memory_kib": 8, "passes": 1, "lanes": 8},
        {"memory_kib": 8.5, "passes": 1, "lanes": 1},
    ],
    ids=["memory", "passes", "lanes", "too little", "no pass", "too little for the lanes", "fraction"],
)
def test_absurd_costs_are_refused_before_they_are_paid(tmp_path, made, monkeypatch, cost):
    change_slots(tmp_path, argon2id=cost)
    monkeypatch.setattr(keys, "_stretch", lambda *_: pytest.fail("a guess was paid for"))
    with pytest.raises(UserError, match="is damaged"):
        unlock_keys(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("part", ["salt", "nonce", "wrapped"])
@pytest.mark.parametrize("value", ["", "AAAA", "A" * 4000, "no base 64", None])
def test_a_part_of_another_length_is_damage(tmp_path, made, part, value):
    change_slots(tmp_path, **{part: value})
    with pytest.raises(UserError, match="is damaged"):
        unlock_keys(tmp_path, PASSPHRASE)


def test_a_key_file_with_hundreds_of_slots_is_damage(tmp_path, made):
    path = tmp_path / KEY_FILE
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps(document | {"slots": document["slots"] * 200}))
    with pytest.raises(UserError, match="is damaged"):
        unlock_keys(tmp_path, PASSPHRASE)


def test_the_recovery_key_opens_the_data_key(tmp_path, made):
    assert unlock_keys(tmp_path, made[1]).key == made[0]


def test_the_recovery_key_is_read_as_people_write_it(tmp_path, made):
    written = made[1].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert unlock_keys(tmp_path, written).key == made[0]


def test_the_check_digits_catch_every_single_wrong_character(made):
    right = made[1].replace("-", "")
    wrong = [right[:at] + other + right[at + 1 :] for at in range(28) for other in keys._ALPHABET if other != right[at]]
    assert [text for text in [right, *wrong] if keys._is_recovery_key(text)] == [right]


def test_the_check_digits_catch_every_swap_of_neighbours(made):
    right = made[1].replace("-", "")
    swapped = {right[:at] + right[at + 1] + right[at] + right[at + 2 :] for at in range(27)} - {right}
    assert not [text for text in swapped if keys._is_recovery_key(text)]


def test_a_mistyped_recovery_key_opens_nothing(tmp_path, made):
    last = "0" if made[1][-1] != "0" else "1"
    with pytest.raises(WrongKeyError):
        unlock_keys(tmp_path, made[1][:-1] + last)


def test_a_recovery_key_typed_back_whole_is_right(made):
    assert keys.recovery_key_typed_back(made[1], made[1].lower().replace("-", "")) == ""


def test_a_recovery_key_typed_back_in_part_says_how_much_is_there(made):
    assert keys.recovery_key_typed_back(made[1], made[1][:9]) == "It has 8 characters; the key has 28."


def test_a_second_officer_opens_the_same_key_under_another_name(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, "Ben Hale", CHEAP)
    assert unlock_keys(tmp_path, OTHER) == keys.Opened(made[0], "Ben Hale")


def test_a_second_officer_does_not_shut_the_first_one_out(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, "Ben Hale", CHEAP)
    assert unlock_keys(tmp_path, PASSPHRASE).officer == OFFICER


def test_a_new_passphrase_takes_the_place_of_the_old_one(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, OFFICER, CHEAP)
    assert officers(tmp_path) == [OFFICER]
    with pytest.raises(WrongKeyError):
        unlock_keys(tmp_path, PASSPHRASE)


def test_a_new_passphrase_leaves_the_recovery_key_good(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, OFFICER, CHEAP)
    assert unlock_keys(tmp_path, made[1]).key == made[0]


def test_another_name_cannot_be_put_to_a_slot(tmp_path, made):
    path = tmp_path / KEY_FILE
    path.write_text(path.read_text().replace(OFFICER, "Ben Hale"))
    with pytest.raises(WrongKeyError):
        unlock_keys(tmp_path, PASSPHRASE)


def test_the_recovery_key_names_none_of_several_officers(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, "Ben Hale", CHEAP)
    assert unlock_keys(tmp_path, made[1]).officer == keys.RECOVERED


def test_an_officer_too_many_is_refused_before_the_key_file_is_unreadable(tmp_path, made, monkeypatch):
    monkeypatch.setattr(keys, "_MOST_SLOTS", 2)
    with pytest.raises(UserError, match="officers already"):
        add_officer(tmp_path, made[0], OTHER, "Ben Hale", CHEAP)
    assert unlock_keys(tmp_path, PASSPHRASE).key == made[0]


def test_an_accent_typed_on_another_keyboard_is_the_same_accent(tmp_path):
    key, _ = create_keys(tmp_path, "caf\u00e9 lantern meadow gravel", OFFICER, CHEAP)
    assert unlock_keys(tmp_path, "cafe\u0301 lantern meadow gravel").key == key


def test_a_passphrase_that_is_no_text_opens_nothing(tmp_path, made):
    with pytest.raises(WrongKeyError):
        unlock_keys(tmp_path, "\udcff")


def test_too_little_memory_for_a_guess_is_told(tmp_path, made, monkeypatch):
    def starved(*_, **__):
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", starved)
    with pytest.raises(UserError, match="not enough memory"):
        unlock_keys(tmp_path, PASSPHRASE)


def test_a_key_file_of_a_newer_version_is_not_called_damaged(tmp_path, made):
    path = tmp_path / KEY_FILE
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"version": 2}))
    with pytest.raises(UserError, match="newer version"):
        unlock_keys(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    "weak",
    [
        *("", "secret", "Passw0rd!", "aaaaaaaaaaaaaaaaaaaa", "abababababababab", "a b c d e"),
        *("password password password password", "aaaa bbbb cccc dddd"),
    ],
)
def test_a_weak_passphrase_is_refused(tmp_path, weak):
    with pytest.raises(UserError, match="too easy to guess"):
        create_keys(tmp_path, weak, OFFICER, CHEAP)
    assert not (tmp_path / KEY_FILE).exists()


def test_a_second_officers_weak_passphrase_is_refused(tmp_path, made):
    with pytest.raises(UserError, match="too easy to guess"):
        add_officer(tmp_path, made[0], "short", "Ben Hale", CHEAP)


def test_the_passphrase_offered_is_strong_enough():
    offered = keys.make_passphrase()
    keys.check_strength(offered)
    assert len(offered.split()) == 5


def test_the_key_file_before_a_change_is_kept_and_opens(tmp_path, made):
    before = (tmp_path / KEY_FILE).read_bytes()
    add_officer(tmp_path, made[0], OTHER, OFFICER, CHEAP)
    assert (tmp_path / PREVIOUS).read_bytes() == before


def test_key_files_are_for_their_owner_alone(tmp_path, made):
    add_officer(tmp_path, made[0], OTHER, OFFICER, CHEAP)
    assert (mode(tmp_path / KEY_FILE), mode(tmp_path / PREVIOUS)) == (0o600, 0o600)


def test_the_key_file_holds_neither_key_nor_passphrase_in_the_clear(tmp_path, made):
    content = (tmp_path / KEY_FILE).read_text()
    leaked = [
        secret
        for secret in (PASSPHRASE, made[0].hex(), keys._text(made[0]), made[1], made[1].replace("-", ""))
        if secret in content
    ]
    assert leaked == []


def test_two_stores_with_one_passphrase_have_different_keys(tmp_path):
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        found.append(create_keys(tmp_path / name, PASSPHRASE, OFFICER, CHEAP)[0])
    assert found[0] != found[1]


def test_a_guess_is_dear_unless_told_otherwise():
    assert KeyCost(65_536, 3) == keys.CAREFUL
