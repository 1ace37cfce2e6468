"""The golden letters: what each case is, and how its letter is written out anew.

    python -m tests.letters.golden_letters

writes every golden text again and names those that changed. Read the difference (`git diff tests/letters/golden`) as the requester
and as a lawyer would before it is committed: that reading is what the golden letters are for.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from foidesk.desk import reference
from foidesk.letters.cost_advice import cost_advice
from foidesk.model.written import read_case
from tests.letters.cases import (
    AUTHORITY,
    HARM,
    HARM_OF_SAYING,
    TABLE,
    TODAY,
    argued,
    as_text,
    composed,
    decided,
    document,
    ground,
    published,
    question,
    reference_case,
    with_letter,
)

FOLDER = Path(__file__).parent / "golden"

PATROLS = "How many patrols went through the Marlpit estate in each month of 2025?"
ROTA = "Please send me the rota of those patrols."
NAMES = "Which officers went on them?"
COST = "What did the patrols cost?"
CAMERAS = "Are there hidden cameras on the estate?"
AWARDS = "Has any officer been given an award for this work?"


def mixed() -> dict[str, Any]:
    """Five outcomes side by side, so that they are told in short first."""
    return document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols, between 28 and 41 a month.")),
        question("2", ROTA, decided("withheld", "g1")),
        question("3", NAMES, decided("partial", "g2", answer="They were led by Inspector A. Marsh and Inspector B. Holm.")),
        question("4", CAMERAS, decided("ncnd", "g3")),
        question("5", AWARDS, decided("not_held")),
        grounds=[
            argued("g1", "31(1)(a)", harm=HARM, likelihood="would_be_likely"),
            ground(
                "g2",
                "40(2)(3A)(a)",
                reason="The other names are personal data of constables.",
                data_protection="They could not expect to be named, and the public can follow this work without their names.",
            ),
            argued("g3", "31(3)", "confirm", by_reference_to=["31(1)(a)"], harm=HARM_OF_SAYING, likelihood="would_be_likely"),
        ],
    )


def ncnd_all() -> dict[str, Any]:
    """The whole request neither confirmed nor denied, under one absolute and two qualified provisions."""
    return document(
        question("1", CAMERAS, decided("ncnd", "g1", "g2", "g3")),
        question("2", "If so, since when?", decided("ncnd", "g1", "g2", "g3")),
        grounds=[
            ground("g1", "23(5)"),
            argued("g2", "24(2)", "confirm", harm="National security needs that nobody can learn where such cameras are."),
            argued(
                "g3",
                "31(3)",
                "confirm",
                by_reference_to=["31(1)(a)", "31(1)(b)"],
                harm=HARM_OF_SAYING,
                likelihood="would_be_likely",
            ),
        ],
    )


def ncnd_other() -> dict[str, Any]:
    """One question answered, and any other information of a named kind neither confirmed nor denied."""
    extent = "any other information relating to covert use of drones"
    return document(
        question("1", "How many drones do you own?", decided("disclosed", answer="The force owns 4 drones for overt use.")),
        question(
            "2",
            "How often were they flown?",
            decided("not_held", part="flights before 2024"),
            decided("ncnd", "g1", other=extent),
        ),
        grounds=[
            argued("g1", "31(3)", "confirm", by_reference_to=["31(1)(a)"], harm=HARM_OF_SAYING, likelihood="would_be_likely")
        ],
    )


def withheld_beside_other() -> dict[str, Any]:
    """Some withheld and some given, beside a denial of other information: nothing may speak of the whole."""
    return document(
        question("1", ROTA, decided("withheld", "g1"), decided("ncnd", "g2", other="any other information relating to patrols")),
        question(
            "2",
            PATROLS,
            decided("partial", "g1", answer="There were 41 in March."),
            decided("ncnd", "g2", other="any other information relating to patrols"),
        ),
        grounds=[
            argued("g1", "31(1)(a)", harm=HARM, likelihood="would_be_likely"),
            ground("g2", "23(5)"),
        ],
    )


def ncnd_person() -> dict[str, Any]:
    """Whether a named person was looked into, which is that person's data."""
    pointer = "If you are that person, you may ask for your own data under data protection law instead."
    reason = "Saying whether we hold it would tell the public whether this person was investigated."
    return document(
        question("1", "Was Mr A. N. Other investigated in 2024?", decided("ncnd", "g1")),
        grounds=[
            ground(
                "g1",
                "40(5B)(a)(i)",
                reason=reason,
                data_protection="That person does not expect it.",
                subject_access_pointer=pointer,
            )
        ],
    )


