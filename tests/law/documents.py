"""Case documents of every shape that the schema allows, for what must hold of any case."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from foidesk.desk import reference
from foidesk.model import (
    AttachmentRole,
    AuthorityKind,
    Duty,
    ExtentKind,
    LetterKind,
    Likelihood,
    Outcome,
    Regime,
    Section,
    Stage,
)

Strategy = st.SearchStrategy[Any]
MOST = 10**9
LABELS = ["1", "2", "3", "3(a)", "3(b)", "B1"]
GROUNDS = ["g1", "g2", "g3"]
CITATIONS = [item.citation for regime in (Regime.FOIA, Regime.EIR) for item in reference.catalogue().all(regime)]
EVENTS = [
    "clarification-asked",
    "clarification-received",
    "fees-notice",
    "fee-received",
    "extension-notice",
    "information-asked",
    "information-received",
    "holiday",
    "school-closed",
]


def words(enum: Any) -> Strategy:
    return st.sampled_from([item.value for item in enum])


def maybe(strategy: Strategy) -> Strategy:
    return st.none() | strategy


days: Strategy = (st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.dates(date(1900, 1, 1), date(2199, 12, 31))).map(
    date.isoformat
)
text: Strategy = st.sampled_from(["", " ", "Because.", "[name]", "any other information", "x\n\n- y", "Alex Sample"]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=12
)
run: Strategy = text | st.fixed_dictionaries({"text": text}, optional={"bold": st.booleans(), "link": text, "lang": text})
block: Strategy = st.deferred(
    lambda: (
        st.fixed_dictionaries({"paragraph": st.lists(run, max_size=2)})
        | st.fixed_dictionaries({"list": st.lists(st.lists(block, max_size=1), max_size=2)}, optional={"ordered": st.booleans()})
        | st.fixed_dictionaries({"quote": st.lists(block, max_size=1)})
        | st.fixed_dictionaries(
            {
                "table": st.fixed_dictionaries(
                    {"header": st.lists(text, max_size=2), "rows": st.lists(st.lists(text, max_size=3), max_size=2)}
                )
            }
        )
    )
)
rich: Strategy = maybe(text) | st.lists(block, max_size=2)
flag = st.booleans()
whole: Strategy = st.integers(0, 5000) | st.sampled_from([0, MOST])


def some(**fields: Strategy) -> dict[str, Any]:
    """Fields that a document may leave out."""
    return {"optional": fields}


def decisions(grounds: list[str]) -> Strategy:
    extent = st.fixed_dictionaries({}, **some(kind=words(ExtentKind), words=text))
    return st.lists(
        st.fixed_dictionaries(
            {"outcome": words(Outcome)},
            **some(
                extent=extent,
                held=maybe(flag),
                answer=rich,
                grounds=st.lists(st.sampled_from(grounds), max_size=2, unique=True) if grounds else st.just([]),
                regime=maybe(words(Regime)),
                in_the_alternative=flag,
                different_information=flag,
                record_year=maybe(whole),
            ),
        ),
        max_size=3,
    )


def ground(name: str) -> Strategy:
    interest = st.fixed_dictionaries(
        {},
        **some(duty=maybe(words(Duty)), **{"for": st.lists(rich, max_size=2)}, against=st.lists(rich, max_size=2), balance=rich),
    )
    person = st.fixed_dictionaries({}, **some(name=maybe(text), date=maybe(days), opinion=maybe(text)))
    repeat = st.fixed_dictionaries({}, **some(same_person=maybe(flag), complied_with=maybe(flag), interval_days=maybe(whole)))
    named = st.sampled_from(CITATIONS) | st.sampled_from(["", "99", "s. 31 (3)", "40", "reg 12(4)(b)"])
    return st.fixed_dictionaries(
        {"id": st.just(name), "provision": named},
        **some(
            by_reference_to=st.lists(named, max_size=2),
            reason=rich,
            harm=rich,
            likelihood=maybe(words(Likelihood)),
            public_interest=maybe(interest),
            section_17_4=flag,
            consultations=st.lists(text, max_size=1),
            qualified_person=maybe(person),
            statistical=flag,
            where=maybe(text),
            publication_plan=maybe(text),
            held_before_request=flag,
            previous_reference=maybe(text),
            repeat=maybe(repeat),
            enactment=maybe(text),
            interests_of=maybe(text),
            data_protection=maybe(text),
            purpose_31_2=maybe(text),
        ),
    )


def event() -> Strategy:
    once = {"event": st.sampled_from(EVENTS), "date": days}
    span = {"event": st.sampled_from(EVENTS), "from": days, "to": days}
    whose = some(questions=st.just("all") | st.lists(st.sampled_from(LABELS), max_size=2))
    return st.fixed_dictionaries(once, **whose) | st.fixed_dictionaries(span, **whose)


def estimate() -> Strategy:
    task = st.fixed_dictionaries(
        {
            "activity": st.sampled_from(["determine", "locate", "retrieve", "extract", "redact", ""]),
            "minutes_each": st.integers(0, MOST) | st.floats(0, MOST),
            "records": st.integers(0, 5000) | st.floats(0, MOST),
        },
        **some(what=text, questions=st.lists(st.sampled_from(LABELS), max_size=3)),
    )
    request = st.fixed_dictionaries({"reference": text, "received": days}, **some(minutes=st.floats(0, MOST)))
    joined = st.fixed_dictionaries(
        {},
        **some(working_days=whole, similar=flag, same_person_or_campaign=flag, requests=st.lists(request, max_size=2)),
    )
    return st.fixed_dictionaries(
        {"questions": st.lists(st.sampled_from(LABELS), max_size=3)},
        **some(similar=maybe(flag), other_gbp=st.integers(0, 10**6), aggregated=maybe(joined), tasks=st.lists(task, max_size=2)),
    )


def letter() -> Strategy:
    return st.fixed_dictionaries(
        {"kind": words(LetterKind)},
        **some(
            dated=maybe(days),
            sent=maybe(days),
            signed=flag,
            late_apology=maybe(text),
            public_interest_decision_by=maybe(days),
            cost_limit_stated_gbp=maybe(whole),
            advice_and_assistance=maybe(text),
            goodwill_note=maybe(text),
            clarification=maybe(text),
            environmental_handling=maybe(text),
            format_refused=flag,
            format_refused_reason=maybe(text),
            left_out=st.lists(words(Section), max_size=3),
            own_words=st.dictionaries(st.sampled_from(["opening", "summary", "closing", "body"]), rich, max_size=2),
        ),
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A case document with any content that the schema lets through."""
    grounds = [draw(ground(name)) for name in GROUNDS[: draw(st.integers(0, 3))]]
    made = decisions([item["id"] for item in grounds])

    def question(label: str) -> dict[str, Any]:
        asked: dict[str, Any] = {"label": label, "text": draw(text), "decisions": draw(made)}
        asked["same_answer_as"] = draw(maybe(st.sampled_from(LABELS)))
        return asked

    questions = [question(label) for label in draw(st.lists(st.sampled_from(["1", "2", "B1"]), min_size=1, unique=True))]
    if draw(flag):
        parts = [{"label": label, "text": draw(text), "decisions": draw(made)} for label in ("3(a)", "3(b)")]
        questions.append(question("3") | {"parts": parts})
    authority = st.fixed_dictionaries(
        {"name": st.just("Midshire Police")},
        **some(
            kind=words(AuthorityKind),
            cost_limit_gbp=maybe(whole),
            audit_functions=flag,
            complaints=maybe(text),
            no_complaints_procedure=flag,
            review_days=maybe(whole),
            regulator_contact=maybe(text),
            reuse=maybe(text),
        ),
    )
    attachment = st.fixed_dictionaries(
        {"name": st.sampled_from(["a.pdf", "b.xlsx"])},
        **some(role=words(AttachmentRole), listed=flag, pages=maybe(st.integers(0, 9))),
    )
    whole_case = st.fixed_dictionaries(
        {
            "format": st.just("foidesk-case"),
            "version": st.just(1),
            "authority": authority,
            "reference": st.just("12/26"),
            "received": days,
            "questions": st.just(questions),
            "grounds": st.just(grounds),
        },
        **some(
            title=text,
            regime=words(Regime),
            language=st.sampled_from(["en", "cy"]),
            stage=words(Stage),
            publish=maybe(flag),
            requester=maybe(st.fixed_dictionaries({}, **some(name=maybe(text), email=maybe(text), format_wanted=maybe(text)))),
            people=st.lists(text, max_size=2),
            clock=st.lists(event(), max_size=4),
            cost_estimates=st.lists(estimate(), max_size=2),
            attachments=st.lists(attachment, max_size=2),
            letters=st.lists(letter(), max_size=2),
        ),
    )
    return draw(whole_case)
