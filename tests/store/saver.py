"""A program that saves edits for as long as it is let, and prints the number of each once it is committed."""

import sys
from itertools import count
from pathlib import Path

from foidesk.model import Case
from foidesk.store import history, texts
from foidesk.store.engine import open_store
from tests.store.builder import NOW, OFFICER, PASSPHRASE


def main(folder: Path) -> None:
    store = open_store(folder, PASSPHRASE)
    with store.reading() as session:
        title = session.get_one(Case, 1).title
    # Go on counting: an edit that equals the last one before a kill would be no new version.
    for number in count(int(title) + 1 if title.isdecimal() else 1):
        with store.writing() as session:
            case = session.get_one(Case, 1)
            words = f"{number}: " + "words of an edit " * (number % 50)
            digest = texts.save_version(session, case, "harm", words, at=NOW)
            case.title = str(number)
            seq = history.record(session, case=case, kind="edited", body={"text": digest}, actor=OFFICER, os_user="ada", at=NOW)
        print(seq, number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
