"""Reading a case document: its own shape is taken, anything else is refused in one line that names the key."""

import copy
import json

import pytest

from foidesk.errors import UserError
from foidesk.intake.document import MOST_BYTES, read_document
from foidesk.intake.tasks import read_document as parse_document
from foidesk.paths import resource

SCHEMA = json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))
GOOD = {
    "format": "foidesk-case",
    "version": 1,
    "authority": {"name": "Midshire Police", "kind": "police"},
    "reference": "12/26",
    "received": "2026-05-18",
    "clock": [{"event": "clarification-asked", "date": "2026-05-20"}],
    "questions": [
        {
            "label": "1",
            "text": "How many?",
            "parts": [{"label": "1(a)", "text": "In May?"}],
            "decisions": [{"outcome": "withheld", "extent": {"kind": "all", "words": ""}, "grounds": ["g1"]}],
        }
    ],
    "grounds": [{"id": "g1", "provision": "31(1)(a)", "harm": "It would.", "public_interest": {"for": ["a"], "against": ["b"]}}],
    "cost_estimates": [{"questions": ["1"], "tasks": [{"activity": "locate", "minutes_each": 5, "records": 300}]}],
    "attachments": [{"name": "a.pdf", "path": "a.pdf"}],
    "letters": [{"kind": "response", "dated": "2026-06-01"}],
    "correspondence": [{"at": "2026-05-19T10:00:00+01:00", "direction": "in", "channel": "phone"}],
}


def changed(*path, to=None, key=None):
    """The good document with one value replaced, or with one key renamed."""
    document = copy.deepcopy(GOOD)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    if key is None:
        holder[path[-1]] = to
    else:
        holder[key] = holder.pop(path[-1])
    return document


def complaint(document):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(UserError) as caught:
        parse_document(data, SCHEMA)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_good_document_is_read_as_it_is(tmp_path):
    path = tmp_path / "a.case.json"
    path.write_text(json.dumps(GOOD), "utf-8")
    assert read_document(path) == GOOD


@pytest.mark.parametrize(
    ("path", "key", "named"),
    [
        (("reference",), "referense", "referense"),
        (("authority", "kind"), "knd", "authority.knd"),
        (("questions", 0, "text"), "txt", "questions[0].txt"),
        (("questions", 0, "parts", 0, "label"), "lable", "questions[0].parts[0].lable"),
        (("questions", 0, "decisions", 0, "extent", "words"), "word", "questions[0].decisions[0].extent.word"),
        (("questions", 0, "decisions", 0, "outcome"), "outcom", "questions[0].decisions[0].outcom"),
        (("grounds", 0, "public_interest", "against"), "agianst", "grounds[0].public_interest.agianst"),
        (("clock", 0, "date"), "dat", "clock[0].dat"),
        (("letters", 0, "dated"), "date", "letters[0].date"),
        (("attachments", 0, "path"), "a b\u202ec", "attachments[0].'a b\\u202ec'"),
    ],
)
def test_a_misspelt_key_is_named_with_its_path(path, key, named):
    assert complaint(changed(*path, key=key)) == f"{named}: there is no such key. Check its spelling."


@pytest.mark.parametrize("key", ["format", "version", "authority", "reference", "received", "questions"])
def test_a_required_key_that_is_missing_is_named(key):
    document = {name: value for name, value in GOOD.items() if name != key}
    assert complaint(document) == f"the document: the key '{key}' is missing."


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("received",), "2026-02-30"),
        (("received",), "2026-W21-1"),
        (("received",), "18 May 2026"),
        (("received",), "20260518"),
        (("received",), "0001-01-01"),
        (("received",), "9999-12-31"),
        (("clock", 0, "date"), "2025-02-29"),
        (("letters", 0, "dated"), "2026-13-01"),
        (("correspondence", 0, "at"), "2026-05-19T10:00:00"),
        (("correspondence", 0, "at"), "2026-05-19T25:00:00+01:00"),
    ],
)
def test_an_impossible_date_is_refused_with_the_path_of_its_key(path, value):
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    assert complaint(changed(*path, to=value)).startswith(f"{place}: is not a ")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("questions",), [], "questions: "),
        (("questions", 0, "label"), 1, "questions[0].label: must be of type string."),
        (("questions", 0, "decisions", 0, "outcome"), "refused", "questions[0].decisions[0].outcome: must be one of "),
        (("authority", "cost_limit_gbp"), -1, "authority.cost_limit_gbp: must be 0 or more."),
        (("authority", "review_days"), 10**14, "authority.review_days: must be 1000000000 or less."),
        (("authority", "review_days"), True, "authority.review_days: must be of type integer or null."),
        (("version",), 2, "version: "),
        (("grounds", 0, "harm"), {"text": "no"}, "grounds[0].harm"),
        (("questions", 0, "decisions", 0, "grounds"), ["g2"], "questions[0]: there is no ground 'g2'."),
        (("questions", 0, "parts", 0, "label"), "1", "questions: a label stands twice."),
    ],
)
def test_a_value_of_another_shape_is_refused_with_the_path_of_its_key(path, value, said):
    assert complaint(changed(*path, to=value)).startswith(said)


