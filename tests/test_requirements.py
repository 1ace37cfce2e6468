"""The pinned lists say exactly what is installed, and fetch it from wherever the machine's own settings say."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LISTS = ROOT / "requirements"
ADDRESS = re.compile(r"https?://|^\s*-(-index|-extra-index|-find-links|i\b|f\b)|git\+", re.MULTILINE)


def blocks(name: str) -> list[str]:
    """Each pin with its hashes."""
    return re.split(r"\n(?=\S)", (LISTS / name).read_text("utf-8").strip())


def pins(name: str) -> dict[str, Requirement]:
    """The pins of a list by name."""
    found = [Requirement(block.partition("\\")[0].strip()) for block in blocks(name)]
    return {canonicalize_name(item.name): item for item in found}


def wishes(name: str) -> list[Requirement]:
    """What a hand-written list asks for, without the lists that it takes in."""
    lines = (line.partition("#")[0].strip() for line in (LISTS / name).read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.iterdir()))
def test_no_list_holds_an_address(name):
    assert ADDRESS.findall((LISTS / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_every_pin_is_one_version_with_its_hashes(name):
    loose = [block for block in blocks(name) if not re.match(r"[\w.-]+==[\w.]+", block) or "--hash=sha256:" not in block]
    assert loose == []


@pytest.mark.parametrize(("wish_list", "pin_list"), [("run.in", "run.txt"), ("build.in", "run.txt"), ("test.in", "test.txt")])
def test_what_is_asked_for_is_pinned(wish_list, pin_list):
    pinned = {name: str(item.specifier).removeprefix("==") for name, item in pins(pin_list).items()}
    unmet = [
        str(wish) for wish in wishes(wish_list) if not wish.specifier.contains(pinned.get(canonicalize_name(wish.name), "0"))
    ]
    assert unmet == [], "run make lock"


def test_the_tests_run_on_the_versions_that_officers_get():
    tested = pins("test.txt")
    differing = {
        name for name, item in pins("run.txt").items() if tested.get(name) is None or tested[name].specifier != item.specifier
    }
    assert differing == set(), "run make lock"
