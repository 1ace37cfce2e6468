"""The wording is whole: every name that the code asks for is there, each sentence is used, statute is marked as such with its source."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import foidesk
from foidesk.errors import UserError
from foidesk.letters.wording import Replacement, Wording, Words, refuse_unfit, slots
from foidesk.model import LetterKind, Outcome
from foidesk.paths import resource_dir
from tests.letters.golden_letters import GOLDEN, golden_text

FILES = sorted((resource_dir() / "wording").glob("*.json"))
ENTRIES = [entry for file in FILES for entry in json.loads(file.read_text("utf-8"))["wording"]]
PACKAGE = Path(foidesk.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))


def entry(text, **changes):
    return {"name": "greeting", "text": text} | changes


def wording(*entries):
    return Wording.from_data([{"wording": list(entries)}])


DAY, NOON = date(2026, 8, 20), datetime(2026, 8, 20, 12, tzinfo=UTC)


def own(text, number=1, **changes):
    """The authority's own greeting, put in at noon of 20 August 2026 and in force from that day."""
    return Replacement(
        **{
            "number": number,
            "name": "greeting",
            "text": text,
            "instead_of": "x",
            "since": DAY,
            "made": NOON,
            "by": "A",
            "why": "B",
        }
        | changes
    )


def test_there_is_wording():
    assert len(ENTRIES) > 100


def test_no_name_stands_twice_for_the_same_days():
    days = [(item["name"], item.get("since"), item.get("until")) for item in ENTRIES]
    assert len(days) == len(set(days))


def test_every_name_that_the_code_asks_for_is_there():
    composing = "\n".join(path.read_text("utf-8") for room in ("letters", "desk") for path in (PACKAGE / room).rglob("*.py"))
    asked = re.findall(r'(?:\.say|\.heading|wording\.text)\(\s*"([a-z0-9_-]+)"', composing)
    assert len(asked) > 40
    assert set(asked) <= {item["name"] for item in ENTRIES}


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_has_a_title(kind):
    assert f"title-{kind.value}" in {item["name"] for item in ENTRIES}


def test_every_outcome_has_its_words_in_an_answer_and_in_short():
    from foidesk.letters.part_answers import _WORDING

    assert {f"short-{outcome.value}" for outcome in Outcome} <= {item["name"] for item in ENTRIES}
    assert set(_WORDING) == set(Outcome) - {Outcome.DISCLOSED}
    assert set(_WORDING.values()) <= {item["name"] for item in ENTRIES}


@pytest.mark.parametrize("item", [item for item in ENTRIES if item.get("locked")], ids=lambda item: item["name"])
def test_what_states_the_law_names_its_source(item):
    assert re.search(r"FOIA s\.\d|SI \d{4}/\d+|EIR reg \d", item["source"])


@pytest.mark.parametrize("item", ENTRIES, ids=lambda item: item["name"])
def test_a_sentence_is_plain(item):
    """No doubled blanks or words, and none of the law's old clothes."""
    text = item["text"]
    assert text == text.strip() or item["name"] == "email-body"
    assert "  " not in text
    assert not re.search(r"\b(\w+) \1\b", text)
    assert not re.search(
        r"\b(hereby|herein|aforesaid|pursuant|utilise|in order to|please be advised)\b", text, flags=re.IGNORECASE
    )
    assert all(slot is None or re.fullmatch(r"[a-z]+", slot) for _, slot, _, _ in Formatter().parse(text))


def test_no_open_answer_of_the_wording_speaks_of_all_there_is():
    answers = [item["text"] for item in ENTRIES if item["name"].startswith("answer-")]
    assert not [text for text in answers if re.search(r"\b(all|only|total|complete|every|in full)\b", text)]


def test_wording_comes_into_force_on_its_day_and_goes_on_its_day():
    both = wording(entry("the Commissioner", until="2026-12-31"), entry("the Commission", since="2027-01-01", version=2))
    assert both.text("greeting", date(2026, 12, 31)) == "the Commissioner"
    assert both.text("greeting", date(2027, 1, 1)) == "the Commission"


def test_a_letter_dated_before_any_wording_takes_the_earliest():
    assert (
        wording(entry("first", since="2010-01-01"), entry("second", since="2020-01-01")).text("greeting", date(2001, 1, 1))
        == "first"
    )


def test_a_slot_is_filled_once_and_what_fills_it_is_not_read_again():
    assert wording(entry("Dear {name}")).text("greeting", date(2026, 1, 1), name="{name}") == "Dear {name}"


def test_what_is_locked_comes_into_the_letter_as_locked():
    assert wording(entry("x", locked=True)).paragraph("greeting", date(2026, 1, 1)).locked
    assert not wording(entry("x")).paragraph("greeting", date(2026, 1, 1)).locked


