import pytest

from foidesk.desk import opening
from foidesk.desk.beginning import check_folder, recovery_key_fault
from foidesk.errors import UserError
from tests.office import new_desk


def test_a_new_folder_on_this_computer_will_do(tmp_path):
    check_folder(tmp_path / "desk")


def test_a_folder_that_a_cloud_service_copies_is_refused_with_the_reason(tmp_path):
    with pytest.raises(UserError, match="synchronised by OneDrive"):
        check_folder(tmp_path / "OneDrive - Midshire" / "foidesk")


def test_a_folder_that_holds_a_store_is_refused(tmp_path):
    opening.leave(new_desk(tmp_path / "desk"))
    with pytest.raises(UserError, match="There is a store in"):
        check_folder(tmp_path / "desk")


def test_the_recovery_key_is_compared_whole():
    assert recovery_key_fault("ABCD-EFGH", "abcd efgh") == ""
    assert "1 character(s) differ" in recovery_key_fault("ABCD-EFGH", "ABCD-EFGX")
    assert "has 4 characters" in recovery_key_fault("ABCD-EFGH", "ABCD")
