"""Strict reading of a case document: one meaning only, of a bounded size, and of exactly the shape of its schema."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from foidesk.errors import UserError

_CHECKER = FormatChecker(())


@_CHECKER.checks("date", ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or (len(value) == 10 and date.fromisoformat(value) is not None)


@_CHECKER.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def parse(data: bytes, most_depth: int) -> dict[str, Any]:
    """JSON as one meaning: UTF-8, no key twice, not too deep, an object at the top. Raises UserError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("The case document is not UTF-8 text.") from None
    _check_depth(text, most_depth)
    try:
        document = json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UserError(f"The case document is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.") from None
    if not isinstance(document, dict):
        raise UserError("The case document must be one JSON object.")
    _check_characters(text, document)
    return document


def validate(document: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Compare a document with its schema. Raises UserError that names the key."""
    error = best_match(Draft202012Validator(schema, format_checker=_CHECKER).iter_errors(document))
    if error is not None:
        raise UserError(_plain(error))
    _check_grounds(document)


def _plain(error: ValidationError) -> str:
    place = (
        "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path).lstrip(".")
        or "the document"
    )
    wanted: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        unknown = next((key for key in instance if key not in schema.get("properties", {})), "?")
        return f"{place}: there is no key {unknown!r}. Check its spelling."
    if error.validator == "required":
        missing = next((key for key in wanted if key not in instance), "?")
        return f"{place}: the key {missing!r} is missing."
    if error.validator == "enum":
        return f"{place}: must be one of {', '.join(json.dumps(word) for word in wanted)}."
    if error.validator == "format":
        return f"{place}: is not a {'date' if wanted == 'date' else 'time with its zone'} that exists."
    if error.validator == "type":
        return f"{place}: must be of type {wanted if isinstance(wanted, str) else ' or '.join(wanted)}."
    return f"{place}: is not of the shape that the case document has there."


def _check_grounds(document: Mapping[str, Any]) -> None:
    """What a schema cannot say: labels and ids are unique, and decisions name grounds that are there."""
    ids = [ground["id"] for ground in document.get("grounds", [])]
    if len(set(ids)) != len(ids):
        raise UserError("grounds: an id stands twice.")
    labels: list[str] = []
    for number, question in enumerate(document["questions"]):
        for item in (question, *question.get("parts", [])):
            labels.append(item["label"])
            for decision in item.get("decisions", []):
                for key in decision.get("grounds", []):
                    if key not in ids:
                        raise UserError(f"questions[{number}]: there is no ground {key!r}.")
    if len(set(labels)) != len(labels):
        raise UserError("questions: a label stands twice.")


def _check_depth(text: str, most: int) -> None:
    depth, inside, escaped = 0, False, False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            if depth > most:
                raise UserError(f"The case document is nested more than {most} deep.")
        elif character in "]}":
            depth -= 1


def _check_characters(text: str, document: dict[str, Any]) -> None:
    if "\\u0000" in text.lower() or "\0" in text:
        raise UserError("The case document holds a character that no text has (NUL).")
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise UserError("The case document holds half of a character (a lone surrogate).") from None


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise UserError(f"The key {doubled!r} stands twice in one object of the case document.")
    return found


def _no_constant(name: str) -> Any:
    raise UserError(f"{name} is not a number that the case document allows.")
