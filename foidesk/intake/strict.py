"""Strict reading of a case document: one meaning only, of a bounded size, and of exactly the shape of its schema."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from foidesk.errors import UserError

_CHECKER = FormatChecker(())


# Sums with days near the ends of the calendar fail; no request is that old, no due date that far off.
_YEARS = range(1900, 2200)
MOST_DIGITS = 15


@_CHECKER.checks("date", ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or (
        re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None and date.fromisoformat(value).year in _YEARS
    )


@_CHECKER.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    moment = datetime.fromisoformat(value)
    return moment.tzinfo is not None and moment.year in _YEARS


def parse(data: bytes, most_depth: int) -> dict[str, Any]:
    """JSON as one meaning: UTF-8, no key twice, not too deep, an object at the top. Raises UserError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("The case document is not UTF-8 text.") from None
    _check_depth(text, most_depth)
    try:
        document = json.loads(
            text, object_pairs_hook=_no_doubles, parse_constant=_no_constant, parse_int=_whole_number, parse_float=_number
        )
    except json.JSONDecodeError as error:
        raise UserError(f"The case document is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.") from None
    if not isinstance(document, dict):
        raise UserError("The case document must be one JSON object.")
    _check_characters(document, ())
    return document


def validate(document: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    """Compare a document with its schema. Raises UserError that names the key."""
    errors = list(islice(Draft202012Validator(schema, format_checker=_CHECKER).iter_errors(document), 1000))
    # A misspelt key comes first: the key that is then missing is only its shadow.
    misspelt = [error for error in errors if error.validator == "additionalProperties"]
    error = misspelt[0] if misspelt else best_match(errors)
    if error is not None:
        raise UserError(_plain(error))
    _check_grounds(document)


def _path(steps: Iterable[str | int]) -> str:
    """Where a value stands: questions[0].decisions[1].outcome."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{_key(step)}" for step in steps).lstrip(".")
    return path or "the document"


def _key(name: str) -> str:
    return name if re.fullmatch(r"\w{1,60}", name) else repr(name[:60])


def _plain(error: ValidationError) -> str:
    place = _path(error.absolute_path)
    wanted: Any = error.validator_value
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        schema: Any = error.schema
        unknown = next((key for key in instance if key not in schema.get("properties", {})), "?")
        return f"{_path([*error.absolute_path, unknown])}: there is no such key. Check its spelling."
    if error.validator == "required":
        missing = next((key for key in wanted if key not in instance), "?")
        return f"{place}: the key {missing!r} is missing."
    if error.validator == "enum":
        return f"{place}: must be one of {', '.join(json.dumps(word) for word in wanted)}."
    if error.validator == "format":
        kind = "date (2026-05-18)" if wanted == "date" else "time with its zone (2026-05-18T09:30:00+01:00)"
        return f"{place}: is not a {kind} that exists, of the years 1900 to 2199."
    if error.validator in {"minimum", "maximum"}:
        return f"{place}: must be {wanted} or {'more' if error.validator == 'minimum' else 'less'}."
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


def _check_characters(value: Any, path: tuple[str | int, ...]) -> None:
    if isinstance(value, str) and re.search("[\0\ud800-\udfff]", value):
        raise UserError(f"{_path(path)}: holds a character that no text has.")
    if isinstance(value, dict):
        for name, item in value.items():
            _check_characters(name, (*path, name))
            _check_characters(item, (*path, name))
    if isinstance(value, list):
        for number, item in enumerate(value):
            _check_characters(item, (*path, number))


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise UserError(f"{digits[:MOST_DIGITS]}... is too large a number for the case document.")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not abs(number) < 10**MOST_DIGITS:
        raise UserError(f"{digits[:MOST_DIGITS]} is too large a number for the case document.")
    return number


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise UserError(f"The key {_key(doubled)} stands twice in one object of the case document.")
    return found


def _no_constant(name: str) -> Any:
    raise UserError(f"{name} is not a number that the case document allows.")
