import pytest

from foidesk.desk.browse import open_case
from foidesk.desk.choose import fits, letters_for, matching, provisions_for
from foidesk.desk.reference import catalogue
from foidesk.model import Duty, LetterKind, Outcome, Regime
from tests.office import add_case


@pytest.mark.parametrize("regime", [Regime.FOIA, Regime.EIR])
def test_each_provision_is_found_first_by_its_own_citation(desk, regime):
    case = open_case(desk, add_case(desk, regime=regime)).case
    choices = provisions_for(desk, case, [])
    assert [matching(choices, choice.provision.citation)[0] for choice in choices] == choices


@pytest.mark.parametrize(
    ("outcome", "citation", "fitting"),
    [
        (Outcome.NCND, "31(3)", True),
        (Outcome.NCND, "31(1)(a)", False),
        (Outcome.WITHHELD, "31(1)(a)", True),
        (Outcome.WITHHELD, "31(3)", False),
        (Outcome.COST, "12(1)", True),
        (Outcome.COST, "14(1)", False),
        (Outcome.REPEATED, "14(2)", True),
        (Outcome.REPEATED, "14(1)", False),
    ],
)
def test_a_provision_fits_an_outcome_by_its_duty(outcome, citation, fitting):
    assert fits(catalogue().find(citation), outcome) is fitting


def test_every_confirm_or_deny_provision_is_found_by_ncnd(desk):
    case = open_case(desk, add_case(desk)).case
    found = {choice.provision.citation for choice in matching(provisions_for(desk, case, []), "ncnd")}
    assert found == {item.citation for item in catalogue().all() if item.duty is Duty.CONFIRM}


def test_under_the_regulations_no_fees_notice_and_no_extension_are_offered(desk):
    kinds = letters_for(open_case(desk, add_case(desk, regime=Regime.EIR)).case)
    assert not {LetterKind.FEES_NOTICE, LetterKind.EXTENSION} & set(kinds)
