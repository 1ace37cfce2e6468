"""The starting points: there is one for every provision and field, on the right duty, true as it stands, and nothing of a case in it."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from foidesk.desk import reference
from foidesk.desk.check import findings
from foidesk.desk.office import Shelf
from foidesk.desk.starting import offer, starting_points
from foidesk.law.rules_letter import PLACEHOLDERS
from foidesk.letters.starting import FIELDS, SLOTS, StartingPoints
from foidesk.model import Likelihood, Regime
from foidesk.model.written import read_case
from foidesk.paths import resource
from tests.letters.cases import decided, document, question

TODAY = date(2026, 8, 20)
SHELF = Shelf(now=lambda: datetime(2026, 8, 20, 9, 30, tzinfo=UTC))
FILES = {name: json.loads(resource("wording", "starting", f"{name}.json").read_text("utf-8")) for name in ("foia", "eir")}
ENTRIES = [(name, entry) for name, data in FILES.items() for entry in data["starting"]]
PROVISIONS = [item for regime in (Regime.FOIA, Regime.EIR) for item in reference.catalogue().all(regime) if item.repealed is None]
each_provision = pytest.mark.parametrize("provision", PROVISIONS, ids=lambda item: f"{item.regime}-{item.citation}")


def texts(duty, *fields, keys=("whole", "points")):
    return [
        (f"{name} {entry['provision']} {field}", text)
        for name, entry in ENTRIES
        if entry["duty"] == duty
        for field, found in entry["fields"].items()
        if field in (fields or FIELDS)
        for key in keys
        for text in found.get(key, ())
    ]


def saying(found, pattern):
    return {place: text for place, text in found if re.search(pattern, text, flags=re.IGNORECASE)}


EVERYTHING = [item for duty in ("disclose", "confirm", "whole_request") for item in texts(duty)]


def fields_of(provision):
    """What the reasoning of a provision has, as the officer's page shows it."""
    return (
        ["reason"]
        + (["harm"] if provision.harm else [])
        + (["pi_for", "pi_against", "pi_balance"] if provision.public_interest_test else [])
    )


@each_provision
def test_every_field_of_every_provision_has_a_sentence_or_a_question(provision):
    for field in fields_of(provision):
        start = starting_points().of(provision, field, TODAY)
        assert start.points or start.asks, field


@each_provision
def test_what_needs_harm_or_a_test_has_sentences_for_it_and_not_questions_alone(provision):
    for field in fields_of(provision)[1:]:
        assert starting_points().of(provision, field, TODAY).points, field


@pytest.mark.parametrize(
    ("citation", "field", "words"),
    [
        ("31(1)(a)", "harm", "prejudice the prevention or detection of crime"),
        ("31(3)", "harm", "Saying whether such information is held"),
        ("40(5B)(a)(i)", "reason", "processed lawfully"),
        ("36(2)(b)(ii)", "reason", "exchange of views"),
    ],
)
def test_what_is_nearest_to_the_limb_comes_first(citation, field, words):
    first, *_ = starting_points().of(reference.catalogue().find(citation), field, TODAY).points
    assert words in first.text or words in starting_points().of(reference.catalogue().find(citation), field, TODAY).points[1].text
    assert first.provision != "*"


def test_a_sentence_about_neither_confirming_nor_denying_never_speaks_of_disclosing_or_of_contents():
    assert len(texts("confirm")) > 60
    assert not saying(texts("confirm"), r"disclos|withh|releas|publish(?!ed report)|provid(?:e|ing) |hand over|redact")
    assert not saying(texts("confirm"), r"\b(?:the|this|that|these) (?:information|data|material|documents?|records?|figures?)\b")


def test_a_sentence_about_disclosing_never_speaks_of_confirming_or_denying():
    assert len(texts("disclose")) > 150
    assert not saying(texts("disclose"), r"confirm|\bden(?:y|ies|ying|ial)|neither|whether (?:such|any) information|is held")


def test_no_sentence_on_the_duty_to_confirm_says_or_hints_whether_anything_is_held():
    """What is left when the two ways of speaking of it as open are taken out holds no word of holding."""
    left = [
        (place, re.sub(r"whether such information is held|[Ww]ere such information held", "", text))
        for place, text in texts("confirm")
    ]
    assert not saying(left, r"\b(?:hold|holds|held|holding|in our possession|exists?|existence|we (?:do not )?have|found)\b")
    assert not saying(texts("confirm"), r"\b(?:already|our (?:records|files|cameras|officers)|in use by us)\b")


def test_a_question_on_the_duty_to_confirm_never_asks_to_tell_what_is_held():
    asked = texts("confirm", keys=("ask",))
    assert len(asked) > 30
    assert not saying(asked, r"disclos|withh|what (?:do|does) (?:we|the authority) hold|how many are held")


def test_a_harm_speaks_of_what_follows_with_the_likelihood_of_the_ground_and_no_other():
    foia = [(place, text) for place, text in EVERYTHING if place.startswith("foia")]
    of_harm = [(place, text) for place, text in foia if place.endswith(" harm")]
    assert not saying(of_harm, r"\b(?:would|could|may|might)\b")
    assert not saying([item for item in foia if " pi_" in item[0]], r"\b(?:would|could|may|might)\b|\{likelihood\}")


def test_under_the_regulations_a_harm_is_an_adverse_effect_that_would_follow():
    of_harm = [(place, text) for place, text in EVERYTHING if place.startswith("eir") and place.endswith(" harm")]
    assert len(of_harm) == 8
    assert not [text for _, text in of_harm if "would adversely affect" not in text]
    assert not saying(of_harm, r"likelihood|likely|prejudice")


