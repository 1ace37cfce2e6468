"""The reference shelf: law data, holidays and wording, read once from the program's resources."""

import json
from functools import cache
from typing import Any

from foidesk.law.holidays import Holidays
from foidesk.law.provisions import Catalogue
from foidesk.law.retention import Schedule
from foidesk.law.wordcheck_lexicon import WordLists
from foidesk.letters.wording import Wording
from foidesk.paths import resource, resource_dir


@cache
def catalogue() -> Catalogue:
    """Every provision of FOIA and the Regulations that a letter may rely on."""
    return Catalogue.from_data(_read("law", "provisions.json"), _read("law", "eir.json"), _read("law", "costs.json"))


@cache
def holidays() -> Holidays:
    """The table of holidays of all parts of the United Kingdom."""
    return Holidays.from_data(_read("law", "holidays.json"))


@cache
def holiday_source() -> str:
    """What the program's own table of holidays rests on."""
    return str(_read("law", "holidays.json")["source"])


@cache
def wording() -> Wording:
    """The statutory and connecting wording of letters."""
    files = sorted((resource_dir() / "wording").glob("*.json"))
    return Wording.from_data([json.loads(file.read_text("utf-8")) for file in files])


@cache
def register_words() -> Any:
    """How the registers of authorities call their columns and outcomes."""
    return _read("law", "register-words.json")


@cache
def retention() -> Schedule:
    """How long cases are kept, unless the authority sets other times."""
    return Schedule.from_data(_read("law", "retention.json"))


@cache
def letter_words() -> WordLists:
    """The words that the reading of a letter goes by."""
    return WordLists(_read("law", "letter-words.json"))


def _read(*parts: str) -> Any:
    return json.loads(resource(*parts).read_text("utf-8"))
