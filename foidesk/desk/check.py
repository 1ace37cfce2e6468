"""The checks of a case as it stands: every rule of the Act, and a reading of the letter's own words."""

from foidesk.desk import own_wording, starting
from foidesk.desk.draft import Composed, composed, current_letter
from foidesk.desk.office import Shelf
from foidesk.desk.reading import words_checked
from foidesk.law.rules import Finding, Rule, Severity, Sight, check, passed
from foidesk.law.stages import STANDINGS
from foidesk.law.wordcheck import WordCheck
from foidesk.model import Case, Letter


def findings(
    shelf: Shelf, case: Case, letter: Letter | None = None, stage: str | None = None, words: Composed | None = None
) -> list[Finding]:
    """The findings on a case, worst first, of the rules that show at a stage (by default the stage that the case has reached)."""
    return checked(shelf, case, letter, stage, words)[0]


def checked(
    shelf: Shelf, case: Case, letter: Letter | None = None, stage: str | None = None, words: Composed | None = None
) -> tuple[list[Finding], list[Rule | WordCheck]]:
    """The findings as above, and the rules and word checks that were asked and found nothing."""
    letter = letter or current_letter(case)
    words = words or composed(shelf, case, letter)
    stage = stage or stage_of(case)
    sight = sight_of(shelf, case, letter, words)
    found = check(sight, stage)
    of_wording = [] if words.wording is None else own_wording.findings(words.wording, sight.dated, case.language)
    bare = starting.findings(case, shelf.catalogue, sight.dated)
    of_words, silent = words_checked(sight, words.blocks, stage, found)
    return sorted([*of_wording, *bare, *found, *of_words], key=_severity), [*passed(sight, stage, found), *silent]


def sight_of(shelf: Shelf, case: Case, letter: Letter, words: Composed) -> Sight:
    """What the rules look at."""
    return Sight(
        case=case,
        letter=letter,
        catalogue=shelf.catalogue,
        holidays=shelf.holidays_of(case),
        today=shelf.today(),
        own_text=words.own_text,
        public_text=words.public_text,
    )


def _severity(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def stage_of(case: Case) -> str:
    """Which rules show: a new case is not red; what the letter must have shows once every question is decided (decision 12)."""
    shows = STANDINGS[case.stage].shows
    return "sign" if shows == "draft" and _all_decided(case) else shows


def blocking(found: list[Finding]) -> list[Finding]:
    """Those findings that stop a signature."""
    return [finding for finding in found if finding.severity is Severity.BLOCK]


def _all_decided(case: Case) -> bool:
    return all(
        question.decisions or question.same_answer_as or (question.parts and all(part.decisions for part in question.parts))
        for question in case.questions
    )
