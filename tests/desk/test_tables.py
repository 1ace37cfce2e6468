"""How a grid becomes a table that answers: what is changed is told, and what is withheld is said to be withheld."""

import pytest

from foidesk.desk import attach, decide, exchange, sign
from foidesk.desk.attach import attachment_bytes
from foidesk.desk.browse import open_case
from foidesk.desk.tables import Choice, grid_of_text, put_in_answer, shape, too_large
from foidesk.errors import UserError
from foidesk.letters.answers import AnswerTable
from foidesk.letters.blocks import Table, plain_text
from foidesk.letters.rich import rich
from foidesk.model import Outcome
from tests.office import PASSPHRASE, add_case, decide_all

AREAS = "Area\tCases\tRate\nBury\t0\t0.0%\nLeigh\t3\t1.5%\nWigan\t31\t2%\n"


def made(text, **how):
    return shape(grid_of_text(text), Choice(**how))


def column(shaped, at):
    return [row[at] for row in shaped.table.rows]


def test_as_it_stands_nothing_is_changed_and_nothing_told():
    found = made(AREAS)
    assert column(found, 1) == ["0", "3", "31"]
    assert (found.told, found.changed) == ((), frozenset())


@pytest.mark.parametrize("nil", ["0", "nil"])
def test_none_is_written_by_one_sign_in_columns_of_figures(nil):
    found = made("Area\tCases\tNote\nBury\t0\t-\nLeigh\t–\tx\nWigan\t3\tx", nil=nil)
    assert column(found, 1) == [nil, nil, "3"]
    assert column(found, 2) == ["-", "x", "x"]


def test_a_sign_that_is_no_word_is_explained_in_a_note():
    assert [note.text for note in made(AREAS, nil="–").table.notes] == ["– stands for none."]
    assert made(AREAS, nil="nil").table.notes == ()


def test_low_counts_are_held_back_and_said_to_be_withheld():
    found = made(AREAS, low=5)
    assert column(found, 1) == ["0", "fewer than 5", "31"]
    assert column(found, 2) == ["0.0%", "1.5%", "2%"]
    assert found.changed == {(2, 1)}
    assert "That withholds information" in found.told[0]


@pytest.mark.parametrize(
    "cells", ["Year\tx\n2024\ta\n2025\tb", "Rank\tx\n1\ta\n3\tb", "At\tx\n1\ta\n2\tb\n3\tc", "Rate\tx\n1.5\ta", "Area\tx\n4a\tb"]
)
def test_years_ranks_and_measures_are_not_taken_for_counts(cells):
    assert made(cells, low=5).changed == frozenset()


@pytest.mark.parametrize(
    ("cells", "warned"),
    [
        ("Area\tCases\nBury\t3\nWigan\t31\nTotal\t34", True),
        ("Area\tMen\tWomen\tTotal\nBury\t3\t31\t34", True),
        ("Area\tCases\nBury\t3\nLeigh\t4\nWigan\t31\nTotal\t38", False),
        ("Area\tCases\nBury\t3\nWigan\t31", False),
    ],
)
def test_a_count_that_a_total_gives_away_is_warned_of(cells, warned):
    assert any("worked out from it" in line for line in made(cells, low=5).told) is warned


@pytest.mark.parametrize(
    ("cell", "note", "left"),
    [
        ("38 [1]", "[1] Counted in April.", "38"),
        ("38*", "* Counted in April.", "38"),
        ("38 (a)", "(a) Counted in April.", "38"),
        ("38¹", "¹ Counted in April.", "38"),
        ("38 [note 1]", "[note 1] Counted in April.", "38"),
        ("Bury 1", "1. Counted in April.", "Bury"),
    ],
)
def test_a_note_takes_its_mark_out_of_its_cell(cell, note, left):
    table = made(f"Area\tCases\nx\t{cell}", notes=note).table
    assert (table.rows[0][1], table.notes[0].text, table.notes[0].cells) == (left, "Counted in April.", ((1, 1),))


