"""A table that answers as a PDF of its own: as accessible as a letter, with its notes and the names of its rows."""

import pytest

from foidesk.letters.answers import AnswerTable, as_file
from foidesk.letters.blocks import Note
from tests.letters.cases import WHEN
from tests.letters.programs import structure_text, text_of

TABLE = AnswerTable(
    ("Year", "Devices", "Low counts"),
    (("2023/24", "1,204", "fewer than 5"), ("2024/25", "nil", "two\nlines")),
    row_header=True,
    notes=(Note("Counted in April.", ((0, 1),)), Note("All forces.")),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("answers") / "142_26-attachment-1.pdf"
    path.write_bytes(as_file(TABLE, "pdf", title="Devices by year", authority="Midshire Police", reference="142/26", when=WHEN))
    return path


@pytest.mark.xdist_group("vera")
def test_it_conforms(made, vera):
    assert {profile: vera.failures(made, profile) for profile in ("2a", "ua1")} == {"2a": {}, "ua1": {}}


def test_every_word_is_there_in_order(made):
    said = structure_text(made)
    for words in (
        "Devices by year",
        "Midshire Police, request 142/26",
        "Low counts",
        "fewer than 5",
        "Counted in April.",
        "All forces.",
    ):
        assert words in said
    assert said.index("fewer than 5") < said.index("Counted in April.")
    assert "nil" in text_of(made)
