"""A folder, a store in it, and the long trials that only run when they are asked for."""

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "soak" in config.option.markexpr:
        return
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="a long trial: it runs with -m soak"))
