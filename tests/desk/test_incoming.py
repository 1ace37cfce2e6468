from datetime import date

import pytest

from foidesk.desk import intake
from foidesk.desk.browse import open_case
from foidesk.desk.incoming import bring_in, bring_in_text, clock_from
from foidesk.errors import UserError
from foidesk.model import Channel, Regime
from foidesk.paths import resource

SAMPLE = resource("samples", "sample-request.eml")


def test_a_file_is_brought_in_with_its_own_bytes(desk):
    incoming = bring_in(desk, SAMPLE)
    assert incoming.reading.received == incoming.new.received == date(2026, 8, 5)
    assert incoming.new.original == ("sample-request.eml", "message/rfc822", SAMPLE.read_bytes())
    case = open_case(desk, intake.register(desk, incoming.new)).case
    assert len(case.questions) == 6


def test_a_typed_text_is_read_as_text_even_if_it_looks_like_mail(desk):
    text = "From: nobody\nSubject: cars\n\n1. How many cars?\n2. How many vans?\n"
    incoming = bring_in_text(desk, text, Channel.POST)
    assert (incoming.reading.kind, incoming.reading.text) == ("text", text)
    assert [question.text for question in incoming.new.questions] == ["How many cars?", "How many vans?"]
    assert (incoming.new.channel, incoming.new.received) == (Channel.POST, desk.today())


@pytest.mark.parametrize("text", ["", "  \n ", "half a \ud800 character", "a NUL \0"])
def test_a_text_that_is_none_is_refused_in_plain_words(desk, text):
    with pytest.raises(UserError):
        bring_in_text(desk, text, Channel.EMAIL)


def test_a_text_that_is_too_long_is_refused(desk):
    with pytest.raises(UserError, match="longer than"):
        bring_in_text(desk, "How many? " * 300_000, Channel.EMAIL)


def test_the_clock_of_a_request_is_known_before_it_is_registered(desk):
    assert clock_from(desk, Regime.FOIA, date(2026, 8, 5)).due == date(2026, 9, 3)
    assert clock_from(desk, Regime.SAR, date(2026, 8, 5)).due == date(2026, 9, 7)
