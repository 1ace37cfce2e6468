"""How a word check is declared, in the manner of the rules: number, severity, stage and source at its head, one small question below."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from foidesk.law.declare import Stage
from foidesk.law.sight import Finding, Severity
from foidesk.law.wordcheck_reading import Reading

Body = Callable[[Reading], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class WordCheck:
    """One word check. `like` are rules that find the same fault by the case's data: where they speak, it is silent on that target.

    A check with `any_law` looks at the document alone, and so holds under every Act and for every kind of letter.
    """

    id: str
    severity: Severity
    stage: Stage
    title: str
    source: str
    body: Body
    like: tuple[str, ...] = ()
    any_law: bool = False

    def look(self, reading: Reading) -> Iterator[Finding]:
        """What it finds."""
        for finding in self.body(reading):
            yield replace(finding, rule=self.id, severity=self.severity, source=self.source)


def word_check(
    number: str, severity: Severity, stage: Stage, source: str, *, like: tuple[str, ...] = (), any_law: bool = False
) -> Callable[[Body], WordCheck]:
    """Declare a word check over a body whose docstring is its title."""

    def declare(body: Body) -> WordCheck:
        title = (body.__doc__ or "").strip().rstrip(".")
        return WordCheck(number, severity, stage, title, source, body, like, any_law)

    return declare


def quoted(words: str) -> str:
    """A letter's own words inside a message."""
    return f"\u201c{words}\u201d"