def not_held() -> dict[str, Any]:
    """Nothing is held; no exemption, so no refusal notice."""
    return document(
        question(
            "1",
            AWARDS,
            decided("not_held", answer="The force gives no awards of its own. The county council may be able to help."),
        ),
    )


def advised(case: dict[str, Any], years: int = 0) -> dict[str, Any]:
    """A case refused for its cost with the advice that the program proposes for it."""
    read, catalogue, wording = read_case(case), reference.catalogue(), reference.wording()
    advice = cost_advice(read, read.cost_estimates, catalogue.costs, wording, TODAY, years=years, free_from=date(2026, 10, 29))
    field = "advice_and_assistance" if advice.possible else "advice_not_possible"
    return case | {"letters": [letter | {field: advice.text} for letter in case["letters"]]}


def task(activity: str, what: str, records: float, minutes: float, *questions: str) -> dict[str, Any]:
    """A task of an estimate; with questions, it is needed for those alone."""
    return {"activity": activity, "what": what, "minutes_each": minutes, "records": records} | (
        {"questions": list(questions)} if questions else {}
    )


def estimated(limb: str, *tasks: dict[str, Any], asked: Sequence[str] = (ROTA,), **estimate: Any) -> dict[str, Any]:
    """Questions refused for their cost, with one estimate for all of them."""
    labels = [str(number) for number in range(1, len(asked) + 1)]
    held = True if limb == "12(1)" else None
    return document(
        *(question(label, text, decided("cost", "g1", held=held)) for label, text in zip(labels, asked, strict=True)),
        grounds=[ground("g1", limb, reason=None)],
        cost_estimates=[{"questions": labels, "similar": len(asked) > 1, "other_gbp": 0, "tasks": list(tasks)} | estimate],
    )


def cost() -> dict[str, Any]:
    """Two questions refused for their cost, of which either could be answered; an unlike one answered as of right."""
    case = estimated(
        "12(1)",
        task("locate", "find the register of each month", 12, 10),
        task("extract", "copy the entries of each patrol", 200, 4, "1"),
        task("retrieve", "fetch each rota from the store", 30, 30, "2"),
        asked=(PATROLS, ROTA),
    )
    answer = "Patrol time is not costed by estate; the figure for the force is £1.2 million."
    return advised(case | {"questions": [*case["questions"], question("3", COST, decided("disclosed", answer=answer))]})


def cost_to_find_out() -> dict[str, Any]:
    """Finding out whether it is held would itself cost too much (s.12(2)), with postage on top; taking it out is not counted."""
    return advised(
        estimated(
            "12(2)",
            task("determine", "read each notebook", 13050, 5),
            task("extract", "copy each award", 20, 5),
            asked=(AWARDS,),
            similar=None,
            other_gbp=35,
        )
    )


def cost_to_find_out_which() -> dict[str, Any]:
    """Whether either of two things is held could be found out, but not of both."""
    return advised(
        estimated(
            "12(2)",
            task("determine", "search the log of awards", 150, 6, "1"),
            task("determine", "search the notebooks for cameras", 140, 7, "2"),
            asked=(AWARDS, CAMERAS),
        )
    )


def cost_counted_together() -> dict[str, Any]:
    """Within the limit alone, and over it with two requests that came before."""
    requests = [
        {"reference": "377/26", "received": "2026-07-14", "minutes": 380},
        {"reference": "398/26", "received": "2026-07-29", "minutes": 405.5},
    ]
    together = {"working_days": 16, "similar": True, "same_person_or_campaign": True, "requests": requests}
    return advised(estimated("12(1)", task("retrieve", "fetch each rota", 50, 7.5), aggregated=together))


