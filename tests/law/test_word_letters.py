"""The word checks on whole letters: those that are as they should be give no alarm, and a page that is not gives each of its faults."""

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foidesk.desk import reference
from foidesk.desk.browse import open_case
from foidesk.desk.check import findings
from foidesk.desk.loose_text import check_text
from foidesk.desk.office import Shelf
from foidesk.intake.tasks import read_letter
from foidesk.law.sight import Severity
from foidesk.law.wordcheck import read
from foidesk.law.wordcheck_text import of_text
from foidesk.letters.web import log_page
from foidesk.model.written import read_case
from tests.law.builder import DATED, Sample
from tests.law.cases import CASES, RuleCase
from tests.letters import cases as letters
from tests.letters.golden_letters import GOLDEN
from tests.office import add_case, decide_all

COMPLIANT = Path(__file__).parent / "compliant"
CASE_LETTERS = sorted(COMPLIANT.glob("*.json"))
TEXTS = sorted(COMPLIANT.glob("*.txt"))
LATER = sorted((Path(__file__).parent / "later").glob("*.txt"))
PAGE = Path(__file__).with_name("published-page.txt")
UNFINISHED = {name for name in GOLDEN if name.endswith("-unfinished")}


def words_of(document, day):
    shelf = Shelf(now=lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return alarms(findings(shelf, read_case(document), stage="publish"))


def alarms(found):
    return [(item.rule, item.target, item.message) for item in found if item.rule.startswith("WC") or item.rule == "NOTE"]


def read_page_of(blocks, **changes):
    """What is found in a page made of blocks, read as a stranger's page is."""
    told = read_letter(log_page(blocks, title="A request", authority="Midshire Police", dated=letters.TODAY), "page.html")
    span = tuple(told["request"]) if told["request"] else None
    return read(of_text(told["text"], reference.letter_words().lexicon(""), reference.catalogue(), request=span, **changes))


def test_there_are_twenty_letters_that_are_as_they_should_be():
    assert len(CASE_LETTERS) + len(TEXTS) == 20


@pytest.mark.parametrize("path", CASE_LETTERS, ids=lambda path: path.stem)
def test_a_compliant_letter_gives_no_finding_at_all(path):
    shelf = Shelf(now=lambda: datetime(2026, 6, 24, 12, tzinfo=UTC))
    case = read_case(json.loads(path.read_text("utf-8")))
    for attachment in case.attachments:
        attachment.sha256 = "0" * 64
    assert findings(shelf, case, stage="publish") == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_compliant_text_gives_no_finding(path):
    assert check_text(path) == []


@pytest.mark.parametrize("path", LATER, ids=lambda path: path.stem)
def test_a_letter_in_the_manner_of_others_written_after_the_checks_gives_no_finding(path):
    assert check_text(path) == []


def test_where_one_question_is_denied_its_reasons_confirm_nothing_and_the_other_answers_may(tmp_path):
    text = LATER[1].read_text("utf-8")
    spoiled = text.replace("Confirming or denying that such", "We hold no such equipment. Confirming or denying that such")
    (tmp_path / "letter.txt").write_text(spoiled, "utf-8")
    assert "I can confirm that the information you have requested is held" in text
    assert [item.rule for item in check_text(tmp_path / "letter.txt")] == ["WC01"]


def test_the_compliant_texts_are_really_read():
    """What is taken for the requester's words is not read at all: of these letters, what each relies on must be known."""
    relied = {}
    for path in TEXTS:
        told = read_letter(path.read_bytes(), path.name)
        span = tuple(told["request"]) if told["request"] else None
        reading = of_text(told["text"], reference.letter_words().lexicon(""), reference.catalogue(), request=span)
        relied[path.stem[:2]] = sorted(argument.citation for argument in reading.arguments if argument.own())
    assert relied == {
        "15": ["23(5)", "31(3)"],
        "16": [],
        "17": ["43(2)"],
        "18": ["35(1)(a)"],
        "19": ["12(1)"],
        "20": ["38(1)(b)", "40(2)(3A)(a)"],
    }


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_a_golden_letter_gives_no_alarm(name):
    assert words_of(GOLDEN[name], letters.TODAY) == []


@pytest.mark.parametrize("name", sorted(set(GOLDEN) - UNFINISHED))
def test_a_golden_letter_read_as_a_page_without_its_case_gives_no_alarm(name):
    assert alarms(read_page_of(letters.composed(GOLDEN[name]))) == []
    assert alarms(read_page_of(letters.published(GOLDEN[name]), is_public=True, names=["Jordan Ellis"])) == []


@pytest.mark.parametrize("name", sorted(UNFINISHED))
def test_an_unfinished_letter_read_as_a_page_has_its_placeholders_named(name):
    assert {item[0] for item in alarms(read_page_of(letters.composed(GOLDEN[name])))} <= {"WC10"}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_letters_of_the_rule_cases_give_no_alarm(case: RuleCase):
    for spoil in (case.spoil, case.near):
        sample = Sample()
        spoil(sample)
        day = sample.letter.dated or DATED
        shelf = Shelf(now=lambda day=day: datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        assert alarms(findings(shelf, sample.case, sample.letter, "publish")) == []


def test_the_demonstrations_letter_gives_no_alarm(desk):
    case_id = add_case(desk)
    decide_all(desk, case_id)
    assert alarms(findings(desk, open_case(desk, case_id).case, stage="sign")) == []


def test_a_published_page_has_each_of_its_faults_named():
    found = check_text(PAGE)
    said = " ".join(item.message for item in found)
    for words in (
        "“or nor”",
        "wrong duty",
        "no complaints paragraph",
        "likelihood is not stated",
        "“confirming, nor denying”",
        "“the the”",
    ):
        assert words in said
    assert Counter(item.rule for item in found) == {
        "WC02": 1, "WC07": 1, "WC08": 3, "WC11": 1, "WC12": 1, "WC13": 1, "WC14": 1,
    }  # fmt: skip
    assert {item.target for item in found if item.rule in {"WC13", "WC14"}} == {"31(3)"}


def test_a_page_for_everybody_needs_no_word_of_complaints_but_may_name_nobody():
    found = check_text(PAGE, public_copy=True, names=["Fenshire Police", "Robin Ashdown"])
    assert {item.rule for item in found} == {"WC02", "WC07", "WC08", "WC13", "WC14", "WC15"}
    assert [item.rule for item in found if item.severity is Severity.BLOCK] == ["WC15"]


def test_a_greeting_in_a_page_for_everybody_names_somebody(tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Mr Ashdown\n\nThe library is open on Sundays, as you can see on our website.\n", "utf-8")
    nobody = tmp_path / "nobody.txt"
    nobody.write_text("Dear Requester\n\nThe library is open on Sundays, as you can see on our website.\n", "utf-8")
    assert [item.rule for item in check_text(letter, public_copy=True)] == ["WC15"]
    assert check_text(letter) == check_text(nobody, public_copy=True) == []


def test_the_reference_page_as_printed_has_its_faults_named(shared: Path):
    found = check_text(shared / "inputs" / "response-log-page-3070_15.txt")
    said = " ".join(item.message for item in found)
    for words in (
        "“or nor”",
        "public interest is argued on the wrong duty",
        "no complaints paragraph",
        "likelihood is not stated",
    ):
        assert words in said
    assert {item.rule for item in found} == {"WC03", "WC08", "WC11", "WC12", "WC13", "WC14"}


def test_what_a_real_request_says_is_not_taken_for_a_letter_that_refuses(shared: Path):
    for path in sorted((shared / "inputs" / "requests").glob("*.json")):
        text = json.loads(path.read_text("utf-8"))["request_text"].replace("[requester]", "A. Requester")
        reading = of_text(text, reference.letter_words().lexicon(""), reference.catalogue())
        assert not reading.refuses, path.name
        assert alarms(read(reading)) == [], path.name


def test_the_worked_examples_give_no_alarm(shared: Path):
    for path in sorted((shared / "law" / "rule_cases").glob("*.case.json")):
        assert words_of(json.loads(path.read_text("utf-8")), date(2026, 3, 24)) == [], path.name
