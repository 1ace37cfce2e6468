"""How a rule is declared: its number, severity, stage, title and source stand at its head; its body is one small question."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from foidesk.law.sight import Finding, Reliance, Severity, Sight
from foidesk.model import Question

Stage = Literal["draft", "sign", "send", "publish"]
STAGES: tuple[Stage, ...] = ("draft", "sign", "send", "publish")
"""The stages at which rules begin to show, in order."""

Body = Callable[[Sight], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, when it shows, where it comes from, what it reads, and the question that it asks.

    `reads` names fields of the case and the letter ("ground.harm"), of the catalogue ("provision.basis"), the clock's result, whether the
    case refuses anything ("refusal"), the composed words and the public copy. `worst` is a severity above its own that it may reach.
    """

    id: str
    severity: Severity
    stage: Stage
    title: str
    source: str
    body: Body
    reads: tuple[str, ...] = ()
    worst: Severity | None = None

    def look(self, sight: Sight) -> Iterator[Finding]:
        """What the rule finds; the body says where and what to do, the declaration the rest."""
        for finding in self.body(sight):
            severity = finding.severity if finding.rule == _SEVERITY_SET else self.severity
            yield replace(finding, rule=self.id, severity=severity, source=self.source)


_SEVERITY_SET = "severity set by the body"


def rule(
    number: str, severity: Severity, stage: Stage, source: str, reads: str = "", *, worst: Severity | None = None
) -> Callable[[Body], Rule]:
    """Declare a rule over a body whose docstring is its title; `reads` parts its names by blanks."""

    def declare(body: Body) -> Rule:
        title = (body.__doc__ or "").strip().rstrip(".")
        return Rule(number, severity, stage, title, source, body, tuple(reads.split()), worst)

    return declare


def at_question(question: Question, message: str, fix: str | None = None) -> Finding:
    """A finding on a question or part."""
    return Finding("", Severity.INFO, f"Q{question.label}", message, "", questions=(question.label,), fix=fix)


def at_ground(reliance: Reliance, message: str, fix: str | None = None, severity: Severity | None = None) -> Finding:
    """A finding on a ground; its target is the citation."""
    return Finding(
        _SEVERITY_SET if severity else "",
        severity or Severity.INFO,
        reliance.ground.provision,
        message,
        "",
        ground=reliance.ground.key,
        questions=reliance.labels,
        fix=fix,
    )


def at_letter(message: str, fix: str | None = None) -> Finding:
    """A finding on the letter as a whole."""
    return Finding("", Severity.INFO, "letter", message, "", fix=fix)


def spoken(day: date) -> str:
    """A day as a message says it: "3 March 2026"."""
    return f"{day.day} {day:%B %Y}"
