"""Rules on what some provisions need beside reason, harm and public interest: a place, a plan, a person, an enactment, a purpose."""

from collections.abc import Iterator
from datetime import date

from foidesk.law.declare import Rule, at_ground, rule, spoken
from foidesk.law.provisions import normal
from foidesk.law.rules_reasoning import relied
from foidesk.law.sight import Finding, Severity, Sight, says
from foidesk.model import AuthorityKind

BLOCK, WARN = Severity.BLOCK, Severity.WARN
_REFERRING = ("26(3)", "27(4)", "30(3)", "31(3)", "36(3)", "37(2)", "38(2)", "43(3)")
_PURPOSES = ("31(1)(g)", "31(1)(h)", "31(1)(i)")


@rule("VR39", BLOCK, "draft", "FOIA s.21(1), s.16; ICO guidance on s.21", "decision.outcome ground.provision ground.where")
def where_missing(sight: Sight) -> Iterator[Finding]:
    """Section 21 without where to find it."""
    for item in relied(sight):
        if item.is_section("21") and not says(item.ground.where):
            yield at_ground(item, "Say where the requester can find the information.", "write:where")


@rule("VR40", BLOCK, "draft", "FOIA s.22(1)(b)", "decision.outcome ground.held_before_request ground.provision")
def publication_not_intended(sight: Sight) -> Iterator[Finding]:
    """Section 22 without an intention to publish from before the request."""
    for item in relied(sight):
        if item.cites("22", "22(1)", "22(2)") and not item.ground.held_before_request:
            yield at_ground(
                item,
                "Section 22 needs an intention to publish that stood before the request came. Confirm it, or rely on something else.",
                "write:held_before_request",
            )


@rule("VR41", WARN, "draft", "FOIA s.22(1)(a)", "decision.outcome ground.provision ground.publication_plan")
def publication_plan_missing(sight: Sight) -> Iterator[Finding]:
    """Section 22 without the intended publication."""
    for item in relied(sight):
        if item.cites("22", "22(1)", "22(2)") and not says(item.ground.publication_plan):
            yield at_ground(item, "Say what is going to be published; the date need not be fixed.", "write:publication_plan")


@rule(
    "VR44",
    BLOCK,
    "draft",
    "FOIA s.36(2)-(5); ICO line to take 17",
    "decision.outcome ground.provision ground.qualified_person ground.statistical",
)
def qualified_person_missing(sight: Sight) -> Iterator[Finding]:
    """Section 36 without the qualified person."""
    # In an extension notice too: the time cannot be extended on an opinion that nobody has given yet.
    for item in sight.reliances:
        person = item.ground.qualified_person or {}
        if not (item.in_play or item.pending) or not item.is_section("36") or item.ground.statistical:
            continue
        if not says(person.get("name")) or not person.get("date"):
            yield at_ground(
                item, "Section 36 rests on the qualified person's opinion: record who gave it and when.", "write:qualified_person"
            )


@rule("VR46", BLOCK, "draft", "FOIA s.35(1)", "authority.kind ground.provision provision.central_only")
def central_only(sight: Sight) -> Iterator[Finding]:
    """Section 35 by a body that cannot use it."""
    for item in sight.reliances:
        if item.provision and item.provision.central_only and sight.case.authority.kind not in _CENTRAL:
            yield at_ground(
                item, "Only a government department or the Welsh Government can rely on section 35.", "change-provision"
            )


_CENTRAL = {AuthorityKind.DEPARTMENT, AuthorityKind.WELSH_GOVERNMENT}


@rule("VR47", BLOCK, "draft", "FOIA s.33(1)", "authority.audit_functions ground.provision")
def audit_only(sight: Sight) -> Iterator[Finding]:
    """Section 33 without audit functions."""
    for item in sight.reliances:
        if item.is_section("33") and not sight.case.authority.audit_functions:
            yield at_ground(
                item, "Only an authority that audits other public authorities can rely on section 33.", "change-provision"
            )


@rule(
    "VR48",
    WARN,
    "draft",
    "ICO guidance on s.17, the requester's own data; FOIA s.16",
    "decision.outcome ground.provision ground.subject_access_pointer",
)
def subject_access_pointer_missing(sight: Sight) -> Iterator[Finding]:
    """The requester's own data without a pointer to subject access."""
    for item in relied(sight):
        if item.cites("40(1)", "40(5A)") and not says(item.ground.subject_access_pointer):
            yield at_ground(item, "Tell the requester how to ask for their own data.", "write:subject_access_pointer")


@rule(
    "VR49",
    WARN,
    "draft",
    "ICO guidance on s.40, part six",
    "decision.outcome ground.data_protection ground.provision provision.dp",
)
def data_protection_missing(sight: Sight) -> Iterator[Finding]:
    """Section 40 without data-protection reasoning."""
    for item in relied(sight):
        if item.provision and item.provision.dp and not item.cites("40(1)", "40(5A)") and not says(item.ground.data_protection):
            yield at_ground(
                item,
                f"{item.ground.provision}: say which data-protection principle stands in the way, and why.",
                "write:data_protection",
            )


@rule("VR50", WARN, "draft", "FOIA s.40(5A)-(5B), in force 25 May 2018", "ground.provision letter.dated provision.repealed")
def repealed_40_5(sight: Sight) -> Iterator[Finding]:
    """The repealed section 40(5) cited."""
    for item in sight.reliances:
        if item.provision and item.provision.repealed and sight.dated >= item.provision.repealed:
            yield at_ground(
                item,
                f"Section {item.provision.citation} was repealed on {spoken(item.provision.repealed)}. Cite the limb that replaced it.",
                "change-provision",
            )


