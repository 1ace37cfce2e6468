"""The authority's logo at the head of its letters: chosen, told in words, removed. Letters that are signed keep the one they had."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from foidesk.errors import UserError
from foidesk.intake.read import read_file
from foidesk.letters import glyphs, logo
from foidesk.letters.blocks import Figure
from foidesk.store import files, settings
from foidesk.worker import in_worker

if TYPE_CHECKING:
    from foidesk.desk.office import Desk

KEY = "logo"
MOST_BYTES = 5 * 1024 * 1024
MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo from a time on: its picture (PNG) and what it shows, in words. No picture: from then on letters have none."""

    since: datetime
    png: bytes | None
    words: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Logos:
    """Every logo that letters ever had, oldest first: a copy of a signed letter shows the one of its day."""

    kept: tuple[Logo, ...] = ()

    def at(self, moment: datetime | None) -> Figure | None:
        """The logo that stood at a time (None: that stands now), as letters show it."""
        standing = [item for item in self.kept if moment is None or item.since <= moment]
        if not standing or standing[-1].png is None:
            return None
        return logo.as_figure(standing[-1].png, standing[-1].words)

    @property
    def now(self) -> Logo | None:
        """The logo that letters have from now on, if they have one."""
        return self.kept[-1] if self.kept and self.kept[-1].png is not None else None


def read_logos(session: Session) -> Logos:
    """The logos of a store. One whose bytes are damaged is there all the same: drawing a letter with it says so."""
    return Logos(tuple(_read(session, item) for item in settings.get(session, KEY, [])))


def read_logo(path: Path) -> bytes:
    """The logo of a file as it would stand in letters, a PNG made anew from its pixels in a process of its own; nothing is kept.

    Raises UserError for a file above 5 MB, one that is neither PNG nor JPEG (an SVG among them), and one that makes no logo.
    """
    data = read_file(path, MOST_BYTES, "A logo is read up to {limit} MB: save it smaller.")
    return logo.from_pixels(in_worker("foidesk.letters.logo:read_pixels", data))


def choose_logo(desk: "Desk", path: Path, words: str) -> None:
    """Put the logo of a file at the head of letters that are not signed yet; `words` tell what it shows to whoever does not see it.

    Raises UserError as `read_logo` does, and for no words.
    """
    words = _fit(words)
    png = read_logo(path)
    with desk.writing() as work:
        kept = files.keep(work.session, png)
        _add(work.session, desk, kept, words)
        work.record("logo-chosen", sha256=kept)
        found = read_logos(work.session)
    desk.logos = found


def describe_logo(desk: "Desk", words: str) -> None:
    """Tell in other words what the logo shows. Raises UserError for no words, or where there is no logo."""
    words = _fit(words)
    with desk.writing() as work:
        now = read_logos(work.session).now
        if now is None:
            raise UserError("There is no logo. Choose one first.")
        _add(work.session, desk, now.sha256, words)
        work.record("logo-described", sha256=now.sha256)
        found = read_logos(work.session)
    desk.logos = found


def remove_logo(desk: "Desk") -> None:
    """Write letters without a logo from now on. Its bytes stay, for copies of letters that were signed with it."""
    with desk.writing() as work:
        now = read_logos(work.session).now
        if now is None:
            raise UserError("There is no logo to remove.")
        _add(work.session, desk, None, "")
        work.record("logo-removed", sha256=now.sha256)
        found = read_logos(work.session)
    desk.logos = found


def _add(session: Session, desk: "Desk", sha256: str | None, words: str) -> None:
    added = {"file": sha256, "words": words, "since": desk.now().isoformat()}
    settings.put(session, KEY, [*settings.get(session, KEY, []), added])
    session.flush()


def _read(session: Session, item: dict[str, Any]) -> Logo:
    since = datetime.fromisoformat(item["since"])
    if item["file"] is None:
        return Logo(since, None)
    try:
        png = files.fetch(session, item["file"])
    except UserError:
        png = b""
    return Logo(since, png, item["words"], item["file"])


def _fit(words: str) -> str:
    from foidesk.letters import fonts  # slow to load, and needed here alone

    tidy = " ".join(words.split())
    if not tidy:
        raise UserError("Say in words what the logo shows: whoever cannot see it hears them in its place.")
    if len(tidy) > MOST_WORDS:
        raise UserError(f"Say it in {MOST_WORDS} characters at most: they are read out at the head of every letter.")
    glyphs.own(tidy, fonts.load())
    return tidy