def test_only_what_has_a_likelihood_waits_for_one():
    for provision in PROVISIONS:
        for field in fields_of(provision):
            for point in starting_points().of(provision, field, TODAY).points:
                if "likelihood" in point.slots:
                    assert provision.rests_on_harm or provision.qualified_person, (provision.citation, point.text)


@pytest.mark.parametrize(("place", "text"), EVERYTHING, ids=[place for place, _ in EVERYTHING])
def test_a_sentence_is_whole_and_nothing_in_it_waits_to_be_filled_by_hand(place, text):
    slots = set(re.findall(r"\{(.*?)\}", text))
    assert slots <= SLOTS
    filled = text.format(citation="31(1)(a)", likelihood="would")
    assert not PLACEHOLDERS.search(filled)
    assert not re.search(r"\.\.\.|…|___|\bXX\b|/", filled)
    assert filled[0].isupper()
    assert filled.endswith(".")
    assert "  " not in filled
    assert not re.search(r"\b(\w+) \1\b", filled)


def test_a_sentence_invents_no_fact():
    """No number of things, no day and nobody's name; what is numbered are provisions, regulations and years of Acts."""
    bare = [
        (place, re.sub(r"(?:[Ss]ection|[Rr]egulation|Regulations|Act) [\d()a-zA-Z]+", "", text)) for place, text in EVERYTHING
    ]
    assert not saying(bare, r"\d")
    assert not saying(bare, r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b")


def test_no_sentence_stands_twice_on_one_duty():
    for duty in ("disclose", "confirm"):
        for provision in PROVISIONS:
            if provision.duty_word == duty:
                for field in fields_of(provision):
                    found = [point.text for point in starting_points().of(provision, field, TODAY).points]
                    assert len(found) == len(set(found))


def test_every_question_is_one_or_a_plain_advice():
    for duty in ("disclose", "confirm", "whole_request"):
        for place, ask in texts(duty, keys=("ask",)):
            assert ask.endswith(("?", ".")), place
            assert ask[0].isupper(), place


def test_every_entry_has_its_source_version_and_day():
    for name, entry in ENTRIES:
        assert re.match(r"FOIA s\.\d" if name == "foia" else r"EIR reg \d", entry["source"]), entry["provision"]
        assert "own knowledge" in entry["source"]
        assert entry["version"] >= 1
        assert date.fromisoformat(entry["since"]) <= TODAY
        assert set(entry["fields"]) <= set(FIELDS)


def test_every_entry_is_about_provisions_of_its_duty_that_the_catalogue_knows():
    for name, entry in ENTRIES:
        known = [
            item
            for item in PROVISIONS
            if item.duty_word == entry["duty"]
            and (item.regime is Regime.EIR) == (name == "eir")
            and (entry["provision"] in ("*", item.citation) or item.citation.startswith(f"{entry['provision']}("))
        ]
        assert known, (name, entry["provision"], entry["duty"])


def test_a_sentence_comes_into_force_on_its_day_and_goes_on_its_day():
    entry = {"provision": "42", "duty": "disclose", "source": "FOIA s.42", "version": 1}
    old = entry | {"since": "2005-01-01", "until": "2026-12-31", "fields": {"reason": {"points": ["Old."]}}}
    new = entry | {"since": "2027-01-01", "fields": {"reason": {"points": ["New."]}}}
    points = StartingPoints.from_data({"starting": [old, new]}, {"starting": []})
    privilege = reference.catalogue().find("42(1)")
    assert [point.text for point in points.of(privilege, "reason", date(2026, 12, 31)).points] == ["Old."]
    assert [point.text for point in points.of(privilege, "reason", date(2027, 1, 1)).points] == ["New."]


def test_research_had_no_exemption_of_its_own_before_october_2014():
    research = reference.catalogue().find("22A(1)")
    assert not [point for point in starting_points().of(research, "harm", date(2014, 9, 30)).points if point.provision == "22A"]


def test_a_slot_that_is_not_known_yet_keeps_a_sentence_back():
    (point, *_) = starting_points().of(reference.catalogue().find("31(1)(a)"), "harm", TODAY).points
    assert point.filled(citation="31(1)(a)", likelihood="") is None
    assert (
        point.filled(citation="31(1)(a)", likelihood="would")
        == "Disclosure would prejudice the prevention or detection of crime."
    )


def begun(provision):
    """A case that relies on a provision, with every sentence that there is put into every field."""
    outcome = "ncnd" if provision.duty_word == "confirm" else "withheld"
    asked = question("1", "How many patrols were there?", decided(outcome, "g1"))
    case = read_case(document(asked, regime=provision.regime.value, grounds=[{"id": "g1", "provision": provision.citation}]))
    ground = case.grounds[0]
    if provision.rests_on_harm or provision.qualified_person:
        ground.likelihood = Likelihood.WOULD if provision.regime is Regime.EIR else Likelihood.WOULD_BE_LIKELY
    for field in fields_of(provision):
        texts = list(offer(ground, provision, field, TODAY).texts)
        setattr(ground, field, texts if field in ("pi_for", "pi_against") else "\n\n".join(texts))
    return case


@pytest.mark.parametrize(
    "provision", [item for item in PROVISIONS if not item.whole_request], ids=lambda item: f"{item.regime}-{item.citation}"
)
def test_no_sentence_sets_off_a_check_of_the_letters_words(provision):
    """Wrong duty, mixed likelihoods, words that confirm: what the word checks look for, no starting point brings in."""
    case = begun(provision)
    assert [
        str(finding.message) for finding in findings(SHELF, case, case.letters[0], "sign") if finding.rule.startswith("WC")
    ] == []
