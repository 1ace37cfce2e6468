"""What a provision needs beside reason, harm and public interest: a certificate, where to find it, a qualified person, an enactment."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from foidesk.gui.case.text_fields import TextFields
from foidesk.gui.kit.paper import field_label
from foidesk.gui.kit.rich_edit import RichEdit
from foidesk.gui.kit.style import font
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Check, column

if TYPE_CHECKING:
    from foidesk.desk.office import Desk
    from foidesk.law.provisions import Provision
    from foidesk.model import Ground

_BY_SECTION: dict[str, tuple[str, ...]] = {
    "14": ("previous_reference", "repeat"),
    "21": ("where",),
    "22": ("publication_plan", "held_before_request"),
    "22A": ("publication_plan",),
    "23": ("certificate",),
    "24": ("certificate",),
    "26": ("by_reference_to",),
    "27": ("by_reference_to",),
    "30": ("by_reference_to",),
    "31": ("by_reference_to", "purpose_31_2"),
    "36": ("by_reference_to", "qualified_person", "statistical"),
    "37": ("by_reference_to",),
    "38": ("by_reference_to",),
    "40": ("data_protection", "subject_access_pointer"),
    "41": ("breach_of_confidence",),
    "43": ("by_reference_to", "interests_of"),
    "44": ("enactment",),
}
"""Which of them a section of the Act may need. The rules say when one is missing."""

_REFERRING = frozenset({"26(3)", "27(4)", "30(3)", "31(3)", "36(3)", "37(2)", "38(2)", "43(3)"})
_FLAGS = ("held_before_request", "statistical")
_PERSON = ("name", "date", "opinion")


class Particulars(QFrame):
    """The fields that this provision needs, and the statement of section 17(4). Texts save themselves."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, fields: TextFields, case_id: int, ground: "Ground", provision: "Provision | None"
    ) -> None:
        super().__init__()
        self._desk, self._tasks, self._fields = desk, tasks, fields
        self._case_id, self._ground_id = case_id, ground.id
        self._edits: dict[str, RichEdit] = {}
        self._flags: dict[str, Check] = {}
        self._person: dict[str, QLineEdit] = {}
        self._repeat: dict[str, Check] = {}
        self.reference: QLineEdit | None = None
        self.interval: QSpinBox | None = None
        body = column(self, gap=8)
        for name in self._names(ground.provision, provision):
            self._add(body, name)
        if provision is not None and not provision.whole_request:
            self._add_flag(body, "section_17_4")
            self._add_text(body, "private_reason")

    def load(self, ground: "Ground", *, read_only: bool) -> None:
        """Show what stands in the ground; what is being typed stays."""
        for name, edit in self._edits.items():
            edit.load(getattr(ground, name))
            edit.setReadOnly(read_only)
        for name, box in self._flags.items():
            box.setChecked(bool(getattr(ground, name)))
            box.setEnabled(not read_only)
        if self.reference is not None and not self.reference.isModified():
            self.reference.setText(", ".join(ground.by_reference_to))
            self.reference.setReadOnly(read_only)
        person = ground.qualified_person or {}
        for key, line in self._person.items():
            if not line.isModified():
                line.setText(str(person.get(key) or ""))
                line.setReadOnly(read_only)
        repeat = ground.repeat or {}
        for key, box in self._repeat.items():
            box.setChecked(bool(repeat.get(key)))
            box.setEnabled(not read_only)
        if self.interval is not None:
            self.interval.setEnabled(not read_only)
            if not self.interval.hasFocus():
                self.interval.setValue(repeat.get("interval_days") or 0)
        self._show_private(ground.section_17_4)

    def focus_field(self, name: str) -> QWidget | None:
        """The widget of a field, or None where there is none here."""
        if name == "by_reference_to":
            return self.reference
        if name == "qualified_person":
            return self._person.get("name")
        if name == "repeat":
            return self._repeat.get("same_person")
        return self._edits.get(name) or self._flags.get(name)

    def _names(self, cited: str, provision: "Provision | None") -> list[str]:
        names = list(_BY_SECTION.get(provision.section, ())) if provision else []
        if cited not in _REFERRING and "by_reference_to" in names:
            names.remove("by_reference_to")
        if cited not in ("31(1)(g)", "31(1)(h)", "31(1)(i)", "31(3)") and "purpose_31_2" in names:
            names.remove("purpose_31_2")
        return names

    def _add(self, body: QVBoxLayout, name: str) -> None:
        if name in _FLAGS:
            self._add_flag(body, name)
        elif name == "by_reference_to":
            self._add_reference(body)
        elif name == "qualified_person":
            self._add_person(body)
        elif name == "repeat":
            self._add_repeat(body)
        else:
            self._add_text(body, name)

    def _add_text(self, body: QVBoxLayout, name: str) -> None:
        words, hint = self._text_words()[name]
        edit = RichEdit(words, hint, plain=True)
        label = field_label(words, edit)
        body.addWidget(label)
        body.addWidget(edit)
        self._edits[name] = edit
        self._fields.tie(edit, self._case_id, f"ground:{self._ground_id}:{name}")
        if name == "private_reason":
            self._private = (label, edit)

    def _add_flag(self, body: QVBoxLayout, name: str) -> None:
        box = self._flags[name] = Check(self._flag_words()[name])
        box.clicked.connect(lambda checked: self._write(**{name: checked}))
        body.addWidget(box)

    def _add_reference(self, body: QVBoxLayout) -> None:
        self.reference = line = QLineEdit()
        line.setFont(font(13))
        line.setPlaceholderText(self.tr("31(1)(a), 31(1)(b)"))
        line.setAccessibleName(self.tr("The matters that it refers to"))
        line.editingFinished.connect(self._write_reference)
        body.addWidget(field_label(self.tr("By reference to"), line))
        body.addWidget(line)

    def _add_person(self, body: QVBoxLayout) -> None:
        hints = {
            "name": self.tr("Name and office of the qualified person"),
            "date": self.tr("Date of the opinion, such as 2026-05-18"),
            "opinion": self.tr("The opinion in a sentence"),
        }
        for key in _PERSON:
            line = self._person[key] = QLineEdit()
            line.setFont(font(13))
            line.setPlaceholderText(hints[key])
            line.setAccessibleName(hints[key])
            line.editingFinished.connect(self._write_person)
        body.addWidget(field_label(self.tr("Qualified person (section 36)"), self._person["name"]))
        for line in self._person.values():
            body.addWidget(line)

    def _add_repeat(self, body: QVBoxLayout) -> None:
        words = {
            "same_person": self.tr("The same person asked"),
            "substantially_similar": self.tr("It is identical or substantially similar"),
            "complied_with": self.tr("The earlier request was complied with"),
        }
        for key, text in words.items():
            box = self._repeat[key] = Check(text)
            box.clicked.connect(lambda checked: self._write_repeat())
            body.addWidget(box)
        self.interval = days = QSpinBox()
        days.setRange(0, 9999)
        days.setFont(font(13))
        days.setSuffix(self.tr(" days since the earlier request"))
        days.setSpecialValueText(self.tr("Days since the earlier request: not given"))
        days.setAccessibleName(self.tr("Days since the earlier request"))
        days.editingFinished.connect(self._write_repeat)
        body.addWidget(days)

    def _write_repeat(self) -> None:
        interval = self.interval.value() if self.interval is not None else 0
        self._write(repeat={**{key: box.isChecked() for key, box in self._repeat.items()}, "interval_days": interval or None})

    def _write_reference(self) -> None:
        line = self.reference
        if line is not None and line.isModified():
            cited = [part.strip() for part in line.text().split(",") if part.strip()]
            line.setModified(False)
            self._write(by_reference_to=cited)

    def _write_person(self) -> None:
        if not any(line.isModified() for line in self._person.values()):
            return
        given = {key: line.text().strip() or None for key, line in self._person.items()}
        for line in self._person.values():
            line.setModified(False)
        person: Any = {**given, "submission": None, "material_seen": None} if any(given.values()) else None
        self._write(qualified_person=person)

    def _write(self, **values: Any) -> None:
        from foidesk.desk.decide import write_ground

        self._tasks.write(lambda: write_ground(self._desk, self._case_id, self._ground_id, **values))

    def _show_private(self, applies: bool) -> None:
        for widget in getattr(self, "_private", ()):
            widget.setVisible(applies)

    def _flag_words(self) -> dict[str, str]:
        return {
            "held_before_request": self.tr("The plan to publish stood before the request came"),
            "statistical": self.tr("It is statistical information (no opinion is needed)"),
            "section_17_4": self.tr("Stating the reason would itself disclose exempt information (section 17(4))"),
        }

    def _text_words(self) -> dict[str, tuple[str, str]]:
        return {
            "previous_reference": (self.tr("The earlier request"), self.tr("Its reference")),
            "where": (self.tr("Where to find it"), self.tr("The exact page or publication")),
            "publication_plan": (self.tr("The plan to publish"), self.tr("What, by whom and when")),
            "certificate": (self.tr("Certificate"), self.tr("A minister's certificate, if any")),
            "purpose_31_2": (self.tr("Purpose under section 31(2)"), self.tr("Which purpose the function serves")),
            "data_protection": (
                self.tr("Data protection"),
                self.tr("Lawful basis, necessity, expectations"),
            ),
            "subject_access_pointer": (self.tr("Their own data"), self.tr("How to ask for their own data")),
            "breach_of_confidence": (
                self.tr("Breach of confidence"),
                self.tr("Who gave it, the duty, the detriment"),
            ),
            "interests_of": (self.tr("Whose interests"), self.tr("Whose interests would suffer")),
            "enactment": (self.tr("Enactment"), self.tr("What forbids disclosure")),
            "private_reason": (self.tr("Reason, kept here and not in the letter"), self.tr("Why the reason cannot be stated")),
        }
