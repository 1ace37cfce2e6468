"""Every golden letter reads as it was last read and agreed. How to renew them: golden_letters.py."""

import re
from itertools import pairwise

import pytest

from foidesk.letters.blocks import Heading
from tests.letters.cases import composed
from tests.letters.golden_letters import FOLDER, GOLDEN, golden_text

AGAIN = "Renew with `python -m tests.letters.golden_letters`, read the difference, and commit it."


@pytest.mark.parametrize("name", GOLDEN)
def test_a_letter_reads_as_it_was_agreed(name):
    assert golden_text(name) == (FOLDER / f"{name}.txt").read_text("utf-8"), AGAIN


def test_no_golden_text_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(GOLDEN)


@pytest.mark.parametrize("name", GOLDEN)
def test_no_slot_is_left_and_no_word_stands_twice(name):
    text = golden_text(name)
    assert not re.search(r"[{}]", text)
    assert not re.search(r"\b(\w+) \1\b", text)
    assert "  " not in text


@pytest.mark.parametrize("name", GOLDEN)
def test_headings_go_down_one_level_at_a_time(name):
    levels = [block.level for block in composed(GOLDEN[name]) if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