def cost_nothing_narrower() -> dict[str, Any]:
    """One file that has to be read whole, whatever is asked of it; other requests are counted with it, which nobody named."""
    together = {"working_days": 40, "similar": True, "same_person_or_campaign": True}
    return advised(estimated("12(1)", task("locate", "read the file of the estate", 1, 1830), aggregated=together))


def cost_no_narrower_search() -> dict[str, Any]:
    """A search that cannot be made smaller."""
    return advised(estimated("12(2)", task("locate", "rebuild the index of the archive", 1, 1081), asked=(AWARDS,)))


def personal() -> dict[str, Any]:
    """Names withheld as personal data."""
    return document(
        question("1", NAMES, decided("withheld", "g1")),
        grounds=[
            ground(
                "g1",
                "40(2)(3A)(a)",
                reason="The names are personal data of the officers, who are constables and do not speak for the force.",
                data_protection="It would be unfair to them to give their names to the public, which can follow this work without them.",
            )
        ],
    )


def accessible() -> dict[str, Any]:
    """The information can be had elsewhere (s.21)."""
    return document(
        question("1", COST, decided("withheld", "g1")),
        grounds=[
            ground("g1", "21", reason=None, where="https://www.midshire.example/accounts, in the accounts for 2024/25, page 31.")
        ],
    )


def commercial() -> dict[str, Any]:
    """Part is given, as a table; the rest would harm a supplier."""
    return document(
        question("1", "What did you pay each supplier of cameras?", decided("partial", "g1", answer=[{"table": TABLE}])),
        question(
            "2",
            "What did you pay in all?",
            decided("disclosed", answer=[{"paragraph": ["See the ", {"text": "table", "bold": True}, " above."]}]),
        ),
        grounds=[
            argued(
                "g1",
                "43(2)",
                harm="Rivals would learn the supplier's prices.",
                likelihood="would",
                interests_of="Hollin Optics Ltd",
            ),
        ],
    )


def parts() -> dict[str, Any]:
    """A question of parts with outcomes of their own, one that another answers, and some of a question withheld."""
    return document(
        question(
            "1",
            "For each patrol, please state:",
            parts=[
                question("1(a)", "its date", decided("disclosed", answer="The dates are in the attachment.")),
                question("1(b)", "its route", decided("withheld", "g1")),
            ],
        ),
        question("2", "When was the last one?", same_answer_as="1(a)"),
        question(
            "3",
            ROTA,
            decided("disclosed", answer="The rota for 2024 is attached.", part="2024"),
            decided("withheld", "g1", part="2025"),
        ),
        notes=[{"text": "For question 3 a scan is good enough.", "questions": ["3"]}],
        grounds=[argued("g1", "31(1)(a)", harm=HARM, likelihood="would_be_likely")],
        attachments=[
            {"name": "412_26-attachment-1.csv", "role": "answer", "listed": True, "sha256": "0" * 64},
            {"name": "412_26-attachment-2.pdf", "role": "answer", "listed": True, "sha256": "1" * 64, "pages": 1},
        ],
    )


def together() -> dict[str, Any]:
    """One answer for neighbouring questions: said to be so, or decided and written alike; short and denied ones stay apart."""
    said = "There were 412 patrols, 18 of them at night; the table that we enclose gives them by month."
    seen = "Twelve cameras with signs beside them have stood on the estate since 2019."
    other = "any other information relating to cameras on the estate"
    return document(
        question("1", PATROLS, decided("disclosed", answer=said)),
        question("2", "How many of them were at night?", same_answer_as="1"),
        question("3", "Were there fewer than in 2024?", decided("disclosed", answer="No.")),
        question("4", "Are there plans for fewer?", decided("disclosed", answer="No.")),
        question("5", COST, decided("disclosed", answer="We keep no separate budget for it: it is met from the district's pay.")),
        question(
            "6",
            "From which budget?",
            decided("disclosed", answer="We keep no separate budget for it: it is met from the district's pay."),
        ),
        question("7", CAMERAS, decided("disclosed", answer=seen), decided("ncnd", "g1", other=other)),
        question("8", "Since when?", decided("disclosed", answer=seen), decided("ncnd", "g1", other=other)),
        notes=[{"text": "For question 2, night is from 10 p.m. to 6 a.m.", "questions": ["2"]}],
        grounds=[
            argued("g1", "31(3)", "confirm", by_reference_to=["31(1)(a)"], harm=HARM_OF_SAYING, likelihood="would_be_likely")
        ],
    )


