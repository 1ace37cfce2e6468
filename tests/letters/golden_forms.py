"""The golden files of each other form of a letter, and how they are written out anew.

    python -m tests.letters.golden_forms

As with the golden letters: read the difference before it is committed.
"""

from tests.letters.cases import composed, published, reference_case
from tests.letters.forms import every_block, message, message_text, page, row, word, word_text
from tests.letters.golden_letters import FOLDER, GOLDEN

FORMS = FOLDER / "forms"
MADE = {
    "reference.docx.txt": lambda: word_text(word(composed(reference_case()), head="Draft – not signed, not sent")),
    "acknowledgement.docx.txt": lambda: word_text(word(composed(GOLDEN["kind-acknowledgement"]))),
    "blocks.docx.txt": lambda: word_text(word(every_block())),
    "reference.html": lambda: page(published(reference_case())).decode(),
    "blocks.html": lambda: page(every_block()).decode(),
    "reference.csv": lambda: row(published(reference_case())).decode("utf-8-sig"),
    "plain.eml.txt": lambda: message_text(message()),
    "both.eml.txt": lambda: message_text(message(language="en-GB", sender="foi@midshire.example")),
}


def main():
    FORMS.mkdir(exist_ok=True)
    for name, make in MADE.items():
        path, text = FORMS / name, make()
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            print(name)


if __name__ == "__main__":
    main()
