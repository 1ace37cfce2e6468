"""One case whole, and the small questions."""

import pytest
from sqlalchemy import event, inspect, select

from foidesk.model import Authority, Base, Case, Stage
from foidesk.model.written import write_case
from foidesk.store import files, queries
from tests.store.builder import add_case, full_document


@pytest.fixture
def full(store):
    """A case that has one of everything."""
    with store.writing() as session:
        sha256 = files.keep(session, b"table")
    return add_case(store, whole=full_document(sha256=sha256))


def touch(row, seen):
    """Read every column and follow every relationship of a row."""
    if row is None or row in seen:
        return
    seen.add(row)
    for name in [attr.key for attr in inspect(row).mapper.attrs]:
        value = getattr(row, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Base):
                touch(item, seen)


def loaded(store, case_id):
    with store.reading() as session:
        return queries.load_case(session, case_id)


def test_everything_of_a_loaded_case_can_be_touched_after_its_session(store, full):
    seen = set()
    touch(loaded(store, full), seen)
    assert {type(row).__name__ for row in seen} == {
        *("Case", "Authority", "Requester", "Question", "Note", "ClockEvent", "Decision", "Ground"),
        *("CostEstimate", "Attachment", "Letter", "Correspondence", "CaseLink"),
    }


def test_a_loaded_case_is_the_case_that_was_saved(store, full):
    case = write_case(loaded(store, full))
    assert write_case(loaded(store, add_case(store, whole=case | {"reference": "2/26"}))) == case | {"reference": "2/26"}


def test_a_ground_that_serves_two_decisions_is_one_object(store, full):
    case = loaded(store, full)
    used = {id(ground) for _, decision in case.every_decision() for ground in decision.grounds if ground.key == "g1"}
    assert used == {id(case.grounds[0])}


def test_a_whole_case_takes_few_statements(store, full):
    asked = []
    with store.reading() as session:
        bind = session.get_bind()
        event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
        queries.load_case(session, full)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) <= 17  # one for each kind of row


def test_a_case_with_many_questions_takes_no_more_statements_than_one_with_few(store):
    counts = []
    for number in (1, 40):
        whole = full_document(f"{number}/26")
        whole["questions"] = [whole["questions"][0] | {"label": str(label)} for label in range(number)]
        case_id, asked = add_case(store, whole=whole), []
        with store.reading() as session:
            event.listen(session.get_bind(), "before_cursor_execute", lambda *args, asked=asked: asked.append(args[2]))
            queries.load_case(session, case_id)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_case_that_is_not_there_is_none(store):
    assert loaded(store, 7) is None


def test_a_case_is_found_by_its_reference(store):
    case_id = add_case(store, "12/26")
    with store.reading() as session:
        assert (queries.find_case(session, "12/26"), queries.find_case(session, "13/26")) == (case_id, None)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "1/26"),
        (["1/26"], "2/26"),
        (["9/26", "10/26"], "11/26"),
        (["99/25"], "1/26"),
        (["FOI-7/26", "x/26", "²/26", "3/26"], "4/26"),
        (["3/126"], "1/26"),
    ],
    ids=["none", "one", "by number", "of another year", "of another pattern", "of a like ending"],
)
def test_the_next_reference_is_one_more_than_the_highest_of_the_year(store, taken, expected):
    for reference in taken:
        add_case(store, reference)
    with store.reading() as session:
        assert queries.next_reference(session, 2026) == expected


def test_every_case_comes_earliest_received_first(store):
    later = add_case(store, "1/26", received="2026-05-20")
    earlier = add_case(store, "2/26", received="2026-05-19")
    with store.reading() as session:
        assert queries.every_case(session) == [earlier, later]


def test_a_new_profile_leaves_sealed_cases_with_the_old_one(store):
    open_one, sealed = add_case(store, "1/26"), add_case(store, "2/26", stage="sent")
    with store.writing() as session:
        session.get(Case, sealed).authority_id = session.get(Case, open_one).authority_id
        before, row = session.get(Case, open_one).authority_id, Authority(name="New")
        session.add(row)
        session.flush()
        moved = queries.move_to_authority(session, before, row.id, sealed=[Stage.SENT])
        assert (moved, dict(session.execute(select(Case.id, Case.authority_id)).all())) == (
            1,
            {open_one: row.id, sealed: before},
        )
