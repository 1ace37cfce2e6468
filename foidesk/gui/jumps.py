"""From a finding to its place: what the program can put right it does, and else the officer stands in the field that is meant."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from foidesk.desk import fixes
from foidesk.gui.case.outcomes import REFUSING
from foidesk.gui.kit.problems import announce
from foidesk.gui.kit.tasks import Tasks

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.gui.workbench import Workbench
    from foidesk.law.sight import Finding
    from foidesk.model import Decision

GROUND_FIELD = "reason"
"""Where one goes on a ground if no field of it is meant."""


class Jumps(QObject):
    """What pressing a finding does. Dialogs are asked for by the workbench's signals."""

    def __init__(self, bench: "Workbench", desk: "Desk", tasks: Tasks) -> None:
        super().__init__(bench)
        self._bench, self._desk, self._tasks = bench, desk, tasks
        self._ways: dict[str, Callable[[Finding, str], object]] = {
            "settings": lambda finding, name: bench.settings_wanted.emit(name),
            "letter": lambda finding, name: self._letter(name),
            "find": lambda finding, name: self._find(name),
            "attachments": lambda finding, name: bench.attach_wanted.emit(),
            "clock": lambda finding, name: bench.clock_wanted.emit(),
            "sign": lambda finding, name: bench.sign_wanted.emit(),
            "write": self._write,
            "ground": self._write,
            "write-answer": self._answer,
            "decide": self._decide,
            "claim-ground": self._claim,
        }

    def go(self, finding: "Finding") -> None:
        """Put a finding right, or go to where the officer can."""
        verb, _, name = (finding.fix or "").partition(":")
        if fixes.can_do(finding):
            self._do(finding)
        elif verb in self._ways:
            self._ways[verb](finding, name)
        elif verb:
            self._choose(finding)
            self._bench.fix_wanted.emit(finding)
        elif finding.ground is not None or finding.questions:
            self._write(finding, GROUND_FIELD)
        else:
            self._bench.show_page("letter")

    def _do(self, finding: "Finding") -> None:
        snapshot = self._bench.snapshot
        if snapshot is None:
            return
        self._bench.fields.hand_over()
        case_id, letter_id = snapshot.case.id, snapshot.letter.id
        self._tasks.write(
            lambda: fixes.do_fix(self._desk, case_id, finding, letter_id),
            done=lambda nothing: announce(self._bench, self.tr("Put right: {finding}").format(finding=finding.message)),
        )

    def _letter(self, name: str) -> None:
        self._bench.show_page("letter")
        self._bench.letter.show_field(name)

    def _find(self, words: str) -> None:
        self._bench.show_page("letter")
        self._bench.letter.show_words(words)

    def _decide(self, finding: "Finding", name: str = "") -> None:
        self._choose(finding)
        self._bench.decide.start_deciding()

    def _answer(self, finding: "Finding", name: str = "") -> None:
        self._choose(finding)
        if not self._bench.decide.show_answer():
            self._bench.decide.start_deciding()

    def _write(self, finding: "Finding", name: str) -> None:
        self._choose(finding)
        if not self._bench.decide.show_ground(self._ground_of(finding), name or GROUND_FIELD):
            self._bench.decide.start_deciding()

    def _claim(self, finding: "Finding", name: str = "") -> None:
        """The list of provisions, for those decisions of the question that refuse and rest on none."""
        self._choose(finding)
        bare = [item.id for item in self._decisions(finding) if item.outcome.value in REFUSING and not item.grounds]
        if bare:
            self._bench.provision_wanted.emit(bare)
        else:
            self._bench.decide.start_deciding()

    def _choose(self, finding: "Finding") -> None:
        """Turn to the decisions, with a question chosen that the finding is about."""
        self._bench.show_page("decide")
        if finding.questions and not self._shows(finding.questions):
            self._bench.questions.choose([finding.questions[0]])

    def _shows(self, labels: tuple[str, ...]) -> bool:
        """Whether one of these questions alone is chosen already."""
        questions = self._bench.questions
        chosen = [row.label for row in questions.model.rows if row.id in questions.chosen_ids()]
        return len(chosen) == 1 and chosen[0] in labels

    def _ground_of(self, finding: "Finding") -> str:
        """The key of the ground that is meant: the finding's own, else the first that its questions rest on."""
        if finding.ground is not None:
            return finding.ground
        keys = (ground.key for item in self._decisions(finding) for ground in item.grounds)
        return next(keys, "")

    def _decisions(self, finding: "Finding") -> list["Decision"]:
        case = self._bench.snapshot.case if self._bench.snapshot else None
        return [item for question, item in case.every_decision() if question.label in finding.questions] if case else []
