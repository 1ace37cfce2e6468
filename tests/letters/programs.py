"""What other programs say of a PDF: poppler's pdftotext, pdfinfo, pdffonts and pdfsig, and NSS's certutil."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def run(*command: str | Path) -> str:
    """What a program prints. Skips where it is not installed; `make test` installs it on Debian."""
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return done.stdout.decode()


def text_of(path: Path) -> str:
    """The words of a PDF as one line of text, lines joined by single blanks."""
    return flat(run("pdftotext", "-enc", "UTF-8", path, "-"))


def structure_text(path: Path) -> str:
    """The words of a PDF in the order of its structure, as a screen reader would read them."""
    quoted = re.findall(r'^\s*"(.*)"$', run("pdfinfo", "-struct-text", path), flags=re.MULTILINE)
    return flat(" ".join(quoted))


def flat(text: str) -> str:
    """Text with every run of blanks as one."""
    return " ".join(text.split())
