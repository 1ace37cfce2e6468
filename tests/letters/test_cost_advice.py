"""The advice that is proposed with a refusal for cost. How it reads is in the golden letters; here is when what is said."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.law.costs import finds_out_only
from foidesk.letters.cost_advice import cost_advice, period_words
from foidesk.model.written import read_case
from tests.letters.cases import decided, document, ground, question
from tests.letters.golden_letters import AWARDS, CAMERAS, COST, ROTA, estimated, task

DAY = date(2026, 8, 20)
FREE = date(2026, 10, 29)


def advice(case, years=0):
    read = read_case(case)
    law, wording = reference.catalogue().costs, reference.wording()
    return cost_advice(read, read.cost_estimates, law, wording, DAY, years=years, free_from=FREE)


def paragraphs(case, years=0):
    return advice(case, years).text.split("\n\n")


def test_the_questions_that_fit_are_named_with_their_time():
    case = estimated("12(1)", task("extract", "", 1, 600, "1"), task("extract", "", 1, 900, "2"), asked=(ROTA, COST))
    first, last = paragraphs(case)
    assert first.startswith("Answering question 1 and leaving out question 2 would take about 10 hours, ")
    assert first.endswith("If you would rather have the answer to question 2 instead, that would take about 15 hours.")
    assert last == "If you send us a narrower request, we will deal with it as a new one."


def test_where_no_question_fits_fewer_records_are_proposed_with_the_period_that_they_make():
    case = estimated("12(1)", task("locate", "", 300, 5))
    assert "300 records" in paragraphs(case)[0]
    assert "about 210 of them" in paragraphs(case)[0]
    assert "spread evenly" not in advice(case).text
    assert paragraphs(case, years=3)[0].endswith("over the 3 years that you ask about, that is about 2 years.")


def test_where_nothing_narrower_would_do_it_is_said_and_nobody_is_invited_to_ask_again():
    found = advice(estimated("12(1)", task("locate", "", 1, 1081)))
    assert not found.possible
    assert "see none" in found.text
    assert "new one" not in found.text


def test_what_is_over_the_limit_only_together_with_others_can_wait():
    together = {"requests": [{"reference": "9/26", "received": "2026-08-03", "minutes": 1200}]}
    found = advice(estimated("12(1)", task("locate", "", 1, 600), aggregated=together))
    assert found.possible
    assert found.text == (
        "A request for the same or similar information that reaches us on or after 29 October 2026 will not be counted "
        "together with any of these."
    )


def test_an_estimate_within_the_limit_needs_no_advice():
    assert advice(estimated("12(1)", task("locate", "", 1, 1080))).text == ""


def test_two_estimates_are_advised_on_one_after_the_other_and_the_end_is_said_once():
    case = document(
        question("1", ROTA, decided("cost", "g1", held=True)),
        question("2", COST, decided("cost", "g1", held=True)),
        grounds=[ground("g1", "12(1)", reason=None)],
        cost_estimates=[
            {"questions": ["1"], "tasks": [task("locate", "", 300, 5)]},
            {"questions": ["2"], "tasks": [task("locate", "", 700, 5)]},
        ],
    )
    found = paragraphs(case)
    assert ["300 records" in found[0], "700 records" in found[1], len(found)] == [True, True, 3]


def test_an_estimate_is_of_finding_out_alone_where_every_refusal_for_cost_is():
    case = read_case(estimated("12(2)", task("locate", "", 300, 5)))
    assert finds_out_only(case, case.cost_estimates[0])
    case.grounds[0].provision = "12(1)"
    assert not finds_out_only(case, case.cost_estimates[0])
    case.questions[0].decisions.clear()
    assert not finds_out_only(case, case.cost_estimates[0])


SAYS_HELD = re.compile(r"\b(?:we (?:do not )?hold|is held|are held|which we hold|have found|our records of)\b", re.IGNORECASE)
tasks = st.lists(
    st.builds(
        task,
        st.sampled_from(["determine", "locate", "retrieve", "extract"]),
        st.just("search"),
        st.integers(0, 5000),
        st.integers(0, 90),
        st.sampled_from(["1", "2"]),
    ),
    min_size=1,
    max_size=4,
)


@given(tasks, st.integers(0, 5))
def test_advice_under_the_second_limb_never_says_that_anything_is_held(given_tasks, years):
    """Wherever holding is spoken of, it is as a question: whether, or should it be so."""
    text = advice(estimated("12(2)", *given_tasks, asked=(AWARDS, CAMERAS)), years).text
    for sentence in re.split(r"(?<=[.]) |\n\n", text):
        assert not SAYS_HELD.search(sentence) or re.search(r"\bwhether\b|^Should\b", sentence), sentence
    assert "Answering" not in text


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (Fraction(36, 10), "3 years"),
        (Fraction(2), "2 years"),
        (Fraction(19, 10), "22 months"),
        (Fraction(1, 12), "1 month"),
        (Fraction(1, 13), "4 weeks"),
        (Fraction(1, 52), "1 week"),
        (Fraction(1, 53), ""),
        (Fraction(0), ""),
    ],
)
def test_a_period_is_said_as_one_would_and_never_longer(years, words):
    assert period_words(years) == words
