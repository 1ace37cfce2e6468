"""Invented requests to measure the finding of similar cases: paraphrases among others, and near repeats made by rule.

Written before the table of synonyms was, so that the figures say what an officer's own requests may expect of it.
"""

import json
import random
import re
from functools import cache
from itertools import islice, product
from pathlib import Path

_THINGS = (
    "stolen bicycles",
    "burglaries of shops",
    "noise complaints",
    "fixed penalty notices for litter",
    "lost property that was sold",
    "library visits",
    "planning applications that were refused",
    "taxi licences that were revoked",
    "allotments on the waiting list",
    "bus lane fines",
    "food hygiene inspections",
    "fly-tipping reports",
    "broken street lights",
    "empty council homes",
    "parking permits",
    "school meals served",
    "care home inspections",
    "cancelled operations",
    "ambulance delays at the hospital",
    "missed bin collections",
    "calls to the switchboard that were not answered",
    "mobile telephones issued to employees",
    "laptops that were lost",
    "electric cars in the fleet",
    "police dogs that were retired",
    "speed awareness courses",
    "custody suites that were closed",
    "special constables who resigned",
    "stop and searches of women",
    "firearms certificates that were refused",
    "thefts of metal from churches",
    "cases of hare coursing",
    "arrests at football matches",
    "missing persons",
    "knives that were surrendered",
    "assaults on shop workers",
    "cannabis farms that were found",
    "emergency calls about fireworks",
    "apprentices who were taken on",
    "trees that were felled in streets",
    "swimming lessons that were called off",
    "sports pitches that were sold",
    "blue badges that were misused",
    "council tax summonses",
    "business rates written off",
    "data breaches reported to the regulator",
    "subject access requests that were late",
    "translations that were bought",
    "portraits and works of art that are held",
    "fees for venues and conferences",
)
_ASKED = (
    "How many {thing} were there in each of the years {first} to {last}?",
    "Please give the number of {thing} for {first} to {last}, month by month.",
    "Please provide the total of {thing} from 1 April {first} to 31 March {last}.",
    "I should like the figures on {thing} for the period {first} to {last}, by ward.",
)
_ALSO = (
    "What did this cost in total?",
    "Which three districts had the most?",
    "How many of these are still open today?",
    "Please name the software in which this is recorded.",
    "Please enclose the policy that applies.",
    "How many staff work on this, by grade?",
    "What was the longest time taken to deal with one?",
    "How many led to a formal complaint?",
    "Which contractor was used, and when does the contract end?",
    "Were any minutes taken where this was discussed since {last}? If so please send them.",
    "How many involved a person older than sixty-five?",
    "What training was given to those who deal with it?",
)
_OPENINGS = (
    "Good morning,\n\nThis is a request under the Freedom of Information Act 2000.\n\n",
    "Dear Sir or Madam,\n\nI write to ask for the following information.\n\n",
    "Hello. Could you help with this please? It is for an article that I am writing.\n\n",
    "To whom it may concern. I asked something like this before and ask it again now.\n\n",
)
_CLOSINGS = (
    "\n\nI prefer to have the answer in a spreadsheet by e-mail.",
    "\n\nIf this would cost too much please tell me how to narrow it.",
    "\n\nThank you for your help. I look forward to hearing from you within twenty working days.",
    "",
)


@cache
def paraphrases() -> dict[str, list[str]]:
    """The groups of four, by what they ask for."""
    text = Path(__file__).with_name("paraphrases.json").read_text("utf-8")
    groups: dict[str, list[str]] = json.loads(text)["groups"]
    return groups


@cache
def others(count: int = 500) -> tuple[str, ...]:
    """Requests about other things, each of one to four sentences, no two alike."""
    dice = random.Random(20260601)
    pairs = list(product(_THINGS, range(len(_ASKED) * 3)))
    dice.shuffle(pairs)
    return tuple(_request(dice, thing, number) for thing, number in islice(pairs, count))


def near_repeats(count: int = 120) -> list[tuple[str, str]]:
    """Pairs of a request among the others and the same again: opened and closed otherwise, years moved, a sentence gone or moved."""
    dice = random.Random(20260602)
    long = [text for text in others() if len(sentences(text)) >= 3]
    return [(text, _again(dice, text)) for text in dice.sample(long, count)]


def sentences(text: str) -> list[str]:
    """The sentences of a request."""
    return [item for item in re.split(r"(?<=[.?!])\s+", text.strip()) if item]


def _request(dice: random.Random, thing: str, number: int) -> str:
    first = 2012 + number
    years = {"first": first, "last": first + dice.randint(1, 4)}
    asked = [_ASKED[number % len(_ASKED)].format(thing=thing, **years)]
    return " ".join([*asked, *(item.format(**years) for item in dice.sample(_ALSO, dice.randint(0, 4)))])


def _again(dice: random.Random, text: str) -> str:
    said = sentences(text)
    change = dice.choice(("drop", "move", "both", "years"))
    if change in ("drop", "both"):
        said.pop(dice.randrange(1, len(said)))
    if change in ("move", "both"):
        said.append(said.pop(0))
    words = " ".join(said)
    if change == "years":
        words = re.sub(r"\b20\d\d\b", lambda year: str(int(year.group()) + 1), words)
    return dice.choice(_OPENINGS) + words + dice.choice(_CLOSINGS)
