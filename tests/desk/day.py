"""A short day at a desk, through the verbs that the window calls; each step is told once its verb has returned. Run as a program."""

import sys
from pathlib import Path

from foidesk.desk import clock, correspond, fields, opening, questions, sign
from foidesk.desk.browse import open_case
from tests.desk.scenes import SECRET
from tests.office import NOW, PASSPHRASE, add_case


def told(number: int) -> None:
    """Say on the output how many events stand in the store for good."""
    print(f"told {number}", flush=True)


def main(folder: Path) -> None:
    desk = opening.unlock(folder, PASSPHRASE, now=lambda: NOW)
    done = desk.store.verify_history().events
    told(done)
    case = open_case(desk, 1).case
    ground, question = case.grounds[0], case.questions[0]
    answer, reason = f"decision:{question.decisions[0].id}:answer", f"ground:{ground.id}:reason"
    sign.unlock_identity(desk, SECRET)
    steps = [
        lambda: add_case(desk),
        lambda: fields.save_field(desk, 1, answer, "There were 12. " * 40),
        lambda: correspond.log_message(desk, 1, "They rang about the day by which we answer."),
        lambda: fields.save_field(desk, 1, reason, "Because it is so. " * 60),
        lambda: clock.log_clock_event(desk, 2, "clarification-asked", NOW.date()),
        lambda: questions.edit_question(desk, 1, question.id, text="How many were there in all?"),
        lambda: fields.save_field(desk, 1, answer, "There were 14. " * 40),
        lambda: sign.sign_letter(desk, 1),
    ]
    for step in steps:
        if step is not steps[-1]:
            fields.autosave(desk, 1, reason, "typed and not saved")
        step()
        done += 1
        told(done)
    desk.store.close()
    told(done)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