def others() -> dict[str, Any]:
    """Grounds with particulars of their own: s.22, s.36, s.41, s.42, s.44."""
    asked = ("The survey?", "The minutes?", "The tender?", "The advice?", "The complaint?")
    return document(
        *(question(str(number), text, decided("withheld", f"g{number}")) for number, text in enumerate(asked, start=1)),
        grounds=[
            argued("g1", "22(1)", held_before_request=True, publication_plan="The survey will be published in October 2026."),
            argued(
                "g2",
                "36(2)(b)(i)",
                likelihood="would_be_likely",
                qualified_person={
                    "name": "Chief Constable C. Dale",
                    "date": "2026-08-17",
                    "opinion": "Advice would be given less freely.",
                },
            ),
            ground("g3", "41(1)", breach_of_confidence="The bidder gave it in confidence and could bring an action."),
            argued("g4", "42(1)"),
            ground("g5", "44(1)(a)", enactment="section 20 of the Invented Records Act 1999"),
        ],
    )


def vexatious() -> dict[str, Any]:
    """Refused as vexatious."""
    return document(
        question("1", PATROLS, decided("vexatious", "g1")),
        grounds=[
            ground("g1", "14(1)", reason="This is the ninth request on this subject in five weeks, after each had been answered.")
        ],
    )


def repeated() -> dict[str, Any]:
    """One question repeats an earlier one."""
    return document(
        question("1", PATROLS, decided("repeated", "g1")),
        question("2", COST, decided("disclosed", answer="The patrols of 2025 cost £88,400.")),
        grounds=[
            ground("g1", "14(2)", reason="We answered it six weeks ago, and nothing has changed.", previous_reference="377/26")
        ],
    )


def clarify() -> dict[str, Any]:
    """One question is answered, the other is not clear."""
    return document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols.")),
        question("2", "What about the other thing?", decided("clarify")),
        letters=[
            {
                "kind": "response",
                "dated": "2026-08-20",
                "clarification": "Please tell us which document or subject you mean by \u201cthe other thing\u201d.",
            }
        ],
    )


def environmental() -> dict[str, Any]:
    """A request under the Regulations."""
    return document(
        question("1", "What noise readings were taken at the range?", decided("withheld", "g1")),
        question("2", "How often?", decided("disclosed", answer="Once a month.")),
        regime="eir",
        grounds=[
            argued(
                "g1",
                "12(5)(a)",
                reason="The readings show where the range is used, and when.",
                harm="It would adversely affect public safety.",
                likelihood="would",
            )
        ],
    )


def environmental_mixed() -> dict[str, Any]:
    """Under both laws; under the Regulations some given, some withheld, some neither confirmed nor denied."""
    readings = "What noise was measured at the range?"
    return document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols.")),
        question(
            "2",
            readings,
            decided("partial", "g1", regime="eir", answer="It was 61 decibels on average."),
            decided("ncnd", "g2", regime="eir", other="any other information relating to trials at the range"),
        ),
        question("3", "And before 2020?", decided("partial", "g1", regime="eir", part="2019", answer="It was 58 decibels.")),
        question("4", "Who complained?", decided("partial", "g3", regime="eir", answer="Nine households did.")),
        question(
            "5", "What else was measured?", decided("withheld", "g1", regime="eir", other="any other readings at the range")
        ),
        grounds=[
            argued("g1", "12(4)(d)", reason="The readings are being completed."),
            argued(
                "g2",
                "12(6)",
                "confirm",
                reason="Whether trials are held there is not told.",
                harm="It would adversely affect defence.",
            ),
            ground("g3", "13(1)", reason="The names are personal data of those who complained."),
        ],
    )


