"""The whole job once more, on a real (virtual) screen and by the keyboard alone: no mouse, no call into the program."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from foidesk.desk import browse, opening
from foidesk.desk.sign import verify_file
from foidesk.model import Stage
from foidesk.paths import resource
from tests.conftest import ROOT
from tests.office import CHEAP, OFFICER, PASSPHRASE, PLAN

pytestmark = pytest.mark.xvfb
SIGNING = "marble teapot window lantern crane"
PATIENCE = 60


class Screen:
    """A virtual screen with a window manager, and the window on it."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.state_file, self.log = work / "state.json", (work / "log").open("w")
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x1000x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=self.log,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        away = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        self.env = {key: value for key, value in os.environ.items() if key not in away}
        self.env |= {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        self.manager = subprocess.Popen(["openbox"], env=self.env, stdout=self.log, stderr=self.log)
        command = [sys.executable, str(Path(__file__).with_name("driven.py")), str(folder), str(self.state_file)]
        self.program = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=self.log, stderr=self.log)

    def close(self) -> None:
        for process in (self.program, self.manager, self.server):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
        self.log.close()

    def state(self) -> dict:
        return json.loads(self.state_file.read_text("utf-8")) if self.state_file.exists() else {}

    def see(self, what, wanted: str) -> dict:
        """Wait until the window is as wanted and nothing is under way."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.program.poll() is None, Path(self.log.name).read_text()
            state = self.state()
            if state and what(state):
                return state
            time.sleep(0.05)
        raise AssertionError(f"never seen: {wanted}; last seen: {self.state()}; {Path(self.log.name).read_text()[-2000:]}")

    def keys(self, *names: str) -> None:
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "60", *names], env=self.env, check=True, timeout=60)

    def type(self, words: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "4", "--", words], env=self.env, check=True, timeout=120)

    def tab_to(self, name: str) -> None:
        """Go on with the tab key until something has the keyboard."""
        for _ in range(30):
            if self.rest()["focus"] == name:
                return
            self.keys("Tab")
        self.focus(name)

    def focus(self, name: str) -> None:
        self.see(lambda state: state["focus"] == name and not state["busy"], f"the keyboard in {name!r}")

    def rest(self) -> dict:
        time.sleep(0.15)  # longer than the window takes to tell of itself
        return self.see(lambda state: not state["busy"], "nothing under way")


@pytest.fixture
def folder(tmp_path):
    from foidesk.desk import keep

    desk = opening.first_run(tmp_path / "desk", PASSPHRASE, OFFICER, cost=CHEAP).desk
    keep.save_profile(desk, **PLAN["authority"])
    opening.leave(desk)
    return tmp_path / "desk"


@pytest.fixture
def screen(folder, tmp_path):
    if shutil.which("openbox") is None:
        pytest.skip("openbox not installed")
    made = Screen(folder, tmp_path)
    yield made
    made.close()


def unlock(screen):
    screen.focus("Passphrase")
    screen.type(PASSPHRASE)
    screen.keys("Return")
    screen.see(lambda state: state["page"] == "Workbench" and not state["busy"], "the desk")


def register(screen):
    screen.keys("ctrl+o")
    screen.see(lambda state: state["dialog"] == "Open a request", "the dialog to open a file")
    screen.type(str(resource("samples", "sample-request.eml")))
    screen.keys("Return")
    screen.see(lambda state: state["page"] == "RequestPage" and state["ready"], "six questions")
    screen.keys("ctrl+Return")
    screen.see(lambda state: state["decisions"] == [0] * 6 and not state["busy"], "the case")


def attach(screen):
    screen.keys("ctrl+t")
    screen.see(lambda state: state["dialog"], "the dialog for a table")
    screen.rest()
    for line in ("Financial year,Devices", "2023/24,38", "2024/25,52"):
        screen.type(line)
        screen.keys("Return")
    screen.tab_to("Title of the table")
    screen.type("Devices sent out")
    screen.rest()
    screen.keys("Return")
    return screen.see(lambda state: len(state["files"]) == 2 and not state["dialog"], "the attachment")["files"][1]


def to_questions(screen):
    """Back to the list of questions, from wherever the keyboard is."""
    for _ in range(5):
        if screen.state()["focus"] == "Questions":
            return
        screen.keys("shift+F6")
        time.sleep(0.2)
    screen.focus("Questions")


def answer(screen, attachment):
    screen.focus("Questions")
    for number in range(6):
        screen.keys("ctrl+d")
        screen.focus("What is decided")
        screen.type("d")
        screen.focus("Answer")
        screen.type(PLAN["answers"][str(number + 1)].replace("{attachment}", attachment))
        to_questions(screen)
        screen.see(lambda state, count=number + 1: state["answers"] == count and not state["busy"], "the answer saved")
        before = screen.state()["chosen"]
        if number < 5:
            screen.keys("Down")
            screen.see(lambda state, before=before: state["chosen"] != before, "the next question")


def deny_the_rest(screen):
    screen.keys("ctrl+shift+a")
    screen.see(lambda state: len(state["chosen"]) == 6, "all questions chosen")
    screen.rest()
    screen.keys("ctrl+shift+d")
    screen.focus("What is decided")
    screen.type("n")
    screen.see(lambda state: state["decisions"] == [2] * 6 and not state["busy"], "the denial")


def claim(screen, provision):
    screen.keys("ctrl+g")
    screen.focus("Find a provision")
    screen.type(provision)
    screen.rest()
    screen.keys("Return")
    screen.see(lambda state: provision in state["grounds"] and not state["dialog"], f"{provision} relied on")
    screen.focus("Why it applies")


def argue(screen):
    claim(screen, "23(5)")
    screen.type(PLAN["grounds"]["23(5)"]["reason"])
    claim(screen, "31(3)")
    plan = PLAN["grounds"]["31(3)"]
    screen.type(plan["reason"])
    screen.keys("Tab")
    screen.tab_to("Harm")
    screen.type(plan["harm"])
    screen.keys("Tab")
    screen.tab_to("How likely the harm is")
    screen.type("t")
    for side, words in (("for", plan["pi_for"][0]), ("against", plan["pi_against"][0])):
        screen.keys("Tab")
        screen.tab_to(f"Add a factor {side}")
        screen.keys("space")
        screen.focus(f"Factors {side} confirming or denying, factor 1")
        screen.type(words)
        screen.keys("Tab", "Tab")
        screen.focus(f"Add a factor {side}")
    screen.keys("Tab")
    screen.tab_to("Balance")
    screen.type(plan["pi_balance"])
    screen.keys("Tab")
    screen.tab_to("The matters that it refers to")
    screen.type("31(1)(a), 31(1)(b)")
    screen.keys("Return")
    to_questions(screen)
    screen.see(lambda state: state["findings"] == ["VR57"], "only the lateness left to mend")


def apologise(screen):
    screen.keys("F8")
    screen.focus("Apology for lateness")
    screen.type("We are sorry that this answer is late.")
    to_questions(screen)
    screen.see(lambda state: state["findings"] == [], "nothing left to mend")


def sign(screen):
    screen.keys("ctrl+shift+s")
    screen.focus("Role that signs")
    for name in ("Passphrase for signing", "The same passphrase again"):
        screen.tab_to(name)
        screen.type(SIGNING)
    screen.keys("Return")
    for button in ("Write the letter out", "Prepare the e-mail", "Make the response-log page"):
        screen.focus(button)
        screen.keys("space")
        screen.rest()
        screen.keys("Tab")
    screen.focus("Done")
    screen.keys("space")
    screen.see(lambda state: state["stage"] == "signed" and not state["dialog"], "the case signed")


def command(screen, words):
    screen.keys("ctrl+shift+p")
    screen.focus("What do you want to do?")
    screen.type(words)
    screen.keys("Return")


def test_the_whole_job_without_a_mouse(screen, folder):
    unlock(screen)
    register(screen)
    attachment = attach(screen)
    to_questions(screen)
    answer(screen, attachment)
    deny_the_rest(screen)
    argue(screen)
    apologise(screen)
    sign(screen)
    command(screen, "mark as sent")
    screen.see(lambda state: state["dialog"], "the dialog that asks when it was sent")
    screen.rest()
    screen.keys("Return")
    screen.see(lambda state: state["stage"] == "sent" and not state["dialog"], "the case sent")
    command(screen, "close the case")
    screen.see(lambda state: state["stage"] == "closed" and not state["busy"], "the case closed")
    screen.keys("ctrl+q")
    assert screen.program.wait(PATIENCE) == 0
    desk = opening.unlock(folder, PASSPHRASE)
    case = browse.open_case(desk, 1).case
    letter = next((folder / "outbox").glob("*.pdf"))
    verified = verify_file(desk, letter.read_bytes())
    assert case.stage is Stage.CLOSED
    assert case.grounds[1].harm == PLAN["grounds"]["31(3)"]["harm"]
    assert (verified.valid, verified.trusted, verified.covers_whole_file) == (True, True, True)
    assert desk.store.verify_history().ok
    opening.leave(desk)
