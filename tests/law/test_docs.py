"""What docs/ tells of the checks and the stages is what they declare."""

import pytest

from foidesk.law.declared import EVERY
from foidesk.law.stages import MOVES
from installer import make_law_docs
from tests.conftest import ROOT


def page(name):
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "made"), [("law.md", lambda: make_law_docs.law(page("law.md"))), ("stages.md", make_law_docs.stages)]
)
def test_the_page_is_as_the_declarations_make_it(name, made):
    assert page(name) == made(), "run python installer/make_law_docs.py"


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.id)
def test_every_check_is_told_with_its_severity_stage_and_source(check):
    (line,) = (line for line in page("law.md").splitlines() if line.startswith(f"| {check.id} |"))
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    assert cells[1].endswith(check.severity.value)
    assert (cells[2], cells[3], cells[5]) == (check.stage, check.title, check.source)


def test_every_move_is_told():
    for move in MOVES:
        assert any(f"to {move.act}" in line and f"`{move.start}`" in line for line in page("stages.md").splitlines())


def test_what_was_written_by_hand_stays():
    before = "By hand.\n\n"
    assert make_law_docs.law(before).startswith(before)
    assert make_law_docs.law(make_law_docs.law(before)) == make_law_docs.law(before)
