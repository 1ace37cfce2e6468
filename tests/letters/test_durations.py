from fractions import Fraction

import pytest

from foidesk.letters.durations import in_short, in_words


@pytest.mark.parametrize(
    ("minutes", "short", "words"),
    [
        (0, "0 min", "0 minutes"),
        (1, "1 min", "1 minute"),
        (59, "59 min", "59 minutes"),
        (60, "1 h", "1 hour"),
        (61, "1 h 1 min", "1 hour and 1 minute"),
        (1170, "19 h 30 min", "19 hours and 30 minutes"),
        (65250, "1,087 h 30 min", "1,087 hours and 30 minutes"),
        (Fraction(101, 2), "50.5 min", "51 minutes"),
        (Fraction(7199, 120), "59.99 min", "1 hour"),
    ],
)
def test_minutes_as_they_are_printed(minutes, short, words):
    assert in_short(Fraction(minutes)) == short
    assert in_words(Fraction(minutes)) == words
