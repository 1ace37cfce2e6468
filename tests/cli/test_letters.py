"""`letter` in each form, `letter --store`, and `case letters`: what they print, their JSON, their exit status, what is left of a failure."""

import hashlib
import io
import json
from shutil import copytree

import docx
import pytest
from PIL import Image

from foidesk.desk import logo, opening, sign
from foidesk.desk.browse import find, open_case
from tests.desk.scenes import SECRET, at_work, events, state
from tests.letters.test_web import Balance, cells
from tests.office import NOW, PASSPHRASE, add_case, new_desk
from tests.store.builder import run_raw


@pytest.fixture
def answered(drawer, tmp_path):
    """The document of a case that is ready to be signed, without its attachment."""
    from foidesk.desk import exchange

    with at_work(copytree(drawer / "decided", tmp_path / "answered")) as scene:
        path = exchange.export_case(scene.desk, scene.case_id, tmp_path / "document")
    value = json.loads(path.read_text("utf-8"))
    value["attachments"] = []
    for question in value["questions"]:
        question["decisions"][0]["answer"] = "There were twelve."
    path.write_text(json.dumps(value), "utf-8")
    return path


@pytest.fixture
def signs(identity):
    return "--sign", identity, "--passphrase-file", identity.with_suffix(".secret")


@pytest.fixture
def other_store(tmp_path, secret):
    """A store without a case, and the options for it."""
    opening.leave(new_desk(tmp_path / "other"))
    return "--store", tmp_path / "other", "--store-passphrase-file", secret


# ---- forms


def test_a_word_file(run, answered, tmp_path):
    out = tmp_path / "letter.docx"
    told = run("letter", answered, "--out", out, "--json").json
    assert told == {
        "path": str(out), "sha256": hashlib.sha256(out.read_bytes()).hexdigest(), "pages": None, "signed": False, "recorded": False,
    }  # fmt: skip
    letter = docx.Document(io.BytesIO(out.read_bytes()))
    assert letter.sections[0].header.paragraphs[0].text == "Draft – not signed, not sent"


def test_a_page_and_its_row(run, answered, tmp_path):
    page, row = tmp_path / "log.html", tmp_path / "log.csv"
    assert run("letter", answered, "--out", page).status == 0
    assert run("letter", answered, "--out", row).status == 0
    assert Balance(page.read_text("utf-8")).faults == []
    assert cells(row.read_bytes())["Reference"] == "1/26"


@pytest.mark.parametrize("form", ["docx", "html", "csv"])
def test_what_cannot_be_signed_says_so_and_is_not_written(refused, answered, signs, tmp_path, form):
    out = tmp_path / f"letter.{form}"
    assert "cannot be signed" in refused("letter", answered, "--out", out, *signs)
    assert not out.exists()


@pytest.mark.parametrize("form", ["html", "csv"])
def test_what_blocks_is_not_published(run, case_file, tmp_path, form):
    out = tmp_path / f"log.{form}"
    told = run("letter", case_file, "--out", out, "--json", "--today", "2026-05-20")
    assert told.status == 1
    assert told.json["findings"]
    assert not out.exists()


# ---- recorded in a store


def test_a_letter_signed_with_a_store_is_recorded_there(run, answered, signs, other_store, tmp_path):
    out = tmp_path / "letter.pdf"
    told = run("letter", answered, "--out", out, *signs, *other_store, "--json").json
    assert (told["signed"], told["recorded"]) == (True, True)
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    desk = opening.unlock(tmp_path / "other", PASSPHRASE)
    try:
        [letter] = open_case(desk, find(desk, "1/26")).case.letters
        assert (letter.sha256, letter.signed) == (told["sha256"], True)
        assert [event.kind for event in events(desk)][-5:] == [
            "identity-kept",
            "imported",
            "letter-started",
            "signed",
            "exported",
        ]
    finally:
        opening.leave(desk)
    assert run("verify", out, *other_store).status == 0


def test_a_draft_with_a_store_is_not_recorded(run, answered, other_store, tmp_path):
    assert run("letter", answered, "--out", tmp_path / "letter.pdf", *other_store, "--json").json["recorded"] is False


def test_a_case_that_says_something_else_in_the_store_is_not_signed(run, refused, answered, signs, other_store, tmp_path):
    assert run("case", "import", answered, *other_store).status == 0
    value = json.loads(answered.read_text("utf-8"))
    value["questions"][0]["decisions"][0]["answer"] = "There were thirteen."
    answered.write_text(json.dumps(value), "utf-8")
    assert "not what this document says" in refused("letter", answered, "--out", tmp_path / "x.pdf", *signs, *other_store)
    assert not (tmp_path / "x.pdf").exists()


def test_a_case_of_the_store_is_signed_there_and_goes_into_an_email(run, answered, signs, other_store, tmp_path):
    assert run("case", "import", answered, *other_store).status == 0
    told = run("letter", answered, "--out", tmp_path / "letter.eml", *signs, *other_store, "--json")
    assert told.json["recorded"] is True
    again = run("letter", answered, "--out", tmp_path / "again.pdf", *signs, *other_store)
    assert again.status == 2
    assert "signed" in again.err


def test_what_is_blocked_leaves_nothing_in_the_store(run, case_file, signs, other_store, tmp_path):
    told = run("letter", case_file, "--out", tmp_path / "x.pdf", *signs, *other_store)
    assert told.status == 1
    assert run("case", "list", *other_store, "--json").json == []


