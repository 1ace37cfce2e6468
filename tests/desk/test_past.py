"""The past brought in: pages, letters and registers become closed cases that can be found, and nothing comes in twice."""

import pytest

from foidesk.desk import draft, past
from foidesk.desk.browse import case_history, find, open_case
from foidesk.errors import UserError
from foidesk.model import LetterKind, Stage
from foidesk.store import integrity, queries
from foidesk.store.listing import VIEWS
from tests.desk.scenes import events
from tests.office import add_case

PAGE = """Speed cameras (412_16)

Date of request: 5 May 2016

Request

1. How many cameras were there as of 01/02/2003?
2. Where do they stand?

Response

Date sent: 1 June 2016

We hold twelve cameras. Their places are withheld under section 31(1)(a) of the Act.

Attachments

Table of cameras
"""
LETTER = """Our ref: 412/16

2 June 2016

Dear applicant,

We also rely on section 38(1). As section 8 of the Theft Act 1968 has it, nothing else.
"""
REGISTER = """Ref No,Subject,Date received,Date sent,Outcome,Exemptions,Applicant,Request text,Response,Officer
1/19,Knives,05/01/2019,1 Feb 2019,Refused,s.31(1)(a); s.40(2),Jo Ward,"1. How many knives?
2. Which?",None of it.,AB
2/19,Guns,31/02/2019,,Oddly,,,,We answered.,AB
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "past"
    (made / "2016").mkdir(parents=True)
    (made / "2016" / "a page.txt").write_text(PAGE)
    return made


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_bytes(REGISTER.encode("cp1252"))
    return path


def case_of(desk, reference):
    return open_case(desk, find(desk, reference)).case


def numbers(report):
    return report.imported, report.joined, report.known, len(report.unread)


def test_a_page_becomes_a_closed_case_with_its_days_questions_answer_and_provisions(desk, folder):
    assert numbers(past.import_past(desk, folder)) == (1, 0, 0, 0)
    case = case_of(desk, "412/16")
    assert (case.stage, case.title, case.past_on) == (Stage.CLOSED, "Speed cameras", desk.today())
    assert (case.received.isoformat(), case.closed_on.isoformat()) == ("2016-05-05", "2016-06-01")
    assert [question.text for question in case.questions] == [
        "How many cameras were there as of 01/02/2003?",
        "Where do they stand?",
    ]
    assert [ground.provision for ground in case.grounds] == ["31(1)(a)"]
    assert "twelve cameras" in case.past_answer
    assert "Table of cameras" in case.past_answer


def test_it_has_no_clock_no_findings_no_letter_and_stands_in_no_work_list(desk, folder):
    past.import_past(desk, folder)
    snapshot = open_case(desk, find(desk, "412/16"))
    assert (snapshot.case.due, snapshot.case.clock_status, snapshot.case.letters) == (None, "past", [])
    assert (snapshot.findings, snapshot.passed) == ((), ())
    listed = desk.store.case_list()
    assert [view for view in VIEWS if snapshot.case.id in listed.ids(view, "", desk.today()).ids] == ["sent", "all"]
    listed.close()


@pytest.mark.parametrize("kind", [LetterKind.RESPONSE, LetterKind.ACKNOWLEDGEMENT, LetterKind.CORRECTION])
def test_no_letter_can_be_begun_on_it(desk, folder, kind):
    past.import_past(desk, folder)
    with pytest.raises(UserError, match="answered before it came here"):
        draft.start_letter(desk, find(desk, "412/16"), kind)


@pytest.mark.parametrize("words", ["cameras", "twelve", "withheld"])
def test_it_is_found_by_the_words_of_its_request_and_of_its_answer(desk, folder, words):
    past.import_past(desk, folder)
    listed = desk.store.case_list()
    assert list(listed.ids("all", words, desk.today()).ids) == [1]
    listed.close()


def test_a_letter_with_the_reference_of_a_page_is_added_to_its_case(desk, folder):
    past.import_past(desk, folder)
    (folder / "b letter.txt").write_text(LETTER)
    report = past.import_past(desk, folder)
    assert numbers(report) == (0, 1, 1, 0)
    case = case_of(desk, "412/16")
    assert "We hold twelve cameras" in case.past_answer
    assert "We also rely on" in case.past_answer
    assert [ground.provision for ground in case.grounds] == ["31(1)(a)", "38(1)"]


def test_nothing_comes_in_twice_and_the_history_holds(desk, folder, register):
    past.import_past(desk, folder)
    past.import_past(desk, register)
    again = past.import_past(desk, folder), past.import_past(desk, register)
    assert [numbers(report) for report in again] == [(0, 0, 1, 0), (0, 0, 2, 0)]
    assert desk.store.verify_history().ok
    with desk.reading() as session:
        assert list(integrity.flaws(session)) == []


def test_a_page_read_from_another_place_is_known_by_its_bytes(desk, folder, tmp_path):
    past.import_past(desk, folder)
    other = tmp_path / "other"
    (folder / "2016").rename(other)
    assert numbers(past.import_past(desk, other)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("answer.docx", b"PK\x03\x04", "not read here"),
        ("answer.pdf", b"%PDF-1.7 broken", "cannot be read"),
        ("scan.txt", b"\x89PNG not a text", "picture"),
        ("empty.txt", b"  \n", "empty"),
        ("no-ending", b"words", "not read here"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason_and_the_others_come_in(desk, folder, name, data, why):
    (folder / name).write_bytes(data)
    report = past.import_past(desk, folder)
    assert report.imported == 1
    ((unread,), wanted) = report.unread, why
    assert unread.name == name
    assert wanted in unread.why


def test_a_reference_of_the_desks_own_work_is_left_alone_and_told(desk, folder):
    mine = add_case(desk, reference="412/16")
    report = past.import_past(desk, folder)
    assert numbers(report) == (0, 0, 0, 1)
    assert "There is a case 412/16 already" in report.unread[0].why
    assert open_case(desk, mine).case.past_answer is None


def test_a_letter_never_goes_to_a_case_of_the_desks_own_work(desk, tmp_path):
    mine = add_case(desk, reference="412/16")
    (tmp_path / "letter.txt").write_text(LETTER)
    report = past.import_past(desk, tmp_path / "letter.txt")
    assert numbers(report) == (0, 0, 0, 1)
    assert open_case(desk, mine).case.past_answer is None


def test_links_and_hidden_files_are_passed_over(desk, folder, tmp_path):
    (tmp_path / "secret.txt").write_text(PAGE.replace("412_16", "1_16"))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / ".hidden.txt").write_text(PAGE.replace("412_16", "2_16"))
    assert numbers(past.import_past(desk, folder)) == (1, 0, 0, 0)


def test_the_columns_of_a_register_are_found_and_what_is_left_out_is_said(register):
    found = past.look_at_register(register)
    assert found.columns == {
        "reference": "Ref No",
        "title": "Subject",
        "received": "Date received",
        "sent": "Date sent",
        "outcome": "Outcome",
        "provisions": "Exemptions",
        "requester": "Applicant",
        "question": "Request text",
        "answer": "Response",
    }
    assert found.unused == ("Officer",)


def test_a_row_becomes_a_case_with_its_outcome_on_its_provisions(desk, register):
    past.import_past(desk, register)
    case = case_of(desk, "1/19")
    assert (case.received.isoformat(), case.closed_on.isoformat(), case.requester.name) == ("2019-01-05", "2019-02-01", "Jo Ward")
    assert [question.text for question in case.questions] == ["How many knives?", "Which?"]
    told = {(item.outcome, *(ground.provision for ground in item.grounds)) for _, item in case.every_decision()}
    assert told == {("withheld", "31(1)(a)", "40(2)")}


def test_what_a_row_does_not_say_plainly_is_told_and_the_row_comes_in(desk, register):
    report = past.import_past(desk, register)
    assert [item.name for item in report.doubts] == ["row 3", "row 3"]
    case = case_of(desk, "2/19")
    assert case.received.isoformat() == "2019-12-31"
    assert "not known" in case.received_reason
    assert "Outcome in the register: Oddly" in case.past_answer


def test_the_officer_can_say_what_a_column_stands_for(desk, register):
    register.write_text(register.read_text("cp1252").replace("Subject", "Was it is"), "cp1252")
    assert "title" not in past.look_at_register(register).columns
    assert past.look_at_register(register, {"title": "Was it is"}).columns["title"] == "Was it is"
    with pytest.raises(UserError, match="There is no column Nothing"):
        past.look_at_register(register, {"title": "Nothing"})


def test_a_register_is_kept_a_hundred_rows_at_a_time_with_one_event_each(desk, tmp_path):
    rows = [f"{number}/18,Title {number},05/01/2018,How many {number}?" for number in range(1, 251)]
    (tmp_path / "big.csv").write_text("\n".join(["Ref,Title,Received,Request", *rows]))
    before = len(events(desk))
    assert past.import_past(desk, tmp_path / "big.csv").imported == 250
    assert [len(event.body["cases"]) for event in events(desk)[before:]] == [100, 100, 50]


def test_an_import_that_was_stopped_goes_on_where_it_stopped(desk, tmp_path):
    rows = [f"{number}/18,Title {number},05/01/2018,How many?" for number in range(1, 251)]
    (tmp_path / "big.csv").write_text("\n".join(["Ref,Title,Received,Request", *rows]))
    first = past.import_past(desk, tmp_path / "big.csv", told=lambda done, of, name: done < 100)
    assert (first.imported, first.stopped) == (100, True)
    second = past.import_past(desk, tmp_path / "big.csv")
    assert (second.imported, second.known, second.stopped) == (150, 100, False)


def test_progress_is_told_before_each_file(desk, folder):
    (folder / "z.txt").write_text(LETTER)
    told = []
    past.import_past(desk, folder, told=lambda done, of, name: told.append((done, of, name)) or True)
    assert told == [(0, 2, "a page.txt"), (1, 2, "z.txt")]


def test_a_place_that_is_nothing_of_the_kind_is_told(desk, tmp_path):
    (tmp_path / "empty").mkdir()
    for place, why in ((tmp_path / "nothing", "neither a folder nor a register"), (tmp_path / "empty", "no files")):
        with pytest.raises(UserError, match=why):
            past.import_past(desk, place)


def test_the_history_of_a_case_says_where_it_came_from(desk, folder):
    past.import_past(desk, folder)
    assert [line.kind for line in case_history(desk, find(desk, "412/16"))] == ["past-imported"]


def test_the_published_page_of_the_reference_case_comes_in_with_both_its_provisions(desk, shared):
    past.import_past(desk, shared / "inputs" / "response-log-page-3070_15.txt")
    case = case_of(desk, "3070/15")
    assert len(case.questions) == 6
    assert [ground.provision for ground in case.grounds] == ["23(5)", "31(3)"]


def test_no_day_of_receipt_is_ever_in_the_future(desk, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE.replace("5 May 2016", "5 May 2036").replace("1 June 2016", "1 June 2036"))
    past.import_past(desk, tmp_path / "page.txt")
    with desk.reading() as session:
        case = queries.load_case(session, 1)
    assert case.received <= desk.today()
    assert case.closed_on <= desk.today()
