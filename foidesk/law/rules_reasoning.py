"""Rules on grounds: the right provision, its reasons, the harm, the public interest, and what each provision needs beside these."""

from collections.abc import Iterator

from foidesk.law.declare import Rule, at_ground, rule
from foidesk.law.provisions import is_eir
from foidesk.law.sight import Finding, Reliance, Severity, Sight, says
from foidesk.model import Duty, LetterKind

BLOCK, WARN, INFO = Severity.BLOCK, Severity.WARN, Severity.INFO


def relied(sight: Sight) -> Iterator[Reliance]:
    """Grounds in play."""
    return (item for item in sight.reliances if item.in_play)


def relied_or_pending(sight: Sight) -> Iterator[Reliance]:
    """Grounds in play or pending; in an extension notice the pending ones are argued later."""
    later = sight.letter.kind is LetterKind.EXTENSION
    return (item for item in sight.reliances if item.in_play or (item.pending and not later))


def excused(item: Reliance) -> bool:
    """FOIA s.17(4): the statement itself would disclose exempt information."""
    return item.ground.section_17_4


@rule("VR04", BLOCK, "draft", "FOIA s.17(1)(b)", "ground.provision")
def unknown_provision(sight: Sight) -> Iterator[Finding]:
    """Unknown provision."""
    for item in sight.reliances:
        if item.provision is None:
            yield at_ground(
                item,
                f"{item.ground.provision} is not a provision that a refusal can rest on. Choose one from the list.",
                "change-provision",
            )


@rule(
    "VR05", WARN, "draft", "ICO guidance on s.40, part six; ICO on sections 30 and 31", "ground.provision provision.limb_required"
)
def limb_missing(sight: Sight) -> Iterator[Finding]:
    """Limb missing."""
    for item in sight.reliances:
        if item.provision and item.provision.limb_required:
            yield at_ground(item, f"Say which limb of section {item.provision.citation} is relied on.", "change-provision")


@rule(
    "VR13",
    BLOCK,
    "draft",
    "FOIA s.17(1)(c), exception s.17(4)",
    "decision.outcome ground.provision ground.reason ground.section_17_4 letter.kind provision.duty",
)
def reason_missing(sight: Sight) -> Iterator[Finding]:
    """No reason why the exemption applies."""
    for item in relied_or_pending(sight):
        whole = item.provision is not None and item.provision.whole_request
        if not whole and not says(item.ground.reason) and not excused(item):
            yield at_ground(item, f"Say why {item.ground.provision} applies here.", "write:reason")


@rule(
    "VR14",
    WARN,
    "draft",
    "FOIA s.17(3), s.2(1)(b), s.2(2)(b)",
    "decision.outcome ground.pi_against ground.pi_balance ground.pi_for ground.provision ground.section_17_4 provision.public_interest_test",
    worst=BLOCK,
)
def public_interest_incomplete(sight: Sight) -> Iterator[Finding]:
    """Qualified exemption without the whole public interest test."""
    for item in relied(sight):
        if item.provision is None or not item.public_interest_test or is_eir(item.provision.regime) or excused(item):
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


@rule(
    "VR15",
    INFO,
    "draft",
    "FOIA s.2(3)",
    "decision.outcome ground.pi_against ground.pi_balance ground.pi_for ground.provision provision.absolute",
)
def public_interest_on_absolute(sight: Sight) -> Iterator[Finding]:
    """Public interest argued on an absolute exemption."""
    for item in relied(sight):
        if item.absolute is True and says([item.ground.pi_for, item.ground.pi_against, item.ground.pi_balance]):
            yield at_ground(
                item,
                f"{item.ground.provision} is absolute: the public interest need not be argued. Take it out.",
                "clear:public_interest",
            )


@rule(
    "VR16",
    BLOCK,
    "draft",
    "FOIA s.17(1)(c); the wording of each section",
    "decision.outcome ground.harm ground.provision ground.section_17_4 letter.kind provision.basis",
)
def harm_missing(sight: Sight) -> Iterator[Finding]:
    """A provision that rests on harm, without it."""
    for item in relied_or_pending(sight):
        if item.provision and item.provision.rests_on_harm and not says(item.ground.harm) and not excused(item):
            yield at_ground(
                item, f"{item.ground.provision} rests on harm: say what would, or would be likely to, follow.", "write:harm"
            )


@rule(
    "VR17",
    WARN,
    "draft",
    "ICO line to take 68: required means reasonably necessary",
    "decision.outcome ground.harm ground.provision ground.section_17_4 letter.kind provision.basis",
)
def necessity_unexplained(sight: Sight) -> Iterator[Finding]:
    """Section 24 without why the exemption is required."""
    for item in relied_or_pending(sight):
        if item.provision and item.provision.basis == "necessity" and not says(item.ground.harm) and not excused(item):
            yield at_ground(
                item, f"{item.ground.provision}: say why the exemption is required to safeguard national security.", "write:harm"
            )


@rule("VR18", INFO, "draft", "ICO on sections 30 and 31", "decision.outcome ground.harm ground.provision provision.basis")
def harm_on_class(sight: Sight) -> Iterator[Finding]:
    """Harm argued on a class-based exemption."""
    for item in relied(sight):
        if item.provision and item.provision.basis == "class" and says(item.ground.harm):
            yield at_ground(
                item,
                f"{item.ground.provision} is class-based: harm need not be shown. It may help the public interest test instead.",
                "clear:harm",
            )


@rule(
    "VR19",
    WARN,
    "draft",
    'the words "would, or would be likely to" of each section; prejudice test: own knowledge',
    "decision.outcome ground.harm ground.likelihood ground.provision provision.basis",
)
def likelihood_missing(sight: Sight) -> Iterator[Finding]:
    """Likelihood not stated."""
    for item in relied(sight):
        if item.provision and item.provision.rests_on_harm and says(item.ground.harm) and item.ground.likelihood is None:
            yield at_ground(
                item, f"{item.ground.provision}: say whether the harm would, or would be likely to, follow.", "write:likelihood"
            )


@rule(
    "VR20",
    WARN,
    "draft",
    "FOIA s.2(1)(b) and s.2(2)(b); ICO on neither confirming nor denying",
    "decision.outcome ground.pi_duty ground.provision provision.duty provision.public_interest_test",
)
def wrong_duty(sight: Sight) -> Iterator[Finding]:
    """Public interest argued on the wrong duty."""
    for item in relied(sight):
        ground, duty = item.ground, item.provision.duty if item.provision else None
        if item.public_interest_test and duty and ground.pi_duty and ground.pi_duty is not duty:
            right = "confirming or denying" if duty is Duty.CONFIRM else "disclosing"
            yield at_ground(
                item, f"{ground.provision}: the public interest is about {right}. Argue that side.", f"duty:{duty.value}"
            )


@rule(
    "VR82",
    BLOCK,
    "draft",
    "EIR reg 12(1)(b), 12(2), 14(3)",
    "decision.outcome ground.pi_balance ground.provision provision.public_interest_test",
)
def regulations_balance_missing(sight: Sight) -> Iterator[Finding]:
    """An exception of the Regulations without the public interest test."""
    for item in relied(sight):
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
    regulations_balance_missing,
)
