"""What the build does beyond copying: dependencies from requirements/run.in, the window's forms, the resources in the wheel."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

HEADER = "# Generated from ui/{name} at build: change the form, not this file.\n"


class Dependencies(MetadataHookInterface):
    """One list of dependencies: what is pinned from run.in is what the package declares."""

    def update(self, metadata: dict[str, Any]) -> None:
        metadata["dependencies"] = read_requirements(Path(self.root) / "requirements" / "run.in")


class FormsAndResources(BuildHookInterface[Any]):
    """Makes the forms for every kind of build; lays the resources inside the package, except where it is run from the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        make_forms(root / "ui", root / "foidesk" / "gui" / "forms")
        build_data["artifacts"].append("foidesk/gui/forms/*.py")
        if version != "editable":
            build_data["force_include"][str(root / "resources")] = "foidesk/resources"


def read_requirements(path: Path) -> list[str]:
    """The requirements of a list, without comments."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line]


def make_forms(forms: Path, out: Path) -> None:
    """Turn each Designer form into a module; removes modules whose form is gone, and writes none that would not change."""
    out.mkdir(parents=True, exist_ok=True)
    wanted = {"__init__.py": '"""Forms made by the build from ui/."""\n'}
    for form in sorted(forms.glob("*.ui")):
        wanted[f"ui_{form.stem}.py"] = HEADER.format(name=form.name) + compile_form(form)
    for stale in out.glob("*.py"):
        if stale.name not in wanted:
            stale.unlink()
    for name, text in wanted.items():
        path = out / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, encoding="utf-8")


def compile_form(form: Path) -> str:
    """The Python of one form, its two methods annotated so that callers can be checked.

    Raises CalledProcessError, with Qt's own words on the terminal, where the form is broken.
    """
    program = "pyside6-uic.exe" if sys.platform == "win32" else "pyside6-uic"
    beside = Path(sys.executable).parent / program
    command = [str(beside) if beside.exists() else program, "--generator", "python", "--no-autoconnection", str(form)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    kind = next(ElementTree.parse(form).iter("widget")).attrib["class"]
    return re.sub(r"def (setupUi|retranslateUi)\(self, (\w+)\):", rf"def \1(self, \2: {kind}) -> None:", made)
