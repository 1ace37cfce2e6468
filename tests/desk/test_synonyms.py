"""The table of synonyms as the officer edits it."""

import pytest

from foidesk.desk import synonyms
from foidesk.errors import UserError
from foidesk.store import settings
from foidesk.store.synonyms import SETTING


def kept(desk):
    with desk.reading() as session:
        return settings.get(session, SETTING)


def test_the_programs_table_stands_until_it_is_edited(desk):
    assert synonyms.table(desk) == synonyms.program_table()
    assert "body worn video" in synonyms.table(desk)


def test_what_differs_is_kept_and_nothing_else(desk):
    lines = synonyms.program_table().splitlines()
    synonyms.write_synonyms(desk, "\n".join([*lines[1:], "dobbin,  police   horse ", ""]))
    assert kept(desk) == {"added": [["dobbin", "police horse"]], "dropped": [lines[0].split(", ")]}
    assert synonyms.table(desk) == "\n".join([*lines[1:], "dobbin, police horse", ""])


def test_the_table_can_be_put_back(desk):
    synonyms.write_synonyms(desk, "dobbin, horse")
    synonyms.write_synonyms(desk, synonyms.program_table())
    assert kept(desk) == {"added": [], "dropped": []}


def test_no_term_stands_twice_in_a_group_of_the_program():
    for line in synonyms.program_table().splitlines():
        terms = [term.casefold() for term in line.split(", ")]
        assert len(set(terms)) == len(terms) > 1


def test_a_line_with_one_term_says_what_is_missing(desk):
    with pytest.raises(UserError, match="“dobbin” has one term alone"):
        synonyms.write_synonyms(desk, "dobbin,\n")
