"""Nothing that officers install is under the GPL or the AGPL, unless another licence may be chosen."""

import re
from importlib.metadata import PackageMetadata, metadata

import pytest
from packaging.requirements import Requirement

from tests.conftest import ROOT

REVIEWED = {
    # Says nothing in its metadata.
    "sqlcipher3": "zlib licence in the package's own LICENSE; SQLCipher inside it is BSD-3-Clause, OpenSSL Apache-2.0",
    # Installed on Windows only, so its metadata cannot be read everywhere.
    "pywin32-ctypes": "BSD-3-Clause",
}
STRONG = re.compile(r"\b(A?GPL|Affero|GNU General Public)", re.IGNORECASE)
KNOWN = re.compile(r"MIT|BSD|Apache|MPL|Mozilla|PSF|Python Software|LGPL|Lesser|ISC|zlib|HPND", re.IGNORECASE)
EXPRESSION = re.compile(r"\(|\)|\bAND\b|\bOR\b|[\w.+-]+(?:\s+WITH\s+[\w.-]+)?")


def pinned() -> list[Requirement]:
    """Every package of the pinned list, with the condition under which it is installed."""
    lines = (ROOT / "requirements" / "run.txt").read_text("utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if "==" in line and not line.startswith((" ", "#"))]


def declared(about: PackageMetadata) -> str:
    """What a package says of its licence: the expression, else the free text, else the classifiers."""
    classifiers = [item.rpartition("::")[2].strip() for item in about.get_all("Classifier") or [] if item.startswith("License")]
    return about.get("License-Expression") or " ".join((about.get("License") or "").split())[:200] or "; ".join(classifiers)


def acceptable(licence: str) -> bool:
    """Whether the program may depend on it: known, and not strong copyleft in every alternative. An OR is a choice, an AND is none."""
    if not KNOWN.search(licence):
        return False
    if not STRONG.search(licence):
        return True
    words = EXPRESSION.findall(licence)
    if "OR" not in words or " ".join(words).split() != re.sub(r"([()])", r" \1 ", licence).split():
        return False
    verdicts = [
        word.lower() if word in {"AND", "OR"} else word if word in "()" else str(not STRONG.search(word)) for word in words
    ]
    return bool(eval(" ".join(verdicts)))


@pytest.mark.parametrize("package", [item for item in pinned() if item.name not in REVIEWED], ids=lambda item: item.name)
def test_every_package_may_be_depended_on(package):
    if package.marker and not package.marker.evaluate():
        pytest.skip(f"not installed here: {package.marker}")
    licence = declared(metadata(package.name))
    assert acceptable(licence), f"{package.name} is under {licence!r}: replace it, or review it by hand and say so in REVIEWED"


def test_every_reviewed_package_is_still_pinned():
    assert REVIEWED.keys() <= {package.name for package in pinned()}


@pytest.mark.parametrize(
    "licence",
    [
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "MIT",
        "GPL-3.0-only OR (MIT AND BSD-3-Clause)",
        "BSD License",
        "GNU Lesser General Public License v3",
    ],
)
def test_a_licence_that_leaves_a_choice_is_accepted(licence):
    assert acceptable(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "(MIT OR BSD-3-Clause) AND AGPL-3.0-only",
        "GNU General Public License v3 (GPLv3)",
        "MIT, some parts GPL",
        "",
        "Proprietary",
    ],
)
def test_a_licence_that_leaves_none_is_refused(licence):
    assert not acceptable(licence)