def test_a_store_that_signs_with_another_identity_is_told(refused, answered, signs, drawer, secret, tmp_path):
    store = copytree(drawer / "fresh", tmp_path / "store")
    value = json.loads(answered.read_text("utf-8")) | {"reference": "7/26"}
    answered.write_text(json.dumps(value), "utf-8")
    line = refused("letter", answered, "--out", tmp_path / "x.pdf", *signs, "--store", store, "--store-passphrase-file", secret)
    assert "another identity" in line


# ---- several cases


@pytest.fixture
def office(tmp_path, secret):
    """A store with three new cases and a signing identity; its options, and those with the identity's password."""
    desk = new_desk(tmp_path / "office")
    for _ in range(3):
        add_case(desk)
    sign.make_identity(desk, "Disclosure Officer", SECRET)
    opening.leave(desk)
    (tmp_path / "key").write_text(SECRET)
    return "--store", tmp_path / "office", "--store-passphrase-file", secret, "--passphrase-file", tmp_path / "key"


def test_a_plan_writes_nothing(run, office, tmp_path):
    told = run("case", "letters", "1/26", "2_26", "--kind", "acknowledgement", "--plan", *office)
    assert told.status == 0
    assert told.out.count("would be written") == 2
    assert not (tmp_path / "office" / "outbox").exists()


def test_letters_of_several_cases(run, office, tmp_path):
    told = run("case", "letters", "1/26", "2/26", "3/26", "--kind", "acknowledgement", *office, "--json")
    assert told.status == 0
    assert [(item["reference"], item["signed"], item["stopped"]) for item in told.json["letters"]] == [
        (f"{number}/26", True, None) for number in (1, 2, 3)
    ]
    assert len([*(tmp_path / "office" / "outbox").iterdir()]) == 3


def test_one_that_is_stopped_stops_no_other_and_the_status_says_so(run, office):
    assert run("case", "letters", "1/26", "--kind", "acknowledgement", *office).status == 0
    told = run("case", "letters", "2/26", "1/26", *office, "--json")
    assert told.status == 1
    assert [item["stopped"] for item in told.json["letters"]] == ["No signed letter waits to be sent.", None]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("9/99", "--kind", "acknowledgement"), "There is no case 9/99"),
        (("1/26", "--kind", "response"), "one by one"),
        (("1/26", "--kind", "poem"), "kind of letter"),
    ],
)
def test_what_is_not_known_is_refused(refused, office, given, words):
    assert words in refused("case", "letters", *given, *office)


def test_a_wrong_password_signs_nothing(refused, office, tmp_path):
    (tmp_path / "key").write_text("not the password")
    before = written(tmp_path / "office")
    assert "password" in refused("case", "letters", "1/26", "--kind", "acknowledgement", *office)
    assert written(tmp_path / "office") == before


def written(folder):
    """What stands in a store, but for the settings: it notes there that the command's day is months after its last entry."""
    desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    found = state(desk)
    opening.leave(desk)
    del found["rows"]["setting"]
    return found


# ---- certificates that tell of a person


@pytest.fixture
def personal(tmp_path):
    """An identity whose certificate names a person."""
    from datetime import UTC, datetime

    from foidesk.letters.identity import make_identity

    path = tmp_path / "person.p12"
    path.write_bytes(make_identity("Jordan Ellis", "Midshire Police", SECRET, kind="p256", now=datetime.now(UTC)))
    (tmp_path / "person.secret").write_text(SECRET, "utf-8")
    return "--sign", path, "--passphrase-file", tmp_path / "person.secret"


def test_a_certificate_that_tells_of_a_person_signs_only_where_that_was_meant(run, refused, answered, personal, tmp_path):
    out = tmp_path / "letter.pdf"
    line = refused("letter", answered, "--out", out, *personal)
    assert "tells of a person: Jordan Ellis" in line
    assert "--personal-certificate" in line
    assert not out.exists()
    assert run("letter", answered, "--out", out, *personal, "--personal-certificate", "--json").json["signed"]


def test_a_store_keeps_no_certificate_that_tells_of_a_person_unless_that_was_meant(
    run, refused, answered, personal, other_store, tmp_path
):
    out = tmp_path / "letter.pdf"
    assert "tells of a person" in refused("letter", answered, "--out", out, *personal, *other_store)
    assert run("case", "list", *other_store, "--json").json == []
    assert not out.exists()
    told = run("letter", answered, "--out", out, *personal, *other_store, "--personal-certificate", "--json").json
    assert told["recorded"]


def test_a_damaged_logo_leaves_no_file_and_no_case(run, refused, answered, signs, other_store, tmp_path):
    picture, out = tmp_path / "crest.png", tmp_path / "letter.pdf"
    Image.new("RGB", (300, 200), (20, 60, 140)).save(picture)
    with at_work(tmp_path / "other") as scene:
        logo.choose_logo(scene.desk, picture, "Crest")
        sha256 = scene.desk.logos.now.sha256
    run_raw(tmp_path / "other", f"UPDATE stored_file SET data = zeroblob(size) WHERE sha256 = '{sha256}'")
    assert "The authority's logo cannot be read" in refused("letter", answered, "--out", out, *signs, *other_store)
    assert not out.exists()
    assert run("case", "list", *other_store, "--json").json == []
