"""A program that works at a desk for as long as it is let, through the same verbs as the window, and tells each save once it returned."""

import sys
from itertools import count
from pathlib import Path

from foidesk.desk import decide, fields, opening, sign
from foidesk.desk.browse import open_case
from foidesk.model import Outcome
from tests.desk.scenes import SECRET
from tests.office import NOW, PASSPHRASE


def edit(folder: Path) -> None:
    """Type, save what was typed, decide again; each line tells what stands in the store from then on."""
    desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    case = open_case(desk, 1).case
    question, ground = case.questions[0], case.grounds[0]
    answer, reason = f"decision:{question.decisions[0].id}:answer", f"ground:{ground.id}:reason"
    for number in count(1):
        words = f"{number}: " + "words of an edit " * (number % 40)
        fields.autosave(desk, 1, reason, words)
        print("typed", number, flush=True)
        fields.save_field(desk, 1, answer, words)
        print("saved", number, flush=True)
        decide.decide(desk, 1, [question.id], (Outcome.PARTIAL, Outcome.DISCLOSED)[number % 2])
        print("decided", number, flush=True)


def sign_until(folder: Path, step: str) -> None:
    """Sign the letter, and stop for ever at a step of it, so that it can be killed there."""
    desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    sign.unlock_identity(desk, SECRET)

    def wait_at(name: str) -> None:
        if name == step:
            print(name, flush=True)
            sys.stdin.read()

    sign.sign_letter(desk, 1, at_step=wait_at)


if __name__ == "__main__":
    {"edit": edit, "sign": sign_until}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
