"""Set a checkout up: system libraries, virtual environment, pinned packages, the program itself. Called by make; standard library only.

    python3 installer/set_up.py run     what the program needs
    python3 installer/set_up.py test    what the tests and checks need on top

Each step is skipped where nothing changed since it last succeeded, so a second call costs a fraction of a second and no network.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = VENV / "set-up.json"

# Debian's package, and what it brings: a library by its soname, a file by its path, else a program. Looking for the thing itself is
# quicker than asking the package manager and holds on other distributions too.
WINDOW = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxkbcommon0": "libxkbcommon.so.0",
}
SCREEN = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TRIALS = {
    "xvfb": "Xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "at-spi2-core": "/usr/libexec/at-spi-bus-launcher",
    "dbus": "dbus-daemon",
    "dbus-x11": "dbus-launch",
    "python3-pyatspi": "/usr/lib/python3/dist-packages/pyatspi/__init__.py",
    "poppler-utils": "pdfsig",
    "libnss3-tools": "certutil",
    "qpdf": "qpdf",
    "default-jre-headless": "java",
    "libjaxb-java": "/usr/share/java/jaxb-runtime.jar",
    "libactivation-java": "/usr/share/java/javax.activation.jar",
    "strace": "strace",
}


class SetUpError(Exception):
    """The set-up cannot go on; the words say what to do."""


def main(goal: str) -> None:
    """Do every step that the goal needs and that is not done."""
    system_libraries(goal)
    stamps = environment()
    install_packages(goal, stamps)
    install_program(stamps)


def system_libraries(goal: str) -> None:
    """Install what is missing of the system's libraries. What only tests use may stay away: those tests then say why they skip."""
    if sys.platform != "linux":
        return
    needed = missing(WINDOW) + (missing(SCREEN) if os.environ.get("DISPLAY") else [])
    useful = missing({**SCREEN, **TRIALS}) if goal == "test" else []
    packages = list(dict.fromkeys(needed + useful))
    if not packages:
        return
    if not apt_install(packages):
        say(f"Missing system packages. Install them with:\n    {apt_command(packages)}")
        if needed:
            raise SetUpError("The window cannot start without these: " + " ".join(needed))


def missing(table: Mapping[str, str]) -> list[str]:
    """The packages whose library, file or program is not there."""
    return [package for package, thing in table.items() if not there(thing)]


def there(thing: str) -> bool:
    """Whether a library loads, a file exists or a program is on the path."""
    if thing.startswith("/"):
        return Path(thing).exists()
    if ".so." not in thing:
        return shutil.which(thing) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def apt_command(packages: Iterable[str]) -> str:
    """The line that an administrator can paste."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_install(packages: list[str]) -> bool:
    """Install with apt where this user may; refreshes the lists only when the first try fails. False where it could not be done."""
    if shutil.which("apt-get") is None:
        return False
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and (shutil.which("sudo") is None or run(["sudo", "-n", "true"], quiet=True) != 0):
        return False
    settings = ["env", "DEBIAN_FRONTEND=noninteractive"]
    install = [*rights, *settings, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    say(f"Installing system packages: {' '.join(packages)}")
    if run(install, quiet=True) == 0:
        return True
    run([*rights, *settings, "apt-get", "update", "-qq"])
    return run(install) == 0


def environment() -> dict[str, str]:
    """Make the virtual environment, or keep the one that fits; returns what was done in it before."""
    stamps = read_stamps()
    if fits(stamps):
        return stamps
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install([package]):
            raise SetUpError(
                f"Python cannot make a virtual environment yet. Install the rest of it with:\n    {apt_command([package])}"
            )
    say("Making the virtual environment .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if run(command) != 0:
        raise SetUpError(f"The virtual environment could not be made: {' '.join(command)}")
    stamps = {"environment": identity()}
    write_stamps(stamps)
    return stamps


def fits(stamps: Mapping[str, str]) -> bool:
    """Whether the environment that stands there was made for this Python and this folder, or by hand for this Python."""
    python = BIN / "python"
    if not python.exists():
        return False
    if stamps:
        return stamps.get("environment", identity()) == identity()
    same_python = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return run([str(python), "-c", same_python], quiet=True) == 0


def identity() -> str:
    """An environment's scripts name its folder, so one that was moved must be made anew."""
    return f"{sys.version_info.major}.{sys.version_info.minor} {ROOT}"


def install_packages(goal: str, stamps: dict[str, str]) -> None:
    """Install the pinned packages, each held to its hash. The tests' list holds the program's too."""
    lists = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "test")}
    digests = {name: digest([path]) for name, path in lists.items()}
    if stamps.get("test") == digests["test"] or stamps.get(goal) == digests[goal]:
        return
    count = sum("==" in line for line in lists[goal].read_text("utf-8").splitlines())
    say(f"Installing {count} pinned packages")
    pip("install", "--require-hashes", "--no-deps", "-r", str(lists[goal]))
    stamps[goal] = digests[goal]
    write_stamps(stamps)


def install_program(stamps: dict[str, str]) -> None:
    """Install the program from this folder, editable, which also makes the window's forms; nothing is fetched."""
    forms = sorted((ROOT / "ui").glob("*.ui"))
    made = [ROOT / "foidesk" / "gui" / "forms" / f"ui_{form.stem}.py" for form in forms]
    names = ("pyproject.toml", "installer/build_hook.py", "requirements/run.in", "foidesk/__init__.py")
    now = digest([*(ROOT / name for name in names), *forms])
    if stamps.get("program") == now and all(path.exists() for path in made):
        return
    say("Installing foidesk from this folder")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamps["program"] = now
    write_stamps(stamps)


def pip(*arguments: str) -> None:
    """Run the environment's pip without questions; its complaint is shown as it is."""
    if run([str(BIN / "python"), "-m", "pip", "-qq", "--no-input", "--disable-pip-version-check", *arguments]) != 0:
        raise SetUpError("Installing failed; the lines above say why. Nothing is half done: call make again when that is mended.")


def run(command: list[str], quiet: bool = False) -> int:
    """Run a program without standard input; returns its exit status."""
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, check=False).returncode


def digest(paths: Iterable[Path]) -> str:
    """One fingerprint of some files, by name and content."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def read_stamps() -> dict[str, str]:
    """What was done before; nothing where the note is missing or broken."""
    with suppress(OSError, ValueError):
        return dict(json.loads(STAMPS.read_text("utf-8")))
    return {}


def write_stamps(stamps: Mapping[str, str]) -> None:
    """Note what is done."""
    STAMPS.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


def say(words: str) -> None:
    """Tell at once, also through a pipe."""
    print(words, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("usage: set_up.py run|test")
    try:
        main(sys.argv[1])
    except SetUpError as stop:
        sys.exit(f"Set-up stopped. {stop}")
