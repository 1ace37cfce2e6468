from hypothesis import given
from hypothesis import strategies as st

from foidesk.gui.request.positions import HIDDEN_MARK, Positions, with_marks

TEXTS = st.text(alphabet=st.sampled_from("ab é\n😀🏳\u202e\u200bŵ"), max_size=40)


@given(TEXTS)
def test_every_place_goes_to_qt_and_back(text):
    places = Positions(text)
    units = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [places.to_qt(at) for at in range(len(text) + 1)] == units
    assert [places.from_qt(unit) for unit in units] == list(range(len(text) + 1))


@given(TEXTS)
def test_a_marked_text_has_every_character_in_its_place(text):
    shown, count = with_marks(text)
    assert len(shown) == len(text)
    assert count == sum(character in "\u202e\u200b" for character in text)
    assert all(one in (other, HIDDEN_MARK) for one, other in zip(shown, text, strict=True))


def test_a_mark_that_the_requester_wrote_is_not_counted_as_hidden():
    assert with_marks(f"tick here: {HIDDEN_MARK}") == (f"tick here: {HIDDEN_MARK}", 0)
