"""Where things lie, and how a file is written."""

import os
import stat

import pytest

from foidesk import paths
from foidesk.errors import UserError
from foidesk.paths import file_mode, make_private, write_whole


def test_a_file_is_written_for_its_owner_alone(tmp_path):
    write_whole(tmp_path / "letter.pdf", b"words")
    assert ((tmp_path / "letter.pdf").read_bytes(), stat.S_IMODE((tmp_path / "letter.pdf").stat().st_mode)) == (b"words", 0o600)


def test_nothing_else_is_left_beside_it(tmp_path):
    write_whole(tmp_path / "letter.pdf", b"words")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="Cannot write in"):
        write_whole(tmp_path / "gone" / "letter.pdf", b"words")


def test_a_failed_write_leaves_the_earlier_file_as_it_was(tmp_path, monkeypatch):
    write_whole(tmp_path / "letter.pdf", b"before")
    monkeypatch.setattr(paths.os, "fsync", refuse)
    with pytest.raises(UserError, match="No space left"):
        write_whole(tmp_path / "letter.pdf", b"after")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("letter.pdf", b"before")]


def refuse(*_):
    raise OSError(28, "No space left on device")


def test_a_folder_that_cannot_be_synchronised_does_not_call_a_written_file_unwritten(tmp_path, monkeypatch):
    monkeypatch.setattr(paths.os, "open", refuse)
    paths.sync_folder(tmp_path)


def test_a_file_that_a_scanner_holds_for_a_moment_is_waited_for(tmp_path, monkeypatch):
    path, tries = tmp_path / "letter.pdf", []

    class Held(type(path)):
        def replace(self, target):
            tries.append(target)
            if len(tries) < 3:
                raise PermissionError(13, "in use")
            return super().replace(target)

    monkeypatch.setattr(paths, "PATIENCE", 60)
    held = Held(tmp_path / "new.part")
    held.write_bytes(b"words")
    paths._replace(held, path)
    assert (len(tries), path.read_bytes()) == (3, b"words")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
@pytest.mark.parametrize(
    ("folder_mode", "expected"),
    [(0o700, 0o600), (0o755, 0o600), (0o777, 0o600), (0o770, 0o600), (0o2750, 0o600), (0o2770, 0o660)],
)
def test_only_a_groups_own_folder_lets_the_group_in(tmp_path, folder_mode, expected):
    tmp_path.chmod(folder_mode)
    assert file_mode(tmp_path) == expected
    tmp_path.chmod(0o700)


def test_a_folder_is_made_for_its_owner_alone(tmp_path):
    make_private(tmp_path / "one" / "two")
    assert stat.S_IMODE((tmp_path / "one" / "two").stat().st_mode) == 0o700


def test_a_missing_resource_is_a_damaged_installation():
    with pytest.raises(FileNotFoundError, match=r"law/nothing\.json"):
        paths.resource("law", "nothing.json")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_folder_within_a_groups_folder_is_the_groups_too(tmp_path):
    tmp_path.chmod(0o2770)
    make_private(tmp_path / "outbox", like=tmp_path)
    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o2770
    tmp_path.chmod(0o700)


def test_the_folder_that_was_chosen_is_found_at_the_next_start(fresh_home, tmp_path):
    assert paths.chosen_store_dir() == paths.store_dir()
    paths.choose_store_dir(tmp_path / "shared with ŵ")
    assert paths.chosen_store_dir() == tmp_path / "shared with ŵ"
    paths.choose_store_dir(paths.store_dir())
    assert paths.chosen_store_dir() == paths.store_dir()


def test_a_note_of_the_folder_that_is_no_text_is_passed_over(fresh_home):
    paths.store_dir().mkdir(parents=True)
    (paths.store_dir() / "chosen-folder.txt").write_bytes(b"\xff\xfe\xff")
    assert paths.chosen_store_dir() == paths.store_dir()
