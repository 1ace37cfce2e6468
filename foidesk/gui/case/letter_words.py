"""What can be written in a letter and what can be left out of it, in the window's words."""

from PySide6.QtCore import QObject


class LetterWords(QObject):
    """The names of a letter's fields and sections."""

    def field(self, name: str) -> str:
        """What can be written in a letter, and the texts of answers and grounds that stand in it."""
        return {
            "opening": self.tr("Opening"),
            "summary": self.tr("Summary"),
            "closing": self.tr("Closing"),
            "body": self.tr("A paragraph of your own"),
            "to": self.tr("Whom the letter is sent to"),
            "late_apology": self.tr("Apology for lateness"),
            "clarification": self.tr("What you need to know from the requester"),
            "advice_and_assistance": self.tr("Advice: how to ask for less"),
            "advice_not_possible": self.tr("Why no advice is possible"),
            "goodwill_note": self.tr("What is given as goodwill"),
            "environmental_handling": self.tr("How environmental information is handled"),
            "format_refused_reason": self.tr("Why the form wished for is not given"),
            "answer": self.tr("Answer"),
            "reason": self.tr("Why it applies"),
            "harm": self.tr("Harm"),
            "pi_for": self.tr("Factors for"),
            "pi_against": self.tr("Factors against"),
            "pi_balance": self.tr("Balance"),
            "breach_of_confidence": self.tr("Breach of confidence"),
            "data_protection": self.tr("Data protection"),
            "subject_access_pointer": self.tr("Their own data"),
        }.get(name, name)

    def sections(self) -> dict[str, str]:
        """What can be left out of a letter."""
        return {
            "refusal_statement": self.tr("Statement that this is a refusal notice"),
            "other_information": self.tr("Denial of any other information"),
            "no_inference": self.tr("No inference is to be drawn"),
            "complaints": self.tr("How to complain"),
            "representations": self.tr("Representations under the Regulations"),
            "section_50": self.tr("Right to apply to the Commissioner"),
            "regulator_contact": self.tr("The Commissioner's address"),
            "reuse": self.tr("Re-use"),
        }
