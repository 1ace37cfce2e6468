"""Small steps that change the clean case, to be put together."""

from collections.abc import Callable
from datetime import date
from typing import Any

from foidesk.model import AuthorityKind, Outcome, Question, Regime
from tests.law.builder import Sample

Spoil = Callable[[Sample], Any]
DAY_40 = date(2026, 4, 30)
"""The fortieth working day of the clean case."""


def steps(*does: Spoil) -> Spoil:
    """One change after the other."""

    def do(case: Sample) -> None:
        for step in does:
            step(case)

    return do


def put(path: str, value: Any) -> Spoil:
    """Set one field of the letter, the authority, a question's last decision ("Q2.held") or a ground ("g.harm", "23(5).harm")."""
    name, _, field = path.rpartition(".")

    def do(case: Sample) -> None:
        if name == "letter":
            setattr(case.letter, field, value)
        elif name == "authority":
            setattr(case.case.authority, field, value)
        elif name == "case":
            setattr(case.case, field, value)
        elif name.startswith("Q"):
            setattr(case.decision(name[1:]), field, value)
        else:
            setattr(case.ground(None if name == "g" else name), field, value)

    return do


def instead(outcome: Outcome, *provisions: str, **changes: Any) -> Spoil:
    """Another decision on question 2."""
    return lambda case: case.instead("2", outcome, *provisions, **changes)


def withheld(*provisions: str, **changes: Any) -> Spoil:
    """Question 2 withheld."""
    return instead(Outcome.WITHHELD, *provisions, **{"held": True} | changes)


def denied(*provisions: str, **changes: Any) -> Spoil:
    """Question 2 neither confirmed nor denied."""
    return instead(Outcome.NCND, *provisions, **changes)


def pending(*provisions: str, by: date | None = DAY_40) -> Spoil:
    return steps(instead(Outcome.INTEREST_PENDING, *provisions), put("letter.public_interest_decision_by", by))


def costs(limb: str = "12(1)", held: bool | None = True, **estimate: Any) -> Spoil:
    return lambda case: case.refuse_for_cost(limb, held, **estimate)


def joined_on(day: str) -> dict[str, Any]:
    """Another request counted together with the case, of a day; so few days are stated that only the dates can tell."""
    requests = [{"reference": "1/25", "received": day, "minutes": 60}]
    return {"working_days": 1, "similar": True, "same_person_or_campaign": True, "requests": requests}


def environmental(*provisions: str, **changes: Any) -> Spoil:
    return withheld(*provisions, regime=Regime.EIR, **changes)


def also(label: str, outcome: Outcome, *provisions: str, **changes: Any) -> Spoil:
    """One more decision on a question."""
    return lambda case: case.decide(label, outcome, *provisions, **changes)


def happened(event: str, on: date, questions: Any = "all") -> Spoil:
    return lambda case: case.happened(event, on, questions)


def leave_out(*sections: str) -> Spoil:
    return lambda case: case.leave_out(*sections)


def hours(number: float) -> list[dict[str, Any]]:
    return [{"activity": "locate", "minutes_each": number * 60, "records": 1}]


def central(case: Sample) -> None:
    case.case.authority.kind = AuthorityKind.DEPARTMENT


def disclose_all(case: Sample) -> None:
    case.disclose_all()


def enclose(name: str, **changes: Any) -> Spoil:
    return lambda case: case.enclose(name, **changes)


def says(words: str) -> Spoil:
    return lambda case: setattr(case, "own_text", words)


def publishes(words: str) -> Spoil:
    return lambda case: setattr(case, "public_text", words)


def wishes(form: str) -> Spoil:
    return lambda case: setattr(case.case.requester, "format_wanted", form)


def in_parts(*decided: str) -> Spoil:
    """Question 1 in two parts, some of them decided."""

    def do(case: Sample) -> None:
        question = case.question("1")
        question.decisions.clear()
        question.parts[:] = [Question(label="1(a)", text="In May?"), Question(label="1(b)", text="In June?")]
        for label in decided:
            case.decide(label, Outcome.DISCLOSED, held=True, answer="Six.")

    return do