def extents() -> dict[str, Any]:
    """Part of a question neither confirmed nor denied; other information withheld."""
    return document(
        question(
            "1",
            CAMERAS,
            decided("disclosed", answer="There are 3 in plain sight."),
            decided("ncnd", "g1", part="cameras that are not in plain sight"),
        ),
        question(
            "2",
            ROTA,
            decided("disclosed", answer="The rota of March is attached."),
            decided("withheld", "g2", other="the other rotas"),
        ),
        grounds=[
            argued(
                "g1",
                "31(3)",
                "confirm",
                by_reference_to=["31(1)(g)"],
                purpose_31_2="ascertaining whether any person has failed to comply with the law (section 31(2)(a))",
                harm=HARM_OF_SAYING,
                likelihood="would_be_likely",
            ),
            argued("g2", "38(1)(a)", harm="An officer whose hours are known could be waylaid.", likelihood="would_be_likely"),
        ],
        attachments=[{"name": "412_26-attachment-1.pdf", "role": "answer", "listed": True, "sha256": "0" * 64, "pages": 3}],
    )


def certified() -> dict[str, Any]:
    """A certificate, reasons that cannot be given (s.17(4)), privilege; an authority without a procedure of its own."""
    return document(
        question("1", "The file?", decided("withheld", "g1")),
        question("2", "The note?", decided("withheld", "g2")),
        question("3", "The evidence?", decided("withheld", "g3")),
        grounds=[
            ground("g1", "23(1)", certificate="It was signed by a Minister of the Crown on 3 August 2026."),
            ground("g2", "31(1)(a)", section_17_4=True),
            ground("g3", "34(1)", reason="It was given to a committee of the House in private."),
        ],
        authority=AUTHORITY | {"complaints": None, "no_complaints_procedure": True},
    )


def attached(count: int) -> dict[str, Any]:
    """Answered by attachments alone."""
    files = [
        {"name": f"412_26-attachment-{number}.pdf", "role": "answer", "listed": True, "sha256": f"{number}" * 64, "pages": number}
        for number in range(1, count + 1)
    ]
    return document(question("1", ROTA, decided("disclosed")), attachments=files)


def not_answered() -> dict[str, Any]:
    """Outcomes that are neither answers nor refusals, and what is said of form and environment."""
    outcomes = ("invalid", "withdrawn", "lapsed", "not_applicable")
    return document(
        *(
            question(str(number), text, decided(outcome))
            for number, (text, outcome) in enumerate(zip((ROTA, NAMES, COST, AWARDS), outcomes, strict=True), start=1)
        ),
        letters=[
            {
                "kind": "response",
                "dated": "2026-08-20",
                "format_refused": True,
                "format_refused_reason": "You asked for a film; we give the figures as a table, because a film would take a week to make.",
                "environmental_handling": "We have looked at your question about noise under the Regulations, in a letter of its own.",
            }
        ],
    )


def goodwill() -> dict[str, Any]:
    """Refused for its cost though nothing is held for one question; some is given all the same."""
    case = advised(estimated("12(1)", task("retrieve", "", 50, 30), asked=(ROTA, AWARDS)), years=5)
    case["questions"][1]["decisions"][0]["held"] = False
    note = "The rota of March was at hand, and we give it to you although the law does not require it."
    return case | {"letters": [letter | {"goodwill_note": note} for letter in case["letters"]]}


def elsewhere() -> dict[str, Any]:
    """Held by another authority, the requester's own data, no recorded information, and late."""
    return document(
        question("1", COST, decided("transferred", answer="Midchester City Council runs the wardens: foi@midchester.example.")),
        question("2", "What do you hold on me?", decided("subject_access")),
        question("3", "Do you agree that this is wrong?", decided("outside_act")),
        letters=[{"kind": "response", "dated": "2026-09-10", "late_apology": "We are sorry that this answer is late."}],
    )


def pending() -> dict[str, Any]:
    """The public interest is not decided yet for one question; the other is answered."""
    return document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols.")),
        question("2", ROTA, decided("interest_pending", "g1")),
        question("3", COST),
        grounds=[ground("g1", "31(1)(a)", harm=HARM, likelihood="would_be_likely")],
        letters=[{"kind": "extension", "dated": "2026-08-20", "public_interest_decision_by": "2026-09-30"}],
    )


def plain() -> dict[str, Any]:
    """One question, answered."""
    return document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols.")),
        notes=[{"text": "NB a patrol on foot counts too.", "questions": "all"}],
        letters=[{"kind": "response", "dated": "2026-08-12", "sent": "2026-08-12"}],
    )


