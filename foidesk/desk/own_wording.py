"""The authority's own wording: put in the place of the program's with a reason, taken back with a reason, and told of in each letter."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.law.sight import Finding, Severity
from foidesk.letters import glyphs
from foidesk.letters.wording import ENGLISH, Replacement, Wording, Words, refuse_unfit, slots
from foidesk.store import settings

if TYPE_CHECKING:
    from foidesk.desk.office import Desk

KEY = "wording"
LANGUAGES = (ENGLISH, "cy")
"""Languages in which an authority can give wording. The program's own is English."""

_SEVERAL_LINES = frozenset({"email-body"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph of the wording as the settings show it: the standard words in force, the authority's own, and all that ever stood.

    `slots` are what a text must keep. `superseded` says that the program's words have changed since the authority replaced them.
    """

    name: str
    standard: str
    locked: bool
    source: str
    slots: tuple[str, ...]
    own: Replacement | None
    earlier: tuple[Replacement, ...]
    superseded: bool

    @property
    def text(self) -> str:
        """The words that stand today."""
        return self.own.text if self.own else self.standard


def own_wording(session: Session) -> tuple[Replacement, ...]:
    """Everything that the authority ever put in the place of the program's wording, oldest first."""
    return tuple(_read(item) for item in settings.get(session, KEY, []))


def entries(desk: "Desk", language: str = ENGLISH) -> tuple[Entry, ...]:
    """All wording that can be replaced, in the order of the data, as it stands today."""
    wording, today = desk.wording, desk.today()
    with desk.reading() as session:
        kept = own_wording(session)
    return tuple(
        _entry(wording, name, language, today, kept)
        for name in wording.names()
        if not wording.shipped(name, today).marks_what_is_missing
    )


def count(desk: "Desk") -> int:
    """How many texts of the authority's own stand, today or from a later day on."""
    with desk.reading() as session:
        return len({(item.name, item.language) for item in own_wording(session) if item.stood(None)})


def replace_wording(desk: "Desk", name: str, text: str, why: str, *, since: date | None = None, language: str = ENGLISH) -> int:
    """Put the authority's own text in the place of a paragraph, in letters dated from `since` (today) on; returns its number.

    Letters that are signed stay as they are. Raises UserError without a reason, for a text that drops what the program fills in, or one
    that cannot be printed.
    """
    text, why = _tidy(name, text), why.strip()
    standard = _standard(desk, name)
    since = since or desk.today()
    if language not in LANGUAGES:
        raise UserError("Wording can be given in English and in Welsh.")
    refuse_unfit(standard, text)
    _refuse_unprintable(text)
    if not why:
        raise UserError("Say why the wording is replaced: the reason is kept with it.")
    with desk.writing() as work:
        kept = own_wording(work.session)
        stands = Wording([standard], kept).replacement(name, since, language)
        before = stands.text if stands else standard.text if language == ENGLISH else ""
        if text == before:
            raise UserError("These are the words that stand already. Change them first.")
        made = Replacement(
            number=len(kept) + 1,
            name=name,
            text=text,
            instead_of=standard.text,
            since=since,
            made=desk.now(),
            by=desk.officer.name,
            why=why,
            language=language,
        )
        _keep(work.session, (*kept, made))
        work.record("wording-replaced", number=made.number, wording=name, language=language, since=since.isoformat())
    desk.forget_wording()
    return made.number


def take_wording_back(desk: "Desk", number: int, why: str) -> None:
    """Let what stood before stand again. The text, its reason and this one are kept. Raises UserError without a reason."""
    if not why.strip():
        raise UserError("Say why your wording is taken back: the reason is kept with it.")
    with desk.writing() as work:
        kept = own_wording(work.session)
        found = next((item for item in kept if item.number == number and item.stood(None)), None)
        if found is None:
            raise UserError("That wording is not in use any more.")
        gone = replace(found, taken_back=desk.now(), taken_back_by=desk.officer.name, taken_back_why=why.strip())
        _keep(work.session, tuple(gone if item is found else item for item in kept))
        work.record("wording-taken-back", number=number, wording=found.name, language=found.language)
    desk.forget_wording()


def findings(wording: Wording, on: date, language: str) -> list[Finding]:
    """What the checks say of the wording that one letter took: where the authority's words state the law, and where Welsh is missing."""
    found = []
    for name, words in wording.used.items():
        own = wording.replacement(name, on, words.language) if words.own else None
        if own is None or not words.locked:
            continue
        if own.instead_of != wording.shipped(name, on).text:
            message = (
                f"The standard words of {words.source} have changed since your authority put its own in their place. Read both."
            )
            found.append(_finding("OW02", Severity.WARN, message, name, words))
        else:
            message = f"Where the letter states {words.source}, it has your authority's own words: {own.why}"
            found.append(_finding("OW01", Severity.INFO, message, name, words))
    english = [name for name, words in wording.used.items() if words.language != language]
    if language != ENGLISH and english:
        message = f"{len(english)} of the letter's standard texts have no Welsh wording yet and stand in English."
        found.append(
            Finding("OW03", Severity.WARN, "letter", message, "the authority's own wording", fix=f"settings:wording.{english[0]}")
        )
    return found


def _finding(rule: str, severity: Severity, message: str, name: str, words: Words) -> Finding:
    return Finding(rule, severity, "letter", message, words.source, fix=f"settings:wording.{name}")


def _standard(desk: "Desk", name: str) -> Words:
    if name not in desk.wording.names():
        raise UserError("There is no such wording. Choose one from the list.")
    return desk.wording.shipped(name, desk.today())


def _refuse_unprintable(text: str) -> None:
    from foidesk.letters import fonts  # slow to load, and needed here alone

    glyphs.own(text, fonts.load())


def _tidy(name: str, text: str) -> str:
    return text.strip() + "\n" if name in _SEVERAL_LINES and text.strip() else " ".join(text.split())


def _entry(wording: Wording, name: str, language: str, today: date, kept: tuple[Replacement, ...]) -> Entry:
    standard = wording.shipped(name, today)
    ever = tuple(item for item in kept if item.name == name and item.language == language)
    own = wording.replacement(name, today, language)
    return Entry(
        name,
        standard.text,
        standard.locked,
        standard.source,
        () if standard.free else tuple(sorted(slots(standard.text))),
        own,
        tuple(item for item in ever if item != own),
        own is not None and own.instead_of != standard.text,
    )


def _keep(session: Session, all_of_it: tuple[Replacement, ...]) -> None:
    settings.put(session, KEY, [_written(item) for item in all_of_it])


def _written(item: Replacement) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(item).items()}


def _read(item: dict[str, Any]) -> Replacement:
    taken = item["taken_back"]
    return Replacement(
        **item
        | {
            "since": date.fromisoformat(item["since"]),
            "made": datetime.fromisoformat(item["made"]),
            "taken_back": datetime.fromisoformat(taken) if taken else None,
        }
    )
