"""Rules on grounds: the right provision, its reasons, the harm, the public interest, and what each provision needs beside these."""

from collections.abc import Iterator
from datetime import date

from foidesk.law.declare import Rule, at_ground, rule, spoken
from foidesk.law.provisions import is_eir, normal
from foidesk.law.sight import Finding, Reliance, Severity, Sight, says
from foidesk.model import AuthorityKind, Duty, LetterKind

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO
_REFERRING = ("26(3)", "27(4)", "30(3)", "31(3)", "36(3)", "37(2)", "38(2)", "43(3)")
_PURPOSES = ("31(1)(g)", "31(1)(h)", "31(1)(i)")


def _relied(sight: Sight) -> Iterator[Reliance]:
    """Grounds in play."""
    return (item for item in sight.reliances if item.in_play)


def _relied_or_pending(sight: Sight) -> Iterator[Reliance]:
    """Grounds in play or pending; in an extension notice the pending ones are argued later."""
    later = sight.letter.kind is LetterKind.EXTENSION
    return (item for item in sight.reliances if item.in_play or (item.pending and not later))


def _excused(item: Reliance) -> bool:
    """FOIA s.17(4): the statement itself would disclose exempt information."""
    return item.ground.section_17_4


@rule("VR04", BLOCK, "draft", "FOIA s.17(1)(b)")
def unknown_provision(sight: Sight) -> Iterator[Finding]:
    """Unknown provision."""
    for item in sight.reliances:
        if item.provision is None:
            yield at_ground(
                item,
                f"{item.ground.provision} is not a provision that a refusal can rest on. Choose one from the list.",
                "change-provision",
            )


@rule("VR05", WARN, "draft", "ICO guidance on s.40, part six; ICO on sections 30 and 31")
def limb_missing(sight: Sight) -> Iterator[Finding]:
    """Limb missing."""
    for item in sight.reliances:
        if item.provision and item.provision.limb_required:
            yield at_ground(item, f"Say which limb of section {item.provision.citation} is relied on.", "change-provision")


@rule("VR13", BLOCK, "draft", "FOIA s.17(1)(c), exception s.17(4)")
def reason_missing(sight: Sight) -> Iterator[Finding]:
    """No reason why the exemption applies."""
    for item in _relied_or_pending(sight):
        whole = item.provision is not None and item.provision.whole_request
        if not whole and not says(item.ground.reason) and not _excused(item):
            yield at_ground(item, f"Say why {item.ground.provision} applies here.", "write:reason")


@rule("VR14", WARN, "draft", "FOIA s.17(3), s.2(1)(b), s.2(2)(b)")
def public_interest_incomplete(sight: Sight) -> Iterator[Finding]:
    """Qualified exemption without the whole public interest test."""
    for item in _relied(sight):
        if item.provision is None or not item.public_interest_test or is_eir(item.provision.regime) or _excused(item):
            continue
        ground = item.ground
        missing = {
            words: field
            for field, words in (("pi_for", "in favour of"), ("pi_against", "against"))
            if not says(getattr(ground, field))
        }
        if not says(ground.pi_balance):
            yield at_ground(
                item, f"{ground.provision} is qualified: state how the public interest was balanced.", "write:pi_balance", BLOCK
            )
        elif missing:
            yield at_ground(
                item,
                f"{ground.provision}: add a factor {' and one '.join(missing)} saying more, so that both sides are seen.",
                f"write:{next(iter(missing.values()))}",
                WARN,
            )


@rule("VR15", INFO, "draft", "FOIA s.2(3)")
def public_interest_on_absolute(sight: Sight) -> Iterator[Finding]:
    """Public interest argued on an absolute exemption."""
    for item in _relied(sight):
        if item.absolute is True and says([item.ground.pi_for, item.ground.pi_against, item.ground.pi_balance]):
            yield at_ground(item, f"{item.ground.provision} is absolute: the public interest need not be argued. Take it out.")