@pytest.mark.parametrize(("cell", "note"), [("381", "1. One."), ("38**", "* One."), ("3 81", "1. One.")])
def test_a_figure_is_never_cut_for_a_note(cell, note):
    found = made(f"Area\tCases\nx\t{cell}", notes=note)
    assert found.table.rows[0][1] == cell
    assert "bears the mark" in found.told[0]


def test_lines_above_the_headings_are_left_out_and_empty_headings_told():
    found = made("Devices by year\t\nYear\t\n2024\t38", header_row=2)
    assert found.table.header == ("Year", "")
    assert "Columns without a heading: 2." in found.told[0]


@pytest.mark.parametrize("text", ["", "Year\tDevices", "\n\n"])
def test_headings_alone_are_no_table(text):
    with pytest.raises(UserError, match="at least one row"):
        made(text)


def test_what_does_not_fit_in_a_letter_says_why():
    assert "more than 60 rows" in too_large(AnswerTable(("a",), (("1",),) * 61))
    assert "wider than a page" in too_large(AnswerTable(("wordwordword",) * 12, (("1",) * 12,)))
    assert too_large(AnswerTable(("a", "b"), (("1", "2"),) * 60)) == ""


@pytest.fixture
def answering(desk):
    """A case whose fourth question is answered, and the id of that decision."""
    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[3]
    (decision,) = decide.decide(desk, case_id, [question.id], Outcome.DISCLOSED)
    return case_id, decision


NOTED = made("Year\tDevices [1]\n2023/24\t31\n2024/25\t38", notes="[1] Counted in April.", row_header=True).table


def test_a_table_stands_behind_what_was_answered(desk, answering):
    case_id, decision = answering
    decide.write_answer(desk, case_id, [decision], "We hold these.\n\nBy year:")
    put_in_answer(desk, case_id, decision, NOTED, "Devices by year")
    answer = open_case(desk, case_id).case.questions[3].decisions[0].answer
    assert [*map(next, map(iter, answer))] == ["paragraph", "paragraph", "table"]
    block = rich(answer)[-1]
    assert isinstance(block, Table)
    assert (block.row_headings, block.caption, block.notes[0].cells) == (True, "Devices by year", ((0, 1),))
    assert "Counted in April." in plain_text(open_case(desk, case_id).words.blocks)


def test_a_case_with_notes_and_row_headings_travels_whole(desk, answering, tmp_path):
    from tests.office import new_desk

    case_id, decision = answering
    put_in_answer(desk, case_id, decision, NOTED, "Devices by year")
    path = exchange.export_case(desk, case_id, tmp_path / "out")
    there = new_desk(tmp_path / "there")
    again = exchange.import_case(there, path)
    answer = open_case(there, again).case.questions[3].decisions[0].answer
    assert answer == open_case(desk, case_id).case.questions[3].decisions[0].answer
    assert exchange.documents(there, [again])[0]["questions"] == exchange.documents(desk, [case_id])[0]["questions"]


def test_a_question_that_is_refused_takes_no_table(desk):
    case_id = add_case(desk)
    question = open_case(desk, case_id).case.questions[0]
    (decision,) = decide.decide(desk, case_id, [question.id], Outcome.WITHHELD)
    with pytest.raises(UserError, match="not answered with information"):
        put_in_answer(desk, case_id, decision, NOTED)


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_a_table_made_here_leaves_with_its_letter(desk, form, tmp_path):
    from foidesk.desk import send

    case_id = add_case(desk)
    decide_all(desk, case_id)
    name = attach.attach_table(desk, case_id, NOTED, "Devices by year", form)
    made_here = next(item for item in open_case(desk, case_id).case.attachments if item.name == name)
    sign.make_identity(desk, "Disclosure Officer", PASSPHRASE, kind="p256")
    done = sign.sign_letter(desk, case_id)
    mail = send.prepare_email(desk, case_id, done.letter_id)
    assert name.encode() in mail.path.read_bytes()
    assert made_here.made_here
    assert attachment_bytes(desk, made_here.sha256)