def test_the_golden_letters_show_all_of_the_wording():
    """What no golden letter shows, nobody has read in its place; and what no letter can show is not needed."""
    shown = "\n".join(golden_text(name) for name in GOLDEN).lower()
    elsewhere = {"email-body", "signed-line"} | {f"month-{number}" for number in range(1, 13)}
    longest = {item["name"]: max(re.split(r"\{[a-z]+\}", item["text"]), key=len).strip() for item in ENTRIES}
    assert {name for name, words in longest.items() if words.lower() not in shown} <= elsewhere


def test_the_regulator_is_named_in_its_own_entries_alone():
    """Its name is about to change; then one place is changed and not five."""
    assert {item["name"] for item in ENTRIES if "Commission" in item["text"]} == {
        "regulator",
        "regulator-short",
        "regulator-first",
    }


def test_no_wording_of_a_denial_speaks_of_withholding_or_of_what_is_held():
    denials = [item["text"] for item in ENTRIES if re.search(r"ncnd|no-inference|-confirm$", item["name"])]
    assert len(denials) > 8
    as_open = r"neither confirms? nor (?:deny|denies) (?:that (?:we|it) holds?|holding)"
    assert not [text for text in denials if re.search(r"withh|\bhold|\bheld", re.sub(as_open, "", text))]


def test_the_authoritys_words_stand_from_their_day_on():
    both = wording(entry("standard")).with_own([own("ours")])
    assert both.text("greeting", DAY - timedelta(days=1)) == "standard"
    assert both.text("greeting", DAY) == "ours"


@pytest.mark.parametrize(
    ("signed_at", "words"),
    [(NOON - timedelta(seconds=1), "standard"), (NOON, "ours"), (NOON + timedelta(hours=1), "ours"), (None, "standard")],
)
def test_a_signed_letter_takes_what_stood_when_it_was_signed(signed_at, words):
    kept = own("ours", taken_back=NOON + timedelta(hours=2))
    assert wording(entry("standard")).with_own([kept]).of_letter("en", signed_at).text("greeting", DAY) == words


@pytest.mark.parametrize(
    ("language", "given", "words"),
    [
        ("cy", [own("cymraeg", language="cy"), own("ours", 2)], "cymraeg"),
        ("cy", [own("ours")], "ours"),
        ("cy", [], "standard"),
        ("en", [own("cymraeg", language="cy")], "standard"),
    ],
)
def test_a_letter_takes_words_of_its_language_and_english_where_there_are_none(language, given, words):
    assert wording(entry("standard")).with_own(given).of_letter(language, None).text("greeting", DAY) == words


def test_what_a_letter_took_is_known_only_to_who_listens():
    quiet = wording(entry("x"))
    listening = quiet.listening()
    listening.of_letter("en", None).text("greeting", DAY)
    quiet.text("greeting", DAY)
    assert list(listening.used) == ["greeting"]
    assert not quiet.used


def standard(text):
    return Words("greeting", text, "FOIA s.1", locked=True, version=1, since=DAY)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("About {what}.", "About it.", r"Keep \{what\}"),
        ("About {what} and {law}.", "About {law}.", r"Keep \{what\}"),
        ("About {what}.", "About {what} for {name}.", r"nothing to put in \{name\}"),
        ("Plainly.", "For {name}.", "fills in only nothing"),
        ("About {what}.", "About {what.__class__}.", r"here only for \{what\}"),
        ("About {what}.", "About {what!r}.", "Braces"),
        ("About {what}.", "About {what:>9}.", "Braces"),
        ("About {what}.", "About {{what}}.", "Braces"),
        ("About {what}.", "About {what", "Braces"),
        ("About {what}.", "About {}.", "Braces"),
        ("About {what}.", "About {0}.", "Braces"),
        ("About.", "", "take yours back"),
        ("About.", "Say [what].", "Square brackets"),
        ("[not given yet]", "Given.", "cannot be replaced"),
    ],
)
def test_a_text_that_cannot_stand_in_a_letter_is_refused_in_plain_words(before, after, told):
    with pytest.raises(UserError, match=told):
        refuse_unfit(standard(before), after)


def test_an_address_may_take_the_place_of_the_profiles():
    refuse_unfit(replace(standard("{contact}"), free=True), "2 New Square, Midchester")


def test_a_slot_may_stand_elsewhere_and_more_than_once():
    refuse_unfit(standard("About {what} under {law}."), "Under {law}: about {what}; {what} again.")


@given(st.text(st.sampled_from("ab {}.![]:_0"), max_size=24))
def test_whatever_is_taken_for_slots_can_be_filled(text):
    try:
        found = slots(text)
    except ValueError:
        return
    filled = text.format(**dict.fromkeys(found, "x"))
    assert "{" not in filled
    assert "}" not in filled
