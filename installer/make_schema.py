"""Make resources/schema/case-document.schema.json from the words and keys of the model: python installer/make_schema.py"""

import json
from pathlib import Path
from typing import Any

from foidesk.model import words

TEXT = {"type": ["string", "null"]}
DAY = {"type": ["string", "null"], "format": "date"}
FLAG = {"type": "boolean"}
NULL_FLAG = {"type": ["boolean", "null"]}
WHOLE = {"type": ["integer", "null"], "minimum": 0, "maximum": 1_000_000_000}
AMOUNT = {"type": "number", "minimum": 0, "maximum": 1_000_000_000}
PLACE = {"type": "integer", "minimum": 0, "maximum": 100_000}
CELL = {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2}
STRINGS = {"type": "array", "items": {"type": "string"}}
RICH = {"$ref": "#/$defs/rich"}
LABELS = {"anyOf": [{"const": "all"}, STRINGS]}
RECORDS = {"type": "array", "items": {"type": "object"}}


def choice(kind: Any, null: bool = False) -> dict[str, Any]:
    return {"enum": [*(word.value for word in kind), *([None] if null else [])]}


def record(required: list[str], *, null: Any = False, **properties: Any) -> dict[str, Any]:
    return {
        "type": ["object", "null"] if null else "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


SECTIONS = [section.value for section in words.Section]
DECISION = record(
    ["outcome"],
    outcome=choice(words.Outcome),
    extent=record([], kind=choice(words.ExtentKind), words={"type": "string"}),
    held=NULL_FLAG,
    answer=RICH,
    grounds=STRINGS,
    regime=choice(words.Regime, null=True),
    in_the_alternative=FLAG,
    different_information=FLAG,
    record_year=WHOLE,
)
QUESTION = record(
    ["label", "text"],
    label={"type": "string", "minLength": 1},
    text={"type": "string"},
    same_answer_as=TEXT,
    decisions=many({"$ref": "#/$defs/decision"}),
    parts=many(
        record(
            ["label", "text"],
            label={"type": "string", "minLength": 1},
            text={"type": "string"},
            decisions=many({"$ref": "#/$defs/decision"}),
        )
    ),
)
GROUND = record(
    ["id", "provision"],
    id={"type": "string", "minLength": 1},
    provision={"type": "string"},
    by_reference_to=STRINGS,
    reason=RICH,
    harm=RICH,
    likelihood=choice(words.Likelihood, null=True),
    public_interest=record(
        [], null=True, duty=choice(words.Duty, null=True), **{"for": many(RICH), "against": many(RICH)}, balance=RICH
    ),
    section_17_4=FLAG,
    private_reason=TEXT,
    certificate=TEXT,
    consultations=STRINGS,
    qualified_person=record([], null=True, name=TEXT, date=DAY, opinion=TEXT, submission=TEXT, material_seen=TEXT),
    statistical=FLAG,
    where=TEXT,
    publication_plan=TEXT,
    held_before_request=FLAG,
    previous_reference=TEXT,
    repeat=record(
        [], null=True, same_person=NULL_FLAG, complied_with=NULL_FLAG, substantially_similar=NULL_FLAG, interval_days=WHOLE
    ),
    enactment=TEXT,
    interests_of=TEXT,
    breach_of_confidence=TEXT,
    data_protection=TEXT,
    subject_access_pointer=TEXT,
    purpose_31_2=TEXT,
)
LETTER = record(
    ["kind"],
    kind=choice(words.LetterKind),
    dated=DAY,
    sent=DAY,
    signed=FLAG,
    late_apology=TEXT,
    public_interest_decision_by=DAY,
    cost_limit_stated_gbp=WHOLE,
    advice_and_assistance=TEXT,
    advice_not_possible=TEXT,
    goodwill_note=TEXT,
    clarification=TEXT,
    environmental_handling=TEXT,
    format_refused=FLAG,
    format_refused_reason=TEXT,
    left_out={"type": "array", "items": {"enum": SECTIONS}},
    own_words={"type": "object", "additionalProperties": RICH},
)
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "foidesk case document",
    "description": "One case of freedom of information, version 1.",
    **record(
        ["format", "version", "authority", "reference", "received", "questions"],
        format={"const": "foidesk-case"},
        version={"const": 1},
        authority=record(
            ["name"],
            name={"type": "string", "minLength": 1},
            kind=choice(words.AuthorityKind),
            address=TEXT,
            signatory=record([], null=True, name=TEXT, role=TEXT),
            cost_limit_gbp=WHOLE,
            audit_functions=FLAG,
            complaints=TEXT,
            no_complaints_procedure=FLAG,
            review_days=WHOLE,
            regulator_contact=TEXT,
            reuse=TEXT,
        ),
        reference={"type": "string", "minLength": 1},
        title={"type": "string"},
        regime=choice(words.Regime),
        language={"type": "string"},
        stage=choice(words.Stage),
        publish=NULL_FLAG,
        received={"type": "string", "format": "date"},
        channel=choice(words.Channel, null=True),
        requester=record([], null=True, name=TEXT, email=TEXT, address=TEXT, handle=TEXT, organisation=TEXT, format_wanted=TEXT),
        people=STRINGS,
        request_text={"type": "string"},
        notes=many(record(["text"], text={"type": "string"}, questions=LABELS)),
        clock=many(
            {
                **record(
                    ["event"],
                    event={
                        "enum": [
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
                    },
                    date={"type": "string", "format": "date"},
                    to={"type": "string", "format": "date"},
                    questions=LABELS,
                    **{"from": {"type": "string", "format": "date"}},
                ),
                "oneOf": [{"required": ["date"]}, {"required": ["from", "to"]}],
            }
        ),
        questions={**many(QUESTION), "minItems": 1},
        grounds=many(GROUND),
        cost_estimates=many(
            record(
                ["questions"],
                questions=STRINGS,
                similar=NULL_FLAG,
                other_gbp={**WHOLE, "type": "integer"},
                aggregated=record(
                    [],
                    null=True,
                    working_days={**WHOLE, "type": "integer"},
                    similar=FLAG,
                    same_person_or_campaign=FLAG,
                    requests=many(
                        record(
                            ["reference", "received"],
                            reference={"type": "string"},
                            received={"type": "string", "format": "date"},
                            minutes=AMOUNT,
                        )
                    ),
                ),
                tasks=many(
                    record(
                        ["activity", "minutes_each", "records"],
                        activity={"type": "string"},
                        what={"type": "string"},
                        minutes_each=AMOUNT,
                        records=AMOUNT,
                        questions=STRINGS,
                    )
                ),
            )
        ),
        attachments=many(
            record(
                ["name"],
                name={"type": "string", "minLength": 1},
                role=choice(words.AttachmentRole),
                listed=FLAG,
                media_type={"type": "string"},
                path=TEXT,
                sha256={"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
                pages=WHOLE,
            )
        ),
        letters=many(LETTER),
        correspondence=many(
            record(
                ["at", "direction", "channel"],
                at={"type": "string", "format": "date-time"},
                direction=choice(words.Direction),
                channel=choice(words.Channel),
                summary={"type": "string"},
                files=STRINGS,
                **{"with": {"type": "string"}},
            )
        ),
        holders=RECORDS,
        advice=RECORDS,
        consultations=RECORDS,
        approvals=RECORDS,
        links=many(record(["kind", "reference"], kind=choice(words.LinkKind), reference={"type": "string"})),
    ),
    "$defs": {
        "decision": DECISION,
        "run": {
            "anyOf": [
                {"type": "string"},
                record(
                    ["text"],
                    text={"type": "string"},
                    bold=FLAG,
                    italic=FLAG,
                    link={"type": "string"},
                    lang={"type": "string"},
                    note={"type": "string"},
                ),
            ]
        },
        "block": {
            "oneOf": [
                record(["paragraph"], paragraph=many({"$ref": "#/$defs/run"})),
                record(["list"], list=many(many({"$ref": "#/$defs/block"})), ordered=FLAG),
                record(
                    ["table"],
                    table=record(
                        ["header", "rows"],
                        header=STRINGS,
                        rows=many(STRINGS),
                        caption={"type": "string"},
                        row_headings=FLAG,
                        heading_rows=PLACE,
                        spans=many(record(["row", "column"], row=PLACE, column=PLACE, rows=PLACE, columns=PLACE)),
                        notes=many(record(["text"], text={"type": "string"}, cells=many(CELL))),
                    ),
                ),
                record(["quote"], quote=many({"$ref": "#/$defs/block"})),
            ]
        },
        "rich": {"anyOf": [{"type": ["string", "null"]}, many({"$ref": "#/$defs/block"})]},
    },
}

if __name__ == "__main__":
    target = Path(__file__).parent.parent / "resources" / "schema" / "case-document.schema.json"
    target.write_text(json.dumps(SCHEMA, indent=1, ensure_ascii=False) + "\n", "utf-8")
