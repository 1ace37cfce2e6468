"""How often a request that was made before is found: on requests that were written before the table of synonyms was."""

import pytest

from foidesk.intake.split import split
from foidesk.model.written import read_case
from foidesk.store import alike, history, search
from foidesk.store.synonyms import Synonyms, in_force
from tests.similar.asked import near_repeats, others, paraphrases
from tests.store.builder import NOW, add_case, document, new_store

NONE = Synonyms([])


def asked(text):
    """The words of the questions of a request, as they are kept."""
    return " ".join(question.text for question in split(text).questions) or text


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """A store with every request of the set, and the id of each."""
    store = new_store(tmp_path_factory.mktemp("past") / "store")
    ids = {}
    with store.writing() as session:
        for number, text in enumerate([*(text for group in paraphrases().values() for text in group), *others()], 1):
            whole = document(f"{number}/26", title=text[:60], questions=[{"label": "1", "text": asked(text)}], request_text=text)
            case = read_case(whole)
            session.add(case)
            session.flush()
            search.index_case(session, case)
            ids[text] = case.id
        history.record(session, case=None, kind="filled", body={}, actor="Ada Marsh", os_user="ada", at=NOW)
    yield store, ids
    store.close(back_up=False)


def found(past, text, synonyms=NONE, without=None):
    with past[0].reading() as session:
        return alike.alike(session, asked(text), synonyms, without=without)


def recall(past, synonyms):
    """Of the three siblings of each paraphrase, the share that is among the ten that are found."""
    ids, hits = past[1], 0
    for group in paraphrases().values():
        for text in group:
            ten = {item.case_id for item in found(past, text, synonyms, ids[text])}
            hits += len(ten & {ids[other] for other in group if other != text})
    return hits / (3 * sum(len(group) for group in paraphrases().values()))


def test_near_repeats_come_first(past, trials):
    pairs = near_repeats(trials(120, 300))
    first = [
        bool(hits) and hits[0].case_id == past[1][before] for before, hits in ((one, found(past, two)) for one, two in pairs)
    ]
    assert sum(first) >= 0.98 * len(first)


def test_paraphrases_are_found_more_often_by_the_table_of_synonyms(past, record_property):
    without, with_table = recall(past, NONE), recall(past, in_force(None))
    record_property("recall at 10", f"{without:.2f} without the table, {with_table:.2f} with it")
    assert with_table > without + 0.2


def test_what_is_found_says_which_words_it_shares(past):
    ids = past[1]
    text = paraphrases()["number plate cameras"][1]
    sibling = next(
        item for item in found(past, text, in_force(None)) if item.case_id == ids[paraphrases()["number plate cameras"][0]]
    )
    assert "anpr" in sibling.shared


def test_another_subject_is_no_near_repeat(past):
    text = paraphrases()["drones"][0]
    assert not any(item.is_near for item in found(past, text, in_force(None), past[1][text]))


@pytest.mark.parametrize("words", ["", "Please send me all the information.", "?!", '"', "NOT ( * 2019", "\x00"])
def test_words_that_tell_nothing_find_nothing(past, words):
    assert found(past, words) == []


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("How many radar guns were bought in 2019?", "How many radar guns were bought in 2023?", True),
        ("How many radar guns were bought?", "How many radar stations were closed?", False),
        ("Drones", "How many drones are flown, by whom, over which towns, at what price and with which cameras?", False),
        ("How many horses are stabled at Midshire?", "How many horses are stabled at Midshire, please?", True),
    ],
)
def test_a_request_is_another_again_by_its_words(one, other, is_near):
    assert (alike.nearness(one, other) >= alike.NEAR) is is_near


def test_a_word_that_most_cases_hold_tells_nothing(store):
    for number in range(26):
        add_case(
            store,
            f"{number}/26",
            title="Radar" if number else "Radar and lidar",
            request_text="Radar lidar" if not number else "Radar",
        )
    with store.reading() as session:
        assert [item.case_id for item in alike.alike(session, "radar or lidar", NONE)] == [1]


def test_a_request_without_end_is_looked_up_in_bounds(store, monkeypatch):
    text = " ".join(f"radar{number}" for number in range(20_000))
    add_case(store, title="Radar", request_text=text, questions=[{"label": "1", "text": text}])
    looked_up, count = [], alike._count
    monkeypatch.setattr(alike, "_count", lambda session, term, most: looked_up.append(term) or count(session, term, most))
    with store.reading() as session:
        assert [item.is_near for item in alike.alike(session, text, NONE)] == [True]
    assert len(looked_up) == alike.MOST_LOOKED_UP