def refused() -> dict[str, Any]:
    """One question refused in a letter that was sent, for the letters that follow it."""
    return mixed() | {"letters": [{"kind": "response", "dated": "2026-08-12", "sent": "2026-08-12"}]}


OWN = {
    "fees_notice": {"body": "The fee is \u00a312.40 for printing and postage. You can pay it by cheque to the address above."},
    "transfer": {"body": "The authority is Midchester City Council: foi@midchester.example."},
    "delay": {"body": "We expect to answer by 3 September 2026."},
    "invalid": {"body": "You wrote under a name that we cannot take for yours. Please tell us your name."},
    "consultation": {
        "to": "Hollin Optics Ltd",
        "body": "We are asked what each supplier of cameras was paid. Please answer by 27 August 2026.",
    },
    "correction": {"body": "In our answer to question 1 we wrote 421; the figure is 412."},
    "supplementary": {"body": "A further file has been found since."},
    "internal_review": {"body": "I have looked at the answer to question 2 again and agree with it."},
}
GOLDEN: dict[str, dict[str, Any]] = {
    "reference": reference_case(),
    **{
        made.__name__: made()
        for made in (
            mixed, ncnd_all, ncnd_other, withheld_beside_other, ncnd_person, not_held, cost, cost_to_find_out, cost_to_find_out_which,
            cost_counted_together, cost_nothing_narrower, cost_no_narrower_search, personal, accessible, commercial, parts,
            together, others, vexatious, repeated, clarify, environmental, environmental_mixed, extents, certified, not_answered, goodwill,
            elsewhere, pending,
        )
    },
    "unnamed": document(
        question("1", PATROLS, decided("disclosed", answer="There were 412 patrols.")),
        question("2", COST, decided("vexatious", "g1")),
        grounds=[ground("g1", "14(1)", reason="It was sent 40 times in a week, after it had been answered.")],
        requester={"email": "marlpit.watch@example.org"},
    ),
    "attached-one": attached(1),
    "attached-two": attached(2),
    "kind-acknowledgement": with_letter(plain() | {"letters": []}, "acknowledgement"),
    "kind-clarification": with_letter(plain() | {"letters": []}, "clarification", clarification="Which estate do you mean?"),
    "kind-second_notice": with_letter(refused(), "second_notice"),
    "kind-withdrawn": with_letter(document(question("1", PATROLS, decided("withdrawn")), letters=[]), "withdrawn"),
    "kind-supplementary-undated": with_letter(plain() | {"letters": []}, "supplementary"),
    "kind-extension-undated": pending() | {"letters": [{"kind": "extension", "dated": "2026-08-20"}]},
    "kind-delay-waiting": with_letter(
        document(
            question("1", PATROLS),
            letters=[],
            clock=[{"event": "clarification-asked", "date": "2026-08-10"}],
            grounds=[],
        ),
        "extension",
    ),
    **{
        f"kind-{kind}-unfinished": with_letter(plain(), kind)
        for kind in ("fees_notice", "transfer", "consultation", "clarification")
    },
    "kind-lapsed": with_letter(document(question("1", PATROLS, decided("lapsed")), letters=[]), "withdrawn"),
    **{f"kind-{kind}": with_letter(plain(), kind, own_words=OWN.get(kind, {})) for kind in (
        "delay", "fees_notice", "review_acknowledgement", "transfer", "invalid", "consultation", "correction", "supplementary", "covering",
    )},
    "kind-internal_review": with_letter(refused(), "internal_review", own_words=OWN["internal_review"]),
}  # fmt: skip


def golden_text(name: str) -> str:
    """A golden letter as it is composed today; the reference case with its public copy behind it."""
    text = as_text(composed(GOLDEN[name])).strip()
    if name == "reference":
        text += f"\n\n===== public copy =====\n{as_text(published(GOLDEN[name])).strip()}"
    return text + "\n"


def renew() -> None:
    """Write every golden letter again."""
    for name in GOLDEN:
        path = FOLDER / f"{name}.txt"
        text = golden_text(name)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"changed: {path.name}")


if __name__ == "__main__":
    renew()
