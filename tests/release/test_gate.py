"""Nothing leaves but what passed, for the audience that it passed for."""

import pytest

from foidesk.errors import RefusedError, UserError
from foidesk.release.gate import Audience, Passes, admit, release

DATA = b"made here"


def passes(audience=Audience.REQUESTER):
    given = Passes()
    given.made_here(DATA, audience)
    return given


def test_what_foidesk_made_is_written_whole(tmp_path):
    done = release(DATA, Audience.REQUESTER, tmp_path / "letter.pdf", passes())
    assert done.path.read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_what_came_from_elsewhere_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(RefusedError, match=r"staff\.xlsx"):
        release(b"a workbook", Audience.REQUESTER, tmp_path / "staff.xlsx", passes())
    assert list(tmp_path.iterdir()) == []


def test_one_changed_byte_is_another_file():
    with pytest.raises(RefusedError):
        admit(DATA + b"\n", "letter.pdf", Audience.REQUESTER, passes())


def test_a_pass_for_the_requester_is_none_for_the_public():
    with pytest.raises(RefusedError):
        admit(DATA, "letter.pdf", Audience.PUBLIC, passes())


def test_an_earlier_file_stands_when_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    target = tmp_path / "letter.pdf"
    target.write_bytes(b"earlier")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        release(DATA, Audience.REQUESTER, target, passes())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("letter.pdf", b"earlier")]
