"""verify-store with receipts, receipt and handover, as a script or an officer at a terminal calls them."""

import json
import shutil
from pathlib import Path

import pytest

from tests.store.builder import run_raw


def folder_of(store):
    return Path(store[store.index("--store") + 1])


@pytest.fixture
def receipt(run, store, tmp_path):
    """A receipt of the store as it stands, made by the command."""
    place = tmp_path / "second mailbox"
    place.mkdir()
    told = run("receipt", "--out", place, "--json", *store)
    assert told.status == 0
    return Path(told.json["path"])


def test_a_receipt_is_written_and_held_against_the_store(run, store, receipt):
    told = run("verify-store", "--receipt", receipt, "--json", *store)
    assert (told.status, told.json["ok"], told.json["flaws"]) == (0, True, [])
    assert [held["ok"] for held in told.json["receipts"]] == [True]


def test_a_store_put_back_whole_is_shown_by_its_receipt(run, store, tmp_path):
    before = shutil.copytree(folder_of(store), tmp_path / "before")
    assert run("reindex", *store).status == 0
    (tmp_path / "out").mkdir()
    receipt = run("receipt", "--out", tmp_path / "out", "--json", *store).json["path"]
    shutil.rmtree(folder_of(store))
    shutil.copytree(before, folder_of(store))
    assert run("verify-store", *store).status == 0
    told = run("verify-store", "--receipt", receipt, *store)
    assert told.status == 1
    assert "does not hold the receipt: the history ends at event" in told.out


def test_what_is_no_receipt_is_refused_in_one_line(refused, store, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    assert "no receipt of a history" in refused("verify-store", "--receipt", tmp_path / "other.json", *store)


def test_a_receipt_goes_into_an_unsent_message(run, store, tmp_path):
    told = run("receipt", "--to", "records@example.org", "--out", tmp_path, "--json", *store)
    assert b"X-Unsent: 1" in Path(told.json["path"]).read_bytes()


def test_a_folder_that_is_not_there_is_told(refused, store, tmp_path):
    assert "There is no folder" in refused("receipt", "--out", tmp_path / "none", *store)
    assert "There is no folder" in refused("handover", "--out", tmp_path / "none", *store)


def test_a_swapped_text_is_named_with_a_status_of_one(run, store):
    run_raw(folder_of(store), "UPDATE question SET text = 'How few?'")
    told = run("verify-store", "--json", *store)
    assert (told.status, told.json["ok"], told.json["why"]) == (1, False, "")
    assert told.json["flaws"][0]["why"].startswith("the text of question ")
    assert "is not the text that was saved last" in run("verify-store", *store).out


def test_the_sheet_of_open_cases_is_written_and_listed(run, store, tmp_path):
    told = run("handover", "--out", tmp_path, "--json", *store)
    assert Path(told.json["path"]).read_bytes()[:5] == b"%PDF-"
    assert all(set(case) == {"reference", "due", "left", "owes", "next_step"} for case in told.json["cases"])
    assert json.dumps(told.json)
