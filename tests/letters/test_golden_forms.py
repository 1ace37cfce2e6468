"""Each other form of a letter reads as it was last read and agreed. How to renew them: golden_forms.py."""

import pytest

from tests.letters.golden_forms import FORMS, MADE

AGAIN = "Renew with `python -m tests.letters.golden_forms`, read the difference, and commit it."


@pytest.mark.parametrize("name", MADE)
def test_a_form_reads_as_it_was_agreed(name):
    assert MADE[name]() == (FORMS / name).read_bytes().decode(), AGAIN


def test_no_golden_form_is_left_over():
    assert {path.name for path in FORMS.iterdir()} == set(MADE)
