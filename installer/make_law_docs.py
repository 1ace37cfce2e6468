"""Make what docs/ tells of the checks and the stages from their own declarations: python installer/make_law_docs.py"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from foidesk.law.declare import Rule
from foidesk.law.declared import EVERY
from foidesk.law.stages import MOVES, STANDINGS, WITHOUT_VERB, Act, Move
from foidesk.law.wordcheck import WordCheck

DOCS = Path(__file__).parents[1] / "docs"
START = "<!-- From here on made by installer/make_law_docs.py out of the declarations; change those. -->"
PLAIN = {"words": "the composed letter", "public_copy": "the public copy", "clock": "the clock", "refusal": "whether it refuses"}


def law(before: str) -> str:
    """docs/law.md with its last part made anew."""
    return f"{before.partition(START)[0]}{START}\n\n{checks()}"


def checks() -> str:
    rules = [check for check in EVERY if isinstance(check, Rule)]
    words = [check for check in EVERY if isinstance(check, WordCheck)]
    return (
        f"## Every rule\n{len(rules)} rules read the case. Fields are those of the [case document](case-document.md); "
        "provision is the catalogue's entry for what a ground cites. A rule shows from its stage on.\n\n"
        + table(["rule", "severity", "from", "finds", "reads", "source"], map(rule_row, rules))
        + f"\n## Every word check\n{len(words)} checks read the composed letter. Where a rule finds the same fault in the case, the check "
        "is silent.\n\n" + table(["check", "severity", "from", "finds", "like", "source"], map(word_row, words))
    )


def rule_row(rule: Rule) -> list[str]:
    severity = f"{rule.worst} or {rule.severity}" if rule.worst else rule.severity.value
    return [rule.id, severity, rule.stage, rule.title, reads(rule.reads), rule.source]


def word_row(check: WordCheck) -> list[str]:
    return [check.id, check.severity.value, check.stage, check.title, ", ".join(check.like), check.source]


def reads(names: Iterable[str]) -> str:
    """Fields of one row together: "ground: harm, likelihood"."""
    said = []
    for of, group in groupby(sorted(names), key=lambda name: name.partition(".")[0]):
        fields = [name.partition(".")[2] for name in group]
        said.append(PLAIN.get(of) or f"{of}: {', '.join(f'`{field}`' for field in fields)}")
    return "; ".join(said)


def stages() -> str:
    """docs/stages.md, all of it."""
    return f"""# The stages of a case

{START}

Every verb that moves a case asks this one table (`foidesk/law/stages.py`). A move that does not stand here is refused with the reason. In a
sealed stage what was decided and written stands as it is; notes, messages and post can always be added.

## What each stage means
{table(["stage", "a case that", "sealed", "checks that show"], standings())}
## The moves
{table(["what is done", "from", "to", "requires", "source"], moves())}
No verb of this version does what is marked with *.
"""


def standings() -> Iterator[list[str]]:
    for standing in STANDINGS.values():
        yield [f"`{standing.stage}`", standing.words, "yes" if standing.sealed else "", standing.shows]


def moves() -> Iterator[list[str]]:
    """One line for all moves of an act that differ only in where they begin, or (going back) in where they lead."""
    told: dict[tuple[str, str, str, str], list[Move]] = {}
    for move in MOVES:
        to = "the one it had" if move.act is Act.DISCARD else f"`{move.to}`"
        told.setdefault((move.act, to, move.requires, move.source), []).append(move)
    for (act, to, requires, source), alike in told.items():
        starts = ", ".join(dict.fromkeys(f"`{move.start}`" for move in alike))
        mark = " *" if act in WITHOUT_VERB else ""
        yield [f"to {act}{mark}", starts, to, requires, source]


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    page = DOCS / "law.md"
    page.write_text(law(page.read_text("utf-8")), "utf-8")
    (DOCS / "stages.md").write_text(stages(), "utf-8")