@pytest.mark.parametrize(
    "number", ["1" + "0" * 400, "1" + "0" * 5000, "1e999", "-1e999", "1" + "0" * 400 + ".5", "NaN", "Infinity", "-Infinity"]
)
def test_a_number_without_measure_is_refused(number):
    data = json.dumps(GOOD).replace('"minutes_each": 5', f'"minutes_each": {number}').encode()
    assert "number" in complaint(data)


def test_a_key_that_stands_twice_is_refused():
    data = json.dumps(GOOD).replace('"text": "How many?"', '"text": "How many?", "text": "Why?"').encode()
    assert complaint(data) == "The key text stands twice in one object of the case document."


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b'{"format": ' + b"[" * 41 + b"]" * 41 + b"}"])
def test_deep_nesting_is_refused(data):
    assert "nested more than 40 deep" in complaint(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps(GOOD | {"title": "café"}, ensure_ascii=False).encode("cp1252"), "not UTF-8"),
        (json.dumps(GOOD).encode("utf-16"), "not UTF-8"),
        (b"", "not JSON"),
        (b"{", "not JSON: "),
        (b"[1]", "must be one JSON object"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (json.dumps(GOOD).encode() + b"{}", "not JSON"),
    ],
)
def test_what_is_no_json_object_in_utf_8_is_refused(data, said):
    assert said in complaint(data)


@pytest.mark.parametrize("character", ["\0", "\udfff"])
def test_a_character_that_no_text_has_is_refused_with_its_place(character):
    assert (
        complaint(changed("questions", 0, "text", to=f"a{character}b"))
        == "questions[0].text: holds a character that no text has."
    )


def test_words_that_only_look_like_such_a_character_are_let_be():
    document = changed("questions", 0, "text", to="What is \\u0000, and \\ud800?")
    assert parse_document(json.dumps(document).encode(), SCHEMA) == document


@pytest.mark.parametrize(
    "name",
    [
        "../a.pdf",
        "/etc/passwd",
        "..",
        ".",
        " ",
        "a/b.pdf",
        "a\\b.pdf",
        "C:a.pdf",
        "a\nb.pdf",
        "fdp\u202e.exe",
        "\\\\host\\a",
        "a" * 300,
    ],
)
def test_a_path_is_the_bare_name_of_a_file_beside_the_document(tmp_path, name):
    path = tmp_path / "a.case.json"
    for key in ("path", "name"):
        path.write_text(json.dumps(changed("attachments", 0, key, to=name)), "utf-8")
        with pytest.raises(UserError, match=rf"^attachments\[0\]\.{key}: must be a bare file name"):
            read_document(path)


def test_a_document_of_more_than_its_size_is_refused_unread(tmp_path):
    path = tmp_path / "a.case.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match="20 MB at most"):
        read_document(path)


def test_the_schema_in_the_resources_is_the_one_that_is_made():
    from installer.make_schema import SCHEMA as MADE

    assert json.loads(json.dumps(MADE)) == SCHEMA


def test_the_rule_cases_have_the_shape_of_the_schema(shared):
    for path in sorted((shared / "law" / "rule_cases").glob("*.case.json")):
        assert parse_document(path.read_bytes(), SCHEMA)["format"] == "foidesk-case"
