from foidesk.desk.event_groups import GROUPS, OTHER, group_of
from tests.desk.verbs import VERBS


def test_every_kind_stands_in_one_group_at_most():
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert len(kinds) == len(set(kinds))


def test_what_a_verb_does_in_a_case_stands_in_a_group():
    told = {verb.event for verb in VERBS if verb.seals}
    assert {kind for kind in told if group_of(kind) == OTHER} == set()
