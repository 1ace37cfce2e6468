"""What the menus and keys do on an open store: each action opens a page or a dialog, or calls one verb."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from foidesk.desk import aside, attach, draft, exchange, fixes, keep, opening, send
from foidesk.errors import UserError
from foidesk.gui.aftercare import Aftercare
from foidesk.gui.dialogs.clock_dialog import ClockDialog
from foidesk.gui.dialogs.cost_dialog import CostDialog
from foidesk.gui.dialogs.decision_dialog import DecisionDialog
from foidesk.gui.dialogs.details_dialog import DetailsDialog
from foidesk.gui.dialogs.finding_dialogs import DecisionDayDialog, HeldDialog, SetAsideDialog
from foidesk.gui.dialogs.letter_dialogs import StartLetterDialog, WithdrawDialog
from foidesk.gui.dialogs.preview import PreviewDialog
from foidesk.gui.dialogs.provision_dialog import ProvisionDialog
from foidesk.gui.dialogs.questions_dialog import QuestionsDialog
from foidesk.gui.dialogs.sign_dialog import SignDialog
from foidesk.gui.dialogs.table_dialog import TableDialog
from foidesk.gui.dialogs.verify_dialog import VerifyDialog
from foidesk.gui.keeping import Keeping
from foidesk.gui.kit.problems import ask
from foidesk.gui.looking import Looking
from foidesk.gui.proving import Proving
from foidesk.gui.request.request_page import RequestPage
from foidesk.gui.sending import Sending
from foidesk.gui.setup.settings_page import SettingsPage
from foidesk.gui.workbench import Workbench

if TYPE_CHECKING:
    from foidesk.desk.browse import Snapshot
    from foidesk.desk.office import Desk
    from foidesk.gui.window import MainWindow
    from foidesk.law.sight import Finding

READABLE = "*.eml *.txt *.md *.html *.htm"


class Commands(QObject):
    """Ties the actions of the window to an open desk."""

    def __init__(self, window: "MainWindow", desk: "Desk") -> None:
        super().__init__(window)
        self.window, self.desk, self.tasks = window, desk, window.tasks
        self.bench = Workbench(desk, self.tasks)
        self._request: RequestPage | None = None
        self._settings: SettingsPage | None = None
        self._preview: PreviewDialog | None = None
        self._correcting: QuestionsDialog | None = None
        self._connect_actions()
        self._connect_bench()
        self.keeping = Keeping(self, partial(self._open_settings, "backups"))
        self.tasks.wrote.connect(self._refresh)

    def begin(self, case_id: int | None) -> None:
        """Show the case of last time; ask for the authority's profile where it is missing."""
        if self.desk.store.read_only:
            self.window.notice.say(self.desk.store.why_read_only, "amber")
        if opening.history_warning(self.desk):
            self.window.notice.say(opening.history_warning(self.desk))
        self.tasks.read(lambda: keep.has_profile(self.desk), done=self._profile_known)
        self.keeping.begin()
        self.proving.begin()
        if case_id is not None:
            self.bench.open_case(case_id)
        else:
            self.bench.cases.focus_search()

    def take_files(self, paths: list[Path]) -> None:
        """What was dropped: a request begins a case, a case document is brought in, any other file is attached to the open case."""
        first = paths[0]
        if first.name.endswith(".json"):
            self._import(first)
        elif first.suffix.lower() in {item[1:] for item in READABLE.split()} or self.bench.snapshot is None:
            self.open_request(first)
        else:
            for path in paths:
                self._attach(path)

    def open_request(self, path: Path | None = None) -> None:
        """The page for a new request, on a file where there is one."""
        self.bench.fields.hand_over()
        if self._request is None:
            self._request = RequestPage(self.desk, self.tasks)
            self._request.registered.connect(self._registered)
            self._request.left.connect(self._back)
        self.window.show_page(self._request)
        if path is None:
            self._request.open_empty()
        else:
            self._request.open_file(path)

    def may_leave(self) -> bool:
        """Whether nothing would be lost on the page for a new request or in the settings; asks the officer where it would."""
        pages = (self._request, self._settings)
        return all(page is None or not page.isVisible() or page.may_leave() for page in pages)

    def would_lose(self) -> bool:
        """Whether something was begun on those pages that is nowhere kept."""
        pages = (self._request, self._settings)
        return any(page is not None and page.isVisible() and page.would_lose() for page in pages)

    def sign(self) -> None:
        """To the first thing that blocks; where nothing does, the dialog that signs."""
        snapshot = self.snapshot()
        self.bench.fields.hand_over()
        first = self.bench.checks.first_blocking()
        if snapshot.letter.sha256 is None and first is not None:
            self.bench.show_finding(first)
            self.window.notice.say(self.tr("This must be put right before the letter can be signed: ") + first.message, "amber")
            return
        self.tasks.when_written(self._sign_now)

    def _sign_now(self) -> None:
        # What was typed last may have been saved a moment ago, so the letter is read again before it is summed up.
        snapshot = self.snapshot()
        self.bench.open_case(snapshot.case.id, snapshot.letter.id, then=self._open_sign_dialog)

    def _open_sign_dialog(self) -> None:
        dialog = SignDialog(self.window, self.desk, self.tasks, self.snapshot())
        dialog.blocked.connect(lambda finding: self._blocked(dialog, finding))
        dialog.open()

    def _blocked(self, dialog: SignDialog, finding: Any) -> None:
        dialog.close()
        self.bench.show_finding(finding)

    def snapshot(self) -> "Snapshot":
        """The open case. Raises UserError where none is."""
        if self.bench.snapshot is None:
            raise UserError(self.tr("Open a case first."))
        return self.bench.snapshot

    def _connect_actions(self) -> None:
        def on(name: str, call: Callable[[], object]) -> None:
            self.window.actions_[name].triggered.connect(lambda checked=False: self._do(call))

        on("new_request", self.open_request)
        on("open_file", self._choose_request)
        on("import_case", self._choose_import)
        on("export_case", self._export)
        on("verify_file", lambda: VerifyDialog(self.window, self.desk, self.tasks).open())
        on("settings", self._open_settings)
        on("decide", self._decide)
        on("decide_other", self._decide_other)
        on("choose_all", self._choose_all)
        on("claim_ground", lambda: self._claim(self.bench.decide.refusing_decisions()))
        on("begin_reasoning", self._begin_reasoning)
        on("estimate_cost", lambda: self._estimate(self.bench.decide.labels_over_the_limit()))
        on("attach_table", lambda: self.open(TableDialog))
        on("attach_file", self._choose_attachment)
        on("gather", lambda: self._write(lambda case_id: draft.gather(self.desk, case_id)))
        on("put_to_sign", lambda: self._write(lambda case_id: draft.put_to_sign(self.desk, case_id)))
        on("back_to_drafting", lambda: self._write(lambda case_id: draft.back_to_drafting(self.desk, case_id)))
        on("log_message", self._log_message)
        on("log_clock", lambda: self._clock(log=True))
        on("edit_questions", self._correct_questions)
        on("edit_case", lambda: self.open(DetailsDialog))
        on("close_case", self._close_case)
        on("next_finding", self.bench.checks.next_finding)
        on("preview", self._open_preview)
        on("sign", self.sign)
        on("withdraw", lambda: self.open(WithdrawDialog))
        self.sending = Sending(self, on)
        self.aftercare = Aftercare(self, on)
        self.proving = Proving(self, on)
        on("start_letter", lambda: self.open(StartLetterDialog))
        self.looking = Looking(self, on)
        for name in ("decide", "letter", "messages", "history"):
            on(f"show_{name}", partial(self.bench.show_page, name))
        on("next_pane", self.bench.next_pane)
        on("previous_pane", partial(self.bench.next_pane, -1))
        on("explain_clock", self._clock)

    def _begin_reasoning(self) -> None:
        self.bench.show_page("decide")
        self.bench.decide.begin_reasoning()

    def _connect_bench(self) -> None:
        bench = self.bench
        bench.opened.connect(self._case_shown)
        bench.new_wanted.connect(self.open_request)
        bench.settings_wanted.connect(self._open_settings)
        bench.provision_wanted.connect(self._claim)
        bench.estimate_wanted.connect(self._estimate)
        bench.more_wanted.connect(lambda ids: self.open(DecisionDialog, decisions=ids))
        bench.clock_wanted.connect(self._clock)
        bench.fix_wanted.connect(self._fix)
        bench.checks.aside_wanted.connect(self._set_aside)
        bench.checks.back_wanted.connect(lambda number: self._write(lambda case_id: aside.take_back(self.desk, case_id, number)))
        bench.attach_wanted.connect(lambda: self.open(TableDialog))
        bench.preview_wanted.connect(self._open_preview)
        bench.sign_wanted.connect(lambda: self._do(self.sign))
        bench.listed.connect(
            lambda number, listed: self._write(lambda case_id: attach.list_attachment(self.desk, case_id, number, listed))
        )
        bench.removed.connect(lambda number: self._write(lambda case_id: attach.remove_attachment(self.desk, case_id, number)))
        bench.fields.failed.connect(self.window.tell)

    def _do(self, call: Callable[[], object]) -> None:
        """Do what an action is for; what the officer can mend is said in the notice."""
        try:
            call()
        except UserError as error:
            self.window.tell(error)

    def _case_shown(self, snapshot: "Snapshot | None") -> None:
        self.window.actions_.set_case_open(snapshot is not None)
        title = f"{snapshot.case.reference} {snapshot.case.title} — foidesk" if snapshot else "foidesk"
        self.window.setWindowTitle(title)
        if snapshot is None:
            return
        if self._preview is not None:
            self._preview.load(snapshot)
        if self._correcting is not None:
            self._correcting.load(snapshot)

    def open(self, kind: Callable[..., QDialog], **more: Any) -> QDialog:
        """Open a dialog on the case as it stands, with what was typed handed over."""
        self.bench.fields.hand_over()
        dialog = kind(self.window, self.desk, self.tasks, self.snapshot(), **more)
        dialog.open()
        return dialog

    def _write(self, verb: Callable[[int], object]) -> None:
        case_id = self.snapshot().case.id
        self.tasks.write(lambda: verb(case_id))

    def _refresh(self) -> None:
        if not self.desk.store.is_closed:  # as it is once it was written anew under another key
            self.bench.refresh()

    def _back(self) -> None:
        self.window.show_page(self.bench)
        self.bench.cases.table.setFocus()

    def _registered(self, case_id: int) -> None:
        self.bench.show_page("decide")
        self.bench.open_case(case_id)
        self.window.show_page(self.bench)
        self.bench.questions.table.setFocus()

    def _profile_known(self, known: bool) -> None:
        if not known:
            self._open_settings()
            self.window.notice.say(self.tr("Fill in the authority's profile first: it heads every letter."), "amber")

    def _open_settings(self, field: str = "") -> None:
        self.bench.fields.hand_over()
        if self._settings is None:
            self._settings = SettingsPage(self.desk, self.tasks)
            self._settings.left.connect(self._back)
            self._settings.theme_chosen.connect(self.window.choose_theme)
            self._settings.renewed.connect(partial(self.window.lock_unasked, True))
            self._settings.lock.chosen.connect(self.window.choose_lock_minutes)
            self._settings.retention.times_wanted.connect(self.aftercare.show_times)
        self._settings.show_theme(self.window.theme())
        self._settings.lock.show_minutes(self.window.lock_minutes())
        self._settings.load_settings()
        self.window.show_page(self._settings)
        if field:
            self._settings.show_field(field)

    def _choose_request(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Open a request"), "", self.tr("Requests ({kinds});;All files (*)").format(kinds=READABLE)
        )
        if name:
            self.open_request(Path(name))

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Bring in a case document"), "", self.tr("Case documents (*.json);;All files (*)")
        )
        if name:
            self._import(Path(name))

    def _import(self, path: Path) -> None:
        self.tasks.write(lambda: exchange.import_case(self.desk, path), done=self._registered)

    def _export(self) -> None:
        words = self.tr(
            "The document and the files beside it are plain text: anybody who can open the folder can read them. "
            "Keep them where only you can."
        )
        if not ask(self.window, self.tr("Write the case out"), words, self.tr("Choose a folder"), self.tr("Cancel")):
            return
        folder = QFileDialog.getExistingDirectory(self.window, self.tr("Where to write the case"))
        if folder:
            case_id = self.snapshot().case.id
            self.tasks.write(
                lambda: exchange.export_case(self.desk, case_id, Path(folder)), done=lambda path: self.tell_written(path)
            )

    def _choose_attachment(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self.window, self.tr("Attach files"))
        for name in names:
            self._attach(Path(name))

    def _attach(self, path: Path) -> None:
        self._write(lambda case_id: attach.attach_file(self.desk, case_id, path))
        self.window.notice.say(
            self.tr(
                "{name} is kept with the case. It cannot leave until it can be inspected for hidden data; "
                "a table that is attached here can leave at once."
            ).format(name=path.name),
            "amber",
        )

    def _decide(self) -> None:
        self.bench.show_page("decide")
        self.bench.decide.start_deciding()

    def _decide_other(self) -> None:
        self.bench.show_page("decide")
        self.bench.decide.start_other()

    def _choose_all(self) -> None:
        self.bench.show_page("decide")
        self.bench.questions.choose_all()

    def _claim(self, decision_ids: list[int]) -> None:
        if not decision_ids:
            self.window.notice.say(self.tr("Decide the question as refused first; then it can rely on a provision."), "amber")
            return
        dialog = self.open(ProvisionDialog, decision_ids=decision_ids)
        assert isinstance(dialog, ProvisionDialog)
        dialog.claimed.connect(self._claimed)

    def _fix(self, finding: "Finding") -> None:
        """The dialog that a finding's fix needs."""
        fix = (finding.fix or "").partition(":")[0]
        if fix == "change-provision":
            ground = fixes.ground_to_change(self.snapshot().case, finding, self.desk)
            if ground is None:
                self.bench.decide.start_deciding()
            else:
                self.open(ProvisionDialog, decision_ids=fixes.resting_on(self.snapshot().case, ground), instead_of=ground.id)
        elif fix == "estimate":
            self._estimate(list(finding.questions))
        elif fix == "decision-day":
            self.open(DecisionDayDialog)
        elif fix == "say-held":
            self.open(HeldDialog, finding=finding)
        else:
            self.bench.decide.start_deciding()

    def _set_aside(self, finding: "Finding") -> None:
        self.open(SetAsideDialog, finding=finding)

    def _estimate(self, labels: list[str]) -> None:
        self.open(CostDialog, questions=labels)

    def _claimed(self, ground_id: int) -> None:
        def go() -> None:
            snapshot = self.snapshot()
            key = next((ground.key for ground in snapshot.case.grounds if ground.id == ground_id), "")
            self.bench.decide.show_ground(key, "reason")

        self.bench.open_case(self.snapshot().case.id, then=go)

    def _log_message(self) -> None:
        self.bench.show_page("messages")
        self.bench.messages.focus_entry()

    def _clock(self, log: bool = False) -> None:
        self.open(ClockDialog, log=log)

    def _correct_questions(self) -> None:
        dialog = self.open(QuestionsDialog)
        assert isinstance(dialog, QuestionsDialog)
        self._correcting = dialog
        dialog.finished.connect(lambda result: setattr(self, "_correcting", None))

    def _close_case(self) -> None:
        self._write(lambda case_id: send.close_case(self.desk, case_id))

    def _open_preview(self) -> None:
        if self._preview is not None:
            self._preview.raise_()
            self._preview.activateWindow()
            return
        dialog = PreviewDialog(self.window, self.desk, self.tasks, self.snapshot())
        self.bench.fields.hand_over()
        self._preview = dialog
        dialog.finished.connect(lambda result: setattr(self, "_preview", None))
        dialog.show()

    def tell_written(self, path: Path) -> None:
        """Say where something was written."""
        self.window.notice.say(self.tr("Written: {path}").format(path=path), "green")
