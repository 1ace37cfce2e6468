"""What the first run asks before and after the store is made."""

from pathlib import Path

from foidesk.desk.opening import store_exists
from foidesk.errors import UserError
from foidesk.store.keys import recovery_key_typed_back
from foidesk.store.places import check_place


def check_folder(folder: Path) -> None:
    """Whether a new store may lie in a folder. Raises UserError with the reason, also where there is a store already."""
    check_place(folder)
    if store_exists(folder):
        raise UserError(f"There is a store in {folder} already. Choose another folder, or leave and open that one.")


def recovery_key_fault(shown: str, typed: str) -> str:
    """What is wrong with a recovery key that was typed back; "" if nothing."""
    return recovery_key_typed_back(shown, typed)
