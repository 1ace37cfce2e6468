"""The reference letter as it reaches the requester: what its PDF says, what it must not say, and what goes with it."""

import re
from email import message_from_bytes
from email.policy import default as email_policy

import pytest

from foidesk.desk import browse, send, sign
from foidesk.letters.blocks import Heading, plain_text
from tests.letters.cases import NOTE, OTHER, QUESTIONS, REQUESTER, composed, published, reference_case
from tests.letters.programs import flat, run, structure_text, text_of
from tests.office import PLAN, add_case, decide_all

PARTS = (
    "Response to your request: Digital forensics backlog",
    "Your request and our answers",
    "Refusal notice",
    "Section 23(5)",
    "Section 31(3)",
    "Harm in confirming or denying",
    "Public interest test for section 31(3)",
    "Factors in favour of confirming or denying",
    "Factors against confirming or denying",
    "Balance",
    "Nothing should be inferred",
    "Attachments",
    "Re-using this information",
    "If you wish to complain",
    "Under section 50",
    "Yours sincerely",
    "Disclosure Officer",
    "Signed electronically",
)


@pytest.fixture(scope="module")
def text(signed_file):
    return text_of(signed_file)


@pytest.fixture(scope="module")
def structure(signed_file):
    return structure_text(signed_file)


def section(text, heading, until):
    """The words from one heading to another."""
    start = text.index(heading)
    return text[start : text.index(until, start + 1)]


def test_every_question_stands_word_for_word(text):
    for question in QUESTIONS:
        assert flat(question) in text


def test_the_note_stands_as_the_words_of_the_requester(text, signed_file):
    assert f"You added this to your questions: {NOTE}" in text
    lines = run("pdfinfo", "-struct-text", signed_file).splitlines()
    at = next(number for number, line in enumerate(lines) if NOTE in line)
    assert any("BlockQuote" in line for line in lines[at - 3 : at])


def test_every_answer_stands_after_its_question(structure):
    for label, words in PLAN["answers"].items():
        if label.isdigit() and "{" not in words:
            assert structure.index(QUESTIONS[int(label) - 1]) < structure.index(words)


def test_the_letter_says_that_it_is_a_refusal_notice_under_section_17(text):
    assert f"This letter is a refusal notice under section 17 of the Act in respect of {OTHER}." in text


def test_other_information_is_neither_confirmed_nor_denied_once(text):
    said = f"Midshire Police neither confirms nor denies that it holds {OTHER}, by virtue of sections 23(5) and 31(3) of the Act."
    assert text.count(said) == 1
    assert text.count("neither confirms nor denies") == 1


def test_section_23_has_neither_harm_nor_public_interest_test(structure):
    argued = section(structure, "Section 23(5) is a class-based", "Section 31(3): Law enforcement")
    assert "absolute" in argued
    assert not re.search(r"Harm in|Public interest test for|Factors|Balance|would be likely", argued)


def test_section_31_has_harm_and_both_sides_of_the_public_interest(structure):
    argued = section(structure, "Section 31(3) is a prejudice-based", "No inference")
    for words in (
        "Harm in confirming or denying",
        "Factors in favour",
        "Factors against",
        "Balance",
        "sections 31(1)(a) and 31(1)(b)",
    ):
        assert words in argued
    for factor in (*PLAN["grounds"]["31(3)"]["pi_for"], *PLAN["grounds"]["31(3)"]["pi_against"]):
        assert factor in argued


def test_no_inference_is_drawn_and_the_sentence_stands_once(text):
    assert text.count("Nothing should be inferred from this refusal") == 1


def test_the_attachment_is_named_with_its_pages(text):
    assert "142_26-attachment-1.pdf, 2 pages" in text


def test_the_requester_learns_how_to_complain(text):
    assert "ask us for an internal review" in text
    assert "Under section 50 of the Act you may apply to the Information Commissioner" in text
    assert "Wycliffe House" in text


def test_no_answer_speaks_of_all_there_is(structure):
    answers = section(structure, "Your request and our answers", "Refusal notice")
    for question in (*QUESTIONS, NOTE):
        assert flat(question) in answers
        answers = answers.replace(flat(question), "")
    assert not re.search(r"\b(all|only|total|complete|every|entire|in full|whole)\b", answers, flags=re.IGNORECASE)


def test_no_summary_stands_beside_a_denial_of_other_information(text):
    assert "Our answers in short" not in text
    assert "confirmed nor denied" not in text


def test_a_summary_of_the_officer_is_not_printed_there_either():
    case = reference_case()
    case["letters"][0]["own_words"] = {"summary": "Everything is answered."}
    assert "Everything is answered" not in plain_text(composed(case))


def test_the_parts_come_in_their_order(structure):
    places = [structure.index(part) for part in PARTS]
    assert places == sorted(places)


def test_the_public_copy_names_no_requester():
    public = plain_text(published(reference_case()))
    for value in (*REQUESTER.values(), "Jordan", "Ellis"):
        assert value not in public
    assert next(block.text for block in published(reference_case()) if isinstance(block, Heading)) == "Digital forensics backlog"


@pytest.fixture
def answered(desk):
    """The sample request of the program itself, decided and signed at a desk."""
    case_id = add_case(desk, title="Digital forensics backlog", requester=dict(REQUESTER))
    decide_all(desk, case_id)
    sign.make_identity(desk, "Disclosure Officer", "not a secret either")
    return case_id, sign.sign_letter(desk, case_id).letter_id


def test_the_email_is_an_unsent_draft_with_everything_attached(desk, answered):
    case_id, letter_id = answered
    message = message_from_bytes(send.prepare_email(desk, case_id, letter_id).path.read_bytes(), policy=email_policy)
    assert message["X-Unsent"] == "1"
    assert message["To"] == REQUESTER["email"]
    enclosed = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    case = browse.open_case(desk, case_id).case
    listed = [item.name for item in case.attachments if item.listed]
    assert len(listed) == 1
    assert [*enclosed] == [send.letter_name(case, case.letters[-1]), *listed]
    assert all(content.startswith(b"%PDF-") for content in enclosed.values())


def test_the_log_page_names_no_requester(desk, answered):
    case_id, _ = answered
    page = send.make_log_page(desk, case_id).path.read_text("utf-8")
    assert "Digital forensics backlog" in page
    for value in (*REQUESTER.values(), "Jordan", "Ellis", "Alder"):
        assert value not in page


def test_the_log_page_loads_and_runs_nothing(desk, answered):
    page = send.make_log_page(desk, answered[0]).path.read_text("utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|link|iframe|object|embed|form)\b|\bsrc=|\bon\w+=", page)
