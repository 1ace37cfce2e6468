from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from foidesk.gui.kit import rich_text

WORDS = st.text("abc é£\u0175-", min_size=1, max_size=12).map(str.strip).filter(bool)
RUNS = st.one_of(
    WORDS,
    st.builds(
        lambda text, look: {"text": text, **look},
        WORDS,
        st.sampled_from([{"bold": True}, {"italic": True}, {"link": "https://example.org/"}, {"lang": "cy"}]),
    ),
)
PARAGRAPH = st.builds(lambda run: {"paragraph": [run]}, RUNS)
TABLE = st.builds(lambda a, b, c: {"table": {"header": [a, b], "rows": [[c, a], [b, c]]}}, WORDS, WORDS, WORDS)
LIST = st.builds(
    lambda items, ordered: {"list": [[{"paragraph": [item]}] for item in items], "ordered": ordered},
    st.lists(WORDS, min_size=1, max_size=3),
    st.booleans(),
)
QUOTE = st.builds(lambda block: {"quote": [block]}, PARAGRAPH)


def through(value):
    document = QTextDocument()
    rich_text.put(document, value)
    return rich_text.take(document)


@given(st.lists(WORDS, min_size=1, max_size=4).map("\n\n".join))
def test_plain_words_stay_plain_words(text):
    assert through(text) == text


@given(PARAGRAPH, st.one_of(LIST, TABLE, QUOTE), PARAGRAPH)
def test_blocks_come_back_as_they_went_in(before, middle, after):
    value = [before, middle, after]
    assert through(value) == value


def test_an_empty_text_is_empty():
    assert through("") == "" == through([])


def test_words_that_look_like_markup_are_words():
    text = "Line with s.1(1)(a) & <b>angle</b> and 100% * star"
    assert through(text) == text


def test_the_words_alone_keep_their_paragraphs():
    document = QTextDocument()
    rich_text.put(document, "One\nline\n\nTwo")
    assert rich_text.take_words(document) == "One\nline\n\nTwo"


def test_what_a_table_has_beside_its_cells_comes_back_as_it_was(qapp):
    document = QTextDocument()
    table = {
        "header": ["Year", "Devices"],
        "rows": [["2024/25", "38"]],
        "caption": "Devices by year",
        "row_headings": True,
        "notes": [{"text": "Counted in April.", "cells": [[0, 1]]}],
    }
    rich_text.put(document, [{"table": table}])
    assert rich_text.take(document) == [{"table": table}]
