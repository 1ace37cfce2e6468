"""A case at the stage that a test asks for, and every verb as a row of one table."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shutil import copytree

import pytest

from tests.desk.scenes import STEPS, Scene, at_work, build


@pytest.fixture(scope="session")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for each stage of a case, made once."""
    place = tmp_path_factory.mktemp("drawer")
    build(place)
    return place


@pytest.fixture
def scene(drawer: Path, tmp_path: Path) -> Iterator[Callable[[str], Scene]]:
    """`scene("signed")` is a case at that stage, on a desk of this test's own."""
    with ExitStack() as stack:

        def at(stage: str) -> Scene:
            assert stage in STEPS
            return stack.enter_context(at_work(Path(copytree(drawer / stage, tmp_path / stage))))

        yield at
