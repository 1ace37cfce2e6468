"""A case travels as a document and comes back the same; what the document claims of itself is not believed."""

import hashlib
import json
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given

from foidesk.desk import exchange, sign
from foidesk.desk.browse import open_case
from foidesk.errors import UserError
from foidesk.intake import document as reader
from foidesk.worker import run
from tests.desk.documents import documents
from tests.desk.scenes import events, state
from tests.office import new_desk
from tests.store.builder import document, full_document

NUMBERS = count(1)


def there_and_back(desks, path, folder):
    """Import, export, import into another store, export again; returns both documents as bytes."""
    one, two = desks
    first = exchange.export_case(one, exchange.import_case(one, path), folder / "one")
    second = exchange.export_case(two, exchange.import_case(two, first), folder / "two")
    return first.read_bytes(), second.read_bytes()


def written(folder, value, name="given.case.json"):
    path = Path(folder) / name
    path.write_text(json.dumps(value), "utf-8")
    return path


@pytest.fixture
def desks(tmp_path):
    return new_desk(tmp_path / "here"), new_desk(tmp_path / "there")


@pytest.fixture(scope="module")
def two_desks(tmp_path_factory):
    place = tmp_path_factory.mktemp("desks")
    return new_desk(place / "here"), new_desk(place / "there")


@pytest.fixture(scope="module")
def read_here():
    """Read documents in this process: a process for each of many examples says no more and takes long."""

    def read(task, data, **arguments):
        told = json.loads(run(task, data, arguments))
        if "error" in told:
            raise UserError(told["error"])
        return told["answer"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "in_worker", read)
        yield


@pytest.mark.soak
@given(drawn=documents())
def test_any_case_comes_back_the_same(two_desks, read_here, tmp_path_factory, drawn):
    folder = tmp_path_factory.mktemp("case")
    path = written(folder, drawn | {"reference": f"{next(NUMBERS)}/99"})
    one, two = there_and_back(two_desks, path, folder)
    assert one == two


@pytest.mark.parametrize("case", ["RC01", "RC02", "RC05", "RC08", "RC13", "RC20"])
def test_a_worked_case_comes_back_the_same(shared, desks, tmp_path, case):
    one, two = there_and_back(desks, shared / "law" / "rule_cases" / f"{case}.case.json", tmp_path)
    assert one == two


def test_a_worked_case_says_the_same_after_its_journey(desks, tmp_path):
    given_file = full_document("9/26")
    given_file["attachments"] = []
    one, two = there_and_back(desks, written(tmp_path, given_file), tmp_path)
    assert one == two
    came_back = json.loads(two)
    for key in ("reference", "title", "received"):
        assert came_back[key] == given_file[key]
    assert [question["text"] for question in came_back["questions"]] == ["How many?", "Why?"]
    assert [part["label"] for part in came_back["questions"][0]["parts"]] == ["1(a)", "1(b)"]
    assert came_back["grounds"][1]["public_interest"]["for"] == ["a"]


def test_files_travel_beside_the_document(scene, desks, tmp_path):
    at = scene("decided")
    first = exchange.export_case(at.desk, at.case_id, tmp_path / "one")
    moved = exchange.import_case(desks[1], first)
    second = exchange.export_case(desks[1], moved, tmp_path / "two")
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()
    }
    assert len(list((tmp_path / "two").iterdir())) == 3
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize("stage", ["signed", "sent", "closed"])
def test_a_claim_of_being_signed_or_sent_is_not_believed(scene, desks, tmp_path, stage):
    at = scene(stage)
    path = exchange.export_case(at.desk, at.case_id, tmp_path)
    claimed = json.loads(path.read_bytes())["letters"][0]
    case = open_case(desks[0], exchange.import_case(desks[0], path)).case
    letter = case.letters[0]
    assert (claimed["signed"], claimed["sent"] is not None) == (True, stage != "signed")
    assert (case.stage, letter.signed, letter.sent, letter.sha256) == ("drafting", False, None, None)


def test_a_pass_of_the_gate_is_not_carried_by_a_document(scene, desks, tmp_path):
    at = scene("decided")
    path = exchange.export_case(at.desk, at.case_id, tmp_path)
    case = open_case(desks[0], exchange.import_case(desks[0], path)).case
    assert [item.made_here for item in case.attachments] == [False, False]


