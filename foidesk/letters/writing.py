"""What every part of a letter is composed from: the case, the letter, the reference shelf, and how dates and labels are written out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from foidesk.law.clock import ClockResult
from foidesk.law.provisions import Catalogue, is_eir
from foidesk.law.sight import IN_PLAY
from foidesk.letters.blocks import Block, Figure, Heading, Paragraph, Place
from foidesk.letters.rich import rich
from foidesk.letters.wording import Wording
from foidesk.model import Case, Decision, Ground, Letter, Outcome, Question, Regime, Section

LONDON = ZoneInfo("Europe/London")


@dataclass
class Writing:
    """One letter while it is composed."""

    case: Case
    letter: Letter
    catalogue: Catalogue
    wording: Wording
    clock: ClockResult | None
    today: date
    signed_at: datetime | None = None
    logo: Figure | None = None

    @property
    def dated(self) -> date:
        """The date that the letter bears; one that has none takes today's."""
        return self.letter.dated or self.today

    @cached_property
    def decisions(self) -> list[tuple[Question, Decision]]:
        """Every decision with its question or part."""
        return list(self.case.every_decision())

    def say(self, name: str, place: Place, /, **slots: object) -> Paragraph:
        """A paragraph of the wording."""
        return self.wording.paragraph(name, self.dated, place, **slots)

    def heading(self, name: str, level: int, place: Place, /, **slots: object) -> Heading:
        """A heading of the wording."""
        return Heading(level=level, text=self.wording.text(name, self.dated, **slots), place=place)

    def own(self, section: str, place: Place) -> tuple[Block, ...]:
        """The officer's own words for a section, where there are any."""
        return rich(self.letter.own_words.get(section), place)

    def leaves_out(self, section: Section) -> bool:
        """Whether a section is switched off."""
        return self.letter.leaves_out(section)

    def regime(self, decision: Decision) -> Regime:
        """The regime of a decision."""
        return decision.regime or self.case.regime

    def grounds(self, *, eir: bool, outcomes: Iterable[Outcome] = (*IN_PLAY, Outcome.INTEREST_PENDING)) -> list[Ground]:
        """The grounds that decisions with these outcomes rest on, under the Act or under the Regulations."""
        wanted = set(outcomes)
        found = []
        for ground in self.case.grounds:
            resting = [decision for _, decision in self.decisions if ground in decision.grounds and decision.outcome in wanted]
            if resting and is_eir(self.regime(resting[0])) == eir:
                found.append(ground)
        return found

    def having(self, outcome: Outcome, *, eir: bool | None = None) -> list[tuple[Question, Decision]]:
        """The decisions with an outcome, under the Act, under the Regulations, or (None) both."""
        return [
            (question, decision)
            for question, decision in self.decisions
            if decision.outcome is outcome and (eir is None or is_eir(self.regime(decision)) == eir)
        ]

    def which(self, questions: Iterable[Question]) -> str:
        """Questions in words: "your request" for all, else "question 2" or "questions 1, 2 and 4"."""
        labels = list(dict.fromkeys(question.label for question in questions))
        covered = set(labels)
        if all(_is_covered(question, covered) for question in self.case.questions):
            return self.your_request
        return self.numbered(labels)

    @property
    def your_request(self) -> str:
        """How a letter names the request as a whole."""
        return self._word("your-request")

    def numbered(self, labels: Sequence[str]) -> str:
        """Labels in words of the letter's language, runs of three and more as "1 to 6"."""
        return numbered(labels, self._manner)

    def join(self, words: Sequence[str]) -> str:
        """Words as a list in a sentence of the letter's language."""
        return join(words, self._manner.last)

    def day(self, value: date) -> str:
        """A day as letters print it: 3 September 2015."""
        return self._word("date", day=value.day, month=self._word(f"month-{value.month}"), year=value.year)

    def moment(self, value: datetime) -> str:
        """A time as letters print it, in London: 3 September 2015 at 14:30."""
        local = value.astimezone(LONDON)
        return self._word("moment", day=self.day(local.date()), time=f"{local:%H:%M}")

    def pages(self, number: int) -> str:
        """A number of pages: 1 page, 2 pages."""
        return self._word("one-page" if number == 1 else "several-pages", count=number)

    @cached_property
    def _manner(self) -> "Manner":
        return Manner(
            *(self.wording.find(name, self.dated).text for name in ("one-question", "several-questions", "range", "and"))
        )

    def _word(self, name: str, **slots: object) -> str:
        return self.wording.text(name, self.dated, **slots)


def _is_covered(question: Question, covered: set[str]) -> bool:
    if question.label in covered:
        return True
    return bool(question.parts) and all(part.label in covered for part in question.parts)


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are counted up in a language: one, several, a run of them, and what stands before the last."""

    one: str
    several: str
    run: str
    last: str


ENGLISH = Manner("question {labels}", "questions {labels}", "{first} to {last}", "{before} and {last}")


def numbered(labels: Sequence[str], manner: Manner = ENGLISH) -> str:
    """Labels in words, runs of three and more as "1 to 6"."""
    joined = join(list(_runs(labels, manner)), manner.last)
    return (manner.one if len(labels) == 1 else manner.several).format(labels=joined)


def _runs(labels: Sequence[str], manner: Manner) -> Iterator[str]:
    run: list[str] = []
    for label in labels:
        if run and run[-1].isdigit() and label.isdigit() and int(label) == int(run[-1]) + 1:
            run.append(label)
            continue
        yield from _closed(run, manner)
        run = [label]
    yield from _closed(run, manner)


def _closed(run: Sequence[str], manner: Manner) -> Iterator[str]:
    if len(run) >= 3:
        yield manner.run.format(first=run[0], last=run[-1])
    else:
        yield from run


def join(words: Sequence[str], last: str = ENGLISH.last) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return last.format(before=", ".join(words[:-1]), last=words[-1])


def day(value: date) -> str:
    """A day as letters print it: 3 September 2015."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """A time as letters print it, in London: 3 September 2015 at 14:30."""
    local = value.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def count(number: int, one: str) -> str:
    """A number with its noun: 1 page, 2 pages."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def decimal(value: float) -> str:
    """A number as letters print it: thousands apart, two decimals at most, none where they are nought."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def pounds(value: float) -> str:
    """A sum as letters print it: pence only where there are some."""
    return f"£{value:,.0f}" if round(value, 2) == round(value) else f"£{value:,.2f}"


def lines(text: str | None) -> tuple[str, ...]:
    """The lines of an address or the like."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