@rule("VR16", BLOCK, "draft", "FOIA s.17(1)(c); the wording of each section")
def harm_missing(sight: Sight) -> Iterator[Finding]:
    """A provision that rests on harm, without it."""
    for item in _relied_or_pending(sight):
        if item.provision and item.provision.rests_on_harm and not says(item.ground.harm) and not _excused(item):
            yield at_ground(
                item, f"{item.ground.provision} rests on harm: say what would, or would be likely to, follow.", "write:harm"
            )


@rule("VR17", WARN, "draft", "ICO line to take 68: required means reasonably necessary")
def necessity_unexplained(sight: Sight) -> Iterator[Finding]:
    """Section 24 without why the exemption is required."""
    for item in _relied_or_pending(sight):
        if item.provision and item.provision.basis == "necessity" and not says(item.ground.harm) and not _excused(item):
            yield at_ground(
                item, f"{item.ground.provision}: say why the exemption is required to safeguard national security.", "write:harm"
            )


@rule("VR18", INFO, "draft", "ICO on sections 30 and 31")
def harm_on_class(sight: Sight) -> Iterator[Finding]:
    """Harm argued on a class-based exemption."""
    for item in _relied(sight):
        if item.provision and item.provision.basis == "class" and says(item.ground.harm):
            yield at_ground(
                item,
                f"{item.ground.provision} is class-based: harm need not be shown. It may help the public interest test instead.",
            )


@rule("VR19", WARN, "draft", 'the words "would, or would be likely to" of each section; prejudice test: own knowledge')
def likelihood_missing(sight: Sight) -> Iterator[Finding]:
    """Likelihood not stated."""
    for item in _relied(sight):
        if item.provision and item.provision.rests_on_harm and says(item.ground.harm) and item.ground.likelihood is None:
            yield at_ground(
                item, f"{item.ground.provision}: say whether the harm would, or would be likely to, follow.", "write:likelihood"
            )


@rule("VR20", WARN, "draft", "FOIA s.2(1)(b) and s.2(2)(b); ICO on neither confirming nor denying")
def wrong_duty(sight: Sight) -> Iterator[Finding]:
    """Public interest argued on the wrong duty."""
    for item in _relied(sight):
        ground, duty = item.ground, item.provision.duty if item.provision else None
        if item.public_interest_test and duty and ground.pi_duty and ground.pi_duty is not duty:
            right = "confirming or denying" if duty is Duty.CONFIRM else "disclosing"
            yield at_ground(item, f"{ground.provision}: the public interest is about {right}. Argue that side.", "write:pi_duty")


@rule("VR39", BLOCK, "draft", "FOIA s.21(1), s.16; ICO guidance on s.21")
def where_missing(sight: Sight) -> Iterator[Finding]:
    """Section 21 without where to find it."""
    for item in _relied(sight):
        if item.is_section("21") and not says(item.ground.where):
            yield at_ground(item, "Say where the requester can find the information.", "write:where")


@rule("VR40", BLOCK, "draft", "FOIA s.22(1)(b)")
def publication_not_intended(sight: Sight) -> Iterator[Finding]:
    """Section 22 without an intention to publish from before the request."""
    for item in _relied(sight):
        if item.cites("22", "22(1)", "22(2)") and not item.ground.held_before_request:
            yield at_ground(
                item,
                "Section 22 needs an intention to publish that stood before the request came. Confirm it, or rely on something else.",
            )


@rule("VR41", WARN, "draft", "FOIA s.22(1)(a)")
def publication_plan_missing(sight: Sight) -> Iterator[Finding]:
    """Section 22 without the intended publication."""
    for item in _relied(sight):
        if item.cites("22", "22(1)", "22(2)") and not says(item.ground.publication_plan):
            yield at_ground(item, "Say what is going to be published; the date need not be fixed.", "write:publication_plan")


@rule("VR44", BLOCK, "draft", "FOIA s.36(2)-(5); ICO line to take 17")
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


