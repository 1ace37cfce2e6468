"""Each rule with a case that it finds, and a near miss that it leaves alone; both differ from a clean case in as little as can be."""

from dataclasses import dataclass
from datetime import date

from foidesk.model import AttachmentRole, AuthorityKind, LetterKind, Likelihood, Outcome
from tests.law.builder import CONFIRM, DUE, OTHER
from tests.law.spoil import (
    DAY_40,
    Spoil,
    also,
    central,
    costs,
    denied,
    disclose_all,
    enclose,
    environmental,
    happened,
    hours,
    in_parts,
    instead,
    joined_on,
    leave_out,
    pending,
    publishes,
    put,
    says,
    steps,
    wishes,
    withheld,
)

DAY_21, DAY_41 = date(2026, 4, 1), date(2026, 5, 1)


@dataclass(frozen=True)
class RuleCase:
    """A rule, its target, what makes it speak, and what nearly does."""

    rule: str
    target: str
    spoil: Spoil
    near: Spoil

    def __str__(self) -> str:
        return f"{self.rule}-{self.target}"


undecided = steps(lambda case: case.question("1").decisions.clear())
W, N = Outcome.WITHHELD, Outcome.NCND

CASES = [
    RuleCase("VR01", "Q1", undecided, steps(undecided, lambda case: setattr(case.question("1"), "same_answer_as", "2"))),
    RuleCase("VR01", "Q1", in_parts("1(a)"), in_parts("1(a)", "1(b)")),
    RuleCase("VR01", "Q1", undecided, steps(undecided, put("letter.kind", LetterKind.EXTENSION))),
    RuleCase("VR02", "Q2", withheld(), instead(Outcome.OUTSIDE_ACT, answer="You ask for an opinion.")),
    RuleCase("VR02", "Q2", pending(), pending("30(1)(a)")),
    RuleCase("VR02", "Q2", instead(Outcome.VEXATIOUS), instead(Outcome.VEXATIOUS, "14(1)")),
    RuleCase(
        "VR03",
        "Q1",
        lambda case: case.decision("1").grounds.append(case.ground()),
        steps(lambda case: case.decision("1").grounds.append(case.ground()), put("Q1.outcome", Outcome.PARTIAL)),
    ),
    RuleCase("VR04", "99(9)", put("g.provision", "99(9)"), put("g.provision", "s. 31 (1)(a)")),
    RuleCase("VR04", "12(5)(a)", put("g.provision", "12(5)(a)"), environmental("12(5)(a)")),
    RuleCase("VR05", "31(1)", withheld("31(1)"), withheld("31(1)(a)")),
    RuleCase("VR06", "Q2", denied("31(1)(a)"), denied("31(3)")),
    RuleCase("VR07", "Q2", withheld("31(3)"), steps(withheld("31(1)(a)"), also("2", N, "31(3)", **OTHER))),
    RuleCase("VR08", "Q2", denied("31(3)", held=True), denied("31(3)")),
    RuleCase(
        "VR08", "Q2", denied("23(5)", held=False), steps(instead(Outcome.NOT_HELD, held=False), also("2", N, "23(5)", **OTHER))
    ),
    RuleCase("VR09", "Q1", also("1", N, "31(3)"), also("1", N, "31(3)", **OTHER)),
    RuleCase("VR10", "letter", steps(denied("31(3)"), leave_out("no_inference")), leave_out("no_inference")),
    RuleCase("VR11", "Q1", also("1", N, "31(3)", **OTHER | {"extent_words": "another device"}), also("1", N, "31(3)", **OTHER)),
    RuleCase("VR11", "Q1", steps(also("1", N, "31(3)", **OTHER), leave_out("other_information")), leave_out("other_information")),
    RuleCase("VR12", "letter", leave_out("refusal_statement"), steps(disclose_all, leave_out("refusal_statement"))),
    RuleCase("VR13", "31(1)(a)", put("g.reason", None), steps(put("g.reason", None), put("g.section_17_4", True))),
    RuleCase("VR13", "31(1)(a)", put("g.reason", " \n"), put("g.reason", [{"paragraph": ["Because."]}])),
    RuleCase("VR14", "31(1)(a)", put("g.pi_balance", None), steps(put("g.pi_balance", None), put("g.section_17_4", True))),
    RuleCase("VR14", "31(1)(a)", put("g.pi_for", []), steps(withheld("23(1)"), put("g.pi_for", []))),
    RuleCase("VR14", "31(1)(a)", put("g.pi_against", [""]), pending("31(1)(a)")),
    RuleCase(
        "VR15",
        "23(1)",
        steps(withheld("23(1)"), put("g.pi_balance", "It weighs more.")),
        steps(denied("40(5B)(a)(i)"), put("g.pi_balance", "It weighs more.")),
    ),
    RuleCase("VR16", "31(1)(a)", put("g.harm", None), withheld("30(1)(a)")),
    RuleCase(
        "VR16",
        "31(1)(a)",
        steps(pending("31(1)(a)"), put("g.harm", " ")),
        steps(pending("31(1)(a)"), put("g.harm", None), put("letter.kind", LetterKind.EXTENSION)),
    ),
    RuleCase("VR16", "12(5)(a)", steps(environmental("12(5)(a)"), put("g.harm", None)), environmental("12(4)(b)")),
    RuleCase("VR17", "24(1)", steps(withheld("24(1)"), put("g.harm", None)), steps(withheld("34(1)"), put("g.harm", None))),
    RuleCase("VR18", "30(1)(a)", steps(withheld("30(1)(a)"), put("g.harm", "Trials.")), withheld("24(1)")),
    RuleCase("VR19", "31(1)(a)", put("g.likelihood", None), steps(withheld("24(1)"), put("g.likelihood", None))),
    RuleCase("VR20", "31(1)(a)", put("g.pi_duty", CONFIRM), steps(denied("31(3)"), put("g.pi_duty", CONFIRM))),
    RuleCase("VR21", "Q2", pending("31(1)(a)", by=None), pending("31(1)(a)")),
    RuleCase("VR22", "Q2", pending("23(1)"), pending("23(1)", "31(1)(a)")),
    RuleCase("VR23", "Q2", pending("31(1)(a)", by=DAY_41), pending("31(1)(a)", by=DAY_40)),
    RuleCase(
        "VR24",
        "letter",
        put("authority.complaints", None),
        steps(put("authority.complaints", None), put("authority.no_complaints_procedure", True)),
    ),
    RuleCase("VR24", "letter", leave_out("complaints"), steps(disclose_all, leave_out("complaints"))),
    RuleCase("VR25", "letter", leave_out("section_50"), steps(disclose_all, leave_out("section_50"))),
    RuleCase(
        "VR26", "letter", put("authority.regulator_contact", None), steps(disclose_all, put("authority.regulator_contact", None))
    ),
    RuleCase("VR26", "letter", leave_out("regulator_contact"), steps(disclose_all, leave_out("regulator_contact"))),
    RuleCase("VR27", "letter", put("authority.review_days", 21), put("authority.review_days", 20)),
    RuleCase("VR28", "Q2", costs(tasks=[]), costs()),
    RuleCase("VR29", "Q2", costs(tasks=hours(18)), costs(tasks=hours(18.1))),
    RuleCase("VR29", "Q2", costs(tasks=hours(17), other_gbp=25), costs(tasks=hours(17), other_gbp=26)),
    RuleCase(
        "VR29",
        "Q2",
        costs("12(2)", held=None, tasks=[*hours(17), {"activity": "extract", "minutes_each": 600, "records": 9}]),
        costs("12(2)", held=None, tasks=hours(18.1)),
    ),
    RuleCase(
        "VR30",
        "Q2",
        costs(tasks=[*hours(20), {"activity": "redact", "minutes_each": 1, "records": 1}]),
        costs(tasks=[*hours(20), {"activity": "extract", "minutes_each": 1, "records": 1}]),
    ),
    RuleCase(
        "VR31",
        "Q2",
        steps(costs(), put("letter.advice_and_assistance", None)),
        steps(costs(), put("letter.advice_and_assistance", None), put("letter.advice_not_possible", "One file holds it all.")),
    ),
    RuleCase("VR32", "Q2", costs(held=None), steps(costs(held=None), also("2", N, "31(3)", **OTHER))),
    RuleCase("VR33", "Q2", costs("12(2)", held=True), costs("12(2)", held=None)),
    RuleCase(
        "VR34",
        "letter",
        put("letter.cost_limit_stated_gbp", 600),
        steps(put("letter.cost_limit_stated_gbp", 600), put("authority.kind", AuthorityKind.DEPARTMENT)),
    ),
    RuleCase(
        "VR35",
        "Q2",
        costs(aggregated={"working_days": 61, "similar": True, "same_person_or_campaign": True}),
        costs(aggregated={"working_days": 60, "similar": True, "same_person_or_campaign": True}),
    ),
    RuleCase("VR35", "Q2", costs(aggregated=joined_on("2025-11-03")), costs(aggregated=joined_on("2026-01-12"))),
    RuleCase(
        "VR36", "Q2", steps(instead(Outcome.VEXATIOUS, "14(1)"), put("g.reason", None)), instead(Outcome.VEXATIOUS, "14(1)")
    ),
    RuleCase(
        "VR37",
        "Q2",
        steps(instead(Outcome.REPEATED, "14(2)"), put("g.previous_reference", None)),
        instead(Outcome.REPEATED, "14(2)"),
    ),
    RuleCase(
        "VR38",
        "letter",
        steps(costs(questions=["1", "2"]), put("letter.goodwill_note", None)),
        steps(costs(questions=["2"]), put("letter.goodwill_note", None)),
    ),
    RuleCase("VR39", "21(1)", steps(withheld("21(1)"), put("g.where", None)), withheld("21(1)")),
    RuleCase("VR40", "22(1)", steps(withheld("22(1)"), put("g.held_before_request", False)), withheld("22(1)")),
    RuleCase("VR41", "22(1)", steps(withheld("22(1)"), put("g.publication_plan", None)), withheld("22(1)")),
    RuleCase("VR42", "Q2", withheld("23(1)", "24(1)"), withheld("23(1)", "24(1)", in_the_alternative=True)),
    RuleCase("VR42", "Q2", withheld("23(1)", "24(1)"), denied("23(5)", "24(2)")),
    RuleCase("VR43", "Q2", withheld("30(1)(a)", "31(1)(a)"), withheld("30(1)(a)", "31(1)(a)", different_information=True)),
    RuleCase("VR43", "Q2", withheld("30(1)(a)", "31(1)(a)"), denied("30(3)", "31(3)")),
    RuleCase("VR44", "36(2)(c)", steps(withheld("36(2)(c)"), put("g.qualified_person", None)), withheld("36(2)(c)")),
    RuleCase(
        "VR44",
        "36(2)(c)",
        steps(withheld("36(2)(c)"), put("g.qualified_person", {"name": "R. Hale", "date": None})),
        steps(withheld("36(2)(c)"), put("g.qualified_person", None), put("g.statistical", True)),
    ),
    RuleCase(
        "VR44",
        "36(2)(c)",
        steps(pending("36(2)(c)"), put("g.qualified_person", None), put("letter.kind", LetterKind.EXTENSION)),
        steps(pending("36(2)(c)"), put("letter.kind", LetterKind.EXTENSION)),
    ),
    RuleCase(
        "VR45",
        "Q2",
        steps(central, withheld("35(1)(a)", "36(2)(c)")),
        steps(central, withheld("35(1)(a)", "36(2)(c)", in_the_alternative=True)),
    ),
    RuleCase("VR45", "Q2", steps(central, withheld("35(1)(a)", "36(2)(c)")), steps(central, denied("35(3)", "36(3)"))),
    RuleCase("VR46", "35(1)(a)", withheld("35(1)(a)"), steps(central, withheld("35(1)(a)"))),
    RuleCase("VR47", "33(2)", withheld("33(2)"), steps(withheld("33(2)"), put("authority.audit_functions", True))),
    RuleCase("VR48", "40(1)", steps(withheld("40(1)"), put("g.subject_access_pointer", None)), withheld("40(1)")),
    RuleCase("VR49", "40(2)(3A)(a)", steps(withheld("40(2)(3A)(a)"), put("g.data_protection", None)), withheld("40(2)(3A)(a)")),
    RuleCase(
        "VR50",
        "40(5)",
        steps(denied("40(5)"), put("case.received", date(2018, 5, 24)), put("letter.dated", date(2018, 5, 25))),
        steps(denied("40(5)"), put("case.received", date(2018, 5, 24)), put("letter.dated", date(2018, 5, 24))),
    ),
    RuleCase("VR51", "41(1)", steps(withheld("41(1)"), put("g.breach_of_confidence", None)), withheld("41(1)")),
    RuleCase("VR52", "43(2)", steps(withheld("43(2)"), put("g.interests_of", None)), withheld("43(2)")),
    RuleCase("VR53", "44(1)(a)", steps(withheld("44(1)(a)"), put("g.enactment", None)), withheld("44(1)(a)")),
    RuleCase("VR54", "39(1)(a)", withheld("39(1)(a)"), steps(withheld("39(1)(a)"), put("letter.environmental_handling", "So."))),
    RuleCase("VR55", "30(1)(a)", withheld("30(1)(a)", record_year=2005), withheld("30(1)(a)", record_year=2006)),
    RuleCase(
        "VR55",
        "30(3)",
        denied("30(3)", record_year=2005),
        steps(denied("30(3)", record_year=2005), put("g.by_reference_to", ["30(1)(a)", "30(2)"])),
    ),
    RuleCase(
        "VR56",
        "31(1)(g)",
        steps(withheld("31(1)(g)"), put("g.purpose_31_2", None)),
        steps(withheld("31(1)(a)"), put("g.purpose_31_2", None)),
    ),
    RuleCase(
        "VR56",
        "31(3)",
        steps(denied("31(3)"), put("g.by_reference_to", ["s.31(1)(h)"]), put("g.purpose_31_2", None)),
        steps(denied("31(3)"), put("g.by_reference_to", ["31(1)(a)"]), put("g.purpose_31_2", None)),
    ),
    RuleCase("VR57", "letter", put("letter.dated", DAY_21), put("letter.dated", DUE)),
    RuleCase(
        "VR57",
        "letter",
        put("letter.sent", DAY_21),
        steps(put("letter.sent", DAY_21), put("letter.late_apology", "We are sorry.")),
    ),
    RuleCase("VR58", "letter", put("letter.dated", date(2026, 3, 1)), put("letter.dated", date(2026, 3, 2))),
    RuleCase("VR59", "letter", happened("fees-notice", DAY_21), happened("fees-notice", DUE)),
    RuleCase("VR60", "Q2", instead(Outcome.CLARIFY), steps(instead(Outcome.CLARIFY), put("letter.clarification", "Which year?"))),
    RuleCase("VR61", "letter", enclose("a.pdf", sha256=None), enclose("a.pdf")),
    RuleCase("VR61", "letter", enclose("a.pdf", listed=False), enclose("a.pdf", listed=False, role=AttachmentRole.WORKING)),
    RuleCase("VR62", "letter", says("Dear [name of requester]"), says("See Innes [2014] EWCA Civ 1086, [sic], [redacted].")),
    RuleCase("VR62", "letter", says("It costs {sum}."), says("It costs 12 {}.")),
    RuleCase("VR62", "letter", says("Write to <address>."), says("Write to <foi@example.org> or <https://example.org>.")),
    RuleCase("VR62", "letter", says("On xx March."), says("On 20 March, under Part XX, in exxon.")),
    RuleCase("VR62", "letter", says("The figure is TBC."), says("The figure is in TBCD.")),
    RuleCase("VR62", "letter", says("Please insert figure here."), says("Staff insert the card in the device.")),
    RuleCase("VR63", "letter", put("letter.signed", False), put("letter.signed", True)),
    RuleCase("VR64", "Q2", put("Q2.held", None), denied("31(3)", held=None)),
    RuleCase("VR64", "Q2", instead(Outcome.PARTIAL, "31(1)(a)", held=False), instead(Outcome.PARTIAL, "31(1)(a)", held=True)),
    RuleCase("VR65", "Q2", instead(Outcome.NOT_HELD, held=None), instead(Outcome.NOT_HELD, held=False)),
    RuleCase(
        "VR66",
        "letter",
        put("authority.reuse", None),
        steps(lambda case: case.instead("1", W, "31(1)(a)", held=True), put("authority.reuse", None)),
    ),
    RuleCase(
        "VR66", "letter", leave_out("reuse"), steps(lambda case: case.instead("1", W, "31(1)(a)", held=True), leave_out("reuse"))
    ),
    RuleCase("VR67", "31(1)(a)", environmental("31(1)(a)"), environmental("12(5)(b)")),
    RuleCase(
        "VR68",
        "letter",
        put("letter.format_refused", True),
        steps(put("letter.format_refused", True), put("letter.format_refused_reason", "It is on paper.")),
    ),
    RuleCase("VR69", "letter", publishes("asked by ALEX\nSample in May"), publishes("asked by Alex Sampleton")),
    RuleCase("VR69", "letter", publishes("asked by Ms Sample"), publishes("The sample was drawn by Mr Samples")),
    RuleCase("VR69", "letter", publishes("SAMPLE, Alex"), publishes("a sample; Alex asked")),
    RuleCase("VR69", "letter", publishes("from alex@example.org"), publishes("from foi@example.org")),
    RuleCase("VR70", "letter", happened("extension-notice", DAY_21), happened("extension-notice", DUE)),
    RuleCase(
        "VR71",
        "letter",
        steps(happened("clarification-asked", DAY_21), happened("clarification-received", DAY_21)),
        steps(happened("clarification-asked", DUE), happened("clarification-received", DAY_21)),
    ),
    RuleCase("VR71", "letter", happened("clarification-asked", DAY_21, ["2"]), happened("clarification-asked", DUE, ["2"])),
    RuleCase("VR71", "letter", happened("clarification-asked", DAY_21), happened("clarification-asked", DUE)),
    RuleCase(
        "VR72", "Q2", denied("31(3)", extent_words="any other information"), denied("31(3)", extent_words="the other informants")
    ),
    RuleCase("VR73", "31(3)", steps(denied("31(3)"), put("g.by_reference_to", [])), denied("23(5)")),
    RuleCase(
        "VR74",
        "36(2)(c)",
        steps(withheld("36(2)(c)"), put("g.qualified_person", {"name": "R. Hale", "date": "2026-03-25"})),
        steps(withheld("36(2)(c)"), put("g.qualified_person", {"name": "R. Hale", "date": "2026-03-24"})),
    ),
    RuleCase(
        "VR75",
        "36(2)(c)",
        steps(withheld("36(2)(c)"), put("g.likelihood", None)),
        steps(withheld("36(2)(c)"), put("g.likelihood", Likelihood.WOULD)),
    ),
    RuleCase("VR76", "Q2", steps(instead(Outcome.REPEATED, "14(2)"), put("g.repeat", None)), instead(Outcome.REPEATED, "14(2)")),
    RuleCase("VR77", "letter", wishes("an Excel file"), steps(wishes("an Excel file"), enclose("figures.xlsx"))),
    RuleCase(
        "VR78",
        "letter",
        steps(put("case.people", ["Sam Poole"]), publishes("told by Sam Poole")),
        steps(put("case.people", ["Sam Poole"]), publishes("told by Sam Pooley")),
    ),
    RuleCase(
        "VR79",
        "letter",
        steps(withheld("40(1)"), put("case.publish", True)),
        steps(withheld("40(1)"), put("case.publish", False)),
    ),
    RuleCase("VR79", "letter", steps(instead(Outcome.VEXATIOUS, "14(1)"), put("case.publish", True)), put("case.publish", True)),
    RuleCase(
        "VR80",
        "43(2)",
        steps(withheld("43(2)"), put("g.consultations", [])),
        steps(withheld("43(1)"), put("g.consultations", [])),
    ),
    RuleCase("VR81", "Q2", costs(questions=["2", "9"], similar=False), costs(questions=["2"], similar=False)),
    RuleCase(
        "VR82",
        "12(4)(b)",
        steps(environmental("12(4)(b)"), put("g.pi_balance", None)),
        environmental("12(3)"),
    ),
    RuleCase("VR83", "letter", steps(environmental("12(4)(b)"), leave_out("representations")), leave_out("representations")),
    RuleCase(
        "VR84",
        "Q1",
        also("1", Outcome.SUBJECT_ACCESS, answer="We handle it apart."),
        instead(Outcome.SUBJECT_ACCESS, answer="We handle it apart."),
    ),
    RuleCase("VR85", "Q2", instead(Outcome.TRANSFERRED), instead(Outcome.TRANSFERRED, answer="Ask Southshire Council.")),
]
