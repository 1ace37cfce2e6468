"""The table of synonyms as the officer reads and edits it: one group a line, its terms parted by commas."""

from foidesk.desk.office import Desk
from foidesk.errors import UserError
from foidesk.store import settings, synonyms
from foidesk.store.synonyms import SETTING, Group, words_of

MOST_GROUPS, MOST_TERMS, MOST_LETTERS = 2_000, 40, 80


def table(desk: Desk) -> str:
    """The table in force, one group a line."""
    with desk.reading() as session:
        groups = synonyms.in_force(settings.get(session, SETTING)).groups
    return _written(groups)


def program_table() -> str:
    """The program's own table, to go back to."""
    return _written(synonyms.shipped())


def write_synonyms(desk: Desk, text: str) -> int:
    """Keep the table as it was edited; returns how many groups it has. Searches use it at once.

    What differs from the program's own table is kept, so that a later version of the program brings its new groups. Raises UserError for a
    line with a single term, or far too many.
    """
    groups = [group for line in text.splitlines() if (group := _group(line))]
    if len(groups) > MOST_GROUPS:
        raise UserError(f"The table has {MOST_GROUPS} lines at most.")
    wanted = {frozenset(group) for group in groups}
    own = {frozenset(group) for group in synonyms.shipped()}
    added = [list(group) for group in dict.fromkeys(groups) if frozenset(group) not in own]
    dropped = [list(group) for group in synonyms.shipped() if frozenset(group) not in wanted]
    with desk.writing() as work:
        settings.put(work.session, SETTING, {"added": added, "dropped": dropped})
        work.record("synonyms-written", groups=len(wanted), added=len(added), dropped=len(dropped))
    return len(wanted)


def _group(line: str) -> Group:
    terms = tuple(dict.fromkeys(term for part in line.split(",") if (term := " ".join(part.split()))))
    if not terms:
        return ()
    if len(terms) == 1:
        raise UserError(f"The line “{terms[0][:40]}” has one term alone. Write what means the same behind it, after a comma.")
    if len(terms) > MOST_TERMS or any(len(term) > MOST_LETTERS or not words_of(term) for term in terms):
        raise UserError(f"A line has {MOST_TERMS} terms at most, each of words, with {MOST_LETTERS} letters at most.")
    return terms


def _written(groups: tuple[Group, ...]) -> str:
    return "".join(f"{', '.join(group)}\n" for group in groups)
