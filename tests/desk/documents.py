"""Case documents drawn from the schema itself, so that every key and every shape that it allows is tried."""

import json
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from foidesk.paths import resource

SCHEMA: dict[str, Any] = json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31)).map(date.isoformat)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2049, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC).isoformat()
)


def values(schema: dict[str, Any], depth: int = 4) -> st.SearchStrategy[Any]:
    """Values of exactly the shape that a schema describes; nested ones end at `depth`."""
    if "$ref" in schema:
        return st.deferred(lambda: values(SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], depth))
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    for choice in ("anyOf", "oneOf"):
        if choice in schema and "type" not in schema:
            return st.one_of([values(item, depth) for item in schema[choice]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_kind(kind, schema, depth) for kind in kinds])


def _kind(kind: str, schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if kind == "object":
        return _object(schema, depth)
    if kind == "array":
        return st.lists(values(schema["items"], depth - 1), max_size=2) if depth > 0 and "items" in schema else st.just([])
    if kind == "string":
        words = WORDS.filter(lambda text: len(text) >= schema.get("minLength", 0))
        return {"date": DAYS, "date-time": MOMENTS}.get(schema.get("format", ""), words)
    if kind == "null":
        return st.none()
    if kind == "boolean":
        return st.booleans()
    least, most = schema.get("minimum", -(10**6)), schema.get("maximum", 10**6)
    if kind == "integer":
        return st.integers(least, most)
    return st.floats(least, most, allow_nan=False).map(lambda value: round(value, 2))


def _object(schema: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if "properties" not in schema:
        inner = values(schema["additionalProperties"], depth - 1) if "additionalProperties" in schema else WORDS
        return st.dictionaries(st.sampled_from(["opening", "closing"]), inner)
    known = {key: values(value, depth - 1) for key, value in schema.get("properties", {}).items()}
    required = set(schema.get("required", []))
    optional = {key: value for key, value in known.items() if key not in required}
    return st.fixed_dictionaries({key: known[key] for key in required}, optional=optional)


# The clock's events must follow from each other, which no schema says; worked cases carry them.
_WITHOUT_CLOCK = {key: value for key, value in SCHEMA["properties"].items() if key != "clock"}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document that is consistent in itself: labels and ids are unique, and what is named is there."""
    document = draw(values({**SCHEMA, "properties": _WITHOUT_CLOCK}, 6))
    document["questions"] = document["questions"] or [{"label": "1", "text": "How many?"}]
    for number, ground in enumerate(document.get("grounds", [])):
        ground["id"] = f"g{number}"
    ids = [ground["id"] for ground in document.get("grounds", [])]
    asked = [item for question in document["questions"] for item in (question, *question.get("parts", []))]
    for number, item in enumerate(asked):
        item["label"] = f"{number}{item['label']}"
        for decision in item.get("decisions", []):
            decision["grounds"] = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    for number, attachment in enumerate(document.get("attachments", [])):
        attachment |= {"name": f"{number}.pdf", "path": None, "sha256": None}
    return document
