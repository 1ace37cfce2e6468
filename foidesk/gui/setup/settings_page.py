"""The settings: the authority, wording, the signing identity, holidays, officers, backups, the look, and where the store lies."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea

from foidesk.desk import facts, keep
from foidesk.gui.kit.fields import Segments
from foidesk.gui.kit.problem_line import ProblemLine
from foidesk.gui.kit.problems import ask
from foidesk.gui.kit.tasks import Tasks
from foidesk.gui.kit.widgets import Button, Label, column, pane, row, rule
from foidesk.gui.setup.backups_card import BackupsCard
from foidesk.gui.setup.card import Done, begin_card, foot
from foidesk.gui.setup.holidays_card import HolidaysCard
from foidesk.gui.setup.identity_form import IdentityForm
from foidesk.gui.setup.lock_card import LockCard
from foidesk.gui.setup.logo_card import LogoCard
from foidesk.gui.setup.officers_card import OfficersCard
from foidesk.gui.setup.profile_form import ProfileForm
from foidesk.gui.setup.retention_card import RetentionCard
from foidesk.gui.setup.synonyms_card import SynonymsCard
from foidesk.gui.setup.wording_card import WordingCard

if TYPE_CHECKING:
    from foidesk.desk.facts import Facts
    from foidesk.desk.office import Desk

WIDTH = 680
GROUP = 4
"""How many characters of a fingerprint stand together."""


class SettingsPage(QFrame):
    """`left` goes back to the cases; `theme_chosen` is "system", "light" or "dark"; `renewed`: the store has a new key and is closed."""

    left, theme_chosen, renewed = Signal(), Signal(str), Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self._desk, self._tasks = desk, tasks
        self._build()

    def load_settings(self) -> None:
        """Read everything anew. What is being typed stays."""

        def verb() -> "tuple[Facts, dict[str, Any]]":
            return facts.facts(self._desk), keep.suggested_profile()

        self._tasks.read(verb, done=lambda found: self._show(*found), channel="settings")
        self.holidays.load()
        self.logo.load()
        self.wording.load()
        self.officers.load()
        self.backups.load()

    def show_theme(self, choice: str) -> None:
        """Which look holds, without choosing it anew."""
        self.theme.blockSignals(True)
        self.theme.choose(choice)
        self.theme.blockSignals(False)

    def show_field(self, name: str) -> None:
        """Go to a field of the profile, by the profile's word for it; "wording." and a name opens that text of letters, "backups" their card."""
        if name.startswith("wording."):
            self.wording.show_text(name.removeprefix("wording."))
        elif name == "backups":
            self.backups.now.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self.backups)
        else:
            self.profile.go_to(name)

    def would_lose(self) -> bool:
        """Whether the profile was changed and not saved."""
        return self.profile.is_changed()

    def may_leave(self) -> bool:
        """Whether nothing would be lost by going away; asks where the profile was changed and not saved."""
        return not self.would_lose() or ask(
            self,
            self.tr("The profile is not saved"),
            self.tr("What you changed in the authority's profile would be lost."),
            self.tr("Leave it unsaved"),
            self.tr("Stay here"),
        )

    def leave(self) -> None:
        """Back to the cases; asks first where something would be lost."""
        if not self.may_leave():
            return
        self.profile.put_back()
        self.identity.clear()
        self.left.emit()

    def save_profile(self) -> None:
        """Keep the profile."""
        values = self.profile.values()
        if not values["name"]:
            self.profile_problem.say(self.tr("Give the authority's name: it stands at the head of each letter."))
            self.profile.mark("name")
            return
        self._busy(self.save, True)
        self._tasks.write(
            lambda: keep.save_profile(self._desk, **values), done=lambda value: self._profile_saved(), failed=self._profile_failed
        )

    def keep_identity(self) -> None:
        """Make or bring in a signing identity, which signs from then on."""
        verb = self.identity.verb(self._desk)
        if verb is not None:
            self._busy(self.keep, True)
            self._tasks.write(verb, done=lambda fingerprint: self._identity_kept(), failed=self._identity_failed)

    def _build(self) -> None:
        whole = column(self)
        head = pane("surface")
        line = row(head, (24, 12, 24, 12), 12)
        self.back = Button(self.tr("Back to the cases"), "arrow-left")
        self.back.clicked.connect(self.leave)
        line.addWidget(Label(self.tr("Settings"), 20, 600))
        line.addStretch()
        line.addWidget(self.back)
        whole.addWidget(head)
        whole.addWidget(rule())
        self._scroll = scroll = QScrollArea()
        ground = pane("clear")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, middle = row(ground, (24, 24, 24, 24)), column(gap=16)
        across.addStretch()
        across.addLayout(middle)
        across.addStretch()
        self.logo = LogoCard(self._desk, self._tasks)
        self.wording = WordingCard(self._desk, self._tasks)
        self.synonyms = SynonymsCard(self._desk, self._tasks)
        self.holidays = HolidaysCard(self._desk, self._tasks)
        self.officers, self.backups = OfficersCard(self._desk, self._tasks), BackupsCard(self._desk, self._tasks)
        self.officers.renewed.connect(self.renewed)
        self.lock, self.retention = LockCard(), RetentionCard()
        for section in (
            self._authority(),
            self.logo,
            self.wording,
            self.synonyms,
            self._signing(),
            self.holidays,
            self.officers,
            self.backups,
            self.retention,
            self.lock,
            self._appearance(),
            self._store(),
        ):
            section.setFixedWidth(WIDTH)
            middle.addWidget(section)
        middle.addStretch()
        scroll.setWidget(ground)
        whole.addWidget(scroll, 1)
        QShortcut(QKeySequence("Escape"), self, self.leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _authority(self) -> QFrame:
        card = QFrame()
        body = begin_card(
            card,
            self.tr("Authority"),
            self.tr("Letters that are not signed yet take what you save here; signed ones stay as they were."),
        )
        self.profile = ProfileForm()
        self.profile_problem, self.save, self.saved = (
            ProblemLine(),
            Button(self.tr("Save the profile"), "save", "primary"),
            Done(),
        )
        self.save.clicked.connect(self.save_profile)
        self.profile.changed.connect(self._profile_typed)
        self.save.setEnabled(False)
        body.addWidget(self.profile)
        body.addWidget(self.profile_problem)
        body.addLayout(foot(self.save, self.saved))
        return card

    def _signing(self) -> QFrame:
        card = QFrame()
        body = begin_card(
            card,
            self.tr("Signing"),
            self.tr(
                "A signature shows that a letter is unchanged since it was signed, to whoever trusts the certificate behind it. "
                "A self-made one is trusted only by those to whom you gave its fingerprint by another way, so publish it."
            ),
        )
        self.role, self.fingerprint = Label("", 13, 600, wrap=True), Label("", tone="muted", wrap=True)
        self.fingerprint.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.identity = IdentityForm()
        self.keep, self.kept = Button(self.tr("Keep this identity"), "key-round"), Done()
        self.keep.clicked.connect(self.keep_identity)
        self.identity.submitted.connect(self.keep_identity)
        self._replace = Label(self.tr("Replace it"), 13, 600)
        body.addWidget(self.role)
        body.addWidget(self.fingerprint)
        body.addWidget(rule())
        body.addWidget(self._replace)
        body.addWidget(self.identity)
        body.addLayout(foot(self.keep, self.kept))
        return card

    def _appearance(self) -> QFrame:
        card = QFrame()
        body = begin_card(card, self.tr("Appearance"))
        self.theme = Segments(
            self.tr("Appearance"),
            {"system": self.tr("Follow the system"), "light": self.tr("Light"), "dark": self.tr("Dark")},
        )
        self.theme.chosen.connect(self.theme_chosen)
        body.addWidget(self.theme)
        return card

    def _store(self) -> QFrame:
        card = QFrame()
        body = begin_card(card, self.tr("Store"))
        self.officer, self.folder = Label("", wrap=True), Label("", wrap=True)
        for name, value in ((self.tr("Officer"), self.officer), (self.tr("Folder"), self.folder)):
            line = row(gap=12)
            told = Label(name, tone="muted")
            told.setFixedWidth(96)
            line.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(value, 1)
            body.addLayout(line)
        return card

    def _show(self, found: "Facts", suggested: dict[str, Any]) -> None:
        self.profile.load(found.profile or suggested)
        self.identity.set_role(found.profile.get("signatory_role") or self.tr("Disclosure Officer"))
        self._replace.setVisible(found.identity is not None)
        self.fingerprint.setVisible(found.identity is not None)
        if found.identity is None:
            self.role.setText(self.tr("There is no signing identity yet, so nothing can be signed."))
        else:
            self.role.setText(found.identity.role)
            self.fingerprint.setText(
                self.tr("Fingerprint (SHA-256): {groups}").format(groups=in_groups(found.identity.fingerprint))
            )
        self.officer.setText(found.officer)
        self.folder.setText(str(found.folder))

    def _profile_typed(self) -> None:
        self.save.setEnabled(self.profile.is_changed())
        self.profile_problem.put_away()
        if self.profile.is_changed():
            self.saved.hide()

    def _profile_saved(self) -> None:
        self.profile.keep()
        self.saved.say(self.tr("Saved"))

    def _profile_failed(self, error: Exception) -> None:
        self._busy(self.save, False)
        self.profile_problem.tell(error, self._tasks)

    def _identity_kept(self) -> None:
        self._busy(self.keep, False)
        self.identity.clear()
        self.kept.say(self.tr("Kept; it signs from now on"))
        self.load_settings()

    def _identity_failed(self, error: Exception) -> None:
        self._busy(self.keep, False)
        self.identity.tell(error, self._tasks)

    def _busy(self, button: Button, busy: bool) -> None:
        button.setEnabled(not busy)
        if busy:
            for done in (self.saved, self.kept):
                done.hide()


def in_groups(fingerprint: str) -> str:
    """A fingerprint as it is compared by eye or read out on the telephone."""
    bare = fingerprint.upper()
    return " ".join(bare[at : at + GROUP] for at in range(0, len(bare), GROUP))