@rule("VR46", BLOCK, "draft", "FOIA s.35(1)")
def central_only(sight: Sight) -> Iterator[Finding]:
    """Section 35 by a body that cannot use it."""
    for item in sight.reliances:
        if item.provision and item.provision.central_only and sight.case.authority.kind not in _CENTRAL:
            yield at_ground(item, "Only a government department or the Welsh Government can rely on section 35.")


_CENTRAL = {AuthorityKind.DEPARTMENT, AuthorityKind.WELSH_GOVERNMENT}


@rule("VR47", BLOCK, "draft", "FOIA s.33(1)")
def audit_only(sight: Sight) -> Iterator[Finding]:
    """Section 33 without audit functions."""
    for item in sight.reliances:
        if item.is_section("33") and not sight.case.authority.audit_functions:
            yield at_ground(item, "Only an authority that audits other public authorities can rely on section 33.")


@rule("VR48", WARN, "draft", "ICO guidance on s.17, the requester's own data; FOIA s.16")
def subject_access_pointer_missing(sight: Sight) -> Iterator[Finding]:
    """The requester's own data without a pointer to subject access."""
    for item in _relied(sight):
        if item.cites("40(1)", "40(5A)") and not says(item.ground.subject_access_pointer):
            yield at_ground(item, "Tell the requester how to ask for their own data.", "write:subject_access_pointer")


@rule("VR49", WARN, "draft", "ICO guidance on s.40, part six")
def data_protection_missing(sight: Sight) -> Iterator[Finding]:
    """Section 40 without data-protection reasoning."""
    for item in _relied(sight):
        if item.provision and item.provision.dp and not item.cites("40(1)", "40(5A)") and not says(item.ground.data_protection):
            yield at_ground(
                item,
                f"{item.ground.provision}: say which data-protection principle stands in the way, and why.",
                "write:data_protection",
            )


@rule("VR50", WARN, "draft", "FOIA s.40(5A)-(5B), in force 25 May 2018")
def repealed_40_5(sight: Sight) -> Iterator[Finding]:
    """The repealed section 40(5) cited."""
    for item in sight.reliances:
        if item.provision and item.provision.repealed and sight.dated >= item.provision.repealed:
            yield at_ground(
                item,
                f"Section {item.provision.citation} was repealed on {spoken(item.provision.repealed)}. Cite the limb that replaced it.",
                "change-provision",
            )


@rule("VR51", WARN, "draft", "FOIA s.41(1)(a)-(b)")
def breach_test_missing(sight: Sight) -> Iterator[Finding]:
    """Section 41 without the test of breach."""
    for item in _relied(sight):
        if item.is_section("41") and not says(item.ground.breach_of_confidence):
            yield at_ground(
                item,
                "Say from whom it was obtained and why disclosure would be an actionable breach of confidence.",
                "write:breach_of_confidence",
            )


@rule("VR52", WARN, "draft", "FOIA s.43(2): of any person")
def interests_missing(sight: Sight) -> Iterator[Finding]:
    """Section 43 without whose interests."""
    for item in _relied(sight):
        if item.cites("43(2)", "43(3)") and not says(item.ground.interests_of):
            yield at_ground(item, "Say whose commercial interests would be harmed.", "write:interests_of")


@rule("VR53", BLOCK, "draft", "FOIA s.44(1), s.17(1)(c)")
def prohibition_missing(sight: Sight) -> Iterator[Finding]:
    """Section 44 without the prohibition."""
    for item in _relied(sight):
        if item.is_section("44") and not says(item.ground.enactment):
            yield at_ground(
                item, "Name the enactment, obligation or rule of contempt that forbids disclosure.", "write:enactment"
            )


@rule("VR54", WARN, "draft", "FOIA s.39(1); EIR reg 14")
def environmental_handling_missing(sight: Sight) -> Iterator[Finding]:
    """Section 39 without handling under the Regulations."""
    for item in _relied(sight):
        if item.provision and item.provision.eir and not says(sight.letter.environmental_handling):
            yield at_ground(
                item,
                "Say how the request is handled under the Environmental Information Regulations.",
                "letter:environmental_handling",
            )