@rule("VR51", WARN, "draft", "FOIA s.41(1)(a)-(b)", "decision.outcome ground.breach_of_confidence ground.provision")
def breach_test_missing(sight: Sight) -> Iterator[Finding]:
    """Section 41 without the test of breach."""
    for item in relied(sight):
        if item.is_section("41") and not says(item.ground.breach_of_confidence):
            yield at_ground(
                item,
                "Say from whom it was obtained and why disclosure would be an actionable breach of confidence.",
                "write:breach_of_confidence",
            )


@rule("VR52", WARN, "draft", "FOIA s.43(2): of any person", "decision.outcome ground.interests_of ground.provision")
def interests_missing(sight: Sight) -> Iterator[Finding]:
    """Section 43 without whose interests."""
    for item in relied(sight):
        if item.cites("43(2)", "43(3)") and not says(item.ground.interests_of):
            yield at_ground(item, "Say whose commercial interests would be harmed.", "write:interests_of")


@rule("VR53", BLOCK, "draft", "FOIA s.44(1), s.17(1)(c)", "decision.outcome ground.enactment ground.provision")
def prohibition_missing(sight: Sight) -> Iterator[Finding]:
    """Section 44 without the prohibition."""
    for item in relied(sight):
        if item.is_section("44") and not says(item.ground.enactment):
            yield at_ground(
                item, "Name the enactment, obligation or rule of contempt that forbids disclosure.", "write:enactment"
            )


@rule(
    "VR54",
    WARN,
    "draft",
    "FOIA s.39(1); EIR reg 14",
    "decision.outcome ground.provision letter.environmental_handling provision.eir",
)
def environmental_handling_missing(sight: Sight) -> Iterator[Finding]:
    """Section 39 without handling under the Regulations."""
    for item in relied(sight):
        if item.provision and item.provision.eir and not says(sight.letter.environmental_handling):
            yield at_ground(
                item,
                "Say how the request is handled under the Environmental Information Regulations.",
                "letter:environmental_handling",
            )


@rule("VR55", BLOCK, "draft", "FOIA s.62(1), s.63", "decision.record_year ground.provision letter.dated provision.hist_years")
def spent_by_age(sight: Sight) -> Iterator[Finding]:
    """Exemption spent by age."""
    for item in sight.reliances:
        years = [decision.record_year for _, decision in item.decisions if decision.record_year]
        if item.hist_years and any(sight.dated.year > year + item.hist_years for year in years):
            yield at_ground(
                item,
                f"The record is older than {item.hist_years} years: {item.ground.provision} can no longer be relied on.",
                "ground",
            )


@rule(
    "VR56",
    BLOCK,
    "draft",
    "FOIA s.31(1)(g)-(i), (2)",
    "decision.outcome ground.by_reference_to ground.provision ground.purpose_31_2",
)
def purpose_missing(sight: Sight) -> Iterator[Finding]:
    """A function of section 31(2) without its purpose."""
    for item in relied(sight):
        through = item.cites("31(3)") and any(normal(cited) in _PURPOSES for cited in item.ground.by_reference_to)
        if (item.cites(*_PURPOSES) or through) and not says(item.ground.purpose_31_2):
            yield at_ground(item, "Name the purpose in section 31(2).", "write:purpose_31_2")


@rule(
    "VR73",
    WARN,
    "draft",
    'FOIA s.31(3) and its like: "any of the matters mentioned"',
    "decision.outcome ground.by_reference_to ground.provision",
)
def reference_missing(sight: Sight) -> Iterator[Finding]:
    """A limb to neither confirm nor deny without what it refers to."""
    for item in relied(sight):
        if item.cites(*_REFERRING) and not item.ground.by_reference_to:
            yield at_ground(
                item,
                f"Say to which matters {item.ground.provision} refers, such as those of subsection (1)(a).",
                "write:by_reference_to",
            )


@rule("VR74", BLOCK, "sign", "FOIA s.36(2)", "ground.provision ground.qualified_person letter.dated")
def opinion_after_letter(sight: Sight) -> Iterator[Finding]:
    """The qualified person's opinion dated after the letter."""
    for item in sight.reliances:
        given = (item.ground.qualified_person or {}).get("date")
        if item.is_section("36") and given and date.fromisoformat(given) > sight.dated:
            yield at_ground(
                item, "The qualified person's opinion is dated after the letter. It must come first.", "write:qualified_person"
            )


@rule(
    "VR75", WARN, "draft", 'FOIA s.36(2): "would, or would be likely to"', "decision.outcome ground.likelihood ground.provision"
)
def opinion_likelihood_missing(sight: Sight) -> Iterator[Finding]:
    """Section 36 without likelihood."""
    for item in relied(sight):
        if item.is_section("36") and item.ground.likelihood is None:
            yield at_ground(
                item, "Say whether the qualified person's opinion is that it would, or would be likely to.", "write:likelihood"
            )


@rule("VR80", WARN, "draft", "s.45 Code (own knowledge)", "decision.outcome ground.consultations ground.provision")
def third_party_not_consulted(sight: Sight) -> Iterator[Finding]:
    """A third party's interests relied on without consulting it."""
    for item in relied(sight):
        if (item.is_section("41") or item.cites("43(2)")) and not item.ground.consultations:
            yield at_ground(
                item, f"{item.ground.provision}: consult the party whose information it is, and record what it said.", "ground"
            )


RULES: tuple[Rule, ...] = (
    where_missing,
    publication_not_intended,
    publication_plan_missing,
    qualified_person_missing,
    central_only,
    audit_only,
    subject_access_pointer_missing,
    data_protection_missing,
    repealed_40_5,
    breach_test_missing,
    interests_missing,
    prohibition_missing,
    environmental_handling_missing,
    spent_by_age,
    purpose_missing,
    reference_missing,
    opinion_after_letter,
    opinion_likelihood_missing,
    third_party_not_consulted,
)
