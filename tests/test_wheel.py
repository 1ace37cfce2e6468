"""The built wheel is whole: an installation that never saw the checkout finds its resources and its forms."""

import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PARTS = ("foidesk", "ui", "resources", "installer", "requirements", "pyproject.toml", "README.md", "LICENSE")
PIP = [sys.executable, "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]


def run(*command: object, **settings: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from a copy without anything that an earlier build made."""
    folder = tmp_path_factory.mktemp("build")
    for part in PARTS:
        source, target = ROOT / part, folder / "copy" / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "forms"))
        elif source.exists():
            target.parent.mkdir(exist_ok=True)
            shutil.copy2(source, target)
    run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, folder / "copy")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    run(*PIP, "install", "--no-deps", "--target", folder, wheel)
    return folder


def plain(requirement: str) -> tuple[str, str]:
    item = Requirement(requirement)
    return canonicalize_name(item.name), str(item.specifier)


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_resource_is_inside(installed):
    assert files_below(installed / "foidesk" / "resources") == files_below(ROOT / "resources")


def test_every_form_is_inside_as_a_module(installed):
    forms = {f"ui_{path.stem}.py" for path in (ROOT / "ui").glob("*.ui")}
    made = files_below(installed / "foidesk" / "gui" / "forms")
    assert {name for name in made if name.endswith(".py")} == forms | {"__init__.py"}


def test_the_installed_program_finds_its_own_resources(installed, tmp_path):
    # -I keeps the checkout off the path, where the tests' own environment would find it.
    look = f"import sys; sys.path.insert(0, {str(installed)!r}); from foidesk.paths import resource_dir; print(resource_dir())"
    assert Path(run(sys.executable, "-I", "-c", look, cwd=tmp_path).strip()) == installed / "foidesk" / "resources"


def test_neither_tests_nor_tools_are_inside(wheel):
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"foidesk"}


def test_the_wheel_asks_for_what_is_pinned(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        asked = message_from_bytes(archive.read(name)).get_all("Requires-Dist")
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements" / "run.in").read_text("utf-8").splitlines())
    assert {plain(item) for item in asked} == {plain(line) for line in lines if line}
