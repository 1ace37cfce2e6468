"""Answering a case as another one was answered: what comes over, what stays here, and that no name crosses."""

import pytest

from foidesk.desk import attach, decide, intake, same_answer
from foidesk.desk.browse import open_case
from foidesk.desk.names import Names
from foidesk.desk.proving import prove
from foidesk.model import ExtentKind, LinkKind, Outcome
from tests.office import add_case, decide_all

TABLE = attach.AnswerTable(("Year", "Devices"), (("2024/25", "38"),))
ASKER = {"name": "Wilhelmina Quast", "email": "w.quast@example.org", "organisation": "Quast & Daughters", "handle": "@wquast"}
TWO = "1. How many radar devices were bought?\n\n2. Where is the helicopter kept at night?\n"


def case_of(desk, case_id):
    return open_case(desk, case_id).case


def decided(desk, *, answer="We bought 12.", harm="Thieves would know where it stands.", **changes):
    """A case of two questions: one answered, one withheld; returns its id."""
    case_id = add_case(desk, TWO, requester=ASKER, **changes)
    one, two = case_of(desk, case_id).questions
    (given,) = decide.decide(desk, case_id, [one.id], Outcome.DISCLOSED)
    decide.write_answer(desk, case_id, [given], answer)
    (withheld,) = decide.decide(desk, case_id, [two.id], Outcome.WITHHELD)
    ground = decide.claim_ground(desk, case_id, "31(1)(a)", [withheld])
    decide.write_ground(desk, case_id, ground, harm=harm, likelihood="would", pi_for=["Spending."], pi_against=["Theft."])
    return case_id


def fresh(desk, text=TWO, **changes):
    return add_case(desk, text, requester={"name": "Ola Fern", "email": "ola@example.org"}, **changes)


def test_decisions_answers_and_reasons_come_over(desk):
    decided(desk)
    case_id = fresh(desk)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    case = case_of(desk, case_id)
    assert [(item.outcome, item.held, item.answer) for _, item in case.every_decision()] == [
        (Outcome.DISCLOSED, True, "We bought 12."),
        (Outcome.WITHHELD, True, None),
    ]
    (ground,) = case.grounds
    assert (ground.provision, ground.harm, ground.pi_against) == ("31(1)(a)", "Thieves would know where it stands.", ["Theft."])
    assert (taken.questions, taken.grounds, taken.left_out, taken.undecided) == ((("1", "1"), ("2", "2")), 1, (), ())
    assert case.stage == "drafting"


def test_the_link_and_the_history_tell_of_it(desk):
    decided(desk)
    case_id = fresh(desk)
    same_answer.answer_as(desk, case_id, "1/26")
    assert [(link.kind, link.reference) for link in case_of(desk, case_id).links] == [(LinkKind.SAME_ANSWER, "1/26")]
    assert prove(desk).ok


def test_the_other_case_stays_as_it_was(desk):
    other = decided(desk)
    before = case_of(desk, other).version
    same_answer.answer_as(desk, fresh(desk), "1/26")
    assert case_of(desk, other).version == before


def test_questions_are_matched_by_what_they_ask(desk):
    decided(desk)
    case_id = fresh(desk, "1. Where is the helicopter kept at night?\n\n2. Who pays for the horses of the band?\n")
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert (taken.questions, taken.undecided) == ((("1", "2"),), ("2",))


def test_what_is_decided_here_already_stays(desk):
    decided(desk)
    case_id = fresh(desk)
    first = case_of(desk, case_id).questions[0].id
    decide.decide(desk, case_id, [first], Outcome.NOT_HELD)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert taken.questions == (("2", "2"),)
    assert [item.outcome for _, item in case_of(desk, case_id).every_decision()] == [Outcome.NOT_HELD, Outcome.WITHHELD]


def test_a_ground_that_is_argued_here_already_keeps_its_own_words(desk):
    decided(desk)
    case_id = fresh(desk, f"{TWO}\n3. What does the band cost?\n")
    third = case_of(desk, case_id).questions[2].id
    ground = decide.claim_ground(desk, case_id, "31(1)(a)", decide.decide(desk, case_id, [third], Outcome.WITHHELD))
    decide.write_ground(desk, case_id, ground, harm="Our own harm.")
    same_answer.answer_as(desk, case_id, "1/26")
    case = case_of(desk, case_id)
    assert case.grounds[0].harm == "Our own harm."
    assert len(list(case.decisions_on(case.grounds[0]))) == 2


@pytest.mark.parametrize("outcome", [Outcome.COST, Outcome.VEXATIOUS, Outcome.REPEATED, Outcome.CLARIFY, Outcome.SUBJECT_ACCESS])
def test_what_was_decided_about_that_request_alone_does_not_come_over(desk, outcome):
    other = decided(desk)
    decide.decide(desk, other, [case_of(desk, other).questions[1].id], outcome)
    case_id = fresh(desk)
    assert same_answer.answer_as(desk, case_id, "1/26").questions == (("1", "1"),)