@rule("VR55", BLOCK, "draft", "FOIA s.62(1), s.63")
def spent_by_age(sight: Sight) -> Iterator[Finding]:
    """Exemption spent by age."""
    for item in sight.reliances:
        years = [decision.record_year for _, decision in item.decisions if decision.record_year]
        if item.hist_years and any(sight.dated.year > year + item.hist_years for year in years):
            yield at_ground(
                item, f"The record is older than {item.hist_years} years: {item.ground.provision} can no longer be relied on."
            )


@rule("VR56", BLOCK, "draft", "FOIA s.31(1)(g)-(i), (2)")
def purpose_missing(sight: Sight) -> Iterator[Finding]:
    """A function of section 31(2) without its purpose."""
    for item in _relied(sight):
        through = item.cites("31(3)") and any(normal(cited) in _PURPOSES for cited in item.ground.by_reference_to)
        if (item.cites(*_PURPOSES) or through) and not says(item.ground.purpose_31_2):
            yield at_ground(item, "Name the purpose in section 31(2).", "write:purpose_31_2")


@rule("VR73", WARN, "draft", 'FOIA s.31(3) and its like: "any of the matters mentioned"')
def reference_missing(sight: Sight) -> Iterator[Finding]:
    """A limb to neither confirm nor deny without what it refers to."""
    for item in _relied(sight):
        if item.cites(*_REFERRING) and not item.ground.by_reference_to:
            yield at_ground(
                item,
                f"Say to which matters {item.ground.provision} refers, such as those of subsection (1)(a).",
                "write:by_reference_to",
            )


@rule("VR74", BLOCK, "sign", "FOIA s.36(2)")
def opinion_after_letter(sight: Sight) -> Iterator[Finding]:
    """The qualified person's opinion dated after the letter."""
    for item in sight.reliances:
        given = (item.ground.qualified_person or {}).get("date")
        if item.is_section("36") and given and date.fromisoformat(given) > sight.dated:
            yield at_ground(
                item, "The qualified person's opinion is dated after the letter. It must come first.", "write:qualified_person"
            )


@rule("VR75", WARN, "draft", 'FOIA s.36(2): "would, or would be likely to"')
def opinion_likelihood_missing(sight: Sight) -> Iterator[Finding]:
    """Section 36 without likelihood."""
    for item in _relied(sight):
        if item.is_section("36") and item.ground.likelihood is None:
            yield at_ground(
                item, "Say whether the qualified person's opinion is that it would, or would be likely to.", "write:likelihood"
            )


@rule("VR80", WARN, "draft", "s.45 Code (own knowledge)")
def third_party_not_consulted(sight: Sight) -> Iterator[Finding]:
    """A third party's interests relied on without consulting it."""
    for item in _relied(sight):
        if (item.is_section("41") or item.cites("43(2)")) and not item.ground.consultations:
            yield at_ground(item, f"{item.ground.provision}: consult the party whose information it is, and record what it said.")


@rule("VR82", BLOCK, "draft", "EIR reg 12(1)(b), 12(2), 14(3)")
def regulations_balance_missing(sight: Sight) -> Iterator[Finding]:
    """An exception of the Regulations without the public interest test."""
    for item in _relied(sight):
        if item.provision and is_eir(item.provision.regime) and item.public_interest_test and not says(item.ground.pi_balance):
            yield at_ground(
                item,
                f"Regulation {item.provision.citation}: balance the public interest, starting from a presumption of disclosure.",
                "write:pi_balance",
            )


RULES: tuple[Rule, ...] = (
    unknown_provision,
    limb_missing,
    reason_missing,
    public_interest_incomplete,
    public_interest_on_absolute,
    harm_missing,
    necessity_unexplained,
    harm_on_class,
    likelihood_missing,
    wrong_duty,
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
    regulations_balance_missing,
)
