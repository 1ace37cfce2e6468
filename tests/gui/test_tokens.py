from foidesk.gui.kit.stylesheet import stylesheet
from foidesk.gui.kit.tokens import DARK, LIGHT, contrast, measured


def test_every_pair_of_colours_stands_apart_in_both_themes():
    assert [pair for pair in measured() if pair.ratio < pair.needs] == []


def test_both_themes_name_the_same_colours():
    assert set(LIGHT) == set(DARK)


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_the_stylesheet_names_no_colour_that_the_table_lacks():
    for theme in (LIGHT, DARK):
        assert "$" not in stylesheet(theme)
