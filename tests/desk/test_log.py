"""The log tells where something went wrong, and not one word of a case, whatever fails and however."""

import json
import logging

import pytest
from sqlalchemy import text

from foidesk import cli
from foidesk.desk import decide, exchange, fields, intake, office
from foidesk.desk import demo as demonstration
from foidesk.errors import UserError
from foidesk.log import LOGGER, log_fault, start_log
from foidesk.store import search, texts
from tests.store.builder import document

PLANTED = "Zebrafinch of 7 Quill Lane"


@pytest.fixture
def log(tmp_path):
    """The log's file, with every logger of every library at its most talkative."""
    before, root = list(LOGGER.handlers), logging.getLogger()
    start_log(tmp_path / "logs")
    added = [handler for handler in LOGGER.handlers if handler not in before]
    levels = root.level, [root.addHandler(handler) for handler in added]
    root.setLevel(logging.DEBUG)
    yield tmp_path / "logs" / "foidesk.log"
    root.setLevel(levels[0])
    for handler in added:
        LOGGER.removeHandler(handler)
        root.removeHandler(handler)
        handler.close()


def failed(call):
    """Run what must fail with a fault, as window and command line do: the fault goes to the log."""
    with pytest.raises(Exception) as failure:  # noqa: PT011
        call()
    log_fault(failure.value)
    return failure.value


def raised(name):
    """A stand-in that fails the way libraries do: with the words it met."""

    def fail(*arguments, **more):
        raise ValueError(f"{name}: {PLANTED} {arguments} {more}")

    return fail


def database_error(at):
    with at.desk.writing(at.case_id) as work:
        work.session.execute(
            text("INSERT INTO note (case_id, position, text, questions) VALUES (987654, 0, :t, '\"all\"')"), {"t": PLANTED}
        )
        work.record("case-edited")


FAULTS = {
    "a wrong value": lambda at: intake.edit_case(at.desk, at.case_id, regime=PLANTED),
    "a value of another type": lambda at: intake.edit_case(at.desk, at.case_id, title={PLANTED: 1}),
    "a field that is none": lambda at: intake.edit_case(at.desk, at.case_id, **{PLANTED: "x"}),
    "a text's field that is none": lambda at: fields.autosave(at.desk, at.case_id, f"decision:1:{PLANTED}", PLANTED),
    "a text that is no JSON": lambda at: fields.save_field(at.desk, at.case_id, f"decision:{at.decision(1)}:answer", {PLANTED}),
    "a ground's field that is none": lambda at: decide.write_ground(at.desk, at.case_id, at.ground(), **{PLANTED: "x"}),
    "a row that points nowhere": database_error,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_verb_is_logged_without_the_words_it_met(scene, log, fault):
    at = scene("decided")
    error = failed(lambda: FAULTS[fault](at))
    assert not isinstance(error, UserError)
    written = log.read_text("utf-8")
    assert type(error).__name__ in written
    assert "Zebrafinch" not in written
    assert "Quill" not in written


def test_a_damaged_index_is_logged_without_words_and_stops_no_save(scene, log, monkeypatch):
    at = scene("decided")
    monkeypatch.setattr(search, "index_case", raised("index"))
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], PLANTED)
    assert at.case.questions[0].decisions[0].answer == PLANTED
    written = log.read_text("utf-8")
    assert "ValueError at" in written
    assert "Zebrafinch" not in written


@pytest.mark.parametrize("module", [(texts, "save_version"), (office.history, "record"), (office.queries, "load_case")])
def test_a_fault_deep_in_the_store_is_logged_without_words(scene, log, monkeypatch, module):
    at = scene("decided")
    decision = at.decision(1)
    monkeypatch.setattr(*module, raised(module[1]))
    failed(lambda: decide.write_answer(at.desk, at.case_id, [decision], PLANTED))
    assert "Zebrafinch" not in log.read_text("utf-8")


def test_the_command_line_says_where_and_not_what(log, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(demonstration, "run_demo", raised("demo"))
    assert cli.run(["demo", "--no-window", "--out", str(tmp_path / "demo")], lambda *_: 0) == 2
    told = capsys.readouterr()
    assert told.err.startswith("foidesk: This is a fault of foidesk, not of your input (ValueError at")
    assert told.err.count("\n") == 1
    assert "Zebrafinch" not in told.out + told.err + log.read_text("utf-8")


def test_a_working_day_leaves_no_word_of_a_case_in_the_log(scene, log, tmp_path):
    at = scene("decided")
    decide.write_answer(at.desk, at.case_id, [at.decision(1)], PLANTED)
    path = tmp_path / "given.case.json"
    path.write_text(json.dumps(document("8/26", title=PLANTED)), "utf-8")
    exchange.import_case(at.desk, path)
    with pytest.raises(UserError):
        exchange.import_case(at.desk, path)
    assert "Zebrafinch" not in log.read_text("utf-8")
