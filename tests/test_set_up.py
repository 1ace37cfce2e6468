"""The set-up does what is missing, does nothing twice, and says what to do where it may not."""

import shutil
import sys

import pytest

from installer import set_up

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="make sets Linux up; elsewhere pip does")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with the lists and files that the set-up looks at, and every program that it would have run."""
    for name in ("requirements", "installer"):
        shutil.copytree(set_up.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "foidesk/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(set_up.ROOT / name, tmp_path / name)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "VENV", venv)
    monkeypatch.setattr(set_up, "BIN", venv / "bin")
    monkeypatch.setattr(set_up, "STAMPS", venv / "set-up.json")
    return tmp_path


@pytest.fixture
def ran(monkeypatch):
    """The commands that were run; all of them succeed."""
    commands = []
    monkeypatch.setattr(set_up, "run", lambda command, quiet=False: commands.append(command) or 0)
    return commands


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("sh", True),
        ("no-such-program", False),
        ("/", True),
        ("/no/such/file", False),
        ("libc.so.6", True),
        ("libnone.so.9", False),
    ],
)
def test_what_is_there_is_seen(thing, expected):
    assert set_up.there(thing) is expected


def test_packages_are_installed_once_and_each_by_its_hash(checkout, ran):
    stamps = {}
    set_up.install_packages("run", stamps)
    set_up.install_packages("run", set_up.read_stamps())
    assert len(ran) == 1
    assert "--require-hashes" in ran[0]


def test_a_changed_list_is_installed_again(checkout, ran):
    set_up.install_packages("run", {})
    with (checkout / "requirements" / "run.txt").open("a") as out:
        out.write("# renewed\n")
    set_up.install_packages("run", set_up.read_stamps())
    assert len(ran) == 2


def test_what_the_tests_need_holds_what_the_program_needs(checkout, ran):
    set_up.install_packages("test", {})
    set_up.install_packages("run", set_up.read_stamps())
    assert len(ran) == 1


def test_the_program_is_installed_once_and_again_after_a_change(checkout, ran):
    for change in ("", "", "# changed\n"):
        with (checkout / "pyproject.toml").open("a") as out:
            out.write(change)
        set_up.install_program(set_up.read_stamps())
    assert len(ran) == 2


def test_an_environment_that_was_moved_is_made_anew(checkout, ran):
    (set_up.BIN / "python").touch()
    assert not set_up.fits({"environment": "3.11 /elsewhere"})


def test_a_broken_note_of_what_is_done_is_none(checkout):
    set_up.STAMPS.write_text("{")
    assert set_up.read_stamps() == {}


def test_a_failed_installation_is_not_noted_as_done(checkout, monkeypatch):
    monkeypatch.setattr(set_up, "run", lambda command, quiet=False: 1)
    with pytest.raises(set_up.SetUpError, match="call make again"):
        set_up.install_packages("run", {})
    assert set_up.read_stamps() == {}


@pytest.mark.parametrize("goal", ["run", "test"])
def test_libraries_that_may_not_be_installed_are_named_with_the_line_to_paste(monkeypatch, capsys, goal):
    monkeypatch.setattr(set_up, "there", lambda thing: thing != "libEGL.so.1")
    monkeypatch.setattr(set_up, "apt_install", lambda packages: False)
    with pytest.raises(set_up.SetUpError, match="libegl1"):
        set_up.system_libraries(goal)
    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().out


def test_what_only_tests_use_may_stay_away(monkeypatch, capsys):
    monkeypatch.setattr(set_up, "there", lambda thing: thing != "qpdf")
    monkeypatch.setattr(set_up, "apt_install", lambda packages: False)
    set_up.system_libraries("test")
    assert "qpdf" in capsys.readouterr().out