def test_an_opinion_a_certificate_and_an_earlier_answer_do_not_come_over(desk):
    other = decided(desk)
    ground = case_of(desk, other).grounds[0].id
    decide.write_ground(
        desk,
        other,
        ground,
        certificate="C1",
        previous_reference="9/20",
        qualified_person={"name": "The Chief"},
        private_reason="P.",
    )
    case_id = fresh(desk)
    same_answer.answer_as(desk, case_id, "1/26")
    (taken,) = case_of(desk, case_id).grounds
    assert (taken.certificate, taken.previous_reference, taken.qualified_person, taken.private_reason) == (None, None, None, None)


NAMING = [
    "As Ms Quast knows, we bought 12.",
    "WILHELMINA QUAST asked this.",
    "Dear Wilhelmina, we bought 12.",
    "We wrote to w.quast@example.org.",
    "Quast & Daughters know this.",
    "See @wquast.",
    "Wilhelmina\nQuast",
    "Wilhel\u00admina Qu\u200bast",
    [{"paragraph": ["As Qu", {"text": "ast", "bold": True}, " knows."]}],
    [{"table": {"header": ["Name"], "rows": [["Quast"]]}}],
    [{"list": ["One", "For Quast"]}],
    "The helper, Ottoline Vane, told us.",
    "Ottoline told us.",
]


@pytest.mark.parametrize("answer", NAMING)
def test_an_answer_that_names_somebody_of_that_case_is_left_out_and_told_of(desk, answer):
    other = decided(desk, answer=answer)
    intake.edit_case(desk, other, people=["Ottoline Vane"])
    case_id = fresh(desk)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert case_of(desk, case_id).questions[0].decisions[0].answer is None
    assert taken.left_out == ("Question 1: the answer: it names somebody of that case",)


def test_a_reason_and_an_extent_that_name_somebody_are_left_out_too(desk):
    other = decided(desk, harm="Quast would come to harm.")
    two = case_of(desk, other).questions[1].id
    decide.decide(desk, other, [two], Outcome.WITHHELD, extent_kind=ExtentKind.PART, extent_words="what Quast wrote")
    case_id = fresh(desk)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert [item.extent_words for _, item in case_of(desk, case_id).every_decision()] == ["", "", ""]
    assert case_of(desk, case_id).grounds[0].harm is None
    assert len(taken.left_out) == 2


@pytest.mark.parametrize("words", ["The quasts of ships", "A marsh", "We will answer", "by example.org"])
def test_ordinary_words_are_nobody(desk, words):
    case = case_of(desk, decided(desk))
    case.requester.name, case.people = "Will Marsh", []
    assert not Names(case).stand_in(words)


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_a_table_made_there_comes_over_under_a_name_of_this_case(desk, form):
    other = decided(desk)
    attach.attach_table(desk, other, TABLE, "Devices", form)
    case_id = fresh(desk)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert taken.attachments == (f"2_26-attachment-1.{form}",)
    (mine,), (theirs,) = case_of(desk, case_id).attachments, case_of(desk, other).attachments
    assert (mine.sha256, mine.made_here, mine.listed) == (theirs.sha256, True, True)
    # It bears the reference under which it was made, which only a file without a heading does not.
    assert taken.naming_the_case == (() if form == "csv" else taken.attachments)


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_a_table_that_names_somebody_of_that_case_stays_there(desk, form):
    other = decided(desk)
    attach.attach_table(desk, other, attach.AnswerTable(("Asked by", "Devices"), (("Wilhelmina Quast", "38"),)), "Devices", form)
    case_id = fresh(desk)
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert (taken.attachments, case_of(desk, case_id).attachments) == ((), [])
    assert taken.left_out == (f"The attachment 1_26-attachment-1.{form}: it names somebody of that case",)


def test_a_file_of_the_officers_stays_there(desk, tmp_path):
    other = decided(desk)
    (tmp_path / "figures.csv").write_text("a,b\n1,2\n", "utf-8")
    attach.attach_file(desk, other, tmp_path / "figures.csv")
    case_id = fresh(desk)
    assert same_answer.answer_as(desk, case_id, "1/26").attachments == ()


def test_the_sample_is_answered_as_the_sample_was(desk):
    other = add_case(desk)
    decide_all(desk, other)
    case_id = fresh(desk, "\n".join(f"{number}. {item.text}\n" for number, item in enumerate(case_of(desk, other).questions, 1)))
    taken = same_answer.answer_as(desk, case_id, "1/26")
    assert len(taken.questions) == 6
    assert {item.provision for item in case_of(desk, case_id).grounds} == {
        item.provision for item in case_of(desk, other).grounds
    }
