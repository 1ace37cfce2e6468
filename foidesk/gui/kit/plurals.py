"""English plurals for texts with a number, until a catalogue of another language is loaded."""

from PySide6.QtCore import QTranslator


class EnglishPlurals(QTranslator):
    """Reads "%n day(s)" as "1 day" or "2 days". Every other text stays as it is written in the code."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: N803
        if n < 0:
            # Not "": Qt would take that for the translation, since Python has no null string.
            return sourceText
        return sourceText.replace("(s)", "" if n == 1 else "s").replace("%n", str(n))

    def isEmpty(self) -> bool:
        return False
