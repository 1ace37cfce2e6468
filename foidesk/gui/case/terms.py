"""The fixed words of a case in the officer's language: channels, events of the clock, kinds of letter, names of texts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from foidesk.gui.case.outcomes import citation
from foidesk.model.words import Channel, LetterKind

if TYPE_CHECKING:
    from foidesk.model import Case


class Terms(QObject):
    """Words for what the model names by keys."""

    def channels(self) -> dict[Channel, str]:
        """How a message travelled."""
        return {
            Channel.PHONE: self.tr("Telephone"),
            Channel.EMAIL: self.tr("E-mail"),
            Channel.POST: self.tr("Post"),
            Channel.HAND: self.tr("In person"),
            Channel.WEB: self.tr("Website"),
            Channel.SOCIAL: self.tr("Social media"),
        }

    def clock_events(self) -> dict[str, str]:
        """What moves the clock."""
        return {
            "clarification-asked": self.tr("Clarification asked for"),
            "clarification-received": self.tr("Clarification received"),
            "fees-notice": self.tr("Fees notice given"),
            "fee-received": self.tr("Fee received"),
            "extension-notice": self.tr("Notice of more time for the public interest given"),
            "information-asked": self.tr("Information about the requester asked for"),
            "information-received": self.tr("Information about the requester received"),
            "school-closed": self.tr("School closed"),
            "holiday": self.tr("Public holiday proclaimed"),
        }

    def clock_effects(self) -> dict[str, str]:
        """What each event does to the clock."""
        return {
            "clarification-asked": self.tr("The clock stops until the requester answers."),
            "clarification-received": self.tr("The clock starts again from day 1 on the next working day."),
            "fees-notice": self.tr("The clock pauses until the fee is paid; after three months the request lapses."),
            "fee-received": self.tr("The clock goes on where it paused."),
            "extension-notice": self.tr(
                "The notice must be dated within the limit; the decision follows within a reasonable time."
            ),
            "information-asked": self.tr("The clock pauses until the information comes."),
            "information-received": self.tr("The clock goes on where it paused."),
            "school-closed": self.tr("Days on which the school is closed do not count, up to sixty working days in all."),
            "holiday": self.tr("The day does not count in this case. Settings can add it for every case."),
        }

    def letters(self) -> dict[LetterKind, str]:
        """What a letter does, in a few words."""
        return {
            LetterKind.RESPONSE: self.tr("Response"),
            LetterKind.ACKNOWLEDGEMENT: self.tr("Acknowledgement"),
            LetterKind.CLARIFICATION: self.tr("Request for clarification"),
            LetterKind.DELAY: self.tr("Notice of delay"),
            LetterKind.FEES_NOTICE: self.tr("Fees notice"),
            LetterKind.EXTENSION: self.tr("Notice of more time for the public interest"),
            LetterKind.SECOND_NOTICE: self.tr("Second notice: outcome of the public interest test"),
            LetterKind.INTERNAL_REVIEW: self.tr("Outcome of an internal review"),
            LetterKind.REVIEW_ACKNOWLEDGEMENT: self.tr("Acknowledgement of an internal review"),
            LetterKind.TRANSFER: self.tr("Another authority holds it"),
            LetterKind.INVALID: self.tr("Not a valid request"),
            LetterKind.WITHDRAWN: self.tr("Request withdrawn"),
            LetterKind.CONSULTATION: self.tr("Consultation of a third party"),
            LetterKind.CORRECTION: self.tr("Correction"),
            LetterKind.SUPPLEMENTARY: self.tr("Supplementary response"),
            LetterKind.COVERING: self.tr("Covering letter"),
        }

    def letter(self, kind: LetterKind) -> str:
        """One kind of letter."""
        return self.letters().get(kind, kind.value.replace("_", " "))

    def text(self, case: "Case", field: str) -> str:
        """The name of a text of a case by its field: "ground:7:harm" is "s.31(3): harm"."""
        kind, _, rest = field.partition(":")
        number, _, name = rest.partition(":")
        return f"{self._owner(case, kind, number)}: {self._text_name(name)}"

    def _owner(self, case: "Case", kind: str, number: str) -> str:
        gone = self.tr("{kind} that is gone")
        if kind == "decision":
            found = next((question for question, item in case.every_decision() if str(item.id) == number), None)
            return self.tr("Question {label}").format(label=found.label) if found else gone.format(kind=self.tr("A decision"))
        if kind == "question":
            asked = next((item for item in case.every_question() if str(item.id) == number), None)
            return self.tr("Question {label}").format(label=asked.label) if asked else gone.format(kind=self.tr("A question"))
        if kind == "ground":
            ground = next((item for item in case.grounds if str(item.id) == number), None)
            return citation(ground.provision, case.regime.value) if ground else gone.format(kind=self.tr("A ground"))
        if kind == "letter":
            letter = next((item for item in case.letters if str(item.id) == number), None)
            return self.letter(letter.kind) if letter else gone.format(kind=self.tr("A letter"))
        return self.tr("Finding") if kind == "aside" else self.tr("Message")

    def _text_name(self, name: str) -> str:
        base, _, section = name.partition(".")
        known = {
            "answer": self.tr("answer"),
            "text": self.tr("words"),
            "summary": self.tr("words"),
            "set_aside": self.tr("why it was set aside"),
            "withdrawn": self.tr("why the signature was withdrawn"),
            "reason": self.tr("why it applies"),
            "harm": self.tr("harm"),
            "pi_for": self.tr("factors for disclosure"),
            "pi_against": self.tr("factors against disclosure"),
            "pi_balance": self.tr("balance"),
            "late_apology": self.tr("apology for the delay"),
            "advice_and_assistance": self.tr("advice and assistance"),
            "advice_not_possible": self.tr("why advice is not possible"),
            "goodwill_note": self.tr("note of goodwill"),
            "clarification": self.tr("what is to be clarified"),
            "environmental_handling": self.tr("environmental information"),
            "format_refused_reason": self.tr("why the form is refused"),
            "own_words": self.tr("own words"),
            "purpose_31_2": self.tr("purpose under section 31(2)"),
        }
        words = known.get(base, base.replace("_", " "))
        return f"{words}, {section.replace('_', ' ')}" if section else words
