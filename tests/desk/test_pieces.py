import pytest

from foidesk.desk import draft
from foidesk.desk.browse import open_case
from foidesk.desk.pieces import pieces
from foidesk.letters.blocks import plain_text
from tests.office import add_case, decide_all


@pytest.fixture
def case_id(desk):
    made = add_case(desk)
    decide_all(desk, made)
    return made


def words_of(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return " ".join(words_of(item) for item in value)
    return "" if value is None else str(value)


def squeezed(text):
    return "".join(text.split()).replace(":", "").replace("|", "")


def test_the_pieces_hold_every_word_of_the_letter_and_no_other(desk, case_id):
    snapshot = open_case(desk, case_id)
    shown = "".join(words_of(piece.value) for piece in pieces(snapshot))
    assert squeezed(shown) == squeezed(plain_text(snapshot.words.blocks))


def test_each_text_of_the_officer_is_a_field_once(desk, case_id):
    snapshot = open_case(desk, case_id)
    fields = [piece.field for piece in pieces(snapshot) if piece.field]
    ground = snapshot.case.grounds[1].id
    wanted = {f"ground:{ground}:{name}" for name in ("reason", "harm", "pi_for", "pi_against", "pi_balance")}
    assert len(fields) == len(set(fields))
    assert wanted <= set(fields)
    assert sum(field.startswith("decision:") for field in fields) == 6


def test_what_the_act_says_is_no_field(desk, case_id):
    locked = [piece for piece in pieces(open_case(desk, case_id)) if piece.kind == "locked"]
    assert locked
    assert not any(piece.field for piece in locked)


def test_a_factor_list_is_one_piece(desk, case_id):
    found = [piece for piece in pieces(open_case(desk, case_id)) if piece.kind == "factors"]
    assert [len(piece.value) for piece in found] == [3, 4]


def test_own_words_take_the_place_of_the_opening(desk, case_id):
    draft.write_own_words(desk, case_id, None, "opening", "Thank you for asking.")
    snapshot = open_case(desk, case_id)
    opening = next(piece for piece in pieces(snapshot) if piece.field.endswith("own_words.opening"))
    assert (opening.kind, opening.value) == ("rich", "Thank you for asking.")
    assert opening.field == f"letter:{snapshot.letter.id}:own_words.opening"