def refusals(tmp_path):
    """What must not be imported: the document, and the words of the refusal."""
    outside = tmp_path.parent / "outside.pdf"
    outside.write_bytes(b"secret")
    (tmp_path / "link.pdf").symlink_to(outside)
    (tmp_path / "real.pdf").write_bytes(b"real")
    plain = {"name": "real.pdf", "role": "answer", "path": "real.pdf"}
    yield document() | {"titel": "x"}, r"titel: there is no such key"
    yield document(received="2026-02-30"), r"received: is not a date"
    yield document(received=20260230), r"received: must be of type string"
    yield document(questions=[{"label": "1", "text": "a", "parts": [{"label": "1", "text": "b"}]}]), r"a label stands twice"
    yield document(attachments=[plain | {"path": "../outside.pdf"}]), r"attachments\[0\].path: must be a bare file name"
    yield document(attachments=[plain | {"path": "link.pdf"}]), r"is a link or lies outside"
    yield document(attachments=[plain | {"name": "../real.pdf"}]), r"attachments\[0\].name: must be a bare file name"
    yield document(attachments=[plain | {"sha256": "0" * 64}]), r"its SHA-256 differs"
    yield document(attachments=[plain, plain]), r"attachments\[1\].name: real.pdf is the name of another file"
    yield document(attachments=[plain | {"name": "1_26.CASE.json"}]), r"is the name of another file"
    yield document(title="half \ud800"), r"title: .*character"
    yield document(title="no\0ne"), r"title: .*character|NUL"
    yield document("1/26", received="9999-12-31"), r"."


def test_what_must_not_come_in_is_refused_by_its_key_and_nothing_is_stored(desks, tmp_path):
    before = state(desks[0])
    for given_file, words in refusals(tmp_path):
        with pytest.raises(UserError, match=words):
            exchange.import_case(desks[0], written(tmp_path, given_file))
        assert state(desks[0]) == before


@pytest.mark.parametrize("key", ["record_year", "cost"])
@pytest.mark.parametrize("number", ["1e999", "-1e999", str(10**40), str(-(2**63) - 1)])
def test_a_number_that_no_case_has_is_refused(desks, tmp_path, key, number):
    given_file = document()
    if key == "cost":
        given_file["authority"]["cost_limit_gbp"] = 123321
    else:
        given_file["questions"][0]["decisions"][0]["record_year"] = 123321
    path = written(tmp_path, given_file)
    path.write_text(path.read_text("utf-8").replace("123321", number), "utf-8")
    before = state(desks[0])
    with pytest.raises(UserError):
        exchange.import_case(desks[0], path)
    assert state(desks[0]) == before


def test_a_reference_is_imported_once(desks, tmp_path):
    path = written(tmp_path, document())
    exchange.import_case(desks[0], path)
    before = state(desks[0])
    with pytest.raises(UserError, match="There is a case 1/26 already"):
        exchange.import_case(desks[0], path)
    assert state(desks[0]) == before


def test_a_file_that_is_in_the_way_is_not_written_over(scene, tmp_path):
    at = scene("decided")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "1_26-attachment-1.pdf").write_bytes(b"somebody's own")
    before = events(at.desk)
    with pytest.raises(UserError, match="There is another file named"):
        exchange.export_case(at.desk, at.case_id, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["1_26-attachment-1.pdf"]
    assert events(at.desk) == before


def test_an_export_that_cannot_be_finished_leaves_no_plain_text_behind(scene, tmp_path, monkeypatch):
    at = scene("decided")

    def full(path, data, **more):
        if path.suffix == ".json":
            raise UserError(f"Cannot write {path.name}: No space left on device. Nothing was written.")
        path.write_bytes(data)

    monkeypatch.setattr(exchange, "write_whole", full)
    with pytest.raises(UserError, match="No space left"):
        exchange.export_case(at.desk, at.case_id, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_an_export_may_be_repeated_into_its_folder(scene, tmp_path):
    at = scene("decided")
    first = exchange.export_case(at.desk, at.case_id, tmp_path)
    before = hashlib.sha256(first.read_bytes()).digest()
    assert hashlib.sha256(exchange.export_case(at.desk, at.case_id, tmp_path).read_bytes()).digest() == before


def test_an_imported_case_can_be_signed_here(scene, desks, tmp_path):
    at = scene("signed")
    path = exchange.export_case(at.desk, at.case_id, tmp_path)
    sign.make_identity(desks[0], "Disclosure Officer", "a passphrase")
    case_id = exchange.import_case(desks[0], path)
    assert sign.sign_letter(desks[0], case_id).pages > 1


def test_a_case_whose_clock_cannot_be_right_comes_in_and_says_so(desks, tmp_path):
    path = written(tmp_path, document(clock=[{"event": "clarification-received", "date": "2026-05-20"}]))
    snapshot = open_case(desks[0], exchange.import_case(desks[0], path))
    assert any("no clarification-asked before it" in warning for warning in snapshot.clock.warnings)
