"""What holds for every verb: one transaction, one event, and nothing at all where it was refused or failed."""

import importlib
import inspect
import pkgutil
import re
from itertools import cycle

import pytest

from foidesk import desk
from foidesk.desk import office, proving, sign
from foidesk.errors import UserError
from tests.desk.scenes import SECRET, events, state
from tests.desk.verbs import VERBS

WITHIN = {
    "add_document": "import_case, of a document that was read before",
    "import_identity": "the second half of make_identity",
    "writing_letter": "what the verbs that write a letter share",
}
WRITES = re.compile(r"\bdesk\.(writing|changing)\(|\b(writing_letter|_move|_assign)\(desk")
each_verb = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
each_refusal = pytest.mark.parametrize(
    ("verb", "call"), [pytest.param(verb, call, id=f"{verb.name}-{n}") for verb in VERBS for n, call in enumerate(verb.refused)]
)


def public_verbs():
    """The public functions of the desk that write, by what their text calls."""
    for module in pkgutil.iter_modules(desk.__path__, "foidesk.desk."):
        room = importlib.import_module(module.name)
        for name, function in inspect.getmembers(room, inspect.isfunction):
            if function.__module__ == room.__name__ and not name.startswith("_") and WRITES.search(inspect.getsource(function)):
                yield name


def test_every_verb_is_tried_here():
    assert set(public_verbs()) - set(WITHIN) <= {verb.name for verb in VERBS}
    assert len(set(public_verbs())) > 40


@each_verb
def test_a_verb_writes_exactly_one_event_and_the_store_is_as_the_history_says(scene, verb):
    at = scene(verb.stage)
    verb.before(at)
    before = events(at.desk)
    verb.call(at)
    assert [event.kind for event in events(at.desk)[len(before) :]] == [verb.event]
    assert proving.prove(at.desk).told == ()


@each_refusal
def test_a_refused_verb_leaves_the_store_as_it_was_and_says_why_in_a_sentence(scene, verb, call):
    at = scene(verb.stage)
    verb.before(at)
    before = state(at.desk)
    with pytest.raises(UserError) as refusal:
        call(at)
    assert state(at.desk) == before
    assert str(refusal.value)[0].isalpha() or str(refusal.value)[0] in "0123456789/'\""
    assert str(refusal.value).endswith((".", "?", "!"))


@each_verb
def test_a_verb_that_fails_at_its_last_step_leaves_nothing_half_done(scene, verb, monkeypatch):
    at = scene(verb.stage)
    verb.before(at)
    before = state(at.desk)
    monkeypatch.setattr(office.Work, "finish", fail)
    with pytest.raises(ZeroDivisionError):
        verb.call(at)
    assert state(at.desk) == before


def fail(work):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("verb", "stage"),
    [
        pytest.param(verb, stage, id=f"{verb.name}-{stage}")
        for verb, stage in zip([verb for verb in VERBS if verb.seals], cycle(["signed", "sent", "closed"]))
    ],
)
def test_a_sealed_case_refuses_every_change(scene, verb, stage):
    at = scene(stage)
    sign.unlock_identity(at.desk, SECRET)
    before = state(at.desk)
    with pytest.raises(UserError, match=r"signed|answered|moved on"):
        verb.call(at)
    assert state(at.desk) == before


def test_a_verb_that_says_nothing_of_what_it_did_is_undone(scene):
    at = scene("fresh")
    before = state(at.desk)
    with pytest.raises(RuntimeError, match="without its event"), at.desk.writing(at.case_id) as work:
        work.case.title = "Changed in silence"
        work.session.flush()
    assert state(at.desk) == before


def test_a_verb_that_speaks_twice_is_undone(scene):
    at = scene("fresh")
    before = state(at.desk)
    with pytest.raises(RuntimeError, match="second event"), at.desk.writing(at.case_id) as work:
        work.record("closed")
        work.record("closed")
    assert state(at.desk) == before
