"""Verbs that bring in the authority's past: published pages, letters or a register become closed cases that can be searched.

Such a case was answered elsewhere: it has no clock, no letter to sign, and no file; its words are there to be found and compared with.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from foidesk.desk import reference
from foidesk.desk.keep import profile_row
from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.intake.past import KINDS, PastCase, PastQuestion, read_past, read_past_bytes, split_many
from foidesk.intake.register import Register, cases_of, read_register
from foidesk.law.wordcheck_citing import citations
from foidesk.model import Authority, Case, Decision, Ground, Outcome, PastSource, Question, Requester, Stage
from foidesk.store import files, past, queries, search

TABLES = frozenset({".csv", ".tsv", ".xlsx"})
ROWS_AT_ONCE = 100
"""How many rows of a register are kept in one transaction."""
MOST_FILES = 50_000
Told = Callable[[int, int, str], bool]
"""Told how many are done, of how many, and what comes next; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or row that did not come in as it stands, and why, in plain words."""

    name: str
    why: str


@dataclass(slots=True)
class PastReport:
    """What an import did. `known` were there already by their hash; `joined` are letters that were added to their case of the past.

    `doubts` came in, with something left out; `stopped` says that the officer stopped it, and that it can go on.
    """

    imported: int = 0
    joined: int = 0
    known: int = 0
    unread: list[Unread] = field(default_factory=list)
    doubts: list[Unread] = field(default_factory=list)
    stopped: bool = False


def look_at_register(path: Path, columns: Mapping[str, str] | None = None) -> Register:
    """A register as it would be brought in: which column stands for what. Raises UserError in plain words; nothing is stored."""
    return read_register(path, reference.register_words(), columns)


class Importing:
    """An import that goes on step by step, so that other work can come in between: a file, or a hundred rows of a register, at a time.

    What is in the store already is skipped, so one that was stopped goes on where it stopped. Raises UserError where the place cannot be
    read at all.
    """

    def __init__(self, desk: Desk, place: Path, columns: Mapping[str, str] | None = None) -> None:
        self._desk, self._place = desk, place
        self._paths: list[Path] = []
        self._rows: list[PastCase] = []
        self.report = PastReport()
        self.done = 0
        if place.is_dir():
            self._paths = _files_in(place)
        elif place.suffix.lower() in TABLES:
            self._rows = cases_of(look_at_register(place, columns), reference.register_words())
        elif place.suffix.lower() in KINDS:
            self._paths, self._place = [place], place.parent
        else:
            raise UserError(f"{place.name or place} is neither a folder nor a register (.csv, .xlsx). Choose one of them.")

    @property
    def of(self) -> int:
        """How many files or rows there are."""
        return len(self._paths) or len(self._rows)

    @property
    def following(self) -> str:
        """What comes next; "" at the end."""
        if self.done >= self.of:
            return ""
        return self._paths[self.done].name if self._paths else self._rows[self.done].name

    def step(self) -> bool:
        """Bring in what comes next; whether something is left."""
        if self._paths:
            path = self._paths[self.done]
            _bring_in_file(self._desk, path, str(path.relative_to(self._place)), self.report)
            self.done += 1
        else:
            _bring_in_rows(self._desk, self._rows[self.done : self.done + ROWS_AT_ONCE], self.report)
            self.done = min(self.of, self.done + ROWS_AT_ONCE)
        return self.done < self.of


def import_past(
    desk: Desk, place: Path, columns: Mapping[str, str] | None = None, told: Told = lambda done, of, name: True
) -> PastReport:
    """Bring in a folder of pages and letters, or a register, from its beginning to its end or until `told` says no. As `Importing`."""
    importing = Importing(desk, place, columns)
    while importing.following:
        if not told(importing.done, importing.of, importing.following):
            importing.report.stopped = True
            break
        importing.step()
    return importing.report


def keep_past(desk: Desk, items: Sequence[PastCase]) -> list[int]:
    """Keep cases of the past in one transaction; returns their ids. Raises UserError for a reference that is taken."""
    with desk.writing() as work:
        authority = profile_row(work.session)
        taken = past.taken(work.session, [item.reference for item in items if item.reference])
        if taken:
            raise UserError(f"There is a case {sorted(taken)[0]} already.")
        cases = []
        for item in items:
            case = _row(item, authority, desk.today())
            work.session.add(case)
            cases.append(case)
        work.session.flush()
        work.session.add_all(PastSource(sha256=item.sha256, case_id=case.id) for item, case in zip(items, cases, strict=True))
        if len(cases) == 1:
            work.take(cases[0])
        else:
            for case in cases:
                search.index_case(work.session, case)
        work.record("past-imported", cases=[case.id for case in cases], sources=[item.sha256 for item in items])
        return [case.id for case in cases]


def add_past_letter(desk: Desk, case_id: int, item: PastCase) -> None:
    """Add the words of a letter to the case of the past that it answered. Raises UserError for a case that is none of the past."""
    with desk.writing(case_id) as work:
        refuse_unless_past(work.case)
        work.case.past_answer = "\n\n".join(filter(None, [work.case.past_answer, item.answer]))
        if item.sent and work.case.closed_on == work.case.received <= item.sent <= desk.today():
            work.case.closed_on = item.sent
        known = {ground.provision for ground in work.case.grounds}
        _add_grounds(work.case, [cited for cited in _cited(item) if cited not in known])
        work.session.add(PastSource(sha256=item.sha256, case_id=case_id))
        work.record("past-letter-added", source=item.sha256)


def refuse_unless_past(case: Case) -> None:
    """Raises UserError for a case that was worked on here, or is disposed of."""
    if case.past_on is None or case.stage is Stage.DISPOSED:
        raise UserError(f"There is a case {case.reference} already.")


def _files_in(folder: Path) -> list[Path]:
    """The files below a folder in their order, without hidden ones and links. Raises UserError where there are none, or far too many."""
    try:
        found = sorted(
            path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and path.name[0] not in ".~"
        )
    except OSError as error:
        raise UserError(f"Cannot read {folder}: {error.strerror}.") from error
    if not found:
        raise UserError(f"There are no files in {folder}.")
    if len(found) > MOST_FILES:
        raise UserError(f"There are more than {MOST_FILES:,} files in {folder}. Bring them in by parts.")
    return found


def _bring_in_file(desk: Desk, path: Path, name: str, report: PastReport) -> None:
    try:
        data, sha256 = read_past_bytes(path)
        with desk.reading() as session:
            if past.known(session, [sha256]):
                report.known += 1
                return
        _take_in(desk, replace(read_past(path, data, sha256), name=name), report)
    except UserError as error:
        report.unread.append(Unread(name, str(error)))


def _take_in(desk: Desk, item: PastCase, report: PastReport) -> None:
    """Keep one case, or add its letter to the case of the past that it answered."""
    with desk.reading() as session:
        found = queries.find_case(session, item.reference) if item.reference else None
    if found is not None and item.is_answer_alone:
        add_past_letter(desk, found, item)
        report.joined += 1
    else:
        keep_past(desk, [item])
        report.imported += 1


def _bring_in_rows(desk: Desk, items: Sequence[PastCase], report: PastReport) -> None:
    fresh = list(_fresh(desk, items, report))
    if not fresh:
        return
    asked = split_many([item.request_text for item in fresh])
    keep_past(desk, [replace(item, questions=found) for item, found in zip(fresh, asked, strict=True)])
    report.imported += len(fresh)
    report.doubts += [Unread(item.name, doubt) for item in fresh for doubt in item.doubts]


def _fresh(desk: Desk, items: Sequence[PastCase], report: PastReport) -> Iterator[PastCase]:
    """Those rows that are not in the store yet; why another one does not come in is told."""
    with desk.reading() as session:
        known = past.known(session, [item.sha256 for item in items])
        taken = past.taken(session, [item.reference for item in items if item.reference])
    for item in items:
        if item.sha256 in known:
            report.known += 1
        elif item.reference in taken:
            report.unread.append(Unread(item.name, f"There is a case {item.reference} already."))
        else:
            known.add(item.sha256)
            taken |= {item.reference} if item.reference else set()
            yield item


def _row(item: PastCase, authority: Authority, today: date) -> Case:
    """The rows of a case of the past."""
    received, why = _received(item, today)
    first = item.request_text.strip().split("\n", 1)[0]
    case = Case(
        reference=item.reference or f"past-{item.sha256[:10]}",
        title=(item.title or first or Path(item.name).stem)[:200],
        stage=Stage.CLOSED,
        received=received,
        received_reason=why,
        request_text=item.request_text,
        authority=authority,
        requester=Requester(**item.requester),
        questions=[_question(asked, number) for number, asked in enumerate(_asked(item))],
        clock_status="past",
        salt=files.new_salt(),
        closed_on=item.sent if item.sent and received <= item.sent <= today else received,
        past_on=today,
        past_answer=item.answer or None,
    )
    _add_grounds(case, _cited(item))
    if item.outcome:
        for question in case.questions:
            question.decisions.append(Decision(outcome=Outcome(item.outcome), grounds=list(case.grounds)))
    return case


def _asked(item: PastCase) -> tuple[PastQuestion, ...]:
    return item.questions or (PastQuestion("1", item.title or Path(item.name).stem),)


def _question(asked: PastQuestion, position: int) -> Question:
    parts = [_question(part, number) for number, part in enumerate(asked.parts)]
    return Question(label=asked.label, text=asked.text, position=position, parts=parts)


def _received(item: PastCase, today: date) -> tuple[date, str | None]:
    """The day of receipt, and how sure it is: retention counts from later days, so an earlier guess would be the wrong one."""
    if item.received and item.received <= today:
        return item.received, None
    if item.sent and item.sent <= today:
        return item.sent, "The day of receipt is not known; this is the day of the answer."
    year = (item.reference or "").rpartition("/")[2]
    if year.isdecimal() and len(year) in (2, 4):
        number = int(year) if len(year) == 4 else 2000 + int(year)
        if 1999 < number < today.year:
            return date(number, 12, 31), "The day of receipt is not known; this is the end of the year of its reference."
    return today, "The day of receipt is not known; this is the day on which it was brought in."


def _cited(item: PastCase) -> list[str]:
    """The provisions that a case of the past names, in the catalogue's form: from its register's column, or as its answer cites them."""
    catalogue = reference.catalogue()
    named = [catalogue.find(cited) for cited in item.citations]
    if not item.citations:
        named = [found.provision for found in citations(item.answer, catalogue, reference.letter_words().lexicon(""))]
    found = list(dict.fromkeys(item for item in named if item is not None))
    limbs = {provision.section for provision in found if provision.citation != provision.section}
    # A heading names the section whose limb the text relies on.
    return [
        provision.citation for provision in found if provision.citation != provision.section or provision.section not in limbs
    ]


def _add_grounds(case: Case, cited: Sequence[str]) -> None:
    start = len(case.grounds)
    case.grounds.extend(
        Ground(key=f"g{number + 1}", provision=provision, position=number) for number, provision in enumerate(cited, start)
    )
