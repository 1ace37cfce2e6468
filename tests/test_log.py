"""The log: what went wrong and where, never the words of a case."""

import pytest

from foidesk.errors import UserError
from foidesk.log import LOGGER, describe, log_fault, start_log

WORDS = "Zebrafinch of 7 Quill Lane"


@pytest.fixture
def log(tmp_path):
    """A log that was started; its file."""
    before = list(LOGGER.handlers)
    start_log(tmp_path / "logs")
    yield tmp_path / "logs" / "foidesk.log"
    for handler in [handler for handler in LOGGER.handlers if handler not in before]:
        LOGGER.removeHandler(handler)
        handler.close()


def failing():
    raise ValueError(WORDS)


def caught():
    with pytest.raises(ValueError, match="Zebrafinch") as failure:
        failing()
    return failure.value


def test_a_fault_is_told_by_type_and_place():
    assert describe(caught()).startswith("ValueError at test_log.py:")


def test_a_fault_is_told_without_its_words(log):
    log_fault(caught())
    written = log.read_text("utf-8")
    assert "ValueError" in written
    assert "Zebrafinch" not in written


def test_what_the_officer_can_mend_is_not_in_the_log(log):
    log_fault(UserError(WORDS))
    assert log.read_text("utf-8") == ""


def test_a_folder_that_cannot_be_made_leaves_the_log_off(tmp_path):
    (tmp_path / "logs").write_text("a file in the way")
    before = list(LOGGER.handlers)
    start_log(tmp_path / "logs")
    assert before == LOGGER.handlers


def test_a_log_that_cannot_be_written_is_not_the_officers_trouble(log, capsys, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LOGGER.handlers[-1], "flush", full)
    log_fault(caught())
    monkeypatch.undo()
    assert capsys.readouterr().err == ""


def test_a_long_log_is_begun_anew_and_three_older_ones_are_kept(log, monkeypatch):
    monkeypatch.setattr("foidesk.log.LONGEST", 10)
    for number in range(6):
        LOGGER.error("fault %d", number)
    kept = sorted(path.name for path in log.parent.iterdir())
    assert kept == ["foidesk.log", "foidesk.log.1", "foidesk.log.2", "foidesk.log.3"]
    newest = [path.read_text("utf-8").split()[-1] for path in (log, *(log.with_name(name) for name in kept[1:]))]
    assert newest == ["5", "4", "3", "2"]
