"""The rules of the house (docs/house.md), as far as a machine can read them."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "foidesk"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "forms" not in path.parts)
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
LONGEST = 400


def label(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_room_imports_only_what_it_may():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=label)
def test_a_module_can_be_read_at_one_sitting(module):
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=label)
def test_names_are_imported_one_by_one(module):
    imports = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    assert [node.lineno for node in imports if node.names[0].name == "*"] == []


@pytest.mark.parametrize("room", ["desk", "store"])
def test_importing_a_room_costs_nothing(room):
    """The first window imports modules out of these two; a room that imports its own modules would drag the database in."""
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))
    assert [node for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_house_is_described_room_by_room(room):
    assert f"`foidesk/{room}/`" in (ROOT / "docs" / "house.md").read_text("utf-8")


def test_no_room_is_described_that_is_not_there():
    described = re.findall(r"`foidesk/(\w+)/`", (ROOT / "docs" / "house.md").read_text("utf-8"))
    assert set(described) <= set(ROOMS)


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


@pytest.mark.parametrize("text", DOCUMENTS, ids=label)
def test_a_link_between_documents_leads_somewhere(text):
    targets = [link for link in LINK.findall(text.read_text("utf-8")) if ":" not in link]
    assert [link for link in targets if not (text.parent / link).exists()] == []
