from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from foidesk.gui.kit.compare import CAME, GONE, SAME, compared, paint

words = st.text(st.sampled_from("ab ,.\n£é\u00a0😀"), max_size=40)


@given(words, words)
def test_a_comparison_gives_back_both_texts(before, after):
    pieces = compared(before, after)
    assert "".join(part for kind, part in pieces if kind != CAME) == before
    assert "".join(part for kind, part in pieces if kind != GONE) == after


def test_one_changed_word_is_all_that_differs():
    assert compared("It would harm the case.", "It could harm the case.") == [
        (SAME, "It "),
        (GONE, "would"),
        (CAME, "could"),
        (SAME, " harm the case."),
    ]


def test_what_went_is_struck_through_and_what_came_is_marked(qapp):
    document = QTextDocument()
    paint(document, [(GONE, "old"), (CAME, "new")])
    fragments = document.firstBlock().begin()
    looks = {}
    while not fragments.atEnd():
        fragment = fragments.fragment()
        looks[fragment.text()] = (fragment.charFormat().fontStrikeOut(), fragment.charFormat().fontUnderline())
        fragments += 1
    assert looks == {"old": (True, False), "new": (False, True)}


def test_a_very_long_text_is_shown_without_a_comparison():
    assert compared("a " * 20_000, "b " * 20_000) == [(CAME, "b " * 20_000)]
