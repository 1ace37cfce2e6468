"""A folder, and a store in it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from foidesk.errors import UserError
from foidesk.store.engine import Store
from tests.store.builder import new_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = new_store(folder)
    yield opened
    with suppress(UserError):
        opened.close()
