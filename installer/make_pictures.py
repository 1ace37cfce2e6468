"""Make the pictures of README and guide: the real window, without a screen, on invented cases. Run by hand when the window has changed.

.venv/bin/python installer/make_pictures.py docs/pictures
"""

import dataclasses
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from foidesk.desk import correspond, decide, demo, intake, keep, opening
from foidesk.desk.browse import open_case
from foidesk.desk.office import Desk
from foidesk.desk.proposal import NewRequest, asked, proposal
from foidesk.gui.kit import style
from foidesk.gui.window import MainWindow
from foidesk.intake.read import split_text
from foidesk.model import Outcome
from foidesk.paths import resource

NOW = datetime(2026, 8, 27, 9, 42, tzinfo=UTC)
OTHERS = (
    ("2987/26", "Stop and search by ward, 2023 to 2026", "K. Osei", date(2026, 7, 20)),
    ("3041/26", "Number plate recognition sites", "D. Whitlock", date(2026, 7, 29)),
    ("3088/26", "Body worn video procurement", "The Midshire Gazette", date(2026, 8, 14)),
    ("3091/26", "Knife crime detections by postcode", "P. Narayan", date(2026, 8, 18)),
    ("3094/26", "Overtime paid to special constables", "M. Trueman", date(2026, 8, 20)),
    ("3102/26", "Complaints upheld, 2025/26", "Lowri Bevan", date(2026, 8, 25)),
)


class Camera:
    """Waits until the window stands still, then takes its picture."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.application, self._folder = application, folder

    def wait(self, until: Callable[[], bool], milliseconds: int = 30_000) -> None:
        """Let the window work until something holds."""
        clock = QElapsedTimer()
        clock.start()
        while not until():
            if clock.elapsed() > milliseconds:
                raise TimeoutError("the window never came to rest")
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def take(self, widget: QWidget, name: str) -> None:
        """Take a picture once everything has been drawn."""
        clock = QElapsedTimer()
        clock.start()
        self.wait(lambda: clock.elapsed() > 400)
        path = self._folder / f"{name}.png"
        widget.grab().save(str(path))
        # 128 colours are plenty for this window, and a third of the size.
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        print(name)


def main(folder: Path) -> None:
    """Make every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    style.dress(application)
    style.choose_theme(application, "light")
    camera = Camera(application, folder)
    with tempfile.TemporaryDirectory() as home:
        picture_first_run(camera, Path("/home/robin.vale/.local/share/foidesk"))
        desk = opening.first_run(Path(home) / "desk", opening.suggest_passphrase(), "Robin Vale", now=lambda: NOW).desk
        case_id, to_argue = fill(desk)
        window = MainWindow(Path(home) / "desk")
        window.show()
        window.open_desk(desk)
        picture_window(camera, window, case_id, to_argue)
        picture_request(camera, window)
        window.leave()
        camera.wait(lambda: window._left)


def fill(desk: Desk) -> tuple[int, int]:
    """An authority and some cases: one decided as in the demonstration, one whose reasons are still to be written."""
    plan = demo.sample_plan()
    keep.save_profile(desk, **plan["authority"])
    path = resource("samples", "sample-request.eml")
    new = proposal(intake.read_file(path), NOW.date(), (path.name, "message/rfc822", path.read_bytes()))
    case_id = intake.register(desk, dataclasses.replace(new, reference="3070/26", title="Digital Forensics Unit caseload"))
    demo.decide_sample(desk, case_id, plan)
    correspond.log_message(desk, case_id, "Asked whether the table may be sent as a PDF. It may.")
    for reference, title, name, received in OTHERS:
        intake.register(desk, request(reference, title, name, received))
    to_argue = intake.register(
        desk,
        request(
            "3052/26",
            "Vehicle pursuit policy",
            "R. Achebe",
            date(2026, 8, 4),
            "1. Please send me your policy on vehicle pursuits.\n2. How many pursuits took place in 2025?\n"
            "3. Which drivers are trained to carry them out?\n",
        ),
    )
    first, second, third = (question.id for question in open_case(desk, to_argue).case.questions)
    decide.claim_ground(desk, to_argue, "31(1)(a)", decide.decide(desk, to_argue, [first], Outcome.WITHHELD))
    decided = decide.decide(desk, to_argue, [second], Outcome.DISCLOSED)
    decide.write_answer(desk, to_argue, decided, "There were 84 pursuits in 2025.")
    decide.claim_ground(desk, to_argue, "40(2)", decide.decide(desk, to_argue, [third], Outcome.WITHHELD))
    return case_id, to_argue


def request(reference: str, title: str, name: str, received: date, text: str = "1. How many?\n2. Since when?\n") -> NewRequest:
    """A request made of some text."""
    found = split_text(text)
    return NewRequest(
        received=received,
        request_text=text,
        questions=tuple(asked(item) for item in found.questions),
        reference=reference,
        title=title,
        requester={"name": name},
    )


def picture_first_run(camera: Camera, folder: Path) -> None:
    """The first start."""
    window = MainWindow(folder)
    window.resize(1120, 760)
    window.show()
    camera.wait(lambda: not window.tasks.reading)
    camera.take(window, "first-run")
    window.leave()
    camera.wait(lambda: window._left)


def picture_window(camera: Camera, window: MainWindow, case_id: int, to_argue: int) -> None:
    """The desk: deciding, the letter, what is left to do, the history."""
    assert window.commands is not None
    bench = window.commands.bench
    window.resize(1440, 900)

    def show(wanted: int, page: str) -> None:
        bench.open_case(wanted)
        camera.wait(lambda: bench.snapshot is not None and bench.snapshot.case.id == wanted and not window.tasks.reading)
        bench.show_page(page)

    show(case_id, "letter")
    bench.questions.choose(["4"])
    camera.take(window, "letter")
    show(case_id, "decide")
    bench.questions.choose(["4"])
    camera.take(window, "decide")
    style.choose_theme(camera.application, "dark")
    camera.take(window, "decide-dark")
    style.choose_theme(camera.application, "light")
    show(to_argue, "decide")
    bench.questions.choose(["1"])
    camera.take(window, "checks")
    show(case_id, "history")
    camera.wait(lambda: not window.tasks.reading)
    camera.take(window, "history")


def picture_request(camera: Camera, window: MainWindow) -> None:
    """A new request, read and split."""
    assert window.commands is not None
    window.commands.open_request(resource("samples", "sample-request.eml"))
    page = window.commands._request
    assert page is not None
    camera.wait(page.register_button.isEnabled)
    camera.take(window, "request")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_pictures.py FOLDER")
    main(Path(sys.argv[1]))
