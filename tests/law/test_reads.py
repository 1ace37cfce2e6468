"""What a rule says that it reads is what it reads: watched over every case that it finds and every near miss."""

import pytest

from foidesk.law.rules import RULES
from tests.law.builder import Sample
from tests.law.cases import CASES
from tests.law.watched import looked_at


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule):
    seen = set()
    for case in CASES:
        if case.rule == rule.id:
            for change in (case.spoil, case.near):
                sample = Sample()
                change(sample)
                seen |= looked_at(rule, sample.sight())
    assert sorted(seen) == sorted(rule.reads)


def test_watching_leaves_no_trace():
    sample = Sample()
    looked_at(RULES[0], sample.sight())
    assert sample.found() == set()
    assert "__getattribute__" not in vars(type(sample.letter))
