"""Every verb of the desk once: a call that works, and calls that are refused. A verb that is missing here fails a test."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PIL import Image

from foidesk.desk import (
    aside,
    attach,
    audit,
    clock,
    correspond,
    decide,
    draft,
    estimate,
    exchange,
    handover,
    holidays,
    intake,
    keep,
    logo,
    officers,
    outbox,
    own_wording,
    past,
    proving,
    questions,
    requesters,
    retention,
    safety,
    same_answer,
    send,
    sign,
    synonyms,
    tables,
)
from foidesk.desk.browse import open_case
from foidesk.desk.office import SEALED
from foidesk.law.sight import Finding, Severity
from foidesk.model import ExtentKind, LetterKind, Outcome
from foidesk.paths import resource
from tests.desk.scenes import SECRET, Scene
from tests.office import CHEAP, NOW, OFFICER, PLAN, add_case, decide_all, request_of

Call = Callable[[Scene], Any]
TABLE = attach.AnswerTable(("Year", "Devices"), (("2024/25", "38"),))


@dataclass(frozen=True)
class Verb:
    """`stage` is where the case stands when `call` works; `before` is done first and not counted. `seals` marks what a signed case refuses."""

    function: Callable[..., Any]
    stage: str
    event: str
    call: Call
    before: Call = field(default=lambda scene: None)
    seals: bool = False
    refused: tuple[Call, ...] = ()

    @property
    def name(self) -> str:
        return self.function.__name__


def file_of(scene: Scene, name: str = "figures.csv") -> Any:
    path = scene.desk.store.folder.parent / name
    path.write_bytes(b"a,b\n1,2\n")
    return path


def picture_of(scene: Scene) -> Any:
    path = scene.desk.store.folder.parent / "crest.png"
    Image.new("RGB", (300, 200), (20, 60, 140)).save(path)
    return path


def document_of(scene: Scene) -> Any:
    """A case document of another reference, beside the store."""
    folder = scene.desk.store.folder.parent / "documents"
    path = exchange.export_case(scene.desk, scene.case_id, folder)
    path.write_text(path.read_text("utf-8").replace('"1/26"', '"2/26"'), "utf-8")
    return path


def add_a_day(scene: Scene) -> None:
    """A holiday in Scotland on the day after today."""
    holidays.add_holiday(scene.desk, date(2026, 8, 21), "A day of thanks", ["scotland"], "A proclamation of 1 August 2026")


def newer_table() -> dict[str, Any]:
    """The program's table of holidays as a newer one, with 24 August 2026 in it."""
    table: dict[str, Any] = json.loads(resource("law", "holidays.json").read_text("utf-8"))
    added = {"date": "2026-08-24", "name": "A day of thanks", "divisions": ["northern-ireland"]}
    return table | {"version": "2099-01-01", "days": [*table["days"], added]}


def unlocked(scene: Scene) -> None:
    sign.unlock_identity(scene.desk, SECRET)


def a_letter(scene: Scene) -> None:
    draft.start_letter(scene.desk, scene.case_id, LetterKind.RESPONSE)


def an_estimate(scene: Scene) -> None:
    estimate.write_estimate(scene.desk, scene.case_id, None, ["4"], [TASK])


TASK = estimate.Task("locate", "open each record", 5, 300)
LONG_AGO = estimate.Joined("1/25", date(2026, 2, 2))


def warned(scene: Scene) -> Finding:
    """The finding that the sentence on inference is switched off; where nothing is found, one that does not stand."""
    found = open_case(scene.desk, scene.case_id).findings
    none = Finding("VR10", Severity.WARN, "letter", "The sentence is switched off.", "practice")
    return next((finding for finding in found if finding.rule == "VR10"), none)


def another_decided(scene: Scene) -> int:
    """Another case that asks the same, decided."""
    case_id = add_case(scene.desk)
    decide_all(scene.desk, case_id)
    return case_id


def put_aside(scene: Scene) -> None:
    draft.write_letter(scene.desk, scene.case_id, left_out=["no_inference"])
    aside.set_aside(scene.desk, scene.case_id, warned(scene), "Our practice.")


GONE = 987_654


def past_item(reference: str = "5/20") -> past.PastCase:
    return past.PastCase("a" * 64, "page.txt", reference=reference, title="Cameras", answer="Twelve.")


def six_years_on(scene: Scene) -> None:
    """Its time of retention is over, by a clock that the officer agrees to."""
    scene.desk.now = lambda: NOW.replace(year=2033)
    safety.agree_to_clock(scene.desk)


def held(scene: Scene) -> None:
    retention.keep_longer(scene.desk, scene.case_id, date(2040, 1, 1), "A claim is pending.")


OWN_WORDS = "walnut harbour tinsel orchid plain"


def _answer_anew(scene: Scene) -> None:
    """A second version of the first answer, where the case still lets one write."""
    if open_case(scene.desk, scene.case_id).case.stage not in SEALED:
        decide.write_answer(scene.desk, scene.case_id, [scene.decision(1)], "There were 99.")


