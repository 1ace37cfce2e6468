"""The catalogue: every citation, and what holds of them all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.desk.report import provisions_document
from foidesk.errors import UserError
from foidesk.law.provisions import Absolute, normal
from foidesk.model import Duty, Regime
from foidesk.paths import resource

CATALOGUE = reference.catalogue()
ACT, REGULATIONS = CATALOGUE.all(), CATALOGUE.all(Regime.EIR)
FIELDS = {
    "duty": "duty",
    "basis": "basis",
    "absolute": "absolute",
    "public_interest_test": "pit_required",
    "harm": "harm_required",
}
CONFIRM_LIMBS = {
    "22": "22(2)",
    "23": "23(5)",
    "24": "24(2)",
    "30": "30(3)",
    "31": "31(3)",
    "32": "32(3)",
    "38": "38(2)",
    "42": "42(2)",
}


def cited(citation: str, regime: Regime = Regime.FOIA):
    found = CATALOGUE.find(citation, regime)
    assert found is not None
    return found


@pytest.mark.parametrize(("file", "regime", "count"), [("provisions.json", Regime.FOIA, 150), ("eir.json", Regime.EIR, None)])
def test_every_citation_agrees_with_the_reference(shared: Path, file, regime, count):
    reference = {item["cite"]: item for item in json.loads((shared / "law" / file).read_text("utf-8"))["cites"]}
    ours = {item["citation"]: item for item in provisions_document(CATALOGUE, regime)["provisions"]}
    assert ours.keys() == reference.keys()
    assert count is None or len(ours) == count
    for citation, item in ours.items():
        theirs = reference[citation]
        assert {name: item[name] for name in FIELDS} == {name: theirs[key] for name, key in FIELDS.items()}, citation


def test_there_are_150_citations_of_the_act_in_26_sections():
    assert len(ACT) == 150
    assert len({item.section for item in ACT}) == 26
    assert len({item.citation for item in ACT}) == 150


def test_a_citation_begins_with_its_section():
    for item in ACT:
        assert item.citation == item.section or item.citation.startswith(f"{item.section}("), item.citation


@pytest.mark.parametrize("item", [*ACT, *REGULATIONS], ids=lambda item: f"{item.regime}-{item.citation}")
def test_what_a_provision_needs_follows_from_what_it_is(item):
    assert item.harm == (item.rests_on_harm or item.basis == "necessity")
    assert item.title
    if item.absolute is True:
        assert not item.public_interest_test
    if item.absolute is None:
        assert item.whole_request
    if item.absolute is False and item.regime is Regime.FOIA:
        assert item.public_interest_test
    if item.whole_request:
        assert item.section in {"12", "14"}
        assert item.asks or item.limb_required
    if item.public_interest_test:
        assert any("public interest" in need for need in item.needs)


ABSOLUTE: dict[str, Absolute] = {
    # s.2(3): 21, 23, 32, 34, 37(1)(a) to (ab), 40(1), 40(2) by its first condition, 41, 44 and no others.
    "21(1)": True,
    "23(1)": True,
    "23(5)": True,
    "32(1)": True,
    "32(3)": True,
    "34(1)": True,
    "37(1)(a)": True,
    "37(1)(aa)": True,
    "37(1)(ab)": True,
    "40(1)": True,
    "40(2)(3A)(a)": True,
    "41(1)": True,
    "41(2)": True,
    "44(1)(a)": True,
    "44(2)": True,
    # Not named there.
    "37(1)(ac)": False,
    "37(1)(ad)": False,
    "37(1)(b)": False,
    "40(2)(3B)": False,
    "24(1)": False,
    "30(1)(a)": False,
    "31(3)": False,
    "36(2)(c)": False,
    "42(1)": False,
    "43(1)": False,
    "40(5A)": "practice",
    "12(1)": None,
    "14(2)": None,
}


@pytest.mark.parametrize(("citation", "absolute"), ABSOLUTE.items())
def test_what_is_absolute_follows_section_2_3(citation, absolute):
    assert cited(citation).absolute == absolute


def test_only_absolute_sections_have_absolute_citations():
    assert {item.section for item in ACT if item.absolute is True} == {"21", "23", "32", "34", "37", "40", "41", "44"}


@pytest.mark.parametrize(("section", "limb"), CONFIRM_LIMBS.items())
def test_a_limb_about_confirming_carries_the_other_duty(section, limb):
    assert cited(limb).duty is Duty.CONFIRM
    assert all(item.duty is Duty.DISCLOSE for item in ACT if item.section == section and item.citation != limb)


def test_section_21_alone_has_no_limb_to_neither_confirm_nor_deny():
    with_limb = {item.section for item in ACT if item.duty is Duty.CONFIRM}
    assert {item.section for item in ACT if item.duty is Duty.DISCLOSE} - with_limb == {"21"}


@pytest.mark.parametrize(
    ("citation", "basis", "harm"),
    [
        ("23(5)", "class", False),
        ("31(3)", "prejudice", True),
        ("38(1)(a)", "endangerment", True),
        ("24(1)", "necessity", True),
        ("36(2)(b)(i)", "qp_opinion", False),
        ("43(1)", "class", False),
        ("43(2)", "prejudice", True),
        ("27(1)(a)", "prejudice", True),
        ("27(2)", "class", False),
    ],
)
def test_what_a_provision_rests_on(citation, basis, harm):
    assert (cited(citation).basis, cited(citation).harm) == (basis, harm)


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        ("s. 31 (1)(a)", "31(1)(a)"),
        ("Section 23(5)", "23(5)"),
        ("ss.40(2)(3A)(a)", "40(2)(3A)(a)"),
        ("reg 12(5)(a)", "12(5)(a)"),
        ("22a(1)", "22A(1)"),
    ],
)
def test_a_citation_is_found_however_it_is_written(written, citation):
    regime = Regime.EIR if written.startswith("reg") else Regime.FOIA
    assert cited(written, regime).citation == citation


def test_the_regulations_find_their_own_first_and_the_act_after_them():
    assert cited("12(5)(a)", Regime.EIR).regime is Regime.EIR
    assert cited("39(1)(a)", Regime.EIR_EXTENDED).regime is Regime.FOIA
    assert CATALOGUE.find("12(5)(a)") is None


@pytest.mark.parametrize("citation", ["", "31", "31(9)", "99(1)", "section", "31(1)(a) and 31(1)(b)"])
def test_what_is_no_citation_is_not_found(citation):
    found = CATALOGUE.find(citation)
    assert found is None or found.limb_required


@given(st.text(max_size=20) | st.text("0123456789()abs. ", max_size=8))
def test_no_text_breaks_the_search_for_a_citation(text):
    found = CATALOGUE.find(text)
    assert found is None or found.citation.lower() == normal(text).lower()


@pytest.mark.parametrize("regime", [Regime.FOISA, Regime.SAR, Regime.SAR_EXTENDED])
def test_there_is_no_catalogue_of_another_act(regime):
    with pytest.raises(UserError, match="no catalogue"):
        provisions_document(CATALOGUE, regime)


@pytest.mark.parametrize("file", ["provisions.json", "eir.json", "holidays.json"])
def test_each_file_of_law_says_where_it_comes_from_and_when(file):
    data = json.loads(resource("law", file).read_text("utf-8"))
    assert data["source"]
    assert data.get("retrieved") or data.get("version")
