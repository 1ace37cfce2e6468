from foidesk.desk import keep, opening, sign
from foidesk.desk.facts import facts
from tests.office import NOW, OFFICER, PASSPHRASE, PLAN, new_desk


def test_the_settings_show_what_the_store_keeps(desk):
    sign.make_identity(desk, "Disclosure Officer", "a passphrase of the role")
    found = facts(desk)
    assert found.profile["name"] == PLAN["authority"]["name"]
    assert found.profile["kind"] == "police"
    assert found.identity.fingerprint == desk.identity.fingerprint
    assert (found.officer, found.folder) == (OFFICER, desk.store.folder)


def test_a_new_store_has_no_profile_no_identity_and_no_copy(tmp_path):
    desk = new_desk(tmp_path / "new", profile=False)
    found = facts(desk)
    assert (dict(found.profile), found.identity, found.backups) == ({}, None, ())
    opening.leave(desk)


def test_the_last_copy_is_the_one_that_closing_the_store_wrote(desk):
    opening.leave(desk)
    again = opening.unlock(desk.store.folder, PASSPHRASE, now=lambda: NOW)
    found = facts(again)
    opening.leave(again)
    assert len(found.backups) == 1
    assert found.backups[0].tzinfo is not None


def test_a_file_of_another_name_among_the_copies_is_passed_over(desk):
    folder = desk.store.folder / "backups"
    folder.mkdir(exist_ok=True)
    (folder / "foidesk-old.db").write_bytes(b"")
    assert facts(desk).backups == ()


def test_what_a_new_profile_begins_with_can_be_saved_as_it_is(tmp_path):
    desk = new_desk(tmp_path / "new", profile=False)
    keep.save_profile(desk, name="Midshire Police", **keep.suggested_profile())
    assert facts(desk).profile["review_days"] == 20
    assert "ico.org.uk" in facts(desk).profile["regulator_contact"]
    opening.leave(desk)