VERBS = [
    Verb(
        own_wording.replace_wording,
        "fresh",
        "wording-replaced",
        lambda s: own_wording.replace_wording(s.desk, "no-inference", "Infer nothing from this.", "Plainer."),
        refused=(
            lambda s: own_wording.replace_wording(s.desk, "no-inference", "Infer nothing from this.", " "),
            lambda s: own_wording.replace_wording(s.desk, "no-inference", " ", "Shorter."),
            lambda s: own_wording.replace_wording(s.desk, "no-inference", "Infer [something].", "Plainer."),
            lambda s: own_wording.replace_wording(s.desk, "no-inference", "Infer nothing \U0001f600.", "Friendlier."),
            lambda s: own_wording.replace_wording(s.desk, "refusal-statement", "This is a refusal notice.", "Shorter."),
            lambda s: own_wording.replace_wording(s.desk, "refusal-statement", "About {what} for {name}.", "Warmer."),
            lambda s: own_wording.replace_wording(s.desk, "refusal-statement", "About {what!r}.", "Shorter."),
            lambda s: own_wording.replace_wording(s.desk, "clarification-missing", "Tell us more.", "Friendlier."),
            lambda s: own_wording.replace_wording(s.desk, "no-such-wording", "Words.", "Why not."),
            lambda s: own_wording.replace_wording(s.desk, "no-inference", "Rien.", "French.", language="fr"),
        ),
    ),
    Verb(
        own_wording.take_wording_back,
        "fresh",
        "wording-taken-back",
        lambda s: own_wording.take_wording_back(s.desk, 1, "The standard words do."),
        before=lambda s: own_wording.replace_wording(s.desk, "no-inference", "Infer nothing from this.", "Plainer."),
        refused=(
            lambda s: own_wording.take_wording_back(s.desk, 1, " "),
            lambda s: own_wording.take_wording_back(s.desk, 2, "A slip."),
        ),
    ),
    Verb(
        synonyms.write_synonyms,
        "fresh",
        "synonyms-written",
        lambda s: synonyms.write_synonyms(s.desk, "dobbin, horse\n"),
        refused=(
            lambda s: synonyms.write_synonyms(s.desk, "dobbin\n"),
            lambda s: synonyms.write_synonyms(s.desk, "dobbin, !?\n"),
            lambda s: synonyms.write_synonyms(s.desk, ", ".join(f"word{number}" for number in range(99))),
            lambda s: synonyms.write_synonyms(s.desk, "one, two\n" * 2_001),
        ),
    ),
    Verb(
        same_answer.answer_as,
        "fresh",
        "answered-as",
        lambda s: same_answer.answer_as(s.desk, s.case_id, "2_26"),
        before=another_decided,
        seals=True,
        refused=(
            lambda s: same_answer.answer_as(s.desk, s.case_id, "1/26"),
            lambda s: same_answer.answer_as(s.desk, s.case_id, "9/26"),
            lambda s: same_answer.answer_as(s.desk, 2, "1/26"),
        ),
    ),
    Verb(
        intake.register,
        "fresh",
        "received",
        lambda s: intake.register(s.desk, request_of("1. How many?")),
        refused=(
            lambda s: intake.register(s.desk, request_of("1. How many?", reference="1_26")),
            lambda s: intake.register(s.desk, request_of("Thank you.", reference="7/26", questions=())),
            lambda s: intake.register(s.desk, request_of("1. How many?", received=date(2026, 8, 21))),
        ),
    ),
    Verb(
        intake.correct_received,
        "fresh",
        "received-corrected",
        lambda s: intake.correct_received(s.desk, s.case_id, date(2026, 8, 4), "It lay in the spam folder."),
        seals=True,
        refused=(
            lambda s: intake.correct_received(s.desk, s.case_id, date(2026, 8, 4), " "),
            lambda s: intake.correct_received(s.desk, s.case_id, date(2026, 9, 4), "A slip."),
        ),
    ),
    Verb(
        intake.edit_case,
        "fresh",
        "case-edited",
        lambda s: intake.edit_case(s.desk, s.case_id, title="Devices"),
        seals=True,
        refused=(lambda s: intake.edit_case(s.desk, GONE, title="Devices"),),
    ),
    Verb(
        intake.edit_requester,
        "fresh",
        "requester-edited",
        lambda s: intake.edit_requester(s.desk, s.case_id, name="Sam Ellis"),
        seals=True,
        refused=(lambda s: intake.edit_requester(s.desk, GONE, name="Sam Ellis"),),
    ),
    Verb(
        questions.edit_question,
        "fresh",
        "question-edited",
        lambda s: questions.edit_question(s.desk, s.case_id, s.question(1), text="How many cases?", label="1a"),
        seals=True,
        refused=(
            lambda s: questions.edit_question(s.desk, s.case_id, s.question(1), text="   "),
            lambda s: questions.edit_question(s.desk, s.case_id, s.question(1), text="New words", label="2"),
            lambda s: questions.edit_question(s.desk, s.case_id, GONE, text="New words"),
        ),
    ),
    Verb(
        questions.split_question,
        "fresh",
        "question-split",
        lambda s: questions.split_question(s.desk, s.case_id, s.question(4), 30),
        seals=True,
        refused=(lambda s: questions.split_question(s.desk, s.case_id, s.question(4), 0),),
    ),
    Verb(
        questions.merge_questions,
        "fresh",
        "questions-merged",
        lambda s: questions.merge_questions(s.desk, s.case_id, [s.question(1), s.question(2)]),
        seals=True,
        refused=(
            lambda s: questions.merge_questions(s.desk, s.case_id, [s.question(1)]),
            lambda s: questions.merge_questions(s.desk, s.case_id, [s.question(1), s.question(3)]),
        ),
    ),
    Verb(
        questions.move_question,
        "fresh",
        "question-moved",
        lambda s: questions.move_question(s.desk, s.case_id, s.question(4), 0),
        seals=True,
        refused=(lambda s: questions.move_question(s.desk, s.case_id, GONE, 0),),
    ),
    Verb(
        questions.question_to_note,
        "fresh",
        "question-to-note",
        lambda s: questions.question_to_note(s.desk, s.case_id, s.question(6)),
        seals=True,
        refused=(lambda s: questions.question_to_note(s.desk, s.case_id, GONE),),
    ),
    Verb(
        questions.note_to_question,
        "fresh",
        "note-to-question",
        lambda s: questions.note_to_question(s.desk, s.case_id, s.case.notes[0].id),
        seals=True,
        refused=(lambda s: questions.note_to_question(s.desk, s.case_id, GONE),),
    ),
    Verb(
        questions.resplit,
        "fresh",
        "resplit",
        lambda s: questions.resplit(s.desk, s.case_id),
        seals=True,
        refused=(lambda s: questions.resplit(s.desk, GONE),),
    ),
    Verb(
        decide.decide,
        "fresh",
        "decided",
        lambda s: decide.decide(s.desk, s.case_id, [s.question(1), s.question(2)], Outcome.WITHHELD),
        seals=True,
        refused=(
            lambda s: decide.decide(s.desk, s.case_id, [s.question(1), GONE], Outcome.WITHHELD),
            lambda s: decide.decide(s.desk, s.case_id, [], Outcome.WITHHELD),
            lambda s: decide.decide(s.desk, s.case_id, [s.question(1)], Outcome.WITHHELD, extent_kind=ExtentKind.PART),
        ),
    ),
    Verb(
        decide.change_decisions,
        "decided",
        "decision-changed",
        lambda s: decide.change_decisions(s.desk, s.case_id, [s.other(1)], extent_words="anything else"),
        seals=True,
        refused=(lambda s: decide.change_decisions(s.desk, s.case_id, [GONE], held=True),),
    ),
    Verb(
        decide.say_held,
        "decided",
        "decision-changed",
        lambda s: decide.say_held(s.desk, s.case_id, [s.other(1)], False),
        seals=True,
        refused=(lambda s: decide.say_held(s.desk, s.case_id, [s.other(1), GONE], False),),
    ),
    Verb(
        decide.say_other,
        "decided",
        "decision-changed",
        lambda s: decide.say_other(s.desk, s.case_id, [s.other(1)], False),
        seals=True,
        refused=(lambda s: decide.say_other(s.desk, s.case_id, [s.other(1), GONE], False),),
    ),
    Verb(
        decide.plead_in_the_alternative,
        "decided",
        "decision-changed",
        lambda s: decide.plead_in_the_alternative(s.desk, s.case_id, [s.other(1)]),
        seals=True,
        refused=(lambda s: decide.plead_in_the_alternative(s.desk, s.case_id, [s.other(1), GONE]),),
    ),
    Verb(
        decide.change_provision,
        "decided",
        "provision-changed",
        lambda s: decide.change_provision(s.desk, s.case_id, s.ground(), "24(2)"),
        seals=True,
        refused=(
            lambda s: decide.change_provision(s.desk, s.case_id, s.ground(), "99(9)"),
            lambda s: decide.change_provision(s.desk, s.case_id, s.ground(), s.case.grounds[0].provision),
            lambda s: decide.change_provision(s.desk, s.case_id, GONE, "24(2)"),
        ),
    ),
    Verb(
        decide.remove_decision,
        "decided",
        "decision-removed",
        lambda s: decide.remove_decision(s.desk, s.case_id, s.decision(1)),
        seals=True,
        refused=(lambda s: decide.remove_decision(s.desk, s.case_id, GONE),),
    ),
    Verb(
        decide.write_answer,
        "decided",
        "answer-written",
        lambda s: decide.write_answer(s.desk, s.case_id, [s.decision(1)], "There were 42."),
        seals=True,
        refused=(lambda s: decide.write_answer(s.desk, s.case_id, [s.decision(1), GONE], "There were 42."),),
    ),
    Verb(
        decide.same_answer_as,
        "fresh",
        "same-answer",
        lambda s: decide.same_answer_as(s.desk, s.case_id, s.question(2), "1"),
        seals=True,
        refused=(
            lambda s: decide.same_answer_as(s.desk, s.case_id, s.question(2), "2"),
            lambda s: decide.same_answer_as(s.desk, s.case_id, s.question(2), "99"),
        ),
    ),
    Verb(
        decide.claim_ground,
        "decided",
        "ground-claimed",
        lambda s: decide.claim_ground(s.desk, s.case_id, "24(2)", [s.other(1)]),
        seals=True,
        refused=(
            lambda s: decide.claim_ground(s.desk, s.case_id, "99(9)", [s.other(1)]),
            lambda s: decide.claim_ground(s.desk, s.case_id, "24(2)", [s.decision(1)]),
        ),
    ),
    Verb(
        decide.link_ground,
        "decided",
        "ground-linked",
        lambda s: decide.link_ground(s.desk, s.case_id, s.ground(), [s.other(1)]),
        seals=True,
        refused=(lambda s: decide.link_ground(s.desk, s.case_id, s.ground(), [s.decision(1)]),),
    ),
    Verb(
        decide.drop_ground,
        "decided",
        "ground-dropped",
        lambda s: decide.drop_ground(s.desk, s.case_id, s.ground()),
        seals=True,
        refused=(lambda s: decide.drop_ground(s.desk, s.case_id, GONE),),
    ),
    Verb(
        decide.write_ground,
        "decided",
        "ground-written",
        lambda s: decide.write_ground(s.desk, s.case_id, s.ground(), harm="Harm.", pi_for=["A factor."], likelihood="would"),
        seals=True,
        refused=(lambda s: decide.write_ground(s.desk, s.case_id, s.ground(), harm="Harm.", likelihood="perhaps"),),
    ),
    Verb(
        clock.log_clock_event,
        "fresh",
        "clock",
        lambda s: clock.log_clock_event(s.desk, s.case_id, "clarification-asked", date(2026, 8, 10)),
        refused=(
            lambda s: clock.log_clock_event(s.desk, s.case_id, "clarification-asked", date(2026, 8, 1)),
            lambda s: clock.log_clock_event(s.desk, s.case_id, "clarification-received", date(2026, 8, 10)),
            lambda s: clock.log_clock_event(s.desk, s.case_id, "school-closed", date(2026, 8, 10)),
        ),
    ),
    Verb(
        clock.remove_clock_event,
        "fresh",
        "clock-removed",
        lambda s: clock.remove_clock_event(s.desk, s.case_id, s.case.clock[0].id),
        before=lambda s: clock.log_clock_event(s.desk, s.case_id, "clarification-asked", date(2026, 8, 10)),
        refused=(lambda s: clock.remove_clock_event(s.desk, s.case_id, GONE),),
    ),
    Verb(
        holidays.add_holiday,
        "fresh",
        "holiday-added",
        lambda s: add_a_day(s),
        refused=(
            lambda s: holidays.add_holiday(s.desk, date(2026, 8, 22), "A day", ["scotland"], "A proclamation"),
            lambda s: holidays.add_holiday(s.desk, date(2026, 8, 31), "A day", ["scotland", "narnia"], "A proclamation"),
            lambda s: holidays.add_holiday(s.desk, date(2026, 8, 21), "A day", [], "A proclamation"),
            lambda s: holidays.add_holiday(s.desk, date(2026, 8, 21), " ", ["scotland"], "A proclamation"),
            lambda s: holidays.add_holiday(s.desk, date(2026, 8, 21), "A day", ["scotland"], ""),
            lambda s: holidays.add_holiday(s.desk, date(9026, 8, 21), "A day", ["scotland"], "A proclamation"),
        ),
    ),
    Verb(
        holidays.remove_holiday,
        "fresh",
        "holiday-removed",
        lambda s: holidays.remove_holiday(s.desk, date(2026, 8, 21)),
        before=lambda s: add_a_day(s),
        refused=(
            lambda s: holidays.remove_holiday(s.desk, date(2026, 8, 24)),
            lambda s: holidays.remove_holiday(s.desk, date(2026, 8, 31)),
        ),
    ),
    Verb(
        holidays.load_holidays,
        "fresh",
        "holidays-loaded",
        lambda s: holidays.load_holidays(s.desk, newer_table()),
        refused=(
            lambda s: holidays.load_holidays(s.desk, newer_table() | {"version": "2020-01-01"}),
            lambda s: holidays.load_holidays(s.desk, newer_table() | {"days": [{"date": "2027-02-30"}]}),
        ),
    ),
    Verb(
        holidays.drop_loaded_holidays,
        "fresh",
        "holidays-dropped",
        lambda s: holidays.drop_loaded_holidays(s.desk),
        before=lambda s: holidays.load_holidays(s.desk, newer_table()),
    ),
    Verb(
        holidays.renew_due_days,
        "fresh",
        "due-days-renewed",
        lambda s: holidays.renew_due_days(s.desk),
    ),
    Verb(
        estimate.write_estimate,
        "decided",
        "estimate-written",
        an_estimate,
        seals=True,
        refused=(
            lambda s: estimate.write_estimate(s.desk, s.case_id, None, [], [TASK]),
            lambda s: estimate.write_estimate(s.desk, s.case_id, None, ["9"], [TASK]),
            lambda s: estimate.write_estimate(s.desk, s.case_id, GONE, ["1"], [TASK]),
            lambda s: estimate.write_estimate(s.desk, s.case_id, None, ["1"], [estimate.Task("locate", "", -1, 2)]),
            lambda s: estimate.write_estimate(s.desk, s.case_id, None, ["1"], [TASK], joined=[LONG_AGO]),
        ),
    ),
    Verb(
        estimate.remove_estimate,
        "decided",
        "estimate-removed",
        lambda s: estimate.remove_estimate(s.desk, s.case_id, s.case.cost_estimates[0].id),
        before=an_estimate,
        refused=(lambda s: estimate.remove_estimate(s.desk, s.case_id, GONE),),
    ),
    Verb(
        correspond.log_message,
        "fresh",
        "message-logged",
        lambda s: correspond.log_message(s.desk, s.case_id, "Rang to say that it is on its way."),
        refused=(lambda s: correspond.log_message(s.desk, s.case_id, "  "),),
    ),
    Verb(
        attach.attach_table,
        "fresh",
        "attached",
        lambda s: attach.attach_table(s.desk, s.case_id, TABLE, "Devices by year", "csv"),
        seals=True,
        refused=(lambda s: attach.attach_table(s.desk, s.case_id, TABLE, ""),),
    ),
    Verb(
        tables.put_in_answer,
        "fresh",
        "answer-written",
        lambda s: tables.put_in_answer(s.desk, s.case_id, s.decision(1), TABLE, "Devices by year"),
        before=lambda s: decide.decide(s.desk, s.case_id, [s.question(1)], Outcome.DISCLOSED),
        seals=True,
        refused=(
            lambda s: tables.put_in_answer(s.desk, s.case_id, GONE, TABLE),
            lambda s: tables.put_in_answer(s.desk, s.case_id, s.decision(1), attach.AnswerTable(("a",), (("1",),) * 61)),
        ),
    ),
    Verb(
        attach.attach_file,
        "fresh",
        "attached",
        lambda s: attach.attach_file(s.desk, s.case_id, file_of(s)),
        seals=True,
        refused=(lambda s: attach.attach_file(s.desk, s.case_id, s.desk.store.folder / "nothing.pdf"),),
    ),
    Verb(
        attach.list_attachment,
        "decided",
        "attachment-listed",
        lambda s: attach.list_attachment(s.desk, s.case_id, s.attachment("answer"), False),
        seals=True,
        refused=(lambda s: attach.list_attachment(s.desk, s.case_id, GONE, False),),
    ),
    Verb(
        attach.remove_attachment,
        "decided",
        "attachment-removed",
        lambda s: attach.remove_attachment(s.desk, s.case_id, s.attachment("answer")),
        seals=True,
        refused=(lambda s: attach.remove_attachment(s.desk, s.case_id, s.attachment("request")),),
    ),
    Verb(
        draft.start_letter,
        "fresh",
        "letter-started",
        lambda s: draft.start_letter(s.desk, s.case_id, LetterKind.ACKNOWLEDGEMENT),
        refused=(lambda s: draft.start_letter(s.desk, GONE, LetterKind.RESPONSE),),
    ),
    Verb(
        draft.write_letter,
        "fresh",
        "letter-written",
        lambda s: draft.write_letter(s.desk, s.case_id, late_apology="We are sorry."),
        seals=True,
        refused=(
            lambda s: draft.write_letter(s.desk, s.case_id, GONE, late_apology="We are sorry."),
            lambda s: draft.write_letter(s.desk, s.case_id, late_apology="We are sorry.", left_out=["the_answer"]),
        ),
    ),
    Verb(
        draft.write_own_words,
        "fresh",
        "letter-written",
        lambda s: draft.write_own_words(s.desk, s.case_id, None, "opening", "Thank you for writing."),
        seals=True,
        refused=(lambda s: draft.write_own_words(s.desk, s.case_id, GONE, "opening", "Thank you."),),
    ),
    Verb(
        draft.put_to_sign,
        "decided",
        "to-sign",
        lambda s: draft.put_to_sign(s.desk, s.case_id),
        seals=True,
        refused=(lambda s: draft.put_to_sign(s.desk, GONE),),
    ),
    Verb(
        draft.back_to_drafting,
        "decided",
        "back-to-drafting",
        lambda s: draft.back_to_drafting(s.desk, s.case_id),
        before=lambda s: draft.put_to_sign(s.desk, s.case_id),
        seals=True,
        refused=(lambda s: draft.back_to_drafting(s.desk, GONE),),
    ),
    Verb(
        draft.gather,
        "fresh",
        "gathering",
        lambda s: draft.gather(s.desk, s.case_id),
        seals=True,
        refused=(lambda s: draft.gather(s.desk, GONE),),
    ),
    Verb(
        draft.discard_letter,
        "sent",
        "letter-discarded",
        lambda s: draft.discard_letter(s.desk, s.case_id, s.letter()),
        before=lambda s: draft.start_letter(s.desk, s.case_id, LetterKind.CORRECTION),
        refused=(
            lambda s: draft.discard_letter(s.desk, s.case_id, s.case.letters[0].id),
            lambda s: draft.discard_letter(s.desk, s.case_id, GONE),
        ),
    ),
    Verb(
        aside.set_aside,
        "decided",
        "finding-set-aside",
        lambda s: aside.set_aside(s.desk, s.case_id, warned(s), "Our practice, agreed with legal services."),
        before=lambda s: draft.write_letter(s.desk, s.case_id, left_out=["no_inference"]),
        seals=True,
        refused=(
            lambda s: aside.set_aside(s.desk, s.case_id, warned(s), " "),
            lambda s: aside.set_aside(s.desk, s.case_id, replace(warned(s), severity=Severity.BLOCK), "It does not matter."),
            lambda s: aside.set_aside(s.desk, s.case_id, replace(warned(s), message="Another."), "It does not matter."),
            lambda s: aside.set_aside(s.desk, GONE, warned(s), "It does not matter."),
        ),
    ),
    Verb(
        aside.take_back,
        "decided",
        "set-aside-taken-back",
        lambda s: aside.take_back(s.desk, s.case_id, 1),
        before=put_aside,
        seals=True,
        refused=(lambda s: aside.take_back(s.desk, s.case_id, GONE),),
    ),
    Verb(
        sign.sign_letter,
        "decided",
        "signed",
        lambda s: sign.sign_letter(s.desk, s.case_id),
        before=unlocked,
        seals=True,
        refused=(
            lambda s: sign.sign_letter(s.desk, s.case_id, GONE),
            lambda s: sign.sign_letter(s.desk, s.case_id, dated=date(2026, 8, 1)),
        ),
    ),
    Verb(
        sign.withdraw_signature,
        "signed",
        "signature-withdrawn",
        lambda s: sign.withdraw_signature(s.desk, s.case_id, s.letter(), "A figure was wrong."),
        refused=(lambda s: sign.withdraw_signature(s.desk, s.case_id, s.letter(), ""),),
    ),
    Verb(
        sign.make_identity,
        "fresh",
        "identity-kept",
        lambda s: sign.make_identity(s.desk, "Disclosure Officer", SECRET),
        refused=(lambda s: sign.make_identity(s.desk, "", SECRET),),
    ),
    Verb(
        send.export_letter,
        "signed",
        "exported",
        lambda s: send.export_letter(s.desk, s.case_id, s.letter()),
        refused=(
            lambda s: send.export_letter(s.desk, s.case_id, GONE),
            lambda s: send.export_letter(s.desk, s.case_id, s.letter(), s.desk.store.folder / "no such folder"),
        ),
    ),
    Verb(
        send.prepare_email,
        "signed",
        "email-prepared",
        lambda s: send.prepare_email(s.desk, s.case_id, s.letter()),
        refused=(lambda s: send.prepare_email(s.desk, s.case_id, s.letter(), s.desk.store.folder / "no such folder"),),
    ),
    Verb(
        send.make_log_page,
        "signed",
        "log-page-made",
        lambda s: send.make_log_page(s.desk, s.case_id),
        refused=(lambda s: send.make_log_page(s.desk, s.case_id, s.desk.store.folder / "no such folder"),),
    ),
    Verb(
        send.export_draft,
        "decided",
        "draft-exported",
        lambda s: send.export_draft(s.desk, s.case_id),
        refused=(
            lambda s: send.export_draft(s.desk, s.case_id, GONE),
            lambda s: send.export_draft(s.desk, s.case_id, None, s.desk.store.folder / "no such folder"),
        ),
    ),
    Verb(
        send.export_word,
        "decided",
        "word-exported",
        lambda s: send.export_word(s.desk, s.case_id),
        refused=(lambda s: send.export_word(s.desk, s.case_id, None, s.desk.store.folder / "no such folder"),),
    ),
    Verb(
        send.prepare_folder,
        "signed",
        "folder-prepared",
        lambda s: send.prepare_folder(s.desk, s.case_id, s.letter()),
        refused=(
            lambda s: send.prepare_folder(s.desk, s.case_id, GONE),
            lambda s: send.prepare_folder(s.desk, s.case_id, s.letter(), s.desk.store.folder / "store.db"),
        ),
    ),
    Verb(
        send.make_log_row,
        "signed",
        "log-row-made",
        lambda s: send.make_log_row(s.desk, s.case_id),
        refused=(lambda s: send.make_log_row(s.desk, s.case_id, s.desk.store.folder / "no such folder"),),
    ),
    Verb(
        outbox.sweep,
        "signed",
        "outbox-swept",
        lambda s: outbox.sweep(s.desk, [item.name for item in outbox.listed(s.desk)]),
        before=lambda s: send.export_letter(s.desk, s.case_id, s.letter()),
        refused=(lambda s: outbox.sweep(s.desk, ["../store.db"]), lambda s: outbox.sweep(s.desk, [])),
    ),
    Verb(
        send.mark_sent,
        "signed",
        "sent",
        lambda s: send.mark_sent(s.desk, s.case_id, s.letter()),
        refused=(
            lambda s: send.mark_sent(s.desk, s.case_id, s.letter(), date(2026, 8, 19)),
            lambda s: send.mark_sent(s.desk, s.case_id, s.letter(), date(2026, 8, 21)),
        ),
    ),
    Verb(
        send.close_case,
        "sent",
        "closed",
        lambda s: send.close_case(s.desk, s.case_id),
        refused=(lambda s: send.close_case(s.desk, GONE),),
    ),
    Verb(
        exchange.export_case,
        "decided",
        "case-exported",
        lambda s: exchange.export_case(s.desk, s.case_id, s.desk.store.folder.parent / "out"),
        refused=(lambda s: exchange.export_case(s.desk, s.case_id, file_of(s)),),
    ),
    Verb(
        exchange.import_case,
        "decided",
        "imported",
        lambda s: exchange.import_case(s.desk, s.desk.store.folder.parent / "documents" / "1_26.case.json"),
        before=document_of,
        refused=(lambda s: exchange.import_case(s.desk, file_of(s, "table.case.json")),),
    ),
    Verb(
        keep.save_profile,
        "fresh",
        "profile-saved",
        lambda s: keep.save_profile(s.desk, **PLAN["authority"]),
        refused=(lambda s: keep.save_profile(s.desk, name=" "),),
    ),
    Verb(
        logo.choose_logo,
        "fresh",
        "logo-chosen",
        lambda s: logo.choose_logo(s.desk, picture_of(s), "Crest"),
        refused=(
            lambda s: logo.choose_logo(s.desk, file_of(s), "Crest"),
            lambda s: logo.choose_logo(s.desk, picture_of(s), " "),
        ),
    ),
    Verb(
        logo.describe_logo,
        "fresh",
        "logo-described",
        lambda s: logo.describe_logo(s.desk, "A blue crest"),
        before=lambda s: logo.choose_logo(s.desk, picture_of(s), "Crest"),
        refused=(lambda s: logo.describe_logo(s.desk, ""),),
    ),
    Verb(
        logo.remove_logo,
        "fresh",
        "logo-removed",
        lambda s: logo.remove_logo(s.desk),
        before=lambda s: logo.choose_logo(s.desk, picture_of(s), "Crest"),
    ),
    Verb(
        officers.add_officer,
        "fresh",
        "officer-added",
        lambda s: officers.add_officer(s.desk, "Sam Field", OWN_WORDS, cost=CHEAP),
        refused=(
            lambda s: officers.add_officer(s.desk, " ", OWN_WORDS, cost=CHEAP),
            lambda s: officers.add_officer(s.desk, "Sam Field", "short", cost=CHEAP),
            lambda s: officers.add_officer(s.desk, OFFICER, OWN_WORDS, cost=CHEAP),
        ),
    ),
    Verb(
        officers.change_passphrase,
        "fresh",
        "passphrase-changed",
        lambda s: officers.change_passphrase(s.desk, OFFICER, OWN_WORDS, cost=CHEAP),
        refused=(
            lambda s: officers.change_passphrase(s.desk, "Sam Field", OWN_WORDS, cost=CHEAP),
            lambda s: officers.change_passphrase(s.desk, OFFICER, "short", cost=CHEAP),
        ),
    ),
    Verb(
        officers.remove_officer,
        "fresh",
        "officer-removed",
        lambda s: officers.remove_officer(s.desk, "Sam Field"),
        before=lambda s: officers.add_officer(s.desk, "Sam Field", OWN_WORDS, cost=CHEAP),
        refused=(lambda s: officers.remove_officer(s.desk, "Lee Nobody"),),
    ),
    Verb(
        officers.use_keyring,
        "fresh",
        "keyring-left",
        lambda s: officers.use_keyring(s.desk, False),
        refused=(lambda s: officers.use_keyring(s.desk, True),),
    ),
    Verb(safety.agree_to_clock, "fresh", "clock-agreed", lambda s: safety.agree_to_clock(s.desk)),
    Verb(
        safety.choose_elsewhere,
        "fresh",
        "backup-folder-chosen",
        lambda s: safety.choose_elsewhere(s.desk, s.desk.store.folder.parent),
        refused=(
            lambda s: safety.choose_elsewhere(s.desk, s.desk.store.folder),
            lambda s: safety.choose_elsewhere(s.desk, s.desk.store.folder.parent / "away"),
        ),
    ),
    Verb(
        past.keep_past,
        "fresh",
        "past-imported",
        lambda s: past.keep_past(s.desk, [past_item()]),
        refused=(lambda s: past.keep_past(s.desk, [past_item("1/26")]),),
    ),
    Verb(
        past.add_past_letter,
        "fresh",
        "past-letter-added",
        lambda s: past.add_past_letter(s.desk, 2, replace(past_item(), sha256="b" * 64)),
        before=lambda s: past.keep_past(s.desk, [past_item()]),
        refused=(lambda s: past.add_past_letter(s.desk, s.case_id, past_item()),),
    ),
    Verb(
        retention.set_years,
        "fresh",
        "retention-set",
        lambda s: retention.set_years(s.desk, {"refused": 7}),
        refused=(
            lambda s: retention.set_years(s.desk, {"nothing": 7}),
            lambda s: retention.set_years(s.desk, {"refused": 0}),
        ),
    ),
    Verb(
        retention.dispose,
        "closed",
        "disposed",
        lambda s: retention.dispose(s.desk, s.case_id),
        before=six_years_on,
        refused=(lambda s: retention.dispose(s.desk, GONE),),
    ),
    Verb(retention.clear_up, "closed", "cleared-up", lambda s: retention.clear_up(s.desk)),
    Verb(
        retention.keep_longer,
        "closed",
        "kept-longer",
        held,
        refused=(
            lambda s: retention.keep_longer(s.desk, s.case_id, date(2040, 1, 1), " "),
            lambda s: retention.keep_longer(s.desk, s.case_id, date(2020, 1, 1), "A claim."),
        ),
    ),
    Verb(
        retention.keep_no_longer,
        "closed",
        "kept-no-longer",
        lambda s: retention.keep_no_longer(s.desk, s.case_id),
        before=held,
        refused=(lambda s: retention.keep_no_longer(s.desk, GONE),),
    ),
    Verb(
        requesters.export_requester,
        "closed",
        "requester-exported",
        lambda s: requesters.export_requester(s.desk, [s.case_id], s.desk.store.folder.parent / "out"),
        refused=(
            lambda s: requesters.export_requester(s.desk, [], s.desk.store.folder.parent / "out"),
            lambda s: requesters.export_requester(s.desk, [s.case_id], file_of(s)),
        ),
    ),
    Verb(
        requesters.erase_requester,
        "closed",
        "requester-erased",
        lambda s: requesters.erase_requester(s.desk, s.case_id, "Asked for under Article 17."),
        refused=(
            lambda s: requesters.erase_requester(s.desk, s.case_id, " "),
            lambda s: requesters.erase_requester(s.desk, GONE, "Asked for."),
        ),
    ),
    Verb(safety.reindex, "fresh", "reindexed", lambda s: safety.reindex(s.desk)),
    Verb(
        audit.bring_back,
        "decided",
        "text-restored",
        lambda s: audit.bring_back(s.desk, s.case_id, f"decision:{s.decision(1)}:answer", 1),
        before=lambda s: _answer_anew(s),
        seals=True,
        refused=(
            lambda s: audit.bring_back(s.desk, s.case_id, f"decision:{s.decision(1)}:answer", 2),
            lambda s: audit.bring_back(s.desk, s.case_id, f"decision:{s.decision(1)}:answer", 9),
            lambda s: audit.bring_back(s.desk, s.case_id, f"decision:{GONE}:answer", 1),
            lambda s: audit.bring_back(s.desk, s.case_id, "correspondence:1:summary", 1),
        ),
    ),
    Verb(
        proving.make_receipt,
        "fresh",
        "receipt-made",
        lambda s: proving.make_receipt(s.desk),
        refused=(lambda s: proving.make_receipt(s.desk, s.desk.store.folder / "away"),),
    ),
    Verb(
        proving.email_receipt,
        "fresh",
        "receipt-made",
        lambda s: proving.email_receipt(s.desk, "records@example.org"),
        refused=(
            lambda s: proving.email_receipt(s.desk, " "),
            lambda s: proving.email_receipt(s.desk, "one@example.org, two@example.org"),
        ),
    ),
    Verb(
        handover.hand_over,
        "decided",
        "handed-over",
        lambda s: handover.hand_over(s.desk),
        refused=(lambda s: handover.hand_over(s.desk, s.desk.store.folder / "away"),),
    ),
]
