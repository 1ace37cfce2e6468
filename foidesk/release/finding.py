"""What an inspection finds: a fault by its code, where it stands in the officer's own program, a masked sample, how to put it right.

The codes, their words and their weight are data (resources/release/codes.json).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from foidesk.paths import resource

MOST_FINDINGS = 400
MOST_SAMPLE = 60
MOST_WHERE = 400
_WORD = re.compile(r"\w+")


class Verdict(StrEnum):
    """What an inspection comes to. Only what was read whole, and in which nothing was found, passes."""

    PASS = "pass"
    STOP = "stop"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: what it weighs, what it is called, why it matters, how it is put right in each sort of program.

    `aside` says whether the officer may set it aside with a reason: visible matters only, never what is hidden in a file.
    """

    name: str
    verdict: Verdict
    title: str
    why: str
    fix: Mapping[str, str]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a file. `where` leads from the outermost file inwards: "a.zip > b.docx > c.xlsx > sheet HR, row 12"."""

    code: str
    where: str
    sample: str = ""
    fix: str = ""

    @property
    def verdict(self) -> Verdict:
        """STOP or REFUSE, by its code; a code that nobody knows refuses."""
        known = codes().get(self.code)
        return known.verdict if known else Verdict.REFUSE

    def inside(self, outer: str) -> "Finding":
        """The same fault, seen from the file around it."""
        return Finding(self.code, f"{outer} > {self.where}"[:MOST_WHERE], self.sample, self.fix)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file. The verdict follows from the findings, so that the two cannot disagree."""

    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """REFUSE where one finding refuses, STOP where one stops, PASS where there is none."""
        weights = {finding.verdict for finding in self.findings}
        return next((each for each in (Verdict.REFUSE, Verdict.STOP) if each in weights), Verdict.PASS)

    @property
    def codes(self) -> frozenset[str]:
        """The codes that were found, each once."""
        return frozenset(finding.code for finding in self.findings)


@cache
def codes() -> Mapping[str, Code]:
    """Every code of fault, by its name."""
    read = json.loads(resource("release", "codes.json").read_text("utf-8"))["codes"]
    return {
        name: Code(name, Verdict(item["verdict"]), item["title"], item["why"], item["fix"], item.get("aside", False))
        for name, item in read.items()
    }


def found(code: str, where: str, sample: str = "", program: str = "") -> Finding:
    """A finding with the advice for a sort of program ("excel", "calc", "word"...). `sample` is the plain text; it is masked here."""
    fix = codes()[code].fix
    return Finding(code, plain(where, MOST_WHERE), masked(sample), fix.get(program) or fix["any"])


def masked(text: str) -> str:
    """A sample that the officer knows again and that gives nothing away: the ends of each word, its middle masked.

    Digits are all masked but the first; what is long is cut.
    """
    return _WORD.sub(_mask_word, plain(text, MOST_SAMPLE))


def _mask_word(match: re.Match[str]) -> str:
    word = match[0]
    if len(word) < 2:
        return "•" if word.isdigit() else word
    last = word[-1] if len(word) > 4 and not word[-1].isdigit() else "•"
    return word[0] + "•" * (len(word) - 2) + last


def plain(text: str, most: int) -> str:
    """A text from a foreign file as one line of bounded length, without characters that steer a screen."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[: most * 4]).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def inspection_of(findings: Iterable[Finding]) -> Inspection:
    """The findings as an inspection: each once, what refuses first, and never so many that nobody reads them.

    Where there are more than MOST_FINDINGS of them, at least one of each code is kept.
    """
    once = list(dict.fromkeys(findings))
    first = list({finding.code: finding for finding in reversed(once)}.values())
    rest = [finding for finding in once if finding not in set(first)][: max(0, MOST_FINDINGS - len(first))]
    kept = {*first, *rest}
    ordered = [finding for finding in once if finding in kept]
    return Inspection(tuple(sorted(ordered, key=lambda finding: finding.verdict != Verdict.REFUSE)))


def as_json(inspection: Inspection) -> dict[str, Any]:
    """An inspection as plain values, as a worker hands it back."""
    return {"verdict": inspection.verdict.value, "findings": [asdict(finding) for finding in inspection.findings]}


def from_json(value: Any) -> Inspection:
    """An inspection out of a worker's answer. What is not of that shape, or does not agree with itself, is a file that cannot be read."""
    try:
        findings = tuple(
            Finding(str(each["code"]), str(each["where"])[:MOST_WHERE], str(each["sample"])[: 2 * MOST_SAMPLE], str(each["fix"]))
            for each in value["findings"]
        )
        told = Verdict(value["verdict"])
    except (KeyError, TypeError, ValueError):
        return Inspection((found("corrupt-file", "the whole file"),))
    read = Inspection(findings)
    return read if read.verdict == told else Inspection((*findings, found("corrupt-file", "the whole file")))
