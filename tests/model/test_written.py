"""A case in its written form, and back."""

from datetime import date

from foidesk.model import ExtentKind, Likelihood, Outcome, Stage
from foidesk.model.written import read_case, write_case

SMALL = {
    "format": "foidesk-case",
    "version": 1,
    "authority": {"name": "Midshire Police"},
    "reference": "12/26",
    "received": "2026-05-18",
    "questions": [{"label": "1", "text": "How many?"}],
}

FULL = SMALL | {
    "title": "Devices",
    "stage": "to_sign",
    "clock": [
        {"event": "clarification-asked", "date": "2026-05-20", "questions": ["1"]},
        {"event": "school-closed", "from": "2026-05-25", "to": "2026-05-29"},
    ],
    "questions": [
        {
            "label": "1",
            "text": "How many?",
            "parts": [{"label": "1(a)", "text": "In May?", "decisions": [{"outcome": "not_held", "held": False}]}],
            "decisions": [
                {"outcome": "disclosed", "held": True, "answer": "Twelve."},
                {"outcome": "ncnd", "extent": {"kind": "other", "words": "any other information"}, "grounds": ["g1"]},
            ],
        }
    ],
    "grounds": [
        {
            "id": "g1",
            "provision": "31(3)",
            "likelihood": "would_be_likely",
            "public_interest": {"duty": "confirm", "for": ["a"], "against": ["b"], "balance": "c"},
        }
    ],
    "correspondence": [{"at": "2026-05-19T10:00:00+01:00", "direction": "in", "channel": "phone", "with": "requester"}],
}


def test_what_a_document_leaves_out_keeps_its_default():
    case = read_case(SMALL)
    assert (case.stage, case.language, case.questions[0].decisions, case.requester.name) == (Stage.RECEIVED, "en", [], None)


def test_dates_and_words_become_values():
    case = read_case(FULL)
    assert case.received == date(2026, 5, 18)
    assert case.questions[0].decisions[1].extent_kind is ExtentKind.OTHER
    assert case.grounds[0].likelihood is Likelihood.WOULD_BE_LIKELY
    assert case.clock[1].until == date(2026, 5, 29)


def test_one_ground_serves_many_decisions_as_one_object():
    case = read_case(FULL)
    assert case.questions[0].decisions[1].grounds == [case.grounds[0]]
    assert [question.label for question, _ in case.decisions_on(case.grounds[0])] == ["1"]


def test_writing_reading_and_writing_again_gives_the_same_document():
    once = write_case(read_case(FULL))
    assert write_case(read_case(once)) == once


def test_times_are_written_in_utc():
    assert write_case(read_case(FULL))["correspondence"][0]["at"] == "2026-05-19T09:00:00+00:00"


def test_parts_are_walked_after_their_question():
    case = read_case(FULL)
    assert [question.label for question in case.every_question()] == ["1", "1(a)"]
    assert [decision.outcome for _, decision in case.every_decision()] == [Outcome.DISCLOSED, Outcome.NCND, Outcome.NOT_HELD]


def test_the_repr_of_a_row_shows_no_case_text():
    assert "How many" not in repr(read_case(FULL)) + repr(read_case(FULL).questions[0])
